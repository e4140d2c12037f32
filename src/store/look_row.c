#include "gatepost/look_row.h"
#include "gatepost/words.h"
#include "table.h"

static const char *const what_names[] = {"phone", "id_number", "both", NULL};
static const char get_sql[] = "SELECT id, at, officer_id, subject_table, subject_id, what FROM look WHERE id = :id";

bool look_insert(struct store *store, struct look *look, struct err *err)
{
    const struct row_value values[] = {
        ROW_INT("at", look->at),
        ROW_ID("officer_id", look->officer_id),
        ROW_STR("subject_table", look->table),
        ROW_ID("subject_id", look->row_id),
        ROW_STR("what", what_names[look->what]),
    };
    return row_insert(store, "look", values, sizeof values / sizeof values[0], &look->id, err);
}

bool look_get(struct store *store, int64_t id, struct look *look, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    if (found) {
        *look = (struct look){.id = column_integer(statement, 0),
                              .at = column_integer(statement, 1),
                              .officer_id = column_integer(statement, 2),
                              .row_id = column_integer(statement, 4),
                              .what = (enum look_what)name_index(what_names, column_text(statement, 5))};
        column_copy(statement, 3, look->table, sizeof look->table);
    }
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("That somebody looked was not saved, so nothing is shown."));
}
