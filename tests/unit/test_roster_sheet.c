/* The roster of a week on paper: what stands in its rows, what is masked, what is marked as changed. All people are
 * invented. */
#include "gatepost/clock.h"
#include "gatepost/documents.h"
#include "gatepost/printing_rules.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MONDAY = 20220411, TUESDAY = 20220412, SUNDAY = 20220417 };
static struct store *store;
static int64_t gate, east, he, xu, li;
static struct document document;
static struct document_kept kept;
static struct document_request request;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    gate = roster_post(store, "南门", "06-14 22-06", 1, 2);
    east = roster_post(store, "东门", "08-12", 1, 1);
    he = roster_volunteer(store, "何军");
    xu = roster_volunteer(store, "徐志远");
    li = roster_volunteer(store, "李娜");
    request = (struct document_request){
        .kind = document_kind_find("roster"), .level = LEVEL_POSTED, .day = MONDAY, .blank_rows = -1};
    return 0;
}

static void release(void)
{
    document_release(&document);
    document_kept_release(&kept);
}

static int teardown(void **state)
{
    (void)state;
    release();
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

static void make(void)
{
    struct err err = {0};
    release();
    if (!document_make(store, &request, &document, &kept, &err))
        fail_msg("%s", err.text);
}

/* As it is recorded when it goes to paper, and in which version. */
static void print(int version)
{
    struct err err = {0};
    struct printing printing = {.at = clock_now(),
                                .level = (enum printing_level)request.level,
                                .pages = 1,
                                .copies = 1,
                                .target = PRINTING_PDF};
    make();
    struct printing_row *rows = calloc((size_t)kept.count + 1, sizeof *rows);
    assert_non_null(rows);
    text_copy(printing.document, sizeof printing.document, request.kind->name);
    document_subject(&request, printing.subject, sizeof printing.subject);
    for (int i = 0; i < kept.count; i++) {
        rows[i] = (struct printing_row){.number = i + 1, .row_id = kept.rows[i].row_id};
        text_copy(rows[i].name, sizeof rows[i].name, kept.rows[i].name);
        text_copy(rows[i].digest, sizeof rows[i].digest, kept.rows[i].digest);
    }
    if (!printing_begin(store, &printing, rows, kept.count, &err))
        fail_msg("%s", err.text);
    assert_int_equal(printing.version, version);
    free(rows);
}

/* The whole document in lines: cells with | between, lines of a cell with /; * before a marked row. */
static const char *lines(void)
{
    static struct buffer text;
    buffer_clear(&text);
    make();
    for (int64_t i = 0; i < document.row_count; i++) {
        const struct document_row *row = &document.rows[i];
        if (row->kind == DOCUMENT_GROUP)
            continue;
        buffer_add(&text, row->marked ? "*" : "");
        int columns = row->kind == DOCUMENT_NOTE ? 1 : document.sections[0].column_count;
        for (int c = 0; c < columns; c++)
            buffer_format(&text, "%s%s", c > 0 ? "|" : "", document_cell(&document, row, c));
        buffer_add(&text, "\n");
        for (char *at = text.bytes; (at = strchr(at, '\n')) != NULL && at[1] != '\0';)
            *at = '/';
        text.bytes[text.length - 1] = ';';
    }
    return buffer_text(&text);
}

static void remove_shift(int64_t id)
{
    struct assignment assignment;
    assert_true(record_get(store, &assignment_table, id, &assignment, NULL));
    assignment.state = ASSIGNMENT_EXCUSED;
    roster_put(store, &assignment_table, &assignment);
}

/* ---- rows ---- */

static void names_stand_below_each_other_and_gaps_have_room(void **state)
{
    (void)state;
    roster_stand(store, gate, MONDAY, "06-14", he);
    roster_stand(store, gate, MONDAY, "06-14", xu);
    roster_stand(store, gate, SUNDAY, "22-06", li);
    roster_closed(store, east, TUESDAY);
    assert_string_equal(lines(), "南门|06-14|何*/徐*远|____|____|____|____|____|____;"
                                 "南门|22-06|____|____|____|____|____|____|李*;"
                                 "东门|08-12|____|closed|____|____|____|____|____;");
    assert_string_equal(document.subtitle, "Week 15, 2022-04-11 to 04-17");
    assert_string_equal(document.sections[0].columns[8].title, "Sun\n04-17");
}

static void internal_has_whole_names(void **state)
{
    (void)state;
    roster_stand(store, gate, MONDAY, "06-14", xu);
    request.level = LEVEL_INTERNAL;
    assert_non_null(strstr(lines(), "|徐志远|"));
}

static void whoever_does_not_come_is_not_named(void **state)
{
    (void)state;
    remove_shift(roster_stand(store, east, MONDAY, "08-12", he));
    roster_stand(store, east, TUESDAY, "08-12", xu);
    assert_non_null(strstr(lines(), "东门|08-12|____|徐*远|"));
}

static void time_going_by_changes_nothing(void **state)
{
    (void)state;
    print(1);
    clock_fix(clock_day_start(20220420));
    assert_null(strchr(lines(), '*'));
    clock_fix(REGISTER_NOW);
}

static void a_shift_outside_the_pattern_has_its_row(void **state)
{
    (void)state;
    roster_stand(store, east, 20220413, "13:30-17", he);
    assert_non_null(strstr(lines(), "东门|13:30-17|||何*||||;"));
}

static void no_posts_and_an_empty_week(void **state)
{
    (void)state;
    request.day = 20220502;
    assert_non_null(strstr(lines(), "东门|08-12|____|____|____|____|____|____|____;"));
    register_begin(store);
    assert_true(row_void(store, "post", gate, 1, "撤岗", NULL));
    assert_true(row_void(store, "post", east, 1, "撤岗", NULL));
    register_commit(store);
    assert_string_equal(lines(), "");
    assert_int_equal(document.row_count, 0);
}

static void one_post_alone(void **state)
{
    (void)state;
    request.post_id = east;
    assert_string_equal(lines(), "东门|08-12|____|____|____|____|____|____|____;");
    assert_string_equal(document.subtitle, "Week 15, 2022-04-11 to 04-17  东门");
    request.post_id = 4711;
    struct err err = {0};
    release();
    assert_false(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void each_post_may_begin_a_page(void **state)
{
    (void)state;
    int groups = 0;
    make();
    for (int64_t i = 0; i < document.row_count; i++)
        groups += document.rows[i].kind == DOCUMENT_GROUP && document.rows[i].breaks_page;
    assert_int_equal(groups, 2);
}

/* ---- what may not hang on a wall ---- */

/* Everything that could reach the paper. */
static bool stands_anywhere(const char *text)
{
    for (size_t i = 0; i < document.text.length; i += strlen(document.text.bytes + i) + 1)
        if (strstr(document.text.bytes + i, text) != NULL)
            return true;
    for (int i = 0; i < document.footnote_count; i++)
        if (strstr(document.footnotes[i], text) != NULL)
            return true;
    return strstr(document.title, text) != NULL || strstr(document.subtitle, text) != NULL;
}

static void posted_holds_no_name_and_no_phone(void **state)
{
    (void)state;
    struct volunteer volunteer = {.person_id = register_person(store, "欧阳致远", "13812340009", 0),
                                  .phone = "13812340009",
                                  .contact = "欧阳秋水",
                                  .contact_phone = "13912347771",
                                  .health = HEALTH_FIT};
    text_copy(volunteer.name, sizeof volunteer.name, "欧阳致远");
    roster_put(store, &volunteer_table, &volunteer);
    int64_t id = roster_stand(store, gate, TUESDAY, "06-14", volunteer.head.id);
    roster_stand(store, gate, TUESDAY, "06-14", xu);
    roster_observe(store, xu);
    print(1);
    remove_shift(id);
    roster_stand(store, gate, 20220414, "06-14", volunteer.head.id);
    make();
    static const char *const never[] = {"致远", "志远", "秋水", "138", "0009", "7771", "139"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        assert_false(stands_anywhere(never[i]));
    assert_true(stands_anywhere("欧阳**"));
    for (int i = 0; i < kept.count; i++)
        assert_null(strstr(kept.rows[i].name, "欧阳"));
}

/* ---- what changed ---- */

static void a_first_printing_marks_nothing(void **state)
{
    (void)state;
    roster_stand(store, gate, MONDAY, "06-14", he);
    request.only_changed = true;
    assert_null(strstr(lines(), "*南门"));
    assert_non_null(strstr(lines(), "东门|"));
    print(1);
    request.only_changed = false;
    assert_null(strstr(lines(), "*南门"));
}

static void a_changed_row_is_marked_and_a_second_copy_too(void **state)
{
    (void)state;
    roster_stand(store, gate, MONDAY, "06-14", he);
    print(1);
    roster_stand(store, gate, 20220413, "06-14", li);
    const char *changed = "*南门|06-14|何*|____|李*|____|____|____|____;";
    assert_non_null(strstr(lines(), changed));
    assert_non_null(strstr(lines(), ";南门|22-06|____"));
    print(2);
    assert_non_null(strstr(lines(), changed));
    print(2);
    request.only_changed = true;
    assert_string_equal(lines(), changed);
    assert_string_equal(document.subtitle, "Week 15, 2022-04-11 to 04-17  only what changed");
}

static void levels_are_versions_of_their_own(void **state)
{
    (void)state;
    print(1);
    roster_stand(store, gate, MONDAY, "06-14", he);
    request.level = LEVEL_INTERNAL;
    assert_null(strchr(lines(), '*'));
    request.level = LEVEL_POSTED;
    assert_non_null(strstr(lines(), "*南门"));
}

static void two_of_the_same_masked_name_differ(void **state)
{
    (void)state;
    int64_t other = roster_volunteer(store, "何平");
    int64_t id = roster_stand(store, gate, MONDAY, "06-14", he);
    print(1);
    remove_shift(id);
    roster_stand(store, gate, MONDAY, "06-14", other);
    assert_non_null(strstr(lines(), "*南门|06-14|何*|"));
}

static void nothing_changed_is_said(void **state)
{
    (void)state;
    print(1);
    request.only_changed = true;
    assert_string_equal(lines(), "Nothing changed since the version before.;");
    request.only_changed = false;
    roster_stand(store, gate, MONDAY, "06-14", he);
    print(2);
    roster_stand(store, east, MONDAY, "08-12", he);
    print(3);
    request.only_changed = true;
    request.post_id = gate;
    assert_string_equal(lines(), "Nothing changed since the version before.;");
}

static void one_post_of_the_same_is_the_same_version(void **state)
{
    (void)state;
    print(1);
    request.post_id = gate;
    print(1);
    request.post_id = 0;
    print(1);
}

/* The others hang as they did: their changes are marked when they are printed. */
static void a_post_printed_alone_leaves_the_others(void **state)
{
    (void)state;
    print(1);
    roster_stand(store, gate, MONDAY, "06-14", he);
    roster_stand(store, east, MONDAY, "08-12", xu);
    request.post_id = gate;
    assert_non_null(strstr(lines(), "*南门|06-14"));
    print(2);
    assert_int_equal(kept.count, 3);
    request.post_id = 0;
    assert_non_null(strstr(lines(), "*东门|08-12"));
    assert_null(strstr(lines(), "*南门"));
}

static void a_row_that_is_gone_is_named(void **state)
{
    (void)state;
    int64_t id = roster_stand(store, east, 20220413, "13:30-17", he);
    print(1);
    remove_shift(id);
    assert_non_null(strstr(lines(), "No more on the roster: 东门 13:30-17;"));
    request.post_id = gate;
    assert_null(strstr(lines(), "No more"));
    request.post_id = 0;
    roster_stand(store, east, TUESDAY, "18-20", he);
    assert_non_null(strstr(lines(), "*东门|18-20|"));
}

/* ---- size ---- */

static void forty_posts(void **state)
{
    (void)state;
    char name[32];
    for (int i = 0; i < 38; i++) {
        snprintf(name, sizeof name, "第%d号岗", i + 1);
        roster_post(store, name, "06-14 14-22 22-06", 1, 1);
    }
    make();
    assert_int_equal(kept.count, 3 + 38 * 3);
    print(1);
    assert_null(strstr(lines(), "*"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_stand_below_each_other_and_gaps_have_room, setup, teardown),
        cmocka_unit_test_setup_teardown(internal_has_whole_names, setup, teardown),
        cmocka_unit_test_setup_teardown(whoever_does_not_come_is_not_named, setup, teardown),
        cmocka_unit_test_setup_teardown(time_going_by_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_shift_outside_the_pattern_has_its_row, setup, teardown),
        cmocka_unit_test_setup_teardown(no_posts_and_an_empty_week, setup, teardown),
        cmocka_unit_test_setup_teardown(one_post_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(each_post_may_begin_a_page, setup, teardown),
        cmocka_unit_test_setup_teardown(posted_holds_no_name_and_no_phone, setup, teardown),
        cmocka_unit_test_setup_teardown(a_first_printing_marks_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_changed_row_is_marked_and_a_second_copy_too, setup, teardown),
        cmocka_unit_test_setup_teardown(levels_are_versions_of_their_own, setup, teardown),
        cmocka_unit_test_setup_teardown(two_of_the_same_masked_name_differ, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_changed_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(one_post_of_the_same_is_the_same_version, setup, teardown),
        cmocka_unit_test_setup_teardown(a_post_printed_alone_leaves_the_others, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_that_is_gone_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(forty_posts, setup, teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
