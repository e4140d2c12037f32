#include "gatepost/reading.h"
#include "database.h"
#include "gatepost/buffer.h"
#include "gatepost/observation.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>

const char *const half_names[] = {"morning", "evening", NULL};
const char *const half_labels[] = {N_("Morning"), N_("Evening"), NULL};
const char *const reading_outcome_names[] = {"value", "no_answer", "refused", "excused", NULL};
const char *const reading_outcome_labels[] = {N_("Measured"), N_("No answer"), N_("Declined"), N_("Excused"), NULL};
const char *const reading_via_names[] = {"phone", "chat", "door", NULL};
const char *const reading_via_labels[] = {N_("By phone"), N_("In the chat"), N_("At the door"), NULL};

#define READING(member) RECORD_AT(struct reading, member)
const struct record_field reading_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, READING(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, READING(head.rev)},
    {"observation", "NUMBER", N_("which observation"), RECORD_ROW, RECORD_NEEDED, READING(observation_id), .width = 12,
     .column = "observation_id", .label = N_("Observed"), .of = &observation_table},
    {"day", "DAY", N_("the day it is for; today if nothing is said"), RECORD_DAY, RECORD_BOTH, READING(day),
     .width = 10, .column = "day", .label = N_("Day")},
    {"half", "morning|evening", N_("morning or evening"), RECORD_CHOICE, RECORD_BOTH, READING(half),
     .choices = half_names, .labels = half_labels, .width = 8, .column = "half", .label = N_("Half-day")},
    {"outcome", "value|no_answer|refused|excused", N_("what came of it"), RECORD_CHOICE, RECORD_BOTH, READING(outcome),
     .choices = reading_outcome_names, .labels = reading_outcome_labels, .width = 10, .column = "outcome",
     .label = N_("Outcome")},
    {"temp", "DEGREES", N_("temperature"), RECORD_TEMPERATURE, RECORD_BOTH, READING(tenths), .width = 5,
     .column = "tenths", .label = N_("Temperature")},
    {"retest", "DEGREES", N_("second measurement"), RECORD_TEMPERATURE, RECORD_BOTH, READING(retest_tenths), .width = 5,
     .column = "retest_tenths", .label = N_("Retest")},
    {"abnormal", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, READING(abnormal), .width = 5, .column = "abnormal",
     .label = N_("Abnormal")},
    {"at", "TIME", N_("when it was measured; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, READING(at),
     .width = 19, .column = "at", .label = N_("When")},
    {"late", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, READING(late), .width = 5, .column = "late",
     .label = N_("Entered late")},
    {"via", "phone|chat|door", N_("how it came"), RECORD_CHOICE, RECORD_BOTH, READING(via),
     .choices = reading_via_names, .labels = reading_via_labels, .column = "via", .label = N_("How")},
    {"symptoms", "TEXT", N_("symptoms"), RECORD_TEXT, RECORD_BOTH, READING(symptoms), .column = "symptoms",
     .label = N_("Symptoms")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, READING(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, READING(head.voided)},
    {0},
};
static const struct record_scope reading_scopes[] = {
    [READINGS_VALID] = {"valid", "voided IS NULL"},
    [READINGS_ABNORMAL] = {"abnormal", "abnormal = 1 AND voided IS NULL"},
    [READINGS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table reading_table = {
    .name = "reading",
    .size = sizeof(struct reading),
    .fields = reading_fields,
    .order = "at",
    .newest_first = true,
    .scopes = reading_scopes,
    .none = N_("There is no reading %lld."),
    .what = N_("reading"),
    .called = "observation_id",
};

int reading_last_tenths(const struct reading *reading)
{
    return reading->retest_tenths != 0 ? reading->retest_tenths : reading->tenths;
}

bool reading_of_cell(struct store *store, int64_t observation_id, int day, enum half half, struct reading *reading,
                     struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM reading WHERE observation_id = :observation_id AND day = :day AND half = :half "
                       "AND voided IS NULL",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "observation_id", observation_id);
    statement_integer(statement, "day", day);
    statement_text(statement, "half", half_names[half]);
    return record_found(store, statement, &reading_table, reading, _("There is no reading of this half-day."), err);
}

/* "morning" comes behind "evening" as a text. */
/* The index has a day's evening before its morning. */
static void mornings_first(struct reading *readings, int count)
{
    for (int i = 1; i < count; i++)
        if (readings[i].day == readings[i - 1].day && readings[i].half < readings[i - 1].half) {
            struct reading evening = readings[i - 1];
            readings[i - 1] = readings[i];
            readings[i] = evening;
        }
}

bool reading_list(struct store *store, int64_t observation_id, int from_day, int to_day, struct reading *readings,
                  int most, int *count, struct err *err)
{
    *count = 0;
    record_select_sql(&reading_table, &store->text);
    buffer_add(&store->text,
               "observation_id = :observation_id AND day BETWEEN :from_day AND :to_day AND voided IS NULL "
               "ORDER BY day, half"); /* as the index has them: nothing is sorted */
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "observation_id", observation_id);
    statement_integer(statement, "from_day", from_day);
    statement_integer(statement, "to_day", to_day);
    while (*count < most && statement_row(statement))
        record_read(statement, &reading_table, &readings[(*count)++]);
    mornings_first(readings, *count);
    return statement_done(statement, err);
}

/* A page of the round has hundreds of them: whole rows would be a third of its time. */
bool reading_cells(struct store *store, int64_t observation_id, int from_day, int to_day, struct reading *readings,
                   int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(
        store,
        "SELECT id, day, half, outcome, tenths, retest_tenths, abnormal, late FROM reading WHERE "
        "observation_id = :observation_id AND day BETWEEN :from_day AND :to_day AND voided IS NULL ORDER "
        "BY day, half",
        err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "observation_id", observation_id);
    statement_integer(statement, "from_day", from_day);
    statement_integer(statement, "to_day", to_day);
    for (; *count < most && statement_row(statement); (*count)++) {
        struct reading *reading = &readings[*count];
        reading->head.id = column_integer(statement, 0);
        reading->day = (int)column_integer(statement, 1);
        reading->half = (enum half)name_index(half_names, column_text(statement, 2));
        reading->outcome = (enum reading_outcome)name_index(reading_outcome_names, column_text(statement, 3));
        reading->tenths = (int)column_integer(statement, 4);
        reading->retest_tenths = (int)column_integer(statement, 5);
        reading->abnormal = column_integer(statement, 6) != 0;
        reading->late = column_integer(statement, 7) != 0;
    }
    mornings_first(readings, *count);
    return statement_done(statement, err);
}

/* The index gives the numbers; the + keeps SQLite from walking the table in their order instead. */
bool reading_of_day(struct store *store, int day, const enum half *half, int64_t behind, struct reading *readings,
                    int most, int *count, struct err *err)
{
    *count = 0;
    record_select_sql(&reading_table, &store->text);
    buffer_add(&store->text, "day = :day AND half BETWEEN :from_half AND :to_half AND +id > :behind AND voided IS NULL "
                             "ORDER BY +id LIMIT :most");
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "day", day);
    statement_text(statement, "from_half", half_names[half != NULL ? *half : HALF_EVENING]);
    statement_text(statement, "to_half", half_names[half != NULL ? *half : HALF_MORNING]);
    statement_integer(statement, "behind", behind);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        record_read(statement, &reading_table, &readings[(*count)++]);
    return statement_done(statement, err);
}

