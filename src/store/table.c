#include "table.h"
#include <string.h>

int name_index(const char *const *names, const char *text)
{
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], text) == 0)
            return i;
    return -1;
}

bool table_integer(struct statement *statement, int64_t *value, struct err *err)
{
    *value = statement_row(statement) ? column_integer(statement, 0) : 0;
    return statement_done(statement, err);
}

bool table_save(struct store *store, const char *table, const char *rev_sql, const struct row_value *values, int count,
                int64_t *id, int64_t *rev, struct err *err)
{
    if (*id == 0) {
        *rev = 1;
        return row_insert(store, table, values, count, id, err);
    }
    if (!row_update(store, table, *id, *rev, values, count, err))
        return false;
    /* rev stays where nothing was different */
    struct statement *statement = statement_take(store, rev_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", *id);
    return table_integer(statement, rev, err);
}
