/* The people of one shift: who is there, who is late, who does not come; what becomes of each, by keys. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/shifts.h"
#include "screens/small_list.h"
#include <stdlib.h>
#include <string.h>

/* Something is asked for before it is done, of the person who was selected then. */
struct shift_step {
    const char *question, *done; /* msgids */
    bool (*run)(struct store *store, int64_t id, int64_t rev, const char *words, struct err *err);
};
struct shift_people {
    struct fit_shift shift;
    char title[CELL_BYTES];
    struct post post;
    struct person_row *rows;
    int count;
    bool fresh; /* read in this pass: the list comes before load() */
    struct roster_moment moment;
    const struct shift_step *step; /* being asked for, of this one */
    struct roster_entry asked;
};
struct person_row {
    struct roster_entry entry;
    int64_t person_id;
    char phone[PHONE_SIZE], own[CELL_BYTES];
    bool observed;
};

struct fit_shift shift_people_shift(const struct view *view)
{
    return ((const struct shift_people *)view->state)->shift;
}

/* ---- reading ---- */

static void fill_row(struct store *store, const struct roster_entry *entry, struct person_row *row)
{
    struct volunteer volunteer = {0};
    record_get(store, &volunteer_table, entry->assignment.volunteer_id, &volunteer, NULL);
    *row = (struct person_row){.entry = *entry, .person_id = volunteer.person_id, .observed = volunteer.observed};
    text_copy(row->phone, sizeof row->phone, volunteer.phone);
    shift_own_words(store, &entry->assignment, row->own, sizeof row->own);
}

static bool read_once(struct view *view, struct err *err)
{
    struct shift_people *state = view->state;
    if (state->fresh)
        return true;
    struct store *store = application_store(view);
    struct roster_entry *entries = memory_new(SHIFT_PEOPLE, sizeof *entries);
    roster_take_moment(store, &state->moment);
    shift_title(store, &state->shift, state->title, sizeof state->title);
    bool good =
        record_get(store, &post_table, state->shift.post_id, &state->post, err) &&
        roster_of_shift(store, state->shift.post_id, state->shift.starts_at, entries, SHIFT_PEOPLE, &state->count, err);
    for (int i = 0; good && i < state->count; i++)
        fill_row(store, &entries[i], &state->rows[i]);
    free(entries);
    state->fresh = good;
    return good;
}

static bool load(struct view *view, struct err *err)
{
    struct shift_people *state = view->state;
    bool good = read_once(view, err);
    state->fresh = false;
    return good;
}

static bool open_people(struct view *view, const void *argument, struct err *err)
{
    struct shift_people *state = view->state;
    state->shift = *(const struct fit_shift *)argument;
    state->rows = memory_new(SHIFT_PEOPLE, sizeof *state->rows);
    return load(view, err);
}

static void close_people(struct view *view)
{
    free(((struct shift_people *)view->state)->rows);
}

static int64_t row_id(const void *row)
{
    return ((const struct person_row *)row)->entry.assignment.head.id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct shift_people *state = view->state;
    if (view->stale && !read_once(view, err))
        return false;
    small_list_page(page, state->rows, state->count, sizeof *state->rows, anchor, direction, row_id);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = row_id(row);
}

enum { COLUMN_NAME, COLUMN_PHONE, COLUMN_STATE, COLUMN_NOTE };

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct shift_people *state = view->state;
    const struct person_row *row = data;
    const struct assignment *assignment = &row->entry.assignment;
    if (column == COLUMN_NAME)
        application_mask(application_of(view), MASK_NAME, row->entry.name, cell->text, sizeof cell->text);
    else if (column == COLUMN_PHONE)
        application_mask(application_of(view), MASK_PHONE, row->phone, cell->text, sizeof cell->text);
    else if (column == COLUMN_STATE)
        shift_state_words(assignment, state->moment.now, cell->text, sizeof cell->text);
    else
        text_copy(cell->text, sizeof cell->text,
                  row->observed           ? _("! household observed")
                  : assignment->reason[0] ? assignment->reason
                  : assignment->note[0]   ? assignment->note
                                          : row->own);
}

static enum style row_style(const struct view *view, const void *data)
{
    const struct shift_people *state = view->state;
    const struct person_row *row = data;
    const struct assignment *assignment = &row->entry.assignment;
    if (!assignment_counts(assignment))
        return STYLE_MUTED;
    bool calls = shift_is_late(assignment, &state->moment) || assignment->seeking_at || row->observed;
    return calls ? STYLE_WARNING : STYLE_NORMAL;
}

