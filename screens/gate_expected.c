#include "screens/gate_expected.h"

#include "gatepost/clock.h"
#include "gatepost/expected_rules.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { OFFERED_MOST = 3 };

void gate_expected_forget(struct view *view)
{
    static const char *const filled[] = {"name", "phone", "plate", "place", "purpose"};
    struct gate_form *state = view->state;
    for (size_t i = 0; state->announced && i < sizeof filled / sizeof filled[0]; i++)
        if (!view->form.fields[form_field(&view->form, filled[i])].touched)
            form_set_text(&view->form, filled[i], "");
    state->announced = false;
    state->crossing.expected_id = 0;
    state->announced_phone[0] = '\0';
}

/* ---- among the candidates ---- */

static bool is_same_visitor(const struct candidate *candidate, const struct expected *expected)
{
    return candidate->person_id && candidate->kind == PERSON_VISITOR && expected->phone[0] && !expected->came &&
           !strcmp(candidate->name, expected->name) && !strcmp(candidate->phone, expected->phone);
}

static void speak(const struct expected *expected, int64_t now, char *words)
{
    char window[EXPECTED_WINDOW_SIZE], came[16] = "";
    expected_window_label(expected->from_at, expected->until_at, now, window);
    if (expected->people > 1)
        snprintf(came, sizeof came, " %d/%d", expected->came, expected->people);
    snprintf(words, CANDIDATE_WORDS, _("expected %1$s%2$s"), window, came);
}

static void remove_at(struct gate_form *state, int at)
{
    int behind = --state->candidate_count - at;
    memmove(&state->candidates[at], &state->candidates[at + 1], (size_t)behind * sizeof *state->candidates);
    memmove(&state->spoken[at], &state->spoken[at + 1], (size_t)behind * sizeof *state->spoken);
}

/* Room for one more: the last one whom nothing denies goes. */
static bool make_room(struct gate_form *state)
{
    if (state->candidate_count < GATE_CANDIDATES)
        return true;
    state->candidates_left++;
    for (int i = state->candidate_count - 1; i >= 0; i--) {
        if (state->spoken[i][0] == '!' || state->candidates[i].expected_id)
            continue;
        remove_at(state, i);
        return true;
    }
    return false;
}

static void insert_at(struct gate_form *state, int at, const struct candidate *candidate, const char *words)
{
    int behind = state->candidate_count++ - at;
    memmove(&state->candidates[at + 1], &state->candidates[at], (size_t)behind * sizeof *state->candidates);
    memmove(&state->spoken[at + 1], &state->spoken[at], (size_t)behind * sizeof *state->spoken);
    state->candidates[at] = *candidate;
    memcpy(state->spoken[at], words, CANDIDATE_WORDS);
}

struct spelled {
    const char *word;
    bool found;
};

static void compare_spelling(void *context, const char *key)
{
    struct spelled *spelled = context;
    spelled->found |= !strcasecmp(key, spelled->word);
}

/* Announced for now, and the word is the initials or the spelling of the whole name. */
static bool is_due(const struct expected *expected, const char *word)
{
    struct spelled spelled = {word, false};
    int64_t now = clock_now();
    if (expected->name[0] && now >= expected->from_at && now < expected->until_at)
        pinyin_keys(expected->name, compare_spelling, &spelled);
    return spelled.found;
}

/* Who was announced under this very name goes before others of that name; who is due by the initials, right behind
 * those of the register with the same who were at this gate lately. */
static int place_for(const struct gate_form *state, const struct expected *expected, const char *word, bool whole)
{
    bool due = is_due(expected, word);
    int at = 0;
    while (at < state->candidate_count) {
        const struct candidate *candidate = &state->candidates[at];
        bool here = candidate->at_this_checkpoint && (!due || candidate->spelled);
        bool first = candidate->expected_id || (!whole && (candidate->exact || here));
        if (!first || (!candidate->expected_id && !strcmp(candidate->name, expected->name)))
            break;
        at++;
    }
    return at;
}

