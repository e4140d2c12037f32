/* Residents with their households. Matched by ID number, else by room and name, and the phone where two in a room have
 * one name; whoever is not in the file stays as they are. */
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_person.h"
#include "import_place.h"
#include "verb.h"
#include "volunteer_part.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOUSEHOLD_MOST = 60, KEY_BYTES = 400 };

/* A household the file names: known, or made by its first row. */
struct home {
    int64_t id;     /* 0: not in the register yet */
    int made_in;    /* attempt that made it; 0: it was known */
    bool ambiguous; /* several estates have that room */
    int64_t head;   /* the first row of it that names the head of the household, from 1; 0: none does */
    unsigned needs; /* of all who live there */
};
struct residents {
    struct seen *homes, *people;
    struct home *list;
    int64_t count, room;
};

static void *start(struct importer *importer)
{
    struct residents *memory = memory_new(1, sizeof *memory);
    (void)importer;
    memory->homes = seen_new();
    memory->people = seen_new();
    return memory;
}

static void finish(void *pointer)
{
    struct residents *memory = pointer;
    seen_free(memory->homes);
    seen_free(memory->people);
    free(memory->list);
    free(memory);
}

static bool mapped(const struct importer *importer, struct err *err)
{
    bool has_room = importer_has(importer, RESIDENT_ROOM) ||
                    (importer_has(importer, RESIDENT_BUILDING) && importer_has(importer, RESIDENT_NUMBER));
    if (!importer_has(importer, RESIDENT_NAME))
        return err_set(err, ERR_INPUT, _("Which column holds the names? Say it first."));
    return has_room ||
           err_set(err, ERR_INPUT, _("Which column holds the rooms, or building and room number? Say it first."));
}

/* ---- households ---- */

static void room_key(const struct place *place, char key[KEY_BYTES])
{
    snprintf(key, KEY_BYTES, "%s\t%s\t%s\t%s", place->estate, place->room.building, place->room.unit,
             place->room.number);
}

static bool find_home(struct store *store, const struct place *place, struct home *home, struct err *err)
{
    struct err why = {0};
    *home = (struct home){0};
    if (place_find_room(store, place->estate, &place->room, &home->id, &why) || why.code == ERR_NOT_FOUND)
        return true;
    home->ambiguous = why.code == ERR_INPUT;
    home->id = 0;
    return home->ambiguous || err_set(err, why.code, "%s", why.text);
}

/* The household of a row, looked up once per file. */
static struct home *home_of(struct importer *importer, const struct place *place, struct err *err)
{
    struct residents *memory = importer->memory;
    char key[KEY_BYTES];
    bool is_new;
    room_key(place, key);
    int64_t index = *seen_at(memory->homes, key, memory->count, &is_new);
    if (is_new) {
        if (memory->count == memory->room) {
            memory->room = memory->room == 0 ? 256 : 2 * memory->room;
            memory->list = memory_resize(memory->list, (size_t)memory->room, sizeof *memory->list);
        }
        if (!find_home(importer->store, place, &memory->list[memory->count++], err))
            return NULL;
    }
    return &memory->list[index];
}

/* A room that several estates have is that of the one household in which somebody of the name lives. */
static void settle_estate(struct store *store, struct resident *resident)
{
    int64_t id = 0;
    struct person person;
    struct place place;
    if (person_find_in_room(store, &resident->place.room, resident->person.name, &id, NULL) &&
        person_get(store, id, &person, NULL) && place_get(store, person.place_id, &place, NULL))
        text_copy(resident->place.estate, sizeof resident->place.estate, place.estate);
}

static bool read_place(struct store *store, const struct home *home, struct place *place, struct err *err)
{
    *place = (struct place){0};
    return home->id == 0 || place_get(store, home->id, place, err);
}

/* ---- the same person ---- */

static int64_t line_of(const struct importer *importer, int64_t row)
{
    return sheet_line(importer->sheet, importer->first + row);
}

