/* Pane 4: who is at which post now, what is short, who comes next. The people of a shift are one key away. */
#include "screens/roster_row.h"

#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/pinyin.h"
#include "gatepost/record.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/roster_detail.h"
#include "screens/shifts.h"
#include <stdlib.h>
#include <string.h>

enum { ENTRIES_MOST = 4096, TITLE_FRAME = 11 /* corners, brackets, the pane's key */ };

struct roster_pane {
    struct roster_line *lines; /* in the order of the list */
    int count;
    enum { LINES_NEVER, LINES_BEFORE, LINES_NOW } read; /* while the view is stale: NOW, since it became so */
    struct roster_numbers numbers;
    char word[CELL_BYTES];
    unsigned only; /* bits of enum roster_sign; 0: all */
    struct roster_detail detail;
};

/* ---- reading ---- */

static bool read_lines(struct view *view, struct roster_pane *state, struct err *err)
{
    struct store *store = application_store(view);
    struct roster_now *lines = memory_resize(NULL, ROSTER_NOW, sizeof *lines);
    struct roster_entry *entries = memory_resize(NULL, ENTRIES_MOST, sizeof *entries);
    struct roster_moment moment;
    int count = 0, entry_count = 0;
    roster_take_moment(store, &moment);
    bool good = roster_now(store, moment.now, ROSTER_AHEAD_S, lines, ROSTER_NOW, &count, entries, ENTRIES_MOST,
                           &entry_count, err);
    for (int i = 0; good && i < count; i++)
        roster_fill_line(&moment, &lines[i], entries, &state->lines[i]);
    state->count = good ? count : state->count;
    if (good && count > 0)
        qsort(state->lines, (size_t)count, sizeof *state->lines, roster_compare_lines);
    for (int i = 0; i < state->count; i++)
        state->lines[i].index = i;
    free(entries);
    free(lines);
    return good;
}

/* The numbers: a start shows them before the rows of any pane but the first. A stale view asks for its rows first and
 * comes here behind them; folded it comes here alone. */
static bool load(struct view *view, struct err *err)
{
    struct roster_pane *state = view->state;
    state->detail.key = 0;
    state->read = view->folded ? LINES_NEVER : LINES_BEFORE;
    return roster_count(application_store(view), clock_now(), &state->numbers, err);
}

/* Once for all the pages of a stale view; what scrolls or looks for a word finds them here. */
static bool renew_lines(struct view *view, struct roster_pane *state, struct err *err)
{
    if (state->read == LINES_NOW || (state->read == LINES_BEFORE && !view->stale))
        return true;
    state->read = view->stale ? LINES_NOW : LINES_BEFORE;
    return read_lines(view, state, err);
}

static bool open_roster(struct view *view, const void *argument, struct err *err)
{
    (void)argument;
    (void)err;
    ((struct roster_pane *)view->state)->lines = memory_resize(NULL, ROSTER_NOW, sizeof(struct roster_line));
    return true;
}

static void close_roster(struct view *view)
{
    free(((struct roster_pane *)view->state)->lines);
}

static bool is_idle(const struct view *view)
{
    return !((const struct roster_pane *)view->state)->numbers.posts;
}

/* ---- the list ---- */

static int64_t key_of(const struct roster_line *line)
{
    return shift_key(line->shift.post_id, line->shift.starts_at);
}

static bool is_meant(const struct roster_pane *state, const struct roster_line *line)
{
    if (state->only)
        return (roster_signs(line) & state->only) != 0;
    char shift[SHIFT_LABEL_BYTES];
    shift_label(&line->shift, shift);
    return !state->word[0] || text_contains(line->post, state->word) || text_contains(shift, state->word) ||
           text_contains(line->people, state->word) || pinyin_spells(line->post, state->word, true) ||
           pinyin_spells(line->people, state->word, true);
}

