/* Posts and volunteers of the sample: 17 checkpoints and 18 posts of volunteers, 160 people of all kinds, most of them
 * residents. Who stands where is demo_shifts.c's. */
#include "demo_parts.h"
#include "gatepost/assignment.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"

enum { PHONE_FIRST = 70000, DAYS_SINCE = 60, OLDEST_BIRTH = 19570101 };
#define PICK(list, index) (list)[(index) % (int)(sizeof(list) / sizeof *(list))]

static const char round_the_clock[] = "06-14 14-22 22-06", by_day[] = "06-14 14-22", beats[] = "08-12 14-18 20-24";

/* ---- posts ---- */

/* Each gate, as in checkpoints[]: cars come by day only. */
static const struct {
    const char *name, *pattern;
    int least, wanted;
} gates[DEMO_CHECKPOINTS] = {
    {"南门", round_the_clock, 2, 2},     {"东门", round_the_clock, 1, 1},     {"西门", round_the_clock, 1, 1},
    {"北门", round_the_clock, 1, 1},     {"南门车道", by_day, 1, 1},          {"东门车道", by_day, 1, 1},
    {"地库入口", by_day, 1, 1},          {"滨河南门", round_the_clock, 1, 2}, {"滨河东门", round_the_clock, 1, 1},
    {"滨河北门", round_the_clock, 1, 1}, {"滨河车道", by_day, 1, 1},          {"滨河地库", by_day, 1, 1},
    {"桥南正门", round_the_clock, 1, 2}, {"桥南侧门", round_the_clock, 1, 1}, {"桥南车道", by_day, 1, 1},
    {"桥南后门", round_the_clock, 1, 1}, {"桥南菜场口", by_day, 1, 2},
};
enum { WANGJIANG, BINHE, QIAONAN, EVERYWHERE };
static const char *const estate_names[] = {"望江苑", "滨河花园", "桥南小区", ""};
static const struct {
    const char *name;
    enum post_kind kind;
    short estate;
    const char *pattern, *weekdays;
    int least, wanted;
    enum post_needs needs;
} volunteer_posts[] = {
    {"望江巡逻", POST_PATROL, WANGJIANG, beats, "", 1, 2, NEEDS_NOTHING},
    {"滨河巡逻", POST_PATROL, BINHE, beats, "", 1, 2, NEEDS_NOTHING},
    {"桥南巡逻", POST_PATROL, QIAONAN, beats, "", 1, 2, NEEDS_NOTHING},
    {"夜间巡逻", POST_PATROL, EVERYWHERE, "22-06", "", 1, 2, NEEDS_NOTHING},
    {"望江送物", POST_DELIVERY, WANGJIANG, "09-18", "", 1, 2, NEEDS_NOTHING},
    {"滨河送物", POST_DELIVERY, BINHE, "09-18", "", 1, 1, NEEDS_NOTHING},
    {"桥南送物", POST_DELIVERY, QIAONAN, "09-18", "", 1, 2, NEEDS_NOTHING},
    {"送药车", POST_DELIVERY, EVERYWHERE, "09-13 14-18", "", 1, 1, NEEDS_DRIVING},
    {"采购车", POST_DELIVERY, EVERYWHERE, "07-11", "123456", 1, 2, NEEDS_DRIVING},
    {"望江消杀", POST_DISINFECTION, WANGJIANG, "08-12", "1357", 1, 2, NEEDS_NOTHING},
    {"滨河消杀", POST_DISINFECTION, BINHE, "08-12", "246", 1, 1, NEEDS_NOTHING},
    {"桥南消杀", POST_DISINFECTION, QIAONAN, "14-18", "135", 1, 1, NEEDS_NOTHING},
    {"指挥台", POST_DESK, EVERYWHERE, round_the_clock, "", 1, 1, NEEDS_NOTHING},
    {"求助热线", POST_DESK, EVERYWHERE, "08-14 14-20", "", 1, 2, NEEDS_NOTHING},
    {"物资仓库", POST_DESK, EVERYWHERE, "08-12 14-18", "", 1, 1, NEEDS_NOTHING},
    {"核酸", POST_OTHER, EVERYWHERE, "07-11", "14", 8, 12, NEEDS_TEMPERATURE},
    {"快递架", POST_OTHER, EVERYWHERE, "10-14 16-20", "", 1, 1, NEEDS_NOTHING},
    {"急救点", POST_OTHER, EVERYWHERE, "08-14 14-20", "", 1, 1, NEEDS_FIRST_AID},
};
enum { VOLUNTEER_POSTS = sizeof volunteer_posts / sizeof volunteer_posts[0] };

