/* Import, third step: what would be done with every row; then it is done, shown as it goes. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/import.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_VERDICT, COLUMN_LINE, COLUMN_NAME, COLUMN_ROOM, COLUMN_PHONE, COLUMN_WHY };
enum { STEP_MS = 45, FILTER_MS = 8 };
struct listed {
    int64_t place, index; /* in the list, in the file */
};
struct import_rows {
    struct importer *importer;
    bool owned;     /* no screen of columns lies below */
    int64_t *order; /* rows as listed: what needs an eye first */
    int64_t count;
    char word[CELL_BYTES];
    int fields[3]; /* what tells one row from another: name, room, phone */
};

static const char *const verdict_labels[] = {N_("passed over"), N_("new"),     N_("the same"),
                                             N_("different"),   N_("refused"), NULL};
/* Refused rows and proposals first, then what comes in; what changes nothing last. */
static const enum import_verdict verdict_order[] = {IMPORT_REFUSED, IMPORT_DIFFERS, IMPORT_NEW, IMPORT_SAME,
                                                    IMPORT_PASSED};

static struct importer *importer_of(const struct view *view)
{
    return ((const struct import_rows *)view->state)->importer;
}

static int field_named(const struct import_register *wanted, const char *name)
{
    for (int i = 0; i < wanted->field_count; i++)
        if (!strcmp(wanted->fields[i].name, name))
            return i;
    return IMPORT_NO_FIELD;
}

/* Goods and donations have no rooms. */
static const char *const *telling_fields(const struct import_register *wanted)
{
    static const struct {
        const char *of, *fields[3];
    } told[] = {{"supplies", {"name", "room", "items"}},
                {"stock", {"name", "quantity", "unit"}},
                {"donations", {"donor", "items", "quantity"}}};
    static const char *const persons[] = {"name", "room", "phone"};
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        if (!strcmp(told[i].of, wanted->name))
            return told[i].fields;
    return persons;
}

static bool open_rows(struct view *view, const void *argument, struct err *err)
{
    struct import_rows *state = view->state;
    (void)err;
    state->importer = (struct importer *)argument;
    state->owned = !view->opener || view->opener->def != &screen_import_columns;
    const struct import_register *wanted = importer_register(state->importer);
    for (int i = 0; i < 3; i++)
        state->fields[i] = field_named(wanted, telling_fields(wanted)[i]);
    return true;
}

static void close_rows(struct view *view)
{
    struct import_rows *state = view->state;
    free(state->order);
    if (state->owned)
        importer_free(state->importer);
}

/* ---- in order ---- */

static void put_in_order(struct import_rows *state)
{
    int64_t rows = importer_rows(state->importer);
    free(state->order);
    state->order = memory_new((size_t)rows + 1, sizeof *state->order);
    state->count = 0;
    for (size_t i = 0; i < sizeof verdict_order / sizeof verdict_order[0]; i++) {
        for (int64_t index = 0; index < rows; index++) {
            struct importer_row row;
            importer_row(state->importer, index, &row);
            if (row.verdict == verdict_order[i])
                state->order[state->count++] = index;
        }
    }
}

/* A line of a chat that was not read is still whole: phones and names stand in it. */
static bool is_unread(const struct import_rows *state, int which, int64_t index)
{
    struct importer_row row;
    importer_row(state->importer, index, &row);
    return which == 2 && row.verdict == IMPORT_REFUSED && !strcmp(importer_register(state->importer)->name, "supplies");
}

static void show_field(const struct view *view, int which, int64_t index, struct cell *cell)
{
    const struct import_rows *state = view->state;
    int field = state->fields[which];
    if (field != IMPORT_NO_FIELD && !is_unread(state, which, index))
        import_show_cell(view, state->importer, field, importer_text(state->importer, index, field), cell);
}

