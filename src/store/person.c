#include "person.h"
#include "gatepost/people.h"
#include "gatepost/words.h"
#include "table.h"
#include <string.h>

static const char get_sql[] = PERSON_SELECT "WHERE p.id = :id";
static const char rev_sql[] = "SELECT rev FROM person WHERE id = :id";
static const char place_sql[] =
    PERSON_SELECT "WHERE p.place_id = :place AND " PERSON_COUNTS("p") " ORDER BY p.id LIMIT :most";

void person_read(const struct statement *statement, struct person *person)
{
    *person = (struct person){.id = column_integer(statement, 0), .rev = column_integer(statement, 1)};
    column_copy(statement, 2, person->name, sizeof person->name);
    person->kind = (enum person_kind)name_index(person_kind_names, column_text(statement, 3));
    person->place_id = column_integer(statement, 4);
    column_copy(statement, 5, person->phone, sizeof person->phone);
    column_copy(statement, 6, person->phone2, sizeof person->phone2);
    person->id_type = (enum id_type)column_integer(statement, 7);
    column_copy(statement, 8, person->id_number, sizeof person->id_number);
    person->sex = column_text(statement, 9)[0];
    person->birth_day = (int)column_integer(statement, 10);
    column_copy(statement, 11, person->note, sizeof person->note);
    person->merged_into = column_integer(statement, 12);
    column_copy(statement, 13, person->voided, sizeof person->voided);
    person->import_id = column_integer(statement, 14);
    place_label_read(statement, 15, person->place_label, sizeof person->place_label);
}

bool person_get(struct store *store, int64_t id, struct person *person, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    if (found)
        person_read(statement, person);
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("There is no person %lld."), (long long)id);
}

bool person_save(struct store *store, struct person *person, struct err *err)
{
    const char sex[2] = {person->sex, '\0'};
    const struct row_value values[] = {
        ROW_STR("name", person->name),           ROW_STR("kind", person_kind_names[person->kind]),
        ROW_ID("place_id", person->place_id),    ROW_STR("phone", person->phone),
        ROW_STR("phone2", person->phone2),       ROW_INT("id_type", person->id_type),
        ROW_STR("id_number", person->id_number), ROW_STR("sex", sex),
        ROW_INT("birth_day", person->birth_day), ROW_STR("note", person->note),
        ROW_ID("import_id", person->import_id),
    };
    return table_save(store, "person", rev_sql, values, sizeof values / sizeof values[0], &person->id, &person->rev,
                      err);
}

bool person_of_place(struct store *store, int64_t place_id, struct person *persons, int most, int *count,
                     struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, place_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place", place_id);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        person_read(statement, &persons[(*count)++]);
    return statement_done(statement, err);
}

static const char id_number_sql[] = "SELECT id FROM person WHERE id_number = :id_number AND id_number <> '' "
                                    "AND " PERSON_COUNTS("person") " ORDER BY id LIMIT 1";
/* Families share numbers: where a name is known it must be the same. */
static const char phone_sql[] = "SELECT id FROM person WHERE phone = :phone AND phone <> '' "
                                "AND (:name = '' OR name = :name) AND " PERSON_COUNTS("person") " ORDER BY id LIMIT 1";
static const char phone2_sql[] = "SELECT id FROM person WHERE phone2 = :phone AND phone2 <> '' "
                                 "AND (:name = '' OR name = :name) AND " PERSON_COUNTS("person") " ORDER BY id LIMIT 1";
static const char name_place_sql[] = "SELECT id FROM person WHERE place_id = :place AND name = :name "
                                     "AND " PERSON_COUNTS("person") " ORDER BY id LIMIT 1";

static bool find_by_phone(struct store *store, const char *sql, const char *phone, const char *name, int64_t *id,
                          struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "phone", phone);
    statement_text(statement, "name", name);
    return table_integer(statement, id, err);
}

static bool find_by_id_number(struct store *store, const char *id_number, int64_t *id, struct err *err)
{
    struct statement *statement = statement_take(store, id_number_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "id_number", id_number);
    return table_integer(statement, id, err);
}

static bool find_by_name(struct store *store, const char *name, int64_t place_id, int64_t *id, struct err *err)
{
    struct statement *statement = statement_take(store, name_place_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place", place_id);
    statement_text(statement, "name", name);
    return table_integer(statement, id, err);
}

bool person_find(struct store *store, const char *id_number, const char *phone, const char *name, int64_t place_id,
                 int64_t *id, struct err *err)
{
    bool has_phone = phone != NULL && phone[0] != '\0', has_name = name != NULL && name[0] != '\0';
    *id = 0;
    if (id_number != NULL && id_number[0] != '\0' && !find_by_id_number(store, id_number, id, err))
        return false;
    if (*id == 0 && has_phone &&
        !(find_by_phone(store, phone_sql, phone, has_name ? name : "", id, err) &&
          (*id != 0 || find_by_phone(store, phone2_sql, phone, has_name ? name : "", id, err))))
        return false;
    if (*id == 0 && has_name && place_id != 0 && !find_by_name(store, name, place_id, id, err))
        return false;
    return *id != 0 || err_set(err, ERR_NOT_FOUND, _("There is no such person in the register."));
}

static const char in_room_sql[] =
    "SELECT p.id FROM place l JOIN person p ON p.place_id = l.id WHERE l.building = :building AND l.unit = :unit "
    "AND l.room = :room AND l.kind = 'household' AND " PLACE_COUNTS("l") " AND p.name = :name AND " PERSON_COUNTS(
        "p") " ORDER BY p.id LIMIT 2";

bool person_find_in_room(struct store *store, const struct room *room, const char *name, int64_t *id, struct err *err)
{
    struct statement *statement = statement_take(store, in_room_sql, err);
    int count = 0;
    *id = 0;
    if (statement == NULL)
        return false;
    statement_text(statement, "building", room->building);
    statement_text(statement, "unit", room->unit);
    statement_text(statement, "room", room->number);
    statement_text(statement, "name", name);
    for (; statement_row(statement); count++)
        *id = count == 0 ? column_integer(statement, 0) : *id;
    if (!statement_done(statement, err))
        return false;
    if (count == 0)
        return err_set(err, ERR_NOT_FOUND, _("There is no such person in the register."));
    return count == 1 || err_set(err, ERR_INPUT, _("Several estates have this room: name the estate."));
}
