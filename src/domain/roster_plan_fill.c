/* The fair fill of a week: the gaps of the grid and the volunteers made numbers, the answer made rows. */
#include "roster_plan_fill.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/roster_fill.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <limits.h>
#include <stdlib.h>

enum { WEEK = 7, AROUND_DAYS = 9, ROOM_AT_FIRST = 1024, EVENING_HOUR = 14, HOUR_S = 3600 };

struct gap { /* a cell of the grid that can be filled */
    int row, day;
};
struct filler {
    struct store *store;
    struct roster_plan *plan;
    struct err *err;
    int first_day;
    int64_t now;
    struct fit_rules rules;
    struct roster_week week;
    struct plan_people people;
    struct absence *absences;
    struct roster_shift *stands; /* by volunteer */
    int stand_count;
    struct gap *gaps;
    struct fill_problem problem; /* what its pointers point to is the filler's: */
    struct fill_shift *shifts;
    struct fill_person *persons;
    struct fill_span *spans; /* of all persons */
    bool *may;
    signed char *likes;
};

static void filler_release(struct filler *filler)
{
    roster_week_release(&filler->week);
    plan_people_release(&filler->people);
    free(filler->absences);
    free(filler->stands);
    free(filler->gaps);
    free(filler->shifts);
    free(filler->persons);
    free(filler->spans);
    free(filler->may);
    free(filler->likes);
}

/* ---- read ---- */

/* Once more with room for all when there are more than expected. */
static bool read_volunteers(struct filler *filler)
{
    int room = ROOM_AT_FIRST, count = 0;
    struct roster_history *rows = memory_new((size_t)room, sizeof *rows);
    bool good = roster_histories(filler->store, filler->first_day, filler->first_day, rows, room, &count, filler->err);
    if (good && count > room) {
        rows = memory_resize(rows, (size_t)count, sizeof *rows);
        room = count;
        good = roster_histories(filler->store, filler->first_day, filler->first_day, rows, room, &count, filler->err);
    }
    filler->people.persons = memory_new((size_t)count + 1, sizeof *filler->people.persons);
    for (int i = 0; good && i < count && i < room; i++) {
        struct fit_person *fit = &filler->people.persons[filler->people.count++].fit;
        fit->volunteer = rows[i].volunteer;
        if (!availability_parse(fit->volunteer.available, &fit->availability, NULL))
            availability_parse("", &fit->availability, NULL);
    }
    free(rows);
    return good;
}

static bool read_stands(struct filler *filler)
{
    const int64_t from_at = clock_day_start(clock_day_add(filler->first_day, -AROUND_DAYS));
    const int64_t until_at = clock_day_start(clock_day_add(filler->first_day, WEEK + AROUND_DAYS));
    int room = ROOM_AT_FIRST, count = 0;
    bool good = false;
    for (int i = 0; i < 2; i++) {
        filler->stands = memory_resize(filler->stands, (size_t)room, sizeof *filler->stands);
        good = roster_shifts(filler->store, from_at, until_at, filler->stands, room, &count, filler->err);
        if (!good || count <= room)
            break;
        room = count;
    }
    filler->stand_count = count < room ? count : room;
    return good;
}

/* Each person gets a range of what was read by volunteer. */
static bool read_absences(struct filler *filler)
{
    const int64_t from_at = clock_day_start(filler->first_day);
    const int64_t until_at = clock_day_start(clock_day_add(filler->first_day, WEEK + 1));
    int room = ROOM_AT_FIRST, count = 0;
    bool good = false;
    for (int i = 0; i < 2; i++) {
        filler->absences = memory_resize(filler->absences, (size_t)room, sizeof *filler->absences);
        good = roster_absences(filler->store, from_at, until_at, filler->absences, room, &count, filler->err);
        if (!good || count <= room)
            break;
        room = count;
    }
    for (int i = 0; good && i < filler->people.count; i++) {
        struct fit_person *fit = &filler->people.persons[i].fit;
        for (int k = 0; k < count && k < room; k++)
            if (filler->absences[k].volunteer_id == fit->volunteer.head.id && fit->absence_count++ == 0)
                fit->absences = &filler->absences[k];
    }
    return good;
}

static bool read_all(struct filler *filler)
{
    if (!store_read_begin(filler->store, filler->err))
        return false;
    fit_rules_read(filler->store, &filler->rules);
    const bool good = roster_week_read(filler->store, filler->first_day, filler->now, &filler->week, filler->err) &&
                      read_volunteers(filler) && read_stands(filler) && read_absences(filler);
    store_read_end(filler->store);
    return good;
}