static bool save(struct demo_world *world, const struct record_table *table, void *record, struct err *err)
{
    return record_save(world->store, table, record, err) && demo_row_done(world, err);
}

static bool make_gate_post(struct demo_world *world, int i, struct err *err)
{
    struct post post = {.position = i + 1,
                        .kind = POST_GATE,
                        .checkpoint_id = world->checkpoints[i].id,
                        .least = gates[i].least,
                        .wanted = gates[i].wanted,
                        .overlap = gates[i].pattern == round_the_clock ? 15 : 0};
    text_copy(post.name, sizeof post.name, gates[i].name);
    text_copy(post.estate, sizeof post.estate, estate_names[world->checkpoints[i].estate]);
    text_copy(post.pattern, sizeof post.pattern, gates[i].pattern);
    return save(world, &post_table, &post, err);
}

static bool make_volunteer_post(struct demo_world *world, int i, struct err *err)
{
    struct post post = {.position = DEMO_CHECKPOINTS + i + 1,
                        .kind = volunteer_posts[i].kind,
                        .least = volunteer_posts[i].least,
                        .wanted = volunteer_posts[i].wanted,
                        .needs = volunteer_posts[i].needs,
                        .overlap = volunteer_posts[i].kind == POST_DESK ? 10 : 0};
    text_copy(post.name, sizeof post.name, volunteer_posts[i].name);
    text_copy(post.estate, sizeof post.estate, estate_names[volunteer_posts[i].estate]);
    text_copy(post.pattern, sizeof post.pattern, volunteer_posts[i].pattern);
    text_copy(post.weekdays, sizeof post.weekdays, volunteer_posts[i].weekdays);
    return save(world, &post_table, &post, err);
}

static bool make_posts(struct demo_world *world, struct err *err)
{
    for (int i = 0; i < DEMO_CHECKPOINTS; i++)
        if (!make_gate_post(world, i, err))
            return false;
    for (int i = 0; i < VOLUNTEER_POSTS; i++)
        if (!make_volunteer_post(world, i, err))
            return false;
    return true;
}

/* ---- volunteers ---- */

