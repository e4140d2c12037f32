/* The scripted terminal: hands out keys from a script and compares what is shown. One verb a line:
 *
 *   size 80x24        a terminal of this size (before the first key: the size at the start)
 *   key NAME…         presses keys by name (key_parse): key F7 Enter Ctrl-S
 *   type TEXT         types characters, to the end of the line; \n does not occur
 *   paste TEXT        a bracketed paste; \n in it is a newline
 *   click ROW COLUMN  a click; `double ROW COLUMN`, `wheel up|down ROW COLUMN`
 *   advance MS        moves the fixed clock on and wakes the loop
 *   wake              wakes the loop
 *   screen … end      the whole canvas must look like the lines between, trailing blanks aside
 *   see TEXT          the text stands somewhere; `not TEXT`: nowhere
 *   row N TEXT        row N (from 1) is exactly this, trailing blanks aside
 *   style TEXT STYLE  the text stands in this style (normal, title, … as in canvas.h)
 *   cursor ROW COL    where the cursor is (from 1); `cursor none`
 *   invariants        lines within the width, wide characters whole, a selected row or field in sight
 *   copied TEXT       the text stands in the clipboard; `copied not TEXT`: it does not
 *   bell N            so many bells so far
 *   meanwhile         the lines from here to the next key are done while the program works: at its next painting
 *   # comment
 *
 * A key is handed out only when the loop is idle, so what is compared is what a person would see after waiting.
 * GATEPOST_SCRIPT_UPDATE=1 rewrites the canvases of the script file. At its end the terminal hangs up. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "script.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IDLE_WAKES_MOST = 100000, KEY_NAME_BYTES = 64 };

static struct script *script_of(struct terminal *terminal)
{
    return (struct script *)terminal;
}

void script_complain(struct script *script, const char *format, ...)
{
    struct buffer text = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_vformat(&text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s:%d: %s\n", script->file_name, script->line, buffer_text(&text));
    buffer_release(&text);
    script->failures++;
}

bool script_line(struct script *script, struct buffer *out)
{
    buffer_clear(out);
    if (*script->at == '\0')
        return false;
    size_t length = strcspn(script->at, "\n");
    buffer_add_bytes(out, script->at, length);
    script->at += length + (script->at[length] == '\n');
    script->line++;
    return true;
}

const char *script_after(const char *line, const char *verb)
{
    size_t length = strlen(verb);
    if (strncmp(line, verb, length) != 0 || (line[length] != ' ' && line[length] != '\0'))
        return NULL;
    return line[length] == ' ' ? line + length + 1 : line + length;
}

static struct key_event wake(void)
{
    return (struct key_event){.key = KEY_WAKE};
}

/* The next key of a key or type line. */
static bool next_key(struct script *script, struct key_event *event)
{
    *event = (struct key_event){0};
    if (script->typing && *script->keys != '\0') {
        event->key = utf8_next(&script->keys, script->keys + strlen(script->keys));
        return true;
    }
    char name[KEY_NAME_BYTES];
    size_t skip = script->typing ? 0 : strspn(script->keys, " ");
    size_t length = script->typing ? 0 : strcspn(script->keys + skip, " ");
    if (length == 0 || length >= sizeof name) {
        script->keys = NULL;
        return false;
    }
    memcpy(name, script->keys + skip, length);
    name[length] = '\0';
    script->keys += skip + length;
    event->key = key_parse(name);
    if (event->key == KEY_NONE)
        script_complain(script, "no key %s", name);
    return true;
}

static bool mouse_event(struct script *script, const char *rest, enum mouse_what what, struct key_event *event)
{
    *event = (struct key_event){.key = KEY_MOUSE, .mouse = what};
    if (sscanf(rest, "%d %d", &event->row, &event->column) != 2) {
        script_complain(script, "ROW COLUMN expected");
        return false;
    }
    event->row--;
    event->column--;
    return true;
}

