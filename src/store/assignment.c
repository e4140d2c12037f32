#include "gatepost/assignment.h"
#include "database.h"
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>
#include <stdlib.h>

const char *const assignment_state_names[] = {"planned", "confirmed", "arrived",  "done",
                                              "no_show", "excused",   "replaced", NULL};
const char *const assignment_state_labels[] = {
    N_("shift|Planned"), N_("shift|Confirmed"), N_("shift|On duty"),  N_("shift|Done"),
    N_("shift|No-show"), N_("shift|Excused"),   N_("shift|Replaced"), NULL};
const char *const assignment_via_names[] = {"desk", "fill", "copy", "self", "import", NULL};
const char *const assignment_via_labels[] = {N_("via|Desk"),       N_("via|Fill"),   N_("via|Copy"),
                                             N_("via|By oneself"), N_("via|Import"), NULL};
const char *const call_out_result_names[] = {"calling", "coming", "no", "no_answer", "later", NULL};
const char *const call_out_result_labels[] = {N_("call|Being rung"), N_("call|Coming"), N_("call|Cannot"),
                                              N_("call|No answer"),  N_("call|Later"),  NULL};

#define ASSIGNMENT(member) RECORD_AT(struct assignment, member)
const struct record_field assignment_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, ASSIGNMENT(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, ASSIGNMENT(head.rev)},
    {"post", "NAME", N_("which post"), RECORD_ROW, RECORD_NEEDED, ASSIGNMENT(post_id), .width = 14, .column = "post_id",
     .label = N_("shift|Post"), .of = &post_table},
    {"day", "DAY", N_("which day; a night shift belongs to the day it starts"), RECORD_DAY_AHEAD, RECORD_NEEDED,
     ASSIGNMENT(day), .width = 10, .said = SAID_AS_IT_IS, .column = "day", .label = N_("Day")},
    {"starts_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ASSIGNMENT(starts_at), .width = 19, .said = SAID_AS_IT_IS,
     .column = "starts_at", .label = N_("Begins")},
    {"ends_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ASSIGNMENT(ends_at), .width = 19, .said = SAID_AS_IT_IS,
     .column = "ends_at", .label = N_("shift|Ends")},
    {"volunteer", "WHO", N_("who"), RECORD_ROW, RECORD_NEEDED, ASSIGNMENT(volunteer_id), .width = 12,
     .column = "volunteer_id", .label = N_("Volunteer"), .of = &volunteer_table},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, ASSIGNMENT(state), .choices = assignment_state_names,
     .width = 10, .column = "state", .label = N_("State"), .labels = assignment_state_labels},
    {"seeking_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ASSIGNMENT(seeking_at), .column = "seeking_at",
     .label = N_("Looks for a stand-in since")},
    {"for", NULL, NULL, RECORD_ID, RECORD_SHOWN, ASSIGNMENT(for_id), .column = "for_id", .label = N_("Stands in for")},
    {"arrived_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ASSIGNMENT(arrived_at), .column = "arrived_at",
     .label = N_("Signed in")},
    {"left_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ASSIGNMENT(left_at), .column = "left_at",
     .label = N_("Signed out")},
    {"not_signed_out", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, ASSIGNMENT(not_signed_out), .column = "not_signed_out",
     .label = N_("Not signed out")},
    {"minutes", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ASSIGNMENT(minutes), .most = 1440, .column = "minutes",
     .label = N_("Minutes")},
    {"night_minutes", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ASSIGNMENT(night_minutes), .most = 1440,
     .column = "night_minutes", .label = N_("Minutes at night")},
    {"reason", "TEXT", N_("why in spite of a rule"), RECORD_TEXT, RECORD_BOTH, ASSIGNMENT(reason), .column = "reason",
     .label = N_("shift|Reason")},
    {"via", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, ASSIGNMENT(via), .choices = assignment_via_names, .column = "via",
     .label = N_("shift|By"), .labels = assignment_via_labels},
    {"assigned_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ASSIGNMENT(assigned_at), .column = "assigned_at",
     .label = N_("Assigned")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, ASSIGNMENT(officer_id), .column = "officer_id",
     .label = N_("Assigned by")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, ASSIGNMENT(note), .column = "note",
     .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ASSIGNMENT(head.voided)},
    {0},
};
static const struct record_scope assignment_scopes[] = {
    [ASSIGNMENTS_VALID] = {"valid", "voided IS NULL"},
    [ASSIGNMENTS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table assignment_table = {
    .name = "assignment",
    .size = sizeof(struct assignment),
    .fields = assignment_fields,
    .order = "starts_at",
    .newest_first = true,
    .scopes = assignment_scopes,
    .none = N_("There is no shift %lld."),
    .what = N_("shift"),
    .called = "volunteer_id",
};

enum { SHIFT_KEY_BITS = 32, MINUTE_S = 60 };

int64_t shift_key(int64_t post_id, int64_t starts_at)
{
    return post_id * (INT64_C(1) << SHIFT_KEY_BITS) + starts_at / MINUTE_S;
}

bool assignment_counts(const struct assignment *assignment)
{
    return assignment->state <= ASSIGNMENT_DONE;
}

#define CALL_OUT(member) RECORD_AT(struct call_out, member)
const struct record_field call_out_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, CALL_OUT(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, CALL_OUT(head.rev)},
    {"post", NULL, NULL, RECORD_ROW, RECORD_SHOWN, CALL_OUT(post_id), .width = 14, .column = "post_id",
     .label = N_("shift|Post"), .of = &post_table},
    {"starts_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, CALL_OUT(starts_at), .width = 19, .column = "starts_at",
     .label = N_("Begins")},
    {"volunteer", NULL, NULL, RECORD_ROW, RECORD_SHOWN, CALL_OUT(volunteer_id), .width = 12, .column = "volunteer_id",
     .label = N_("Volunteer"), .of = &volunteer_table},
    {"at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, CALL_OUT(at), .width = 19, .column = "at", .label = N_("Called")},
    {"result", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, CALL_OUT(result), .choices = call_out_result_names, .width = 10,
     .column = "result", .label = N_("call|Result"), .labels = call_out_result_labels},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, CALL_OUT(officer_id), .column = "officer_id",
     .label = N_("Called by")},
    {"note", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CALL_OUT(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CALL_OUT(head.voided)},
    {0},
};
static const struct record_scope call_out_scopes[] = {
    [CALLS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table call_out_table = {
    .name = "call_out",
    .size = sizeof(struct call_out),
    .fields = call_out_fields,
    .order = "at",
    .newest_first = true,
    .scopes = call_out_scopes,
    .none = N_("There is no call %lld."),
    .what = N_("call"),
    .called = "volunteer_id",
};

/* ---- reading ---- */

enum { LONGEST_SHIFT_S = 86400 };

/* By the narrowest index there is for what is asked, in its order: wide rows are not sorted there. The names come with
 * it: hundreds of rows are read in one frame. */
static void roster_sql(int64_t post_id, int64_t volunteer_id, struct buffer *sql)
{
    struct buffer rows = {0};
    record_select_sql(&assignment_table, &rows);
    buffer_clear(sql);
    buffer_format(
        sql,
        "SELECT r.*, v.name, p.name, p.position FROM (%svoided IS NULL AND %s%sstarts_at > :least_at AND starts_at < "
        ":until_at AND ends_at > :from_at) r JOIN volunteer v ON v.id = r.volunteer_id JOIN post p ON p.id = "
        "r.post_id ORDER BY r.starts_at, r.id",
        buffer_text(&rows), volunteer_id != 0 ? "volunteer_id = :volunteer_id AND " : "",
        post_id != 0 ? "post_id = :post_id AND " : "");
    buffer_release(&rows);
}

static void read_entry(const struct statement *statement, struct roster_entry *entry)
{
    int names = column_count(statement) - 3;
    record_read(statement, &assignment_table, &entry->assignment);
    column_copy(statement, names, entry->name, sizeof entry->name);
    column_copy(statement, names + 1, entry->post, sizeof entry->post);
    entry->position = (int)column_integer(statement, names + 2);
}

static int compare_numbers(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

static int compare_entries(const void *one, const void *other)
{
    const struct roster_entry *a = one, *b = other;
    int order = compare_numbers(a->assignment.starts_at, b->assignment.starts_at);
    order = order != 0 ? order : compare_numbers(a->position, b->position);
    order = order != 0 ? order : compare_numbers(a->assignment.post_id, b->assignment.post_id);
    return order != 0 ? order : compare_numbers(a->assignment.head.id, b->assignment.head.id);
}

bool roster_read(struct store *store, int64_t from_at, int64_t until_at, int64_t post_id, int64_t volunteer_id,
                 struct roster_entry *entries, int most, int *count, struct err *err)
{
    *count = 0;
    roster_sql(post_id, volunteer_id, &store->text);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "least_at", from_at - LONGEST_SHIFT_S - 1);
    statement_integer(statement, "from_at", from_at);
    statement_integer(statement, "until_at", until_at);
    if (post_id != 0)
        statement_integer(statement, "post_id", post_id);
    if (volunteer_id != 0)
        statement_integer(statement, "volunteer_id", volunteer_id);
    for (; statement_row(statement); (*count)++)
        if (*count < most)
            read_entry(statement, &entries[*count]);
    if (post_id == 0 && *count > 1)
        qsort(entries, (size_t)(*count < most ? *count : most), sizeof *entries, compare_entries);
    return statement_done(statement, err);
}

bool roster_stand_in(struct store *store, int64_t id, struct assignment *assignment, struct err *err)
{
    struct statement *statement = statement_take(
        store, "SELECT id FROM assignment WHERE for_id = :id AND voided IS NULL ORDER BY id DESC LIMIT 1", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    return record_found(store, statement, &assignment_table, assignment, _("Nobody stands in."), err);
}

bool roster_forgotten(struct store *store, int64_t ended_at, int64_t *ids, int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM assignment WHERE voided IS NULL AND state = 'arrived' AND ends_at <= :ended_at "
                       "ORDER BY ends_at, id LIMIT :most",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "ended_at", ended_at);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        ids[(*count)++] = column_integer(statement, 0);
    return statement_done(statement, err);
}

bool volunteer_hours_of(struct store *store, int64_t volunteer_id, int first_day, int last_day,
                        struct volunteer_hours *hours, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT COUNT(*), COALESCE(SUM(minutes), 0), COALESCE(SUM(night_minutes), 0) FROM assignment "
                       "WHERE volunteer_id = "
                       ":volunteer_id AND day BETWEEN :first_day AND :last_day AND minutes > 0 AND voided IS NULL",
                       err);
    *hours = (struct volunteer_hours){.volunteer_id = volunteer_id};
    if (statement == NULL)
        return false;
    statement_integer(statement, "volunteer_id", volunteer_id);
    statement_integer(statement, "first_day", first_day);
    statement_integer(statement, "last_day", last_day != 0 ? last_day : INT32_MAX);
    if (statement_row(statement)) {
        hours->shifts = (int)column_integer(statement, 0);
        hours->minutes = (int)column_integer(statement, 1);
        hours->night_minutes = (int)column_integer(statement, 2);
    }
    return statement_done(statement, err);
}

bool roster_seeking(struct store *store, int64_t now, int *count, struct err *err)
{
    int64_t found = 0;
    struct statement *statement = statement_take(
        store,
        "SELECT COUNT(*) FROM assignment WHERE seeking_at IS NOT NULL AND voided IS NULL AND starts_at > "
        ":least_at AND ends_at > :now AND (state = 'planned' OR state = 'confirmed')",
        err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "least_at", now - LONGEST_SHIFT_S - 1);
    statement_integer(statement, "now", now);
    bool good = table_integer(statement, &found, err);
    *count = (int)found;
    return good;
}
