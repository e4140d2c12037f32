/* The people of the sample community, all invented: area codes 99xxxx of the ID numbers belong to no place, telephone
 * numbers 199000xxxxx to nobody. */
#include "demo_parts.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include <stdio.h>
#include <string.h>

enum { VISITORS = 200, VISITORS_LARGE = 1200, FLOOR_ROOMS_MOST = 4, FAMILY_MOST = 5, VISITOR_NUMBERS = 60000 };

static const struct estate {
    const char *name, *grid;
    int first_building, buildings, first_building_large, buildings_large;
    int units, floors, rooms; /* rooms per floor of a unit */
} estates[DEMO_ESTATES] = {
    {"望江苑", "第一网格", 1, 12, 1, 60, 2, 12, 3},
    {"滨河花园", "第二网格", 21, 6, 101, 50, 2, 6, 2},
    {"桥南小区", "第三网格", 31, 6, 201, 37, 2, 8, 2},
};

/* Each gate and who stands there. */
static const struct {
    const char *name;
    short estate;
    const char *officer;
} gates[DEMO_CHECKPOINTS] = {
    {"南门", 0, "张志远"},       {"东门", 0, "吴芳"},       {"西门", 0, "周强"},       {"北门", 0, "陈静"},
    {"南门车道", 0, "赵敏"},     {"东门车道", 0, "黄磊"},   {"地库入口", 0, "李慧"},   {"滨河南门", 1, "何军"},
    {"滨河东门", 1, "林小燕"},   {"滨河北门", 1, "梁永健"}, {"滨河车道", 1, "谢文斌"}, {"滨河地库", 1, "唐丽琴"},
    {"桥南正门", 2, "邓国平"},   {"桥南侧门", 2, "许雪梅"}, {"桥南车道", 2, "彭海波"}, {"桥南后门", 2, "潘桂珍"},
    {"桥南菜场口", 2, "曹立新"},
};
static const struct {
    const char *name;
    enum role role;
} desk_officers[] = {
    {"王秀英", ROLE_OFFICER}, {"刘建明", ROLE_OFFICER},  {"徐芸", ROLE_CLERK},
    {"韩晓东", ROLE_CLERK},   {"蔡玉洁", ROLE_OPERATOR}, {"街道值守", ROLE_VIEWER},
};
static const struct {
    const char *name;
    enum place_kind kind;
    enum place_line line;
    const char *responsible;
} other_places[] = {
    {"望江便利店", PLACE_SMALL, LINE_GRID, "网格员 梁永健"},
    {"老友面馆", PLACE_SMALL, LINE_GRID, "网格员 梁永健"},
    {"康民药房", PLACE_SMALL, LINE_GRID, "网格员 谢文斌"},
    {"顺风快递点", PLACE_SMALL, LINE_GRID, "网格员 谢文斌"},
    {"桥南菜市场", PLACE_SMALL, LINE_GRID, "网格员 曹立新"},
    {"阿芳理发店", PLACE_SMALL, LINE_GRID, "网格员 曹立新"},
    {"恒通五金厂", PLACE_ENTERPRISE, LINE_SAFETY, "安全员 邓国平"},
    {"望江物业公司", PLACE_ENTERPRISE, LINE_SAFETY, "安全员 邓国平"},
    {"滨河幼儿园", PLACE_ENTERPRISE, LINE_SAFETY, "安全员 唐丽琴"},
    {"桥南出租屋甲", PLACE_RENTED, LINE_MIGRANT, "流管员 彭海波"},
    {"桥南出租屋乙", PLACE_RENTED, LINE_MIGRANT, "流管员 彭海波"},
    {"河沿出租屋", PLACE_RENTED, LINE_MIGRANT, "流管员 潘桂珍"},
};
/* People the manual and the drawings speak of. */
static const struct {
    const char *building, *unit, *number, *name;
    char sex;
} known_heads[] = {
    {"12", "2", "1203", "刘洋", 'm'}, {"8", "1", "302", "张伟明", 'm'},   {"5", "1", "802", "冯桂兰", 'f'},
    {"9", "2", "401", "徐强", 'm'},   {"3", "1", "505", "欧阳建国", 'm'}, {"7", "2", "1003", "何秀兰", 'f'},
};

