/* The real program in every surrounding a person may sit in: a working screen or one clear line, and always the
 * terminal as it was. One row a surrounding. */
#include "gatepost/buffer.h"
#include "tests/lib/desk_pty.h"
#include "tests/lib/given_back.h"
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ENVIRONMENT = 4, NO_COLOURS = 1, ASCII = 2, TINY = 4 };

/* --- surroundings with a screen --- */

static const struct surroundings {
    const char *environment[ENVIRONMENT];
    const char *language, *more;
    int rows, columns, flags;
} SURROUNDINGS[] = {
    {.environment = {"TERM=xterm"}},
    {.environment = {"TERM=xterm-256color"}, .language = "zh_CN"},
    {.environment = {"TERM=tmux"}},
    {.environment = {"TERM=tmux-256color"}, .language = "zh_CN"},
    {.environment = {"TERM=screen"}},
    {.environment = {"TERM=screen-256color"}, .language = "zh_CN"},
    {.environment = {"TERM=linux"}},
    {.environment = {"TERM=rxvt"}},
    {.environment = {"TERM=rxvt-unicode-256color"}, .language = "zh_CN"},
    {.environment = {"TERM=vt100"}, .flags = NO_COLOURS},
    {.environment = {"TERM=vt220"}, .language = "zh_CN", .flags = NO_COLOURS},
    {.environment = {"TERM=ansi"}},
    {.environment = {"TERM=putty"}},
    {.environment = {"TERM=putty-256color"}, .language = "zh_CN"},
    {.environment = {"TERM=st-256color"}},
    {.environment = {"TERM=xterm-kitty"}},
    /* of these terminfo knows nothing anywhere */
    {.environment = {"TERM=putty-not-in-terminfo"}},
    {.environment = {"TERM=alacritty-not-in-terminfo"}, .language = "zh_CN"},
    {.environment = {"TERM=screen.not-in-terminfo"}},
    {.environment = {"TERM=vt999"}, .flags = NO_COLOURS},
    /* locales */
    {.environment = {"LC_ALL=C", "LANG"}, .language = "zh_CN"},
    {.environment = {"LC_ALL=POSIX", "LANG"}},
    {.environment = {"LANG"}, .language = "zh_CN"},
    {.environment = {"LC_ALL=zh_CN.UTF-8", "LANG=zh_CN.UTF-8"}, .language = "zh_CN"},
    /* choices */
    {.environment = {"NO_COLOR=1"}, .flags = NO_COLOURS},
    {.environment = {"NO_COLOR=1"}, .more = "--color=always"},
    {.more = "--color=never", .language = "zh_CN", .flags = NO_COLOURS},
    {.more = "--ascii", .flags = ASCII},
    {.more = "--ascii", .language = "zh_CN", .flags = ASCII},
    /* sizes; LINES and COLUMNS are of a window that is no more */
    {.environment = {"LINES=50", "COLUMNS=132"}},
    {.rows = 40, .columns = 120, .language = "zh_CN"},
    {.rows = 200, .columns = 500},
    {.rows = 12, .columns = 40},
    {.rows = 5, .columns = 20, .flags = TINY},
    {.rows = 2, .columns = 2, .flags = TINY},
    {.rows = 1, .columns = 1, .flags = TINY},
    {.environment = {"TERM=vt100"}, .rows = 1, .columns = 1, .flags = TINY | NO_COLOURS},
    {.environment = {"TERM=ansi"}, .rows = 1, .columns = 300, .flags = TINY},
};

static bool has_painted(const struct pty_terminal *pty, const void *unused)
{
    (void)unused;
    return pty->output.length > 0 && pty_cell(pty, 0, 0).chars[0] > ' ';
}

static bool is_ascii_frame(const struct pty_terminal *pty)
{
    return !pty_has_text(pty, "┌") && !pty_has_text(pty, "│") && pty_has_text(pty, "+-[");
}

