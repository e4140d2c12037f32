/* Any text is read as things with amounts or refused with a reason; what was read is shown as words that read as the
 * same. */
#include "fuzz.h"
#include "gatepost/buffer.h"
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 300 };

/* Half of all names are known, so that both ways are gone. */
static bool is_known(void *context, const char *name, char unit[UNIT_BYTES])
{
    (void)context;
    if ((strlen(name) & 1) == 0)
        return false;
    text_copy(unit, UNIT_BYTES, "包");
    return true;
}

static bool same(const struct item *one, const struct item *other)
{
    return strcmp(one->name, other->name) == 0 && strcmp(one->unit, other->unit) == 0 &&
           one->quantity == other->quantity;
}

static void check_items(const struct item *items, int count)
{
    struct item again[ITEMS_MOST];
    struct buffer shown = {0};
    int read = 0;
    for (int i = 0; i < count; i++) {
        fuzz_touch(items[i].name);
        fuzz_must(items[i].name[0] != '\0', "a thing has a name");
        fuzz_must(items[i].quantity > 0 && items[i].quantity <= (int64_t)REQUEST_MOST * THOUSAND, "as much as allowed");
        fuzz_must(items[i].unit[0] == '\0' || strcmp(unit_find(items[i].unit), items[i].unit) == 0,
                  "a unit of the list");
    }
    items_format(items, count, &shown);
    fuzz_must(items_parse(buffer_text(&shown), REQUEST_MOST, is_known, NULL, again, &read, NULL) && read == count,
              "what is shown is read");
    for (int i = 0; i < count; i++)
        fuzz_must(same(&items[i], &again[i]), "what is shown reads as itself");
    buffer_release(&shown);
}

static void check_words(const char *text)
{
    for (size_t cursor = 0; cursor <= strlen(text); cursor++) {
        size_t begin = 0, end = 0;
        if (items_word(text, cursor, &begin, &end))
            fuzz_must(begin < end && end <= strlen(text) && begin <= cursor && cursor <= end, "the name at the cursor");
    }
}

static void check_numbers(const char *text)
{
    int64_t value = 0;
    char shown[24];
    if (amount_parse(text, &value, NULL)) {
        fuzz_must(value > 0, "an amount is above 0");
        amount_format(value, shown);
        fuzz_touch(shown);
    }
    if (money_parse(text, &value, NULL)) {
        fuzz_must(value >= 0, "money is not negative");
        money_format(value, shown);
        fuzz_touch(shown);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct item items[ITEMS_MOST];
    struct buffer clean = {0}, rest = {0};
    struct err err = {0};
    int count = 0;
    text_clean(&clean, (const char *)bytes, length < LONGEST ? length : LONGEST);
    const char *text = buffer_text(&clean);
    if (items_parse(text, REQUEST_MOST, is_known, NULL, items, &count, &err))
        check_items(items, count);
    else
        fuzz_must(err.text[0] != '\0', "a refusal says why");
    if (items_pick(text, REQUEST_MOST, is_known, NULL, items, &count, &rest, NULL) && count > 0)
        check_items(items, count);
    fuzz_touch(buffer_text(&rest));
    check_words(text);
    check_numbers(text);
    buffer_release(&clean);
    buffer_release(&rest);
    return 0;
}
