#include "gatepost/clock.h"
#include "gatepost/people.h"
#include "gatepost/words.h"
#include "stock_sql.h"
#include "table.h"
#include <string.h>

/* What valid rows need a row to stay valid. The gate log is history and needs none. */
static const struct {
    const char *table, *what, *sql;
} dependents[] = {
    {"place", N_("persons who live there"),
     "SELECT COUNT(*) FROM person WHERE place_id = :id AND " PERSON_COUNTS("person")},
    {"place", N_("parcels on the shelf"),
     "SELECT COUNT(*) FROM parcel WHERE place_id = :id AND state = 'shelf' AND voided IS NULL"},
    {"place", N_("announced visitors"),
     "SELECT COUNT(*) FROM expected WHERE place_id = :id AND until_at > :now AND voided IS NULL"},
    {"place", N_("vehicles"), "SELECT COUNT(*) FROM vehicle WHERE place_id = :id AND voided IS NULL"},
    {"place", N_("valid passes"), "SELECT COUNT(*) FROM pass WHERE place_id = :id AND voided IS NULL AND lost = ''"},
    {"person", N_("valid passes"), "SELECT COUNT(*) FROM pass WHERE person_id = :id AND voided IS NULL AND lost = ''"},
    {"place", N_("open incidents"),
     "SELECT COUNT(*) FROM incident WHERE place_id = :id AND closed_at IS NULL AND voided IS NULL"},
    {"person", N_("open incidents"),
     "SELECT COUNT(*) FROM incident WHERE person_id = :id AND closed_at IS NULL AND voided IS NULL"},
    {"place", N_("running observations"),
     "SELECT COUNT(*) FROM observation WHERE place_id = :id AND ended_at IS NULL AND voided IS NULL"},
    {"person", N_("running observations"),
     "SELECT COUNT(*) FROM observation WHERE person_id = :id AND ended_at IS NULL AND voided IS NULL"},
    {"place", N_("open supply requests"), "SELECT COUNT(*) FROM supply s WHERE s.place_id = :id AND " SUPPLY_OPEN("s")},
    {"person", N_("open supply requests"),
     "SELECT COUNT(*) FROM supply s WHERE s.person_id = :id AND " SUPPLY_OPEN("s")},
    {"person", N_("supply requests they bring"),
     "SELECT COUNT(*) FROM supply s WHERE s.helper_id = :id AND " SUPPLY_OPEN("s")},
    {"person", N_("errands not settled"),
     "SELECT COUNT(*) FROM errand WHERE helper_id = :id AND settled_at IS NULL AND voided IS NULL"},
    {"person", N_("entries among the volunteers"),
     "SELECT COUNT(*) FROM volunteer WHERE person_id = :id AND voided IS NULL"},
    {"volunteer", N_("shifts to come"),
     "SELECT COUNT(*) FROM assignment WHERE volunteer_id = :id AND starts_at > :now - 86400 AND ends_at > :now AND "
     "voided IS NULL AND (state = 'planned' OR state = 'confirmed' OR state = 'arrived')"},
    {"post", N_("shifts to come"),
     "SELECT COUNT(*) FROM assignment WHERE post_id = :id AND starts_at > :now - 86400 AND ends_at > :now AND "
     "voided IS NULL AND (state = 'planned' OR state = 'confirmed' OR state = 'arrived')"},
    {"goods", N_("lines of open supply requests"),
     "SELECT COUNT(*) FROM supply s CROSS JOIN supply_line v ON v.supply_id = s.id WHERE v.goods_id = :id AND v.voided "
     "IS NULL AND " SUPPLY_OPEN("s")},
    {"errand", N_("supply requests on the way"),
     "SELECT COUNT(*) FROM supply s WHERE s.errand_id = :id AND " SUPPLY_OPEN("s")},
    {"place", N_("helpers and who follow it up"),
     "SELECT (SELECT COUNT(*) FROM pairing WHERE place_id = :id AND voided IS NULL) + "
     "(SELECT COUNT(*) FROM keeper WHERE place_id = :id AND voided IS NULL)"},
    {"place", N_("declarations to check"),
     "SELECT COUNT(*) FROM declaration WHERE place_id = :id AND state = 'waiting' AND voided IS NULL"},
    {"person", N_("households helped or followed up"),
     "SELECT (SELECT COUNT(*) FROM pairing WHERE (person_id = :id OR substitute_id = :id) AND voided IS NULL) + "
     "(SELECT COUNT(*) FROM keeper WHERE person_id = :id AND voided IS NULL)"},
    {"place", N_("flags in force"),
     "SELECT COUNT(*) FROM flag WHERE place_id = :id AND voided IS NULL AND COALESCE(until_at, :now) >= :now"},
    {"arrival", N_("observations opened for it"),
     "SELECT COUNT(*) FROM observation WHERE arrival_id = :id AND voided IS NULL"},
    {"survey_round", N_("surveys"), "SELECT COUNT(*) FROM survey WHERE round_id = :id AND voided IS NULL"},
    {"tier", N_("households followed up"), "SELECT COUNT(*) FROM keeper WHERE tier_id = :id AND voided IS NULL"},
    {"goods", N_("entries of the stock"),
     "SELECT COUNT(*) FROM stock_entry WHERE goods_id = :id AND voided IS NULL AND " STOCK_BALANCE(":id") " <> 0"},
    {"person", N_("flags in force"),
     "SELECT COUNT(*) FROM flag WHERE person_id = :id AND voided IS NULL AND COALESCE(until_at, :now) >= :now"},
};

bool dependents_none(struct store *store, const char *table, int64_t id, struct err *err)
{
    for (size_t i = 0; i < sizeof dependents / sizeof dependents[0]; i++) {
        if (strcmp(dependents[i].table, table) != 0)
            continue;
        int64_t count = 0;
        struct statement *statement = statement_take(store, dependents[i].sql, err);
        if (statement == NULL)
            return false;
        statement_integer(statement, "id", id);
        if (strstr(dependents[i].sql, ":now") != NULL)
            statement_integer(statement, "now", clock_now());
        if (!table_integer(statement, &count, err))
            return false;
        if (count > 0)
            return err_set(err, ERR_INPUT, _("It cannot be voided yet: %1$s: %2$lld."), _(dependents[i].what),
                           (long long)count);
    }
    return true;
}
