/* One evening of the roster at two desks, by keys, in both languages: a cell of the week is filled, corrected and
 * filled again; at 21:40 a volunteer rings to say that he cannot come, and the gap is closed in less than a minute of
 * keys. The other desk sees each step without a key of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "gatepost/words.h"
#include "tests/lib/evening_cast.h"
#include "tests/lib/evening_compare.h"
#include "tests/lib/evening_run.h"
#include <cmocka.h>
#include <stdlib.h>

static const struct store_file *file;

/* clang-format off */
#define TONIGHT "a.voided IS NULL AND a.day = 20220411 AND a.starts_at = strftime('%s', '2022-04-11 22:00') - 28800"
#define AT_POST(name) "FROM assignment a JOIN volunteer v ON v.id = a.volunteer_id JOIN post p ON p.id = a.post_id AND p.name = '" name "' WHERE " TONIGHT
/* Everybody of tonight's shift in the order in which they came onto it. */
#define STANDS(name) "SELECT coalesce(group_concat(a.state || ' ' || (a.volunteer_id = $illid) || ' ' || a.via || ' ' || a.reason, ', '), '') FROM (SELECT a.* " AT_POST(name) " ORDER BY a.id) a"

static const struct {
    const char *word, *sql;
} cast[] = {
    {"illid", "SELECT a.volunteer_id " AT_POST("西门")},
    {"ill", "SELECT name FROM volunteer WHERE id = $illid"},
    {"post", "SELECT id FROM post WHERE name = '西门'"},
};

static const struct evening_check checks[] = {
    {"gap", EVENING_IS, "SELECT count(*) " AT_POST("东门"), "0"},
    {"closed", EVENING_IS, "SELECT group_concat(a.state || ' ' || a.via) " AT_POST("东门"), "planned desk"},
    {"east", EVENING_SHOWN, "SELECT v.name " AT_POST("东门"), ""},
    {"stands", EVENING_SHOWN, "SELECT v.name " AT_POST("西门") " AND a.state = 'confirmed'", ""},
    {"rings", EVENING_IS, STANDS("西门"), "planned 1 fill "},
    {"cannot", EVENING_IS, STANDS("西门"), "excused 1 fill 发烧"},
    {"ringing", EVENING_IS, "SELECT group_concat(c.result || ' ' || o.name) FROM call_out c JOIN officer o ON o.id = c.officer_id WHERE c.post_id = $post", "calling 王秀英"},
    {"comes", EVENING_IS, STANDS("西门"), "excused 1 fill 发烧, confirmed 0 desk "},
    {"comes", EVENING_IS, "SELECT group_concat(c.result || ' ' || o.name) FROM call_out c JOIN officer o ON o.id = c.officer_id WHERE c.post_id = $post", "coming 王秀英"},
};

static const struct {
    const char *at, *keys;
} rows[] = {
    /* What has been standing is acknowledged; the other desk looks at pane 4 all evening. */
    {"18:00", "F8 F8 F8 F8 F8 F8 F8 F8 Esc"},
    {">18:00", "4 4 F4 (门) Enter {pressed}"},

    /* Tonight's gap at the east gate, in the week: the best candidate is there with two keys. */
    {"18:01", "F9 (=Roster) Enter Tab {check gap} {pressed} Enter Enter {pressed 2} {check closed}"},
    {">18:01", "{check closed} {check east} {pressed 0}"},
    /* It was a slip: taken back, and once more; taken off with a reason, and once more. */
    {"18:02", "Ctrl-Z {check gap} Enter Enter {check closed} Delete (要值白班) Enter {check gap}"},
    {">18:02", "{check gap} {pressed 0}"},
    {"18:03", "Enter Enter {check closed} Esc"},

    /* He rings: excused, and the gap is seen at the other desk; the first who is called comes. */
    {"21:40", "F8 F8 F8 F8 F8 F8 Esc {check rings} 1 {pressed} 4 F4 (西门) Enter Down Enter [$ill] * (发烧) Enter {check cannot}"},
    {">21:40", "{check cannot} [^$ill] [缺1|short 1] {pressed 0}"},
    {"21:41", "Ctrl-A Enter {check ringing} Esc + {pressed 15} {check comes}"},
    {">21:41", "{check comes} {check stands} {pressed 0}"},
};
/* clang-format on */

static void begin(const struct store_file *of)
{
    file = of;
    for (size_t i = 0; i < sizeof cast / sizeof cast[0]; i++) {
        char *answer = evening_ask(file, cast[i].sql);
        evening_set(cast[i].word, answer);
        free(answer);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        evening_row_add(rows[i].at, rows[i].keys);
}

static void check(const char *name, struct err *err)
{
    evening_compare(file, checks, sizeof checks / sizeof checks[0], name, err);
}

static const char *const tables[][2] = {{"assignment", "'voided'"}, {"call_out", "'voided'"}, {0}};
static const struct evening evening = {
    .title = "roster_evening",
    .test = "a_gap_is_closed_in_a_minute_of_keys",
    .with_roster = true,
    .sides = {{"值班台1", "王秀英", "东门", NULL}, {"值班台2", "徐芸", "南门", NULL}},
    .begin = begin,
    .check = check,
    .tables = tables,
};

int main(int argc, char **argv)
{
    (void)argc;
    words_start(argv[0], "zh_CN");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return evening_tests(&evening);
}