/* Who does not live here and has a name elsewhere: in the drawings, and the helpers of the requests. */
static const struct {
    const char *name, *phone;
    char sex;
    enum volunteer_kind kind;
} known[] = {
    {"李娜", "19900092001", 'f', VOLUNTEER_PARTY},
    {"赵国庆", "19900092002", 'm', VOLUNTEER_VETERAN},
    {"何志明", "19900092003", 'm', VOLUNTEER_OUTSIDE},
    {"苏婷", "19900092004", 'f', VOLUNTEER_GRID_WORKER},
    {"何军", NULL, 'm', VOLUNTEER_PARTY},
    {"马小军", NULL, 'm', VOLUNTEER_VETERAN},
    {"徐志远", NULL, 'm', VOLUNTEER_PARTY},
    {"单志强", NULL, 'm', VOLUNTEER_OUTSIDE},
    {"林小燕", "19900193006", 'f', VOLUNTEER_OUTSIDE},
    {"吴芳", NULL, 'f', VOLUNTEER_GRID_WORKER},
    {"黄磊", "19900183006", 'm', VOLUNTEER_OUTSIDE}, /* the last four of another one's: initials are asked for */
    {"陈静", NULL, 'f', VOLUNTEER_OTHER},
    {"欧阳慧", NULL, 'f', VOLUNTEER_REPRESENTATIVE},
};
enum { KNOWN = sizeof known / sizeof known[0], OUTSIDERS = KNOWN + 13 };
static const char *const homes[] = {"桥头新村 3栋", "街道集体宿舍", "江滨路 18号", "市政大院 2栋"};
static const enum volunteer_kind kinds[] = {
    VOLUNTEER_PARTY, VOLUNTEER_OWNER, VOLUNTEER_BUILDING_LEADER, VOLUNTEER_OWNER,
    VOLUNTEER_PARTY, VOLUNTEER_OWNER, VOLUNTEER_REPRESENTATIVE,  VOLUNTEER_VETERAN,
    VOLUNTEER_OWNER, VOLUNTEER_PARTY, VOLUNTEER_OTHER,           VOLUNTEER_BUILDING_LEADER,
    VOLUNTEER_OWNER, VOLUNTEER_PARTY, VOLUNTEER_GRID_WORKER,     VOLUNTEER_OWNER,
};
static const char *const available[] = {"", "",  "67", "", "1-5 14-22; 67", "", "", "1-5 06-18", "", "", "1-5",
                                        "", "6", "",   "", "1-5 18-24; 67"};
static const enum volunteer_wish wishes[] = {WISH_ANY, WISH_DAY,      WISH_ANY, WISH_ANY,     WISH_EVENING,
                                             WISH_ANY, WISH_NO_NIGHT, WISH_ANY, WISH_NIGHT,   WISH_ANY,
                                             WISH_ANY, WISH_ANY,      WISH_DAY, WISH_NO_NIGHT};
static const int shifts_most[] = {0, 0, 5, 0, 0, 3, 0, 0, 0, 4, 0, 0, 6, 0, 2};
static const char *const kits[] = {"N95口罩10只、手套1盒", "N95口罩10只、防护服2套、面屏1个", "N95口罩5只",
                                   "N95口罩10只、防护服2套、对讲机1台"};

static void name_contact(struct demo_world *world, int index, struct volunteer *volunteer)
{
    if (index % 9 == 4)
        return; /* not everybody named one */
    demo_name(&world->other, "", index % 2 == 0 ? 'f' : 'm', volunteer->contact);
    demo_phone(PHONE_FIRST + DEMO_VOLUNTEERS + index, volunteer->contact_phone);
}

/* Most are checked and have their kit; a few wait for it, and two may not. */
static void check_health(const struct demo_world *world, int index, struct volunteer *volunteer)
{
    int today = clock_day(world->demo->now);
    volunteer->since_day = clock_day_add(today, -4 - index * 11 % DAYS_SINCE);
    volunteer->health = index % 80 == 71 ? HEALTH_UNFIT : index % 16 == 9 ? HEALTH_UNCHECKED : HEALTH_FIT;
    if (volunteer->health != HEALTH_UNCHECKED)
        volunteer->health_day = clock_day_add(volunteer->since_day, 1);
    if (volunteer->health != HEALTH_FIT)
        return;
    text_copy(volunteer->kit, sizeof volunteer->kit, PICK(kits, index));
    volunteer->kit_day = clock_day_add(volunteer->since_day, 2);
}

/* As volunteer_rules has it. */
static bool read_building(const struct demo_world *world, const struct person *person, struct volunteer *volunteer,
                          struct err *err)
{
    struct place place;
    if (person->place_id == 0)
        return true;
    if (!place_get(world->store, person->place_id, &place, err))
        return false;
    text_copy(volunteer->building, sizeof volunteer->building, place.room.building);
    return true;
}

