/* Posts (岗位, domain.md §6): where somebody stands on a shift, in the order of the grid. */
#include "gatepost/availability.h"
#include "gatepost/post.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("All"), N_("All, void ones too"), NULL};

static void write_weekdays(const struct post *post, char *text, size_t size)
{
    struct availability week;
    if (post->weekdays[0] && availability_parse(post->weekdays, &week, NULL))
        availability_words(&week, text, (int)size);
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct post *post = record;
    (void)view;
    cell->text[0] = '\0';
    if (!strcmp(column, "numbers"))
        snprintf(cell->text, sizeof cell->text, post->wanted > post->least ? "%d-%d" : "%d", post->least, post->wanted);
    else if (!strcmp(column, "weekdays"))
        write_weekdays(post, cell->text, sizeof cell->text);
    else
        return (!strcmp(column, "needs") && post->needs == NEEDS_NOTHING) ||
               (!strcmp(column, "overlap") && !post->overlap);
    return true;
}

static bool offer_checkpoint(const struct view *view, int index, char *text, size_t size)
{
    struct checkpoint checkpoints[REGISTER_OFFERS];
    int count = 0;
    if (!checkpoint_list(application_store(view), checkpoints, REGISTER_OFFERS, &count, NULL) || index >= count ||
        index >= REGISTER_OFFERS)
        return false;
    text_copy(text, size, checkpoints[index].name);
    return true;
}

static bool offer(const struct view *view, const char *field, int index, char *text, size_t size)
{
    static const char *const patterns[] = {"06-14 14-22 22-06", "08-16 16-24 00-08", "08-20", "08-12 14-18", "09-18"};
    static const char *const weekdays[] = {N_("weekdays"), N_("weekends"), "135"};
    if (!strcmp(field, "checkpoint"))
        return offer_checkpoint(view, index, text, size);
    if (!strcmp(field, "pattern") && index < (int)(sizeof patterns / sizeof patterns[0]))
        text_copy(text, size, patterns[index]);
    else if (!strcmp(field, "weekdays") && index < (int)(sizeof weekdays / sizeof weekdays[0]))
        text_copy(text, size, _(weekdays[index]));
    else
        return false;
    return true;
}

/* 0 says nothing there. */
static void changed(struct view *view, const char *field)
{
    const struct post *post = register_form_record(view);
    if (field[0])
        return;
    if (!post->overlap)
        form_set_text(&view->form, "overlap", "");
    if (!post->position)
        form_set_text(&view->form, "position", "");
}

/* Whoever writes the posts down writes those of one kind one after the other. */
static void next(const struct view *view, const void *saved, void *record)
{
    const struct post *from = saved;
    struct post *post = record;
    (void)view;
    post->kind = from->kind;
    post->needs = from->needs;
    text_copy(post->pattern, sizeof post->pattern, from->pattern);
    text_copy(post->estate, sizeof post->estate, from->estate);
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    (void)view;
    text_copy(text, size, ((const struct post *)record)->name);
}

static const struct register_screen posts = {
    .rules = &post_rules,
    .form = &screen_roster_post_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .changed = changed,
    .offer = offer,
    .next = next,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("post|Place"), .name = "position", .width = 5, .priority = 7, .right = true},
    {.heading = N_("shift|Post"), .name = "name", .width = 12, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("post|Kind"), .name = "kind", .width = 12, .priority = 5},
    {.heading = N_("Shifts"), .name = "pattern", .width = 18, .grow = 1, .most = 30, .priority = 8},
    {.heading = N_("post|People"), .name = "numbers", .width = 6, .priority = 8, .right = true},
    {.heading = N_("post|Days"), .name = "weekdays", .width = 16, .priority = 6},
    {.heading = N_("post|Needs"), .name = "needs", .width = 8, .grow = 1, .most = 18, .priority = 6},
    {.heading = N_("Handover"), .name = "overlap", .width = 8, .priority = 3, .right = true},
    {.heading = N_("Estate"), .name = "estate", .width = 8, .priority = 4},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 2, .priority = 2, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns,
                  N_("Where somebody stands on a shift is written here: gates, patrols, deliveries. F7 adds "
                     "the first post."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("post.add", &screen_roster_post_form, N_("Adds a post with its shifts and how many stand there.")),
    REGISTER_EDIT("post.edit", &screen_roster_post_form,
                  N_("Corrects the selected post: its shifts, numbers, days, its place in the grid.")),
    REGISTER_VOID("post.void", N_("Voids the selected post, with a reason; not while somebody is to stand there.")),
    {.name = "post.closed",
     .label = N_("Unmanned"),
     .help = N_("The days on which a post, or all of them, is not manned."),
     .keys = {'*', KEY_ENTER},
     .priority = 60,
     .opens = &screen_closed_days},
    REGISTER_TURN("post.which", N_("Shows the posts of the grid, or void ones too.")),
    REGISTER_HISTORY("post.history", N_("Who changed what of the selected post, and when.")),
};
static const struct field fields[] = {
    {.name = "name", .label = N_("shift|Post"), .width = 24, .flags = FIELD_REQUIRED},
    {.name = "kind", .label = N_("post|Kind"), .kind = FIELD_CHOICE, .width = 14, .choices = post_kind_labels},
    {.name = "pattern",
     .label = N_("Shifts"),
     .hint = N_("06-14 14-22 22-06"),
     .kind = FIELD_SUGGEST,
     .width = 36,
     .flags = FIELD_REQUIRED},
    {.name = "least", .label = N_("post|At least"), .hint = N_("people a shift"), .width = 4},
    {.name = "wanted", .label = N_("post|Wanted"), .hint = N_("empty: as many"), .width = 4},
    {.name = "weekdays",
     .label = N_("post|Days"),
     .hint = N_("12345, weekends; empty: every day"),
     .kind = FIELD_SUGGEST,
     .width = 20},
    {.name = "needs", .label = N_("post|Needs"), .kind = FIELD_CHOICE, .width = 18, .choices = post_needs_labels},
    {.name = "overlap", .label = N_("Handover"), .hint = N_("minutes of handover"), .width = 4},
    {.name = "checkpoint", .label = N_("Checkpoint"), .kind = FIELD_SUGGEST, .width = 16},
    {.name = "estate", .label = N_("Estate"), .kind = FIELD_SUGGEST, .width = 20},
    {.name = "position", .label = N_("post|Place"), .hint = N_("in the grid; empty: the last"), .width = 5},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("post", fields);

const struct screen_def screen_roster_post_form =
    REGISTER_FORM_SCREEN("roster_post_form", N_("Roster post"), &posts, &form, 66);
const struct screen_def screen_roster_posts =
    REGISTER_LIST_SCREEN("roster_posts", N_("Duty posts"), &posts, &list, actions, TOPIC_ROSTER);
