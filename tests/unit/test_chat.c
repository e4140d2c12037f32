/* Text pasted from a group chat: what is recognised, what is passed over, and what is left in doubt. All people are
 * invented. */
#include "gatepost/buffer.h"
#include "gatepost/chat.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const int64_t now = 1649658720; /* 2022-04-11 14:32 */
static const char *const part_names[CHAT_PARTS] = {"name",      "room",   "phone", "phone2", "id",  "temp",
                                                   "direction", "moment", "plate", "sender", "rest"};

/* "2 name:李娜 room:8-302", "3 -" for a line passed over; lines joined by a newline. */
static char *describe(const char *text)
{
    struct chat chat;
    struct err err = {0};
    struct buffer out = {0};
    assert_true(chat_read(&chat, text, &err));
    for (int i = 0; i < chat.count; i++) {
        const struct chat_line *line = &chat.lines[i];
        buffer_format(&out, "%s%d", i > 0 ? "\n" : "", line->line);
        assert_true(line->is_entry == (line->why[0] == '\0'));
        if (!line->is_entry)
            buffer_add(&out, " -");
        for (int part = 0; part < CHAT_PARTS && line->is_entry; part++)
            if (chat_part(line, part)[0] != '\0')
                buffer_format(&out, " %s:%s", part_names[part], chat_part(line, part));
    }
    chat_release(&chat);
    buffer_add(&out, "");
    return buffer_take(&out);
}

struct sample {
    const char *text, *says;
};

static void check(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *says = describe(samples[i].text);
        if (strcmp(says, samples[i].says) != 0)
            fail_msg("\"%s\"\ngives  %s\nwanted %s", samples[i].text, says, samples[i].says);
        free(says);
    }
}
#define CHECK(samples) check(samples, sizeof samples / sizeof samples[0])

static void a_sign_up_chain_is_taken_apart(void **state)
{
    (void)state;
    static const struct sample samples[] = {{
        "#接龙\n"
        "12栋2单元核酸登记\n"
        "例 3-2-1203 张三 2人 13800000000\n"
        "1. 3-2-1203 张伟明 13800003821\n"
        "2、3-2-1204李娜13800003822 2人\r\n"
        "3) 3栋2单元1205 王秀英 共3人\n"
        "4：3-2-1206 欧阳修 0757-83321234\n"
        "５．３－２－１２０７　陈静　１３８００００３８２３\n"
        "6.3-2-1208 尉迟恭 138 0000 3824\n"
        "7. 买买提·艾力 3-2-1301 13800003825/13900003826\n"
        "\n"
        "8. 🌸周杰🌸13800003827❤️ 3-2-1302",
        "1 -\n2 -\n3 -\n"
        "4 name:张伟明 room:3-2-1203 phone:13800003821\n"
        "5 name:李娜 room:3-2-1204 phone:13800003822 rest:2人\n"
        "6 name:王秀英 room:3栋2单元1205 rest:共3人\n"
        "7 name:欧阳修 room:3-2-1206 phone:0757-83321234\n"
        "8 name:陈静 room:3-2-1207 phone:13800003823\n"
        "9 name:尉迟恭 room:3-2-1208 phone:138 0000 3824\n"
        "10 name:买买提·艾力 room:3-2-1301 phone:13800003825 phone2:13900003826\n"
        "11 -\n"
        "12 name:周杰 room:3-2-1302 phone:13800003827",
    }};
    CHECK(samples);
}

static void a_number_in_front_is_told_from_a_value(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"1. 张三\n2. 李四", "1 name:张三\n2 name:李四"},
        {"(1) 张三\n（2）李四", "1 name:张三\n2 name:李四"},
        {"1️⃣ 8-302 张三\n① 8-303 李四", "1 name:张三 room:8-302\n2 name:李四 room:8-303"},
        {"36.5-2-301 王丽\n37.5-2-302 黄磊", "1 name:王丽 room:5-2-301\n2 name:黄磊 room:5-2-302"},
        {"36.5 张伟明\n37.2 李娜", "1 name:张伟明 temp:36.5\n2 name:李娜 temp:37.2"},
        {"8:05 张伟明\n9:10 李娜", "1 name:张伟明 moment:8:05\n2 name:李娜 moment:9:10"},
        {"98. 张三\n99. 李四\n100. 黄磊\n101. 王丽", "1 name:张三\n2 name:李四\n3 name:黄磊\n4 name:王丽"},
        {"36.5-2-301 王丽", "1 name:王丽 rest:36.5-2-301"},
        {"101、张伟明", "1 name:张伟明 rest:101"},
        {"12.2.1203 张伟明", "1 name:张伟明 room:12.2.1203"},
        {"12、2、1203 张伟明", "1 name:张伟明 room:12、2、1203"},
    };
    CHECK(samples);
}

