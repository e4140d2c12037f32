/* Things with their amounts as people type them: 米10斤 盐2包. */
#include "gatepost/buffer.h"
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include "quantity_part.h"
#include <stdio.h>
#include <string.h>

enum { TEXT_BYTES = 1280 };
#define WIDE_SPACE "　"

static bool is_between(const char *at)
{
    static const char *const marks[] = {" ", ",", "，", "、", ";", "；", "\n", "+", "。"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(at, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

/* The next word, without what stands between; false behind the last. `apart`: more than spaces stood there. */
static bool take_word(const char **at, char *word, size_t size, bool *apart)
{
    *apart = false;
    for (; **at != '\0' && is_between(*at); *at += items_step(*at))
        *apart |= **at != ' ';
    const char *begin = *at;
    while (**at != '\0' && !is_between(*at))
        *at += items_step(*at);
    size_t length = (size_t)(*at - begin);
    length = length < size ? length : size - 1;
    memcpy(word, begin, length);
    word[length] = '\0';
    return length > 0;
}

/* An amount with its unit that fills the text: 2包, 2.5, x2, 两包. `unit` gets "" where none stands. */
static bool is_quantity(const char *text, int64_t *quantity, char unit[UNIT_BYTES])
{
    const char *at = text;
    if (!habit_take(&at, "x") && !habit_take(&at, "X") && !habit_take(&at, "×"))
        habit_take(&at, "*");
    if (!quantity_take(&at, quantity))
        return false;
    unit[0] = '\0';
    if (*at == '\0')
        return true;
    const char *found = unit_find(at);
    if (found != NULL)
        text_copy(unit, UNIT_BYTES, found);
    return found != NULL;
}

/* Where the amount at the end of a word begins: the longest end of it that is one. NULL: it has none. */
static const char *amount_at_end(const char *word, int64_t *quantity, char unit[UNIT_BYTES])
{
    for (const char *at = word + items_step(word); *at != '\0'; at += items_step(at))
        if (is_quantity(at, quantity, unit))
            return at;
    return NULL;
}

/* 10斤米: the amount in front, with a unit. Where the name begins, or NULL. */
static const char *amount_in_front(const char *word, int64_t *quantity, char unit[UNIT_BYTES])
{
    const char *at = word;
    if (!quantity_take(&at, quantity))
        return NULL;
    const char *name = items_longest_unit(at, unit);
    return name != NULL && *name != '\0' ? name : NULL;
}

/* A number and something at the end that is no unit: 米10坛. Gives that something. */
static const char *foreign_unit(const char *word)
{
    const char *at = word + strlen(word), *behind = NULL;
    for (const char *step = word; *step != '\0'; step += items_step(step))
        if (habit_is_digit(*step))
            behind = step + 1;
    return behind != NULL && behind < at ? behind : NULL;
}

/* Where the word with the cursor begins. */
static const char *word_at(const char *text, const char *cursor)
{
    const char *begin = text;
    for (const char *at = text; *at != '\0' && at < cursor; at += items_step(at))
        if (is_between(at) || strncmp(at, WIDE_SPACE, strlen(WIDE_SPACE)) == 0)
            begin = at + items_step(at);
    return begin;
}

bool items_word(const char *text, size_t cursor, size_t *begin, size_t *end)
{
    char unit[UNIT_BYTES];
    int64_t quantity = 0;
    const char *word = word_at(text, text + cursor), *name = amount_in_front(word, &quantity, unit);
    name = name != NULL ? name : word;
    const char *behind = name;
    while (*behind != '\0' && !habit_is_digit(*behind) && !is_between(behind) &&
           strncmp(behind, WIDE_SPACE, strlen(WIDE_SPACE)) != 0)
        behind += items_step(behind);
    *begin = (size_t)(name - text);
    *end = (size_t)(behind - text);
    return behind > name && cursor > *begin && cursor <= *end;
}

/* ---- what people write around them ---- */

static bool cut_end(char *text, const char *mark)
{
    size_t length = strlen(text), cut = strlen(mark);
    if (length < cut || strcmp(text + length - cut, mark) != 0)
        return false;
    text[length - cut] = '\0';
    return true;
}

/* 米：10斤, 米=10斤 */
static void drop_marks_behind(char *name)
{
    while (cut_end(name, ":") || cut_end(name, "=") || cut_end(name, "—"))
        ;
}

/* 1.米 2)盐: where the name begins. */
static const char *behind_number(const char *word)
{
    const char *at = word;
    while (habit_is_digit(*at))
        at++;
    bool numbered = at > word && at <= word + 2 && (*at == '.' || *at == ')') && at[1] != '\0';
    return numbered && !habit_is_digit(at[1]) ? at + 1 : word;
}

static void drop_marks(char *word)
{
    const char *begin = behind_number(word);
    begin += strspn(begin, ":=");
    memmove(word, begin, strlen(begin) + 1);
    drop_marks_behind(word);
}

static bool is_times(const char *word)
{
    return strcmp(word, "x") == 0 || strcmp(word, "X") == 0 || strcmp(word, "*") == 0 || strcmp(word, "×") == 0;
}

struct reading_items {
    struct item *items;
    int count;
    bool counted[ITEMS_MOST]; /* its amount was said */
    bool apart;               /* a comma or the like stands before the word */
    char whole[ITEM_BYTES];   /* the last word, when its amount stood in it: 六个核桃, 牛奶250ml; else "" */
    int64_t most;
    item_known_fn *known;
    void *context;
};

static bool is_known(const struct reading_items *all, const char *name)
{
    char unit[UNIT_BYTES];
    return all->known != NULL && all->known(all->context, name, unit);
}

static bool refuse_amount(const struct reading_items *all, const struct item *item, struct err *err)
{
    char most[24];
    if (item->quantity <= 0)
        return err_set(err, ERR_INPUT, _("How much %s? 0 is nothing."), item->name);
    amount_format(all->most * THOUSAND, most);
    return item->quantity <= all->most * THOUSAND ||
           err_set(err, ERR_INPUT, _("So much %1$s? More than %2$s cannot be right: check the number."), item->name,
                   most);
}

static bool refuse_no_name(const char *word, struct err *err)
{
    return err_set(err, ERR_INPUT, _("\"%.40s\" of what? Write the thing before it."), word);
}

/* As is_quantity, unless it is known as a name: 千张. What begins with digits is none. */
static bool is_amount(const struct reading_items *all, const char *word, int64_t *quantity, char unit[UNIT_BYTES])
{
    return is_quantity(word, quantity, unit) && (habit_is_digit(word[0]) || !is_known(all, word));
}

static bool add_item(struct reading_items *all, const char *name, int64_t quantity, const char *unit, bool counted,
                     struct err *err)
{
    if (all->count == ITEMS_MOST)
        return err_set(err, ERR_INPUT, _("More than %d things: make a second request of the rest."), ITEMS_MOST);
    if (strlen(name) >= ITEM_BYTES - 8)
        return err_set(err, ERR_INPUT, _("\"%.40s…\" is too long for the name of a thing."), name);
    struct item *item = &all->items[all->count];
    *item = (struct item){.quantity = quantity};
    text_copy(item->name, sizeof item->name, name);
    text_copy(item->unit, sizeof item->unit, unit);
    all->counted[all->count++] = counted;
    return true;
}

/* "盐 2包": the amount belongs to the name before it. */
static bool amount_of_last(struct reading_items *all, const char *word, int64_t quantity, const char *unit,
                           struct err *err)
{
    bool is_whole = all->whole[0] != '\0'; /* 牛奶250ml 12盒: it was the name */
    if (all->count == 0 || (all->counted[all->count - 1] && !is_whole))
        return refuse_no_name(word, err);
    struct item *item = &all->items[all->count - 1];
    if (is_whole)
        text_copy(item->name, sizeof item->name, all->whole);
    all->whole[0] = '\0';
    item->quantity = quantity;
    text_copy(item->unit, sizeof item->unit, unit);
    all->counted[all->count - 1] = true;
    return true;
}

/* "米 10 斤": the unit stands behind its number. */
static bool is_unit_of_last(struct reading_items *all, const char *word)
{
    const char *unit = unit_find(word);
    if (unit == NULL || all->apart || all->count == 0 || !all->counted[all->count - 1] ||
        all->items[all->count - 1].unit[0] != '\0')
        return false;
    text_copy(all->items[all->count - 1].unit, UNIT_BYTES, unit);
    return true;
}

/* 维生素B12: a bare number right behind a letter belongs to a name nobody knows. */
static bool is_of_name(const struct reading_items *all, const char *word, const char *at, const char *unit,
                       const char *name)
{
    return unit[0] == '\0' && at > word && habit_is_digit(*at) && habit_is_letter(at[-1]) && !is_known(all, name);
}

/* The name of a word and its amount behind it or in front; NULL: no amount stands in it, or nothing but amounts. */
static const char *split_word(const struct reading_items *all, const char *word, char *name, size_t size,
                              int64_t *quantity, char unit[UNIT_BYTES])
{
    char other_unit[UNIT_BYTES];
    int64_t other = 0;
    const char *at = amount_at_end(word, quantity, unit), *found = name;
    text_copy(name, size, word);
    if (at != NULL) {
        name[at - word] = '\0';
        if (is_of_name(all, word, at, unit, name))
            return NULL;
    } else
        found = amount_in_front(word, quantity, unit);
    drop_marks_behind(name);
    return found != NULL && !is_amount(all, found, &other, other_unit) ? found : NULL;
}

/* The things of 米10斤盐2包; 0 when it is none such, or one of them could not be read alone. */
static int unglue(const struct reading_items *all, const char *word, struct glued things[ITEMS_MOST])
{
    char unit[UNIT_BYTES];
    int64_t quantity = 0;
    int count = items_unglue(word, things);
    for (int i = 0; i < count; i++) {
        drop_marks(things[i].name);
        if (things[i].name[0] == '\0' || unit_find(things[i].name) != NULL ||
            is_amount(all, things[i].name, &quantity, unit))
            return 0;
    }
    return count;
}

static bool add_glued(struct reading_items *all, const struct glued *things, int count, struct err *err)
{
    for (int i = 0; i < count; i++)
        if (!add_item(all, things[i].name, things[i].quantity, things[i].unit, true, err))
            return false;
    return true;
}

static bool add_word(struct reading_items *all, const char *word, struct err *err)
{
    char unit[UNIT_BYTES] = "", name[TEXT_BYTES];
    struct glued things[ITEMS_MOST];
    int64_t quantity = THOUSAND;
    if (word[0] == '\0' || (is_times(word) && all->count > 0 && !all->counted[all->count - 1]))
        return true;
    if (is_unit_of_last(all, word))
        return true;
    if (is_amount(all, word, &quantity, unit))
        return amount_of_last(all, word, quantity, unit, err);
    all->whole[0] = '\0';
    bool known = is_known(all, word);
    int count = known ? 0 : unglue(all, word, things);
    if (count > 0)
        return add_glued(all, things, count, err);
    const char *found = known ? NULL : split_word(all, word, name, sizeof name, &quantity, unit);
    if (found == NULL)
        return add_item(all, word, THOUSAND, "", false, err);
    if (unglue(all, found, things) > 0) /* 米10斤盐2包3袋 */
        return err_set(err, ERR_INPUT, _("\"%.60s\": put spaces between the things, such as 米10斤 盐2包."), word);
    if (!add_item(all, found, quantity, unit, true, err))
        return false;
    if (strlen(word) < ITEM_BYTES - 8)
        text_copy(all->whole, sizeof all->whole, word);
    return true;
}

static bool refuse_unit(const char *name, struct err *err)
{
    return err_set(err, ERR_INPUT,
                   _("%1$s: \"%2$.20s\" is no unit here. Known are 个 包 盒 袋 瓶 桶 箱 斤 公斤 升 and others; if it "
                     "belongs to the name, write the amount behind it: %1$s 1个."),
                   name, foreign_unit(name));
}

/* 米-1斤: less than nothing; 米2-3斤: which of them? */
static bool refuse_minus(const struct reading_items *all, int index, struct err *err)
{
    char name[ITEM_BYTES];
    text_copy(name, sizeof name, all->items[index].name);
    if (is_known(all, name) || (!cut_end(name, "-") && !cut_end(name, "−")))
        return true;
    const char *thing = name[0] == '\0' && index > 0 ? all->items[index - 1].name : name;
    return err_set(err, ERR_INPUT, _("How much %s? Give an amount above 0."), thing);
}

/* 白菜若干, 一些菜 */
static bool is_vague(const char *name)
{
    static const char *const vague[] = {"若干", "一些", "适量", "少许", "几个", "几包", "some"};
    for (size_t i = 0; i < sizeof vague / sizeof vague[0]; i++) {
        size_t length = strlen(vague[i]), whole = strlen(name);
        if (strncmp(name, vague[i], length) == 0 || (whole > length && strcmp(name + whole - length, vague[i]) == 0))
            return true;
    }
    return false;
}

/* A name without an amount that ends in a number and something: 米10坛 is no thing, unless it is known. */
static bool check_names(const struct reading_items *all, struct err *err)
{
    for (int i = 0; i < all->count; i++) {
        const char *name = all->items[i].name;
        if (all->counted[i] || is_known(all, name))
            continue;
        if (!refuse_minus(all, i, err))
            return false;
        if (foreign_unit(name) != NULL)
            return refuse_unit(name, err);
        if (is_vague(name))
            return err_set(err, ERR_INPUT, _("\"%.40s\": how much is that? Write a number, such as 白菜 5棵."), name);
    }
    return true;
}

static void complete_units(struct reading_items *all)
{
    for (int i = 0; i < all->count; i++) {
        struct item *item = &all->items[i];
        if (item->unit[0] == '\0' && all->known != NULL)
            all->known(all->context, item->name, item->unit);
    }
}

/* The same twice, in one unit. */
static bool add_up(struct reading_items *all, struct err *err)
{
    for (int i = 0; i < all->count; i++)
        for (int k = i + 1; k < all->count; k++) {
            struct item *one = &all->items[i], *other = &all->items[k];
            if (strcmp(one->name, other->name) != 0 || strcmp(one->unit, other->unit) != 0)
                continue;
            one->quantity += other->quantity;
            memmove(other, other + 1, (size_t)(all->count - k - 1) * sizeof *other);
            all->count--;
            k--;
            if (!refuse_amount(all, one, err))
                return false;
        }
    return true;
}

/* Only once all is read: 12345号药 2盒 is the name of a thing. */
static bool check_amounts(const struct reading_items *all, struct err *err)
{
    for (int i = 0; i < all->count; i++)
        if (all->counted[i] && (!refuse_minus(all, i, err) || !refuse_amount(all, &all->items[i], err)))
            return false;
    return true;
}

/* 1、米10斤 2、盐2包 */
static bool is_number_of_list(const struct reading_items *all, const char *word, const char *behind)
{
    char next[12];
    snprintf(next, sizeof next, "%d", all->count + 1);
    return strcmp(word, next) == 0 && strncmp(behind, "、", strlen("、")) == 0 &&
           (all->count == 0 || all->counted[all->count - 1]);
}

static bool read_words(struct reading_items *all, const char *text, struct err *err)
{
    struct buffer folded = {0};
    char word[TEXT_BYTES];
    bool good = true;
    text_fold_width(&folded, text);
    const char *at = buffer_text(&folded);
    while (good && take_word(&at, word, sizeof word, &all->apart)) {
        if (is_number_of_list(all, word, at))
            continue;
        if (!is_known(all, word))
            drop_marks(word);
        good = add_word(all, word, err);
    }
    buffer_release(&folded);
    return good && check_amounts(all, err);
}

static bool read_all(struct reading_items *all, const char *text, struct err *err)
{
    if (!read_words(all, text, err) || !check_names(all, err))
        return false;
    if (all->count == 0)
        return err_set(err, ERR_INPUT, _("What is it? Type things and amounts, such as 米10斤 盐2包."));
    complete_units(all);
    return add_up(all, err);
}

/* What is shown is edited and read again: "10斤米 2、盐 1" would be ten pounds then, and the second of a list. */
static bool reads_as_itself(const struct reading_items *all)
{
    struct item items[ITEMS_MOST];
    struct reading_items again = {.items = items, .most = all->most, .known = all->known, .context = all->context};
    struct buffer shown = {0};
    items_format(all->items, all->count, &shown);
    bool same = read_all(&again, buffer_text(&shown), NULL) && again.count == all->count;
    for (int i = 0; same && i < all->count; i++)
        same = strcmp(items[i].name, all->items[i].name) == 0 && items[i].quantity == all->items[i].quantity &&
               strcmp(items[i].unit, all->items[i].unit) == 0;
    buffer_release(&shown);
    return same;
}

static bool finish(const struct reading_items *all, const char *text, int *count, struct err *err)
{
    if (all->count > 0 && !reads_as_itself(all))
        return err_set(err, ERR_INPUT, _("\"%.60s\": put spaces between the things, such as 米10斤 盐2包."), text);
    *count = all->count;
    return true;
}

bool items_parse(const char *text, int64_t most, item_known_fn *known, void *context, struct item items[ITEMS_MOST],
                 int *count, struct err *err)
{
    struct reading_items all = {.items = items, .most = most, .known = known, .context = context};
    *count = 0;
    return read_all(&all, text, err) && finish(&all, text, count, err);
}

/* ---- things among other words ---- */

/* 米10坛 is a thing in a unit nobody knows; 9点, 3号, 2楼 are none. */
static bool is_foreign_amount(const char *name)
{
    static const char others[] = "点号日天时月分秒楼层栋幢室岁人次户度";
    const char *unit = foreign_unit(name);
    return unit != NULL && !habit_is_digit(name[0]) && unit[items_step(unit)] == '\0' && (unit[0] & 0x80) != 0 &&
           strstr(others, unit) == NULL;
}

static void drop_item(struct reading_items *all, int index, struct buffer *rest)
{
    buffer_format(rest, "%s%s", rest->length > 0 ? " " : "", all->items[index].name);
    for (int i = index; i + 1 < all->count; i++) {
        all->items[i] = all->items[i + 1];
        all->counted[i] = all->counted[i + 1];
    }
    all->count--;
}

bool items_pick(const char *text, int64_t most, item_known_fn *known, void *context, struct item items[ITEMS_MOST],
                int *count, struct buffer *rest, struct err *err)
{
    struct reading_items all = {.items = items, .most = most, .known = known, .context = context};
    *count = 0;
    if (!read_words(&all, text, err))
        return false;
    for (int i = 0; i < all.count;) {
        if (all.counted[i] || is_known(&all, items[i].name)) {
            i++;
            continue;
        }
        if (is_foreign_amount(items[i].name))
            return refuse_unit(items[i].name, err);
        drop_item(&all, i, rest);
    }
    complete_units(&all);
    return add_up(&all, err) && finish(&all, text, count, err);
}
