#include "fixture.h"

#include "fixture_part.h"
#include "gatepost/backup_rules.h"
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/incident_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(bool good, const struct err *err, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "fixture: %s: %s\n", what, err->text);
    exit(1);
}

static int64_t at(int day, int hour, int minute)
{
    struct civil_time civil = {.year = 2022, .month = 4, .day = day, .hour = hour, .minute = minute};
    return clock_at(&civil);
}

int64_t fixture_now(void)
{
    struct err err = {0};
    must(clock_use_zone("+08:00", &err), &err, "zone");
    return at(11, 14, 32);
}

static const struct resident {
    const char *name, *room, *phone;
    const char *flag; /* of the household: denies out */
} residents[] = {
    {"刘洋", "12-2-1203", "13812343821", "居家观察第9天,不得外出"},
    {"刘建国", "12-2-1203", "13812343822", NULL},
    {"张伟明", "8-1-0302", "13912340001", NULL},
    {"赵文敏", "15-2-0601", "13912340002", NULL},
    {"郑为民", "9-3-0402", "13912340003", "居家观察第2天,不得外出"},
    {"李秀英", "3-3-1101", "13912340004", NULL},
    {"黄磊", "7-1-0204", "13912340005", NULL},
    {"陈静", "4-2-1502", "13912340006", NULL},
    {"李娜", "10-1-0901", "13912340007", NULL},
    {"冯桂兰", "5-1-0802", "13912340008", NULL},
    {"欧阳建国", "3-1-0505", "13912340009", NULL},
};
enum { RESIDENTS = sizeof residents / sizeof residents[0] };

static const struct fixture_past pasts[] = {
    {10, 18, 40, "南门", "赵文敏", DIRECTION_IN, 364, 0, "回家", NULL},
    {10, 19, 5, "东门", "黄磊", DIRECTION_OUT, 365, 0, "散步", NULL},
    {11, 8, 2, "东门", "刘建国", DIRECTION_IN, 363, 0, "回家", NULL},
    {11, 13, 30, "南门", "李娜", DIRECTION_OUT, 365, 0, "上班", NULL},
    {11, 14, 15, "东门", "李娜", DIRECTION_IN, 365, 0, "回家", NULL},
    {11, 14, 16, "南门", "陈静", DIRECTION_OUT, 368, 0, "就医", NULL},
    {11, 14, 20, "东门", "黄磊", DIRECTION_IN, 363, 0, "回家", NULL},
    {11, 14, 25, "南门", "粤E12345", DIRECTION_IN, 362, 0, "送货", NULL},
    {11, 14, 27, "南门", "周杰", DIRECTION_IN, 367, 0, "访客", "5-1-0802"},
    {11, 14, 28, "东门", "李秀英", DIRECTION_IN, 364, 0, "回家", NULL},
    {11, 14, 30, "南门", "张伟明", DIRECTION_OUT, 365, 0, "买菜", NULL},
    {11, 14, 31, "南门", "刘洋", DIRECTION_IN, 376, 375, "回家", NULL},
};

int64_t fixture_place(struct store *store, const char *room)
{
    struct err err = {0};
    struct room parsed;
    int64_t id = 0;
    must(room_parse(room, &parsed, &err), &err, room);
    if (place_find_room(store, "", &parsed, &id, &err))
        return id;
    struct place place = {.kind = PLACE_HOUSEHOLD, .room = parsed, .occupancy = OCCUPANCY_OWNER};
    must(people_add_place(store, &place, &err), &err, room);
    return place.id;
}

static void add_people(struct store *store)
{
    struct err err = {0};
    for (int i = 0; i < RESIDENTS; i++) {
        struct person person = {.kind = PERSON_RESIDENT, .place_id = fixture_place(store, residents[i].room)};
        text_copy(person.name, sizeof person.name, residents[i].name);
        text_copy(person.phone, sizeof person.phone, residents[i].phone);
        must(people_add_person(store, &person, &err), &err, person.name);
    }
}

static void add_flags(struct store *store)
{
    struct err err = {0};
    for (int i = 0; i < RESIDENTS; i++) {
        if (!residents[i].flag)
            continue;
        struct flag flag = {.place_id = fixture_place(store, residents[i].room),
                            .kind = FLAG_OBSERVATION,
                            .denies = DENIES_OUT,
                            .from_at = at(2, 0, 0)};
        text_copy(flag.say, sizeof flag.say, residents[i].flag);
        text_copy(flag.call, sizeof flag.call, "网格员 李娜");
        must(people_set_flag(store, &flag, &err), &err, flag.say);
    }
}

