/* Import, the text of a chat: pasted or typed, line by line, then taken apart. */
#include "gatepost/buffer.h"
#include "gatepost/chat.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/import.h"
#include "screens/registry.h"
#include "screens/roster_plan.h"
#include <string.h>

struct import_paste {
    struct import_text_choice choice;
    struct buffer text; /* whole lines */
    struct line_editor line;
    int lines;
    bool pasted; /* the last event was a paste: Enter goes on */
};

static bool open_paste(struct view *view, const void *argument, struct err *err)
{
    struct import_paste *state = view->state;
    (void)err;
    state->choice = *(const struct import_text_choice *)argument;
    return true;
}

static void close_paste(struct view *view)
{
    buffer_release(&((struct import_paste *)view->state)->text);
}

static void add_text(struct import_paste *state, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        state->lines += text[i] == '\n';
    buffer_add_bytes(&state->text, text, length);
    if (length > 0 && text[length - 1] != '\n') {
        buffer_add_byte(&state->text, '\n');
        state->lines++;
    }
}

static void take_line(struct import_paste *state)
{
    add_text(state, state->line.text);
    line_set(&state->line, "");
}

static void preview_sign_ups(struct view *view)
{
    const struct import_paste *state = view->state;
    const struct roster_sign_up_preset nothing = {0};
    struct roster_plan plan;
    struct err err = {0};
    if (roster_plan_sign_up(application_store(view), buffer_text(&state->text), &nothing, &plan, &err)) {
        roster_plan_open(view, &plan);
        return;
    }
    ui_say_err(view->ui, &err);
    roster_plan_release(&plan);
}

static void run_preview(struct view *view)
{
    struct import_paste *state = view->state;
    struct err err = {0};
    if (state->line.text[0])
        take_line(state);
    if (!state->choice.wanted) {
        preview_sign_ups(view);
        return;
    }
    struct importer *importer = import_begin_here(view, state->choice.wanted, state->choice.estate);
    if (!importer_open_chat(importer, buffer_text(&state->text), &err)) {
        ui_say_err(view->ui, &err);
        importer_free(importer);
        return;
    }
    import_open_take(view, importer);
}

/* Enter ends a typed line; behind a paste it goes on. */
static void run_enter(struct view *view)
{
    struct import_paste *state = view->state;
    if (state->line.text[0])
        take_line(state);
    else if (state->pasted)
        run_preview(view);
    else
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Ctrl-S goes on to the preview."));
}

static const char *preview_why_not(const struct view *view)
{
    const struct import_paste *state = view->state;
    return state->lines || state->line.text[0] ? NULL : _("Paste or type the text first.");
}

static void clear_answered(struct view *view, bool yes)
{
    if (yes)
        view_close(view);
}

/* Esc loses no text without asking. */
static bool key_leave(struct view *view)
{
    const struct import_paste *state = view->state;
    if (!state->lines && !state->line.text[0])
        return false;
    prompt_confirm(view, _("Throw the text away? Nothing of it was saved."), _("Discard"), clear_answered);
    return true;
}

static bool key(struct view *view, const struct key_event *event)
{
    struct import_paste *state = view->state;
    bool refused = false;
    if (event->key == KEY_ESC)
        return key_leave(view);
    if (event->key == KEY_PASTE) {
        add_text(state, event->paste);
        state->pasted = true;
        ui_say(view->ui, MESSAGE_PLAIN, "%s", ""); /* what was missing is there */
        return true;
    }
    if (!line_key(&state->line, event->key, &refused))
        return false;
    state->pasted = false;
    return true;
}

/* The last lines, and the line being typed under them. */
static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct import_paste *state = view->state;
    if (rect.rows < 2 || rect.columns < 4)
        return;
    int row = rect.row;
    canvas_cut(canvas, row++, rect.column + 1, rect.columns - 2,
               _("Paste the text here (right mouse button, or Ctrl-Shift-V), then Enter. Ctrl-S: preview."),
               STYLE_MUTED);
    int room = rect.rows - 2, skip = state->lines > room ? state->lines - room : 0;
    const char *at = buffer_text(&state->text);
    for (int i = 0; *at && room > 0; i++) {
        size_t length = strcspn(at, "\n");
        struct buffer clean = {0};
        text_clean(&clean, at, length);
        if (i >= skip)
            canvas_cut(canvas, row++, rect.column + 1, rect.columns - 2, buffer_text(&clean), STYLE_NORMAL);
        buffer_release(&clean);
        at += length + (at[length] == '\n');
    }
    line_draw(&state->line, canvas, row, rect.column + 1, rect.columns - 2, true);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct import_paste *state = view->state;
    buffer_format(out, ngettext("%d line", "%d lines", (unsigned long)state->lines), state->lines);
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct import_register *wanted = ((const struct import_paste *)view->state)->choice.wanted;
    buffer_add(out, wanted ? _(wanted->label) : _("Sign-ups for shifts"));
}

static const struct action actions[] = {
    {.name = "paste.preview",
     .label = N_("Preview"),
     .help = N_("Takes the text apart and shows what was recognised; nothing is saved yet."),
     .keys = {KEY_CTRL('S')},
     .priority = 90,
     .run = run_preview,
     .why_not = preview_why_not},
    {.name = "paste.line",
     .label = N_("Line"),
     .help = N_("Ends a typed line; behind pasted text it goes on to the preview."),
     .keys = {KEY_ENTER},
     .priority = 85,
     .run = run_enter},
};
const struct screen_def screen_import_paste = {
    .name = "import_paste",
    .title = N_("Text from a chat"),
    .state_size = sizeof(struct import_paste),
    .actions = ACTION_TABLE(actions),
    .open = open_paste,
    .close = close_paste,
    .draw = draw,
    .status = status,
    .heading = heading,
    .key = key,
};
