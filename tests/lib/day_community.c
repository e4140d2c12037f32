#include "day_community.h"
#include "fixture.h"
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include <stdio.h>
#include <stdlib.h>

const struct day_household day_households[DAY_HOUSEHOLDS] = {
    {"1-1-101", {{"冯波丽", "fbl"}, {"冯兰春", "flc"}}},
    {"1-2-202", {{"黄娟建", "hjj"}, {"黄刚佳", "hgj"}, {"黄国梅", "hgm"}}},
    {"1-1-301", {{"刘霞英", "lxy"}, {"刘芳欣", "lfx"}}},
    {"1-2-402", {{"张强国", "zqg"}, {"张明芳", "zmf"}}},
    {"2-1-101", {{"赵英霞", "zyx"}, {"赵春勇", "zcy"}}},
    {"2-2-202", {{"郑兰伟", "zlw"}, {"郑强燕", "zqy"}, {"郑春桂", "zcg"}}},
    {"2-1-301", {{"李志春", "lzc"}, {"李海国", "lhg"}}},
    {"2-2-402", {{"陈辉佳", "chj"}, {"陈勇鹏", "cyp"}}},
    {"3-1-101", {{"周军刚", "zjg"}, {"周红辉", "zhh"}}},
    {"3-2-202", {{"吴鹏永", "wpy"}, {"吴明兰", "wml"}, {"吴佳峰", "wjf"}}},
    {"3-1-301", {{"徐红兰", "xhl"}, {"徐勇明", "xym"}}},
    {"3-2-402", {{"孙燕建", "syj"}, {"孙军芳", "sjf"}}},
    {"4-1-101", {{"马峰娟", "mfj"}, {"马兰明", "mlm"}}},
    {"4-2-202", {{"朱慧国", "zhg"}, {"朱玲平", "zlp"}, {"朱芳春", "zfc"}}},
    {"4-1-301", {{"胡永辉", "hyh"}, {"胡梅国", "hmg"}}},
    {"4-2-402", {{"林刚峰", "lgf"}, {"林志伟", "lzw"}}},
    {"5-1-101", {{"郭波海", "gbh"}, {"郭军玉", "gjy"}}},
    {"5-2-202", {{"何波国", "hbg"}, {"何芳佳", "hfj"}, {"何春鹏", "hcp"}}},
    {"5-1-301", {{"高兰平", "glp"}, {"高伟勇", "gwy"}}},
    {"5-2-402", {{"罗兰娟", "llj"}, {"罗秀文", "lxw"}}},
    {"6-1-101", {{"梁峰军", "lfj"}, {"梁志娟", "lzj"}}},
    {"6-2-202", {{"宋燕春", "syc"}, {"宋英慧", "syh"}, {"宋平兰", "spl"}}},
    {"6-1-301", {{"唐永娟", "tyj"}, {"唐勇宝", "tyb"}}},
    {"6-2-402", {{"许平玉", "xpy"}, {"许桂欣", "xgx"}}},
    {"7-1-101", {{"韩霞佳", "hxj"}, {"韩静慧", "hjh"}}},
    {"7-2-202", {{"邓兰永", "dly"}, {"邓红波", "dhb"}, {"邓芳辉", "dfh"}}},
    {"7-1-301", {{"曹丽刚", "clg"}, {"曹文英", "cwy"}}},
    {"7-2-402", {{"彭慧桂", "phg"}, {"彭勇玲", "pyl"}}},
    {"8-1-101", {{"曾志国", "zzg"}, {"曾国强", "zgq"}}},
    {"8-2-202", {{"肖梅欣", "xmx"}, {"肖霞明", "xxm"}, {"肖红梅", "xhm"}}},
    {"8-1-301", {{"田欣海", "txh"}, {"田英玉", "tyy"}}},
    {"8-2-402", {{"董鹏霞", "dpx"}, {"董佳娟", "djj"}}},
    {"9-1-101", {{"袁佳伟", "yjw"}, {"袁桂勇", "ygy"}}},
    {"9-2-202", {{"潘勇燕", "pyy"}, {"潘燕涛", "pyt"}, {"潘桂芳", "pgf"}}},
    {"9-1-301", {{"余玉刚", "yyg"}, {"余峰志", "yfz"}}},
    {"9-2-402", {{"蒋佳芳", "jjf"}, {"蒋春慧", "jch"}}},
    {"10-1-101", {{"蔡燕欣", "cyx"}, {"蔡峰慧", "cfh"}}},
    {"10-2-202", {{"杜娟英", "djy"}, {"杜强兰", "dql"}, {"杜静文", "djw"}}},
    {"10-1-301", {{"叶勇波", "yyb"}, {"叶玉霞", "yyx"}}},
    {"10-2-402", {{"程慧丽", "chl"}, {"程波娟", "cbj"}}},
};

