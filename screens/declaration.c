/* One declaration beside what the register knows: confirmed, corrected or rejected, then the next one that waits. */
#include "gatepost/clock.h"
#include "gatepost/half_day.h"
#include "gatepost/observation.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/booklet.h"
#include "screens/declaration_lines.h"
#include "screens/history.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <string.h>

enum { COLUMN_WHAT, COLUMN_SAID, COLUMN_KNOWN, COLUMN_MARK };
static const struct declaration *here(const struct view *view)
{
    return &((const struct declaration_card *)view->state)->declaration;
}

static bool open_card(struct view *view, const void *argument, struct err *err)
{
    return declaration_card_read(view, *(const int64_t *)argument, err);
}

static int64_t line_id(const void *row)
{
    return ((const struct declaration_line *)row)->id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct declaration_card *card = view->state;
    if (!declaration_card_read(view, card->declaration.head.id, err))
        return false;
    small_list_page(page, card->lines, card->count, sizeof card->lines[0], anchor, direction, line_id);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = line_id(row);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    static const char *const marks[] = {[MARK_NONE] = "",
                                        [MARK_SAME] = N_("= same"),
                                        [MARK_DIFFERS] = N_("! differs"),
                                        [MARK_UNKNOWN] = N_("? not known"),
                                        [MARK_UNSAID] = N_("- not said"),
                                        [MARK_OTHERS] = N_("~ others'")};
    const struct declaration_line *line = row;
    (void)view;
    if (column == COLUMN_WHAT)
        text_copy(cell->text, sizeof cell->text, _(line->what));
    else if (column == COLUMN_MARK)
        text_copy(cell->text, sizeof cell->text, line->mark == MARK_NONE ? "" : _(marks[line->mark]));
    else
        text_copy(cell->text, sizeof cell->text, column == COLUMN_SAID ? line->said : line->known);
}

static enum style row_style(const struct view *view, const void *row)
{
    (void)view;
    return ((const struct declaration_line *)row)->warns ? STYLE_WARNING : STYLE_NORMAL;
}

static void heading(const struct view *view, struct buffer *out)
{
    char name[NAME_BYTES];
    declaration_name(view, here(view), name, sizeof name);
    buffer_add(out, name);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct declaration_card *card = view->state;
    if (card->declaration.head.voided[0])
        buffer_format(out, _("void: %s"), card->declaration.head.voided);
    else if (card->declaration.state != DECLARATION_WAITING)
        buffer_add(out, _(declaration_state_labels[card->declaration.state]));
    else
        buffer_format(out, _("%d waiting"), card->waiting);
}

/* The whole text: the columns are narrow. */
static void note(const struct view *view, struct buffer *out)
{
    const struct declaration_line *line = list_selected(&view->list);
    if (line)
        buffer_format(out, "%s  %s%s%s", _(line->what), line->said, line->known[0] ? " | " : "", line->known);
}

/* ---- the next one ---- */

/* The one behind it (before it) in the queue, for one that is decided among all; 0: none. */
static int64_t neighbour(const struct view *view, int scope, bool backwards, bool from_end)
{
    struct declaration found;
    struct record_key at;
    struct record_window window = {
        .scope = scope, .anchor = from_end ? NULL : &at, .backwards = backwards, .rows = &found, .most = 1};
    struct err ignored = {0};
    record_key_of(&declaration_table, here(view), &at);
    bool read = record_window(application_store(view), &declaration_table, &window, &ignored);
    return read && window.count == 1 ? found.head.id : 0;
}

static void show(struct view *view, int64_t id)
{
    struct declaration_card *card = view->state;
    card->declaration.head.id = id;
    view->list.want = LIST_TO_FIRST;
    view_stale(view);
}

/* What is decided leaves the queue; behind the last the first one that was left stands again. */
static void go_on(struct view *view)
{
    int64_t next = neighbour(view, DECLARATIONS_WAITING, false, false);
    if (!next)
        next = neighbour(view, DECLARATIONS_WAITING, false, true);
    application_saved(view);
    if (next)
        show(view, next);
    else
        view_close(view);
}

static void step(struct view *view, bool backwards)
{
    bool waits = here(view)->state == DECLARATION_WAITING && !here(view)->head.voided[0];
    int64_t next = neighbour(view, waits ? DECLARATIONS_WAITING : DECLARATIONS_ALL, backwards, false);
    if (next)
        show(view, next);
    else
        ui_say(view->ui, MESSAGE_PLAIN, "%s", backwards ? _("This is the first one.") : _("This is the last one."));
}

static void run_next(struct view *view)
{
    step(view, false);
}

static void run_previous(struct view *view)
{
    step(view, true);
}

/* ---- observation ---- */

static void open_observation(struct view *view, const struct declaration *declaration, int64_t arrival_id)
{
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = declaration->person_id;
    observation.place_id = declaration->place_id;
    observation.kind = OBSERVED_RETURNED;
    observation.basis = declaration->left_day ? BASIS_LEFT : BASIS_BEGAN;
    observation.basis_day = declaration->left_day ? declaration->left_day : clock_day(clock_now());
    observation.arrival_id = arrival_id;
    struct register_open open = {.preset = &observation};
    ui_open(view->ui, &screen_observation_form, &open);
}

