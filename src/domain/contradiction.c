#include "gatepost/contradiction.h"
#include "gate_alarms.h"
#include "gate_observation.h"
#include "gatepost/assignment.h"
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/half_day.h"
#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/record.h"
#include "gatepost/stock.h"
#include "gatepost/supply.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "observation_alarms.h"
#include "roster_alarms.h"
#include "supply_alarms.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOUCHED_MOST = 64, SCOPES_MOST = 8, FOUND_MOST = 16 };

/* What is written late for a half-day before the end is no contradiction. */
static bool is_behind_end(struct store *store, const struct contradiction_row *row)
{
    struct reading reading;
    struct observation observation;
    return record_get(store, &reading_table, row->subject, &reading, NULL) &&
           record_get(store, &observation_table, reading.observation_id, &observation, NULL) &&
           !half_day_belongs(store, &observation, (struct half_day){reading.day, reading.half});
}

const struct contradiction_rule contradiction_rules[] = {
    {"observed_out", N_("Observed, but out"),
     N_("Somebody under home observation is out according to the gates: call them home, or log that they are back."),
     CONTRADICTION_OUT, NULL, false},
    {"unflagged", N_("Observed, no flag"),
     N_("A household is under home observation and no flag denies its exits: set the flag."), CONTRADICTION_UNFLAGGED,
     NULL, false},
    {"flag_left", N_("Flag left"), N_("The flag of an observation stands where nobody is observed any more: clear it."),
     CONTRADICTION_FLAG_LEFT, NULL, false},
    {"read_on", N_("Released, still read"),
     N_("A reading was taken after the observation had ended: take the person out of the round, or void the reading."),
     CONTRADICTION_READ_ON, is_behind_end, false},
    {"ahead", N_("Clock behind readings"),
     N_("A reading is later than this computer's clock: check the clock before the next round."), CONTRADICTION_AHEAD,
     NULL, false},
    {"twice", N_("Observed twice"),
     N_("One person has two running observations: end the one that was entered by mistake."), CONTRADICTION_TWICE, NULL,
     false},
    {"taken", N_("Taken, still observed"),
     N_("An incident says the person was handed over, and the observation at home still runs: end it."),
     CONTRADICTION_TAKEN, NULL, false},
    {"elsewhere", N_("Observed elsewhere"),
     N_("The person lives in another household than where they are observed: correct the one or the other."),
     CONTRADICTION_ELSEWHERE, NULL, false},
    {"vacant", N_("Vacant, observed"),
     N_("Somebody is observed in a household that is entered as vacant: correct its occupancy."), CONTRADICTION_VACANT,
     NULL, false},
    {"helper", N_("Helper is observed"),
     N_("The household of a helper is itself under home observation: choose another helper."), CONTRADICTION_HELPER,
     NULL, true},
    {"substitute", N_("Substitute observed"),
     N_("The household of a substitute is itself under home observation: choose another one."),
     CONTRADICTION_SUBSTITUTE, NULL, true},
    {"keeper", N_("Keeper is observed"),
     N_("The household of who follows up is itself under home observation: choose another person."),
     CONTRADICTION_KEEPER, NULL, true},
    {"member", N_("Team is observed"),
     N_("The household of a team's member is itself under home observation: choose another member."),
     CONTRADICTION_MEMBER, NULL, true},
    {"visitor", N_("Visitor expected"),
     N_("Somebody is expected at a household under home observation: call the household, void the announcement."),
     CONTRADICTION_VISITOR, NULL, true},
    {"asked_twice", N_("Asked twice"),
     N_("A household asks for the same twice within a day: give one of the requests up, or say \"once more\" in it."),
     CONTRADICTION_ASKED_TWICE, NULL, false},
    {"asked_vacant", N_("Vacant, asks"),
     N_("A household that is vacant or no longer in the register asks for things: correct the one or the other."),
     CONTRADICTION_ASKED_VACANT, NULL, false},
    {"volunteer", N_("Volunteer observed"),
     N_("The household of a volunteer is itself under home observation, and a request of others is theirs: hand it "
        "over."),
     CONTRADICTION_VOLUNTEER, NULL, true},
    {"rostered", N_("Own home observed"),
     N_("A volunteer has a shift to come, and their own household is under home observation: find somebody else for "
        "it."),
     CONTRADICTION_ROSTERED, NULL, true},
    {"reserved", N_("Reserved, not there"),
     N_("More of something is reserved for requests than there is: count again, or move a request back that waits for "
        "it."),
     CONTRADICTION_RESERVED, NULL, false},
};
const int contradiction_rule_count = sizeof contradiction_rules / sizeof contradiction_rules[0];

