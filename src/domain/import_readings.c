/* Readings of the round from a sheet or a chat (domain.md §4): whose, which half-day, how warm. A cell that has a value
 * already is a proposal; nothing is overwritten silently. */
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/habits.h"
#include "gatepost/mask.h"
#include "gatepost/reading_rules.h"
#include "gatepost/round.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_cell.h"
#include <stdio.h>
#include <string.h>

enum reading_column {
    READING_NAME,
    READING_ROOM,
    READING_PHONE_NUMBER,
    READING_DAY,
    READING_HALF, /* of a chat's line: all that was not recognised */
    READING_TEMP,
    READING_MORNING,
    READING_EVENING,
    READING_OUTCOME,
    READING_SYMPTOMS,
    READING_COLUMNS
};
/* What a row says: a value, or one each for morning and evening. */
struct row_readings {
    struct reading_entry entries[2];
    int count;
    char symptoms[NOTE_BYTES];
};
enum { WORDS_BYTES = 400 };

static bool mapped(const struct importer *importer, struct err *err)
{
    if (!importer_has(importer, READING_NAME) && !importer_has(importer, READING_ROOM))
        return err_set(err, ERR_INPUT, _("Which column holds the names or the rooms? Say it first."));
    return importer_has(importer, READING_TEMP) || importer_has(importer, READING_MORNING) ||
           importer_has(importer, READING_EVENING) || importer_has(importer, READING_OUTCOME) ||
           err_set(err, ERR_INPUT, _("Which column holds the temperatures? Say it first."));
}

/* ---- words ---- */

static const char *const morning_words[] = {"早", "晨", "上午", "morning", "am", NULL};
static const char *const evening_words[] = {"晚", "下午", "evening", "pm", NULL};
static const char *const symptom_words[] = {"咳",   "发烧", "乏力", "咽", "嗓", "腹泻", "头痛",
                                            "头疼", "流涕", "鼻塞", "吐", "味", "喘",   NULL};

static bool read_half(const char *text, enum half *half, bool *given, struct err *err)
{
    bool morning = import_says(text, morning_words), evening = import_says(text, evening_words);
    *given = morning != evening;
    *half = evening ? HALF_EVENING : HALF_MORNING;
    return !(morning && evening) || err_field(err, ERR_INPUT, "half", _("Morning or evening? Both are written."));
}

static bool read_outcome(const char *text, enum reading_outcome *outcome)
{
    static const struct {
        const char *const words[8];
        enum reading_outcome outcome;
    } outcomes[] = {
        {{"未接", "没接", "不接", "无人接", "没人接", "no_answer", "no answer", NULL}, READING_NO_ANSWER},
        {{"拒", "不肯", "refused", NULL}, READING_REFUSED},
        {{"免测", "excused", NULL}, READING_EXCUSED},
    };
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++)
        if (import_says(text, outcomes[i].words)) {
            *outcome = outcomes[i].outcome;
            return true;
        }
    return false;
}

/* The temperature behind a word: "早36.5 晚:36.7". */
static bool value_behind(const char *text, const char *word, int *tenths)
{
    const char *at = strstr(text, word);
    char value[8];
    size_t length = 0;
    if (at == NULL)
        return false;
    at += strlen(word);
    while (*at != '\0' && strchr("0123456789", *at) == NULL && at - strstr(text, word) < 16)
        at++;
    while (length < sizeof value - 1 && at[length] != '\0' && strchr("0123456789.", at[length]) != NULL)
        length++;
    snprintf(value, sizeof value, "%.*s", (int)length, at);
    return temperature_parse(value, tenths, NULL);
}

/* ---- which half-day ---- */

/* A day in what a chat's line leaves over: "4-10 晚". */
static int find_day(const char *text)
{
    char copy[WORDS_BYTES], *rest = copy, *word;
    int day = 0;
    text_copy(copy, sizeof copy, text);
    while ((word = strsep(&rest, " ")) != NULL)
        if ((text_contains(word, "-") || text_contains(word, "月") || text_contains(word, "天")) &&
            date_parse(word, clock_day(clock_now()), &day, NULL))
            return day;
    return 0;
}

/* The day a row is for, 0: not said; *at: the time, too. */
static bool read_day(const struct importer *importer, int64_t row, int *day, int64_t *at, struct err *err)
{
    const char *text = importer_cell(importer, row, READING_DAY);
    int64_t now = clock_now();
    *day = 0;
    *at = 0;
    if (text[0] == '\0') {
        *day = importer->is_chat ? find_day(importer_cell(importer, row, READING_HALF)) : 0;
        return true;
    }
    if (date_is_ahead(text, clock_day(now)))
        return err_field(err, ERR_INPUT, "day",
                         _("%1$s: %2$.40s is in the future. If a day of last year is meant, write it with its year."),
                         _("Day"), text);
    if (date_parse(text, clock_day(now), day, NULL))
        return true;
    if (!moment_parse(text, now, at, err)) {
        if (err != NULL)
            err->field = "day";
        return false;
    }
    return true;
}

