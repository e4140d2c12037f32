/* Households, enterprises, small places and rented houses. A household is matched by its room, any other place by kind,
 * name and room; whatever is not in the file stays as it is. */
#include "gatepost/mask.h"
#include "gatepost/place_words.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_place.h"
#include <stdio.h>
#include <string.h>

enum { KEY_BYTES = 400 };
enum field {
    FIELD_KIND,
    FIELD_NAME,
    FIELD_ROOM,
    FIELD_ESTATE,
    FIELD_BUILDING,
    FIELD_UNIT,
    FIELD_NUMBER,
    FIELD_GRID,
    FIELD_HEAD,
    FIELD_PHONE,
    FIELD_PERSONS,
    FIELD_OCCUPANCY,
    FIELD_LINE,
    FIELD_RESPONSIBLE,
    FIELD_LEADER,
    FIELD_NEEDS,
    FIELD_NOTE,
    FIELD_COUNT
};
static const struct import_place_columns columns = {
    .room = {.whole = FIELD_ROOM, .building = FIELD_BUILDING, .unit = FIELD_UNIT, .number = FIELD_NUMBER},
    .estate = FIELD_ESTATE,
    .grid = FIELD_GRID,
    .head = FIELD_HEAD,
    .persons = FIELD_PERSONS,
    .occupancy = FIELD_OCCUPANCY,
    .line = FIELD_LINE,
    .responsible = FIELD_RESPONSIBLE,
    .leader = FIELD_LEADER,
    .needs = FIELD_NEEDS,
};

static bool mapped(const struct importer *importer, struct err *err)
{
    bool has_room = importer_has(importer, FIELD_ROOM) ||
                    (importer_has(importer, FIELD_BUILDING) && importer_has(importer, FIELD_NUMBER));
    return has_room || importer_has(importer, FIELD_NAME) ||
           err_set(err, ERR_INPUT, _("Which column holds the rooms, or the names of the places? Say it first."));
}

/* ---- one row ---- */

static bool read_kind(const struct importer *importer, int64_t row, struct place *place, struct err *err)
{
    const char *text = importer_cell(importer, row, FIELD_KIND);
    if (text[0] != '\0')
        return place_kind_of(text, &place->kind) ||
               err_field(err, ERR_INPUT, "kind",
                         _("\"%.40s\" is no kind of place: household, enterprise, small place or rented house."), text);
    return place->name[0] == '\0' ||
           err_field(err, ERR_INPUT, "kind",
                     _("What is %s: an enterprise, a small place or a rented house? Say it in a column of kinds."),
                     place->name);
}

static bool read_phone(const struct importer *importer, int64_t row, struct place *place, struct err *err)
{
    const char *text = importer_cell(importer, row, FIELD_PHONE);
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    if (text[0] == '\0')
        return true;
    if (mask_is_masked(text))
        return err_field(err, ERR_INPUT, "phone",
                         _("This value is masked with asterisks. Type the full value, or leave the field as it was."));
    if (!import_refuse_cut(text, "phone", err) || !phone_parse(text, phones, &count, err))
        return false;
    text_copy(place->phone, sizeof place->phone, phones[0]);
    return true;
}

static bool read_row(const struct importer *importer, int64_t row, struct place *place, struct err *err)
{
    *place = (struct place){.kind = PLACE_HOUSEHOLD};
    if (!import_take_text(importer, row, FIELD_NAME, place->name, sizeof place->name, err) ||
        !read_kind(importer, row, place, err))
        return false;
    if (place->kind == PLACE_HOUSEHOLD)
        place->name[0] = '\0';
    if (!import_read_room(importer, row, &columns, place->kind == PLACE_HOUSEHOLD, place, err) ||
        !import_read_place(importer, row, &columns, place, err) || !read_phone(importer, row, place, err) ||
        !import_take_text(importer, row, FIELD_NOTE, place->note, sizeof place->note, err))
        return false;
    bool is_rented_room = place->kind == PLACE_RENTED && place->room.number[0] != '\0';
    return place->kind == PLACE_HOUSEHOLD || place->name[0] != '\0' || is_rented_room ||
           err_field(err, ERR_INPUT, "name", _("The name is missing."));
}

