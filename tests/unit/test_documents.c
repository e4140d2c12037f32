/* What holds for every kind of document, of those to come as well, on the sample community (all people are invented):
 * nothing personal on a wall, who may have what, no name in what a printer's queue or a file is called. */
#include "gatepost/clock.h"
#include "gatepost/demo.h"
#include "gatepost/people_rules.h"
#include "tests/lib/document_text.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store_file file;
static struct store *store;
static sqlite3 *database;
static struct buffer text;

static int setup(void **state)
{
    struct err err = {0};
    struct demo demo = {.crossings = 300, .now = 1649658720};
    struct store_new new_file = {.community = "望江社区", .zone = "Asia/Shanghai", .fill = demo_fill, .context = &demo};
    (void)state;
    clock_fix(demo.now);
    store_file_make(&file);
    remove(file.path);
    if (!store_create(file.path, &new_file, &err))
        fail_msg("%s", err.text);
    store = store_open(file.path, 0, &err);
    assert_non_null(store);
    return sqlite3_open_v2(file.path, &database, SQLITE_OPEN_READONLY, NULL);
}

static int teardown(void **state)
{
    (void)state;
    sqlite3_close(database);
    store_close(store);
    store_file_remove(&file);
    buffer_release(&text);
    return 0;
}

static void sign_on_as(const char *role)
{
    struct err err = {0};
    char sql[140];
    snprintf(sql, sizeof sql,
             "SELECT name FROM officer WHERE role = '%s' AND pin_id IS NULL AND voided IS NULL LIMIT 1", role);
    char *name = store_file_ask(&file, sql);
    if (!people_sign_on(store, name, "值班室", true, &err))
        fail_msg("%s %s: %s", role, name, err.text);
    free(name);
}

static int64_t ask_id(const char *sql)
{
    char *text_of = store_file_ask(&file, sql);
    int64_t id = strtoll(text_of, NULL, 10);
    free(text_of);
    assert_true(id > 0);
    return id;
}

static struct document_request request_of(const struct document_kind *kind, enum document_level level)
{
    struct document_request request = {.kind = kind, .level = level, .day = clock_day(clock_now()), .blank_rows = -1};
    if (kind->scope == DOCUMENT_HOUSEHOLD)
        request.id = ask_id("SELECT place_id FROM observation WHERE ended_at IS NULL LIMIT 1");
    if (kind->scope == DOCUMENT_VOLUNTEER)
        request.id = ask_id("SELECT volunteer_id FROM assignment WHERE day = 20220411 LIMIT 1");
    return request;
}

static enum err_code refusal(const struct document_kind *kind, enum document_level level)
{
    struct document_request request = request_of(kind, level);
    struct document document;
    struct document_kept kept;
    struct err err = {0};
    bool made = document_make(store, &request, &document, &kept, &err);
    document_release(&document);
    document_kept_release(&kept);
    return made ? ERR_NONE : err.code;
}

/* None of the values this SQL finds stands in the text. */
static void lacks_all(const struct document_kind *kind, const char *sql)
{
    sqlite3_stmt *rows = NULL;
    int count = 0;
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &rows, NULL), SQLITE_OK);
    for (; sqlite3_step(rows) == SQLITE_ROW; count++) {
        const char *value = (const char *)sqlite3_column_text(rows, 0);
        if (strstr(buffer_text(&text), value) != NULL)
            fail_msg("%s, posted, shows %s", kind->name, value);
    }
    sqlite3_finalize(rows);
    assert_true(count > 0);
}

/* That of a screen shows seven digits of it: 138****3821. */
static void lacks_masked_phone(const struct document_kind *kind)
{
    for (const char *at = buffer_text(&text); (at = strstr(at, "****")) != NULL; at++)
        if (at > buffer_text(&text) && at[-1] >= '0' && at[-1] <= '9')
            fail_msg("%s, posted, shows part of a number: %.20s", kind->name, at - 1);
}

/* ---- what holds ---- */

