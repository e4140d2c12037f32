/* Plans that repeat what was planned before: a week, a pattern of days, a cell. A day at a time: who stood on the day
 * before it in the pattern is put onto it and judged with what the plan has given them so far. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/roster_plan.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "roster_act.h"
#include "roster_plan_people.h"
#include "roster_plan_put.h"
#include <stdlib.h>
#include <string.h>

enum { CLOSED_MOST = 2048, ENTRIES_AT_FIRST = 64, CELLS_A_DAY = POSTS_MOST * SHIFTS_A_DAY, WEEK = 7 };

struct plan_cell { /* manned and not over, of the day that is planned */
    struct fit_shift shift;
    const struct post *post;
    int sure;   /* who holds a place, and rows that are chosen */
    int copied; /* who stood there in the pattern */
};
struct planner {
    struct store *store;
    struct roster_plan *plan;
    struct err *err;
    int64_t now, post_id; /* post_id 0: all */
    int day;              /* whose cells these are */
    struct fit_rules rules;
    struct plan_people people;
    struct post *posts;
    struct post_closed *closed;
    int post_count, closed_count;
    struct plan_cell *cells;
    int cell_count;
    struct roster_entry *entries; /* of one day */
    int entry_room, entry_count;
};

static bool planner_start(struct planner *planner, int first_day, int last_day)
{
    planner->now = clock_now();
    planner->posts = memory_new(POSTS_MOST, sizeof *planner->posts);
    planner->closed = memory_new(CLOSED_MOST, sizeof *planner->closed);
    planner->cells = memory_new(CELLS_A_DAY, sizeof *planner->cells);
    planner->entry_room = ENTRIES_AT_FIRST;
    planner->entries = memory_new(ENTRIES_AT_FIRST, sizeof *planner->entries);
    planner->people = (struct plan_people){.store = planner->store, .first_day = first_day, .last_day = last_day};
    fit_rules_read(planner->store, &planner->rules);
    return post_list(planner->store, planner->posts, POSTS_MOST, &planner->post_count, planner->err) &&
           post_closed_list(planner->store, first_day, last_day, planner->closed, CLOSED_MOST, &planner->closed_count,
                            planner->err);
}

static bool planner_end(struct planner *planner, bool good)
{
    plan_people_release(&planner->people);
    free(planner->posts);
    free(planner->closed);
    free(planner->cells);
    free(planner->entries);
    return good;
}

/* ---- the day that is planned ---- */

static const struct post *post_of(const struct planner *planner, int64_t id)
{
    for (int i = 0; i < planner->post_count; i++)
        if (planner->posts[i].head.id == id)
            return &planner->posts[i];
    return NULL;
}

/* A pattern that cannot be read has no shifts, as in the grid. */
static void add_cells(struct planner *planner, const struct post *post, int day)
{
    struct shift_pattern pattern;
    if (!shift_pattern_parse(post->pattern, &pattern, NULL))
        return;
    for (int i = 0; i < pattern.count; i++) {
        struct plan_cell *cell = &planner->cells[planner->cell_count++];
        *cell = (struct plan_cell){.post = post};
        cell->shift.post_id = post->head.id;
        cell->shift.day = day;
        cell->shift.starts_at = shift_starts_at(day, pattern.spans[i]);
        cell->shift.ends_at = shift_ends_at(day, pattern.spans[i]);
    }
}

static struct plan_cell *cell_of(const struct planner *planner, const struct fit_shift *shift)
{
    for (int i = 0; i < planner->cell_count; i++)
        if (planner->cells[i].shift.post_id == shift->post_id &&
            planner->cells[i].shift.starts_at == shift->starts_at && planner->cells[i].shift.ends_at == shift->ends_at)
            return &planner->cells[i];
    return NULL;
}

/* Whoever's shift belongs to that day. */
static bool read_day(struct planner *planner, int day)
{
    int64_t from_at = clock_day_start(day), until_at = clock_day_start(clock_day_add(day, 1));
    int count = 0, kept = 0;
    for (;;) {
        if (!roster_read(planner->store, from_at, until_at, planner->post_id, 0, planner->entries, planner->entry_room,
                         &count, planner->err))
            return false;
        if (count <= planner->entry_room)
            break;
        planner->entry_room = count;
        planner->entries = memory_resize(planner->entries, (size_t)count, sizeof *planner->entries);
    }
    for (int i = 0; i < count; i++)
        if (planner->entries[i].assignment.day == day)
            planner->entries[kept++] = planner->entries[i];
    planner->entry_count = kept;
    return true;
}

