/* Who is out or inside, longest first: a keyset window over the partial indexes of presence, two of them merged for
 * those inside. */
#include "gatepost/clock.h"
#include "gatepost/presence.h"
#include "search_key.h"
#include "table.h"

/* The conditions of the indexes in schema/007_presence.sql, word for word. */
#define OUT "x.direction = 'out' AND x.class IN ('resident', 'tenant')"
#define STAYS "x.direction = 'in' AND x.class IN ('visitor', 'courier')"
#define STAFF "x.direction = 'in' AND (x.class = 'service' OR x.class = 'official' OR x.class = 'emergency')"
#define ROWS(side, beyond)                                                                                        \
    "SELECT x.at, x.person_id, x.crossing_id, x.class, c.place_id, p.name, p.phone, k.name, " PLACE_LABEL_COLUMNS \
    " FROM presence x JOIN person p ON p.id = x.person_id JOIN crossing c ON c.id = x.crossing_id "               \
    "LEFT JOIN checkpoint k ON k.id = c.checkpoint_id LEFT JOIN place l ON l.id = c.place_id "                    \
    "WHERE " side " AND (x.at, x.person_id) " beyond " (:at, :person) AND " PERSON_COUNTS("p")
#define ORDER(order) " ORDER BY 1 " order ", 2 " order
#define INSIDE(beyond) ROWS(STAYS, beyond) " UNION ALL " ROWS(STAFF, beyond)

static const char *const windows[PRESENCE_SIDES][2] = {
    [PRESENCE_OUT] = {ROWS(OUT, "<") ORDER("DESC"), ROWS(OUT, ">") ORDER("ASC")},
    [PRESENCE_INSIDE] = {INSIDE("<") ORDER("DESC"), INSIDE(">") ORDER("ASC")},
};
#define LONG(side)                                                             \
    "SELECT 1 FROM presence x JOIN person p ON p.id = x.person_id WHERE " side \
    " AND x.at < :before AND " PERSON_COUNTS("p")
#define COUNTED(rows) "SELECT COUNT(*) FROM (" rows " LIMIT :most)"
static const char *const since[PRESENCE_SIDES] = {
    [PRESENCE_OUT] = COUNTED(LONG(OUT)), [PRESENCE_INSIDE] = COUNTED(LONG(STAYS) " UNION ALL " LONG(STAFF))};

static void row_read(const struct statement *statement, struct presence_row *row)
{
    *row = (struct presence_row){.at = column_integer(statement, 0),
                                 .person_id = column_integer(statement, 1),
                                 .crossing_id = column_integer(statement, 2),
                                 .class = (enum crossing_class)name_index(class_names, column_text(statement, 3)),
                                 .place_id = column_integer(statement, 4)};
    column_copy(statement, 5, row->name, sizeof row->name);
    column_copy(statement, 6, row->phone, sizeof row->phone);
    column_copy(statement, 7, row->checkpoint_name, sizeof row->checkpoint_name);
    place_label_read(statement, 8, row->place_label, sizeof row->place_label);
}

static bool is_meant(struct store *store, const struct statement *statement, const char *key)
{
    int64_t place_id = column_integer(statement, 4);
    return key[0] == '\0' || search_matches_key(store, SEARCH_PERSON, column_integer(statement, 1), key) ||
           (place_id != 0 && search_matches_key(store, SEARCH_PLACE, place_id, key));
}

static void walk(struct store *store, struct statement *statement, const char *key, struct presence_window *window)
{
    int64_t end = clock_real_ms() + window->budget_ms;
    while (window->count < window->most) {
        if (!statement_row(statement)) {
            window->finished = true;
            return;
        }
        window->reached = (struct presence_place){column_integer(statement, 0), column_integer(statement, 1)};
        if (is_meant(store, statement, key))
            row_read(statement, &window->rows[window->count++]);
        if (window->budget_ms > 0 && clock_real_ms() > end)
            return;
    }
}

bool presence_window(struct store *store, struct presence_window *window, struct err *err)
{
    static const struct presence_place first = {INT64_MIN, 0}, last = {INT64_MAX, 0};
    const struct presence_place *anchor = window->anchor != NULL ? window->anchor : window->later ? &first : &last;
    char key[SEARCH_KEY_BYTES];
    window->count = 0;
    window->finished = false;
    window->reached = *anchor;
    if (!search_fold_key(window->word == NULL ? "" : window->word, key)) {
        window->finished = true;
        return true;
    }
    struct statement *statement = statement_take(store, windows[window->side][window->later], err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "at", anchor->at);
    statement_integer(statement, "person", anchor->person_id);
    walk(store, statement, key, window);
    return statement_done(statement, err);
}

bool presence_since(struct store *store, enum presence_side side, int64_t before, int most, int *count, struct err *err)
{
    int64_t found = 0;
    struct statement *statement = statement_take(store, since[side], err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "before", before);
    statement_integer(statement, "most", most);
    if (!table_integer(statement, &found, err))
        return false;
    *count = (int)found;
    return true;
}
