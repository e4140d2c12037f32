/* What a plan would put where, before it is saved: rows chosen with Space, what is against the others, behind them what
 * stays open and why (domain.md §6). Accepted whole or in part, as one step. */
#include "screens/roster_plan.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/import.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <stdlib.h>

enum {
    COLUMN_MARK,
    COLUMN_DAY,
    COLUMN_SHIFT,
    COLUMN_POST,
    COLUMN_WHO,
    COLUMN_WHY,
    PROGRESS_MS = 100,
    WEEK = 7,
    HOUR_S = 3600
};

struct row {
    int64_t id; /* place in the list, from 1 */
    int index;  /* in plan.rows, in plan.open */
    bool open;
};
struct preview {
    struct roster_plan plan;
    struct row *rows;
};

static struct preview *preview_of(const struct view *view)
{
    return view->state;
}

/* The selected row of the plan; NULL: one that stays open, or none. */
static struct roster_planned *planned_of(const struct view *view)
{
    const struct row *row = list_selected(&view->list);
    return row != NULL && !row->open ? &preview_of(view)->plan.rows[row->index] : NULL;
}

static int count_chosen(const struct roster_plan *plan)
{
    int chosen = 0;
    for (int i = 0; i < plan->count; i++)
        chosen += plan->rows[i].chosen;
    return chosen;
}

static int count_missing(const struct roster_plan *plan)
{
    int missing = 0;
    for (int i = 0; i < plan->open_count; i++)
        missing += plan->open[i].missing;
    return missing;
}

/* ---- making the fill ---- */

struct progress {
    struct ui *ui;
    int64_t said_ms;
};

static bool go_on(void *context)
{
    struct progress *progress = context;
    const int64_t now_ms = clock_real_ms();
    if (now_ms < progress->said_ms + PROGRESS_MS)
        return true;
    progress->said_ms = now_ms;
    return ui_say_progress(progress->ui, _("Filling the week.   Esc stops"));
}

static bool make_fill(struct view *view, int day, struct roster_plan *plan, struct err *err)
{
    struct progress progress = {view->ui, clock_real_ms()};
    return roster_plan_fill(application_store(view), day, clock_now(), go_on, &progress, plan, err);
}

/* ---- the list ---- */

static bool open_preview(struct view *view, const void *argument, struct err *err)
{
    struct preview *state = view->state;
    if (argument != NULL)
        state->plan = *(const struct roster_plan *)argument;
    else if (!make_fill(view, clock_day_add(clock_day(clock_now()), WEEK), &state->plan, err))
        return false;
    const int count = state->plan.count + state->plan.open_count;
    state->rows = memory_new((size_t)count + 1, sizeof *state->rows);
    for (int i = 0; i < count; i++) {
        const bool open = i >= state->plan.count;
        state->rows[i] = (struct row){i + 1, open ? i - state->plan.count : i, open};
    }
    return true;
}

static void close_preview(struct view *view)
{
    struct preview *state = view->state;
    roster_plan_release(&state->plan);
    free(state->rows);
}

static int64_t id_of(const void *row)
{
    return ((const struct row *)row)->id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct preview *state = view->state;
    (void)err;
    small_list_page(page, state->rows, state->plan.count + state->plan.open_count, sizeof state->rows[0], anchor,
                    direction, id_of);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = id_of(row);
}

static void write_when(const struct fit_shift *shift, int column, struct cell *cell)
{
    char span[SHIFT_SPAN_BYTES];
    if (column == COLUMN_SHIFT ? !shift->ends_at : !shift->day)
        return;
    shift_span_text(shift_span_of(shift->day, shift->starts_at, shift->ends_at), span);
    if (column == COLUMN_SHIFT)
        text_copy(cell->text, sizeof cell->text, span);
    else
        snprintf(cell->text, sizeof cell->text, "%s %02d-%02d", words_weekday(week_day(shift->day) + 1),
                 shift->day / 100 % 100, shift->day % 100);
}

static void write_open(const struct roster_left_open *open, int column, struct cell *cell)
{
    if (column == COLUMN_MARK)
        text_copy(cell->text, sizeof cell->text, "!");
    else if (column == COLUMN_POST)
        text_copy(cell->text, sizeof cell->text, open->post);
    else if (column == COLUMN_WHO)
        snprintf(cell->text, sizeof cell->text, _("%d missing"), open->missing);
    else
        text_copy(cell->text, sizeof cell->text, open->why);
}