static void copied_messages_keep_their_sender(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"王秀英 14:32\n3-2-1203 李娜 36.5\n\n12-2-1203 张伟明 14:33\n今天不出门，体温36.5\n",
         "1 -\n2 name:李娜 room:3-2-1203 temp:36.5 sender:王秀英\n3 -\n4 -\n"
         "5 temp:36.5 sender:12-2-1203 张伟明 rest:今天不出门"},
        {"李雷 2022/4/11 14:32:05\n36度7", "1 -\n2 temp:36度7 sender:李雷"},
        {"王秀英 昨天 14:32\n36.7", "1 -\n2 temp:36.7 sender:王秀英"},
        {"王秀英：3栋2单元1203 李娜 36.5\n8-302 黄磊 36.5",
         "1 name:李娜 room:3栋2单元1203 temp:36.5 sender:王秀英\n2 name:黄磊 room:8-302 temp:36.5"},
        {"王秀英：\n李娜 36.5", "1 -\n2 name:李娜 temp:36.5 sender:王秀英"},
        {"[2022-04-11 14:32] 王秀英: 12-2-1203 李娜", "1 name:李娜 room:12-2-1203 sender:王秀英"},
        {"[14:32] 王秀英: 36.5", "1 temp:36.5 sender:王秀英"},
        {"[2022-04-11 14:32:05] 王秀英\n李娜 36.5", "1 -\n2 name:李娜 temp:36.5 sender:王秀英"},
        {"张伟明：13800003821", "1 name:张伟明 phone:13800003821"},
        {"12-2-1203 张伟明：36.5", "1 name:张伟明 room:12-2-1203 temp:36.5"},
        {"王秀英 14:32\n36.5\n\n8-302 黄磊 36.6",
         "1 -\n2 temp:36.5 sender:王秀英\n3 -\n4 name:黄磊 room:8-302 temp:36.6"},
        {"@王秀英 8-302 黄磊 36.6", "1 name:黄磊 room:8-302 temp:36.6 rest:王秀英"},
    };
    CHECK(samples);
}

static void a_list_of_people_and_times_has_no_senders(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"李娜 8:10\n王秀英 8:20", "1 name:李娜 moment:8:10\n2 name:王秀英 moment:8:20"},
        {"李娜 8:10", "1 name:李娜 moment:8:10"},
        {"8-302 李娜 出 8:10\n8-303 黄磊", "1 name:李娜 room:8-302 direction:out moment:8:10\n2 name:黄磊 room:8-303"},
        {"李娜,8:10\n8-303 黄磊", "1 name:李娜 moment:8:10\n2 name:黄磊 room:8-303"},
    };
    CHECK(samples);
}

static void what_is_no_entry_is_passed_over(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"", ""},
        {"\n \n　", "1 -\n2 -\n3 -"},
        {"—— 4月11日 周一 ——\n2022-04-11 星期一\n昨天 14:32\n14:32", "1 -\n2 -\n3 -\n4 -"},
        {"收到\n谢谢\n谢谢王主任\n辛苦了\nok\n👍👍", "1 -\n2 -\n3 -\n4 -\n5 -\n6 -"},
        {"房号 姓名 电话 体温", "1 -"},
        {"今日体温登记", "1 -"},
        {"@所有人 请大家 4月11日 20:00 前接龙", "1 -"},
        {"138****3821 张*明", "1 -"},
        {"例如：3-2-1203 张三\n格式：房号 姓名", "1 -\n2 -"},
    };
    CHECK(samples);
}

