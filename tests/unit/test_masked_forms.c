/* A masked value is never written back (domain.md §12): every form that opens on a record is opened on every record of
 * the sample community, in every role, with names masked and not, and saved unchanged; the row must stay what it was,
 * to the last column. Then one other field is changed, and only that one may differ. Forms of registers (register.h)
 * are found by themselves; the others stand in a table here. */
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/observation.h"
#include "gatepost/people_rules.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/roles.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/register.h"
#include "screens/registry.h"
#include "tests/lib/fixture.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store_file file;
static struct store *store;
static struct application application;

/* ---- what is covered ---- */

/* What a form is opened with, for the record with this id. */
static const void *by_id(int64_t id)
{
    static int64_t argument;
    argument = id;
    return &argument;
}

static const void *checkpoint_by_id(int64_t id)
{
    static struct checkpoint checkpoint;
    assert_true(checkpoint_get(store, id, &checkpoint, NULL));
    return &checkpoint;
}

static const void *officer_by_id(int64_t id)
{
    static struct officer officer;
    assert_true(officer_get(store, id, &officer, NULL));
    return &officer;
}

/* Every form screen that is no register's stands here: with the table of the record it opens on, or with none. A field
 * that is changed is also the column it goes into. */
struct form_case {
    const struct screen_def *screen;
    const char *table, *verb;
    const void *(*argument)(int64_t id);
    const char *field, *value;
};
static const struct form_case others[] = {
    {&screen_person_form, "person", "person.edit", by_id, "note", "改过的备注"},
    {&screen_place_form, "place", "household.edit", by_id, "note", "改过的备注"},
    {&screen_gate_edit, "crossing", "gate.edit", by_id, "remark", "改过的备注"},
    {&screen_checkpoint_form, "checkpoint", "checkpoint.edit", checkpoint_by_id, "estate", "望江苑"},
    {&screen_officer_form, "officer", "officer.edit", officer_by_id, "name", "高玉兰"},
    /* New records: */
    {.screen = &screen_person_new},
    {.screen = &screen_place_new},
    {.screen = &screen_gate_entry},
    {.screen = &screen_flag_form},
    {.screen = &screen_errand_begin},
    /* Writes no record that it shows: */
    {.screen = &screen_sign_on},
    {.screen = &screen_lock},
    {.screen = &screen_own_pin},
    {.screen = &screen_volunteer_pin},
    {.screen = &screen_import},
    {.screen = &screen_parcel_out},
    {.screen = &screen_supply_helper},
    {.screen = &screen_supply_parts},
    {.screen = &screen_supply_end},
    {.screen = &screen_observation_leave},
    {.screen = &screen_roster_copy},
    {.screen = &screen_print},
    {.screen = &screen_shift_correct}, /* times and a state: nothing in it is ever masked */
};
enum { OTHERS = sizeof others / sizeof others[0], CASES_MOST = 100 };

static const void *register_by_id(int64_t id)
{
    static struct register_open argument;
    argument.id = id;
    return &argument;
}

static struct form_case cases[CASES_MOST];
static int case_count;
static int saves, refusals; /* seen: a test in which nobody may anything would find nothing */

/* The first text of a register that may hold anything. */
static const struct record_field *text_of(const struct record_table *table)
{
    const struct record_field *found = NULL;
    for (const struct record_field *field = table->fields; field->name; field++)
        if (field->kind == RECORD_TEXT && field->column && field->argument)
            found = field; /* remarks come last */
    return found;
}

/* A form of one step (closing) changes more than what is typed, and makes no new records; one without an edit only
 * makes new ones. */
static bool is_step(const struct register_rules *rules)
{
    return !strcmp(rules->verb_add, rules->verb_edit);
}

static void collect_cases(void)
{
    case_count = 0;
    for (int i = 0; i < OTHERS; i++)
        cases[case_count++] = others[i];
    for (int s = 0; s < screen_count; s++) {
        const struct register_screen *subject = screens[s]->subject;
        if (!screens[s]->form || screens[s]->open != register_form_open)
            continue;
        const struct record_table *table = subject->rules->table;
        const struct record_field *text = text_of(table);
        if (is_step(subject->rules)) {
            cases[case_count++] = (struct form_case){.screen = screens[s]};
            continue;
        }
        if (!text || case_count == CASES_MOST)
            fail_msg("%s: no field to change", screens[s]->name);
        cases[case_count++] = (struct form_case){screens[s],     table->name, subject->rules->verb_edit,
                                                 register_by_id, text->name,  "改过的备注"};
    }
}

