#include "gatepost/people.h"
#include "gatepost/search.h"
#include "table.h"

static const char find_sql[] = "SELECT id FROM phrase WHERE text = :text";
static const char insert_sql[] = "INSERT INTO phrase (text) VALUES (:text)";

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
    statement = statement_take(store, insert_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "text", text);
    statement_row(statement);
    if (!statement_done(statement, err))
        return false;
    *id = statement_last_id(store);
    return search_index_row(store, "phrase", *id, err);
}
