#include "canary.h"
#include "fixture_volunteers.h"
#include "gatepost/clock.h"
#include "gatepost/contact.h"
#include "gatepost/incident_rules.h"
#include "gatepost/notice.h"
#include "gatepost/observation_rules.h"
#include "gatepost/pairing.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/post.h"
#include "gatepost/reading.h"
#include "gatepost/registers.h"
#include "gatepost/roster_move.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "register.h"
#include "roster.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK CANARY_MARK

const struct canary_volunteer canary_volunteers[CANARY_VOLUNTEERS] = {
    {"章燚安", "7301", "471101", NULL},  {"孔燚书", "7302", "471102", NULL}, {"韩燚生", "7303", "471103", "hys"},
    {"沈燚月", "7303", "471104", "syy"}, {"曹燚林", "7305", "471105", NULL}, {"严燚禾", "7306", "471106", NULL},
    {"戚燚才", "7307", "471107", NULL},  {"谢燚云", "7308", NULL, NULL},     {"陶燚川", "7309", "471109", NULL},
};

/* Beside the mark: what is no text of its own, and words that would say how somebody is. */
static const struct {
    const char *text, *what;
} secrets[] = {
    {MARK, "a name or a text"}, {"1999137", "a phone"}, {"19770707", "an ID number"}, {"440603", "an ID number"},
    {"77-7-77", "a room"},      {"77栋", "a building"}, {"7X7X9", "a plate"},         {"观察", "health"},
    {"发热", "health"},         {"observ", "health"},   {"fever", "health"},          {"Fever", "health"},
    {"unfit", "health"},
};

const char *canary_found(const char *text, size_t length, const char **what)
{
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        const char *at = memmem(text, length, secrets[i].text, strlen(secrets[i].text));
        if (at != NULL) {
            *what = secrets[i].what;
            return at;
        }
    }
    return NULL;
}

static void must(bool good, const struct err *err, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "canaries: %s: %s\n", what, err->text);
    exit(1);
}

static void save(struct store *store, const struct register_rules *rules, void *record, const char *what)
{
    struct err err = {0};
    must(register_save(store, rules, record, &err), &err, what);
}

#define FILL(field, text) text_copy(field, sizeof(field), text)

/* ---- people ---- */

static int64_t make_household(struct store *store, const char *room)
{
    struct err err = {0};
    struct place place = {.kind = PLACE_HOUSEHOLD, .needs = NEED_DIALYSIS};
    must(room_parse(room, &place.room, &err), &err, room);
    FILL(place.estate, MARK "苑");
    FILL(place.grid, MARK "格");
    FILL(place.head, "户" MARK "主");
    FILL(place.phone, "19991377390");
    FILL(place.responsible, "责" MARK "任");
    FILL(place.note, MARK "住处备注");
    FILL(place.leader, "楼" MARK "长");
    FILL(place.needs_note, MARK "透析");
    must(people_add_place(store, &place, &err), &err, room);
    return place.id;
}

static int64_t make_person(struct store *store, const char *name, const char *digits, const char *identity,
                           int64_t place_id)
{
    struct err err = {0};
    struct person person = {.kind = PERSON_RESIDENT, .place_id = place_id};
    FILL(person.name, name);
    snprintf(person.phone, sizeof person.phone, "1999137%s", digits);
    if (identity != NULL) {
        person.id_type = ID_RESIDENT;
        FILL(person.id_number, identity);
    }
    FILL(person.note, MARK "居民备注");
    must(people_add_person(store, &person, &err), &err, name);
    return person.id;
}

static int64_t make_volunteer(struct store *store, const char *name, const char *digits, const char *identity,
                              int64_t place_id, enum volunteer_health health)
{
    struct volunteer volunteer;
    register_new(&volunteer_rules, &volunteer);
    volunteer.person_id = make_person(store, name, digits, identity, place_id);
    volunteer.health = health;
    volunteer.temperature = true;
    FILL(volunteer.name, name);
    FILL(volunteer.contact, "家" MARK "属");
    FILL(volunteer.contact_phone, "19991377391");
    FILL(volunteer.kit, MARK "防护服");
    FILL(volunteer.note, MARK "志愿者备注");
    save(store, &volunteer_rules, &volunteer, name);
    return volunteer.head.id;
}

