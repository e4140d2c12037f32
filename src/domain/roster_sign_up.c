#include "roster_sign_up.h"
#include "gatepost/buffer.h"
#include "gatepost/chat.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_A_LINE = 12, NUMBER_BYTES = 48, WEEK = 7, NEAR_DAYS = 15, NIGHT_AT = 20 * 60, LINE_NUMBER_DIGITS = 2 };

/* ---- the chain, one entry a line ---- */

/* "12. ", "3、": how long the number of an entry is at `at`; at the beginning of a line a blank, or nothing, is enough
 * behind it, unless what follows makes it a day, an hour, a room. */
static size_t number_length(const char *at, bool begins_line)
{
    static const char *const marks[] = {".", "、", ")", ":"};
    static const char *const units[] = {"月", "日", "号", "点", "时", "栋", "幢", "楼", "单元", "室", "人", "-", "/"};
    size_t digits = strspn(at, "0123456789");
    if (digits == 0 || digits > LINE_NUMBER_DIGITS)
        return 0;
    const char *behind = at + digits;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(behind, marks[i], strlen(marks[i])) == 0)
            return isdigit((unsigned char)behind[strlen(marks[i])]) ? 0 : digits + strlen(marks[i]);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strncmp(behind, units[i], strlen(units[i])) == 0)
            return 0;
    bool has_blank = *behind == ' ', is_chinese = (*behind & 0x80) != 0;
    behind += strspn(behind, " ");
    return begins_line && (has_blank || is_chinese) && *behind != '\0' && !isdigit((unsigned char)*behind)
               ? (size_t)(behind - at)
               : 0;
}

/* What stands behind it counts on from the number before: it begins an entry in the middle of a line, too. */
static void add_chain_line(const char *line, int *last, struct buffer *out)
{
    for (const char *at = line; *at != '\0';) {
        bool begins_line = at == line;
        bool apart = begins_line || strchr(" :,;", at[-1]) != NULL;
        size_t length = apart ? number_length(at, begins_line) : 0;
        int number = length > 0 ? atoi(at) : 0;
        if (length > 0 && (begins_line || number == *last + 1 || number == 1)) {
            buffer_format(out, "%s%d. ", begins_line ? "" : "\n", number);
            *last = number;
            at += length + strspn(at + length, " ");
        } else
            buffer_add_byte(out, *at++);
    }
    buffer_add_byte(out, '\n');
}

static void split_chain(const char *text, struct buffer *out)
{
    int last = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, "\r\n");
        char *line = memory_new(length + 1, 1);
        struct buffer folded = {0};
        memcpy(line, text, length);
        text_fold_width(&folded, line);
        const char *from = buffer_text(&folded);
        add_chain_line(from + strspn(from, " "), &last, out);
        buffer_release(&folded);
        free(line);
        text += length;
        text += *text == '\r' && text[1] == '\n' ? 2 : *text != '\0';
    }
}

/* ---- words ---- */

/* What one line says. */
struct line_words {
    struct sign_ups *sign_ups;
    struct sign_up said;
    bool is_stamp;
    char names[NAMES_A_LINE][NAME_BYTES];
    int name_count;
    char loose[NAME_BYTES]; /* letters since the last mark or known word */
};

static bool begins(const char *at, const char *word)
{
    return strncmp(at, word, strlen(word)) == 0;
}

static size_t take_post(struct line_words *words, const char *at)
{
    const struct post *longest = NULL;
    for (int i = 0; i < words->sign_ups->post_count; i++) {
        const struct post *post = &words->sign_ups->posts[i];
        if (post->name[0] != '\0' && begins(at, post->name) &&
            (longest == NULL || strlen(post->name) > strlen(longest->name)))
            longest = post;
    }
    if (longest == NULL)
        return 0;
    words->said.post = longest;
    return strlen(longest->name);
}

