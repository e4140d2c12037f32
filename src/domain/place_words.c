#include "gatepost/place_words.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <string.h>
#include <strings.h>

enum { NAMES_MOST = 10, WORD_BYTES = 64 };

struct word {
    const char *names[NAMES_MOST];
    int value;
};
static const struct word kinds[] = {
    {{"household", "住户", "居民", "居民户", "小区", "住宅", "户"}, PLACE_HOUSEHOLD},
    {{"enterprise", "企业", "公司", "单位", "工厂", "厂企"}, PLACE_ENTERPRISE},
    {{"small_place", "small", "三小场所", "三小", "小场所", "商铺", "店铺", "门店", "场所"}, PLACE_SMALL},
    {{"rented_house", "rented", "出租屋", "出租房", "出租", "租赁房"}, PLACE_RENTED},
};
static const struct word lines[] = {
    {{"committee", "居委会和物业", "居委会", "居委", "物业", "社区"}, LINE_COMMITTEE},
    {{"grid", "网格员", "网格线", "网格", "gridworker"}, LINE_GRID},
    {{"safety", "安监员", "安监", "安监线", "安全员"}, LINE_SAFETY},
    {{"migrant", "流管员", "流管", "流管线", "流动人口管理员"}, LINE_MIGRANT},
};
static const struct word occupancies[] = {
    {{"unknown", "不详", "未知"}, OCCUPANCY_UNKNOWN},
    {{"owner", "自住", "业主自住", "业主", "自有"}, OCCUPANCY_OWNER},
    {{"rented", "租住", "出租", "租赁", "租户", "租客"}, OCCUPANCY_RENTED},
    {{"vacant", "空置", "空房", "空户", "无人居住", "无人", "empty"}, OCCUPANCY_VACANT},
    {{"not_home", "暂未在家", "不在家", "未在家", "未回", "家中无人", "无人在家", "无人应答", "外出"},
     OCCUPANCY_NOT_HOME},
};
static const struct word needs[] = {
    {{"alone", "独居", "独居老人", "空巢老人", "孤寡老人", "livesalone"}, NEED_ALONE},
    {{"pregnant", "孕妇", "孕产妇", "怀孕", "产妇", "待产"}, NEED_PREGNANT},
    {{"dialysis", "透析", "血透", "血液透析"}, NEED_DIALYSIS},
    {{"medication", "慢性病用药", "慢性病", "慢病", "长期用药", "用药", "慢病用药", "慢性病长期用药"}, NEED_MEDICATION},
    {{"mobility", "行动不便", "卧床", "轮椅", "失能", "残疾"}, NEED_MOBILITY},
};
#define FIND(words, text) find((words), sizeof(words) / sizeof((words)[0]), (text))

static int find(const struct word *words, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        for (int n = 0; n < NAMES_MOST && words[i].names[n] != NULL; n++)
            if (strcasecmp(words[i].names[n], text) == 0)
                return words[i].value;
    return -1;
}

bool place_kind_of(const char *text, enum place_kind *kind)
{
    int found = FIND(kinds, text);
    *kind = found >= 0 ? (enum place_kind)found : *kind;
    return found >= 0;
}

bool place_line_of(const char *text, enum place_line *line)
{
    int found = FIND(lines, text);
    *line = found >= 0 ? (enum place_line)found : *line;
    return found >= 0;
}

bool place_occupancy_of(const char *text, enum occupancy *occupancy)
{
    int found = FIND(occupancies, text);
    *occupancy = found >= 0 ? (enum occupancy)found : *occupancy;
    return found >= 0;
}

unsigned place_need_of(const char *text)
{
    int found = FIND(needs, text);
    return found > 0 ? (unsigned)found : 0;
}

/* ---- several needs in one text ---- */

/* Digits as the form numbers them; 0: it is not that. */
static unsigned digits_of(const char *word)
{
    unsigned bits = 0;
    if (strspn(word, "12345") != strlen(word))
        return 0;
    for (; *word != '\0'; word++)
        bits |= 1U << (*word - '1');
    return bits;
}

/* Length of what stands between two words at this place, 0: a word goes on here. */
static size_t separator(const char *text)
{
    static const char *const wide[] = {"，", "、", "；", "。", "　"};
    if (strchr(" ,;+/\t", *text) != NULL)
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (strncmp(text, wide[i], strlen(wide[i])) == 0)
            return strlen(wide[i]);
    return 0;
}

static bool take_word(const char *word, unsigned *bits, struct buffer *rest, struct err *err)
{
    struct buffer narrow = {0};
    text_fold_width(&narrow, word);
    unsigned found = place_need_of(buffer_text(&narrow));
    found = found != 0 ? found : digits_of(buffer_text(&narrow));
    buffer_release(&narrow);
    *bits |= found;
    if (found != 0)
        return true;
    if (rest == NULL)
        return err_field(err, ERR_INPUT, "needs",
                         _("\"%.60s\" is no special need of the list: lives alone, pregnant, dialysis, medication, "
                           "mobility. What else there is goes into the words beside it."),
                         word);
    buffer_format(rest, "%s%s", rest->length > 0 ? " " : "", word);
    return true;
}

bool place_needs_parse(const char *text, unsigned *bits, struct buffer *rest, struct err *err)
{
    *bits = 0;
    while (*text != '\0') {
        char word[WORD_BYTES * 4];
        size_t between = separator(text), length = 0;
        if (between > 0) {
            text += between;
            continue;
        }
        while (text[length] != '\0' && separator(text + length) == 0)
            length++;
        text_copy(word, length + 1 < sizeof word ? length + 1 : sizeof word, text);
        if (!take_word(word, bits, rest, err))
            return false;
        text += length;
    }
    return true;
}

void place_needs_format(unsigned bits, char *text, size_t size)
{
    struct buffer out = {0};
    for (int i = 0; i < NEED_BITS; i++)
        if ((bits >> i & 1) != 0)
            buffer_format(&out, "%s%s", out.length > 0 ? "," : "", place_need_names[i]);
    text_copy(text, size, buffer_text(&out));
    buffer_release(&out);
}
