#include "term_input.h"
#include "gatepost/utf8.h"
#include "term_sequence.h"
#include <string.h>

enum {
    REST_MS = 1000,  /* a begun sequence or character waits so long for its rest, then it is dropped */
    LATE_MS = 1000,  /* after a lone Esc its rest may still come so long */
    HOLD_TIMES = 4,  /* a [ or O in that time waits so many times as long as an Esc to be known as typed */
    PASTE_MS = 5000, /* a paste whose end mark never comes ends after so much silence */
    DOUBLE_CLICK_MS = 400,
};

static const struct {
    const char *name; /* terminfo */
    int32_t key;
} TERMINFO_KEYS[] = {
    {"kcuu1", KEY_UP},   {"kcud1", KEY_DOWN},    {"kcub1", KEY_LEFT},    {"kcuf1", KEY_RIGHT},  {"khome", KEY_HOME},
    {"kend", KEY_END},   {"kpp", KEY_PAGE_UP},   {"knp", KEY_PAGE_DOWN}, {"kich1", KEY_INSERT}, {"kdch1", KEY_DELETE},
    {"kent", KEY_ENTER}, {"kcbt", KEY_BACK_TAB}, {"kf1", KEY_F(1)},      {"kf2", KEY_F(2)},     {"kf3", KEY_F(3)},
    {"kf4", KEY_F(4)},   {"kf5", KEY_F(5)},      {"kf6", KEY_F(6)},      {"kf7", KEY_F(7)},     {"kf8", KEY_F(8)},
    {"kf9", KEY_F(9)},   {"kf10", KEY_F(10)},    {"kf11", KEY_F(11)},    {"kf12", KEY_F(12)},
};
_Static_assert(sizeof TERMINFO_KEYS / sizeof *TERMINFO_KEYS <= INPUT_DEFINED, "INPUT_DEFINED is too small");

/* What our own tables know stays as it is: they go by what stands on the key. VT100's entry calls digits of the number
 * pad F5 to F10 (here temperatures are typed with them), VT420's calls F6 F5. */
static bool is_known(const char *bytes, size_t length)
{
    struct key_event event = {0};
    struct term_report report = {0};
    return (bytes[1] == '[' || bytes[1] == 'O') &&
           sequence_read(bytes + 1, length - 1, &event, &report) == length - 1 && event.key != KEY_NONE;
}

void input_define_keys(struct term_input *input, const char *(*look_up)(const char *name))
{
    for (size_t i = 0; i < sizeof TERMINFO_KEYS / sizeof *TERMINFO_KEYS; i++) {
        const char *bytes = look_up(TERMINFO_KEYS[i].name);
        size_t length = bytes ? strlen(bytes) : 0;
        if (length < 2 || length > SEQUENCE_BYTES || bytes[0] != '\033' || is_known(bytes, length))
            continue; /* single bytes (Backspace, Enter) are known too */
        struct term_sequence *sequence = &input->defined[input->defined_count++];
        memcpy(sequence->bytes, bytes, length);
        sequence->length = length;
        sequence->key = TERMINFO_KEYS[i].key;
    }
}

char *input_room(struct term_input *input, size_t *room)
{
    *room = sizeof input->bytes - input->length;
    return input->bytes + input->length;
}

void input_fed(struct term_input *input, size_t count, int64_t now_ms)
{
    if (input->length == 0)
        input->first_ms = now_ms;
    input->length += count;
    input->fed_ms = input->quiet_ms = now_ms;
}

void input_quiet(struct term_input *input, int64_t now_ms)
{
    input->quiet_ms = now_ms;
}

void input_close(struct term_input *input)
{
    input->closed = true;
}

static void drop(struct term_input *input, size_t count)
{
    input->length -= count;
    memmove(input->bytes, input->bytes + count, input->length);
}

static bool starts_late_rest(const struct term_input *input)
{
    return input->length > 0 && (input->bytes[0] == '[' || input->bytes[0] == 'O') && input->first_ms < input->late_ms;
}

/* F1 of PuTTY in SCO mode, or the beginning of an X10 mouse report, whose three bytes come with it. */
static bool is_bare_m(const struct term_input *input)
{
    return input->length == 3 && memcmp(input->bytes, "\033[M", 3) == 0;
}

static int patience_ms(const struct term_input *input)
{
    if (input->pasting)
        return PASTE_MS;
    if (is_bare_m(input) || (starts_late_rest(input) && input->length == 1))
        return HOLD_TIMES * input->escape_ms;
    return input->bytes[0] == '\033' && input->length == 1 ? input->escape_ms : REST_MS;
}

int input_wait_ms(const struct term_input *input, int64_t now_ms)
{
    if (input->length == 0 && !input->pasting)
        return -1;
    int64_t left = input->fed_ms + patience_ms(input) - now_ms;
    return left > 0 ? (int)left : 0;
}

/* Bytes of the terminfo sequence at the front; 0 with *part when it may become one. */
static size_t match_defined(const struct term_input *input, struct key_event *event, bool *part)
{
    for (int i = 0; i < input->defined_count; i++) {
        const struct term_sequence *sequence = &input->defined[i];
        size_t length = sequence->length < input->length ? sequence->length : input->length;
        if (memcmp(sequence->bytes, input->bytes, length) != 0)
            continue;
        if (length == sequence->length) {
            event->key = sequence->key;
            return length;
        }
        *part = true;
    }
    return 0;
}

