/* reading add, list, missing, edit, void: temperatures of the round. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/reading_rules.h"
#include "gatepost/round.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "lines.h"
#include "register.h"
#include "registry.h"
#include <stdlib.h>
#include <string.h>

enum { ROWS_AT_ONCE = 64, WORDS_BYTES = 512 };

/* ---- add ---- */

/* A reading as it is said; its own members stand first. */
struct said {
    struct reading reading;
    char who[NAME_BYTES], value[16];
    int again; /* an enum reading_again */
    bool has_half, has_outcome;
};
static const char *const again_names[] = {"ask", "retest", "correction", NULL};
#define SAID(member) RECORD_AT(struct said, member)
static const struct record_field said_fields[] = {
    {"who", "WORD", N_("whose: room, last four of the phone, pinyin initials, name"), RECORD_TEXT, RECORD_INPUT,
     SAID(who)},
    {"observation", "NUMBER", N_("the same by the number of the observation"), RECORD_ID, RECORD_BOTH,
     SAID(reading.observation_id)},
    {"day", "DAY", N_("the day it is for; that of the half-day that is due now if nothing is said"), RECORD_DAY,
     RECORD_BOTH, SAID(reading.day)},
    {"half", "morning|evening", N_("morning or evening; the one that is due now if nothing is said"), RECORD_CHOICE,
     RECORD_BOTH, SAID(reading.half), .choices = half_names, .labels = half_labels},
    {"temp", "DEGREES", N_("temperature: 365 or 36.5; - for no answer, / for refused, * for excused"), RECORD_TEXT,
     RECORD_BOTH, SAID(value)},
    {"outcome", "value|no_answer|refused|excused", N_("what came of it"), RECORD_CHOICE, RECORD_BOTH,
     SAID(reading.outcome), .choices = reading_outcome_names, .labels = reading_outcome_labels},
    {"retest", "DEGREES", N_("second measurement"), RECORD_TEMPERATURE, RECORD_BOTH, SAID(reading.retest_tenths)},
    {"at", "TIME", N_("when it was measured; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, SAID(reading.at)},
    {"via", "phone|chat|door", N_("how it came"), RECORD_CHOICE, RECORD_BOTH, SAID(reading.via),
     .choices = reading_via_names, .labels = reading_via_labels},
    {"symptoms", "TEXT", N_("symptoms"), RECORD_TEXT, RECORD_BOTH, SAID(reading.symptoms)},
    {"again", "ask|retest|correction", N_("what it is where there is a reading already; refused if nothing is said"),
     RECORD_CHOICE, RECORD_INPUT, SAID(again), .choices = again_names},
    /* Of a listing that is read back: */
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, SAID(reading.head.id)},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, SAID(reading.head.rev)},
    {"abnormal", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, SAID(reading.abnormal)},
    {"late", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, SAID(reading.late)},
    {"officer", NULL, NULL, RECORD_ID, RECORD_SHOWN, SAID(reading.officer_id)},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SAID(reading.head.voided)},
    {0},
};

/* As the keys of the round: a value or one of its marks. */
static bool put_value(struct said *said, const char *text, struct err *err)
{
    static const char *const marks[] = {[READING_NO_ANSWER] = "-", [READING_REFUSED] = "/", [READING_EXCUSED] = "*"};
    said->reading.tenths = 0;
    if (text[0] == '\0')
        return true;
    for (int i = READING_NO_ANSWER; i <= READING_EXCUSED; i++)
        if (strcmp(text, marks[i]) == 0 || strcmp(text, reading_outcome_names[i]) == 0) {
            said->reading.outcome = (enum reading_outcome)i;
            return true;
        }
    if (temperature_parse(text, &said->reading.tenths, err))
        return true;
    if (err != NULL)
        err->field = "temp";
    return false;
}

