/* The plan of a sign-up chain (接龙): who signs up is looked for among the volunteers, the shift among those of the
 * post. What is not clear stays in the preview with its reason and is not chosen. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/roster_plan.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "roster_plan_put.h"
#include "roster_sign_up.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMESAKES_MOST = 16 };

/* ---- who it is ---- */

static void leave_out(struct roster_planned *row, const char *why)
{
    row->out = true;
    text_copy(row->why, sizeof row->why, why);
}

static void take(struct roster_planned *row, const struct volunteer_hit *hit)
{
    row->volunteer_id = hit->id;
    text_copy(row->name, sizeof row->name, hit->name);
}

/* Those of that name, or of that phone where no name is said. */
static int find_namesakes(struct store *store, const struct sign_up *said, struct volunteer_hit *hits)
{
    const char *word = said->name[0] != '\0' ? said->name : said->phone;
    int count = 0, kept = 0;
    if (word[0] == '\0' || !volunteer_find(store, word, hits, NAMESAKES_MOST, &count, NULL))
        return 0;
    count = count < NAMESAKES_MOST ? count : NAMESAKES_MOST;
    for (int i = 0; i < count; i++)
        if (strcmp(said->name[0] != '\0' ? hits[i].name : hits[i].phone, word) == 0)
            hits[kept++] = hits[i];
    return kept;
}

static void find_volunteer(struct store *store, const struct sign_up *said, struct roster_planned *row)
{
    struct volunteer_hit hits[NAMESAKES_MOST];
    int count = find_namesakes(store, said, hits);
    text_copy(row->name, sizeof row->name, said->name[0] != '\0' ? said->name : _("(no name)"));
    for (int i = 0; i < count && said->phone[0] != '\0'; i++)
        if (strcmp(hits[i].phone, said->phone) == 0) {
            take(row, &hits[i]);
            return;
        }
    if (count == 0)
        leave_out(row, _("not a volunteer yet: import or add them first"));
    else if (count > 1)
        leave_out(row, _("several volunteers are called so: write the phone behind the name"));
    else {
        take(row, &hits[0]);
        if (said->phone[0] != '\0')
            text_copy(row->why, sizeof row->why, _("the register has another phone: is it they?"));
    }
}

/* ---- which shift ---- */

static void put_shift(struct fit_shift *shift, int day, struct shift_span span)
{
    shift->day = day;
    shift->starts_at = shift_starts_at(day, span);
    shift->ends_at = shift_ends_at(day, span);
}

static void find_shift(const struct sign_up *said, struct roster_planned *row)
{
    struct shift_span span;
    char why[FIT_WHY_BYTES];
    const int today = clock_day(clock_now());
    row->shift.day = said->day;
    if (said->post == NULL) {
        leave_out(row, _("which post? None is named."));
        return;
    }
    row->shift.post_id = said->post->head.id;
    text_copy(row->post, sizeof row->post, said->post->name);
    if (!sign_up_span(said, &span)) {
        snprintf(why, sizeof why, _("which shift? %s"), said->post->pattern);
        leave_out(row, why);
        return;
    }
    put_shift(&row->shift, said->day != 0 ? said->day : today, span);
    if (said->day == 0 && row->shift.ends_at <= clock_now()) /* without a day the next one is meant */
        put_shift(&row->shift, clock_day_add(today, 1), span);
}

/* Those of one day stay as they are in the text. */
static void insert_by_day(struct roster_planned *rows, int count, const struct roster_planned *row)
{
    int at = count;
    for (; at > 0 && rows[at - 1].shift.day > row->shift.day; at--)
        rows[at] = rows[at - 1];
    rows[at] = *row;
}

static bool plan_rows(struct store *store, const struct sign_ups *sign_ups, struct roster_plan *plan, struct err *err)
{
    struct roster_planned *rows = memory_new((size_t)sign_ups->count + 1, sizeof *rows);
    for (int i = 0; i < sign_ups->count; i++) {
        struct roster_planned row = {.volunteer_id = 0};
        find_shift(&sign_ups->rows[i], &row);
        if (!row.out)
            find_volunteer(store, &sign_ups->rows[i], &row);
        else
            text_copy(row.name, sizeof row.name, sign_ups->rows[i].name);
        insert_by_day(rows, i, &row);
    }
    bool good = roster_plan_put(store, rows, sign_ups->count, plan, err);
    free(rows);
    return good;
}

static void take_preset(const struct sign_ups *sign_ups, const struct roster_sign_up_preset *said,
                        struct sign_up *preset)
{
    *preset = (struct sign_up){.day = said->day, .span = said->span};
    for (int i = 0; i < sign_ups->post_count; i++)
        if (sign_ups->posts[i].head.id == said->post_id)
            preset->post = &sign_ups->posts[i];
}

bool roster_plan_sign_up(struct store *store, const char *text, const struct roster_sign_up_preset *said,
                         struct roster_plan *plan, struct err *err)
{
    struct post *posts = memory_new(POSTS_MOST, sizeof *posts);
    struct sign_ups sign_ups = {.store = store, .posts = posts};
    struct sign_up preset;
    *plan = (struct roster_plan){.kind = PLAN_IMPORT};
    bool good = post_list(store, posts, POSTS_MOST, &sign_ups.post_count, err);
    if (good) {
        take_preset(&sign_ups, said, &preset);
        good = sign_ups_read(&sign_ups, text, &preset, err) && plan_rows(store, &sign_ups, plan, err);
    }
    sign_ups_release(&sign_ups);
    free(posts);
    return good;
}