static bool make_checkpoints(struct demo_world *world, struct err *err)
{
    for (int i = 0; i < DEMO_CHECKPOINTS; i++) {
        struct checkpoint checkpoint = {0};
        struct officer officer = {.role = ROLE_GATE};
        text_copy(checkpoint.name, sizeof checkpoint.name, gates[i].name);
        text_copy(checkpoint.estate, sizeof checkpoint.estate, estates[gates[i].estate].name);
        text_copy(officer.name, sizeof officer.name, gates[i].officer);
        if (!checkpoint_save(world->store, &checkpoint, err) || !officer_save(world->store, &officer, err))
            return false;
        world->checkpoints[i].id = checkpoint.id;
        world->checkpoints[i].officer_id = officer.id;
        world->checkpoints[i].estate = gates[i].estate;
    }
    return true;
}

static bool make_desk(struct demo_world *world, struct err *err)
{
    for (size_t i = 0; i < sizeof desk_officers / sizeof desk_officers[0]; i++) {
        struct officer officer = {.role = desk_officers[i].role};
        text_copy(officer.name, sizeof officer.name, desk_officers[i].name);
        if (!officer_save(world->store, &officer, err))
            return false;
        if (officer.role == ROLE_CLERK && world->desk_officer_id == 0)
            world->desk_officer_id = officer.id;
    }
    return true;
}

static bool make_other_places(struct demo_world *world, struct err *err)
{
    for (size_t i = 0; i < sizeof other_places / sizeof other_places[0]; i++) {
        struct place place = {.kind = other_places[i].kind, .line = other_places[i].line};
        text_copy(place.name, sizeof place.name, other_places[i].name);
        text_copy(place.responsible, sizeof place.responsible, other_places[i].responsible);
        if (!place_save(world->store, &place, err))
            return false;
    }
    return true;
}

void demo_phone(int index, char phone[PHONE_SIZE])
{
    snprintf(phone, PHONE_SIZE, "199000%05d", (int)(((int64_t)index * 7919 + 3821) % 100000));
}

static void make_plate(struct demo_world *world, int index, char plate[24])
{
    int number = (int)(((int64_t)index * 7919 + 12345) % 100000);
    snprintf(plate, 24, demo_one_in(&world->random, 4) ? "粤ED%05d" : "粤E%05d", number);
}

/* GB 11643-1999 with its check character; unique through area and sequence, which follow from index. */
static void make_document(struct demo_world *world, int index, int age_from, int age_to, struct person *person)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int year = 2020 - age_from - demo_random_below(&world->random, age_to - age_from);
    person->birth_day =
        year * 10000 + (1 + demo_random_below(&world->random, 12)) * 100 + 1 + demo_random_below(&world->random, 28);
    if (demo_one_in(&world->random, 5)) { /* not everybody shows a document */
        person->birth_day = 0;
        return;
    }
    int sequence = index % 500 * 2 + (person->sex == 'm');
    char digits[48];
    snprintf(digits, sizeof digits, "99%04d%08d%03d", index / 500, person->birth_day, sequence);
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (digits[i] - '0') * weights[i];
    snprintf(person->id_number, sizeof person->id_number, "%.17s%c", digits, "10X98765432"[sum % 11]);
    person->id_type = ID_RESIDENT;
}

static struct demo_person *add_person(struct demo_world *world)
{
    int count = world->resident_count + world->visitor_count;
    if (count == world->capacity) {
        world->capacity = world->capacity > 0 ? world->capacity * 2 : 4096;
        world->people = memory_resize(world->people, (size_t)world->capacity, sizeof *world->people);
    }
    struct demo_person *person = &world->people[count];
    *person = (struct demo_person){0};
    return person;
}

