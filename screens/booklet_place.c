/* The household that any record is about: what # opens. */
#include "gatepost/alarm.h"
#include "gatepost/crossing.h"
#include "gatepost/memory.h"
#include "gatepost/observation.h"
#include "gatepost/record_text.h"
#include "screens/booklet.h"
#include <stdlib.h>
#include <string.h>

static int64_t of_person(struct store *store, int64_t id)
{
    struct person person;
    return person_get(store, id, &person, NULL) ? person.place_id : 0;
}

static int64_t of_flag(struct store *store, int64_t id)
{
    struct flag flag;
    if (!flag_get(store, id, &flag, NULL))
        return 0;
    return flag.place_id ? flag.place_id : of_person(store, flag.person_id);
}

static int64_t of_crossing(struct store *store, int64_t id)
{
    struct crossing crossing;
    return crossing_get(store, id, &crossing, NULL) ? crossing.place_id : 0;
}

static int64_t of_place(struct store *store, int64_t id)
{
    (void)store;
    return id;
}

/* Rows that are kept by modules of their own. */
static const struct {
    const char *table;
    int64_t (*place)(struct store *store, int64_t id);
} own[] = {{"person", of_person}, {"flag", of_flag}, {"crossing", of_crossing}, {"place", of_place}};

static int64_t of_field(struct store *store, const struct record_field *field, const void *record)
{
    int64_t id = record_is_reference(field) ? record_integer(field, record) : 0;
    if (!id)
        return 0;
    if (field->kind == RECORD_PLACE)
        return id;
    if (field->kind == RECORD_PERSON)
        return of_person(store, id);
    return field->kind == RECORD_ROW && field->of == &observation_table
               ? booklet_place_of(store, observation_table.name, id)
               : 0;
}

int64_t booklet_place_in(struct store *store, const struct record_table *table, const void *record)
{
    int64_t place_id = 0;
    for (const struct record_field *field = table->fields; field->name && !place_id; field++)
        place_id = of_field(store, field, record);
    return place_id;
}

int64_t booklet_place_of(struct store *store, const char *table, int64_t id)
{
    const struct record_table *kept = record_table_find(table);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (!strcmp(own[i].table, table))
            return own[i].place(store, id);
    if (!kept)
        return 0;
    void *record = memory_new(1, kept->size);
    int64_t place_id = record_get(store, kept, id, record, NULL) ? booklet_place_in(store, kept, record) : 0;
    free(record);
    return place_id;
}

/* What a rule's subjects are, and those of a contradiction, which is its alarms' occasion. */
int64_t booklet_place_of_alarm(struct store *store, const struct alarm *alarm)
{
    static const struct {
        const char *name, *table;
    } abouts[] = {
        {"fever", "crossing"},        {"held", "crossing"},       {"observed_out", "crossing"},
        {"override", "crossing"},     {"curfew", "crossing"},     {"overdue", "crossing"},
        {"expected", "expected"},     {"incident", "incident"},   {"contactless", "place"},
        {"term", "observation"},      {"missed", "observation"},  {"abnormal", "reading"},
        {"unflagged", "observation"}, {"flag_left", "flag"},      {"read_on", "reading"},
        {"ahead", "reading"},         {"twice", "observation"},   {"taken", "incident"},
        {"elsewhere", "observation"}, {"vacant", "observation"},  {"helper", "pairing"},
        {"substitute", "pairing"},    {"keeper", "keeper"},       {"member", "person"},
        {"visitor", "expected"},      {"supply_over", "supply"},  {"supply_urgent", "supply"},
        {"asked_twice", "supply"},    {"asked_vacant", "supply"}, {"volunteer", "supply"},
    };
    const char *name = strcmp(alarm->rule, "contradiction") ? alarm->rule : alarm->occasion;
    for (size_t i = 0; i < sizeof abouts / sizeof abouts[0]; i++)
        if (!strcmp(abouts[i].name, name))
            return booklet_place_of(store, abouts[i].table, alarm->subject);
    return 0;
}
