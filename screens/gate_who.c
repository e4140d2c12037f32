#include "screens/gate_who.h"

#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/pass.h"
#include "gatepost/presence.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/gate_candidate.h"
#include "screens/gate_expected.h"
#include "screens/gate_fields.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND_MOST = 48, JUST_SECONDS = 120 };

/* Candidates of the one word of whom the other says something too. */
static bool find_both(struct store *store, struct gate_form *state, const char *word, const char *other,
                      struct err *err)
{
    struct candidate *found = memory_new(SECOND_MOST, sizeof *found);
    int count = 0, left = 0;
    bool read = candidate_find(store, word, state->crossing.checkpoint_id, found, SECOND_MOST, &count, &left, err);
    for (int i = 0; read && i < count; i++) {
        if (!search_matches(store, SEARCH_PERSON, found[i].person_id, other) &&
            !search_matches(store, SEARCH_PLACE, found[i].place_id, other))
            continue;
        if (state->candidate_count < GATE_CANDIDATES)
            state->candidates[state->candidate_count++] = found[i];
        else
            state->candidates_left++;
    }
    free(found);
    return read;
}

/* "zwm 8-1", "8-1-302 张", "张伟明，8", and what a draft restores. A room finds fewer than a name, so it goes first. */
static bool find_two_words(struct store *store, struct gate_form *state, const char *text, struct err *err)
{
    static const char *const separators[] = {" ", "　", "，", "、", ","};
    char first[LINE_BYTES];
    const char *second = NULL;
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
        const char *at = strstr(text, separators[i]);
        if (!at || at == text || (second && at >= text + strlen(first)))
            continue;
        snprintf(first, sizeof first, "%.*s", (int)(at - text), text);
        second = at + strlen(separators[i]);
        second += strspn(second, " ");
    }
    if (!second || !second[0])
        return true;
    bool turned = !strpbrk(first, "0123456789") && strpbrk(second, "0123456789");
    const char *one = turned ? second : first, *other = turned ? first : second;
    return find_both(store, state, one, other, err) &&
           (state->candidate_count || find_both(store, state, other, one, err));
}

enum typed { TYPED_NOTHING, TYPED_NAME, TYPED_PHONE, TYPED_PLATE, TYPED_ID };
/* What the text would be of a visitor. */
static enum typed typed_kind(const char *text)
{
    char name[128], number[24], plate[24], phones[PHONE_MOST][PHONE_SIZE];
    enum id_type type;
    int count;
    if (id_resident_parse(text, number, NULL, NULL, NULL))
        return TYPED_ID;
    if (phone_parse(text, phones, &count, NULL))
        return TYPED_PHONE;
    if (plate_looks_like(text) && plate_parse(text, "", plate, NULL))
        return TYPED_PLATE;
    if (name_parse(text, name, NULL))
        return TYPED_NAME;
    return id_parse(text, &type, number, NULL) ? TYPED_ID : TYPED_NOTHING;
}

