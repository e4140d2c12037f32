#include "gatepost/post.h"
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>

const char *const post_kind_names[] = {"gate", "patrol", "delivery", "disinfection", "desk", "other", NULL};
const char *const post_kind_labels[] = {N_("post|Gate"),
                                        N_("post|Patrol"),
                                        N_("post|Delivery"),
                                        N_("post|Disinfection"),
                                        N_("post|Desk"),
                                        N_("post|Other"),
                                        NULL};
const char *const post_needs_names[] = {"nothing", "temperature", "driving", "first_aid", NULL};
const char *const post_needs_labels[] = {N_("needs|Nothing"), N_("Takes temperatures"), N_("Drives"), N_("First aid"),
                                         NULL};

#define POST(member) RECORD_AT(struct post, member)
const struct record_field post_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, POST(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, POST(head.rev)},
    {"position", "NUMBER", N_("its place in the grid; behind the last if nothing is said"), RECORD_NUMBER, RECORD_BOTH,
     POST(position), .most = 9999, .width = 4, .column = "position", .label = N_("post|Place")},
    {"name", "NAME", N_("what it is called: 南门"), RECORD_TEXT, RECORD_NEEDED, POST(name), .width = 14,
     .said = SAID_AS_IT_IS, .column = "name", .label = N_("shift|Post")},
    {"kind", "KIND", N_("what it is for"), RECORD_CHOICE, RECORD_BOTH, POST(kind), .choices = post_kind_names,
     .width = 12, .column = "kind", .label = N_("post|Kind"), .labels = post_kind_labels},
    {"checkpoint", "NAME", N_("the checkpoint it is at"), RECORD_CHECKPOINT, RECORD_BOTH, POST(checkpoint_id),
     .column = "checkpoint_id", .label = N_("Checkpoint")},
    {"estate", "NAME", N_("the estate it is in"), RECORD_TEXT, RECORD_BOTH, POST(estate), .said = SAID_AS_IT_IS,
     .column = "estate", .label = N_("Estate")},
    {"pattern", "SHIFTS", N_("its shifts: 06-14 14-22 22-06"), RECORD_TEXT, RECORD_BOTH, POST(pattern), .width = 18,
     .said = SAID_AS_IT_IS, .column = "pattern", .label = N_("Shifts")},
    {"least", "NUMBER", N_("people a shift, to run at all"), RECORD_NUMBER, RECORD_BOTH, POST(least), .least = 1,
     .most = 99, .width = 5, .column = "least", .label = N_("post|At least")},
    {"wanted", "NUMBER", N_("people a shift, as wanted"), RECORD_NUMBER, RECORD_BOTH, POST(wanted), .least = 1,
     .most = 99, .width = 6, .column = "wanted", .label = N_("post|Wanted")},
    {"weekdays", "DAYS", N_("on which days: 12345; every day if nothing is said"), RECORD_TEXT, RECORD_BOTH,
     POST(weekdays), .said = SAID_AS_IT_IS, .column = "weekdays", .label = N_("post|Days")},
    {"overlap", "MINUTES", N_("minutes of handover with the shift before"), RECORD_NUMBER, RECORD_BOTH, POST(overlap),
     .most = 120, .column = "overlap", .label = N_("Handover")},
    {"needs", "SKILL", N_("what somebody there must be able to do"), RECORD_CHOICE, RECORD_BOTH, POST(needs),
     .choices = post_needs_names, .column = "needs", .label = N_("post|Needs"), .labels = post_needs_labels},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, POST(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, POST(head.voided)},
    {0},
};
static const struct record_scope post_scopes[] = {
    [POSTS_VALID] = {"valid", "voided IS NULL"},
    [POSTS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table post_table = {
    .name = "post",
    .size = sizeof(struct post),
    .fields = post_fields,
    .order = "position",
    .scopes = post_scopes,
    .none = N_("There is no post %lld."),
    .what = N_("post"),
    .called = "name",
};

static bool too_many(int count, int most, struct err *err)
{
    return count <= most ||
           err_set(err, ERR_INPUT, _("There are more than %d: that is more than one grid holds."), most);
}

/* In one statement: every week's grid begins with it. */
bool post_list(struct store *store, struct post *posts, int most, int *count, struct err *err)
{
    struct buffer sql = {0};
    record_select_sql(&post_table, &sql);
    buffer_add(&sql, "voided IS NULL ORDER BY position, id");
    struct statement *statement = statement_take_text(store, buffer_text(&sql), err);
    buffer_release(&sql);
    *count = 0;
    if (statement == NULL)
        return false;
    while (statement_row(statement))
        if ((*count)++ < most)
            record_read(statement, &post_table, &posts[*count - 1]);
    return statement_done(statement, err) && too_many(*count, most, err);
}

/* ---- closed days ---- */

#define CLOSED(member) RECORD_AT(struct post_closed, member)
const struct record_field post_closed_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, CLOSED(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, CLOSED(head.rev)},
    {"post", "NAME", N_("which post; all of them if nothing is said"), RECORD_ROW, RECORD_BOTH, CLOSED(post_id),
     .width = 14, .column = "post_id", .label = N_("shift|Post"), .of = &post_table},
    {"day", "DAY", N_("which day"), RECORD_DAY_AHEAD, RECORD_NEEDED, CLOSED(day), .width = 10, .said = SAID_AS_IT_IS,
     .column = "day", .label = N_("Day")},
    {"reason", "TEXT", N_("why"), RECORD_TEXT, RECORD_BOTH, CLOSED(reason), .width = 16, .column = "reason",
     .label = N_("closed|Reason")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CLOSED(head.voided)},
    {0},
};
static const struct record_scope closed_scopes[] = {
    [CLOSED_VALID] = {"valid", "voided IS NULL"},
    [CLOSED_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table post_closed_table = {
    .name = "post_closed",
    .size = sizeof(struct post_closed),
    .fields = post_closed_fields,
    .order = "day",
    .newest_first = true,
    .scopes = closed_scopes,
    .none = N_("There is no closed day %lld."),
    .what = N_("closed day"),
    .called = "day",
};

bool post_closed_list(struct store *store, int first_day, int last_day, struct post_closed *closed, int most,
                      int *count, struct err *err)
{
    int64_t all = 0;
    struct statement *counted = statement_take(
        store, "SELECT COUNT(*) FROM post_closed WHERE voided IS NULL AND day BETWEEN :first_day AND :last_day", err);
    *count = 0;
    if (counted == NULL)
        return false;
    statement_integer(counted, "first_day", first_day);
    statement_integer(counted, "last_day", last_day);
    if (!table_integer(counted, &all, err) || !too_many((int)all, most, err))
        return false;
    struct statement *statement = statement_take(
        store,
        "SELECT id FROM post_closed WHERE voided IS NULL AND day BETWEEN :first_day AND :last_day ORDER BY day, id",
        err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "first_day", first_day);
    statement_integer(statement, "last_day", last_day);
    return record_found_all(store, statement, &post_closed_table, closed, most, count, err);
}

bool post_closed_on(const struct post_closed *closed, int count, int64_t post_id, int day)
{
    for (int i = 0; i < count; i++)
        if (closed[i].day == day && (closed[i].post_id == 0 || closed[i].post_id == post_id))
            return true;
    return false;
}
