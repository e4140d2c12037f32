#include "gatepost/shift_fit.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HOUR_S = 3600,
    DAY_S = 24 * HOUR_S,
    AROUND_S = 8 * DAY_S,
    NEAR = 16,
    ABSENCES = 16,
    CLOSED_MOST = 2 * POSTS_MOST
};
#define BIT(bar) (1u << (bar))

const char *const shift_bar_names[] = {"overlap",  "rest",  "cap",  "skill",  "unavailable", "absent",
                                       "observed", "unfit", "week", "closed", "left",        NULL};

/* ---- judged ---- */

static int minutes_of(struct store *store, const char *setting)
{
    int seconds = 0;
    return setting_time(store, setting, &seconds) ? seconds / 60 : -1;
}

void fit_rules_read(struct store *store, struct fit_rules *rules)
{
    *rules = (struct fit_rules){
        .rest_minutes = 60 * setting_integer(store, "roster.rest_hours"),
        .cap_minutes = 60 * setting_integer(store, "roster.cap_hours"),
        .night_from = minutes_of(store, "roster.night_from"),
        .night_until = minutes_of(store, "roster.night_until"),
    };
    if (rules->night_from < 0 || rules->night_until < 0)
        rules->night_from = rules->night_until = 0; /* shift_night_minutes: no night */
}

static bool is_same(const struct fit_shift *one, const struct fit_shift *other)
{
    return one->id != 0 && one->id == other->id;
}

/* Seconds between the two; below 0: how long they overlap. */
static int64_t gap_between(const struct fit_shift *one, const struct fit_shift *other)
{
    int64_t behind = one->starts_at - other->ends_at, before = other->starts_at - one->ends_at;
    return behind > before ? behind : before;
}

static void judge_against(const struct fit_rules *rules, const struct post *post, const struct fit_shift *shift,
                          const struct fit_shift *other, struct shift_fit *fit)
{
    int64_t gap = gap_between(shift, other);
    bool hands_over =
        other->post_id == shift->post_id && other->starts_at != shift->starts_at && gap >= -(int64_t)post->overlap * 60;
    enum shift_bar bar = gap < 0 && !hands_over ? BAR_OVERLAP : BAR_REST;
    if (bar == BAR_REST && gap >= (int64_t)rules->rest_minutes * 60)
        return;
    int rest_minutes = gap > 0 ? (int)(gap / 60) : 0;
    bool first = (fit->bars & (BIT(BAR_OVERLAP) | BIT(BAR_REST))) == 0;
    bool graver = bar == BAR_OVERLAP ? (fit->bars & BIT(BAR_OVERLAP)) == 0
                                     : (fit->bars & BIT(BAR_OVERLAP)) == 0 && rest_minutes < fit->rest_minutes;
    fit->bars |= BIT(bar);
    if (!first && !graver)
        return;
    fit->against = *other;
    fit->rest_minutes = rest_minutes;
}

static int64_t seconds_within(const struct fit_shift *shift, int64_t from_at, int64_t until_at)
{
    int64_t from = shift->starts_at > from_at ? shift->starts_at : from_at;
    int64_t until = shift->ends_at < until_at ? shift->ends_at : until_at;
    return until > from ? until - from : 0;
}

/* The fullest 24 hours in which some of the shift lies (near[0]) begin or end with one of the shifts. */
static int fullest_day(const struct fit_shift *near, int count)
{
    int64_t most = 0;
    for (int i = 0; i < 2 * count; i++) {
        int64_t from = i % 2 == 0 ? near[i / 2].starts_at : near[i / 2].ends_at - DAY_S, sum = 0;
        if (seconds_within(&near[0], from, from + DAY_S) == 0)
            continue;
        for (int other = 0; other < count; other++)
            sum += seconds_within(&near[other], from, from + DAY_S);
        most = sum > most ? sum : most;
    }
    return (int)((most + 59) / 60);
}

static void judge_time(const struct fit_rules *rules, const struct fit_person *person, const struct post *post,
                       const struct fit_shift *shift, struct shift_fit *fit)
{
    struct fit_shift near[NEAR] = {*shift};
    int count = 1, first_day = week_first_day(shift->day), last_day = clock_day_add(first_day, 6);
    fit->week_shifts = 1;
    for (int i = 0; i < person->shift_count; i++) {
        const struct fit_shift *other = &person->shifts[i];
        if (is_same(other, shift))
            continue;
        fit->week_shifts += other->day >= first_day && other->day <= last_day;
        judge_against(rules, post, shift, other, fit);
        if (gap_between(shift, other) < DAY_S && count < NEAR)
            near[count++] = *other;
    }
    fit->day_minutes = fullest_day(near, count);
    if (fit->day_minutes > rules->cap_minutes)
        fit->bars |= BIT(BAR_CAP);
    fit->shifts_most = person->volunteer.shifts_most;
    if (fit->shifts_most > 0 && fit->week_shifts > fit->shifts_most)
        fit->bars |= BIT(BAR_WEEK);
}

