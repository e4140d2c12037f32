#include "roster_alarms.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/own_act.h"
#include "gatepost/roster_week.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, ENTRIES_MOST = 4096, REST_AHEAD = 2 * DAY, REST_BEHIND = 2 * DAY };

/* ---- shifts that run or begin soon ---- */

struct shifts {
    struct roster_now *lines;
    struct roster_entry *entries;
    int count, entry_count;
};

static bool shifts_read(struct store *store, int64_t now, int ahead_s, struct shifts *shifts, struct err *err)
{
    shifts->lines = memory_resize(NULL, ROSTER_NOW, sizeof *shifts->lines);
    shifts->entries = memory_resize(NULL, ENTRIES_MOST, sizeof *shifts->entries);
    return roster_now(store, now, ahead_s, shifts->lines, ROSTER_NOW, &shifts->count, shifts->entries, ENTRIES_MOST,
                      &shifts->entry_count, err);
}

static void shifts_release(struct shifts *shifts)
{
    free(shifts->lines);
    free(shifts->entries);
}

/* "04-11 22:00 东门", and what comes behind it. */
static void begin_words(const struct roster_now *line, struct buffer *words)
{
    char when[TIME_SIZE];
    stamp_label(line->cell.starts_at, when);
    buffer_format(words, "%s %s", when, line->post.name);
}

static void take_words(struct alarm_matter *matter, int64_t subject, struct buffer *words)
{
    *matter = (struct alarm_matter){.subject = subject};
    text_copy(matter->words, sizeof matter->words, buffer_text(words));
    buffer_release(words);
}

/* "04-11 22:00 东门 0/1" */
static void say_uncovered(const struct roster_now *line, struct alarm_matter *matter)
{
    struct buffer words = {0};
    begin_words(line, &words);
    buffer_format(&words, " %d/%d", roster_cell_sure(&line->cell), line->cell.least);
    take_words(matter, shift_key(line->post.head.id, line->cell.starts_at), &words);
}

bool roster_uncovered_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                              struct err *err)
{
    int ahead_s = (int)setting_integer(store, "roster.uncovered_hours") * HOUR;
    struct shifts shifts = {0};
    *count = 0;
    bool good = shifts_read(store, now, ahead_s, &shifts, err);
    for (int i = 0; good && i < shifts.count && *count < most; i++)
        if (roster_cell_gap(&shifts.lines[i].cell, now) > 0)
            say_uncovered(&shifts.lines[i], &matters[(*count)++]);
    shifts_release(&shifts);
    return good;
}

/* Somebody should be there, and nobody has come. */
static bool nobody_came(const struct shifts *shifts, const struct roster_now *line)
{
    int awaited = 0;
    for (int i = 0; i < line->cell.entries; i++) {
        const struct assignment *assignment = &shifts->entries[line->cell.first + i].assignment;
        if (assignment->state == ASSIGNMENT_ARRIVED || assignment->state == ASSIGNMENT_DONE)
            return false;
        awaited += assignment_counts(assignment);
    }
    return awaited > 0;
}

/* "04-11 14:00 东门 吴芳 何军" */
static void say_late(const struct shifts *shifts, const struct roster_now *line, struct alarm_matter *matter)
{
    struct buffer words = {0};
    begin_words(line, &words);
    for (int i = 0; i < line->cell.entries; i++)
        if (assignment_counts(&shifts->entries[line->cell.first + i].assignment))
            buffer_format(&words, " %s", shifts->entries[line->cell.first + i].name);
    take_words(matter, shift_key(line->post.head.id, line->cell.starts_at), &words);
}

bool roster_late_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err)
{
    int64_t begun_before = now - (int64_t)setting_integer(store, "roster.late_minutes") * MINUTE;
    struct shifts shifts = {0};
    *count = 0;
    bool good = shifts_read(store, now, 0, &shifts, err);
    for (int i = 0; good && i < shifts.count && *count < most; i++) {
        const struct roster_now *line = &shifts.lines[i];
        if (line->cell.starts_at <= begun_before && nobody_came(&shifts, line))
            say_late(&shifts, line, &matters[(*count)++]);
    }
    shifts_release(&shifts);
    return good;
}

