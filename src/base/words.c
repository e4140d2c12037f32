#include "gatepost/words.h"
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PARENTS_MOST = 4 }; /* build/tests/unit/test_x finds build/locale */

/* gettext keeps translations per message until this moves. */
extern int _nl_msg_cat_cntr;

static const char *current = "zh_CN";
static bool said_at_start;

/* "zh_TW" or "zh-CN" is zh_CN, anything else said is English, nothing (or the C locale) said is NULL. */
static const char *language_of(const char *said)
{
    if (said == NULL || said[0] == '\0' || strcmp(said, "POSIX") == 0)
        return NULL;
    if (strcmp(said, "C") == 0 || strncmp(said, "C.", 2) == 0)
        return NULL;
    return strncmp(said, "zh", 2) == 0 ? "zh_CN" : "en";
}

static const char *language_of_environment(void)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *language = language_of(getenv(names[i]));
        if (language != NULL)
            return language;
    }
    return NULL;
}

static bool has_catalogue(const char *folder)
{
    char file[PATH_MAX + 64];
    snprintf(file, sizeof file, "%s/zh_CN/LC_MESSAGES/gatepost.mo", folder);
    return access(file, R_OK) == 0;
}

static bool bind_in(const char *parent, const char *name)
{
    char folder[PATH_MAX + 16];
    snprintf(folder, sizeof folder, "%s/%s", parent, name);
    if (!has_catalogue(folder))
        return false;
    bindtextdomain("gatepost", folder);
    return true;
}

/* Looks for a folder `locale` or `share/locale` beside the program at path, then beside each parent folder: built, or
 * installed under whatever prefix. Eats path. */
static bool bind_beside(char *path)
{
    for (int level = 0; level < PARENTS_MOST; level++) {
        char *slash = strrchr(path, '/');
        if (slash == NULL)
            return false;
        *slash = '\0';
        if (bind_in(path, "locale") || bind_in(path, "share/locale"))
            return true;
    }
    return false;
}

static void bind_catalogue(const char *program_path)
{
    char path[PATH_MAX];
    /* A bare name was found through PATH, which says nothing about where. */
    if (program_path != NULL && strchr(program_path, '/') != NULL && realpath(program_path, path) != NULL &&
        bind_beside(path))
        return;
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length > 0) {
        path[length] = '\0';
        if (bind_beside(path))
            return;
    }
    bindtextdomain("gatepost", GATEPOST_LOCALEDIR);
}

void words_start(const char *program_path, const char *language)
{
    const char *said = language_of(language);
    if (said == NULL)
        said = language_of_environment();
    said_at_start = said != NULL;
    /* C.UTF-8 first: it is everywhere and gives every terminal the same widths; messages follow LANGUAGE alone. */
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL && (setlocale(LC_CTYPE, "") == NULL || MB_CUR_MAX < 4))
        setlocale(LC_CTYPE, "en_US.UTF-8");
    setlocale(LC_MESSAGES,
              setlocale(LC_CTYPE, NULL)); /* what else a locale says stays C's; each part is a file to read */
    bind_catalogue(program_path);
    bind_textdomain_codeset("gatepost", "UTF-8");
    textdomain("gatepost");
    words_switch(said);
}

bool words_are_said(void)
{
    return said_at_start;
}

void words_switch(const char *language)
{
    const char *said = language_of(language);
    current = said != NULL ? said : "zh_CN";
    /* "C" ends gettext's search at once; "en" would look for a catalogue at every message (1.4 µs each), and says the
     * same to programs started from here. */
    setenv("LANGUAGE", strcmp(current, "en") == 0 ? "C:en" : current, 1);
    ++_nl_msg_cat_cntr;
}

const char *words_language(void)
{
    return current;
}

const char *words_weekday(int weekday)
{
    static const char *const names[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
    return weekday >= 1 && weekday <= 7 ? _(names[weekday - 1]) : "";
}

const char *words_context(const char *context_and_text)
{
    const char *translated = gettext(context_and_text);
    if (translated != context_and_text)
        return translated;
    const char *bar = strchr(context_and_text, '|');
    return bar != NULL ? bar + 1 : context_and_text;
}