static void give_stands(struct filler *filler)
{
    for (int i = 0; i < filler->people.count; i++) {
        struct plan_person *person = &filler->people.persons[i];
        for (int k = 0; k < filler->stand_count; k++) {
            const struct roster_shift *stand = &filler->stands[k];
            const struct fit_shift shift = {stand->id, stand->post_id, stand->starts_at, stand->ends_at, stand->day};
            if (stand->volunteer_id == person->fit.volunteer.head.id)
                plan_person_take(person, &shift);
        }
    }
}

/* ---- made numbers ---- */

static int night_minutes(const struct filler *filler, int64_t from_at, int64_t until_at)
{
    return shift_night_minutes(from_at, until_at, filler->rules.night_from, filler->rules.night_until);
}

static void add_gap(struct filler *filler, int row, int day)
{
    const struct roster_cell *cell = &filler->week.rows[row].cells[day];
    const int sure = roster_cell_sure(cell), least = cell->least - sure, wanted = cell->wanted - sure;
    if (!cell->manned || cell->starts_at <= filler->now || wanted <= 0)
        return;
    const int at = filler->problem.shift_count++;
    filler->gaps[at] = (struct gap){row, day};
    filler->shifts[at] = (struct fill_shift){.span = {cell->starts_at, cell->ends_at},
                                             .missing_least = least > 0 ? least : 0,
                                             .missing_wanted = wanted,
                                             .minutes = (int)((cell->ends_at - cell->starts_at) / 60),
                                             .night_minutes = night_minutes(filler, cell->starts_at, cell->ends_at)};
}

static void make_shifts(struct filler *filler)
{
    const size_t cells = (size_t)filler->week.row_count * WEEK + 1;
    filler->gaps = memory_new(cells, sizeof *filler->gaps);
    filler->shifts = memory_new(cells, sizeof *filler->shifts);
    for (int day = 0; day < WEEK; day++)
        for (int row = 0; row < filler->week.row_count; row++)
            add_gap(filler, row, day);
}

/* Hours of this week, nights of this one and the one before, what is left of the shifts they want. */
static void count_stands(const struct filler *filler, const struct plan_person *known, struct fill_person *person)
{
    const int last_day = clock_day_add(filler->first_day, WEEK - 1), before = clock_day_add(filler->first_day, -WEEK);
    const int most = known->fit.volunteer.shifts_most;
    int shifts = 0;
    for (int i = 0; i < known->fit.shift_count; i++) {
        const struct fit_shift *shift = &known->fit.shifts[i];
        if (shift->day < before || shift->day > last_day)
            continue;
        person->base_nights += night_minutes(filler, shift->starts_at, shift->ends_at);
        if (shift->day >= filler->first_day) {
            person->base_minutes += (int)((shift->ends_at - shift->starts_at) / 60);
            shifts++;
        }
    }
    person->shifts_most = most == 0 ? INT_MAX : most > shifts ? most - shifts : 0;
}

static void make_persons(struct filler *filler)
{
    struct fill_span *span = filler->spans = memory_new((size_t)filler->stand_count + 1, sizeof *filler->spans);
    filler->persons = memory_new((size_t)filler->people.count + 1, sizeof *filler->persons);
    for (int i = 0; i < filler->people.count; i++) {
        const struct plan_person *known = &filler->people.persons[i];
        struct fill_person *person = &filler->persons[i];
        count_stands(filler, known, person);
        person->stands = span;
        person->stand_count = known->fit.shift_count;
        for (int k = 0; k < known->fit.shift_count; k++)
            *span++ = (struct fill_span){known->fit.shifts[k].starts_at, known->fit.shifts[k].ends_at};
    }
}

/* Somebody who asked for a part of the day would rather not stand in another. Nights alone are wished for besides: they
 * weigh on whoever has them, so that without a wish nobody would get more than the others. */
static signed char like_of(enum volunteer_wish wish, int day, const struct fill_shift *shift)
{
    const bool night = 2 * shift->night_minutes > shift->minutes;
    const bool evening = !night && shift->span.starts_at >= clock_day_start(day) + EVENING_HOUR * HOUR_S;
    switch (wish) {
    case WISH_DAY:
        return night || evening ? -1 : 0;
    case WISH_EVENING:
        return evening ? 0 : -1;
    case WISH_NIGHT:
        return night ? 1 : -1;
    case WISH_NO_NIGHT:
        return night ? -1 : 0;
    case WISH_ANY:
        break;
    }
    return 0;
}

