/* The real terminal in a pseudo-terminal: what only a terminal shows. The program under test is this file itself,
 * started as `test_term child MODE`: it draws a picture and the names of the keys it gets. */
#include "gatepost/buffer.h"
#include "gatepost/canvas.h"
#include "gatepost/err.h"
#include "gatepost/terminal.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/given_back.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char *program;

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

/* --- helpers --- */

static struct pty_terminal *start(const char *mode, const char *const *environment)
{
    const char *arguments[] = {program, "child", mode, NULL};
    struct pty_options options = {.arguments = arguments, .environment = environment};
    struct pty_terminal *pty = pty_start(&options);
    assert_true(pty_wait_text(pty, "size 24x80", PTY_LIMIT_MS));
    assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    return pty;
}

static void finish(struct pty_terminal *pty)
{
    pty_send(pty, "q");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    pty_free(pty);
}

/* Sends bytes to a child that has got no key since it started or since the last call, and compares what it makes of
 * them. A `.` is sent behind them, so that a wrong further key shows. */
static void expect_keys(struct pty_terminal *pty, const char *bytes, const char *names)
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

static void picture(struct pty_terminal *pty, int number, const char *text)
{
    pty_key(pty, (VTermKey)VTERM_KEY_FUNCTION(number), VTERM_MOD_NONE);
    assert_true(pty_wait_text(pty, text, PTY_LIMIT_MS));
}

/* --- tests: painting --- */

static void test_box_and_wide_characters(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("pictures", NULL);
    int row, column;
    assert_true(pty->alternate);
    assert_false(pty->cursor_visible);
    picture(pty, 1, "└──────────────────┘"); /* the last thing painted */
    assert_string_equal(pty_row(pty, 2), "┌─[box]────────────┐");
    assert_string_equal(pty_row(pty, 3), "│王秀英进南门岗abc │");
    assert_string_equal(pty_row(pty, 5), "└──────────────────┘");
    pty_cursor(pty, &row, &column);
    assert_true(pty->cursor_visible);
    assert_int_equal(row, 3);
    assert_int_equal(column, 7);
    finish(pty);
}

static void test_overwritten_wide_characters_leave_nothing(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("pictures", NULL);
    picture(pty, 1, "王秀英进南门岗abc");
    picture(pty, 2, " 王秀英进南门岗xy");
    assert_string_equal(pty_row(pty, 3), "  王秀英进南门岗xy");
    picture(pty, 3, "0123中789");
    assert_string_equal(pty_row(pty, 3), "0123中789e\xcc\x81z");
    assert_string_equal(pty_row(pty, 2), "");
    picture(pty, 1, "王秀英进南门岗abc");
    assert_string_equal(pty_row(pty, 3), "│王秀英进南门岗abc │");
    finish(pty);
}

static void test_only_what_changed_is_sent(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("pictures", NULL);
    picture(pty, 1, "王秀英进南门岗abc");
    pty_settle(pty, 50);
    size_t before = pty->output.length;
    pty_send(pty, "a");
    assert_true(pty_wait_text(pty, "keys: a;", PTY_LIMIT_MS));
    pty_settle(pty, 50);
    assert_in_range(pty->output.length - before, 1, 60);
    before = pty->output.length;
    pty_send(pty, "\x0c");
    assert_true(pty_wait_text(pty, "keys: a;", PTY_LIMIT_MS));
    pty_settle(pty, 100);
    assert_true(pty->output.length - before > 100);
    assert_string_equal(pty_row(pty, 3), "│王秀英进南门岗abc │");
    finish(pty);
}

static bool coloured(const struct pty_terminal *pty, int row)
{
    VTermScreenCell cell = pty_cell(pty, row, 0);
    return !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
}

