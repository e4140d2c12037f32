/* Requests as people write them into a group chat. */
#include "supply_said.h"
#include "gatepost/buffer.h"
#include "gatepost/chat.h"
#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const urgent_words[] = {"急用", "急需", "加急", "紧急", "急", "urgent", NULL};
/* Taken off again and again: 麻烦帮我买点. No 帮, 送, 点, 来 alone: 帮宝适, 送子丹, 点心. */
static const char *const asking_words[] = {"麻烦", "需要", "想要", "还要", "再要", "帮忙", "帮我", "帮买",
                                           "帮带", "代买", "买点", "要点", "送点", "带点", "来点", "家里",
                                           "请",   "想买", "买",   "要",   "缺",   NULL};

static bool has_building(const char *room)
{
    struct room parsed;
    return room_parse(room, &parsed, NULL) && parsed.building[0] != '\0';
}

/* Spaces where it stands; false when it stands nowhere. */
static bool blank(char *text, const char *piece)
{
    char *at = piece[0] != '\0' ? strstr(text, piece) : NULL;
    if (at == NULL)
        return false;
    memset(at, ' ', strlen(piece));
    return true;
}

/* What is counted is a thing: 方便面 5包. */
static bool is_counted(const char *behind)
{
    int64_t amount = 0;
    char word[16];
    behind += strspn(behind, " ");
    text_copy(word, sizeof word, behind);
    word[strcspn(word, " ")] = '\0';
    for (size_t length = strlen(word); length > 0; length--)
        if (((unsigned char)word[length] & 0xC0) != 0x80) {
            word[length] = '\0';
            if (amount_parse(word, &amount, NULL))
                return true;
        }
    return false;
}

static void take_name(struct store *store, char *text, struct supply_said *said)
{
    char unit[UNIT_BYTES];
    const char *at = said->name[0] != '\0' ? strstr(text, said->name) : NULL;
    if (at == NULL || goods_known(store, said->name, unit) || is_counted(at + strlen(said->name)) ||
        !blank(text, said->name))
        said->name[0] = '\0';
}

/* Marks that only part words. */
static void open_marks(char *text)
{
    static const char marks[] = "!?:~()[]";
    static const char *const wide[] = {"！", "？", "：", "～", "（", "）", "。", NULL};
    for (char *at = text; *at != '\0'; at++)
        if (strchr(marks, *at) != NULL)
            *at = ' ';
    for (int i = 0; wide[i] != NULL; i++)
        while (blank(text, wide[i]))
            continue;
}

/* Length of the first of these words that the text begins with (ends with), 0: of none. */
static size_t begins(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strncmp(text, *words, strlen(*words)) == 0)
            return strlen(*words);
    return 0;
}

/* 急 alone, or 急需 in front of a thing: 急支糖浆 is one. */
static size_t urgent_length(const char *word, size_t length)
{
    size_t found = begins(word, urgent_words);
    bool alone = found == length, longer = found > strlen("急") && found < length;
    return alone || longer ? found : 0;
}

static bool is_goods(struct store *store, const char *begin, size_t length)
{
    char name[ITEM_BYTES], unit[UNIT_BYTES];
    if (length >= sizeof name)
        return false;
    memcpy(name, begin, length);
    name[length] = '\0';
    return goods_known(store, name, unit);
}

static size_t asking_length(const char *word, size_t length)
{
    size_t skipped = 0, asking;
    while ((asking = begins(word + skipped, asking_words)) > 0 && skipped + asking <= length)
        skipped += asking;
    return skipped;
}

static size_t gap_length(const char *text)
{
    const char *at = text;
    while (*at == ' ' || *at == ',' || *at == ';' || strncmp(at, "、", strlen("、")) == 0)
        at += strncmp(at, "、", strlen("、")) == 0 ? strlen("、") : 1;
    return (size_t)(at - text);
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    while (text[length] != '\0' && gap_length(text + length) == 0)
        length++;
    return length;
}

static void add_words(struct store *store, const char *text, bool *urgent, struct buffer *out)
{
    while (*text != '\0') {
        size_t gap = gap_length(text), length = word_length(text + gap);
        buffer_add_bytes(out, text, gap);
        text += gap;
        size_t skipped = is_goods(store, text, length) ? 0 : urgent_length(text, length);
        *urgent |= skipped > 0;
        if (!is_goods(store, text, length))
            skipped += asking_length(text + skipped, length - skipped);
        buffer_add_bytes(out, text + skipped, length - skipped);
        text += length;
    }
}

/* One comma for all that parts sentences, so that 急 between them is seen. */
static void even_commas(char *text)
{
    static const char *const marks[] = {"。", "!", "?", "~", NULL};
    for (int i = 0; marks[i] != NULL; i++)
        for (char *at; (at = strstr(text, marks[i])) != NULL;) {
            memset(at, ' ', strlen(marks[i]));
            *at = ',';
        }
}

/* ---- brackets ---- */

