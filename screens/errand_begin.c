/* An errand begins (domain.md §5): who goes, with how much money. What goes along stands below. */
#include "gatepost/buffer.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "screens/errands.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

struct errand_begin {
    struct register_form form;
    struct marks requests;
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
    return form_text(&view->form, "person")[0] && !state->form.people[0].lookup.chosen &&
           !state->form.people[0].lookup.count;
}

static void changed(struct view *view, const char *field)
{
    (void)field;
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
    return true;
}

/* ---- saving ---- */

static bool take(struct view *view, struct errand *errand, struct err *err)
{
    if (is_name(view)) {
        form_set_text(&view->form, "helper", form_text(&view->form, "person"));
        form_set_text(&view->form, "person", "");
    }
    return register_form_take(view, errand, err);
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
    if (pick && pick->def == &screen_errand_pick)
        view_close(pick);
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
    .check = register_form_check,
    .candidate_count = register_form_candidates,
    .candidate = register_form_candidate,
    .choose = register_form_choose,
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