/* ---- who cannot come ---- */

/* "04-11 22:00 东门 何军" */
static bool say_stand_in(struct store *store, int64_t id, struct alarm_matter *matter, struct err *err)
{
    struct assignment assignment;
    struct volunteer volunteer;
    struct post post;
    struct buffer words = {0};
    char when[TIME_SIZE];
    if (!record_get(store, &assignment_table, id, &assignment, err) ||
        !record_get(store, &volunteer_table, assignment.volunteer_id, &volunteer, err) ||
        !record_get(store, &post_table, assignment.post_id, &post, err))
        return false;
    stamp_label(assignment.starts_at, when);
    buffer_format(&words, "%s %s %s", when, post.name, volunteer.name);
    take_words(matter, id, &words);
    return true;
}

bool roster_stand_in_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                             struct err *err)
{
    int64_t *ids = memory_new((size_t)most, sizeof *ids);
    int found = 0;
    *count = 0;
    bool good = own_act_seekers(store, now, ids, most, &found, err);
    for (; good && *count < found; *count += good)
        good = say_stand_in(store, ids[*count], &matters[*count], err);
    free(ids);
    return good;
}

/* ---- rest ---- */

struct rests {
    struct roster_entry *entries; /* who counts, by volunteer and beginning */
    int count;
    struct fit_shift *shifts; /* the same, as the rules see them */
    struct post *posts;
    int post_count;
    struct fit_rules rules;
};

static int compare_people(const void *one, const void *other)
{
    const struct assignment *a = &((const struct roster_entry *)one)->assignment;
    const struct assignment *b = &((const struct roster_entry *)other)->assignment;
    if (a->volunteer_id != b->volunteer_id)
        return a->volunteer_id < b->volunteer_id ? -1 : 1;
    if (a->starts_at != b->starts_at)
        return a->starts_at < b->starts_at ? -1 : 1;
    return (a->head.id > b->head.id) - (a->head.id < b->head.id);
}

static void keep_those_who_count(struct rests *rests)
{
    int kept = 0;
    for (int i = 0; i < rests->count; i++)
        if (assignment_counts(&rests->entries[i].assignment))
            rests->entries[kept++] = rests->entries[i];
    rests->count = kept;
    if (kept > 0)
        qsort(rests->entries, (size_t)kept, sizeof *rests->entries, compare_people);
    for (int i = 0; i < kept; i++) {
        const struct assignment *of = &rests->entries[i].assignment;
        rests->shifts[i] = (struct fit_shift){of->head.id, of->post_id, of->starts_at, of->ends_at, of->day};
    }
}

static bool rests_read(struct store *store, int64_t now, struct rests *rests, struct err *err)
{
    rests->entries = memory_resize(NULL, ENTRIES_MOST, sizeof *rests->entries);
    rests->shifts = memory_resize(NULL, ENTRIES_MOST, sizeof *rests->shifts);
    rests->posts = memory_resize(NULL, POSTS_MOST, sizeof *rests->posts);
    fit_rules_read(store, &rests->rules);
    if (!roster_read(store, now - REST_BEHIND, now + REST_AHEAD, 0, 0, rests->entries, ENTRIES_MOST, &rests->count,
                     err) ||
        !post_list(store, rests->posts, POSTS_MOST, &rests->post_count, err))
        return false;
    rests->count = rests->count < ENTRIES_MOST ? rests->count : ENTRIES_MOST;
    keep_those_who_count(rests);
    return true;
}

static void rests_release(struct rests *rests)
{
    free(rests->entries);
    free(rests->shifts);
    free(rests->posts);
}

