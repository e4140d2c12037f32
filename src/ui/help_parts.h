/* What the files of help and menu share. */
#ifndef GATEPOST_UI_HELP_PARTS_H
#define GATEPOST_UI_HELP_PARTS_H
#include "ui_parts.h"

enum { LABEL_COLUMNS = 10 };

/* An action, where it belongs and whether it can be run. */
struct help_entry {
    const struct action *action;
    const char *group;               /* msgid: stands above the first of each group; "%s" is the screen's title */
    const struct screen_def *screen; /* where it is, when not in reach from here; NULL: in reach */
    const struct action *door;       /* in reach, and leads to that screen; NULL: none does */
    char *why;                       /* not now, because; NULL: can be run */
    int rank;                        /* in the present search */
};
struct help_entries {
    struct help_entry *all;
    int count, room;
};

/* One row of the list: an action, or words between them. */
struct help_line {
    const struct help_entry *entry;
    char *text;
    enum style style;
};
struct help {
    bool menu;
    struct help_entries entries;
    struct help_line *lines;
    int count, room;
    int found;         /* lines that are actions */
    int selected, top; /* lines; selected -1: nothing found */
    struct line_editor search;
};

/* help_lines.c: the lines for what is typed in the search line, the best match selected. */
void help_search(struct view *view);
void help_clear(struct help *help);

/* help_entries.c: what can be run from a view. For the menu: without movement, and with what other screens can do. */
void help_gather(struct help_entries *entries, const struct view *view, bool menu);
void help_entries_release(struct help_entries *entries);

/* help_search.c: how well an action is meant by typed words: 0 called so, 1 its name holds it, 2 its sentence does, -1
 * not at all. Each word counts: Chinese, pinyin, English whatever the language of the screen, or a key's name. */
int help_rank(const struct action *action, const char *typed);
#endif
