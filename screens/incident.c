/* One incident, step by step in the order of time; what is still to be done stands below with its key. */
#include "gatepost/buffer.h"
#include "gatepost/habits.h"
#include "gatepost/moment.h"
#include "gatepost/record_text.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/incidents.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_TIME, COLUMN_WHAT, COLUMN_WORDS, COLUMN_WHO };
enum { LINES_MOST = 12, NO_STEP = -1, STEP_CLOSE = STEP_COUNT, TO_DO = 100, AT_END = 200 };

struct line {
    int64_t id; /* its place from above */
    int64_t at; /* 0: to be done, or without a time */
    int sort;   /* among lines of one time */
    int to_do;  /* the step to be done; NO_STEP: none */
    const char *what;
    char words[NOTE_BYTES * 2], who[NAME_BYTES];
};
struct lines {
    struct line rows[LINES_MOST];
    int count;
};

/* ---- the lines ---- */

static struct line *add_line(struct lines *lines, int64_t at, int sort, const char *what, const char *words)
{
    struct line *line = &lines->rows[lines->count++];
    *line = (struct line){.at = at, .sort = sort, .to_do = NO_STEP, .what = what};
    text_copy(line->words, sizeof line->words, words);
    return line;
}

static void name_officer(struct store *store, int64_t id, struct line *line)
{
    struct officer officer;
    if (id && officer_get(store, id, &officer, NULL))
        text_copy(line->who, sizeof line->who, officer.name);
}

static void add_reading(struct buffer *out, const char *label, int tenths)
{
    char degrees[8];
    if (!tenths)
        return;
    temperature_format(tenths, degrees);
    buffer_format(out, "%s%s %s", out->length ? "  " : "", label, degrees);
}

static void add_opened(struct store *store, const struct incident *incident, struct lines *lines)
{
    struct buffer words = {0};
    struct checkpoint checkpoint;
    buffer_add(&words, _(incident_kind_labels[incident->kind]));
    add_reading(&words, _("1st reading"), incident->first_tenths);
    add_reading(&words, _("Retest"), incident->retest_tenths);
    if (incident->checkpoint_id && checkpoint_get(store, incident->checkpoint_id, &checkpoint, NULL))
        buffer_format(&words, "  %s", checkpoint.name);
    if (incident->symptoms[0])
        buffer_format(&words, "  %s", incident->symptoms);
    name_officer(store, incident->opened_by,
                 add_line(lines, incident->opened_at, 0, _("Noticed"), buffer_text(&words)));
    if (incident->cause_void)
        add_line(lines, incident->opened_at, 1, _("Cause"), _("The crossing it came from was voided or corrected."));
    buffer_release(&words);
}

static const char *const step_labels[STEP_COUNT] = {N_("Isolated"), N_("Report made"), N_("Ambulance called"),
                                                    N_("Ambulance came"), N_("Handed over")};

static void add_steps(struct store *store, const struct incident *incident, struct lines *lines)
{
    const char *const words[STEP_COUNT] = {incident->isolated, incident->reported, "", incident->ambulance,
                                           incident->handed};
    for (int step = 0; step < STEP_COUNT; step++) {
        int64_t at = incident_step_at(incident, step);
        char key[40];
        snprintf(key, sizeof key, _("not yet: key %d"), step + 1);
        if (!at && incident->closed_at)
            continue;
        struct line *line =
            add_line(lines, at, at ? 10 + step : TO_DO + step, _(step_labels[step]), at ? words[step] : key);
        line->to_do = at ? NO_STEP : step;
        if (at && step == STEP_REPORTED)
            name_officer(store, incident->reported_by, line);
    }
}

static void add_closed(struct store *store, const struct incident *incident, struct lines *lines)
{
    struct buffer words = {0};
    if (incident->closed_at) {
        buffer_format(&words, "%s%s%s", _(incident_result_labels[incident->result]), incident->outcome[0] ? "  " : "",
                      incident->outcome);
        name_officer(store, incident->closed_by,
                     add_line(lines, incident->closed_at, 50, _("Closed"), buffer_text(&words)));
    } else {
        buffer_format(&words, _("not yet: key %d"), STEP_COUNT + 1);
        add_line(lines, 0, TO_DO + STEP_CLOSE, _("Closed"), buffer_text(&words))->to_do = STEP_CLOSE;
    }
    buffer_release(&words);
}

static int order(const void *one, const void *other)
{
    const struct line *a = one, *b = other;
    int64_t first = a->at ? a->at : INT64_MAX, second = b->at ? b->at : INT64_MAX;
    if (first != second)
        return first < second ? -1 : 1;
    return a->sort - b->sort;
}

static void fill(const struct view *view, const struct incident *incident, struct lines *lines)
{
    struct store *store = application_store(view);
    char phone[PHONE_SIZE];
    lines->count = 0;
    add_opened(store, incident, lines);
    add_steps(store, incident, lines);
    add_closed(store, incident, lines);
    application_mask(application_of(view), MASK_PHONE, incident->phone, phone, sizeof phone);
    if (phone[0])
        add_line(lines, 0, AT_END, _("Phone"), phone);
    if (incident->note[0])
        add_line(lines, 0, AT_END + 1, _("Remark"), incident->note);
    qsort(lines->rows, (size_t)lines->count, sizeof lines->rows[0], order);
    for (int i = 0; i < lines->count; i++)
        lines->rows[i].id = i + 1;
}