static bool read_half_day(const struct importer *importer, int64_t row, struct half_day *half_day, int64_t *at,
                          struct err *err)
{
    struct store *store = importer->store;
    enum half half;
    bool given;
    int day = 0;
    *half_day = (struct half_day){0};
    if (!read_day(importer, row, &day, at, err) ||
        !read_half(importer_cell(importer, row, READING_HALF), &half, &given, err))
        return false;
    if (*at == 0)
        return half_day_meant(store, day, given ? &half : NULL, clock_now(), half_day, err);
    *half_day = given ? (struct half_day){clock_day(*at), half} : half_day_now(store, *at);
    return true;
}

/* ---- one row ---- */

static void add_entry(struct row_readings *said, struct half_day half_day, enum reading_outcome outcome, int tenths,
                      int64_t at)
{
    said->entries[said->count++] =
        (struct reading_entry){.half_day = half_day, .outcome = outcome, .tenths = tenths, .at = at};
}

static bool read_value(const char *text, int *tenths, struct err *err)
{
    if (temperature_parse(text, tenths, err))
        return true;
    if (err != NULL)
        err->field = "temp";
    return false;
}

/* A column each for morning and evening, or both in one text. */
static bool read_pair(const struct importer *importer, int64_t row, struct row_readings *said, struct err *err)
{
    static const char *const words[] = {"早", "晚"};
    const char *rest = importer_cell(importer, row, READING_HALF);
    int day = 0;
    int64_t at = 0;
    if (!read_day(importer, row, &day, &at, err))
        return false;
    struct half_day half_day = {at != 0    ? clock_day(at)
                                : day != 0 ? day
                                           : half_day_now(importer->store, clock_now()).day,
                                HALF_MORNING};
    for (int half = HALF_MORNING; half <= HALF_EVENING; half++) {
        const char *text = importer_cell(importer, row, half == HALF_MORNING ? READING_MORNING : READING_EVENING);
        enum reading_outcome outcome;
        int tenths = 0;
        half_day.half = (enum half)half;
        if (text[0] == '\0' && !value_behind(rest, words[half], &tenths))
            continue;
        if (text[0] != '\0' && read_outcome(text, &outcome)) {
            add_entry(said, half_day, outcome, 0, 0);
            continue;
        }
        if (text[0] != '\0' && !read_value(text, &tenths, err))
            return false;
        add_entry(said, half_day, READING_VALUE, tenths, 0);
    }
    return true;
}

