/* Who of the sample stands where: last week and this one up to now worked, the rest of this week filled but for six
 * gaps. What everybody sees first stands in a table; the other places go, in order of time, to whoever may by the same
 * judgement as at the desk and has stood least. */
#include "demo_parts.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/shift_fit.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

enum {
    MINUTE = 60,
    HOUR = 3600,
    DAY = 86400,
    POSTS = 40,
    CELLS_MOST = 3000,
    SHIFTS_EACH = 40,
    SATURDAY = 5,
    CONFIRMED_AHEAD = 36 * HOUR, /* who stands within so long has said that they come */
    MAIN_GATE = 0,               /* posts of demo_roster.c */
    WEST_GATE = 2,
    FAMILIAR_MINUTES = 900, /* so much less somebody may have had who stood there before */
    UNLIKED_MINUTES = 1200
};
/* Volunteers of demo_roster.c by their place in it. */
enum { NOBODY = -1, HE_JUN = 4, MA_XIAOJUN = DEMO_SEEKS, XU_ZHIYUAN, SHAN_ZHIQIANG, LIN_XIAOYAN, WU_FANG, HUANG_LEI };

/* On the day so many from today, at that hour: nobody is a gap of one; days behind the last are the last. */
static const struct special {
    int offset;
    const char *post;
    int hour, volunteer;
    enum assignment_state state;
    bool seeking, not_signed_out;
    const char *reason, *note;
} specials[] = {
    {0, "东门", 22, .volunteer = NOBODY},
    {4, "南门", 6, .volunteer = NOBODY},
    {5, "南门", 14, .volunteer = NOBODY},
    {5, "南门", 14, .volunteer = NOBODY},
    {6, "南门", 22, .volunteer = NOBODY},
    {5, "望江送物", 9, .volunteer = NOBODY},
    {-3, "地库入口", 6, HUANG_LEI, ASSIGNMENT_DONE, .not_signed_out = true},
    {-2, "西门", 14, SHAN_ZHIQIANG, ASSIGNMENT_NO_SHOW, .note = "电话无人接听"},
    {-2, "滨河北门", 14, XU_ZHIYUAN, ASSIGNMENT_REPLACED, .note = "临时出差"},
    {-2, "滨河北门", 14, LIN_XIAOYAN, .state = ASSIGNMENT_DONE}, /* stands in for the one above */
    {1, "滨河东门", 14, MA_XIAOJUN, ASSIGNMENT_CONFIRMED, .seeking = true, .note = "孩子发烧，想换班"},
    {1, "北门", 14, DEMO_OBSERVED_VOLUNTEER, .state = ASSIGNMENT_CONFIRMED}, /* the sixth gap: to be confirmed */
    {2, "桥南正门", 6, WU_FANG, ASSIGNMENT_EXCUSED, .reason = "老人住院，陪护"},
    {3, "东门", 14, HE_JUN, .state = ASSIGNMENT_CONFIRMED},
    {3, "西门", 22, HE_JUN, ASSIGNMENT_PLANNED, .reason = "人手不足，本人同意连班"},
};
enum { SPECIALS = sizeof specials / sizeof specials[0] };
static const struct {
    int volunteer, from, days; /* from today */
    const char *reason;
} leaves[] = {{WU_FANG, 0, 5, "老人住院，陪护"}, {40, -6, 3, "回单位加班"}, {97, 4, 4, "外地出差"}};
enum { LEAVES = sizeof leaves / sizeof leaves[0] };

struct hand { /* a volunteer */
    struct fit_person person;
    struct fit_shift shifts[SHIFTS_EACH];
    struct absence absence;
    int minutes;
    int64_t post_id; /* where they stood last, */
    int from;        /* at that minute of the day */
};
struct cell {
    int post, day, span_from;
    int64_t starts_at, ends_at;
    int least;
};
struct rota {
    struct demo_world *world;
    struct post posts[POSTS];
    int post_count;
    struct post_closed closed;
    struct fit_rules rules;
    struct hand hands[DEMO_VOLUNTEERS];
    struct cell cells[CELLS_MOST];
    int cell_count;
    int today, first_day, last_day;
    int64_t now, replaced_id;
};

static bool save(struct rota *rota, const struct record_table *table, void *record, struct err *err)
{
    return record_save(rota->world->store, table, record, err) && demo_row_done(rota->world, err);
}

static int day_of(const struct rota *rota, int offset)
{
    int day = clock_day_add(rota->today, offset);
    return day < rota->last_day ? day : rota->last_day;
}

/* ---- what there is ---- */

