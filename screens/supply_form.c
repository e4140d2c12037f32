/* A request written down while on the phone (domain.md §5): the household, what is needed, Enter. What is known of the
 * household stands below meanwhile: who is observed there, special needs, what it has asked for already. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/pairing.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "screens/goods.h"
#include "screens/register.h"
#include "screens/registry.h"
#include "screens/supply_board.h"
#include "screens/supply_detail.h"
#include <stdio.h>
#include <string.h>

enum { OPEN_MOST = 4, ITEMS_COLUMNS = 24 };
struct supply_form {
    struct register_form form;
    bool twice; /* the same was asked for within a day: said to be meant once more, or not */
};

static const struct supply *stored(const struct view *view)
{
    return register_form_record(view);
}

static bool is_twice(const struct view *view)
{
    return ((const struct supply_form *)view->state)->twice || stored(view)->again;
}

static bool has_no_asker(const struct view *view)
{
    return !form_text(&view->form, "person")[0];
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct supply *supply = record;
    char place[NAME_BYTES];
    struct buffer words = {0};
    record_refers(application_store(view), record_find(supply_fields, "place"), record, place, sizeof place);
    buffer_format(&words, "#%lld %s ", (long long)supply->head.id, place);
    text_cut(&words, supply->items, ITEMS_COLUMNS, false);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

/* ---- what is read meanwhile ---- */

static void say_observed(struct view *view, int64_t place_id)
{
    struct pairing pairing;
    char helper[NAME_BYTES], words[NOTE_BYTES];
    if (!supply_leave_at_door(application_store(view), place_id))
        return;
    if (!pairing_of_place(application_store(view), place_id, &pairing, NULL)) {
        register_form_say(view, NOTE_WARNING, _("! Under observation: leave it at the door, no contact."));
        return;
    }
    application_mask(application_of(view), MASK_NAME, pairing.name, helper, sizeof helper);
    snprintf(words, sizeof words, _("! Under observation: leave it at the door, no contact; paired helper %s"), helper);
    register_form_say(view, NOTE_WARNING, words);
}

static void say_needs(struct view *view, int64_t place_id)
{
    struct buffer words = {0}, line = {0};
    bool special = supply_to_consider(view, place_id, &words);
    buffer_format(&line, _("To be considered: %s"), buffer_text(&words));
    if (words.length)
        register_form_say(view, special ? NOTE_WARNING : NOTE_PLAIN, buffer_text(&line));
    buffer_release(&line);
    buffer_release(&words);
}

static void say_open(struct view *view, int64_t place_id)
{
    struct supply rows[OPEN_MOST];
    struct buffer words = {0};
    char when[TIME_SIZE];
    int count = 0;
    if (!supply_open_of_place(application_store(view), place_id, rows, OPEN_MOST, &count, NULL))
        return;
    for (int i = 0; i < count; i++) {
        if (rows[i].head.id == stored(view)->head.id)
            continue;
        age_label(clock_now() - rows[i].asked_at, when);
        buffer_format(&words, "%s#%lld %s (%s %s)", words.length ? "   " : "", (long long)rows[i].head.id,
                      rows[i].items, words_context(supply_state_labels[rows[i].state]), when);
    }
    if (words.length) {
        struct buffer line = {0};
        buffer_format(&line, _("Open: %s"), buffer_text(&words));
        register_form_say(view, NOTE_PLAIN, buffer_text(&line));
        buffer_release(&line);
    }
    buffer_release(&words);
}

/* As far as what is typed can be read: of a word just begun nothing is said. */
static bool find_twice(struct view *view, int64_t place_id, char item[ITEM_BYTES], struct supply *found)
{
    const struct supply *before = stored(view);
    int64_t at = before->asked_at ? before->asked_at : clock_now();
    char items[ITEMS_BYTES];
    text_copy(items, sizeof items, form_text(&view->form, "items"));
    char *last = strrchr(items, ' ');
    if (!items[0] || (before->head.id && !strcmp(items, before->items)))
        return false;
    if (supply_asked_twice(application_store(view), place_id, items, at, before->head.id, item, found, NULL))
        return found->head.id != 0;
    if (last)
        *last = '\0';
    return last &&
           supply_asked_twice(application_store(view), place_id, items, at, before->head.id, item, found, NULL) &&
           found->head.id != 0;
}

static void say_twice(struct view *view, int64_t place_id)
{
    struct supply_form *state = view->state;
    struct supply found;
    char item[ITEM_BYTES], when[TIME_SIZE], words[NOTE_BYTES];
    state->twice = find_twice(view, place_id, item, &found);
    if (!state->twice)
        return;
    moment_label(found.asked_at, when);
    snprintf(words, sizeof words, _("! %1$s was asked for already, %2$s: #%3$lld, %4$s"), item, when,
             (long long)found.head.id, words_context(supply_state_labels[found.state]));
    register_form_say(view, NOTE_WARNING, words);
}

static void say_all(struct view *view)
{
    int64_t place_id = register_form_place(view);
    register_form_hush(view);
    if (!place_id) {
        ((struct supply_form *)view->state)->twice = false;
        return;
    }
    say_twice(view, place_id);
    say_observed(view, place_id);
    say_needs(view, place_id);
    say_open(view, place_id);
}

/* Whoever the household was found by is who calls. */
static void changed(struct view *view, const char *field)
{
    const struct register_form *state = view->state;
    if (!strcmp(field, "place") && !stored(view)->head.id)
        register_form_offer_person(view, "person", state->places.chosen ? state->places.person_ids[0] : 0);
    if (!field[0] || !strcmp(field, "place") || !strcmp(field, "items"))
        say_all(view);
}

/* Whether there is such a household is known while they are still on the phone. */
static bool check(struct view *view, int field, struct err *err)
{
    const struct register_form *state = view->state;
    const char *typed = form_text(&view->form, "place");
    int64_t id = 0;
    if (!strcmp(view->form.def->fields[field].name, "place") && typed[0])
        return place_lookup_result(&state->places, typed, "place", &id, err);
    return register_form_check(view, field, err);
}

/* On the board the new card is the selected one; a list does that by itself. */
static void saved(struct view *view, const void *record, const void *before)
{
    struct view *board = view->opener;
    if (!before && board && board->def == &screen_supply_board)
        ((struct supply_board *)board->state)->selected_id = ((const struct supply *)record)->head.id;
}

/* Letters that find something were meant to: yan2 is no thing that is called yan. */
static bool check_letters(struct view *view, const char *name, struct err *err)
{
    char letters[ITEM_BYTES], names[1][ITEM_BYTES];
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz");
    int count = 0;
    snprintf(letters, sizeof letters, "%.*s", (int)length, name);
    if (!length || name[length + strspn(name + length, "0123456789")] ||
        !goods_offer(application_store(view), letters, names, 1, &count, NULL) || !count || strstr(names[0], letters))
        return true;
    return err_field(err, ERR_INPUT, "items", _("%1$s: is %2$s meant? Choose it with Down, or write it out."), letters,
                     names[0]);
}

static bool check_items(struct view *view, struct err *err)
{
    struct item items[ITEMS_MOST];
    int count = 0;
    const char *typed = form_text(&view->form, "items");
    if (!strcmp(typed, stored(view)->items) ||
        !items_parse(typed, REQUEST_MOST, goods_known, application_store(view), items, &count, NULL))
        return true; /* what cannot be read is told when it is saved */
    for (int i = 0; i < count; i++)
        if (!check_letters(view, items[i].name, err))
            return false;
    return true;
}

static bool save(struct view *view, struct err *err)
{
    if (!check_items(view, err))
        return false;
    if (register_form_save(view, err))
        return true;
    if (err->field && !strcmp(err->field, "again")) /* there it is said */
        ((struct supply_form *)view->state)->twice = true;
    return false;
}

/* ---- keys ---- */

static void run_urgent(struct view *view)
{
    form_set_choice(&view->form, "urgent", !form_choice(&view->form, "urgent"));
    view->form.fields[form_field(&view->form, "urgent")].touched = view->form.dirty = true;
}

static const struct register_screen supply_register = {
    .rules = &supply_rules,
    .form = &screen_supply_form,
    .changed = changed,
    .words = goods_words,
    .saved = saved,
    .name = name,
};
static const struct action actions[] = {
    {.name = "supply.urgent",
     .label = N_("Urgent"),
     .help = N_("The request is urgent, or not: it has less time until it must stand at the door."),
     .keys = {KEY_F(6), KEY_ALT('6')},
     .priority = 72,
     .run = run_urgent},
};
static const struct field fields[] = {
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("initials, end of phone, room"),
     .kind = FIELD_LOOKUP,
     .width = 28,
     .flags = FIELD_REQUIRED},
    {.name = "items",
     .label = N_("What is needed"),
     .missing = N_("What do they need? Type things and amounts, such as 米10斤 盐2包."),
     .help = N_("Things with their amounts: 米10斤 盐2包. Letters find: yan, Down, 2包."),
     .kind = FIELD_SUGGEST,
     .width = 58,
     .flags = FIELD_REQUIRED | FIELD_WORDS},
    {.name = "again",
     .label = N_("supply|Once more"),
     .hint = N_("Space = yes"),
     .kind = FIELD_CHOICE,
     .width = 12,
     .choices = yes_labels,
     .shown = is_twice},
    {.name = "urgent", .label = N_("Urgent"), .kind = FIELD_CHOICE, .width = 12, .choices = yes_labels},
    {.name = "wanted_at",
     .label = N_("Wanted by"),
     .hint = N_("empty = by the limit"),
     .width = 17,
     .flags = FIELD_SAME_LINE},
    {.name = "via", .label = N_("Through"), .kind = FIELD_CHOICE, .width = 12, .choices = supply_via_labels},
    {.name = "asked_at",
     .label = N_("Asked at"),
     .hint = N_("empty = now"),
     .kept_hint = N_("empty = unchanged"),
     .width = 17,
     .flags = FIELD_SAME_LINE},
    {.name = "person",
     .label = N_("Who asks"),
     .hint = N_("of the register, or below"),
     .kind = FIELD_LOOKUP,
     .width = 24},
    {.name = "asked_by", .label = N_("Name"), .width = 20, .shown = has_no_asker},
    {.name = "phone", .label = N_("Phone"), .hint = N_("empty = as in the register"), .width = 20},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = {
    .draft = "supply",
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = register_form_changed,
    .check = check,
    .candidate_count = register_form_candidates,
    .candidate = register_form_candidate,
    .choose = register_form_choose,
    .note = register_form_note,
    .save = save,
};

const struct screen_def screen_supply_form = {
    .name = "supply_form",
    .title = N_("Supply request"),
    .subject = &supply_register,
    .state_size = sizeof(struct supply_form),
    .actions = ACTION_TABLE(actions),
    .form = &form,
    .overlay = true,
    .columns = 78,
    .open = register_form_open,
};
