#include "gatepost/printing.h"
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>

static const char *const level_names[] = {"posted", "internal", NULL};
static const char *const level_labels[] = {N_("print|Posted"), N_("print|Internal"), NULL};
static const char *const target_names[] = {"printer", "pdf", "text", "table", "output", NULL};
static const char *const target_labels[] = {N_("print|Printer"), N_("print|PDF"),    N_("print|Text"),
                                            N_("print|Table"),   N_("print|Output"), NULL};
static const char *const result_names[] = {"begun", "done", "failed", "cancelled", NULL};
const char *const printing_result_labels[] = {N_("print|Begun"), N_("print|Done"), N_("print|Failed"),
                                              N_("print|Cancelled"), NULL};

#define PRINTING(member) RECORD_AT(struct printing, member)
const struct record_field printing_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PRINTING(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, PRINTING(head.rev)},
    {"at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, PRINTING(at), .width = 19, .said = SAID_AS_IT_IS, .column = "at",
     .label = N_("Printed")},
    {"document", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PRINTING(document), .width = 10, .said = SAID_AS_IT_IS,
     .column = "document", .label = N_("print|What")},
    {"subject", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PRINTING(subject), .width = 18, .column = "subject",
     .label = N_("print|Of what")},
    {"level", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, PRINTING(level), .choices = level_names, .width = 8,
     .column = "level", .label = N_("print|Level"), .labels = level_labels},
    {"version", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PRINTING(version), .least = 1, .most = 9999, .width = 4,
     .column = "version", .label = N_("print|Version")},
    {"pages", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PRINTING(pages), .most = 9999, .width = 5, .column = "pages",
     .label = N_("print|Pages")},
    {"copies", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PRINTING(copies), .least = 1, .most = 99, .width = 4,
     .column = "copies", .label = N_("print|Copies")},
    {"target", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, PRINTING(target), .choices = target_names, .width = 8,
     .column = "target", .label = N_("print|To"), .labels = target_labels},
    {"place", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PRINTING(place), .width = 20, .column = "place",
     .label = N_("print|Where to")},
    {"result", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, PRINTING(result), .choices = result_names, .width = 8,
     .column = "result", .label = N_("print|Result"), .labels = printing_result_labels},
    {"reason", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PRINTING(reason), .width = 1, .column = "reason",
     .label = N_("print|Why not")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, PRINTING(officer_id), .column = "officer_id",
     .label = N_("Printed by")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PRINTING(head.voided)},
    {0},
};
static const struct record_scope scopes[] = {
    [PRINTINGS_ALL] = {"all", "1 = 1"},
    [PRINTINGS_OPEN] = {"open", "(result = 'begun' OR result = 'failed') AND at > :now - 604800"},
    {0},
};
const struct record_table printing_table = {
    .name = "printing",
    .size = sizeof(struct printing),
    .fields = printing_fields,
    .order = "at",
    .newest_first = true,
    .scopes = scopes,
    .none = N_("There is no printing %lld."),
    .what = N_("printing"),
};

bool printing_rows_add(struct store *store, int64_t printing_id, const struct printing_row *rows, int count,
                       struct err *err)
{
    for (int i = 0; i < count; i++) {
        struct statement *statement =
            statement_take(store,
                           "INSERT INTO printing_row (printing_id, number, name, row_id, digest) VALUES (:printing_id, "
                           ":number, :name, :row_id, :digest)",
                           err);
        if (statement == NULL)
            return false;
        statement_integer(statement, "printing_id", printing_id);
        statement_integer(statement, "number", rows[i].number);
        statement_text(statement, "name", rows[i].name);
        if (rows[i].row_id != 0)
            statement_integer(statement, "row_id", rows[i].row_id);
        else
            statement_null(statement, "row_id");
        statement_text(statement, "digest", rows[i].digest);
        statement_row(statement);
        if (!statement_done(statement, err))
            return false;
    }
    return true;
}

bool printing_rows_read(struct store *store, int64_t printing_id, struct printing_row *rows, int most, int *count,
                        struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(
        store, "SELECT number, name, row_id, digest FROM printing_row WHERE printing_id = :printing_id ORDER BY number",
        err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "printing_id", printing_id);
    for (; statement_row(statement); (*count)++) {
        if (*count >= most)
            continue;
        struct printing_row *row = &rows[*count];
        *row =
            (struct printing_row){.number = (int)column_integer(statement, 0), .row_id = column_integer(statement, 2)};
        column_copy(statement, 1, row->name, sizeof row->name);
        column_copy(statement, 3, row->digest, sizeof row->digest);
    }
    return statement_done(statement, err);
}

bool printing_last(struct store *store, const char *document, const char *subject, enum printing_level level,
                   int64_t before_id, struct printing *printing, struct err *err)
{
    *printing = (struct printing){0};
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM printing WHERE document = :document AND subject = :subject AND level = :level "
                       "AND result <> 'failed' AND result <> 'cancelled' AND (:before_id = 0 OR id < :before_id) ORDER "
                       "BY id DESC LIMIT 1",
                       err);
    if (statement == NULL)
        return false;
    statement_text(statement, "document", document);
    statement_text(statement, "subject", subject);
    statement_text(statement, "level", level_names[level]);
    statement_integer(statement, "before_id", before_id);
    int64_t id = statement_row(statement) ? column_integer(statement, 0) : 0;
    return statement_done(statement, err) && (id == 0 || record_get(store, &printing_table, id, printing, err));
}

bool printing_newest(struct store *store, const char *document, const char *subject, int64_t *id, struct err *err)
{
    *id = 0;
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM printing WHERE document = :document AND substr(subject, 1, length(:subject)) = "
                       ":subject AND result <> 'failed' AND result <> 'cancelled' ORDER BY id DESC LIMIT 1",
                       err);
    if (statement == NULL)
        return false;
    statement_text(statement, "document", document);
    statement_text(statement, "subject", subject);
    *id = statement_row(statement) ? column_integer(statement, 0) : 0;
    return statement_done(statement, err);
}
