/* Who could take a shift, the best first: everything that the rules ask is read at once, then judged without reading,
 * so that the list is there in one frame. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "roster_act.h"
#include <stdlib.h>
#include <string.h>

enum {
    SHIFTS_AT_FIRST = 8192,
    ABSENCES_MOST = 1000,
    CALLS_MOST = 400,
    CLOSED_MOST = 400,
    DAYS_AROUND = 2,  /* what rest and cap look at; beside the week of the shift */
    DAYS_BEFORE = 28, /* whose nights are counted */
};

struct knowledge {
    const struct fit_shift *shift;
    struct fit_rules rules;
    struct post post;
    bool closed;
    struct roster_history *people;
    int people_count;
    int64_t *whose; /* of each shift: the volunteer */
    struct fit_shift *shifts;
    int shift_count;
    struct absence *absences;
    int absence_count;
    struct call_out *calls; /* oldest first */
    int call_count;
    struct roster_entry *cell; /* everybody of the shift, in all states */
    int cell_count;
};

static void knowledge_release(struct knowledge *known)
{
    free(known->people);
    free(known->whose);
    free(known->shifts);
    free(known->absences);
    free(known->calls);
    free(known->cell);
}

/* ---- read ---- */

static int at_most(int count, int most)
{
    return count < most ? count : most;
}

static bool read_shift_rows(struct store *store, int64_t from_at, int64_t until_at, struct roster_shift **rows,
                            int *count, struct err *err)
{
    int room = SHIFTS_AT_FIRST;
    *rows = memory_resize(NULL, (size_t)room, sizeof **rows);
    if (!roster_shifts(store, from_at, until_at, *rows, room, count, err))
        return false;
    if (*count <= room)
        return true;
    room = *count;
    *rows = memory_resize(*rows, (size_t)room, sizeof **rows);
    if (!roster_shifts(store, from_at, until_at, *rows, room, count, err))
        return false;
    *count = at_most(*count, room);
    return true;
}

static bool read_shifts(struct store *store, struct knowledge *known, struct err *err)
{
    struct roster_shift *rows = NULL;
    int day = known->shift->day, monday = week_first_day(day);
    int first_day = clock_day_add(day, -DAYS_AROUND), last_day = clock_day_add(day, DAYS_AROUND);
    int sunday = clock_day_add(monday, 6);
    int64_t from_at = clock_day_start(first_day < monday ? first_day : monday);
    int64_t until_at = clock_day_start(clock_day_add(last_day > sunday ? last_day : sunday, 1));
    bool good = read_shift_rows(store, from_at, until_at, &rows, &known->shift_count, err);
    known->whose = memory_new((size_t)known->shift_count + 1, sizeof *known->whose);
    known->shifts = memory_new((size_t)known->shift_count + 1, sizeof *known->shifts);
    for (int i = 0; good && i < known->shift_count; i++) {
        known->whose[i] = rows[i].volunteer_id;
        known->shifts[i] = (struct fit_shift){.id = rows[i].id,
                                              .post_id = rows[i].post_id,
                                              .starts_at = rows[i].starts_at,
                                              .ends_at = rows[i].ends_at,
                                              .day = rows[i].day};
    }
    free(rows);
    return good;
}

static bool read_closed(struct store *store, struct knowledge *known, struct err *err)
{
    struct post_closed *closed = memory_new(CLOSED_MOST, sizeof *closed);
    int count = 0;
    bool good = post_closed_list(store, known->shift->day, known->shift->day, closed, CLOSED_MOST, &count, err);
    known->closed = good && shift_fit_closed(&known->post, known->shift->day, closed, count);
    free(closed);
    return good;
}

static bool read_people(struct store *store, struct knowledge *known, struct err *err)
{
    int day = known->shift->day;
    known->people = memory_resize(NULL, CANDIDATES, sizeof *known->people);
    known->absences = memory_resize(NULL, ABSENCES_MOST, sizeof *known->absences);
    known->calls = memory_resize(NULL, CALLS_MOST, sizeof *known->calls);
    known->cell = memory_resize(NULL, CELL_MOST, sizeof *known->cell);
    if (!roster_histories(store, clock_day_add(day, -DAYS_BEFORE), clock_day_add(day, -1), known->people, CANDIDATES,
                          &known->people_count, err) ||
        !roster_absences(store, known->shift->starts_at, known->shift->ends_at, known->absences, ABSENCES_MOST,
                         &known->absence_count, err) ||
        !call_out_list(store, known->shift->post_id, known->shift->starts_at, known->calls, CALLS_MOST,
                       &known->call_count, err) ||
        !roster_cell(store, known->shift->post_id, known->shift->starts_at, known->cell, &known->cell_count, err))
        return false;
    known->people_count = at_most(known->people_count, CANDIDATES);
    known->absence_count = at_most(known->absence_count, ABSENCES_MOST);
    known->call_count = at_most(known->call_count, CALLS_MOST);
    known->cell_count = at_most(known->cell_count, CELL_MOST);
    return true;
}

static bool read_all(struct store *store, struct knowledge *known, struct err *err)
{
    fit_rules_read(store, &known->rules);
    return record_get(store, &post_table, known->shift->post_id, &known->post, err) && read_closed(store, known, err) &&
           read_people(store, known, err) && read_shifts(store, known, err);
}

/* ---- one of them ---- */