/* ---- the round ---- */

#define BELONGS OBSERVATION_RUNS("o") " AND " HALF_DAY_BELONGS("o") " "
#define CELL READING_OF_CELL("r", "o")

static void bind_cell(struct statement *statement, const struct round_cell *cell)
{
    statement_integer(statement, "day", cell->day);
    statement_text(statement, "half", half_names[cell->half]);
    statement_integer(statement, "missed_at", cell->missed_at);
}

bool reading_next_open(struct store *store, const struct round_cell *cell, const struct record_key *behind, int64_t *id,
                       struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT o.id FROM observation o WHERE (o.door, o.id) > (:door, :id) AND " BELONGS
                       "AND NOT EXISTS (SELECT 1 FROM reading r WHERE " CELL ") ORDER BY o.door, o.id LIMIT 1",
                       err);
    *id = 0;
    if (statement == NULL)
        return false;
    bind_cell(statement, cell);
    statement_text(statement, "door", behind->text);
    statement_integer(statement, "id", behind->id);
    return table_integer(statement, id, err);
}

static void count_row(const struct statement *statement, struct round_counts *counts)
{
    int number = (int)column_integer(statement, 2);
    if (column_is_null(statement, 0)) {
        counts->open = number;
        return;
    }
    int outcome = name_index(reading_outcome_names, column_text(statement, 0));
    if (outcome >= 0)
        counts->outcomes[outcome] += number;
    if (column_integer(statement, 1) != 0)
        counts->abnormal += number;
}

bool reading_counts(struct store *store, const struct round_cell *cell, struct round_counts *counts, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT r.outcome, r.abnormal, COUNT(*) FROM observation o LEFT JOIN reading r ON " CELL
                       " WHERE " BELONGS "GROUP BY r.outcome, r.abnormal",
                       err);
    *counts = (struct round_counts){0};
    if (statement == NULL)
        return false;
    bind_cell(statement, cell);
    while (statement_row(statement))
        count_row(statement, counts);
    return statement_done(statement, err);
}
