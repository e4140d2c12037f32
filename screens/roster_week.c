/* The week's grid of posts (mockup roster-week): who stands where, what is missing. Enter puts somebody on the selected
 * shift, Delete takes them off, Ctrl-C and Ctrl-V carry the people of one cell to another. */
#include "screens/roster_week.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "screens/registry.h"
#include "screens/roster_copy.h"
#include "screens/roster_plan.h"
#include <stdlib.h>
#include <string.h>

enum { GRID_PAGE = 1000, GRID_FAR = 1000000 };

static bool open_grid(struct view *view, const void *argument, struct err *err)
{
    struct roster_grid *grid = view->state;
    int day = argument ? *(const int *)argument : clock_day(clock_now());
    (void)err;
    grid->first_day = week_first_day(day);
    grid->day = week_day(day);
    return true;
}

/* ---- moving ---- */

/* What was said belongs to the cell before: the row is wanted for this one. */
static void move_to(struct view *view, int row, int day)
{
    ui_say(view->ui, MESSAGE_PLAIN, "%s", "");
    grid_select(view, row, day);
}

static void run_up_down(struct view *view)
{
    const struct roster_grid *grid = view->state;
    int step = (int)view->running->argument;
    if (step == GRID_PAGE || step == -GRID_PAGE)
        step = step / GRID_PAGE * grid_room(view);
    move_to(view, grid->row + step, grid->day);
}

static void run_left_right(struct view *view)
{
    const struct roster_grid *grid = view->state;
    move_to(view, grid->row, grid->day + (int)view->running->argument);
}

static void run_next(struct view *view)
{
    if (!grid_next_open(view, (int)view->running->argument))
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("No other shift of this week needs anything."));
}

static void run_list(struct view *view)
{
    view_close(view);
}

static void run_week(struct view *view)
{
    struct roster_grid *grid = view->state;
    grid->first_day = clock_day_add(grid->first_day, (int)view->running->argument * GRID_DAYS);
    view_stale(view);
}

/* ---- putting on and taking off ---- */

static const char *why_no_cell(const struct view *view)
{
    return grid_cell(view) ? NULL : _("There is no post yet: F9, Posts, adds the first.");
}

static const char *why_not_assign(const struct view *view)
{
    const struct roster_cell *cell = grid_cell(view);
    if (!cell)
        return why_no_cell(view);
    return cell->manned || cell->closed || cell->count ? NULL : _("The post has no such shift on that day.");
}

static void run_assign(struct view *view)
{
    struct fit_shift shift = grid_shift(view);
    ui_open(view->ui, &screen_roster_assign, &shift);
}

static const char *why_nobody(const struct view *view)
{
    const struct roster_cell *cell = grid_cell(view);
    return cell && cell->count ? NULL : _("Nobody stands there.");
}

static bool remove_answered(struct view *view, const char *reason, struct err *err)
{
    const struct roster_grid *grid = view->state;
    const struct assignment *assignment = &grid->removed.assignment;
    char name[NAME_BYTES];
    if (!reason)
        return true;
    if (!roster_remove(application_store(view), assignment->head.id, assignment->head.rev, reason, err))
        return false;
    grid_masked(view, grid->removed.name, name);
    ui_say(view->ui, MESSAGE_GOOD, _("Removed: %s   Ctrl-Z undoes"), name);
    application_saved(view);
    return true;
}

/* The only one there; where several stand it is asked which. */
static void run_remove(struct view *view)
{
    struct roster_grid *grid = view->state;
    const struct roster_cell *cell = grid_cell(view);
    struct fit_shift shift = grid_shift(view);
    char name[NAME_BYTES];
    if (cell->count > 1) {
        ui_open(view->ui, &screen_roster_standing, &shift);
        return;
    }
    for (int i = cell->first; i < cell->first + cell->entries; i++)
        if (assignment_counts(&grid->week.entries[i].assignment))
            grid->removed = grid->week.entries[i];
    grid_masked(view, grid->removed.name, name);
    prompt_line(view, name, _("Why removed"), "", remove_answered);
}

/* ---- copy and paste ---- */

static void run_copy(struct view *view)
{
    struct roster_grid *grid = view->state;
    char name[GRID_NAME_BYTES];
    grid->copied = grid_shift(view);
    grid_cell_name(view, name);
    ui_say(view->ui, MESSAGE_PLAIN, _("Copied: %1$s (%2$d). Ctrl-V puts them on another shift."), name,
           grid_cell(view)->count);
}

static const char *why_not_paste(const struct view *view)
{
    const struct roster_grid *grid = view->state;
    if (!grid->copied.post_id)
        return _("Nothing was copied yet: Ctrl-C copies the people of a shift.");
    return why_not_assign(view);
}

