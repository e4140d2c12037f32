#include "gatepost/journey.h"
#include "gatepost/buffer.h"
#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "habit.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { DAY_BYTES = 40, HAN = 3, FROM_LEAST = HAN, BARE_MOST = 6 * HAN };

static const char *const left_words[] = {"离开", "离", "出发", "启程", "动身", "走", NULL};
static const char *const came_words[] = {"回", "返", "到", "抵", "来", NULL};
static const char *const from_words[] = {"离开", "从", "由", "自", NULL};
/* 自 is no "from" in these. */
static const char *const self_words[] = {"自驾", "自己", "自行", "自费", "自我", "自觉", NULL};
static const char *const from_ends[] = {"回",   "返",   "来",   "到",   "抵",   "出发", "坐", "乘",
                                        "自驾", "开车", "过来", "高铁", "飞机", "火车", "途", NULL};
static const char *const back_words[] = {"回来", "返回", "返乡", "归来", "过来", "回家", NULL};
static const char *const no_origins[] = {"刚", "刚刚", "已", "已经", "才", "我", "外地", "昨晚", "今早", "准备", NULL};
static const char *const vehicles[] = {"高铁", "动车",   "火车",   "列车",   "飞机",   "航班", "自驾",
                                       "开车", "私家车", "汽车",   "大巴",   "客车",   "班车", "轮船",
                                       "拼车", "地铁",   "网约车", "出租车", "顺风车", NULL};
/* What means nothing by itself once the rest is taken out. */
static const char *const leftovers[] = {"回来", "返回", "回家", "到家", "过来", "回",   "返", "来", "从", "于", "乘坐",
                                        "乘",   "坐",   "搭",   "次",   "已",   "抵达", "到", "在", "的", NULL};

static size_t begins_with_any(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strncmp(text, *words, strlen(*words)) == 0)
            return strlen(*words);
    return 0;
}

/* Where the first of the words stands; NULL for none. */
static char *find_any(char *text, const char *const *words, size_t *length)
{
    char *first = NULL;
    for (; *words != NULL; words++) {
        char *at = strstr(text, *words);
        if (at != NULL && (first == NULL || at < first)) {
            first = at;
            *length = strlen(*words);
        }
    }
    return first;
}

/* Taken out; what stood beside it is not joined. */
static void blank(char *from, size_t length)
{
    memset(from, ' ', length);
}

static bool is_han(const char *at)
{
    const char *end = at + strlen(at);
    return (*at & 0x80) != 0 && habit_is_chinese(utf8_next(&at, end));
}

/* The first one that is found stays. */
static void keep(char *target, const char *text, size_t length)
{
    if (target[0] == '\0')
        text_copy(target, length < JOURNEY_PART_BYTES ? length + 1 : JOURNEY_PART_BYTES, text);
}

/* ---- days ---- */

static const char *const day_words[] = {"大前天", "今天", "今日", "昨天", "昨日", "前天", "前日", NULL};

/* Length of the day that begins here; 0 for none. */
static size_t match_day(const char *start, const char *text, int today, int *day)
{
    char word[DAY_BYTES];
    size_t length = begins_with_any(text, day_words);
    if (length == 0) {
        if (!habit_is_digit(*text) || (text > start && (isalnum((unsigned char)text[-1]) || text[-1] == '-')))
            return 0;
        const char *at = text;
        while (habit_is_digit(*at) || strchr("-/.", *at != '\0' ? *at : 'x') != NULL ||
               begins_with_any(at, (const char *const[]){"年", "月", NULL}) > 0)
            at += (*at & 0x80) != 0 ? HAN : 1;
        at += begins_with_any(at, (const char *const[]){"日", "号", NULL});
        length = (size_t)(at - text);
        if (isalpha((unsigned char)*at) ||
            begins_with_any(at, (const char *const[]){"人", "个", "岁", "元", "栋", NULL}) > 0)
            return 0;
    }
    if (length == 0 || length >= sizeof word)
        return 0;
    memcpy(word, text, length);
    word[length] = '\0';
    /* A run of digits alone may be anything. */
    bool is_bare = word[strspn(word, "0123456789")] == '\0';
    return !is_bare && date_parse(word, today, day, NULL) ? length : 0;
}

