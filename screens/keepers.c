/* Observed households and tiers: who keeps contact, and whom nobody has reached today (domain.md §4). One row is a
 * household and a tier; each ticks their own contact. */
#include "gatepost/clock.h"
#include "gatepost/follow_up_rules.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/tier_rules.h"
#include "gatepost/utf8.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_MS = 8, TIER_IDS = 100000 };

struct contacts {
    struct tier tiers[TIERS_MOST];
    int tier_count, turned; /* turned 0: all of them, else which */
    int64_t place_id;       /* only this household; 0: all */
    char words[CELL_BYTES], place[NAME_BYTES];
    int64_t missing; /* of the chosen tiers */
    int64_t asked_place, asked_tier, asked_keeper, asked_rev;
    char asked[NAME_BYTES];
};
struct row {
    struct tier_contact contact;
    char place[NAME_BYTES];
};

static bool is_missing(const struct view *view)
{
    return view->def == &screen_contactless;
}

static int64_t tier_of(const struct contacts *state)
{
    return state->turned ? state->tiers[state->turned - 1].head.id : 0;
}

static bool open_all(struct view *view, const void *argument, struct err *err)
{
    struct contacts *state = view->state;
    const int64_t *place_id = argument;
    const struct keeper keeper = {.place_id = place_id ? *place_id : 0};
    state->place_id = keeper.place_id;
    record_refers(application_store(view), record_find(keeper_fields, "place"), &keeper, state->place,
                  sizeof state->place);
    return tier_list(application_store(view), state->tiers, TIERS_MOST, &state->tier_count, err);
}

static bool load(struct view *view, struct err *err)
{
    struct contacts *state = view->state;
    int64_t chosen = tier_of(state);
    if (!tier_list(application_store(view), state->tiers, TIERS_MOST, &state->tier_count, err))
        return false;
    state->turned = 0;
    for (int i = 0; i < state->tier_count; i++)
        if (state->tiers[i].head.id == chosen)
            state->turned = i + 1;
    return !is_missing(view) || follow_up_contactless_count(application_store(view), tier_of(state),
                                                            clock_day(clock_now()), &state->missing, err);
}

/* ---- rows ---- */

static void key_of(const struct tier_contact *contact, struct list_key *key)
{
    key->at = contact->tier_position;
    key->id = contact->place_id * TIER_IDS + contact->tier_id;
    text_copy(key->text, sizeof key->text, contact->door);
}

static void anchor_of(const struct list_key *key, struct tier_contact *anchor)
{
    *anchor = (struct tier_contact){
        .place_id = key->id / TIER_IDS, .tier_id = key->id % TIER_IDS, .tier_position = (int)key->at};
    text_copy(anchor->door, sizeof anchor->door, key->text);
}

static void take_rows(struct view *view, const struct contact_window *window, struct list_page *page)
{
    const struct contacts *state = view->state;
    struct store *store = application_store(view);
    for (int i = 0; i < window->count; i++) {
        const struct tier_contact *contact = &window->rows[i];
        struct row *row = (struct row *)page->rows + page->count;
        struct keeper keeper = {.place_id = contact->place_id, .tier_id = contact->tier_id};
        text_copy(keeper.name, sizeof keeper.name, contact->keeper);
        row->contact = *contact;
        record_refers(store, record_find(keeper_fields, "place"), &keeper, row->place, sizeof row->place);
        page->count += !state->words[0] || record_matches(store, &keeper_table, &keeper, state->words);
    }
    page->finished = window->finished;
    if (!window->finished)
        key_of(window->count == window->most ? &window->rows[window->count - 1] : &window->reached, &page->reached);
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct contacts *state = view->state;
    struct tier_contact from;
    struct contact_window window = {.place_id = state->place_id,
                                    .tier_id = tier_of(state),
                                    .missing = is_missing(view),
                                    .anchor = anchor ? &from : NULL,
                                    .backwards = direction == LIST_UP,
                                    .budget_ms = SLICE_MS,
                                    .rows = memory_new((size_t)page->most + 1, sizeof *window.rows),
                                    .most = page->most};
    if (anchor)
        anchor_of(anchor, &from);
    follow_up_day(application_store(view), clock_day(clock_now()), &window.day);
    if (!is_missing(view))
        window.day.begun_before = INT64_MAX;
    bool good = observed_contacts(application_store(view), &window, err);
    page->count = 0;
    if (good)
        take_rows(view, &window, page);
    free(window.rows);
    return good;
}

