/* Which team goes to which building on a day: what stands, and an even split proposed for the rest (domain.md §4). */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/registers.h"
#include "gatepost/team_split.h"
#include "gatepost/utf8.h"
#include "screens/day_step.h"
#include "screens/register.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_AHEAD = 7 };

struct row {
    int64_t id; /* place in the plan, from 1 */
    struct plan_row plan;
    char team[NAME_BYTES], before[NAME_BYTES];
};
struct team_days {
    int day; /* yyyymmdd, 0: today */
    bool anew;
    bool fresh; /* the plan was made for the load that is going on */
    struct team_plan plan;
    struct row *rows;
};

/* ---- rows ---- */

static const char *team_name(const struct team_plan *plan, int64_t team_id)
{
    for (int i = 0; i < plan->team_count; i++)
        if (plan->teams[i].team.head.id == team_id)
            return plan->teams[i].team.name;
    return "";
}

static bool make_plan(struct view *view, struct err *err)
{
    struct team_days *state = view->state;
    struct team_plan plan;
    if (!team_plan_make(application_store(view), day_shown(state->day), state->anew, &plan, err))
        return false;
    team_plan_release(&state->plan);
    state->plan = plan;
    free(state->rows);
    state->rows = memory_new(SPLIT_BUILDINGS_MOST, sizeof *state->rows);
    for (int i = 0; i < plan.count; i++) {
        struct row *row = &state->rows[i];
        *row = (struct row){.id = i + 1, .plan = plan.rows[i]};
        text_copy(row->team, sizeof row->team, team_name(&plan, plan.rows[i].team_id));
        text_copy(row->before, sizeof row->before, team_name(&plan, plan.rows[i].before_id));
    }
    state->fresh = true;
    return true;
}

static int64_t id_of(const void *row)
{
    return ((const struct row *)row)->id;
}

/* A list asks several times in one load; the plan is made once for it. */
static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct team_days *state = view->state;
    if (!state->fresh && !make_plan(view, err))
        return false;
    small_list_page(page, state->rows, state->plan.count, sizeof state->rows[0], anchor, direction, id_of);
    return true;
}

static bool load(struct view *view, struct err *err)
{
    (void)err;
    ((struct team_days *)view->state)->fresh = false;
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = id_of(row);
}

static bool is_proposed(const struct plan_row *row)
{
    return !row->stands_id || row->differs;
}

static void write_state(const struct row *row, char *text, size_t size)
{
    bool kept = row->plan.before_id == row->plan.team_id;
    const char *proposed = is_proposed(&row->plan) ? "? " : "";
    if (kept)
        snprintf(text, size, "%s%s", proposed, _("keeps its team"));
    else if (row->before[0])
        snprintf(text, size, _("%1$snew; before: %2$s"), proposed, row->before);
    else
        snprintf(text, size, "%s%s", proposed, _("new here"));
}

enum { COLUMN_BUILDING, COLUMN_HOUSEHOLDS, COLUMN_PEOPLE, COLUMN_TEAM, COLUMN_STATE, COLUMN_STANDS };

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct row *row = data;
    const struct plan_row *plan = &row->plan;
    (void)view;
    switch (column) {
    case COLUMN_BUILDING:
        snprintf(cell->text, sizeof cell->text, "%s%s%s", plan->estate, plan->estate[0] ? " " : "", plan->building);
        break;
    case COLUMN_HOUSEHOLDS:
        snprintf(cell->text, sizeof cell->text, "%d", plan->households);
        break;
    case COLUMN_PEOPLE:
        snprintf(cell->text, sizeof cell->text, "%d", plan->people);
        break;
    case COLUMN_TEAM:
        text_copy(cell->text, sizeof cell->text, row->team);
        break;
    case COLUMN_STATE:
        write_state(row, cell->text, sizeof cell->text);
        break;
    default:
        text_copy(cell->text, sizeof cell->text, is_proposed(plan) ? _("proposed") : _("decided"));
    }
}

static enum style row_style(const struct view *view, const void *data)
{
    (void)view;
    return is_proposed(&((const struct row *)data)->plan) ? STYLE_WARNING : STYLE_NORMAL;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct team_days *state = view->state;
    day_heading(day_shown(state->day), out);
    if (state->anew)
        buffer_format(out, "  %s", _("split anew"));
}

static void status(const struct view *view, struct buffer *out)
{
    const struct team_days *state = view->state;
    if (state->plan.proposed)
        buffer_format(out, _("proposed: %d"), state->plan.proposed);
}

/* The load of every team, and how good the split is. */
static void note(const struct view *view, struct buffer *out)
{
    const struct team_plan *plan = &((const struct team_days *)view->state)->plan;
    for (int i = 0; i < plan->team_count; i++)
        buffer_format(out, _("%1$s%2$s %3$d"), i ? "  " : "", plan->teams[i].team.name, plan->teams[i].households);
    if (plan->count)
        buffer_format(out,
                      plan->result.proven ? _("   differ by %1$d; %2$d keep theirs; best there is")
                                          : _("   differ by %1$d; %2$d keep theirs"),
                      plan->result.heaviest - plan->result.lightest, plan->result.kept);
}

/* ---- keys ---- */

