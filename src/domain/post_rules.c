/* Posts and the days on which they are not manned (domain.md §6). */
#include "gatepost/availability.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/people.h"
#include "gatepost/registers.h"
#include "gatepost/shift_fit.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE_MOST = 9999, WHOLE_DAY = 0xffffff };
#define USUAL_PATTERN "06-14 14-22 22-06"

/* ---- posts ---- */

static void begin(void *record)
{
    struct post *post = record;
    post->least = 1;
    text_copy(post->pattern, sizeof post->pattern, USUAL_PATTERN);
}

static bool check_name(struct store *store, const struct post *post, struct err *err)
{
    struct post other;
    return !record_with_text(store, &post_table, "name", post->name, &other, NULL) || other.head.id == post->head.id ||
           err_field(err, ERR_INPUT, "name", _("There is a post %s already."), other.name);
}

static bool check_pattern(struct post *post, struct err *err)
{
    struct shift_pattern pattern;
    if (!shift_pattern_parse(post->pattern[0] != '\0' ? post->pattern : USUAL_PATTERN, &pattern, err))
        return false;
    shift_pattern_text(&pattern, post->pattern);
    return true;
}

/* "12345", "1-5", "周末": whole days of the week, as with availability. */
static bool check_weekdays(struct post *post, struct err *err)
{
    struct availability week;
    char days[WEEKDAYS_BYTES] = "";
    int count = 0;
    bool good = availability_parse(post->weekdays, &week, NULL);
    for (int day = 0; good && day < 7; day++) {
        good = week.hours[day] == 0 || week.hours[day] == WHOLE_DAY;
        if (week.hours[day] == WHOLE_DAY)
            days[count++] = (char)('1' + day);
    }
    if (!good || count == 0)
        return err_field(err, ERR_INPUT, "weekdays",
                         _("\"%.20s\" are no days of the week: write 12345, 67 or weekends."), post->weekdays);
    text_copy(post->weekdays, sizeof post->weekdays, count == 7 ? "" : days);
    return true;
}

/* As many are wanted as it needs at least, until something else is said. */
static bool check_numbers(struct post *post, const struct post *before, struct err *err)
{
    bool follows =
        post->wanted == 0 || (before != NULL && before->wanted == before->least && post->wanted == before->wanted);
    if (post->least == 0)
        post->least = 1;
    if (follows && post->wanted < post->least)
        post->wanted = post->least;
    return post->wanted >= post->least ||
           err_field(err, ERR_INPUT, "wanted", _("%1$s needs at least %2$d a shift: want %2$d or more, not %3$d."),
                     post->name, post->least, post->wanted);
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct post *post = record;
    struct post *posts = memory_new(POSTS_MOST, sizeof *posts);
    int count = 0;
    bool good = check_name(store, post, err) && check_pattern(post, err) && check_weekdays(post, err) &&
                check_numbers(post, before, err) && post_list(store, posts, POSTS_MOST, &count, err);
    if (good && before == NULL && count == POSTS_MOST)
        good = err_set(err, ERR_INPUT, _("There are %d posts already: that is as many as the grid holds."), POSTS_MOST);
    if (good && post->position == 0)
        post->position = count > 0 && posts[count - 1].position < PLACE_MOST ? posts[count - 1].position + 1 : 1;
    free(posts);
    return good;
}

/* Whichever stood at this place moves one down, and so on to the first gap. */
static bool push_down(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct post *post = record, *was = before;
    if (was != NULL && was->position == post->position)
        return true;
    struct post *posts = memory_new(POSTS_MOST, sizeof *posts);
    int count = 0, position = post->position;
    bool good = post_list(store, posts, POSTS_MOST, &count, err);
    for (int i = 0; good && i < count && position < PLACE_MOST; i++) {
        if (posts[i].head.id == post->head.id || posts[i].position < post->position || posts[i].position > position)
            continue;
        posts[i].position = ++position;
        good = record_save(store, &post_table, &posts[i], err);
    }
    free(posts);
    return good;
}

/* Whoever is to stand there would stand nowhere. */
static bool check_void(struct store *store, const void *record, struct err *err)
{
    return dependents_none(store, "post", ((const struct post *)record)->head.id, err);
}

const struct register_rules post_rules = {
    .table = &post_table,
    .verb_add = "post.add",
    .verb_edit = "post.edit",
    .verb_void = "post.void",
    .begin = begin,
    .check = check,
    .follow = push_down,
    .check_void = check_void,
};

/* ---- days on which nobody stands there ---- */

static bool check_closed(struct store *store, void *record, const void *before, struct err *err)
{
    struct post_closed *closed = record, *others = memory_new(2 * POSTS_MOST, sizeof *others);
    struct post post = {0};
    char day[16];
    int count = 0;
    (void)before;
    bool good = (closed->post_id == 0 || record_get(store, &post_table, closed->post_id, &post, err)) &&
                post_closed_list(store, closed->day, closed->day, others, 2 * POSTS_MOST, &count, err);
    snprintf(day, sizeof day, "%04d-%02d-%02d", closed->day / 10000, closed->day / 100 % 100, closed->day % 100);
    for (int i = 0; good && i < count; i++) {
        if (others[i].head.id == closed->head.id)
            continue;
        if (others[i].post_id == 0)
            good = err_field(err, ERR_INPUT, "day", _("All posts are closed on %s already."), day);
        else if (others[i].post_id == closed->post_id)
            good = err_field(err, ERR_INPUT, "day", _("%1$s is closed on %2$s already."), post.name, day);
    }
    free(others);
    if (good && post.head.id != 0 && shift_fit_closed(&post, closed->day, NULL, 0))
        good = err_field(err, ERR_INPUT, "day", _("%1$s is not manned on %2$s anyway."), post.name, day);
    return good;
}

const struct register_rules post_closed_rules = {
    .table = &post_closed_table,
    .verb_add = "post.close",
    .verb_edit = "post.close_edit",
    .verb_void = "post.reopen",
    .check = check_closed,
};