/* Letters only, and no more than initials have: a slip of the fingers rather than anybody's name. */
static bool are_initials(const char *text)
{
    enum { INITIALS_MOST = 4 };
    struct buffer narrow = {0};
    text_fold_width(&narrow, text);
    size_t letters = strspn(buffer_text(&narrow), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    bool initials = letters > 0 && letters == narrow.length && letters <= INITIALS_MOST;
    buffer_release(&narrow);
    return initials;
}

static bool is_ascii(const char *text)
{
    while (*text && !(*text & 0x80))
        text++;
    return !*text;
}

/* Begins with a digit: a room, the end of a phone, an ID number. */
static bool is_number(const char *text)
{
    struct buffer narrow = {0};
    text_fold_width(&narrow, text);
    bool number = buffer_text(&narrow)[0] >= '0' && buffer_text(&narrow)[0] <= '9';
    buffer_release(&narrow);
    return number;
}

/* Rooms and plates that are known are nobody's name, nor are small letters that found somebody. */
static bool can_be_new(const struct gate_form *state, const char *text)
{
    struct room room;
    enum typed kind = typed_kind(text);
    bool found = state->candidate_count > 0;
    if (found && (kind == TYPED_PLATE || plate_looks_like(text) ||
                  strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789") == strlen(text)))
        return false;
    if (strpbrk(text, "0123456789") && (strchr(text, ' ') || strchr(text, '-')) && kind == TYPED_ID)
        return false;
    return kind != TYPED_NOTHING &&
           !(is_number(text) && (found || kind != TYPED_PHONE) && room_parse(text, &room, NULL));
}

void gate_who_changed(struct view *view)
{
    struct gate_form *state = view->state;
    struct application *application = application_of(view);
    const char *text = form_text(&view->form, "who");
    struct err err = {0};
    state->known = state->visitor = state->warned = false;
    state->letters = LETTERS_NONE;
    state->just_at = 0;
    gate_expected_forget(view);
    if (state->crossing.vehicle_id && !view->form.fields[form_field(&view->form, "plate")].touched) {
        form_set_text(&view->form, "plate", ""); /* came with the vehicle chosen before */
        form_set_text(&view->form, "occupants", "");
    }
    state->crossing.person_id = state->crossing.place_id = state->crossing.vehicle_id = 0;
    state->candidate_count = state->candidates_left = 0;
    view->form.fields[form_field(&view->form, "who")].settled = false;
    if (text[0] && (!candidate_find(application->store, text, state->crossing.checkpoint_id, state->candidates,
                                    GATE_CANDIDATES, &state->candidate_count, &state->candidates_left, &err) ||
                    (!state->candidate_count && !find_two_words(application->store, state, text, &err))))
        ui_say_err(view->ui, &err);
    for (int i = 0; i < state->candidate_count; i++)
        gate_candidate_speak(application->store, &state->candidates[i], state->spoken[i]);
    gate_expected_offer(view, text);
    state->asked_who = false;
    state->can_be_new = text[0] && can_be_new(state, text);
}

void gate_who_last(struct view *view, int64_t person_id)
{
    struct gate_form *state = view->state;
    int last = state->candidate_count - 1, at = 0;
    while (at < last && (!person_id || state->candidates[at].person_id != person_id))
        at++;
    if (at >= last)
        return;
    struct candidate moved = state->candidates[at];
    char spoken[CANDIDATE_WORDS];
    memcpy(spoken, state->spoken[at], sizeof spoken);
    memmove(&state->candidates[at], &state->candidates[at + 1], (size_t)(last - at) * sizeof moved);
    memmove(&state->spoken[at], &state->spoken[at + 1], (size_t)(last - at) * sizeof spoken);
    state->candidates[last] = moved;
    memcpy(state->spoken[last], spoken, sizeof spoken);
}

void gate_who_text(const struct view *view, int index, char *text, size_t size, enum style *style)
{
    const struct gate_form *state = view->state;
    if (index >= state->candidate_count) {
        const char *typed = form_text(&view->form, "who");
        const char *words = typed_kind(typed) == TYPED_PLATE ? N_("new vehicle: %s")
                            : are_initials(typed)            ? N_("nobody has \"%s\"; new visitor, the name comes next")
                                                             : N_("new visitor: %s");
        snprintf(text, size, _(words), typed);
        *style = STYLE_MUTED;
        return;
    }
    gate_candidate_line(view, &state->candidates[index], state->spoken[index], text, size, style);
}

/* Nobody of the register: what was typed goes into the visitor's own field. */
static void open_visitor(struct view *view)
{
    static const char *const names[] = {
        [TYPED_NAME] = "name", [TYPED_PHONE] = "phone", [TYPED_PLATE] = "plate", [TYPED_ID] = "id_number"};
    struct gate_form *state = view->state;
    const char *text = form_text(&view->form, "who");
    state->visitor = true;
    view->form.fields[form_field(&view->form, "who")].settled = true;
    enum typed kind = typed_kind(text);
    if (kind == TYPED_NAME)
        state->letters = are_initials(text) ? LETTERS_NO_NAME : is_ascii(text) ? LETTERS_AS_NAME : LETTERS_NONE;
    if (kind != TYPED_NOTHING && state->letters != LETTERS_NO_NAME)
        form_set_text(&view->form, names[kind], text);
    if (!state->class_turned)
        form_set_choice(&view->form, "class", CLASS_VISITOR);
    if (!state->direction_turned)
        form_set_choice(&view->form, "direction", DIRECTION_IN);
    gate_field_follow(view, "class");
}

static void open_household(struct view *view, int64_t place_id)
{
    struct gate_form *state = view->state;
    char label[200];
    place_lookup_set(application_store(view), &state->places, place_id, label, sizeof label);
    open_visitor(view);
    state->letters = LETTERS_NONE;
    form_set_text(&view->form, "name", "");
    form_set_text(&view->form, "phone", "");
    form_set_text(&view->form, "place", label);
    state->crossing.place_id = place_id;
}

/* A visitor who goes out leaves the household they came to. */
static int64_t place_visited(struct store *store, int64_t person_id)
{
    struct presence presence;
    struct crossing crossing;
    bool inside = presence_get(store, person_id, &presence, NULL) && presence.direction == DIRECTION_IN &&
                  crossing_get(store, presence.crossing_id, &crossing, NULL);
    return inside ? crossing.place_id : 0;
}

/* Couriers and the like come again as what they were. */
static enum crossing_class usual_class(const struct candidate *chosen, enum person_kind kind)
{
    bool visitor = kind == PERSON_VISITOR && chosen->last_at && chosen->last_class >= CLASS_VISITOR;
    return visitor ? chosen->last_class : gate_default_class(kind);
}

static void follow_person(struct view *view, const struct candidate *chosen, int64_t person_id, enum person_kind kind)
{
    struct gate_form *state = view->state;
    struct store *store = application_store(view);
    char label[200];
    state->crossing.person_id = person_id;
    if (!state->crossing.place_id && (state->crossing.place_id = place_visited(store, person_id)) != 0) {
        place_lookup_set(store, &state->places, state->crossing.place_id, label, sizeof label);
        form_set_text(&view->form, "place", label);
        view->form.fields[form_field(&view->form, "place")].settled = true;
    }
    if (!state->class_turned)
        form_set_choice(&view->form, "class", (int)usual_class(chosen, kind));
    if (!state->direction_turned)
        form_set_choice(&view->form, "direction", (int)gate_direction(store, person_id, kind));
}

/* Who usually drives, else who drove it the last time. */
static bool find_driver(struct store *store, const struct candidate *chosen, struct person *driver)
{
    const int64_t known[] = {chosen->driver_id, chosen->last_person_id};
    for (int i = 0; i < 2; i++)
        if (known[i] && person_get(store, known[i], driver, NULL) && !driver->voided[0] && !driver->merged_into)
            return true;
    return false;
}

/* A vehicle comes as the register says, else as it came the last time: with its driver, its class, as many in it. */
static void follow_vehicle(struct view *view, const struct candidate *chosen, char *label, size_t size)
{
    struct gate_form *state = view->state;
    struct person driver;
    char occupants[16] = "";
    bool driven = find_driver(application_store(view), chosen, &driver);
    state->crossing.vehicle_id = chosen->vehicle_id;
    form_set_text(&view->form, "plate", chosen->plate);
    if (chosen->last_occupants)
        snprintf(occupants, sizeof occupants, "%d", chosen->last_occupants);
    form_set_text(&view->form, "occupants", occupants);
    snprintf(label, size, "%s", chosen->plate);
    if (driven) {
        state->crossing.place_id = driver.place_id ? driver.place_id : chosen->place_id;
        snprintf(label, size, "%s %s", chosen->plate, driver.name);
        follow_person(view, chosen, driver.id, driver.kind);
    } else {
        state->known = false; /* who drives is asked, in the visitor's own fields */
        state->visitor = true;
    }
    if (!state->class_turned && chosen->usual_class)
        form_set_choice(&view->form, "class", chosen->usual_class - 1);
    else if (!state->class_turned && !driven)
        form_set_choice(&view->form, "class", (int)(chosen->last_at ? chosen->last_class : CLASS_VISITOR));
    if (!state->direction_turned && !driven)
        form_set_choice(&view->form, "direction",
                        chosen->last_at && chosen->last_direction == DIRECTION_IN ? DIRECTION_OUT : DIRECTION_IN);
}

/* The pass that was typed instead of a name is shown here, too. */
static void take_pass(struct view *view, const char *typed)
{
    struct pass pass;
    if (pass_find(application_store(view), typed, &pass, NULL))
        form_set_text(&view->form, "pass_number", pass.number);
}

/* A room, or the pass of a household: of several who live there the first is no better than the others. */
static bool means_household(const struct view *view, const char *text)
{
    struct pass pass;
    return is_number(text) || (pass_find(application_store(view), text, &pass, NULL) && pass.place_id != 0);
}

void gate_who_choose(struct view *view, int index)
{
    struct gate_form *state = view->state;
    struct form_field *who = &view->form.fields[form_field(&view->form, "who")];
    if (!state->asked_who && index == 0 && state->candidate_count > 1 && means_household(view, who->line.text)) {
        state->asked_who = state->asking_who = true;
        return;
    }
    if (index >= state->candidate_count) {
        open_visitor(view);
        return;
    }
    const struct candidate chosen = state->candidates[index];
    if (chosen.expected_id) {
        gate_expected_choose(view, &chosen);
        return;
    }
    char label[NAME_BYTES + 100];
    take_pass(view, who->line.text);
    snprintf(label, sizeof label, "%s%s%s", chosen.name[0] ? chosen.name : chosen.plate,
             chosen.place_label[0] ? " " : "", chosen.place_label);
    if (!chosen.person_id && !chosen.vehicle_id) { /* a household with nobody registered: somebody visits it */
        form_set_text(&view->form, "who", label);
        who->settled = true;
        open_household(view, chosen.place_id);
        return;
    }
    state->known = true;
    state->crossing.place_id = chosen.place_id;
    if (chosen.vehicle_id)
        follow_vehicle(view, &chosen, label, sizeof label);
    else
        follow_person(view, &chosen, chosen.person_id, chosen.kind);
    form_set_text(&view->form, "who", label);
    who->settled = true;
    state->crossing.class = (enum crossing_class)form_choice(&view->form, "class");
    state->just_at = clock_now() - chosen.last_at < JUST_SECONDS ? chosen.last_at : 0;
    state->just_direction = chosen.last_direction;
}

bool gate_who_of_pass(struct view *view, struct err *err)
{
    struct gate_form *state = view->state;
    struct pass pass;
    int who = form_field(&view->form, "who");
    if (state->known || state->visitor || form_text(&view->form, "who")[0] ||
        !pass_find(application_store(view), form_text(&view->form, "pass_number"), &pass, NULL))
        return true;
    form_set_text(&view->form, "who", pass.number);
    gate_who_changed(view);
    state->can_be_new = false;
    if (state->candidate_count == 1) {
        gate_choose(view, who, 0);
        return true;
    }
    return state->candidate_count == 0 ||
           err_field(err, ERR_INPUT, "who", _("Who is it? Choose with Up and Down, then Enter."));
}

bool gate_who_take(struct view *view, int64_t person_id, struct err *err)
{
    struct gate_form *state = view->state;
    struct candidate *taken = &state->candidates[0];
    struct presence last;
    struct person person;
    if (!person_get(application_store(view), person_id, &person, err))
        return false;
    *taken = (struct candidate){.person_id = person.id, .place_id = person.place_id, .kind = person.kind};
    text_copy(taken->name, sizeof taken->name, person.name);
    text_copy(taken->place_label, sizeof taken->place_label, person.place_label);
    if (presence_before(application_store(view), person_id, INT64_MAX, 0, &last, NULL)) {
        taken->last_at = last.at;
        taken->last_direction = last.direction;
        taken->last_class = last.class;
    }
    state->candidate_count = 1;
    gate_choose(view, form_field(&view->form, "who"), 0);
    form_focus(&view->form, "temp");
    return true;
}

bool gate_who_leave(struct view *view, struct err *err)
{
    struct gate_form *state = view->state;
    int who = form_field(&view->form, "who");
    if (state->asking_who) {
        state->asking_who = false;
        view->form.fields[who].settled = false;
        return err_field(err, ERR_INPUT, "who", _("Who is it? Choose with Up and Down, then Enter."));
    }
    if (state->known || state->visitor || !form_text(&view->form, "who")[0])
        return true;
    if (state->candidate_count || state->can_be_new) {
        gate_choose(view, who, view->form.fields[who].candidate);
        return !state->asking_who || gate_who_leave(view, err);
    }
    return err_field(
        err, ERR_INPUT, "who",
        _("Nobody is found. Type a room, the last four of a phone, initials, a plate, or a visitor's name."));
}