/* The word behind the day says which it is, up to the next day; without one the word before it. */
static bool says_left(const char *start, const char *day, const char *behind, int today)
{
    for (const char *at = behind; *at != '\0'; at++) {
        int ignored;
        if (begins_with_any(at, left_words) > 0)
            return true;
        if (begins_with_any(at, came_words) > 0)
            return false;
        if (match_day(start, at, today, &ignored) > 0)
            break;
    }
    for (const char *at = day; at > start;) {
        at--;
        if (begins_with_any(at, left_words) > 0)
            return true;
        if (begins_with_any(at, came_words) > 0)
            return false;
    }
    return false;
}

static void take_days(char *text, int today, struct journey *journey)
{
    struct {
        char *at;
        size_t length;
    } found[2];
    int count = 0;
    for (char *at = text; *at != '\0' && count < 2;) {
        int day = 0;
        size_t length = match_day(text, at, today, &day);
        if (length == 0) {
            at++;
            continue;
        }
        int *target = says_left(text, at, at + length, today) ? &journey->left_day : &journey->returned_day;
        if (*target == 0) {
            *target = day;
            found[count].at = at;
            found[count++].length = length;
        }
        at += length;
    }
    for (int i = 0; i < count; i++)
        blank(found[i].at, found[i].length);
}

/* ---- from where ---- */

static size_t length_of_place(const char *text)
{
    const char *at = text;
    while (*at != '\0' && *at != ' ' && ((*at & 0x80) != 0 ? is_han(at) : isalpha((unsigned char)*at) != 0) &&
           begins_with_any(at, from_ends) == 0)
        at += (*at & 0x80) != 0 ? HAN : 1;
    return (size_t)(at - text);
}

static bool take_marked(char *text, struct journey *journey)
{
    size_t length = 0;
    for (char *at = find_any(text, from_words, &length); at != NULL; at = find_any(at + length, from_words, &length)) {
        if (begins_with_any(at, self_words) > 0)
            continue;
        char *place = at + length + strspn(at + length, " ");
        size_t size = length_of_place(place);
        if (size < FROM_LEAST)
            continue;
        keep(journey->from, place, size);
        blank(at, (size_t)(place - at) + size);
        return true;
    }
    return false;
}

/* "上海回来": the characters before it, as far as they are a name. */
static void take_before_back(char *text, struct journey *journey)
{
    size_t length = 0;
    char *back = find_any(text, back_words, &length), *start = back;
    if (back == NULL)
        return;
    while (start - text >= HAN && is_han(start - HAN))
        start -= HAN;
    size_t size = (size_t)(back - start);
    if (size < 2 * HAN || size > BARE_MOST)
        return;
    keep(journey->from, start, size);
    for (const char *const *word = no_origins; *word != NULL; word++)
        if (strcmp(journey->from, *word) == 0)
            journey->from[0] = '\0';
    if (journey->from[0] != '\0')
        blank(start, size);
}

/* ---- by what ---- */

/* G1234, K525, MU5331, 3U8633. */
static size_t match_number(const char *text)
{
    size_t letters = 0, length;
    for (length = 0; length < 2 && isalnum((unsigned char)text[length]); length++)
        letters += isalpha((unsigned char)text[length]) != 0;
    if (letters == 0 || length == 0)
        return 0;
    length = isalpha((unsigned char)text[0]) && !isalpha((unsigned char)text[1]) && letters == 1 ? 1 : 2;
    size_t digits = strspn(text + length, "0123456789");
    bool train =
        length == 1 && digits >= 1 && digits <= 4 && strchr("GDCZTKYLS", toupper((unsigned char)text[0])) != NULL;
    bool flight = length == 2 && digits >= 3 && digits <= 4;
    return (train || flight) && !isalnum((unsigned char)text[length + digits]) ? length + digits : 0;
}

static void take_transport(char *text, struct journey *journey)
{
    char number[16] = "";
    size_t length = 0;
    char *vehicle = find_any(text, vehicles, &length);
    if (vehicle != NULL) {
        keep(journey->transport, vehicle, length);
        blank(vehicle, length);
    }
    for (char *at = text; *at != '\0' && number[0] == '\0'; at++) {
        size_t size = at == text || !isalnum((unsigned char)at[-1]) ? match_number(at) : 0;
        if (size == 0)
            continue;
        memcpy(number, at, size);
        number[size] = '\0';
        blank(at, size);
    }
    if (number[0] == '\0')
        return;
    struct buffer both = {0};
    buffer_format(&both, "%s%s%s", journey->transport, journey->transport[0] != '\0' ? " " : "", number);
    text_copy(journey->transport, sizeof journey->transport, buffer_text(&both));
    buffer_release(&both);
}