static int64_t line_id(const void *row)
{
    return ((const struct line *)row)->id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct incident_screen *state = view->state;
    struct lines lines;
    if (!record_get(application_store(view), &incident_table, state->incident.head.id, &state->incident, err))
        return false;
    fill(view, &state->incident, &lines);
    small_list_page(page, lines.rows, lines.count, sizeof lines.rows[0], anchor, direction, line_id);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = line_id(row);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct line *line = row;
    char when[TIME_SIZE] = "";
    switch (column) {
    case COLUMN_TIME:
        if (line->at)
            moment_label(line->at, when);
        text_copy(cell->text, sizeof cell->text, line->to_do != NO_STEP ? "--:--" : when);
        break;
    case COLUMN_WHAT:
        text_copy(cell->text, sizeof cell->text, line->what);
        break;
    case COLUMN_WORDS:
        text_copy(cell->text, sizeof cell->text, line->words);
        break;
    default:
        application_mask(application_of(view), MASK_NAME, line->who, cell->text, sizeof cell->text);
    }
}

static enum style row_style(const struct view *view, const void *row)
{
    (void)view;
    return ((const struct line *)row)->to_do != NO_STEP ? STYLE_MUTED : STYLE_NORMAL;
}

/* ---- the screen ---- */

static bool open_incident(struct view *view, const void *argument, struct err *err)
{
    struct incident_screen *state = view->state;
    return record_get(application_store(view), &incident_table, *(const int64_t *)argument, &state->incident, err);
}

static void heading(const struct view *view, struct buffer *out)
{
    char name[NAME_BYTES];
    incident_name(view, incident_here(view), name, sizeof name);
    buffer_add(out, name);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct incident *incident = incident_here(view);
    if (incident->head.voided[0])
        buffer_format(out, _("void: %s"), incident->head.voided);
    else
        buffer_add(out, words_context(incident_state_labels[incident_state_of(incident)]));
}

/* The whole text: its column is narrow. */
static void note(const struct view *view, struct buffer *out)
{
    const struct line *line = list_selected(&view->list);
    if (line)
        buffer_format(out, "%s  %s", line->what, line->words);
}

/* A step to be done is done; of others the whole text is shown. */
static void run_line(struct view *view)
{
    const struct line *line = list_selected(&view->list);
    const char *why = line->to_do != NO_STEP ? incident_why_not_open(view) : NULL;
    if (why)
        ui_say(view->ui, MESSAGE_PLAIN, "%s", why);
    else if (line->to_do == STEP_CLOSE)
        incident_run_close(view);
    else if (line->to_do != NO_STEP)
        incident_step_run(view, (enum incident_step)line->to_do);
    else
        prompt_text(view, line->what, line->words);
}

static void run_edit(struct view *view)
{
    struct register_open open = {.id = incident_here(view)->head.id};
    ui_open(view->ui, &screen_incident_form, &open);
}

static void run_history(struct view *view)
{
    char name[NAME_BYTES];
    incident_name(view, incident_here(view), name, sizeof name);
    history_open(view, "incident", incident_here(view)->head.id, name);
}

static const struct column columns[] = {
    [COLUMN_TIME] = {.heading = N_("When"), .name = "time", .width = 11, .grow = 1, .most = 16, .priority = 9},
    [COLUMN_WHAT] = {.heading = N_("Step"), .name = "what", .width = 10, .grow = 1, .most = 18, .priority = 9},
    [COLUMN_WORDS] =
        {.heading = N_("Details"), .name = "words", .width = 20, .grow = 6, .priority = 9, .free_text = true},
    [COLUMN_WHO] = {.heading = N_("By"), .name = "who", .width = 8, .grow = 1, .most = 16, .priority = 7},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct line),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("What was done stands here."),
};
static const struct action actions[] = {
    {.name = "incident.line",
     .label = N_("Do"),
     .help = N_("Does the selected step now, or shows the whole line."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 72,
     .flags = ACTION_NEEDS_ROW,
     .run = run_line},
    INCIDENT_ACTIONS,
    {.name = "incident.edit",
     .verb = "incident.edit",
     .label = N_("Edit"),
     .help = N_("Corrects this incident."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 70,
     .flags = ACTION_WRITES,
     .run = run_edit,
     .opens = &screen_incident_form},
    LOOK_ACTION("incident.look", incident_run_look),
    {.name = "incident.history",
     .label = N_("History"),
     .help = N_("Who changed what of this incident, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .run = run_history,
     .opens = &screen_history},
};
const struct screen_def screen_incident = {
    .name = "incident",
    .title = N_("Incident"),
    .subject = &incident_register,
    .state_size = sizeof(struct incident_screen),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_INCIDENT | TOPIC_PEOPLE | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_incident,
    .heading = heading,
    .status = status,
    .note = note,
};
