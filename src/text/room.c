#include "gatepost/buffer.h"
#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include <stdio.h>
#include <string.h>

enum role { ROLE_NONE, ROLE_BUILDING, ROLE_UNIT, ROLE_NUMBER };
enum { PARTS_MOST = 3, PART_SIZE = 16 };

/* What may stand behind a part and says what it is; longer words first. 号 alone ends a building only when more
 * follows. */
static const struct label {
    const char *word;
    enum role role;
} labels[] = {
    {"号楼", ROLE_BUILDING}, {"栋", ROLE_BUILDING}, {"幢", ROLE_BUILDING}, {"座", ROLE_BUILDING},
    {"楼", ROLE_BUILDING},   {"单元", ROLE_UNIT},   {"梯", ROLE_UNIT},     {"号房", ROLE_NUMBER},
    {"室", ROLE_NUMBER},     {"房", ROLE_NUMBER},   {"号", ROLE_NONE},
};

static const char *const separators[] = {"-", " ", "/", "#", ",", ".", "、", "—", "–", "−", "－"};

struct parts {
    char text[PARTS_MOST][PART_SIZE];
    enum role role[PARTS_MOST];
    int count;
    bool is_labelled;
};

static bool take_separator(const char **at)
{
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++)
        if (habit_take(at, separators[i]))
            return true;
    return false;
}

static enum role take_label(const char **at, bool *found)
{
    *found = false;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (!habit_take(at, labels[i].word))
            continue;
        *found = true;
        if (labels[i].role != ROLE_NONE)
            return labels[i].role;
        return **at == '\0' ? ROLE_NUMBER : ROLE_BUILDING;
    }
    return ROLE_NONE;
}

/* One run of letters and digits as a part; leading zeros of it are how a form was filled in, not another room. */
static bool take_part(const char **at, struct parts *parts)
{
    const char *start = *at;
    while (habit_is_digit(**at) || habit_is_letter(**at))
        (*at)++;
    const char *end = *at;
    while (end - start > 1 && *start == '0' && habit_is_digit(start[1]))
        start++;
    if (end == start || end - start >= PART_SIZE || parts->count == PARTS_MOST)
        return false;
    memcpy(parts->text[parts->count], start, (size_t)(end - start));
    parts->text[parts->count++][end - start] = '\0';
    return true;
}

static bool split_parts(const char *text, struct parts *parts)
{
    const char *at = text;
    while (*at != '\0') {
        if (!take_part(&at, parts))
            return false;
        bool separated = habit_take(&at, " "), found;
        enum role role = take_label(&at, &found);
        parts->role[parts->count - 1] = role;
        parts->is_labelled = parts->is_labelled || found;
        while (take_separator(&at)) {
            separated = true;
            if (*at == '\0')
                return false; /* 12-2- is not typed to its end; it is not room 2 of building 12 */
        }
        if (*at != '\0' && !found && !separated)
            return false;
    }
    return parts->count > 0;
}

/* Seven digits are two of the building, one of the unit, four of the room; eight have two of the unit (0x). Other runs
 * longer than a room number can be read in several ways, and a wrong guess would file under another household. */
static bool split_digits(const char *digits, struct room *room)
{
    size_t length = strlen(digits);
    if (strspn(digits, "0123456789") != length || (length != 7 && !(length == 8 && digits[2] == '0')))
        return false;
    const char *building = digits[0] == '0' ? digits + 1 : digits, *number = digits + length - 4;
    snprintf(room->building, sizeof room->building, "%.*s", (int)(digits + 2 - building), building);
    snprintf(room->unit, sizeof room->unit, "%c", number[-1]);
    snprintf(room->number, sizeof room->number, "%s", number[0] == '0' ? number + 1 : number);
    return true;
}

static char *room_part(struct room *room, enum role role)
{
    return role == ROLE_BUILDING ? room->building : role == ROLE_UNIT ? room->unit : room->number;
}

