/* Home observations (居家医学观察, domain.md §4) from door to door: who is observed, how far, what is asked of the
 * desk. */
#include "screens/observations.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/contradiction.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("scope|Running"),
                                           N_("Awaiting release"),
                                           N_("To verify"),
                                           N_("Released"),
                                           N_("Ended otherwise"),
                                           N_("All"),
                                           NULL};

void observation_name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct observation *observation = record;
    struct person person = {0};
    struct place place;
    char room[NAME_BYTES] = "", name[NAME_BYTES];
    if (place_get(application_store(view), observation->place_id, &place, NULL))
        place_label(&place, false, room, sizeof room);
    person_get(application_store(view), observation->person_id, &person, NULL);
    application_mask(application_of(view), MASK_NAME, person.name, name, sizeof name);
    snprintf(text, size, "%.60s %.60s", room, name);
}

/* ---- the list ---- */

/* "9/14"; a term that is over says how long. */
static void write_day(const struct observation *observation, char *text, size_t size)
{
    if (observation->ended_at || observation->state == OBSERVATION_TO_VERIFY)
        text_copy(text, size, "");
    else
        observation_day_text(observation, clock_day(clock_now()), text, size);
}

static void write_state(const struct observation *observation, char *text, size_t size)
{
    if (observation->head.voided[0])
        text_copy(text, size, observation->head.voided);
    else if (observation_awaits_release(observation, clock_now()))
        text_copy(text, size, _("!complete"));
    else
        text_copy(text, size, _(observation_state_labels[observation->state]));
}

/* What was given has its sign, what is missing a dash. */
static void write_orders(const struct observation *observation, char *text, size_t size)
{
    snprintf(text, size, "%s %s %s", observation->told_at ? words_context(N_("order|T")) : "-",
             observation->letter_at ? words_context(N_("order|L")) : "-",
             observation->promise_at ? words_context(N_("order|P")) : "-");
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct observation *observation = record;
    (void)view;
    if (!strcmp(column, "day"))
        write_day(observation, cell->text, sizeof cell->text);
    else if (!strcmp(column, "state"))
        write_state(observation, cell->text, sizeof cell->text);
    else if (!strcmp(column, "orders"))
        write_orders(observation, cell->text, sizeof cell->text);
    else if (!strcmp(column, "last_day"))
        snprintf(cell->text, sizeof cell->text, "%02d-%02d", observation->last_day / 100 % 100,
                 observation->last_day % 100);
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct observation *observation = record;
    (void)view;
    if (observation->ended_at)
        return STYLE_MUTED;
    return observation_awaits_release(observation, clock_now()) ? STYLE_WARNING : STYLE_NORMAL;
}

static const struct register_screen observations = {
    .rules = &observation_rules,
    .form = &screen_observation_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .name = observation_name,
};

/* ---- what is done with the selected one ---- */

static const char *why_not_running(const struct view *view)
{
    const struct observation *observation = register_selected(view);
    if (observation && observation->head.voided[0])
        return _("This observation is void.");
    return observation && observation->ended_at ? _("This observation has ended.") : NULL;
}

static const char *why_not_to_verify(const struct view *view)
{
    const struct observation *observation = register_selected(view);
    const char *why = why_not_running(view);
    return why || !observation || observation->state == OBSERVATION_TO_VERIFY ? why : _("It is verified already.");
}

static const char *why_not_observing(const struct view *view)
{
    const struct observation *observation = register_selected(view);
    const char *why = why_not_running(view);
    return why || !observation || observation->state == OBSERVATION_OBSERVING ? why : _("Verify it first: 1.");
}