static void key(const void *row, struct list_key *key)
{
    key_of(&((const struct row *)row)->contact, key);
}

enum { COLUMN_PLACE, COLUMN_TIER, COLUMN_KEEPER, COLUMN_PHONE, COLUMN_TODAY, COLUMN_LAST, COLUMN_TRIES };

static void write_today(const struct tier_contact *contact, struct cell *cell)
{
    char when[TIME_SIZE];
    time_label(contact->today_at, when);
    text_copy(cell->text, sizeof cell->text, contact->today_at ? when : _("! none yet"));
    cell->style = contact->today_at ? STYLE_NORMAL : STYLE_WARNING;
}

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct row *row = data;
    const struct tier_contact *contact = &row->contact;
    const struct application *application = application_of(view);
    char when[TIME_SIZE];
    switch (column) {
    case COLUMN_PLACE:
        text_copy(cell->text, sizeof cell->text, row->place);
        break;
    case COLUMN_TIER:
        text_copy(cell->text, sizeof cell->text, contact->tier);
        break;
    case COLUMN_KEEPER:
        application_mask(application, MASK_NAME, contact->keeper, cell->text, sizeof cell->text);
        if (!contact->keeper_id)
            text_copy(cell->text, sizeof cell->text, _("! nobody"));
        break;
    case COLUMN_PHONE:
        application_mask(application, MASK_PHONE, contact->phone, cell->text, sizeof cell->text);
        break;
    case COLUMN_TODAY:
        write_today(contact, cell);
        break;
    case COLUMN_LAST:
        moment_label(contact->last_at, when);
        text_copy(cell->text, sizeof cell->text, contact->last_at ? when : _("never"));
        break;
    default:
        if (contact->tries)
            snprintf(cell->text, sizeof cell->text, "-%d", contact->tries);
    }
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    struct contacts *state = view->state;
    (void)err;
    text_copy(state->words, sizeof state->words, text);
    return true;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct contacts *state = view->state;
    const char *tier = state->turned ? state->tiers[state->turned - 1].name : _("All tiers");
    buffer_format(out, "%s%s%s", state->place, state->place[0] ? "  " : "", tier);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct contacts *state = view->state;
    if (is_missing(view))
        buffer_format(out, _("no contact today: %lld"), (long long)state->missing);
}

/* ---- ticking ---- */

static const struct tier_contact *selected(const struct view *view)
{
    const struct row *row = list_selected(&view->list);
    return row ? &row->contact : NULL;
}

/* Another row may be selected by the time the answer comes. */
static const struct row *ask_about(struct view *view)
{
    struct contacts *state = view->state;
    const struct row *row = list_selected(&view->list);
    state->asked_place = row->contact.place_id;
    state->asked_tier = row->contact.tier_id;
    state->asked_keeper = row->contact.keeper_id;
    snprintf(state->asked, sizeof state->asked, "%.60s %.40s", row->place, row->contact.tier);
    return row;
}

