/* The register of incidents: what a record must say, its steps, its end. */
#include "gatepost/incident_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdio.h>
#include <string.h>

#define INCIDENT(member) offsetof(struct incident, member), sizeof(((struct incident *)NULL)->member)
/* Steps in the order they are asked for; with words (where, whom) a step needs them. */
static const struct step {
    size_t words, size, at;
    bool needs_words;
    const char *field, *field_at;
    const char *missing; /* msgid */
} steps[STEP_COUNT] = {
    [STEP_ISOLATED] = {INCIDENT(isolated), offsetof(struct incident, isolated_at), true, "isolated", "isolated_at",
                       N_("Where is the person isolated? Write the place.")},
    [STEP_REPORTED] = {INCIDENT(reported), offsetof(struct incident, reported_at), true, "reported", "reported_at",
                       N_("To whom was it reported? Write it down.")},
    [STEP_CALLED] = {INCIDENT(ambulance), offsetof(struct incident, called_at), false, "ambulance", "called_at", NULL},
    [STEP_ARRIVED] = {INCIDENT(ambulance), offsetof(struct incident, arrived_at), false, "ambulance", "arrived_at",
                      NULL},
    [STEP_HANDED] = {INCIDENT(handed), offsetof(struct incident, handed_at), true, "handed", "handed_at",
                     N_("To whom was the person handed over? Write it down.")},
};

static char *words_of(struct incident *incident, const struct step *step)
{
    return (char *)incident + step->words;
}

static int64_t *time_of(struct incident *incident, const struct step *step)
{
    return (int64_t *)(void *)((char *)incident + step->at);
}

int64_t incident_step_at(const struct incident *incident, enum incident_step step)
{
    return *(const int64_t *)(const void *)((const char *)incident + steps[step].at);
}

/* ---- a record ---- */

static bool check_who(struct store *store, struct incident *incident, const struct incident *before, struct err *err)
{
    struct person person;
    if (incident->person_id == 0)
        return incident->name[0] != '\0' ||
               err_field(err, ERR_INPUT, "person", _("Who is it? Choose a person, or write a name."));
    incident->name[0] = '\0';
    if (before == NULL && incident->place_id == 0 && person_get(store, incident->person_id, &person, NULL))
        incident->place_id = person.place_id;
    return true;
}

/* Times are typed to the minute. */
static bool is_before(int64_t at, int64_t other)
{
    return at / 60 < other / 60;
}

static bool check_step(struct incident *incident, const struct step *step, struct err *err)
{
    const char *words = words_of(incident, step);
    int64_t *at = time_of(incident, step);
    if (step->needs_words && words[0] == '\0' && *at != 0)
        return err_field(err, ERR_INPUT, step->field, "%s", _(step->missing));
    if (step->needs_words && words[0] != '\0' && *at == 0)
        *at = clock_now();
    return *at == 0 || !is_before(*at, incident->opened_at) ||
           err_field(err, ERR_INPUT, step->field_at, _("This time is before the incident was opened."));
}

static bool check_steps(struct store *store, struct incident *incident, const struct incident *before, struct err *err)
{
    for (int i = 0; i < STEP_COUNT; i++)
        if (!check_step(incident, &steps[i], err))
            return false;
    if (incident->arrived_at != 0 && is_before(incident->arrived_at, incident->called_at))
        return err_field(err, ERR_INPUT, "arrived_at", _("The ambulance came before it was called."));
    if (incident->reported[0] == '\0')
        incident->reported_by = 0;
    else if (before == NULL || before->reported[0] == '\0')
        incident->reported_by = store_officer(store);
    return true;
}

static bool is_step(const struct incident *incident, const struct incident *before)
{
    for (int i = 0; i < STEP_COUNT; i++)
        if (incident_step_at(incident, i) != incident_step_at(before, i))
            return true;
    return strcmp(incident->reported, before->reported) != 0 || incident->result != before->result;
}

static bool check_result(const struct incident *incident, struct err *err)
{
    if (incident->closed_at != 0 && incident->result == RESULT_NONE)
        return err_field(err, ERR_INPUT, "result", _("How did it end? Choose the result."));
    return incident->result != RESULT_OTHER || incident->outcome[0] != '\0' ||
           err_field(err, ERR_INPUT, "outcome", _("Say in words how it ended."));
}