static void look(struct pty_terminal *pty, const struct surroundings *with)
{
    if (with->flags & TINY) {
        assert_true(pty_wait(pty, has_painted, NULL, PTY_LIMIT_MS));
        return;
    }
    bool chinese = with->language != NULL;
    desk_see(pty, "F10");
    desk_see(pty, chinese ? "闸口登记" : "Gate log");
    pty_settle(pty, 5);
    assert_int_equal(pty_coloured_cells(pty) > 0, !(with->flags & NO_COLOURS));
    assert_int_equal(is_ascii_frame(pty), (with->flags & ASCII) != 0);
    pty_send(pty, "\033[18~");
    desk_see(pty, chinese ? "快速登记" : "New crossing");
    pty_send(pty, "zwm");
    desk_see(pty, "[zwm");
    pty_send(pty, "\025");
    desk_see_no_more(pty, "[zwm");
}

static void sit_in(const struct surroundings *with)
{
    const char *environment[ENVIRONMENT + 1] = {0};
    memcpy(environment, with->environment, sizeof with->environment);
    struct pty_terminal *pty = desk_start(&(struct desk_options){.environment = environment,
                                                                 .language = with->language,
                                                                 .more = with->more,
                                                                 .rows = with->rows,
                                                                 .columns = with->columns,
                                                                 .fails = true});
    struct termios before = pty_line(pty);
    look(pty, with);
    pty_send(pty, "\033[21~\r");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_given_back(pty, &before);
    desk_end(pty);
}

static void test_every_surrounding_gets_a_working_screen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SURROUNDINGS / sizeof SURROUNDINGS[0]; i++) {
        const struct surroundings *with = &SURROUNDINGS[i];
        print_message("# %s %s %dx%d\n", with->environment[0] ? with->environment[0] : "", with->more ? with->more : "",
                      with->rows, with->columns);
        sit_in(with);
    }
}

/* --- surroundings without one --- */

static const char *program(void)
{
    static char path[4096];
    const char *build = getenv("GATEPOST_BUILD");
    snprintf(path, sizeof path, "%s/gatepost", build != NULL ? build : "build");
    return path;
}

/* Runs a line of the shell in a pty; $G stands for the program, $D for the database. */
static struct pty_terminal *run_shell(const char *line, const char *variable)
{
    char g[4200], d[200];
    snprintf(g, sizeof g, "G=%s", program());
    snprintf(d, sizeof d, "D=%s", desk_file.path);
    const char *arguments[] = {"/bin/sh", "-c", line, NULL};
    const char *const environment[] = {g, d, variable != NULL ? variable : "NO_VARIABLE", NULL};
    return pty_start(&(struct pty_options){.arguments = arguments, .environment = environment, .columns = 200});
}

/* One line, no escape sequence, and this exit code; code 0 stands for anything but a refusal. */
static void assert_refused(struct pty_terminal *pty, int code, const char *words)
{
    int got = pty_wait_end(pty, PTY_LIMIT_MS);
    bool said = pty_has_text(pty, words), single = *pty_row(pty, 1) == '\0';
    bool plain = memchr(buffer_text(&pty->output), '\033', pty->output.length) == NULL;
    if (!said || !single || !plain)
        print_message("# got '%s'\n", buffer_text(&pty->output));
    pty_free(pty);
    assert_int_equal(got, code);
    assert_true(said && single && plain);
}