/* ---- which it is ---- */

static bool find_known(struct store *store, const struct place *place, int64_t *id, struct err *err)
{
    struct err why = {0};
    *id = 0;
    if (place->kind == PLACE_HOUSEHOLD ? place_find_room(store, place->estate, &place->room, id, &why)
                                       : place_find_named(store, place, id, &why))
        return true;
    *id = 0;
    return why.code == ERR_NOT_FOUND || err_set(err, why.code, "%s", why.text);
}

static bool check_doubles(struct importer *importer, int64_t row, const struct place *place, struct err *err)
{
    char sort[PLACE_SORT_BYTES], key[KEY_BYTES];
    bool is_new;
    int64_t line = sheet_line(importer->sheet, importer->first + row);
    place_sort_key(place, sort, sizeof sort);
    snprintf(key, sizeof key, "%d\t%s", (int)place->kind, sort);
    int64_t first = *seen_at(importer->memory, key, line, &is_new);
    return is_new || err_set(err, ERR_INPUT, _("Line %lld is the same place."), (long long)first);
}

static void differences(const struct place *said, const struct place *known, struct buffer *out)
{
    import_place_differences(said, known, out);
    import_add_difference(out, _("phone"), known->phone, said->phone, MASK_PHONE);
    import_add_difference(out, _("note"), known->note, said->note, -1);
}

static bool is_blank_row(const struct importer *importer, int64_t row)
{
    static const enum field telling[] = {FIELD_NAME, FIELD_ROOM, FIELD_NUMBER, FIELD_HEAD, FIELD_PHONE};
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++)
        if (importer_cell(importer, row, telling[i])[0] != '\0')
            return false;
    return true;
}

static bool judge_read(struct importer *importer, int64_t row, struct place *known, struct buffer *out, struct err *err)
{
    struct place place;
    int64_t id = 0;
    if (!read_row(importer, row, &place, err) || !check_doubles(importer, row, &place, err) ||
        !find_known(importer->store, &place, &id, err))
        return false;
    if (id == 0)
        return true;
    if (!place_get(importer->store, id, known, err))
        return false;
    differences(&place, known, out);
    return true;
}

static enum import_verdict judge(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    struct place known = {0};
    struct err err = {0};
    if (is_blank_row(importer, row)) {
        buffer_add(why, _("neither name nor room"));
        return IMPORT_PASSED;
    }
    if (!judge_read(importer, row, &known, why, &err)) {
        buffer_clear(why);
        buffer_add(why, err.text);
        return IMPORT_REFUSED;
    }
    *who = known.id;
    return known.id == 0 ? IMPORT_NEW : why->length > 0 ? IMPORT_DIFFERS : IMPORT_SAME;
}

static bool field_text(const struct importer *importer, int64_t row, int field, char *text, size_t size)
{
    struct place place = {0};
    text[0] = '\0';
    if (field == FIELD_ROOM && import_read_room(importer, row, &columns, true, &place, NULL))
        place_label(&place, place.estate[0] != '\0', text, size);
    return text[0] != '\0';
}

/* ---- written ---- */

static bool write_row(struct importer *importer, int64_t row, struct err *err)
{
    struct place place;
    if (!read_row(importer, row, &place, err))
        return false;
    place.import_id = importer->import_id;
    return place_save(importer->store, &place, err);
}

static bool change_row(struct importer *importer, int64_t row, int64_t who, struct err *err)
{
    struct place said, known;
    char label[200];
    if (!read_row(importer, row, &said, err) || !place_get(importer->store, who, &known, err))
        return false;
    place_label(&known, true, label, sizeof label);
    if (known.voided[0] != '\0')
        return err_set(err, ERR_CONFLICT, _("%s was voided already."), label);
    import_put_place(&said, &known);
    import_put_text(known.phone, sizeof known.phone, said.phone);
    import_put_text(known.note, sizeof known.note, said.note);
    return place_save(importer->store, &known, err);
}