static void test_colours_on_the_default_background(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("pictures", NULL);
    picture(pty, 4, "all styles");
    VTermScreenCell alarm = pty_cell(pty, 4 + STYLE_ALARM, 0), good = pty_cell(pty, 4 + STYLE_GOOD, 0);
    assert_true(coloured(pty, 4 + STYLE_ALARM));
    assert_true(VTERM_COLOR_IS_INDEXED(&alarm.fg));
    assert_int_equal(alarm.fg.indexed.idx & 7, 1);
    assert_true(alarm.attrs.reverse && alarm.attrs.bold);
    assert_true(VTERM_COLOR_IS_INDEXED(&good.fg));
    assert_int_equal(good.fg.indexed.idx & 7, 2);
    for (int style = 0; style < STYLE_COUNT; style++) {
        VTermScreenCell cell = pty_cell(pty, 4 + style, 0);
        assert_true(VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
    }
    assert_false(coloured(pty, 4 + STYLE_NORMAL));
    finish(pty);
}

static int count_coloured(const char *mode, const char *const *environment)
{
    struct pty_terminal *pty = start(mode, environment);
    int count = 0;
    picture(pty, 4, "all styles");
    for (int style = 0; style < STYLE_COUNT; style++)
        count += coloured(pty, 4 + style);
    VTermScreenCell alarm = pty_cell(pty, 4 + STYLE_ALARM, 0), selected = pty_cell(pty, 4 + STYLE_SELECTED, 0),
                    field = pty_cell(pty, 4 + STYLE_FIELD, 0);
    assert_true(alarm.attrs.bold && alarm.attrs.reverse);
    assert_true(selected.attrs.reverse && !selected.attrs.bold);
    assert_true(field.attrs.underline);
    finish(pty);
    return count;
}

static void test_no_colour_keeps_the_meaning(void **state)
{
    (void)state;
    const char *const refused[] = {"NO_COLOR=1", NULL}, *const empty[] = {"NO_COLOR=", NULL},
                      *const plain[] = {"TERM=vt100", NULL};
    int normal = count_coloured("pictures", NULL);
    assert_true(normal > 0);
    assert_int_equal(count_coloured("pictures", refused), 0);
    assert_int_equal(count_coloured("pictures", empty), normal);
    assert_int_equal(count_coloured("never", NULL), 0);
    assert_int_equal(count_coloured("always", refused), normal);
    assert_int_equal(count_coloured("pictures", plain), 0);
}

static bool corners_stand(const struct pty_terminal *pty, const void *argument)
{
    (void)argument;
    return pty_cell(pty, 0, 0).chars[0] == 0x250c && pty_cell(pty, pty->rows - 1, 0).chars[0] == 0x2514 &&
           pty_cell(pty, 0, pty->columns - 1).chars[0] == 0x2510 &&
           pty_cell(pty, pty->rows - 1, pty->columns - 1).chars[0] == 0x2518;
}

static void test_resize_down_to_one_cell_and_up(void **state)
{
    (void)state;
    static const int SIZES[][2] = {{10, 30}, {1, 1}, {2, 1}, {1, 2}, {40, 120}, {24, 80}};
    struct pty_terminal *pty = start("pictures", NULL);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        char size[40];
        pty_resize(pty, SIZES[i][0], SIZES[i][1]);
        /* The child says its size; in tiny screens only the beginning fits. */
        snprintf(size, sizeof size, "size %dx%d", SIZES[i][0], SIZES[i][1]);
        size[SIZES[i][1] < (int)strlen(size) ? SIZES[i][1] : (int)strlen(size)] = '\0';
        assert_true(pty_wait_text(pty, size, PTY_LIMIT_MS));
        pty_settle(pty, 50);
    }
    /* The last column of the last row is written without scrolling. */
    picture(pty, 5, "┘");
    assert_true(pty_wait(pty, corners_stand, NULL, PTY_LIMIT_MS));
    pty_resize(pty, 40, 120);
    assert_true(pty_wait(pty, corners_stand, NULL, PTY_LIMIT_MS));
    finish(pty);
}

static void test_bell(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", NULL);
    assert_int_equal(pty->bells, 0);
    pty_send(pty, "~");
    expect_keys(pty, "", "");
    assert_int_equal(pty->bells, 1);
    finish(pty);
}

/* --- tests: keys --- */

