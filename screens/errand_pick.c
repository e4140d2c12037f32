/* Requests picked for one way of one volunteer (domain.md §5): Space marks, Enter asks who goes and begins the errand.
 * Of an errand that has begun: what joins it. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "screens/errands.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

struct errand_pick {
    struct register_list list;
    struct errand errand; /* head.id 0: a new one */
    struct marks marks;
};

/* ---- the list ---- */

/* Those nobody has, and those the volunteer has for no errand yet. */
static bool keep(const struct view *view, const void *record)
{
    const struct errand_pick *state = view->state;
    const struct supply *supply = record;
    return supply_is_waiting(supply->state) &&
           (!supply->helper[0] || (!supply->errand_id && errand_has(&state->errand, supply)));
}

static bool open_pick(struct view *view, const void *argument, struct err *err)
{
    struct errand_pick *state = view->state;
    (void)err;
    if (argument)
        state->errand = *(const struct errand *)argument;
    state->list.scope = state->errand.head.id ? SUPPLIES_OPEN : SUPPLIES_NEW;
    return true;
}

static void write_age(const struct supply *supply, char *text, size_t size)
{
    char age[TIME_SIZE];
    age_label(clock_now() - supply->asked_at, age);
    snprintf(text, size, "%s%s%s", supply->urgent ? _("urgent ") : "", age,
             supply_is_over(supply, clock_now()) ? "!" : "");
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct errand_pick *state = view->state;
    const struct supply *supply = record;
    if (!strcmp(column, "mark"))
        text_copy(cell->text, sizeof cell->text, marks_has(&state->marks, supply->head.id) ? "*" : "");
    else if (!strcmp(column, "number"))
        snprintf(cell->text, sizeof cell->text, "#%lld", (long long)supply->head.id);
    else if (!strcmp(column, "age"))
        write_age(supply, cell->text, sizeof cell->text);
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct errand_pick *state = view->state;
    const struct supply *supply = record;
    if (marks_has(&state->marks, supply->head.id))
        return STYLE_GOOD;
    return supply->urgent || supply_is_over(supply, clock_now()) ? STYLE_WARNING : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    (void)view;
    snprintf(text, size, "#%lld", (long long)((const struct supply *)record)->head.id);
}

static const struct register_screen picks = {
    .rules = &supply_rules,
    .cell = cell,
    .keep = keep,
    .row_style = row_style,
    .name = name,
};

/* What somebody else took meanwhile is not marked any more. */
static bool load(struct view *view, struct err *err)
{
    struct marks *marks = &((struct errand_pick *)view->state)->marks;
    struct supply supply;
    (void)err;
    for (int i = marks->count - 1; i >= 0; i--)
        if (!record_get(application_store(view), &supply_table, marks->ids[i], &supply, NULL) ||
            supply.head.voided[0] || !keep(view, &supply))
            marks_turn(marks, marks->ids[i]);
    return true;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct errand_pick *state = view->state;
    char helper[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, state->errand.helper, helper, sizeof helper);
    buffer_add(out, helper);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct marks *marks = &((const struct errand_pick *)view->state)->marks;
    if (marks->count)
        buffer_format(out, _("marked: %d"), marks->count);
}

/* All of it in the message row: the list has room for its beginning. */
static void note(const struct view *view, struct buffer *out)
{
    const struct supply *supply = register_selected(view);
    if (supply)
        buffer_add(out, supply->items);
}

/* ---- keys ---- */

static void run_mark(struct view *view)
{
    struct errand_pick *state = view->state;
    const struct supply *supply = register_selected(view);
    if (!marks_turn(&state->marks, supply->head.id)) {
        ui_say(view->ui, MESSAGE_WARNING, _("At most %d requests for one errand: make two of it."), MARKS_MOST);
        return;
    }
    list_step(&view->list, 1);
}

static void join(struct view *view, const struct marks *marks)
{
    struct errand_pick *state = view->state;
    struct err err = {0};
    char helper[NAME_BYTES];
    struct errand errand = state->errand;
    if (!errand_begin(application_store(view), &errand, marks->ids, marks->count, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    application_mask(application_of(view), MASK_NAME, errand.helper, helper, sizeof helper);
    ui_say(view->ui, MESSAGE_GOOD, _("%1$s takes %2$d more along   Ctrl-Z undoes"), helper, marks->count);
    application_saved(view);
    view_close(view);
}

static void run_begin(struct view *view)
{
    const struct errand_pick *state = view->state;
    const struct supply *selected = register_selected(view);
    struct errand_begin_open open = {.requests = state->marks};
    marks_or(&open.requests, selected ? selected->head.id : 0);
    if (state->errand.head.id)
        join(view, &open.requests);
    else
        ui_open(view->ui, &screen_errand_begin, &open);
}

static const char *begin_why_not(const struct view *view)
{
    const struct errand_pick *state = view->state;
    return state->errand.head.id && !register_selected(view) ? _("No request waits for somebody to bring it.") : NULL;
}

static const struct column columns[] = {
    {.heading = "*", .name = "mark", .width = 1, .priority = 9},
    {.heading = N_("No."), .name = "number", .width = 6, .priority = 8},
    {.heading = N_("Household"), .name = "place", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Needed"), .name = "items", .width = 16, .grow = 3, .priority = 9},
    {.heading = N_("Waits"), .name = "age", .width = 14, .priority = 8},
    {.heading = N_("Volunteer"), .name = "helper", .width = 9, .grow = 1, .most = 14, .priority = 6},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("No request waits for somebody to bring it. Enter begins an errand without any."),
                  N_("No request matches. Esc shows all again."));
static const struct action actions[] = {
    {.name = "errand.begin",
     .verb = "errand.add",
     .label = N_("Begin"),
     .help = N_("Begins an errand with the marked requests, or the selected one: asks who goes. Of an errand that has "
                "begun: takes them along."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_WRITES,
     .run = run_begin,
     .why_not = begin_why_not,
     .opens = &screen_errand_begin},
    {.name = "errand.mark",
     .label = N_("Mark"),
     .help = N_("Marks the selected request to go along, or takes its mark away."),
     .keys = {' ', 'v'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW,
     .run = run_mark},
    REGISTER_BOOKLET("errand.booklet"),
    REGISTER_HISTORY("errand.request_history", N_("Who changed what of the selected request, and when.")),
};
const struct screen_def screen_errand_pick = {
    .name = "errand_pick",
    .title = N_("Pick requests"),
    .subject = &picks,
    .state_size = sizeof(struct errand_pick),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SUPPLY | TOPIC_PEOPLE | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_pick,
    .load = load,
    .heading = heading,
    .status = status,
    .note = note,
};