/* A number of a chat's line that is no temperature: it is refused, not passed over. */
static bool find_number(const char *rest, char *number, size_t size)
{
    static const char digits[] = "0123456789.";
    for (const char *at = rest; *at != '\0'; at += at[0] != '\0') {
        at += strcspn(at, "0123456789");
        size_t length = strspn(at, digits);
        bool alone = (at == rest || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0');
        if (alone && length >= 2 && length < size) {
            snprintf(number, size, "%.*s", (int)length, at);
            return true;
        }
        at += length > 0 ? length - 1 : 0;
    }
    return false;
}

static bool read_one(const struct importer *importer, int64_t row, struct row_readings *said, struct err *err)
{
    const char *temp = importer_cell(importer, row, READING_TEMP);
    const char *words = importer_cell(importer, row, importer->is_chat ? READING_HALF : READING_OUTCOME);
    char number[8];
    enum reading_outcome outcome = READING_VALUE;
    struct half_day half_day;
    int64_t at = 0;
    int tenths = 0;
    bool marked = read_outcome(temp[0] != '\0' ? temp : words, &outcome);
    if (temp[0] == '\0' && !marked && importer->is_chat && find_number(words, number, sizeof number))
        temp = number;
    if (temp[0] == '\0' && !marked)
        return true;
    if (!marked && !read_value(temp, &tenths, err))
        return false;
    if (!read_half_day(importer, row, &half_day, &at, err))
        return false;
    add_entry(said, half_day, outcome, tenths, at);
    return true;
}

static void read_symptoms(const struct importer *importer, int64_t row, struct row_readings *said)
{
    const char *rest = importer_cell(importer, row, READING_HALF);
    text_copy(said->symptoms, sizeof said->symptoms, importer_cell(importer, row, READING_SYMPTOMS));
    if (importer->is_chat && import_says(rest, symptom_words))
        text_copy(said->symptoms, sizeof said->symptoms, rest);
}

/* Nothing in it: said->count is 0. */
static bool read_said(const struct importer *importer, int64_t row, struct row_readings *said, struct err *err)
{
    *said = (struct row_readings){.count = 0};
    read_symptoms(importer, row, said);
    if (importer_cell(importer, row, READING_TEMP)[0] == '\0' && !read_pair(importer, row, said, err))
        return false;
    return said->count > 0 || read_one(importer, row, said, err);
}

/* A name masked as we gave it out stays among what a chat's line leaves over. */
static const char *name_of(const struct importer *importer, int64_t row, char masked[NAME_BYTES])
{
    const char *name = importer_cell(importer, row, READING_NAME);
    char copy[WORDS_BYTES], *rest = copy, *word;
    if (name[0] != '\0' || !importer->is_chat)
        return name;
    text_copy(copy, sizeof copy, importer_cell(importer, row, READING_HALF));
    while ((word = strsep(&rest, " ")) != NULL)
        if (mask_is_masked(word) && (unsigned char)word[0] >= 0x80) {
            text_copy(masked, NAME_BYTES, word);
            return masked;
        }
    return name;
}

/* Says whose it is, too. */
static bool read_row(const struct importer *importer, int64_t row, struct row_readings *said,
                     struct observation *observation, struct err *err)
{
    char masked[NAME_BYTES];
    if (!read_said(importer, row, said, err) ||
        !round_find(importer->store, name_of(importer, row, masked), importer_cell(importer, row, READING_ROOM),
                    importer_cell(importer, row, READING_PHONE_NUMBER), observation, err))
        return false;
    for (int i = 0; i < said->count; i++) {
        said->entries[i].observation_id = observation->head.id;
        said->entries[i].via = importer->is_chat ? READING_CHAT : READING_PHONE;
        said->entries[i].symptoms = said->symptoms;
        if (!reading_accepts(importer->store, observation, said->entries[i].half_day, clock_now(), err))
            return false;
    }
    return true;
}

/* ---- judged ---- */

static bool standing_of(struct importer *importer, const struct reading_entry *entry, struct reading *standing)
{
    return reading_of_cell(importer->store, entry->observation_id, entry->half_day.day, entry->half_day.half, standing,
                           NULL);
}

static bool is_same(const struct reading_entry *entry, const struct reading *standing)
{
    return standing->outcome == entry->outcome && reading_last_tenths(standing) == entry->tenths;
}

/* A fever that was measured once is what a second value is about. */
static enum reading_again again_of(const struct reading *standing)
{
    return standing->abnormal && standing->retest_tenths == 0 ? READING_RETEST : READING_CORRECTION;
}

static void add_value(enum reading_outcome outcome, int tenths, struct buffer *out)
{
    char value[8];
    temperature_format(tenths, value);
    buffer_add(out, outcome == READING_VALUE ? value : _(reading_outcome_labels[outcome]));
}

static enum import_verdict judge_entry(struct importer *importer, const struct reading_entry *entry, int64_t *who,
                                       struct buffer *why)
{
    struct reading standing;
    char label[32];
    half_day_label(entry->half_day, label, sizeof label);
    buffer_format(why, "%s%s ", why->length > 0 ? _("; ") : "", label);
    add_value(entry->outcome, entry->tenths, why);
    bool found = standing_of(importer, entry, &standing);
    if (found && is_same(entry, &standing))
        return IMPORT_SAME;
    if (!found || standing.outcome != READING_VALUE) {
        if (entry->tenths != 0 && gate_is_fever(importer->store, entry->tenths))
            buffer_format(why, " %s", _("fever: opens an incident"));
        return IMPORT_NEW;
    }
    bool retest = again_of(&standing) == READING_RETEST && entry->outcome == READING_VALUE;
    buffer_add(why, retest ? _(" as the retest of ") : _(" instead of "));
    add_value(standing.outcome, reading_last_tenths(&standing), why);
    *who = standing.head.id;
    return IMPORT_DIFFERS;
}

static bool refuse_seen(struct importer *importer, int64_t row, const struct reading_entry *entry, struct err *err)
{
    char key[80];
    bool is_new;
    snprintf(key, sizeof key, "%lld\t%d\t%d", (long long)entry->observation_id, entry->half_day.day,
             (int)entry->half_day.half);
    int64_t first = *seen_at(importer->memory, key, sheet_line(importer->sheet, importer->first + row), &is_new);
    return is_new || err_set(err, ERR_INPUT, _("Line %lld says something of the same half-day."), (long long)first);
}

/* What counts most of what the row says: a proposal, then something new. */
static enum import_verdict judge_row(struct importer *importer, int64_t row, const struct row_readings *said,
                                     int64_t *who, struct buffer *why, struct err *err)
{
    enum import_verdict verdict = IMPORT_SAME;
    for (int i = 0; i < said->count; i++) {
        if (!refuse_seen(importer, row, &said->entries[i], err))
            return IMPORT_REFUSED;
        enum import_verdict one = judge_entry(importer, &said->entries[i], who, why);
        if (one == IMPORT_DIFFERS || verdict == IMPORT_SAME)
            verdict = one;
    }
    return verdict;
}

static enum import_verdict judge(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    struct row_readings said;
    struct observation observation;
    struct err err = {0};
    bool nobody = importer_cell(importer, row, READING_NAME)[0] == '\0' &&
                  importer_cell(importer, row, READING_ROOM)[0] == '\0' &&
                  importer_cell(importer, row, READING_PHONE_NUMBER)[0] == '\0';
    if (read_said(importer, row, &said, &err) && said.count == 0) {
        buffer_add(why, _("no temperature in it"));
        return IMPORT_PASSED;
    }
    enum import_verdict verdict = IMPORT_REFUSED;
    if (err.text[0] == '\0' && nobody)
        err_set(&err, ERR_INPUT, _("Who is it? Give the name or the room."));
    if (err.text[0] == '\0' && read_row(importer, row, &said, &observation, &err))
        verdict = judge_row(importer, row, &said, who, why, &err);
    if (verdict != IMPORT_REFUSED)
        return verdict;
    buffer_clear(why);
    buffer_add(why, err.text);
    return IMPORT_REFUSED;
}

/* ---- written ---- */

/* What came to stand there since the judging is not overwritten unless it is the one that was proposed. */
static bool write_entry(struct importer *importer, const struct reading_entry *entry, int64_t proposed, struct err *err)
{
    struct reading standing;
    enum reading_again again = READING_ASK;
    if (standing_of(importer, entry, &standing)) {
        if (is_same(entry, &standing))
            return true;
        if (proposed != 0)
            again = entry->outcome == READING_VALUE ? again_of(&standing) : READING_CORRECTION;
    }
    return reading_take_within(importer->store, entry, again, NULL, err);
}

static bool change_row(struct importer *importer, int64_t row, int64_t who, struct err *err)
{
    struct row_readings said;
    struct observation observation;
    if (!read_row(importer, row, &said, &observation, err))
        return false;
    for (int i = 0; i < said.count; i++)
        if (!write_entry(importer, &said.entries[i], who, err))
            return false;
    return true;
}

static bool write_row(struct importer *importer, int64_t row, struct err *err)
{
    return change_row(importer, row, 0, err);
}

static void from_chat(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST])
{
    (void)importer;
    cells[READING_NAME] = chat_part(line, CHAT_NAME);
    cells[READING_ROOM] = chat_part(line, CHAT_ROOM);
    cells[READING_PHONE_NUMBER] = chat_part(line, CHAT_PHONE);
    cells[READING_DAY] = chat_part(line, CHAT_MOMENT);
    cells[READING_TEMP] = chat_part(line, CHAT_TEMPERATURE);
    cells[READING_HALF] = chat_part(line, CHAT_REST);
}