/* Where a key stands now: its shift may have moved since, or be over. */
static int index_of(const struct roster_pane *state, const struct list_key *key)
{
    for (int i = 0; i < state->count; i++)
        if (key_of(&state->lines[i]) == key->id)
            return i;
    return (int)key->at < state->count ? (int)key->at : state->count;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct roster_pane *state = view->state;
    if (!renew_lines(view, state, err))
        return false;
    int step = direction == LIST_DOWN ? 1 : -1, index = direction == LIST_DOWN ? 0 : state->count - 1;
    if (anchor)
        index = index_of(state, anchor) + step;
    for (page->count = 0; index >= 0 && index < state->count && page->count < page->most; index += step)
        if (is_meant(state, &state->lines[index]))
            ((struct roster_line *)page->rows)[page->count++] = state->lines[index];
    page->finished = index < 0 || index >= state->count;
    return true;
}

static void key(const void *row, struct list_key *key)
{
    const struct roster_line *line = row;
    key->at = line->index;
    key->id = key_of(line);
}

/* Words that mean which shifts call for somebody, as the numbers of the title are called. */
static bool filter(struct view *view, const char *text, struct err *err)
{
    static const struct {
        const char *name, *word;
        unsigned signs;
    } words[] = {
        {"gaps", N_("roster|gaps"), SIGN_GAP},
        {"late", N_("roster|late"), SIGN_LATE},
        {"stand-in", N_("roster|stand-in"), SIGN_SEEKING},
    };
    struct roster_pane *state = view->state;
    (void)err;
    state->only = 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (!strcmp(text, words[i].name) || !strcmp(text, words_context(words[i].word)))
            state->only = words[i].signs;
    text_copy(state->word, sizeof state->word, state->only ? "" : text);
    return true;
}

static const struct roster_line *selected(const struct view *view)
{
    return list_selected(&view->list);
}

/* ---- the numbers ---- */

static void add_number(struct buffer *out, const char *words, int number)
{
    if (number) {
        buffer_add(out, " ");
        buffer_format(out, words_context(words), number);
    }
}

/* What must be seen to stands behind who is there; `brief`: without what the list says at its top. */
static void write_numbers(const struct roster_numbers *numbers, bool brief, struct buffer *out)
{
    buffer_format(out, words_context(N_("roster|on duty %1$d/%2$d")), numbers->on_duty, numbers->expected);
    add_number(out, N_("roster|late %d"), numbers->late);
    add_number(out, N_("roster|gaps %d"), numbers->gaps);
    if (brief)
        return;
    add_number(out, N_("roster|soon %d"), numbers->soon);
    add_number(out, N_("roster|stand-ins %d"), numbers->seeking);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct roster_pane *state = view->state;
    const struct list *list = &view->list;
    int columns = view->detail.rows > 0 ? view->detail.column - view->outer.column + 1 : view->outer.columns;
    struct buffer words = {0};
    if (state->word[0] || state->only) {
        buffer_format(out, "%d/%d", list->count, state->count);
        return;
    }
    write_numbers(&state->numbers, false, &words);
    bool room = text_width(buffer_text(&words)) <= columns - TITLE_FRAME - text_width(_(screen_roster.title));
    buffer_release(&words);
    write_numbers(&state->numbers, !room, out);
}

/* ---- keys ---- */

static void look(struct view *view)
{
    struct roster_pane *state = view->state;
    const struct roster_line *line = selected(view);
    struct store *store = application_store(view);
    if (!line || state->detail.key == key_of(line) || !store_read_begin(store, NULL))
        return;
    roster_detail_load(view, line, &state->detail);
    store_read_end(store);
}

static void detail(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct roster_pane *state = view->state;
    const struct roster_line *line = selected(view);
    if (line && state->detail.key == key_of(line))
        roster_detail_draw(&state->detail, canvas, rect);
}

static void run_people(struct view *view)
{
    ui_open(view->ui, &screen_shift_people, &selected(view)->shift);
}

static void run_call_out(struct view *view)
{
    ui_open(view->ui, &screen_call_out, &selected(view)->shift);
}

static void run_assign(struct view *view)
{
    ui_open(view->ui, &screen_roster_assign, &selected(view)->shift);
}