static void observation_answered(struct view *view, bool yes)
{
    const struct declaration_card *card = view->state;
    struct declaration confirmed = card->confirmed;
    int64_t arrival_id = card->arrival_id;
    char name[NAME_BYTES];
    declaration_name(view, &confirmed, name, sizeof name);
    ui_say(view->ui, MESSAGE_GOOD, _("Confirmed: %s   Ctrl-Z undoes"), name);
    go_on(view);
    if (yes)
        open_observation(view, &confirmed, arrival_id);
}

static const char *observe_why_not(const struct view *view)
{
    return here(view)->state == DECLARATION_CONFIRMED ? NULL : _("It is not verified yet: + confirms it.");
}

static void run_observe(struct view *view)
{
    struct arrival arrival = {0};
    struct err err = {0};
    if (declaration_arrival(application_store(view), here(view)->head.id, &arrival, &err))
        open_observation(view, here(view), arrival.head.id);
    else
        ui_say_err(view->ui, &err);
}

/* ---- decided ---- */

static const char *decide_why_not(const struct view *view)
{
    if (here(view)->head.voided[0])
        return _("It is void.");
    return here(view)->state == DECLARATION_CONFIRMED  ? _("It is verified already.")
           : here(view)->state == DECLARATION_REJECTED ? _("It is rejected; * lets it wait again.")
                                                       : NULL;
}

/* What is confirmed is what is seen: a household that is found a moment later is looked at first. */
static const char *confirm_why_not(const struct view *view)
{
    const char *why = decide_why_not(view);
    return !why && !here(view)->place_id ? _("Which household is it about? Say it first.") : why;
}

static const char *newcomer_why_not(const struct view *view)
{
    const char *why = confirm_why_not(view);
    return !why && here(view)->person_id ? _("This person is in the register already: + confirms.") : why;
}

/* A term that would be over already: counted from the day they left there, else from the day they came. */
static bool is_long_ago(const struct view *view, const struct declaration *declaration)
{
    struct store *store = application_store(view);
    int day = declaration->left_day ? declaration->left_day : declaration->returned_day;
    return day && observation_last_day(store, observation_first_day(store, day)) < clock_day(clock_now());
}

/* Who is observed already is not asked about. */
static bool wants_observation(const struct view *view, const struct declaration *declaration)
{
    struct observation running;
    struct err ignored = {0};
    return declaration->affected > 0 && !is_long_ago(view, declaration) &&
           (!declaration->person_id ||
            !observation_of_person(application_store(view), declaration->person_id, &running, &ignored));
}

static void ask_observation(struct view *view, const char *name)
{
    struct buffer question = {0};
    buffer_format(&question, _("Confirmed: %s. They come from the affected area: open home observation?"), name);
    prompt_confirm(view, buffer_text(&question), _("Observe"), observation_answered);
    buffer_release(&question);
}

static void run_confirm(struct view *view)
{
    struct declaration_card *card = view->state;
    struct err err = {0};
    char name[NAME_BYTES];
    struct store *store = application_store(view);
    int64_t id = card->declaration.head.id;
    declaration_name(view, &card->declaration, name, sizeof name);
    if (!declaration_confirm(store, id, card->declaration.head.rev, (enum declaration_newcomer)view->running->argument,
                             &card->arrival_id, &err)) {
        ui_say_err(view->ui, &err);
        view_stale(view);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("Confirmed: %s   Ctrl-Z undoes"), name);
    if (record_get(store, &declaration_table, id, &card->confirmed, &err) && wants_observation(view, &card->confirmed))
        ask_observation(view, name);
    else
        go_on(view);
}

