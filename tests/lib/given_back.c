#include "given_back.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MODES = 2100, WRAPS = 7, CURSOR_BLINKS = 12, CURSOR_SHOWN = 25 };

/* Follows ESC [ ? n ; … h and l through all that was ever sent. */
static void follow_private_modes(const struct pty_terminal *pty, bool on[MODES])
{
    const char *at = buffer_text(&pty->output), *end = at + pty->output.length;
    while ((at = memmem(at, (size_t)(end - at), "\033[?", 3)) != NULL) {
        at += 3;
        size_t length = strspn(at, "0123456789;");
        char final = at[length];
        for (const char *number = at; number < at + length && (final == 'h' || final == 'l');) {
            char *behind;
            long mode = strtol(number, &behind, 10);
            if (mode >= 0 && mode < MODES)
                on[mode] = final == 'h';
            number = behind + 1;
        }
    }
}

static void assert_plain_modes(const struct pty_terminal *pty)
{
    static bool on[MODES];
    memset(on, 0, sizeof on);
    on[WRAPS] = on[CURSOR_SHOWN] = true;
    follow_private_modes(pty, on);
    assert_true(on[WRAPS] && on[CURSOR_SHOWN]);
    for (int mode = 0; mode < MODES; mode++)
        if (on[mode] && mode != WRAPS && mode != CURSOR_SHOWN && mode != CURSOR_BLINKS)
            fail_msg("left on: private mode %d", mode);
    const char *keypad = NULL;
    for (const char *at = buffer_text(&pty->output); (at = strchr(at, '\033')) != NULL; at++)
        if (at[1] == '=' || at[1] == '>')
            keypad = at;
    assert_true(keypad == NULL || keypad[1] == '>');
}

static void assert_plain_pen(struct pty_terminal *pty)
{
    int row, column;
    vterm_input_write(pty->vterm, "\r\nx", 3);
    pty_cursor(pty, &row, &column);
    VTermScreenCell cell = pty_cell(pty, row, 0);
    assert_int_equal(cell.chars[0], 'x');
    assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
    assert_false(cell.attrs.bold || cell.attrs.reverse || cell.attrs.underline);
}

void assert_given_back(struct pty_terminal *pty, const struct termios *before)
{
    struct termios after = pty_line(pty);
    assert_true(before->c_lflag & ICANON);
    assert_int_equal(after.c_iflag, before->c_iflag);
    assert_int_equal(after.c_oflag, before->c_oflag);
    assert_int_equal(after.c_cflag, before->c_cflag);
    assert_int_equal(after.c_lflag, before->c_lflag);
    assert_memory_equal(after.c_cc, before->c_cc, sizeof after.c_cc);
    assert_false(pty->alternate);
    assert_true(pty->cursor_visible);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_NONE);
    assert_plain_modes(pty);
    assert_plain_pen(pty);
}
