/* What stays open, in words: of those who could, what bars how many. */
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "roster_plan_fill.h"
#include <stdio.h>

#define BIT(bar) (1u << (bar))
enum { CANNOT = BIT(BAR_UNAVAILABLE) | BIT(BAR_ABSENT) | BIT(BAR_OBSERVED) | BIT(BAR_UNFIT) | BIT(BAR_LEFT) };

/* What is in the way of those who could come, the gravest first. */
static const struct {
    enum shift_bar bar;
    const char *one, *many;
} in_the_way[] = {
    {BAR_OVERLAP, N_("%d is elsewhere then"), N_("%d are elsewhere then")},
    {BAR_REST, N_("%d would rest too little"), N_("%d would rest too little")},
    {BAR_CAP, N_("%d would stand too long in a day"), N_("%d would stand too long in a day")},
    {BAR_WEEK, N_("%d has enough shifts this week"), N_("%d have enough shifts this week")},
};
enum { WAYS = sizeof in_the_way / sizeof in_the_way[0] };

struct tally {
    int skilled, could; /* of the skilled, those that are there then */
    int barred[WAYS];
};

static void count_person(const struct fit_rules *rules, const struct plan_person *person, const struct post *post,
                         const struct fit_shift *shift, struct tally *tally)
{
    struct shift_fit fit;
    shift_fit_judge(rules, &person->fit, post, false, shift, &fit);
    if ((fit.bars & BIT(BAR_SKILL)) != 0)
        return;
    tally->skilled++;
    if ((fit.bars & CANNOT) != 0 || plan_person_stands(person, shift))
        return;
    tally->could++;
    for (int i = 0; i < WAYS; i++)
        if ((fit.bars & BIT(in_the_way[i].bar)) != 0) {
            tally->barred[i]++;
            return;
        }
}

static const char *nobody_words(enum post_needs needs, bool skilled)
{
    switch (needs) {
    case NEEDS_TEMPERATURE:
        return skilled ? _("nobody who takes temperatures is free then") : _("nobody takes temperatures");
    case NEEDS_DRIVING:
        return skilled ? _("nobody who drives is free then") : _("nobody drives");
    case NEEDS_FIRST_AID:
        return skilled ? _("nobody who gives first aid is free then") : _("nobody gives first aid");
    case NEEDS_NOTHING:
        break;
    }
    return _("nobody is free then");
}

/* The most frequent first. */
static void barred_words(struct tally *tally, char *why, size_t size)
{
    size_t length = (size_t)snprintf(why, size, _("%d could: "), tally->could);
    for (int parts = 0; parts < WAYS; parts++) {
        int most = 0;
        char part[FIT_WHY_BYTES];
        for (int i = 1; i < WAYS; i++)
            most = tally->barred[i] > tally->barred[most] ? i : most;
        if (tally->barred[most] == 0 || length >= size)
            return;
        const char *words = tally->barred[most] == 1 ? in_the_way[most].one : in_the_way[most].many;
        snprintf(part, sizeof part, _(words), tally->barred[most]);
        tally->barred[most] = 0;
        const char *between = parts > 0 ? words_context(N_("why|, ")) : "";
        length += (size_t)snprintf(why + length, size - length, "%s%s", between, part);
    }
}

void fill_explain(const struct fit_rules *rules, const struct plan_person *persons, int count, const struct post *post,
                  const struct fit_shift *shift, char why[FIT_WHY_BYTES])
{
    struct tally tally = {0};
    for (int i = 0; i < count; i++)
        count_person(rules, &persons[i], post, shift, &tally);
    if (count == 0)
        text_copy(why, FIT_WHY_BYTES, _("there are no volunteers yet"));
    else if (tally.could == 0)
        text_copy(why, FIT_WHY_BYTES, nobody_words(post->needs, tally.skilled > 0));
    else
        barred_words(&tally, why, FIT_WHY_BYTES);
}