static void the_reason_for_passing_over_is_said(void **state)
{
    (void)state;
    static const char *const why[] = {"a title",
                                      "an example",
                                      "an empty line",
                                      "the sender of the lines below",
                                      "nothing known in it",
                                      "a day or a time alone"};
    struct chat chat;
    struct err err = {0};
    assert_true(chat_read(&chat, "#接龙\n例 张三\n\n王秀英 14:32\n收到\n4月11日", &err));
    assert_int_equal(chat.count, 6);
    for (int i = 0; i < chat.count; i++)
        assert_string_equal(chat.lines[i].why, why[i]);
    chat_release(&chat);
}

static void separators_of_every_kind(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "张伟明/12-2-1203/13800003821/36.5",
        "张伟明|12-2-1203|13800003821|36.5",
        "张伟明\t12-2-1203\t13800003821\t36.5",
        "张伟明，12-2-1203，13800003821，36.5",
        "张伟明、12-2-1203、13800003821、36.5",
        "张伟明,12-2-1203,13800003821,36.5",
        "张伟明;12-2-1203;13800003821;36.5",
        "张伟明(12-2-1203)13800003821 36.5",
        "【12-2-1203】张伟明13800003821 36.5",
        "12-2-1203张伟明13800003821，36.5",
        "１２－２－１２０３　张伟明　１３８００００３８２１　３６．５",
        "36.5 13800003821 张伟明 12-2-1203",
        "姓名：张伟明 房号：12-2-1203 电话：13800003821 体温：36.5",
        "姓名张伟明房号12-2-1203电话13800003821体温36.5",
        "🏠12-2-1203🏠张伟明☎️13800003821🌡36.5",
        "12-2-1203 \u200b张伟明 138\u200b00003821 36.5",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const struct sample sample = {lines[i], "1 name:张伟明 room:12-2-1203 phone:13800003821 temp:36.5"};
        check(&sample, 1);
    }
}

static void labels_make_certain(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"姓名：张三 房号：1203 电话：83321234 身份证：110101199003070011 体温 36 车牌 E12345",
         "1 name:张三 room:1203 phone:83321234 id:110101199003070011 temp:36 plate:E12345"},
        {"姓名\t李娜\t房号\t8-302\t备注\t无", "1 name:李娜 room:8-302 rest:备注|无"},
        {"姓名：阿依古丽 住址：望江苑12-2-1203", "1 name:阿依古丽 room:12-2-1203 rest:住址:望江苑"},
        {"联系人 谢谢 护照 E12345678", "1 name:谢谢 id:E12345678"},
        {"体温：365 房号：401", "1 room:401 temp:365"},
        {"12-2-1203 体温正常", "1 room:12-2-1203 rest:体温正常"},
        {"12栋1203房 张伟明 体温：36.5度", "1 name:张伟明 room:12栋1203房 temp:36.5度"},
        {"张伟明 时间 0805 外出", "1 name:张伟明 direction:out moment:0805"},
        {"姓名：王阿姨 12-2-1203", "1 room:12-2-1203 rest:姓名:王阿姨"},
        {"身份证 110101199003070012 李娜", "1 name:李娜 rest:身份证 110101199003070012"},
    };
    CHECK(samples);
}

static void rooms_in_every_habit(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"12栋2单元1203室 张伟明", "1 name:张伟明 room:12栋2单元1203室"},
        {"12栋 2单元 1203 张伟明", "1 name:张伟明 room:12栋 2单元 1203"},
        {"3#1203 李娜", "1 name:李娜 room:3#1203"},
        {"A座1203 周杰", "1 name:周杰 room:A座1203"},
        {"12栋1203 单于明", "1 name:单于明 room:12栋1203"},
        {"12-2-1203室张伟明", "1 name:张伟明 room:12-2-1203室"},
        {"12 2 1203 张伟明", "1 name:张伟明 room:12 2 1203"},
        {"1221203 张伟明", "1 name:张伟明 room:1221203"},
        {"12/2/1203 张伟明", "1 name:张伟明 room:12/2/1203"},
        {"8-302/36.5 王芳", "1 name:王芳 room:8-302 temp:36.5"},
        {"12号楼2单元1203 13800003821", "1 room:12号楼2单元1203 phone:13800003821"},
    };
    CHECK(samples);
}

