/* The real terminal: sends a canvas to curses. Keys do not come from curses (term_input.h says why). This file alone
 * includes curses.h, whose KEY_… macros hide those of key.h: do not name a key here. */
#include "gatepost/buffer.h"
#include "gatepost/canvas.h"
#include "gatepost/memory.h"
#include "gatepost/terminal.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "term_clipboard.h"
#include "term_name.h"
#include "term_wait.h"
#define key_name curses_key_name /* curses has one too */
#include <curses.h>
#undef key_name
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
/* Words that term.h has taken for capabilities. */
#undef bell
#undef columns
#undef lines

struct curses_terminal {
    struct terminal base;
    struct term_wait wait;
    SCREEN *screen;
    struct termios before; /* the line as it was */
    bool colours, mouse, ansi, restored;
    struct canvas_cell *shown; /* the canvas on the screen now; NULL: unknown */
    int rows, columns;         /* of shown */
    int cursor_row, cursor_column;
};

static struct curses_terminal *the_open_one; /* for die() */

/* Foregrounds only, so that any background of the terminal stays readable; without colour the attributes alone tell the
 * meanings apart (screens.md rule 6). */
static const struct appearance {
    short colour; /* -1: the terminal's own */
    attr_t with_colour, without;
} APPEARANCES[STYLE_COUNT] = {
    [STYLE_NORMAL] = {-1, A_NORMAL, A_NORMAL},
    [STYLE_TITLE] = {-1, A_BOLD, A_BOLD},
    [STYLE_BORDER] = {-1, A_NORMAL, A_NORMAL},
    [STYLE_FOCUS] = {COLOR_CYAN, A_BOLD, A_BOLD},
    [STYLE_HEADING] = {COLOR_CYAN, A_NORMAL, A_UNDERLINE},
    [STYLE_SELECTED] = {-1, A_REVERSE, A_REVERSE},
    [STYLE_FIELD] = {-1, A_UNDERLINE, A_UNDERLINE},
    [STYLE_FIELD_NOW] = {-1, A_UNDERLINE | A_BOLD, A_UNDERLINE | A_BOLD},
    [STYLE_MUTED] = {-1, A_DIM, A_DIM},
    [STYLE_VOID] = {-1, A_DIM, A_DIM},
    [STYLE_GOOD] = {COLOR_GREEN, A_NORMAL, A_NORMAL},
    [STYLE_WARNING] = {COLOR_YELLOW, A_BOLD, A_BOLD},
    [STYLE_ALARM] = {COLOR_RED, A_BOLD | A_REVERSE, A_BOLD | A_REVERSE},
    [STYLE_KEY] = {-1, A_BOLD, A_BOLD},
    [STYLE_LABEL] = {-1, A_NORMAL, A_NORMAL},
};

static struct curses_terminal *real(struct terminal *terminal)
{
    return (struct curses_terminal *)terminal;
}

/* Straight to the terminal; curses has nothing buffered outside show(). */
static void send_bytes(const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        ssize_t count = write(STDOUT_FILENO, text, left);
        if (count < 0 && errno != EINTR)
            return; /* the terminal is gone: reading will say so */
        if (count > 0) {
            text += count;
            left -= (size_t)count;
        }
    }
}