static void test_keys_of_this_terminal(void **state)
{
    (void)state;
    static const struct {
        VTermKey key;
        VTermModifier modifier;
        const char *name;
    } KEYS[] = {
        {VTERM_KEY_UP, VTERM_MOD_NONE, "Up"},
        {VTERM_KEY_DOWN, VTERM_MOD_NONE, "Down"},
        {VTERM_KEY_LEFT, VTERM_MOD_NONE, "Left"},
        {VTERM_KEY_RIGHT, VTERM_MOD_NONE, "Right"},
        {VTERM_KEY_HOME, VTERM_MOD_NONE, "Home"},
        {VTERM_KEY_END, VTERM_MOD_NONE, "End"},
        {VTERM_KEY_PAGEUP, VTERM_MOD_NONE, "PgUp"},
        {VTERM_KEY_PAGEDOWN, VTERM_MOD_NONE, "PgDn"},
        {VTERM_KEY_INS, VTERM_MOD_NONE, "Ins"},
        {VTERM_KEY_DEL, VTERM_MOD_NONE, "Del"},
        {VTERM_KEY_ENTER, VTERM_MOD_NONE, "Enter"},
        {VTERM_KEY_TAB, VTERM_MOD_NONE, "Tab"},
        {VTERM_KEY_TAB, VTERM_MOD_SHIFT, "Shift-Tab"},
        {VTERM_KEY_LEFT, VTERM_MOD_CTRL, "Ctrl-Left"},
        {VTERM_KEY_RIGHT, VTERM_MOD_CTRL, "Ctrl-Right"},
        {VTERM_KEY_BACKSPACE, VTERM_MOD_NONE, "Backspace"},
    };
    struct pty_terminal *pty = start("keys", NULL);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        pty_key(pty, KEYS[i].key, KEYS[i].modifier);
        expect_keys(pty, "", KEYS[i].name);
    }
    for (int n = 1; n <= 12; n++) {
        char name[16];
        snprintf(name, sizeof name, "F%d", n);
        pty_key(pty, (VTermKey)VTERM_KEY_FUNCTION(n), VTERM_MOD_NONE);
        expect_keys(pty, "", name);
    }
    pty_character(pty, '1', VTERM_MOD_ALT);
    expect_keys(pty, "", "Alt-1");
    pty_character(pty, 's', VTERM_MOD_CTRL);
    expect_keys(pty, "", "Ctrl-S");
    finish(pty);
}

static void test_keys_of_other_terminals(void **state)
{
    (void)state;
    static const char *const KEYS[][2] = {
        /* PuTTY, the Linux console, rxvt, cursor keys that ignore the application mode, the number pad */
        {"\033[11~\033[12~\033[13~\033[14~", "F1 F2 F3 F4"},
        {"\033[15~\033[17~\033[21~\033[24~", "F5 F6 F10 F12"},
        {"\033[[A\033[[B\033[[C\033[[D\033[[E", "F1 F2 F3 F4 F5"},
        {"\033[A\033[B\033[C\033[D", "Up Down Right Left"},
        {"\033Oc\033Od\033[7~\033[8~", "Ctrl-Right Ctrl-Left Home End"},
        {"\033[1~\033[4~\033[H\033[F", "Home End Home End"},
        {"\033Oq\033Oy\033Ol\033OM", "1 9 , Enter"},
        {"\033[1;2A\033[1;5D\033[5C", "Up Ctrl-Left Ctrl-Right"},
        {"\x08\x7f\r\n\n", "Backspace Backspace Enter Enter"},
        {"\x03\x1a\x11\x13\x1c", "Ctrl-C Ctrl-Z Ctrl-Q Ctrl-S Ctrl-\\"},
        {"\0331\0339", "Alt-1 Alt-9"},
        {"张é\xf0\xa0\xae\xb7", "张 é \xf0\xa0\xae\xb7"},
        /* nothing: unknown sequences, reports nobody asked for, bytes that are no UTF-8 */
        {"\033[99~\033[?1;2c\033[>0;95;0c\033[5;3R", ""},
        {"\xff\xc0\xaf\xed\xa0\x80\xe5\xbc"
         "a",
         "a"},
        {"\xc2\x85", ""},
    };
    struct pty_terminal *pty = start("keys", NULL);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        expect_keys(pty, KEYS[i][0], KEYS[i][1]);
    finish(pty);
}

