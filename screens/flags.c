/* Flags that speak at the gate (domain.md §2), of one person and the household: what is in force now. */
#include "screens/flags.h"

#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/history.h"
#include "screens/registry.h"
#include "screens/small_list.h"

enum { MOST = 32 };
enum { COLUMN_DENIES, COLUMN_KIND, COLUMN_WHOSE, COLUMN_SAY, COLUMN_CALL, COLUMN_UNTIL };
struct flags {
    struct flag_subject subject;
    char person[NAME_BYTES], place[96];
    int64_t clearing_id, clearing_rev; /* while the reason is asked for */
};

void flags_open(struct view *view, int64_t person_id, int64_t place_id)
{
    struct flag_subject subject = {person_id, place_id};
    ui_open(view->ui, &screen_flags, &subject);
}

static bool open_flags(struct view *view, const void *argument, struct err *err)
{
    struct flags *state = view->state;
    struct store *store = application_store(view);
    state->subject = *(const struct flag_subject *)argument;
    struct person person;
    struct place place;
    if (state->subject.person_id) {
        if (!person_get(store, state->subject.person_id, &person, err))
            return false;
        text_copy(state->person, sizeof state->person, person.name);
    }
    if (state->subject.place_id) {
        if (!place_get(store, state->subject.place_id, &place, err))
            return false;
        place_label(&place, false, state->place, sizeof state->place);
    }
    return true;
}

static int64_t row_id(const void *row)
{
    return ((const struct flag *)row)->id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct flags *state = view->state;
    struct flag all[MOST];
    int count = 0;
    if (!flag_in_force(application_store(view), state->subject.person_id, state->subject.place_id, clock_now(), all,
                       MOST, &count, err))
        return false;
    small_list_page(page, all, count, sizeof all[0], anchor, direction, row_id);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = row_id(row);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct flag *flag = row;
    const struct flags *state = view->state;
    char until[TIME_SIZE] = "";
    switch (column) {
    case COLUMN_DENIES:
        text_copy(cell->text, sizeof cell->text, _(flag_denies_labels[flag->denies]));
        cell->style = flag->denies ? STYLE_ALARM : STYLE_NORMAL;
        break;
    case COLUMN_KIND:
        text_copy(cell->text, sizeof cell->text, _(flag_kind_labels[flag->kind]));
        break;
    case COLUMN_WHOSE:
        if (flag->person_id)
            application_mask(application_of(view), MASK_NAME, state->person, cell->text, sizeof cell->text);
        else
            text_copy(cell->text, sizeof cell->text, state->place);
        break;
    case COLUMN_SAY:
        text_copy(cell->text, sizeof cell->text, flag->say);
        break;
    case COLUMN_CALL:
        text_copy(cell->text, sizeof cell->text, flag->call);
        break;
    default:
        if (flag->until_at)
            moment_label(flag->until_at, until);
        text_copy(cell->text, sizeof cell->text, flag->until_at ? until : _("until cleared"));
    }
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct flags *state = view->state;
    char name[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, state->person, name, sizeof name);
    buffer_format(out, "%s %s", name, state->place);
}

static void run_add(struct view *view)
{
    ui_open(view->ui, &screen_flag_form, &((const struct flags *)view->state)->subject);
}

static bool clear_answered(struct view *view, const char *reason, struct err *err)
{
    const struct flags *state = view->state;
    if (!reason)
        return true;
    if (!people_clear_flag(application_store(view), state->clearing_id, state->clearing_rev, reason, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, "%s", _("The flag is cleared   Ctrl-Z undoes"));
    application_saved(view);
    return true;
}

static void run_clear(struct view *view)
{
    struct flags *state = view->state;
    const struct flag *flag = list_selected(&view->list);
    state->clearing_id = flag->id;
    state->clearing_rev = flag->rev;
    prompt_line(view, _("Clear this flag"), _("Reason"), "", clear_answered);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, ((const struct flags *)view->state)->subject.place_id);
}

static void run_history(struct view *view)
{
    const struct flag *flag = list_selected(&view->list);
    history_open(view, "flag", flag->id, _(flag_kind_labels[flag->kind]));
}

static const struct column columns[] = {
    [COLUMN_DENIES] =
        {.heading = N_("At the gate"), .name = "denies", .width = 14, .grow = 1, .most = 20, .priority = 9},
    [COLUMN_KIND] = {.heading = N_("Kind"), .name = "kind", .width = 10, .grow = 1, .most = 16, .priority = 7},
    [COLUMN_WHOSE] = {.heading = N_("Whose"), .name = "whose", .width = 10, .grow = 1, .most = 20, .priority = 6},
    [COLUMN_SAY] = {.heading = N_("Say"), .name = "say", .width = 16, .grow = 3, .priority = 9, .free_text = true},
    [COLUMN_CALL] =
        {.heading = N_("Call"), .name = "call", .width = 8, .grow = 1, .most = 30, .priority = 4, .free_text = true},
    [COLUMN_UNTIL] = {.heading = N_("Until"), .name = "until", .width = 13, .most = 16, .grow = 1, .priority = 5},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct flag),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .empty = N_("What the guard must know about this person or household stands here. F7 sets a flag."),
};
static const struct action actions[] = {
    {.name = "flag.set",
     .label = N_("New"),
     .help = N_("Sets a flag that speaks at the gate."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 80,
     .flags = ACTION_WRITES,
     .verb = "flag.set",
     .run = run_add,
     .opens = &screen_flag_form},
    {.name = "flag.clear",
     .label = N_("Clear"),
     .help = N_("Clears the selected flag; asks for the reason."),
     .keys = {KEY_DELETE, 'x'},
     .priority = 75,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "flag.clear",
     .run = run_clear},
    BOOKLET_ACTION("flag.booklet", run_booklet),
    {.name = "flag.history",
     .label = N_("History"),
     .help = N_("Who set and changed the selected flag, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
};
const struct screen_def screen_flags = {
    .name = "flags",
    .title = N_("Flags"),
    .state_size = sizeof(struct flags),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_FLAG | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_flags,
    .heading = heading,
};