static bool put_field(void *context, const char *name, const char *text, struct err *err)
{
    struct said *said = context;
    const struct record_field *field = record_find(said_fields, name);
    if (field == NULL || field->use == RECORD_SHOWN)
        return true;
    if (strcmp(name, "temp") == 0)
        return put_value(said, text, err);
    if (text[0] == '\0')
        return true;
    said->has_half = said->has_half || strcmp(name, "half") == 0;
    return record_parse(field, said, text, err);
}

static bool put_options(const struct command_call *call, struct said *said, struct err *err)
{
    *said = (struct said){.again = READING_ASK};
    for (int i = 0; i < call->option_count; i++) {
        const struct record_field *field = call->options[i].field;
        if (field != NULL && !put_field(said, field->name, call->options[i].value, err))
            return false;
    }
    return true;
}

static bool find_observation(const struct command_call *call, struct said *said, struct err *err)
{
    struct observation observation;
    if (said->reading.observation_id != 0)
        return true;
    if (said->who[0] == '\0')
        return err_field(err, ERR_INPUT, "who", _("Whose reading is it? Say --who, or the number of the observation."));
    if (!round_person(call->store, said->who, &observation, err))
        return false;
    said->reading.observation_id = observation.head.id;
    return true;
}

static bool find_half_day(const struct command_call *call, const struct said *said, struct half_day *half_day,
                          struct err *err)
{
    const struct reading *reading = &said->reading;
    if (reading->at != 0 && reading->day == 0 && !said->has_half) {
        *half_day = half_day_now(call->store, reading->at);
        return true;
    }
    return half_day_meant(call->store, reading->day, said->has_half ? &reading->half : NULL, clock_now(), half_day,
                          err);
}

/* A second measurement that is said with the first is written behind it. */
static bool take(const struct command_call *call, struct said *said, int64_t *id, struct err *err)
{
    const struct reading *reading = &said->reading;
    struct reading stored;
    struct half_day half_day;
    if (!find_observation(call, said, err) || !find_half_day(call, said, &half_day, err))
        return false;
    struct reading_entry entry = {.observation_id = reading->observation_id,
                                  .half_day = half_day,
                                  .outcome = reading->outcome,
                                  .tenths = reading->tenths,
                                  .via = reading->via,
                                  .at = reading->at,
                                  .symptoms = reading->symptoms};
    if (!reading_take(call->store, &entry, (enum reading_again)said->again, &stored, err))
        return false;
    *id = stored.head.id;
    entry.tenths = reading->retest_tenths;
    entry.seen_rev = stored.head.rev;
    return reading->retest_tenths == 0 || reading_take(call->store, &entry, READING_RETEST, &stored, err);
}

static bool save_row(struct lines *lines, const struct command_call *call, int64_t *id, struct err *err)
{
    struct said said;
    return put_options(call, &said, err) && lines_each_field(lines, put_field, &said, err) &&
           take(call, &said, id, err);
}