static size_t take_shift_word(struct line_words *words, const char *at)
{
    static const struct {
        const char *text;
        enum shift_word word;
    } known[] = {{"夜班", SHIFT_NIGHT},      {"大夜", SHIFT_NIGHT},         {"通宵", SHIFT_NIGHT},
                 {"凌晨班", SHIFT_NIGHT},    {"晚班", SHIFT_EVENING},       {"晚上", SHIFT_EVENING},
                 {"早班", SHIFT_MORNING},    {"上午", SHIFT_MORNING},       {"早上", SHIFT_MORNING},
                 {"中班", SHIFT_AFTERNOON},  {"午班", SHIFT_AFTERNOON},     {"下午", SHIFT_AFTERNOON},
                 {"白班", SHIFT_DAY},        {"白天", SHIFT_DAY},           {"日班", SHIFT_DAY},
                 {"夜间", SHIFT_NIGHT},      {"night", SHIFT_NIGHT},        {"evening", SHIFT_EVENING},
                 {"morning", SHIFT_MORNING}, {"afternoon", SHIFT_AFTERNOON}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (begins(at, known[i].text) && ((at[0] & 0x80) != 0 || words->loose[0] == '\0')) {
            words->said.word = known[i].word;
            return strlen(known[i].text);
        }
    return 0;
}

static void say_day(struct line_words *words, int day, bool weekday)
{
    if (words->said.day != 0 && weekday)
        return; /* 4月12日（周二） */
    words->said.day = day;
}

/* 周二, 下周二, 今晚: the next one from today on. */
static size_t take_day_word(struct line_words *words, const char *at)
{
    static const char *const relative[] = {"今天", "明天", "后天"}, *const tonight[] = {"今晚", "明晚"},
                             *const weeks[] = {"下周", "下星期", "周", "星期", "礼拜"}, *const days[] = {"一", "二",
                                                                                                         "三", "四",
                                                                                                         "五", "六",
                                                                                                         "日", "天"};
    const int today = clock_day(clock_now());
    for (int i = 0; i < 3; i++)
        if (begins(at, relative[i])) {
            say_day(words, clock_day_add(today, i), false);
            return strlen(relative[i]);
        }
    for (int i = 0; i < 2; i++)
        if (begins(at, tonight[i])) {
            say_day(words, clock_day_add(today, i), false);
            words->said.word = SHIFT_EVENING;
            return strlen(tonight[i]);
        }
    for (int i = 0; i < 5; i++)
        for (int day = 0; begins(at, weeks[i]) && day < 8; day++)
            if (begins(at + strlen(weeks[i]), days[day])) {
                int weekday = day < WEEK ? day : WEEK - 1, ahead = (weekday - week_day(today) + WEEK) % WEEK;
                say_day(words,
                        i < 2 ? clock_day_add(week_first_day(today), WEEK + weekday) : clock_day_add(today, ahead),
                        true);
                return strlen(weeks[i]) + strlen(days[day]);
            }
    return 0;
}

/* Said beside it, and nobody's name. */
static size_t take_filler(const char *at)
{
    static const char *const fillers[] = {"志愿者", "志愿服务", "接龙", "报名", "请",   "值班", "值守",
                                          "值夜",   "排班",     "班次", "岗位", "参加", "我来", "我可以",
                                          "可以",   "都行",     "收到", "名单", "岗",   "班",   "位"};
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
        if (begins(at, fillers[i]))
            return strlen(fillers[i]);
    return 0;
}

/* ---- numbers: a shift, a day, a phone ---- */

static size_t number_stretch(const char *at)
{
    static const char *const parts[] = {"月", "点", "时", "分", "半", "次日", "至", "到",
                                        "—",  "–",  "~",  "-",  ":",  "/",    "."};
    static const char *const ends[] = {"日", "号"};
    size_t length = 0, end = 0;
    for (bool goes_on = true; goes_on;) {
        size_t digits = strspn(at + length, "0123456789");
        end = digits > 0 ? length + digits : end;
        length += digits;
        goes_on = digits > 0;
        for (size_t i = 0; !goes_on && i < sizeof parts / sizeof parts[0]; i++)
            if (begins(at + length, parts[i])) {
                goes_on = true;
                length += strlen(parts[i]);
                if (i >= 1 && i <= 4)
                    end = length;
            }
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
            if (digits > 0 && begins(at + length, ends[i]))
                return length + strlen(ends[i]);
    }
    return end;
}

static bool is_a_posts(const struct line_words *words, struct shift_span span)
{
    for (int i = 0; i < words->sign_ups->post_count; i++) {
        struct shift_pattern pattern;
        if (shift_pattern_parse(words->sign_ups->posts[i].pattern, &pattern, NULL))
            for (int k = 0; k < pattern.count; k++)
                if (pattern.spans[k].from == span.from && pattern.spans[k].until == span.until)
                    return true;
    }
    return false;
}

/* 12号: of this month, or the next one. */
static bool read_day_number(const char *text, int *day)
{
    size_t digits = strspn(text, "0123456789");
    int today = clock_day(clock_now()), number = atoi(text);
    if (digits == 0 || digits > 2 || (strcmp(text + digits, "号") != 0 && strcmp(text + digits, "日") != 0))
        return false;
    for (int i = 0, at = clock_day_add(today, -WEEK); i < 31; i++, at = clock_day_add(at, 1))
        if (at % 100 == number) {
            *day = at;
            return true;
        }
    return false;
}

/* 06-14 is a shift where a post has it; else 4-12 is a day as long as none is said and it is near. */
static bool is_day(const struct line_words *words, const char *text, bool is_span, int *day)
{
    const int today = clock_day(clock_now());
    if (read_day_number(text, day))
        return true;
    if (!date_near_parse(text, today, day, NULL))
        return false;
    return !is_span || (words->said.day == 0 && *day >= clock_day_add(today, -NEAR_DAYS) &&
                        *day <= clock_day_add(today, NEAR_DAYS));
}

static void take_number(struct line_words *words, const char *text)
{
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    struct shift_span span;
    int count = 0, day = 0;
    bool is_span = shift_span_parse(text, &span, NULL);
    if (is_span && is_a_posts(words, span))
        words->said.span = span;
    else if (is_day(words, text, is_span, &day))
        say_day(words, day, false);
    else if (is_span)
        words->said.span = span;
    else if (strlen(text) >= 7 && phone_parse(text, phones, &count, NULL))
        text_copy(words->said.phone, sizeof words->said.phone, phones[0]);
    else
        words->is_stamp |= strchr(text, ':') != NULL;
}

/* ---- a line ---- */

static void end_word(struct line_words *words)
{
    char name[NAME_BYTES];
    if (text_width(words->loose) >= 3 && words->name_count < NAMES_A_LINE && name_parse(words->loose, name, NULL))
        text_copy(words->names[words->name_count++], NAME_BYTES, name);
    words->loose[0] = '\0';
}

static size_t mark_length(const char *at)
{
    static const char *const marks[] = {"、", "。", "，", "；", "：", "！", "【", "】", "“", "”", "和"};
    if ((at[0] & 0x80) == 0)
        return isalnum((unsigned char)at[0]) ? 0 : 1;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (begins(at, marks[i]))
            return strlen(marks[i]);
    return 0;
}

static size_t take_known(struct line_words *words, const char *at)
{
    size_t length = take_post(words, at);
    length = length > 0 ? length : take_shift_word(words, at);
    length = length > 0 ? length : take_day_word(words, at);
    return length > 0 ? length : take_filler(at);
}

/* Letters are gathered until something known, a number or a mark ends them; "John Smith" is one name. */
static const char *add_letter(struct line_words *words, const char *at)
{
    const char *next = at, *end = at + strlen(at);
    size_t used = strlen(words->loose);
    utf8_next(&next, end);
    if (used + (size_t)(next - at) < sizeof words->loose) {
        memcpy(words->loose + used, at, (size_t)(next - at));
        words->loose[used + (size_t)(next - at)] = '\0';
    }
    return next;
}

static bool joins_latin_words(const struct line_words *words, const char *at)
{
    size_t used = strlen(words->loose);
    return *at == ' ' && used > 0 && isalpha((unsigned char)words->loose[used - 1]) && isalpha((unsigned char)at[1]);
}

static void read_words(struct line_words *words, const char *at)
{
    while (*at != '\0') {
        char number[NUMBER_BYTES];
        size_t length = take_known(words, at);
        if (length > 0 || (length = joins_latin_words(words, at) ? 0 : mark_length(at)) > 0) {
            end_word(words);
            at += length;
        } else if (isdigit((unsigned char)*at)) {
            end_word(words);
            length = number_stretch(at);
            snprintf(number, sizeof number, "%.*s", (int)length, at);
            take_number(words, number);
            at += length;
        } else
            at = add_letter(words, at);
    }
    end_word(words);
}

/* ---- who signs up ---- */

static bool is_volunteer(struct store *store, const char *name)
{
    struct volunteer_hit hits[1];
    int count = 0;
    return volunteer_find(store, name, hits, 1, &count, NULL) && count > 0 && strcmp(hits[0].name, name) == 0;
}

static void take_over_said(struct sign_up *to, const struct sign_up *said)
{
    if (said->post != NULL)
        to->post = said->post;
    if (said->day != 0)
        to->day = said->day;
    if (said->span.until != 0 || said->word != SHIFT_UNSAID) {
        to->span = said->span;
        to->word = said->word;
    }
}

static void add_row(struct sign_ups *sign_ups, const struct sign_up *heading, const struct sign_up *said,
                    const char *name)
{
    if (sign_ups->count == sign_ups->room) {
        sign_ups->room = 2 * sign_ups->room + 32;
        sign_ups->rows = memory_resize(sign_ups->rows, (size_t)sign_ups->room, sizeof *sign_ups->rows);
    }
    struct sign_up *row = &sign_ups->rows[sign_ups->count++];
    *row = *heading;
    take_over_said(row, said);
    text_copy(row->name, sizeof row->name, name);
    text_copy(row->phone, sizeof row->phone, said->phone);
}

/* Of a numbered line the first word is a name, known or not; others, and those of lines without a number, are names
 * only where they are volunteers: 会开车 is nobody. */
static bool add_persons(struct line_words *words, const struct sign_up *heading, bool is_numbered)
{
    struct sign_ups *sign_ups = words->sign_ups;
    int before = sign_ups->count;
    bool first_is_name = is_numbered || words->said.phone[0] != '\0';
    for (int i = 0; i < words->name_count; i++)
        if ((i == 0 && first_is_name) || is_volunteer(sign_ups->store, words->names[i]))
            add_row(sign_ups, heading, &words->said, words->names[i]);
    if (sign_ups->count == before && words->said.phone[0] != '\0')
        add_row(sign_ups, heading, &words->said, "");
    return sign_ups->count > before;
}

static bool is_example(const char *text)
{
    return begins(text, "例") || begins(text, "示例") || begins(text, "格式") || begins(text, "模板");
}

static void read_line(struct sign_ups *sign_ups, const struct chat_line *line, struct sign_up *heading)
{
    struct line_words words = {.sign_ups = sign_ups};
    const char *text = line->said != NULL ? line->said : line->text, *sender = "";
    size_t digits = strspn(line->text, "0123456789");
    bool is_numbered = digits > 0 && begins(line->text + digits, ". ");
    if (is_example(text))
        return;
    read_words(&words, text);
    if (line->said != NULL && add_persons(&words, heading, is_numbered))
        return;
    if (words.is_stamp)
        return; /* who sent the lines below, and when */
    sender = line->said != NULL ? chat_part(line, CHAT_SENDER) : "";
    bool says_shift = words.said.post != NULL || words.said.span.until != 0 || words.said.word != SHIFT_UNSAID;
    if (says_shift && is_volunteer(sign_ups->store, sender))
        add_row(sign_ups, heading, &words.said, sender);
    else
        take_over_said(heading, &words.said);
}

bool sign_ups_read(struct sign_ups *sign_ups, const char *text, const struct sign_up *preset, struct err *err)
{
    struct buffer chain = {0};
    struct chat chat;
    struct sign_up heading = *preset;
    heading.name[0] = heading.phone[0] = '\0';
    split_chain(text, &chain);
    bool good = chat_read(&chat, buffer_text(&chain), err);
    buffer_release(&chain);
    for (int i = 0; good && i < chat.count; i++)
        if (i == 0 || chat.lines[i].line != chat.lines[i - 1].line)
            read_line(sign_ups, &chat.lines[i], &heading);
    chat_release(&chat);
    return good;
}

void sign_ups_release(struct sign_ups *sign_ups)
{
    free(sign_ups->rows);
    sign_ups->rows = NULL;
    sign_ups->count = sign_ups->room = 0;
}

/* ---- which shift ---- */

static bool is_called(struct shift_span span, enum shift_word word)
{
    switch (word) {
    case SHIFT_NIGHT:
        return span.from >= NIGHT_AT || span.from < 4 * 60;
    case SHIFT_EVENING:
        return span.from >= 17 * 60 || span.from < 4 * 60;
    case SHIFT_AFTERNOON:
        return span.from >= 12 * 60 && span.from < 18 * 60;
    case SHIFT_MORNING:
        return span.from >= 4 * 60 && span.from < 12 * 60;
    case SHIFT_DAY:
        return span.from >= 4 * 60 && span.until <= NIGHT_AT;
    default:
        return true;
    }
}

bool sign_up_span(const struct sign_up *sign_up, struct shift_span *span)
{
    struct shift_pattern pattern;
    int fitting = 0;
    if (sign_up->span.until != 0) {
        *span = sign_up->span;
        return true;
    }
    if (sign_up->post == NULL || !shift_pattern_parse(sign_up->post->pattern, &pattern, NULL))
        return false;
    for (int i = 0; i < pattern.count; i++)
        if (is_called(pattern.spans[i], sign_up->word)) {
            *span = pattern.spans[i];
            fitting++;
        }
    return fitting == 1;
}