static bool tick(struct view *view, enum follow_up_outcome outcome, const char *words, struct err *err)
{
    const struct contacts *state = view->state;
    struct follow_up follow_up;
    if (!follow_up_tick(application_store(view), state->asked_place, state->asked_tier, outcome, words, &follow_up,
                        err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("%1$s: %2$s   Ctrl-Z undoes"), state->asked, _(follow_up_outcome_labels[outcome]));
    application_saved(view);
    return true;
}

static bool words_answered(struct view *view, const char *text, struct err *err)
{
    return !text || tick(view, FOLLOW_UP_REACHED, text, err);
}

static void run_reached(struct view *view)
{
    ask_about(view);
    prompt_line(view, ((struct contacts *)view->state)->asked, _("Reached; what was said"), "", words_answered);
}

static void run_tried(struct view *view)
{
    struct err err = {0};
    ask_about(view);
    if (!tick(view, (enum follow_up_outcome)view->running->argument, "", &err))
        ui_say_err(view->ui, &err);
}

static void run_form(struct view *view)
{
    const struct tier_contact *contact = selected(view);
    struct follow_up follow_up;
    register_new(&follow_up_rules, &follow_up);
    follow_up.place_id = contact->place_id;
    follow_up.tier_id = contact->tier_id;
    const struct register_open open = {.preset = &follow_up};
    ui_open(view->ui, &screen_follow_up_form, &open);
}

/* ---- who follows up ---- */

static void run_keeper(struct view *view)
{
    const struct tier_contact *contact = selected(view);
    struct keeper keeper;
    register_new(&keeper_rules, &keeper);
    keeper.place_id = contact->place_id;
    keeper.tier_id = contact->tier_id;
    const struct register_open open = {.id = contact->keeper_id, .preset = &keeper};
    ui_open(view->ui, &screen_keeper_form, &open);
}

static bool end_answered(struct view *view, const char *text, struct err *err)
{
    const struct contacts *state = view->state;
    if (!text)
        return true;
    if (!register_void(application_store(view), &keeper_rules, state->asked_keeper, state->asked_rev, text, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("Voided: %s   Ctrl-Z undoes"), state->asked);
    application_saved(view);
    return true;
}

static bool read_keeper(struct view *view, struct keeper *keeper)
{
    struct contacts *state = view->state;
    struct err err = {0};
    if (record_get(application_store(view), &keeper_table, state->asked_keeper, keeper, &err)) {
        state->asked_rev = keeper->head.rev;
        return true;
    }
    ui_say_err(view->ui, &err);
    return false;
}

static void run_end(struct view *view)
{
    struct keeper keeper;
    ask_about(view);
    if (read_keeper(view, &keeper))
        prompt_line(view, ((struct contacts *)view->state)->asked, _("Why void"), "", end_answered);
}

static void assign_answered(struct view *view, bool yes)
{
    struct contacts *state = view->state;
    struct keeper keeper;
    struct place place;
    struct err err = {0};
    int count = 0;
    if (!yes || !read_keeper(view, &keeper))
        return;
    if (!place_get(application_store(view), keeper.place_id, &place, &err) ||
        !keeper_assign(application_store(view), place.estate, place.room.building[0] ? place.room.building : place.name,
                       &keeper, &count, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    if (!count) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("So it is already."));
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("%1$s: households changed: %2$d   Ctrl-Z undoes"), state->asked, count);
    application_saved(view);
}

static void run_assign(struct view *view)
{
    const struct row *row = ask_about(view);
    struct place place;
    char words[NOTE_BYTES], who[NAME_BYTES];
    struct err err = {0};
    application_mask(application_of(view), MASK_NAME, row->contact.keeper, who, sizeof who);
    if (!place_get(application_store(view), row->contact.place_id, &place, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    snprintf(words, sizeof words,
             _("%1$.60s follows up every observed household of building %2$.40s as %3$.40s; whoever does now is "
               "replaced."),
             who, place.room.building[0] ? place.room.building : place.name, row->contact.tier);
    prompt_confirm(view, words, _("Assign"), assign_answered);
}

static const char *keeper_why_not(const struct view *view)
{
    const struct tier_contact *contact = selected(view);
    return contact && !contact->keeper_id ? _("Nobody follows up here yet. F2 says who does.") : NULL;
}

static void run_booklet(struct view *view)
{
    booklet_open(view, selected(view)->place_id);
}

static void run_look(struct view *view)
{
    const struct tier_contact *contact = selected(view);
    look_open_record(view, &keeper_table, contact->keeper_id);
}

static void run_turn(struct view *view)
{
    struct contacts *state = view->state;
    state->turned = state->turned < state->tier_count ? state->turned + 1 : 0;
    view->list.want = LIST_TO_FIRST;
    view_stale(view);
}

static const struct column columns[] = {
    {.heading = N_("Household"), .name = "place", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Tier"), .name = "tier", .width = 8, .grow = 1, .most = 14, .priority = 9},
    {.heading = N_("Follow-up by"), .name = "keeper", .width = 12, .grow = 1, .most = 14, .priority = 8},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 7},
    {.heading = N_("Today"), .name = "today", .width = 10, .priority = 9},
    {.heading = N_("Last contact"), .name = "last", .width = 12, .priority = 6},
    {.heading = N_("Tries"), .name = "tries", .width = 5, .priority = 6, .right = true},
};
#define CONTACT_LIST(empty_)                                                                                    \
    {                                                                                                           \
        .columns = columns, .column_count = sizeof columns / sizeof columns[0], .row_size = sizeof(struct row), \
        .fetch = fetch, .key = key, .cell = cell, .filter = filter, .empty = (empty_),                          \
        .empty_filtered = N_("Nothing matches. Esc shows all again.")                                           \
    }
static const struct list_def keeper_list =
    CONTACT_LIST(N_("Nobody is under observation, or there are no tiers of follow-up (F9, Tiers)."));
static const struct list_def missing_list = CONTACT_LIST(N_("Every observed household has had its contact today."));
static const struct action actions[] = {
    {.name = "follow_up.reached",
     .verb = "follow_up.add",
     .label = N_("Reached"),
     .help = N_("The tier's person reached the selected household now, by phone; a few words may be said."),
     .keys = {KEY_ENTER, '+', 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_reached},
    {.name = "follow_up.no_answer",
     .verb = "follow_up.add",
     .label = N_("NoAnswer"),
     .help = N_("Somebody called the selected household now and nobody answered: a try, no contact."),
     .keys = {'-'},
     .priority = 72,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_tried,
     .argument = FOLLOW_UP_NO_ANSWER},
    {.name = "follow_up.refused",
     .verb = "follow_up.add",
     .label = N_("Refused"),
     .help = N_("The selected household would not speak now: a try, no contact."),
     .keys = {'/'},
     .priority = 46,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_tried,
     .argument = FOLLOW_UP_REFUSED},
    {.name = "follow_up.new",
     .verb = "follow_up.add",
     .label = N_("New"),
     .help = N_("Writes down a contact of the selected household and tier with all that belongs to it."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 70,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_form,
     .opens = &screen_follow_up_form},
    {.name = "keeper.edit",
     .verb = "keeper.edit",
     .label = N_("Keeper"),
     .help = N_("Says who of this tier follows up the selected household."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 68,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_keeper,
     .opens = &screen_keeper_form},
    {.name = "keeper.assign",
     .verb = "keeper.assign",
     .label = N_("Building"),
     .help = N_("Gives every observed household of this building the follow-up person of the selected row, in this "
                "tier; asks first."),
     .keys = {'*'},
     .priority = 50,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_assign,
     .why_not = keeper_why_not},
    {.name = "keeper.void",
     .verb = "keeper.void",
     .label = N_("Void"),
     .help = N_("Ends that the selected person follows up this household, with a reason."),
     .keys = {KEY_DELETE, 'x'},
     .priority = 40,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_end,
     .why_not = keeper_why_not},
    {.name = "keeper.which",
     .label = N_("Tier"),
     .help = N_("Shows all tiers, or one after the other."),
     .keys = {KEY_TAB},
     .priority = 60,
     .run = run_turn},
    BOOKLET_ACTION("keeper.booklet", run_booklet),
    LOOK_ACTION("keeper.look", run_look, .why_not = keeper_why_not),
};

const struct screen_def screen_keepers = {
    .name = "keepers",
    .title = N_("Who follows up"),
    .state_size = sizeof(struct contacts),
    .actions = ACTION_TABLE(actions),
    .list = &keeper_list,
    .topics = TOPIC_FOLLOW_UP | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_DAY | TOPIC_SESSION,
    .open = open_all,
    .load = load,
    .heading = heading,
};
const struct screen_def screen_contactless = {
    .name = "contactless",
    .title = N_("No contact today"),
    .state_size = sizeof(struct contacts),
    .actions = ACTION_TABLE(actions),
    .list = &missing_list,
    .topics = TOPIC_FOLLOW_UP | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_DAY | TOPIC_SESSION,
    .open = open_all,
    .load = load,
    .heading = heading,
    .status = status,
};
