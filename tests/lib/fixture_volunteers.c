#include "fixture_volunteers.h"
#include "fixture.h"
#include "fixture_part.h"
#include "gatepost/clock.h"
#include "gatepost/notice.h"
#include "gatepost/pairing.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/supply.h"
#include "gatepost/utf8.h"
#include "register.h"
#include "roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { ZHANG, ZHAO, ZHENG, HUANG, CHEN, OUYANG, MA, LIN, PEOPLE, SOUTH = 0, EAST, GOODS, POSTS };

static const struct {
    const char *name, *phone; /* NULL: a resident of the fixture */
    const char *pin;
    bool unfit;
} people[PEOPLE] = {
    [ZHANG] = {.name = "张伟明", .pin = "4826"},
    [ZHAO] = {.name = "赵文敏"},
    [ZHENG] = {.name = "郑为民"},
    [HUANG] = {.name = "黄磊"},
    [CHEN] = {.name = "陈静", .pin = "7391"},
    [OUYANG] = {.name = "欧阳建国", .unfit = true},
    [MA] = {"马小军", .phone = "13700015566"},
    [LIN] = {"林小燕", .phone = "13800025566"},
};
static const struct {
    const char *name, *pattern, *weekdays;
    int least, wanted;
    enum post_kind kind;
} posts[POSTS] = {
    [SOUTH] = {"南门", "14-22", "1236", 2, 2, POST_GATE},
    [EAST] = {"东门", "14-22 22-06", "12", 1, 1, POST_GATE},
    [GOODS] = {"送物资", "09-18", "26", 1, 1, POST_DELIVERY},
};
/* Days of April. */
static const struct {
    int day, post;
    const char *span;
    int who;
    enum assignment_state state;
    int early; /* minutes before the beginning; left at its end */
} shifts[] = {
    {4, EAST, "14-22", HUANG, ASSIGNMENT_DONE, 5},        {4, EAST, "22-06", LIN, ASSIGNMENT_DONE, 8},
    {5, SOUTH, "14-22", MA, ASSIGNMENT_DONE, 3},          {5, SOUTH, "14-22", ZHAO, ASSIGNMENT_DONE, 10},
    {5, EAST, "14-22", CHEN, ASSIGNMENT_DONE, 0},         {5, EAST, "22-06", ZHANG, ASSIGNMENT_DONE, 5},
    {9, SOUTH, "14-22", ZHANG, ASSIGNMENT_DONE, 4},       {9, SOUTH, "14-22", MA, ASSIGNMENT_DONE, 6},
    {11, SOUTH, "14-22", ZHANG, ASSIGNMENT_CONFIRMED, 0}, {11, SOUTH, "14-22", MA, ASSIGNMENT_ARRIVED, 2},
    {11, EAST, "14-22", HUANG, ASSIGNMENT_CONFIRMED, 0},  {12, SOUTH, "14-22", ZHANG, ASSIGNMENT_CONFIRMED, 0},
    {12, SOUTH, "14-22", MA, ASSIGNMENT_CONFIRMED, 0},    {12, EAST, "14-22", CHEN, ASSIGNMENT_CONFIRMED, 0},
    {12, EAST, "22-06", LIN, ASSIGNMENT_CONFIRMED, 0},    {13, SOUTH, "14-22", ZHANG, ASSIGNMENT_PLANNED, 0},
    {13, SOUTH, "14-22", MA, ASSIGNMENT_PLANNED, 0},      {18, SOUTH, "14-22", ZHAO, ASSIGNMENT_PLANNED, 0},
    {18, SOUTH, "14-22", MA, ASSIGNMENT_PLANNED, 0},      {18, EAST, "14-22", HUANG, ASSIGNMENT_PLANNED, 0},
    {18, EAST, "22-06", LIN, ASSIGNMENT_PLANNED, 0},      {19, SOUTH, "14-22", ZHAO, ASSIGNMENT_PLANNED, 0},
    {19, SOUTH, "14-22", MA, ASSIGNMENT_PLANNED, 0},      {19, EAST, "14-22", HUANG, ASSIGNMENT_PLANNED, 0},
    {19, EAST, "22-06", LIN, ASSIGNMENT_PLANNED, 0},      {19, GOODS, "09-18", CHEN, ASSIGNMENT_PLANNED, 0},
    {20, SOUTH, "14-22", ZHAO, ASSIGNMENT_PLANNED, 0},    {20, SOUTH, "14-22", MA, ASSIGNMENT_PLANNED, 0},
    {23, SOUTH, "14-22", ZHAO, ASSIGNMENT_PLANNED, 0},    {23, SOUTH, "14-22", MA, ASSIGNMENT_PLANNED, 0},
    {23, GOODS, "09-18", CHEN, ASSIGNMENT_PLANNED, 0},    {25, SOUTH, "14-22", ZHAO, ASSIGNMENT_PLANNED, 0},
    {25, SOUTH, "14-22", MA, ASSIGNMENT_PLANNED, 0},      {25, EAST, "14-22", HUANG, ASSIGNMENT_PLANNED, 0},
};
static const struct {
    const char *title, *text;
    bool kiosk;
} notices[] = {
    {"今晚22:00地库消杀", "22:00至次日1:00地库入口只出不进，车辆改走南门。", true},
    {"志愿者领口罩", "每天18:00到20:00在指挥点领口罩，每人两只。", true},
    {"体温枪校准", "各检查点接班时核对体温枪。", false},
};

