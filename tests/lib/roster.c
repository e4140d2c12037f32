#include "roster.h"
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

void roster_put(struct store *store, const struct record_table *table, void *record)
{
    struct err err = {0};
    register_begin(store);
    if (!record_save(store, table, record, &err))
        fail_msg("%s", err.text);
    register_commit(store);
}

int64_t roster_post(struct store *store, const char *name, const char *pattern, int least, int wanted)
{
    struct post post = {.position = 1, .least = least, .wanted = wanted};
    text_copy(post.name, sizeof post.name, name);
    text_copy(post.pattern, sizeof post.pattern, pattern);
    roster_put(store, &post_table, &post);
    return post.head.id;
}

int64_t roster_volunteer(struct store *store, const char *name)
{
    struct volunteer volunteer = {.person_id = register_person(store, name, "", 0), .health = HEALTH_FIT};
    text_copy(volunteer.name, sizeof volunteer.name, name);
    roster_put(store, &volunteer_table, &volunteer);
    return volunteer.head.id;
}

int64_t roster_stand(struct store *store, int64_t post_id, int day, const char *shift, int64_t volunteer_id)
{
    struct shift_span span;
    struct err err = {0};
    if (!shift_span_parse(shift, &span, &err))
        fail_msg("%s", err.text);
    struct assignment assignment = {.post_id = post_id,
                                    .day = day,
                                    .starts_at = shift_starts_at(day, span),
                                    .ends_at = shift_ends_at(day, span),
                                    .volunteer_id = volunteer_id,
                                    .assigned_at = clock_now()};
    roster_put(store, &assignment_table, &assignment);
    return assignment.head.id;
}

int64_t roster_leave(struct store *store, int64_t volunteer_id, int first_day, int last_day)
{
    struct absence absence = {.volunteer_id = volunteer_id,
                              .from_at = clock_day_start(first_day),
                              .until_at = clock_day_start(clock_day_add(last_day, 1))};
    roster_put(store, &absence_table, &absence);
    return absence.head.id;
}

int64_t roster_closed(struct store *store, int64_t post_id, int day)
{
    struct post_closed closed = {.post_id = post_id, .day = day};
    roster_put(store, &post_closed_table, &closed);
    return closed.head.id;
}

void roster_observe(struct store *store, int64_t volunteer_id)
{
    struct err err = {0};
    struct observation observation;
    struct volunteer volunteer;
    struct person person;
    assert_true(record_get(store, &volunteer_table, volunteer_id, &volunteer, NULL));
    assert_true(person_get(store, volunteer.person_id, &person, NULL));
    person.place_id = register_household(store, "望江苑", "12-2-1203");
    register_begin(store);
    if (!person_save(store, &person, &err))
        fail_msg("%s", err.text);
    register_commit(store);
    register_new(&observation_rules, &observation);
    observation.person_id = volunteer.person_id;
    observation.state = OBSERVATION_OBSERVING;
    observation.basis_day = clock_day(clock_now());
    observation.began_at = clock_now() - 3600;
    register_put(store, &observation_rules, &observation);
}
