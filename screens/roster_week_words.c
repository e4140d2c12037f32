/* The grid in words: what a cell says, how much is missing, who breaks a rule. */
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/roster_week.h"
#include <stdio.h>

enum { DAY_S = 86400, NAMED_MOST = 4 }; /* beyond that their number says more than one name */

void grid_masked(const struct view *view, const char *name, char masked[NAME_BYTES])
{
    application_mask(application_of(view), MASK_NAME, name, masked, NAME_BYTES);
}

/* ---- a shift ---- */

static void day_words(int day, char *text, size_t size)
{
    snprintf(text, size, words_context(N_("grid|%1$s %2$d")), words_weekday(week_day(day) + 1), day % 100);
}

void grid_shift_words(const struct post *post, const struct fit_shift *shift, char text[GRID_NAME_BYTES])
{
    char span[SHIFT_SPAN_BYTES], day[48];
    shift_span_text(shift_span_of(shift->day, shift->starts_at, shift->ends_at), span);
    day_words(shift->day, day, sizeof day);
    snprintf(text, GRID_NAME_BYTES, "%.80s %s %s", post->name, span, day);
}

void grid_cell_name(const struct view *view, char text[GRID_NAME_BYTES])
{
    const struct roster_grid *grid = view->state;
    struct fit_shift shift = grid_shift(view);
    grid_shift_words(&grid->week.posts[grid->week.rows[grid->row].post], &shift, text);
}

/* ---- a cell ---- */

static bool is_urgent(const struct roster_cell *cell)
{
    int gap = roster_cell_gap(cell, clock_now());
    return gap > 1 || (gap == 1 && cell->starts_at < clock_now() + DAY_S);
}

/* Closed since: nobody is to come, and those who were to have not been told. */
static bool is_closed_on_people(const struct roster_cell *cell)
{
    return cell->closed && cell->count > 0 && cell->ends_at > clock_now();
}

bool grid_wants_something(const struct roster_cell *cell)
{
    bool over = cell->ends_at <= clock_now();
    return roster_cell_gap(cell, clock_now()) || cell->conflict || is_closed_on_people(cell) ||
           (!over && (cell->doubtful || cell->seeking));
}

static const struct roster_entry *first_of(const struct roster_grid *grid, const struct roster_cell *cell)
{
    for (int i = cell->first; i < cell->first + cell->entries; i++)
        if (assignment_counts(&grid->week.entries[i].assignment))
            return &grid->week.entries[i];
    return NULL;
}

/* "李娜", whose name gives way where there are only so many columns for it. */
static void add_people(const struct view *view, const struct roster_cell *cell, int columns, struct buffer *out)
{
    const struct roster_entry *first = first_of(view->state, cell);
    char name[NAME_BYTES];
    if (!first)
        return;
    if (cell->count > NAMED_MOST) {
        buffer_format(out, words_context(N_("grid|%d people")), cell->count);
        return;
    }
    grid_masked(view, first->name, name);
    text_cut(out, name, columns, false);
}

void grid_cell_text(const struct view *view, const struct roster_cell *cell, int columns, struct buffer *out)
{
    int missing = cell->least - (cell->count - cell->doubtful);
    bool named = !cell->manned || missing <= 0;
    struct buffer behind = {0};
    if (named && cell->count > 1 && cell->count <= NAMED_MOST)
        buffer_format(&behind, "+%d", cell->count - 1);
    buffer_add(&behind, cell->seeking ? words_context(N_("grid|s")) : "");
    buffer_add(&behind, cell->doubtful ? "?" : "");
    buffer_add(&behind, cell->conflict || is_urgent(cell) || is_closed_on_people(cell) ? "!" : "");
    if (cell->closed && cell->count == 0)
        buffer_add(out, words_context(N_("grid|closed")));
    else if (!named)
        buffer_format(out, words_context(N_("grid|gap %d")), missing);
    else
        add_people(view, cell, columns - text_width(buffer_text(&behind)), out);
    buffer_add(out, buffer_text(&behind));
    buffer_release(&behind);
}

enum style grid_cell_style(const struct roster_cell *cell)
{
    if (cell->ends_at <= clock_now() || (cell->closed && cell->count == 0))
        return STYLE_MUTED;
    if (is_urgent(cell))
        return STYLE_ALARM;
    return grid_wants_something(cell) ? STYLE_WARNING : STYLE_NORMAL;
}

/* ---- the first line ---- */

/* The first that is missing, of today if there is one. */
static bool first_gap(const struct roster_grid *grid, int today, struct fit_shift *shift, const struct post **post)
{
    for (int d = 0; d < GRID_DAYS; d++)
        for (int i = 0; i < grid->week.row_count; i++) {
            const struct roster_cell *cell = &grid->week.rows[i].cells[d];
            if (roster_cell_gap(cell, clock_now()) == 0 || (grid->week.gaps_today && cell->day != today))
                continue;
            *shift = roster_cell_shift(&grid->week, i, d);
            *post = &grid->week.posts[grid->week.rows[i].post];
            return true;
        }
    return false;
}