static const struct import_field fields[] = {
    [READING_NAME] = {"name", N_("Name"), "姓名|名字|人员姓名|观察对象|fullname|person", 0},
    [READING_ROOM] = {"room", N_("Room"), "房号|房间号|门牌|门牌号|住址|地址|address|roomno", 0},
    [READING_PHONE_NUMBER] = {"phone", N_("Phone"), "电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|mobile|tel",
                              0},
    [READING_DAY] = {"day", N_("Day"), "日期|时间|测温时间|测温日期|填报时间|日期时间|date|time|at", 0},
    [READING_HALF] = {"half", N_("Half-day"), "早晚|上下午|上午下午|时段|班次|halfday", 0},
    [READING_TEMP] = {"temp", N_("Temperature"), "体温|温度|测温|今日体温|temperature", 0},
    [READING_MORNING] = {"morning", N_("Morning"), "早|早上|上午|晨|早测|早体温|早上体温|上午体温|晨测|am", 0},
    [READING_EVENING] = {"evening", N_("Evening"), "晚|晚上|下午|晚测|晚体温|晚上体温|下午体温|pm", 0},
    [READING_OUTCOME] = {"outcome", N_("Outcome"), "结果|情况|测温情况|result", 0},
    [READING_SYMPTOMS] = {"symptoms", N_("Symptoms"), "症状|有无症状|身体状况|不适症状|symptom", 0},
};
static const struct import_rules rules = {
    .verb = "import.readings",
    .mapped = mapped,
    .start = seen_start,
    .finish = seen_finish,
    .judge = judge,
    .write = write_row,
    .change = change_row,
    .from_chat = from_chat,
};
const struct import_register import_readings = {
    .name = "readings",
    .label = N_("Readings of the round"),
    .fields = fields,
    .field_count = READING_COLUMNS,
    .rules = &rules,
};
