/* An errand begins (domain.md §5): who goes, with how much money. What goes along stands below. */
#include "gatepost/buffer.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "screens/errands.h"
#include "screens/register.h"
#include "screens/registry.h"
#include "screens/supplies.h"
#include <stdio.h>
#include <string.h>

enum { RECENT_MOST = 12 };
struct errand_begin {
    struct register_form form;
    struct marks requests;
    struct supply_helper recent[RECENT_MOST];
    int recent_count;
    struct supply_helper taken; /* of those, while the field says so; name "": none */
};

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    application_mask(application_of(view), MASK_NAME, ((const struct errand *)record)->helper, text, size);
}

/* ---- what goes along ---- */

static void say_requests(struct view *view)
{
    const struct marks *requests = &((const struct errand_begin *)view->state)->requests;
    struct store *store = application_store(view);
    struct buffer words = {0};
    struct supply supply;
    char place[NAME_BYTES];
    int observed = 0;
    for (int i = 0; i < requests->count; i++) {
        if (!record_get(store, &supply_table, requests->ids[i], &supply, NULL))
            continue;
        record_refers(store, record_find(supply_fields, "place"), &supply, place, sizeof place);
        buffer_format(&words, "%s%s %s", words.length ? "   " : "", place, supply.items);
        observed += supply_leave_at_door(store, supply.place_id);
    }
    struct buffer line = {0};
    buffer_format(&line, _("Requests that go along: %d"), requests->count);
    buffer_format(&line, "   %s", buffer_text(&words));
    register_form_say(view, NOTE_PLAIN, buffer_text(&line));
    if (observed) {
        buffer_clear(&line);
        buffer_format(&line, _("! Under observation: %d. Leave it at the door, no contact."), observed);
        register_form_say(view, NOTE_WARNING, buffer_text(&line));
    }
    buffer_release(&line);
    buffer_release(&words);
}

/* Who is not in the register goes by the name that was typed. */
static bool is_name(const struct view *view)
{
    const struct errand_begin *state = view->state;
    return form_text(&view->form, "person")[0] && !state->taken.name[0] && !state->form.people[0].lookup.chosen &&
           !state->form.people[0].lookup.count;
}

/* ---- who goes: those who had requests lately, then anybody of the register ---- */

static bool is_person(const struct view *view, int field)
{
    return !strcmp(view->form.def->fields[field].name, "person");
}

static bool is_found(const struct person_lookup *lookup, int64_t person_id)
{
    for (int i = 0; i < lookup->count; i++)
        if (lookup->candidates[i].person_id == person_id)
            return true;
    return false;
}

/* Those the register does not offer anyway; NULL: not so many fit. */
static const struct supply_helper *recent_of(const struct view *view, int index)
{
    const struct errand_begin *state = view->state;
    const char *typed = form_text(&view->form, "person");
    for (int i = 0; typed[0] && i < state->recent_count; i++)
        if (supply_helper_fits(&state->recent[i], typed) &&
            !is_found(&state->form.people[0].lookup, state->recent[i].person_id) && index-- == 0)
            return &state->recent[i];
    return NULL;
}

static int count_recent(const struct view *view)
{
    int count = 0;
    while (recent_of(view, count))
        count++;
    return count;
}

static int candidate_count(const struct view *view, int field)
{
    return register_form_candidates(view, field) + (is_person(view, field) ? count_recent(view) : 0);
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    const struct supply_helper *helper = is_person(view, field) ? recent_of(view, index) : NULL;
    *style = STYLE_NORMAL;
    if (helper)
        supply_helper_words(view, helper, N_("brought things lately"), text, size);
    else
        register_form_candidate(view, field, is_person(view, field) ? index - count_recent(view) : index, text, size,
                                style);
}

static void choose(struct view *view, int field, int index)
{
    struct errand_begin *state = view->state;
    const struct supply_helper *helper = is_person(view, field) ? recent_of(view, index) : NULL;
    char shown[NAME_BYTES];
    if (!helper) {
        register_form_choose(view, field, is_person(view, field) ? index - count_recent(view) : index);
        return;
    }
    application_mask(application_of(view), MASK_NAME, helper->name, shown, sizeof shown);
    state->taken = *helper;
    form_set_text(&view->form, "person", shown);
    view->form.fields[field].settled = true;
}

