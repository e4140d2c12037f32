/* One evening of supplies at two desks, typed as officers type it, in both languages: "an observed household has run
 * out of salt and rice" – "which one?" – "let them stay in, we bring it" – "a volunteer is out buying" – the goods
 * stand at the door. What "Done when" of supply requests says is seen on the screens and compared with what stands in
 * the file. What is done is in tests/lib/supply_rows.c, what must be so in supply_checks.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "gatepost/words.h"
#include "tests/lib/evening_run.h"
#include "tests/lib/supply_checks.h"
#include "tests/lib/supply_rows.h"
#include <cmocka.h>

/* All but what is said in words of the officer's language. */
static const char *const tables[][2] = {
    {"supply", "'voided'"},      {"supply_line", "'voided'"},
    {"supply_step", "'voided'"}, {"supply_delivery", "'voided'"},
    {"stock_entry", "'voided'"}, {"errand", "'voided'"},
    {"alarm", "'words'"},        {0},
};

static void begin(const struct store_file *file)
{
    supply_checks_begin(file);
    supply_rows_add(file);
}

static const struct evening evening = {
    .title = "supply_evening",
    .test = "from_the_call_to_the_door",
    .sides = {{"值班台1", "王秀英", "东门", NULL}, {"值班台2", "刘建明", "南门", NULL}},
    .begin = begin,
    .check = supply_evening_check,
    .tables = tables,
};

int main(int argc, char **argv)
{
    (void)argc;
    words_start(argv[0], "zh_CN");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return evening_tests(&evening);
}
