/* household show: what the booklet shows, as text or as one JSON object a line. */
#include "household_story.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/half_day.h"
#include "gatepost/memory.h"
#include "gatepost/supply_rules.h"
#include "gatepost/time_line.h"
#include "gatepost/time_line_words.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "place.h"
#include <stdlib.h>

enum { MEMBERS_MOST = 60, OBSERVATIONS_MOST = 40, READINGS_MOST = 128, SUPPLIES_MOST = 40, LINES_AT_ONCE = 100 };

/* ---- members ---- */

struct member_line {
    char part[16];
    int64_t id;
    char name[NAME_BYTES];
    enum person_kind kind;
    char phone[PHONE_SIZE], state[64];
    int64_t observation_id;
    int day, days, first_day, last_day;
};
#define MEMBER(member) RECORD_AT(struct member_line, member)
static const struct record_field member_fields[] = {
    {"part", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, MEMBER(part)},
    {"person", NULL, NULL, RECORD_ID, RECORD_SHOWN, MEMBER(id)},
    {"name", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, MEMBER(name), .width = 12, .label = N_("Name")},
    {"kind", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, MEMBER(kind), .choices = person_kind_names, .width = 10,
     .label = N_("Kind")},
    {"phone", NULL, NULL, RECORD_PHONE, RECORD_SHOWN, MEMBER(phone), .width = 13, .label = N_("Phone")},
    {"observation", NULL, NULL, RECORD_ID, RECORD_SHOWN, MEMBER(observation_id)},
    {"state", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, MEMBER(state), .width = 14, .label = N_("State")},
    {"day", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, MEMBER(day), .width = 5, .label = N_("Day of")},
    {"days", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, MEMBER(days)},
    {"first_day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, MEMBER(first_day), .width = 10, .label = N_("Day 1")},
    {"last_day", NULL, NULL, RECORD_DAY_AHEAD, RECORD_SHOWN, MEMBER(last_day), .width = 10, .label = N_("Last day")},
    {0},
};

static void take_observation(const struct command_call *call, const struct observation *observation,
                             struct member_line *line)
{
    bool json = call_format(call) == FORMAT_JSON;
    line->observation_id = observation->head.id;
    text_copy(line->state, sizeof line->state,
              json ? observation_state_names[observation->state]
                   : words_context(observation_state_labels[observation->state]));
    line->first_day = observation->first_day;
    line->last_day = observation->last_day;
    line->days = observation_day_count(observation);
    line->day = observation->ended_at ? 0 : observation_day_number(observation, clock_day(clock_now()));
}

/* Who lives there, and whoever else is observed there; the running observation of each, else the newest. */
static bool print_members(const struct command_call *call, int64_t place_id, const struct observation *observations,
                          int observation_count, struct err *err)
{
    struct person *persons = memory_new(MEMBERS_MOST, sizeof *persons);
    int count = 0;
    bool read = person_of_place(call->store, place_id, persons, MEMBERS_MOST, &count, err);
    for (int i = 0; read && i < observation_count && count < MEMBERS_MOST; i++) {
        bool known = false;
        for (int at = 0; at < count; at++)
            known |= persons[at].id == observations[i].person_id;
        count += !known && person_get(call->store, observations[i].person_id, &persons[count], NULL);
    }
    if (read && count > 0)
        print_header(call, member_fields);
    for (int i = 0; read && i < count; i++) {
        struct member_line line = {.part = "member", .id = persons[i].id, .kind = persons[i].kind};
        text_copy(line.name, sizeof line.name, persons[i].name);
        text_copy(line.phone, sizeof line.phone, persons[i].phone);
        for (int at = 0; at < observation_count && !line.observation_id; at++)
            if (observations[at].person_id == persons[i].id)
                take_observation(call, &observations[at], &line);
        print_row(call, member_fields, &line);
    }
    free(persons);
    return read;
}

/* ---- temperatures ---- */

struct reading_line {
    char part[16];
    int64_t observation_id;
    char name[NAME_BYTES];
    int day;
    char half[2][32]; /* by enum half */
};
#define READING(member) RECORD_AT(struct reading_line, member)
static const struct record_field reading_line_fields[] = {
    {"part", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, READING(part)},
    {"observation", NULL, NULL, RECORD_ID, RECORD_SHOWN, READING(observation_id)},
    {"name", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, READING(name), .width = 12, .label = N_("Name")},
    {"day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, READING(day), .width = 10, .label = N_("Day")},
    {"morning", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, READING(half[HALF_MORNING]), .width = 8, .label = N_("Morning")},
    {"evening", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, READING(half[HALF_EVENING]), .width = 8, .label = N_("Evening")},
    {0},
};

/* As the chart says it; for a program by names that are the same in every language. */
static void cell_words(const struct command_call *call, enum reading_sign sign, const struct reading *reading,
                       char *text, size_t size)
{
    bool has_value = sign == SIGN_NORMAL || sign == SIGN_ABNORMAL;
    if (call_format(call) == FORMAT_JSON && !has_value)
        text_copy(text, size, sign != SIGN_OUTSIDE ? reading_sign_names[sign] : "");
    else
        reading_sign_text(sign, reading, text, size);
}

static bool print_observation(const struct command_call *call, const struct observation *observation, bool first,
                              struct err *err)
{
    struct reading *readings = memory_new(READINGS_MOST, sizeof *readings);
    struct person person = {0};
    int count = 0, at = 0;
    bool read = person_get(call->store, observation->person_id, &person, err) &&
                reading_list(call->store, observation->head.id, observation->first_day, observation->last_day, readings,
                             READINGS_MOST, &count, err);
    if (read && first)
        print_header(call, reading_line_fields);
    int last_day = clock_day(clock_now()); /* what is to come says nothing yet */
    last_day = last_day < observation->last_day ? last_day : observation->last_day;
    for (int day = observation->first_day; read && day <= last_day; day = clock_day_add(day, 1)) {
        struct reading_line line = {.part = "readings", .observation_id = observation->head.id, .day = day};
        text_copy(line.name, sizeof line.name, person.name);
        for (int half = HALF_MORNING; half <= HALF_EVENING; half++) {
            struct half_day half_day = {day, (enum half)half};
            bool found = at < count && readings[at].day == day && readings[at].half == half_day.half;
            const struct reading *reading = found ? &readings[at++] : NULL;
            cell_words(call, reading_sign_of(call->store, observation, half_day, reading, clock_now()), reading,
                       line.half[half], sizeof line.half[half]);
        }
        print_row(call, reading_line_fields, &line);
    }
    free(readings);
    return read;
}

/* ---- supplies ---- */

struct supply_show {
    char part[16];
    struct supply supply;
    bool over;
};
#define SUPPLY(member) RECORD_AT(struct supply_show, supply.member)
static const struct record_field supply_show_fields[] = {
    {"part", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, RECORD_AT(struct supply_show, part)},
    {"request", NULL, NULL, RECORD_ID, RECORD_SHOWN, SUPPLY(head.id), .width = 8, .label = N_("Request")},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, SUPPLY(state), .choices = supply_state_names,
     .labels = supply_state_labels, .width = 14, .label = N_("State")},
    {"urgent", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, SUPPLY(urgent), .width = 7, .label = N_("Urgent")},
    {"asked_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, SUPPLY(asked_at), .width = 19, .label = N_("Asked at")},
    {"due_at", NULL, NULL, RECORD_DEADLINE, RECORD_SHOWN, SUPPLY(due_at), .width = 19, .label = N_("Due by")},
    {"over", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, RECORD_AT(struct supply_show, over)},
    {"helper", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SUPPLY(helper), .width = 12, .said = SAID_NAME,
     .label = N_("Volunteer")},
    {"items", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SUPPLY(items), .width = 1, .said = SAID_AS_IT_IS,
     .label = N_("Needed")},
    {0},
};

/* Supply ensured? In a sentence, and every open request. */
static bool print_supplies(const struct command_call *call, int64_t place_id, struct err *err)
{
    struct supply *open = memory_new(SUPPLIES_MOST, sizeof *open);
    struct record_window window = {
        .scope = SUPPLIES_OPEN, .column = "place_id", .value = place_id, .rows = open, .most = SUPPLIES_MOST};
    struct supply_need need;
    char words[NOTE_BYTES];
    struct buffer line = {0};
    bool read = supply_need(call->store, place_id, clock_now(), &need, err) &&
                record_window(call->store, &supply_table, &window, err);
    supply_need_words(&need, clock_now(), words, sizeof words);
    if (call_format(call) != FORMAT_JSON)
        buffer_format(&line, "%s %s\n", _("Supplies:"), words);
    output_write(&line);
    buffer_release(&line);
    if (read && window.count > 0)
        print_header(call, supply_show_fields);
    for (int i = 0; read && i < window.count; i++) {
        struct supply_show shown = {.part = "supply", .supply = open[i], .over = supply_is_over(&open[i], clock_now())};
        print_row(call, supply_show_fields, &shown);
    }
    free(open);
    return read;
}

/* ---- the time line ---- */

struct time_line {
    char part[16];
    int64_t at, id;
    char kind[64], record[24], words[NOTE_BYTES * 4], who[NAME_BYTES];
    bool voided;
};
#define LINE(member) RECORD_AT(struct time_line, member)
static const struct record_field line_fields[] = {
    {"part", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(part)},
    {"at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, LINE(at), .width = 19, .label = N_("When")},
    {"record", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(record)},
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, LINE(id)},
    {"kind", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(kind), .width = 8, .label = N_("Kind")},
    {"words", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(words), .width = 40, .label = N_("Details")},
    {"who", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(who), .width = 1, .label = N_("By")},
    {"voided", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, LINE(voided)},
    {0},
};

static bool print_line(const struct command_call *call, const struct time_line_row *row)
{
    struct time_line line = {.part = "line", .at = row->at, .id = row->id, .voided = row->voided};
    struct buffer words = {0};
    if (row->voided && call_format(call) != FORMAT_JSON)
        buffer_format(&words, "%s ", _("(void)"));
    time_line_words(row, &words);
    text_copy(line.words, sizeof line.words, buffer_text(&words));
    buffer_release(&words);
    text_copy(line.kind, sizeof line.kind, time_line_kind_words(row->kind));
    text_copy(line.record, sizeof line.record, time_line_table(row->kind));
    text_copy(line.who, sizeof line.who,
              time_line_says_who(row->kind) && call_format(call) != FORMAT_JSON ? "" : row->who);
    return print_row(call, line_fields, &line);
}

static bool print_lines(const struct command_call *call, int64_t place_id, int64_t limit, struct err *err)
{
    struct time_line_row *rows = memory_new(LINES_AT_ONCE, sizeof *rows);
    struct time_line_window window = {.place_id = place_id, .rows = rows};
    struct time_line_key anchor;
    bool read = true, goes_on = limit > 0;
    if (goes_on)
        print_header(call, line_fields);
    while (read && goes_on) {
        window.most = limit < LINES_AT_ONCE ? (int)limit : LINES_AT_ONCE;
        read = time_line_window(call->store, &window, err);
        for (int i = 0; read && goes_on && i < window.count; i++)
            goes_on = print_line(call, &rows[i]);
        limit -= window.count;
        goes_on = goes_on && !window.finished && limit > 0;
        if (read && window.count > 0)
            anchor = time_line_key_of(&rows[window.count - 1]);
        window.anchor = &anchor;
    }
    free(rows);
    return read;
}

/* ---- all of it ---- */

static void print_blank(const struct command_call *call)
{
    struct buffer line = {0};
    if (call_format(call) == FORMAT_JSON)
        return;
    buffer_add(&line, "\n");
    output_write(&line);
    buffer_release(&line);
}

static bool print_story(const struct command_call *call, int64_t place_id, int64_t limit, struct err *err)
{
    struct observation *observations = memory_new(OBSERVATIONS_MOST, sizeof *observations);
    int count = 0, told = 0;
    bool done = observation_of_place(call->store, place_id, observations, OBSERVATIONS_MOST, &count, err);
    if (done) {
        print_blank(call);
        done = print_members(call, place_id, observations, count, err);
    }
    if (done) {
        print_blank(call);
        done = print_supplies(call, place_id, err);
    }
    for (int i = 0; done && i < count; i++) {
        if (observations[i].state == OBSERVATION_TO_VERIFY)
            continue;
        if (!told)
            print_blank(call);
        done = print_observation(call, &observations[i], told++ == 0, err);
    }
    if (done && limit > 0)
        print_blank(call);
    free(observations);
    return done && print_lines(call, place_id, limit, err);
}

int household_story_run(const struct command_call *call)
{
    struct err err = {0};
    int64_t id, limit;
    if (!call_limit(call, &limit, &err))
        return report_error(&err);
    int code = place_show_run(call);
    if (code != EXIT_DONE)
        return code;
    if (!read_id(call->argv[0], &id, NULL) && !record_place(call->store, call->argv[0], &id, &err))
        return report_error(&err);
    return print_story(call, id, limit, &err) ? EXIT_DONE : report_error(&err);
}

const struct command_option household_story_options[] = {
    {"full", NULL, N_("phones and ID numbers whole; that you looked is recorded")},
    {"json", NULL, N_("one JSON object a line")},
    {"limit", "COUNT", N_("at most so many lines of the time line")},
    {0},
};