static void a_number_alone_is_decided_by_its_line(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"1203 张伟明", "1 name:张伟明 room:1203"},
        {"张伟明 1203 36.5", "1 name:张伟明 room:1203 temp:36.5"},
        {"1203张伟明13800003821", "1 name:张伟明 room:1203 phone:13800003821"},
        {"1203 365 张伟明", "1 name:张伟明 room:1203 temp:365"},
        {"365 张伟明", "1 name:张伟明 temp:365"},
        {"302 张伟明 365", "1 name:张伟明 room:302 temp:365"},
        {"401 张伟明 36.5", "1 name:张伟明 room:401 temp:36.5"},
        {"12-2-1203 张伟明 401", "1 name:张伟明 room:12-2-1203 temp:401"},
        {"2221203 张伟明 13800003821", "1 name:张伟明 room:2221203 phone:13800003821"},
        {"12-2-1203 张伟明 83321234", "1 name:张伟明 room:12-2-1203 phone:83321234"},
        {"张伟明 12:03 1203", "1 name:张伟明 room:1203 moment:12:03"},
        /* in doubt */
        {"1203", "1 -"},
        {"365", "1 -"},
        {"401 张伟明", "1 name:张伟明 rest:401"},
        {"0805 张伟明", "1 name:张伟明 rest:0805"},
        {"2022 张伟明", "1 name:张伟明 rest:2022"},
        {"1203 1204 张伟明", "1 name:张伟明 rest:1203 1204"},
        {"2221203 张伟明", "1 name:张伟明 rest:2221203"},
        {"20220411 张伟明", "1 name:张伟明 rest:20220411"},
        {"张伟明 1203元", "1 name:张伟明 rest:1203元"},
    };
    CHECK(samples);
}

static void what_says_too_little_stays_in_the_rest(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"张伟明 36.5 36.7", "1 name:张伟明 rest:36.5 36.7"},
        {"张伟明 36.5 36.5", "1 name:张伟明 temp:36.5"},
        {"12-2-1203 → 8-1-302 张伟明", "1 name:张伟明 rest:12-2-1203 8-1-302"},
        {"张伟明 出 8:05 进 9:10", "1 name:张伟明 rest:出 8:05 进 9:10"},
        {"下午3点 张伟明 出", "1 name:张伟明 direction:out rest:下午3点"},
        {"明天8点 张伟明 外出", "1 name:张伟明 direction:out rest:明天8点"},
        {"8:05-9:30 张伟明 买菜", "1 name:张伟明 rest:8:05-9:30 买菜"},
        {"买米36.5元 12-2-1203", "1 room:12-2-1203 rest:买米36.5元"},
        {"12-2-1203 张伟明 36岁", "1 name:张伟明 room:12-2-1203 rest:36岁"},
        {"张伟明 36.5 不能外出", "1 name:张伟明 temp:36.5 rest:不能外出"},
        {"张伟明 13800003821 13900003826 13700001111", "1 name:张伟明 rest:13800003821 13900003826 13700001111"},
        {"11010119900307001X 李娜", "1 name:李娜 rest:11010119900307001X"},
        {"12-2-1203 需要盐2包 米10斤", "1 room:12-2-1203 rest:需要盐2包 米10斤"},
        {"4-11 张伟明 36.5", "1 name:张伟明 temp:36.5 rest:4-11"},
        {"王主任 13800003821", "1 phone:13800003821 rest:王主任"},
        {"12-2-1203 王姐 刘工", "1 room:12-2-1203 rest:王姐 刘工"},
        {"12-2-1203 138****3821", "1 room:12-2-1203 rest:138****3821"},
    };
    CHECK(samples);
}

static void names_of_every_kind(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"8-302 张三", "1 name:张三 room:8-302"},
        {"8-302 欧阳娜娜", "1 name:欧阳娜娜 room:8-302"},
        {"8-302 古丽娜尔・买买提", "1 name:古丽娜尔·买买提 room:8-302"},
        {"8-302 John Smith 36.5", "1 name:John Smith room:8-302 temp:36.5"},
        {"O'Neil 8-302", "1 name:O'Neil room:8-302"},
        {"8-302 OK", "1 room:8-302 rest:OK"},
        {"户主张伟明 8-302（共3人）", "1 name:张伟明 room:8-302 rest:户主 共3人"},
        {"张伟明先生 8-302", "1 name:张伟明 room:8-302 rest:先生"},
        {"8-302 张晨 8:05 进", "1 name:张晨 room:8-302 direction:in moment:8:05"},
        {"8-302 小明", "1 room:8-302 rest:小明"},
        {"黄码 8-302", "1 room:8-302 rest:黄码"},
        {"南门 张伟明 进 36.5", "1 name:张伟明 temp:36.5 direction:in rest:南门"},
    };
    CHECK(samples);
}