static void cell(const struct view *view, const void *entry, int column, struct cell *cell)
{
    int64_t index = ((const struct listed *)entry)->index;
    struct importer_row row;
    importer_row(importer_of(view), index, &row);
    switch (column) {
    case COLUMN_VERDICT:
        snprintf(cell->text, sizeof cell->text, "%s%s", row.taken ? "* " : "", _(verdict_labels[row.verdict]));
        break;
    case COLUMN_LINE:
        snprintf(cell->text, sizeof cell->text, "%lld", (long long)row.line);
        break;
    case COLUMN_WHY:
        text_copy(cell->text, sizeof cell->text, row.why);
        break;
    default:
        show_field(view, column - COLUMN_NAME, index, cell);
    }
}

static void heading(const struct view *view, int column, char *text, size_t size)
{
    const struct import_rows *state = view->state;
    if (column < COLUMN_NAME || column > COLUMN_PHONE || state->fields[column - COLUMN_NAME] == IMPORT_NO_FIELD)
        return;
    int field = state->fields[column - COLUMN_NAME];
    text_copy(text, size, words_context(importer_register(state->importer)->fields[field].label));
}

static bool matches(const struct view *view, int64_t index, const char *word)
{
    const struct listed entry = {.index = index};
    for (int column = COLUMN_VERDICT; column <= COLUMN_WHY; column++) {
        struct cell one = {0};
        cell(view, &entry, column, &one);
        if (text_contains(one.text, word))
            return true;
    }
    return false;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct import_rows *state = view->state;
    struct listed *rows = page->rows;
    int64_t step = direction == LIST_DOWN ? 1 : -1;
    int64_t at = anchor ? anchor->at + step : direction == LIST_DOWN ? 0 : state->count - 1;
    int64_t until = clock_real_ms() + FILTER_MS;
    (void)err;
    page->count = 0;
    for (; at >= 0 && at < state->count && page->count < page->most; at += step) {
        if (state->word[0] && !matches(view, state->order[at], state->word)) {
            if (clock_real_ms() < until)
                continue;
            page->reached = (struct list_key){.at = at, .id = state->order[at] + 1};
            return true;
        }
        rows[page->count++] = (struct listed){at, state->order[at]};
    }
    page->finished = at < 0 || at >= state->count;
    return true;
}

static void key(const void *row, struct list_key *key)
{
    const struct listed *listed = row;
    key->at = listed->place;
    key->id = listed->index + 1;
}

static enum style row_style(const struct view *view, const void *entry)
{
    struct importer_row row;
    importer_row(importer_of(view), ((const struct listed *)entry)->index, &row);
    return row.verdict == IMPORT_REFUSED                                ? STYLE_WARNING
           : row.verdict == IMPORT_SAME || row.verdict == IMPORT_PASSED ? STYLE_MUTED
                                                                        : STYLE_NORMAL;
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    struct import_rows *state = view->state;
    (void)err;
    text_copy(state->word, sizeof state->word, text);
    return true;
}

/* ---- going on ---- */

/* `format` with the path of the refused rows, short as a person types it. */
static void add_refused_path(const struct importer *importer, const char *format, struct buffer *said)
{
    struct buffer shown = {0};
    store_brief_path(importer_refused_path(importer), &shown);
    buffer_format(said, format, buffer_text(&shown));
    buffer_release(&shown);
}

static void keep_refused(struct view *view, struct buffer *said)
{
    struct importer *importer = importer_of(view);
    struct err err = {0};
    if (!importer_count(importer, IMPORT_REFUSED) || !importer_refused_path(importer)[0])
        return;
    if (importer_write_refused(importer, NULL, &err))
        add_refused_path(importer, _("  Refused rows: %s"), said);
    else
        buffer_format(said, "  %s", err.text);
}

static void say_done(struct view *view)
{
    const struct importer *importer = importer_of(view);
    struct buffer said = {0};
    buffer_format(&said, _("Import %1$lld: %2$lld added, %3$lld changed   Ctrl-Z undoes"),
                  (long long)importer_number(importer), (long long)importer_added(importer),
                  (long long)importer_changed(importer));
    keep_refused(view, &said);
    ui_say(view->ui, MESSAGE_GOOD, "%s", buffer_text(&said));
    buffer_release(&said);
}