static void make_observed(struct store *store, int64_t person_id, int64_t place_id)
{
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = person_id;
    observation.place_id = place_id;
    observation.state = OBSERVATION_OBSERVING;
    observation.basis_day = clock_day_add(clock_day(clock_now()), -3);
    observation.began_at = clock_now() - 2 * 86400;
    FILL(observation.reason, MARK "密接");
    FILL(observation.note, MARK "医学备注");
    save(store, &observation_rules, &observation, "observation");
    struct reading reading;
    register_new(&reading_rules, &reading);
    reading.observation_id = observation.head.id;
    reading.day = clock_day_add(clock_day(clock_now()), -1);
    reading.tenths = 387;
    reading.retest_tenths = 388;
    FILL(reading.symptoms, MARK "咳嗽");
    save(store, &reading_rules, &reading, "reading");
}

/* ---- what is kept of them ---- */

static void make_papers(struct store *store, int64_t person_id, int64_t place_id)
{
    struct contact contact;
    register_new(&contact_rules, &contact);
    contact.post = POST_MEMBER;
    contact.position = 7;
    FILL(contact.name, "联" MARK "系");
    FILL(contact.team, MARK "组");
    FILL(contact.phone, "19991377392");
    FILL(contact.note, MARK "值班备注");
    save(store, &contact_rules, &contact, "contact");
    struct vehicle vehicle;
    register_new(&vehicle_rules, &vehicle);
    vehicle.place_id = place_id;
    vehicle.driver_id = person_id;
    FILL(vehicle.plate, "粤E7X7X9");
    FILL(vehicle.note, MARK "车辆备注");
    save(store, &vehicle_rules, &vehicle, "vehicle");
    struct incident incident;
    register_new(&incident_rules, &incident);
    incident.person_id = person_id;
    incident.kind = INCIDENT_FEVER;
    FILL(incident.symptoms, MARK "高烧");
    FILL(incident.note, MARK "事件备注");
    save(store, &incident_rules, &incident, "incident");
}

static void make_notice(struct store *store, const char *title, const char *text, bool kiosk)
{
    struct notice notice;
    register_new(&notice_rules, &notice);
    notice.from_at = clock_now() - 60;
    notice.until_at = clock_now() + 3 * 86400;
    notice.kiosk = kiosk;
    FILL(notice.title, title);
    FILL(notice.text, text);
    save(store, &notice_rules, &notice, title);
}

static void make_request(struct store *store, int64_t place_id, int64_t person_id, const char *items)
{
    struct supply supply;
    register_new(&supply_rules, &supply);
    supply.place_id = place_id;
    supply.person_id = person_id;
    FILL(supply.asked_by, "要" MARK "货");
    FILL(supply.phone, "19991377393");
    FILL(supply.items, items);
    FILL(supply.note, MARK "物资备注");
    save(store, &supply_rules, &supply, items);
}

static void make_pairing(struct store *store, int64_t place_id, int64_t person_id)
{
    struct pairing pairing;
    register_new(&pairing_rules, &pairing);
    pairing.place_id = place_id;
    pairing.person_id = person_id;
    FILL(pairing.note, MARK "结对备注");
    save(store, &pairing_rules, &pairing, "pairing");
}

/* ---- the roster ---- */

static const char *const spans[] = {"06-14", "14-22", "22-06"};

/* The shift that runs just now: 0 to 2, and the day it belongs to. */
static int shift_now(int *day)
{
    struct civil_time now;
    clock_civil(clock_now(), &now);
    *day = clock_day(clock_now());
    if (now.hour < 6)
        *day = clock_day_add(*day, -1);
    return now.hour < 6 || now.hour >= 22 ? 2 : now.hour < 14 ? 0 : 1;
}

static int64_t make_post(struct store *store, const char *name, int position)
{
    struct post post;
    register_new(&post_rules, &post);
    post.position = position;
    post.least = 2;
    post.wanted = 2;
    FILL(post.name, name);
    FILL(post.pattern, "06-14 14-22 22-06");
    FILL(post.note, MARK "岗位备注");
    save(store, &post_rules, &post, name);
    return post.head.id;
}

static void stand(struct store *store, int64_t post_id, int day, int shift, int64_t volunteer_id)
{
    struct err err = {0};
    struct shift_span span;
    must(shift_span_parse(spans[shift], &span, &err), &err, spans[shift]);
    struct assignment assignment = {.post_id = post_id,
                                    .day = day,
                                    .starts_at = shift_starts_at(day, span),
                                    .ends_at = shift_ends_at(day, span),
                                    .volunteer_id = volunteer_id,
                                    .assigned_at = clock_now()};
    FILL(assignment.reason, MARK "理由");
    FILL(assignment.note, MARK "排班备注");
    roster_put(store, &assignment_table, &assignment);
}

