/* Who a chat line is about: names and directions in its Chinese words, and what a word in front says of a value. */
#include "chat_parts.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "habit.h"
#include "surname.h"
#include <string.h>
#include <strings.h>

enum { HAN = 3 /* bytes of nearly every Chinese character */, NAME_BYTES = 128 };

/* ---- words ---- */

static const struct direction_word {
    const char *word, *direction;
} direction_words[] = {
    {"进小区", "in"}, {"出小区", "out"}, {"回小区", "in"}, {"回家", "in"},  {"回来", "in"},  {"返回", "in"},
    {"进门", "in"},   {"进入", "in"},    {"外出", "out"},  {"出门", "out"}, {"出去", "out"}, {"离开", "out"},
    {"进", "in"},     {"入", "in"},      {"出", "out"},    {"in", "in"},    {"out", "out"},
};

/* What somebody is, in front of a name or behind it; no part of it. */
static const char *const roles[] = {"户主", "业主", "租户", "租客",   "本人", "访客",
                                    "居民", "住户", "家属", "志愿者", NULL};
/* Behind a surname alone these are how somebody is called, and no name. */
static const char *const titles[] = {"先生", "女士", "小姐", "老师", "师傅", "阿姨", "叔叔",   "伯伯", "大爷",
                                     "大妈", "大叔", "大姐", "大哥", "奶奶", "爷爷", "医生",   "护士", "主任",
                                     "书记", "经理", "队长", "楼长", "组长", "警官", "同学",   "妈妈", "爸爸",
                                     "夫妇", "夫妻", "一家", "全家", "老板", "教授", "网格员", NULL};
static const char *const short_titles = "姐哥叔姨总工家婶伯爷奶嫂弟妹队某";
/* What no name ends with. */
static const char *const particles[] = {"了", "吗", "吧", "呢", "啊", "啦", "的", "们",
                                        "您", "你", "我", "他", "她", "呀", NULL};
/* Words of every day that begin as a name could. */
static const char *const everyday[] = {
    "谢谢",   "高兴",   "高烧",   "高温",     "高热", "高龄", "方便", "马上", "时间", "安全", "安排", "安心", "白天",
    "白班",   "常住",   "常驻",   "黄码",     "红码", "解封", "解除", "解决", "单位", "单元", "单号", "双号", "于是",
    "平安",   "康复",   "路上",   "路口",     "路过", "关门", "关闭", "关于", "关心", "车上", "车牌", "车辆", "车位",
    "党员",   "成功",   "成员",   "应该",     "应急", "连续", "石头", "施工", "项目", "管理", "简单", "强烈", "司机",
    "江边",   "田园",   "金额",   "金色",     "文明", "温度", "温馨", "包裹", "包子", "左右", "左边", "房间", "房东",
    "房号",   "房屋",   "封控",   "封闭",     "米饭", "米粉", "米线", "牛奶", "牛肉", "鱼肉", "水果", "汤圆", "程序",
    "华庭",   "计划",   "计数",   "代买",     "代购", "代表", "代办", "毛病", "万一", "任何", "任务", "向前", "严重",
    "严格",   "武汉",   "广州",   "易拉宝",   "盛世", "花园", "安徽", "江苏", "江西", "宁夏", "贵州", "明天", "党支部",
    "温度计", "单元门", "车牌号", "常住人口", "白菜", "黄瓜", "葛根", "苗木", "柴油", "蒙古", "海南", "向上", "路线",
    "应付",   "连接",   "成人",   "安装",     "安置", "费用", "计生", "游客", "符合", "简介", "关注", "关照", "符号",
    "万达",   "沙发",   "边上",   "边界",     "容易", "古城", "艾滋", "华为", "高铁", "高速", NULL};

static bool is_word(const char *text, size_t length, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strlen(*words) == length && memcmp(text, *words, length) == 0)
            return true;
    return false;
}

/* Length of the word the text ends with, 0 without one. */
static size_t ends_with(const char *text, size_t length, const char *const *words)
{
    for (; *words != NULL; words++) {
        size_t word = strlen(*words);
        if (word <= length && memcmp(text + length - word, *words, word) == 0)
            return word;
    }
    return 0;
}

static size_t begins_with(const char *text, size_t length, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strlen(*words) <= length && memcmp(text, *words, strlen(*words)) == 0)
            return strlen(*words);
    return 0;
}

const char *chat_direction(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof direction_words / sizeof direction_words[0]; i++)
        if (strlen(direction_words[i].word) == length && strncasecmp(word, direction_words[i].word, length) == 0)
            return direction_words[i].direction;
    return NULL;
}

/* ---- what the parsers of habits.h accept ---- */