static void test_signal_keys_do_nothing_from_outside(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", NULL);
    static const int SIGNALS[] = {SIGINT, SIGQUIT, SIGTSTP, SIGPIPE};
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++) {
        pty_kill(pty, SIGNALS[i]);
        expect_keys(pty, "a", "a");
    }
    finish(pty);
}

/* Milliseconds from a lone Esc to the screen that says so, the best of several: the machine may be slow, the rule is
 * not. */
static int64_t escape_ms(struct pty_terminal *pty)
{
    int64_t best = INT64_MAX;
    for (int i = 0; i < 8; i++) {
        int64_t before = pty_now_ms();
        pty_send(pty, "\033");
        assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
        int64_t took = pty_now_ms() - before;
        best = took < best ? took : best;
        pty_send(pty, "\x18");
        assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    }
    return best;
}

static const char *const OVER_SSH[] = {"SSH_CONNECTION=10.0.0.2 50000 10.0.0.1 22", NULL};

static void test_escape_is_quick_at_the_seat_and_patient_over_ssh(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", NULL);
    assert_in_range(escape_ms(pty), 24, 60);
    finish(pty);
    pty = start("keys", OVER_SSH);
    assert_in_range(escape_ms(pty), 99, 160);
    finish(pty);
}

static void test_split_sequence_over_ssh_is_one_key(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", OVER_SSH);
    pty_send(pty, "\033");
    pty_settle(pty, 20);
    expect_keys(pty, "[A", "Up");
    pty_send(pty, "\033");
    pty_settle(pty, 20);
    pty_send(pty, "[1;");
    pty_settle(pty, 150);
    expect_keys(pty, "5D", "Ctrl-Left");
    pty_send(pty, "\xe5\xbc");
    pty_settle(pty, 20);
    expect_keys(pty, "\xa0", "张");
    finish(pty);
}

static void test_late_rest_of_a_sequence_is_never_typed(void **state)
{
    (void)state;
    static const char *const RESTS[][2] = {{"[A", ""}, {"OP", ""},   {"[1;5", "D"},
                                           {"[", "B"}, {"[2", "4~"}, {"[5;3R", ""}};
    struct pty_terminal *pty = start("keys", NULL);
    for (size_t i = 0; i < sizeof RESTS / sizeof *RESTS; i++) {
        pty_send(pty, "\033");
        assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
        pty_send(pty, RESTS[i][0]);
        pty_settle(pty, 10);
        expect_keys(pty, RESTS[i][1], "Esc");
    }
    /* Typed after Esc: a bracket, and words that begin with O. */
    pty_send(pty, "\033");
    assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
    pty_send(pty, "[");
    assert_true(pty_wait_text(pty, "keys: Esc [;", PTY_LIMIT_MS));
    expect_keys(pty, "Ok", "Esc [ O k");
    /* A late paste is still a paste. */
    pty_send(pty, "\033");
    assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
    expect_keys(pty, "[200~q!\033[201~", "Esc paste<q!>");
    finish(pty);
}

static void test_paste_is_text(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", NULL);
    pty_paste(pty, "q1\r\n王\r二\n\033[A!\xff\t.");
    expect_keys(pty, "", "paste<q1|王|二|^[A!?_.>");
    pty_paste(pty, "");
    expect_keys(pty, "", "paste<>");
    /* The end mark in pieces, and a mark's beginning that is none. */
    pty_send(pty, "\033[200~a\033[20");
    pty_settle(pty, 20);
    pty_send(pty, "x\033[2");
    pty_settle(pty, 20);
    expect_keys(pty, "01~b", "paste<a^[20x> b");
    finish(pty);
}

static void test_long_paste_is_bounded_and_ends(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", NULL);
    char block[1001];
    memset(block, 'q', 1000);
    block[1000] = '\0';
    pty_send(pty, "\033[200~");
    for (int i = 0; i < 1500; i++)
        pty_send(pty, block);
    pty_send(pty, "\033[201~\x18");
    assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    expect_keys(pty, "z", "z");
    finish(pty);
}

