/* How an observation ends or gets another last day: the release with its papers, another end, the term. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/incident.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/observations.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { LISTED = 6 };

/* ---- the release ---- */

void observation_add_missing(struct store *store, const struct observation *observation, struct buffer *out)
{
    struct half_day missing[LISTED];
    char label[48];
    int count = 0;
    if (!observation_missing(store, observation, clock_now(), missing, LISTED, &count, NULL))
        return;
    if (count == 0) {
        buffer_add(out, _("No reading is missing."));
        return;
    }
    buffer_format(out, _("! Readings missing, %d: "), count);
    for (int i = 0; i < count && i < LISTED; i++) {
        half_day_label(missing[i], label, sizeof label);
        buffer_format(out, "%s%s", i ? _(", ") : "", label);
    }
    buffer_add(out, count > LISTED ? _(" …") : "");
}

static bool has_missing(struct store *store, const struct observation *observation)
{
    struct half_day missing;
    int count = 0;
    return observation_missing(store, observation, clock_now(), &missing, 1, &count, NULL) && count > 0;
}

static bool is_last(const struct view *view, const struct observation *observation)
{
    struct observation members[2];
    int count = 0;
    return observation_of_place(application_store(view), observation->place_id, members, 2, &count, NULL) &&
           (count < 2 || members[1].ended_at);
}

/* Whose, how far, what is missing: read before the papers are written. */
static void release_changed(struct view *view, const char *field)
{
    const struct observation *observation = register_form_record(view);
    struct store *store = application_store(view);
    struct buffer text = {0};
    char name[NAME_BYTES], words[NAME_BYTES];
    if (field[0])
        return;
    observation_name(view, observation, name, sizeof name);
    observation_words(observation, clock_now(), words, sizeof words);
    buffer_format(&text, "%s%s%s", name, _(": "), words);
    register_form_say(view, observation_awaits_release(observation, clock_now()) ? NOTE_GOOD : NOTE_WARNING,
                      buffer_text(&text));
    buffer_clear(&text);
    observation_add_missing(store, observation, &text);
    register_form_say(view, has_missing(store, observation) ? NOTE_WARNING : NOTE_GOOD, buffer_text(&text));
    register_form_say(view, NOTE_PLAIN,
                      is_last(view, observation) ? _("The household's flag goes with this release.")
                                                 : _("The household's flag stays: others there are observed."));
    buffer_release(&text);
}

static const struct register_screen releases = {
    .rules = &observation_release_rules,
    .form = &screen_observation_release,
    .changed = release_changed,
    .name = observation_name,
};
static const struct field release_fields[] = {
    {.name = "applied_by", .label = N_("Applied by"), .kind = FIELD_SUGGEST, .width = 20, .flags = FIELD_REQUIRED},
    {.name = "verified_by", .label = N_("Verified by"), .kind = FIELD_SUGGEST, .width = 20, .flags = FIELD_REQUIRED},
    {.name = "issued_by", .label = N_("Issued by"), .kind = FIELD_SUGGEST, .width = 20, .flags = FIELD_REQUIRED},
    {.name = "paper_number", .label = N_("Paper no."), .width = 20, .flags = FIELD_REQUIRED},
    {.name = "delivered_at", .label = N_("Delivered"), .hint = N_("empty: written later (F2)"), .width = 18},
    {.name = "end_reason", .label = N_("Reason"), .hint = N_("early, or readings missing"), .width = 30},
};
static const struct form_def release_form = REGISTER_FORM("observation_release", release_fields);
const struct screen_def screen_observation_release =
    REGISTER_FORM_SCREEN("observation_release", N_("Release"), &releases, &release_form, 74);

/* ---- the term ---- */

static void term_name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct term_change *change = record;
    struct observation observation = {0};
    char name[NAME_BYTES];
    record_get(application_store(view), &observation_table, change->observation_id, &observation, NULL);
    observation_name(view, &observation, name, sizeof name);
    snprintf(text, size, _("%1$s, until %2$02d-%3$02d"), name, change->to_day / 100 % 100, change->to_day % 100);
}

/* What it is now, and what it would be. */
static void term_changed(struct view *view, const char *field)
{
    const struct term_change *change = register_form_record(view);
    union register_record scratch;
    const struct term_change *typed = (void *)&scratch;
    struct observation observation;
    char name[NAME_BYTES], words[NAME_BYTES], text[NOTE_BYTES];
    (void)field;
    register_form_hush(view);
    if (!record_get(application_store(view), &observation_table, change->observation_id, &observation, NULL))
        return;
    observation_name(view, &observation, name, sizeof name);
    observation_words(&observation, clock_now(), words, sizeof words);
    snprintf(text, sizeof text, "%.120s%s%.120s", name, _(": "), words);
    register_form_say(view, NOTE_PLAIN, text);
    if (!register_form_take(view, &scratch, NULL) || !typed->to_day || typed->to_day == observation.last_day)
        return;
    int days = day_distance(observation.last_day, typed->to_day);
    snprintf(text, sizeof text,
             days > 0 ? ngettext("%1$d day longer: %2$d days in all", "%1$d days longer: %2$d days in all",
                                 (unsigned long)days)
                      : ngettext("%1$d day shorter: %2$d days in all", "%1$d days shorter: %2$d days in all",
                                 (unsigned long)-days),
             days > 0 ? days : -days, observation_day_count(&observation) + days);
    register_form_say(view, NOTE_WARNING, text);
}

