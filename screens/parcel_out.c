/* Handing parcels out: to whom, how, and which. Enter alone gives all of the household's to the one who is offered. */
#include "gatepost/clock.h"
#include "gatepost/expected_rules.h"
#include "gatepost/parcel_rules.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/parcels.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { MEMBERS_MOST = 6, SHELVES_BYTES = 60, ALL_OF_THEM = 0 };

struct parcel_out {
    int64_t ids[PARCELS_AT_ONCE]; /* of the household; the selected one first */
    int count, pieces, own_pieces;
    char shelves[SHELVES_BYTES];
    char what[NAME_BYTES]; /* "8-1-302 1 (A3)" of the selected one */
    bool observed, by_typed;
    char members[MEMBERS_MOST][NAME_BYTES]; /* the head first */
    int member_count;
    int offered[MEMBERS_MOST], offered_count; /* of them, those that what is typed means */
    const char *taken;                        /* whose name stands in the field, masked while names are */
};
static const char *const how_labels[] = {N_("Collected"), N_("Delivered"), N_("Returned"), NULL};
static const char *const which_labels[] = {N_("All of them"), N_("Only this one"), NULL};

static void read_members(struct view *view, int64_t place_id)
{
    struct parcel_out *state = view->state;
    struct person persons[MEMBERS_MOST];
    struct place place;
    int count = 0;
    if (!person_of_place(application_store(view), place_id, persons, MEMBERS_MOST, &count, NULL))
        return;
    bool known = place_get(application_store(view), place_id, &place, NULL);
    for (int first = 1; first >= 0; first--) {
        for (int i = 0; i < count; i++) {
            bool head = known && !strcmp(persons[i].name, place.head);
            if (head == (first == 1))
                text_copy(state->members[state->member_count++], NAME_BYTES, persons[i].name);
        }
    }
    if (!state->member_count && known && place.head[0])
        text_copy(state->members[state->member_count++], NAME_BYTES, place.head);
}

static void add_shelf(struct parcel_out *state, const char *shelf)
{
    size_t length = strlen(state->shelves);
    if (shelf[0] && !strstr(state->shelves, shelf) && length + strlen(shelf) + 2 < sizeof state->shelves)
        snprintf(state->shelves + length, sizeof state->shelves - length, "%s%s", length ? " " : "", shelf);
}

static bool read_shelf(struct view *view, const struct parcel *parcel, struct err *err)
{
    struct parcel_out *state = view->state;
    struct parcel rows[PARCELS_AT_ONCE];
    int count = 0;
    state->ids[state->count++] = parcel->head.id;
    state->own_pieces = parcel->pieces;
    if (!parcel_of_place(application_store(view), parcel->place_id, rows, PARCELS_AT_ONCE, &count, &state->pieces, err))
        return false;
    for (int i = 0; i < count; i++) {
        add_shelf(state, rows[i].shelf);
        if (rows[i].head.id != parcel->head.id && state->count < PARCELS_AT_ONCE)
            state->ids[state->count++] = rows[i].head.id;
    }
    return true;
}

/* Who is meant by what is typed: everybody until something is. */
static void offer(struct view *view)
{
    struct parcel_out *state = view->state;
    const char *text = form_text(&view->form, "by");
    state->offered_count = 0;
    if (form_choice(&view->form, "how") != 0)
        return;
    for (int i = 0; i < state->member_count; i++) {
        const char *name = state->members[i];
        if (!state->by_typed || !text[0] || text_contains(name, text) || pinyin_spells(name, text, false))
            state->offered[state->offered_count++] = i;
    }
}

static void take_name(struct view *view, const char *name)
{
    struct parcel_out *state = view->state;
    char shown[NAME_BYTES];
    state->taken = name;
    application_mask(application_of(view), MASK_NAME, name, shown, sizeof shown);
    form_set_text(&view->form, "by", shown);
}

/* What is masked is saved whole. */
static const char *name_of(const struct view *view)
{
    const struct parcel_out *state = view->state;
    const char *text = form_text(&view->form, "by");
    char masked[NAME_BYTES];
    if (!state->taken)
        return text;
    mask_value(MASK_NAME, state->taken, masked, sizeof masked);
    return strcmp(text, masked) ? text : state->taken;
}

/* A member of the household collects, the officer delivers, a courier takes back. */
static void offer_name(struct view *view)
{
    const struct parcel_out *state = view->state;
    const char *const names[] = {state->member_count ? state->members[0] : "", application_of(view)->officer.name, ""};
    if (!state->by_typed)
        take_name(view, names[form_choice(&view->form, "how")]);
    view->form.fields[form_field(&view->form, "by")].settled = false;
    offer(view);
}