static void test_mouse_only_when_switched_on(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", NULL);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_NONE);
    finish(pty);
    pty = start("mouse", NULL);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_CLICK);
    vterm_mouse_move(pty->vterm, 3, 9, VTERM_MOD_NONE);
    vterm_mouse_button(pty->vterm, 1, true, VTERM_MOD_NONE);
    vterm_mouse_button(pty->vterm, 1, false, VTERM_MOD_NONE);
    expect_keys(pty, "", "click:3:9");
    expect_keys(pty, "\033[<0;200;2M\033[<0;200;2m\033[<0;200;2M\033[<0;200;2M",
                "click:1:199 double:1:199 click:1:199");
    expect_keys(pty, "\033[<64;5;6M\033[<65;5;6M\033[<2;5;6M\033[<35;5;6M", "wheel-up:5:4 wheel-down:5:4");
    expect_keys(pty, "\033[M !!\033[M#!!", "click:0:0");
    pty_send(pty, "q");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_NONE);
    pty_free(pty);
}

/* --- tests: the cursor query --- */

static void test_answer_of_the_cursor_query_is_no_key(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("pictures", NULL);
    expect_keys(pty, "", "");
    picture(pty, 1, "┌─[box]");
    assert_non_null(strstr(buffer_text(&pty->output), "\033[6n"));
    assert_string_equal(pty_row(pty, 1), "keys:;");
    finish(pty);
}

static struct pty_terminal *start_mute(const char *mode)
{
    const char *arguments[] = {program, "child", mode, NULL};
    struct pty_options options = {.arguments = arguments, .mute = true};
    struct pty_terminal *pty = pty_start(&options);
    /* Painted although no answer has come. */
    assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    picture(pty, 1, "┌─[box]");
    return pty;
}

static void test_two_column_borders_become_ascii(void **state)
{
    (void)state;
    struct pty_terminal *pty = start_mute("pictures");
    pty_send(pty, "\033[2;3R");
    assert_true(pty_wait_text(pty, "+-[box]", PTY_LIMIT_MS));
    assert_string_equal(pty_row(pty, 1), "keys:;");
    finish(pty);
    pty = start_mute("pictures");
    pty_send(pty, "\033[2;");
    pty_settle(pty, 50);
    pty_send(pty, "2R");
    expect_keys(pty, "a", "a");
    assert_string_equal(pty_row(pty, 2), "┌─[box]────────────┐");
    finish(pty);
}

static void test_ascii_when_asked_for(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("ascii", NULL);
    assert_null(strstr(buffer_text(&pty->output), "\033[6n"));
    finish(pty);
}

static void test_answer_after_the_end_does_not_reach_the_shell(void **state)
{
    (void)state;
    struct pty_terminal *pty = start_mute("pictures");
    pty_send(pty, "q");
    pty_send(pty, "\033[2;2R");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_true(pty_has_text(pty, "closed"));
    pty_free(pty);
}

/* --- tests: the end --- */

static void end_and_compare(const char *keys, int signal_number, int status, const char *words)
{
    const char *arguments[] = {program, "child", "mouse", NULL};
    const char *const environment[] = {"ASAN_OPTIONS=handle_abort=0", NULL};
    struct pty_options options = {.arguments = arguments, .environment = environment};
    struct pty_terminal *pty = pty_start(&options);
    struct termios before = pty_line(pty);
    assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    assert_true(pty->alternate);
    assert_false(pty_line(pty).c_lflag & (ICANON | ISIG));
    pty_send(pty, keys);
    if (signal_number)
        pty_kill(pty, signal_number);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), status);
    assert_given_back(pty, &before);
    assert_non_null(strstr(buffer_text(&pty->output), "\033[?2004h"));
    assert_true(pty_has_text(pty, words));
    pty_free(pty);
}

static void test_terminal_is_given_back(void **state)
{
    (void)state;
    end_and_compare("q", 0, 0, "closed");
    end_and_compare("", SIGTERM, 0, "closed");
    end_and_compare("", SIGHUP, 0, "closed");
    end_and_compare("!", 0, 128 + SIGABRT, "asked to");
}

static void test_hang_up_ends_the_program(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", NULL);
    pty_hang_up(pty);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    pty_free(pty);
}