static bool read_hands(struct rota *rota, struct err *err)
{
    for (int i = 0; i < DEMO_VOLUNTEERS; i++) {
        struct hand *hand = &rota->hands[i];
        struct volunteer *volunteer = &hand->person.volunteer;
        if (!record_get(rota->world->store, &volunteer_table, rota->world->volunteers[i], volunteer, err) ||
            !availability_parse(volunteer->available, &hand->person.availability, err))
            return false;
        hand->person.shifts = hand->shifts;
    }
    return true;
}

static bool make_leaves(struct rota *rota, struct err *err)
{
    for (int i = 0; i < LEAVES; i++) {
        struct hand *hand = &rota->hands[leaves[i].volunteer];
        struct absence *absence = &hand->absence;
        int first = clock_day_add(rota->today, leaves[i].from);
        *absence = (struct absence){.volunteer_id = hand->person.volunteer.head.id,
                                    .from_at = clock_day_start(first),
                                    .until_at = clock_day_start(clock_day_add(first, leaves[i].days))};
        text_copy(absence->reason, sizeof absence->reason, leaves[i].reason);
        hand->person.absences = absence;
        hand->person.absence_count = 1;
        if (!save(rota, &absence_table, absence, err))
            return false;
    }
    return true;
}

static bool close_shelf(struct rota *rota, struct err *err)
{
    rota->closed = (struct post_closed){.post_id = rota->posts[rota->post_count - 2].head.id, .day = day_of(rota, 2)};
    text_copy(rota->closed.reason, sizeof rota->closed.reason, "快递停运一天");
    return save(rota, &post_closed_table, &rota->closed, err);
}

static void add_cells(struct rota *rota, int post, int day, const struct shift_pattern *pattern)
{
    for (int i = 0; i < pattern->count && rota->cell_count < CELLS_MOST; i++)
        rota->cells[rota->cell_count++] = (struct cell){.post = post,
                                                        .day = day,
                                                        .span_from = pattern->spans[i].from,
                                                        .starts_at = shift_starts_at(day, pattern->spans[i]),
                                                        .ends_at = shift_ends_at(day, pattern->spans[i]),
                                                        .least = rota->posts[post].least};
}

static int by_time(const void *one, const void *other)
{
    const struct cell *a = one, *b = other;
    return a->starts_at != b->starts_at ? (a->starts_at > b->starts_at) - (a->starts_at < b->starts_at)
                                        : (a->post > b->post) - (a->post < b->post);
}

static bool list_cells(struct rota *rota, struct err *err)
{
    for (int i = 0; i < rota->post_count; i++) {
        struct shift_pattern pattern;
        if (!shift_pattern_parse(rota->posts[i].pattern, &pattern, err))
            return false;
        for (int day = rota->first_day; day <= rota->last_day; day = clock_day_add(day, 1))
            if (!shift_fit_closed(&rota->posts[i], day, &rota->closed, 1))
                add_cells(rota, i, day, &pattern);
    }
    qsort(rota->cells, (size_t)rota->cell_count, sizeof *rota->cells, by_time);
    return true;
}

static bool is_of(const struct rota *rota, const struct special *special, const struct cell *cell)
{
    return day_of(rota, special->offset) == cell->day && special->hour * 60 == cell->span_from &&
           strcmp(special->post, rota->posts[cell->post].name) == 0;
}

/* ---- who may ---- */

static struct fit_shift shift_of(const struct rota *rota, const struct cell *cell)
{
    return (struct fit_shift){.post_id = rota->posts[cell->post].head.id,
                              .starts_at = cell->starts_at,
                              .ends_at = cell->ends_at,
                              .day = cell->day};
}

/* In order of time: those of the table are there before the others. */
static void take(struct rota *rota, const struct cell *cell, struct hand *hand)
{
    int at = hand->person.shift_count < SHIFTS_EACH ? hand->person.shift_count++ : SHIFTS_EACH - 1;
    for (; at > 0 && hand->shifts[at - 1].starts_at > cell->starts_at; at--)
        hand->shifts[at] = hand->shifts[at - 1];
    hand->shifts[at] = shift_of(rota, cell);
    hand->minutes += (int)((cell->ends_at - cell->starts_at) / MINUTE);
}

/* The shift of that post that runs. */
static bool is_now(const struct rota *rota, const struct cell *cell, int post)
{
    return cell->post == post && cell->starts_at <= rota->now && rota->now < cell->ends_at;
}

static void take_specials(struct rota *rota)
{
    for (int i = 0; i < rota->cell_count; i++) {
        if (is_now(rota, &rota->cells[i], MAIN_GATE))
            take(rota, &rota->cells[i], &rota->hands[DEMO_DUE]);
        for (int k = 0; k < SPECIALS; k++)
            if (specials[k].volunteer != NOBODY && is_of(rota, &specials[k], &rota->cells[i]))
                take(rota, &rota->cells[i], &rota->hands[specials[k].volunteer]);
    }
}

