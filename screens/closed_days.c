/* Closed days: when a post, or all of them, is not manned, and who is still to stand there. */
#include "gatepost/assignment.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLANNED_MOST = 256 };
static const char *const scope_labels[] = {N_("All"), N_("All, void ones too"), NULL};

/* Shifts of the day on which somebody is to stand there all the same. */
static int still_planned(const struct view *view, const struct post_closed *closed)
{
    struct roster_entry *entries = memory_new(PLANNED_MOST, sizeof *entries);
    int64_t from_at = clock_day_start(closed->day), until_at = clock_day_start(clock_day_add(closed->day, 1));
    int count = 0, planned = 0;
    if (roster_read(application_store(view), from_at, until_at, closed->post_id, 0, entries, PLANNED_MOST, &count,
                    NULL))
        for (int i = 0; i < count && i < PLANNED_MOST; i++)
            planned += entries[i].assignment.day == closed->day && assignment_counts(&entries[i].assignment);
    free(entries);
    return planned;
}

static void more(const struct view *view, const void *record, char *text, size_t size)
{
    const struct post_closed *closed = record;
    int planned = closed->head.voided[0] ? 0 : still_planned(view, closed);
    text[0] = '\0';
    if (planned)
        snprintf(text, size, _("%d shifts"), planned);
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct post_closed *closed = record;
    (void)view;
    if (!strcmp(column, "planned"))
        text_copy(cell->text, sizeof cell->text, register_more(closed));
    else if (!strcmp(column, "post") && !closed->post_id)
        text_copy(cell->text, sizeof cell->text, _("All posts"));
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return register_more(record)[0] ? STYLE_WARNING : STYLE_NORMAL;
}

/* As far as what is typed can be read. */
static void changed(struct view *view, const char *field)
{
    struct post_closed closed;
    char words[NOTE_BYTES];
    (void)field;
    register_form_hush(view);
    int planned = register_form_take(view, &closed, NULL) && closed.day ? still_planned(view, &closed) : 0;
    if (!planned)
        return;
    snprintf(words, sizeof words, _("%d shifts are planned there on that day; they stay and are marked as conflicts."),
             planned);
    register_form_say(view, NOTE_WARNING, words);
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct post_closed *closed = record;
    struct post post = {0};
    char day[TIME_SIZE];
    day_label(clock_day_start(closed->day), day);
    if (closed->post_id)
        record_get(application_store(view), &post_table, closed->post_id, &post, NULL);
    snprintf(text, size, "%.60s %s", closed->post_id ? post.name : _("All posts"), day);
}

static const struct register_screen closed_days = {
    .rules = &post_closed_rules,
    .form = &screen_closed_day_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .more = more,
    .row_style = row_style,
    .changed = changed,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("Day"), .name = "day", .width = 10, .priority = 9},
    {.heading = N_("shift|Post"), .name = "post", .width = 14, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("closed|Reason"), .name = "reason", .width = 16, .grow = 2, .priority = 7, .free_text = true},
    {.heading = N_("Still planned"), .name = "planned", .width = 13, .priority = 8},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Days on which a post, or all of them, is not manned stand here. F7 adds one."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("post.close", &screen_closed_day_form,
                 N_("Says that a post, or all of them, is not manned on a day.")),
    REGISTER_EDIT("post.close_edit", &screen_closed_day_form, N_("Corrects the selected closed day.")),
    REGISTER_VOID("post.reopen", N_("Takes the selected closed day back, with a reason: the post is manned then.")),
    REGISTER_TURN("post.closed_which", N_("Shows the closed days, or those taken back too.")),
    REGISTER_HISTORY("post.closed_history", N_("Who changed what of the selected closed day, and when.")),
};
static const struct field fields[] = {
    {.name = "day", .label = N_("Day"), .hint = N_("5-1, tomorrow"), .width = 12, .flags = FIELD_REQUIRED},
    {.name = "post", .label = N_("shift|Post"), .hint = N_("empty: all posts"), .kind = FIELD_SUGGEST, .width = 24},
    {.name = "reason", .label = N_("closed|Reason"), .kind = FIELD_SUGGEST, .width = 36},
};
static const struct form_def form = REGISTER_FORM("closed_day", fields);

const struct screen_def screen_closed_day_form =
    REGISTER_FORM_SCREEN("closed_day_form", N_("Closed day"), &closed_days, &form, 66);
const struct screen_def screen_closed_days =
    REGISTER_LIST_SCREEN("closed_days", N_("Closed days"), &closed_days, &list, actions, TOPIC_ROSTER);
