/* Numbers of a chat line: what can be only one thing, and what the rest of the line decides. Every candidate is put to
 * the parsers of habits.h; here is only where one begins and ends. */
#include "chat_parts.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "habit.h"
#include <stdlib.h>
#include <string.h>

enum { CANDIDATE_MOST = 60 };
static const char digits_set[] = "0123456789";

static bool stands_in(const char *at, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strncmp(at, *words, strlen(*words)) == 0)
            return true;
    return false;
}

/* Behind a number these make it an amount. */
static bool is_amount(const char *behind)
{
    static const char *const units[] = {"元", "块", "斤", "公", "千", "岁", "个", "人", "天", "点", "时", "分", "秒",
                                        "月", "日", "年", "号", "层", "平", "户", "口", "次", "份", "瓶", "箱", NULL};
    return stands_in(behind + strspn(behind, " "), units);
}

static bool copy_candidate(const char *at, size_t length, char out[CANDIDATE_MOST])
{
    if (length == 0 || length >= CANDIDATE_MOST)
        return false;
    memcpy(out, at, length);
    out[length] = '\0';
    return true;
}

/* ---- documents, phones, plates ---- */

static size_t match_resident_id(const char *line, size_t at)
{
    char candidate[CANDIDATE_MOST], number[24];
    size_t length = strspn(line + at, digits_set);
    if (length == 17 && (line[at + 17] == 'x' || line[at + 17] == 'X'))
        length++;
    if (length != 18 || !copy_candidate(line + at, length, candidate))
        return 0;
    return id_resident_parse(candidate, number, NULL, NULL, NULL) ? length : 0;
}

/* So many digits, in one run or in groups of these lengths with one kind of sign between; 0 when they are not there. */
static size_t span_groups(const char *at, const int *groups, int count)
{
    size_t length = 0;
    char sign = '\0';
    for (int i = 0; i < count; i++) {
        bool is_sign = i > 0 && (at[length] == ' ' || at[length] == '-');
        if (is_sign && (i == 1 || at[length] == sign))
            sign = at[length++];
        if (strspn(at + length, digits_set) < (size_t)groups[i])
            return 0;
        length += (size_t)groups[i];
    }
    return length;
}

static size_t match_mobile(const char *line, size_t at)
{
    static const int groups[] = {3, 4, 4};
    const char *start = line + at, *number = start;
    if (habit_take(&number, "+86") || habit_take(&number, "0086") || habit_take(&number, "86"))
        number += strspn(number, " -") > 0;
    char candidate[CANDIDATE_MOST], phones[PHONE_MOST][PHONE_SIZE];
    int count;
    size_t length = span_groups(number, groups, 3);
    if (length == 0 || number[0] != '1' || !copy_candidate(number, length, candidate))
        return 0;
    bool is_phone = phone_parse(candidate, phones, &count, NULL) && count == 1;
    return is_phone ? (size_t)(number - start) + length : 0;
}

/* With an area code; without one it is one of the numbers that other things decide. */
static size_t match_landline(const char *line, size_t at)
{
    char candidate[CANDIDATE_MOST], phones[PHONE_MOST][PHONE_SIZE];
    int count;
    if (line[at] != '0')
        return 0;
    size_t area = strspn(line + at, digits_set), length = area;
    if (line[at + length] == '-')
        length += 1 + strspn(line + at + length + 1, digits_set);
    if (length < 10 || !copy_candidate(line + at, length, candidate))
        return 0;
    return phone_parse(candidate, phones, &count, NULL) && count == 1 ? length : 0;
}

