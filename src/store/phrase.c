#include "gatepost/people.h"
#include "table.h"

static const char find_sql[] = "SELECT id FROM phrase WHERE text = :text";

bool phrase_id(struct store *store, const char *text, int64_t *id, struct err *err)
{
    *id = 0;
    if (text[0] == '\0')
        return true;
    struct statement *statement = statement_take(store, find_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "text", text);
    if (!table_integer(statement, id, err))
        return false;
    if (*id != 0)
        return true;
    const struct row_value values[] = {ROW_STR("text", text)};
    return row_insert(store, "phrase", values, 1, id, err);
}