static void test_no_usable_terminal_is_said(void **state)
{
    (void)state;
    static const char *const TERMS[] = {"TERM=nosuchterminal", "TERM=", "TERM=dumb"};
    for (size_t i = 0; i < sizeof TERMS / sizeof *TERMS; i++) {
        const char *arguments[] = {program, "child", "keys", NULL};
        const char *const environment[] = {TERMS[i], NULL};
        struct pty_options options = {.arguments = arguments, .environment = environment};
        struct pty_terminal *pty = pty_start(&options);
        assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 5);
        assert_true(pty_has_text(pty, "No usable terminal"));
        pty_free(pty);
    }
    const char *arguments[] = {"/bin/sh", "-c", "\"$0\" child keys </dev/null", program, NULL};
    struct pty_options options = {.arguments = arguments};
    struct pty_terminal *pty = pty_start(&options);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 5);
    assert_true(pty_has_text(pty, "No usable terminal"));
    pty_free(pty);
}

/* --- test: idle --- */

static long voluntary_switches(const struct pty_terminal *pty)
{
    char path[64], line[200];
    long count = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pty->pid);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "voluntary_ctxt_switches: %ld", &count) == 1)
            break;
    fclose(file);
    return count;
}

static void test_watched_descriptors_and_timeouts_wake(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", NULL);
    assert_true(pty_has_text(pty, "wakes 0"));
    pty_send(pty, "{");
    assert_true(pty_wait_text(pty, "wakes 1", PTY_LIMIT_MS));
    pty_send(pty, "}");
    assert_true(pty_wait_text(pty, "wakes 2", PTY_LIMIT_MS));
    /* The silence that decides about Esc is nobody else's wake-up. */
    pty_send(pty, "\033");
    assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
    assert_true(pty_has_text(pty, "wakes 2"));
    finish(pty);
}

static void test_idle_wakes_nobody(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("keys", NULL);
    expect_keys(pty, "a", "a");
    pty_settle(pty, 200);
    long before = voluntary_switches(pty);
    pty_settle(pty, 500);
    assert_true(before > 0);
    assert_int_equal(voluntary_switches(pty), before);
    finish(pty);
}

int main(int count, char **arguments)
{
    if (count == 3 && strcmp(arguments[1], "child") == 0)
        return run_child(arguments[2]);
    program = arguments[0];
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_box_and_wide_characters),
        cmocka_unit_test(test_overwritten_wide_characters_leave_nothing),
        cmocka_unit_test(test_only_what_changed_is_sent),
        cmocka_unit_test(test_colours_on_the_default_background),
        cmocka_unit_test(test_no_colour_keeps_the_meaning),
        cmocka_unit_test(test_resize_down_to_one_cell_and_up),
        cmocka_unit_test(test_bell),
        cmocka_unit_test(test_keys_of_this_terminal),
        cmocka_unit_test(test_keys_of_other_terminals),
        cmocka_unit_test(test_signal_keys_do_nothing_from_outside),
        cmocka_unit_test(test_escape_is_quick_at_the_seat_and_patient_over_ssh),
        cmocka_unit_test(test_split_sequence_over_ssh_is_one_key),
        cmocka_unit_test(test_late_rest_of_a_sequence_is_never_typed),
        cmocka_unit_test(test_paste_is_text),
        cmocka_unit_test(test_long_paste_is_bounded_and_ends),
        cmocka_unit_test(test_mouse_only_when_switched_on),
        cmocka_unit_test(test_answer_of_the_cursor_query_is_no_key),
        cmocka_unit_test(test_two_column_borders_become_ascii),
        cmocka_unit_test(test_ascii_when_asked_for),
        cmocka_unit_test(test_answer_after_the_end_does_not_reach_the_shell),
        cmocka_unit_test(test_terminal_is_given_back),
        cmocka_unit_test(test_hang_up_ends_the_program),
        cmocka_unit_test(test_no_usable_terminal_is_said),
        cmocka_unit_test(test_watched_descriptors_and_timeouts_wake),
        cmocka_unit_test(test_idle_wakes_nobody),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
