#include "tests/lib/term_child.h"
#include "gatepost/buffer.h"
#include "gatepost/canvas.h"
#include "gatepost/err.h"
#include "gatepost/terminal.h"
#include "gatepost/words.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

const char *term_program;

/* --- the child --- */

struct child {
    struct terminal *terminal;
    struct canvas canvas;
    struct buffer keys, line;
    int picture, wakes;
    int pipe[2];    /* watched */
    int timeout_ms; /* of the next wait */
};

static void add_key(struct child *child, const struct key_event *event)
{
    static const char *const MICE[] = {"click", "double", "wheel-up", "wheel-down"};
    buffer_add(&child->keys, " ");
    if (event->key == KEY_PASTE) {
        buffer_add(&child->keys, "paste<");
        for (const char *at = event->paste; *at; at++) {
            const char *shown = *at == '\n' ? "|" : *at == '\033' ? "^" : *at == '\t' ? "_" : NULL;
            buffer_add_bytes(&child->keys, shown ? shown : at, 1);
        }
        buffer_add(&child->keys, ">");
    } else if (event->key == KEY_MOUSE) {
        buffer_format(&child->keys, "%s:%d:%d", MICE[event->mouse], event->row, event->column);
    } else {
        key_name(event->key, false, &child->keys);
    }
}

static void draw_styles(struct canvas *canvas)
{
    for (int style = 0; style < STYLE_COUNT; style++)
        canvas_text(canvas, 4 + style, 0, 20, "style", (enum style)style);
    canvas_text(canvas, 4 + STYLE_COUNT, 0, 20, "all styles", STYLE_NORMAL);
}

static void draw(struct child *child)
{
    struct canvas *canvas = &child->canvas;
    int rows, columns;
    child->terminal->ops->size(child->terminal, &rows, &columns);
    if (canvas->rows != rows || canvas->columns != columns)
        canvas_init(canvas, rows, columns);
    canvas_clear(canvas);
    canvas->ascii = child->terminal->ascii;
    buffer_clear(&child->line);
    buffer_format(&child->line, "size %dx%d wakes %d", rows, columns, child->wakes);
    canvas_text(canvas, 0, 0, columns, buffer_text(&child->line), STYLE_TITLE);
    buffer_clear(&child->line);
    buffer_format(&child->line, "keys:%s;", buffer_text(&child->keys));
    canvas_text(canvas, 1, 0, columns, buffer_text(&child->line), STYLE_NORMAL);
    canvas->cursor_row = canvas->cursor_column = -1;
    switch (child->picture) {
    case 1:
        canvas_box(canvas, (struct rect){2, 0, 4, 20}, "box", "", STYLE_BORDER);
        canvas_text(canvas, 3, 1, 18, "王秀英进南门岗abc", STYLE_NORMAL);
        canvas->cursor_row = 3;
        canvas->cursor_column = 7;
        break;
    case 2: /* the same place, each wide character one column on, then narrow ones over them */
        canvas_text(canvas, 3, 2, 18, "王秀英进南门岗xy", STYLE_NORMAL);
        break;
    case 3:
        canvas_text(canvas, 3, 0, 18, "0123中789e\xcc\x81z", STYLE_NORMAL);
        break;
    case 4:
        draw_styles(canvas);
        break;
    case 5:
        canvas_fill(canvas, (struct rect){0, 0, rows, columns}, STYLE_SELECTED);
        canvas_box(canvas, (struct rect){0, 0, rows, columns}, "", "", STYLE_BORDER);
        break;
    default:
        break;
    }
    child->terminal->ops->show(child->terminal, canvas);
}

static void close_child(struct child *child)
{
    child->terminal->ops->close(child->terminal);
    canvas_release(&child->canvas);
    buffer_release(&child->keys);
    buffer_release(&child->line);
}