static bool reject_answered(struct view *view, const char *text, struct err *err)
{
    struct declaration_card *card = view->state;
    if (!text)
        return true;
    if (!declaration_reject(application_store(view), card->asking_id, card->asking_rev, text, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("Rejected: %s   Ctrl-Z undoes"), card->asking);
    go_on(view);
    return true;
}

static void run_reject(struct view *view)
{
    struct declaration_card *card = view->state;
    card->asking_id = card->declaration.head.id;
    card->asking_rev = card->declaration.head.rev;
    declaration_name(view, &card->declaration, card->asking, sizeof card->asking);
    prompt_line(view, card->asking, _("Why reject"), "", reject_answered);
}

static const char *reopen_why_not(const struct view *view)
{
    return here(view)->state == DECLARATION_WAITING ? _("It is waiting already.") : NULL;
}

static void run_reopen(struct view *view)
{
    struct err err = {0};
    char name[NAME_BYTES];
    declaration_name(view, here(view), name, sizeof name);
    if (!declaration_reopen(application_store(view), here(view)->head.id, here(view)->head.rev, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("Waits again: %s   Ctrl-Z undoes"), name);
    application_saved(view);
}

/* ---- the rest ---- */

static void run_line(struct view *view)
{
    const struct declaration_line *line = list_selected(&view->list);
    struct buffer words = {0};
    buffer_format(&words, "%s%s%s", line->said, line->known[0] ? "\n" : "", line->known);
    if (words.length)
        prompt_text(view, _(line->what), buffer_text(&words));
    buffer_release(&words);
}

static void run_edit(struct view *view)
{
    struct register_open open = {.id = here(view)->head.id};
    ui_open(view->ui, &screen_declaration_form, &open);
}

static void run_history(struct view *view)
{
    char name[NAME_BYTES];
    declaration_name(view, here(view), name, sizeof name);
    history_open(view, declaration_table.name, here(view)->head.id, name);
}

static void run_look(struct view *view)
{
    look_open_record(view, &declaration_table, here(view)->head.id);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, here(view)->place_id);
}

static const struct column columns[] = {
    [COLUMN_WHAT] = {.heading = N_("Item"), .name = "what", .width = 13, .priority = 9},
    [COLUMN_SAID] =
        {.heading = N_("Declared"), .name = "said", .width = 16, .grow = 2, .priority = 9, .free_text = true},
    [COLUMN_KNOWN] =
        {.heading = N_("Register"), .name = "known", .width = 12, .grow = 2, .priority = 9, .free_text = true},
    [COLUMN_MARK] = {.heading = N_("Agrees"), .name = "mark", .width = 11, .priority = 9},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct declaration_line),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("What was declared stands here."),
};
#define CONFIRM(name_, label_, help_, key_, newcomer_, priority_, why_)                                       \
    {                                                                                                         \
        .name = (name_), .verb = "declaration.confirm", .label = (label_), .help = (help_), .keys = {(key_)}, \
        .priority = (priority_), .flags = ACTION_WRITES, .run = run_confirm, .why_not = (why_),               \
        .argument = (newcomer_)                                                                               \
    }
static const struct action actions[] = {
    CONFIRM("declaration.confirm", N_("Confirm"),
            N_("Confirms the declaration: the arrival is written at its household; then the next one."), '+',
            NEWCOMER_UNKNOWN, 79, confirm_why_not),
    {.name = "declaration.reject",
     .verb = "declaration.reject",
     .label = N_("Reject"),
     .help = N_("Rejects the declaration with a reason; then the next one."),
     .keys = {'-'},
     .priority = 78,
     .flags = ACTION_WRITES,
     .run = run_reject,
     .why_not = decide_why_not},
    CONFIRM("declaration.visitor", N_("Visitor"),
            N_("Confirms it and registers somebody who is not in the register as a visitor of that household."), '1',
            NEWCOMER_VISITOR, 66, newcomer_why_not),
    CONFIRM("declaration.tenant", N_("Tenant"),
            N_("Confirms it and registers somebody who is not in the register as a tenant there."), '2',
            NEWCOMER_TENANT, 65, newcomer_why_not),
    {.name = "declaration.edit",
     .verb = "declaration.edit",
     .label = N_("Edit"),
     .help = N_("Corrects this declaration, or says which household it is about."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 70,
     .flags = ACTION_WRITES,
     .run = run_edit,
     .why_not = decide_why_not,
     .opens = &screen_declaration_form},
    {.name = "declaration.next",
     .label = N_("Next"),
     .help = N_("Shows the next one; among those that wait while this one does."),
     .keys = {'>', KEY_CTRL_RIGHT},
     .priority = 64,
     .run = run_next},
    {.name = "declaration.previous",
     .label = N_("Previous"),
     .help = N_("Shows the one before."),
     .keys = {'<', KEY_CTRL_LEFT},
     .priority = 63,
     .run = run_previous},
    {.name = "declaration.observe",
     .verb = "observation.open",
     .label = N_("Observe"),
     .help = N_("Opens home observation for somebody whose return was confirmed."),
     .keys = {'3'},
     .priority = 62,
     .flags = ACTION_WRITES,
     .run = run_observe,
     .why_not = observe_why_not,
     .opens = &screen_observation_form},
    {.name = "declaration.reopen",
     .verb = "declaration.reopen",
     .label = N_("Again"),
     .help = N_("What was rejected, or confirmed and its arrival voided, waits again."),
     .keys = {'*'},
     .priority = 35,
     .flags = ACTION_WRITES,
     .run = run_reopen,
     .why_not = reopen_why_not},
    {.name = "declaration.line",
     .label = N_("Whole"),
     .help = N_("Shows the selected line in full."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 33,
     .flags = ACTION_NEEDS_ROW,
     .run = run_line},
    {.name = "declaration.history",
     .label = N_("History"),
     .help = N_("Who changed what of this declaration, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .run = run_history,
     .opens = &screen_history},
    LOOK_ACTION("declaration.look", run_look),
    BOOKLET_ACTION("declaration.booklet", run_booklet),
};
const struct screen_def screen_declaration = {
    .name = "declaration",
    .title = N_("Declaration"),
    .subject = &declaration_register,
    .state_size = sizeof(struct declaration_card),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SCREENING | TOPIC_PEOPLE | TOPIC_DAY | TOPIC_SESSION,
    .open = open_card,
    .heading = heading,
    .status = status,
    .note = note,
};
