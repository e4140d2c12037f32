/* Command structure, notices, posters and patrol notes of the sample community. Numbers 199001xxxxx are nobody's. */
#include "demo_parts.h"
#include "gatepost/clock.h"
#include "gatepost/contact.h"
#include "gatepost/notice_rules.h"
#include "gatepost/patrol_rules.h"
#include "gatepost/poster.h"
#include "gatepost/utf8.h"
#include <stdio.h>

enum { HOUR = 3600, DAY = 24 * HOUR };

static const struct {
    const char *name, *team;
    enum contact_post post;
    bool day_night;
    const char *note;
} contacts[] = {
    {"陈国梁", "", POST_COMMANDER, true, ""},
    {"王秀英", "", POST_DEPUTY, true, "夜间先打"},
    {"张志远", "闸口组", POST_LEADER, true, ""},
    {"吴芳", "排查组", POST_LEADER, true, ""},
    {"徐芸", "信息报送组", POST_LEADER, true, ""},
    {"孙医生", "社区卫生站", POST_OUTSIDE, true, "发热、急症"},
    {"周强", "闸口组", POST_MEMBER, false, ""},
    {"蔡玉洁", "宣传组", POST_LEADER, false, ""},
    {"梁永健", "排查组", POST_MEMBER, false, "第一网格"},
    {"林小燕", "宣传组", POST_MEMBER, false, ""},
};

static bool make_contacts(struct demo_world *world, struct err *err)
{
    for (int i = 0; i < (int)(sizeof contacts / sizeof contacts[0]); i++) {
        struct contact contact = {.position = i + 1, .post = contacts[i].post, .day_night = contacts[i].day_night};
        text_copy(contact.name, sizeof contact.name, contacts[i].name);
        text_copy(contact.team, sizeof contact.team, contacts[i].team);
        text_copy(contact.note, sizeof contact.note, contacts[i].note);
        snprintf(contact.phone, sizeof contact.phone, "199001%05d", 12101 + i * 1009);
        if (!record_save(world->store, &contact_table, &contact, err) || !demo_row_done(world, err))
            return false;
    }
    return true;
}

static const struct {
    const char *title, *text;
    enum notice_audience audience;
    bool kiosk, read; /* read by the whole desk already */
    int hours_ago;
} notices[] = {
    {"今晚22:00地库消杀", "22:00至次日1:00地库入口只出不进，请提前告知住户；车辆改走南门车道。", AUDIENCE_ALL, true,
     true, 20},
    {"志愿者领口罩", "每天18:00到20:00在指挥台领口罩，每班两只；夜班另有热水和面包。", AUDIENCE_DESK, true, true, 30},
    {"出入证换新", "即日起红色出入证停用，凭黄色或绿色出入证进出；旧证收回交信息报送组。", AUDIENCE_GATE, false, true,
     44},
    {"体温枪校准", "请各检查点接班时用水银体温计核对一次体温枪，相差0.3度以上的停用并报指挥点。", AUDIENCE_ALL, false,
     false, 2},
};

static bool make_reads(struct demo_world *world, const struct notice *notice, int64_t at, struct err *err)
{
    struct officer officers[64];
    int count = 0;
    if (!officer_list(world->store, officers, 64, &count, err))
        return false;
    for (int i = 0; i < count; i++) {
        bool has_to = notice->audience == AUDIENCE_ALL || officers[i].role == ROLE_GATE;
        if (has_to && officers[i].role != ROLE_KIOSK &&
            (!notice_read_insert(world->store, notice, officers[i].id, at + (int64_t)i * 61, err) ||
             !demo_row_done(world, err)))
            return false;
    }
    return true;
}

static bool make_notices(struct demo_world *world, int64_t officer_id, struct err *err)
{
    int64_t now = world->demo->now;
    for (int i = 0; i < (int)(sizeof notices / sizeof notices[0]); i++) {
        struct notice notice = {.from_at = now - (int64_t)notices[i].hours_ago * HOUR,
                                .pinned = true,
                                .kiosk = notices[i].kiosk,
                                .audience = notices[i].audience,
                                .officer_id = officer_id};
        notice.posted_at = notice.from_at;
        notice.until_at = clock_day_start(clock_day_add(clock_day(now), i + 3));
        text_copy(notice.title, sizeof notice.title, notices[i].title);
        text_copy(notice.text, sizeof notice.text, notices[i].text);
        if (!record_save(world->store, &notice_table, &notice, err) || !demo_row_done(world, err) ||
            (notices[i].read && !make_reads(world, &notice, notice.from_at + 600, err)))
            return false;
    }
    return true;
}