static bool save_inhabitant(struct demo_world *world, struct person *person, int estate, struct err *err)
{
    if (!person_save(world->store, person, err) || !demo_row_done(world, err))
        return false;
    struct demo_person *added = add_person(world);
    added->id = person->id;
    added->place_id = person->place_id;
    added->kind = person->kind;
    added->class = person->kind == PERSON_TENANT ? CLASS_TENANT : CLASS_RESIDENT;
    added->estate = (short)estate;
    world->resident_count++;
    return true;
}

static bool make_vehicle(struct demo_world *world, int index, int64_t place_id, int64_t *id, struct err *err)
{
    struct vehicle vehicle = {.place_id = place_id};
    make_plate(world, index, vehicle.plate);
    if (!vehicle_save(world->store, &vehicle, err) || !demo_row_done(world, err))
        return false;
    *id = vehicle.head.id;
    return true;
}

/* The head of the household at a place: known from the drawings, of a special surname, or anybody. */
static void name_head(struct demo_world *world, const struct place *place, struct person *head)
{
    head->sex = demo_one_in(&world->random, 3) ? 'f' : 'm';
    for (size_t i = 0; i < sizeof known_heads / sizeof known_heads[0]; i++)
        if (strcmp(place->room.building, known_heads[i].building) == 0 &&
            strcmp(place->room.unit, known_heads[i].unit) == 0 &&
            strcmp(place->room.number, known_heads[i].number) == 0) {
            text_copy(head->name, NAME_BYTES, known_heads[i].name);
            head->sex = known_heads[i].sex;
            return;
        }
    int turn = world->household_count;
    const char *special = turn % 90 == 5 ? demo_special_surname(turn / 90) : NULL;
    demo_name(&world->random, special != NULL ? special : "", head->sex, head->name);
}

/* Bytes of the surname that children share: all but the given name of one or two characters. */
static void family_name(const char *head, char surname[NAME_BYTES])
{
    const char *compound[] = {"尉迟", "欧阳", "司徒", "上官", "诸葛"};
    size_t length = 3;
    for (size_t i = 0; i < sizeof compound / sizeof compound[0]; i++)
        if (strncmp(head, compound[i], strlen(compound[i])) == 0)
            length = strlen(compound[i]);
    bool chinese = (unsigned char)head[0] >= 0xE0 && strstr(head, "·") == NULL;
    snprintf(surname, NAME_BYTES, "%.*s", chinese ? (int)length : 0, head);
}

static void make_family(struct demo_world *world, const struct place *place, struct person *family, int count)
{
    char surname[NAME_BYTES];
    for (int i = 0; i < count; i++) {
        struct person *person = &family[i];
        int index = world->resident_count + i;
        *person = (struct person){.kind = place->occupancy == OCCUPANCY_RENTED ? PERSON_TENANT : PERSON_RESIDENT};
        if (i == 0)
            name_head(world, place, person);
        else
            person->sex = i == 1 ? (family[0].sex == 'm' ? 'f' : 'm') : (demo_one_in(&world->random, 2) ? 'm' : 'f');
        if (i == 1)
            demo_name(&world->random, "", person->sex, person->name);
        family_name(family[0].name, surname);
        if (i > 1)
            demo_name(&world->random, surname, person->sex, person->name);
        make_document(world, index, i < 2 ? 24 : i < 4 ? 1 : 55, i < 2 ? 75 : i < 4 ? 22 : 90, person);
        if (i != 3)
            demo_phone(index, person->phone);
    }
}

static int family_size(struct demo_world *world, const struct place *place)
{
    static const int sizes[] = {1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5};
    if (place->occupancy == OCCUPANCY_VACANT)
        return 0;
    return sizes[demo_random_below(&world->random, sizeof sizes / sizeof sizes[0])];
}