/* The rows of one volunteer in an array sorted by volunteer. */
static int first_shift(const struct knowledge *known, int64_t volunteer_id)
{
    int low = 0, high = known->shift_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (known->whose[middle] < volunteer_id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void know_person(const struct knowledge *known, const struct volunteer *volunteer, struct fit_person *person)
{
    *person = (struct fit_person){.volunteer = *volunteer};
    if (!availability_parse(volunteer->available, &person->availability, NULL))
        availability_parse("", &person->availability, NULL);
    int first = first_shift(known, volunteer->head.id);
    person->shifts = known->shifts + first;
    while (first + person->shift_count < known->shift_count &&
           known->whose[first + person->shift_count] == volunteer->head.id)
        person->shift_count++;
    for (int i = 0; i < known->absence_count; i++)
        if (known->absences[i].volunteer_id == volunteer->head.id) {
            person->absences = person->absences != NULL ? person->absences : &known->absences[i];
            person->absence_count++;
        }
}

static void count_week(const struct knowledge *known, const struct fit_person *person,
                       struct roster_candidate *candidate)
{
    int first = week_first_day(known->shift->day), behind = clock_day_add(first, 7);
    for (int i = 0; i < person->shift_count; i++) {
        const struct fit_shift *shift = &person->shifts[i];
        if (shift->day < first || shift->day >= behind || (shift->id != 0 && shift->id == known->shift->id))
            continue;
        candidate->week_shifts++;
        candidate->week_minutes += (int)((shift->ends_at - shift->starts_at) / 60);
    }
}

static bool lives_near(const struct post *post, const struct roster_history *row)
{
    if (post->estate[0] == '\0')
        return false;
    return strcmp(row->estate, post->estate) == 0 ||
           (row->estate[0] == '\0' && strncmp(row->volunteer.building, post->estate, strlen(post->estate)) == 0);
}

static void name_call(struct store *store, const struct knowledge *known, struct roster_candidate *candidate)
{
    struct officer officer = {0};
    for (int i = 0; i < known->call_count; i++)
        if (known->calls[i].volunteer_id == candidate->volunteer.head.id)
            candidate->call = known->calls[i];
    if (candidate->call.officer_id != 0 && officer_get(store, candidate->call.officer_id, &officer, NULL))
        text_copy(candidate->caller, sizeof candidate->caller, officer.name);
}

static void judge(struct store *store, const struct knowledge *known, const struct roster_history *row,
                  struct roster_candidate *candidate)
{
    struct fit_person person;
    know_person(known, &row->volunteer, &person);
    *candidate = (struct roster_candidate){.volunteer = row->volunteer,
                                           .night_minutes = row->night_minutes,
                                           .near = lives_near(&known->post, row),
                                           .first_time = !row->stood};
    shift_fit_judge(&known->rules, &person, &known->post, known->closed, known->shift, &candidate->fit);
    count_week(known, &person, candidate);
    name_call(store, known, candidate);
}

/* ---- ranked ---- */

/* Said no when rung for it, or was on it and does not come: asked last. */
static bool has_declined(const struct knowledge *known, const struct roster_candidate *candidate)
{
    for (int i = 0; i < known->cell_count; i++)
        if (known->cell[i].assignment.volunteer_id == candidate->volunteer.head.id &&
            !assignment_counts(&known->cell[i].assignment))
            return true;
    return candidate->call.head.id != 0 && candidate->call.result == CALL_NO;
}

static int standing(const struct roster_candidate *candidate)
{
    if (shift_fit_forbidden(&candidate->fit))
        return 3;
    if (candidate->fit.bars != 0)
        return (candidate->fit.bars & (1u << BAR_REST | 1u << BAR_CAP)) != 0 ? 2 : 1;
    return 0;
}

static int compare(const void *left, const void *right)
{
    const struct roster_candidate *one = *(const struct roster_candidate *const *)left;
    const struct roster_candidate *other = *(const struct roster_candidate *const *)right;
    int difference = standing(one) - standing(other);
    if (difference == 0)
        difference = one->declined - other->declined;
    if (difference == 0)
        difference = (one->week_minutes > other->week_minutes) - (one->week_minutes < other->week_minutes);
    if (difference == 0)
        difference = other->near - one->near;
    if (difference == 0)
        difference = strcmp(one->volunteer.name, other->volunteer.name);
    return difference != 0 ? difference
                           : (one->volunteer.head.id > other->volunteer.head.id) -
                                 (one->volunteer.head.id < other->volunteer.head.id);
}

static void rank(struct store *store, const struct knowledge *known, const char *word, bool only_free,
                 struct roster_candidate *candidates, int most, int *count)
{
    struct roster_candidate *all = memory_resize(NULL, CANDIDATES, sizeof *all);
    const struct roster_candidate **order = memory_resize(NULL, CANDIDATES, sizeof *order);
    int found = 0;
    for (int i = 0; i < known->people_count; i++) {
        const struct roster_history *row = &known->people[i];
        if (word != NULL && word[0] != '\0' && !search_matches(store, SEARCH_PERSON, row->volunteer.person_id, word))
            continue;
        judge(store, known, row, &all[found]);
        all[found].declined = has_declined(known, &all[found]);
        if (only_free && all[found].fit.bars != 0)
            continue;
        order[found] = &all[found];
        found++;
    }
    qsort(order, (size_t)found, sizeof *order, compare);
    for (*count = 0; *count < found && *count < most; (*count)++)
        candidates[*count] = *order[*count];
    free(order);
    free(all);
}

bool roster_candidates(struct store *store, const struct fit_shift *shift, const char *word, bool only_free,
                       struct roster_candidate *candidates, int most, int *count, struct err *err)
{
    struct knowledge known = {.shift = shift};
    *count = 0;
    bool good = read_all(store, &known, err);
    if (good)
        rank(store, &known, word, only_free, candidates, most, count);
    knowledge_release(&known);
    return good;
}