/* Those of whom a rule speaks against it, that an officer may override. */
static bool wants_reason(const struct roster_planned *row)
{
    return !row->chosen && !row->full && row->fit.bars && !shift_fit_forbidden(&row->fit);
}

static void say_pasted(struct view *view, const struct roster_plan *plan, int saved, int left_out)
{
    struct buffer words = {0};
    for (int i = 0; i < plan->count; i++) {
        const struct roster_planned *row = &plan->rows[i];
        char name[NAME_BYTES];
        grid_masked(view, row->name, name);
        if (!row->chosen)
            buffer_format(&words, "  %s: %s", name, row->full ? _("the shift is full") : row->why);
    }
    if (left_out)
        buffer_format(&words, "  %s", _("Somebody else was faster."));
    if (saved)
        ui_say(view->ui, words.length ? MESSAGE_WARNING : MESSAGE_GOOD, _("Pasted: %1$d%2$s   Ctrl-Z undoes"), saved,
               buffer_text(&words));
    else
        ui_say(view->ui, MESSAGE_WARNING, _("Nothing was pasted.%s"), buffer_text(&words));
    buffer_release(&words);
}

static bool save_pasted(struct view *view, const char *reason, struct err *err)
{
    struct roster_grid *grid = view->state;
    int saved = 0, left_out = 0, chosen = 0;
    for (int i = 0; i < grid->plan.count; i++)
        chosen += grid->plan.rows[i].chosen;
    if (chosen && !roster_plan_save(application_store(view), &grid->plan, reason, &saved, &left_out, err))
        return false;
    say_pasted(view, &grid->plan, saved, left_out);
    application_saved(view);
    return true;
}

static bool paste_answered(struct view *view, const char *reason, struct err *err)
{
    struct roster_grid *grid = view->state;
    if (reason && !reason[0])
        return err_set(err, ERR_INPUT, "%s", _("A rule is broken: say why, or Esc pastes only the others."));
    for (int i = 0; reason && i < grid->plan.count; i++)
        grid->plan.rows[i].chosen |= wants_reason(&grid->plan.rows[i]);
    return save_pasted(view, reason ? reason : "", err);
}

static void run_paste(struct view *view)
{
    struct roster_grid *grid = view->state;
    struct fit_shift to = grid_shift(view);
    struct err err = {0};
    char name[NAME_BYTES];
    struct buffer title = {0};
    roster_plan_release(&grid->plan);
    bool good = roster_plan_paste(application_store(view), &grid->copied, &to, &grid->plan, &err);
    for (int i = 0; good && i < grid->plan.count; i++) {
        if (!wants_reason(&grid->plan.rows[i]))
            continue;
        grid_masked(view, grid->plan.rows[i].name, name);
        buffer_format(&title, "%s%s: %s", title.length ? "  " : "", name, grid->plan.rows[i].why);
    }
    if (good && title.length)
        prompt_line(view, buffer_text(&title), _("Why all the same"), "", paste_answered);
    else if (good)
        good = save_pasted(view, "", &err);
    if (!good)
        ui_say_err(view->ui, &err);
    buffer_release(&title);
}

/* ---- the screen ---- */

static void run_copy_days(struct view *view)
{
    const struct roster_grid *grid = view->state;
    const struct roster_copy_open open = {.first_day = grid->first_day, .post_id = grid->post_id};
    ui_open(view->ui, &screen_roster_copy, &open);
}

static bool grid_key(struct view *view, const struct key_event *event)
{
    const struct roster_grid *grid = view->state;
    if (event->key != KEY_MOUSE || !grid->week.row_count)
        return false;
    if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN)
        move_to(view, grid->row + (event->mouse == MOUSE_WHEEL_UP ? -1 : 1), grid->day);
    else if (grid_click(view, event->row, event->column) && !why_not_assign(view))
        run_assign(view);
    return true;
}

#define MOVES(name_, label_, help_, run_, argument_, ...)                                                          \
    {                                                                                                              \
        .name = name_, .label = label_, .help = help_, .keys = {__VA_ARGS__}, .flags = ACTION_HIDDEN, .run = run_, \
        .argument = argument_                                                                                      \
    }
/* The gaps of the week that is shown. */
static void run_fill(struct view *view)
{
    roster_fill_open(view, ((const struct roster_grid *)view->state)->first_day);
}