const struct contradiction_rule *contradiction_rule_find(const char *name)
{
    for (int i = 0; i < contradiction_rule_count; i++)
        if (strcmp(contradiction_rules[i].name, name) == 0)
            return &contradiction_rules[i];
    return NULL;
}

const char *contradiction_label_of(const char *occasion)
{
    const struct contradiction_rule *rule = contradiction_rule_find(occasion);
    return rule != NULL ? rule->label : NULL;
}

/* ---- finding ---- */

/* "12-2-1203 刘洋 → 8-1-302", "12-2-1203 刘洋 04-11 14:31 市一医院", "口罩 10个 < 12个". */
static void write_words(struct store *store, const struct contradiction_row *row, char *words, size_t size)
{
    struct buffer text = {0};
    char label[96], other[96] = "", when[TIME_SIZE];
    text_copy(label, sizeof label, row->place_label);
    place_label_of(store, row->place_id, label, sizeof label);
    buffer_format(&text, "%s%s%s", label, label[0] != '\0' && row->name[0] != '\0' ? " " : "", row->name);
    if (row->other_id != 0) {
        place_label_of(store, row->other_id, other, sizeof other);
        buffer_format(&text, " → %s", other);
    }
    if (row->at != 0) {
        stamp_label(row->at, when);
        buffer_format(&text, " %s", when);
    }
    if (row->other[0] != '\0')
        buffer_format(&text, " %s", row->other);
    text_copy(words, size, buffer_text(&text));
    buffer_release(&text);
}

/* Who is observed twice is found twice. */
static bool is_found(const struct contradiction *found, int count, int64_t subject)
{
    for (int i = 0; i < count; i++)
        if (found[i].row.subject == subject)
            return true;
    return false;
}

bool contradiction_find(struct store *store, const struct contradiction_rule *rule, struct contradiction_scope scope,
                        int64_t now, struct contradiction *found, int most, int *count, struct err *err)
{
    struct contradiction_row *rows = memory_new((size_t)most, sizeof *rows);
    int row_count = 0;
    *count = 0;
    bool good = contradiction_rows(store, rule->kind, scope, now, rows, most, &row_count, err);
    for (int i = 0; good && i < row_count; i++) {
        struct contradiction *one = &found[*count];
        if ((rule->holds != NULL && !rule->holds(store, &rows[i])) || is_found(found, *count, rows[i].subject))
            continue;
        one->rule = rule;
        one->row = rows[i];
        write_words(store, &rows[i], one->words, sizeof one->words);
        (*count)++;
    }
    free(rows);
    return good;
}

/* ---- before saving ---- */

struct sentences {
    char (*texts)[NOTE_BYTES];
    int most, count;
};

static void __attribute__((format(printf, 2, 3))) say(struct sentences *said, const char *format, ...)
{
    va_list values;
    if (said->count == said->most)
        return;
    va_start(values, format);
    vsnprintf(said->texts[said->count++], NOTE_BYTES, format, values);
    va_end(values);
}

static void say_person(struct store *store, int64_t person_id, int64_t place_id, struct sentences *said)
{
    struct presence presence;
    struct person person;
    struct place place;
    char label[96], when[TIME_SIZE];
    if (presence_get(store, person_id, &presence, NULL) && presence.direction == DIRECTION_OUT) {
        moment_label(presence.at, when);
        say(said, _("! Out according to the gates since %s"), when);
    }
    if (place_id == 0 || !person_get(store, person_id, &person, NULL) || person.place_id == 0 ||
        person.place_id == place_id || !place_get(store, person.place_id, &place, NULL))
        return;
    place_label(&place, true, label, sizeof label);
    say(said, _("! Lives in %s according to the register"), label);
}

