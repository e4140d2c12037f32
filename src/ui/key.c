#include "gatepost/key.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    int32_t key;
    const char *name;
    const char *said; /* msgid for a footer, where the name is a word and not what stands on the key; NULL: the name */
} named_keys[] = {
    {KEY_ENTER, "Enter", NULL},
    {KEY_ESC, "Esc", NULL},
    {KEY_TAB, "Tab", NULL},
    {KEY_BACK_TAB, "Shift-Tab", NULL},
    {KEY_BACKSPACE, "Backspace", NULL},
    {KEY_DELETE, "Del", NULL},
    {KEY_INSERT, "Ins", NULL},
    {KEY_UP, "Up", N_("key|Up")},
    {KEY_DOWN, "Down", N_("key|Down")},
    {KEY_LEFT, "Left", N_("key|Left")},
    {KEY_RIGHT, "Right", N_("key|Right")},
    {KEY_CTRL_LEFT, "Ctrl-Left", NULL},
    {KEY_CTRL_RIGHT, "Ctrl-Right", NULL},
    {KEY_PAGE_UP, "PgUp", NULL},
    {KEY_PAGE_DOWN, "PgDn", NULL},
    {KEY_HOME, "Home", NULL},
    {KEY_END, "End", NULL},
    {' ', "Space", N_("key|Space")},
    {KEY_DELETE, "Delete", NULL},
    {KEY_INSERT, "Insert", NULL}, /* read only: the first name is the one written */
};
enum { NAMED_KEYS = sizeof named_keys / sizeof named_keys[0] };

bool key_is_text(int32_t key)
{
    return key >= 0x20 && key <= 0x10FFFF && !(key >= 0x7F && key < 0xA0) && !(key >= 0xD800 && key <= 0xDFFF);
}

int32_t key_command(int32_t key)
{
    if (key >= 0xFF01 && key <= 0xFF5E)
        return key - 0xFEE0;
    switch (key) {
    case 0x3000:
        return ' ';
    case 0x3002: /* 。 */
        return '.';
    case 0x3001: /* 、: the key / under a Chinese input method */
        return '/';
    case 0x00D7: /* × */
        return '*';
    case 0x2014: /* — */
    case 0x2212: /* the minus sign */
        return '-';
    case 0x300A: /* 《 */
        return '<';
    case 0x300B: /* 》 */
        return '>';
    default:
        return key;
    }
}

void key_name(int32_t key, bool brief, struct buffer *out)
{
    for (int i = 0; i < NAMED_KEYS; i++) {
        if (named_keys[i].key == key) {
            buffer_add(out, brief && named_keys[i].said ? words_context(named_keys[i].said) : named_keys[i].name);
            return;
        }
    }
    if (key > KEY_F0 && key <= KEY_F(12)) {
        buffer_format(out, "F%d", (int)(key - KEY_F0));
    } else if (key > KEY_CTRL_BASE && key < KEY_CTRL_BASE + 128) {
        buffer_add(out, brief ? "^" : "Ctrl-");
        utf8_add(out, key - KEY_CTRL_BASE);
    } else if (key > KEY_ALT_BASE && key < KEY_ALT_BASE + 128) {
        buffer_add(out, "Alt-");
        utf8_add(out, key - KEY_ALT_BASE);
    } else if (key_is_text(key)) {
        utf8_add(out, key);
    }
}

/* The only code point of text, or -1. */
static int32_t only_code_point(const char *text)
{
    const char *at = text, *end = text + strlen(text);
    if (at == end)
        return -1;
    int32_t code_point = utf8_next(&at, end);
    return at == end ? code_point : -1;
}

static int32_t upper(int32_t letter)
{
    return letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter;
}

int32_t key_parse(const char *name)
{
    int32_t only = only_code_point(name);
    if (only >= 0)
        return key_is_text(only) ? only : KEY_NONE;
    for (int i = 0; i < NAMED_KEYS; i++)
        if (strcasecmp(named_keys[i].name, name) == 0)
            return named_keys[i].key;
    if (name[0] == 'F' && strspn(name + 1, "0123456789") == strlen(name + 1)) {
        int number = atoi(name + 1);
        return number >= 1 && number <= 12 ? KEY_F(number) : KEY_NONE;
    }
    bool caret = name[0] == '^', control = strncasecmp(name, "Ctrl-", 5) == 0;
    if (caret || control) {
        only = only_code_point(name + (caret ? 1 : 5));
        return only > ' ' && only < 0x7F ? KEY_CTRL(upper(only)) : KEY_NONE;
    }
    if (strncasecmp(name, "Alt-", 4) == 0) {
        only = only_code_point(name + 4);
        return only > ' ' && only < 0x7F ? KEY_ALT(only) : KEY_NONE;
    }
    return KEY_NONE;
}
