/* Text pasted from a group chat, line by line: what is no entry is passed over, the others are taken apart. */
#include "gatepost/chat.h"
#include "chat_parts.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include <stdlib.h>
#include <string.h>

enum { NUMBER_MOST = 9999, SURE_MOST = 99, SENDER_BYTES = 64 };
static const char digits_set[] = "0123456789";

/* A line before it is taken apart. */
struct source {
    const char *from; /* as pasted */
    size_t length;
    char *plain;
    int number; /* of a list, 0 without */
    size_t number_length;
    bool is_sure; /* a number even without its neighbours */
};
struct reader {
    struct chat *chat;
    struct source *sources;
    int count;
    char sender[SENDER_BYTES]; /* from a line of its own, to the next one or to the end of the message */
    bool has_message;          /* the sender has said something */
};

/* ---- numbers of a list ---- */

/* 36.5 and 8:05 begin like the number of a list. */
static bool is_value(const char *text)
{
    char value[16];
    int ignored;
    size_t length = strspn(text, "0123456789.:-/");
    if (length >= sizeof value)
        return false;
    memcpy(value, text, length);
    value[length] = '\0';
    return strchr(value, ':') != NULL ? time_parse(value, &ignored, NULL)
                                      : strchr(value, '.') != NULL && temperature_parse(value, &ignored, NULL);
}

/* "1.", "(2)", "3、" in front, with the spaces behind. */
static void find_number(struct source *source)
{
    const char *at = source->plain, *start;
    int value;
    bool is_bracketed = habit_take(&at, "(") || habit_take(&at, "[");
    start = at;
    int digits = habit_number(&at, &value);
    if (digits == 0 || value == 0 || value > NUMBER_MOST || (!is_bracketed && is_value(start)))
        return;
    if (!habit_take(&at, ".") && !habit_take(&at, "、") && !habit_take(&at, ")") && !habit_take(&at, ":") &&
        !habit_take(&at, "]"))
        return;
    habit_take(&at, "、");
    bool runs_on = habit_is_digit(*at);
    at += strspn(at, " ");
    source->number = value;
    source->number_length = (size_t)(at - source->plain);
    source->is_sure = value <= SURE_MOST && !runs_on;
}

/* Neighbours that count on confirm each other. Larger numbers could be doors (1203, 1204) and need one before them. */
static void confirm_numbers(struct source *sources, int count)
{
    int last = 0;
    for (int i = 0; i < count; i++) {
        struct source *source = &sources[i];
        if (source->number == 0)
            continue;
        bool goes_on = last > 0 && source->number == last + 1;
        bool begins = source->number <= SURE_MOST && i + 1 < count && sources[i + 1].number == source->number + 1;
        if (source->is_sure || goes_on || begins)
            last = source->number;
        else
            source->number = 0;
    }
}

/* ---- senders ---- */

/* "NAME 14:32", "NAME 2022/4/11 14:32:05": where the time begins, 0 without. No name is longer, but a line may be. */
static size_t find_stamp(const char *plain)
{
    int64_t at;
    for (const char *space = strchr(plain, ' '); space != NULL && space - plain < SENDER_BYTES;
         space = strchr(space + 1, ' '))
        if (strchr(strrchr(space, ' '), ':') != NULL && moment_parse(space + 1, clock_now(), &at, NULL))
            return (size_t)(space - plain);
    return 0;
}

/* "李娜 出 20:10" says where somebody went. */
static bool names_direction(const char *plain, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        size_t word = strcspn(plain + at, " ");
        if (chat_direction(plain + at, word) != NULL)
            return true;
        at += word;
    }
    return false;
}