static bool read_cells(struct planner *planner, int day)
{
    planner->cell_count = 0;
    planner->day = day;
    for (int i = 0; i < planner->post_count; i++) {
        const struct post *post = &planner->posts[i];
        if ((planner->post_id == 0 || planner->post_id == post->head.id) &&
            !shift_fit_closed(post, day, planner->closed, planner->closed_count))
            add_cells(planner, post, day);
    }
    if (!read_day(planner, day))
        return false;
    for (int i = 0; i < planner->entry_count; i++) {
        const struct fit_shift shift = shift_of(&planner->entries[i].assignment);
        struct plan_cell *cell = cell_of(planner, &shift);
        if (cell != NULL && roster_is_sure(&planner->entries[i]))
            cell->sure++;
    }
    return true;
}

/* ---- a row ---- */

static void judge(struct planner *planner, struct roster_planned *row, const struct post *post, struct plan_cell *cell,
                  struct plan_person *person)
{
    shift_fit_judge(&planner->rules, &person->fit, post, cell == NULL, &row->shift, &row->fit);
    row->full = cell != NULL && cell->sure >= post->wanted;
    row->chosen = row->fit.bars == 0 && !row->full;
    if (cell == NULL && !shift_fit_closed(post, row->shift.day, planner->closed, planner->closed_count))
        text_copy(row->why, sizeof row->why, _("the post has no such shift"));
    else if (row->fit.bars != 0)
        shift_fit_why(planner->store, &row->fit, row->why);
    else if (row->full)
        text_copy(row->why, sizeof row->why, _("nobody more is needed"));
    if (!row->chosen)
        return;
    plan_person_take(person, &row->shift);
    if (cell != NULL)
        cell->sure++;
}

/* Somebody onto a shift. What is of a post that is gone is passed over. */
static bool add_row(struct planner *planner, const struct roster_entry *entry, const struct fit_shift *shift)
{
    const struct post *post = post_of(planner, shift->post_id);
    struct plan_cell *cell = cell_of(planner, shift);
    if (cell != NULL)
        cell->copied++;
    if (post == NULL)
        return true;
    struct plan_person *person = plan_people_find(&planner->people, entry->assignment.volunteer_id, planner->err);
    if (person == NULL)
        return false;
    if (plan_person_stands(person, shift))
        return true;
    struct roster_planned *row = roster_plan_add_row(planner->plan);
    row->shift = *shift;
    row->volunteer_id = entry->assignment.volunteer_id;
    text_copy(row->name, sizeof row->name, entry->name);
    text_copy(row->post, sizeof row->post, post->name);
    judge(planner, row, post, cell, person);
    return true;
}

/* ---- what stays open ---- */

static void add_open(struct planner *planner)
{
    for (int i = 0; i < planner->cell_count; i++) {
        const struct plan_cell *cell = &planner->cells[i];
        if (cell->sure >= cell->post->least || cell->shift.ends_at <= planner->now)
            continue;
        struct roster_left_open *open = roster_plan_add_open(planner->plan);
        open->shift = cell->shift;
        open->missing = cell->post->least - cell->sure;
        text_copy(open->post, sizeof open->post, cell->post->name);
        if (cell->copied == 0)
            text_copy(open->why, sizeof open->why, _("nobody stood there on the day that is copied"));
        else
            text_copy(open->why, sizeof open->why, _("those of the day that is copied are too few or cannot"));
    }
}

/* ---- days onto days ---- */

static bool was_planned(const struct assignment *assignment)
{
    return assignment->for_id == 0 && (assignment_counts(assignment) || assignment->state == ASSIGNMENT_REPLACED);
}

/* The same hours by the wall clock on another day. */
static struct fit_shift shift_on(const struct assignment *assignment, int day)
{
    struct shift_span span = shift_span_of(assignment->day, assignment->starts_at, assignment->ends_at);
    return (struct fit_shift){0, assignment->post_id, shift_starts_at(day, span), shift_ends_at(day, span), day};
}

static bool plan_day(struct planner *planner, int from_day, int day)
{
    if (!read_cells(planner, day) || !read_day(planner, from_day))
        return false;
    for (int i = 0; i < planner->entry_count; i++) {
        const struct roster_entry *entry = &planner->entries[i];
        const struct fit_shift shift = shift_on(&entry->assignment, day);
        if (was_planned(&entry->assignment) && shift.ends_at > planner->now && !add_row(planner, entry, &shift))
            return false;
    }
    add_open(planner);
    return true;
}

static bool plan_days(struct planner *planner, int first_day, int length, int days)
{
    int target = clock_day_add(first_day, length);
    bool good = planner_start(planner, target, clock_day_add(target, days - 1));
    for (int i = 0; good && i < days; i++)
        good = plan_day(planner, clock_day_add(first_day, i % length), clock_day_add(target, i));
    return planner_end(planner, good);
}

/* One snapshot for all that is read. */
static bool plan_in_snapshot(struct planner *planner, int first_day, int length, int days)
{
    if (!store_read_begin(planner->store, planner->err))
        return false;
    bool good = plan_days(planner, first_day, length, days);
    store_read_end(planner->store);
    return good;
}