static void no_name_and_no_number_is_posted(void **state)
{
    (void)state;
    sign_on_as("officer");
    for (int i = 0; document_kinds[i] != NULL; i++) {
        const struct document_kind *kind = document_kinds[i];
        struct document_request request = request_of(kind, LEVEL_POSTED);
        if (kind->internal_only)
            continue;
        document_text_make(store, kind->name, LEVEL_POSTED, &request, &text);
        lacks_all(kind, "SELECT name FROM person WHERE length(name) >= 3");
        lacks_all(kind, "SELECT name FROM contact WHERE length(name) >= 3");
        lacks_all(kind, "SELECT substr(phone, -6) FROM person WHERE phone <> ''");
        lacks_all(kind, "SELECT substr(phone, -6) FROM contact WHERE phone <> ''");
        lacks_masked_phone(kind);
    }
}

static void what_tells_of_health_is_never_posted(void **state)
{
    static const char *const internal[] = {"observed", "booklet", "outage", "gate", "delivery"};
    (void)state;
    sign_on_as("officer");
    for (size_t i = 0; i < sizeof internal / sizeof internal[0]; i++)
        assert_int_equal(refusal(document_kind_find(internal[i]), LEVEL_POSTED), ERR_INPUT);
    for (int i = 0; document_kinds[i] != NULL; i++)
        assert_int_equal(refusal(document_kinds[i], LEVEL_INTERNAL), ERR_NONE);
}

static void names_in_full_are_for_the_desk_and_paper_not_for_gates(void **state)
{
    (void)state;
    sign_on_as("operator");
    for (int i = 0; document_kinds[i] != NULL; i++)
        assert_int_equal(refusal(document_kinds[i], LEVEL_INTERNAL), ERR_ROLE);
    sign_on_as("gate");
    for (int i = 0; document_kinds[i] != NULL; i++)
        assert_int_equal(refusal(document_kinds[i], document_kinds[i]->internal_only ? LEVEL_INTERNAL : LEVEL_POSTED),
                         ERR_ROLE);
}

/* Letters of their kind and digits alone: what a queue, a file and the list of printings show to everybody. */
static void what_it_is_called_tells_of_nobody(void **state)
{
    char subject[64], job[64];
    (void)state;
    for (int i = 0; document_kinds[i] != NULL; i++) {
        struct document_request request = request_of(document_kinds[i], LEVEL_INTERNAL);
        document_subject(&request, subject, sizeof subject);
        document_job(&request, job, sizeof job);
        assert_int_equal(strspn(subject, "0123456789 -"), strlen(subject));
        assert_int_equal(strspn(job, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(job));
        assert_int_equal(strncmp(job, document_kinds[i]->name, strlen(document_kinds[i]->name)), 0);
    }
}

static void each_has_pages_on_its_usual_paper(void **state)
{
    (void)state;
    sign_on_as("officer");
    for (int i = 0; document_kinds[i] != NULL; i++) {
        struct document_request request = request_of(document_kinds[i], LEVEL_INTERNAL);
        struct document document;
        struct document_kept kept;
        struct pages pages;
        struct err err = {0};
        assert_true(document_make(store, &request, &document, &kept, &err));
        assert_true(document.row_count > 0);
        assert_true(document_kinds[i]->keeps_rows ? kept.count > 0 : kept.count == 0);
        if (!pages_layout(&pages, &document, &document_kinds[i]->paper, &err))
            fail_msg("%s: %s", document_kinds[i]->name, err.text);
        if (pages.cut > 0 || pages.too_big)
            fail_msg("%s: %d texts are cut", document_kinds[i]->name, pages.cut);
        pages_release(&pages);
        document_release(&document);
        document_kept_release(&kept);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_name_and_no_number_is_posted),
        cmocka_unit_test(what_tells_of_health_is_never_posted),
        cmocka_unit_test(names_in_full_are_for_the_desk_and_paper_not_for_gates),
        cmocka_unit_test(what_it_is_called_tells_of_nobody),
        cmocka_unit_test(each_has_pages_on_its_usual_paper),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, teardown);
}
