#include "place.h"
#include "gatepost/observation.h"
#include "gatepost/people.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "table.h"
#include <stdio.h>
#include <string.h>

static const char get_sql[] = PLACE_SELECT "WHERE id = :id";
static const char rev_sql[] = "SELECT rev FROM place WHERE id = :id";
static const char room_sql[] = "SELECT id FROM place WHERE building = :building AND unit = :unit AND room = :room "
                               "AND kind = 'household' AND " PLACE_COUNTS("place") " ORDER BY id LIMIT 2";
static const char estate_room_sql[] =
    "SELECT id FROM place WHERE estate = :estate AND building = :building "
    "AND unit = :unit AND room = :room AND kind = 'household' AND " PLACE_COUNTS("place");
enum place_line place_usual_line(enum place_kind kind)
{
    static const enum place_line lines[PLACE_KIND_COUNT] = {[PLACE_HOUSEHOLD] = LINE_COMMITTEE,
                                                            [PLACE_ENTERPRISE] = LINE_SAFETY,
                                                            [PLACE_SMALL] = LINE_GRID,
                                                            [PLACE_RENTED] = LINE_MIGRANT};
    return lines[kind];
}

void place_read(const struct statement *statement, struct place *place)
{
    *place = (struct place){.id = column_integer(statement, 0), .rev = column_integer(statement, 1)};
    place->kind = (enum place_kind)name_index(place_kind_names, column_text(statement, 2));
    column_copy(statement, 3, place->name, sizeof place->name);
    column_copy(statement, 4, place->estate, sizeof place->estate);
    column_copy(statement, 5, place->grid, sizeof place->grid);
    column_copy(statement, 6, place->room.building, sizeof place->room.building);
    column_copy(statement, 7, place->room.unit, sizeof place->room.unit);
    column_copy(statement, 8, place->room.number, sizeof place->room.number);
    place->occupancy = (enum occupancy)name_index(occupancy_names, column_text(statement, 9));
    column_copy(statement, 10, place->head, sizeof place->head);
    column_copy(statement, 11, place->phone, sizeof place->phone);
    place->reported_persons = (int)column_integer(statement, 12);
    column_copy(statement, 13, place->responsible, sizeof place->responsible);
    column_copy(statement, 14, place->note, sizeof place->note);
    column_copy(statement, 15, place->voided, sizeof place->voided);
    place->import_id = column_integer(statement, 16);
    place->line = column_is_null(statement, 17)
                      ? place_usual_line(place->kind)
                      : (enum place_line)name_index(place_line_names, column_text(statement, 17));
    column_copy(statement, 18, place->leader, sizeof place->leader);
    place->needs = (unsigned)column_integer(statement, 19);
    column_copy(statement, 20, place->needs_note, sizeof place->needs_note);
}

bool place_get(struct store *store, int64_t id, struct place *place, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    if (found)
        place_read(statement, place);
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("There is no household or place %lld."), (long long)id);
}

/* The tab stands below every character, so that estates stay together; named places come behind the rooms. */
void place_sort_key(const struct place *place, char *key, size_t size)
{
    char room_key[96];
    room_sort_key(&place->room, room_key);
    if (place->name[0] != '\0')
        snprintf(key, size, "%s\t~%s%s", place->estate, place->name, room_key);
    else
        snprintf(key, size, "%s\t%s", place->estate, room_key);
}

bool place_find_twin(struct store *store, const struct place *place, int64_t *id, struct err *err)
{
    static const char twin_sql[] = "SELECT id FROM place WHERE room_sort = :sort AND kind = :kind AND id <> :id "
                                   "AND " PLACE_COUNTS("place") " ORDER BY id LIMIT 1";
    char sort[PLACE_SORT_BYTES];
    place_sort_key(place, sort, sizeof sort);
    struct statement *statement = statement_take(store, twin_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "sort", sort);
    statement_text(statement, "kind", place_kind_names[place->kind]);
    statement_integer(statement, "id", place->id);
    if (!table_integer(statement, id, err))
        return false;
    return *id != 0 || err_set(err, ERR_NOT_FOUND, _("There is no such place."));
}