static bool paste_event(struct script *script, const char *rest, struct key_event *event)
{
    buffer_clear(&script->paste);
    for (; *rest != '\0'; rest++) {
        bool newline = rest[0] == '\\' && rest[1] == 'n';
        buffer_add_byte(&script->paste, newline ? '\n' : *rest);
        rest += newline;
    }
    buffer_add(&script->paste, "");
    *event = (struct key_event){.key = KEY_PASTE, .paste = script->paste.bytes};
    return true;
}

static bool resize_event(struct script *script, const char *rest, struct key_event *event)
{
    if (sscanf(rest, "%dx%d", &script->columns, &script->rows) != 2)
        script_complain(script, "size COLUMNSxROWS expected");
    *event = (struct key_event){.key = KEY_RESIZE};
    return true;
}

/* Verbs that make an event; *known is false for other lines. */
static bool act(struct script *script, const char *line, struct key_event *event, bool *known)
{
    const char *rest;
    *known = true;
    if ((rest = script_after(line, "key")) != NULL || (rest = script_after(line, "type")) != NULL) {
        script->typing = line[0] == 't';
        script->keys = rest;
        return false;
    }
    if ((rest = script_after(line, "paste")) != NULL)
        return paste_event(script, rest, event);
    if ((rest = script_after(line, "size")) != NULL)
        return resize_event(script, rest, event);
    if ((rest = script_after(line, "click")) != NULL)
        return mouse_event(script, rest, MOUSE_CLICK, event);
    if ((rest = script_after(line, "double")) != NULL)
        return mouse_event(script, rest, MOUSE_DOUBLE, event);
    if ((rest = script_after(line, "wheel up")) != NULL)
        return mouse_event(script, rest, MOUSE_WHEEL_UP, event);
    if ((rest = script_after(line, "wheel down")) != NULL)
        return mouse_event(script, rest, MOUSE_WHEEL_DOWN, event);
    if ((rest = script_after(line, "advance")) != NULL) {
        clock_advance_ms(atoll(rest));
        *event = wake();
        return true;
    }
    if (script_after(line, "wake") != NULL) {
        *event = wake();
        return true;
    }
    *known = script_after(line, "meanwhile") != NULL;
    return false;
}

/* A verb of the program that replays the script. */
static bool own_verb(struct script *script, const char *line)
{
    struct err err = {0};
    if (script->hooks.verb == NULL || !script->hooks.verb(script->hooks.context, line, &err))
        return false;
    if (err.code != ERR_NONE)
        script_complain(script, "%s: %s", line, err.text);
    return true;
}

/* Does lines until one makes an event; false at the end of the script. */
static bool next_event(struct script *script, struct key_event *event)
{
    for (;;) {
        if (script->keys != NULL && next_key(script, event))
            return true;
        script->keys = NULL;
        if (!script_line(script, &script->now))
            return false;
        const char *line = buffer_text(&script->now);
        if (script->updating)
            buffer_format(&script->updated, "%s\n", line);
        bool known;
        if (act(script, line, event, &known))
            return true;
        if (!known && !own_verb(script, line) && !script_look(script, line))
            script_complain(script, "no verb: %s", line);
    }
}

/* A key is handed out only when everything before it is done, but for `meanwhile`. */
static bool pending(struct terminal *terminal)
{
    const struct script *script = script_of(terminal);
    bool exhausted = script->keys == NULL || *script->keys == '\0';
    return script->painted && exhausted && strncmp(script->at, "meanwhile\n", strlen("meanwhile\n")) == 0;
}

static struct key_event next(struct terminal *terminal, struct pollfd *watched, int count, int timeout_ms)
{
    struct script *script = script_of(terminal);
    struct key_event event;
    bool ready = count > 0 && poll(watched, (nfds_t)count, 0) > 0;
    if (ready || (timeout_ms == 0 && !pending(terminal))) {
        if (++script->wakes <= IDLE_WAKES_MOST)
            return wake();
        script_complain(script, "the program never becomes idle");
    }
    script->wakes = 0;
    script->painted = false;
    return next_event(script, &event) ? event : (struct key_event){.key = KEY_HANGUP};
}