static bool may(const struct rota *rota, int number, const struct cell *cell)
{
    const struct hand *hand = &rota->hands[number];
    struct fit_person person = hand->person;
    struct fit_shift shift = shift_of(rota, cell);
    struct shift_fit fit;
    person.volunteer.observed = person.volunteer.observed && cell->ends_at > rota->now;
    shift_fit_judge(&rota->rules, &person, &rota->posts[cell->post], false, &shift, &fit);
    return fit.bars == 0 && hand->person.shift_count < SHIFTS_EACH;
}

static bool is_unliked(enum volunteer_wish wish, int from)
{
    bool night = from >= 22 * 60 || from < 6 * 60, evening = !night && from >= 14 * 60;
    switch (wish) {
    case WISH_DAY:
        return night || evening;
    case WISH_EVENING:
        return !evening;
    case WISH_NIGHT:
        return !night;
    case WISH_NO_NIGHT:
        return night;
    case WISH_ANY:
        break;
    }
    return false;
}

/* -1: nobody. */
static int choose(const struct rota *rota, const struct cell *cell)
{
    int best = NOBODY, least = 0;
    for (int i = 0; i < DEMO_VOLUNTEERS; i++) {
        const struct hand *hand = &rota->hands[i];
        int cost = hand->minutes;
        if (is_unliked(hand->person.volunteer.wish, cell->span_from))
            cost += UNLIKED_MINUTES;
        if (hand->post_id == rota->posts[cell->post].head.id && hand->from == cell->span_from)
            cost -= FAMILIAR_MINUTES;
        if ((best == NOBODY || cost < least) && may(rota, i, cell)) {
            best = i;
            least = cost;
        }
    }
    return best;
}

/* ---- what became of it ---- */

static void set_minutes(const struct rota *rota, const struct post *post, struct assignment *one)
{
    int64_t earliest = one->starts_at - (int64_t)post->overlap * MINUTE;
    int64_t from = one->arrived_at > earliest ? one->arrived_at : earliest;
    one->minutes = (int)((one->left_at - from + MINUTE / 2) / MINUTE);
    one->night_minutes = shift_night_minutes(from, one->left_at, rota->rules.night_from, rota->rules.night_until);
    if (one->night_minutes > one->minutes)
        one->night_minutes = one->minutes;
}

/* Came some minutes before the start, a few of them late, and left about its end. */
static void work(struct rota *rota, const struct post *post, bool not_signed_out, struct assignment *one)
{
    struct demo_random *random = &rota->world->other;
    int early = demo_random_below(random, 15), left = demo_random_below(random, 14) - 3;
    if (demo_one_in(random, 15))
        early = -11 - demo_random_below(random, 25);
    one->arrived_at = one->starts_at - (int64_t)early * MINUTE;
    one->left_at = one->ends_at + (not_signed_out ? 0 : left * MINUTE);
    if (one->arrived_at > rota->now) {
        one->arrived_at = one->left_at = 0;
        return;
    }
    one->state = ASSIGNMENT_ARRIVED;
    if (one->ends_at > rota->now || one->left_at > rota->now) {
        one->left_at = 0;
        return;
    }
    one->state = ASSIGNMENT_DONE;
    one->not_signed_out = not_signed_out;
    set_minutes(rota, post, one);
}

static struct assignment begin(const struct rota *rota, const struct cell *cell, int number)
{
    int64_t planned = clock_day_start(week_first_day(cell->day)) - 4 * HOUR;
    return (struct assignment){.post_id = rota->posts[cell->post].head.id,
                               .day = cell->day,
                               .starts_at = cell->starts_at,
                               .ends_at = cell->ends_at,
                               .volunteer_id = rota->hands[number].person.volunteer.head.id,
                               .state = cell->starts_at < rota->now + CONFIRMED_AHEAD && (number + cell->post) % 6 != 0
                                            ? ASSIGNMENT_CONFIRMED
                                            : ASSIGNMENT_PLANNED,
                               .via = VIA_FILL,
                               .assigned_at = planned < rota->now ? planned : rota->now - HOUR,
                               .officer_id = rota->world->desk_officer_id};
}

static bool save_place(struct rota *rota, const struct cell *cell, int number, int place, struct err *err)
{
    struct assignment one = begin(rota, cell, number);
    rota->hands[number].post_id = one.post_id;
    rota->hands[number].from = cell->span_from;
    work(rota, &rota->posts[cell->post], false, &one);
    if (!is_now(rota, cell, WEST_GATE) || place > 0 || one.state != ASSIGNMENT_ARRIVED)
        return save(rota, &assignment_table, &one, err);
    rota->world->signs_in_at = one.arrived_at;
    one.arrived_at = 0;
    one.state = ASSIGNMENT_CONFIRMED;
    bool good = save(rota, &assignment_table, &one, err);
    rota->world->signs_in_id = one.head.id;
    return good;
}