static bool has_skill(const struct volunteer *volunteer, enum post_needs needs)
{
    switch (needs) {
    case NEEDS_NOTHING:
        return true;
    case NEEDS_TEMPERATURE:
        return volunteer->temperature;
    case NEEDS_DRIVING:
        return volunteer->driving;
    case NEEDS_FIRST_AID:
        return volunteer->first_aid;
    }
    return false;
}

static bool is_absent(const struct fit_person *person, const struct fit_shift *shift)
{
    for (int i = 0; i < person->absence_count; i++)
        if (person->absences[i].from_at < shift->ends_at && person->absences[i].until_at > shift->starts_at)
            return true;
    return false;
}

void shift_fit_judge(const struct fit_rules *rules, const struct fit_person *person, const struct post *post,
                     bool closed, const struct fit_shift *shift, struct shift_fit *fit)
{
    const struct volunteer *volunteer = &person->volunteer;
    *fit = (struct shift_fit){.needs = post->needs};
    judge_time(rules, person, post, shift, fit);
    fit->bars |=
        (has_skill(volunteer, post->needs) ? 0 : BIT(BAR_SKILL)) |
        (availability_covers(&person->availability, shift->starts_at, shift->ends_at) ? 0 : BIT(BAR_UNAVAILABLE)) |
        (is_absent(person, shift) ? BIT(BAR_ABSENT) : 0) | (volunteer->observed ? BIT(BAR_OBSERVED) : 0) |
        (volunteer->health == HEALTH_UNFIT ? BIT(BAR_UNFIT) : 0) | (closed ? BIT(BAR_CLOSED) : 0) |
        (volunteer->head.voided[0] != '\0' ? BIT(BAR_LEFT) : 0);
}

bool shift_fit_closed(const struct post *post, int day, const struct post_closed *closed, int count)
{
    if (post->head.voided[0] != '\0' ||
        (post->weekdays[0] != '\0' && strchr(post->weekdays, '1' + week_day(day)) == NULL))
        return true;
    return post_closed_on(closed, count, post->head.id, day);
}

bool shift_fit_forbidden(const struct shift_fit *fit)
{
    return (fit->bars & (BIT(BAR_OVERLAP) | BIT(BAR_ABSENT) | BIT(BAR_LEFT))) != 0;
}

/* ---- read ---- */

/* Leave that has begun before the shift ends. */
static bool begins_before(void *context, const void *record)
{
    const struct absence *absence = record;
    return absence->from_at < ((const struct fit_shift *)context)->ends_at;
}

static bool read_absences(struct store *store, int64_t volunteer_id, struct fit_shift *shift, struct absence *absences,
                          int *count, struct err *err)
{
    struct record_window window = {.scope = ABSENCES_OPEN,
                                   .column = "volunteer_id",
                                   .value = volunteer_id,
                                   .now = shift->starts_at,
                                   .keep = begins_before,
                                   .context = shift,
                                   .rows = absences,
                                   .most = ABSENCES};
    bool good = record_window(store, &absence_table, &window, err);
    *count = window.count;
    return good;
}

static bool read_shifts(struct store *store, int64_t volunteer_id, const struct fit_shift *shift,
                        struct fit_shift shifts[FIT_OTHERS], int *count, struct err *err)
{
    struct roster_entry *entries = memory_new(FIT_OTHERS, sizeof *entries);
    int found = 0;
    bool good = roster_read(store, shift->starts_at - AROUND_S, shift->ends_at + AROUND_S, 0, volunteer_id, entries,
                            FIT_OTHERS, &found, err);
    *count = 0;
    for (int i = 0; good && i < found && i < FIT_OTHERS; i++) {
        const struct assignment *assignment = &entries[i].assignment;
        if (assignment_counts(assignment))
            shifts[(*count)++] = (struct fit_shift){.id = assignment->head.id,
                                                    .post_id = assignment->post_id,
                                                    .starts_at = assignment->starts_at,
                                                    .ends_at = assignment->ends_at,
                                                    .day = assignment->day};
    }
    free(entries);
    return good;
}

static bool read_closed(struct store *store, const struct post *post, int day, bool *closed, struct err *err)
{
    struct post_closed *days = memory_new(CLOSED_MOST, sizeof *days);
    int count = 0;
    bool good = post_closed_list(store, day, day, days, CLOSED_MOST, &count, err);
    *closed = good && shift_fit_closed(post, day, days, count);
    free(days);
    return good;
}