/* What 王秀英 writes down before the day begins, as another terminal does it (fixture.h). */
static const char *const records[] = {
    "pin.set 王秀英 2468",
    "pin.set 李娜 1357",
    "setting.set backup.minutes 0",
    "setting.set lock.minutes 0",
    "setting.set alarm.repeat_minutes 0",
    "setting.set pass.call 居委会",
    "register.add vehicle plate=粤E86011;company=顺达快递;phone=13800001111;class=courier;driver=周远航;trips=2",
    "register.add vehicle plate=粤E86012;company=顺达快递;phone=13800001111;class=courier;driver=马远航",
    "register.add vehicle plate=粤E86013;company=京运快递;class=courier;driver=孙远航",
    "register.add vehicle plate=粤E86021;company=康洁服务;class=service;driver=何远航",
    "register.add vehicle plate=粤E86031;place=2-1-301",
    "register.add vehicle plate=粤E86041;place=3-1-101",
    "register.void pass 5 已搬走",
    "pass.lost 6 买菜时丢失",
    "register.add expected place=3-2-402;name=钱多多;from=4-11;until=18:00;purpose=探亲;announced_by=孙燕建",
    "register.add expected place=4-1-101;name=钱不来;from=4-11;until=12:00;tell=yes;announced_by=马峰娟",
    "register.add notice title=今晚十点门禁;text=只进不出;until=4-13",
};

static void must(bool good, const struct err *err, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "community of the day: %s: %s\n", what, err->text);
    exit(1);
}

bool day_is_rented(int household)
{
    return household % DAY_RENTED_EACH == DAY_RENTED_EACH - 1;
}

void day_phone(int household, int member, char *phone, size_t size)
{
    snprintf(phone, size, "1380000%04d", 7001 + household * DAY_MEMBERS_MOST + member);
}

int64_t day_moment(int seconds)
{
    struct civil_time midnight = {.year = 2022, .month = 4, .day = 11};
    return clock_at(&midnight) + seconds;
}

static void add_household(struct store *store, int k)
{
    struct err err = {0};
    struct place place = {.kind = PLACE_HOUSEHOLD, .occupancy = day_is_rented(k) ? OCCUPANCY_RENTED : OCCUPANCY_OWNER};
    must(room_parse(day_households[k].room, &place.room, &err) && people_add_place(store, &place, &err), &err,
         day_households[k].room);
    for (int i = 0; i < DAY_MEMBERS_MOST && day_households[k].members[i].name; i++) {
        struct person person = {.kind = day_is_rented(k) ? PERSON_TENANT : PERSON_RESIDENT, .place_id = place.id};
        text_copy(person.name, sizeof person.name, day_households[k].members[i].name);
        day_phone(k, i, person.phone, sizeof person.phone);
        must(people_add_person(store, &person, &err), &err, person.name);
    }
}

static void add_driver(struct store *store, const char *name)
{
    struct err err = {0};
    struct person person = {.kind = PERSON_VISITOR};
    text_copy(person.name, sizeof person.name, name);
    must(people_add_person(store, &person, &err), &err, name);
}

/* Observation is of the household, whatever else of its first member. */
static void add_flag(struct store *store, int household, enum flag_kind kind, enum flag_denies denies, const char *say)
{
    struct err err = {0};
    struct person found[4];
    int count = 0;
    must(person_window(store, day_households[household].members[0].name, "", 0, false, found, 4, &count, &err) &&
             count == 1,
         &err, say);
    struct flag flag = {.kind = kind, .denies = denies, .from_at = clock_now()};
    if (kind == FLAG_OBSERVATION)
        flag.place_id = found[0].place_id;
    else
        flag.person_id = found[0].id;
    text_copy(flag.say, sizeof flag.say, say);
    text_copy(flag.call, sizeof flag.call, "排查组");
    must(people_set_flag(store, &flag, &err), &err, say);
}

static void add_records(const char *path)
{
    struct err err = {0};
    char line[120];
    for (int k = 0; k < DAY_HOUSEHOLDS; k++) {
        snprintf(line, sizeof line, "register.add pass number=A-%04d;place=%s", k + 1, day_households[k].room);
        must(fixture_other(path, line, &err), &err, line);
    }
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++)
        must(fixture_other(path, records[i], &err), &err, records[i]);
}

void day_community_make(const char *path)
{
    static const char *const drivers[] = {"周远航", "马远航", "孙远航", "何远航"};
    struct err err = {0};
    struct officer guard = {.name = "李娜", .role = ROLE_GATE};
    struct checkpoint east = {.name = "东门"};
    fixture_make(path, FIXTURE_EMPTY);
    clock_fix(day_moment(-4 * 3600));
    struct store *store = store_open(path, 0, &err);
    must(store && people_sign_on(store, "王秀英", "community", false, &err) &&
             people_add_officer(store, &guard, &err) && people_add_checkpoint(store, &east, &err),
         &err, "officers");
    for (int k = 0; k < DAY_HOUSEHOLDS; k++)
        add_household(store, k);
    for (size_t i = 0; i < sizeof drivers / sizeof drivers[0]; i++)
        add_driver(store, drivers[i]);
    add_flag(store, 2, FLAG_OBSERVATION, DENIES_OUT, "居家观察第3天，不得外出");
    add_flag(store, 3, FLAG_WANTED, DENIES_NOTHING, "排查组找此人核对行程");
    store_close(store);
    add_records(path);
    clock_fix(day_moment(5 * 3600 + 50 * 60));
}