static void write_planned(const struct view *view, const struct roster_planned *row, int column, struct cell *cell)
{
    if (column == COLUMN_MARK)
        text_copy(cell->text, sizeof cell->text, row->chosen ? "*" : "");
    else if (column == COLUMN_POST)
        text_copy(cell->text, sizeof cell->text, row->post);
    else if (column == COLUMN_WHO)
        application_mask(application_of(view), MASK_NAME, row->name, cell->text, sizeof cell->text);
    else
        text_copy(cell->text, sizeof cell->text, row->why);
}

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct roster_plan *plan = &preview_of(view)->plan;
    const struct row *row = data;
    if (column == COLUMN_DAY || column == COLUMN_SHIFT)
        write_when(row->open ? &plan->open[row->index].shift : &plan->rows[row->index].shift, column, cell);
    else if (row->open)
        write_open(&plan->open[row->index], column, cell);
    else
        write_planned(view, &plan->rows[row->index], column, cell);
}

static enum style row_style(const struct view *view, const void *data)
{
    const struct row *row = data;
    if (row->open)
        return STYLE_WARNING;
    return preview_of(view)->plan.rows[row->index].chosen ? STYLE_NORMAL : STYLE_MUTED;
}

static void heading(const struct view *view, struct buffer *out)
{
    static const char *const kinds[] = {[PLAN_COPY] = N_("copied week"),
                                        [PLAN_PATTERN] = N_("pattern"),
                                        [PLAN_PASTE] = N_("pasted"),
                                        [PLAN_FILL] = N_("fair fill"),
                                        [PLAN_IMPORT] = N_("sign-ups")};
    buffer_add(out, _(kinds[preview_of(view)->plan.kind]));
}

static void status(const struct view *view, struct buffer *out)
{
    const struct roster_plan *plan = &preview_of(view)->plan;
    buffer_format(out, _("chosen %1$d/%2$d  people still missing %3$d"), count_chosen(plan), plan->count,
                  count_missing(plan));
}

/* What somebody would have of this plan, so that it can be seen whether it is fair. */
static void add_share(const struct view *view, const struct roster_plan *plan, const struct roster_planned *row,
                      struct buffer *out)
{
    char name[NAME_BYTES];
    int shifts = 0;
    int64_t seconds = 0;
    for (int i = 0; i < plan->count; i++)
        if (plan->rows[i].chosen && plan->rows[i].volunteer_id == row->volunteer_id) {
            shifts++;
            seconds += plan->rows[i].shift.ends_at - plan->rows[i].shift.starts_at;
        }
    application_mask(application_of(view), MASK_NAME, row->name, name, sizeof name);
    buffer_format(out, _("%1$s: shifts chosen here %2$d, hours %3$lld"), name, shifts, (long long)(seconds / HOUR_S));
}

/* All of the reason: the list has room for its beginning. */
static void note(const struct view *view, struct buffer *out)
{
    const struct roster_plan *plan = &preview_of(view)->plan;
    const struct row *row = list_selected(&view->list);
    if (row == NULL)
        return;
    if (!row->open)
        add_share(view, plan, &plan->rows[row->index], out);
    const char *why = row->open ? plan->open[row->index].why : plan->rows[row->index].why;
    buffer_format(out, "%s%s", !row->open && why[0] != '\0' ? "   " : "", why);
}

/* ---- choosing ---- */

static void run_mark(struct view *view)
{
    struct roster_planned *row = planned_of(view);
    if (row == NULL) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("That stays open: nobody is proposed there."));
        return;
    }
    if (!row->chosen && (row->out || shift_fit_forbidden(&row->fit))) {
        ui_say(view->ui, MESSAGE_WARNING, _("Not possible: %s."), row->why);
        return;
    }
    row->chosen = !row->chosen;
    list_step(&view->list, 1);
}

/* Those that nothing speaks against; when all of them are chosen already: none. */
static void run_all(struct view *view)
{
    struct roster_plan *plan = &preview_of(view)->plan;
    bool all = true;
    for (int i = 0; i < plan->count; i++)
        all &= plan->rows[i].chosen || plan->rows[i].why[0] != '\0';
    for (int i = 0; i < plan->count; i++)
        plan->rows[i].chosen = !all && plan->rows[i].why[0] == '\0';
    ui_redraw(view->ui);
}

/* ---- saving ---- */