/* A row above says the same person: by number; or by room and name, unless both have numbers. */
static bool check_doubles(struct importer *importer, int64_t row, const struct resident *resident, struct err *err)
{
    struct residents *memory = importer->memory;
    char room[KEY_BYTES], key[KEY_BYTES + NAME_BYTES];
    bool has_number = resident->person.id_number[0] != '\0', is_new;
    int64_t line = line_of(importer, row);
    if (has_number) {
        snprintf(key, sizeof key, "#%s", resident->person.id_number);
        int64_t first = *seen_at(memory->people, key, line, &is_new);
        if (!is_new)
            return err_set(err, ERR_INPUT, _("Line %lld has the same ID number."), (long long)first);
    }
    room_key(&resident->place, room);
    snprintf(key, sizeof key, "%s\t%s", room, resident->person.name);
    int64_t first = *seen_at(memory->people, key, has_number ? line : -line, &is_new); /* < 0: without a number */
    return is_new || (has_number && first > 0) ||
           err_set(err, ERR_INPUT, _("Line %lld is the same person."), (long long)llabs(first));
}

static bool same_phone(const struct person *one, const struct person *other)
{
    const char *phones[] = {other->phone, other->phone2};
    for (int i = 0; i < 2; i++)
        if (phones[i][0] != '\0' && (strcmp(one->phone, phones[i]) == 0 || strcmp(one->phone2, phones[i]) == 0))
            return true;
    return false;
}

/* Among those of the name in the room: the only one, else the one with the phone. NULL: none; *unclear: several. */
static const struct person *choose_namesake(const struct person *persons, int count, const struct person *wanted,
                                            bool *unclear)
{
    const struct person *named = NULL, *reached = NULL;
    int names = 0, phones = 0;
    for (int i = 0; i < count; i++) {
        if (strcmp(persons[i].name, wanted->name) != 0)
            continue;
        names++;
        named = &persons[i];
        if (same_phone(&persons[i], wanted)) {
            phones++;
            reached = &persons[i];
        }
    }
    *unclear = names > 1 && phones != 1;
    return names == 1 ? named : phones == 1 ? reached : NULL;
}

static bool find_in_room(struct store *store, const struct home *home, const struct person *wanted,
                         struct person *known, bool *found, struct err *err)
{
    if (home->id == 0)
        return true;
    struct person *persons = memory_new(HOUSEHOLD_MOST, sizeof *persons);
    int count = 0;
    bool unclear = false, done = person_of_place(store, home->id, persons, HOUSEHOLD_MOST, &count, err);
    const struct person *one = done ? choose_namesake(persons, count, wanted, &unclear) : NULL;
    if (done && unclear)
        done =
            err_set(err, ERR_INPUT, _("Several people in this room have this name: give the phone or the ID number."));
    if (one != NULL && one->id_number[0] != '\0' && wanted->id_number[0] != '\0')
        done = err_set(err, ERR_INPUT, _("%s is known in this room with another ID number."), wanted->name);
    *found = one != NULL;
    if (*found)
        *known = *one;
    free(persons);
    return done;
}

static bool find_known(struct store *store, const struct home *home, const struct person *wanted, struct person *known,
                       bool *found, struct err *err)
{
    int64_t id = 0;
    *found = false;
    if (wanted->id_number[0] != '\0' && person_find(store, wanted->id_number, "", "", 0, &id, NULL)) {
        *found = true;
        return person_get(store, id, known, err);
    }
    return find_in_room(store, home, wanted, known, found, err);
}

/* ---- judged ---- */

static bool is_blank_row(const struct importer *importer, int64_t row)
{
    static const enum resident_field telling[] = {RESIDENT_NAME, RESIDENT_ROOM, RESIDENT_NUMBER, RESIDENT_PHONE,
                                                  RESIDENT_ID};
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++)
        if (importer_cell(importer, row, telling[i])[0] != '\0')
            return false;
    return true;
}

static bool judge_read(struct importer *importer, int64_t row, struct resident *resident, struct person *known,
                       bool *found, struct buffer *differences, struct err *err)
{
    struct place place;
    struct home *home = home_of(importer, &resident->place, err);
    if (home == NULL)
        return false;
    if (home->ambiguous) {
        settle_estate(importer->store, resident);
        home = home_of(importer, &resident->place, err);
    }
    if (home == NULL)
        return false;
    if (home->ambiguous)
        return err_set(err, ERR_INPUT, _("Several estates have this room: name the estate."));
    if (home->head == 0 && resident->place.head[0] != '\0')
        home->head = row + 1;
    home->needs |= resident->place.needs;
    if (!check_doubles(importer, row, resident, err) ||
        !find_known(importer->store, home, &resident->person, known, found, err) ||
        !read_place(importer->store, home, &place, err))
        return false;
    if (*found)
        resident_differences(resident, known, &place, differences);
    return true;
}