/* Should be at the main gate and has not signed in: whoever tries the shared terminal can do it for them. */
static bool save_due(struct rota *rota, const struct cell *cell, struct err *err)
{
    struct assignment one = begin(rota, cell, DEMO_DUE);
    one.state = ASSIGNMENT_CONFIRMED;
    return save(rota, &assignment_table, &one, err);
}

static bool save_special(struct rota *rota, const struct cell *cell, const struct special *special, struct err *err)
{
    struct assignment one = begin(rota, cell, special->volunteer);
    one.via = VIA_DESK;
    one.state = special->state;
    if (special->state == ASSIGNMENT_DONE)
        work(rota, &rota->posts[cell->post], special->not_signed_out, &one);
    if (special->volunteer == LIN_XIAOYAN)
        one.for_id = rota->replaced_id;
    if (special->seeking)
        one.seeking_at = rota->now - 40 * MINUTE;
    text_copy(one.reason, sizeof one.reason, special->reason != NULL ? special->reason : "");
    text_copy(one.note, sizeof one.note, special->note != NULL ? special->note : "");
    if (!save(rota, &assignment_table, &one, err))
        return false;
    if (one.state == ASSIGNMENT_REPLACED)
        rota->replaced_id = one.head.id;
    return true;
}

static bool takes_a_place(const struct special *special)
{
    return special->state != ASSIGNMENT_EXCUSED && special->state != ASSIGNMENT_REPLACED;
}

static bool fill_cell(struct rota *rota, const struct cell *cell, struct err *err)
{
    const struct post *post = &rota->posts[cell->post];
    int place = 0, wanted = cell->least;
    bool gap = false;
    if (post->wanted > cell->least && demo_one_in(&rota->world->other, 2))
        wanted++;
    for (int i = 0; i < SPECIALS; i++) {
        if (!is_of(rota, &specials[i], cell))
            continue;
        gap = gap || specials[i].volunteer == NOBODY;
        if (takes_a_place(&specials[i]))
            place++;
        if (specials[i].volunteer != NOBODY && !save_special(rota, cell, &specials[i], err))
            return false;
    }
    if (is_now(rota, cell, MAIN_GATE)) {
        if (!save_due(rota, cell, err))
            return false;
        place++;
    }
    for (wanted = gap ? cell->least : wanted; place < wanted; place++) {
        int number = choose(rota, cell);
        if (number == NOBODY)
            break;
        take(rota, cell, &rota->hands[number]);
        if (!save_place(rota, cell, number, place, err))
            return false;
    }
    return true;
}

/* ---- two were rung for tonight's gap ---- */

static bool make_calls(struct rota *rota, struct err *err)
{
    static const struct {
        int volunteer, minutes;
        enum call_out_result result;
        const char *note;
    } calls[] = {{SHAN_ZHIQIANG, 26, CALL_NO_ANSWER, ""}, {XU_ZHIYUAN, 19, CALL_NO, "明早要上班"}};
    for (int i = 0; i < rota->cell_count; i++) {
        if (!is_of(rota, &specials[0], &rota->cells[i]))
            continue;
        for (size_t k = 0; k < sizeof calls / sizeof calls[0]; k++) {
            struct call_out call = {.post_id = rota->posts[rota->cells[i].post].head.id,
                                    .starts_at = rota->cells[i].starts_at,
                                    .volunteer_id = rota->hands[calls[k].volunteer].person.volunteer.head.id,
                                    .at = rota->now - calls[k].minutes * MINUTE,
                                    .result = calls[k].result,
                                    .officer_id = rota->world->desk_officer_id};
            text_copy(call.note, sizeof call.note, calls[k].note);
            if (!save(rota, &call_out_table, &call, err))
                return false;
        }
    }
    return true;
}

static bool make_shifts(struct rota *rota, struct err *err)
{
    struct store *store = rota->world->store;
    int monday = week_first_day(rota->today);
    rota->first_day = clock_day_add(monday, -7);
    rota->last_day = clock_day_add(monday, week_day(rota->today) < SATURDAY ? 6 : 13);
    fit_rules_read(store, &rota->rules);
    bool good = post_list(store, rota->posts, POSTS, &rota->post_count, err) && read_hands(rota, err) &&
                make_leaves(rota, err) && close_shelf(rota, err) && list_cells(rota, err);
    take_specials(rota);
    for (int i = 0; good && i < rota->cell_count; i++)
        good = fill_cell(rota, &rota->cells[i], err);
    return good && make_calls(rota, err);
}

bool demo_make_shifts(struct demo_world *world, struct err *err)
{
    struct rota *rota = memory_new(1, sizeof *rota);
    rota->world = world;
    rota->now = world->demo->now;
    rota->today = clock_day(rota->now);
    bool good = make_shifts(rota, err);
    free(rota);
    return good;
}