/* ---- with whom, through where ---- */

static size_t length_of_phrase(const char *text)
{
    size_t length = 0;
    while (text[length] != '\0' && strchr(" ,;.", text[length]) == NULL && strncmp(text + length, "，", HAN) != 0 &&
           strncmp(text + length, "、", HAN) != 0 && strncmp(text + length, "；", HAN) != 0 &&
           strncmp(text + length, "。", HAN) != 0)
        length++;
    return length;
}

static void take_companions(char *text, struct journey *journey)
{
    static const char word[] = "同行";
    char *at = strstr(text, word);
    if (at == NULL)
        return;
    char *said = at + strlen(word);
    said += begins_with_any(said, (const char *const[]){"人员", "人", NULL});
    said += begins_with_any(said, (const char *const[]){":", "：", "有", NULL});
    size_t length = length_of_phrase(said);
    if (length == 0)
        return;
    keep(journey->companions, said, length);
    blank(at, (size_t)(said - at) + length);
}

static int find_affected(const char *text)
{
    static const char *const areas[] = {"中高风险", "高风险", "中风险", "涉疫", "疫区", NULL};
    static const char *const denials[] = {"未", "无", "没", "不", "非", NULL};
    for (const char *const *area = areas; *area != NULL; area++) {
        const char *at = strstr(text, *area);
        if (at == NULL)
            continue;
        for (int back = HAN; back <= 4 * HAN && at - text >= back && is_han(at - back); back += HAN)
            if (begins_with_any(at - back, denials) > 0)
                return 0;
        return 1;
    }
    return -1;
}

/* ---- put together ---- */

static void add_word(struct buffer *rest, const char *word, size_t length)
{
    char copy[JOURNEY_REST_BYTES];
    if (length == 0 || length >= sizeof copy)
        return;
    memcpy(copy, word, length);
    copy[length] = '\0';
    for (const char *const *leftover = leftovers; *leftover != NULL; leftover++)
        if (strcmp(copy, *leftover) == 0)
            return;
    if (strcmp(copy, ".") != 0)
        buffer_format(rest, "%s%s", rest->length > 0 ? " " : "", copy);
}

static void take_rest(const char *text, struct journey *journey)
{
    struct buffer rest = {0};
    for (const char *at = text; *at != '\0';) {
        at += strspn(at, " ,;");
        size_t length = strcspn(at, " ,;");
        add_word(&rest, at, length);
        at += length;
    }
    text_copy(journey->rest, sizeof journey->rest, buffer_text(&rest));
    buffer_release(&rest);
}

void journey_read(const char *text, int today, struct journey *journey)
{
    char open[JOURNEY_REST_BYTES];
    struct buffer narrow = {0};
    *journey = (struct journey){.affected = -1};
    text_fold_width(&narrow, text);
    text_copy(open, sizeof open, buffer_text(&narrow));
    buffer_release(&narrow);
    journey->affected = find_affected(open);
    take_days(open, today, journey);
    if (!take_marked(open, journey))
        take_before_back(open, journey);
    take_companions(open, journey);
    take_transport(open, journey);
    take_rest(open, journey);
}

int journey_answer(const char *text)
{
    static const char *const no[] = {"否", "无", "未", "没", "不",    "非",    "no",    "No",
                                     "NO", "n",  "N",  "0",  "false", "FALSE", "False", NULL};
    static const char *const yes[] = {"是", "有", "曾", "途经", "经过", "yes",  "Yes", "YES",
                                      "y",  "Y",  "1",  "true", "TRUE", "True", NULL};
    struct buffer plain = {0}, trimmed = {0};
    text_fold_width(&plain, text);
    text_trim(&trimmed, buffer_text(&plain));
    const char *said = buffer_text(&trimmed);
    int answer = begins_with_any(said, no) > 0 ? 0 : begins_with_any(said, yes) > 0 ? 1 : find_affected(said);
    buffer_release(&plain);
    buffer_release(&trimmed);
    return answer;
}