bool roster_plan_copy_week(struct store *store, int first_day, int64_t post_id, struct roster_plan *plan,
                           struct err *err)
{
    struct planner planner = {.store = store, .plan = plan, .err = err, .post_id = post_id};
    *plan = (struct roster_plan){.kind = PLAN_COPY};
    return plan_in_snapshot(&planner, clock_day_add(week_first_day(first_day), -WEEK), WEEK, WEEK);
}

bool roster_plan_pattern(struct store *store, int first_day, int length, int days, int64_t post_id,
                         struct roster_plan *plan, struct err *err)
{
    struct planner planner = {.store = store, .plan = plan, .err = err, .post_id = post_id};
    *plan = (struct roster_plan){.kind = PLAN_PATTERN};
    if (length < 1 || length > PLAN_LENGTH_MOST)
        return err_field(err, ERR_INPUT, "length", _("A pattern is 1 to %d days long."), PLAN_LENGTH_MOST);
    if (days < 1 || days > PLAN_DAYS_MOST)
        return err_field(err, ERR_INPUT, "days", _("A pattern is repeated for 1 to %d days."), PLAN_DAYS_MOST);
    return plan_in_snapshot(&planner, first_day, length, days);
}

/* ---- a cell onto a cell ---- */

static bool plan_cell(struct planner *planner, const struct fit_shift *from, const struct fit_shift *to)
{
    struct fit_shift shift = *to;
    shift.id = 0;
    planner->post_id = to->post_id;
    if (!read_cells(planner, to->day))
        return false;
    planner->post_id = from->post_id;
    if (!read_day(planner, from->day))
        return false;
    for (int i = 0; i < planner->entry_count; i++) {
        const struct roster_entry *entry = &planner->entries[i];
        if (entry->assignment.starts_at == from->starts_at && assignment_counts(&entry->assignment) &&
            !add_row(planner, entry, &shift))
            return false;
    }
    return true;
}

bool roster_plan_paste(struct store *store, const struct fit_shift *from, const struct fit_shift *to,
                       struct roster_plan *plan, struct err *err)
{
    struct planner planner = {.store = store, .plan = plan, .err = err};
    *plan = (struct roster_plan){.kind = PLAN_PASTE};
    if (!store_read_begin(store, err))
        return false;
    bool good = planner_start(&planner, to->day, to->day) && plan_cell(&planner, from, to);
    store_read_end(store);
    return planner_end(&planner, good);
}

/* ---- people onto shifts that are named ---- */

static void put_out(struct planner *planner, const struct roster_planned *said, const char *why)
{
    struct roster_planned *row = roster_plan_add_row(planner->plan);
    *row = *said;
    row->out = true;
    if (why != NULL)
        text_copy(row->why, sizeof row->why, why);
}

static bool put_row(struct planner *planner, const struct roster_planned *said)
{
    struct roster_entry entry = {.assignment = {.volunteer_id = said->volunteer_id}};
    const int before = planner->plan->count;
    text_copy(entry.name, sizeof entry.name, said->name);
    if (said->out || said->shift.ends_at <= planner->now) {
        put_out(planner, said, said->out ? NULL : _("this shift is over"));
        return true;
    }
    if (!add_row(planner, &entry, &said->shift))
        return false;
    if (planner->plan->count == before) {
        put_out(planner, said, _("is on this shift already"));
        return true;
    }
    struct roster_planned *row = &planner->plan->rows[before];
    if (said->why[0] != '\0' && row->chosen) {
        row->chosen = false;
        text_copy(row->why, sizeof row->why, said->why);
    }
    return true;
}

static bool put_rows(struct planner *planner, const struct roster_planned *rows, int count)
{
    int first = 0; /* rows without a day come first */
    while (first < count - 1 && rows[first].shift.day == 0)
        first++;
    bool good = planner_start(planner, rows[first].shift.day != 0 ? rows[first].shift.day : clock_day(clock_now()),
                              rows[first].shift.day != 0 ? rows[count - 1].shift.day : clock_day(clock_now()));
    for (int i = 0; good && i < count; i++)
        good = (rows[i].out || rows[i].shift.day == planner->day || read_cells(planner, rows[i].shift.day)) &&
               put_row(planner, &rows[i]);
    return planner_end(planner, good);
}

bool roster_plan_put(struct store *store, const struct roster_planned *rows, int count, struct roster_plan *plan,
                     struct err *err)
{
    struct planner planner = {.store = store, .plan = plan, .err = err};
    if (count == 0)
        return true;
    if (!store_read_begin(store, err))
        return false;
    bool good = put_rows(&planner, rows, count);
    store_read_end(store);
    return good;
}
