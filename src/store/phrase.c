#include "gatepost/people.h"
#include "gatepost/search.h"
#include "table.h"

enum { FOUND_MOST = 16 };

static const char find_sql[] = "SELECT id FROM phrase WHERE text = :text";
static const char text_sql[] = "SELECT text FROM phrase WHERE id = :id";

/* So many rows at most are looked at, whatever the log holds. The condition of a partial index is said as it stands
 * there. */
#define TURNED(decision_)                                                                         \
    "SELECT * FROM (SELECT reason_id AS phrase_id, at FROM crossing WHERE decision = '" decision_ \
    "' AND decision <> 'admitted' AND voided IS NULL ORDER BY at DESC LIMIT 100)"
static const char *const recent_sql[] = {
    [PHRASE_PURPOSE] = "SELECT p.text FROM (SELECT purpose_id AS phrase_id, at, voided FROM crossing WHERE "
                       "checkpoint_id = :checkpoint ORDER BY at DESC LIMIT 400) c JOIN phrase p ON p.id = c.phrase_id "
                       "WHERE c.voided IS NULL GROUP BY p.text ORDER BY count(*) DESC, max(c.at) DESC LIMIT :most",
    [PHRASE_REASON] = "SELECT p.text FROM (" TURNED("turned_away") " UNION ALL " TURNED(
        "held") ") c JOIN phrase p ON p.id = c.phrase_id WHERE p.text NOT LIKE '%/%' "
                "GROUP BY p.text ORDER BY count(*) DESC, max(c.at) DESC LIMIT :most",
    [PHRASE_OVERRIDE] =
        "SELECT c.text FROM (SELECT override_reason AS text, at FROM crossing WHERE override_reason <> '' AND voided "
        "IS "
        "NULL ORDER BY at DESC LIMIT 100) c GROUP BY c.text ORDER BY count(*) DESC, max(c.at) DESC LIMIT :most",
};

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

bool phrase_recent(struct store *store, enum phrase_use use, int64_t checkpoint_id, char texts[][NAME_BYTES], int most,
                   int *count, struct err *err)
{
    *count = 0;
    if (use == PHRASE_PURPOSE && checkpoint_id == 0)
        return true;
    struct statement *statement = statement_take(store, recent_sql[use], err);
    if (statement == NULL)
        return false;
    if (use == PHRASE_PURPOSE)
        statement_integer(statement, "checkpoint", checkpoint_id);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        column_copy(statement, 0, texts[(*count)++], NAME_BYTES);
    return statement_done(statement, err);
}

bool phrase_find(struct store *store, const char *word, char texts[][NAME_BYTES], int most, int *count, struct err *err)
{
    int64_t ids[FOUND_MOST];
    int found = 0;
    bool more;
    *count = 0;
    most = most < FOUND_MOST ? most : FOUND_MOST;
    if (!search_ids(store, SEARCH_PHRASE, word, ids, most, &found, &more, err))
        return false;
    for (int i = 0; i < found; i++) {
        struct statement *statement = statement_take(store, text_sql, err);
        if (statement == NULL)
            return false;
        statement_integer(statement, "id", ids[i]);
        if (statement_row(statement))
            column_copy(statement, 0, texts[(*count)++], NAME_BYTES);
        if (!statement_done(statement, err))
            return false;
    }
    return true;
}
