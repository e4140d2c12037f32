#include "gatepost/presence.h"
#include "gatepost/words.h"
#include "table.h"

static const char get_sql[] = "SELECT person_id, crossing_id, at, direction, class FROM presence "
                              "WHERE person_id = :person";
static const char before_sql[] = "SELECT person_id, id, at, direction, class FROM crossing WHERE person_id = :person "
                                 "AND at <= :at AND id <> :except "
                                 "AND voided IS NULL AND decision = 'admitted' ORDER BY at DESC, id DESC LIMIT 1";
static const char counts_sql[] =
    "SELECT COALESCE(SUM(CASE WHEN direction = 'out' AND class IN ('resident', 'tenant') THEN count ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN direction = 'in' AND class NOT IN ('resident', 'tenant') THEN count ELSE 0 END), 0) "
    "FROM presence_tally";

/* Takes the statement over. */
static bool read_one(struct statement *statement, struct presence *presence, struct err *err)
{
    bool found = statement_row(statement);
    if (found) {
        *presence =
            (struct presence){.person_id = column_integer(statement, 0),
                              .crossing_id = column_integer(statement, 1),
                              .at = column_integer(statement, 2),
                              .direction = (enum direction)name_index(direction_names, column_text(statement, 3)),
                              .class = (enum crossing_class)name_index(class_names, column_text(statement, 4))};
    }
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("This person has not been seen at a gate yet."));
}

bool presence_get(struct store *store, int64_t person_id, struct presence *presence, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "person", person_id);
    return read_one(statement, presence, err);
}

bool presence_before(struct store *store, int64_t person_id, int64_t at, int64_t except_id, struct presence *presence,
                     struct err *err)
{
    struct statement *statement = statement_take(store, before_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "person", person_id);
    statement_integer(statement, "at", at);
    statement_integer(statement, "except", except_id);
    return read_one(statement, presence, err);
}

bool presence_counts(struct store *store, int64_t *residents_out, int64_t *visitors_in, struct err *err)
{
    *residents_out = *visitors_in = 0;
    struct statement *statement = statement_take(store, counts_sql, err);
    if (statement == NULL)
        return false;
    if (statement_row(statement)) {
        *residents_out = column_integer(statement, 0);
        *visitors_in = column_integer(statement, 1);
    }
    return statement_done(statement, err);
}