static void say_place(struct store *store, int64_t place_id, int64_t now, bool masked, struct sentences *said)
{
    const struct contradiction_scope scope = {.place_id = place_id, .as_if = place_id};
    struct contradiction found[FOUND_MOST];
    struct place place;
    char name[NAME_BYTES];
    if (place_get(store, place_id, &place, NULL) && place.occupancy == OCCUPANCY_VACANT)
        say(said, "%s", _("! This household is entered as vacant"));
    for (int i = 0; i < contradiction_rule_count; i++) {
        int count = 0;
        if (!contradiction_rules[i].foreseen ||
            !contradiction_find(store, &contradiction_rules[i], scope, now, found, FOUND_MOST, &count, NULL) ||
            count == 0)
            continue;
        text_copy(name, sizeof name, found[0].row.name);
        if (masked && name[0] != '\0')
            mask_value(MASK_NAME, name, found[0].row.name, sizeof found[0].row.name);
        write_words(store, &found[0].row, found[0].words, sizeof found[0].words);
        say(said, "! %s: %s", _(contradiction_rules[i].label), found[0].words);
    }
}

int contradiction_would(struct store *store, int64_t person_id, int64_t place_id, int64_t now, bool masked,
                        char sentences[][NOTE_BYTES], int most)
{
    struct sentences said = {sentences, most, 0};
    if (person_id != 0)
        say_person(store, person_id, place_id, &said);
    if (place_id != 0 && !observation_flags_place(store, place_id))
        say_place(store, place_id, now, masked, &said);
    return said.count;
}

/* ---- ringing ---- */

/* Seen going out, the gate has rung for it. */
static bool has_rung(struct store *store, const struct contradiction *found)
{
    struct crossing crossing;
    return found->rule->kind == CONTRADICTION_OUT && crossing_get(store, found->row.subject, &crossing, NULL) &&
           observed_out_concerns(&crossing) && gate_observed_exit(store, &crossing);
}

bool contradiction_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                           struct err *err)
{
    struct contradiction *found = memory_new((size_t)most, sizeof *found);
    bool good = true;
    *count = 0;
    for (int i = 0; good && i < contradiction_rule_count; i++) {
        int rows = 0;
        good = contradiction_find(store, &contradiction_rules[i], (struct contradiction_scope){0}, now, found,
                                  most - *count, &rows, err);
        for (int j = 0; good && j < rows; j++) {
            if (has_rung(store, &found[j]))
                continue;
            struct alarm_matter *matter = &matters[(*count)++];
            *matter = (struct alarm_matter){.subject = found[j].row.subject};
            text_copy(matter->occasion, sizeof matter->occasion, contradiction_rules[i].name);
            text_copy(matter->words, sizeof matter->words, found[j].words);
        }
    }
    free(found);
    return good;
}

static bool ring(struct store *store, struct contradiction_scope scope, enum contradiction_kind only, int64_t now,
                 struct err *err)
{
    struct contradiction found[FOUND_MOST];
    bool good = true, raised;
    for (int i = 0; good && i < contradiction_rule_count; i++) {
        int count = 0;
        if (only != CONTRADICTION_KINDS && contradiction_rules[i].kind != only)
            continue;
        good = contradiction_find(store, &contradiction_rules[i], scope, now, found, FOUND_MOST, &count, err);
        for (int j = 0; good && j < count; j++)
            good = has_rung(store, &found[j]) || alarm_raise(store, "contradiction", found[j].row.subject,
                                                             contradiction_rules[i].name, found[j].words, &raised, err);
    }
    return good;
}

/* ---- what a batch has touched ---- */

struct touched {
    struct contradiction_scope scopes[SCOPES_MOST];
    int64_t requests[TOUCHED_MOST], goods[TOUCHED_MOST], volunteers[TOUCHED_MOST];
    int count, request_count, goods_count, volunteer_count;
    unsigned roster;    /* bits of enum roster_review */
    bool teams, others; /* others: more than supplies and shifts */
};

