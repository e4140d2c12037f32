/* History of one record (Ctrl-O): who changed what, when, at which terminal. Reads the audit. */
#include "screens/history.h"

#include "gatepost/audit.h"
#include "gatepost/habits.h"
#include "gatepost/json.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/labels.h"
#include "screens/registry.h"
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

/* Columns whose stored name is not what people say, and what must be masked in them. "" is not worth a word. */
static const struct known_column {
    const char *column, *words;
    bool masked, temperature;
    enum mask_kind mask;
} known_columns[] = {
    {.column = "rev", .words = ""},
    {.column = "day", .words = ""},
    {.column = "entered_at", .words = ""},
    {.column = "temp_tenths", .words = N_("temp"), .temperature = true},
    {.column = "retest_tenths", .words = N_("retest"), .temperature = true},
    {.column = "direction", .words = N_("direction")},
    {.column = "decision", .words = N_("decision")},
    {.column = "override_reason", .words = N_("override")},
    {.column = "remark", .words = N_("remark")},
    {.column = "note", .words = N_("remark")},
    {.column = "voided", .words = N_("void because")},
    {.column = "person_id", .words = N_("person")},
    {.column = "place_id", .words = N_("place")},
    {.column = "name", .words = N_("name"), .masked = true, .mask = MASK_NAME},
    {.column = "head", .words = N_("head"), .masked = true, .mask = MASK_NAME},
    {.column = "phone", .words = N_("phone"), .masked = true, .mask = MASK_PHONE},
    {.column = "phone2", .words = N_("phone"), .masked = true, .mask = MASK_PHONE},
    {.column = "id_number", .words = N_("ID number"), .masked = true, .mask = MASK_ID},
};

static const struct known_column *known_column_find(const char *column)
{
    for (size_t i = 0; i < sizeof known_columns / sizeof known_columns[0]; i++) {
        if (!strcmp(column, known_columns[i].column))
            return &known_columns[i];
    }
    return NULL;
}

static void add_value(const struct application *application, const struct known_column *known,
                      const struct json_member *member, struct buffer *out)
{
    char value[CELL_BYTES] = "";
    if (member && known && known->temperature && member->type == JSON_INTEGER)
        temperature_format((int)member->integer, value);
    else if (member && known && known->masked)
        application_mask(application, known->mask, member->text, value, sizeof value);
    else if (member)
        text_copy(value, sizeof value, member->text);
    buffer_format(out, "\"%s\"", value);
}

/* What an update changed: name "before" -> "after"; … Phones and IDs stay masked here too. */
static void write_difference(const struct application *application, const struct audit_entry *entry, struct buffer *out)
{
    struct json_object before = {0}, after = {0};
    struct err err = {0};
    if (!entry->after || !entry->after[0]) {
        buffer_add(out, _("changed; what it was has been purged"));
    } else if (json_parse(&before, entry->before, strlen(entry->before), &err) &&
               json_parse(&after, entry->after, strlen(entry->after), &err)) {
        for (size_t i = 0; i < after.count; i++) {
            const struct json_member *now = &after.members[i], *was = json_find(&before, now->name);
            const struct known_column *known = known_column_find(now->name);
            if ((was && !strcmp(was->text, now->text)) || (known && !known->words[0]))
                continue;
            buffer_format(out, "%s%s ", out->length ? "; " : "", known ? _(known->words) : now->name);
            add_value(application, known, was, out);
            buffer_add(out, " -> ");
            add_value(application, known, now, out);
        }
    }
    json_release(&before);
    json_release(&after);
}

static void fill_row(const struct application *application, const struct audit_entry *entry, struct history_row *row)
{
    struct buffer words = {0};
    row->id = entry->id;
    row->at = entry->at;
    text_copy(row->officer, sizeof row->officer, entry->officer);
    text_copy(row->terminal, sizeof row->terminal, entry->terminal);
    if (!strcmp(entry->change, "insert"))
        buffer_add(&words, _("written down"));
    else
        write_difference(application, entry, &words);
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
    char when[TIME_SIZE];
    switch (column) {
    case COLUMN_TIME:
        moment_label(entry->at, when);
        text_copy(cell->text, sizeof cell->text, when);
        break;
    case COLUMN_OFFICER:
        application_mask(application, MASK_NAME, entry->officer, cell->text, sizeof cell->text);
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
    [COLUMN_CHANGE] = {.heading = N_("What"), .name = "change", .width = 20, .grow = 6, .priority = 9},
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
    .topics = ~0u & ~(unsigned)(TOPIC_CLOCK | TOPIC_SESSION),
    .open = open_history,
    .heading = heading,
};