static enum import_verdict judge(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    struct resident resident;
    struct person known = {0};
    struct err err = {0};
    bool found = false;
    if (is_blank_row(importer, row)) {
        buffer_add(why, _("neither name nor room"));
        return IMPORT_PASSED;
    }
    if (!resident_read(importer, row, &resident, &err) ||
        !judge_read(importer, row, &resident, &known, &found, why, &err)) {
        buffer_clear(why);
        buffer_add(why, err.text);
        return IMPORT_REFUSED;
    }
    *who = known.id;
    return !found ? IMPORT_NEW : why->length > 0 ? IMPORT_DIFFERS : IMPORT_SAME;
}

static bool field_text(const struct importer *importer, int64_t row, int field, char *text, size_t size)
{
    if (field != RESIDENT_ROOM)
        return false;
    resident_room_text(importer, row, text, size);
    return text[0] != '\0';
}

/* ---- written ---- */

/* By its first row, but for the head, who may stand in any. */
static bool make_home(struct importer *importer, const struct resident *resident, struct home *home, struct err *err)
{
    struct place place = resident->place;
    struct resident head;
    if (place.head[0] == '\0' && home->head != 0) {
        if (!resident_read(importer, home->head - 1, &head, err))
            return false;
        text_copy(place.head, sizeof place.head, head.place.head);
        text_copy(place.phone, sizeof place.phone, head.place.phone);
    }
    place.needs = home->needs;
    place.import_id = importer->import_id;
    if (!place_save(importer->store, &place, err))
        return false;
    home->id = place.id;
    home->made_in = importer->attempt;
    return true;
}

static bool write_row(struct importer *importer, int64_t row, struct err *err)
{
    struct resident resident;
    if (!resident_read(importer, row, &resident, err))
        return false;
    struct home *home = home_of(importer, &resident.place, err);
    if (home == NULL)
        return false;
    bool is_there = home->id != 0 && (home->made_in == 0 || home->made_in == importer->attempt);
    if (!is_there && !make_home(importer, &resident, home, err))
        return false;
    resident.person.place_id = home->id;
    resident.person.import_id = importer->import_id;
    return person_save(importer->store, &resident.person, err);
}

/* Where a proposal lives: as it is by now, or made. */
static bool settle(struct store *store, struct resident *resident, int64_t *place_id, struct err *err)
{
    struct err why = {0};
    if (!place_find_room(store, resident->place.estate, &resident->place.room, place_id, &why) && why.code == ERR_INPUT)
        settle_estate(store, resident);
    struct place place = resident->place;
    why = (struct err){0};
    if (place_find_room(store, place.estate, &place.room, place_id, &why)) {
        struct place known;
        if (!place_get(store, *place_id, &known, err))
            return false;
        resident_put_place(resident, &known);
        return place_save(store, &known, err);
    }
    if (why.code != ERR_NOT_FOUND)
        return err_set(err, why.code, "%s", why.text);
    if (!place_save(store, &place, err))
        return false;
    *place_id = place.id;
    return true;
}

static bool change_row(struct importer *importer, int64_t row, int64_t who, struct err *err)
{
    struct resident resident;
    struct person person;
    int64_t place_id = 0;
    if (!resident_read(importer, row, &resident, err) || !person_get(importer->store, who, &person, err))
        return false;
    if (person.voided[0] != '\0' || person.merged_into != 0)
        return err_set(err, ERR_CONFLICT, _("%s was merged or voided already."), person.name);
    if (!settle(importer->store, &resident, &place_id, err))
        return false;
    resident_put_person(&resident, &person);
    person.place_id = place_id;
    return person_save(importer->store, &person, err) && volunteer_follow_person(importer->store, &person, err);
}

static void from_chat(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST])
{
    cells[RESIDENT_ESTATE] = importer_estate_in(importer, line->text);
    cells[RESIDENT_NAME] = chat_part(line, CHAT_NAME);
    cells[RESIDENT_ROOM] = chat_part(line, CHAT_ROOM);
    cells[RESIDENT_PHONE] = chat_part(line, CHAT_PHONE);
    cells[RESIDENT_PHONE2] = chat_part(line, CHAT_PHONE2);
    cells[RESIDENT_ID] = chat_part(line, CHAT_ID);
    /* The rest (2份, 已测) is about what the chain was for, and no remark on the person. */
}

