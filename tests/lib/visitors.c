#include "visitors.h"
#include "gatepost/expected_rules.h"
#include "gatepost/gate.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct visitors visitors;

int visitors_setup(void **state)
{
    (void)state;
    words_start(NULL, "en");
    visitors.store = register_open();
    visitors.south = register_checkpoint(visitors.store, "南门");
    visitors.east = register_checkpoint(visitors.store, "东门");
    visitors.home = register_household(visitors.store, "望江苑", "12-2-1203");
    visitors.neighbour = register_household(visitors.store, "望江苑", "8-1-302");
    register_person(visitors.store, "刘洋", "13800000001", visitors.home);
    return 0;
}

int visitors_teardown(void **state)
{
    (void)state;
    register_close(visitors.store);
    return 0;
}

struct expected visitor_told(const char *name)
{
    struct expected expected = {.place_id = visitors.home, .people = 1};
    text_copy(expected.name, sizeof expected.name, name);
    return expected;
}

void visitor_announce(struct expected *expected)
{
    struct err err = {0};
    if (!register_save(visitors.store, &expected_rules, expected, &err))
        fail_msg("%s", err.text);
}

struct expected visitor_announced(const char *name, int64_t from_at, int64_t until_at)
{
    struct expected expected = visitor_told(name);
    expected.from_at = from_at;
    expected.until_at = until_at;
    visitor_announce(&expected);
    return expected;
}

struct expected visitor_again(const struct expected *expected)
{
    struct expected now;
    assert_true(record_get(visitors.store, &expected_table, expected->head.id, &now, NULL));
    return now;
}

bool visitor_enter(struct store *at, int64_t checkpoint, const struct expected *expected, const char *name,
                   struct crossing *crossing, struct err *err)
{
    struct gate_visitor visitor = {0};
    text_copy(visitor.name, sizeof visitor.name, name);
    crossing->checkpoint_id = checkpoint;
    crossing->class = CLASS_VISITOR;
    crossing->place_id = expected->place_id;
    crossing->affected_area = -1;
    crossing->temp_tenths = 365;
    crossing->expected_id = expected->head.id;
    return gate_save(at, crossing, &visitor, err);
}

struct crossing visitor_entered(const struct expected *expected, const char *name)
{
    struct crossing crossing = {0};
    struct err err = {0};
    if (!visitor_enter(visitors.store, visitors.south, expected, name, &crossing, &err))
        fail_msg("%s", err.text);
    return crossing;
}

void visitor_turned_down(const struct expected *expected, const char *says)
{
    struct crossing crossing = {0};
    struct err err = {0};
    int64_t before = register_count(visitors.store, "SELECT COUNT(*) FROM crossing");
    assert_false(visitor_enter(visitors.store, visitors.south, expected, "钱多多", &crossing, &err));
    assert_string_equal(err.field, "expected");
    if (strstr(err.text, says) == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(register_count(visitors.store, "SELECT COUNT(*) FROM crossing"), before);
}

int visitors_find_at(const char *words, int64_t at, struct expected rows[4], int *whole)
{
    struct err err = {0};
    struct expected_search search = {
        .words = words, .at = at, .before = expected_offer_end(at), .rows = rows, .most = 4};
    assert_true(expected_find(visitors.store, &search, &err));
    *whole = search.whole;
    return search.count + search.left;
}

int visitors_found(const char *words)
{
    struct expected rows[4];
    int whole;
    return visitors_find_at(words, REGISTER_NOW, rows, &whole);
}
