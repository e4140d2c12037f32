/* Whatever is done to requests, by a chance that is the same each time, is sound, is undone and is done again. */
#include "gatepost/buffer.h"
#include "gatepost/registers.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "src/store/database.h"
#include "tests/lib/goods.h"
#include "tests/lib/register.h"
#include "tests/lib/supply_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *const kept[] = {
    "SELECT s.id || '|' || s.state || '|' || s.state_at || '|' || COALESCE(s.helper_id, 0) || s.helper || "
    "s.helper_phone || COALESCE(s.claimed_at, 0) || '|' || COALESCE(s.claimed_by, 0) || '|' || COALESCE(s.errand_id, "
    "0) "
    "|| s.items || s.due_at FROM supply s WHERE voided IS NULL ORDER BY id",
    "SELECT id || '|' || supply_id || '|' || position || item || quantity || unit || COALESCE(amount, 0) || '|' || "
    "reserved || '|' || delivered FROM supply_line WHERE voided IS NULL ORDER BY id",
    "SELECT id || '|' || from_state || state || helper || remark FROM supply_step WHERE voided IS NULL ORDER BY id",
    "SELECT id || '|' || supply_step_id || '|' || supply_line_id || '|' || quantity FROM supply_delivery WHERE voided "
    "IS NULL ORDER BY id",
    "SELECT id || '|' || goods_id || '|' || change || '|' || COALESCE(supply_step_id, 0) FROM stock_entry WHERE voided "
    "IS NULL ORDER BY id",
};

static void snapshot(struct buffer *out)
{
    struct err err = {0};
    buffer_clear(out);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        struct statement *statement = statement_take_text(supplies.store, kept[i], &err);
        assert_non_null(statement);
        while (statement_row(statement))
            buffer_format(out, "%s\n", column_text(statement, 0));
        assert_true(statement_done(statement, &err));
    }
}

static void assert_same(const struct buffer *one, const struct buffer *other)
{
    assert_string_equal(buffer_text(one), buffer_text(other));
}

/* What must hold whatever was done. */
static void assert_sound(void)
{
    static const char *const never[] = {
        "SELECT count(*) FROM supply_line v WHERE voided IS NULL AND delivered <> COALESCE((SELECT SUM(quantity) FROM "
        "supply_delivery d WHERE d.supply_line_id = v.id AND d.voided IS NULL), 0)",
        "SELECT count(*) FROM supply_line WHERE voided IS NULL AND (reserved < 0 OR delivered > quantity OR (delivered "
        "= "
        "quantity AND reserved > 0))",
        "SELECT count(*) FROM supply_line WHERE voided IS NOT NULL AND reserved <> 0",
        "SELECT count(*) FROM supply_line v JOIN supply s ON s.id = v.supply_id WHERE v.reserved > 0 AND (s.voided IS "
        "NOT "
        "NULL OR (s.state <> 'assigned' AND s.state <> 'buying' AND s.state <> 'left'))",
        "SELECT count(*) FROM supply_line v WHERE v.voided IS NULL AND v.reserved - COALESCE((SELECT SUM(e.change) "
        "FROM "
        "stock_entry e WHERE e.supply_line_id = v.id AND e.voided IS NULL), 0) > v.amount",
        "SELECT count(*) FROM supply WHERE (state = 'new') <> (helper = '') AND state <> 'left' AND state <> "
        "'confirmed' "
        "AND state <> 'out_of_stock' AND state <> 'cancelled' AND state <> 'duplicate' AND state <> 'not_needed'",
    };
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (register_count(supplies.store, never[i]) != 0)
            fail_msg("%s", never[i]);
    for (int64_t goods = supplies.rice; goods <= supplies.masks; goods++) {
        struct stock_level level;
        assert_true(stock_level(supplies.store, goods, &level, NULL));
        assert_true(level.reserved >= 0 && level.balance >= level.reserved);
    }
}

static unsigned dice(unsigned sides)
{
    static unsigned number = 20220411;
    number = number * 1103515245u + 12345u;
    return (number >> 16) % sides;
}

/* Anything at all, sensible or not. */
static bool try_something(int64_t id)
{
    static const char *const names[] = {"周敏", "黄磊", "", ""};
    static const char *const edits[] = {"盐4包 大米10斤", "盐2包 大米6斤", "盐7包", "大米3公斤 酱油1瓶"};
    struct supply_move move = supply_to(id, dice(SUPPLY_NOT_NEEDED + 1));
    struct supply supply = supply_again(id);
    struct supply_part part = {supply_line_at(id, 1).head.id, dice(4) * 500};
    if (dice(8) == 0) {
        text_copy(supply.items, sizeof supply.items, edits[dice(4)]);
        return register_save(supplies.store, &supply_rules, &supply, NULL);
    }
    if (dice(3) == 0) {
        move.parts = &part;
        move.part_count = 1;
        move.to = dice(2) == 0 ? supply.state : SUPPLY_LEFT;
    }
    text_copy(move.helper, sizeof move.helper, names[dice(4)]);
    text_copy(move.remark, sizeof move.remark, "x");
    move.hand_over = dice(3) == 0;
    return supply_move(supplies.store, &move, NULL);
}

static void every_move_is_undone_and_done_again(void **state)
{
    (void)state;
    struct buffer before = {0}, after = {0}, now = {0}, what = {0};
    struct err err = {0};
    int64_t ids[4];
    int moved = 0;
    for (int i = 0; i < 4; i++)
        ids[i] = supply_asked("盐4包 大米10斤");
    for (int i = 0; i < 600; i++) {
        snapshot(&before);
        bool saved = try_something(ids[dice(4)]);
        snapshot(&after);
        assert_sound();
        if (!saved || strcmp(buffer_text(&before), buffer_text(&after)) == 0)
            continue;
        moved++;
        if (!undo_last(supplies.store, &what, &err))
            fail_msg("%s", err.text);
        snapshot(&now);
        assert_same(&now, &before);
        assert_sound();
        if (!redo_last(supplies.store, &what, &err))
            fail_msg("%s", err.text);
        snapshot(&now);
        assert_same(&now, &after);
        buffer_clear(&what);
    }
    print_message("# %d of 600 were moves\n", moved);
    assert_true(moved > 150);
    buffer_release(&before);
    buffer_release(&after);
    buffer_release(&now);
    buffer_release(&what);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, supply_desk_open, supply_desk_close)
    const struct CMUnitTest tests[] = {
        TEST(every_move_is_undone_and_done_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
