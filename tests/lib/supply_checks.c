#include "supply_checks.h"

#include "desk_pair.h"
#include "evening_cast.h"
#include "evening_compare.h"
#include "evening_story.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORY_LEAST = 20 };
static const struct store_file *file;

/* clang-format off */
#define AT(time) "strftime('%s', '2022-04-11 " time "') - 28800"
/* Each line of the request: what, how much, of it kept in the stock, of it brought. */
#define LINES \
    "SELECT group_concat(item || ' ' || (quantity / 1000) || unit || ' ' || (reserved / 1000) || ' ' || (delivered / 1000), ', ') " \
        "FROM (SELECT * FROM supply_line WHERE supply_id = $no AND voided IS NULL ORDER BY position)"
#define REQUEST(id) \
    "SELECT s.state || ' ' || s.urgent || ' ' || s.via || ' ' || strftime('%H:%M', s.state_at + 28800, 'unixepoch') || ' ' || " \
        "strftime('%H:%M', s.due_at + 28800, 'unixepoch') || ' ' || (s.place_id = $storyplace) || ' ' || coalesce(n.name, '') " \
        "|| ' ' || s.items || ' / ' || s.helper || ' ' || coalesce(strftime('%H:%M', s.claimed_at + 28800, 'unixepoch'), '') " \
        "|| ' ' || coalesce(c.name, '') FROM supply s LEFT JOIN officer n ON n.id = s.officer_id " \
        "LEFT JOIN officer c ON c.id = s.claimed_by WHERE s.id = " id
#define THERE(goods) "(SELECT sum(change) / 1000 FROM stock_entry WHERE goods_id = " goods " AND voided IS NULL)"
#define KEPT(goods) "(SELECT sum(reserved) / 1000 FROM supply_line WHERE goods_id = " goods " AND voided IS NULL)"

/* What the stock gave for the request. */
#define ISSUED \
    "SELECT group_concat(line, ', ') FROM (SELECT g.name || ' ' || (e.change / 1000) || ' ' || e.kind || ' ' || e.whom || ' ' || " \
        "(e.place_id = $storyplace) AS line FROM stock_entry e JOIN supply_line l ON l.id = e.supply_line_id JOIN goods g " \
        "ON g.id = e.goods_id WHERE l.supply_id = $no AND e.voided IS NULL ORDER BY e.id)"
/* How often it rang, how often it ended. */
#define ALARM(rule, subject) \
    "SELECT count(*) || ' ' || count(cleared_at) FROM alarm WHERE rule = '" rule "' AND subject = " subject \
        " AND raised_at >= " AT("18:00")

