/* Who brings a request: the paired helper of an observed household first, then who had requests lately, then anybody of
 * the register by initials, room or phone; a name alone does too. */
#include "gatepost/pairing.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "screens/supplies.h"
#include <stdio.h>
#include <string.h>

enum { RECENT_MOST = 6, OFFERS_MOST = RECENT_MOST + PERSON_CANDIDATES + 1 };

struct offer {
    struct supply_helper helper;
    const char *why; /* msgid; NULL: of the register */
    char words[CELL_BYTES];
};
struct helper_form {
    struct supply supply;
    bool hand_over, observed, has_taken, listing;
    struct supply_helper paired, taken; /* paired.name "": nobody */
    struct supply_helper recent[RECENT_MOST];
    int recent_count;
    struct offer offers[OFFERS_MOST];
    int offer_count;
};

bool supply_helper_fits(const struct supply_helper *helper, const char *typed)
{
    return !typed[0] || text_contains(helper->name, typed) || pinyin_spells(helper->name, typed, false);
}

void supply_helper_words(const struct view *view, const struct supply_helper *helper, const char *why, char *text,
                         size_t size)
{
    char name[NAME_BYTES], phone[PHONE_SIZE];
    application_mask(application_of(view), MASK_NAME, helper->name, name, sizeof name);
    application_mask(application_of(view), MASK_PHONE, helper->phone, phone, sizeof phone);
    snprintf(text, size, "%s  %s  %s", name, phone, why ? _(why) : "");
}

static bool is_offered(const struct helper_form *state, const struct supply_helper *helper)
{
    for (int i = 0; i < state->offer_count; i++)
        if (!strcmp(state->offers[i].helper.name, helper->name) &&
            state->offers[i].helper.person_id == helper->person_id)
            return true;
    return false;
}

static void add_offer(struct view *view, const struct supply_helper *helper, const char *why)
{
    struct helper_form *state = view->state;
    bool has_it = state->hand_over && !strcmp(helper->name, state->supply.helper);
    if (!helper->name[0] || has_it || state->offer_count == OFFERS_MOST || is_offered(state, helper))
        return;
    struct offer *offer = &state->offers[state->offer_count++];
    offer->helper = *helper;
    supply_helper_words(view, helper, why, offer->words, sizeof offer->words);
}

static void offer_of_register(struct view *view, const char *typed)
{
    struct helper_form *state = view->state;
    struct person_lookup found;
    person_lookup_find(application_store(view), &found, typed, application_of(view)->checkpoint.id);
    for (int i = 0; i < found.count; i++) {
        struct supply_helper helper = {.person_id = found.candidates[i].person_id};
        int before = state->offer_count;
        text_copy(helper.name, sizeof helper.name, found.candidates[i].name);
        text_copy(helper.phone, sizeof helper.phone, found.candidates[i].phone);
        add_offer(view, &helper, NULL);
        if (state->offer_count > before)
            person_lookup_text(&found, i, application_masks_names(application_of(view)), state->offers[before].words,
                               sizeof state->offers[before].words);
    }
}

static void offer(struct view *view, const char *typed)
{
    struct helper_form *state = view->state;
    state->offer_count = 0;
    if (supply_helper_fits(&state->paired, typed))
        add_offer(view, &state->paired, N_("helps this household"));
    for (int i = 0; i < state->recent_count; i++)
        if (supply_helper_fits(&state->recent[i], typed))
            add_offer(view, &state->recent[i], N_("brought things lately"));
    offer_of_register(view, typed);
}

static void take(struct view *view, const struct supply_helper *helper)
{
    struct helper_form *state = view->state;
    char shown[NAME_BYTES];
    state->taken = *helper;
    state->has_taken = true;
    application_mask(application_of(view), MASK_NAME, helper->name, shown, sizeof shown);
    form_set_text(&view->form, "helper", shown);
}

