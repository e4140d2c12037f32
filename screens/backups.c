/* The backups there are, their age, and one made now. */
#include "gatepost/backup_rules.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/backup_process.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <stdlib.h>

/* Newest first: the row's id falls with its time. */
static const int64_t beyond_all_times = INT64_C(1) << 50;
enum { NUMBERS = 100 };
enum { COLUMN_TIME, COLUMN_AGE, COLUMN_SIZE, COLUMN_STATE, COLUMN_NAME };

static int64_t row_id(const void *row)
{
    const struct backup_file *file = row;
    return beyond_all_times - file->at * NUMBERS - file->number;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct backup_file *files = NULL;
    struct buffer folder = {0};
    int count = 0;
    backup_folder(application_store(view), &folder);
    bool read = backup_list(application_store(view), buffer_text(&folder), &files, &count, err);
    if (read)
        small_list_page(page, files, count, sizeof *files, anchor, direction, row_id);
    free(files);
    buffer_release(&folder);
    return read;
}

static void key(const void *row, struct list_key *key)
{
    key->id = row_id(row);
}

static const char *const state_labels[] = {N_("verified"), N_("newer"), N_("damaged")};

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct backup_file *file = row;
    char text[TIME_SIZE];
    (void)view;
    switch (column) {
    case COLUMN_TIME:
        moment_label(file->at, text);
        text_copy(cell->text, sizeof cell->text, text);
        break;
    case COLUMN_AGE:
        age_label(clock_now() - file->at, text);
        text_copy(cell->text, sizeof cell->text, text);
        break;
    case COLUMN_SIZE:
        snprintf(cell->text, sizeof cell->text, "%.1f MB", (double)file->bytes / 1e6);
        break;
    case COLUMN_STATE:
        text_copy(cell->text, sizeof cell->text, _(state_labels[file->state]));
        break;
    default:
        text_copy(cell->text, sizeof cell->text, file->name);
    }
}

static enum style row_style(const struct view *view, const void *row)
{
    (void)view;
    return ((const struct backup_file *)row)->state == BACKUP_GOOD ? STYLE_NORMAL : STYLE_ALARM;
}

static void status(const struct view *view, struct buffer *out)
{
    struct backup_record record;
    char age[TIME_SIZE];
    if (!backup_record_read(application_store(view), &record, NULL))
        return;
    age_label(clock_now() - record.made_at, age);
    if (record.made_at != 0)
        buffer_format(out, _("last %s ago"), age);
    else
        buffer_add(out, _("none was made yet"));
}

static void run_make(struct view *view)
{
    backup_process_now(application_of(view));
}

static void run_show(struct view *view)
{
    const struct backup_file *file = list_selected(&view->list);
    struct buffer text = {0};
    backup_folder(application_store(view), &text);
    buffer_format(&text, "/%s\n\n%s\n\n  gatepost restore %s --to NEW.db\n  gatepost --db NEW.db", file->name,
                  _("To put it back, at a shell in that folder (nothing that exists is touched):"), file->name);
    prompt_text(view, _("Backup"), buffer_text(&text));
    buffer_release(&text);
}

static const struct column columns[] = {
    [COLUMN_TIME] = {.heading = N_("Time"), .name = "time", .width = 11, .most = 16, .grow = 1, .priority = 9},
    [COLUMN_AGE] = {.heading = N_("Age"), .name = "age", .width = 8, .priority = 8, .right = true},
    [COLUMN_SIZE] = {.heading = N_("Size"), .name = "size", .width = 10, .priority = 5, .right = true},
    [COLUMN_STATE] = {.heading = N_("State"), .name = "state", .width = 8, .priority = 7},
    [COLUMN_NAME] = {.heading = N_("File"), .name = "file", .width = 20, .grow = 4, .priority = 4},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct backup_file),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("Backups of the database stand here. The desks make them by themselves; F7 makes one now."),
};
static const struct action actions[] = {
    {.name = "backup.show",
     .label = N_("Details"),
     .help = N_("Says where the selected backup is and how it is put back."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_show},
    {.name = "backup.make",
     .label = N_("Back up"),
     .help = N_("Makes a verified backup now, while everybody works on."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 70,
     .flags = ACTION_WRITES,
     .verb = "backup.make",
     .run = run_make},
};
const struct screen_def screen_backups = {
    .name = "backups",
    .title = N_("Backups"),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_CLOCK | TOPIC_SETTING,
    .status = status,
};
