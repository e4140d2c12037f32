/* Forty terminals at once, each the real program: a request is taken by one, the others are told by whom and when; the
 * stock gives out what there is and no more. */
#include "gatepost/registers.h"
#include "gatepost/supply.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include "tests/lib/goods.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { TERMINALS = 40 };

/* Request 1 and those that follow, each of one household that means it again and again. */
static void ask(struct store *store, int count, const char *items)
{
    struct err err = {0};
    for (int i = 0; i < count; i++) {
        struct supply supply;
        register_new(&supply_rules, &supply);
        supply.place_id = 1;
        supply.again = true;
        text_copy(supply.items, sizeof supply.items, items);
        if (!register_save(store, &supply_rules, &supply, &err))
            fail_msg("%s", err.text);
    }
}

static void out_path(const char *what, int terminal, char *path, size_t size)
{
    char name[24];
    snprintf(name, sizeof name, "%s-%d", what, terminal);
    command_path(name, path, size);
}

static pid_t start(int terminal, const char *const *words)
{
    char out[128], err[128];
    out_path("out", terminal, out, sizeof out);
    out_path("err", terminal, err, sizeof err);
    int descriptors[] = {command_open("/dev/null", O_RDONLY), command_open(out, O_WRONLY | O_CREAT | O_TRUNC),
                         command_open(err, O_WRONLY | O_CREAT | O_TRUNC)};
    pid_t child = command_start(words, descriptors[0], descriptors[1], descriptors[2]);
    for (int i = 0; i < 3; i++)
        close(descriptors[i]);
    return child;
}

/* No two terminals' volunteers share a name. */
static void name_of(int terminal, char name[16])
{
    static const char *const surnames[] = {"周", "吴", "郑", "王", "冯", "陈", "褚", "卫"}, *const given[] = {
                                                                                                "敏", "静", "强", "芳",
                                                                                                "磊"};
    snprintf(name, 16, "%s%s", surnames[terminal % 8], given[terminal / 8]);
}

struct answer {
    int code;
    char out[400], err[400];
};
static struct answer answers[TERMINALS];

static void read_answer(const char *what, int terminal, char *text, size_t size)
{
    char path[128];
    struct buffer read = {0};
    out_path(what, terminal, path, sizeof path);
    command_read(path, &read);
    text_copy(text, size, buffer_text(&read));
    buffer_release(&read);
}

/* Terminal i moves request 1 + i % requests. All wait at the same door until every one of them was started. */
static void all_move(struct store *store, int requests, const char *state, bool named)
{
    struct err err = {0};
    pid_t children[TERMINALS];
    assert_true(store_begin(store, "test", &err));
    for (int i = 0; i < TERMINALS; i++) {
        char id[16], name[16];
        snprintf(id, sizeof id, "%d", 1 + i % requests);
        name_of(i, name);
        const char *const words[] = {"!", "supply", "move", id, state, named ? "--helper" : NULL, name, NULL};
        children[i] = start(i, words);
    }
    store_rollback(store);
    for (int i = 0; i < TERMINALS; i++) {
        answers[i].code = command_code(children[i]);
        read_answer("out", i, answers[i].out, sizeof answers[i].out);
        read_answer("err", i, answers[i].err, sizeof answers[i].err);
    }
}

static void assert_told(int terminal, const char *winner)
{
    char words[240];
    snprintf(words, sizeof words, "is taken already: %s has it, since ", winner);
    if (answers[terminal].code != 1 || strstr(answers[terminal].err, words) == NULL || answers[terminal].out[0] != '\0')
        fail_msg("%d: %s", answers[terminal].code, answers[terminal].err);
    int hour = 0, minute = 0; /* and when */
    assert_int_equal(sscanf(strstr(answers[terminal].err, "since ") + 6, "%d:%d", &hour, &minute), 2);
}