static void say_saved(struct view *view, int saved, int left_out)
{
    if (left_out > 0)
        ui_say(view->ui, MESSAGE_WARNING,
               _("%1$d planned. %2$d left out: the place or the person was taken meanwhile.   Ctrl-Z undoes"), saved,
               left_out);
    else
        ui_say(view->ui, MESSAGE_GOOD, _("%d planned.   Ctrl-Z undoes"), saved);
}

static bool save(struct view *view, const char *reason, struct err *err)
{
    int saved = 0, left_out = 0;
    if (!roster_plan_save(application_store(view), &preview_of(view)->plan, reason, &saved, &left_out, err))
        return false;
    say_saved(view, saved, left_out);
    application_saved(view);
    if (preview_of(view)->plan.kind == PLAN_IMPORT)
        import_close_all(view);
    else
        view_close(view);
    return true;
}

static bool answer_reason(struct view *view, const char *reason, struct err *err)
{
    return reason == NULL || save(view, reason, err);
}

static void run_save(struct view *view)
{
    const struct roster_plan *plan = &preview_of(view)->plan;
    struct err err = {0};
    bool knowingly = false;
    for (int i = 0; i < plan->count; i++)
        knowingly |= plan->rows[i].chosen && plan->rows[i].fit.bars != 0;
    if (knowingly)
        prompt_line(view, _("Somebody who is chosen breaks a rule"), _("Why in spite of it"), "", answer_reason);
    else if (!save(view, "", &err))
        ui_say_err(view->ui, &err);
}

static const char *save_why_not(const struct view *view)
{
    return count_chosen(&preview_of(view)->plan) > 0 ? NULL : _("Nobody is chosen: Space chooses the selected row.");
}

/* ---- opening ---- */

void roster_plan_open(struct view *view, struct roster_plan *plan)
{
    if (plan->count + plan->open_count == 0)
        ui_say(view->ui, MESSAGE_PLAIN, "%s",
               plan->kind == PLAN_FILL ? _("Nobody is missing that week: there is nothing to fill.")
               : plan->kind == PLAN_IMPORT
                   ? _("Nobody was recognised: write \"1. name\" below a line with day, post and shift.")
                   : _("Nobody stands there: there is nothing to plan."));
    else if (ui_open(view->ui, &screen_roster_plan, plan) != NULL) {
        *plan = (struct roster_plan){0};
        return;
    }
    roster_plan_release(plan);
}

void roster_fill_open(struct view *view, int day)
{
    struct roster_plan plan;
    struct err err = {0};
    if (make_fill(view, day, &plan, &err)) {
        roster_plan_open(view, &plan);
        return;
    }
    ui_say_err(view->ui, &err);
    roster_plan_release(&plan);
}

static const struct column columns[] = {
    {.heading = "*", .name = "mark", .width = 1, .priority = 9},
    {.heading = N_("Day"), .name = "day", .width = 10, .priority = 9},
    {.heading = N_("roster|Shift"), .name = "shift", .width = 6, .grow = 1, .most = 11, .priority = 9},
    {.heading = N_("shift|Post"), .name = "post", .width = 10, .grow = 2, .most = 20, .priority = 9},
    {.heading = N_("Volunteer"), .name = "volunteer", .width = 9, .grow = 1, .most = 14, .priority = 9},
    {.heading = N_("plan|Against it"), .name = "why", .width = 16, .grow = 4, .priority = 8},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("Nobody is missing that week: there is nothing to fill."),
};
static const struct action actions[] = {
    {.name = "plan.save",
     .verb = "roster.assign",
     .label = N_("Save"),
     .help = N_("Plans everybody who is chosen, as one step that is undone as one."),
     .keys = {KEY_ENTER, KEY_CTRL('S'), 'o'},
     .priority = 80,
     .flags = ACTION_WRITES,
     .run = run_save,
     .why_not = save_why_not},
    {.name = "plan.choose",
     .label = N_("Choose"),
     .help = N_("Chooses the selected row, or leaves it out."),
     .keys = {' ', 'v'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW,
     .run = run_mark},
    {.name = "plan.all",
     .label = N_("All"),
     .help = N_("Chooses every row that nothing speaks against; again: none."),
     .keys = {'*'},
     .priority = 70,
     .run = run_all},
};
const struct screen_def screen_roster_plan = {
    .name = "roster_plan",
    .title = N_("Plan of shifts"),
    .state_size = sizeof(struct preview),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SESSION,
    .open = open_preview,
    .close = close_preview,
    .heading = heading,
    .status = status,
    .note = note,
};