/* The week of the selected shift, at its day. */
static void run_week(struct view *view)
{
    const struct roster_line *line = selected(view);
    ui_open(view->ui, &screen_roster_week, line ? &line->shift.day : NULL);
}

static bool may_sign(const struct assignment *assignment, bool in)
{
    return in ? assignment->state <= ASSIGNMENT_CONFIRMED : assignment->state == ASSIGNMENT_ARRIVED;
}

/* The one who can be meant; of several, who it is is chosen among the people of the shift. */
static void run_sign(struct view *view)
{
    bool in = view->running->argument == 1;
    struct fit_shift shift = selected(view)->shift;
    struct roster_entry *entries = memory_new(SHIFT_PEOPLE, sizeof *entries);
    struct err err = {0};
    int count = 0, meant = 0, which = 0;
    bool good = shift_entries(application_store(view), &shift, entries, SHIFT_PEOPLE, &count, &err);
    for (int i = 0; good && i < count; i++)
        if (may_sign(&entries[i].assignment, in)) {
            meant++;
            which = i;
        }
    if (!good)
        ui_say_err(view->ui, &err);
    else if (meant == 1)
        shift_sign(view, &entries[which], in);
    else if (meant > 1)
        ui_open(view->ui, &screen_shift_people, &shift);
    else
        ui_say(view->ui, MESSAGE_WARNING, "%s",
               in ? _("Nobody is still to come to this shift.") : _("Nobody of this shift is signed in."));
    free(entries);
}

static const struct list_def list = {
    .columns = roster_columns,
    .column_count = ROSTER_COLUMNS,
    .row_size = sizeof(struct roster_line),
    .fetch = fetch,
    .key = key,
    .cell = roster_line_cell,
    .post = roster_line_post,
    .row_style = roster_line_style,
    .compare = roster_line_compare,
    .order_column = ROSTER_SHIFT,
    .filter = filter,
    .filter_example = N_("A post, a name, a shift; or: gaps, late, stand-in"),
    .empty = N_("No shift runs or comes within a day. Posts with their shifts are entered in the menu (F9, Posts)."),
    .empty_filtered = N_("No shift matches. Esc shows all again."),
};
static const struct action actions[] = {
    {.name = "roster.people",
     .label = N_("shift|People"),
     .help = N_("The people of the selected shift: signed in and out, excused, corrected one by one."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 76,
     .flags = ACTION_NEEDS_ROW,
     .run = run_people,
     .opens = &screen_shift_people},
    {.name = "roster.in",
     .verb = "shift.in",
     .label = N_("Sign in"),
     .help = N_("Signs in who comes to the selected shift; of several it shows the people of the shift."),
     .keys = {'+'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_sign,
     .argument = 1},
    {.name = "roster.out",
     .verb = "shift.out",
     .label = N_("Sign out"),
     .help = N_("Signs out who leaves the selected shift; of several it shows the people of the shift."),
     .keys = {'/'},
     .priority = 70,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_sign},
    {.name = "roster.call_out",
     .verb = "roster.call",
     .label = N_("Call out"),
     .help = N_("Who can be called for the selected shift, best first, and what each of them said."),
     .keys = {KEY_CTRL('A')},
     .priority = 74,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_call_out,
     .opens = &screen_call_out},
    {.name = "roster.put",
     .verb = "roster.assign",
     .label = N_("shift|Put on"),
     .help = N_("Puts somebody on the selected shift, by initials."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 72,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_assign,
     .opens = &screen_roster_assign},
    {.name = "roster.grid",
     .label = N_("shift|Grid"),
     .help = N_("The week of the selected shift as a grid: posts and days."),
     .keys = {KEY_CTRL('G')},
     .priority = 73,
     .run = run_week,
     .opens = &screen_roster_week},
};
const struct screen_def screen_roster = {
    .name = "roster",
    .title = N_("Roster now"),
    .state_size = sizeof(struct roster_pane),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_ROSTER | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_CLOCK | TOPIC_DAY | TOPIC_SESSION,
    .open = open_roster,
    .close = close_roster,
    .load = load,
    .is_idle = is_idle,
    .status = status,
    .look = look,
    .detail = detail,
};
