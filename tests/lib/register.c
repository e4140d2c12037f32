#include "register.h"
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct store_file file;

static void check(bool done, const struct err *err)
{
    if (!done)
        fail_msg("%s", err->text);
}

struct store *register_open(void)
{
    words_start(NULL, "en");
    clock_fix(REGISTER_NOW);
    store_file_make(&file);
    return store_file_open(&file, "test", true);
}

struct store *register_open_again(const char *terminal)
{
    return store_file_open(&file, terminal, true);
}

void register_close(struct store *store)
{
    store_close(store);
    store_file_remove(&file);
}

void register_begin(struct store *store)
{
    struct err err = {0};
    check(store_begin(store, "test", &err), &err);
}

void register_commit(struct store *store)
{
    struct err err = {0};
    check(store_commit(store, &err), &err);
}

int64_t register_checkpoint(struct store *store, const char *name)
{
    struct err err = {0};
    struct checkpoint checkpoint = {0};
    text_copy(checkpoint.name, sizeof checkpoint.name, name);
    register_begin(store);
    check(checkpoint_save(store, &checkpoint, &err), &err);
    register_commit(store);
    return checkpoint.id;
}

int64_t register_officer(struct store *store, const char *name)
{
    struct err err = {0};
    struct officer officer = {.role = ROLE_OFFICER};
    text_copy(officer.name, sizeof officer.name, name);
    register_begin(store);
    check(officer_save(store, &officer, &err), &err);
    register_commit(store);
    return officer.id;
}

int64_t register_household(struct store *store, const char *estate, const char *room)
{
    struct err err = {0};
    struct place place = {.kind = PLACE_HOUSEHOLD};
    text_copy(place.estate, sizeof place.estate, estate);
    check(room_parse(room, &place.room, &err), &err);
    register_begin(store);
    check(place_save(store, &place, &err), &err);
    register_commit(store);
    return place.id;
}

int64_t register_person(struct store *store, const char *name, const char *phone, int64_t place_id)
{
    struct err err = {0};
    struct person person = {.kind = place_id != 0 ? PERSON_RESIDENT : PERSON_VISITOR, .place_id = place_id};
    text_copy(person.name, sizeof person.name, name);
    text_copy(person.phone, sizeof person.phone, phone);
    register_begin(store);
    check(person_save(store, &person, &err), &err);
    register_commit(store);
    return person.id;
}

int64_t register_vehicle(struct store *store, const char *plate, int64_t place_id)
{
    struct err err = {0};
    struct vehicle vehicle = {.place_id = place_id};
    text_copy(vehicle.plate, sizeof vehicle.plate, plate);
    register_begin(store);
    check(vehicle_save(store, &vehicle, &err), &err);
    register_commit(store);
    return vehicle.head.id;
}

int64_t register_crossing(struct store *store, struct crossing *crossing)
{
    struct err err = {0};
    bool alone = !store_in_transaction(store);
    if (alone)
        register_begin(store);
    check(crossing_save(store, crossing, &err), &err);
    if (alone)
        register_commit(store);
    return crossing->id;
}

void register_put(struct store *store, const struct register_rules *rules, void *record)
{
    struct err err = {0};
    check(register_save(store, rules, record, &err), &err);
}

int64_t register_observed(struct store *store, int64_t person_id, int64_t place_id, enum observation_kind kind, int day,
                          int hour)
{
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = person_id;
    observation.place_id = place_id;
    observation.kind = kind;
    observation.state = OBSERVATION_OBSERVING;
    observation.basis_day = day;
    observation.began_at = clock_day_start(day) + (int64_t)hour * 3600;
    register_put(store, &observation_rules, &observation);
    return observation.head.id;
}

int64_t register_count(struct store *store, const char *sql)
{
    struct err err = {0};
    struct statement *statement = statement_take_text(store, sql, &err);
    check(statement != NULL, &err);
    int64_t value = statement_row(statement) ? column_integer(statement, 0) : -1;
    check(statement_done(statement, &err), &err);
    return value;
}

void register_whole(struct store *store)
{
    struct buffer report = {0};
    if (!store_check(store, &report, NULL))
        fail_msg("%s", buffer_text(&report));
    buffer_release(&report);
}

void register_finds(struct store *store, const char *sql, const char *finding)
{
    struct err err = {0};
    struct buffer report = {0};
    register_begin(store);
    check(statement_run(store, sql, &err), &err);
    register_commit(store);
    assert_false(store_check(store, &report, NULL));
    if (strstr(buffer_text(&report), finding) == NULL)
        fail_msg("%s: %s", sql, buffer_text(&report));
    buffer_release(&report);
}

void register_plan(struct store *store, const char *fragment, char *plan, size_t size)
{
    struct err err = {0};
    struct buffer question = {0};
    plan[0] = '\0';
    sqlite3_stmt *at = sqlite3_next_stmt(store->db, NULL);
    while (at != NULL && strstr(sqlite3_sql(at), fragment) == NULL)
        at = sqlite3_next_stmt(store->db, at);
    if (at == NULL)
        fail_msg("nothing was asked with %s", fragment);
    buffer_format(&question, "EXPLAIN QUERY PLAN %s", sqlite3_sql(at));
    struct statement *statement = statement_take_text(store, buffer_text(&question), &err);
    buffer_release(&question);
    check(statement != NULL, &err);
    while (statement_row(statement)) {
        size_t length = strlen(plan);
        snprintf(plan + length, size - length, "%s; ", column_text(statement, 3));
    }
    check(statement_done(statement, &err), &err);
}