static const struct evening_check checks[] = {
    {"quiet", EVENING_IS, "SELECT count(*) FROM alarm WHERE acknowledgement_id IS NULL AND cleared_at IS NULL", "0"},
    {"salt 1", EVENING_IS, "SELECT " THERE("$salt") " || ' ' || kind || ' ' || (counted / 1000) FROM stock_entry WHERE "
        "goods_id = $salt ORDER BY id DESC", "1 count 1"},
    {"nothing asked", EVENING_IS, "SELECT count(*) FROM supply WHERE place_id = $storyplace", "0"},
    {"asked", EVENING_IS, REQUEST("$no"), "new 0 phone 18:02 22:02 1 王秀英 大米 10斤、盐 2包 /   "},
    {"asked", EVENING_IS, "SELECT count(*) FROM supply_step WHERE supply_id = $no", "0"},
    {"lines", EVENING_IS, LINES, "大米 10斤 0 0, 盐 2包 0 0"},
    {"assigned", EVENING_IS, REQUEST("$no"), "assigned 0 phone 18:04 22:02 1 王秀英 大米 10斤、盐 2包 / $helper 18:04 王秀英"},
    {"kept", EVENING_IS, LINES, "大米 10斤 10 0, 盐 2包 0 0"},
    {"buying", EVENING_IS, REQUEST("$no"), "buying 0 phone 18:07 22:02 1 王秀英 大米 10斤、盐 2包 / $helper 18:04 王秀英"},
    {"part", EVENING_IS, REQUEST("$no"), "buying 0 phone 18:07 22:02 1 王秀英 大米 10斤、盐 2包 / $helper 18:04 王秀英"},
    {"part", EVENING_IS, LINES, "大米 10斤 6 4, 盐 2包 0 0"},
    {"part", EVENING_IS, ISSUED, "大米 -4 out $helper 1"},
    {"left", EVENING_IS, LINES, "大米 10斤 0 10, 盐 2包 0 2"},
    {"left", EVENING_IS, "SELECT state || ' ' || helper FROM supply WHERE id = $no", "left $helper"},
    {"left", EVENING_IS, ISSUED, "大米 -4 out $helper 1, 大米 -6 out $helper 1"},
    {"back", EVENING_IS, "SELECT state || ' ' || helper FROM supply WHERE id = $no", "buying $helper"},
    {"back", EVENING_IS, LINES, "大米 10斤 6 4, 盐 2包 0 0"},
    {"confirmed", EVENING_IS, REQUEST("$no"), "confirmed 0 phone 18:40 22:02 1 王秀英 大米 10斤、盐 2包 / $helper 18:04 王秀英"},
    {"confirmed", EVENING_IS, LINES, "大米 10斤 0 10, 盐 2包 0 2"},
    {"confirmed", EVENING_IS, ISSUED, "大米 -4 out $helper 1, 大米 -6 out $helper 1"},
    {"errand", EVENING_IS, "SELECT e.helper || ' ' || e.given || ' ' || (s.errand_id = e.id) FROM errand e, supply s WHERE "
        "e.id = $way AND s.id = $no", "$helper 20000 1"},
    /* What is in the stock and what of it is kept follows from the lines and the ledger alone. */
    {"stock", EVENING_IS, "SELECT (" THERE("$rice") " + (SELECT sum(delivered) / 1000 FROM supply_line WHERE supply_id = $no AND "
        "goods_id = $rice)) || ' ' || " THERE("$salt"), "$ricethere 1"},
    {"stock", EVENING_IS, "SELECT (" KEPT("$rice") " - (SELECT CASE WHEN s.state IN ('assigned', 'buying') THEN (l.quantity - "
        "l.delivered) / 1000 ELSE 0 END FROM supply_line l JOIN supply s ON s.id = l.supply_id WHERE s.id = $no AND "
        "goods_id = $rice)) || ' ' || " KEPT("$salt"), "$ricekept 0"},
    {"no second", EVENING_IS, "SELECT count(*) FROM supply WHERE place_id = $storyplace", "1"},
    {"second", EVENING_IS, "SELECT state || ' ' || again || ' ' || items FROM supply WHERE id = $twice", "new 1 盐 1包"},
    {"ended", EVENING_IS, "SELECT state || ' ' || helper FROM supply WHERE id = $twice", "duplicate "},
    {"waits", EVENING_IS, "SELECT state || ' ' || items || ' ' || strftime('%H:%M', due_at + 28800, 'unixepoch') FROM supply "
        "WHERE id = $waits", "new 鸡蛋 2斤 19:10"},
    {"over", EVENING_IS, ALARM("supply_over", "$waits"), "1 0"},
    {"over ended", EVENING_IS, ALARM("supply_over", "$waits"), "1 1"},
    {"eggs", EVENING_IS, "SELECT (change / 1000) || ' ' || e.whom FROM stock_entry e JOIN supply_line l ON l.id = e.supply_line_id "
        "WHERE l.supply_id = $waits AND e.voided IS NULL", "-2 彭师傅"},
    {"presses", EVENING_IS, "SELECT state || ' ' || urgent || ' ' || items FROM supply WHERE id = $presses", "new 1 降压药 1盒"},
    {"nobodys", EVENING_IS, ALARM("supply_urgent", "$presses"), "1 0"},
    {"somebodys", EVENING_IS, ALARM("supply_urgent", "$presses"), "1 1"},
    {"salt in", EVENING_IS, "SELECT " THERE("$salt"), "31"},
    {"short ended", EVENING_IS, ALARM("stock_short", "$salt"), "1 1"},
    {"one step", EVENING_IS, "SELECT count(*) FROM supply_step WHERE supply_id = $no AND voided IS NULL", "1"},
};
/* clang-format on */

/* ---- words ---- */

/* What the program calls it in the language of the desk. */
static const char *const words[][2] = {
    {"new", "supply|New"},          {"assigned", "supply|Assigned"}, {"buying", "supply|Buying"},
    {"left", "supply|At the door"}, {"nothing", "nothing open"},
};

void supply_checks_begin(const struct store_file *of)
{
    char text[80];
    file = of;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        evening_set(words[i][0], words_context(words[i][1]));
    snprintf(text, sizeof text, _("(now %s)"), words_context("supply|At the door"));
    evening_set("nowleft", text);
}

static void set_integer(const char *word, long long value)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", value);
    evening_set(word, text);
}

/* ---- checking ---- */