/* What the chat calls somebody may hold a room, but no phone and no temperature; lists have other separators. */
static bool is_nickname(const char *plain, size_t length)
{
    bool has_letter = false;
    size_t digits = 0;
    for (size_t i = 0; i < length; i++) {
        digits = habit_is_digit(plain[i]) ? digits + 1 : 0;
        has_letter = has_letter || habit_is_letter(plain[i]) || (plain[i] & 0x80) != 0;
        if (digits > 6 || strchr(".,;|:", plain[i]) != NULL || strncmp(plain + i, "，", 3) == 0 ||
            strncmp(plain + i, "、", 3) == 0)
            return false;
    }
    return has_letter && length < SENDER_BYTES && !names_direction(plain, length);
}

static bool has_sender_shape(const struct source *source)
{
    size_t stamp = find_stamp(source->plain);
    return source->number == 0 && stamp > 0 && is_nickname(source->plain, stamp);
}

/* 2022/4/11 14:32:05 is written by a program, not by a person. */
static bool is_full_stamp(const char *stamp)
{
    const char *colon = strchr(stamp, ':');
    return strspn(stamp + strspn(stamp, " "), digits_set) == 4 && colon != NULL && strchr(colon + 1, ':') != NULL;
}

/* The nearest line that says anything in this direction, NULL at the end. */
static const struct source *nearest_said(const struct reader *reader, int index, int step)
{
    for (int i = index + step; i >= 0 && i < reader->count; i += step)
        if (reader->sources[i].plain[0] != '\0')
            return &reader->sources[i];
    return NULL;
}

static void copy_sender(char sender[SENDER_BYTES], const char *name, size_t length)
{
    char copy[4 * SENDER_BYTES] = "";
    if (length < sizeof copy) {
        memcpy(copy, name, length);
        copy[length] = '\0';
    }
    text_copy(sender, SENDER_BYTES, copy);
}

static bool set_sender(struct reader *reader, const char *name, size_t length)
{
    copy_sender(reader->sender, name, length);
    reader->has_message = false;
    return true;
}

/* A line of the sender alone, above the message. Several such lines in a row are a list of people and times. */
static bool take_sender_line(struct reader *reader, int index)
{
    const struct source *source = &reader->sources[index], *next = nearest_said(reader, index, 1);
    const struct source *before = nearest_said(reader, index, -1);
    size_t length = strlen(source->plain), stamp = find_stamp(source->plain);
    if (next == NULL)
        return false;
    if (length > 1 && source->plain[length - 1] == ':' && chat_is_name(source->plain, length - 1))
        return set_sender(reader, source->plain, length - 1);
    bool in_list = has_sender_shape(next) || (before != NULL && has_sender_shape(before));
    if (!has_sender_shape(source) || (in_list && !is_full_stamp(source->plain + stamp)))
        return false;
    return set_sender(reader, source->plain, stamp);
}

/* "[2022-04-11 14:32] 王秀英: …": gives the message. */
static const char *take_stamped_sender(const char *plain, char sender[SENDER_BYTES])
{
    const char *close = plain[0] == '[' ? strchr(plain, ']') : NULL;
    char stamp[SENDER_BYTES];
    int64_t at;
    if (close == NULL || (size_t)(close - plain) >= sizeof stamp)
        return plain;
    memcpy(stamp, plain + 1, (size_t)(close - plain - 1));
    stamp[close - plain - 1] = '\0';
    if (strchr(stamp, ':') == NULL || !moment_parse(stamp, clock_now(), &at, NULL))
        return plain;
    const char *name = close + 1 + strspn(close + 1, " "), *colon = strchr(name, ':');
    size_t length = colon != NULL ? (size_t)(colon - name) : strlen(name);
    copy_sender(sender, name, length);
    return colon != NULL ? colon + 1 + strspn(colon + 1, " ") : name + length;
}

/* ---- lines that are no entry ---- */

static bool begins_with(const char *plain, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strncmp(plain, *words, strlen(*words)) == 0)
            return true;
    return false;
}

