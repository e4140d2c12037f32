/* What went to paper or to a file: when, what, of what, how much of it in full, where to, how it ended. */
#include "screens/printings.h"

#include "gatepost/clock.h"
#include "gatepost/printing.h"
#include "gatepost/utf8.h"
#include "gatepost/volunteer.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK_DAYS = 7, HOUR_CLOCK = 100 };

static const char *const scope_labels[] = {N_("All"), N_("print|Not printed"), NULL};

static void add_day(int day, struct buffer *out)
{
    buffer_format(out, "%02d-%02d", day / 100 % 100, day % 100);
}

/* "20220411 0600-1400" as "04-11 06:00-14:00". */
static void add_shift(const char *subject, struct buffer *out)
{
    int day = 0, from = 0, until = 0;
    int found = sscanf(subject, "%8d %4d-%4d", &day, &from, &until);
    add_day(day, out);
    if (found == 3)
        buffer_format(out, " %02d:%02d-%02d:%02d", from / HOUR_CLOCK, from % HOUR_CLOCK, until / HOUR_CLOCK,
                      until % HOUR_CLOCK);
}

static void add_volunteer(const struct view *view, int64_t id, struct buffer *out)
{
    struct volunteer volunteer;
    char name[NAME_BYTES];
    if (!record_get(application_store(view), &volunteer_table, id, &volunteer, NULL))
        return;
    application_mask(application_of(view), MASK_NAME, volunteer.name, name, sizeof name);
    buffer_add(out, name);
}

static void add_household(const struct view *view, int64_t id, struct buffer *out)
{
    char label[200];
    if (place_label_of(application_store(view), id, label, sizeof label))
        buffer_add(out, label);
}

void printings_subject_words(const struct view *view, enum document_scope scope, const char *subject,
                             struct buffer *out)
{
    const long long number = strtoll(subject, NULL, 10);
    if (subject[0] == '\0')
        return;
    switch (scope) {
    case DOCUMENT_NOW:
        break;
    case DOCUMENT_WEEK:
        add_day((int)number, out);
        buffer_add(out, " ~ ");
        add_day(clock_day_add((int)number, WEEK_DAYS - 1), out);
        break;
    case DOCUMENT_DAY:
    case DOCUMENT_SHIFT:
        add_shift(subject, out);
        break;
    case DOCUMENT_HOUSEHOLD:
        add_household(view, number, out);
        break;
    case DOCUMENT_VOLUNTEER:
        add_volunteer(view, number, out);
        break;
    case DOCUMENT_ERRAND:
        if (number != 0)
            buffer_format(out, "#%lld", number);
        break;
    }
}

/* ---- the list ---- */

static const char *kind_label(const struct printing *printing)
{
    const struct document_kind *kind = document_kind_find(printing->document);
    return kind != NULL ? words_context(kind->label) : printing->document;
}

/* Of what it is, read with the row. */
static void more(const struct view *view, const void *record, char *text, size_t size)
{
    const struct printing *printing = record;
    const struct document_kind *kind = document_kind_find(printing->document);
    struct buffer words = {0};
    if (kind != NULL)
        printings_subject_words(view, kind->scope, printing->subject, &words);
    else
        buffer_add(&words, printing->subject);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct printing *printing = record;
    (void)view;
    if (!strcmp(column, "document")) {
        text_copy(cell->text, sizeof cell->text, kind_label(printing));
    } else if (!strcmp(column, "subject")) {
        text_copy(cell->text, sizeof cell->text, register_more(record));
    } else if (!strcmp(column, "place")) {
        struct buffer brief = {0};
        store_brief_path(printing->place, &brief);
        text_copy(cell->text, sizeof cell->text, buffer_text(&brief));
        buffer_release(&brief);
    } else {
        return false;
    }
    return true;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct printing *printing = record;
    (void)view;
    snprintf(text, size, _("printing %1$lld, %2$s"), (long long)printing->head.id, kind_label(printing));
}

