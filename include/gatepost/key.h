/* Keys as the program sees them, whatever terminal or script they come from. */
#ifndef GATEPOST_KEY_H
#define GATEPOST_KEY_H
#include <stdbool.h>
#include <stdint.h>

struct buffer;

/* A key is a Unicode code point, or one of these above the Unicode range. Ctrl-A … Ctrl-Z are KEY_CTRL('A') … */
enum {
    KEY_NONE = 0,
    KEY_BASE = 0x200000,
    KEY_ENTER,
    KEY_ESC,
    KEY_TAB,
    KEY_BACK_TAB,
    KEY_BACKSPACE,
    KEY_DELETE,
    KEY_INSERT,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_CTRL_LEFT,
    KEY_CTRL_RIGHT,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_F0 = KEY_BASE + 64, /* KEY_F0 + n is Fn, 1–12 */
    KEY_CTRL_BASE = KEY_BASE + 128,
    KEY_ALT_BASE = KEY_BASE + 256, /* KEY_ALT_BASE + '1' is Alt-1 */
    KEY_EVENTS = KEY_BASE + 512,   /* what follows is no key press */
    KEY_PASTE,                     /* event.paste holds the pasted text */
    KEY_MOUSE,
    KEY_RESIZE,
    KEY_HANGUP, /* the terminal is gone, or SIGTERM: close without asking, drafts are kept */
    KEY_WAKE,   /* no key: a watched descriptor or the timeout */
};
#define KEY_F(n) (KEY_F0 + (n))
#define KEY_CTRL(c) (KEY_CTRL_BASE + (c))
#define KEY_ALT(c) (KEY_ALT_BASE + (c))

enum mouse_what { MOUSE_CLICK, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };
struct key_event {
    int32_t key;
    int row, column; /* KEY_MOUSE */
    enum mouse_what mouse;
    char *paste; /* KEY_PASTE: valid UTF-8, newlines kept; owned by the terminal until the next event */
};

/* True for a code point that types a character (no control key). */
bool key_is_text(int32_t key);
/* Full-width ASCII (U+FF01–FF5E, U+3000), 。, the Chinese marks 《 》 and what input methods make of / * - (、 × —) as
 * the half-width key a command means; others as they are. Commands are looked up by this (screens.md rule 1). */
int32_t key_command(int32_t key);
/* "F7", "Ctrl-S", "Enter", "PgDn", "Alt-1", "a", "Space": the name in footers, help and scripts. Short form when
 * brief: "^S", and names that are words in the user's language. */
void key_name(int32_t key, bool brief, struct buffer *out);
/* The reverse (either form); KEY_NONE for an unknown name. */
int32_t key_parse(const char *name);
#endif