static void every_form_is_covered(void **state)
{
    (void)state;
    int forms = 0;
    collect_cases();
    for (int s = 0; s < screen_count; s++) {
        bool listed = false;
        for (int i = 0; i < case_count; i++)
            listed = listed || cases[i].screen == screens[s];
        if (screens[s]->form && !listed)
            fail_msg("the form %s stands in no row of others[]", screens[s]->name);
        forms += screens[s]->form != NULL;
    }
    assert_int_equal(forms, case_count);
}

/* ---- the register ---- */

static void add_what_is_rare(void)
{
    struct err err = {0};
    struct place shop = {.kind = PLACE_SMALL, .name = "惠民便利店", .head = "何国强", .phone = "0757-86123456"};
    struct place home = {.kind = PLACE_HOUSEHOLD,
                         .estate = "望江苑",
                         .grid = "3",
                         .occupancy = OCCUPANCY_RENTED,
                         .head = "欧阳建国",
                         .phone = "13912345678",
                         .reported_persons = 4,
                         .responsible = "李娜",
                         .note = "独居老人"};
    assert_true(room_parse("6-2-0801", &home.room, &err));
    assert_true(people_add_place(store, &shop, &err) && people_add_place(store, &home, &err));
    struct person person = {.name = "欧阳建华",
                            .kind = PERSON_TENANT,
                            .place_id = home.id,
                            .phone = "13812340000",
                            .phone2 = "0757-86123457",
                            .id_number = "11010519491231002X",
                            .note = "透析"};
    struct person guest = {.name = "阿依古丽·吐尔逊", .kind = PERSON_VISITOR, .id_number = "E12345678"};
    assert_true(people_add_person(store, &person, &err) && people_add_person(store, &guest, &err));
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = person.id;
    observation.began_at = fixture_now() - 2 * 86400;
    observation.state = OBSERVATION_OBSERVING;
    assert_true(register_save(store, &observation_rules, &observation, &err));
    for (enum role role = ROLE_CLERK; role < ROLE_COUNT; role++) {
        struct officer officer = {.role = role};
        snprintf(officer.name, sizeof officer.name, "%s", role_names[role]);
        assert_true(people_add_officer(store, &officer, &err));
    }
    struct officer last = {.name = "郑为国", .role = ROLE_GATE}; /* signs on nowhere: may get another name */
    assert_true(people_add_officer(store, &last, &err));
}

/* Where a register asks for more than a value of the kind, or for one of two; "" leaves it. */
static const char *value_of(const struct record_table *table, const struct record_field *field, const char *usual)
{
    static const char *const own[][3] = {{"reading", "observation", "1"},
                                         {"vehicle", "plate", "粤E54321"},
                                         {"vehicle", "company", ""},
                                         {"expected", "plate", "粤E54321"},
                                         {"pass", "number", "A-0012"},
                                         {"pass", "place", ""},
                                         {"observation", "applied_by", ""},
                                         {"observation", "verified_by", ""},
                                         {"observation", "issued_by", ""},
                                         {"observation", "paper_number", ""},
                                         {"observation", "delivered_at", ""},
                                         {"observation", "end_reason", ""},
                                         {"keeper", "tier", "王大明"},
                                         {"keeper", "person", ""}, /* another name is another person */
                                         {"follow_up", "next_at", "明天"},
                                         {"follow_up", "release_day", ""},
                                         {"survey_round", "ended", ""},
                                         {"survey", "unwell", "yes"},
                                         {"visit", "next_at", "明天"},
                                         {"visit", "done_at", "13:00"},
                                         {"pairing", "place", "7-1-204"},
                                         {"pairing", "substitute_person", ""},
                                         {"pairing", "substitute", "吴芳"},
                                         {"team_day", "team", "王大明"},
                                         {"post", "pattern", "08-12 14-18"},
                                         {"post", "weekdays", "12345"},
                                         {"goods", "unit", "包"},
                                         {"goods", "aliases", "别的名字"},
                                         {"donation", "items", "口罩 5个"},
                                         {"volunteer", "available", "周末"},
                                         {"absence", "volunteer", "刘洋"}};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (!strcmp(own[i][0], table->name) && !strcmp(own[i][1], field->name))
            return own[i][2];
    return usual;
}