static bool make_volunteer(struct demo_world *world, const struct person *person, int index,
                           const struct volunteer *begun, struct err *err)
{
    struct volunteer volunteer = *begun;
    volunteer.person_id = person->id;
    text_copy(volunteer.name, sizeof volunteer.name, person->name);
    volunteer.temperature = index % 5 != 3;
    volunteer.driving = index % 4 == 1;
    volunteer.first_aid = index % 7 == 2;
    if (index >= KNOWN) { /* those come whenever they are asked to */
        text_copy(volunteer.available, sizeof volunteer.available, PICK(available, index));
        volunteer.wish = PICK(wishes, index);
        volunteer.shifts_most = PICK(shifts_most, index);
    }
    name_contact(world, index, &volunteer);
    check_health(world, index, &volunteer);
    bool good = read_building(world, person, &volunteer, err) && save(world, &volunteer_table, &volunteer, err);
    world->volunteers[index] = volunteer.head.id;
    return good;
}

static bool make_outsider(struct demo_world *world, int index, struct err *err)
{
    struct person person = {.kind = PERSON_VISITOR, .sex = index % 3 == 0 ? 'f' : 'm'};
    struct volunteer volunteer = {.kind = VOLUNTEER_OUTSIDE};
    demo_phone(PHONE_FIRST + index, person.phone);
    if (index < KNOWN) {
        person.sex = known[index].sex;
        volunteer.kind = known[index].kind;
        text_copy(person.name, sizeof person.name, known[index].name);
        if (known[index].phone != NULL)
            text_copy(person.phone, sizeof person.phone, known[index].phone);
    } else
        demo_name(&world->other, "", person.sex, person.name);
    text_copy(volunteer.building, sizeof volunteer.building, PICK(homes, index));
    return person_save(world->store, &person, err) && demo_row_done(world, err) &&
           make_volunteer(world, &person, index, &volunteer, err);
}

/* Head or spouse of the next household from `at` on that is not observed and not too old. */
static bool find_resident(const struct demo_world *world, int *at, struct person *person, struct err *err)
{
    for (;; ++*at) {
        const struct demo_household *household = &world->households[*at % world->household_count];
        int member = household->count > 1 ? *at % 2 : 0;
        if (household->count == 0 || world->people[household->first].observed)
            continue;
        if (!person_get(world->store, world->people[household->first + member].id, person, err))
            return false;
        if (person->birth_day == 0 || person->birth_day > OLDEST_BIRTH)
            return true;
    }
}

/* The one whose household came under observation last: their shifts became gaps to confirm. */
static bool find_observed(const struct demo_world *world, struct person *person, struct err *err)
{
    int newest = 0;
    for (int i = 1; i < world->observed_count; i++)
        if (world->observed[i].began_at > world->observed[newest].began_at)
            newest = i;
    int first = world->households[world->observed[newest].household].first;
    return person_get(world->store, world->people[first].id, person, err);
}

static bool make_residents(struct demo_world *world, struct err *err)
{
    int at = 3, apart = world->household_count / (DEMO_VOLUNTEERS - OUTSIDERS + 1);
    for (int i = OUTSIDERS; i < DEMO_VOLUNTEERS; i++, at += apart) {
        struct person person;
        struct volunteer volunteer = {.kind = PICK(kinds, i)};
        bool good = i == DEMO_OBSERVED_VOLUNTEER && world->observed_count > 0 ? find_observed(world, &person, err)
                                                                              : find_resident(world, &at, &person, err);
        if (!good || !make_volunteer(world, &person, i, &volunteer, err))
            return false;
    }
    return true;
}

static bool make_volunteers(struct demo_world *world, struct err *err)
{
    for (int i = 0; i < OUTSIDERS; i++)
        if (!make_outsider(world, i, err))
            return false;
    return make_residents(world, err);
}

bool demo_make_roster(struct demo_world *world, struct err *err)
{
    return demo_as(world, world->desk_officer_id, err) && make_posts(world, err) && make_volunteers(world, err) &&
           demo_make_shifts(world, err) && demo_make_own_acts(world, err) && demo_as(world, 0, err);
}