static void run_accept(struct view *view)
{
    struct team_days *state = view->state;
    struct err err = {0};
    int count = 0;
    if (!team_plan_accept(application_store(view), &state->plan, &count, &err)) {
        ui_say_err(view->ui, &err);
        view_stale(view);
        return;
    }
    state->anew = false;
    ui_say(view->ui, MESSAGE_GOOD, _("Decided for %d buildings.   Ctrl-Z undoes"), count);
    application_saved(view);
}

static const char *accept_why_not(const struct view *view)
{
    const struct team_days *state = view->state;
    return state->plan.proposed ? NULL : _("Every building has its team already: nothing is proposed.");
}

static void run_anew(struct view *view)
{
    struct team_days *state = view->state;
    state->anew = !state->anew;
    view_stale(view);
}

static void run_edit(struct view *view)
{
    const struct team_days *state = view->state;
    const struct row *row = list_selected(&view->list);
    struct team_day team_day = {.day = day_shown(state->day), .team_id = row->plan.team_id};
    text_copy(team_day.estate, sizeof team_day.estate, row->plan.estate);
    text_copy(team_day.building, sizeof team_day.building, row->plan.building);
    const struct register_open open = {.id = row->plan.stands_id, .preset = &team_day};
    ui_open(view->ui, &screen_team_day_form, &open);
}

/* Teams are sent out for the days to come, too. */
static void run_step(struct view *view)
{
    struct team_days *state = view->state;
    int today = clock_day(clock_now()), wanted = clock_day_add(day_shown(state->day), (int)view->running->argument);
    if (wanted > clock_day_add(today, DAYS_AHEAD)) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Nobody knows yet who is under observation then."));
        return;
    }
    state->day = wanted == today ? 0 : wanted;
    view_stale(view);
}

static void run_teams(struct view *view)
{
    ui_open(view->ui, &screen_teams, NULL);
}

static void close_days(struct view *view)
{
    struct team_days *state = view->state;
    team_plan_release(&state->plan);
    free(state->rows);
}

static const struct column columns[] = {
    {.heading = N_("Building"), .name = "building", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Households"), .name = "households", .width = 10, .priority = 8, .right = true},
    {.heading = N_("People"), .name = "people", .width = 6, .priority = 5, .right = true},
    {.heading = N_("Team"), .name = "team", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Compared"), .name = "state", .width = 16, .grow = 2, .most = 36, .priority = 8},
    {.heading = N_("State"), .name = "stands", .width = 8, .priority = 7},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("Nobody is under observation: no building needs a team."),
};
static const struct action actions[] = {
    {.name = "team.accept",
     .verb = "team.split",
     .label = N_("Accept"),
     .help = N_("Decides every team that is proposed here, as one change."),
     .keys = {KEY_CTRL('G'), '+'},
     .priority = 80,
     .flags = ACTION_WRITES,
     .run = run_accept,
     .why_not = accept_why_not},
    {.name = "team.change",
     .verb = "team.split",
     .label = N_("Edit"),
     .help = N_("Another team for the selected building; it stays when the rest is split."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2'), KEY_ENTER, 'o'},
     .priority = 74,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_edit,
     .opens = &screen_team_day_form},
    {.name = "team.anew",
     .label = N_("Anew"),
     .help = N_("Proposes an even split of all buildings, whatever is decided; again: what is decided stays."),
     .keys = {KEY_TAB},
     .priority = 66,
     .run = run_anew},
    {.name = "team.day_before",
     .label = N_("Day-"),
     .help = N_("Shows the day before."),
     .keys = {'<', KEY_CTRL_LEFT},
     .priority = 58,
     .run = run_step,
     .argument = -1},
    {.name = "team.day_after",
     .label = N_("Day+"),
     .help = N_("Shows the day after, up to a week ahead."),
     .keys = {'>', KEY_CTRL_RIGHT},
     .priority = 57,
     .run = run_step,
     .argument = 1},
    {.name = "team.open",
     .label = N_("Teams"),
     .help = N_("The teams and who is in them."),
     .keys = {'*'},
     .priority = 44,
     .run = run_teams,
     .opens = &screen_teams},
};

/* ---- one building ---- */

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct team_day *team_day = record;
    (void)view;
    snprintf(text, size, "%.40s%s%.60s", team_day->estate, team_day->estate[0] ? " " : "", team_day->building);
}

static const struct register_screen team_day_register = {
    .rules = &team_day_rules, .form = &screen_team_day_form, .name = name};
static const struct field fields[] = {
    {.name = "team", .label = N_("Team"), .kind = FIELD_SUGGEST, .width = 20, .flags = FIELD_REQUIRED},
    {.name = "building", .label = N_("Building"), .width = 20, .flags = FIELD_REQUIRED},
    {.name = "estate", .label = N_("Estate"), .width = 20},
    {.name = "day", .label = N_("Day"), .width = 12, .flags = FIELD_REQUIRED},
};
static const struct form_def form = REGISTER_FORM("team_day", fields);

const struct screen_def screen_team_day_form =
    REGISTER_FORM_SCREEN("team_day_form", N_("Team of a building"), &team_day_register, &form, 60);
const struct screen_def screen_team_days = {
    .name = "team_days",
    .title = N_("Teams of the day"),
    .state_size = sizeof(struct team_days),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_FOLLOW_UP | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_DAY | TOPIC_SESSION,
    .load = load,
    .close = close_days,
    .heading = heading,
    .status = status,
    .note = note,
};