static const struct {
    enum poster_kind kind;
    const char *title, *building, *by;
    int pieces, gone, days_ago;
} posters[] = {
    {POSTER_POSTER, "居家观察须知", "望江苑 1栋", "蔡玉洁", 2, 0, 9},
    {POSTER_POSTER, "居家观察须知", "望江苑 6栋", "蔡玉洁", 2, 1, 9},
    {POSTER_POSTER, "居家观察须知", "望江苑 12栋", "蔡玉洁", 4, 0, 9},
    {POSTER_LEAFLET, "致居民的一封信", "望江苑 12栋", "林小燕", 72, 60, 7},
    {POSTER_LEAFLET, "致居民的一封信", "滨河花园 21栋", "林小燕", 24, 24, 7},
    {POSTER_LEAFLET, "致居民的一封信", "桥南小区 33栋", "林小燕", 64, 48, 6},
    {POSTER_BANNER, "戴口罩、勤洗手、不聚集", "南门", "吴芳", 2, 0, 11},
    {POSTER_BANNER, "逢人必问、逢车必查", "桥南正门", "邓国平", 1, 0, 10},
    {POSTER_BANNER, "非必要不外出", "滨河南门", "何军", 1, 1, 12},
    {POSTER_OTHER, "采样点指示牌", "望江苑 3栋", "周强", 3, 0, 2},
    {POSTER_ANNOUNCEMENT, "流动广播：居家观察与代购电话", "望江苑", "林小燕", 6, 0, 1},
    {POSTER_ANNOUNCEMENT, "微信群通告：出入证换新", "全社区", "蔡玉洁", 1, 0, 2},
};

static bool make_posters(struct demo_world *world, int64_t officer_id, struct err *err)
{
    int64_t now = world->demo->now;
    for (int i = 0; i < (int)(sizeof posters / sizeof posters[0]); i++) {
        struct poster poster = {.at = now - (int64_t)posters[i].days_ago * DAY - (int64_t)i * 1260,
                                .kind = posters[i].kind,
                                .pieces = posters[i].pieces,
                                .gone = posters[i].gone,
                                .officer_id = officer_id};
        poster.down_at = poster.gone > 0 ? now - DAY - (int64_t)i * 660 : 0;
        text_copy(poster.title, sizeof poster.title, posters[i].title);
        text_copy(poster.building, sizeof poster.building, posters[i].building);
        text_copy(poster.by_whom, sizeof poster.by_whom, posters[i].by);
        if (!record_save(world->store, &poster_table, &poster, err) || !demo_row_done(world, err))
            return false;
    }
    return true;
}

static const struct {
    const char *building, *by, *found, *action;
    bool urgent;
    int hours_ago;
} patrols[] = {
    {"望江苑 12栋", "梁永健", "二单元楼道堆放杂物，堵住消防通道", "", true, 3},
    {"桥南小区 33栋", "曹立新", "车棚有人聚集打牌，已劝散，傍晚再看一次", "", false, 6},
    {"滨河花园 21栋", "谢文斌", "一单元门禁坏，关不上", "已报物业，当天修好", false, 30},
    {"望江苑 6栋", "梁永健", "观察户门磁掉落", "重新贴好并告知本人", true, 27},
    {"桥南菜场口", "曹立新", "", "", false, 5},
};

static bool make_patrols(struct demo_world *world, int64_t officer_id, struct err *err)
{
    int64_t now = world->demo->now;
    for (int i = 0; i < (int)(sizeof patrols / sizeof patrols[0]); i++) {
        struct patrol patrol = {
            .at = now - (int64_t)patrols[i].hours_ago * HOUR, .urgent = patrols[i].urgent, .officer_id = officer_id};
        bool done = patrols[i].action[0] != '\0' || patrols[i].found[0] == '\0';
        patrol.done_at = done ? patrol.at + 2 * HOUR : 0;
        patrol.done_officer_id = done ? officer_id : 0;
        text_copy(patrol.building, sizeof patrol.building, patrols[i].building);
        text_copy(patrol.by_whom, sizeof patrol.by_whom, patrols[i].by);
        text_copy(patrol.found, sizeof patrol.found, patrols[i].found);
        text_copy(patrol.action, sizeof patrol.action, patrols[i].action);
        if (!record_save(world->store, &patrol_table, &patrol, err) || !demo_row_done(world, err))
            return false;
    }
    return true;
}

bool demo_make_notices(struct demo_world *world, struct err *err)
{
    int64_t officer_id = 0;
    return officer_find(world->store, "王秀英", &officer_id, err) && make_contacts(world, err) &&
           make_notices(world, officer_id, err) && make_posters(world, officer_id, err) &&
           make_patrols(world, officer_id, err);
}
