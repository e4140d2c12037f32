#include "fixture.h"

#include "gatepost/alarm.h"
#include "gatepost/backup_rules.h"
#include "gatepost/clock.h"
#include "gatepost/declaration_rules.h"
#include "gatepost/expected.h"
#include "gatepost/gate.h"
#include "gatepost/incident_rules.h"
#include "gatepost/pass.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/roster_move.h"
#include "gatepost/setting_table.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "roster.h"
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

static const struct past {
    int day, hour, minute;
    const char *checkpoint, *name;
    enum direction direction;
    int temp, retest;
    const char *purpose;
    const char *visits; /* a visitor, of this room */
} pasts[] = {
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

static int64_t place_of(struct store *store, const char *room)
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
        struct person person = {.kind = PERSON_RESIDENT, .place_id = place_of(store, residents[i].room)};
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
        struct flag flag = {.place_id = place_of(store, residents[i].room),
                            .kind = FLAG_OBSERVATION,
                            .denies = DENIES_OUT,
                            .from_at = at(2, 0, 0)};
        text_copy(flag.say, sizeof flag.say, residents[i].flag);
        text_copy(flag.call, sizeof flag.call, "网格员 李娜");
        must(people_set_flag(store, &flag, &err), &err, flag.say);
    }
}

static bool find_person(struct store *store, const char *name, struct person *person)
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

static bool add_crossing(struct store *store, const struct past *past, struct err *err)
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
        crossing.place_id = place_of(store, past->visits);
        text_copy(visitor.name, sizeof visitor.name, past->name);
        text_copy(visitor.phone, sizeof visitor.phone, "13712345678");
    } else if (find_person(store, past->name, &person)) {
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
            must(add_crossing(store, &pasts[i], &err), &err, pasts[i].name);
        }
        add_flags(store);
        close_incidents(store);
    }
    note_backup(store);
    store_close(store);
    clock_fix(now);
}

static bool newest_of(struct store *store, const char *name, struct crossing *crossing, struct err *err)
{
    struct person person;
    struct crossing_filter filter;
    if (!find_person(store, name, &person))
        return err_set(err, ERR_NOT_FOUND, "nobody is called %s", name);
    crossing_filter_init(&filter);
    filter.person_id = person.id;
    struct crossing_window window = {.filter = &filter, .budget_ms = 1000, .rows = crossing, .most = 1};
    return crossing_window(store, &window, err) &&
           (window.count == 1 || err_set(err, ERR_NOT_FOUND, "%s was never logged", name));
}

static bool do_add(struct store *store, const char *name, const char *way, const char *temp, struct err *err)
{
    struct past past = {.checkpoint = "东门",
                        .name = name,
                        .direction = !strcmp(way, "in") ? DIRECTION_IN : DIRECTION_OUT,
                        .purpose = ""};
    return temperature_parse(temp, &past.temp, err) && add_crossing(store, &past, err);
}

/* Out at the other gate against what denies it. */
static bool do_let(struct store *store, const char *name, const char *reason, struct err *err)
{
    struct crossing crossing = {.direction = DIRECTION_OUT, .affected_area = -1, .temp_tenths = 365, .mask = true};
    struct person person;
    if (!find_person(store, name, &person))
        return err_set(err, ERR_NOT_FOUND, "nobody is called %s", name);
    crossing.person_id = person.id;
    text_copy(crossing.override_reason, sizeof crossing.override_reason, reason);
    return checkpoint_find(store, "东门", &crossing.checkpoint_id, err) && gate_save(store, &crossing, NULL, err);
}

static bool do_edit(struct store *store, const char *name, const char *field, const char *value, struct err *err)
{
    struct crossing crossing;
    if (!newest_of(store, name, &crossing, err))
        return false;
    if (!strcmp(field, "temp") && !temperature_parse(value, &crossing.temp_tenths, err))
        return false;
    if (!strcmp(field, "remark"))
        text_copy(crossing.remark, sizeof crossing.remark, value);
    if (!strcmp(field, "purpose"))
        text_copy(crossing.purpose, sizeof crossing.purpose, value);
    return gate_save(store, &crossing, NULL, err);
}

