/* One reading of the round (domain.md §4) with what the grid has no room for: when, how it came, symptoms. It is opened
 * on a reading, or on a new one whose observation is preset. */
#include "gatepost/clock.h"
#include "gatepost/reading_rules.h"
#include "gatepost/utf8.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>

static void write_who(const struct view *view, int64_t observation_id, char *text, size_t size)
{
    struct observation observation;
    struct person person;
    struct store *store = application_store(view);
    text_copy(text, size, "");
    if (record_get(store, &observation_table, observation_id, &observation, NULL) &&
        person_get(store, observation.person_id, &person, NULL))
        application_mask(application_of(view), MASK_NAME, person.name, text, size);
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct reading *reading = record;
    char who[NAME_BYTES], label[32];
    write_who(view, reading->observation_id, who, sizeof who);
    half_day_label((struct half_day){reading->day, reading->half}, label, sizeof label);
    snprintf(text, size, "%s %s", who, label);
}

/* Whose it is stands above the fields: a reading of somebody else is another one. */
static void changed(struct view *view, const char *field)
{
    char who[NAME_BYTES];
    const struct reading *reading = register_form_record(view);
    if (field[0])
        return;
    write_who(view, reading->observation_id, who, sizeof who);
    register_form_say(view, NOTE_PLAIN, who);
}

static void begin(const struct view *view, void *record)
{
    struct reading *reading = record;
    if (reading->day)
        return;
    struct half_day now = half_day_now(application_store(view), clock_now());
    reading->day = now.day;
    reading->half = now.half;
}

static const struct register_screen readings = {
    .rules = &reading_rules,
    .form = &screen_reading_form,
    .begin = begin,
    .changed = changed,
    .first = "temp",
    .name = name,
};
static const struct field fields[] = {
    {.name = "day", .label = N_("Day"), .width = 12, .flags = FIELD_REQUIRED},
    {.name = "half",
     .label = N_("Half-day"),
     .kind = FIELD_CHOICE,
     .width = 10,
     .choices = half_labels,
     .flags = FIELD_SAME_LINE},
    {.name = "outcome", .label = N_("Outcome"), .kind = FIELD_CHOICE, .width = 12, .choices = reading_outcome_labels},
    {.name = "temp", .label = N_("Temperature"), .hint = N_("365 = 36.5"), .width = 8},
    {.name = "retest", .label = N_("Retest"), .width = 8, .flags = FIELD_SAME_LINE},
    {.name = "symptoms", .label = N_("Symptoms"), .hint = N_("empty = none"), .width = 36},
    {.name = "via", .label = N_("How"), .kind = FIELD_CHOICE, .width = 12, .choices = reading_via_labels},
    {.name = "at", .label = N_("When"), .hint = N_("empty = now"), .kept_hint = N_("empty = unchanged"), .width = 17},
};
static const struct form_def form = REGISTER_FORM("reading", fields);

const struct screen_def screen_reading_form =
    REGISTER_FORM_SCREEN("reading_form", N_("Reading of the round"), &readings, &form, 72);