/* What is not labelled is, from the right, the room, and from the left building and unit. */
static bool assign_parts(const struct parts *parts, struct room *room)
{
    bool taken[ROLE_NUMBER + 1] = {false};
    enum role role[PARTS_MOST];
    for (int i = 0; i < parts->count; i++) {
        role[i] = parts->role[i];
        if (role[i] != ROLE_NONE && taken[role[i]])
            return false;
        taken[role[i]] = true;
    }
    for (int i = parts->count - 1; i >= 0 && !taken[ROLE_NUMBER]; i--) {
        if (role[i] != ROLE_NONE)
            continue;
        role[i] = ROLE_NUMBER;
        taken[ROLE_NUMBER] = true;
    }
    for (int i = 0; i < parts->count; i++) {
        if (role[i] == ROLE_NONE) {
            role[i] = taken[ROLE_BUILDING] ? ROLE_UNIT : ROLE_BUILDING;
            if (taken[role[i]])
                return false;
            taken[role[i]] = true;
        }
        memcpy(room_part(room, role[i]), parts->text[i], PART_SIZE);
    }
    return taken[ROLE_NUMBER];
}

bool room_parse(const char *text, struct room *room, struct err *err)
{
    char folded[80];
    struct parts parts = {0};
    struct room result = {0};
    bool read = habit_fold(text, folded, sizeof folded);
    habit_upper(folded);
    if (read && split_digits(folded, &result)) {
        *room = result;
        return true;
    }
    read = read && split_parts(folded, &parts);
    if (read && parts.count == 1 && !parts.is_labelled && strlen(folded) > 4 &&
        strspn(folded, "0123456789") == strlen(folded))
        return err_set(err, ERR_INPUT, _("%s can be several rooms; put - between building, unit and room: 12-2-1203"),
                       folded);
    if (!read || !assign_parts(&parts, &result))
        return err_set(err, ERR_INPUT, _("Room: write building, unit and room, such as 12-2-1203 or 8-302"));
    *room = result;
    return true;
}

/* Where the room begins behind a name: at the first digit, or the single letter of a building (A座). */
static size_t name_bytes(const char *text)
{
    size_t bytes = 0;
    while (text[bytes] != '\0' && !habit_is_digit(text[bytes]) && !habit_is_letter(text[bytes]))
        bytes++;
    return bytes;
}

bool room_parse_in_estate(const char *text, char estate[64], struct room *room, struct err *err)
{
    struct err ignored = {0};
    if (room_parse(text, room, err))
        return true;
    struct buffer narrow = {0}, name = {0};
    text_fold_width(&narrow, text);
    size_t bytes = name_bytes(buffer_text(&narrow));
    char in_front[64];
    text_copy(in_front, bytes + 1 < sizeof in_front ? bytes + 1 : sizeof in_front, buffer_text(&narrow));
    text_trim(&name, in_front);
    bool found = bytes > 0 && bytes < sizeof in_front && name.length > 0 &&
                 room_parse(buffer_text(&narrow) + bytes, room, &ignored);
    if (found)
        text_copy(estate, 64, buffer_text(&name));
    buffer_release(&narrow);
    buffer_release(&name);
    if (found && err != NULL)
        *err = (struct err){0};
    return found;
}

void room_format(const struct room *room, char text[56])
{
    const char *const parts[] = {room->building, room->unit, room->number};
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i][0] == '\0')
            continue;
        if (length > 0)
            text[length++] = '-';
        text_copy(text + length, 56 - length, parts[i]);
        length += strlen(text + length);
    }
}

/* One part with the length of each run of digits in front of it, zeros before it left out: "12B" is "212B". */
static size_t add_key(char *key, const char *part)
{
    size_t length = 0;
    while (*part != '\0') {
        size_t zeros = habit_is_digit(*part) ? strspn(part, "0") : 0;
        part += zeros;
        size_t digits = strspn(part, "0123456789");
        if (digits == 0 && zeros > 0)
            key[length++] = '0';
        else if (digits > 0)
            key[length++] = (char)('0' + digits);
        size_t run = digits > 0 ? digits : *part != '\0' && zeros == 0 ? 1 : 0;
        memcpy(key + length, part, run);
        length += run;
        part += run;
    }
    return length;
}

void room_sort_key(const struct room *room, char key[96])
{
    /* '-' is less than any digit or letter, so that 12 comes before 12B. */
    size_t length = add_key(key, room->building);
    key[length++] = '-';
    length += add_key(key + length, room->unit);
    key[length++] = '-';
    length += add_key(key + length, room->number);
    key[length] = '\0';
}
