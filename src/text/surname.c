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

/* Usual surnames of one character, so that a name is known as one in the middle of a line. Rare ones that are words of
 * every day (能, 都, 门) are left out on purpose: a word would be taken for a name. */
static const char usual[] = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董"
                            "潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白"
                            "孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔牛"
                            "文祝葛樊邢施温庄翟倪殷俞章梅卞冼鲁凌柯柳管聂齐伍关兰焦庞霍左耿童詹岳包游"
                            "尤裴瞿单谷欧阳甘柴辛涂屈蒲骆解盛植苗宁冉翁苟卜查岑褚麦路盖缪项阮季纪纵房"
                            "费景佟喻申成戚席冷蓝裘虞臧舒毕危安车党封刁仇应区朴娄连晏沙桂苑鲍卓华牟寇"
                            "简饶穆艾宗滕隋巩晋竺匡尚司楼宫闵窦敖郎隆巫乌巴牧隗班仲伊栾暴祖符韶郜蓟薄"
                            "鄂索咸籍赖蔺屠蒙池郁胥闻莘贡劳逄姬冀郏浦慕茹习宦鱼容古慎戈庾暨衡弘禄阙殳"
                            "沃蔚越夔师勾融那鞠须丰巢蒯荆仝冒郇邝郗郄逯佘隽揭代宓糜漆谌辜雍靳边米计伏"
                            "强喇桑張劉陳楊黃趙吳孫馬鄭謝許韓鄧馮蕭葉蘇盧鍾譚陸賈鄒閻賀顧龔萬錢嚴湯喬"
                            "魯聶齊關蘭龐遊單歐塗駱寧紀費藍畢車區婁連鮑華簡饒鞏閔竇烏賴藺聞貢勞陽衛卫";

static const struct surname *find(const struct surname *table, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (name[0] == table[i].text[0] && name[1] == table[i].text[1] &&
            strncmp(name, table[i].text, strlen(table[i].text)) == 0)
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

size_t surname_length(const char *name)
{
    size_t compound = surname_compound(name, NULL);
    if (compound > 0 || ((unsigned char)name[0] & 0xF0) != 0xE0)
        return compound;
    for (const char *at = usual; *at != '\0'; at += 3) /* each has three bytes */
        if (memcmp(at, name, 3) == 0)
            return 3;
    return 0;
}