/* One of those who wanted it has it; the others were told its name. */
static void one_has_it(struct store *store, int64_t id, int requests)
{
    struct supply supply;
    char name[16], saved[24];
    int winners = 0;
    assert_true(record_get(store, &supply_table, id, &supply, NULL));
    assert_int_equal(supply.state, SUPPLY_ASSIGNED);
    snprintf(saved, sizeof saved, "saved %lld\n", (long long)id);
    for (int i = (int)id - 1; i < TERMINALS; i += requests) {
        name_of(i, name);
        if (strcmp(name, supply.helper) != 0) {
            assert_told(i, supply.helper);
            continue;
        }
        winners++;
        assert_int_equal(answers[i].code, 0);
        assert_string_equal(answers[i].out, saved);
        assert_string_equal(answers[i].err, "");
    }
    assert_int_equal(winners, 1);
}

static void claimed_at_once(int requests)
{
    struct store *store = command_store_open();
    ask(store, requests, "盐1包");
    all_move(store, requests, "assigned", true);
    for (int id = 1; id <= requests; id++)
        one_has_it(store, id, requests);
    assert_int_equal(command_count("SELECT count(*) FROM supply_step"), requests);
    assert_int_equal(command_count("SELECT count(*) FROM supply WHERE state = 'assigned'"), requests);
    store_close(store);
}

static void one_request_wanted_by_forty(void **state)
{
    (void)state;
    claimed_at_once(1);
}

static void eight_requests_wanted_by_five_each(void **state)
{
    (void)state;
    claimed_at_once(8);
}

static void forty_requests_one_for_each(void **state)
{
    (void)state;
    claimed_at_once(TERMINALS);
}

/* Each step on was meant from where it stood: it is not moved two steps by two terminals. */
static void one_step_on_is_one_step(void **state)
{
    (void)state;
    struct store *store = command_store_open();
    int done = 0;
    ask(store, 1, "盐1包");
    all_move(store, 1, "on", true);
    for (int i = 0; i < TERMINALS; i++)
        done += answers[i].code == 0;
    assert_int_equal(command_count("SELECT count(*) FROM supply_step"), done);
    /* who began after somebody had saved stood where it stood by then */
    assert_true(done >= 1 && done <= 4);
    assert_int_equal(
        command_count("SELECT count(*) FROM (SELECT from_state FROM supply_step GROUP BY from_state HAVING "
                      "count(*) > 1) twice"),
        0);
    store_close(store);
}

/* Forty for one pack each, twenty-five are there. */
static void the_stock_gives_out_what_there_is(void **state)
{
    (void)state;
    struct store *store = command_store_open();
    int64_t salt = goods_add(store, "盐", "包");
    stock_enter(store, salt, STOCK_IN, 25);
    ask(store, TERMINALS, "盐1包");
    all_move(store, TERMINALS, "left", false);
    for (int i = 0; i < TERMINALS; i++)
        assert_int_equal(answers[i].code, 0); /* the others came from a shop */
    assert_int_equal(stock_there(store, salt), 0);
    assert_int_equal(command_count("SELECT count(*) FROM stock_entry WHERE kind = 'out' AND change = -1000"), 25);
    assert_int_equal(command_count("SELECT SUM(reserved) FROM supply_line"), 0);
    assert_int_equal(command_count("SELECT SUM(delivered) FROM supply_line"), TERMINALS * THOUSAND);
    all_move(store, TERMINALS, "new", false);
    assert_int_equal(stock_there(store, salt), 25);
    store_close(store);
}

/* Kept for who took it: however many come for the same, nothing is promised twice. */
static void the_stock_is_promised_once(void **state)
{
    (void)state;
    struct store *store = command_store_open();
    struct stock_level level;
    int64_t salt = goods_add(store, "盐", "包");
    stock_enter(store, salt, STOCK_IN, 50);
    ask(store, TERMINALS, "盐3包");
    all_move(store, TERMINALS, "assigned", true);
    assert_true(stock_level(store, salt, &level, NULL));
    assert_int_equal(level.reserved, 48 * THOUSAND);
    assert_int_equal(command_count("SELECT count(*) FROM supply_line WHERE reserved = 3000"), 16);
    all_move(store, TERMINALS, "left", false);
    assert_int_equal(stock_there(store, salt), 2);
    store_close(store);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
#define TEST(name) cmocka_unit_test_setup_teardown(name, command_register_make, command_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(one_request_wanted_by_forty), TEST(eight_requests_wanted_by_five_each), TEST(forty_requests_one_for_each),
        TEST(one_step_on_is_one_step),     TEST(the_stock_gives_out_what_there_is),  TEST(the_stock_is_promised_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