static const struct action actions[] = {
    {.name = "roster.assign",
     .label = N_("roster|Assign"),
     .help = N_("Puts somebody on the selected shift: by initials, name or last digits."),
     .keys = {KEY_ENTER, KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', 'o', KEY_ALT('7')},
     .priority = 85,
     .flags = ACTION_WRITES,
     .run = run_assign,
     .why_not = why_not_assign,
     .opens = &screen_roster_assign,
     .verb = "roster.assign"},
    {.name = "roster.remove",
     .label = N_("Take off"),
     .help = N_("Takes somebody off the selected shift, with a reason."),
     .keys = {KEY_DELETE, '-', 'x'},
     .priority = 84,
     .flags = ACTION_WRITES,
     .run = run_remove,
     .why_not = why_nobody,
     .opens = &screen_roster_standing,
     .verb = "roster.remove"},
    {.name = "roster.copy_cell",
     .label = N_("Copy"),
     .help = N_("Copies the people of the selected shift; Ctrl-V puts them on another one."),
     .keys = {KEY_CTRL('C'), 'y'},
     .priority = 80,
     .run = run_copy,
     .why_not = why_nobody},
    {.name = "roster.paste_cell",
     .label = N_("roster|Paste"),
     .help = N_("Puts the copied people on the selected shift, as far as no rule speaks against it."),
     .keys = {KEY_CTRL('V'), 'p'},
     .priority = 79,
     .flags = ACTION_WRITES,
     .run = run_paste,
     .why_not = why_not_paste,
     .verb = "roster.copy"},
    {.name = "roster.fill",
     .label = N_("roster|Fill"),
     .help = N_("Proposes who closes the gaps of this week: every rule kept, hours and nights spread evenly."),
     .keys = {'+'},
     .priority = 78,
     .flags = ACTION_WRITES,
     .run = run_fill,
     .opens = &screen_roster_plan,
     .verb = "roster.fill"},
    {.name = "roster.copy_days",
     .label = N_("roster|Repeat"),
     .help = N_("Plans the week before once more, or a pattern of days again and again; shown before it is saved."),
     .keys = {KEY_CTRL('K')},
     .priority = 78,
     .flags = ACTION_WRITES,
     .run = run_copy_days,
     .opens = &screen_roster_copy,
     .verb = "roster.copy"},
    {.name = "roster.next_gap",
     .label = N_("Next gap"),
     .help = N_("To the next shift of the week on which somebody is missing, breaks a rule, looks for a stand-in."),
     .keys = {KEY_TAB},
     .priority = 83,
     .run = run_next,
     .why_not = why_no_cell,
     .argument = 1},
    {.name = "roster.previous_gap",
     .label = N_("Prev gap"),
     .help = N_("To the one before."),
     .keys = {KEY_BACK_TAB},
     .flags = ACTION_HIDDEN,
     .run = run_next,
     .why_not = why_no_cell,
     .argument = -1},
    {.name = "roster.week_before",
     .label = N_("Week-"),
     .help = N_("The week before."),
     .keys = {'<', KEY_CTRL_LEFT},
     .priority = 77,
     .run = run_week,
     .argument = -1},
    {.name = "roster.week_after",
     .label = N_("Week+"),
     .help = N_("The week after."),
     .keys = {'>', KEY_CTRL_RIGHT},
     .priority = 76,
     .run = run_week,
     .argument = 1},
    {.name = "roster.list",
     .label = N_("List"),
     .help = N_("Back to the list."),
     .keys = {KEY_CTRL('G')},
     .priority = 60,
     .run = run_list},
    MOVES("roster.up", N_("Up"), N_("The shift above."), run_up_down, -1, KEY_UP, 'k'),
    MOVES("roster.down", N_("Down"), N_("The shift below."), run_up_down, 1, KEY_DOWN, 'j'),
    MOVES("roster.left", N_("Left"), N_("The day before."), run_left_right, -1, KEY_LEFT, 'h'),
    MOVES("roster.right", N_("Right"), N_("The day after."), run_left_right, 1, KEY_RIGHT, 'l'),
    MOVES("roster.page_up", N_("Page up"), N_("As many shifts up as are shown."), run_up_down, -GRID_PAGE, KEY_PAGE_UP),
    MOVES("roster.page_down", N_("Page dn"), N_("As many shifts down as are shown."), run_up_down, GRID_PAGE,
          KEY_PAGE_DOWN),
    MOVES("roster.first", N_("First"), N_("The first shift."), run_up_down, -GRID_FAR, KEY_HOME, 'g'),
    MOVES("roster.last", N_("Last"), N_("The last shift."), run_up_down, GRID_FAR, KEY_END, 'G'),
};
const struct screen_def screen_roster_week = {
    .name = "roster_week",
    .title = N_("Roster"),
    .state_size = sizeof(struct roster_grid),
    .actions = ACTION_TABLE(actions),
    .topics = TOPIC_ROSTER | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_CLOCK | TOPIC_DAY | TOPIC_SESSION,
    .framed = true,
    .open = open_grid,
    .close = grid_release,
    .load = grid_load,
    .heading = grid_heading,
    .note = grid_note,
    .draw = grid_draw,
    .key = grid_key,
};
