/* Notices (domain.md §10): what everybody must know, and who has read it. */
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/notice_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARKED_MOST = 200 };
struct notices {
    struct register_list list;
    int64_t unread[MARKED_MOST]; /* ids of what the officer has not read */
    int unread_count;
};
static const char *const scope_labels[] = {N_("Current"), N_("Ended"), N_("All"), NULL};

static bool is_unread(const struct view *view, int64_t id)
{
    const struct notices *state = view->state;
    for (int i = 0; i < state->unread_count; i++)
        if (state->unread[i] == id)
            return true;
    return false;
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct notice *notice = record;
    char when[TIME_SIZE];
    if (strcmp(column, "unread") == 0) {
        text_copy(cell->text, sizeof cell->text, is_unread(view, notice->head.id) ? _("unread") : "");
    } else if (strcmp(column, "read") == 0) {
        snprintf(cell->text, sizeof cell->text, "%d/%d", notice->read, notice->readers);
    } else if (strcmp(column, "until") == 0 && notice->from_at > clock_now()) {
        moment_label(notice->from_at, when);
        snprintf(cell->text, sizeof cell->text, _("from %s"), when);
    } else if (strcmp(column, "pinned") == 0) {
        text_copy(cell->text, sizeof cell->text, notice->pinned ? _("pinned") : "");
    } else if (strcmp(column, "kiosk") == 0) {
        text_copy(cell->text, sizeof cell->text, notice->kiosk ? _("Yes") : "");
    } else {
        return false;
    }
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct notice *notice = record;
    if (is_unread(view, notice->head.id))
        return STYLE_WARNING;
    return notice->until_at <= clock_now() ? STYLE_MUTED : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    (void)view;
    text_copy(text, size, ((const struct notice *)record)->title);
}

static const struct register_screen notices = {
    .rules = &notice_rules,
    .form = &screen_notice_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .name = name,
};

static bool load(struct view *view, struct err *err)
{
    struct notices *state = view->state;
    int64_t officer_id = application_of(view)->officer.id;
    state->unread_count = 0;
    if (!officer_id)
        return true;
    struct notice *unread = memory_new(MARKED_MOST, sizeof *unread);
    bool read = notice_unread(application_store(view), officer_id, clock_now(), false, unread, MARKED_MOST,
                              &state->unread_count, err);
    for (int i = 0; i < state->unread_count; i++)
        state->unread[i] = unread[i].head.id;
    free(unread);
    return read;
}

static void status(const struct view *view, struct buffer *out)
{
    const struct notices *state = view->state;
    if (state->unread_count)
        buffer_format(out, _("unread %d"), state->unread_count);
}

/* The beginning of the text in the message row. */
static void note(const struct view *view, struct buffer *out)
{
    const struct notice *notice = register_selected(view);
    if (notice)
        buffer_format(out, notice->kiosk ? _("On the shared terminal too: %s") : "%s", notice->text);
}

static void run_open(struct view *view)
{
    const struct record_head *head = register_selected(view);
    ui_open(view->ui, &screen_notice, &head->id);
}

static const struct column columns[] = {
    {.heading = N_("Unread"), .name = "unread", .width = 6, .priority = 9},
    {.heading = N_("Title"), .name = "title", .width = 16, .grow = 3, .priority = 9},
    {.heading = N_("Ends"), .name = "until", .width = 16, .priority = 8},
    {.heading = N_("Have read"), .name = "read", .width = 9, .priority = 8, .right = true},
    {.heading = N_("For"), .name = "audience", .width = 6, .priority = 6},
    {.heading = N_("Pinned"), .name = "pinned", .width = 6, .priority = 6},
    {.heading = N_("Officer"), .name = "officer", .width = 8, .priority = 5},
    {.heading = N_("Kiosk"), .name = "kiosk", .width = 8, .priority = 4},
    {.heading = N_("Words"),
     .name = "text",
     .width = 10,
     .grow = 2,
     .priority = 2,
     .free_text = true,
     .zoomed_only = true},
};
static const struct list_def list =
    REGISTER_LIST(columns,
                  N_("What everybody must know stands here and on every desk until it is read. F7 adds the "
                     "first."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    {.name = "notice.open",
     .label = N_("Whole"),
     .help = N_("Shows the whole notice and who has read it; Enter there says that you have."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW,
     .run = run_open,
     .opens = &screen_notice},
    REGISTER_ADD("notice.add", &screen_notice_form, N_("Adds a notice.")),
    REGISTER_EDIT("notice.edit", &screen_notice_form,
                  N_("Corrects the selected notice; everybody has to read it again then.")),
    REGISTER_VOID("notice.void", N_("Voids the selected notice, with a reason.")),
    REGISTER_TURN("notice.which", N_("Shows what holds now, what is over, or all.")),
    REGISTER_HISTORY("notice.history", N_("Who changed what of the selected notice, and when.")),
};
static const struct field fields[] = {
    {.name = "title", .label = N_("Title"), .width = 50, .flags = FIELD_REQUIRED},
    {.name = "text", .label = N_("Words"), .width = 50, .flags = FIELD_REQUIRED},
    {.name = "from", .label = N_("Begins"), .hint = N_("empty = now"), .kept_hint = N_("empty = now"), .width = 17},
    {.name = "until", .label = N_("Ends"), .hint = N_("empty = in some days (settings)"), .width = 17},
    {.name = "audience", .label = N_("For"), .kind = FIELD_CHOICE, .width = 10, .choices = notice_audience_labels},
    {.name = "pinned",
     .label = N_("Pinned"),
     .hint = N_("on every desk until it is read"),
     .kind = FIELD_CHOICE,
     .width = 8,
     .choices = yes_labels},
    {.name = "kiosk",
     .label = N_("Shared terminal"),
     .hint = N_("volunteers read it there"),
     .kind = FIELD_CHOICE,
     .width = 8,
     .choices = yes_labels},
};
static const struct form_def form = REGISTER_FORM("notice", fields);

const struct screen_def screen_notice_form = REGISTER_FORM_SCREEN("notice_form", N_("Notice"), &notices, &form, 78);
const struct screen_def screen_notices = {
    .name = "notices",
    .title = N_("Notices"),
    .subject = &notices,
    .state_size = sizeof(struct notices),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_NOTICE | TOPIC_OFFICER | TOPIC_CLOCK | TOPIC_SESSION,
    .heading = register_heading,
    .load = load,
    .status = status,
    .note = note,
};