/* Special needs, in about every eighth household. */
static void set_needs(struct demo_world *world, int count, struct place *place)
{
    static const struct {
        unsigned need;
        const char *note;
    } needs[] = {{NEED_MEDICATION, "高血压，氨氯地平"},
                 {NEED_MOBILITY, "行走不便，需上门"},
                 {NEED_MEDICATION, "糖尿病，胰岛素"},
                 {NEED_PREGNANT, "孕晚期，市妇幼建档"},
                 {NEED_DIALYSIS, "每周二、四、六透析"}};
    int drawn = demo_random_below(&world->other, 40);
    if (count == 0)
        return;
    if (count == 1 && drawn % 2 == 0)
        place->needs |= NEED_ALONE;
    if (drawn >= (int)(sizeof needs / sizeof needs[0]))
        return;
    place->needs |= needs[drawn].need;
    text_copy(place->needs_note, sizeof place->needs_note, needs[drawn].note);
}

static bool make_household(struct demo_world *world, struct place *place, int estate, struct err *err)
{
    struct person family[FAMILY_MOST];
    bool special = world->household_count % 90 == 5;
    for (size_t i = 0; i < sizeof known_heads / sizeof known_heads[0]; i++)
        special = special || strcmp(place->room.number, known_heads[i].number) == 0;
    int drawn = demo_random_below(&world->random, 100);
    place->occupancy = drawn < 8 && !special ? OCCUPANCY_VACANT : drawn < 26 ? OCCUPANCY_RENTED : OCCUPANCY_OWNER;
    int count = family_size(world, place), first = world->resident_count;
    make_family(world, place, family, count);
    if (count > 0) {
        text_copy(place->head, sizeof place->head, family[0].name);
        text_copy(place->phone, sizeof place->phone, family[0].phone);
    }
    set_needs(world, count, place);
    place->reported_persons = count + (count > 0 && demo_one_in(&world->random, 30));
    if (!place_save(world->store, place, err) || !demo_row_done(world, err))
        return false;
    world->households[world->household_count++] = (struct demo_household){place->id, first, count};
    int64_t vehicle_id = 0;
    if (count > 0 && demo_random_below(&world->random, 10) < 3 &&
        !make_vehicle(world, world->household_count, place->id, &vehicle_id, err))
        return false;
    for (int i = 0; i < count; i++) {
        family[i].place_id = place->id;
        if (!save_inhabitant(world, &family[i], estate, err))
            return false;
        world->people[first + i].vehicle_id = i < 2 ? vehicle_id : 0;
    }
    return true;
}

static bool make_building(struct demo_world *world, int number, int building, struct err *err)
{
    const struct estate *estate = &estates[number];
    int rooms = estate->units * estate->floors * estate->rooms;
    for (int i = 0; i < rooms; i++) {
        struct place place = {.kind = PLACE_HOUSEHOLD};
        text_copy(place.estate, sizeof place.estate, estate->name);
        text_copy(place.grid, sizeof place.grid, estate->grid);
        snprintf(place.room.building, sizeof place.room.building, "%d", building);
        snprintf(place.room.unit, sizeof place.room.unit, "%d", i / (estate->floors * estate->rooms) + 1);
        snprintf(place.room.number, sizeof place.room.number, "%d",
                 i / estate->rooms % estate->floors * 100 + 101 + i % estate->rooms);
        place.line = LINE_COMMITTEE;
        snprintf(place.responsible, sizeof place.responsible, "居委会 %s",
                 gates[(building + 5) % DEMO_CHECKPOINTS].officer);
        text_copy(place.leader, sizeof place.leader, gates[building % DEMO_CHECKPOINTS].officer);
        if (!make_household(world, &place, number, err))
            return false;
    }
    return true;
}

