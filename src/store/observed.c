#include "gatepost/observed.h"
#include "table.h"

bool observed_of_building(struct store *store, const char *estate, const char *building, int64_t *place_ids, int most,
                          int *count, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT DISTINCT o.door, o.place_id FROM observation o JOIN place l ON l.id = o.place_id WHERE "
                       "o.state = 'observing' AND o.voided IS NULL AND l.estate = :estate AND l.building = :building "
                       "ORDER BY o.door, o.place_id",
                       err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_text(statement, "estate", estate);
    statement_text(statement, "building", building);
    while (*count < most && statement_row(statement))
        place_ids[(*count)++] = column_integer(statement, 1);
    return statement_done(statement, err);
}
