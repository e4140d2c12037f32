#include "gatepost/people.h"
#include "gatepost/words.h"
#include "table.h"

#define CHECKPOINT_SELECT "SELECT id, rev, name, estate, voided FROM checkpoint "

static const char get_sql[] = CHECKPOINT_SELECT "WHERE id = :id";
static const char rev_sql[] = "SELECT rev FROM checkpoint WHERE id = :id";
static const char find_sql[] = "SELECT id FROM checkpoint WHERE name = :name AND voided IS NULL";
static const char list_sql[] = CHECKPOINT_SELECT "WHERE voided IS NULL ORDER BY id LIMIT :most";

static void checkpoint_read(const struct statement *statement, struct checkpoint *checkpoint)
{
    *checkpoint = (struct checkpoint){.id = column_integer(statement, 0), .rev = column_integer(statement, 1)};
    column_copy(statement, 2, checkpoint->name, sizeof checkpoint->name);
    column_copy(statement, 3, checkpoint->estate, sizeof checkpoint->estate);
    column_copy(statement, 4, checkpoint->voided, sizeof checkpoint->voided);
}

bool checkpoint_get(struct store *store, int64_t id, struct checkpoint *checkpoint, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    if (found)
        checkpoint_read(statement, checkpoint);
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("There is no checkpoint %lld."), (long long)id);
}

bool checkpoint_find(struct store *store, const char *name, int64_t *id, struct err *err)
{
    struct statement *statement = statement_take(store, find_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", name);
    if (!table_integer(statement, id, err))
        return false;
    return *id != 0 || err_set(err, ERR_NOT_FOUND, _("There is no checkpoint %s."), name);
}

bool checkpoint_save(struct store *store, struct checkpoint *checkpoint, struct err *err)
{
    const struct row_value values[] = {
        ROW_STR("name", checkpoint->name),
        ROW_STR("estate", checkpoint->estate),
    };
    return table_save(store, "checkpoint", rev_sql, values, sizeof values / sizeof values[0], &checkpoint->id,
                      &checkpoint->rev, err);
}

bool checkpoint_list(struct store *store, struct checkpoint *checkpoints, int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, list_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        checkpoint_read(statement, &checkpoints[(*count)++]);
    return statement_done(statement, err);
}