static void seek_stand_in(struct store *store, int64_t volunteer_id)
{
    struct err err = {0};
    struct roster_entry entry;
    int count = 0;
    must(roster_read(store, clock_now(), clock_now() + 5 * 86400, 0, volunteer_id, &entry, 1, &count, &err) &&
             roster_seek(store, entry.assignment.head.id, entry.assignment.head.rev, true, MARK "家里有事", &err),
         &err, "stand-in");
}

static void make_roster(struct store *store, const int64_t ids[CANARY_VOLUNTEERS])
{
    int today, now = shift_now(&today), tomorrow = clock_day_add(today, 1), later = clock_day_add(today, 3);
    int64_t south = make_post(store, "南门岗", 1), east = make_post(store, "东门岗", 2);
    stand(store, south, today, now, ids[CANARY_SIGNS_IN]);
    stand(store, south, later, 1, ids[CANARY_SIGNS_IN]);
    stand(store, east, today, now, ids[CANARY_PAIRED]);
    for (int day = 0; day < 3; day++) {
        stand(store, south, clock_day_add(tomorrow, day), 1, ids[CANARY_SHARES]);
        stand(store, south, clock_day_add(tomorrow, day), 0, ids[CANARY_SHARES + 1]);
        stand(store, east, clock_day_add(tomorrow, day), 1, ids[CANARY_SEEKS]);
        stand(store, east, clock_day_add(tomorrow, day), 0, ids[CANARY_SEEKS + 1 + day]);
    }
    seek_stand_in(store, ids[CANARY_SEEKS]);
    struct absence absence;
    register_new(&absence_rules, &absence);
    absence.volunteer_id = ids[8];
    absence.from_at = clock_day_start(clock_day_add(today, 5));
    absence.until_at = clock_day_start(clock_day_add(today, 6));
    FILL(absence.reason, MARK "请假原因");
    save(store, &absence_rules, &absence, "absence");
}

/* ---- all of it ---- */

static void make_people(struct store *store)
{
    static const char *const identities[CANARY_VOLUNTEERS] = {"440603197707071175", "440603197707072282",
                                                              "44060319770707339X", "440603197707074413"};
    int64_t ids[CANARY_VOLUNTEERS];
    struct err err = {0};
    for (int i = 0; i < CANARY_VOLUNTEERS; i++) {
        const struct canary_volunteer *who = &canary_volunteers[i];
        char room[32];
        snprintf(room, sizeof room, "77-7-770%d", i + 1);
        int64_t place_id = make_household(store, room);
        ids[i] =
            make_volunteer(store, who->name, who->digits, identities[i], place_id, i == 6 ? HEALTH_UNFIT : HEALTH_FIT);
        if (who->pin != NULL)
            fixture_give_pin(store, ids[i], who->pin);
    }
    make_roster(store, ids);
    struct volunteer observed, paired;
    must(record_get(store, &volunteer_table, ids[5], &observed, &err) &&
             record_get(store, &volunteer_table, ids[CANARY_PAIRED], &paired, &err),
         &err, "volunteers");
    int64_t helped = make_household(store, "77-7-7790"), other = make_household(store, "77-7-7791");
    int64_t patient = make_person(store, "病" MARK "人", "7390", NULL, helped);
    make_observed(store, observed.person_id, 0);
    make_papers(store, patient, helped);
    make_pairing(store, helped, paired.person_id);
    make_request(store, helped, patient, "米10斤 盐2包");
    make_request(store, other, 0, MARK "降压药2盒");
    make_notice(store, "明天上午全员核酸", "请带手机", true);
    make_notice(store, MARK "内部通知", MARK "只给指挥点", false);
    int64_t gone = make_volunteer(store, "柏" MARK "远", "7399", NULL, make_household(store, "77-7-7792"), HEALTH_FIT);
    must(register_void(store, &volunteer_rules, gone, -1, MARK "去了外地", &err), &err, "removed");
}

void canary_make(const char *path)
{
    struct err err = {0};
    struct store_new new_file = {.community = "望江社区", .zone = "+08:00"};
    struct officer officer = {.name = CANARY_OFFICER, .role = ROLE_OFFICER};
    const struct pin_change change = {PIN_SET, CANARY_OFFICER_PIN, CANARY_OFFICER_PIN};
    must(store_create(path, &new_file, &err), &err, "create");
    struct store *store = store_open(path, 0, &err);
    must(store != NULL, &err, "open");
    must(store_sign_on(store, 0, "fixture", false, &err), &err, "terminal");
    must(people_add_officer(store, &officer, &err), &err, officer.name);
    must(people_sign_on(store, officer.name, "fixture", false, &err), &err, "sign on");
    make_people(store);
    must(pin_save_officer(store, &officer, &change, &err), &err, "PIN");
    store_close(store);
}
