#include "surname.h"
#include <string.h>

struct surname {
    const char *text, *readings;
};

/* Surnames whose reading is not the most usual one of the character, or could be taken for another (domain.md §13). */
static const struct surname singles[] = {
    {"曾", "zeng"},     {"单", "shan"},      {"單", "shan"},   {"解", "xie"},    {"仇", "qiu"},    {"查", "zha"},
    {"翟", "zhai"},     {"区", "ou"},        {"區", "ou"},     {"朴", "piao"},   {"盖", "ge gai"}, {"蓋", "ge gai"},
    {"覃", "qin tan"},  {"缪", "miao"},      {"繆", "miao"},   {"乐", "yue le"}, {"樂", "yue le"}, {"任", "ren"},
    {"华", "hua"},      {"華", "hua"},       {"盛", "sheng"},  {"宁", "ning"},   {"洗", "xian"},   {"冼", "xian"},
    {"员", "yun"},      {"員", "yun"},       {"哈", "ha"},     {"繁", "po"},     {"折", "she"},    {"黑", "he"},
    {"逄", "pang"},     {"句", "gou"},       {"召", "shao"},   {"牟", "mu mou"}, {"逯", "lu"},     {"隗", "wei kui"},
    {"郇", "xun huan"}, {"乜", "nie"},       {"佴", "nai"},    {"燕", "yan"},    {"应", "ying"},   {"葛", "ge"},
    {"纪", "ji"},       {"种", "chong"},     {"那", "na"},     {"车", "che"},    {"曲", "qu"},     {"尉", "wei yu"},
    {"能", "nai"},      {"祭", "zhai"},      {"秘", "bi"},     {"宓", "mi"},     {"费", "fei bi"}, {"冯", "feng"},
    {"贾", "jia"},      {"谌", "chen shen"}, {"郗", "xi chi"}, {"卜", "bu"},     {"柏", "bai"},    {"贲", "ben"},
    {"薄", "bo"},       {"强", "qiang"},     {"石", "shi"},    {"么", "yao"},    {"都", "du"},     {"干", "gan"},
    {"藏", "zang"},     {"沈", "shen"},      {"瞿", "qu"},     {"俞", "yu"},     {"谷", "gu"},     {"蔚", "yu wei"},
    {"过", "guo"},      {"莘", "shen xin"},  {"郄", "qie xi"}, {"訾", "zi"},     {"长", "chang"},  {"汤", "tang"},
    {"阙", "que"},      {"晟", "cheng"},     {"撒", "sa"},     {"万", "wan"},    {"尹", "yin"},    {"臧", "zang"},
    {"行", "xing"},     {"相", "xiang"},     {"要", "yao"},    {"令", "ling"},   {"邵", "shao"},   {"校", "jiao xiao"},
};

/* Two-character surnames; readings one a character. */
static const struct surname compounds[] = {
    {"欧阳", "ou yang"},  {"歐陽", "ou yang"},   {"尉迟", "yu chi"},     {"尉遲", "yu chi"},
    {"万俟", "mo qi"},    {"长孙", "zhang sun"}, {"長孫", "zhang sun"},  {"令狐", "ling hu"},
    {"澹台", "tan tai"},  {"单于", "chan yu"},   {"司马", "si ma"},      {"司馬", "si ma"},
    {"司徒", "si tu"},    {"司空", "si kong"},   {"司寇", "si kou"},     {"上官", "shang guan"},
    {"诸葛", "zhu ge"},   {"諸葛", "zhu ge"},    {"东方", "dong fang"},  {"皇甫", "huang fu"},
    {"公孙", "gong sun"}, {"慕容", "mu rong"},   {"夏侯", "xia hou"},    {"轩辕", "xuan yuan"},
    {"宇文", "yu wen"},   {"钟离", "zhong li"},  {"闾丘", "lv qiu"},     {"濮阳", "pu yang"},
    {"淳于", "chun yu"},  {"太叔", "tai shu"},   {"申屠", "shen tu"},    {"公羊", "gong yang"},
    {"赫连", "he lian"},  {"独孤", "du gu"},     {"南宫", "nan gong"},   {"端木", "duan mu"},
    {"百里", "bai li"},   {"呼延", "hu yan"},    {"东郭", "dong guo"},   {"西门", "xi men"},
    {"南门", "nan men"},  {"第五", "di wu"},     {"公冶", "gong ye"},    {"宗政", "zong zheng"},
    {"鲜于", "xian yu"},  {"仲孙", "zhong sun"}, {"左丘", "zuo qiu"},    {"梁丘", "liang qiu"},
    {"拓跋", "tuo ba"},   {"纳兰", "na lan"},    {"完颜", "wan yan"},    {"叶赫", "ye he"},
    {"贺兰", "he lan"},   {"尔朱", "er zhu"},    {"乐正", "yue zheng"},  {"羊舌", "yang she"},
    {"谷梁", "gu liang"}, {"颛孙", "zhuan sun"}, {"子车", "zi ju"},      {"巫马", "wu ma"},
    {"公西", "gong xi"},  {"漆雕", "qi diao"},   {"公良", "gong liang"}, {"夹谷", "jia gu"},
    {"宰父", "zai fu"},   {"段干", "duan gan"},  {"亓官", "qi guan"},    {"哥舒", "ge shu"},
};

static const struct surname *find(const struct surname *table, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(name, table[i].text, strlen(table[i].text)) == 0)
            return &table[i];
    return NULL;
}

size_t surname_compound(const char *name, const char **readings)
{
    const struct surname *found = find(compounds, sizeof compounds / sizeof compounds[0], name);
    if (readings != NULL)
        *readings = found != NULL ? found->readings : "";
    return found != NULL ? strlen(found->text) : 0;
}

const char *surname_readings(const char *name)
{
    const struct surname *found = find(singles, sizeof singles / sizeof singles[0], name);
    return found != NULL ? found->readings : "";
}
