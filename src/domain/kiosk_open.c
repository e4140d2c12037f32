/* Shifts somebody may take at the shared terminal. What the rules need of the volunteer is read once, and who stands
 * where a week at a time. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "kiosk_part.h"
#include "roster_act.h"
#include "roster_part.h"
#include <stdlib.h>

enum { DAY_S = 86400, AROUND_S = 8 * DAY_S, ABSENCES = 16, ROOM_AT_FIRST = 64, WHY_NOT = 2 };

/* ---- whoever asks ---- */

struct asker {
    int64_t volunteer_id; /* 0: nobody */
    int64_t near_at, until_at;
    bool stands_in; /* asks for those alone who look for a stand-in */
    struct fit_rules rules;
    struct fit_person person;
    struct absence absences[ABSENCES];
    struct fit_shift shifts[FIT_OTHERS];
};

static bool begins_before(void *context, const void *record)
{
    return ((const struct absence *)record)->from_at < ((const struct asker *)context)->until_at;
}

static bool read_absences(struct store *store, int64_t now, struct asker *asker, struct err *err)
{
    struct record_window window = {.scope = ABSENCES_OPEN,
                                   .column = "volunteer_id",
                                   .value = asker->volunteer_id,
                                   .now = now,
                                   .keep = begins_before,
                                   .context = asker,
                                   .rows = asker->absences,
                                   .most = ABSENCES};
    bool good = record_window(store, &absence_table, &window, err);
    asker->person.absences = asker->absences;
    asker->person.absence_count = window.count;
    return good;
}

static bool read_shifts(struct store *store, int64_t now, struct asker *asker, struct err *err)
{
    struct roster_entry *entries = memory_new(FIT_OTHERS, sizeof *entries);
    int found = 0;
    bool good = roster_read(store, now - AROUND_S, asker->until_at + AROUND_S, 0, asker->volunteer_id, entries,
                            FIT_OTHERS, &found, err);
    for (int i = 0; good && i < found && i < FIT_OTHERS; i++)
        if (assignment_counts(&entries[i].assignment))
            asker->shifts[asker->person.shift_count++] = shift_of(&entries[i].assignment);
    asker->person.shifts = asker->shifts;
    free(entries);
    return good;
}

static bool read_asker(struct store *store, int64_t now, struct asker *asker, struct err *err)
{
    struct fit_person *person = &asker->person;
    if (asker->volunteer_id == 0)
        return true;
    if (!record_get(store, &volunteer_table, asker->volunteer_id, &person->volunteer, err) ||
        !read_absences(store, now, asker, err) || !read_shifts(store, now, asker, err))
        return false;
    if (!availability_parse(person->volunteer.available, &person->availability, NULL))
        availability_parse("", &person->availability, NULL);
    fit_rules_read(store, &asker->rules);
    return true;
}

static bool stands_there(const struct asker *asker, const struct roster_week *week, const struct roster_cell *cell)
{
    for (int i = 0; i < cell->entries; i++) {
        const struct assignment *one = &week->entries[cell->first + i].assignment;
        if (one->volunteer_id == asker->volunteer_id && assignment_counts(one))
            return true;
    }
    return false;
}

/* ---- what is open ---- */

struct open_shift {
    struct kiosk_shift shift;
    int position; /* of the post */
    bool near;    /* stands on the start screen, too: whoever cannot take it is told why */
    struct shift_fit fit;
};
struct open_shifts {
    struct open_shift *rows;
    int count, room;
};

static void judge(const struct asker *asker, const struct post *post, bool closed, struct open_shift *open)
{
    struct fit_shift asked = open->shift.shift;
    asked.id = 0;
    if (asker->volunteer_id == 0)
        return;
    shift_fit_judge(&asker->rules, &asker->person, post, closed, &asked, &open->fit);
    open->shift.can = open->fit.bars == 0 ? KIOSK_TAKE : KIOSK_CANNOT;
}

/* `seeker`: looks for a stand-in; NULL: a gap. */
static void add(const struct asker *asker, struct open_shifts *list, const struct roster_week *week, int row, int day,
                const struct roster_entry *seeker, int missing)
{
    const struct post *post = &week->posts[week->rows[row].post];
    if (list->count == list->room) {
        list->room = 2 * list->room + ROOM_AT_FIRST;
        list->rows = memory_resize(list->rows, (size_t)list->room, sizeof *list->rows);
    }
    struct open_shift *added = &list->rows[list->count++];
    *added = (struct open_shift){.shift = {.shift = roster_cell_shift(week, row, day), .missing = missing},
                                 .position = week->rows[row].post};
    text_copy(added->shift.post, sizeof added->shift.post, post->name);
    if (seeker != NULL) {
        added->shift.shift = shift_of(&seeker->assignment);
        added->shift.rev = seeker->assignment.head.rev;
        added->shift.stands_in = true;
        text_copy(added->shift.with, sizeof added->shift.with, seeker->name);
    }
    added->near = added->shift.shift.starts_at <= asker->near_at;
    judge(asker, post, !week->rows[row].cells[day].manned, added);
}

