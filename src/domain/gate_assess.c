/* What is known against (or about) a crossing before it is saved. Each kind of knowledge is one row of the table at the
 * end: exit quota and passes join there (domain.md §2). */
#include "gatepost/gate.h"
#include "gatepost/utf8.h"
#include <string.h>

enum { FLAGS_MOST = 16 };

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

static void add_flags(struct store *store, const struct crossing *crossing, int64_t place_id, struct advice_list *list)
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
        advice_add(list, &advice);
    }
}

/* Flags of the person, of the household named in the record, and of the person's own household when that is another:
 * visiting a neighbour does not end one's own observation. */
static void assess_flags(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    add_flags(store, crossing, crossing->place_id, list);
    struct person person;
    if (crossing->person_id == 0 || !person_get(store, crossing->person_id, &person, NULL))
        return;
    if (person.place_id != 0 && person.place_id != crossing->place_id)
        add_flags(store, crossing, person.place_id, list);
}

typedef void assessor_fn(struct store *store, const struct crossing *crossing, struct advice_list *list);
static assessor_fn *const assessors[] = {
    assess_flags,
};

int gate_assess(struct store *store, const struct crossing *crossing, struct gate_advice *advice, int most)
{
    struct advice_list list = {.advice = advice, .most = most};
    for (size_t i = 0; i < sizeof assessors / sizeof assessors[0]; i++)
        assessors[i](store, crossing, &list);
    return list.count;
}
