/* Requests of the sample in all states and ages: what a new officer sees first. */
#include "demo_parts.h"
#include "gatepost/errand.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"

enum { MINUTE = 60, APART = 53, ITS_HELPER = -1, STATES_OF_THE_WAY = 5 };

static const struct {
    const char *name, *phone;
} volunteers[] = {
    {"李娜", "19900092001"}, {"赵国庆", "19900092002"}, {"何志明", "19900092003"}, {"苏婷", "19900092004"}};

/* From an observed household of the sample, or from another one; asked and last stepped so many minutes ago. The oldest
 * first: their numbers rise with time. */
static const struct asked {
    int asked, last;
    bool observed;
    int household;
    bool urgent;
    enum supply_via via;
    enum supply_state state;
    int helper; /* of the volunteers; an observed household's is its own */
    enum { ALONE, SETTLED, UNSETTLED, UNDER_WAY, ERRANDS } errand;
    const char *items, *remark;
} requests[] = {
    {8100, 7900, true, 3, false, SUPPLY_PHONE, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "大米 20斤、盐 2包", ""},
    {7300, 7200, false, 0, false, SUPPLY_CHAT, SUPPLY_CONFIRMED, 0, ALONE, "降压药 2盒", "药盒交给老人本人"},
    {6600, 6590, false, 1, false, SUPPLY_PHONE, SUPPLY_NOT_NEEDED, ITS_HELPER, ALONE, "饮用水 1桶", "亲戚已送"},
    {5800, 5650, true, 7, true, SUPPLY_PHONE, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "退烧贴 1盒、感冒药 1盒", ""},
    {4400, 4260, true, 0, false, SUPPLY_VISIT, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "退烧贴 1盒",
     "门口铃响两声，已拿进屋"},
    {4300, 4100, false, 2, false, SUPPLY_PHONE, SUPPLY_CONFIRMED, 1, ALONE, "牛奶 1箱、鸡蛋 3斤", ""},
    {3100, 2900, true, 8, false, SUPPLY_CHAT, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "蔬菜包 2包、大米 10斤", ""},
    {2980, 2700, false, 3, false, SUPPLY_PHONE, SUPPLY_OUT_OF_STOCK, 2, ALONE, "达格列净 1盒",
     "药房无货，已请医生换药"},
    {2900, 2890, false, 4, false, SUPPLY_CHAT, SUPPLY_CANCELLED, ITS_HELPER, ALONE, "生日蛋糕 1个",
     "非必需品，家属同意取消"},
    {1900, 1740, true, 10, false, SUPPLY_PHONE, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "卫生纸 1提、垃圾袋 1卷", ""},
    {1810, 1650, false, 5, false, SUPPLY_DOOR, SUPPLY_CONFIRMED, 3, ALONE, "方便面 1箱", ""},
    {1480, 1320, true, 13, false, SUPPLY_CHAT, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "婴儿奶粉2段 1罐、尿不湿 1包", ""},
    {545, 420, false, 6, false, SUPPLY_PHONE, SUPPLY_CONFIRMED, 0, SETTLED, "鸡蛋 2斤、面条 2包", ""},
    {520, 390, true, 16, true, SUPPLY_PHONE, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "降压药 1盒", ""},
    {480, 330, true, 18, false, SUPPLY_VISIT, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "口罩 20个、消毒液 1瓶", ""},
    {465, 310, false, 7, false, SUPPLY_CHAT, SUPPLY_CONFIRMED, 0, SETTLED, "大米 10斤、食用油 1桶", "邻居代收"},
    {430, 250, true, 20, false, SUPPLY_PHONE, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "蔬菜包 1包", ""},
    {410, 180, false, 8, false, SUPPLY_PHONE, SUPPLY_CONFIRMED, 1, UNSETTLED, "退烧贴 1盒", ""},
    {395, 390, true, 20, false, SUPPLY_CHAT, SUPPLY_DUPLICATE, ITS_HELPER, ALONE, "蔬菜包 1包", "群里又发了一遍"},
    {380, 150, true, 22, false, SUPPLY_PHONE, SUPPLY_CONFIRMED, ITS_HELPER, ALONE, "盐 1包、食用油 1桶", ""},
    {302, 200, true, 2, false, SUPPLY_PHONE, SUPPLY_BUYING, ITS_HELPER, ALONE, "蔬菜包 2包、豆腐 2块", "等菜场开门"},
    {260, 125, true, 14, false, SUPPLY_CHAT, SUPPLY_LEFT, ITS_HELPER, ALONE, "尿不湿 1包", ""},
    {220, 58, false, 10, false, SUPPLY_PHONE, SUPPLY_LEFT, 1, UNSETTLED, "饮用水 2桶", ""},
    {210, 15, true, 1, false, SUPPLY_PHONE, SUPPLY_LEFT, ITS_HELPER, ALONE, "面条 2包、食用油 1桶", ""},
    {205, 110, false, 9, false, SUPPLY_PHONE, SUPPLY_BUYING, 0, UNDER_WAY, "猪肉 2斤、豆腐 2块", ""},
    {190, 31, false, 11, false, SUPPLY_DOOR, SUPPLY_LEFT, 2, ALONE, "燃气卡充值 1张", "发票放在信箱"},
    {180, 75, true, 5, false, SUPPLY_PHONE, SUPPLY_BUYING, ITS_HELPER, ALONE, "大米 20斤、猪肉 3斤", ""},
    {170, 90, false, 12, false, SUPPLY_CHAT, SUPPLY_BUYING, 2, ALONE, "血压计 1台、降压药 2盒", ""},
    {150, 120, false, 13, false, SUPPLY_PHONE, SUPPLY_ASSIGNED, 0, UNDER_WAY, "鸡蛋 3斤、猪肉 2斤", ""},
    {130, 100, false, 14, false, SUPPLY_PHONE, SUPPLY_ASSIGNED, 1, ALONE, "口罩 20个", ""},
    {100, 60, true, 0, true, SUPPLY_PHONE, SUPPLY_BUYING, ITS_HELPER, ALONE, "婴儿奶粉2段 1罐", ""},
    {95, 0, true, 17, false, SUPPLY_CHAT, SUPPLY_NEW, ITS_HELPER, ALONE, "尿不湿 2包、牛奶 1箱", ""},
    {80, 70, true, 9, false, SUPPLY_PHONE, SUPPLY_ASSIGNED, ITS_HELPER, ALONE, "食用油 1桶、面条 2包", ""},
    {65, 40, false, 15, true, SUPPLY_PHONE, SUPPLY_ASSIGNED, 0, ALONE, "胰岛素 1支", "冷藏送"},
    {48, 0, false, 16, false, SUPPLY_VISIT, SUPPLY_NEW, ITS_HELPER, ALONE, "卫生纸 1提、洗洁精 1瓶", ""},
    {20, 0, true, 6, false, SUPPLY_PHONE, SUPPLY_NEW, ITS_HELPER, ALONE, "大米 10斤、盐 2包", ""},
    {11, 0, false, 17, false, SUPPLY_CHAT, SUPPLY_NEW, ITS_HELPER, ALONE, "蔬菜包 1包、鸡蛋 2斤", ""},
    {8, 0, true, 4, true, SUPPLY_PHONE, SUPPLY_NEW, ITS_HELPER, ALONE, "降压药 1盒、退烧贴 1盒", ""},
    {4, 0, true, 12, false, SUPPLY_PHONE, SUPPLY_NEW, ITS_HELPER, ALONE, "饮用水 2桶", ""},
};

