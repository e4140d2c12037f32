#include "supply_rows.h"

#include "evening_cast.h"
#include "evening_run.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>

/* clang-format off */
#define ROOM "l.building || '-' || l.unit || '-' || ltrim(l.room, '0')"
#define ASKS_FOR_NOTHING "NOT EXISTS (SELECT 1 FROM supply s WHERE s.place_id = l.id)"
#define ONLY_ROOM \
    "(SELECT count(*) FROM place n WHERE n.building = l.building AND n.unit = l.unit AND n.room = l.room) = 1"
#define IS_OBSERVED "EXISTS (SELECT 1 FROM observation o WHERE o.place_id = l.id AND o.state = 'observing' AND o.voided IS NULL)"
#define OTHER(number) \
    "SELECT " ROOM " FROM place l WHERE l.kind = 'household' AND l.head <> '' AND " ONLY_ROOM " AND " ASKS_FOR_NOTHING \
        " AND NOT " IS_OBSERVED " AND l.occupancy = 'owner' AND NOT EXISTS (SELECT 1 FROM flag f WHERE f.place_id = l.id) " \
        "ORDER BY l.id LIMIT 1 OFFSET " number

/* Each may name those before it. */
static const struct {
    const char *word, *sql;
} cast[] = {
    /* The household that has run out: observed, with a helper; three letters lead to nobody else. */
    {"caller",
     "SELECT p.id FROM search_key k CROSS JOIN person p ON p.id = k.subject JOIN place l ON l.id = p.place_id "
         "WHERE k.kind = 'person' AND length(k.key) = 3 AND k.key GLOB '[a-z][a-z][a-z]' AND " IS_OBSERVED " AND "
         ASKS_FOR_NOTHING " AND " ONLY_ROOM " AND EXISTS (SELECT 1 FROM pairing g WHERE g.place_id = l.id AND "
         "g.voided IS NULL) AND (SELECT count(DISTINCT subject) FROM search_key n WHERE n.kind = 'person' AND "
         "n.key >= k.key AND n.key < k.key || '{') = 1 ORDER BY p.id LIMIT 1"},
    {"storyplace", "SELECT place_id FROM person WHERE id = $caller"},
    {"room", "SELECT " ROOM " FROM place l WHERE l.id = $storyplace"},
    {"letters",
     "SELECT key FROM search_key WHERE kind = 'person' AND subject = $caller AND length(key) = 3 AND "
         "key GLOB '[a-z][a-z][a-z]'"},
    {"observed", "SELECT id FROM observation WHERE place_id = $storyplace AND state = 'observing' ORDER BY id LIMIT 1"},
    {"helper", "SELECT name FROM pairing WHERE place_id = $storyplace AND voided IS NULL ORDER BY id DESC LIMIT 1"},
    {"late", OTHER("40")},
    {"urgent", OTHER("80")},
    /* The numbers that the requests will have. */
    {"no", "SELECT max(id) + 1 FROM supply"},
    {"twice", "SELECT max(id) + 2 FROM supply"},
    {"waits", "SELECT max(id) + 3 FROM supply"},
    {"presses", "SELECT max(id) + 4 FROM supply"},
    {"way", "SELECT max(id) + 1 FROM errand"},
    {"rice", "SELECT id FROM goods WHERE name = '大米'"},
    {"salt", "SELECT id FROM goods WHERE name = '盐'"},
    {"ricethere", "SELECT CAST(sum(change) / 1000 AS TEXT) FROM stock_entry WHERE goods_id = $rice AND voided IS NULL"},
    {"ricekept",
     "SELECT CAST(coalesce(sum(reserved), 0) / 1000 AS TEXT) FROM supply_line WHERE goods_id = $rice AND voided IS NULL"},
};