/* clang-format off */
#define OPEN "FROM supply WHERE voided IS NULL AND state IN ('new', 'assigned', 'buying'"
static const char pane_sql[] =
    "SELECT (SELECT count(*) " OPEN ")) || ' ' || (SELECT count(*) " OPEN ") AND due_at < $now)";
/* clang-format on */

/* The two numbers in the title of pane 3. */
static void check_pane(struct err *err)
{
    int waiting = -1, over = -1;
    char text[120];
    char *answer = evening_ask(file, pane_sql);
    sscanf(answer, "%d %d", &waiting, &over);
    snprintf(text, sizeof text, _("%1$d to do, %2$d over"), waiting, over);
    if (!evening_is_shown(text))
        err_set(err, ERR_INPUT, "not in the title: %s", text);
    free(answer);
}

/* ---- what commands say ---- */

static void check_printed(const char *asked, const char *expected, struct err *err)
{
    struct buffer printed = {0}, command = {0}, line = {0};
    evening_say(asked, &command);
    evening_say(expected, &line);
    int code = desk_pair_command(buffer_text(&command), &printed);
    if (code != 0 || !strstr(buffer_text(&printed), buffer_text(&line)))
        err_set(err, ERR_INPUT, "%s: exit code %d, printed: %s instead of: %s", buffer_text(&command), code,
                buffer_text(&printed), buffer_text(&line));
    buffer_release(&printed);
    buffer_release(&command);
    buffer_release(&line);
}

/* clang-format off */
/* What the rows say of the household's open requests, of which there is one at most. */
static const char need_sql[] =
    "SELECT coalesce((SELECT '#' || id || ' ' || CASE state WHEN 'new' THEN '$new' WHEN 'assigned' THEN '$assigned' WHEN "
        "'buying' THEN '$buying' WHEN 'left' THEN '$left' END FROM supply WHERE place_id = $storyplace AND state IN "
        "('new', 'assigned', 'buying', 'left') AND voided IS NULL), '$nothing')";
/* clang-format on */

/* "Supply ensured?" of the observation. */
static void check_supply(struct err *err)
{
    char *answer = evening_ask(file, need_sql), line[200];
    snprintf(line, sizeof line, "%s %s", _("Supplies:"), answer);
    check_printed("observe show $observed", line, err);
    free(answer);
}

/* What is bought and what the stock gives, as the lines say; both are all of it. */
static void check_bought(struct err *err)
{
    check_printed("errand shopping $way --tsv", "大米\t10\t斤\t0\t10\t1\t$room", err);
    if (err->code == ERR_NONE)
        check_printed("errand shopping $way --tsv", "盐\t2\t包\t2\t0\t1\t$room", err);
}

/* A row of the list, column by column. */
static void check_row(const char *const cells[], struct err *err)
{
    struct buffer cell = {0};
    bool found = false;
    for (int row = 0; row < DESK_PAIR_ROWS && !found; row++) {
        const char *at = desk_pair_row(row);
        for (int i = 0; at && cells[i]; i++) {
            evening_say(cells[i], &cell);
            at = strstr(at, buffer_text(&cell));
            at = at ? at + cell.length : NULL;
        }
        found = at != NULL;
    }
    if (!found)
        err_set(err, ERR_INPUT, "no row shows %s", cells[0]);
    buffer_release(&cell);
}

static void check_shopping(struct err *err)
{
    static const char *const
        rice[] = {"大米", " 10斤", " 10斤", NULL},
        *const rice_for[] = {"$room", " 10斤", "#$no", NULL}, *const salt[] = {"盐", " 2包", " 2包", NULL},
        *const salt_for[] = {"$room", " 2包", "#$no", NULL}, *const *const all[] = {rice, rice_for, salt, salt_for};
    for (size_t i = 0; i < sizeof all / sizeof all[0] && err->code == ERR_NONE; i++)
        check_row(all[i], err);
}

/* The booklet's part of them while the goods stand at the door. */
static const char *const supplies[] = {"18:02", "#$no", "$nowleft", "大米 10斤、盐 2包", "$helper", NULL};

void supply_evening_check(const char *name, struct err *err)
{
    set_integer("now", clock_now());
    if (!strcmp(name, "pane"))
        check_pane(err);
    else if (!strcmp(name, "supply"))
        check_supply(err);
    else if (!strcmp(name, "bought"))
        check_bought(err);
    else if (!strcmp(name, "shopping"))
        check_shopping(err);
    else if (!strcmp(name, "supplies"))
        check_row(supplies, err);
    else if (!strcmp(name, "records"))
        evening_check_story(file, STORY_LEAST, err);
    else
        evening_compare(file, checks, sizeof checks / sizeof checks[0], name, err);
}