/* Cents, and how many minutes ago it was settled. */
static const struct {
    int given, spent, returned, settled;
} money[ERRANDS] = {
    [SETTLED] = {20000, 16350, 3650, 240}, [UNSETTLED] = {10000, 6200, 0, 0}, [UNDER_WAY] = {15000, 0, 0, 0}};

/* Which of them got a part already: 10 of the 20 pounds of rice. */
enum { PART_ASKED = 180, PART = 10 * THOUSAND };

static const struct demo_household *household_of(const struct demo_world *world, const struct asked *asked)
{
    if (asked->observed)
        return &world->households[world->observed[asked->household % world->observed_count].household];
    int at = (asked->household * APART + 3) % world->household_count;
    while (world->households[at].count == 0 || world->people[world->households[at].first].observed)
        at = (at + 1) % world->household_count;
    return &world->households[at];
}

static int64_t ago(const struct demo_world *world, int minutes)
{
    return world->demo->now - (int64_t)minutes * MINUTE;
}

static bool ask(struct demo_world *world, const struct asked *asked, struct supply *supply, struct err *err)
{
    const struct demo_household *household = household_of(world, asked);
    *supply = (struct supply){.place_id = household->id,
                              .person_id = world->people[household->first].id,
                              .via = asked->via,
                              .asked_at = ago(world, asked->asked),
                              .urgent = asked->urgent,
                              .again = asked->state == SUPPLY_DUPLICATE};
    text_copy(supply->items, sizeof supply->items, asked->items);
    return register_save_within(world->store, &supply_rules, supply, err) && demo_row_done(world, err);
}

