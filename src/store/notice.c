#include "gatepost/notice.h"
#include "database.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "table.h"
#include <stddef.h>

const char *const notice_audience_names[] = {"all", "gate", "desk", NULL};
const char *const notice_audience_labels[] = {N_("All"), N_("Gates"), N_("Desk"), NULL};

/* Officers `o` who have to read a notice. */
#define HAS_TO_READ                                                                                                  \
    "o.voided IS NULL AND o.role <> 'kiosk' AND (notice.audience = 'all' OR (notice.audience = 'gate' AND o.role = " \
    "'gate') OR (notice.audience = 'desk' AND (o.role = 'officer' OR o.role = 'clerk')))"
#define READ_NOW                                                                                           \
    "EXISTS (SELECT 1 FROM notice_read r WHERE r.notice_id = notice.id AND r.notice_rev = notice.rev AND " \
    "r.officer_id = o.id)"

#define NOTICE(member) RECORD_AT(struct notice, member)
const struct record_field notice_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, NOTICE(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, NOTICE(head.rev)},
    {"title", "TEXT", N_("its title"), RECORD_TEXT, RECORD_NEEDED, NOTICE(title), .width = 24, .said = SAID_AS_IT_IS,
     .column = "title", .label = N_("Title")},
    {"from", "TIME", N_("from when; now if nothing is said"), RECORD_BEGINNING, RECORD_BOTH, NOTICE(from_at),
     .column = "from_at", .label = N_("Begins")},
    {"until", "TIME", N_("until when; so many days as the setting notice.days says if nothing is said"),
     RECORD_DEADLINE, RECORD_BOTH, NOTICE(until_at), .width = 19, .column = "until_at", .label = N_("Ends")},
    {"audience", "WHO", N_("who has to read it: all, gate or desk"), RECORD_CHOICE, RECORD_BOTH, NOTICE(audience),
     .choices = notice_audience_names, .labels = notice_audience_labels, .width = 6, .column = "audience",
     .label = N_("For")},
    {"pinned", "yes|no", N_("stands on every desk until it is read"), RECORD_SWITCH, RECORD_BOTH, NOTICE(pinned),
     .width = 6, .column = "pinned", .label = N_("Pinned")},
    {"kiosk", "yes|no", N_("on the shared terminal too"), RECORD_SWITCH, RECORD_BOTH, NOTICE(kiosk), .column = "kiosk",
     .label = N_("Shared terminal")},
    {"text", "TEXT", N_("the notice itself"), RECORD_TEXT, RECORD_NEEDED, NOTICE(text), .column = "text",
     .label = N_("Words")},
    {"read", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, NOTICE(read), .width = 4,
     .derived = "(SELECT COUNT(*) FROM officer o WHERE " HAS_TO_READ " AND " READ_NOW ")", .label = N_("Have read")},
    {"readers", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, NOTICE(readers), .width = 4,
     .derived = "(SELECT COUNT(*) FROM officer o WHERE " HAS_TO_READ ")", .label = N_("Have to read")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, NOTICE(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"posted_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, NOTICE(posted_at), .column = "posted_at",
     .label = N_("Posted")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, NOTICE(head.voided)},
    {0},
};
static const struct record_scope scopes[] = {
    [NOTICES_CURRENT] = {"current", "voided IS NULL AND until_at > :now"},
    [NOTICES_OVER] = {"over", "voided IS NULL AND until_at <= :now"},
    [NOTICES_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table notice_table = {
    .name = "notice",
    .size = sizeof(struct notice),
    .fields = notice_fields,
    .order = "until_at",
    .newest_first = true,
    .scopes = scopes,
    .none = N_("There is no notice %lld."),
    .what = N_("notice"),
    .called = "title",
};

static const char unread_sql[] =
    "SELECT notice.id, notice.rev, notice.title FROM notice, officer o WHERE notice.voided IS NULL AND notice.until_at "
    "> :now AND notice.from_at <= :now AND notice.pinned >= :pinned AND o.id = :officer AND " HAS_TO_READ
    " AND NOT " READ_NOW " ORDER BY notice.until_at DESC, notice.id DESC LIMIT :most";

bool notice_unread(struct store *store, int64_t officer_id, int64_t now, bool pinned, struct notice *notices, int most,
                   int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, unread_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "now", now);
    statement_integer(statement, "pinned", pinned);
    statement_integer(statement, "officer", officer_id);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement)) {
        struct notice *notice = &notices[(*count)++];
        *notice = (struct notice){.head = {.id = column_integer(statement, 0), .rev = column_integer(statement, 1)}};
        column_copy(statement, 2, notice->title, sizeof notice->title);
    }
    return statement_done(statement, err);
}

static const char shown_sql[] = "SELECT id, rev, title, text, from_at, until_at, posted_at FROM notice WHERE voided IS "
                                "NULL AND until_at > :now AND "
                                "from_at <= :now ORDER BY posted_at DESC, id DESC LIMIT :most";

bool notices_shown(struct store *store, int64_t now, struct notice *notices, int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, shown_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "now", now);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement)) {
        struct notice *notice = &notices[(*count)++];
        *notice = (struct notice){.head = {.id = column_integer(statement, 0), .rev = column_integer(statement, 1)},
                                  .from_at = column_integer(statement, 4),
                                  .until_at = column_integer(statement, 5),
                                  .posted_at = column_integer(statement, 6)};
        column_copy(statement, 2, notice->title, sizeof notice->title);
        column_copy(statement, 3, notice->text, sizeof notice->text);
    }
    return statement_done(statement, err);
}

bool notice_was_read(struct store *store, int64_t notice_id, int64_t rev, int64_t officer_id, bool *read,
                     struct err *err)
{
    int64_t count = 0;
    struct statement *statement = statement_take(store,
                                                 "SELECT COUNT(*) FROM notice_read WHERE notice_id = :notice AND "
                                                 "notice_rev = :rev AND officer_id = :officer",
                                                 err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "notice", notice_id);
    statement_integer(statement, "rev", rev);
    statement_integer(statement, "officer", officer_id);
    if (!table_integer(statement, &count, err))
        return false;
    *read = count > 0;
    return true;
}

bool notice_read_insert(struct store *store, const struct notice *notice, int64_t officer_id, int64_t at,
                        struct err *err)
{
    int64_t id = 0;
    const struct row_value values[] = {ROW_ID("notice_id", notice->head.id), ROW_ID("officer_id", officer_id),
                                       ROW_INT("notice_rev", notice->head.rev), ROW_INT("at", at)};
    return row_insert(store, "notice_read", values, sizeof values / sizeof values[0], &id, err);
}

static const char readers_sql[] =
    "SELECT o.name, (SELECT r.at FROM notice_read r WHERE r.notice_id = notice.id AND r.notice_rev = notice.rev AND "
    "r.officer_id = o.id) AS read_at FROM notice, officer o WHERE notice.id = :id AND " HAS_TO_READ
    " ORDER BY read_at IS NULL, read_at, o.id LIMIT :most";

bool notice_readers(struct store *store, const struct notice *notice, struct notice_reader *readers, int most,
                    int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, readers_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", notice->head.id);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement)) {
        struct notice_reader *reader = &readers[(*count)++];
        column_copy(statement, 0, reader->name, sizeof reader->name);
        reader->at = column_is_null(statement, 1) ? 0 : column_integer(statement, 1);
    }
    return statement_done(statement, err);
}