static void heading(const struct view *view, struct buffer *out)
{
    buffer_add(out, ((const struct shift_people *)view->state)->title);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct shift_people *state = view->state;
    int standing = 0;
    for (int i = 0; i < state->count; i++)
        standing += assignment_counts(&state->rows[i].entry.assignment);
    buffer_format(out, _("%1$d there, at least %2$d, wanted %3$d"), standing, state->post.least, state->post.wanted);
}

/* ---- keys ---- */

static const struct person_row *selected(const struct view *view)
{
    return list_selected(&view->list);
}

static void tell(struct view *view, const char *format, const struct roster_entry *entry)
{
    char name[CELL_BYTES];
    shift_entry_name(view, entry, name, sizeof name);
    ui_say(view->ui, MESSAGE_GOOD, "%s: %s   %s", _(format), name, _("Ctrl-Z undoes"));
    application_saved(view);
}

static void refuse(struct view *view, const struct err *err)
{
    ui_say_err(view->ui, err);
    view_stale(view); /* what the refusal is about is shown */
}

static void run_in(struct view *view)
{
    shift_sign(view, &selected(view)->entry, true);
}

static void run_out(struct view *view)
{
    shift_sign(view, &selected(view)->entry, false);
}

static void run_confirm(struct view *view)
{
    const struct roster_entry entry = selected(view)->entry;
    struct err err = {0};
    if (roster_confirm(application_store(view), entry.assignment.head.id, entry.assignment.head.rev, &err))
        tell(view, N_("Promised to come"), &entry);
    else
        refuse(view, &err);
}

/* Looks for a stand-in, or no more. */
static void run_seek(struct view *view)
{
    const struct roster_entry entry = selected(view)->entry;
    bool seeking = !entry.assignment.seeking_at;
    struct err err = {0};
    if (roster_seek(application_store(view), entry.assignment.head.id, entry.assignment.head.rev, seeking, "", &err))
        tell(view, seeking ? N_("Looks for a stand-in, stays responsible") : N_("Comes after all"), &entry);
    else
        refuse(view, &err);
}

static bool step_answered(struct view *view, const char *words, struct err *err)
{
    const struct shift_people *state = view->state;
    const struct record_head *head = &state->asked.assignment.head;
    if (!words)
        return true;
    if (!state->step->run(application_store(view), head->id, head->rev, words, err)) {
        view_stale(view);
        return false;
    }
    tell(view, state->step->done, &state->asked);
    return true;
}

static const struct shift_step steps[] = {
    {N_("Why not"), N_("Excused, the place is open"), roster_excuse},
    {N_("Remark"), N_("Did not come"), roster_no_show},
    {N_("Why take off"), N_("Taken off the shift"), roster_remove},
};
enum { STEP_EXCUSE, STEP_NO_SHOW, STEP_REMOVE };

static void run_step(struct view *view)
{
    struct shift_people *state = view->state;
    char name[CELL_BYTES];
    state->asked = selected(view)->entry;
    state->step = &steps[view->running->argument];
    shift_entry_name(view, &state->asked, name, sizeof name);
    prompt_line(view, name, _(state->step->question), "", step_answered);
}

static void run_correct(struct view *view)
{
    ui_open(view->ui, &screen_shift_correct, &selected(view)->entry);
}

/* Whoever needs a stand-in looks for one from now on: the first who says yes takes over. */
static void run_stand_in(struct view *view)
{
    const struct shift_people *state = view->state;
    const struct assignment *leaver = &selected(view)->entry.assignment;
    struct err err = {0};
    if (leaver->seeking_at || roster_seek(application_store(view), leaver->head.id, leaver->head.rev, true, "", &err))
        ui_open(view->ui, &screen_call_out, &state->shift);
    else
        refuse(view, &err);
}

static void run_call_out(struct view *view)
{
    ui_open(view->ui, &screen_call_out, &((const struct shift_people *)view->state)->shift);
}

static void run_assign(struct view *view)
{
    ui_open(view->ui, &screen_roster_assign, &((const struct shift_people *)view->state)->shift);
}

static void run_history(struct view *view)
{
    const struct roster_entry *entry = &selected(view)->entry;
    char name[CELL_BYTES];
    shift_entry_name(view, entry, name, sizeof name);
    history_open(view, assignment_table.name, entry->assignment.head.id, name);
}

static void run_look(struct view *view)
{
    look_open(view, selected(view)->person_id, 0);
}

static const char *why_not_coming(const struct view *view)
{
    const struct person_row *row = selected(view);
    if (!row || row->entry.assignment.state <= ASSIGNMENT_CONFIRMED)
        return NULL;
    return row->entry.assignment.arrived_at
               ? _("They have signed in on this shift: F2 corrects what is wrong.")
               : _("They are not expected on this shift any more: F2 corrects what is wrong.");
}

