#include "roster_plan_people.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "roster_act.h"
#include <stdlib.h>
#include <string.h>

enum { AROUND_DAYS = 9, ABSENCES_MOST = 400, ROOM_AT_FIRST = 32 };

void plan_people_release(struct plan_people *people)
{
    for (int i = 0; i < people->count; i++) {
        free(people->persons[i].absences);
        free(people->persons[i].shifts);
    }
    free(people->persons);
    people->persons = NULL;
    people->count = people->room = 0;
}

void plan_person_take(struct plan_person *person, const struct fit_shift *shift)
{
    int at = person->fit.shift_count++;
    if (person->fit.shift_count > person->shift_room) {
        person->shift_room = 2 * person->shift_room + ROOM_AT_FIRST;
        person->shifts = memory_resize(person->shifts, (size_t)person->shift_room, sizeof *person->shifts);
    }
    for (; at > 0 && person->shifts[at - 1].starts_at > shift->starts_at; at--)
        person->shifts[at] = person->shifts[at - 1];
    person->shifts[at] = *shift;
    person->fit.shifts = person->shifts;
}

bool plan_person_stands(const struct plan_person *person, const struct fit_shift *shift)
{
    for (int i = 0; i < person->fit.shift_count; i++)
        if (person->shifts[i].post_id == shift->post_id && person->shifts[i].starts_at == shift->starts_at)
            return true;
    return false;
}

static bool read_shifts(const struct plan_people *people, struct plan_person *person, struct err *err)
{
    int64_t from_at = clock_day_start(clock_day_add(people->first_day, -AROUND_DAYS));
    int64_t until_at = clock_day_start(clock_day_add(people->last_day, AROUND_DAYS));
    int most = ROOM_AT_FIRST, count = 0;
    struct roster_entry *entries = memory_new((size_t)most, sizeof *entries);
    bool good = false;
    while ((good = roster_read(people->store, from_at, until_at, 0, person->fit.volunteer.head.id, entries, most,
                               &count, err)) &&
           count > most)
        entries = memory_resize(entries, (size_t)(most = count), sizeof *entries);
    for (int i = 0; good && i < count; i++) {
        const struct fit_shift shift = shift_of(&entries[i].assignment);
        if (assignment_counts(&entries[i].assignment))
            plan_person_take(person, &shift);
    }
    free(entries);
    return good;
}

static bool is_valid_absence(void *context, const void *record)
{
    (void)context;
    return ((const struct absence *)record)->head.voided[0] == '\0';
}

static bool read_absences(const struct plan_people *people, struct plan_person *person, struct err *err)
{
    struct absence *absences = memory_new(ABSENCES_MOST, sizeof *absences);
    struct record_window window = {.scope = ABSENCES_ALL,
                                   .column = "volunteer_id",
                                   .value = person->fit.volunteer.head.id,
                                   .backwards = true,
                                   .keep = is_valid_absence,
                                   .rows = absences,
                                   .most = ABSENCES_MOST};
    bool good = record_window(people->store, &absence_table, &window, err);
    if (window.count > 0)
        person->absences = memory_resize(absences, (size_t)window.count, sizeof *absences);
    else
        free(absences);
    person->fit.absences = person->absences;
    person->fit.absence_count = window.count;
    return good;
}

static bool read_person(const struct plan_people *people, int64_t id, struct plan_person *person, struct err *err)
{
    struct fit_person *fit = &person->fit;
    if (!record_get(people->store, &volunteer_table, id, &fit->volunteer, err) || !read_absences(people, person, err) ||
        !read_shifts(people, person, err))
        return false;
    if (!availability_parse(fit->volunteer.available, &fit->availability, NULL))
        availability_parse("", &fit->availability, NULL);
    return true;
}

struct plan_person *plan_people_find(struct plan_people *people, int64_t volunteer_id, struct err *err)
{
    for (int i = 0; i < people->count; i++)
        if (people->persons[i].fit.volunteer.head.id == volunteer_id)
            return &people->persons[i];
    if (people->count == people->room) {
        people->room = 2 * people->room + ROOM_AT_FIRST;
        people->persons = memory_resize(people->persons, (size_t)people->room, sizeof *people->persons);
    }
    struct plan_person *person = &people->persons[people->count++];
    memset(person, 0, sizeof *person);
    return read_person(people, volunteer_id, person, err) ? person : NULL;
}