static bool check(struct view *view, int field, struct err *err)
{
    const struct errand_begin *state = view->state;
    return (is_person(view, field) && state->taken.name[0]) || register_form_check(view, field, err);
}

static void changed(struct view *view, const char *field)
{
    if (!strcmp(field, "person") || !strcmp(field, "helper"))
        ((struct errand_begin *)view->state)->taken.name[0] = '\0';
    register_form_hush(view);
    if (is_name(view))
        register_form_say(view, NOTE_PLAIN, _("Nobody of the register is called that: taken as the name."));
    say_requests(view);
}

static const struct register_screen beginnings = {.rules = &errand_rules, .changed = changed, .name = name};

static bool open_begin(struct view *view, const void *argument, struct err *err)
{
    struct errand_begin *state = view->state;
    if (!register_form_open(view, NULL, err))
        return false;
    if (argument)
        state->requests = ((const struct errand_begin_open *)argument)->requests;
    changed(view, "");
    return supply_helpers(application_store(view), state->recent, RECENT_MOST, &state->recent_count, err);
}

/* ---- saving ---- */

static bool take(struct view *view, struct errand *errand, struct err *err)
{
    const struct supply_helper *taken = &((const struct errand_begin *)view->state)->taken;
    if (is_name(view) || taken->name[0]) {
        form_set_text(&view->form, "helper", form_text(&view->form, "person"));
        form_set_text(&view->form, "person", "");
    }
    if (!register_form_take(view, errand, err))
        return false;
    if (taken->name[0]) { /* as they are, not as they may be shown */
        errand->helper_id = taken->person_id;
        text_copy(errand->helper, sizeof errand->helper, taken->name);
        if (!errand->phone[0])
            text_copy(errand->phone, sizeof errand->phone, taken->phone);
    }
    return true;
}

static bool save(struct view *view, struct err *err)
{
    const struct errand_begin *state = view->state;
    struct view *pick = view->opener;
    struct shopping_open open;
    char helper[NAME_BYTES];
    register_new(&errand_rules, &open.errand);
    if (!take(view, &open.errand, err) ||
        !errand_begin(application_store(view), &open.errand, state->requests.ids, state->requests.count, err))
        return false;
    name(view, &open.errand, helper, sizeof helper);
    ui_say(view->ui, MESSAGE_GOOD, _("%1$s goes, with %2$d requests   Ctrl-Z undoes"), helper, open.errand.requests);
    application_saved(view);
    view_close(view);
    if (pick && pick->def == &screen_errand_pick) {
        register_show_added(pick->opener, &errand_rules, &open.errand);
        view_close(pick);
    }
    if (open.errand.requests)
        ui_open(view->ui, &screen_shopping, &open);
    return true;
}

static bool has_no_person(const struct view *view)
{
    return !form_text(&view->form, "person")[0];
}

static const struct field fields[] = {
    {.name = "person",
     .label = N_("Volunteer"),
     .hint = N_("of the register, or below"),
     .kind = FIELD_LOOKUP,
     .width = 24},
    {.name = "helper",
     .label = N_("Volunteer's name"),
     .hint = N_("from elsewhere"),
     .kind = FIELD_SUGGEST,
     .width = 24,
     .shown = has_no_person,
     .required = has_no_person},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "given", .label = N_("Given along"), .hint = N_("money, such as 200"), .width = 12, .flags = FIELD_STOP},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = {
    .draft = "errand_begin",
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = register_form_changed,
    .check = check,
    .candidate_count = candidate_count,
    .candidate = candidate,
    .choose = choose,
    .note = register_form_note,
    .save = save,
};
const struct screen_def screen_errand_begin = {
    .name = "errand_begin",
    .title = N_("Errand"),
    .subject = &beginnings,
    .state_size = sizeof(struct errand_begin),
    .form = &form,
    .overlay = true,
    .columns = 74,
    .open = open_begin,
};