static bool do_flag(struct store *store, const char *room, const char *say, struct err *err)
{
    struct flag flag = {
        .place_id = place_of(store, room), .kind = FLAG_OTHER, .denies = DENIES_OUT, .from_at = clock_now()};
    text_copy(flag.say, sizeof flag.say, say);
    return people_set_flag(store, &flag, err);
}

static bool do_backup(struct store *store, struct err *err)
{
    struct backup_made backup;
    bool made = false;
    return backup_run(store, BACKUP_NOW, NULL, &backup, &made, err);
}

/* As a duty officer would at another terminal. */
static bool do_pin(struct store *store, const char *name, const char *pin, struct err *err)
{
    const struct pin_change change = {PIN_SET, pin, pin};
    struct officer officer;
    int64_t chief = 0, id = 0;
    return officer_find(store, "王秀英", &chief, err) && store_sign_on(store, chief, "other", false, err) &&
           officer_find(store, name, &id, err) && officer_get(store, id, &officer, err) &&
           pin_save_officer(store, &officer, &change, err);
}

/* Somebody types it at another terminal: a refusal is what is wanted. */
static bool do_try(struct store *store, const char *name, const char *pin)
{
    struct err refused = {0};
    pin_sign_on(store, name, pin, "other", false, &refused);
    return true;
}

/* So many of one rule and occasion, of a rule this program does not know. */
static bool do_raise(struct store *store, const char *rule, const char *occasion, int count, struct err *err)
{
    bool good = store_begin(store, "alarm.scan", err), raised;
    for (int i = 0; good && i < count; i++) {
        char words[64];
        snprintf(words, sizeof words, "9-3-40%d 郑某", i + 1);
        good = alarm_raise(store, rule, i + 1, occasion, words, &raised, err);
    }
    return good && store_commit(store, err);
}

/* ---- registers ---- */

/* One a line. */
/* clang-format off */
static const struct register_rules *const registers[] = {
    &arrival_rules,
    &contact_rules,
    &declaration_rules,
    &donation_rules,
    &errand_rules,
    &expected_rules,
    &follow_up_rules,
    &goods_rules,
    &incident_rules,
    &keeper_rules,
    &notice_rules,
    &observation_rules,
    &pairing_rules,
    &parcel_rules,
    &pass_rules,
    &patrol_rules,
    &post_rules,
    &poster_rules,
    &reading_rules,
    &stock_entry_rules,
    &supply_rules,
    &survey_rules,
    &survey_round_rules,
    &team_rules,
    &team_day_rules,
    &tier_rules,
    &vehicle_rules,
    &visit_rules,
    &volunteer_rules,
    &absence_rules,
    &post_rules,
    &post_closed_rules,
};
/* clang-format on */

static const struct register_rules *register_of(const char *table)
{
    for (size_t i = 0; i < sizeof registers / sizeof registers[0]; i++)
        if (!strcmp(registers[i]->table->name, table))
            return registers[i];
    fprintf(stderr, "fixture: no register %s\n", table);
    exit(1);
}

union any_record {
    struct record_head head;
    char bytes[RECORD_SIZE_MOST];
};

/* "name=陈国梁;position=1" into the record, and saved. */
static bool do_register(struct store *store, const struct register_rules *rules, union any_record *record, char *values,
                        struct err *err)
{
    char *rest = values, *value;
    while ((value = strsep(&rest, ";"))) {
        const char *name = strsep(&value, "=");
        const struct record_field *field = record_find(rules->table->fields, name);
        if (!field || !value)
            return err_set(err, ERR_INPUT, "%s has no %s", rules->table->name, name);
        if (!record_resolve(store, field, record, value, err))
            return false;
    }
    return register_save(store, rules, record, err);
}

