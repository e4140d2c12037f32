/* Bytes to keys, with the clock in the test's hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "src/ui/term_input.h"
#include "src/ui/term_name.h"

enum { AT_THE_SEAT = 25, OVER_SSH = 100, LONG_MS = 10000 };

static int64_t now_ms;

static void feed(struct term_input *input, const char *bytes, size_t length)
{
    size_t room;
    char *at = input_room(input, &room);
    assert_true(length <= room);
    memcpy(at, bytes, length);
    input_fed(input, length, now_ms);
}

/* The names of all keys there are by now, each with a blank behind it. */
static void drain(struct term_input *input, struct buffer *names)
{
    struct key_event event;
    while (input_next(input, &event)) {
        if (event.key == KEY_PASTE)
            buffer_format(names, "<%s>", event.paste);
        else if (event.key == KEY_MOUSE)
            buffer_add(names, "mouse");
        else
            key_name(event.key, false, names);
        buffer_add(names, " ");
    }
}

/* Lets ms pass as the poll of term_wait.c would: it wakes at each time that decides something. */
static void pass(struct term_input *input, int ms, struct buffer *names)
{
    int64_t end = now_ms + ms;
    drain(input, names);
    for (int wait; (wait = input_wait_ms(input, now_ms)) >= 0 && now_ms + wait < end;) {
        now_ms += wait;
        input_quiet(input, now_ms);
        drain(input, names);
    }
    now_ms = end;
}

/* What the pieces, each gap_ms behind the one before, are taken for; "|" stands between pieces. */
static void expect(struct term_input *input, const char *pieces, int gap_ms, const char *names)
{
    struct buffer got = {0};
    while (*pieces != '\0') {
        size_t length = strcspn(pieces, "|");
        feed(input, pieces, length);
        pass(input, gap_ms, &got);
        pieces += length + (pieces[length] == '|');
    }
    pass(input, LONG_MS, &got);
    if (strcmp(buffer_text(&got), names) != 0)
        fail_msg("wanted '%s', got '%s'", names, buffer_text(&got));
    buffer_release(&got);
}

static void every_function_key_mode_of_putty(void **state)
{
    (void)state;
    static const char all[] = "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 ";
    static const char *const modes[] = {
        /* ESC[n~, and VT400 */
        "\033[11~|\033[12~|\033[13~|\033[14~|\033[15~|\033[17~|\033[18~|\033[19~|\033[20~|\033[21~|\033[23~|\033[24~",
        /* Linux */
        "\033[[A|\033[[B|\033[[C|\033[[D|\033[[E|\033[17~|\033[18~|\033[19~|\033[20~|\033[21~|\033[23~|\033[24~",
        /* Xterm R6, and xterm 216 */
        "\033OP|\033OQ|\033OR|\033OS|\033[15~|\033[17~|\033[18~|\033[19~|\033[20~|\033[21~|\033[23~|\033[24~",
        /* VT100+ */
        "\033OP|\033OQ|\033OR|\033OS|\033OT|\033OU|\033OV|\033OW|\033OX|\033OY|\033OZ|\033O[",
        /* SCO */
        "\033[M|\033[N|\033[O|\033[P|\033[Q|\033[R|\033[S|\033[T|\033[U|\033[V|\033[W|\033[X",
    };
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        struct term_input input = {.escape_ms = OVER_SSH};
        expect(&input, modes[i], 500, all);
        /* A quick hand: all in one read. */
        struct term_input quick = {.escape_ms = AT_THE_SEAT};
        expect(&quick, modes[i], 0, all);
    }
}

static void every_editing_key_of_putty(void **state)
{
    (void)state;
    static const char *const modes[][2] = {
        {"\033[1~|\033[4~|\033[2~|\033[3~|\033[5~|\033[6~", "Home End Ins Del PgUp PgDn "}, /* standard */
        {"\033[H|\033Ow", "Home End "},                                                     /* rxvt */
        {"\033[7~|\033[8~", "Home End "},
        {"\033[H|\033[F|\033[L|\177|\033[I|\033[G", "Home End Ins Backspace PgUp PgDn "}, /* SCO */
        {"\033OA|\033OB|\033OC|\033OD", "Up Down Right Left "},                           /* application cursor keys */
        {"\033Op|\033Oq|\033Oy|\033On|\033Ol|\033Om|\033OM", "0 1 9 . , - Enter "},       /* application keypad */
        {"\033\0331|\0331", "Esc Alt-1 Alt-1 "},
    };
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        struct term_input input = {.escape_ms = AT_THE_SEAT};
        expect(&input, modes[i][0], 300, modes[i][1]);
    }
}

static const char *terminfo(const char *name)
{
    static const char *const keys[][2] = {
        {"kf1", "\033[M"}, {"kf5", "\033Ot"}, {"kf6", "\033[18~"}, {"kf7", "\033[230z"}, {"kcuu1", "\033A"}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(keys[i][0], name) == 0)
            return keys[i][1];
    return NULL;
}

static void terminfo_adds_keys_and_renames_none(void **state)
{
    (void)state;
    struct term_input input = {.escape_ms = AT_THE_SEAT};
    input_define_keys(&input, terminfo);
    expect(&input, "\033Ot|\033[18~", 50, "4 F7 ");
    expect(&input, "\033[Mabc\033[230z\033A", 50, "F1 a b c F7 Up ");
}