static void a_name_too_long_for_the_register_stays_in_the_rest(void **state)
{
    (void)state;
    char text[1000], wanted[1000], word[201] = "";
    for (int length = 50; length <= 200; length += 150) { /* longer than a name, and than any value */
        memset(word, 'm', (size_t)length);
        word[0] = 'M';
        snprintf(text, sizeof text, "8-302 %s 36.5", word);
        snprintf(wanted, sizeof wanted, "1 room:8-302 temp:36.5 rest:%s", word);
        check(&(struct sample){text, wanted}, 1);
    }
}

static void directions_moments_and_plates(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"张伟明 进 8:05 36.5℃", "1 name:张伟明 temp:36.5℃ direction:in moment:8:05"},
        {"李娜 回家 昨天 20:10 8-302", "1 name:李娜 room:8-302 direction:in moment:昨天 20:10"},
        {"李娜 外出 8点半", "1 name:李娜 direction:out moment:8点半"},
        {"张伟明回家 36.4", "1 name:张伟明 temp:36.4 direction:in"},
        {"IN 张伟明 36.4", "1 name:张伟明 temp:36.4 direction:in"},
        {"4月11日 8:05 张伟明 出", "1 name:张伟明 direction:out moment:4月11日 8:05"},
        {"粤E12345 张伟明 出", "1 name:张伟明 direction:out plate:粤E12345"},
        {"粤E·D12345 进", "1 direction:in plate:粤E·D12345"},
        {"张三36度5", "1 name:张三 temp:36度5"},
        {"12-2-1203 张伟明 +86 138 0000 3821", "1 name:张伟明 room:12-2-1203 phone:+86 138 0000 3821"},
    };
    CHECK(samples);
}

static void several_people_of_a_line_share_what_is_shared(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"12-2-1203 张伟明、李娜", "1 name:张伟明 room:12-2-1203\n1 name:李娜 room:12-2-1203"},
        {"张伟明和李娜 12-2-1203 出",
         "1 name:张伟明 room:12-2-1203 direction:out\n1 name:李娜 room:12-2-1203 direction:out"},
        {"张伟明 36.5 李娜 36.7 8-302", "1 name:张伟明 room:8-302 temp:36.5\n1 name:李娜 room:8-302 temp:36.7"},
        {"8-302 张伟明13800003821 李娜13800003822",
         "1 name:张伟明 room:8-302 phone:13800003821\n1 name:李娜 room:8-302 phone:13800003822"},
        {"8-302 张伟明 李娜 36.5", "1 name:张伟明 room:8-302 rest:36.5\n1 name:李娜 room:8-302 rest:36.5"},
        {"8-302 张伟明 36.5 36.7 李娜",
         "1 name:张伟明 room:8-302 rest:36.5 36.7\n1 name:李娜 room:8-302 rest:36.5 36.7"},
    };
    CHECK(samples);
}

int main(void)
{
    words_start(NULL, "en");
    clock_fix(now);
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_up_chain_is_taken_apart),
        cmocka_unit_test(a_number_in_front_is_told_from_a_value),
        cmocka_unit_test(copied_messages_keep_their_sender),
        cmocka_unit_test(a_list_of_people_and_times_has_no_senders),
        cmocka_unit_test(what_is_no_entry_is_passed_over),
        cmocka_unit_test(the_reason_for_passing_over_is_said),
        cmocka_unit_test(separators_of_every_kind),
        cmocka_unit_test(labels_make_certain),
        cmocka_unit_test(rooms_in_every_habit),
        cmocka_unit_test(a_number_alone_is_decided_by_its_line),
        cmocka_unit_test(what_says_too_little_stays_in_the_rest),
        cmocka_unit_test(names_of_every_kind),
        cmocka_unit_test(a_name_too_long_for_the_register_stays_in_the_rest),
        cmocka_unit_test(directions_moments_and_plates),
        cmocka_unit_test(several_people_of_a_line_share_what_is_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
