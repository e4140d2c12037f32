/* The lines of help and menu: actions in groups, or the best matches of a search, and the habits of the program. */
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "help_parts.h"
#include <stdlib.h>

/* What no single key stands for. */
static const struct {
    const char *word, *text;
} habits[] = {
    {N_("Moving"), N_("arrows or h j k l, PgUp PgDn, Home End")},
    {N_("Panes"), N_("1 2 3 4, again: full screen, Esc all of them; Tab: next one")},
    {N_("Opening"), N_("Enter opens; Esc goes back: always safe, nothing typed is lost")},
    {N_("Writing"), N_("F7 adds, F2 corrects, Del voids with a reason; nothing is erased")},
    {N_("Finding"), N_("F4 shows only what matches, F6 sorts, F9 finds every command")},
    {N_("Mistakes"), N_("Ctrl-Z takes back what was saved last, Ctrl-Y does it again")},
    {N_("For the chat"), N_("Ctrl-C makes a masked text of any list, to paste into a chat")},
    {N_("Mouse"), N_("click: select; again: open; headings sort; words below are keys")},
    {N_("Chinese"), N_("Chinese input may stay on: F-keys, digits, arrows, Ctrl work")},
    {N_("More"), N_("man gatepost")},
};

static struct help_line *add_line(struct help *help)
{
    if (help->count == help->room) {
        help->room = help->room * 2 + 64;
        help->lines = memory_resize(help->lines, (size_t)help->room, sizeof *help->lines);
    }
    struct help_line *line = &help->lines[help->count++];
    *line = (struct help_line){0};
    return line;
}

/* Takes the words and empties them. */
static void add_words(struct help *help, struct buffer *words, enum style style)
{
    struct help_line *line = add_line(help);
    line->style = style;
    line->text = buffer_take(words);
}

void help_clear(struct help *help)
{
    for (int i = 0; i < help->count; i++)
        free(help->lines[i].text);
    help->count = help->found = 0;
}

static void add_entry(struct help *help, const struct help_entry *entry)
{
    add_line(help)->entry = entry;
    help->found++;
}

static void add_group(struct help *help, const struct view *view, const struct help_entry *entry)
{
    struct buffer words = {0};
    const struct screen_def *screen = entry->screen != NULL ? entry->screen : view->opener->def;
    buffer_format(&words, _(entry->group), _(screen->title));
    add_words(help, &words, STYLE_HEADING);
}

static void list_groups(struct help *help, const struct view *view)
{
    const struct help_entry *before = NULL;
    for (int i = 0; i < help->entries.count; i++) {
        const struct help_entry *entry = &help->entries.all[i];
        if (before == NULL || before->group != entry->group || before->screen != entry->screen)
            add_group(help, view, entry);
        add_entry(help, entry);
        before = entry;
    }
}

/* The best first: Enter must not run a neighbour. What is in reach stands before what is not. */
static void list_found(struct help *help)
{
    for (int rank = 0; rank <= 2; rank++)
        for (int i = 0; i < help->entries.count; i++)
            if (help->entries.all[i].rank == rank)
                add_entry(help, &help->entries.all[i]);
    struct buffer words = {0};
    if (help->found == 0)
        buffer_add(&words, _("Nothing matches."));
    else
        buffer_format(&words, _("--- an empty search shows all %d ---"), help->entries.count);
    add_words(help, &words, STYLE_MUTED);
}

static void list_habits(struct help *help, const struct view *view)
{
    const struct ui_hooks *hooks = &view->ui->hooks;
    struct buffer words = {0};
    add_words(help, &words, STYLE_NORMAL);
    for (size_t i = 0; i < sizeof habits / sizeof habits[0]; i++) {
        text_cut(&words, _(habits[i].word), LABEL_COLUMNS, true);
        buffer_add(&words, _(habits[i].text));
        add_words(help, &words, STYLE_NORMAL);
    }
    if (hooks->about == NULL)
        return;
    hooks->about(hooks->context, &words);
    add_words(help, &words, STYLE_MUTED);
}

void help_search(struct view *view)
{
    struct help *help = view->state;
    bool all = help->search.text[0] == '\0';
    help_clear(help);
    for (int i = 0; i < help->entries.count; i++)
        help->entries.all[i].rank = help_rank(help->entries.all[i].action, help->search.text);
    if (all)
        list_groups(help, view);
    else
        list_found(help);
    if (!help->menu)
        list_habits(help, view);
    help->top = 0;
    help->selected = help->found > 0 ? (all ? 1 : 0) : -1; /* the first heading stands above it */
}
