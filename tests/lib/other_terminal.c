/* What another terminal does meanwhile, through a connection of its own (fixture.h). */
#include "fixture.h"
#include "fixture_part.h"
#include "gatepost/alarm.h"
#include "gatepost/backup_rules.h"
#include "gatepost/clock.h"
#include "gatepost/declaration_rules.h"
#include "gatepost/expected.h"
#include "gatepost/kiosk.h"
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

/* ---- the gate ---- */

static bool newest_of(struct store *store, const char *name, struct crossing *crossing, struct err *err)
{
    struct person person;
    struct crossing_filter filter;
    if (!fixture_person(store, name, &person))
        return err_set(err, ERR_NOT_FOUND, "nobody is called %s", name);
    crossing_filter_init(&filter);
    filter.person_id = person.id;
    struct crossing_window window = {.filter = &filter, .budget_ms = 1000, .rows = crossing, .most = 1};
    return crossing_window(store, &window, err) &&
           (window.count == 1 || err_set(err, ERR_NOT_FOUND, "%s was never logged", name));
}

static bool do_add(struct store *store, const char *name, const char *way, const char *temp, struct err *err)
{
    struct fixture_past past = {.checkpoint = "东门",
                                .name = name,
                                .direction = !strcmp(way, "in") ? DIRECTION_IN : DIRECTION_OUT,
                                .purpose = ""};
    return temperature_parse(temp, &past.temp, err) && fixture_crossing(store, &past, err);
}

/* Out at the other gate against what denies it. */
static bool do_let(struct store *store, const char *name, const char *reason, struct err *err)
{
    struct crossing crossing = {.direction = DIRECTION_OUT, .affected_area = -1, .temp_tenths = 365, .mask = true};
    struct person person;
    if (!fixture_person(store, name, &person))
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
        .place_id = fixture_place(store, room), .kind = FLAG_OTHER, .denies = DENIES_OUT, .from_at = clock_now()};
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
static bool do_give(struct store *store, const char *name, const char *pin, struct err *err)
{
    const struct pin_change change = {PIN_SET, pin, pin};
    int64_t id = 0, officer_id = 0;
    return officer_find(store, "王秀英", &officer_id, err) && store_sign_on(store, officer_id, "other", false, err) &&
           volunteer_meant(store, name, &id, err) && pin_save_volunteer(store, id, -1, &change, err);
}

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
    if (!strcmp(words[0], "pin.give"))
        return do_give(store, words[1], words[2], err);
    if (!strcmp(words[0], "pin.try"))
        return do_try(store, words[1], words[2]);
    return err_set(err, ERR_INPUT, "unknown: other %s", words[0]);
}

/* What somebody does by themselves at the shared terminal in the hall: "kiosk.guess DIGITS", "kiosk.cannot DIGITS" of
 * their next shift, with their PIN typed. */
static bool do_by_oneself(struct store *store, char *words[4], struct err *err)
{
    struct kiosk_person person;
    struct kiosk_shift shifts[KIOSK_SHIFTS];
    int count = 0, at = 0;
    bool known = kiosk_who(store, words[1], "", &person, 1, &count, err) && count == 1;
    if (!strcmp(words[0], "kiosk.guess"))
        return !known && err->code == ERR_NONE;
    store_act_for(store, person.id, true);
    if (!known || !kiosk_own(store, person.id, clock_now(), shifts, KIOSK_SHIFTS, &count, err))
        return false;
    while (at + 1 < count && shifts[at].shift.starts_at <= clock_now())
        at++;
    return kiosk_cannot_come(store, person.id, &shifts[at], true, err);
}

static bool at_kiosk(const char *path, char *words[4], struct err *err)
{
    struct store *store = store_open(path, STORE_KIOSK, err);
    bool good = store && store_sign_on(store, 0, "大厅", false, err) && do_by_oneself(store, words, err);
    store_close(store);
    return good;
}

bool fixture_other(const char *path, const char *line, struct err *err)
{
    char copy[512], *words[4] = {"", "", "", ""}, *rest = copy;
    text_copy(copy, sizeof copy, line);
    for (int i = 0; i < 4 && rest; i++)
        words[i] = i < 3 ? strsep(&rest, " ") : rest;
    if (!strncmp(words[0], "kiosk.", strlen("kiosk.")))
        return at_kiosk(path, words, err);
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