static void set_mouse(bool on)
{
    send_bytes(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

/* Cursor keys and number pad plain: digits arrive as digits, and PuTTY's other End is no 7. Focus reports, which a
 * program that crashed may have left on, would look like PuTTY's other PgUp. Pastes in brackets. */
static void set_modes(const struct curses_terminal *t)
{
    if (t->ansi)
        send_bytes("\033[?1l\033>\033[?1004l\033[?2004h");
    if (t->mouse)
        set_mouse(true);
}

/* --- painting --- */

static void forget_shown(struct curses_terminal *t)
{
    free(t->shown);
    t->shown = NULL;
}

static void put_cell(const struct curses_terminal *t, int row, int column, const struct canvas_cell *cell)
{
    wchar_t text[CCHARW_MAX + 1] = {L' '};
    const char *at = cell->text, *end = at + strlen(at);
    for (int i = 0; i < CCHARW_MAX && at < end; i++) {
        int32_t code_point = utf8_next(&at, end);
        text[i] = code_point < ' ' ? L'?' : (wchar_t)code_point;
    }
    const struct appearance *appearance = &APPEARANCES[cell->style < STYLE_COUNT ? cell->style : STYLE_NORMAL];
    cchar_t glyph;
    /* A pair's number is its style's plus one; pair 0 is the terminal's default. */
    bool coloured = t->colours && appearance->colour >= 0;
    setcchar(&glyph, text, t->colours ? appearance->with_colour : appearance->without,
             (short)(coloured ? cell->style + 1 : 0), NULL);
    mvadd_wch(row, column, &glyph);
}

static bool cells_equal(const struct canvas_cell *a, const struct canvas_cell *b)
{
    return a->width == b->width && a->style == b->style && strcmp(a->text, b->text) == 0;
}

struct span {
    int first, last; /* columns */
};

/* What differs between two rows, extended so that no wide character of either is cut. False when nothing does. */
static bool find_change(const struct canvas_cell *now, const struct canvas_cell *then, int columns, struct span *span)
{
    int first = 0, last = columns - 1;
    while (first < columns && cells_equal(&now[first], &then[first]))
        first++;
    if (first == columns)
        return false;
    while (cells_equal(&now[last], &then[last]))
        last--;
    while (first > 0 && (now[first].width == 0 || then[first].width == 0))
        first--;
    while (last + 1 < columns && (now[last + 1].width == 0 || then[last + 1].width == 0))
        last++;
    *span = (struct span){first, last};
    return true;
}

static void paint_span(const struct curses_terminal *t, const struct canvas_cell *cells, int row, struct span span)
{
    struct canvas_cell blank = {.text = " ", .width = 1};
    for (int column = span.first; column <= span.last;) {
        const struct canvas_cell *cell = &cells[column];
        /* A wide character that does not fit before the edge, or half of one. */
        bool whole = cell->width == 1 || (cell->width == 2 && column < span.last);
        blank.style = cell->style;
        put_cell(t, row, column, whole ? cell : &blank);
        column += whole ? cell->width : 1;
    }
}

/* Blanks the wide characters of `then` that a wide character of `now` covers by half: some terminals leave the other
 * half standing. True when there was one. */
static bool blank_halves(const struct canvas_cell *now, const struct canvas_cell *then, int row, struct span span)
{
    bool any = false;
    for (int column = span.first; column < span.last; column++) {
        if (then[column].width == 2 && (now[column].width == 0 || now[column + 1].width == 2)) {
            mvaddstr(row, column, "  ");
            any = true;
        }
    }
    return any;
}

static bool blank_all_halves(const struct curses_terminal *t, const struct canvas *canvas)
{
    bool any = false;
    size_t row_bytes = (size_t)t->columns * sizeof *t->shown;
    for (int row = 0; row < t->rows; row++) {
        const struct canvas_cell *now = canvas->cells + (size_t)row * (size_t)t->columns;
        const struct canvas_cell *then = t->shown + (size_t)row * (size_t)t->columns;
        struct span span;
        if (memcmp(now, then, row_bytes) != 0 && find_change(now, then, t->columns, &span))
            any |= blank_halves(now, then, row, span);
    }
    return any;
}

/* Sends the rows that differ and remembers them; true when there were any. */
static bool paint_changes(struct curses_terminal *t, const struct canvas *canvas)
{
    bool any = false;
    size_t row_bytes = (size_t)t->columns * sizeof *t->shown;
    for (int row = 0; row < t->rows; row++) {
        const struct canvas_cell *now = canvas->cells + (size_t)row * (size_t)t->columns;
        struct canvas_cell *then = t->shown + (size_t)row * (size_t)t->columns;
        struct span span;
        if (memcmp(now, then, row_bytes) == 0)
            continue;
        if (find_change(now, then, t->columns, &span)) {
            paint_span(t, now, row, span);
            any = true;
        }
        memcpy(then, now, row_bytes);
    }
    return any;
}

static void paint_all(struct curses_terminal *t, const struct canvas *canvas)
{
    size_t cells = (size_t)canvas->rows * (size_t)canvas->columns;
    forget_shown(t);
    t->rows = canvas->rows;
    t->columns = canvas->columns;
    t->shown = memory_new(cells, sizeof *t->shown);
    memcpy(t->shown, canvas->cells, cells * sizeof *t->shown);
    erase();
    struct span whole = {0, (canvas->columns < COLS ? canvas->columns : COLS) - 1};
    for (int row = 0; row < canvas->rows && row < LINES; row++)
        paint_span(t, canvas->cells + (size_t)row * (size_t)canvas->columns, row, whole);
}

/* True when the cursor is not where it was. */
static bool place_cursor(struct curses_terminal *t, const struct canvas *canvas)
{
    bool visible = canvas->cursor_row >= 0 && canvas->cursor_row < LINES && canvas->cursor_column >= 0 &&
                   canvas->cursor_column < COLS;
    int row = visible ? canvas->cursor_row : -1, column = visible ? canvas->cursor_column : -1;
    if (visible)
        move(row, column);
    bool moved = row != t->cursor_row || column != t->cursor_column;
    if (visible != (t->cursor_row >= 0))
        curs_set(visible ? 1 : 0);
    t->cursor_row = row;
    t->cursor_column = column;
    return moved;
}

static void show(struct terminal *terminal, const struct canvas *canvas)
{
    struct curses_terminal *t = real(terminal);
    bool changed = true;
    /* A canvas of another size than the screen (a resize it has not heard of) is painted whole, clipped. */
    if (!t->shown || canvas->rows != t->rows || canvas->columns != t->columns || t->rows > LINES || t->columns > COLS) {
        paint_all(t, canvas);
    } else {
        if (blank_all_halves(t, canvas))
            refresh();
        changed = paint_changes(t, canvas);
    }
    if (place_cursor(t, canvas) || changed)
        refresh();
}

static void redraw(struct terminal *terminal)
{
    forget_shown(real(terminal));
    clearok(curscr, TRUE);
}

/* Where terminfo says that a character in the last column moves the cursor to the next row at once, that column stays
 * empty: those who call themselves TERM=ansi differ in it, and a wrong guess puts the next characters in a wrong place.
 */
static void size(struct terminal *terminal, int *rows, int *columns)
{
    (void)terminal;
    bool doubtful = auto_right_margin && !eat_newline_glitch && COLS > 1;
    *rows = LINES;
    *columns = COLS - (doubtful ? 1 : 0);
}

static void bell(struct terminal *terminal)
{
    (void)terminal;
    beep();
}

/* --- events --- */

static void take_size(struct curses_terminal *t)
{
    struct winsize window = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_row > 0 && window.ws_col > 0)
        resize_term(window.ws_row, window.ws_col);
    redraw(&t->base);
}

static bool pending(struct terminal *terminal)
{
    return wait_pending(&real(terminal)->wait);
}

/* Stopped by a signal and started again: meanwhile the shell has used the line and the screen. In the background this
 * stops the program once more, until it is in front. */
static void come_back(struct curses_terminal *t)
{
    endwin();
    refresh();
    set_modes(t);
}

static struct key_event next(struct terminal *terminal, struct pollfd *watched, int count, int timeout_ms)
{
    struct curses_terminal *t = real(terminal);
    struct key_event event = wait_next(&t->wait, watched, count, timeout_ms);
    if (t->wait.continued)
        come_back(t);
    if (t->wait.resized || t->wait.continued) {
        t->wait.resized = t->wait.continued = false;
        take_size(t);
    }
    if (t->wait.wide_borders && !t->base.ascii && !t->base.borders_chosen) {
        t->base.ascii = true;
        redraw(terminal);
    }
    return event;
}

static bool starts_ansi(const char *text)
{
    return text && strncmp(text, "\033[", 2) == 0;
}

/* Own sequences instead of mousemask, which would want to read the reports itself. 1006: columns beyond 223. */
static void mouse(struct terminal *terminal, bool on)
{
    struct curses_terminal *t = real(terminal);
    if (!starts_ansi(key_mouse) || on == t->mouse)
        return;
    t->mouse = on;
    set_mouse(on);
}

/* A terminal without a mouse (a console) has no clipboard either, and might print the sequence. */
static bool clipboard(struct terminal *terminal, const char *text)
{
    struct buffer sequence = {0};
    bool sent = real(terminal)->ansi && starts_ansi(key_mouse) && clipboard_sequence(text, &sequence);
    if (sent)
        send_bytes(buffer_text(&sequence));
    buffer_release(&sequence);
    return sent;
}

/* --- open and close --- */

static void restore(struct curses_terminal *t)
{
    if (t->restored)
        return;
    t->restored = true;
    mouse(&t->base, false);
    if (t->ansi)
        send_bytes("\033[?2004l");
    if (!enter_ca_mode) { /* no screen of its own: names and numbers of residents do not stay behind */
        clear();
        refresh();
    }
    endwin();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &t->before);
}