static bool accepts(int part, const char *value)
{
    char text[NAME_BYTES], phones[PHONE_MOST][PHONE_SIZE];
    struct room room;
    enum id_type type;
    int64_t moment;
    int number;
    switch (part) {
    case CHAT_NAME:
        return name_parse(value, text, NULL);
    case CHAT_ROOM:
        return room_parse(value, &room, NULL);
    case CHAT_PHONE:
        return phone_parse(value, phones, &number, NULL);
    case CHAT_ID:
        return id_parse(value, &type, text, NULL);
    case CHAT_TEMPERATURE:
        return temperature_parse(value, &number, NULL);
    case CHAT_MOMENT:
        return moment_parse(value, clock_now(), &moment, NULL);
    default:
        return plate_parse(value, NULL, text, NULL) || plate_looks_like(value);
    }
}

static bool take_accepted(struct chat_scan *scan, size_t at, size_t length, int part)
{
    char value[NAME_BYTES];
    if (length == 0 || length >= sizeof value)
        return false;
    memcpy(value, scan->open + at, length);
    value[length] = '\0';
    return accepts(part, value) && chat_take(scan, at, length, part);
}

/* ---- names ---- */

static size_t count_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += (text[i] & 0xC0) != 0x80;
    return count;
}

static bool is_dotted_name(const char *text, size_t length)
{
    char name[NAME_BYTES], copy[NAME_BYTES];
    size_t characters = count_characters(text, length);
    if (length >= sizeof copy || characters < 4 || characters > 20)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return strstr(copy, "·") != NULL && name_parse(copy, name, NULL);
}

bool chat_is_name(const char *text, size_t length)
{
    if (is_dotted_name(text, length))
        return true;
    size_t surname = surname_length(text), characters = count_characters(text, length);
    if (surname == 0 || surname >= length || is_word(text, length, everyday) || is_word(text, length, roles))
        return false;
    size_t given = characters - surname / HAN;
    if (given < 1 || given > 2 || (surname == HAN && chat_direction(text + surname, length - surname) != NULL))
        return false;
    bool is_called = false;
    for (const char *at = short_titles; given == 1 && *at != '\0'; at += HAN)
        is_called = is_called || memcmp(at, text + surname, HAN) == 0;
    return !is_called && ends_with(text, length, titles) == 0 && ends_with(text, length, particles) == 0;
}

/* What is left of a run of characters when roles and titles at its ends are put aside. */
struct run {
    size_t from, length;
};

static void peel(const char *line, struct run *run)
{
    size_t front, back;
    do {
        front = begins_with(line + run->from, run->length, roles);
        run->from += front;
        run->length -= front;
        back = ends_with(line + run->from, run->length, roles);
        if (back == 0)
            back = ends_with(line + run->from, run->length, titles);
        run->length -= back;
    } while (run->length > 0 && front + back > 0);
}

static bool take_name(struct chat_scan *scan, size_t from, size_t length)
{
    return chat_is_name(scan->open + from, length) && chat_take(scan, from, length, CHAT_NAME);
}

/* 张伟明回家: a name with a direction behind it. */
static bool take_name_going(struct chat_scan *scan, const struct run *run)
{
    const char *text = scan->open + run->from;
    for (size_t word = 3 * HAN; word > 0; word -= HAN)
        if (word < run->length && chat_direction(text + run->length - word, word) != NULL &&
            take_name(scan, run->from, run->length - word))
            return chat_take(scan, run->from + run->length - word, word, CHAT_DIRECTION);
    return false;
}

/* 张伟明和李娜. */
static bool take_two_names(struct chat_scan *scan, const struct run *run)
{
    static const char *const words[] = {"和", "与", "跟", "及", NULL};
    const char *text = scan->open + run->from;
    for (size_t at = HAN; at + HAN < run->length; at += HAN) {
        size_t behind = at + HAN;
        if (!is_word(text + at, HAN, words) || !chat_is_name(text, at) ||
            !chat_is_name(text + behind, run->length - behind))
            continue;
        return chat_take(scan, run->from, at, CHAT_NAME) && chat_take(scan, run->from + at, HAN, CHAT_LABEL) &&
               chat_take(scan, run->from + behind, run->length - behind, CHAT_NAME);
    }
    return false;
}

static void read_run(struct chat_scan *scan, struct run run)
{
    if (chat_direction(scan->open + run.from, run.length) != NULL) {
        chat_take(scan, run.from, run.length, CHAT_DIRECTION);
        return;
    }
    struct run whole = run;
    peel(scan->open, &run);
    bool is_thanks = run.length < whole.length && begins_with(scan->open + run.from, run.length, everyday) > 0;
    if (run.length == 0 || is_thanks || take_name(scan, run.from, run.length) || take_name_going(scan, &run))
        return;
    take_two_names(scan, &run);
}

/* Chinese characters, and middle dots between them. */
static size_t span_chinese(const char *text)
{
    const char *at = text, *end = text + strlen(text), *last = text;
    while (at < end) {
        int32_t code_point = utf8_next(&at, end);
        if (code_point == 0xB7 && last > text)
            continue;
        if (!habit_is_chinese(code_point))
            break;
        last = at;
    }
    return (size_t)(last - text);
}