bool place_find_named(struct store *store, const struct place *place, int64_t *id, struct err *err)
{
    /* By its name alone where the one asked for, or the one known, says no estate or room. */
    static const char named_sql[] =
        "SELECT id FROM place WHERE name = :name AND name <> '' AND kind = :kind AND (:estate = '' OR estate = '' OR "
        "estate = :estate) AND (:room = '' OR room = '' OR (building = :building AND unit = :unit AND room = :room)) "
        "AND " PLACE_COUNTS("place") " ORDER BY id LIMIT 2";
    if (place_find_twin(store, place, id, NULL))
        return true;
    struct statement *statement = statement_take(store, named_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", place->name);
    statement_text(statement, "kind", place_kind_names[place->kind]);
    statement_text(statement, "estate", place->estate);
    statement_text(statement, "building", place->room.building);
    statement_text(statement, "unit", place->room.unit);
    statement_text(statement, "room", place->room.number);
    int count = 0;
    *id = 0;
    while (statement_row(statement))
        if (count++ == 0)
            *id = column_integer(statement, 0);
    if (!statement_done(statement, err))
        return false;
    if (count > 1)
        return err_set(err, ERR_INPUT, _("Several places are called %s: name the estate or the room."), place->name);
    return count == 1 || err_set(err, ERR_NOT_FOUND, _("There is no such place."));
}

bool place_save(struct store *store, struct place *place, struct err *err)
{
    if (place->line == LINE_NONE)
        place->line = place_usual_line(place->kind);
    bool is_usual = place->line == place_usual_line(place->kind);
    char sort[PLACE_SORT_BYTES];
    place_sort_key(place, sort, sizeof sort);
    const struct row_value values[] = {
        ROW_STR("kind", place_kind_names[place->kind]),
        ROW_STR("name", place->name),
        ROW_STR("estate", place->estate),
        ROW_STR("grid", place->grid),
        ROW_STR("building", place->room.building),
        ROW_STR("unit", place->room.unit),
        ROW_STR("room", place->room.number),
        ROW_STR("room_sort", sort),
        ROW_STR("occupancy", occupancy_names[place->occupancy]),
        ROW_STR("head", place->head),
        ROW_STR("phone", place->phone),
        ROW_INT("reported_persons", place->reported_persons),
        ROW_STR("responsible", place->responsible),
        ROW_STR("note", place->note),
        ROW_ID("import_id", place->import_id),
        ROW_STR("line", is_usual ? NULL : place_line_names[place->line]),
        ROW_STR("leader", place->leader[0] != '\0' ? place->leader : NULL),
        ROW_ID("needs", place->needs),
        ROW_STR("needs_note", place->needs_note[0] != '\0' ? place->needs_note : NULL),
    };
    bool is_new = place->id == 0;
    return table_save(store, "place", rev_sql, values, sizeof values / sizeof values[0], &place->id, &place->rev,
                      err) &&
           (is_new || observation_follow_place(store, place->id, sort, err));
}

bool place_find_room(struct store *store, const char *estate, const struct room *room, int64_t *id, struct err *err)
{
    bool any_estate = estate == NULL || estate[0] == '\0';
    struct statement *statement = statement_take(store, any_estate ? room_sql : estate_room_sql, err);
    if (statement == NULL)
        return false;
    if (!any_estate)
        statement_text(statement, "estate", estate);
    statement_text(statement, "building", room->building);
    statement_text(statement, "unit", room->unit);
    statement_text(statement, "room", room->number);
    int count = 0;
    while (statement_row(statement))
        if (count++ == 0)
            *id = column_integer(statement, 0);
    if (!statement_done(statement, err))
        return false;
    char text[56];
    room_format(room, text);
    if (count == 0)
        return err_set(err, ERR_NOT_FOUND, _("There is no household %s."), text);
    return count == 1 || err_set(err, ERR_INPUT, _("Several estates have a household %s: name the estate."), text);
}

bool place_is_ambiguous(struct store *store, const struct place *place)
{
    if (place->kind != PLACE_HOUSEHOLD)
        return false;
    struct statement *statement =
        statement_take(store,
                       "SELECT 1 FROM place WHERE building = :building AND unit = :unit AND room = :room "
                       "AND estate <> :estate AND kind = 'household' AND " PLACE_COUNTS("place") " LIMIT 1",
                       NULL);
    if (statement == NULL)
        return false;
    statement_text(statement, "building", place->room.building);
    statement_text(statement, "unit", place->room.unit);
    statement_text(statement, "room", place->room.number);
    statement_text(statement, "estate", place->estate);
    bool found = statement_row(statement);
    return statement_done(statement, NULL) && found;
}

bool place_estates(struct store *store, char names[ESTATES_MOST][64], int *count, struct err *err)
{
    struct statement *statement = statement_take(
        store, "SELECT DISTINCT estate FROM place WHERE estate <> '' AND " PLACE_COUNTS("place") " LIMIT :most", err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "most", ESTATES_MOST);
    while (*count < ESTATES_MOST && statement_row(statement))
        column_copy(statement, 0, names[(*count)++], 64);
    return statement_done(statement, err);
}

void place_label(const struct place *place, bool with_estate, char *text, size_t size)
{
    char room[56], whole[sizeof place->estate + NAME_BYTES + 2];
    room_format(&place->room, room);
    snprintf(whole, sizeof whole, "%s%s%s", with_estate ? place->estate : "",
             with_estate && place->estate[0] != '\0' ? " " : "", place->name[0] != '\0' ? place->name : room);
    text_copy(text, size, whole);
}

void place_label_read(const struct statement *statement, int column, char *text, size_t size)
{
    struct place place = {0};
    column_copy(statement, column, place.name, sizeof place.name);
    column_copy(statement, column + 1, place.room.building, sizeof place.room.building);
    column_copy(statement, column + 2, place.room.unit, sizeof place.room.unit);
    column_copy(statement, column + 3, place.room.number, sizeof place.room.number);
    place_label(&place, false, text, size);
}

bool place_label_of(struct store *store, int64_t id, char *text, size_t size)
{
    struct place place;
    if (id == 0 || !place_get(store, id, &place, NULL))
        return false;
    place_label(&place, place_is_ambiguous(store, &place), text, size);
    return true;
}