bool fixture_person(struct store *store, const char *name, struct person *person)
{
    struct person found[8];
    struct err err = {0};
    int count = 0;
    must(person_window(store, name, "", 0, false, found, 8, &count, &err), &err, name);
    for (int i = 0; i < count; i++) {
        if (!strcmp(found[i].name, name)) {
            *person = found[i];
            return true;
        }
    }
    return false;
}

bool fixture_crossing(struct store *store, const struct fixture_past *past, struct err *err)
{
    struct crossing crossing = {.direction = past->direction,
                                .class = CLASS_RESIDENT,
                                .temp_tenths = past->temp,
                                .retest_tenths = past->retest,
                                .affected_area = -1,
                                .mask = true,
                                .at = clock_now()};
    struct gate_visitor visitor = {0};
    struct person person;
    if (!checkpoint_find(store, past->checkpoint, &crossing.checkpoint_id, err))
        return false;
    text_copy(crossing.purpose, sizeof crossing.purpose, past->purpose);
    if (past->visits) {
        crossing.class = CLASS_VISITOR;
        crossing.place_id = fixture_place(store, past->visits);
        text_copy(visitor.name, sizeof visitor.name, past->name);
        text_copy(visitor.phone, sizeof visitor.phone, "13712345678");
    } else if (fixture_person(store, past->name, &person)) {
        crossing.person_id = person.id;
        crossing.place_id = person.place_id;
    } else {
        crossing.class = CLASS_COURIER;
        text_copy(visitor.plate, sizeof visitor.plate, past->name);
    }
    crossing.decision = gate_default_decision(store, past->temp, past->retest);
    if (crossing.decision != DECISION_ADMITTED)
        text_copy(crossing.reason, sizeof crossing.reason, "发热");
    return gate_save(store, &crossing, &visitor, err);
}

/* The hours go by and it is backed up: what a test sees of backups is what it does itself. */
static void note_backup(struct store *store)
{
    struct err err = {0};
    struct backup_record record;
    must(store_begin(store, "fixture", &err) && backup_record_read(store, &record, &err), &err, "backup");
    record.made_at = record.tried_at = clock_now();
    while (backup_unsaved_since(store, &record) != 0)
        record.audit_count++;
    must(backup_record_write(store, &record, &err) && store_commit(store, &err), &err, "backup");
}

/* What the fever of the log opened is dealt with: scripts about incidents open their own. */
static void close_incidents(struct store *store)
{
    struct err err = {0};
    struct incident incident;
    struct record_window window = {.scope = INCIDENTS_OPEN, .rows = &incident, .most = 1};
    must(record_window(store, &incident_table, &window, &err) && window.count == 1, &err, "incident");
    incident.result = RESULT_HOME;
    must(register_save(store, &incident_close_rules, &incident, &err), &err, "incident");
}

void fixture_make(const char *path, enum fixture_kind kind)
{
    struct err err = {0};
    struct store_new new_file = {.community = "望江社区防疫指挥点", .zone = "+08:00"};
    int64_t now = fixture_now();
    clock_fix(at(2, 8, 0));
    must(store_create(path, &new_file, &err), &err, "create");
    struct store *store = store_open(path, 0, &err);
    must(store != NULL, &err, "open");
    struct officer officer = {.name = "王秀英", .role = ROLE_OFFICER};
    must(store_sign_on(store, 0, "fixture", false, &err), &err, "terminal");
    must(people_add_officer(store, &officer, &err), &err, officer.name);
    must(people_sign_on(store, officer.name, "fixture", false, &err), &err, "sign on");
    struct checkpoint south = {.name = "南门"}, east = {.name = "东门"};
    must(people_add_checkpoint(store, &south, &err), &err, south.name);
    if (kind == FIXTURE_FULL) {
        struct officer second = {.name = "李娜", .role = ROLE_GATE};
        must(people_add_officer(store, &second, &err), &err, second.name);
        must(people_add_checkpoint(store, &east, &err), &err, east.name);
        add_people(store);
        for (size_t i = 0; i < sizeof pasts / sizeof pasts[0]; i++) {
            clock_fix(at(pasts[i].day, pasts[i].hour, pasts[i].minute));
            note_backup(store);
            must(fixture_crossing(store, &pasts[i], &err), &err, pasts[i].name);
        }
        add_flags(store);
        close_incidents(store);
    }
    note_backup(store);
    store_close(store);
    clock_fix(now);
}