static void note_click(struct term_input *input, struct key_event *event)
{
    if (event->mouse != MOUSE_CLICK)
        return;
    bool same = event->row == input->click_row && event->column == input->click_column;
    if (same && input->click_ms > 0 && input->fed_ms - input->click_ms <= DOUBLE_CLICK_MS) {
        event->mouse = MOUSE_DOUBLE;
        input->click_ms = 0;
        return;
    }
    input->click_ms = input->fed_ms;
    input->click_row = event->row;
    input->click_column = event->column;
}

/* What a sequence without its Esc means beside keys: the paste mark and the answer to the cursor query are taken here.
 */
static void take_report(struct term_input *input, const struct term_report *report, struct key_event *event)
{
    if (report->kind == REPORT_PASTE) {
        input->pasting = true;
        paste_start(&input->paste);
    } else if (report->kind == REPORT_CURSOR && input->asked) {
        input->asked = false;
        input->answer_column = report->column;
    }
    if (event->key == KEY_MOUSE)
        note_click(input, event);
}

static size_t take_escape(struct term_input *input, struct key_event *event)
{
    bool part = false;
    size_t used = match_defined(input, event, &part);
    if (used > 0 || part)
        return used;
    if (input->length == 1)
        return 0;
    unsigned char next = (unsigned char)input->bytes[1];
    if (next == '[' || next == 'O') {
        struct term_report report = {0};
        used = sequence_read(input->bytes + 1, input->length - 1, event, &report);
        take_report(input, &report, event);
        return used > 0 ? used + 1 : 0;
    }
    if (next > ' ' && next < 0x7f) {
        event->key = KEY_ALT(next);
        return 2;
    }
    event->key = KEY_ESC;
    return 1;
}

static size_t take_text(const struct term_input *input, struct key_event *event);

/* The rest of a sequence whose Esc was already taken for the key: never typed as text, and no second key. */
static size_t take_late_rest(struct term_input *input, struct key_event *event)
{
    /* Cursor and function keys after O are capitals; small letters there are somebody typing a word. */
    if (input->bytes[0] == 'O' && input->length > 1 && !strchr("ABCDFHMPQRS", input->bytes[1])) {
        input->late_ms = 0;
        return take_text(input, event);
    }
    struct key_event ignored = {0};
    struct term_report report = {0};
    size_t used = sequence_read(input->bytes, input->length, &ignored, &report);
    if (used > 0) {
        take_report(input, &report, &ignored);
        input->late_ms = 0;
    }
    return used;
}

static int32_t control_key(unsigned char byte)
{
    switch (byte) {
    case 0:
        return KEY_NONE;
    case '\r':
    case '\n':
        return KEY_ENTER;
    case '\t':
        return KEY_TAB;
    case '\b':
    case 0x7f:
        return KEY_BACKSPACE;
    default:
        return KEY_CTRL(byte + 0x40);
    }
}

/* Bytes that the character starting with this one takes; 1 for a byte that starts none. */
static size_t character_bytes(unsigned char byte)
{
    if (byte >= 0xf0 && byte < 0xf5)
        return 4;
    if (byte >= 0xe0)
        return byte < 0xf0 ? 3 : 1;
    return byte >= 0xc2 ? 2 : 1;
}

static size_t take_text(const struct term_input *input, struct key_event *event)
{
    unsigned char byte = (unsigned char)input->bytes[0];
    if (byte < ' ' || byte == 0x7f) {
        event->key = control_key(byte);
        /* A scanner ends its line with CR LF: one Enter. */
        return byte == '\r' && input->length > 1 && input->bytes[1] == '\n' ? 2 : 1;
    }
    size_t need = character_bytes(byte);
    for (size_t i = 1; i < need; i++) {
        if (i == input->length)
            return 0;
        if (((unsigned char)input->bytes[i] & 0xc0) != 0x80)
            return i;
    }
    const char *at = input->bytes;
    int32_t code_point = utf8_next(&at, input->bytes + need);
    if (code_point >= ' ' && (code_point < 0x7f || code_point >= 0xa0))
        event->key = code_point;
    return need;
}

/* Silence decides: a lone Esc is the key, a lone [ or O was typed, Esc [ M is F1, other unfinished bytes are dropped.
 */
static size_t give_up(struct term_input *input, struct key_event *event)
{
    unsigned char byte = (unsigned char)input->bytes[0];
    if (input->length == 1 && byte == '\033') {
        event->key = KEY_ESC;
        input->late_ms = input->quiet_ms + LATE_MS;
    } else if (input->length == 1 && byte < 0x80) {
        event->key = byte;
    } else if (is_bare_m(input)) {
        event->key = KEY_F(1);
    }
    return input->length;
}

static bool next_paste(struct term_input *input, struct key_event *event)
{
    bool ended = false;
    drop(input, paste_take(&input->paste, input->bytes, input->length, &ended));
    if (!ended && !input->closed && input->quiet_ms - input->fed_ms < PASTE_MS)
        return false;
    input->pasting = false;
    event->key = KEY_PASTE;
    event->paste = paste_finish(&input->paste);
    return true;
}

bool input_next(struct term_input *input, struct key_event *event)
{
    while (input->length > 0 || input->pasting) {
        *event = (struct key_event){0};
        if (input->pasting)
            return next_paste(input, event);
        size_t used;
        if (starts_late_rest(input))
            used = take_late_rest(input, event);
        else if (input->bytes[0] == '\033')
            used = take_escape(input, event);
        else
            used = take_text(input, event);
        if (used == 0) {
            if (input->quiet_ms - input->fed_ms < patience_ms(input))
                return false;
            used = give_up(input, event);
        }
        drop(input, used);
        if (event->key != KEY_NONE)
            return true;
    }
    return false;
}

void input_release(struct term_input *input)
{
    paste_release(&input->paste);
}