static void add_cell(const struct asker *asker, const struct roster_week *week, int row, int day, int64_t now,
                     struct open_shifts *list)
{
    const struct roster_cell *cell = &week->rows[row].cells[day];
    int missing = roster_cell_gap(cell, now);
    if (cell->ends_at <= now || cell->starts_at > asker->until_at || stands_there(asker, week, cell))
        return;
    if (missing > 0 && !asker->stands_in)
        add(asker, list, week, row, day, NULL, missing);
    for (int i = 0; i < cell->entries; i++) {
        const struct roster_entry *entry = &week->entries[cell->first + i];
        if (roster_is_ahead(&entry->assignment) && entry->assignment.seeking_at != 0)
            add(asker, list, week, row, day, entry, 1);
    }
}

static bool read_days(struct store *store, const struct asker *asker, int first_day, int days, int64_t now,
                      struct open_shifts *list, struct err *err)
{
    struct roster_week week;
    int all = 0;
    if (!roster_days_read(store, first_day, days, now, clock_day_start(clock_day_add(first_day, days)), &week, &all,
                          err))
        return false;
    for (int row = 0; row < week.row_count; row++)
        for (int day = 0; day < days; day++)
            add_cell(asker, &week, row, day, now, list);
    roster_week_release(&week);
    return true;
}

/* Last night's shift may still run. */
static bool read_open(struct store *store, const struct asker *asker, int64_t now, struct open_shifts *list,
                      struct err *err)
{
    int day = clock_day_add(clock_day(now), -1), last_day = clock_day(asker->until_at);
    bool good = true;
    for (; good && day <= last_day; day = clock_day_add(day, WEEK_DAYS)) {
        int days = 1;
        while (days < WEEK_DAYS && clock_day_add(day, days) <= last_day)
            days++;
        good = read_days(store, asker, day, days, now, list, err);
    }
    return good;
}

/* What the start screen asks for, then what they can take, of that the gaps. */
static int compare_open(const void *one, const void *other)
{
    const struct kiosk_shift *a = &((const struct open_shift *)one)->shift,
                             *b = &((const struct open_shift *)other)->shift;
    const int position = ((const struct open_shift *)one)->position - ((const struct open_shift *)other)->position;
    const bool a_near = ((const struct open_shift *)one)->near, b_near = ((const struct open_shift *)other)->near;
    if (a_near != b_near)
        return a_near ? -1 : 1;
    if (a->can != b->can)
        return a->can == KIOSK_TAKE ? -1 : 1;
    if (a->stands_in != b->stands_in)
        return a->stands_in ? 1 : -1;
    if (a->shift.starts_at != b->shift.starts_at)
        return a->shift.starts_at < b->shift.starts_at ? -1 : 1;
    return position != 0 ? position : (a->shift.id > b->shift.id) - (a->shift.id < b->shift.id);
}

static void sort(struct open_shifts *list)
{
    int barred = 0;
    if (list->count == 0)
        return;
    qsort(list->rows, (size_t)list->count, sizeof *list->rows, compare_open);
    for (int i = 0; i < list->count && list->rows[i].near; i++) {
        barred += list->rows[i].shift.can != KIOSK_TAKE;
        list->rows[i].near = barred <= WHY_NOT;
    }
    qsort(list->rows, (size_t)list->count, sizeof *list->rows, compare_open);
}

static bool list_open(struct store *store, int64_t volunteer_id, bool stands_in, int64_t now,
                      struct kiosk_shift *shifts, int most, int *count, struct err *err)
{
    struct asker *asker = memory_new(1, sizeof *asker);
    struct open_shifts list = {0};
    asker->volunteer_id = volunteer_id;
    asker->stands_in = stands_in;
    asker->near_at = now + ROSTER_AHEAD_S;
    asker->until_at = now + (stands_in ? KIOSK_AHEAD_DAYS : KIOSK_OPEN_DAYS) * DAY_S;
    *count = 0;
    bool good = read_asker(store, now, asker, err) && read_open(store, asker, now, &list, err);
    sort(&list);
    for (int i = 0; good && i < list.count && *count < most; i++) {
        kiosk_fit_why(store, &list.rows[i].fit, list.rows[i].shift.why);
        shifts[(*count)++] = list.rows[i].shift;
    }
    free(list.rows);
    free(asker);
    return good;
}

bool kiosk_open(struct store *store, int64_t volunteer_id, int64_t now, struct kiosk_shift *shifts, int most,
                int *count, struct err *err)
{
    return list_open(store, volunteer_id, false, now, shifts, most, count, err);
}

bool kiosk_seekers(struct store *store, int64_t volunteer_id, int64_t now, struct kiosk_shift *shifts, int most,
                   int *count, struct err *err)
{
    return list_open(store, volunteer_id, true, now, shifts, most, count, err);
}
