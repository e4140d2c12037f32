/* Goods of the sample and what came into the stock and left it for the posts. */
#include "demo_parts.h"
#include "gatepost/clock.h"
#include "gatepost/donation.h"
#include "gatepost/registers.h"
#include "gatepost/stock.h"
#include "gatepost/utf8.h"
#include <string.h>

enum { HOUR = 3600, NOWHERE = -1 };

static const struct {
    const char *name, *aliases, *unit;
    enum goods_category category;
    int minimum;
} goods_list[] = {
    {"大米", "米 白米", "斤", GOODS_FOOD, 100},
    {"面条", "挂面 面", "包", GOODS_FOOD, 20},
    {"食用油", "油 花生油", "桶", GOODS_FOOD, 10},
    {"盐", "食盐 盐巴", "包", GOODS_FOOD, 20},
    {"鸡蛋", "蛋", "斤", GOODS_FOOD, 20},
    {"蔬菜包", "蔬菜 青菜 青菜包", "包", GOODS_FOOD, 30},
    {"猪肉", "肉", "斤", GOODS_FOOD, 0},
    {"牛奶", "纯牛奶", "箱", GOODS_FOOD, 5},
    {"饮用水", "水 桶装水", "桶", GOODS_FOOD, 10},
    {"方便面", "泡面", "箱", GOODS_FOOD, 5},
    {"婴儿奶粉2段", "奶粉2段", "罐", GOODS_BABY, 2},
    {"尿不湿", "纸尿裤 尿布", "包", GOODS_BABY, 4},
    {"降压药", "氨氯地平", "盒", GOODS_MEDICINE, 5},
    {"胰岛素", "", "支", GOODS_MEDICINE, 2},
    {"退烧贴", "退热贴", "盒", GOODS_MEDICINE, 5},
    {"感冒药", "感冒灵", "盒", GOODS_MEDICINE, 5},
    {"口罩", "医用口罩", "个", GOODS_PROTECTION, 500},
    {"体温计", "温度计", "支", GOODS_PROTECTION, 10},
    {"额温枪", "测温枪", "把", GOODS_PROTECTION, 5},
    {"消毒液", "消毒水", "瓶", GOODS_PROTECTION, 20},
    {"防护服", "隔离衣", "套", GOODS_PROTECTION, 20},
    {"手套", "一次性手套", "双", GOODS_PROTECTION, 100},
    {"卫生纸", "纸 抽纸", "提", GOODS_DAILY, 10},
    {"垃圾袋", "", "卷", GOODS_DAILY, 20},
    {"洗洁精", "", "瓶", GOODS_DAILY, 0},
    {"血压计", "", "台", GOODS_TOOL, 0},
};
enum { GOODS = sizeof goods_list / sizeof goods_list[0] };

static const struct {
    int days, hour;
    const char *donor, *phone, *items;
    int may_be_named, thanked_hours; /* thanked so many hours later; 0: not yet */
    const char *note;
} donations[] = {
    {8, 10, "恒通五金厂", "19900093001", "口罩 1500个", 1, 3, ""},
    {7, 15, "望江便利店", "19900093002", "大米 600斤、食用油 40桶、面条 80包、盐 100包", 1, 20, ""},
    {6, 11, "谭女士", "19900093003", "口罩 600个", 0, 26, "不愿公开姓名"},
    {6, 14, "滨河幼儿园", "", "婴儿奶粉2段 6罐、尿不湿 18包", -1, 24, ""},
    {4, 8, "桥南菜市场", "19900093005", "蔬菜包 120包、鸡蛋 100斤", 1, 0, "每周送一次"},
};