static const struct register_screen terms = {
    .rules = &term_change_rules,
    .form = &screen_observation_term,
    .changed = term_changed,
    .name = term_name,
};
static const struct field term_fields[] = {
    {.name = "to", .label = N_("Last day"), .hint = N_("4-18; it ends at 24:00"), .width = 12, .flags = FIELD_REQUIRED},
    {.name = "reason", .label = N_("Reason"), .width = 40, .flags = FIELD_REQUIRED},
};
static const struct form_def term_form = REGISTER_FORM(NULL, term_fields);
const struct screen_def screen_observation_term =
    REGISTER_FORM_SCREEN("observation_term", N_("Change of the term"), &terms, &term_form, 66);

/* ---- another end ---- */

static const struct {
    enum observation_state how;
    const char *label, *asks;
} ways[] = {
    {OBSERVATION_HOSPITAL, N_("To hospital"), N_("which hospital, why")},
    {OBSERVATION_ISOLATION, N_("To central isolation"), N_("which site, why")},
    {OBSERVATION_MOVED, N_("Moved out"), N_("where to")},
    {OBSERVATION_LOST, N_("Lost contact"), N_("what was tried; the gates will look for them")},
    {OBSERVATION_MISTAKE, N_("Entered by mistake"), N_("what was wrong")},
};
enum { WAYS = sizeof ways / sizeof ways[0] };
static const char *const way_labels[WAYS + 1] = {N_("To hospital"),  N_("To central isolation"), N_("Moved out"),
                                                 N_("Lost contact"), N_("Entered by mistake"),   NULL};

struct leave {
    struct observation_leave_open open;
    char who[NOTE_BYTES]; /* whose, and how far */
    bool has_incident;
};

/* Read when the form is opened: it is painted often. */
static void leave_read(struct view *view, const struct observation *observation)
{
    struct leave *state = view->state;
    struct incident incident;
    char name[NAME_BYTES], words[NAME_BYTES];
    observation_name(view, observation, name, sizeof name);
    observation_words(observation, clock_now(), words, sizeof words);
    snprintf(state->who, sizeof state->who, "%.120s%s%.120s", name, _(": "), words);
    state->has_incident = incident_of_person(application_store(view), observation->person_id, &incident, NULL);
}

static bool leave_open(struct view *view, const void *argument, struct err *err)
{
    struct leave *state = view->state;
    struct observation observation;
    state->open = *(const struct observation_leave_open *)argument;
    if (!record_get(application_store(view), &observation_table, state->open.id, &observation, err))
        return false;
    leave_read(view, &observation);
    return true;
}

static bool leave_note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct leave *state = view->state;
    enum observation_state how = ways[form_choice(&view->form, "how")].how;
    bool taken_away = how == OBSERVATION_HOSPITAL || how == OBSERVATION_ISOLATION;
    *level = index == 2 ? NOTE_WARNING : NOTE_PLAIN;
    if (index == 0)
        text_copy(text, size, state->who);
    else if (index == 1)
        text_copy(text, size, _(ways[form_choice(&view->form, "how")].asks));
    else if (index == 2 && taken_away && state->has_incident)
        text_copy(text, size, _("! An incident of theirs is open: note the handover there, too (Ctrl-B)."));
    else
        return false;
    return true;
}

static bool leave_save(struct view *view, struct err *err)
{
    const struct observation_leave_open *state = &((const struct leave *)view->state)->open;
    int way = form_choice(&view->form, "how");
    struct observation observation;
    char name[NAME_BYTES];
    if (!observation_leave(application_store(view), state->id, state->rev, ways[way].how,
                           form_text(&view->form, "end_reason"), err))
        return false;
    record_get(application_store(view), &observation_table, state->id, &observation, NULL);
    observation_name(view, &observation, name, sizeof name);
    ui_say(view->ui, MESSAGE_GOOD, _("%1$s: %2$s   Ctrl-Z undoes"), name, _(ways[way].label));
    application_saved(view);
    view_close(view);
    return true;
}

static const struct field leave_fields[] = {
    {.name = "how", .label = N_("How"), .kind = FIELD_CHOICE, .width = 22, .choices = way_labels},
    {.name = "end_reason", .label = N_("In words"), .width = 44, .flags = FIELD_REQUIRED},
};
static const struct form_def leave_form = {
    .fields = leave_fields,
    .field_count = sizeof leave_fields / sizeof leave_fields[0],
    .note = leave_note,
    .save = leave_save,
};
const struct screen_def screen_observation_leave = {
    .name = "observation_leave",
    .title = N_("End of an observation"),
    .state_size = sizeof(struct leave),
    .form = &leave_form,
    .overlay = true,
    .columns = 70,
    .open = leave_open,
};