static bool make_estates(struct demo_world *world, struct err *err)
{
    int total = 0;
    for (int i = 0; i < DEMO_ESTATES; i++)
        total += (world->large ? estates[i].buildings_large : estates[i].buildings) * estates[i].units *
                 estates[i].floors * estates[i].rooms;
    world->households = memory_new((size_t)total, sizeof *world->households);
    for (int i = 0; i < DEMO_ESTATES; i++) {
        int first = world->large ? estates[i].first_building_large : estates[i].first_building;
        int count = world->large ? estates[i].buildings_large : estates[i].buildings;
        for (int building = first; building < first + count; building++)
            if (!make_building(world, i, building, err))
                return false;
    }
    return true;
}

static bool make_visitors(struct demo_world *world, struct err *err)
{
    static const enum crossing_class classes[] = {CLASS_VISITOR, CLASS_COURIER,  CLASS_VISITOR, CLASS_COURIER,
                                                  CLASS_SERVICE, CLASS_COURIER,  CLASS_VISITOR, CLASS_OFFICIAL,
                                                  CLASS_SERVICE, CLASS_EMERGENCY};
    int count = world->large ? VISITORS_LARGE : VISITORS;
    for (int i = 0; i < count; i++) {
        struct person person = {.kind = PERSON_VISITOR, .sex = demo_one_in(&world->random, 3) ? 'f' : 'm'};
        demo_name(&world->random, "", person.sex, person.name);
        demo_phone(VISITOR_NUMBERS + i, person.phone);
        if (!person_save(world->store, &person, err) || !demo_row_done(world, err))
            return false;
        struct demo_person *added = add_person(world);
        world->visitor_count++;
        added->id = person.id;
        added->kind = PERSON_VISITOR;
        added->class = classes[i % (int)(sizeof classes / sizeof classes[0])];
        if ((added->class == CLASS_COURIER || added->class == CLASS_SERVICE) &&
            !make_vehicle(world, VISITOR_NUMBERS + i, 0, &added->vehicle_id, err))
            return false;
    }
    return true;
}

static bool save_flag(struct demo_world *world, struct flag *flag, const char *say, const char *call, struct err *err)
{
    text_copy(flag->say, sizeof flag->say, say);
    text_copy(flag->call, sizeof flag->call, call);
    return flag_save(world->store, flag, err) && demo_row_done(world, err);
}

static bool flag_persons(struct demo_world *world, struct err *err)
{
    enum { HOSPITAL = 12, REVOKED = 5, WANTED = 1 };
    int step = world->resident_count / (HOSPITAL + REVOKED + WANTED);
    for (int i = 0; i < HOSPITAL + REVOKED + WANTED; i++) {
        struct flag flag = {.person_id = world->people[i * step + step / 2].id,
                            .from_at = world->demo->now - (int64_t)(2 + i) * 86400};
        const char *say = "定期透析就医，凭医院预约放行，返回时问清行程。", *call = "网格员 谢文斌 19900099002";
        flag.kind = FLAG_HOSPITAL;
        flag.denies = DENIES_NOTHING;
        if (i >= HOSPITAL) {
            flag.kind = FLAG_PASS_REVOKED;
            flag.denies = DENIES_OUT;
            say = "出入证已注销，请到居委会重新办理。";
            world->people[i * step + step / 2].observed = true; /* stays in, too */
        }
        if (i >= HOSPITAL + REVOKED) {
            flag.kind = FLAG_WANTED;
            flag.denies = DENIES_BOTH;
            say = "排查组正在找这位居民，请留步并立即联系排查组。";
            call = "排查组 徐芸 19900099003";
        }
        if (!save_flag(world, &flag, say, call, err))
            return false;
    }
    return true;
}

/* 12-2-1203 of the drawings: the last of the first estate. */
static int drawn_household(void)
{
    return estates[0].buildings * estates[0].units * estates[0].floors * estates[0].rooms - 1;
}

bool demo_make_people(struct demo_world *world, struct err *err)
{
    return make_desk(world, err) && make_checkpoints(world, err) && make_other_places(world, err) &&
           make_estates(world, err) && make_visitors(world, err) &&
           demo_choose_observed(world, drawn_household(), err) && flag_persons(world, err);
}
