#include "gatepost/goods.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "stock_sql.h"
#include "table.h"
#include <stddef.h>
#include <string.h>
#include <strings.h>

const char *const goods_category_names[] = {"food", "medicine", "protection", "daily", "baby", "tool", "other", NULL};
const char *const goods_category_labels[] = {N_("Food"), N_("Medicine"), N_("Protection"),  N_("Daily needs"),
                                             N_("Baby"), N_("Tools"),    N_("goods|Other"), NULL};

#define GOODS(member) RECORD_AT(struct goods, member)
const struct record_field goods_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, GOODS(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, GOODS(head.rev)},
    {"name", "NAME", N_("what it is called: 大米"), RECORD_TEXT, RECORD_NEEDED, GOODS(name), .width = 16,
     .said = SAID_AS_IT_IS, .column = "name", .label = N_("Goods")},
    {"aliases", "WORDS", N_("what it is called too, spaces between"), RECORD_TEXT, RECORD_BOTH, GOODS(aliases),
     .column = "aliases", .label = N_("Also called")},
    {"category", "KIND", N_("food, medicine, protection, daily, baby, tool, other"), RECORD_CHOICE, RECORD_BOTH,
     GOODS(category), .choices = goods_category_names, .width = 10, .column = "category", .label = N_("goods|Kind"),
     .labels = goods_category_labels},
    {"unit", "UNIT", N_("what it is counted in: 袋"), RECORD_TEXT, RECORD_NEEDED, GOODS(unit), .width = 6,
     .said = SAID_AS_IT_IS, .column = "unit", .label = N_("goods|Unit")},
    {"balance", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, GOODS(balance), .least = -1, .width = 10,
     .said = SAID_AS_IT_IS, .derived = STOCK_BALANCE("goods.id"), .label = N_("In stock")},
    {"reserved", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, GOODS(reserved), .width = 10,
     .derived = STOCK_RESERVED("goods.id"), .label = N_("Reserved")},
    {"minimum", "AMOUNT", N_("below this the alarm rings; 0: never"), RECORD_AMOUNT, RECORD_BOTH, GOODS(minimum),
     .width = 8, .column = "minimum", .label = N_("At least")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, GOODS(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, GOODS(head.voided)},
    {0},
};
static const struct record_scope goods_scopes[] = {
    [GOODS_VALID] = {"valid", "voided IS NULL"},
    [GOODS_SHORT] = {"short", "voided IS NULL AND minimum > 0 AND minimum > " STOCK_BALANCE("goods.id")},
    [GOODS_ALL] = {"all", "1 = 1"},
    {0},
};
static bool meant(struct store *store, const char *text, int64_t *id, struct err *err)
{
    struct goods goods;
    if (!goods_named(store, text, &goods, err))
        return false;
    *id = goods.head.id;
    return true;
}

const struct record_table goods_table = {
    .name = "goods",
    .size = sizeof(struct goods),
    .fields = goods_fields,
    .order = "name",
    .scopes = goods_scopes,
    .none = N_("There are no goods %lld."),
    .what = N_("goods"),
    .called = "name",
    .meant = meant,
};

/* Whether a word is one of those in a text. */
static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; *at != '\0'; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        if (strcspn(at, " ") == length && strncasecmp(at, word, length) == 0)
            return length > 0;
    }
    return false;
}

/* Few goods have other words: they are looked through. */
static bool find_alias(struct store *store, const char *word, int64_t *id, struct err *err)
{
    struct statement *statement =
        statement_take(store, "SELECT id, aliases FROM goods WHERE aliases <> '' AND voided IS NULL ORDER BY id", err);
    if (statement == NULL)
        return false;
    while (*id == 0 && statement_row(statement))
        if (has_word(column_text(statement, 1), word))
            *id = column_integer(statement, 0);
    return statement_done(statement, err);
}

/* The name as it is written, by the index; goods are few, and found by other letters or words they are looked through.
 */
static bool find_name(struct store *store, const char *name, int64_t *id, struct err *err)
{
    static const char *const ways[] = {
        "SELECT id FROM goods WHERE voided IS NULL AND name = :name",
        "SELECT id FROM goods WHERE voided IS NULL AND lower(name) = lower(:name) ORDER BY id LIMIT 1",
    };
    *id = 0;
    for (size_t i = 0; *id == 0 && i < sizeof ways / sizeof ways[0]; i++) {
        struct statement *statement = statement_take(store, ways[i], err);
        if (statement == NULL)
            return false;
        statement_text(statement, "name", name);
        if (!table_integer(statement, id, err))
            return false;
    }
    return true;
}

bool goods_named(struct store *store, const char *name, struct goods *goods, struct err *err)
{
    int64_t id = 0;
    char narrow[ITEM_BYTES];
    *goods = (struct goods){0};
    text_copy_narrow(narrow, sizeof narrow, name);
    return find_name(store, narrow, &id, err) && (id != 0 || find_alias(store, narrow, &id, err)) &&
           (id == 0 || record_get(store, &goods_table, id, goods, err));
}

bool goods_known(void *store, const char *name, char unit[UNIT_BYTES])
{
    struct goods goods;
    if (!goods_named(store, name, &goods, NULL) || goods.head.id == 0)
        return false;
    text_copy(unit, UNIT_BYTES, goods.unit);
    return true;
}

/* ---- what letters lead to ---- */

/* What the newest lines of requests ask for, most asked first; then the other goods. Both are short lists. */
static const char asked_sql[] =
    "SELECT item, '', COUNT(*) FROM (SELECT item, voided FROM supply_line ORDER BY id DESC LIMIT 400) recent "
    "WHERE voided IS NULL GROUP BY item ORDER BY 3 DESC, 1";
static const char listed_sql[] = "SELECT name, aliases, 0 FROM goods WHERE voided IS NULL ORDER BY name, id";

static bool leads_to(const char *typed, const char *name, bool anywhere)
{
    if (typed[0] == '\0' || (anywhere ? strstr(name, typed) != NULL : strncmp(name, typed, strlen(typed)) == 0))
        return true;
    char lower[32];
    size_t length = strlen(typed);
    if (length >= sizeof lower)
        return false;
    for (size_t i = 0; i <= length; i++)
        lower[i] = typed[i] >= 'A' && typed[i] <= 'Z' ? (char)(typed[i] - 'A' + 'a') : typed[i];
    return pinyin_spells(name, lower, anywhere);
}

static void offer(char names[][ITEM_BYTES], int most, int *count, const char *name)
{
    for (int i = 0; i < *count; i++)
        if (strcmp(names[i], name) == 0)
            return;
    if (*count < most)
        text_copy(names[(*count)++], ITEM_BYTES, name);
}

static bool offer_from(struct store *store, const char *sql, const char *typed, bool anywhere, char names[][ITEM_BYTES],
                       int most, int *count, struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    while (*count < most && statement_row(statement))
        if (leads_to(typed, column_text(statement, 0), anywhere) ||
            (column_text(statement, 1)[0] != '\0' && leads_to(typed, column_text(statement, 1), true)))
            offer(names, most, count, column_text(statement, 0));
    return statement_done(statement, err);
}

bool goods_offer(struct store *store, const char *typed, char names[][ITEM_BYTES], int most, int *count,
                 struct err *err)
{
    *count = 0;
    for (int anywhere = 0; anywhere <= 1; anywhere++)
        if (!offer_from(store, asked_sql, typed, anywhere, names, most, count, err) ||
            !offer_from(store, listed_sql, typed, anywhere, names, most, count, err))
            return false;
    return true;
}