/* The same visitor of the register, seen before, is offered once: as the announced one. */
static void offer(struct view *view, const struct expected *expected, const char *word, bool whole)
{
    struct gate_form *state = view->state;
    struct store *store = application_store(view);
    struct candidate candidate = {.kind = PERSON_VISITOR};
    char words[CANDIDATE_WORDS] = "", denied[CANDIDATE_WORDS] = "";
    for (int i = 0; i < state->candidate_count; i++) {
        if (!is_same_visitor(&state->candidates[i], expected))
            continue;
        candidate = state->candidates[i];
        if (state->spoken[i][0] == '!')
            text_copy(denied, sizeof denied, state->spoken[i]);
        remove_at(state, i);
        break;
    }
    if (!make_room(state))
        return;
    candidate.expected_id = expected->head.id;
    candidate.place_id = expected->place_id;
    text_copy(candidate.name, sizeof candidate.name, expected->name);
    text_copy(candidate.phone, sizeof candidate.phone, expected->phone);
    text_copy(candidate.plate, sizeof candidate.plate, expected->plate);
    place_label_of(store, expected->place_id, candidate.place_label, sizeof candidate.place_label);
    speak(expected, clock_now(), words);
    if (denied[0]) {
        size_t length = strlen(denied);
        snprintf(denied + length, sizeof denied - length, " %.100s", words);
        text_copy(words, sizeof words, denied);
    }
    insert_at(state, place_for(state, expected, word, whole), &candidate, words);
}

void gate_expected_offer(struct view *view, const char *text)
{
    struct gate_form *state = view->state;
    struct expected found[OFFERED_MOST];
    struct err ignored = {0};
    int64_t now = clock_now();
    struct expected_search search = {
        .words = text, .at = now, .before = expected_offer_end(now), .rows = found, .most = OFFERED_MOST};
    if (!text[0] || !expected_find(application_store(view), &search, &ignored))
        return;
    for (int i = 0; i < search.count; i++)
        offer(view, &found[i], text, i < search.whole);
    state->candidates_left += search.left;
}

/* ---- taken ---- */

static void fill_place(struct view *view, int64_t place_id)
{
    struct gate_form *state = view->state;
    char label[200];
    place_lookup_set(application_store(view), &state->places, place_id, label, sizeof label);
    form_set_text(&view->form, "place", label);
    view->form.fields[form_field(&view->form, "place")].settled = true;
    state->crossing.place_id = place_id;
}

/* The first of several is who was announced; whom they bring says the name. */
static void fill_visitor(struct view *view, const struct expected *expected)
{
    struct gate_form *state = view->state;
    char phone[PHONE_SIZE];
    form_set_text(&view->form, "plate", expected->plate);
    if (state->known || expected->came)
        return;
    mask_value(MASK_PHONE, expected->phone, phone, sizeof phone);
    text_copy(state->announced_phone, sizeof state->announced_phone, expected->phone);
    form_set_text(&view->form, "name", expected->name);
    form_set_text(&view->form, "phone", phone);
}

void gate_expected_choose(struct view *view, const struct candidate *chosen)
{
    struct gate_form *state = view->state;
    struct form_field *who = &view->form.fields[form_field(&view->form, "who")];
    struct expected expected;
    struct err err = {0};
    char label[NAME_BYTES + 100];
    if (!record_get(application_store(view), &expected_table, chosen->expected_id, &expected, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    state->known = chosen->person_id != 0;
    state->visitor = !state->known;
    state->crossing.person_id = chosen->person_id;
    state->crossing.expected_id = expected.head.id;
    state->announced = true;
    snprintf(label, sizeof label, "%s %s", expected.name[0] ? expected.name : expected.plate, chosen->place_label);
    form_set_text(&view->form, "who", label);
    who->settled = true;
    fill_visitor(view, &expected);
    fill_place(view, expected.place_id);
    form_set_text(&view->form, "purpose", expected.purpose);
    if (!state->class_turned)
        form_set_choice(&view->form, "class", (int)expected_crossing_class(expected.class));
    if (!state->direction_turned)
        form_set_choice(&view->form, "direction", DIRECTION_IN);
    state->crossing.class = (enum crossing_class)form_choice(&view->form, "class");
}

void gate_expected_unmask(const struct gate_form *state, struct gate_visitor *visitor)
{
    char masked[PHONE_SIZE];
    mask_value(MASK_PHONE, state->announced_phone, masked, sizeof masked);
    if (state->announced_phone[0] && !strcmp(visitor->phone, masked))
        text_copy(visitor->phone, sizeof visitor->phone, state->announced_phone);
}

void gate_expected_refused(struct view *view, struct err *err)
{
    struct gate_form *state = view->state;
    char why[sizeof err->text];
    text_copy(why, sizeof why, err->text);
    state->crossing.expected_id = 0;
    err_set(err, ERR_INPUT, _("%s Enter files an ordinary visitor."), why);
}