static const char latin_set[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'-";

/* "John Smith", "O'Neil": words that begin with a capital and are not all capitals. */
static size_t span_latin_name(const char *text)
{
    size_t length = 0;
    while (text[length] >= 'A' && text[length] <= 'Z') {
        size_t end = length + 1 + strspn(text + length + 1, latin_set);
        bool is_word = strspn(text + length + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < end - length - 1;
        if (end - length < 3 || !is_word)
            return 0;
        length = end;
        if (text[end] != ' ' || text[end + 1] < 'A' || text[end + 1] > 'Z')
            break;
        length++;
    }
    return length;
}

static void find_latin(struct chat_scan *scan)
{
    for (size_t at = 0; scan->open[at] != '\0'; at++) {
        size_t word = strspn(scan->open + at, latin_set);
        if (word == 0)
            continue;
        size_t name = chat_has(scan, CHAT_NAME) ? 0 : span_latin_name(scan->open + at);
        bool alone = chat_starts_alone(scan->open, at);
        if (alone && chat_ends_alone(scan->open, at + word) && chat_direction(scan->open + at, word) != NULL)
            chat_take(scan, at, word, CHAT_DIRECTION);
        else if (alone && name > 0 && chat_ends_alone(scan->open, at + name) && scan->count > 0 &&
                 take_accepted(scan, at, name, CHAT_NAME))
            word = name;
        at += word - 1;
    }
}

void chat_find_names(struct chat_scan *scan)
{
    for (size_t at = 0; scan->open[at] != '\0';) {
        size_t length = span_chinese(scan->open + at);
        if (length > 0)
            read_run(scan, (struct run){.from = at, .length = length});
        at += length > 0 ? length : 1;
    }
    find_latin(scan);
}

/* ---- labels ---- */

/* Longer ones first. */
static const struct label {
    const char *word;
    int part;
} labels[] = {
    {"联系电话", CHAT_PHONE}, {"联系方式", CHAT_PHONE}, {"手机号码", CHAT_PHONE},   {"电话号码", CHAT_PHONE},
    {"手机号", CHAT_PHONE},   {"手机", CHAT_PHONE},     {"电话", CHAT_PHONE},       {"联系人", CHAT_NAME},
    {"姓名", CHAT_NAME},      {"名字", CHAT_NAME},      {"楼栋房号", CHAT_ROOM},    {"房间号", CHAT_ROOM},
    {"门牌号", CHAT_ROOM},    {"房号", CHAT_ROOM},      {"住址", CHAT_ROOM},        {"地址", CHAT_ROOM},
    {"身份证号码", CHAT_ID},  {"身份证号", CHAT_ID},    {"身份证", CHAT_ID},        {"证件号码", CHAT_ID},
    {"证件号", CHAT_ID},      {"护照", CHAT_ID},        {"体温", CHAT_TEMPERATURE}, {"温度", CHAT_TEMPERATURE},
    {"车牌号码", CHAT_PLATE}, {"车牌号", CHAT_PLATE},   {"车牌", CHAT_PLATE},       {"时间", CHAT_MOMENT},
};

static void take_labels(struct chat_scan *scan, int parts[CHAT_PIECES_MOST])
{
    for (size_t at = 0; scan->open[at] != '\0'; at++)
        for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
            if (strncmp(scan->open + at, labels[i].word, strlen(labels[i].word)) == 0 &&
                chat_take(scan, at, strlen(labels[i].word), CHAT_LABEL)) {
                parts[scan->count - 1] = labels[i].part;
                break;
            }
}

static size_t span_latin_words(const char *at)
{
    size_t length = 0, word;
    while ((word = strspn(at + length, latin_set)) > 0)
        length += word + strspn(at + length + word, " ");
    return length;
}

/* With a label in front more is certain: any name, a room of one number, 36, the number of a passport. */
static size_t span_value(const char *at, int part)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.#";
    if (part != CHAT_NAME)
        return strspn(at, plain);
    size_t chinese = span_chinese(at);
    return chinese > 0 ? chinese : span_latin_words(at);
}

static void take_value(struct chat_scan *scan, size_t at, int part)
{
    at += strspn(scan->open + at, " :=|");
    chat_match_fn *match = part == CHAT_ROOM          ? chat_match_room
                           : part == CHAT_TEMPERATURE ? chat_match_temperature
                           : part == CHAT_MOMENT      ? chat_match_moment
                                                      : NULL;
    if (match != NULL && match(scan->open, at) > 0)
        return; /* with all its words; it is found without the label too */
    size_t length = span_value(scan->open + at, part);
    while (length > 0 && (scan->open[at + length - 1] == ' ' || scan->open[at + length - 1] == '.'))
        length--;
    bool is_title = part == CHAT_NAME && ends_with(scan->open + at, length, titles) > 0;
    if (!is_title && chat_ends_alone(scan->open, at + length))
        take_accepted(scan, at, length, part);
}

void chat_find_labelled(struct chat_scan *scan)
{
    int parts[CHAT_PIECES_MOST];
    take_labels(scan, parts);
    for (int i = 0, count = scan->count; i < count; i++)
        take_value(scan, scan->pieces[i].from + scan->pieces[i].length, parts[i]);
}