static bool work(struct view *view)
{
    struct import_rows *state = view->state;
    enum importer_phase before = importer_phase(state->importer);
    struct err err = {0};
    if (before != IMPORTER_JUDGING && before != IMPORTER_WRITING)
        return false;
    bool done = importer_step(state->importer, STEP_MS, &err);
    enum importer_phase now = importer_phase(state->importer);
    if (now == IMPORTER_DONE) {
        say_done(view);
        application_saved(view);
        import_close_all(view);
    } else if (now == IMPORTER_READY) {
        put_in_order(state);
        view_stale(view);
    }
    if (!done)
        ui_say_err(view->ui, &err);
    return true;
}

static void import_answered(struct view *view, bool yes)
{
    struct err err = {0};
    if (yes && !importer_write(importer_of(view), &err))
        ui_say_err(view->ui, &err);
}

static void run_import(struct view *view)
{
    const struct importer *importer = importer_of(view);
    struct buffer words = {0};
    buffer_format(&words, _("%1$lld come in new, %2$lld known ones are changed. %3$lld rows are refused and stay out."),
                  (long long)importer_count(importer, IMPORT_NEW), (long long)importer_taken(importer),
                  (long long)importer_count(importer, IMPORT_REFUSED));
    if (importer_count(importer, IMPORT_REFUSED) && importer_refused_path(importer)[0])
        add_refused_path(importer, _(" They are written to %s with the reasons."), &words);
    prompt_confirm(view, buffer_text(&words), _("Import"), import_answered);
    buffer_release(&words);
}

static const char *while_working(const struct view *view)
{
    return importer_phase(importer_of(view)) == IMPORTER_READY ? NULL : _("Not yet: wait until all rows are compared.");
}

static const char *import_refusal(const struct view *view)
{
    const struct importer *importer = importer_of(view);
    const char *why = while_working(view);
    if (why)
        return why;
    if (!importer_count(importer, IMPORT_NEW) && !importer_taken(importer))
        return importer_count(importer, IMPORT_DIFFERS)
                   ? _("Nothing is new. Space takes what a different row says, + takes all of them.")
               : importer_count(importer, IMPORT_SAME) ? _("Nothing is new: all of it is in the register already.")
                                                       : _("No row can come in: the reasons stand behind them.");
    return import_why_not(view, importer_register(importer));
}

/* ---- proposals ---- */

static void run_take(struct view *view)
{
    const struct listed *listed = list_selected(&view->list);
    struct importer_row row;
    importer_row(importer_of(view), listed->index, &row);
    if (row.verdict != IMPORT_DIFFERS) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Only a row that is different can be taken or left."));
        return;
    }
    importer_take(importer_of(view), listed->index, !row.taken);
    view_stale(view);
}

static void run_take_all(struct view *view)
{
    importer_take_all(importer_of(view), view->running->argument != 0);
    view_stale(view);
}