static const char *why_not_stand_in(const struct view *view)
{
    const struct person_row *row = selected(view);
    if (!row || row->entry.assignment.state <= ASSIGNMENT_CONFIRMED)
        return NULL;
    if (row->entry.assignment.state == ASSIGNMENT_ARRIVED)
        return _("They are there already: sign them out first when they leave early.");
    return _("They do not come any more: Ctrl-A calls somebody for the gap.");
}

static const char *seek_label(const struct view *view)
{
    const struct person_row *row = selected(view);
    return row && row->entry.assignment.seeking_at ? N_("No swap") : N_("shift|Swap");
}

static const struct column columns[] = {
    [COLUMN_NAME] = {.heading = N_("Name"), .name = "name", .width = 10, .grow = 1, .most = 20, .priority = 9},
    [COLUMN_PHONE] = {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 7},
    [COLUMN_STATE] = {.heading = N_("State"), .name = "state", .width = 26, .grow = 3, .most = 48, .priority = 8},
    [COLUMN_NOTE] = {.heading = N_("Remark"), .name = "note", .width = 10, .grow = 3, .priority = 5, .free_text = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct person_row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("Nobody is on this shift. Ctrl-A shows who can be called, best first."),
};
static const struct action actions[] = {
    {.name = "person_shift.in",
     .verb = "shift.in",
     .label = N_("Sign in"),
     .help = N_("The selected person is here: signed in now."),
     .keys = {'+'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_in},
    {.name = "person_shift.out",
     .verb = "shift.out",
     .label = N_("Sign out"),
     .help = N_("The selected person leaves: signed out now."),
     .keys = {'/'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_out},
    {.name = "person_shift.confirm",
     .verb = "roster.move",
     .label = N_("shift|Promised"),
     .help = N_("The selected person has said that they come."),
     .keys = {' '},
     .priority = 60,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_confirm,
     .why_not = why_not_coming},
    {.name = "person_shift.excuse",
     .verb = "roster.move",
     .label = N_("shift|Excuse"),
     .help = N_("The selected person cannot come, with a reason: their place is open at once."),
     .keys = {'*'},
     .priority = 74,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_step,
     .argument = STEP_EXCUSE,
     .why_not = why_not_coming},
    {.name = "person_shift.no_show",
     .verb = "roster.move",
     .label = N_("No-show"),
     .help = N_("The selected person did not come and did not say so."),
     .keys = {KEY_CTRL('W')},
     .priority = 56,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_step,
     .argument = STEP_NO_SHOW,
     .why_not = why_not_coming},
    {.name = "person_shift.seek",
     .verb = "roster.move",
     .label = N_("shift|Swap"),
     .help = N_("The selected person looks for a stand-in, or no more: responsible until somebody takes over."),
     .keys = {KEY_CTRL('U')},
     .priority = 58,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_seek,
     .why_not = why_not_stand_in,
     .label_now = seek_label},
    {.name = "person_shift.stand_in",
     .verb = "roster.call",
     .label = N_("shift|Stand-in"),
     .help = N_("Who can stand in for the selected person, best first: called, and who says yes takes over."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 70,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_stand_in,
     .why_not = why_not_stand_in,
     .opens = &screen_call_out},
    {.name = "person_shift.call_out",
     .verb = "roster.call",
     .label = N_("Call out"),
     .help = N_("Who can be called for one more on this shift, best first."),
     .keys = {KEY_CTRL('A')},
     .priority = 72,
     .flags = ACTION_WRITES,
     .run = run_call_out,
     .opens = &screen_call_out},
    {.name = "person_shift.put",
     .verb = "roster.assign",
     .label = N_("shift|Put on"),
     .help = N_("Puts one more on this shift, by initials."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 50,
     .flags = ACTION_WRITES,
     .run = run_assign,
     .opens = &screen_roster_assign},
    {.name = "person_shift.correct",
     .verb = "roster.correct",
     .label = N_("shift|Correct"),
     .help = N_("Corrects state and times of the selected person, with a reason."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 62,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_correct,
     .opens = &screen_shift_correct},
    {.name = "person_shift.remove",
     .verb = "roster.remove",
     .label = N_("Take off"),
     .help = N_("Takes the selected person off the shift, with a reason."),
     .keys = {KEY_DELETE, '-', 'x'},
     .priority = 40,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_step,
     .argument = STEP_REMOVE},
    {.name = "person_shift.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected person's shift, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
    LOOK_ACTION("person_shift.look", run_look),
};
const struct screen_def screen_shift_people = {
    .name = "shift_people",
    .title = N_("People of a shift"),
    .state_size = sizeof(struct shift_people),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_ROSTER | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_people,
    .close = close_people,
    .load = load,
    .heading = heading,
    .status = status,
};