static size_t match_plate(const char *line, size_t at)
{
    static const char signs[] = " .-·";
    char candidate[CANDIDATE_MOST], plate[24];
    bool is_wide = (line[at] & 0xF0) == 0xE0; /* three bytes, as all provinces have */
    if (!is_wide || !habit_is_letter(line[at + 3]))
        return 0;
    size_t length = 4 + strspn(line + at + 4, signs);
    length += strspn(line + at + length, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjklmnpqrstuvwxyz0123456789");
    const char *suffix = line + at + length;
    if (habit_take(&suffix, "警") || habit_take(&suffix, "挂") || habit_take(&suffix, "学") ||
        habit_take(&suffix, "港") || habit_take(&suffix, "澳"))
        length = (size_t)(suffix - line) - at;
    return copy_candidate(line + at, length, candidate) && plate_parse(candidate, NULL, plate, NULL) ? length : 0;
}

/* ---- moments ---- */

/* "下午3点" is not three in the morning, and "明天8点" not today: with such a word in front a time says too little. */
static bool is_qualified(const char *line, size_t at)
{
    static const char *const words[] = {"上午", "下午", "早上", "早晨", "清晨", "中午", "晚上", "傍晚", "凌晨",
                                        "半夜", "夜里", "昨晚", "今晚", "今早", "昨早", "明早", "明天", "明日",
                                        "后天", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "期一",
                                        "期二", "期三", "期四", "期五", "期六", "期日", "期天", NULL};
    static const char *const alone[] = {"早", "晚", NULL};
    while (at > 0 && line[at - 1] == ' ')
        at--;
    if (at >= 6 && stands_in(line + at - 6, words))
        return true;
    return at >= 3 && stands_in(line + at - 3, alone) && (at == 3 || (line[at - 4] & 0x80) == 0);
}

static size_t span_moment(const char *at)
{
    static const char *const words[] = {"年", "月", "日", "号", "点", "时", "分",
                                        "秒", "半", "今", "昨", "前", "天", NULL};
    size_t length = 0;
    while (length < CANDIDATE_MOST - 4) {
        if (at[length] != '\0' && strchr("0123456789:./- ", at[length]) != NULL)
            length++;
        else if (stands_in(at + length, words))
            length += 3;
        else
            break;
    }
    return length;
}

/* A day of digits alone (1203 8:05) could be a room. */
static bool says_time(const char *candidate)
{
    for (const char *word = candidate; *word != '\0'; word += strcspn(word, " ")) {
        word += strspn(word, " ");
        if (strspn(word, digits_set) == strcspn(word, " "))
            return false;
    }
    return strchr(candidate, ':') != NULL || strstr(candidate, "点") != NULL || strstr(candidate, "时") != NULL;
}

size_t chat_match_moment(const char *line, size_t at)
{
    char candidate[CANDIDATE_MOST];
    int64_t moment;
    for (size_t length = span_moment(line + at); length > 0; length--) {
        if ((line[at + length] & 0xC0) == 0x80 || line[at + length - 1] == ' ' || !chat_ends_alone(line, at + length))
            continue;
        if (copy_candidate(line + at, length, candidate) && says_time(candidate) &&
            moment_parse(candidate, clock_now(), &moment, NULL))
            return is_qualified(line, at) ? 0 : length;
    }
    return 0;
}

/* ---- rooms ---- */

static const char *const room_labels[] = {"号楼", "号房", "单元", "栋", "幢", "座", "楼", "梯", "室", "房", "号", NULL};

static size_t span_room_label(const char *at)
{
    for (const char *const *label = room_labels; *label != NULL; label++)
        if (strncmp(at, *label, strlen(*label)) == 0)
            return strlen(*label);
    return 0;
}

/* Letters and digits with the words and signs of rooms between; a space only beside a word. */
static size_t span_room(const char *at)
{
    size_t length = 0;
    bool behind_label = false;
    while (length < CANDIDATE_MOST - 8) {
        size_t label = span_room_label(at + length), blank = strspn(at + length, " ");
        if (label > 0)
            length += label;
        else if (blank > 0 && (behind_label || span_room_label(at + length + blank) > 0))
            length += blank;
        else if (habit_is_digit(at[length]) || habit_is_letter(at[length]) ||
                 (at[length] != '\0' && strchr("-#/.", at[length]) != NULL))
            length++;
        else if (strncmp(at + length, "、", 3) == 0)
            length += 3;
        else
            break;
        behind_label = label > 0;
    }
    return length;
}

static bool is_labelled(const char *text)
{
    if (strchr(text, '#') != NULL)
        return true;
    for (; *text != '\0'; text++)
        if (span_room_label(text) > 0)
            return true;
    return false;
}

/* One sign all through: 8-302/36.5 is not room 8-302-36. */
static bool has_one_sign(const char *text, int *signs)
{
    char first = '\0';
    *signs = 0;
    for (; *text != '\0'; text++) {
        if (habit_is_digit(*text) || habit_is_letter(*text) || (*text & 0xC0) == 0x80)
            continue;
        if (first != '\0' && *text != first)
            return false;
        first = *text;
        ++*signs;
    }
    return true;
}

static bool is_door(const char *number)
{
    size_t digits = strspn(number, digits_set);
    return (digits == 3 || digits == 4) && (number[digits] == '\0' || number[digits + 1] == '\0');
}

static bool is_building(const char *building)
{
    size_t digits = strspn(building, digits_set);
    return strlen(building) <= 3 && (digits > 0 || strlen(building) == 1);
}

/* What room_parse accepts in a field of its own is more than what is a room in the middle of a line: 4-11 is a day. */
static bool is_room(const char *candidate)
{
    struct room room;
    int signs;
    if (!room_parse(candidate, &room, NULL))
        return false;
    if (is_labelled(candidate))
        return room.building[0] != '\0' || room.unit[0] != '\0' ? true : is_door(room.number);
    /* "8、302" may be the eighth of a list, "8.302" an amount. */
    bool needs_unit = strchr(candidate, '.') != NULL || strstr(candidate, "、") != NULL;
    bool has_unit = room.unit[0] != '\0';
    return has_one_sign(candidate, &signs) && signs == (has_unit ? 2 : 1) && (has_unit || !needs_unit) &&
           is_door(room.number) && is_building(room.building) && strlen(room.unit) <= 2;
}

size_t chat_match_room(const char *line, size_t at)
{
    char candidate[CANDIDATE_MOST];
    if (!habit_is_digit(line[at]) && !habit_is_letter(line[at]))
        return 0;
    for (size_t length = span_room(line + at); length >= 3; length--) {
        if ((line[at + length] & 0xC0) == 0x80 || !chat_ends_alone(line, at + length) || line[at + length - 1] == ' ' ||
            span_room_label(line + at + length) > 0 || !copy_candidate(line + at, length, candidate))
            continue;
        bool is_short = !habit_is_digit(line[at + length - 1]) || !habit_is_digit(line[at + length - 2]);
        if (is_room(candidate) && !(is_short && is_amount(line + at + length)))
            return length;
    }
    return 0;
}

/* "12 2 1203": three numbers with only spaces between. */
static size_t match_spaced_room(const char *line, size_t at)
{
    const char *next = line + at;
    static const size_t most[] = {2, 1, 4};
    for (int i = 0; i < 3; i++) {
        size_t digits = strspn(next, digits_set);
        if (digits == 0 || digits > most[i] || (i == 2 && digits < 3) || (i < 2 && next[digits] != ' '))
            return 0;
        next += digits + (i < 2);
    }
    char candidate[CANDIDATE_MOST];
    struct room room;
    size_t length = (size_t)(next - line) - at;
    return copy_candidate(line + at, length, candidate) && room_parse(candidate, &room, NULL) ? length : 0;
}

/* ---- temperatures ---- */

/* With a point, or with its unit. */
size_t chat_match_temperature(const char *line, size_t at)
{
    char candidate[CANDIDATE_MOST];
    int tenths;
    const char *start = line + at, *end = start + strspn(start, digits_set);
    bool is_marked = *end == '.' && habit_is_digit(end[1]);
    if (is_marked)
        end += 1 + strspn(end + 1, digits_set);
    if (habit_take(&end, "℃") || habit_take(&end, "°C") || habit_take(&end, "°c")) {
        is_marked = true;
    } else if (habit_take(&end, "度")) {
        is_marked = true;
        end += strspn(end, digits_set);
    }
    size_t length = (size_t)(end - start);
    if (!is_marked || is_amount(end) || !copy_candidate(start, length, candidate))
        return 0;
    return temperature_parse(candidate, &tenths, NULL) ? length : 0;
}

/* ---- in their order ---- */

/* "@李娜" speaks to somebody, and is not about her. */
static size_t match_mention(const char *line, size_t at)
{
    return line[at] == '@' ? strcspn(line + at, " |\x01") : 0;
}

static void find_all(struct chat_scan *scan, chat_match_fn *match, int part)
{
    for (size_t at = 0; scan->open[at] != '\0'; at++) {
        if ((scan->open[at] & 0xC0) == 0x80 || scan->open[at] == CHAT_TAKEN || scan->open[at] == ' ')
            continue;
        if (!chat_starts_alone(scan->open, at))
            continue;
        size_t length = match(scan->open, at);
        if (length > 0 && chat_ends_alone(scan->open, at + length))
            chat_take(scan, at, length, part);
    }
}

void chat_find_certain(struct chat_scan *scan)
{
    static const struct {
        chat_match_fn *match;
        int part;
    } finders[] = {
        {match_mention, CHAT_REST},   {match_resident_id, CHAT_ID},   {match_mobile, CHAT_PHONE},
        {match_landline, CHAT_PHONE}, {match_plate, CHAT_PLATE},      {chat_match_moment, CHAT_MOMENT},
        {chat_match_room, CHAT_ROOM}, {match_spaced_room, CHAT_ROOM}, {chat_match_temperature, CHAT_TEMPERATURE},
    };
    for (size_t i = 0; i < sizeof finders / sizeof finders[0]; i++)
        find_all(scan, finders[i].match, finders[i].part);
}

/* ---- numbers that are nothing by themselves ---- */

/* Runs of digits with nothing at them; in front of a line, a sign behind makes one the number of a list. */
static bool is_bare(const struct chat_scan *scan, size_t at, size_t digits)
{
    const char *behind = scan->open + at + digits;
    if (!chat_starts_alone(scan->open, at) || !chat_ends_alone(scan->open, at + digits))
        return false;
    if (at == 0 && (strchr(".)", *behind) != NULL || strncmp(behind, "、", 3) == 0) && *behind != '\0')
        return false;
    return (*behind & 0x80) == 0 || strncmp(behind, "，", 3) == 0 || strncmp(behind, "、", 3) == 0;
}

/* 365 where a floor cannot have so many doors; -1: no temperature, 1: also possible as a room (401). */
static int rank_temperature(const char *number)
{
    int tenths;
    if (strlen(number) != 3 || !temperature_parse(number, &tenths, NULL))
        return -1;
    return tenths >= 400;
}

/* 1203 or 302: doors are counted from 01; 2022 is rather a year. */
static bool may_be_room(const char *number)
{
    size_t length = strlen(number);
    int value = atoi(number), door = value % 100;
    return (length == 3 || length == 4) && number[0] != '0' && door >= 1 && door < 40 && (value < 2019 || value > 2030);
}

struct bare {
    char text[12];
    size_t at, length;
};
enum { BARE_MOST = 16 };

static int collect_bare(const struct chat_scan *scan, struct bare bare[BARE_MOST])
{
    int count = 0;
    for (size_t at = 0; scan->open[at] != '\0' && count < BARE_MOST; at++) {
        size_t digits = strspn(scan->open + at, digits_set);
        if (digits == 0)
            continue;
        if (digits < sizeof bare->text && is_bare(scan, at, digits)) {
            bare[count] = (struct bare){.at = at, .length = digits};
            memcpy(bare[count++].text, scan->open + at, digits);
        }
        at += digits - 1;
    }
    return count;
}

static void take_bare(struct chat_scan *scan, struct bare *bare, int part)
{
    chat_take(scan, bare->at, bare->length, part);
    bare->text[0] = '\0';
}

static bool names_somebody(const struct chat_scan *scan)
{
    return chat_has(scan, CHAT_NAME) || chat_has(scan, CHAT_PHONE);
}

static void find_bare_temperatures(struct chat_scan *scan, struct bare *bare, int count, int rank)
{
    bool may = chat_has(scan, CHAT_ROOM) || (rank == 0 && names_somebody(scan));
    if (!may || chat_has(scan, CHAT_TEMPERATURE))
        return;
    for (int i = 0; i < count; i++)
        if (rank_temperature(bare[i].text) == rank)
            take_bare(scan, &bare[i], CHAT_TEMPERATURE);
}

/* The only one that may be a room. */
static void find_bare_room(struct chat_scan *scan, struct bare *bare, int count)
{
    struct bare *found = NULL;
    if (chat_has(scan, CHAT_ROOM) || !(names_somebody(scan) || chat_has(scan, CHAT_TEMPERATURE)))
        return;
    for (int i = 0; i < count; i++) {
        bool doubtful = rank_temperature(bare[i].text) >= 0 && !chat_has(scan, CHAT_TEMPERATURE);
        if (!may_be_room(bare[i].text) || doubtful)
            continue;
        if (found != NULL)
            return;
        found = &bare[i];
    }
    if (found != NULL)
        take_bare(scan, found, CHAT_ROOM);
}

/* 1221203 is a room, 87654321 a phone; 2221203 is what the line lacks. */
static void find_bare_long(struct chat_scan *scan, struct bare *bare, int count)
{
    for (int i = 0; i < count; i++) {
        char phones[PHONE_MOST][PHONE_SIZE];
        struct room room;
        int phone_count;
        if (bare[i].length != 7 && bare[i].length != 8)
            continue;
        bool is_phone = phone_parse(bare[i].text, phones, &phone_count, NULL);
        bool is_a_room = room_parse(bare[i].text, &room, NULL);
        if (is_a_room && !chat_has(scan, CHAT_ROOM) && (!is_phone || chat_has(scan, CHAT_PHONE)))
            take_bare(scan, &bare[i], CHAT_ROOM);
        else if (is_phone && !chat_has(scan, CHAT_PHONE) && (!is_a_room || chat_has(scan, CHAT_ROOM)) &&
                 !clock_day_valid(atoi(bare[i].text)))
            take_bare(scan, &bare[i], CHAT_PHONE);
    }
}

void chat_find_bare(struct chat_scan *scan)
{
    struct bare bare[BARE_MOST];
    int count = collect_bare(scan, bare);
    find_bare_long(scan, bare, count);
    find_bare_temperatures(scan, bare, count, 0);
    find_bare_room(scan, bare, count);
    find_bare_temperatures(scan, bare, count, 1);
}
