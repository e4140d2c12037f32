#include "tests/lib/pty_terminal.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ENVIRONMENT_MOST = 40 };

_Noreturn static void give_up(const char *what)
{
    perror(what);
    exit(99);
}

int64_t pty_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- what libvterm tells --- */

static void write_all(struct pty_terminal *pty, const char *bytes, size_t length)
{
    while (length > 0 && pty->master >= 0) {
        ssize_t count = write(pty->master, bytes, length);
        if (count < 0 && errno != EINTR)
            return;
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
}

static void on_output(const char *bytes, size_t length, void *user)
{
    struct pty_terminal *pty = user;
    if (!pty->feeding || !pty->mute)
        write_all(pty, bytes, length);
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct pty_terminal *pty = user;
    if (property == VTERM_PROP_ALTSCREEN)
        pty->alternate = value->boolean;
    else if (property == VTERM_PROP_CURSORVISIBLE)
        pty->cursor_visible = value->boolean;
    else if (property == VTERM_PROP_MOUSE)
        pty->mouse = value->number;
    return 1;
}

static int on_bell(void *user)
{
    ((struct pty_terminal *)user)->bells++;
    return 1;
}

static void add_cell(struct buffer *text, const VTermScreenCell *cell)
{
    if (cell->chars[0] == (uint32_t)-1)
        return; /* the right half of a wide character */
    if (cell->chars[0] == 0)
        buffer_add_byte(text, ' ');
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
        utf8_add(text, (int32_t)cell->chars[i]);
}

static int on_scrolled(int columns, const VTermScreenCell *cells, void *user)
{
    struct buffer *scrolled = &((struct pty_terminal *)user)->scrolled;
    for (int i = 0; i < columns; i++)
        add_cell(scrolled, &cells[i]);
    buffer_add_byte(scrolled, '\n');
    return 1;
}

static const VTermScreenCallbacks CALLBACKS = {.settermprop = on_property, .bell = on_bell, .sb_pushline = on_scrolled};

/* --- start and end --- */

static size_t name_length(const char *variable)
{
    return strcspn(variable, "=");
}

static void set_variable(const char **environment, const char *variable)
{
    size_t length = name_length(variable);
    int i = 0;
    while (environment[i] && !(name_length(environment[i]) == length && strncmp(environment[i], variable, length) == 0))
        i++;
    if (i == ENVIRONMENT_MOST) {
        fputs("too many environment variables\n", stderr);
        exit(99);
    }
    environment[i] = variable;
}

static void start_program(struct pty_terminal *pty, const struct pty_options *options)
{
    const char *environment[ENVIRONMENT_MOST + 1] = {0};
    char path[4096], home[4096];
    snprintf(path, sizeof path, "PATH=%s", getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin");
    snprintf(home, sizeof home, "HOME=%s", getenv("HOME") ? getenv("HOME") : "/");
    set_variable(environment, path);
    set_variable(environment, home);
    set_variable(environment, "LANG=C.UTF-8");
    set_variable(environment, "TERM=xterm-256color");
    for (int i = 0; options->environment && options->environment[i]; i++)
        set_variable(environment, options->environment[i]);
    struct winsize window = {.ws_row = (unsigned short)pty->rows, .ws_col = (unsigned short)pty->columns};
    pty->pid = forkpty(&pty->master, NULL, NULL, &window);
    if (pty->pid < 0)
        give_up("forkpty");
    if (pty->pid == 0) {
        execvpe(options->arguments[0], (char *const *)options->arguments, (char *const *)environment);
        perror(options->arguments[0]);
        _exit(127);
    }
    fcntl(pty->master, F_SETFD, FD_CLOEXEC);
}

struct pty_terminal *pty_start(const struct pty_options *options)
{
    struct pty_terminal *pty = memory_new(1, sizeof *pty);
    pty->rows = options->rows > 0 ? options->rows : 24;
    pty->columns = options->columns > 0 ? options->columns : 80;
    pty->mute = options->mute;
    pty->cursor_visible = true;
    pty->vterm = vterm_new(pty->rows, pty->columns);
    vterm_set_utf8(pty->vterm, 1);
    vterm_output_set_callback(pty->vterm, on_output, pty);
    pty->screen = vterm_obtain_screen(pty->vterm);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_set_callbacks(pty->screen, &CALLBACKS, pty);
    vterm_screen_reset(pty->screen, 1);
    start_program(pty, options);
    return pty;
}

void pty_kill(struct pty_terminal *pty, int signal_number)
{
    if (!pty->reaped)
        kill(pty->pid, signal_number);
}

void pty_hang_up(struct pty_terminal *pty)
{
    if (pty->master >= 0)
        close(pty->master);
    pty->master = -1;
    pty->ended = true;
}

void pty_free(struct pty_terminal *pty)
{
    pty_hang_up(pty);
    pty_kill(pty, SIGKILL);
    if (!pty->reaped)
        waitpid(pty->pid, &pty->status, 0);
    vterm_free(pty->vterm);
    buffer_release(&pty->output);
    buffer_release(&pty->scrolled);
    free(pty);
}

/* --- reading --- */

/* Waits at most limit_ms for output and takes it in; false when none came. */
static bool read_some(struct pty_terminal *pty, int limit_ms)
{
    struct pollfd ready = {.fd = pty->master, .events = POLLIN};
    if (pty->ended || poll(&ready, 1, limit_ms) <= 0)
        return false;
    char bytes[16384];
    ssize_t count = read(pty->master, bytes, sizeof bytes);
    if (count <= 0) {
        pty->ended = count == 0 || errno != EINTR; /* EIO: the last one on the other side has closed */
        return false;
    }
    buffer_add_bytes(&pty->output, bytes, (size_t)count);
    pty->feeding = true;
    vterm_input_write(pty->vterm, bytes, (size_t)count);
    pty->feeding = false;
    return true;
}

bool pty_wait(struct pty_terminal *pty, bool (*holds)(const struct pty_terminal *pty, const void *argument),
              const void *argument, int limit_ms)
{
    int64_t end = pty_now_ms() + limit_ms;
    while (read_some(pty, 0))
        continue;
    while (!holds(pty, argument)) {
        int64_t left = end - pty_now_ms();
        if (left <= 0 || pty->ended)
            return false;
        read_some(pty, (int)left);
        while (read_some(pty, 0))
            continue;
    }
    return true;
}

static bool has_text(const struct pty_terminal *pty, const void *text)
{
    return pty_has_text(pty, text);
}

bool pty_wait_text(struct pty_terminal *pty, const char *text, int limit_ms)
{
    return pty_wait(pty, has_text, text, limit_ms);
}

void pty_settle(struct pty_terminal *pty, int quiet_ms)
{
    while (read_some(pty, quiet_ms))
        continue;
}

static bool never(const struct pty_terminal *pty, const void *argument)
{
    (void)pty;
    (void)argument;
    return false;
}

int pty_wait_end(struct pty_terminal *pty, int limit_ms)
{
    int64_t end = pty_now_ms() + limit_ms;
    if (!pty->ended)
        pty_wait(pty, never, NULL, limit_ms);
    while (!pty->reaped) {
        /* The terminal closes a moment before the process can be reaped; poll on nothing gives it that moment. */
        pid_t pid = waitpid(pty->pid, &pty->status, WNOHANG);
        pty->reaped = pid == pty->pid;
        if (!pty->reaped && pty_now_ms() >= end)
            return -1;
        if (!pty->reaped)
            poll(NULL, 0, 1);
    }
    return WIFSIGNALED(pty->status) ? 128 + WTERMSIG(pty->status) : WEXITSTATUS(pty->status);
}

/* --- keys --- */

void pty_key(struct pty_terminal *pty, VTermKey key, VTermModifier modifier)
{
    vterm_keyboard_key(pty->vterm, key, modifier);
}

void pty_character(struct pty_terminal *pty, uint32_t code_point, VTermModifier modifier)
{
    vterm_keyboard_unichar(pty->vterm, code_point, modifier);
}

void pty_type(struct pty_terminal *pty, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end)
        pty_character(pty, (uint32_t)utf8_next(&text, end), VTERM_MOD_NONE);
}

void pty_send(struct pty_terminal *pty, const char *bytes)
{
    write_all(pty, bytes, strlen(bytes));
}

void pty_send_bytes(struct pty_terminal *pty, const char *bytes, size_t length)
{
    write_all(pty, bytes, length);
}

void pty_paste(struct pty_terminal *pty, const char *text)
{
    vterm_keyboard_start_paste(pty->vterm);
    pty_send(pty, text);
    vterm_keyboard_end_paste(pty->vterm);
}

/* libvterm itself fails on wide characters in a single column. */
void pty_resize(struct pty_terminal *pty, int rows, int columns)
{
    struct winsize window = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    while (read_some(pty, 0))
        continue;
    pty->rows = rows;
    pty->columns = columns;
    vterm_set_size(pty->vterm, rows > 1 ? rows : 2, columns > 1 ? columns : 2);
    ioctl(pty->master, TIOCSWINSZ, &window);
}

/* --- looking --- */

VTermScreenCell pty_cell(const struct pty_terminal *pty, int row, int column)
{
    VTermScreenCell cell = {0};
    vterm_screen_get_cell(pty->screen, (VTermPos){.row = row, .col = column}, &cell);
    return cell;
}

int pty_coloured_cells(const struct pty_terminal *pty)
{
    int count = 0;
    for (int row = 0; row < pty->rows; row++)
        for (int column = 0; column < pty->columns; column++) {
            VTermScreenCell cell = pty_cell(pty, row, column);
            count += !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
        }
    return count;
}

const char *pty_row(const struct pty_terminal *pty, int row)
{
    static struct buffer text;
    size_t solid = 0;
    buffer_clear(&text);
    for (int column = 0; column < pty->columns; column++) {
        VTermScreenCell cell = pty_cell(pty, row, column);
        add_cell(&text, &cell);
        if (cell.chars[0] != 0 && cell.chars[0] != ' ')
            solid = text.length;
    }
    if (text.length > 0) {
        text.length = solid;
        text.bytes[solid] = '\0';
    }
    return buffer_text(&text);
}

bool pty_has_text(const struct pty_terminal *pty, const char *text)
{
    for (int row = 0; row < pty->rows; row++)
        if (strstr(pty_row(pty, row), text))
            return true;
    return false;
}

void pty_cursor(const struct pty_terminal *pty, int *row, int *column)
{
    VTermPos position;
    vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &position);
    *row = position.row;
    *column = position.col;
}

struct termios pty_line(const struct pty_terminal *pty)
{
    struct termios line = {0};
    if (tcgetattr(pty->master, &line) != 0)
        give_up("tcgetattr");
    return line;
}