static void add_scope(struct touched *touched, int64_t person_id, int64_t place_id)
{
    for (int i = 0; i < touched->count; i++)
        if (touched->scopes[i].person_id == person_id && touched->scopes[i].place_id == place_id)
            return;
    if ((person_id != 0 || place_id != 0) && touched->count < SCOPES_MOST)
        touched->scopes[touched->count++] = (struct contradiction_scope){.person_id = person_id, .place_id = place_id};
}

static void add_record(struct store *store, const struct record_table *table, int64_t id, struct touched *touched)
{
    union {
        struct record_head head;
        char bytes[RECORD_SIZE_MOST];
    } record;
    if (!record_get(store, table, id, &record, NULL))
        return;
    for (const struct record_field *field = table->fields; field->name != NULL; field++)
        if (field->kind == RECORD_PERSON)
            add_scope(touched, record_integer(field, &record), 0);
        else if (field->kind == RECORD_PLACE)
            add_scope(touched, 0, record_integer(field, &record));
}

static void add_flag(struct store *store, int64_t id, struct touched *touched)
{
    struct flag flag;
    if (flag_get(store, id, &flag, NULL))
        add_scope(touched, 0, flag.place_id);
}

static void add_goods(struct store *store, const struct audit_touched *row, struct touched *touched)
{
    struct supply_line line = {0};
    struct stock_entry entry = {0};
    if (strcmp(row->table, "supply_line") == 0 && record_get(store, &supply_line_table, row->row_id, &line, NULL) &&
        line.goods_id != 0)
        touched->goods[touched->goods_count++] = line.goods_id;
    else if (strcmp(row->table, "stock_entry") == 0 && record_get(store, &stock_entry_table, row->row_id, &entry, NULL))
        touched->goods[touched->goods_count++] = entry.goods_id;
}

/* True when the row is of supplies alone. */
static bool touch_supplies(struct store *store, const struct audit_touched *row, struct touched *touched)
{
    static const char *const tables[] = {"supply_line", "supply_step", "supply_delivery", "stock_entry", "goods"};
    if (strcmp(row->table, "supply") == 0) {
        add_record(store, &supply_table, row->row_id, touched);
        touched->requests[touched->request_count++] = row->row_id;
        return true;
    }
    add_goods(store, row, touched);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (strcmp(row->table, tables[i]) == 0)
            return true;
    return false;
}

/* True when the row is of the roster alone. */
static bool touch_roster(struct store *store, const struct audit_touched *row, struct touched *touched)
{
    struct assignment assignment;
    unsigned review = roster_alarms_touched(store, row->table, row->row_id);
    touched->roster |= review;
    if (strcmp(row->table, "volunteer") == 0)
        touched->volunteers[touched->volunteer_count++] = row->row_id;
    else if (strcmp(row->table, "assignment") == 0 &&
             record_get(store, &assignment_table, row->row_id, &assignment, NULL))
        touched->volunteers[touched->volunteer_count++] = assignment.volunteer_id;
    return review != 0 || strcmp(row->table, "volunteer") == 0 || strcmp(row->table, "assignment") == 0;
}

/* False when nothing about the row could contradict. */
static bool touch_record(struct store *store, const struct audit_touched *row, struct touched *touched)
{
    static const char *const tables[] = {"observation", "pairing", "keeper", "expected", "incident"};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (strcmp(row->table, tables[i]) == 0) {
            add_record(store, record_table_find(tables[i]), row->row_id, touched);
            return true;
        }
    return false;
}

static bool touch(struct store *store, const struct audit_touched *row, struct touched *touched, struct err *err)
{
    if (!observation_alarms_follow(store, row->table, row->row_id, err) ||
        !supply_alarms_follow(store, row->table, row->row_id, err))
        return false;
    if (touch_supplies(store, row, touched) || touch_roster(store, row, touched))
        return true;
    bool is_other = true;
    if (strcmp(row->table, "person") == 0)
        add_scope(touched, row->row_id, 0);
    else if (strcmp(row->table, "place") == 0)
        add_scope(touched, 0, row->row_id);
    else if (strcmp(row->table, "flag") == 0)
        add_flag(store, row->row_id, touched);
    else if (strcmp(row->table, "team") == 0)
        touched->teams = true;
    else
        is_other = touch_record(store, row, touched);
    touched->others |= is_other;
    return true;
}

