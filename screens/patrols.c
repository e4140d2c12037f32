/* Patrol notes (巡查, domain.md §1). */
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/patrol_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

struct patrols {
    struct register_list list;
    int64_t done_id, done_rev; /* being asked what was done */
    char done[NAME_BYTES];
};
static const char *const scope_labels[] = {N_("Not done"), N_("Seen to"), N_("All"), NULL};

/* The age of what is open, the day of what is done. */
static void write_state(const struct patrol *patrol, char *text, size_t size)
{
    char when[TIME_SIZE];
    if (patrol->head.voided[0]) {
        text_copy(text, size, patrol->head.voided);
    } else if (patrol->done_at) {
        moment_label(patrol->done_at, when);
        snprintf(text, size, _("done %s"), when);
    } else {
        age_label(clock_now() - patrol->at, when);
        snprintf(text, size, _("open %s"), when);
    }
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct patrol *patrol = record;
    (void)view;
    if (strcmp(column, "state") == 0)
        write_state(patrol, cell->text, sizeof cell->text);
    else if (strcmp(column, "urgent") == 0)
        text_copy(cell->text, sizeof cell->text, patrol->urgent ? _("urgent") : "");
    else if (strcmp(column, "found") == 0 && !patrol->found[0])
        text_copy(cell->text, sizeof cell->text, _("all in order"));
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct patrol *patrol = record;
    (void)view;
    if (patrol->done_at)
        return STYLE_MUTED;
    return patrol->urgent ? STYLE_WARNING : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct patrol *patrol = record;
    struct buffer words = {0};
    (void)view;
    buffer_format(&words, "%s%s%s", patrol->building, patrol->found[0] ? " " : "", patrol->found);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

/* The same people go from building to building. */
static void next(const struct view *view, const void *saved, void *record)
{
    struct patrol *patrol = record;
    (void)view;
    text_copy(patrol->by_whom, sizeof patrol->by_whom, ((const struct patrol *)saved)->by_whom);
}

static const struct register_screen patrols = {
    .rules = &patrol_rules,
    .form = &screen_patrol_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .next = next,
    .name = name,
};

/* ---- done ---- */

static bool done_answered(struct view *view, const char *text, struct err *err)
{
    const struct patrols *state = view->state;
    if (!text)
        return true;
    if (!patrol_done(application_store(view), state->done_id, state->done_rev, text, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("Done: %s   Ctrl-Z undoes"), state->done);
    application_saved(view);
    return true;
}

static void run_done(struct view *view)
{
    struct patrols *state = view->state;
    const struct patrol *patrol = register_selected(view);
    state->done_id = patrol->head.id;
    state->done_rev = patrol->head.rev;
    name(view, patrol, state->done, sizeof state->done);
    prompt_line(view, state->done, _("What was done"), patrol->action, done_answered);
}

static const char *done_why_not(const struct view *view)
{
    const struct patrol *patrol = register_selected(view);
    if (patrol && patrol->head.voided[0])
        return _("It is void.");
    return patrol && patrol->done_at ? _("It is done already; - opens it again.") : NULL;
}

static void run_reopen(struct view *view)
{
    const struct patrol *patrol = register_selected(view);
    struct err err = {0};
    char what[NAME_BYTES];
    name(view, patrol, what, sizeof what);
    if (!patrol_reopen(application_store(view), patrol->head.id, patrol->head.rev, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("Open again: %s   Ctrl-Z undoes"), what);
    application_saved(view);
}

static const char *reopen_why_not(const struct view *view)
{
    const struct patrol *patrol = register_selected(view);
    if (patrol && patrol->head.voided[0])
        return _("It is void.");
    return patrol && !patrol->done_at ? _("It is open already.") : NULL;
}

/* The whole of it in the message row: the list has room for its beginning. */
static void note(const struct view *view, struct buffer *out)
{
    const struct patrol *patrol = register_selected(view);
    if (!patrol || !patrol->found[0])
        return;
    buffer_add(out, patrol->found);
    if (patrol->action[0])
        buffer_format(out, _("   Done: %s"), patrol->action);
}

static const struct column columns[] = {
    {.heading = N_("When"), .name = "at", .width = 11, .priority = 9},
    {.heading = N_("Building"), .name = "building", .width = 12, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Place"), .name = "place", .width = 10, .priority = 3, .zoomed_only = true},
    {.heading = N_("Urgent"), .name = "urgent", .width = 6, .priority = 8},
    {.heading = N_("Found"), .name = "found", .width = 14, .grow = 3, .priority = 9, .free_text = true},
    {.heading = N_("State"), .name = "state", .width = 11, .grow = 1, .most = 20, .priority = 8},
    {.heading = N_("Patrol"), .name = "by", .width = 8, .priority = 6},
    {.heading = N_("What was done"), .name = "action", .width = 13, .grow = 2, .priority = 4, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("What patrols found stands here until it is done, the oldest first. F7 adds a note."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    {.name = "patrol.done",
     .verb = "patrol.done",
     .label = N_("See to"),
     .help = N_("Says what was done about the selected note; then it is closed."),
     .keys = {KEY_ENTER, '+', 'o'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_done,
     .why_not = done_why_not},
    REGISTER_ADD("patrol.add", &screen_patrol_form,
                 N_("Writes down a patrol; the form stays open for the next building. Found empty: all in order.")),
    {.name = "patrol.reopen",
     .verb = "patrol.reopen",
     .label = N_("Not done"),
     .help = N_("The selected note is open again; what was done stays written."),
     .keys = {'-'},
     .priority = 42,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_reopen,
     .why_not = reopen_why_not},
    REGISTER_EDIT("patrol.edit", &screen_patrol_form, N_("Corrects the selected note.")),
    REGISTER_VOID("patrol.void", N_("Voids the selected note, with a reason.")),
    REGISTER_TURN("patrol.which", N_("Shows what is open, what is done, or all.")),
    REGISTER_BOOKLET("patrol.booklet"),
    REGISTER_HISTORY("patrol.history", N_("Who changed what of the selected note, and when.")),
};
static const struct field fields[] = {
    {.name = "building", .label = N_("Building"), .hint = N_("or a place below"), .kind = FIELD_SUGGEST, .width = 24},
    {.name = "place", .label = N_("Place"), .hint = N_("room / name"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "by", .label = N_("Patrolled by"), .kind = FIELD_SUGGEST, .width = 24, .flags = FIELD_REQUIRED},
    {.name = "at", .label = N_("When"), .hint = N_("empty = now"), .kept_hint = N_("empty = unchanged"), .width = 17},
    {.name = "found", .label = N_("Found"), .hint = N_("empty = all in order"), .width = 36},
    {.name = "urgent", .label = N_("Urgent"), .kind = FIELD_CHOICE, .width = 8, .choices = yes_labels},
    {.name = "action", .label = N_("What was done"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("patrol", fields);

const struct screen_def screen_patrol_form =
    REGISTER_FORM_SCREEN("patrol_form", N_("Patrol note"), &patrols, &form, 76);
const struct screen_def screen_patrols = {
    .name = "patrols",
    .title = N_("Patrol notes"),
    .subject = &patrols,
    .state_size = sizeof(struct patrols),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_NOTICE | TOPIC_PEOPLE | TOPIC_CLOCK | TOPIC_SESSION,
    .heading = register_heading,
    .note = note,
};