/* "4人" in what is left of a line; "" when nobody is counted there. */
static const char *persons_in(const char *rest)
{
    const char *counted = strstr(rest, "人");
    const char *at = counted;
    while (at != NULL && at > rest && at[-1] >= '0' && at[-1] <= '9')
        at--;
    return at == NULL || at == counted ? "" : at;
}

static void from_chat(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST])
{
    cells[FIELD_ESTATE] = importer_estate_in(importer, line->text);
    cells[FIELD_ROOM] = chat_part(line, CHAT_ROOM);
    cells[FIELD_HEAD] = chat_part(line, CHAT_NAME);
    cells[FIELD_PHONE] = chat_part(line, CHAT_PHONE);
    cells[FIELD_NEEDS] = chat_part(line, CHAT_REST);
    cells[FIELD_PERSONS] = persons_in(chat_part(line, CHAT_REST));
}

static const struct import_field fields[] = {
    [FIELD_KIND] = {"kind", N_("Kind"), "类型|场所类型|场所类别|类别|性质|type", 0},
    [FIELD_NAME] = {"name", N_("Name"),
                    "名称|场所名称|单位名称|企业名称|店名|店铺名称|商铺名称|出租屋名称|字号|placename|company", 0},
    [FIELD_ROOM] = {"room", N_("Room"),
                    "房号|房间号|房屋|房屋编号|门牌|门牌号|住址|地址|家庭住址|详细地址|户号|address|roomno|roomnumber",
                    0},
    [FIELD_ESTATE] = {"estate", N_("Estate"), "小区|小区名称|所属小区|楼盘|院区|estatename|compound", 0},
    [FIELD_BUILDING] = {"building", N_("Building"), "栋|栋号|楼栋|楼栋号|楼号|幢|幢号|座|buildingno|block", 0},
    [FIELD_UNIT] = {"unit", N_("Unit"), "单元|单元号|梯|unitno", 0},
    [FIELD_NUMBER] = {"number", N_("Room number"), "室|室号|房|flat|flatno|door", 0},
    [FIELD_GRID] = {"grid", N_("Grid"), "网格|网格号|所属网格|网格名称|gridno", 0},
    [FIELD_HEAD] = {"head", N_("Head"),
                    "户主|户主姓名|房主|屋主|联系人|法人|法定代表人|经营者|店主|headofhousehold|householdhead|contact",
                    0},
    [FIELD_PHONE] = {"phone", N_("Phone"),
                     "电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|户主电话|联系人电话|mobile|tel|telephone",
                     0},
    [FIELD_PERSONS] = {"persons", N_("Persons reported"),
                       "人数|家庭人数|居住人数|人口|人口数|在住人数|从业人数|员工人数|householdsize", 0},
    [FIELD_OCCUPANCY] = {"occupancy", N_("Occupancy"), "居住情况|居住状态|房屋状态|房屋状况|房屋性质|房屋用途", 0},
    [FIELD_LINE] = {"line", N_("Screened by"), IMPORT_LINE_HEADINGS, 0},
    [FIELD_RESPONSIBLE] = {"responsible", N_("Responsible"),
                           "责任人|包户干部|包保干部|网格员|负责人|responsibleperson|gridworker", 0},
    [FIELD_LEADER] = {"leader", N_("Building leader"), IMPORT_LEADER_HEADINGS, 0},
    [FIELD_NEEDS] = {"needs", N_("Special needs"), IMPORT_NEEDS_HEADINGS, 0},
    [FIELD_NOTE] = {"note", N_("Note"), "备注|说明|其他|remark|remarks|notes|comment", 0},
};
static const struct import_rules rules = {
    .verb = "import.places",
    .unseen = true,
    .mapped = mapped,
    .start = seen_start,
    .finish = seen_finish,
    .judge = judge,
    .text = field_text,
    .write = write_row,
    .change = change_row,
    .from_chat = from_chat,
};
const struct import_register import_places = {
    .name = "places",
    .label = N_("Households and places"),
    .fields = fields,
    .field_count = FIELD_COUNT,
    .rules = &rules,
};