static bool open_out(struct view *view, const void *argument, struct err *err)
{
    struct parcel_out *state = view->state;
    const struct parcel *parcel = &((const struct parcel_open *)argument)->parcel;
    char words[NOTE_BYTES];
    parcel_name(view, parcel, state->what, sizeof state->what);
    if (!read_shelf(view, parcel, err))
        return false;
    read_members(view, parcel->place_id);
    expected_observation(application_store(view), parcel->place_id, clock_now(), words, sizeof words);
    state->observed = words[0] != '\0';
    form_set_choice(&view->form, "how", state->observed ? 1 : 0);
    offer_name(view);
    return true;
}

static void changed(struct view *view, int field)
{
    struct parcel_out *state = view->state;
    const char *name = view->form.def->fields[field].name;
    if (!strcmp(name, "by")) {
        state->by_typed = form_text(&view->form, "by")[0] != '\0';
        offer(view);
    } else if (!strcmp(name, "how")) {
        offer_name(view);
    }
}

static int candidate_count(const struct view *view, int field)
{
    const struct parcel_out *state = view->state;
    return !strcmp(view->form.def->fields[field].name, "by") ? state->offered_count : 0;
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    const struct parcel_out *state = view->state;
    (void)field;
    *style = STYLE_NORMAL;
    application_mask(application_of(view), MASK_NAME, state->members[state->offered[index]], text, size);
}

static void choose(struct view *view, int field, int index)
{
    struct parcel_out *state = view->state;
    const char *name = state->members[state->offered[index]];
    take_name(view, name);
    view->form.fields[field].settled = true;
    state->by_typed = true;
    state->offered_count = 0;
}

static bool has_others(const struct view *view)
{
    return ((const struct parcel_out *)view->state)->count > 1;
}

static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct parcel_out *state = view->state;
    bool all = has_others(view) && form_choice(&view->form, "which") == ALL_OF_THEM;
    *level = NOTE_PLAIN;
    if (index == 0 && all)
        snprintf(text, size, state->shelves[0] ? _("Hands out %1$d pieces: %2$s") : _("Hands out %1$d pieces"),
                 state->pieces, state->shelves);
    else if (index == 0)
        snprintf(text, size, _("Hands out %s"), state->what);
    else if (index == 1 && state->observed)
        *level = NOTE_WARNING, text_copy(text, size, _("! Under observation: bring it to the door."));
    else
        return false;
    return true;
}

static bool save(struct view *view, struct err *err)
{
    static const enum parcel_state states[] = {PARCEL_COLLECTED, PARCEL_DELIVERED, PARCEL_RETURNED};
    const struct parcel_out *state = view->state;
    bool all = has_others(view) && form_choice(&view->form, "which") == ALL_OF_THEM;
    enum parcel_state how = states[form_choice(&view->form, "how")];
    char who[NAME_BYTES];
    if (!parcel_hand_out(application_store(view), state->ids, all ? state->count : 1, how, name_of(view), err))
        return false;
    application_mask(application_of(view), MASK_NAME, name_of(view), who, sizeof who);
    ui_say(view->ui, MESSAGE_GOOD, _("%1$s: %2$d pieces, %3$s   Ctrl-Z undoes"), _(parcel_state_labels[how]),
           all ? state->pieces : state->own_pieces, who);
    application_saved(view);
    view_close(view);
    return true;
}

static void heading(const struct view *view, struct buffer *out)
{
    buffer_add(out, ((const struct parcel_out *)view->state)->what);
}

static const struct field fields[] = {
    {.name = "by", .label = N_("Who takes it"), .kind = FIELD_LOOKUP, .width = 20, .flags = FIELD_REQUIRED},
    {.name = "how", .label = N_("How"), .kind = FIELD_CHOICE, .width = 12, .choices = how_labels},
    {.name = "which",
     .label = N_("Parcels"),
     .kind = FIELD_CHOICE,
     .width = 16,
     .flags = FIELD_SAME_LINE,
     .choices = which_labels,
     .shown = has_others},
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
const struct screen_def screen_parcel_out = {
    .name = "parcel_out",
    .title = N_("Hand out"),
    .state_size = sizeof(struct parcel_out),
    .form = &form,
    .overlay = true,
    .columns = 66,
    .open = open_out,
    .heading = heading,
};