static void test_no_usable_terminal_is_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *line, *variable, *words;
    } REFUSALS[] = {
        {"exec $G --db $D --lang en", "TERM=dumb", "TERM=dumb cannot show a full screen; try: TERM=xterm gatepost"},
        {"exec $G --db $D --lang zh_CN", "TERM=dumb", "没有可用的终端：TERM=dumb 不支持全屏显示；可以试试：TERM=xterm"},
        {"exec $G --db $D --lang en", "TERM=unheard-of", "TERM=unheard-of cannot show a full screen; try"},
        {"exec $G --db $D --lang en", "TERM=../../etc/passwd", "TERM=../../etc/passwd cannot show a full screen; try"},
        {"exec $G --db $D --lang en", "TERM", "TERM is not set; try: TERM=xterm gatepost"},
        {"exec $G --db $D --lang en", "TERM=", "TERM is not set; try: TERM=xterm gatepost"},
        {"exec $G --db $D --lang zh_CN", "TERM=", "没有可用的终端：没有设置 TERM；可以试试：TERM=xterm gatepost"},
        {"exec $G --db $D", "LC_ALL=C", "没有可用的终端：输入和输出都必须是终端。"},
        {"exec $G --db $D --lang en", NULL, "No usable terminal: input and output must both be a terminal."},
    };
    enum { NO_TERM = 7 }; /* so many rows have one */
    static const char *const ways[] = {"</dev/null", ">/dev/null", "<&-", ">&-", "| cat", "</dev/null 2>&1 | cat"};
    for (size_t i = 0; i < NO_TERM; i++)
        assert_refused(run_shell(REFUSALS[i].line, REFUSALS[i].variable), 5, REFUSALS[i].words);
    for (size_t i = NO_TERM; i < sizeof REFUSALS / sizeof REFUSALS[0]; i++)
        for (size_t j = 0; j < sizeof ways / sizeof ways[0]; j++) {
            char line[200];
            snprintf(line, sizeof line, "%s %s", REFUSALS[i].line + strlen("exec "), ways[j]);
            bool piped = strchr(ways[j], '|') != NULL; /* the shell says how cat ended */
            assert_refused(run_shell(line, REFUSALS[i].variable), piped ? 0 : 5, REFUSALS[i].words);
        }
}

/* Every combination of closed standard descriptors: nothing is ever written into the file instead. */
static void test_closed_descriptors_harm_nothing(void **state)
{
    (void)state;
    for (int closed = 0; closed < 8; closed++) {
        char line[300];
        const char *in = closed & 1 ? "<&-" : "", *out = closed & 2 ? ">&-" : "", *errors = closed & 4 ? "2>&-" : "";
        snprintf(line, sizeof line, "exec $G --db $D --lang en gate list %s %s %s", in, out, errors);
        struct pty_terminal *pty = run_shell(line, NULL);
        assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), closed & 2 ? 1 : 0);
        assert_int_equal(pty_has_text(pty, "Standard output cannot be written"), (closed & 6) == 2);
        pty_free(pty);
        if (!(closed & 3))
            continue;
        snprintf(line, sizeof line, "exec $G --db $D --lang en %s %s %s", in, out, errors);
        pty = run_shell(line, NULL);
        assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 5);
        assert_int_equal(pty_has_text(pty, "No usable terminal"), !(closed & 4));
        pty_free(pty);
    }
    desk_expect("PRAGMA integrity_check", "ok");
}

static void end_shell_desk(struct pty_terminal *pty)
{
    struct termios before = pty_line(pty);
    assert_true(pty_wait_text(pty, "Gate log", PTY_LIMIT_MS));
    pty_send(pty, "\033[21~\r");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_given_back(pty, &before);
    pty_free(pty);
}

static const char DESK_LINE[] = "$G --db $D --lang en --officer 王秀英 --checkpoint 南门";

/* A screen all the same: errors closed, no controlling terminal, an unknown size, signals ignored, another pty between.
 */
static void test_odd_terminals_get_a_screen(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "exec %s 2>&-",
        "exec setsid -w %s",
        "stty rows 0 cols 0; exec %s",
        "trap '' HUP INT TSTP USR1; exec %s",
        "exec script -qec \"%s\" /dev/null",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char line[300];
        snprintf(line, sizeof line, lines[i], DESK_LINE);
        end_shell_desk(run_shell(line, NULL));
    }
}

/* --- sizes --- */

/* libvterm itself keeps its size meanwhile: it does not survive such a storm. */
static void test_resize_storm_keeps_what_is_typed(void **state)
{
    (void)state;
    static const struct winsize sizes[] = {{1, 1, 0, 0},     {60, 200, 0, 0}, {0, 0, 0, 0},  {5, 20, 0, 0},
                                           {200, 500, 0, 0}, {2, 300, 0, 0},  {40, 1, 0, 0}, {12, 40, 0, 0}};
    struct pty_terminal *pty = desk_start(&(struct desk_options){0});
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    desk_keys(pty, "zw");
    desk_see(pty, "[zw");
    for (int i = 0; i < 200; i++) {
        ioctl(pty->master, TIOCSWINSZ, &sizes[i % 8]);
        pty_settle(pty, i % 3);
    }
    pty_resize(pty, 24, 80);
    desk_keys(pty, "m");
    desk_see(pty, "─[New crossing");
    desk_see(pty, "[zwm");
    desk_see(pty, "F1 Help");
    desk_quit(pty);
}