static bool open_helper(struct view *view, const void *argument, struct err *err)
{
    struct helper_form *state = view->state;
    const struct supply_open *open = argument;
    struct store *store = application_store(view);
    struct pairing pairing;
    state->supply = open->supply;
    state->hand_over = open->hand_over;
    state->observed = supply_leave_at_door(store, open->supply.place_id);
    if (state->observed && pairing_of_place(store, open->supply.place_id, &pairing, NULL)) {
        state->paired.person_id = pairing.person_id;
        text_copy(state->paired.name, sizeof state->paired.name, pairing.name);
        text_copy(state->paired.phone, sizeof state->paired.phone, pairing.phone);
    }
    if (!supply_helpers(store, state->recent, RECENT_MOST, &state->recent_count, err))
        return false;
    offer(view, "");
    if (state->paired.name[0] && !state->hand_over) {
        take(view, &state->paired);
        view->form.fields[form_field(&view->form, "helper")].settled = true;
    }
    return true;
}

static void changed(struct view *view, int field)
{
    struct helper_form *state = view->state;
    (void)field;
    state->has_taken = state->listing = false;
    offer(view, form_text(&view->form, "helper"));
}

/* Down goes through who is offered, typed or not. */
static bool key(struct view *view, const struct key_event *event)
{
    struct helper_form *state = view->state;
    struct form_field *field = &view->form.fields[form_field(&view->form, "helper")];
    bool first = field->settled || !form_text(&view->form, "helper")[0];
    if (event->key == KEY_DOWN && first) {
        field->settled = false;
        offer(view, "");
        if (state->offer_count)
            take(view, &state->offers[0].helper);
        state->listing = state->offer_count > 0;
        return true;
    }
    if (state->listing && key_is_text(event->key))
        form_set_text(&view->form, "helper", "");
    return false;
}

static int candidate_count(const struct view *view, int field)
{
    (void)field;
    return ((const struct helper_form *)view->state)->offer_count;
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    const struct helper_form *state = view->state;
    (void)field;
    *style = STYLE_NORMAL;
    text_copy(text, size, state->offers[index].words);
}

static void choose(struct view *view, int field, int index)
{
    struct helper_form *state = view->state;
    struct supply_helper helper = state->offers[index].helper;
    take(view, &helper);
    view->form.fields[field].settled = true;
    state->listing = false;
}

static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct helper_form *state = view->state;
    *level = NOTE_PLAIN;
    if (index == 0)
        text_copy(text, size, state->supply.items);
    else if (index == 1 && state->observed)
        *level = NOTE_WARNING, text_copy(text, size, _("! Under observation: leave it at the door, no contact."));
    else
        return false;
    return true;
}

static bool save(struct view *view, struct err *err)
{
    struct helper_form *state = view->state;
    if (!form_text(&view->form, "helper")[0])
        return err_field(
            err, ERR_INPUT, "helper",
            _("Who brings it? Type initials, a room, the end of a phone, a name; Down lists who did lately."));
    struct supply_move move = {.id = state->supply.head.id,
                               .rev = state->supply.head.rev, /* where it stands by now is said, not undone */
                               .to = state->supply.state == SUPPLY_NEW ? SUPPLY_ASSIGNED : state->supply.state,
                               .hand_over = state->hand_over};
    if (state->has_taken) {
        move.helper_id = state->taken.person_id;
        text_copy(move.helper, sizeof move.helper, state->taken.name);
        text_copy(move.helper_phone, sizeof move.helper_phone, state->taken.phone);
    } else {
        text_copy(move.helper, sizeof move.helper, form_text(&view->form, "helper"));
    }
    if (!supply_move(application_store(view), &move, err))
        return supply_refused(view, &state->supply, err);
    supply_tell_moved(view->opener, move.id);
    view_close(view);
    return true;
}

static const struct field fields[] = {
    {.name = "helper",
     .label = N_("Volunteer"),
     .missing = N_("Who brings it? Type initials, a room, the end of a phone, a name; Down lists who did lately."),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .hint = N_("initials, room, phone; Down lists"),
     .flags = FIELD_REQUIRED},
};
static const struct form_def form = {
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = changed,
    .candidate_count = candidate_count,
    .candidate = candidate,
    .choose = choose,
    .note = note,
    .save = save,
};
const struct screen_def screen_supply_helper = {
    .name = "supply_helper",
    .title = N_("Who brings it"),
    .state_size = sizeof(struct helper_form),
    .form = &form,
    .overlay = true,
    .columns = 72,
    .open = open_helper,
    .heading = supply_open_heading,
    .key = key,
};