static void add_gaps(struct roster_grid *grid)
{
    struct fit_shift shift;
    const struct post *post = NULL;
    char name[GRID_NAME_BYTES], span[SHIFT_SPAN_BYTES];
    if (grid->week.row_count == 0) {
        buffer_add(&grid->summary, _("No posts yet"));
        return;
    }
    if (!first_gap(grid, clock_day(clock_now()), &shift, &post)) {
        buffer_add(&grid->summary, _("No gaps"));
        return;
    }
    grid_shift_words(post, &shift, name);
    shift_span_text(shift_span_of(shift.day, shift.starts_at, shift.ends_at), span);
    buffer_format(&grid->summary, _("!Gaps: %d"), grid->week.gap_cells);
    if (grid->week.gaps_today)
        buffer_format(&grid->summary, _(" (today %1$d: %2$s %3$s)"), grid->week.gaps_today, post->name, span);
    else
        buffer_format(&grid->summary, _(" (first: %s)"), name);
}

/* The day and the shift: the post is named by why, where it matters. */
static void add_conflicts(const struct view *view, struct roster_grid *grid)
{
    char name[NAME_BYTES], span[SHIFT_SPAN_BYTES], why[FIT_WHY_BYTES];
    if (grid->week.conflict_count == 0)
        return;
    const struct roster_conflict *first = &grid->week.conflicts[0];
    shift_span_text(grid->week.rows[first->row].span, span);
    shift_fit_why(application_store(view), &first->fit, why);
    grid_masked(view, grid->week.entries[first->entry].name, name);
    buffer_format(&grid->summary, _("   Conflicts: %1$d (%2$s %3$s %4$s: %5$s)"), grid->week.conflict_count, name,
                  words_weekday(first->day + 1), span, why);
}

static void add_doubtful(struct roster_grid *grid)
{
    int doubtful = 0;
    for (int i = 0; i < grid->week.row_count; i++)
        for (int d = 0; d < GRID_DAYS; d++)
            doubtful += grid->week.rows[i].cells[d].doubtful;
    if (doubtful)
        buffer_format(&grid->summary, _("   To confirm: %d (household observed)"), doubtful);
}

void grid_summarise(struct view *view)
{
    struct roster_grid *grid = view->state;
    buffer_clear(&grid->summary);
    add_gaps(grid);
    add_conflicts(view, grid);
    add_doubtful(grid);
}

void grid_heading(const struct view *view, struct buffer *out)
{
    int from = ((const struct roster_grid *)view->state)->first_day, until = clock_day_add(from, GRID_DAYS - 1);
    if (from / 10000 != clock_day(clock_now()) / 10000)
        buffer_format(out, "%d ", from / 10000);
    buffer_format(out, _("Week %d"), week_number(from));
    buffer_format(out, " %02d-%02d ~ %02d-%02d", from / 100 % 100, from % 100, until / 100 % 100, until % 100);
}

/* ---- the selected cell ---- */

static void add_names(const struct view *view, const struct roster_cell *cell, struct buffer *out)
{
    const struct roster_grid *grid = view->state;
    const char *between = words_context(N_("grid|: "));
    for (int i = cell->first; i < cell->first + cell->entries; i++) {
        const struct assignment *assignment = &grid->week.entries[i].assignment;
        char name[NAME_BYTES];
        if (!assignment_counts(assignment) && assignment->state != ASSIGNMENT_NO_SHOW)
            continue;
        grid_masked(view, grid->week.entries[i].name, name);
        buffer_format(out, "%s%s", between, name);
        if (assignment->seeking_at && assignment->state <= ASSIGNMENT_CONFIRMED)
            buffer_format(out, " (%s)", _("seeks a stand-in"));
        else if (assignment->state != ASSIGNMENT_PLANNED)
            buffer_format(out, " (%s)", words_context(assignment_state_labels[assignment->state]));
        between = " ";
    }
}

static void add_conflict(const struct view *view, struct buffer *out)
{
    const struct roster_grid *grid = view->state;
    char why[FIT_WHY_BYTES], name[NAME_BYTES];
    for (int i = 0; i < grid->week.conflict_count && i < ROSTER_CONFLICTS; i++) {
        const struct roster_conflict *conflict = &grid->week.conflicts[i];
        if (conflict->row != grid->row || conflict->day != grid->day)
            continue;
        shift_fit_why(application_store(view), &conflict->fit, why);
        grid_masked(view, grid->week.entries[conflict->entry].name, name);
        buffer_format(out, "  %s: %s", name, why);
    }
}

/* "已选 东门 22-06 周一 需1人 现0人", what the signs mean where there is room. */
void grid_note(const struct view *view, struct buffer *out)
{
    const struct roster_cell *cell = grid_cell(view);
    struct buffer words = {0};
    char name[GRID_NAME_BYTES];
    if (!cell)
        return;
    grid_cell_name(view, name);
    buffer_format(&words, "%s  ", name);
    if (cell->closed)
        buffer_add(&words, _("closed that day"));
    else if (!cell->manned)
        buffer_add(&words, _("no such shift"));
    else if (cell->wanted > cell->least)
        buffer_format(&words, _("needs %1$d to %2$d"), cell->least, cell->wanted);
    else
        buffer_format(&words, _("needs %d"), cell->least);
    buffer_format(&words, _(", there %d"), cell->count);
    add_names(view, cell, &words);
    add_conflict(view, &words);
    if (cell->doubtful)
        buffer_format(&words, "  %s", _("household observed: to be confirmed"));
    const char *legend = _("   +1: one more  s: seeks a stand-in  ?: to confirm  !: urgent or conflict");
    if (text_width(buffer_text(&words)) + text_width(legend) <= view->outer.columns)
        buffer_add(&words, legend);
    text_cut(out, buffer_text(&words), view->outer.columns, false);
    buffer_release(&words);
}
