/* Requests as people write them into a group chat. */
#include "supply_said.h"
#include "gatepost/buffer.h"
#include "gatepost/chat.h"
#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <string.h>
#include <strings.h>

static const char *const urgent_words[] = {"急用", "急需", "加急", "紧急", "急", "urgent", NULL};
static const char *const asking_words[] = {"需要", "想要", "还要", "帮忙买", "帮买", "代买", "买", "要", "缺", NULL};

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

static void add_words(const char *text, struct supply_said *said, struct buffer *out)
{
    while (*text != '\0') {
        size_t gap = strspn(text, " ,;"), length = strcspn(text + gap, " ,;");
        buffer_add_bytes(out, text, gap);
        text += gap;
        size_t urgent = urgent_length(text, length);
        said->urgent |= urgent > 0;
        size_t asking = begins(text + urgent, asking_words);
        size_t skipped = urgent + (urgent + asking <= length ? asking : 0);
        buffer_add_bytes(out, text + skipped, length - skipped);
        text += length;
    }
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
    open_marks(text);
    take_name(store, text, said);
    add_words(text, said, &words);
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