/* A request goes on to that state with that volunteer. */
static bool do_move(struct store *store, char *words[4], struct err *err)
{
    struct supply_move move = {.id = atoll(words[1]), .rev = -1, .to = SUPPLY_NEW};
    while (move.to < SUPPLY_NOT_NEEDED && strcmp(words[2], supply_state_names[move.to]) != 0)
        move.to++;
    text_copy(move.helper, sizeof move.helper, words[3]);
    return supply_move(store, &move, err);
}

/* A second duty officer, at the other desk. */
static bool sign_on_second(struct store *store, struct err *err)
{
    struct officer officer = {.name = "李卫国", .role = ROLE_OFFICER};
    if (!officer_find(store, officer.name, &officer.id, NULL) && !people_add_officer(store, &officer, err))
        return false;
    return store_sign_on(store, officer.id, "other", false, err);
}

/* Puts a volunteer on a shift of today, rings them for it, or signs them in there. */
static bool do_shift(struct store *store, char *words[4], struct err *err)
{
    struct shift_span span;
    struct assignment one = {.day = clock_day(clock_now())};
    struct roster_entry entry;
    int64_t id = 0;
    if (!record_resolve(store, record_find(assignment_fields, "volunteer"), &one, words[1], err) ||
        !record_resolve(store, record_find(assignment_fields, "post"), &one, words[2], err) ||
        !shift_span_parse(words[3], &span, err))
        return false;
    one.starts_at = shift_starts_at(one.day, span);
    one.ends_at = shift_ends_at(one.day, span);
    if (!strcmp(words[0], "roster.put"))
        return roster_assign(store, &one, false, true, err);
    const struct fit_shift shift = {
        .post_id = one.post_id, .starts_at = one.starts_at, .ends_at = one.ends_at, .day = one.day};
    if (!strcmp(words[0], "roster.ring"))
        return sign_on_second(store, err) && call_out_begin(store, &shift, one.volunteer_id, &id, err);
    return shift_meant(store, one.volunteer_id, one.starts_at, &entry, err) &&
           shift_in(store, entry.assignment.head.id, -1, 0, err);
}

/* "roster.assign 南门 20220412/14-22 马小军". */
static bool do_assign(struct store *store, char *words[4], struct err *err)
{
    struct post post;
    struct volunteer volunteer;
    struct shift_span span;
    const char *shift = strchr(words[2], '/');
    if (!record_with_text(store, &post_table, "name", words[1], &post, err) ||
        !record_with_text(store, &volunteer_table, "name", words[3], &volunteer, err) ||
        !shift_span_parse(shift ? shift + 1 : "", &span, err))
        return false;
    struct assignment assignment = {.post_id = post.head.id, .day = atoi(words[2]), .volunteer_id = volunteer.head.id};
    assignment.starts_at = shift_starts_at(assignment.day, span);
    assignment.ends_at = shift_ends_at(assignment.day, span);
    text_copy(assignment.reason, sizeof assignment.reason, "人手不够");
    return roster_assign(store, &assignment, false, false, err);
}

/* Posts and volunteers come past the verbs: "roster.post NAME LEAST-WANTED PATTERN", "roster.volunteer NAME". */
static bool do_roster(struct store *store, char *words[4], struct err *err)
{
    if (!strcmp(words[0], "roster.assign"))
        return do_assign(store, words, err);
    if (!strcmp(words[0], "roster.put") || !strcmp(words[0], "roster.ring") || !strcmp(words[0], "roster.in"))
        return do_shift(store, words, err);
    if (!strcmp(words[0], "roster.seek"))
        return roster_seek(store, atoll(words[1]), -1, true, "", err);
    if (!strcmp(words[0], "roster.volunteer"))
        return roster_volunteer(store, words[1]) != 0;
    const char *wanted = strchr(words[2], '-');
    return roster_post(store, words[1], words[3], atoi(words[2]), atoi(wanted ? wanted + 1 : words[2])) != 0;
}

