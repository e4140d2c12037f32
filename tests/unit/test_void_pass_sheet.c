/* The list of void passes on paper: which numbers stand on it, whose they were only inside, and what is new. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/pass.h"
#include "gatepost/printing.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "tests/lib/document_case.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DAY = 86400 };
static int64_t home, holder;

static int setup(void **state)
{
    document_case_open(state);
    home = register_household(store, "望江苑", "12-2-1203");
    holder = register_person(store, "张伟明", "13812343821", home);
    return 0;
}

static void done(bool good, const struct err *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

static int64_t issue(const char *number, int64_t place_id, int days)
{
    struct pass pass = {.person_id = place_id != 0 ? 0 : holder,
                        .place_id = place_id,
                        .issued_at = clock_now() - 30 * DAY,
                        .valid_until = days != 0 ? clock_now() + days * DAY : 0};
    struct err err = {0};
    text_copy(pass.number, sizeof pass.number, number);
    text_copy(pass.colour, sizeof pass.colour, "红");
    done(register_save(store, &pass_rules, &pass, &err), &err);
    return pass.head.id;
}

static void lose(int64_t id, const char *how)
{
    struct err err = {0};
    done(pass_lose(store, id, -1, how, &err), &err);
}

static void void_pass(int64_t id, const char *why)
{
    struct err err = {0};
    done(register_void(store, &pass_rules, id, -1, why, &err), &err);
}

/* A lost one, a void one, one that has expired, one that holds; a number that was issued again; one void twice. */
static void six_numbers(void)
{
    issue("A-0001", 0, 0);
    lose(issue("A-0009", 0, 0), "张伟明丢在菜场，电13812343821");
    void_pass(issue("A-0004", home, 0), "换新证");
    issue("A-0003", 0, 0);
    void_pass(issue("A-0005", 0, 0), "换新证");
    issue("A-0005", 0, 0);
    void_pass(issue("A-0006", 0, 0), "一");
    void_pass(issue("A-0006", 0, 0), "二");
    issue("A-0007", 0, 2);
    clock_fix(REGISTER_NOW + 3 * DAY);
}

static void internal_says_whose_they_were(void **state)
{
    (void)state;
    six_numbers();
    document_text_make(store, "passes", LEVEL_INTERNAL, NULL, &text);
    assert_string_equal(buffer_text(&text), "# Void passes\n"
                                            "## Numbers that no longer hold: 4\n"
                                            "[] Number|Colour|State|Since|Holder|Reason\n"
                                            "A-0004|红|Void|2022-04-11 14:32|12-2-1203|换新证\n"
                                            "A-0006|红|Void|2022-04-11 14:32|张伟明|二\n"
                                            "A-0007|红|Expired|2022-04-13 14:32|张伟明\n"
                                            "A-0009|红|Lost|2022-04-11 14:32|张伟明|张伟明丢在菜场，电13812343821\n"
                                            "^ Whoever shows one of these: keep the pass and call the duty desk.\n");
}

static void posted_says_numbers_alone(void **state)
{
    (void)state;
    six_numbers();
    document_text_make(store, "passes", LEVEL_POSTED, NULL, &text);
    assert_non_null(strstr(buffer_text(&text), "[] Number|Colour|State|Since|Remark\n"
                                               "A-0004|红|Void|2022-04-11 14:32\n"));
    assert_null(strstr(buffer_text(&text), "张"));
    assert_null(strstr(buffer_text(&text), "1203"));
    assert_null(strstr(buffer_text(&text), "菜场"));
    assert_true(document_text_digits(&text) <= 4); /* of the number of a pass, of a year */
}

/* As it is recorded when it goes to paper. */
static void print(void)
{
    struct document_request request = {.kind = document_kind_find("passes"), .blank_rows = -1};
    struct document document;
    struct document_kept kept;
    struct err err = {0};
    struct printing printing = {.at = clock_now(),
                                .officer_id = 1,
                                .version = 1,
                                .pages = 1,
                                .copies = 1,
                                .target = PRINTING_PDF,
                                .result = PRINTING_DONE};
    done(document_make(store, &request, &document, &kept, &err), &err);
    struct printing_row *rows = memory_new((size_t)kept.count + 1, sizeof *rows);
    text_copy(printing.document, sizeof printing.document, "passes");
    for (int i = 0; i < kept.count; i++) {
        rows[i] = (struct printing_row){.number = i + 1, .row_id = kept.rows[i].row_id};
        text_copy(rows[i].name, sizeof rows[i].name, kept.rows[i].name);
        text_copy(rows[i].digest, sizeof rows[i].digest, kept.rows[i].digest);
    }
    register_begin(store);
    done(record_save(store, &printing_table, &printing, &err) &&
             printing_rows_add(store, printing.head.id, rows, kept.count, &err),
         &err);
    register_commit(store);
    free(rows);
    document_release(&document);
    document_kept_release(&kept);
}

static void what_is_new_is_marked_and_can_be_had_alone(void **state)
{
    struct document_request changed = {.only_changed = true, .blank_rows = -1};
    (void)state;
    int64_t lost = issue("A-0001", 0, 0);
    lose(lost, "丢失");
    lose(issue("A-0002", 0, 0), "丢失");
    document_text_make(store, "passes", LEVEL_POSTED, NULL, &text);
    assert_null(strchr(buffer_text(&text), '*')); /* nothing hangs yet */
    print();
    void_pass(lost, "找回注销");
    lose(issue("A-0003", 0, 0), "丢失");
    document_text_make(store, "passes", LEVEL_POSTED, NULL, &text);
    assert_non_null(strstr(buffer_text(&text), "\n*A-0001|红|Void|"));
    assert_non_null(strstr(buffer_text(&text), "\nA-0002|红|Lost|"));
    assert_non_null(strstr(buffer_text(&text), "\n*A-0003|红|Lost|"));
    document_text_make(store, "passes", LEVEL_POSTED, &changed, &text);
    assert_non_null(strstr(buffer_text(&text), "## New on the list of void passes: 2\n"));
    assert_null(strstr(buffer_text(&text), "A-0002"));
    assert_non_null(strstr(buffer_text(&text), "\n*A-0003|红|Lost|"));
}

static void without_any_there_are_no_rows(void **state)
{
    (void)state;
    issue("A-0001", 0, 0);
    document_text_make(store, "passes", LEVEL_POSTED, NULL, &text);
    assert_non_null(
        strstr(buffer_text(&text), "## Numbers that no longer hold: 0\n[] Number|Colour|State|Since|Remark\n^ "));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, document_case_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(internal_says_whose_they_were),
        TEST(posted_says_numbers_alone),
        TEST(what_is_new_is_marked_and_can_be_had_alone),
        TEST(without_any_there_are_no_rows),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
