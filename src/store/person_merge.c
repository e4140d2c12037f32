/* Two rows that turned out to be one person (architecture.md §4): every row that speaks of the one is moved to the
 * other by row_update, so that undo takes all of it back. */
#include "gatepost/doubles.h"
#include "gatepost/memory.h"
#include "gatepost/people.h"
#include "gatepost/words.h"
#include "table.h"
#include <stdlib.h>

/* What refers to a person, and by which column. Void rows too, where an index finds them: who takes the voiding back
 * must not bring one back to the row that counts no more. */
static const struct reference {
    const char *table, *column, *sql;
} references[] = {
    {"crossing", "person_id", "SELECT id FROM crossing WHERE person_id = :person ORDER BY id"},
    {"flag", "person_id", "SELECT id FROM flag WHERE person_id = :person AND voided IS NULL ORDER BY id"},
    {"pass", "person_id", "SELECT id FROM pass WHERE person_id = :person ORDER BY id"},
    {"vehicle", "driver_id", "SELECT id FROM vehicle WHERE driver_id = :person ORDER BY id"},
    {"incident", "person_id", "SELECT id FROM incident WHERE person_id = :person ORDER BY id"},
    {"observation", "person_id", "SELECT id FROM observation WHERE person_id = :person ORDER BY id"},
    {"arrival", "person_id", "SELECT id FROM arrival WHERE person_id = :person ORDER BY id"},
    {"declaration", "person_id", "SELECT id FROM declaration WHERE person_id = :person ORDER BY id"},
    {"keeper", "person_id", "SELECT id FROM keeper WHERE person_id = :person ORDER BY id"},
    {"pairing", "person_id", "SELECT id FROM pairing WHERE person_id = :person ORDER BY id"},
    {"pairing", "substitute_id", "SELECT id FROM pairing WHERE substitute_id = :person ORDER BY id"},
    {"supply", "person_id", "SELECT id FROM supply WHERE person_id = :person ORDER BY id"},
    {"supply", "helper_id", "SELECT id FROM supply WHERE helper_id = :person ORDER BY id"},
    {"errand", "helper_id", "SELECT id FROM errand WHERE helper_id = :person ORDER BY id"},
    {"volunteer", "person_id", "SELECT id FROM volunteer WHERE person_id = :person AND voided IS NULL ORDER BY id"},
    /* merged earlier into the one that is merged now: always one step to the row that counts */
    {"person", "merged_into", "SELECT id FROM person WHERE merged_into = :person ORDER BY id"},
};

static bool ids_read(struct store *store, const char *sql, int64_t person_id, int64_t **ids, int *count,
                     struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "person", person_id);
    int room = 0;
    *count = 0;
    while (statement_row(statement)) {
        if (*count == room) {
            room = room == 0 ? 64 : room * 2;
            *ids = memory_resize(*ids, (size_t)room, sizeof **ids);
        }
        (*ids)[(*count)++] = column_integer(statement, 0);
    }
    return statement_done(statement, err);
}

static bool references_move(struct store *store, const struct reference *reference, int64_t from, int64_t into,
                            struct err *err)
{
    int64_t *ids = NULL;
    int count;
    bool moved = ids_read(store, reference->sql, from, &ids, &count, err);
    const struct row_value value = ROW_INT(reference->column, into);
    for (int i = 0; moved && i < count; i++)
        moved = row_update(store, reference->table, ids[i], -1, &value, 1, err);
    free(ids);
    return moved;
}

/* The helper and who steps in were the two rows: nobody steps in for oneself. */
static bool substitutes_end(struct store *store, int64_t into, struct err *err)
{
    static const char own_sql[] = "SELECT id FROM pairing WHERE substitute_id = :person AND person_id = :person ORDER "
                                  "BY id";
    const struct row_value values[] = {ROW_ID("substitute_id", 0), ROW_STR("substitute", ""),
                                       ROW_STR("substitute_phone", "")};
    int64_t *ids = NULL;
    int count;
    bool ended = ids_read(store, own_sql, into, &ids, &count, err);
    for (int i = 0; ended && i < count; i++)
        ended = row_update(store, "pairing", ids[i], -1, values, 3, err);
    free(ids);
    return ended;
}

bool person_merge(struct store *store, int64_t from, int64_t into, struct err *err)
{
    struct person away, kept;
    if (!person_get(store, from, &away, err) || !person_get(store, into, &kept, err))
        return false;
    if (from == into)
        return err_set(err, ERR_INPUT, _("A person cannot be merged with the same row."));
    if (away.merged_into != 0 || kept.merged_into != 0)
        return err_set(err, ERR_INPUT, _("%s has been merged already."), away.merged_into != 0 ? away.name : kept.name);
    if (away.voided[0] != '\0' || kept.voided[0] != '\0')
        return err_set(err, ERR_INPUT, _("%s has been voided."), away.voided[0] != '\0' ? away.name : kept.name);
    for (size_t i = 0; i < sizeof references / sizeof references[0]; i++)
        if (!references_move(store, &references[i], from, into, err))
            return false;
    if (!substitutes_end(store, into, err) || !distinct_move(store, from, into, err))
        return false;
    const struct row_value value = ROW_INT("merged_into", into);
    return row_update(store, "person", from, away.rev, &value, 1, err);
}