/* ---- what became of them ---- */

/* Begun with the first of its requests. */
static bool begin_errand(struct demo_world *world, const struct asked *asked, int minutes, int64_t *id, struct err *err)
{
    struct errand errand = {.begun_at = ago(world, minutes),
                            .given = money[asked->errand].given,
                            .spent = money[asked->errand].spent,
                            .returned = money[asked->errand].returned};
    text_copy(errand.helper, sizeof errand.helper, volunteers[asked->helper].name);
    text_copy(errand.phone, sizeof errand.phone, volunteers[asked->helper].phone);
    if (!register_save_within(world->store, &errand_rules, &errand, err))
        return false;
    *id = errand.head.id;
    if (money[asked->errand].settled == 0)
        return demo_row_done(world, err);
    errand.settled_at = ago(world, money[asked->errand].settled);
    errand.settled_by = store_officer(world->store);
    return record_save(world->store, &errand_table, &errand, err) && demo_row_done(world, err);
}

static bool step(struct demo_world *world, const struct asked *asked, int64_t supply_id, enum supply_state state,
                 int minutes, int64_t errands[ERRANDS], struct err *err)
{
    struct supply_move move = {.id = supply_id, .rev = -1, .to = state, .at = ago(world, minutes)};
    if (state == SUPPLY_ASSIGNED && asked->helper != ITS_HELPER) {
        text_copy(move.helper, sizeof move.helper, volunteers[asked->helper].name);
        text_copy(move.helper_phone, sizeof move.helper_phone, volunteers[asked->helper].phone);
        if (asked->errand != ALONE && errands[asked->errand] == 0 &&
            !begin_errand(world, asked, minutes, &errands[asked->errand], err))
            return false;
        move.errand_id = errands[asked->errand];
    }
    if (state == asked->state)
        text_copy(move.remark, sizeof move.remark, asked->remark);
    return supply_move_within(world->store, &move, err) && demo_row_done(world, err);
}

/* The states on the way to where it is: what nobody took went nowhere. */
static int way_of(const struct asked *asked, enum supply_state way[STATES_OF_THE_WAY])
{
    int count = 0;
    bool taken = asked->state <= SUPPLY_CONFIRMED || asked->helper != ITS_HELPER;
    enum supply_state last = asked->state <= SUPPLY_CONFIRMED ? asked->state : SUPPLY_BUYING;
    for (enum supply_state state = SUPPLY_ASSIGNED; taken && state <= last; state++)
        way[count++] = state;
    if (asked->state > SUPPLY_CONFIRMED)
        way[count++] = asked->state;
    return count;
}

static bool bring_part(struct demo_world *world, int64_t supply_id, int minutes, struct err *err)
{
    struct supply_line line;
    int count = 0;
    if (!supply_lines(world->store, supply_id, &line, 1, &count, err) || count == 0)
        return false;
    const struct supply_part part = {line.head.id, PART};
    struct supply_move move = {
        .id = supply_id, .rev = -1, .to = SUPPLY_BUYING, .at = ago(world, minutes), .parts = &part, .part_count = 1};
    text_copy(move.remark, sizeof move.remark, "先送一半，肉到货再送");
    return supply_move_within(world->store, &move, err) && demo_row_done(world, err);
}

static bool make_request(struct demo_world *world, const struct asked *asked, int64_t errands[ERRANDS], struct err *err)
{
    struct supply supply;
    enum supply_state way[STATES_OF_THE_WAY];
    int count = way_of(asked, way);
    if (!ask(world, asked, &supply, err))
        return false;
    for (int i = 0; i < count; i++) {
        int minutes = asked->asked - (asked->asked - asked->last) * (i + 1) / count;
        if (!step(world, asked, supply.head.id, way[i], minutes, errands, err))
            return false;
    }
    return asked->asked != PART_ASKED || bring_part(world, supply.head.id, asked->last / 2, err);
}

static bool make_requests(struct demo_world *world, struct err *err)
{
    int64_t errands[ERRANDS] = {0};
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++)
        if (!make_request(world, &requests[i], errands, err))
            return false;
    return true;
}

/* The clerk at the desk wrote it all down. */
bool demo_make_supplies(struct demo_world *world, struct err *err)
{
    return demo_as(world, world->desk_officer_id, err) && demo_make_stock(world, err) &&
           (world->observed_count == 0 || make_requests(world, err)) && demo_as(world, 0, err);
}
