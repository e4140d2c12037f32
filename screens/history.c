/* History of one record (Ctrl-O): who changed what, when, at which terminal. Reads the audit. */
#include "screens/history.h"

#include "gatepost/audit.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 200, WORDS_BYTES = 800 };
enum { COLUMN_TIME, COLUMN_OFFICER, COLUMN_TERMINAL, COLUMN_CHANGE };
struct history_argument {
    char table[24];
    int64_t row_id;
    char what[CELL_BYTES];
};
struct history_row {
    int64_t id, at;
    char officer[128], terminal[64], words[WORDS_BYTES];
    bool by_volunteer;
};

void history_open(struct view *view, const char *table, int64_t row_id, const char *what)
{
    struct history_argument argument = {.row_id = row_id};
    text_copy(argument.table, sizeof argument.table, table);
    text_copy(argument.what, sizeof argument.what, what);
    ui_open(view->ui, &screen_history, &argument);
}

static bool open_history(struct view *view, const void *argument, struct err *err)
{
    (void)err;
    memcpy(view->state, argument, sizeof(struct history_argument));
    return true;
}

static const char *kind_words(const char *kind)
{
    return strcmp(kind, "undo") == 0 ? _("(undone)") : strcmp(kind, "redo") == 0 ? _("(done again)") : "";
}

static void fill_row(const struct application *application, const struct audit_entry *entry, struct history_row *row)
{
    struct buffer words = {0};
    row->id = entry->id;
    row->at = entry->at;
    row->by_volunteer = entry->by_volunteer;
    text_copy(row->officer, sizeof row->officer, entry->officer);
    text_copy(row->terminal, sizeof row->terminal, entry->terminal);
    buffer_format(&words, "%s", kind_words(entry->kind));
    if (!strcmp(entry->table, "look"))
        audit_difference(application->store, entry, application_masks_names(application), &words);
    else if (!strcmp(entry->change, "insert"))
        buffer_add(&words, _("written down"));
    else if (!entry->after[0])
        buffer_add(&words, _("changed; what it was has been purged"));
    else
        audit_difference(application->store, entry, application_masks_names(application), &words);
    text_copy(row->words, sizeof row->words, buffer_text(&words));
    buffer_release(&words);
}

/* Newest first. A page towards newer rows reads from the newest: histories are short. */
static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct history_argument *argument = view->state;
    struct audit_entry *entries = memory_new(MOST, sizeof *entries);
    int64_t below = anchor && direction == LIST_DOWN ? anchor->id : 0;
    int count = 0;
    bool read =
        audit_history(application_store(view), argument->table, argument->row_id, below, entries, MOST, &count, err);
    struct history_row *rows = page->rows;
    int step = direction == LIST_DOWN ? 1 : -1, index = direction == LIST_DOWN ? 0 : count - 1;
    page->count = 0;
    for (; read && index >= 0 && index < count && page->count < page->most; index += step) {
        if (direction == LIST_DOWN || !anchor || entries[index].id > anchor->id)
            fill_row(application_of(view), &entries[index], &rows[page->count++]);
    }
    page->finished = index < 0 || index >= count;
    for (int i = 0; i < count; i++)
        audit_entry_release(&entries[i]);
    free(entries);
    return read;
}

static void key(const void *row, struct list_key *key)
{
    key->id = ((const struct history_row *)row)->id;
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct history_row *entry = row;
    const struct application *application = application_of(view);
    char when[TIME_SIZE], name[sizeof entry->officer];
    switch (column) {
    case COLUMN_TIME:
        moment_label(entry->at, when);
        text_copy(cell->text, sizeof cell->text, when);
        break;
    case COLUMN_OFFICER:
        application_mask(application, MASK_NAME, entry->officer, name, sizeof name);
        snprintf(cell->text, sizeof cell->text, entry->by_volunteer ? _("%s (self)") : "%s", name);
        break;
    case COLUMN_TERMINAL:
        text_copy(cell->text, sizeof cell->text, entry->terminal);
        break;
    default:
        text_copy(cell->text, sizeof cell->text, entry->words);
    }
}

static void heading(const struct view *view, struct buffer *out)
{
    buffer_add(out, ((const struct history_argument *)view->state)->what);
}

static void run_read(struct view *view)
{
    const struct history_row *row = list_selected(&view->list);
    prompt_text(view, _("What was changed"), row->words);
}

static const struct column columns[] = {
    [COLUMN_TIME] = {.heading = N_("When"), .name = "time", .width = 11, .grow = 1, .most = 16, .priority = 9},
    [COLUMN_OFFICER] = {.heading = N_("Who"), .name = "officer", .width = 8, .grow = 1, .most = 20, .priority = 8},
    [COLUMN_TERMINAL] =
        {.heading = N_("Terminal"), .name = "terminal", .width = 8, .grow = 1, .most = 20, .priority = 3},
    [COLUMN_CHANGE] =
        {.heading = N_("What"), .name = "change", .width = 20, .grow = 6, .priority = 9, .free_text = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct history_row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .empty = N_("Every change of this record stands here. There is none yet."),
};
static const struct action actions[] = {
    {.name = "history.read",
     .label = N_("Read"),
     .help = N_("Shows the whole change."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_read},
};
const struct screen_def screen_history = {
    .name = "history",
    .title = N_("History"),
    .state_size = sizeof(struct history_argument),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = ~0u & ~(unsigned)(TOPIC_CLOCK | TOPIC_DAY | TOPIC_SESSION),
    .open = open_history,
    .heading = heading,
};