static void size(struct terminal *terminal, int *rows, int *columns)
{
    *rows = script_of(terminal)->rows;
    *columns = script_of(terminal)->columns;
}

static void show(struct terminal *terminal, const struct canvas *canvas)
{
    struct canvas *shown = &script_of(terminal)->shown;
    script_of(terminal)->painted = true;
    canvas_init(shown, canvas->rows, canvas->columns);
    memcpy(shown->cells, canvas->cells, (size_t)canvas->rows * (size_t)canvas->columns * sizeof *canvas->cells);
    shown->cursor_row = canvas->cursor_row;
    shown->cursor_column = canvas->cursor_column;
}

static void redraw(struct terminal *terminal)
{
    (void)terminal;
}

static void bell(struct terminal *terminal)
{
    script_of(terminal)->bells++;
}

static void mouse(struct terminal *terminal, bool on)
{
    (void)terminal;
    (void)on;
}

static bool clipboard(struct terminal *terminal, const char *text)
{
    struct script *script = script_of(terminal);
    buffer_clear(&script->clipboard);
    buffer_add(&script->clipboard, text);
    return true;
}

/* The file with the screens as they were shown; written beside it and renamed. */
static void write_update(struct script *script)
{
    struct buffer name = {0};
    buffer_format(&name, "%s.new", script->file_name);
    FILE *file = fopen(buffer_text(&name), "w");
    if (file == NULL || fputs(buffer_text(&script->updated), file) < 0 || fputs(script->at, file) < 0)
        script_complain(script, "cannot be written");
    if (file != NULL && (fclose(file) != 0 || rename(buffer_text(&name), script->file_name) != 0))
        script_complain(script, "cannot be renamed");
    buffer_release(&name);
}

/* Lines nobody has come to: the program ended before the script. */
static void complain_of_rest(struct script *script)
{
    while (script_line(script, &script->now))
        if (script->now.length > 0 && script->now.bytes[0] != '#')
            script_complain(script, "the program has ended before: %s", buffer_text(&script->now));
}

static void close_script(struct terminal *terminal)
{
    struct script *script = script_of(terminal);
    if (script->updating)
        write_update(script);
    complain_of_rest(script);
    if (script->hooks.failures != NULL)
        *script->hooks.failures += script->failures;
    canvas_release(&script->shown);
    buffer_release(&script->now);
    buffer_release(&script->paste);
    buffer_release(&script->clipboard);
    buffer_release(&script->updated);
    free(script->text);
    free(script->file_name);
    free(script);
}

static const struct terminal_ops ops = {
    .size = size,
    .show = show,
    .redraw = redraw,
    .bell = bell,
    .pending = pending,
    .next = next,
    .mouse = mouse,
    .clipboard = clipboard,
    .close = close_script,
};

int terminal_script_failures(const struct terminal *terminal)
{
    return ((const struct script *)terminal)->failures;
}

void terminal_script_hook(struct terminal *terminal, const struct script_hooks *hooks)
{
    script_of(terminal)->hooks = *hooks;
}

struct terminal *terminal_open_script(const char *text, const char *file_name, struct err *err)
{
    struct script *script = memory_new(1, sizeof *script);
    (void)err;
    script->terminal.ops = &ops;
    script->text = memory_copy(text);
    script->file_name = memory_copy(file_name);
    script->at = script->text;
    script->rows = 24;
    script->columns = 80;
    script->updating = getenv("GATEPOST_SCRIPT_UPDATE") != NULL;
    const char *first = strstr(text, "size ");
    if (first != NULL && (first == text || first[-1] == '\n'))
        sscanf(first, "size %dx%d", &script->columns, &script->rows);
    canvas_init(&script->shown, script->rows, script->columns);
    return &script->terminal;
}