static const struct post *post_of(const struct rests *rests, int64_t post_id)
{
    for (int i = 0; i < rests->post_count; i++)
        if (rests->posts[i].head.id == post_id)
            return &rests->posts[i];
    return NULL;
}

/* "何军 东门 04-11 22:00 → 南门 04-12 14:00 8h < 11h" */
static void say_rest(const struct rests *rests, int index, const struct shift_fit *fit, struct alarm_matter *matter)
{
    const struct roster_entry *entry = &rests->entries[index];
    const struct post *before = post_of(rests, fit->against.post_id);
    struct buffer words = {0};
    char from[TIME_SIZE], to[TIME_SIZE];
    stamp_label(fit->against.starts_at, from);
    stamp_label(entry->assignment.starts_at, to);
    buffer_format(&words, "%s %s %s → %s %s", entry->name, before != NULL ? before->name : "", from, entry->post, to);
    if ((fit->bars & 1U << BAR_OVERLAP) == 0)
        buffer_format(&words, " %dh < %dh", fit->rest_minutes / 60, rests->rules.rest_minutes / 60);
    take_words(matter, entry->assignment.head.id, &words);
}

/* Against the shifts before it only: of two that are too near the later one is said. */
static bool is_broken(const struct rests *rests, int first, int index, struct shift_fit *fit)
{
    const struct post *post = post_of(rests, rests->shifts[index].post_id);
    const struct fit_person person = {.shifts = &rests->shifts[first], .shift_count = index - first};
    if (post == NULL || index == first)
        return false;
    shift_fit_judge(&rests->rules, &person, post, false, &rests->shifts[index], fit);
    return (fit->bars & (1U << BAR_OVERLAP | 1U << BAR_REST)) != 0;
}

bool roster_rest_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err)
{
    struct rests rests = {0};
    struct shift_fit fit;
    int first = 0; /* of the same volunteer */
    *count = 0;
    bool good = rests_read(store, now, &rests, err);
    for (int i = 0; good && i < rests.count && *count < most; i++) {
        if (rests.entries[i].assignment.volunteer_id != rests.entries[first].assignment.volunteer_id)
            first = i;
        if (rests.entries[i].assignment.ends_at > now && is_broken(&rests, first, i, &fit))
            say_rest(&rests, i, &fit, &matters[(*count)++]);
    }
    rests_release(&rests);
    return good;
}

/* ---- behind a written row ---- */

unsigned roster_alarms_touched(struct store *store, const char *table, int64_t id)
{
    struct assignment assignment;
    int64_t now = clock_now();
    unsigned review = 0;
    if (strcmp(table, "post") == 0 || strcmp(table, "post_closed") == 0)
        return REVIEW_SHIFTS_NOW;
    if (strcmp(table, "assignment") != 0 || !record_get(store, &assignment_table, id, &assignment, NULL))
        return 0;
    if (assignment.ends_at > now)
        review |= REVIEW_STAND_INS;
    if (assignment.ends_at > now &&
        assignment.starts_at <= now + (int64_t)setting_integer(store, "roster.uncovered_hours") * HOUR)
        review |= REVIEW_SHIFTS_NOW;
    if (assignment.ends_at > now - DAY && assignment.starts_at < now + REST_AHEAD + DAY)
        review |= REVIEW_RESTS;
    return review;
}

bool roster_alarms_review(struct store *store, unsigned review, int64_t now, struct err *err)
{
    if ((review & REVIEW_SHIFTS_NOW) != 0 &&
        (!alarm_scan_rule(store, "shift_uncovered", now, err) || !alarm_scan_rule(store, "shift_late", now, err)))
        return false;
    if ((review & REVIEW_STAND_INS) != 0 && !alarm_scan_rule(store, "stand_in", now, err))
        return false;
    return (review & REVIEW_RESTS) == 0 || alarm_scan_rule(store, "shift_rest", now, err);
}