/* Keys are shown by name, except those that make the child do something. False for the end. */
static bool obey(struct child *child, const struct key_event *event, bool pictures)
{
    const struct terminal_ops *ops = child->terminal->ops;
    char byte;
    if (pictures && event->key > KEY_F0 && event->key <= KEY_F(5)) {
        child->picture = event->key - KEY_F0;
        return true;
    }
    switch (event->key) {
    case 'q':
    case KEY_HANGUP:
        return false;
    case '!':
        die("asked to");
    case '~':
        ops->bell(child->terminal);
        break;
    case '{': /* a watched descriptor becomes ready */
        if (write(child->pipe[1], "w", 1) != 1)
            die("write");
        break;
    case '}': /* a wait with an end */
        child->timeout_ms = 30;
        break;
    case KEY_WAKE:
        child->wakes++;
        child->timeout_ms = -1;
        while (read(child->pipe[0], &byte, 1) == 1)
            continue;
        break;
    case KEY_CTRL('L'):
        ops->redraw(child->terminal);
        break;
    case KEY_CTRL('X'):
        buffer_clear(&child->keys);
        break;
    case KEY_RESIZE:
        break;
    default:
        add_key(child, event);
    }
    return true;
}

static enum colour_choice colour_of(const char *mode)
{
    if (strcmp(mode, "always") == 0)
        return COLOUR_ALWAYS;
    return strcmp(mode, "never") == 0 ? COLOUR_NEVER : COLOUR_AUTO;
}

static int run_child(const char *mode)
{
    struct err err = {0};
    struct child child = {.timeout_ms = -1};
    words_start(NULL, "en");
    child.terminal = terminal_open_curses(strcmp(mode, "ascii") == 0, colour_of(mode), &err);
    if (!child.terminal) {
        printf("refused %d: %s\n", err.code, err.text);
        return 5;
    }
    if (pipe2(child.pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        die("pipe2");
    bool pictures = strcmp(mode, "pictures") == 0 || colour_of(mode) != COLOUR_AUTO;
    child.terminal->ops->mouse(child.terminal, strcmp(mode, "mouse") == 0);
    struct key_event event;
    do {
        struct pollfd watched = {.fd = child.pipe[0], .events = POLLIN};
        if (!child.terminal->ops->pending(child.terminal))
            draw(&child);
        event = child.terminal->ops->next(child.terminal, &watched, 1, child.timeout_ms);
    } while (obey(&child, &event, pictures));
    close_child(&child);
    puts("closed");
    return 0;
}

void term_begin(int count, char **arguments)
{
    if (count == 3 && strcmp(arguments[1], "child") == 0)
        exit(run_child(arguments[2]));
    term_program = arguments[0];
    words_start(NULL, "en");
}

/* --- the parent --- */

struct pty_terminal *term_start(const char *mode, const char *const *environment)
{
    const char *arguments[] = {term_program, "child", mode, NULL};
    struct pty_options options = {.arguments = arguments, .environment = environment};
    struct pty_terminal *pty = pty_start(&options);
    assert_true(pty_wait_text(pty, "size 24x80", PTY_LIMIT_MS));
    assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    return pty;
}

void term_finish(struct pty_terminal *pty)
{
    pty_send(pty, "q");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    pty_free(pty);
}

void term_expect(struct pty_terminal *pty, const char *bytes, const char *names)
{
    char line[400];
    pty_send(pty, bytes);
    pty_send(pty, ".");
    snprintf(line, sizeof line, "keys:%s%s .;", *names ? " " : "", names);
    if (!pty_wait_text(pty, line, PTY_LIMIT_MS))
        fail_msg("wanted '%s', got '%s'", line, pty_row(pty, 1));
    pty_send(pty, "\x18");
    assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
}

void term_show(struct pty_terminal *pty, int number, const char *text)
{
    pty_key(pty, (VTermKey)VTERM_KEY_FUNCTION(number), VTERM_MOD_NONE);
    assert_true(pty_wait_text(pty, text, PTY_LIMIT_MS));
}