/* A record with something in every field, as a person would type it. */
static void add_record(const struct register_rules *rules)
{
    static const char *const values[] = {[RECORD_TEXT] = "王大明",
                                         [RECORD_PHONE] = "13812340001",
                                         [RECORD_DOCUMENT] = "11010519491231002X",
                                         [RECORD_TEMPERATURE] = "36.5",
                                         [RECORD_SWITCH] = "yes",
                                         [RECORD_ANSWER] = "no",
                                         [RECORD_MOMENT] = "12:00",
                                         [RECORD_DEADLINE] = "明天",
                                         [RECORD_PLACE] = "12-2-1203",
                                         [RECORD_PERSON] = "刘洋",
                                         [RECORD_OFFICER] = "王秀英",
                                         [RECORD_CHECKPOINT] = "南门",
                                         [RECORD_DAY] = "昨天",
                                         [RECORD_DAY_AHEAD] = "明天",
                                         [RECORD_ROW] = NULL,
                                         [RECORD_BEGINNING] = "今天",
                                         [RECORD_NUMBER] = "3",
                                         [RECORD_CHOICE] = NULL,
                                         [RECORD_ID] = NULL};
    union register_record record = {0};
    struct err err = {0};
    for (const struct record_field *field = rules->table->fields; field->name; field++) {
        const char *value = value_of(rules->table, field, values[field->kind]);
        if (field->argument && field->column && value && !record_resolve(store, field, &record, value, &err))
            fail_msg("%s of %s: %s", field->name, rules->table->name, err.text);
    }
    if (!register_save(store, rules, &record, &err))
        fail_msg("%s: %s", rules->table->name, err.text);
}

static void add_registers(void)
{
    for (int s = 0; s < screen_count; s++) {
        const struct register_screen *subject = screens[s]->subject;
        if (screens[s]->form && screens[s]->open == register_form_open && !is_step(subject->rules))
            add_record(subject->rules);
    }
}

static int make(void **state)
{
    (void)state;
    words_start(NULL, "en");
    store_file_make(&file);
    remove(file.path);
    fixture_make(file.path, FIXTURE_FULL);
    store = store_open(file.path, 0, NULL);
    assert_true(people_sign_on(store, "王秀英", "forms", false, NULL));
    add_what_is_rare();
    add_registers();
    collect_cases();
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_close(store);
    store_file_remove(&file);
    return 0;
}

/* The whole row: name=value of every column but `except` and rev with it. */
static char *row_text(const char *table, int64_t id, const char *except)
{
    char sql[300];
    snprintf(sql, sizeof sql,
             "SELECT group_concat('''' || name || '='' || quote(\"' || name || '\")', ' || '' '' || ') "
             "FROM pragma_table_info('%s') WHERE '%s' = '' OR name NOT IN ('%s', 'rev')",
             table, except, except);
    char *columns = store_file_ask(&file, sql);
    /* group_concat quotes names for SQL: 'name=' || quote("name") || ' ' || … */
    for (char *at = columns; *at; at++)
        if (*at == '\"')
            *at = ' ';
    struct buffer whole = {0};
    buffer_format(&whole, "SELECT %s FROM %s WHERE id = %lld", columns, table, (long long)id);
    char *text = store_file_ask(&file, buffer_text(&whole));
    buffer_release(&whole);
    free(columns);
    return text;
}

static int count_rows(const char *table)
{
    char sql[80];
    snprintf(sql, sizeof sql, "SELECT max(id) FROM %s", table);
    char *answer = store_file_ask(&file, sql);
    int count = atoi(answer);
    free(answer);
    return count;
}

/* ---- a form, opened and saved ---- */

static void press_save(struct view *view)
{
    for (size_t i = 0; i < form_actions.count; i++)
        if (!strcmp(form_actions.actions[i].name, "form.save"))
            form_actions.actions[i].run(view);
}