static const struct import_field fields[] = {
    [RESIDENT_NAME] = {"name", N_("Name"),
                       "姓名|名字|住户姓名|居民姓名|业主姓名|人员姓名|住户|fullname|resident|residentname", 0},
    [RESIDENT_ROOM] =
        {"room", N_("Room"),
         "房号|房间号|房屋|房屋编号|门牌|门牌号|住址|地址|家庭住址|居住地址|详细地址|户号|address|roomno|roomnumber",
         0},
    [RESIDENT_ESTATE] = {"estate", N_("Estate"), "小区|小区名称|所属小区|楼盘|院区|estatename|compound", 0},
    [RESIDENT_BUILDING] = {"building", N_("Building"), "栋|栋号|楼栋|楼栋号|楼号|幢|幢号|座|buildingno|block", 0},
    [RESIDENT_UNIT] = {"unit", N_("Unit"), "单元|单元号|梯|unitno", 0},
    [RESIDENT_NUMBER] = {"number", N_("Room number"), "室|室号|房|flat|flatno|door", 0},
    [RESIDENT_PHONE] =
        {"phone", N_("Phone"),
         "电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|联系手机|mobile|tel|telephone|phonenumber",
         RESIDENT_PHONE2},
    [RESIDENT_PHONE2] = {"phone2", N_("Second phone"),
                         "电话2|手机2|备用电话|其他电话|第二电话|紧急联系电话|secondphone", 0},
    [RESIDENT_ID] = {"id_number", N_("ID number"),
                     "身份证|身份证号|身份证号码|证件号|证件号码|公民身份号码|居民身份证|idnumber|idcard|idno", 0},
    [RESIDENT_SEX] = {"sex", N_("Sex"), "性别|gender", 0},
    [RESIDENT_BIRTH] = {"birth", N_("Birthday"), "出生日期|出生年月|出生年月日|生日|birthday|birthdate|dateofbirth", 0},
    [RESIDENT_KIND] = {"kind", N_("Kind"), "类型|人员类型|人员类别|居住类型|居住性质|类别|type", 0},
    [RESIDENT_RELATION] = {"relation", N_("Relation"), "与户主关系|户主关系|关系|relationtohead|relationship", 0},
    [RESIDENT_HEAD] = {"head", N_("Head"), "户主|户主姓名|headofhousehold|householdhead", 0},
    [RESIDENT_OCCUPANCY] = {"occupancy", N_("Occupancy"), "房屋状态|房屋状况|居住情况|居住状态|房屋性质|房屋用途", 0},
    [RESIDENT_PERSONS] = {"persons", N_("Persons reported"),
                          "人数|家庭人数|居住人数|人口|人口数|在住人数|household size", 0},
    [RESIDENT_GRID] = {"grid", N_("Grid"), "网格|网格号|所属网格|网格名称|gridno", 0},
    [RESIDENT_RESPONSIBLE] = {"responsible", N_("Responsible"),
                              "责任人|包户干部|包保干部|网格员|负责人|responsibleperson|gridworker", 0},
    [RESIDENT_LINE] = {"line", N_("Screened by"), IMPORT_LINE_HEADINGS, 0},
    [RESIDENT_LEADER] = {"leader", N_("Building leader"), IMPORT_LEADER_HEADINGS, 0},
    [RESIDENT_NEEDS] = {"needs", N_("Special needs"), IMPORT_NEEDS_HEADINGS, 0},
    [RESIDENT_NOTE] = {"note", N_("Note"), "备注|说明|其他|remark|remarks|notes|comment", 0},
};
static const struct import_rules rules = {
    .verb = "import.residents",
    .unseen = true,
    .mapped = mapped,
    .start = start,
    .finish = finish,
    .judge = judge,
    .text = field_text,
    .write = write_row,
    .change = change_row,
    .from_chat = from_chat,
};
const struct import_register import_residents = {
    .name = "residents",
    .label = N_("Residents"),
    .fields = fields,
    .field_count = RESIDENT_FIELDS,
    .rules = &rules,
};