static void run_verify(struct view *view)
{
    const struct observation *observation = register_selected(view);
    struct err err = {0};
    char name[NAME_BYTES], warning[1][NOTE_BYTES];
    observation_name(view, observation, name, sizeof name);
    bool told = contradiction_would(application_store(view), observation->person_id, observation->place_id, clock_now(),
                                    application_masks_names(application_of(view)), warning, 1) > 0;
    if (!observation_verify(application_store(view), observation->head.id, observation->head.rev, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    if (told)
        ui_say(view->ui, MESSAGE_WARNING, _("Under observation: %1$s. %2$s   Ctrl-Z undoes"), name,
               warning[0] + strspn(warning[0], "! "));
    else
        ui_say(view->ui, MESSAGE_GOOD, _("Under observation: %s. Its household is flagged.   Ctrl-Z undoes"), name);
    application_saved(view);
}

static void run_release(struct view *view)
{
    struct register_open open = {.id = ((const struct record_head *)register_selected(view))->id};
    ui_open(view->ui, &screen_observation_release, &open);
}

static void run_leave(struct view *view)
{
    const struct record_head *head = register_selected(view);
    struct observation_leave_open open = {head->id, head->rev};
    ui_open(view->ui, &screen_observation_leave, &open);
}

static void run_term(struct view *view)
{
    const struct observation *observation = register_selected(view);
    struct term_change change = {.observation_id = observation->head.id, .from_day = observation->last_day};
    struct register_open open = {.preset = &change};
    ui_open(view->ui, &screen_observation_term, &open);
}

static void run_look(struct view *view)
{
    look_open(view, ((const struct observation *)register_selected(view))->person_id, 0);
}

/* What happened, and what was said about the end: the list has no room for it. */
static void note(const struct view *view, struct buffer *out)
{
    const struct observation *observation = register_selected(view);
    if (!observation)
        return;
    buffer_add(out, observation->reason);
    if (observation->end_reason[0])
        buffer_format(out, "%s%s", out->length ? "   " : "", observation->end_reason);
}

static const struct column columns[] = {
    {.heading = N_("Room"), .name = "place", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Name"), .name = "person", .width = 8, .grow = 1, .most = 16, .priority = 9},
    {.heading = N_("Kind"), .name = "kind", .width = 8, .grow = 1, .most = 16, .priority = 6},
    {.heading = N_("Days"), .name = "day", .width = 5, .priority = 9, .right = true},
    {.heading = N_("Last day"), .name = "last_day", .width = 8, .priority = 8},
    {.heading = N_("State"), .name = "state", .width = 10, .grow = 1, .most = 22, .priority = 9},
    {.heading = N_("Orders"), .name = "orders", .width = 8, .priority = 7},
    {.heading = N_("What happened"), .name = "reason", .width = 13, .grow = 3, .priority = 4, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Who is under observation stands here, from door to door. F7 opens an observation."),
                  N_("Nobody matches. Esc shows all again."));
static const struct action actions[] = {
    {.name = "observation.booklet",
     .label = N_("Booklet"),
     .help = N_("Opens the booklet of the selected row's household: its members, temperatures, contacts and everything "
                "else in one time line."),
     .keys = {KEY_ENTER, '#', 'b', 'o'},
     .priority = 54,
     .flags = ACTION_NEEDS_ROW,
     .run = register_booklet,
     .opens = &screen_booklet},
    {.name = "observation.verify",
     .verb = "observation.verify",
     .label = N_("Verify"),
     .help = N_("The selected observation is verified: it holds from now on, and its household is flagged."),
     .keys = {'1'},
     .priority = 58,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_verify,
     .why_not = why_not_to_verify},
    {.name = "observation.release",
     .verb = "observation.release",
     .label = N_("Release"),
     .help = N_("Releases the selected person: shows the readings that are missing, and asks for the papers."),
     .keys = {'2', KEY_CTRL('G')},
     .priority = 72,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_release,
     .opens = &screen_observation_release,
     .why_not = why_not_observing},
    {.name = "observation.leave",
     .verb = "observation.leave",
     .label = N_("Leave"),
     .help = N_("Another end: to hospital, to central isolation, moved out, lost contact, entered by mistake."),
     .keys = {'3'},
     .priority = 57,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_leave,
     .opens = &screen_observation_leave,
     .why_not = why_not_running},
    {.name = "observation.term",
     .verb = "observation.term",
     .label = N_("Term"),
     .help = N_("Extends or shortens the selected term, with a reason that is kept."),
     .keys = {'4'},
     .priority = 56,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_term,
     .opens = &screen_observation_term,
     .why_not = why_not_running},
    REGISTER_ADD("observation.open", &screen_observation_form,
                 N_("Opens an observation; its household's flag denies out from then on.")),
    REGISTER_EDIT("observation.edit", &screen_observation_form,
                  N_("Corrects the selected observation, writes down orders; another basis day moves its whole term.")),
    REGISTER_VOID("observation.void", N_("Voids the selected observation, with a reason.")),
    REGISTER_TURN("observation.which",
                  N_("Shows those running, those awaiting release, to verify, released, ended otherwise, or all.")),
    REGISTER_HISTORY("observation.history", N_("Who changed what of the selected observation, and when.")),
    LOOK_ACTION("observation.look", run_look),
};
const struct screen_def screen_observations = {
    .name = "observations",
    .title = N_("Home observation"),
    .subject = &observations,
    .state_size = sizeof(struct register_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_CLOCK | TOPIC_DAY | TOPIC_SESSION,
    .heading = register_heading,
    .note = note,
};
