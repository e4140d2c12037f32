#include "term_sequence.h"
#include <string.h>

enum { PARAMETERS = 4, PARAMETER_MOST = 10000, LONGEST = 64 };

struct parameters {
    int count;
    int values[PARAMETERS];
    char private_mark; /* '<' of an SGR mouse report, or 0 */
};

static void read_parameters(const char *at, const char *end, struct parameters *out)
{
    *out = (struct parameters){0};
    if (at < end && (*at == '<' || *at == '?' || *at == '>' || *at == '='))
        out->private_mark = *at++;
    if (at < end)
        out->count = 1;
    for (; at < end; at++) {
        if (*at == ';') {
            if (out->count == PARAMETERS)
                return;
            out->count++;
        } else if (*at >= '0' && *at <= '9') {
            int *value = &out->values[out->count - 1];
            *value = *value * 10 + (*at - '0');
            if (*value > PARAMETER_MOST)
                *value = PARAMETER_MOST;
        }
    }
}

/* xterm's modifiers: 1 + (1 Shift, 2 Alt, 4 Ctrl). */
static bool has_ctrl(int modifiers)
{
    return modifiers > 1 && ((modifiers - 1) & 4);
}

static int32_t letter_key(char letter, int modifiers)
{
    switch (letter) {
    case 'A':
        return KEY_UP;
    case 'B':
        return KEY_DOWN;
    case 'C':
        return has_ctrl(modifiers) ? KEY_CTRL_RIGHT : KEY_RIGHT;
    case 'D':
        return has_ctrl(modifiers) ? KEY_CTRL_LEFT : KEY_LEFT;
    case 'H':
        return KEY_HOME;
    case 'F':
        return KEY_END;
    case 'Z':
        return KEY_BACK_TAB;
    case 'P':
    case 'Q':
    case 'R':
    case 'S':
        return modifiers > 1 ? KEY_NONE : KEY_F(letter - 'P' + 1);
    default:
        return KEY_NONE;
    }
}

/* A letter without a number before it: PuTTY in SCO mode (M, its F1, is read_odd's) besides the cursor keys. */
static int32_t bare_letter_key(char letter)
{
    switch (letter) {
    case 'G':
        return KEY_PAGE_DOWN;
    case 'I':
        return KEY_PAGE_UP;
    case 'L':
        return KEY_INSERT;
    default:
        return letter >= 'N' && letter <= 'X' ? KEY_F(letter - 'M' + 1) : letter_key(letter, 0);
    }
}

/* \e[N~: VT220 and PuTTY. Function keys leave out 16 and 22. */
static int32_t tilde_key(int number, int modifiers)
{
    static const int32_t editing[] = {[1] = KEY_HOME,    [2] = KEY_INSERT,    [3] = KEY_DELETE, [4] = KEY_END,
                                      [5] = KEY_PAGE_UP, [6] = KEY_PAGE_DOWN, [7] = KEY_HOME,   [8] = KEY_END};
    static const unsigned char function[] = {[11] = 1, [12] = 2, [13] = 3, [14] = 4,  [15] = 5,  [17] = 6,
                                             [18] = 7, [19] = 8, [20] = 9, [21] = 10, [23] = 11, [24] = 12};
    if (number >= 1 && number <= 8)
        return editing[number];
    if (number >= 11 && number <= 24 && function[number] > 0 && modifiers <= 1)
        return KEY_F(function[number]);
    return KEY_NONE;
}

static void read_mouse(int buttons, int column, int row, bool pressed, struct key_event *event)
{
    enum { MOTION = 32, WHEEL = 64, WHICH = 3 };
    if (!pressed || (buttons & MOTION) || column < 1 || row < 1)
        return;
    int which = buttons & WHICH;
    if (buttons & WHEEL) {
        if (which > 1)
            return;
        event->mouse = which == 0 ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
    } else if (which != 0) {
        return;
    }
    event->key = KEY_MOUSE;
    event->row = row - 1;
    event->column = column - 1;
}

static void read_csi(const struct parameters *p, char final, struct key_event *event, struct term_report *report)
{
    int modifiers = p->count >= 2 ? p->values[1] : p->values[0];
    if (p->private_mark) {
        if (p->private_mark == '<' && p->count == 3 && (final == 'M' || final == 'm'))
            read_mouse(p->values[0], p->values[1], p->values[2], final == 'M', event);
        return;
    }
    if (final == 'R' && p->count == 2 && p->values[0] > 1) {
        /* A cursor position. One on row 1 would read like Ctrl-F3, hence the query on row 2. */
        report->kind = REPORT_CURSOR;
        report->column = p->values[1];
    } else if (final == '~' && p->values[0] == 200) {
        report->kind = REPORT_PASTE;
    } else if (final == '~') {
        event->key = tilde_key(p->values[0], p->count >= 2 ? p->values[1] : 1);
    } else {
        event->key = p->count == 0 ? bare_letter_key(final) : letter_key(final, modifiers);
    }
}

/* \eO…: cursor keys in application mode, F1–F4 (PuTTY's VT100+ mode: to F12), and the number pad. */
static int32_t ss3_key(char final, int modifiers)
{
    /* The number pad is switched to plain digits at start, so this is no 7 but PuTTY's other End. */
    if (final == 'w')
        return KEY_END;
    if (final >= 'j' && final <= 'y')
        return final - 'j' + '*';
    if (final >= 'T' && final <= '[')
        return KEY_F(final - 'P' + 1);
    switch (final) {
    case 'M':
        return KEY_ENTER;
    case 'I':
        return KEY_TAB;
    case 'a':
        return KEY_UP;
    case 'b':
        return KEY_DOWN;
    case 'c':
        return KEY_CTRL_RIGHT; /* rxvt */
    case 'd':
        return KEY_CTRL_LEFT;
    default:
        return letter_key(final, modifiers);
    }
}

/* The two forms that break the grammar: the Linux console's F1–F5 (\e[[A) and X10 mouse reports (\e[M and three bytes,
 * no controls). \e[M before a control is F1 of PuTTY in SCO mode. */
static size_t read_odd(const char *bytes, size_t length, struct key_event *event)
{
    if (bytes[1] == '[') {
        if (length < 3)
            return 0;
        if (bytes[2] >= 'A' && bytes[2] <= 'E')
            event->key = KEY_F(bytes[2] - 'A' + 1);
        return 3;
    }
    if (length > 2 && (unsigned char)bytes[2] < ' ') {
        event->key = KEY_F(1);
        return 2;
    }
    if (length < 5)
        return 0;
    const unsigned char *report = (const unsigned char *)bytes + 2;
    int buttons = report[0] - ' ';
    read_mouse(buttons, report[1] - ' ', report[2] - ' ', (buttons & 3) != 3, event);
    return 5;
}

size_t sequence_read(const char *bytes, size_t length, struct key_event *event, struct term_report *report)
{
    bool csi = bytes[0] == '[';
    if (csi && length > 1 && (bytes[1] == '[' || bytes[1] == 'M'))
        return read_odd(bytes, length, event);
    size_t at = 1;
    while (at < length && bytes[at] >= ' ' && bytes[at] <= '?')
        at++;
    if (at == length)
        return length > LONGEST ? length : 0;
    char final = bytes[at];
    if (final < '@' || final > '~')
        return at; /* broken off by a control or a character: that one is read on its own */
    struct parameters parameters;
    read_parameters(bytes + 1, bytes + at, &parameters);
    if (csi)
        read_csi(&parameters, final, event, report);
    else
        event->key = ss3_key(final, parameters.values[0]);
    return at + 1;
}
