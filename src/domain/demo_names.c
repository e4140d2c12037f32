#include "demo_parts.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include <string.h>

/* Share of the population in tenths of a percent, roughly; the rare ones more often than in life, so that a sample of
 * 1,200 households shows them. */
static const struct {
    const char *text;
    int share;
} surnames[] = {
    {"王", 72}, {"李", 72}, {"张", 68}, {"刘", 54}, {"陈", 62},  {"杨", 31},  {"黄", 34},  {"赵", 23},  {"吴", 25},
    {"周", 21}, {"徐", 17}, {"孙", 15}, {"马", 13}, {"朱", 13},  {"胡", 12},  {"郭", 12},  {"何", 16},  {"林", 19},
    {"高", 10}, {"罗", 13}, {"梁", 18}, {"郑", 10}, {"谢", 9},   {"宋", 8},   {"唐", 7},   {"许", 8},   {"邓", 8},
    {"冯", 8},  {"韩", 7},  {"曹", 6},  {"曾", 8},  {"彭", 6},   {"萧", 2},   {"蔡", 7},   {"潘", 6},   {"田", 5},
    {"董", 5},  {"袁", 5},  {"于", 5},  {"余", 5},  {"叶", 6},   {"蒋", 5},   {"杜", 4},   {"苏", 5},   {"魏", 4},
    {"程", 4},  {"吕", 4},  {"丁", 4},  {"沈", 4},  {"任", 4},   {"姚", 4},   {"卢", 5},   {"傅", 3},   {"钟", 5},
    {"姜", 3},  {"崔", 3},  {"谭", 5},  {"廖", 5},  {"范", 3},   {"汪", 3},   {"陆", 3},   {"金", 3},   {"石", 3},
    {"戴", 3},  {"贾", 2},  {"韦", 3},  {"夏", 2},  {"邱", 3},   {"方", 3},   {"侯", 2},   {"邹", 2},   {"熊", 2},
    {"孟", 2},  {"秦", 2},  {"白", 2},  {"江", 3},  {"阎", 1},   {"薛", 2},   {"尹", 2},   {"段", 1},   {"雷", 2},
    {"黎", 4},  {"史", 1},  {"龙", 2},  {"陶", 1},  {"贺", 1},   {"顾", 1},   {"毛", 1},   {"郝", 1},   {"龚", 2},
    {"邵", 1},  {"万", 1},  {"钱", 1},  {"严", 1},  {"覃", 2},   {"武", 1},   {"戚", 1},   {"莫", 2},   {"孔", 1},
    {"向", 1},  {"汤", 1},  {"单", 1},  {"解", 1},  {"仇", 1},   {"查", 1},   {"翟", 1},   {"区", 2},   {"朴", 1},
    {"盖", 1},  {"缪", 1},  {"乐", 1},  {"冼", 1},  {"尉迟", 1}, {"欧阳", 2}, {"司徒", 1}, {"上官", 1}, {"诸葛", 1},
};

static const char *const special_surnames[] = {"曾", "单", "解", "仇", "查",   "翟",  "区",
                                               "朴", "盖", "覃", "缪", "尉迟", "欧阳"};

static const char male_characters[] = "伟强军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢阳建国志文"
                                      "德光庆海山仁振兴立永东学松柏卫少锋磊诚亮子轩梓豪嘉乐泽洋家耀";
static const char female_characters[] = "芳娜敏静丽秀英霞玲桂兰艳红梅莉娟慧燕萍玉华珍琴云洁雪琳晶妍茜秋珊莎锦青"
                                        "倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君春菊子涵欣雨诗梓萱佳可";

/* Names of other peoples of the country and from abroad: middle dots, one-part and Latin names. */
static const char *const other_names[] = {
    "阿依古丽·吐尔逊", "买买提·艾合",  "古丽巴哈尔·阿不都", "扎西·次仁",     "卓玛·央金",    "巴特尔",
    "乌兰·其其格",     "艾力·库尔班",  "热依汗·帕哈提",     "洛桑·丹增",     "Maria Santos", "John Carter",
    "Anna Kowalska",   "Ahmed Hassan", "Nguyen Thi Lan",    "Pierre Dubois",
};

int demo_random_below(struct demo_random *random, int limit)
{
    uint64_t x = random->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    random->state = x;
    return (int)((x * UINT64_C(0x2545F4914F6CDD1D) >> 33) % (uint64_t)limit);
}

bool demo_one_in(struct demo_random *random, int chances)
{
    return demo_random_below(random, chances) == 0;
}

const char *demo_special_surname(int index)
{
    int count = sizeof special_surnames / sizeof special_surnames[0];
    return index < count ? special_surnames[index] : NULL;
}

const char *demo_surname(struct demo_random *random)
{
    static int total;
    int count = sizeof surnames / sizeof surnames[0];
    if (total == 0)
        for (int i = 0; i < count; i++)
            total += surnames[i].share;
    int drawn = demo_random_below(random, total), at = 0;
    while (drawn >= surnames[at].share)
        drawn -= surnames[at++].share;
    return surnames[at].text;
}

static void add_given(struct demo_random *random, const char *characters, size_t bytes, struct buffer *name)
{
    enum { CHARACTER_BYTES = 3 }; /* all in the lists above */
    int count = (int)(bytes / CHARACTER_BYTES);
    buffer_add_bytes(name, characters + (size_t)demo_random_below(random, count) * CHARACTER_BYTES, CHARACTER_BYTES);
}

void demo_name(struct demo_random *random, const char *surname, char sex, char name[NAME_BYTES])
{
    if (surname[0] == '\0' && demo_one_in(random, 90)) {
        int count = sizeof other_names / sizeof other_names[0];
        text_copy(name, NAME_BYTES, other_names[demo_random_below(random, count)]);
        return;
    }
    const char *characters = sex == 'm' ? male_characters : female_characters;
    size_t bytes = sex == 'm' ? sizeof male_characters - 1 : sizeof female_characters - 1;
    struct buffer whole = {0};
    buffer_add(&whole, surname[0] != '\0' ? surname : demo_surname(random));
    add_given(random, characters, bytes, &whole);
    if (!demo_one_in(random, 4))
        add_given(random, characters, bytes, &whole);
    text_copy(name, NAME_BYTES, buffer_text(&whole));
    buffer_release(&whole);
}