/* --- the end, from outside --- */

static char *kept_draft(void)
{
    char path[200];
    struct buffer text = {0};
    snprintf(path, sizeof path, "%s.draft-gate=2D1-gate_entry", desk_file.path);
    FILE *file = fopen(path, "r");
    for (int c; file != NULL && (c = fgetc(file)) != EOF;)
        buffer_add_byte(&text, (char)c);
    if (file != NULL)
        fclose(file);
    unlink(path);
    buffer_add(&text, "");
    return buffer_take(&text);
}

static struct pty_terminal *open_form(void)
{
    struct pty_terminal *pty = desk_start(&(struct desk_options){0});
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    return pty;
}

/* What is in the hands when the line is cut, the process is told to end, or both at once. */
static void test_typed_and_half_pasted_text_is_kept(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *seen, *kept;
        int signal_number;
    } ENDS[] = {
        {"zwm", "[zwm", "zwm", 0},
        {"zwm", "[zwm", "zwm", SIGTERM},
        {"zwm", "[zwm", "zwm", SIGHUP},
        {"ab\033[200~cdefg", "[ab", "abcdefg", 0},
        {"ab\033[200~cdefg", "[ab", "abcdefg", SIGTERM},
    };
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        struct pty_terminal *pty = open_form();
        pty_send(pty, ENDS[i].keys);
        desk_see(pty, ENDS[i].seen);
        if (ENDS[i].signal_number != 0)
            pty_kill(pty, ENDS[i].signal_number);
        else
            pty_hang_up(pty);
        assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
        desk_end(pty);
        char *draft = kept_draft();
        if (strstr(draft, ENDS[i].kept) == NULL)
            fail_msg("row %d: wanted %s, kept '%s'", (int)i, ENDS[i].kept, draft);
        free(draft);
    }
}

/* Nobody reads the screen any more and then the line goes: what a cut connection looks like. */
static void test_hang_up_of_a_full_terminal_ends_the_program(void **state)
{
    (void)state;
    struct pty_terminal *pty = open_form();
    for (int i = 0; i < 300; i++)
        pty_send(pty, "\014"); /* paints everything */
    pty_hang_up(pty);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    desk_end(pty);
}

/* Waits for the end without reading what it writes. */
static int wait_unread(struct pty_terminal *pty)
{
    for (int64_t end = pty_now_ms() + PTY_LIMIT_MS; !pty->reaped && pty_now_ms() < end; poll(NULL, 0, 5))
        pty->reaped = waitpid(pty->pid, &pty->status, WNOHANG) == pty->pid;
    return pty->reaped && WIFEXITED(pty->status) ? WEXITSTATUS(pty->status) : -1;
}

static long cpu_ticks(const struct pty_terminal *pty)
{
    char path[64];
    long user = -1, system = -1;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pty->pid);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    int read = fscanf(file, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system);
    fclose(file);
    assert_int_equal(read, 2);
    return user + system;
}

/* A line that hangs: the desk waits without work for it to come back, and still ends when it is told to. */
static void hang_and_tell(const char *before_program)
{
    char line[300];
    snprintf(line, sizeof line, "%s %s", before_program, DESK_LINE);
    struct pty_terminal *pty = run_shell(line, NULL);
    assert_true(pty_wait_text(pty, "F10", PTY_LIMIT_MS));
    for (int i = 0; i < 100; i++) {
        pty_send(pty, "\014"); /* paints everything */
        poll(NULL, 0, 1);
    }
    poll(NULL, 0, 100);
    long before = cpu_ticks(pty);
    poll(NULL, 0, 200);
    long worked = cpu_ticks(pty) - before;
    pty_kill(pty, SIGTERM);
    int code = wait_unread(pty);
    pty_free(pty);
    assert_in_range(worked, 0, 1);
    assert_int_equal(code, 0);
}

