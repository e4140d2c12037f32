/* What is known against (or about) a crossing before it is saved. Each kind of knowledge is one row of the table at the
 * end: exit quota and passes join there (domain.md §2). */
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/mask.h"
#include "gatepost/presence.h"
#include "gatepost/quota.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

enum { FLAGS_MOST = 16, FEVERS_MOST = 4, DAY_SECONDS = 86400, LATE_SECONDS = 3600 };

struct advice_list {
    struct gate_advice *advice;
    int most, count;
};

/* Keeps the list worst first, equals in the order they came; the least falls out when it is full. */
static void advice_add(struct advice_list *list, const struct gate_advice *advice)
{
    int at = list->count;
    while (at > 0 && list->advice[at - 1].level < advice->level)
        at--;
    if (at >= list->most)
        return;
    int last = list->count < list->most ? list->count++ : list->most - 1;
    memmove(list->advice + at + 1, list->advice + at, (size_t)(last - at) * sizeof *list->advice);
    list->advice[at] = *advice;
}

static bool advice_has(const struct advice_list *list, int64_t flag_id)
{
    for (int i = 0; i < list->count; i++)
        if (list->advice[i].flag_id == flag_id)
            return true;
    return false;
}

static enum advice_level flag_level(const struct flag *flag, enum direction direction)
{
    if (flag->denies == DENIES_BOTH || flag->denies == (direction == DIRECTION_IN ? DENIES_IN : DENIES_OUT))
        return ADVICE_DENY;
    /* Somebody under observation who comes in was out: that deserves more than a note. */
    if (flag->denies != DENIES_NOTHING || flag->kind == FLAG_WANTED)
        return ADVICE_WARN;
    return ADVICE_NOTE;
}

/* What speaks about the household visited is not said to the visitor as if it were about them: a warning on the way in,
 * a note on the way out. */
static void address_visitor(struct store *store, const struct flag *flag, enum direction direction,
                            struct gate_advice *advice)
{
    struct place place;
    char label[NAME_BYTES] = "";
    if (place_get(store, flag->place_id, &place, NULL))
        place_label(&place, false, label, sizeof label);
    if (direction == DIRECTION_OUT || advice->level == ADVICE_NOTE)
        advice->level = ADVICE_NOTE;
    if (flag->kind != FLAG_OBSERVATION)
        snprintf(advice->say, sizeof advice->say, _("The household visited, %1$s: %2$.200s"), label, flag->say);
    else if (direction == DIRECTION_IN)
        snprintf(advice->say, sizeof advice->say,
                 _("The household visited, %s, is under observation: leave things at the door, do not go in"), label);
    else
        snprintf(advice->say, sizeof advice->say, _("The household visited, %s, is under observation"), label);
}

static void add_flags(struct store *store, const struct crossing *crossing, int64_t place_id, bool visited,
                      struct advice_list *list)
{
    struct flag flags[FLAGS_MOST];
    int count = 0;
    if (!flag_in_force(store, crossing->person_id, place_id, crossing->at, flags, FLAGS_MOST, &count, NULL))
        return;
    for (int i = 0; i < count; i++) {
        if (advice_has(list, flags[i].id))
            continue;
        struct gate_advice advice = {.level = flag_level(&flags[i], crossing->direction), .flag_id = flags[i].id};
        text_copy(advice.say, sizeof advice.say, flags[i].say);
        text_copy(advice.call, sizeof advice.call, flags[i].call);
        if (visited && flags[i].place_id != 0)
            address_visitor(store, &flags[i], crossing->direction, &advice);
        advice_add(list, &advice);
    }
}

/* Flags of the person, of the household named in the record, and of the person's own household when that is another:
 * visiting a neighbour does not end one's own observation. */
static void assess_flags(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct person person;
    if (crossing->person_id == 0 || !person_get(store, crossing->person_id, &person, NULL)) {
        add_flags(store, crossing, crossing->place_id, crossing->class >= CLASS_VISITOR, list);
        return;
    }
    bool elsewhere = person.place_id != crossing->place_id;
    add_flags(store, crossing, crossing->place_id, elsewhere, list);
    if (person.place_id != 0 && elsewhere)
        add_flags(store, crossing, person.place_id, false, list);
}

/* A fever confirmed within a day is known at the next gate too, whatever the thermometer says there. */
static void assess_fever(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct crossing rows[FEVERS_MOST];
    struct crossing_filter filter;
    crossing_filter_init(&filter);
    filter.person_id = crossing->person_id;
    filter.abnormal_only = true;
    struct crossing_window window = {.filter = &filter, .budget_ms = 5, .rows = rows, .most = FEVERS_MOST};
    if (crossing->person_id == 0 || !crossing_window(store, &window, NULL))
        return;
    for (int i = 0; i < window.count; i++) {
        const struct crossing *fever = &rows[i];
        bool counts = fever->id != crossing->id && !fever->voided[0] && fever->abnormal == ABNORMAL_CONFIRMED &&
                      fever->at <= crossing->at && crossing->at - fever->at < DAY_SECONDS;
        if (!counts)
            continue;
        struct gate_advice advice = {.level = ADVICE_WARN};
        struct civil_time when;
        clock_civil(fever->at, &when);
        snprintf(advice.say, sizeof advice.say,
                 fever->decision == DECISION_HELD ? _("%1$02d:%2$02d at %3$s: %4$d.%5$d measured, held and reported")
                                                  : _("%1$02d:%2$02d at %3$s: %4$d.%5$d measured, turned away"),
                 when.hour, when.minute, fever->checkpoint_name, fever->retest_tenths / 10, fever->retest_tenths % 10);
        advice_add(list, &advice);
        return;
    }
}