/* True when it went through. `value` NULL: nothing is changed. */
static bool open_and_save(const struct form_case *one, int64_t id, const char *officer, bool masked, const char *value)
{
    struct err err = {0};
    struct ui_hooks hooks = application_hooks;
    struct terminal *terminal = terminal_open_script("", "forms", &err);
    application = (struct application){.store = store, .masked = masked};
    hooks.context = &application;
    text_copy(application.terminal, sizeof application.terminal, "forms");
    application.ui = ui_new(terminal, &hooks);
    if (!application_sign_on(&application, officer, NULL, false, &err))
        fail_msg("%s: %s", officer, err.text);
    application_init(&application);
    struct view *view = ui_open(application.ui, one->screen, one->argument(id));
    assert_non_null(view);
    if (value) {
        int field = form_field(&view->form, one->field);
        view->form.focus = field;
        form_set_text(&view->form, one->field, value);
        if (view->form.def->changed)
            view->form.def->changed(view, field);
    }
    press_save(view);
    bool saved = view->form.err.code == ERR_NONE;
    if (!saved && view->form.err.code != ERR_ROLE)
        fail_msg("%s %lld as %s: %s", one->screen->name, (long long)id, officer, view->form.err.text);
    view->form.dirty = false; /* no draft */
    ui_free(application.ui);
    terminal->ops->close(terminal);
    application_release(&application);
    return saved;
}

static const char *officer_of(enum role role)
{
    return role == ROLE_OFFICER ? "王秀英" : role_names[role];
}

static bool may(const struct form_case *one, const char *officer)
{
    assert_true(people_sign_on(store, officer, "forms", false, NULL));
    return verb_allowed(store, one->verb, NULL);
}

/* A rule may ask more than the verb (a closed incident is corrected by those who may close); nobody gets more. */
static void assert_as_granted(const struct form_case *one, int64_t id, const char *officer, bool saved)
{
    bool granted = may(one, officer), chief = !strcmp(officer, officer_of(ROLE_OFFICER));
    if ((saved && !granted) || (!saved && chief))
        fail_msg("%s %lld as %s: saved %d", one->screen->name, (long long)id, officer, saved);
    saves += saved;
    refusals += !saved;
}

static void check_unchanged(const struct form_case *one, int64_t id, const char *officer, bool masked)
{
    char *before = row_text(one->table, id, "");
    assert_non_null(strstr(before, "rev="));
    bool saved = open_and_save(one, id, officer, masked, NULL);
    assert_as_granted(one, id, officer, saved);
    char *after = row_text(one->table, id, "");
    assert_string_equal(after, before);
    free(before);
    free(after);
}

static void check_changed(const struct form_case *one, int64_t id, const char *officer, bool masked)
{
    char value[80], sql[120];
    snprintf(value, sizeof value, "%s%s", one->value, masked ? "二" : "");
    char *before = row_text(one->table, id, one->field), *whole = row_text(one->table, id, "");
    bool saved = open_and_save(one, id, officer, masked, value);
    assert_as_granted(one, id, officer, saved);
    char *after = row_text(one->table, id, saved ? one->field : "");
    assert_string_equal(after, saved ? before : whole);
    if (saved) {
        snprintf(sql, sizeof sql, "SELECT %s FROM %s WHERE id = %lld", one->field, one->table, (long long)id);
        char *stored = store_file_ask(&file, sql);
        assert_string_equal(stored, value);
        free(stored);
    }
    free(before);
    free(whole);
    free(after);
}

static void saved_unchanged_a_row_stays_what_it_was(void **state)
{
    (void)state;
    int rows = 0;
    for (int i = 0; i < case_count; i++) {
        for (int64_t id = 1; cases[i].table && id <= count_rows(cases[i].table); id++, rows++) {
            for (enum role role = ROLE_OFFICER; role < ROLE_KIOSK; role++)
                check_unchanged(&cases[i], id, officer_of(role), role % 2 != 0);
            check_unchanged(&cases[i], id, "王秀英", true);
        }
    }
    assert_true(rows > 40 && saves > rows && refusals > 0);
}

static void another_field_changed_leaves_the_others(void **state)
{
    (void)state;
    for (int i = 0; i < case_count; i++) {
        if (!cases[i].table)
            continue;
        int64_t id = count_rows(cases[i].table);
        for (enum role role = ROLE_OFFICER; role < ROLE_KIOSK; role++) {
            check_changed(&cases[i], id, officer_of(role), false);
            check_changed(&cases[i], id, officer_of(role), true);
        }
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_covered),
        TEST(saved_unchanged_a_row_stays_what_it_was),
        TEST(another_field_changed_leaves_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