/* 周二, 星期日: its length; 0 for 周敏, who is somebody. */
static size_t weekday_length(const char *at)
{
    static const char *const weeks[] = {"星期", "周"}, *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
    for (size_t i = 0; i < sizeof weeks / sizeof weeks[0]; i++) {
        size_t length = strlen(weeks[i]);
        for (size_t day = 0; strncmp(at, weeks[i], length) == 0 && day < sizeof days / sizeof days[0]; day++)
            if (strncmp(at + length, days[day], strlen(days[day])) == 0)
                return length + strlen(days[day]);
    }
    return 0;
}

/* A day, a time or both between dashes, with its weekday. */
static bool is_date_line(const char *plain)
{
    char text[64];
    int day;
    int64_t at;
    plain += strspn(plain, "-=*~[( ");
    if (strlen(plain) >= sizeof text)
        return false;
    text_copy(text, sizeof text, plain);
    for (char *word = text; *word != '\0'; word++) {
        size_t length = weekday_length(word);
        memmove(word, word + length, strlen(word + length) + 1);
        if (*word == '\0')
            break;
    }
    size_t length = strlen(text);
    while (length > 0 && strchr("-=*~]) ", text[length - 1]) != NULL)
        text[--length] = '\0';
    if (length == 0 || strspn(text, digits_set) == length)
        return false;
    return date_parse(text, clock_day(clock_now()), &day, NULL) ||
           (strchr(text, ':') != NULL && moment_parse(text, clock_now(), &at, NULL));
}

/* Why the line is passed over before anything is looked for in it; NULL when it is not. */
static const char *why_passed(const struct source *source, const char *plain)
{
    static const char *const examples[] = {"例", "示例", "样例", "格式", "模板", NULL};
    if (plain[0] == '\0')
        return N_("an empty line");
    if (plain[0] == '#')
        return N_("a title");
    if (begins_with(plain, examples))
        return N_("an example");
    if (source->length >= CHAT_LINE_BYTES)
        return N_("longer than 300 characters; write one person a line");
    if (is_date_line(plain))
        return N_("a day or a time alone");
    return NULL;
}

/* ---- entries ---- */

static struct chat_line *add_line(struct reader *reader, int index, const char *why)
{
    struct chat *chat = reader->chat;
    const struct source *source = &reader->sources[index];
    struct buffer text = {0};
    if ((chat->count & (chat->count - 1)) == 0) /* at powers of two */
        chat->lines = memory_resize(chat->lines, chat->count > 0 ? 2 * (size_t)chat->count : 1, sizeof *chat->lines);
    text_clean(&text, source->from, source->length < CHAT_LINE_BYTES ? source->length : CHAT_LINE_BYTES);
    struct chat_line *line = &chat->lines[chat->count++];
    *line = (struct chat_line){.line = index + 1, .is_entry = why == NULL, .why = why != NULL ? why : ""};
    buffer_add(&text, "");
    line->text = buffer_take(&text);
    return line;
}

static void scan_line(struct chat_scan *scan, const char *plain)
{
    chat_scan_start(scan, plain);
    chat_find_labelled(scan);
    chat_find_certain(scan);
    chat_find_names(scan);
    chat_find_bare(scan);
}

static bool says_something(const struct chat_scan *scan)
{
    static const int parts[] = {CHAT_NAME, CHAT_ROOM, CHAT_PHONE, CHAT_ID, CHAT_TEMPERATURE, CHAT_PLATE};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (chat_has(scan, parts[i]))
            return true;
    return false;
}

/* "王秀英：12-2-1203 李娜": the one in front has sent it, when the words behind name somebody. */
static bool scan_with_sender(struct chat_scan *scan, const char *plain, char sender[SENDER_BYTES])
{
    const char *colon = strchr(plain, ':');
    if (colon == NULL || !chat_is_name(plain, (size_t)(colon - plain)))
        return false;
    scan_line(scan, colon + 1 + strspn(colon + 1, " "));
    if (!chat_has(scan, CHAT_NAME))
        return false;
    copy_sender(sender, plain, (size_t)(colon - plain));
    return true;
}

