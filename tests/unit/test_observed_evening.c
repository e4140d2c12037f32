/* One evening with the sample's 46 people under home observation, at two desks, typed as officers type it, in both
 * languages: what "Done when" of home observation says is seen on the screens and compared with what stands in the
 * file. What is done is in tests/lib/evening_rows.c, who it is about in evening_cast.c; the rows of the round are made
 * here from who is due. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "gatepost/words.h"
#include "tests/lib/evening_cast.h"
#include "tests/lib/evening_checks.h"
#include "tests/lib/evening_rows.h"
#include "tests/lib/evening_run.h"
#include "tests/lib/store_file.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct store_file file;

/* What is entered for whom, by their place among those who are due; the others are well. */
static const struct entry {
    const char *keys, *stored;
} no_answer = {"[>$room ] - {pressed 1} [$name $tonight $unanswered]", "$id no_answer / 王秀英"},
  refused = {"[>$room ] / {pressed 1} [$name $tonight $refused]", "$id refused / 王秀英"},
  excused = {"[>$room ] * {pressed 1} [$name $tonight $spared]", "$id excused / 王秀英"},
  well = {"[>$room ] 36$digit Enter {pressed 4} [$name $tonight 36.$digit]", "$id value 36$digit/ 王秀英"},
  fever = {"[>$room ] 376 Enter {pressed 4} [请复测|measure again] [>$room ] 375 Enter {pressed 4} "
           "[$name $tonight 37.5] [仍发热|Fever: the incident]",
           "$id value 376/375 王秀英"};

static const struct entry *entry_for(const struct evening_due *one, int number)
{
    struct buffer ill = {0};
    evening_say("$feverid", &ill);
    bool is_ill = one->observation_id == atoll(buffer_text(&ill));
    buffer_release(&ill);
    return is_ill ? &fever : number == 3 ? &no_answer : number == 6 ? &refused : number == 9 ? &excused : &well;
}

static void add_due(const struct evening_due *one, int number, struct buffer *stored)
{
    const struct entry *entry = entry_for(one, number);
    struct buffer line = {0};
    char id[24], digit[] = {(char)('1' + number % 8), '\0'};
    snprintf(id, sizeof id, "%lld", one->observation_id);
    evening_set("id", id);
    evening_set("name", one->name);
    evening_set("room", one->room);
    evening_set("digit", digit);
    evening_row_add("18:05", entry->keys);
    evening_say(entry->stored, &line);
    buffer_format(stored, "%s%s", stored->length ? "," : "", buffer_text(&line));
    buffer_release(&line);
}

/* From the desk one key, then everybody who is due, in the order of the doors; then one that was forgotten. */
static void add_round(void)
{
    struct evening_due due[EVENING_DUE_MOST];
    struct buffer name = {0}, stored = {0};
    int count = evening_due(&file, "evening", due), forgotten;
    char keys[200];
    snprintf(keys, sizeof keys, "{pressed 7} = {pressed 1} {only $round} [$due %d]", count);
    evening_row_add("18:00", keys);
    for (int i = 0; i < count; i++)
        add_due(&due[i], i, &stored);
    evening_set("entered", buffer_text(&stored));
    buffer_release(&stored);
    evening_row_add("18:07", "[$rounddone] {check round}");
    count = evening_due(&file, "morning", due);
    evening_say("$gate", &name);
    evening_row_add("18:08", "Left [$thismorning]");
    for (forgotten = 0; forgotten < count && strcmp(due[forgotten].name, buffer_text(&name)) != 0; forgotten++)
        evening_row_add("18:08", "Enter");
    evening_row_add("18:08", "Enter [>$story ] 366 Enter [$gate $thismorning 36.6] "
                             "Right [$due 0] {only} Esc {check late} {check fever} {check pane} {rung 1}");
    buffer_release(&name);
}

static void make_rows(void)
{
    for (int i = 0; i < evening_row_count; i++)
        if (evening_rows[i].keys == evening_round)
            add_round();
        else
            evening_row_add(evening_rows[i].at, evening_rows[i].keys);
}

/* All but what is said in words of the officer's language. */
static const char *const tables[][2] = {
    {"reading", "''"},
    {"observation", "''"},
    {"crossing", "'reason_id','purpose_id'"},
    {"alarm", "'words'"},
    {"acknowledgement", "''"},
    {"incident", "''"},
    {"follow_up", "''"},
    {"visit", "''"},
    {"flag", "'say','voided'"},
    {"pairing", "'voided'"},
    {"expected", "''"},
    {"place", "''"},
    {0},
};

/* ---- the evening ---- */

static void begin(const struct store_file *of)
{
    file = *of;
    evening_checks_begin(of);
    make_rows();
}

static const struct evening evening = {
    .title = "observed_evening",
    .test = "an_evening_of_observation",
    .choose = evening_cast_choose,
    .sides = {{"值班台1", "王秀英", "东门", NULL}, {"南门岗1", "张志远", "南门", NULL}},
    .begin = begin,
    .check = evening_check,
    .tables = tables,
};

int main(int argc, char **argv)
{
    (void)argc;
    words_start(argv[0], "zh_CN");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return evening_tests(&evening);
}
