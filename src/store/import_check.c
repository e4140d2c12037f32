/* What stands between an import and everybody else's rows: before it is complete, before it is undone, before it is
 * redone. */
#include "audit_names.h"
#include "database.h"
#include "gatepost/import.h"
#include "gatepost/people.h"
#include "gatepost/words.h"
#include "table.h"
#include <stdlib.h>
#include <string.h>

enum { DOUBLES_MOST = 500 };

/* One row of the import and the row of somebody else that is the same. */
struct twin {
    int64_t ours, theirs;
};
static const char place_twins_sql[] =
    "SELECT a.id, b.id FROM place a JOIN place b ON b.building = a.building AND b.unit = a.unit AND b.room = a.room "
    "AND b.estate = a.estate AND b.kind = 'household' AND b.id <> a.id WHERE a.import_id = :import "
    "AND a.kind = 'household' AND a.voided IS NULL AND COALESCE(b.import_id, 0) <> :import AND " PLACE_COUNTS(
        "b") " ORDER BY a.id LIMIT :most";
static const char person_twins_sql[] =
    "SELECT a.id, b.id FROM person a JOIN person b ON b.id_number = a.id_number AND b.id_number <> '' AND b.id <> a.id "
    "WHERE a.import_id = :import AND a.voided IS NULL AND COALESCE(b.import_id, 0) <> :import "
    "AND NOT EXISTS (SELECT 1 FROM distinct_pair x WHERE x.one_id = min(a.id, b.id) AND x.other_id = max(a.id, b.id) "
    "AND x.voided IS NULL) AND " PERSON_COUNTS("b") " ORDER BY a.id LIMIT :most";

static bool twins_read(struct store *store, const char *sql, int64_t import_id, struct twin *twins, int *count,
                       struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "import", import_id);
    statement_integer(statement, "most", DOUBLES_MOST);
    while (*count < DOUBLES_MOST && statement_row(statement))
        twins[(*count)++] = (struct twin){column_integer(statement, 0), column_integer(statement, 1)};
    return statement_done(statement, err);
}

/* ---- before it is complete ---- */

/* Who came with the import into a household that somebody else added meanwhile lives in that one. */
static bool move_in(struct store *store, int64_t import_id, const struct twin *places, struct err *err)
{
    static const char living_sql[] =
        "SELECT id FROM person WHERE place_id = :place AND import_id = :import ORDER BY id LIMIT 1";
    const struct row_value home[] = {ROW_INT("place_id", places->theirs)};
    for (int64_t person = -1; person != 0;) {
        struct statement *statement = statement_take(store, living_sql, err);
        if (statement == NULL)
            return false;
        statement_integer(statement, "place", places->ours);
        statement_integer(statement, "import", import_id);
        if (!table_integer(statement, &person, err))
            return false;
        if (person != 0 && !row_update(store, "person", person, -1, home, 1, err))
            return false;
    }
    return row_void(store, "place", places->ours, -1, _("added by hand meanwhile"), err);
}