static bool is_plain_amount(const char *text)
{
    struct item items[ITEMS_MOST];
    struct buffer words = {0};
    int count = 0;
    buffer_format(&words, "物 %s", text);
    bool plain = items_parse(buffer_text(&words), REQUEST_MOST, NULL, NULL, items, &count, NULL) && count == 1 &&
                 strcmp(items[0].name, "物") == 0;
    buffer_release(&words);
    return plain;
}

/* 降压药2盒 before a bracket: how many has been said. */
static bool has_amount(const char *word)
{
    struct item items[ITEMS_MOST];
    struct buffer rest = {0};
    int count = 0;
    bool read = items_pick(word, REQUEST_MOST, NULL, NULL, items, &count, &rest, NULL);
    buffer_release(&rest);
    return read && count > 0;
}

/* 降压药2盒(氨氯地平), 奶粉(2段)1罐, 大米2袋(10斤装) say which; 大米(10斤) says how much, 8-1-302(米10斤) what. */
static bool is_remark(const char *before, const char *inside)
{
    bool counted = has_amount(before);
    if (is_plain_amount(inside) || urgent_length(inside, strlen(inside)) > 0)
        return counted && urgent_length(inside, strlen(inside)) == 0;
    return counted || strpbrk(inside, "0123456789") == NULL || (inside[0] >= '0' && inside[0] <= '9');
}

/* What stands in brackets and says which one is meant goes into `remark`. */
static void take_remarks(struct store *store, char *text, const char *name, struct buffer *remark)
{
    char before[ITEMS_BYTES], inside[ITEMS_BYTES];
    for (char *open = strchr(text, '('), *close; open != NULL && (close = strchr(open, ')')) != NULL;
         open = strchr(close, '(')) {
        char *word = open;
        while (word > text && strchr(" ,;)", word[-1]) == NULL)
            word--;
        snprintf(before, sizeof before, "%.*s", (int)(open - word), word);
        snprintf(inside, sizeof inside, "%.*s", (int)(close - open - 1), open + 1);
        if (inside[strspn(inside, " ")] == '\0' || (name[0] != '\0' && strstr(inside, name) != NULL) ||
            is_goods(store, word, (size_t)(close + 1 - word)) || !is_remark(before, inside))
            continue;
        buffer_format(remark, "%s%s", remark->length > 0 ? " " : "", inside);
        memset(open, ' ', (size_t)(close + 1 - open));
    }
}

void supply_said_things(struct store *store, const char *said, bool *urgent, struct buffer *remark, struct buffer *out)
{
    char text[ITEMS_BYTES];
    text_copy_narrow(text, sizeof text, said);
    even_commas(text);
    take_remarks(store, text, "", remark);
    add_words(store, text, urgent, out);
}

bool supply_said_line(struct store *store, const char *line, struct supply_said *said, struct err *err)
{
    char text[ITEMS_BYTES];
    struct item items[ITEMS_MOST];
    struct buffer words = {0}, rest = {0}, shown = {0};
    int count = 0;
    text_copy_narrow(text, sizeof text, line);
    if (!has_building(said->room) || !blank(text, said->room))
        said->room[0] = '\0';
    said->has_room = said->room[0] != '\0';
    if (!blank(text, said->phone))
        said->phone[0] = '\0';
    even_commas(text);
    take_remarks(store, text, said->name, &rest);
    open_marks(text);
    take_name(store, text, said);
    add_words(store, text, &said->urgent, &words);
    bool good = items_pick(buffer_text(&words), REQUEST_MOST, goods_known, store, items, &count, &rest, err);
    items_format(items, good ? count : 0, &shown);
    text_copy(said->items, sizeof said->items, buffer_text(&shown));
    text_copy(said->note, sizeof said->note, buffer_text(&rest));
    buffer_release(&words);
    buffer_release(&rest);
    buffer_release(&shown);
    return good;
}

void supply_said_sender(const char *sender, struct supply_said *said)
{
    struct chat chat = {0};
    if (sender[0] == '\0' || !chat_read(&chat, sender, NULL))
        return;
    const struct chat_line *line = chat.count > 0 ? &chat.lines[0] : NULL;
    if (line != NULL && has_building(chat_part(line, CHAT_ROOM)))
        text_copy(said->room, sizeof said->room, chat_part(line, CHAT_ROOM));
    if (line != NULL && said->name[0] == '\0')
        text_copy(said->name, sizeof said->name, chat_part(line, CHAT_NAME));
    chat_release(&chat);
}

bool supply_said_urgent(const char *text, bool *urgent, struct err *err)
{
    static const char *const yes[] = {"是", "急", "加急", "紧急", "特急", "急需", "yes", "y", "1", "√", "urgent", NULL};
    static const char *const no[] = {"", "否", "不急", "普通", "一般", "正常", "无", "no", "n", "0", "-", NULL};
    *urgent = false;
    for (int i = 0; yes[i] != NULL; i++)
        *urgent |= strcasecmp(text, yes[i]) == 0;
    for (int i = 0; no[i] != NULL && !*urgent; i++)
        if (strcasecmp(text, no[i]) == 0)
            return true;
    return *urgent || err_field(err, ERR_INPUT, "urgent", _("Urgent or not? \"%.40s\" says neither."), text);
}
