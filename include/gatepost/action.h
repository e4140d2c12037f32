/* One row per action feeds everything: dispatch, footer, help, menu, man page, tests (architecture.md §2.2). */
#ifndef GATEPOST_ACTION_H
#define GATEPOST_ACTION_H
#include "gatepost/key.h"
#include <stdbool.h>
#include <stddef.h>

struct screen_def;
struct view;

enum { ACTION_KEYS = 8 };
enum action_flag {
    ACTION_NEEDS_ROW = 1, /* not available in a list without a selected row */
    ACTION_WRITES = 2,    /* not available in a read-only session */
    ACTION_HIDDEN = 4,    /* not in footer and menu (movement), still in help */
    ACTION_ALWAYS = 8,    /* always in the footer: F1, F9, F10 */
};
struct action {
    const char *name;          /* topic.verb */
    const char *label;         /* msgid, footer: at most 8 columns in every language */
    const char *help;          /* msgid, one sentence */
    int32_t keys[ACTION_KEYS]; /* the first one is shown in the footer; unused are 0. Letters are a bonus (screens.md
                                  rule 1) */
    int priority;              /* footer: higher stays when it is narrow; 0 = not in the footer */
    unsigned flags;
    void (*run)(struct view *view); /* NULL: opens the screen below */
    const struct screen_def *opens; /* the screen it leads to: from the menu its keys are found too; NULL: none */
    /* NULL or returns NULL: available. Else why not, a translated sentence: shown when the key is pressed. "" when the
     * action means nothing here: it is not shown, and its key goes on to the next table. */
    const char *(*why_not)(const struct view *view);
    const char *verb; /* the domain verb it leads to ("pass.add"): who may not do that, may not do this; NULL: none */
    /* NULL, or the footer's label (msgid, at most 8 columns) for what the key would do just now. */
    const char *(*label_now)(const struct view *view);
    int32_t argument; /* free for tables that share one run (pane digits): view->running->argument */
};
struct action_table {
    const struct action *actions;
    size_t count;
};
#define ACTION_TABLE(array)                     \
    {                                           \
        array, sizeof(array) / sizeof(array)[0] \
    }

/* The action of the table bound to this key (as key_command sees it), or NULL. */
const struct action *action_find(const struct action_table *table, int32_t key);
/* "Ctrl-Z / u": all keys of an action for help and menu. */
struct buffer;
void action_keys(const struct action *action, struct buffer *out);
#endif
