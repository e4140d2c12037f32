/* The sample's incidents: one that waits, one that is reported, one that was closed. */
#include "demo_parts.h"
#include "gatepost/incident.h"
#include "gatepost/utf8.h"

enum { MINUTE = 60, DAY = 24 * 3600, FIRST_PERSON = 40, APART = 37 };

static void set_words(struct incident *incident, const char *isolated, const char *reported)
{
    text_copy(incident->isolated, sizeof incident->isolated, isolated);
    text_copy(incident->reported, sizeof incident->reported, reported);
}

/* About one of the residents, noticed so many minutes ago at the checkpoint of that number. */
static struct incident start(const struct demo_world *world, int person, int checkpoint, int minutes)
{
    const struct demo_person *who = &world->people[person % world->resident_count];
    int64_t at = world->demo->now - (int64_t)minutes * MINUTE;
    return (struct incident){.opened_at = at,
                             .stepped_at = at,
                             .opened_by = world->checkpoints[checkpoint].officer_id,
                             .checkpoint_id = world->checkpoints[checkpoint].id,
                             .person_id = who->id,
                             .place_id = who->place_id};
}

bool demo_make_incidents(struct demo_world *world, struct err *err)
{
    if (world->resident_count == 0)
        return true;
    struct incident closed = start(world, FIRST_PERSON, 0, DAY / MINUTE);
    closed.first_tenths = 379;
    closed.retest_tenths = 378;
    set_words(&closed, "留观帐篷", "社区医院；区疾控");
    closed.isolated_at = closed.opened_at + 5 * MINUTE;
    closed.reported_at = closed.opened_at + 12 * MINUTE;
    closed.called_at = closed.opened_at + 15 * MINUTE;
    closed.arrived_at = closed.opened_at + 40 * MINUTE;
    closed.handed_at = closed.closed_at = closed.stepped_at = closed.opened_at + 45 * MINUTE;
    closed.reported_by = closed.closed_by = closed.opened_by;
    closed.result = RESULT_HOSPITAL;
    text_copy(closed.handed, sizeof closed.handed, "市一医院发热门诊");
    text_copy(closed.outcome, sizeof closed.outcome, "核酸阴性，普通感冒");
    struct incident reported = start(world, FIRST_PERSON + APART, 1, 95);
    reported.kind = INCIDENT_CONTACT;
    set_words(&reported, "家中单间", "社区医院");
    text_copy(reported.symptoms, sizeof reported.symptoms, "无症状，同车人员确诊");
    reported.isolated_at = reported.opened_at + 10 * MINUTE;
    reported.reported_at = reported.stepped_at = world->demo->now - 50 * MINUTE;
    reported.reported_by = reported.opened_by;
    struct incident open = start(world, FIRST_PERSON + 2 * APART, 2, 40);
    open.kind = INCIDENT_SYMPTOMS;
    open.first_tenths = 371;
    text_copy(open.symptoms, sizeof open.symptoms, "咳嗽、乏力");
    struct incident *const all[] = {&closed, &reported, &open};
    for (int i = 0; i < 3; i++)
        if (!record_save(world->store, &incident_table, all[i], err))
            return false;
    return true;
}