static void make_edges(struct filler *filler)
{
    const int shifts = filler->problem.shift_count;
    const size_t edges = (size_t)filler->people.count * (size_t)shifts + 1;
    filler->may = memory_new(edges, sizeof *filler->may);
    filler->likes = memory_new(edges, sizeof *filler->likes);
    for (int person = 0; person < filler->people.count; person++)
        for (int i = 0; i < shifts; i++) {
            const struct fit_person *fit = &filler->people.persons[person].fit;
            const struct fit_shift shift = roster_cell_shift(&filler->week, filler->gaps[i].row, filler->gaps[i].day);
            const struct post *post = &filler->week.posts[filler->week.rows[filler->gaps[i].row].post];
            const size_t at = (size_t)person * (size_t)shifts + (size_t)i;
            struct shift_fit judged;
            shift_fit_judge(&filler->rules, fit, post, false, &shift, &judged);
            filler->may[at] = judged.bars == 0;
            filler->likes[at] = like_of(fit->volunteer.wish, shift.day, &filler->shifts[i]);
        }
}

static void make_problem(struct filler *filler)
{
    give_stands(filler);
    make_shifts(filler);
    make_persons(filler);
    make_edges(filler);
    filler->problem.shifts = filler->shifts;
    filler->problem.persons = filler->persons;
    filler->problem.person_count = filler->people.count;
    filler->problem.may = filler->may;
    filler->problem.likes = filler->likes;
    filler->problem.rest_minutes = filler->rules.rest_minutes;
    filler->problem.cap_minutes = filler->rules.cap_minutes;
}

/* ---- made rows ---- */

static const struct post *post_of(const struct filler *filler, const struct gap *gap)
{
    return &filler->week.posts[filler->week.rows[gap->row].post];
}

static void add_row(struct filler *filler, const struct gap *gap, int person)
{
    struct plan_person *known = &filler->people.persons[person];
    struct roster_planned *row = roster_plan_add_row(filler->plan);
    row->shift = roster_cell_shift(&filler->week, gap->row, gap->day);
    row->volunteer_id = known->fit.volunteer.head.id;
    text_copy(row->name, sizeof row->name, known->fit.volunteer.name);
    text_copy(row->post, sizeof row->post, post_of(filler, gap)->name);
    row->chosen = true;
    plan_person_take(known, &row->shift);
}

static void add_rows(struct filler *filler, const struct fill_answer *answer)
{
    for (int i = 0; i < filler->problem.shift_count; i++)
        for (int place = answer->first_place[i]; place < answer->first_place[i + 1]; place++)
            if (answer->person_of[place] >= 0)
                add_row(filler, &filler->gaps[i], answer->person_of[place]);
}

static void add_open(struct filler *filler, const struct fill_answer *answer)
{
    for (int i = 0; i < filler->problem.shift_count; i++) {
        int missing = filler->shifts[i].missing_least;
        for (int place = answer->first_place[i]; place < answer->first_place[i + 1]; place++)
            missing -= answer->person_of[place] >= 0;
        if (missing <= 0)
            continue;
        const struct post *post = post_of(filler, &filler->gaps[i]);
        struct roster_left_open *open = roster_plan_add_open(filler->plan);
        open->shift = roster_cell_shift(&filler->week, filler->gaps[i].row, filler->gaps[i].day);
        open->missing = missing;
        text_copy(open->post, sizeof open->post, post->name);
        fill_explain(&filler->rules, filler->people.persons, filler->people.count, post, &open->shift, open->why);
    }
}

bool roster_plan_fill(struct store *store, int first_day, int64_t now, bool (*go_on)(void *context), void *context,
                      struct roster_plan *plan, struct err *err)
{
    struct filler filler = {
        .store = store, .plan = plan, .err = err, .first_day = week_first_day(first_day), .now = now};
    struct fill_answer answer = {0};
    *plan = (struct roster_plan){.kind = PLAN_FILL};
    bool good = read_all(&filler);
    if (good) {
        make_problem(&filler);
        good = roster_fill(&filler.problem, go_on, context, &answer) ||
               err_set(err, ERR_CANCELLED, _("Stopped. Nothing was planned."));
    }
    if (good) {
        add_rows(&filler, &answer);
        add_open(&filler, &answer);
    }
    fill_answer_release(&answer);
    filler_release(&filler);
    return good;
}