/* What has begun and not ended looks like what failed: nobody should wait for it. */
static enum style row_style(const struct view *view, const void *record)
{
    const struct printing *printing = record;
    (void)view;
    if (printing->result == PRINTING_FAILED)
        return STYLE_WARNING;
    return printing->result == PRINTING_DONE ? STYLE_NORMAL : STYLE_MUTED;
}

/* Why it failed, whole; else where it went to, whole. */
static void note(const struct view *view, struct buffer *out)
{
    const struct printing *printing = register_selected(view);
    struct buffer brief = {0};
    if (printing == NULL)
        return;
    store_brief_path(printing->place, &brief);
    if (printing->reason[0] != '\0')
        buffer_format(out, _("No. %1$lld: %2$s"), (long long)printing->head.id, printing->reason);
    else if (printing->pages == 0) /* a table, or it has not come so far */
        buffer_format(out, _("No. %1$lld: %2$s"), (long long)printing->head.id, buffer_text(&brief));
    else
        buffer_format(out, _("No. %1$lld: %2$s, pages %3$d, copies %4$d"), (long long)printing->head.id,
                      buffer_text(&brief), printing->pages, printing->copies);
    buffer_release(&brief);
}

static const struct register_rules rules = {.table = &printing_table};
static const struct register_screen printings = {
    .rules = &rules,
    .scope_labels = scope_labels,
    .cell = cell,
    .more = more,
    .row_style = row_style,
    .name = name,
};
/* The number stands on the paper: by it a sheet that comes back is found. */
static const struct column columns[] = {
    {.heading = N_("No."), .name = "id", .width = 5, .priority = 8, .right = true},
    {.heading = N_("Printed"), .name = "at", .width = 11, .priority = 9},
    {.heading = N_("print|What"), .name = "document", .width = 12, .grow = 1, .most = 22, .priority = 9},
    {.heading = N_("print|Of what"), .name = "subject", .width = 13, .grow = 1, .most = 24, .priority = 8},
    {.heading = N_("print|Version"), .name = "version", .width = 7, .priority = 5, .right = true},
    {.heading = N_("print|Level"), .name = "level", .width = 8, .priority = 6},
    {.heading = N_("print|Result"), .name = "result", .width = 9, .priority = 8},
    {.heading = N_("print|Where to"), .name = "place", .width = 10, .grow = 3, .priority = 7},
    {.heading = N_("Printed by"), .name = "officer", .width = 10, .priority = 4, .zoomed_only = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("What was printed stands here, the newest first. Ctrl-P prints."),
                  N_("Nothing matches. Esc shows all again."));
/* What was signed on it comes back by the numbers of its rows. */
static void run_post(struct view *view)
{
    const struct printing *printing = register_selected(view);
    int64_t id = printing->head.id;
    ui_open(view->ui, &screen_sheet_post, &id);
}

static const char *post_why_not(const struct view *view)
{
    const struct printing *printing = register_selected(view);
    bool is_sheet = printing != NULL && strcmp(printing->document, "sign-in") == 0;
    return is_sheet ? NULL : ""; /* nothing else comes back */
}

static const struct action actions[] = {
    {.name = "printing.post",
     .verb = "roster.sheet",
     .label = N_("SignedIn"),
     .help = N_("Posts the selected sign-in sheet, signed, by the numbers of its rows."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_post,
     .why_not = post_why_not,
     .opens = &screen_sheet_post},
    REGISTER_TURN("printing.which", N_("Shows all, or only what did not come out.")),
    REGISTER_HISTORY("printing.history", N_("Who printed it, and what became of it.")),
};
const struct screen_def screen_printings = {
    .name = "printings",
    .title = N_("What was printed"),
    .subject = &printings,
    .state_size = sizeof(struct register_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_PRINTING | TOPIC_PEOPLE | TOPIC_OFFICER | TOPIC_CLOCK | TOPIC_SESSION,
    .heading = register_heading,
    .note = note,
};