static bool is_of_household(struct store *store, const struct crossing *crossing)
{
    struct person person;
    return (crossing->class == CLASS_RESIDENT || crossing->class == CLASS_TENANT) && crossing->person_id != 0 &&
           person_get(store, crossing->person_id, &person, NULL) && person.place_id != 0 &&
           (crossing->place_id == 0 || crossing->place_id == person.place_id);
}

static int64_t household_of(struct store *store, const struct crossing *crossing)
{
    struct person person;
    if (crossing->place_id != 0 || !person_get(store, crossing->person_id, &person, NULL))
        return crossing->place_id;
    return person.place_id;
}

/* A stored exit whose correction makes it no other one: it was asked for when it was made. One that was admitted
 * against the quota keeps its denial, since that is what its reason is for. */
static bool was_asked(struct store *store, const struct crossing *crossing)
{
    struct crossing stored;
    return crossing->id != 0 && crossing_get(store, crossing->id, &stored, NULL) && stored.override_reason[0] == '\0' &&
           stored.decision == DECISION_ADMITTED && stored.direction == DIRECTION_OUT &&
           stored.place_id == crossing->place_id && stored.at == crossing->at &&
           (stored.class == CLASS_RESIDENT || stored.class == CLASS_TENANT);
}

static void say_used_up(const struct quota *quota, char *say, size_t size)
{
    char name[NAME_BYTES], last[24], next[24];
    mask_value(MASK_NAME, quota->last_name, name, sizeof name);
    quota_moment(quota->last_out_at, last);
    quota_moment(quota->next_at, next);
    snprintf(say, size,
             _("Exit quota used (%1$d in %2$d days): %3$.60s went out %4$s; the next exit is due on %5$.5s."),
             quota->exits, quota->days, name, last, next);
}

static void say_left(const struct quota *quota, char *say, size_t size)
{
    if (quota->hours > 0)
        snprintf(say, size, _("Exit quota: %1$d of %2$d left in %3$d days; back within %4$d h"), quota->left,
                 quota->exits, quota->days, quota->hours);
    else
        snprintf(say, size, _("Exit quota: %1$d of %2$d left in %3$d days"), quota->left, quota->exits, quota->days);
}

/* The exit quota of the household (domain.md §2). What happened more than an hour ago has happened: written down late
 * it is recorded with a warning, nobody can be sent back any more. */
static void assess_quota(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct quota quota;
    if (crossing->direction != DIRECTION_OUT || !is_of_household(store, crossing) ||
        !quota_of_place(store, household_of(store, crossing), crossing->at, crossing->id, &quota, NULL) ||
        !quota.applies || was_asked(store, crossing))
        return;
    struct gate_advice advice = {.level = ADVICE_NOTE, .reason = N_("exit quota used")};
    if (quota.left > 0) {
        say_left(&quota, advice.say, sizeof advice.say);
    } else {
        say_used_up(&quota, advice.say, sizeof advice.say);
        advice.level = crossing->at < clock_now() - LATE_SECONDS ? ADVICE_WARN : ADVICE_DENY;
    }
    advice_add(list, &advice);
}

/* Somebody who comes back later than the household's people may. */
static void assess_time_out(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct presence last;
    int64_t limit = quota_out_seconds(store);
    if (crossing->direction != DIRECTION_IN || limit == 0 || !is_of_household(store, crossing) ||
        !presence_before(store, crossing->person_id, crossing->at, crossing->id, &last, NULL) ||
        last.direction != DIRECTION_OUT || crossing->at - last.at <= limit)
        return;
    struct gate_advice advice = {.level = ADVICE_WARN};
    int minutes = (int)((crossing->at - last.at) / 60);
    snprintf(advice.say, sizeof advice.say, _("Out %1$d h %2$d min, limit %3$d h"), minutes / 60, minutes % 60,
             (int)(limit / 3600));
    advice_add(list, &advice);
}

/* Whose entry the system closed is offered the way in; who has stayed all the time goes out. */
static void assess_closed(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct closing closing;
    if (crossing->id != 0 || crossing->person_id == 0 || !closing_of_person(store, crossing->person_id, &closing, NULL))
        return;
    struct gate_advice advice = {.level = ADVICE_NOTE};
    char when[24];
    quota_moment(closing.at, when);
    snprintf(advice.say, sizeof advice.say,
             crossing->direction == DIRECTION_IN
                 ? _("Entry closed by the system %s; if the person leaves only now, choose Out.")
                 : _("Entry closed by the system %s: leaves only now."),
             when);
    advice_add(list, &advice);
}

typedef void assessor_fn(struct store *store, const struct crossing *crossing, struct advice_list *list);
static assessor_fn *const assessors[] = {
    assess_flags, assess_quota, assess_fever, assess_time_out, assess_closed,
};

int gate_assess(struct store *store, const struct crossing *crossing, struct gate_advice *advice, int most)
{
    struct advice_list list = {.advice = advice, .most = most};
    for (size_t i = 0; i < sizeof assessors / sizeof assessors[0]; i++)
        assessors[i](store, crossing, &list);
    return list.count;
}