/* ---- what is over ---- */

/* Of one request, one kind of goods, one volunteer: asked for itself, however many contradictions stand. */
static bool settle(struct store *store, int64_t subject, int64_t now, struct err *err)
{
    struct alarm_standing standing[FOUND_MOST];
    struct contradiction found;
    int count = 0, held = 0;
    bool good = alarm_standing_of(store, "contradiction", subject, standing, FOUND_MOST, &count, err);
    for (int i = 0; good && i < count; i++) {
        const struct contradiction_rule *rule = contradiction_rule_find(standing[i].occasion);
        if (rule == NULL || !contradiction_asks_one(rule->kind))
            continue;
        good = contradiction_find(store, rule, (struct contradiction_scope){.subject = subject}, now, &found, 1, &held,
                                  err) &&
               (held > 0 || alarm_clear(store, standing[i].id, err));
    }
    return good;
}

/* The other requests of a household: one of them may be twice no longer. */
static bool settle_place(struct store *store, int64_t place_id, int64_t now, struct err *err)
{
    struct supply *requests = memory_new(FOUND_MOST, sizeof *requests);
    struct record_window window = {
        .scope = SUPPLIES_OPEN, .column = "place_id", .value = place_id, .rows = requests, .most = FOUND_MOST};
    bool good = place_id == 0 || record_window(store, &supply_table, &window, err);
    for (int i = 0; good && i < window.count; i++)
        good = settle(store, requests[i].head.id, now, err);
    free(requests);
    return good;
}

static bool settle_touched(struct store *store, const struct touched *touched, int64_t now, struct err *err)
{
    bool good = true;
    for (int i = 0; good && i < touched->count; i++)
        good = settle_place(store, touched->scopes[i].place_id, now, err);
    for (int i = 0; good && i < touched->request_count; i++)
        good = settle(store, touched->requests[i], now, err);
    for (int i = 0; good && i < touched->volunteer_count; i++)
        good = settle(store, touched->volunteers[i], now, err);
    for (int i = 0; good && i < touched->goods_count; i++)
        good = settle(store, touched->goods[i], now, err);
    return good;
}

/* While some stand, one of them may be over now; most of the time there is none and only what was touched is asked. */
static bool review(struct store *store, const struct touched *touched, int64_t now, struct err *err)
{
    struct alarm_standing *standing = NULL;
    int count = 0;
    bool good = alarm_standing_list(store, "contradiction", &standing, &count, err);
    free(standing);
    if (good && count > 0 && touched->others)
        return alarm_scan_rule(store, "contradiction", now, err);
    const struct contradiction_scope all = {0};
    for (int i = 0; good && i < touched->volunteer_count; i++)
        good = ring(store, (struct contradiction_scope){.subject = touched->volunteers[i]}, CONTRADICTION_ROSTERED, now,
                    err);
    for (int i = 0; good && i < touched->count; i++)
        good = ring(store, touched->scopes[i], CONTRADICTION_KINDS, now, err);
    for (int i = 0; good && i < touched->goods_count; i++)
        good =
            ring(store, (struct contradiction_scope){.subject = touched->goods[i]}, CONTRADICTION_RESERVED, now, err);
    return good && (!touched->teams || ring(store, all, CONTRADICTION_MEMBER, now, err)) &&
           (count == 0 || settle_touched(store, touched, now, err));
}

bool contradiction_follow(struct store *store, struct err *err)
{
    struct audit_touched rows[TOUCHED_MOST];
    struct touched touched = {0};
    int count = 0;
    bool good = store_batch(store) == 0 || audit_batch_rows(store, store_batch(store), rows, TOUCHED_MOST, &count, err);
    for (int i = 0; good && i < count; i++)
        good = touch(store, &rows[i], &touched, err);
    bool any = touched.others || touched.request_count > 0 || touched.goods_count > 0 || touched.volunteer_count > 0;
    return good && (!any || review(store, &touched, clock_now(), err)) &&
           roster_alarms_review(store, touched.roster, clock_now(), err);
}