static void run_refused(struct view *view)
{
    struct importer *importer = importer_of(view);
    struct buffer said = {0};
    struct err err = {0};
    if (!importer_write_refused(importer, NULL, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    add_refused_path(importer, _("Refused rows with their reasons: %s"), &said);
    ui_say(view->ui, MESSAGE_GOOD, "%s", buffer_text(&said));
    buffer_release(&said);
}

static const char *refused_why_not(const struct view *view)
{
    const struct importer *importer = importer_of(view);
    if (!importer_refused_path(importer)[0])
        return "";
    return importer_count(importer, IMPORT_REFUSED) ? while_working(view) : _("No row is refused.");
}

static void stop_answered(struct view *view, bool yes)
{
    if (!yes || !importer_can_stop(importer_of(view)))
        return;
    import_close_all(view);
    ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Stopped; nothing was imported."));
}

/* Esc while it is written asks; what was written so far was never seen by anybody. Meanwhile it goes on. */
static bool key_while_writing(struct view *view, const struct key_event *event)
{
    if (event->key != KEY_ESC || importer_phase(importer_of(view)) != IMPORTER_WRITING)
        return false;
    if (!importer_can_stop(importer_of(view)))
        ui_say(view->ui, MESSAGE_PLAIN, "%s",
               _("It is nearly done and can no longer be stopped. Ctrl-Z undoes it then."));
    else
        prompt_confirm(view, _("Stop the import? Nothing of it will be there."), _("Stop"), stop_answered);
    return true;
}

static void status(const struct view *view, struct buffer *out)
{
    const struct importer *importer = importer_of(view);
    enum importer_phase phase = importer_phase(importer);
    if (phase == IMPORTER_JUDGING)
        buffer_format(out, _("comparing %d %%"), importer_percent(importer));
    else if (phase == IMPORTER_WRITING)
        buffer_format(out, _("saving %d %%"), importer_percent(importer));
    else
        buffer_format(out, _("new %1$lld same %2$lld different %3$lld refused %4$lld"),
                      (long long)importer_count(importer, IMPORT_NEW), (long long)importer_count(importer, IMPORT_SAME),
                      (long long)importer_count(importer, IMPORT_DIFFERS),
                      (long long)importer_count(importer, IMPORT_REFUSED));
}

/* The reason whole: its column may be too narrow for it. */
static void note(const struct view *view, struct buffer *out)
{
    const struct listed *listed = list_selected(&view->list);
    struct importer_row row;
    if (!listed)
        return;
    importer_row(importer_of(view), listed->index, &row);
    if (row.why[0])
        buffer_format(out, _("line %1$lld: %2$s"), (long long)row.line, row.why);
}

static const struct column columns[] = {
    [COLUMN_VERDICT] = {.heading = N_("Verdict"), .name = "verdict", .width = 11, .priority = 9},
    [COLUMN_LINE] = {.heading = N_("Line"), .name = "line", .width = 6, .priority = 8, .right = true},
    [COLUMN_NAME] = {.heading = N_("Name"), .name = "name", .width = 8, .grow = 1, .most = 20, .priority = 9},
    [COLUMN_ROOM] = {.heading = N_("Room"), .name = "room", .width = 11, .grow = 1, .most = 24, .priority = 7},
    [COLUMN_PHONE] = {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 4},
    [COLUMN_WHY] = {.heading = N_("Why"), .name = "why", .width = 16, .grow = 4, .priority = 6},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct listed),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .heading = heading,
    .row_style = row_style,
    .filter = filter,
    .filter_example = N_("Such as: refused   different   12-2-1203   a name"),
    .empty = N_("The rows are being compared with the register. Esc stops."),
    .empty_filtered = N_("No row matches. Esc shows all again."),
};
static const struct action actions[] = {
    {.name = "import.write",
     .label = N_("Import"),
     .help = N_("Takes in what is new and the marked proposals, after asking; all of it is undone as one."),
     .keys = {KEY_CTRL('S'), KEY_ENTER},
     .priority = 90,
     .run = run_import,
     .why_not = import_refusal},
    {.name = "import.take",
     .label = N_("Take"),
     .help = N_("Takes or leaves what the selected different row says; left, the record stays as it is."),
     .keys = {' ', 'v'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_take,
     .why_not = while_working},
    {.name = "import.take_all",
     .label = N_("Take all"),
     .help = N_("Takes what every different row says."),
     .keys = {'+'},
     .priority = 72,
     .run = run_take_all,
     .why_not = while_working,
     .argument = 1},
    {.name = "import.take_none",
     .label = N_("None"),
     .help = N_("Leaves all known records as they are."),
     .keys = {'-'},
     .priority = 40,
     .run = run_take_all,
     .why_not = while_working},
    {.name = "import.refused",
     .label = N_("Refused"),
     .help = N_("Writes the refused rows with their reasons into a file of the same form."),
     .keys = {KEY_CTRL('E')},
     .priority = 70,
     .run = run_refused,
     .why_not = refused_why_not},
};
const struct screen_def screen_import_rows = {
    .name = "import_rows",
    .title = N_("Import: what would be done"),
    .state_size = sizeof(struct import_rows),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SESSION,
    .open = open_rows,
    .close = close_rows,
    .status = status,
    .note = note,
    .work = work,
    .key = key_while_writing,
};