static const struct {
    const char *at, *keys;
} rows[] = {
    /* What has been standing is acknowledged: what comes is seen. */
    {"18:00", "F8 F8 F8 F8 F8 F8 Esc {check quiet} {rung}"},
    {">18:00", "{check quiet} {rung}"},

    /* Counted: there is one packet of salt. Below what must be there it rings at every desk. */
    {">18:00", "3 / F4 (盐) Enter 1 (1) Ctrl-S [已保存|Saved] Esc Esc {check salt 1}"},
    {"18:01", "[=Stock short] [盐 1包 < 20包] {rung 1}"},
    {">18:01", "[=Stock short] [盐 1包 < 20包] {rung 1} {pressed}"},
    {"18:01", "F8 F8 Esc {check quiet} {rung}"},

    /* "An observed household has run out of salt and rice." "Which one?" */
    {"18:02",
     "{only 望江社区} {pressed} 3 F7 {pressed 2} $letters Enter {pressed 4} [$paired] (米10斤 盐2包) {pressed 8} {check nothing asked} Enter {pressed 1} [已保存|Saved] [$room] "
     "{check asked} {check lines} {check pane} {check supply} {rung 0}"},
    /* The other desk sees it at once, without a key. */
    {">18:02", "[#$no] [$room] [大米 10斤、盐 2包] {check pane} {pressed 0} {rung 0}"},

    /* It is open at the other desk while this one gives it away: the first has it. */
    {">18:03", "3 [>#$no] Space [=Who brings it] [$helper] {check asked} Ctrl-U (彭师傅) {rung}"},
    {"18:04",
     "[>#$no] {pressed} Space [=Who brings it] [$helper] [=! Under observation: leave it at the door, no contact.] Enter "
     "{pressed 2} {check assigned} {check kept} {check stock} {check supply} [$helper]"},
    {">18:05",
     "Enter [$taken] {check assigned} {check one step} Esc "
     "[#$no] [=supply|Assigned] [$helper] {rung}"},

    /* "A volunteer is out buying, please ask them to wait": the list, with money. */
    {"18:06",
     "{only} F9 (=Errands) Enter [=Errands] F7 [=Pick requests] Enter [=Errand] ($helper) Enter (200) Ctrl-S Home "
     "[$helper] + [$room] Space Enter [$helper] Enter [=Shopping list] [$helper] {check shopping} {check bought} Esc Esc "
     "{only 望江社区} [>#$no] {check errand}"},
    {"18:07", "{pressed} Space {pressed 1} [=supply|Buying] {check buying} {check kept} {check supply}"},
    {">18:07", "[#$no] [=supply|Buying] {check pane}"},

    /* A part of it; more than was asked for is refused, and what was typed stays. */
    {"18:20",
     "Ctrl-U [=A part is brought] Ctrl-U 11 Ctrl-S [大米] [11] {check kept} Ctrl-U 4 Tab Ctrl-U Ctrl-S [^=A part is brought] "
     "{check part} {check stock} {check supply}"},
    {">18:20", "[#$no] [=supply|Buying] {check part}"},

    /* It stands at the door. Taken back with what the stock gave; and once more. */
    {"18:30", "{pressed} Space {pressed 1} [=At door] {check left} {check stock} {check supply}"},
    {">18:30", "[#$no] [=At door] {check pane}"},
    {"18:31", "Ctrl-Z [已撤销|Undone] [=supply|Buying] {check part} {check stock} {check supply}"},
    {">18:31", "[#$no] [=supply|Buying] {check part}"},
    {"18:32", "Space [=At door] - [=supply|Buying] {check back} {check stock} Space [=At door] {check left} {check stock}"},
    {">18:32", "[#$no] [=At door]"},

    /* The household has it: the whole of it in the booklet, and nothing open any more. */
    {"18:40",
     "{only} # [=Booklet] [$room] 4 {size 110x110} [=Supplies] {check supplies} 6 {check records} {size 120x40} Esc "
     "{only 望江社区} [>#$no] Space [=supply|Confirmed] {check confirmed} {check stock} {check supply} {check pane}"},
    {">18:40", "{check pane} {check stock} [^#$no  ]"},

    /* The same within a day: asked about before it is saved, and once more is meant. */
    {"18:45",
     "F7 $letters Enter (盐1包) [! 盐] [#$no] Enter {check no second} [=supply|Once more] Space Enter {check second} "
     "[#$twice] {check supply}"},
    {">18:45", "[#$twice] {check pane}"},
    {"18:46", "[>#$twice] Ctrl-W [=Ends without delivery] Right Right Enter [^=Ends without delivery] {check ended} {check supply}"},

    /* One past its limit rings at both desks; it ends when it stands at the door. */
    {"18:50", "F7 ($late) Enter (鸡蛋2斤) Tab Tab (19:10) Ctrl-S [已保存|Saved] [#$waits] {check waits} {rung}"},
    {">18:50", "[#$waits] {rung}"},
    {"19:09", "[^=Request over limit] {rung 0}"},
    {"19:11", "[=Request over limit] [#$waits $late 鸡蛋 2斤] {rung 1} {check over} {check pane}"},
    {">19:11", "[=Request over limit] [#$waits $late 鸡蛋 2斤] {rung 1} {check pane}"},
    {">19:12", "Home [>#$waits] Space (彭师傅) Enter + [=Request over limit] + [^=Request over limit] {check over ended} {check eggs} {check pane}"},
    {"19:12", "[^=Request over limit] [#$waits] [=At door] [彭师傅] {check pane}"},

    /* An urgent one that is nobody's; it ends when somebody takes it. */
    {">19:20", "F7 ($urgent) Enter (降压药1盒) F6 Ctrl-S [已保存|Saved] [#$presses] {check presses} {rung}"},
    {"19:20", "[#$presses] [^=Urgent, nobody's] {rung 0}"},
    {"19:51", "[=Urgent, nobody's] [#$presses $urgent] {rung 1} {check nobodys}"},
    {">19:51", "[=Urgent, nobody's] [#$presses $urgent] {rung 1}"},
    {"19:52", "End [>#$presses] Space (彭师傅) Enter [^=Urgent, nobody's] {check somebodys}"},
    {">19:52", "[^=Urgent, nobody's] [彭师傅]"},

    /* Salt came in: no alarm says any more that it is short. */
    {">19:55", "/ F4 (盐) Enter + 30 Ctrl-S [已保存|Saved] {check short ended} Esc Esc Esc {check salt in} 3"},
    {"19:55", "{check short ended}"},
};
/* clang-format on */

/* What the program says of the helper. */
static void set_words(void)
{
    struct buffer helper = {0}, number = {0};
    char text[300];
    evening_say("$helper", &helper);
    evening_say("$no", &number);
    snprintf(text, sizeof text, _("! Under observation: leave it at the door, no contact; paired helper %.80s"),
             buffer_text(&helper));
    evening_set("paired", text);
    snprintf(text, sizeof text, _("Request #%1$lld is taken already: %2$s has it, since %3$s."),
             atoll(buffer_text(&number)), buffer_text(&helper), "18:04");
    evening_set("taken", text);
    buffer_release(&helper);
    buffer_release(&number);
}

void supply_rows_add(const struct store_file *file)
{
    for (size_t i = 0; i < sizeof cast / sizeof cast[0]; i++) {
        char *answer = evening_ask(file, cast[i].sql);
        if (!answer[0]) {
            fprintf(stderr, "nobody for $%s: %s\n", cast[i].word, cast[i].sql);
            exit(1);
        }
        evening_set(cast[i].word, answer);
        free(answer);
    }
    set_words();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        evening_row_add(rows[i].at, rows[i].keys);
}