/* In the order of time: a count closes what was before it. */
static const struct {
    int days, hour;
    enum stock_kind kind;
    const char *goods;
    int quantity, checkpoint;
    const char *whom, *note;
} ledger[] = {
    {9, 9, STOCK_IN, "防护服", 40, NOWHERE, "街道物资组", "调拨"},
    {9, 9, STOCK_IN, "消毒液", 100, NOWHERE, "街道物资组", "调拨"},
    {9, 9, STOCK_IN, "体温计", 60, NOWHERE, "街道物资组", "调拨"},
    {9, 9, STOCK_IN, "额温枪", 24, NOWHERE, "街道物资组", "调拨"},
    {9, 9, STOCK_IN, "手套", 600, NOWHERE, "街道物资组", "调拨"},
    {7, 16, STOCK_IN, "饮用水", 60, NOWHERE, "望江便利店", "购买"},
    {7, 16, STOCK_IN, "方便面", 20, NOWHERE, "望江便利店", "购买"},
    {7, 16, STOCK_IN, "牛奶", 20, NOWHERE, "望江便利店", "购买"},
    {7, 16, STOCK_IN, "卫生纸", 40, NOWHERE, "望江便利店", "购买"},
    {7, 16, STOCK_IN, "垃圾袋", 60, NOWHERE, "望江便利店", "购买"},
    {7, 17, STOCK_OUT, "额温枪", 2, 0, "张志远", ""},
    {7, 17, STOCK_OUT, "额温枪", 2, 1, "吴芳", ""},
    {7, 17, STOCK_OUT, "额温枪", 2, 7, "何军", ""},
    {6, 11, STOCK_IN, "降压药", 20, NOWHERE, "康民药房", "购买"},
    {6, 11, STOCK_IN, "退烧贴", 24, NOWHERE, "康民药房", "购买"},
    {6, 11, STOCK_IN, "感冒药", 30, NOWHERE, "康民药房", "购买"},
    {6, 11, STOCK_IN, "胰岛素", 4, NOWHERE, "康民药房", "购买"},
    {5, 9, STOCK_OUT, "口罩", 200, 0, "张志远", ""},
    {5, 9, STOCK_OUT, "口罩", 150, 1, "吴芳", ""},
    {5, 9, STOCK_OUT, "口罩", 150, 7, "何军", ""},
    {5, 9, STOCK_OUT, "口罩", 150, 12, "邓国平", ""},
    {5, 10, STOCK_OUT, "体温计", 10, 0, "张志远", ""},
    {5, 10, STOCK_OUT, "体温计", 10, 7, "何军", ""},
    {5, 10, STOCK_OUT, "消毒液", 24, NOWHERE, "消杀组", ""},
    {3, 20, STOCK_COUNT, "口罩", 1438, NOWHERE, "", "盘点：少12个"},
    {3, 20, STOCK_COUNT, "防护服", 40, NOWHERE, "", "盘点"},
    {3, 20, STOCK_COUNT, "体温计", 40, NOWHERE, "", "盘点"},
    {2, 9, STOCK_OUT, "口罩", 200, 0, "张志远", ""},
    {2, 9, STOCK_OUT, "防护服", 16, NOWHERE, "流调组", ""},
    {1, 9, STOCK_OUT, "口罩", 150, 2, "周强", ""},
    {1, 9, STOCK_OUT, "防护服", 12, NOWHERE, "消杀组", ""},
    {1, 16, STOCK_ADJUST, "鸡蛋", -3, NOWHERE, "", "运输中破损"},
};

static bool make_goods(struct demo_world *world, struct err *err)
{
    for (int i = 0; i < GOODS; i++) {
        struct goods goods = {.category = goods_list[i].category, .minimum = goods_list[i].minimum * THOUSAND};
        text_copy(goods.name, sizeof goods.name, goods_list[i].name);
        text_copy(goods.aliases, sizeof goods.aliases, goods_list[i].aliases);
        text_copy(goods.unit, sizeof goods.unit, goods_list[i].unit);
        if (!register_save_within(world->store, &goods_rules, &goods, err) || !demo_row_done(world, err))
            return false;
    }
    return true;
}

static bool make_donations(struct demo_world *world, struct err *err)
{
    int today = clock_day(world->demo->now);
    for (size_t i = 0; i < sizeof donations / sizeof donations[0]; i++) {
        struct donation donation = {.may_be_named = donations[i].may_be_named};
        donation.at = clock_day_start(clock_day_add(today, -donations[i].days)) + (int64_t)donations[i].hour * HOUR;
        if (donations[i].thanked_hours > 0)
            donation.thanked_at = donation.at + (int64_t)donations[i].thanked_hours * HOUR;
        text_copy(donation.donor, sizeof donation.donor, donations[i].donor);
        text_copy(donation.phone, sizeof donation.phone, donations[i].phone);
        text_copy(donation.items, sizeof donation.items, donations[i].items);
        text_copy(donation.note, sizeof donation.note, donations[i].note);
        if (!register_save_within(world->store, &donation_rules, &donation, err) || !demo_row_done(world, err))
            return false;
    }
    return true;
}

static bool make_ledger(struct demo_world *world, struct err *err)
{
    int today = clock_day(world->demo->now);
    for (size_t i = 0; i < sizeof ledger / sizeof ledger[0]; i++) {
        struct goods goods;
        struct stock_entry entry = {.kind = ledger[i].kind, .quantity = (int64_t)ledger[i].quantity * THOUSAND};
        if (!goods_named(world->store, ledger[i].goods, &goods, err))
            return false;
        entry.at = clock_day_start(clock_day_add(today, -ledger[i].days)) + (int64_t)ledger[i].hour * HOUR;
        entry.goods_id = goods.head.id;
        if (ledger[i].checkpoint != NOWHERE)
            entry.checkpoint_id = world->checkpoints[ledger[i].checkpoint].id;
        text_copy(entry.whom, sizeof entry.whom, ledger[i].whom);
        text_copy(entry.note, sizeof entry.note, ledger[i].note);
        if (!stock_write(world->store, &entry, err) || !demo_row_done(world, err))
            return false;
    }
    return true;
}

bool demo_make_stock(struct demo_world *world, struct err *err)
{
    return make_goods(world, err) && make_donations(world, err) && make_ledger(world, err);
}
