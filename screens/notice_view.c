/* One notice, whole, and who has read it. Enter says that the officer signed on has. */
#include "gatepost/flow.h"
#include "gatepost/moment.h"
#include "gatepost/notice_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include <stdlib.h>

enum { READERS_MOST = 200, MARGIN = 1 };
struct notice_view {
    struct notice notice; /* the version that is shown */
    struct notice_reader readers[READERS_MOST];
    int reader_count;
    bool read; /* by the officer signed on */
    int first; /* line on top */
};

static bool read_notice(struct view *view, struct err *err)
{
    struct notice_view *state = view->state;
    struct store *store = application_store(view);
    return notice_readers(store, &state->notice, state->readers, READERS_MOST, &state->reader_count, err) &&
           notice_was_read(store, state->notice.head.id, state->notice.head.rev, application_of(view)->officer.id,
                           &state->read, err);
}

static bool open_notice(struct view *view, const void *argument, struct err *err)
{
    struct notice_view *state = view->state;
    const int64_t *id = argument;
    return record_get(application_store(view), &notice_table, *id, &state->notice, err) && read_notice(view, err);
}

/* Another version appears by itself: it is what Enter is for. */
static bool load(struct view *view, struct err *err)
{
    struct notice_view *state = view->state;
    return record_get(application_store(view), &notice_table, state->notice.head.id, &state->notice, err) &&
           read_notice(view, err);
}

/* ---- drawing ---- */

static void add_names(const struct view *view, bool read, struct buffer *out)
{
    const struct notice_view *state = view->state;
    char name[NAME_BYTES], when[TIME_SIZE];
    const char *between = "";
    for (int i = 0; i < state->reader_count; i++) {
        if ((state->readers[i].at != 0) != read)
            continue;
        application_mask(application_of(view), MASK_NAME, state->readers[i].name, name, sizeof name);
        buffer_format(out, "%s%s", between, name);
        if (read) {
            moment_label(state->readers[i].at, when);
            buffer_format(out, " %s", when);
        }
        between = _(", ");
    }
    if (!between[0])
        buffer_add(out, _("nobody"));
}

static void add_times(const struct view *view, struct buffer *out)
{
    const struct notice_view *state = view->state;
    char from[TIME_SIZE], until[TIME_SIZE];
    moment_label(state->notice.from_at, from);
    moment_label(state->notice.until_at, until);
    buffer_format(out, _("%1$s to %2$s, for: %3$s"), from, until, _(notice_audience_labels[state->notice.audience]));
    if (state->notice.head.voided[0])
        buffer_format(out, _("   void: %s"), state->notice.head.voided);
}

static void write_reading(const struct view *view, bool read, struct buffer *out)
{
    struct buffer names = {0};
    add_names(view, read, &names);
    buffer_format(out, read ? _("Read by: %s") : _("Not read yet: %s"), buffer_text(&names));
    buffer_release(&names);
}

struct page {
    struct canvas *canvas; /* NULL: only counted */
    struct rect rect;
    int first, line; /* of the whole text: on top; the next one */
};

static void put(struct page *page, const char *text, enum style style)
{
    int lines = text[0] ? flow_height(text, page->rect.columns) : 1;
    int above = page->first > page->line ? page->first - page->line : 0;
    int row = page->line + above - page->first;
    if (page->canvas && row < page->rect.rows && above < lines) {
        struct rect part = {page->rect.row + row, page->rect.column, page->rect.rows - row, page->rect.columns};
        flow_draw(page->canvas, part, text, above, style);
    }
    page->line += lines;
}

static void put_all(const struct view *view, struct page *page)
{
    const struct notice_view *state = view->state;
    struct buffer line = {0};
    put(page, state->notice.title, STYLE_TITLE);
    put(page, "", STYLE_NORMAL);
    if (state->notice.text[0]) {
        put(page, state->notice.text, STYLE_NORMAL);
        put(page, "", STYLE_NORMAL);
    }
    add_times(view, &line);
    put(page, buffer_text(&line), STYLE_MUTED);
    buffer_clear(&line);
    write_reading(view, true, &line);
    put(page, buffer_text(&line), STYLE_NORMAL);
    buffer_clear(&line);
    write_reading(view, false, &line);
    put(page, buffer_text(&line), STYLE_NORMAL);
    buffer_release(&line);
}

static int height(const struct view *view, int columns)
{
    struct page page = {.rect = {.columns = columns - 2 * MARGIN}};
    put_all(view, &page);
    return page.line;
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct notice_view *state = view->state;
    struct page page = {
        canvas, {rect.row, rect.column + MARGIN, rect.rows, rect.columns - 2 * MARGIN}, state->first, 0};
    put_all(view, &page);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct notice_view *state = view->state;
    buffer_add(out, state->read ? _("you have read it") : _("Enter: I have read it"));
}

/* ---- keys ---- */

static void run_read(struct view *view)
{
    const struct notice_view *state = view->state;
    struct err err = {0};
    if (state->read) {
        view_close(view);
        return;
    }
    if (!notice_mark_read(application_store(view), state->notice.head.id, state->notice.head.rev, &err)) {
        ui_say_err(view->ui, &err);
        view_stale(view);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("Read: %s"), state->notice.title);
    application_read_notices(application_of(view));
    application_saved(view);
    view_close(view);
}

static const char *read_why_not(const struct view *view)
{
    const struct notice_view *state = view->state;
    return state->notice.head.voided[0] ? _("It is void.") : NULL;
}

static void run_scroll(struct view *view)
{
    struct notice_view *state = view->state;
    state->first =
        flow_scroll(state->first, (int)view->running->argument, height(view, view->inside.columns), view->inside.rows);
}

static void run_close(struct view *view)
{
    view_close(view);
}

static const struct action actions[] = {
    {.name = "notice.read",
     .verb = "notice.read",
     .label = N_("Got it"),
     .help = N_("Says that you have read this notice, with your name and the time."),
     .keys = {KEY_ENTER},
     .priority = 95,
     .flags = ACTION_WRITES,
     .run = run_read,
     .why_not = read_why_not},
    {.name = "notice.close",
     .label = N_("Back"),
     .help = N_("Closes the notice; it stays unread."),
     .keys = {KEY_ESC},
     .priority = 94,
     .run = run_close},
    FLOW_ACTIONS("notice", run_scroll),
};
const struct screen_def screen_notice = {
    .name = "notice",
    .title = N_("Notice"),
    .state_size = sizeof(struct notice_view),
    .actions = ACTION_TABLE(actions),
    .overlay = true,
    .columns = 70,
    .topics = TOPIC_NOTICE | TOPIC_SESSION,
    .open = open_notice,
    .load = load,
    .status = status,
    .draw = draw,
    .height = height,
};