struct cast {
    struct store *store;
    int64_t people[PEOPLE], posts[POSTS];
};

static void must(bool good, const struct err *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

void fixture_give_pin(struct store *store, int64_t volunteer_id, const char *pin)
{
    const struct pin_change change = {PIN_SET, pin, pin};
    struct err err = {0};
    must(pin_save_volunteer(store, volunteer_id, -1, &change, &err), &err);
}

static void add_volunteer(struct cast *cast, int i)
{
    struct person person = {0};
    struct volunteer volunteer = {.health = people[i].unfit ? HEALTH_UNFIT : HEALTH_FIT, .temperature = i % 2 == 0};
    if (people[i].phone != NULL)
        person.id = register_person(cast->store, people[i].name, people[i].phone, 0);
    else
        assert_true(fixture_person(cast->store, people[i].name, &person));
    volunteer.person_id = person.id;
    text_copy(volunteer.name, sizeof volunteer.name, people[i].name);
    roster_put(cast->store, &volunteer_table, &volunteer);
    cast->people[i] = volunteer.head.id;
    if (people[i].pin != NULL)
        fixture_give_pin(cast->store, volunteer.head.id, people[i].pin);
}

static void add_post(struct cast *cast, int i)
{
    struct post post = {.position = i + 1, .kind = posts[i].kind, .least = posts[i].least, .wanted = posts[i].wanted};
    text_copy(post.name, sizeof post.name, posts[i].name);
    text_copy(post.pattern, sizeof post.pattern, posts[i].pattern);
    text_copy(post.weekdays, sizeof post.weekdays, posts[i].weekdays);
    roster_put(cast->store, &post_table, &post);
    cast->posts[i] = post.head.id;
}

/* Worked, or at work. */
static void work(struct assignment *one, int early)
{
    one->arrived_at = one->starts_at - (int64_t)early * 60;
    if (one->state != ASSIGNMENT_DONE)
        return;
    one->left_at = one->ends_at;
    one->minutes = (int)((one->left_at - one->starts_at) / 60);
    one->night_minutes = clock_day(one->starts_at) == clock_day(one->ends_at) ? 0 : one->minutes;
}

static void add_shift(const struct cast *cast, int i)
{
    struct shift_span span;
    struct err err = {0};
    struct assignment one = {.post_id = cast->posts[shifts[i].post],
                             .volunteer_id = cast->people[shifts[i].who],
                             .day = 20220400 + shifts[i].day,
                             .state = shifts[i].state,
                             .officer_id = store_officer(cast->store),
                             .assigned_at = clock_now() - 86400};
    must(shift_span_parse(shifts[i].span, &span, &err), &err);
    one.starts_at = shift_starts_at(one.day, span);
    one.ends_at = shift_ends_at(one.day, span);
    if (one.state == ASSIGNMENT_DONE || one.state == ASSIGNMENT_ARRIVED)
        work(&one, shifts[i].early);
    roster_put(cast->store, &assignment_table, &one);
}

/* Their shift of that day, changed by themselves at the terminal in the hall. */
static void act(const struct cast *cast, int who, int day, bool signs_in)
{
    struct roster_entry entry;
    struct err err = {0};
    int count = 0;
    int64_t now = clock_now(), officer_id = store_officer(cast->store);
    must(roster_read(cast->store, clock_day_start(20220400 + day), clock_day_start(20220401 + day), 0,
                     cast->people[who], &entry, 1, &count, &err),
         &err);
    assert_int_equal(count, 1);
    struct assignment one = entry.assignment;
    if (signs_in) {
        one.state = ASSIGNMENT_ARRIVED;
        one.arrived_at = one.starts_at + 120;
    } else
        one.seeking_at = now - 600;
    clock_fix(signs_in ? one.arrived_at : one.seeking_at);
    must(store_sign_on(cast->store, 0, "大厅", false, &err), &err);
    store_act_for(cast->store, one.volunteer_id, true);
    roster_put(cast->store, &assignment_table, &one);
    store_act_for(cast->store, 0, false);
    must(store_sign_on(cast->store, officer_id, "fixture", false, &err), &err);
    clock_fix(now);
}

static void add_requests(const struct cast *cast)
{
    static const char *const rooms[] = {"5-1-0802", "9-3-0402"}, *const items[] = {"米10斤 盐2包", "退烧药1盒"};
    struct pairing pairing;
    struct person person;
    assert_true(fixture_person(cast->store, people[ZHANG].name, &person));
    register_new(&pairing_rules, &pairing);
    pairing.place_id = fixture_place(cast->store, rooms[0]);
    pairing.person_id = person.id;
    register_put(cast->store, &pairing_rules, &pairing);
    for (int i = 0; i < 2; i++) {
        struct supply supply;
        register_new(&supply_rules, &supply);
        supply.place_id = fixture_place(cast->store, rooms[i]);
        supply.urgent = i == 1;
        text_copy(supply.items, sizeof supply.items, items[i]);
        register_put(cast->store, &supply_rules, &supply);
    }
}

static void add_notices(const struct cast *cast)
{
    for (size_t i = 0; i < sizeof notices / sizeof notices[0]; i++) {
        struct notice notice;
        register_new(&notice_rules, &notice);
        notice.kiosk = notices[i].kiosk;
        notice.pinned = false;
        text_copy(notice.title, sizeof notice.title, notices[i].title);
        text_copy(notice.text, sizeof notice.text, notices[i].text);
        register_put(cast->store, &notice_rules, &notice);
    }
}

void fixture_volunteers(const char *path)
{
    struct err err = {0};
    struct cast cast = {.store = store_open(path, 0, &err)};
    int64_t officer_id = 0;
    must(cast.store != NULL, &err);
    must(officer_find(cast.store, "王秀英", &officer_id, &err) &&
             store_sign_on(cast.store, officer_id, "fixture", false, &err),
         &err);
    struct officer officer = {.name = "陈国梁", .role = ROLE_OFFICER};
    const struct pin_change pin = {PIN_SET, "6042", "6042"};
    must(pin_save_officer(cast.store, &officer, &pin, &err), &err);
    for (int i = 0; i < PEOPLE; i++)
        add_volunteer(&cast, i);
    for (int i = 0; i < POSTS; i++)
        add_post(&cast, i);
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++)
        add_shift(&cast, (int)i);
    act(&cast, HUANG, 11, true);
    act(&cast, CHEN, 12, false);
    add_requests(&cast);
    add_notices(&cast);
    store_close(cast.store);
}
