#include "term_name.h"
#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* All of them understand the sequences of the entry behind them. */
static const struct {
    const char *family, *entry;
} FAMILIES[] = {
    {"xterm", "xterm"},      {"putty", "xterm"},   {"kitty", "xterm"},   {"alacritty", "xterm"}, {"foot", "xterm"},
    {"wezterm", "xterm"},    {"ghostty", "xterm"}, {"vscode", "xterm"},  {"mintty", "xterm"},    {"st", "xterm"},
    {"stterm", "xterm"},     {"vte", "xterm"},     {"gnome", "xterm"},   {"konsole", "xterm"},   {"iterm", "xterm"},
    {"iterm2", "xterm"},     {"nsterm", "xterm"},  {"contour", "xterm"}, {"teraterm", "xterm"},  {"mlterm", "xterm"},
    {"terminator", "xterm"}, {"kmscon", "xterm"},  {"rxvt", "rxvt"},     {"urxvt", "rxvt"},      {"screen", "screen"},
    {"tmux", "screen"},      {"linux", "linux"},   {"fbterm", "linux"},  {"vt", "vt220"},
};

const char *term_name_like(const char *name)
{
    for (size_t i = 0; i < sizeof FAMILIES / sizeof FAMILIES[0]; i++) {
        size_t length = strlen(FAMILIES[i].family);
        /* "putty-sco", "vt420" and "iTerm2.app", but not "strange". */
        if (strncasecmp(name, FAMILIES[i].family, length) == 0 && !isalpha((unsigned char)name[length]))
            return FAMILIES[i].entry;
    }
    return NULL;
}