static void restore_before_death(void)
{
    if (the_open_one)
        restore(the_open_one);
}

static void close_terminal(struct terminal *terminal)
{
    struct curses_terminal *t = real(terminal);
    wait_for_answer(&t->wait);
    restore(t);
    delscreen(t->screen);
    wait_close(&t->wait);
    the_open_one = NULL;
    die_hook = NULL;
    forget_shown(t);
    free(t);
}

static const struct terminal_ops OPS = {size, show, redraw, bell, pending, next, mouse, clipboard, close_terminal};

static void start_colours(struct curses_terminal *t, enum colour_choice choice)
{
    const char *refused = getenv("NO_COLOR"); /* no-color.org: any value but an empty one */
    bool wanted = choice == COLOUR_ALWAYS || (choice == COLOUR_AUTO && !(refused && *refused));
    if (!wanted || !has_colors() || start_color() != OK || COLORS < 8)
        return;
    use_default_colors();
    for (int style = 0; style < STYLE_COUNT; style++)
        init_pair((short)(style + 1), APPEARANCES[style].colour, -1);
    t->colours = true;
}

static const char *look_up(const char *name)
{
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

/* Asks where the cursor stands after a box line: in many Chinese settings it takes two columns. On row 2, because an
 * answer for row 1 reads like a function key. Nobody waits for the answer: whenever it comes, wait_next takes it. */
static void ask_border_width(struct curses_terminal *t)
{
    if (t->base.ascii || !user7 || strcmp(user7, "\033[6n") != 0 || LINES < 2 || COLS < 4)
        return;
    t->wait.input.asked = true;
    /* Ends where curses believes the cursor to be, on a screen as blank as before. */
    send_bytes("\033[2;1H\u250c\033[6n\033[2;1H   \033[1;1H");
}

static void start_screen(struct curses_terminal *t, enum colour_choice colour)
{
    fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) & ~O_NONBLOCK); /* as some program may have left it */
    input_define_keys(&t->wait.input, look_up);
    t->ansi = starts_ansi(cursor_address);
    raw();
    noecho();
    nonl();
    keypad(stdscr, !t->ansi); /* only for its effect on the terminal: see set_modes for the usual ones */
    typeahead(-1);            /* the loop paints when no key is pending; curses need not look again */
    idcok(stdscr, FALSE);     /* inserting and deleting characters tears wide ones */
    /* Until it has left the screen once, curses sends every cursor movement to the terminal by itself: a hundred writes
     * a page instead of one. Before colours and cursor are touched, so that nothing of them is reset. */
    endwin();
    refresh();
    start_colours(t, colour);
    curs_set(0);
    refresh();
    ask_border_width(t);
    set_modes(t);
}