bool shift_fit(struct store *store, int64_t volunteer_id, const struct fit_shift *shift, struct shift_fit *fit,
               struct err *err)
{
    struct fit_rules rules;
    struct fit_person person = {0};
    struct absence absences[ABSENCES];
    struct fit_shift shifts[FIT_OTHERS], asked = *shift;
    struct post post;
    bool closed;
    if (!record_get(store, &volunteer_table, volunteer_id, &person.volunteer, err) ||
        !record_get(store, &post_table, shift->post_id, &post, err) ||
        !read_absences(store, volunteer_id, &asked, absences, &person.absence_count, err) ||
        !read_shifts(store, volunteer_id, shift, shifts, &person.shift_count, err) ||
        !read_closed(store, &post, shift->day, &closed, err))
        return false;
    if (!availability_parse(person.volunteer.available, &person.availability, NULL))
        availability_parse("", &person.availability, NULL);
    person.absences = absences;
    person.shifts = shifts;
    fit_rules_read(store, &rules);
    shift_fit_judge(&rules, &person, &post, closed, shift, fit);
    return true;
}

/* ---- in words ---- */

/* "6", "6:30". */
static void hours_text(int minutes, char text[16])
{
    if (minutes % 60 == 0)
        snprintf(text, 16, "%d", minutes / 60);
    else
        snprintf(text, 16, "%d:%02d", minutes / 60, minutes % 60);
}

static void overlap_words(struct store *store, const struct shift_fit *fit, char *words, size_t size)
{
    struct post post;
    char span[SHIFT_SPAN_BYTES];
    shift_span_text(shift_span_of(fit->against.day, fit->against.starts_at, fit->against.ends_at), span);
    if (record_get(store, &post_table, fit->against.post_id, &post, NULL))
        snprintf(words, size, _("at the same time %1$s %2$s"), post.name, span);
    else
        snprintf(words, size, _("at the same time %s"), span);
}

static const char *skill_words(enum post_needs needs)
{
    switch (needs) {
    case NEEDS_TEMPERATURE:
        return _("takes no temperatures");
    case NEEDS_DRIVING:
        return _("does not drive");
    case NEEDS_FIRST_AID:
        return _("gives no first aid");
    case NEEDS_NOTHING:
        break;
    }
    return "";
}

static void bar_words(struct store *store, enum shift_bar bar, const struct shift_fit *fit, char *words, size_t size)
{
    static const char *const plain[BAR_COUNT] = {
        [BAR_UNAVAILABLE] = N_("outside the hours they named"),        [BAR_ABSENT] = N_("on leave"),
        [BAR_OBSERVED] = N_("the own household is under observation"), [BAR_UNFIT] = N_("health check not passed"),
        [BAR_CLOSED] = N_("the post is not manned that day"),          [BAR_LEFT] = N_("no volunteer any more"),
    };
    struct fit_rules rules;
    char hours[16];
    fit_rules_read(store, &rules);
    hours_text(bar == BAR_REST ? fit->rest_minutes : fit->day_minutes, hours);
    if (bar == BAR_OVERLAP)
        overlap_words(store, fit, words, size);
    else if (bar == BAR_REST && (fit->bars & BIT(BAR_OVERLAP)) != 0)
        snprintf(words, size, _("too little rest (fewer than %d hours)"), rules.rest_minutes / 60);
    else if (bar == BAR_REST)
        snprintf(words, size, _("only %1$s hours of rest (fewer than %2$d)"), hours, rules.rest_minutes / 60);
    else if (bar == BAR_CAP)
        snprintf(words, size, _("%1$s hours within 24 (more than %2$d)"), hours, rules.cap_minutes / 60);
    else if (bar == BAR_WEEK)
        snprintf(words, size, _("shift %1$d of the week (wants at most %2$d)"), fit->week_shifts, fit->shifts_most);
    else
        text_copy(words, size, bar == BAR_SKILL ? skill_words(fit->needs) : _(plain[bar]));
}

void shift_fit_why(struct store *store, const struct shift_fit *fit, char why[FIT_WHY_BYTES])
{
    static const enum shift_bar gravest_first[] = {BAR_LEFT,        BAR_ABSENT, BAR_OVERLAP, BAR_OBSERVED,
                                                   BAR_UNFIT,       BAR_CLOSED, BAR_REST,    BAR_CAP,
                                                   BAR_UNAVAILABLE, BAR_SKILL,  BAR_WEEK};
    size_t length = 0;
    why[0] = '\0';
    for (size_t i = 0; i < sizeof gravest_first / sizeof gravest_first[0]; i++) {
        char words[FIT_WHY_BYTES];
        if ((fit->bars & BIT(gravest_first[i])) == 0)
            continue;
        bar_words(store, gravest_first[i], fit, words, sizeof words);
        const char *between = length > 0 ? words_context(N_("why|; ")) : "";
        if (length + strlen(between) + strlen(words) < FIT_WHY_BYTES) /* else cut in the middle of a word */
            length += (size_t)snprintf(why + length, FIT_WHY_BYTES - length, "%s%s", between, words);
    }
}