static bool run_register(struct store *store, char *words[4], struct err *err)
{
    if (!strcmp(words[0], "setting.set"))
        return setting_set(store, words[1], words[2], err);
    if (!strcmp(words[0], "pass.lost"))
        return pass_lose(store, atoll(words[1]), -1, words[2], err);
    if (!strcmp(words[0], "declaration.reject"))
        return declaration_reject(store, atoll(words[1]), -1, words[2], err);
    if (!strcmp(words[0], "supply.move"))
        return do_move(store, words, err);
    if (!strncmp(words[0], "roster.", strlen("roster.")))
        return do_roster(store, words, err);
    const struct register_rules *rules = register_of(words[1]);
    union any_record record;
    register_new(rules, &record);
    if (!strcmp(words[0], "register.add"))
        return do_register(store, rules, &record, words[2], err);
    int64_t id = atoll(words[2]);
    if (!strcmp(words[0], "register.void"))
        return register_void(store, rules, id, -1, words[3], err);
    return record_get(store, rules->table, id, &record, err) && do_register(store, rules, &record, words[3], err);
}

/* Somebody comes in at the other gate on this announcement. */
static bool do_use(struct store *store, const char *id, struct err *err)
{
    struct expected expected;
    struct gate_visitor visitor = {0};
    struct crossing crossing = {.class = CLASS_VISITOR, .affected_area = -1, .temp_tenths = 365, .mask = true};
    crossing.expected_id = atoi(id);
    if (!checkpoint_find(store, "东门", &crossing.checkpoint_id, err) ||
        !record_get(store, &expected_table, crossing.expected_id, &expected, err))
        return false;
    crossing.place_id = expected.place_id;
    text_copy(visitor.name, sizeof visitor.name, expected.name);
    text_copy(visitor.phone, sizeof visitor.phone, expected.phone);
    return gate_save(store, &crossing, &visitor, err);
}

static bool run_line(struct store *store, char *words[4], struct err *err)
{
    struct crossing crossing;
    if (!strcmp(words[0], "gate.add"))
        return do_add(store, words[1], words[2], words[3], err);
    if (!strcmp(words[0], "gate.let"))
        return do_let(store, words[1], words[2], err);
    if (!strcmp(words[0], "gate.edit"))
        return do_edit(store, words[1], words[2], words[3], err);
    if (!strcmp(words[0], "gate.void"))
        return newest_of(store, words[1], &crossing, err) && gate_void(store, crossing.id, crossing.rev, words[2], err);
    if (!strcmp(words[0], "flag.set"))
        return do_flag(store, words[1], words[2], err);
    if (!strcmp(words[0], "visitor.use"))
        return do_use(store, words[1], err);
    if (!strcmp(words[0], "alarm.raise"))
        return do_raise(store, words[1], words[2], atoi(words[3]), err);
    if (!strcmp(words[0], "backup.make"))
        return do_backup(store, err);
    if (!strcmp(words[0], "pin.set"))
        return do_pin(store, words[1], words[2], err);
    if (!strcmp(words[0], "pin.try"))
        return do_try(store, words[1], words[2]);
    return err_set(err, ERR_INPUT, "unknown: other %s", words[0]);
}

bool fixture_other(const char *path, const char *line, struct err *err)
{
    char copy[512], *words[4] = {"", "", "", ""}, *rest = copy;
    text_copy(copy, sizeof copy, line);
    for (int i = 0; i < 4 && rest; i++)
        words[i] = i < 3 ? strsep(&rest, " ") : rest;
    struct store *store = store_open(path, 0, err);
    if (!store)
        return false;
    bool is_register = !strncmp(words[0], "register.", strlen("register.")) || !strcmp(words[0], "setting.set") ||
                       !strcmp(words[0], "pass.lost") || !strcmp(words[0], "declaration.reject") ||
                       !strcmp(words[0], "supply.move") || !strncmp(words[0], "roster.", strlen("roster."));
    int64_t id = 0;
    bool good = officer_find(store, is_register ? "王秀英" : "李娜", &id, err) &&
                store_sign_on(store, id, "other", false, err) &&
                (is_register ? run_register(store, words, err) : run_line(store, words, err));
    store_close(store);
    return good;
}