/* Asked beforehand: newterm leaks what it began when it fails, and takes a terminal whose cursor cannot be put
 * anywhere. */
static bool is_full_screen(const char *name)
{
    int result;
    if (setupterm(name, STDOUT_FILENO, &result) != OK)
        return false;
    bool addressable = cursor_address != NULL;
    del_curterm(cur_term);
    return addressable;
}

static SCREEN *open_screen(const char *name, struct err *err)
{
    const char *like = is_full_screen(name) ? name : term_name_like(name);
    use_tioctl(TRUE); /* the window's size, not what LINES and COLUMNS once were */
    SCREEN *screen = like && (like == name || is_full_screen(like)) ? newterm(like, stdout, stdin) : NULL;
    if (!screen && *name == '\0')
        err_set(err, ERR_SYSTEM, _("No usable terminal: TERM is not set; try: TERM=xterm gatepost"));
    else if (!screen)
        err_set(err, ERR_SYSTEM,
                _("No usable terminal: TERM=%.40s cannot show a full screen; try: TERM=xterm gatepost"), name);
    return screen;
}

struct terminal *terminal_open_curses(bool ascii, enum colour_choice colour, struct err *err)
{
    const char *name = getenv("TERM") ? getenv("TERM") : "";
    struct curses_terminal *t = memory_new(1, sizeof *t);
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &t->before) != 0) {
        err_set(err, ERR_SYSTEM, _("No usable terminal: input and output must both be a terminal."));
        goto failed;
    }
    if (!wait_open(&t->wait, err)) /* before newterm: curses leaves alone the signals that others handle */
        goto failed;
    t->screen = open_screen(name, err);
    if (!t->screen)
        goto no_screen;
    bool remote = getenv("SSH_CONNECTION") || getenv("SSH_TTY");
    t->wait.input.escape_ms = remote ? 100 : 25;
    t->base.ops = &OPS;
    t->base.ascii = ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    t->cursor_row = t->cursor_column = -1;
    the_open_one = t;
    die_hook = restore_before_death;
    start_screen(t, colour);
    return &t->base;
no_screen:
    wait_close(&t->wait);
failed:
    free(t);
    return NULL;
}