static void read_entry(struct reader *reader, int index, const char *plain, char sender[SENDER_BYTES])
{
    struct chat_scan scan;
    if (!scan_with_sender(&scan, plain, sender))
        scan_line(&scan, plain);
    bool found = says_something(&scan);
    int persons = chat_settle(&scan);
    for (int i = 0; i < persons; i++) {
        struct buffer parts = {0};
        struct chat_line *line = add_line(reader, index, found ? NULL : N_("nothing known in it"));
        chat_compose(&scan, i, persons, sender, &parts);
        line->parts = buffer_take(&parts);
        line->said = memory_copy(plain);
    }
}

/* A message ends with an empty line and with the day; what is pasted behind it is nobody's. */
static void end_message(struct reader *reader, const char *plain)
{
    if (is_date_line(plain) || (plain[0] == '\0' && reader->has_message))
        reader->sender[0] = '\0';
    reader->has_message = plain[0] != '\0';
}

static void read_line(struct reader *reader, int index)
{
    const struct source *source = &reader->sources[index];
    const char *plain = source->plain + (source->number > 0 ? source->number_length : 0);
    if (take_sender_line(reader, index)) {
        add_line(reader, index, N_("the sender of the lines below"));
        return;
    }
    end_message(reader, plain);
    char sender[SENDER_BYTES];
    text_copy(sender, sizeof sender, reader->sender);
    const char *message = take_stamped_sender(plain, sender);
    const char *why = why_passed(source, message);
    if (message > plain && *message == '\0') {
        set_sender(reader, sender, strlen(sender));
        why = N_("the sender of the lines below");
    }
    if (why != NULL)
        add_line(reader, index, why);
    else
        read_entry(reader, index, message, sender);
}

/* ---- the text ---- */

static size_t span_line(const char *text)
{
    return strcspn(text, "\r\n");
}

static int count_lines(const char *text)
{
    int count = 0;
    while (*text != '\0') {
        text += span_line(text);
        if (!habit_take(&text, "\r\n") && *text != '\0')
            text++;
        count++;
    }
    return count;
}

static void split_lines(struct reader *reader, const char *text)
{
    for (int i = 0; i < reader->count; i++) {
        struct source *source = &reader->sources[i];
        struct buffer plain = {0};
        source->from = text;
        source->length = span_line(text);
        chat_plain(text, source->length, &plain);
        buffer_add(&plain, "");
        source->plain = buffer_take(&plain);
        find_number(source);
        text += source->length;
        if (!habit_take(&text, "\r\n") && *text != '\0')
            text++;
    }
    confirm_numbers(reader->sources, reader->count);
}

bool chat_read(struct chat *chat, const char *text, struct err *err)
{
    *chat = (struct chat){0};
    struct reader reader = {.chat = chat};
    bool fits = strlen(text) <= CHAT_BYTES_MOST;
    reader.count = fits ? count_lines(text) : 0;
    if (!fits || reader.count > CHAT_LINES_MOST)
        return err_set(err, ERR_INPUT, _("The text is too long: at most %d lines and 1 MiB at a time"),
                       CHAT_LINES_MOST);
    reader.sources = memory_new((size_t)reader.count + 1, sizeof *reader.sources);
    split_lines(&reader, text);
    for (int i = 0; i < reader.count; i++)
        read_line(&reader, i);
    for (int i = 0; i < reader.count; i++)
        free(reader.sources[i].plain);
    free(reader.sources);
    return true;
}

void chat_release(struct chat *chat)
{
    for (int i = 0; i < chat->count; i++) {
        free(chat->lines[i].text);
        free(chat->lines[i].parts);
        free(chat->lines[i].said);
    }
    free(chat->lines);
    *chat = (struct chat){0};
}

const char *chat_part(const struct chat_line *line, enum chat_part part)
{
    const char *text = line->parts;
    if (text == NULL)
        return "";
    for (int i = 0; i < (int)part; i++)
        text += strlen(text) + 1;
    return text;
}