/* A slow line: every byte comes by itself. */
static void late_sequences_never_type(void **state)
{
    (void)state;
    static const char *const sequences[][2] = {
        {"\033|[|A", "Up "},
        {"\033|O|P", "F1 "},
        {"\033|[|1|5|~", "F5 "},
        {"\033|[|1|;|5|D", "Ctrl-Left "},
        {"\033|[|[|B", "F2 "},
        {"\033|[|<|0|;|3|;|4|M", "mouse "},
        {"\033|[|2|0|0|~|a|b|\033|[|2|0|1|~", "<ab> "},
    };
    for (int gap_ms = 0; gap_ms <= 300; gap_ms += 20) {
        for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
            struct term_input input = {.escape_ms = OVER_SSH};
            /* From the patience for an Esc on that is a key of its own, and the rest is swallowed; a paste never is. */
            bool paste = sequences[i][1][0] == '<', late = gap_ms > OVER_SSH;
            expect(&input, sequences[i][0], gap_ms, !late ? sequences[i][1] : paste ? "Esc <ab> " : "Esc ");
            input_release(&input);
        }
    }
}

static void brackets_after_esc_are_typed(void **state)
{
    (void)state;
    struct term_input input = {.escape_ms = OVER_SSH};
    expect(&input, "\033|[|x", 500, "Esc [ x ");
    expect(&input, "\033|O|k", 200, "Esc O k ");
    now_ms += LONG_MS;
    expect(&input, "[A", 0, "[ A ");
}

static void paste_ends_with_its_terminal(void **state)
{
    (void)state;
    struct term_input input = {.escape_ms = AT_THE_SEAT};
    struct buffer names = {0};
    feed(&input, "\033[200~half", 10);
    pass(&input, 20, &names);
    assert_string_equal(buffer_text(&names), "");
    input_close(&input);
    drain(&input, &names);
    assert_string_equal(buffer_text(&names), "<half> ");
    buffer_release(&names);
    input_release(&input);
}

/* --- fuzz --- */

static uint64_t seed;

static unsigned number_below(unsigned limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % limit;
}

/* Mostly what sequences are made of, sometimes any byte at all. */
static size_t make_bytes(char *bytes, size_t most)
{
    static const char *const pieces[] = {
        "\033", "[",           "O", "\033[", "\033O", "\033[M", "\033[<",       "\033[200~", "\033[201~", ";",
        "1",    "99999999999", "~", "M",     "m",     "R",      "\xe5\xbc\xa0", "\xe5",      "\r",        "\n"};
    size_t length = 0, want = number_below((unsigned)most);
    while (length < want) {
        unsigned which = number_below(sizeof pieces / sizeof pieces[0] + 6);
        if (which >= sizeof pieces / sizeof pieces[0]) {
            bytes[length++] = (char)number_below(256);
            continue;
        }
        size_t more = strlen(pieces[which]);
        if (length + more > most)
            break;
        memcpy(bytes + length, pieces[which], more);
        length += more;
    }
    return length;
}

static bool is_sound(const struct key_event *event)
{
    if (event->key == KEY_PASTE)
        return utf8_valid(event->paste, strlen(event->paste));
    if (event->key == KEY_MOUSE)
        return event->row >= 0 && event->column >= 0;
    return key_is_text(event->key) || (event->key > KEY_BASE && event->key < KEY_EVENTS);
}

static size_t count_sound(struct term_input *input)
{
    size_t count = 0;
    for (struct key_event event; input_next(input, &event); count++)
        assert_true(is_sound(&event));
    return count;
}

static void any_bytes_end_in_sound_keys(void **state)
{
    (void)state;
    enum { ROUNDS = 40000 };
    struct term_input input = {.escape_ms = AT_THE_SEAT};
    size_t keys = 0, fed = 0;
    seed = 20220411;
    for (int round = 0; round < ROUNDS; round++) {
        char bytes[200];
        size_t room;
        input_room(&input, &room);
        assert_true(room > sizeof bytes); /* what cannot be decided yet stays short */
        size_t length = make_bytes(bytes, sizeof bytes);
        feed(&input, bytes, length);
        fed += length;
        keys += count_sound(&input);
        now_ms += number_below(4) == 0 ? number_below(7000) : number_below(30);
        input_quiet(&input, now_ms);
        keys += count_sound(&input);
        assert_true(keys <= fed);
    }
    assert_true(keys > ROUNDS);
    now_ms += LONG_MS;
    input_quiet(&input, now_ms);
    count_sound(&input);
    assert_int_equal(input_wait_ms(&input, now_ms), -1);
    expect(&input, "a\033[A", 0, "a Up ");
    input_release(&input);
}

/* --- names --- */

static void unknown_members_of_known_families_are_served(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"putty", "xterm"},       {"putty-256color", "xterm"}, {"xterm-kitty", "xterm"},  {"xterm-ghostty", "xterm"},
        {"alacritty", "xterm"},   {"foot-extra", "xterm"},     {"st-256color", "xterm"},  {"iTerm2.app", "xterm"},
        {"rxvt-16color", "rxvt"}, {"screen.putty", "screen"},  {"tmux-direct", "screen"}, {"linux-16color", "linux"},
        {"vt420", "vt220"},       {"fbterm", "linux"},
    };
    static const char *const strangers[] = {"", "dumb", "strange", "emacs", "unknown", "network", "footing", "x", "-"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_string_equal(term_name_like(names[i][0]), names[i][1]);
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++)
        assert_null(term_name_like(strangers[i]));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_key_mode_of_putty),
        cmocka_unit_test(every_editing_key_of_putty),
        cmocka_unit_test(terminfo_adds_keys_and_renames_none),
        cmocka_unit_test(late_sequences_never_type),
        cmocka_unit_test(brackets_after_esc_are_typed),
        cmocka_unit_test(paste_ends_with_its_terminal),
        cmocka_unit_test(any_bytes_end_in_sound_keys),
        cmocka_unit_test(unknown_members_of_known_families_are_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