static void test_hanging_line_costs_nothing_and_ends_when_told(void **state)
{
    (void)state;
    hang_and_tell("exec");
    /* An output that does not block, as some program left it. */
    hang_and_tell("exec perl -MFcntl -e 'fcntl(STDOUT, F_SETFL, O_RDWR | O_NONBLOCK); exec @ARGV'");
}

/* Whatever a mistake or a bug sends: the desk stays, or the terminal is given back before it dies. */
static void test_signals_leave_a_desk_or_a_clean_terminal(void **state)
{
    (void)state;
    static const int harmless[] = {SIGINT, SIGQUIT, SIGTSTP, SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM, SIGCONT, SIGWINCH};
    static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGXCPU};
    static const char *const quiet[] = {"ASAN_OPTIONS=handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_abort=0",
                                        NULL};
    for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++) {
        struct pty_terminal *pty = desk_start(&(struct desk_options){.environment = quiet, .fails = true});
        struct termios before = pty_line(pty);
        desk_see(pty, "F10");
        for (size_t j = 0; i == 0 && j < sizeof harmless / sizeof harmless[0]; j++)
            pty_kill(pty, harmless[j]);
        desk_keys(pty, "<F7>");
        desk_see(pty, "New crossing");
        pty_kill(pty, deadly[i]);
        assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 128 + deadly[i]);
        assert_given_back(pty, &before);
        desk_end(pty);
    }
}

static bool is_raw(const struct pty_terminal *pty, const void *unused)
{
    (void)unused;
    return !(pty_line(pty).c_lflag & ICANON) && pty->alternate;
}

/* kill -STOP, the shell takes the terminal, fg. */
static void test_stopped_and_continued_desk_takes_its_terminal_back(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&(struct desk_options){.fails = true});
    struct termios line = pty_line(pty);
    static const char shell[] = "\033[?1006l\033[?1000l\033[?2004l\033[?25h\033[?1049l\033[2J\033[?1h\033=$ fg";
    desk_see(pty, "F10");
    pty_settle(pty, 20);
    int mouse = pty->mouse, status;
    pty_kill(pty, SIGSTOP);
    assert_int_equal(waitpid(pty->pid, &status, WUNTRACED), pty->pid);
    assert_true(WIFSTOPPED(status));
    tcsetattr(pty->master, TCSANOW, &line);
    vterm_input_write(pty->vterm, shell, sizeof shell - 1);
    assert_false(pty->alternate);
    buffer_clear(&pty->output);
    pty_kill(pty, SIGCONT);
    assert_true(pty_wait(pty, is_raw, NULL, PTY_LIMIT_MS));
    desk_see(pty, "Gate log");
    desk_see(pty, "F10");
    pty_settle(pty, 20);
    assert_false(pty_has_text(pty, "$ fg"));
    assert_false(pty->cursor_visible);
    assert_int_equal(pty->mouse, mouse);
    assert_non_null(strstr(buffer_text(&pty->output), "\033[?2004h"));
    pty_send(pty, "\033[21~\r");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_given_back(pty, &line);
    desk_end(pty);
}

int main(void)
{
#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_every_surrounding_gets_a_working_screen),
        DESK_TEST(test_no_usable_terminal_is_one_line),
        DESK_TEST(test_closed_descriptors_harm_nothing),
        DESK_TEST(test_odd_terminals_get_a_screen),
        DESK_TEST(test_resize_storm_keeps_what_is_typed),
        DESK_TEST(test_typed_and_half_pasted_text_is_kept),
        DESK_TEST(test_hang_up_of_a_full_terminal_ends_the_program),
        DESK_TEST(test_hanging_line_costs_nothing_and_ends_when_told),
        DESK_TEST(test_signals_leave_a_desk_or_a_clean_terminal),
        DESK_TEST(test_stopped_and_continued_desk_takes_its_terminal_back),
    };
#undef DESK_TEST
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