bool import_give_way(struct store *store, int64_t id, int *changed, struct err *err)
{
    struct twin twins[DOUBLES_MOST];
    int count = 0;
    *changed = 0;
    if (!twins_read(store, place_twins_sql, id, twins, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (!move_in(store, id, &twins[i], err))
            return false;
    *changed += count;
    if (!twins_read(store, person_twins_sql, id, twins, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (!row_void(store, "person", twins[i].ours, -1, _("added by hand meanwhile"), err))
            return false;
    *changed += count;
    return true;
}

/* ---- before it is undone ---- */

/* Rows of the import that another batch than its own changed, and that was not taken back since. */
#define CHANGED(table)                                                                                  \
    "SELECT a.row_id FROM " table " r JOIN audit a ON a.table_name = '" table "' AND a.row_id = r.id "  \
    "JOIN batch c ON c.id = a.batch_id AND c.kind <> 'undo' WHERE r.import_id = :import AND r.rev > 1 " \
    "AND r.import_id IS NOT NULL AND a.batch_id <> (SELECT b.batch_id FROM audit b "                    \
    "WHERE b.table_name = 'import' AND b.row_id = :import ORDER BY b.id LIMIT 1) "                      \
    "AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.of_batch = c.id) ORDER BY a.id DESC LIMIT 1"
static const struct {
    const char *table, *sql;
} changes[] = {{"person", CHANGED("person")}, {"place", CHANGED("place")}};

/* A valid row of another table that names one of the import by that column. */
#define USE(table, user, column)                                                                      \
    "SELECT r.id FROM " table " r JOIN " user " u ON u." column " = r.id WHERE u.voided IS NULL AND " \
    "r.import_id = :import LIMIT 1"
static const struct {
    const char *table, *what, *sql; /* gives the id of one row of the import, if any */
} uses[] = {
    {"person", N_("was logged at a gate"),
     "SELECT p.id FROM person p JOIN crossing c ON c.person_id = p.id WHERE c.voided IS NULL AND p.import_id = :import "
     "LIMIT 1"},
    {"person", N_("has a flag"),
     "SELECT p.id FROM flag f JOIN person p ON p.id = f.person_id WHERE f.voided IS NULL AND p.import_id = :import "
     "LIMIT 1"},
    {"person", N_("has a pass by now"),
     "SELECT p.id FROM pass s JOIN person p ON p.id = s.person_id WHERE s.voided IS NULL AND p.import_id = :import "
     "LIMIT 1"},
    {"person", N_("drives a vehicle by now"),
     "SELECT p.id FROM vehicle v JOIN person p ON p.id = v.driver_id WHERE v.voided IS NULL AND p.import_id = :import "
     "LIMIT 1"},
    {"place", N_("has a pass by now"),
     "SELECT l.id FROM pass s JOIN place l ON l.id = s.place_id WHERE s.voided IS NULL AND l.import_id = :import "
     "LIMIT 1"},
    {"place", N_("was logged at a gate"),
     "SELECT l.id FROM place l JOIN crossing c ON c.place_id = l.id WHERE c.voided IS NULL AND l.import_id = :import "
     "LIMIT 1"},
    {"place", N_("has a flag"),
     "SELECT l.id FROM flag f JOIN place l ON l.id = f.place_id WHERE f.voided IS NULL AND l.import_id = :import "
     "LIMIT 1"},
    {"person", N_("was under observation"), USE("person", "observation", "person_id")},
    {"person", N_("is among those who came back"), USE("person", "arrival", "person_id")},
    {"person", N_("is matched to a declaration"), USE("person", "declaration", "person_id")},
    {"place", N_("was under observation"), USE("place", "observation", "place_id")},
    {"place", N_("was screened by now"), USE("place", "survey", "place_id")},
    {"place", N_("has somebody who came back"), USE("place", "arrival", "place_id")},
    {"place", N_("is matched to a declaration"), USE("place", "declaration", "place_id")},
    {"place", N_("is followed up by now"), USE("place", "keeper", "place_id")},
    {"place", N_("was visited by now"), USE("place", "visit", "place_id")},
    {"place", N_("has a helper by now"), USE("place", "pairing", "place_id")},
    {"place", N_("asked for supplies by now"), USE("place", "supply", "place_id")},
    {"place", N_("was given supplies by now"), USE("place", "stock_entry", "place_id")},
    {"person", N_("asked for supplies by now"), USE("person", "supply", "person_id")},
    {"person", N_("brings supplies by now"), USE("person", "supply", "helper_id")},
    {"person", N_("runs errands by now"), USE("person", "errand", "helper_id")},
    {"person", N_("helps a household by now"), USE("person", "pairing", "person_id")},
    {"person", N_("helps a household by now"), USE("person", "pairing", "substitute_id")},
    {"person", N_("follows up a household by now"), USE("person", "keeper", "person_id")},
    {"place", N_("is somebody else's home by now"),
     "SELECT l.id FROM place l JOIN person p ON p.place_id = l.id WHERE l.import_id = :import AND "
     "COALESCE(p.import_id, 0) <> :import AND " PERSON_COUNTS("p") " LIMIT 1"},
    {"place", N_("has parcels on the shelf"),
     "SELECT l.id FROM parcel r JOIN place l ON l.id = r.place_id WHERE r.state = 'shelf' AND r.voided IS NULL "
     "AND l.import_id = :import LIMIT 1"},
    {"place", N_("expects visitors"),
     "SELECT l.id FROM expected r JOIN place l ON l.id = r.place_id WHERE r.voided IS NULL AND l.import_id = :import "
     "LIMIT 1"},
    {"place", N_("has a vehicle by now"),
     "SELECT l.id FROM vehicle v JOIN place l ON l.id = v.place_id WHERE v.voided IS NULL AND l.import_id = :import "
     "LIMIT 1"},
};

static bool one_of(struct store *store, const char *sql, int64_t import_id, int64_t *id, struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "import", import_id);
    return table_integer(statement, id, err);
}

static bool fail_used(struct store *store, const char *table, int64_t id, const char *format, const char *what,
                      struct err *err)
{
    struct buffer record = {0};
    audit_add_record(store, table, id, false, &record);
    err_set(err, ERR_CONFLICT, format, buffer_text(&record), what);
    buffer_release(&record);
    return false;
}

bool import_is_unused(struct store *store, int64_t id, struct err *err)
{
    int64_t row = 0;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        if (!one_of(store, changes[i].sql, id, &row, err))
            return false;
        if (row != 0)
            return audit_conflict(store, changes[i].table, row, err);
    }
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        if (!one_of(store, uses[i].sql, id, &row, err))
            return false;
        if (row != 0)
            return fail_used(store, uses[i].table, row, _("%1$s %2$s: the import cannot be taken back as a whole."),
                             _(uses[i].what), err);
    }
    return true;
}

/* ---- before it is redone ---- */

bool import_has_room(struct store *store, int64_t id, struct err *err)
{
    struct twin twins[DOUBLES_MOST];
    int places = 0, persons = 0;
    if (!twins_read(store, place_twins_sql, id, twins, &places, err))
        return false;
    if (places > 0)
        return fail_used(store, "place", twins[0].theirs, _("%1$s %2$s: the import cannot be put in force again."),
                         _("was added meanwhile"), err);
    if (!twins_read(store, person_twins_sql, id, twins, &persons, err))
        return false;
    return persons == 0 ||
           fail_used(store, "person", twins[0].theirs, _("%1$s %2$s: the import cannot be put in force again."),
                     _("was added meanwhile"), err);
}