static int run_add(const struct command_call *call)
{
    struct said said;
    struct err err = {0};
    int64_t id = 0;
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (call->argc == 1 && strcmp(call->argv[0], "-") == 0)
        return lines_save_all(call, said_fields, save_row);
    if (!put_options(call, &said, &err))
        return report_error(&err);
    if (call->argc > 0)
        text_copy(said.who, sizeof said.who, call->argv[0]);
    if ((call->argc > 1 && !put_value(&said, call->argv[1], &err)) || !take(call, &said, &id, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

/* ---- list ---- */

/* --day and --half. */
static bool read_half_day(const struct command_call *call, struct half_day *half_day, bool *has_half, struct err *err)
{
    const char *day = call_option(call, "day"), *half = call_option(call, "half");
    struct reading said = {0};
    *has_half = half != NULL;
    return (day == NULL || record_parse(record_find(reading_fields, "day"), &said, day, err)) &&
           (half == NULL || record_parse(record_find(reading_fields, "half"), &said, half, err)) &&
           half_day_meant(call->store, said.day, half != NULL ? &said.half : NULL, clock_now(), half_day, err);
}

static bool is_meant(const struct command_call *call, const struct reading *reading, const char *words)
{
    return words[0] == '\0' || record_matches(call->store, &reading_table, reading, words);
}

static bool list_day(const struct command_call *call, int day, const enum half *half, int64_t limit, const char *words,
                     struct err *err)
{
    struct reading *rows = memory_new(ROWS_AT_ONCE, sizeof *rows);
    int64_t behind = 0;
    int count = ROWS_AT_ONCE;
    bool good = true;
    while (good && limit > 0 && count == ROWS_AT_ONCE) {
        good = reading_of_day(call->store, day, half, behind, rows, ROWS_AT_ONCE, &count, err);
        for (int i = 0; good && i < count && limit > 0; i++) {
            behind = rows[i].head.id;
            if (is_meant(call, &rows[i], words) && limit-- > 0 && !print_row(call, reading_fields, &rows[i]))
                limit = 0; /* output_end says why */
        }
    }
    free(rows);
    return good;
}

static int run_list(const struct command_call *call)
{
    struct half_day half_day;
    struct err err = {0};
    struct buffer all = {0};
    char words[WORDS_BYTES];
    bool has_half = false;
    int64_t limit = 0;
    if (!call_has(call, "day") && !call_has(call, "half"))
        return register_list_run(call);
    call_words(call, &all);
    text_copy(words, sizeof words, buffer_text(&all));
    buffer_release(&all);
    if (!call_limit(call, &limit, &err))
        return report_usage(call->command->name, &err);
    /* Of a day alone both halves are meant. */
    bool whole = call_has(call, "day") && !call_has(call, "half");
    struct reading said = {0};
    bool good = whole ? record_parse(record_find(reading_fields, "day"), &said, call_option(call, "day"), &err)
                      : read_half_day(call, &half_day, &has_half, &err);
    if (!good)
        return report_error(&err);
    good = !print_header(call, reading_fields) ||
           list_day(call, whole ? said.day : half_day.day, whole ? NULL : &half_day.half, limit, words, &err);
    return good ? EXIT_DONE : report_error(&err);
}

/* ---- missing ---- */

struct missing {
    int64_t observation_id;
    char room[PLACE_SORT_BYTES], name[NAME_BYTES], phone[PHONE_SIZE], words[40];
    int day;
    enum half half;
    enum reading_sign sign;
};
#define MISSING(member) RECORD_AT(struct missing, member)
static const struct record_field missing_fields[] = {
    {"observation", NULL, NULL, RECORD_ID, RECORD_SHOWN, MISSING(observation_id), .width = 6, .label = N_("No.")},
    {"room", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, MISSING(room), .width = 14, .said = SAID_AS_IT_IS,
     .label = N_("Room")},
    {"name", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, MISSING(name), .width = 10, .said = SAID_NAME, .label = N_("Name")},
    {"phone", NULL, NULL, RECORD_PHONE, RECORD_SHOWN, MISSING(phone), .width = 13, .label = N_("Phone")},
    {"day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, MISSING(day)},
    {"half", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, MISSING(half), .choices = half_names},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, MISSING(sign), .choices = reading_sign_names},
    {"words", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, MISSING(words), .width = 10, .said = SAID_AS_IT_IS,
     .label = N_("State")},
    {0},
};

static bool print_missing(const struct command_call *call, const struct round_row *row, struct half_day half_day)
{
    enum reading_sign sign = row->cells[ROUND_CELLS - 1].sign;
    struct missing missing = {
        .observation_id = row->observation.head.id, .day = half_day.day, .half = half_day.half, .sign = sign};
    text_copy(missing.room, sizeof missing.room, row->room);
    text_copy(missing.name, sizeof missing.name, row->name);
    text_copy(missing.phone, sizeof missing.phone, row->phone);
    text_copy(missing.words, sizeof missing.words, _(reading_sign_labels[sign]));
    return !round_is_open(sign) || print_row(call, missing_fields, &missing);
}

static bool list_missing(const struct command_call *call, struct half_day half_day, struct err *err)
{
    struct record_key from;
    struct record_window window = {.scope = OBSERVATIONS_RUNNING,
                                   .rows = memory_new(ROWS_AT_ONCE, sizeof(struct observation)),
                                   .most = ROWS_AT_ONCE};
    bool good, goes_on;
    do {
        good = goes_on = record_window(call->store, &observation_table, &window, err);
        for (int i = 0; good && goes_on && i < window.count; i++) {
            struct round_row row;
            good =
                round_fill(call->store, (const struct observation *)window.rows + i, half_day, clock_now(), &row, err);
            goes_on = good && print_missing(call, &row, half_day);
        }
        from = window.reached;
        window.anchor = &from;
    } while (goes_on && !window.finished);
    free(window.rows);
    return good;
}

static int run_missing(const struct command_call *call)
{
    struct half_day half_day;
    struct err err = {0};
    bool has_half = false;
    if (!read_half_day(call, &half_day, &has_half, &err))
        return report_error(&err);
    char label[32], title[100];
    half_day_label(half_day, label, sizeof label);
    snprintf(title, sizeof title, _("Not measured, %s"), label);
    if (!print_header_titled(call, missing_fields, title) || list_missing(call, half_day, &err))
        return EXIT_DONE;
    return report_error(&err);
}

/* ---- commands ---- */

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {
    {"day", "DAY", N_("only of this day")},
    {"half", "morning|evening", N_("only of this half of it; without a day of today")},
    REGISTER_LIST_OPTIONS("valid|abnormal|all")};
static const struct command_option missing_options[] = {
    {"day", "DAY", N_("the day it is for; that of the half-day that is due now if nothing is said")},
    {"half", "morning|evening", N_("morning or evening; the one that is due now if nothing is said")},
    OPTIONS_OF_LISTS,
    {0}};

const struct command reading_add_command = {
    .name = "reading add",
    .usage = "[WHO [VALUE]] [OPTIONS] | -",
    .help = N_("Write down a temperature of the round, or many from standard input."),
    .more =
        N_("VALUE is 365 or 36.5; - for no answer, / for refused, * for excused. It belongs to the half-day that is "
           "due now unless --day and --half say another. Where there is a reading already it is refused until "
           "--again says whether it is a retest or a correction. With - every line of standard input is one "
           "reading: a JSON object, or tab-separated values below a heading line."),
    .examples = "  gatepost --officer 李敏 reading add 刘洋 365\n"
                "  gatepost --officer 李敏 reading add 刘洋 36.8 --day 昨天 --half evening\n"
                "  gatepost --officer 李敏 reading add 刘洋 36.9 --again retest\n"
                "  printf 'who\\ttemp\\n刘洋\\t365\\n' | gatepost --officer 李敏 reading add -\n",
    .options = add_options,
    .fields = said_fields,
    .rules = &reading_rules,
    .most = 2,
    .access = ACCESS_WRITE,
    .verb = "reading.add",
    .run = run_add,
};
const struct command reading_list_command = {
    .name = "reading list",
    .usage = "[--day DAY] [--half morning|evening] [--show valid|abnormal|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List readings of the round, the newest first, or those of one day."),
    .title = N_("Readings of the round"),
    .options = list_options,
    .rules = &reading_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = run_list,
};
const struct command reading_missing_command = {
    .name = "reading missing",
    .usage = "[--day DAY] [--half morning|evening] [--json | --tsv | --chat]",
    .help = N_("List who has not been measured in the half-day that is due, door by door."),
    .examples = "  gatepost reading missing --chat\n"
                "  gatepost reading missing --day 昨天 --half morning\n",
    .options = missing_options,
    .rules = &reading_rules,
    .access = ACCESS_READ,
    .run = run_missing,
};
const struct command reading_edit_command = {
    .name = "reading edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a reading; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 reading edit 12 --temp 36.6\n",
    .options = edit_options,
    .fields = reading_fields,
    .rules = &reading_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command reading_void_command = {
    .name = "reading void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a reading with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 reading void 12 --reason 填错人\n",
    .options = void_options,
    .rules = &reading_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
