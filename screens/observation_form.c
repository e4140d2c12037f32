/* The form of an observation: what will follow from it is said before it is saved. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/observations.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { MEMBERS_MOST = 12 };

static const struct observation *stored(const struct view *view)
{
    const struct observation *observation = register_form_record(view);
    return observation->head.id ? observation : NULL;
}

static bool is_new(const struct view *view)
{
    return !stored(view);
}

static bool is_released(const struct view *view)
{
    return stored(view) && stored(view)->state == OBSERVATION_RELEASED;
}

static bool has_ended(const struct view *view)
{
    return stored(view) && stored(view)->ended_at;
}

/* ---- what follows ---- */

/* "Day 1 04-03, until 04-16 24:00; today is day 9 of 14". */
static void say_term(struct view *view, const struct observation *observation)
{
    char text[NOTE_BYTES];
    int first = observation->first_day, last = observation->last_day;
    int days = observation_day_count(observation);
    int today = observation_day_number(observation, clock_day(clock_now()));
    snprintf(text, sizeof text,
             today > days ? _("Day 1 %1$02d-%2$02d, until %3$02d-%4$02d 24:00: complete already, day %5$d of %6$d")
                          : _("Day 1 %1$02d-%2$02d, until %3$02d-%4$02d 24:00; today is day %5$d of %6$d"),
             first / 100 % 100, first % 100, last / 100 % 100, last % 100, today, days);
    register_form_say(view, NOTE_PLAIN, text);
}

/* Who else of the household is observed. */
static void say_members(struct view *view, const struct observation *observation)
{
    struct observation members[MEMBERS_MOST];
    struct buffer text = {0};
    struct person person;
    char words[NAME_BYTES], name[NAME_BYTES];
    int count = 0;
    if (!observation_of_place(application_store(view), observation->place_id, members, MEMBERS_MOST, &count, NULL))
        return;
    for (int i = 0; i < count && !members[i].ended_at; i++) {
        if (members[i].person_id == observation->person_id ||
            !person_get(application_store(view), members[i].person_id, &person, NULL))
            continue;
        application_mask(application_of(view), MASK_NAME, person.name, name, sizeof name);
        observation_words(&members[i], clock_now(), words, sizeof words);
        buffer_add(&text, text.length ? _("; ") : _("Observed there already: "));
        buffer_format(&text, "%s %s", name, words);
    }
    if (text.length)
        register_form_say(view, NOTE_PLAIN, buffer_text(&text));
    buffer_release(&text);
}

static void say_flag(struct view *view, const struct observation *observation)
{
    if (observation->state == OBSERVATION_TO_VERIFY)
        register_form_say(view, NOTE_PLAIN, _("No flag yet: it is set when this is verified."));
    else if (observation_flags_place(application_store(view), observation->place_id))
        register_form_say(view, NOTE_PLAIN, _("The household has its flag: nobody goes out."));
    else
        register_form_say(view, NOTE_WARNING, _("! Saving flags the household: nobody of it goes out any more."));
}

static void changed(struct view *view, const char *field)
{
    union register_record scratch;
    struct observation *observation = (void *)&scratch;
    struct err err = {0};
    if (!strcmp(field, "person"))
        register_form_follow_person(view);
    register_form_hush(view);
    if (has_ended(view) || !register_form_take(view, &scratch, &err) || !observation->person_id)
        return;
    if (!observation_complete(application_store(view), observation, stored(view), &err)) {
        register_form_say(view, NOTE_DENIED, err.text);
        return;
    }
    say_term(view, observation);
    say_members(view, observation);
    say_flag(view, observation);
}

static const struct register_screen observation_register = {
    .rules = &observation_rules,
    .form = &screen_observation_form,
    .changed = changed,
    .name = observation_name,
};
static const char *const first_states[] = {N_("To verify"), N_("Under observation"), NULL};
static const struct field fields[] = {
    {.name = "person", .label = N_("Person"), .kind = FIELD_LOOKUP, .width = 24, .flags = FIELD_REQUIRED},
    {.name = "place", .label = N_("Household"), .hint = N_("where it is kept"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "kind", .label = N_("Kind"), .kind = FIELD_CHOICE, .width = 16, .choices = observation_kind_labels},
    {.name = "basis",
     .label = N_("Counts from"),
     .kind = FIELD_CHOICE,
     .width = 24,
     .flags = FIELD_STOP,
     .choices = observation_basis_labels},
    {.name = "basis_day", .label = N_("Basis day"), .hint = N_("empty: today"), .width = 12, .flags = FIELD_STOP},
    {.name = "reason", .label = N_("What happened"), .width = 40},
    {.name = "state",
     .label = N_("State"),
     .kind = FIELD_CHOICE,
     .width = 18,
     .choices = first_states,
     .shown = is_new},
    {.name = "began_at", .label = N_("Begun"), .hint = N_("readings from then; empty: now"), .width = 18},
    {.name = "told_at", .label = N_("Told in person"), .hint = N_("4-11 10:30; empty: not yet"), .width = 18},
    {.name = "letter_at", .label = N_("Letter given"), .width = 18},
    {.name = "promise_at", .label = N_("Promise signed"), .width = 18},
    {.name = "applied_by", .label = N_("Applied by"), .width = 20, .shown = is_released},
    {.name = "verified_by", .label = N_("Verified by"), .width = 20, .shown = is_released},
    {.name = "issued_by", .label = N_("Issued by"), .width = 20, .shown = is_released},
    {.name = "paper_number", .label = N_("Paper no."), .width = 20, .shown = is_released},
    {.name = "delivered_at", .label = N_("Delivered"), .width = 18, .shown = is_released},
    {.name = "end_reason", .label = N_("About the end"), .width = 40, .shown = has_ended},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = REGISTER_FORM("observation", fields);

const struct screen_def screen_observation_form =
    REGISTER_FORM_SCREEN("observation_form", N_("Home observation"), &observation_register, &form, 72);