/* What is closed is corrected by those who may close. */
static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct incident *incident = record;
    const struct incident *was = before;
    if (was != NULL && was->closed_at != 0 && !verb_allowed(store, "incident.close", err))
        return false;
    if (incident->opened_at == 0)
        incident->opened_at = clock_now();
    if (was == NULL) {
        incident->opened_by = store_officer(store);
        incident->stepped_at = clock_now();
    }
    if (!check_who(store, incident, was, err) || !check_steps(store, incident, was, err) ||
        !check_result(incident, err))
        return false;
    if (was != NULL && is_step(incident, was))
        incident->stepped_at = clock_now();
    return true;
}

static void begin(void *record)
{
    ((struct incident *)record)->kind = INCIDENT_SYMPTOMS;
}

const struct register_rules incident_rules = {
    .table = &incident_table,
    .verb_add = "incident.add",
    .verb_edit = "incident.edit",
    .verb_void = "incident.void",
    .begin = begin,
    .check = check,
};

/* ---- its end ---- */

static bool refuse_closed(struct store *store, const struct incident *incident, struct err *err)
{
    struct officer officer = {0};
    if (incident->closed_at == 0)
        return true;
    officer_get(store, incident->closed_by, &officer, NULL);
    return err_set(err, ERR_CONFLICT, _("This incident was closed already, by %s."), officer.name);
}

static bool check_close(struct store *store, void *record, const void *before, struct err *err)
{
    struct incident *incident = record;
    if (before == NULL)
        die("an incident is closed that was never opened");
    if (!refuse_closed(store, before, err))
        return false;
    incident->closed_at = clock_now();
    incident->closed_by = store_officer(store);
    if (incident->closed_by == 0)
        return err_set(err, ERR_ROLE, _("An incident is closed by name. Sign on first."));
    return check(store, record, before, err);
}

const struct register_rules incident_close_rules = {
    .table = &incident_table,
    .verb_add = "incident.close",
    .verb_edit = "incident.close",
    .verb_void = "incident.void",
    .check = check_close,
};

/* ---- steps ---- */

/* Another one is told behind those who know already. */
static bool set_words(char *words, size_t size, const char *more, const struct step *step, struct err *err)
{
    struct buffer text = {0};
    if (words[0] != '\0' && more[0] != '\0')
        buffer_format(&text, "%s；%s", words, more);
    else
        buffer_add(&text, words[0] != '\0' ? words : more);
    bool fits = text.length < size;
    if (fits)
        text_copy(words, size, buffer_text(&text));
    else
        err_field(err, ERR_INPUT, step->field, _("This is too long. Shorten it."));
    buffer_release(&text);
    return fits;
}

static bool step_within(struct store *store, struct incident *incident, enum incident_step which, const char *words,
                        struct err *err)
{
    const struct step *step = &steps[which];
    int64_t *at = time_of(incident, step);
    if (!refuse_closed(store, incident, err))
        return false;
    if (*at != 0 && which != STEP_REPORTED)
        return err_set(err, ERR_INPUT, _("This was done already. F2 corrects it."));
    if (step->needs_words && words[strspn(words, " ")] == '\0')
        return err_field(err, ERR_INPUT, step->field, "%s", _(step->missing));
    if (!set_words(words_of(incident, step), step->size, words, step, err))
        return false;
    if (*at == 0)
        *at = clock_now();
    return register_save_within(store, &incident_rules, incident, err);
}

bool incident_take_step(struct store *store, int64_t id, int64_t rev, enum incident_step step, const char *words,
                        struct err *err)
{
    struct incident incident;
    if (!verb_begin(store, "incident.step", err))
        return false;
    bool good = record_get(store, &incident_table, id, &incident, err);
    struct record_head standing = incident.head;
    if (good && rev >= 0)
        incident.head.rev = rev;
    good = good && void_refuse_again(incident.head.voided, err) &&
           record_refuse_stale(store, &incident_table, &incident, &standing, err) &&
           step_within(store, &incident, step, words, err);
    return verb_end(store, good, err);
}
