/* What residents declared themselves, as QR forms export it or as it was pasted from a chat. Each row waits to be
 * checked as soon as it is saved. */
#include "gatepost/clock.h"
#include "gatepost/declaration_rules.h"
#include "gatepost/journey.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_cell.h"
#include "verb.h"
#include <stdio.h>
#include <string.h>

enum declared_field {
    DECLARED_NAME,
    DECLARED_ROOM,
    DECLARED_ESTATE,
    DECLARED_BUILDING,
    DECLARED_UNIT,
    DECLARED_NUMBER,
    DECLARED_PHONE,
    DECLARED_ID,
    DECLARED_AT,
    DECLARED_KIND,
    DECLARED_FROM,
    DECLARED_LEFT,
    DECLARED_RETURNED,
    DECLARED_AFFECTED,
    DECLARED_TRANSPORT,
    DECLARED_TRIP,
    DECLARED_COMPANIONS,
    DECLARED_SYMPTOMS,
    DECLARED_NOTE,
    DECLARED_FIELDS
};
enum { SPARE_BYTES = 8, ROOM_BYTES = 200 };

static bool mapped(const struct importer *importer, struct err *err)
{
    return importer_has(importer, DECLARED_NAME) ||
           err_set(err, ERR_INPUT, _("Which column holds the names? Say it first."));
}

/* ---- one row ---- */

static const char *cell_of(const struct importer *importer, int64_t row, enum declared_field field)
{
    return importer_cell(importer, row, field);
}

/* All of it or, where it is too long, refused by the register. */
static void take(const struct importer *importer, int64_t row, enum declared_field field, char *target, size_t size)
{
    const char *text = cell_of(importer, row, field);
    text_copy(target, size, import_says_nothing(text) ? "" : text);
}

static void add_note(struct declaration *declaration, const char *label, const char *words)
{
    struct buffer note = {0};
    if (words[0] == '\0')
        return;
    buffer_add(&note, declaration->note);
    buffer_format(&note, "%s%s%s", note.length > 0 ? " " : "", label, words);
    text_copy(declaration->note, sizeof declaration->note, buffer_text(&note));
    buffer_release(&note);
}

/* As the register writes rooms where it can be read as one, else as it was typed. */
static void read_room(const struct importer *importer, int64_t row, struct declaration *declaration)
{
    static const struct import_room_columns columns = {
        .whole = DECLARED_ROOM, .building = DECLARED_BUILDING, .unit = DECLARED_UNIT, .number = DECLARED_NUMBER};
    struct place place = {.kind = PLACE_HOUSEHOLD};
    char text[ROOM_BYTES], shown[ROOM_BYTES];
    const char *estate = cell_of(importer, row, DECLARED_ESTATE);
    text_copy(place.estate, sizeof place.estate, estate[0] != '\0' ? estate : importer->estate);
    import_join_room(importer, row, &columns, text, sizeof text);
    if (text[0] == '\0')
        return;
    if (room_parse_in_estate(text, place.estate, &place.room, NULL) && place.room.building[0] != '\0')
        place_label(&place, place.estate[0] != '\0', shown, sizeof shown);
    else
        snprintf(shown, sizeof shown, "%.60s%s%.130s", estate, estate[0] != '\0' ? " " : "", text);
    text_copy(declaration->room, sizeof declaration->room, shown);
}

/* The first number is the one; whose it is and a second one go into the remark. */
static bool read_numbers(const struct importer *importer, int64_t row, struct declaration *declaration, struct err *err)
{
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    const char *phone = cell_of(importer, row, DECLARED_PHONE), *id_number = cell_of(importer, row, DECLARED_ID);
    struct buffer numbers = {0}, words = {0}, trimmed = {0};
    if (!import_refuse_cut(phone, "phone", err) || !import_refuse_cut(id_number, "id_number", err))
        return false;
    import_take_phones(phone, &numbers, &words);
    text_trim(&trimmed, buffer_text(&numbers));
    bool read = phone_parse(buffer_text(&trimmed), phones, &count, NULL);
    text_copy(declaration->phone, sizeof declaration->phone, read ? phones[0] : buffer_text(&trimmed));
    if (words.length > 0)
        add_note(declaration, _("phone: "), buffer_text(&words));
    if (count > 1)
        add_note(declaration, _("second phone: "), phones[1]);
    text_copy(declaration->id_number, sizeof declaration->id_number, id_number + (id_number[0] == '\''));
    buffer_release(&numbers);
    buffer_release(&words);
    buffer_release(&trimmed);
    return true;
}

/* Forms write days with and without a time. */
static bool read_day(const struct importer *importer, int64_t row, enum declared_field field, int *day, struct err *err)
{
    const char *text = cell_of(importer, row, field);
    int64_t at = 0;
    if (text[0] == '\0' || import_says_nothing(text) || date_parse(text, clock_day(clock_now()), day, NULL))
        return true;
    if (moment_parse(text, clock_now(), &at, NULL)) {
        *day = clock_day(at);
        return true;
    }
    const struct import_field *about = &importer->wanted->fields[field];
    return err_field(err, ERR_INPUT, about->name, _("%1$s: \"%2$.40s\" is no day."), _(about->label), text);
}

static bool read_moment(const struct importer *importer, int64_t row, struct declaration *declaration, struct err *err)
{
    const char *text = cell_of(importer, row, DECLARED_AT);
    int day = 0;
    if (text[0] == '\0' || moment_parse(text, clock_now(), &declaration->at, NULL))
        return true;
    if (date_parse(text, clock_day(clock_now()), &day, err)) {
        declaration->at = clock_day_start(day);
        return true;
    }
    if (err != NULL)
        err->field = "at";
    return false;
}

/* What is none of them is kept as it was said. */
static void read_kind(const struct importer *importer, int64_t row, struct declaration *declaration)
{
    static const struct {
        enum arrival_kind kind;
        const char *const words[8];
    } kinds[] = {{ARRIVAL_STUDENT, {"学生", "返校", "就读", "student", NULL}},
                 {ARRIVAL_WORKER, {"务工", "返岗", "复工", "工作", "worker", NULL}},
                 {ARRIVAL_RELATIVE, {"探亲", "访友", "亲友", "亲戚", "来访", "relative", "visit", NULL}},
                 {ARRIVAL_RESIDENT, {"居民", "住户", "业主", "租客", "租户", "resident", NULL}}};
    const char *text = cell_of(importer, row, DECLARED_KIND);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (import_says(text, kinds[i].words)) {
            declaration->kind = kinds[i].kind;
            return;
        }
    add_note(declaration, _("who comes: "), import_says_nothing(text) ? "" : text);
}

/* An answer in other words than yes and no is kept as it is. */
static void read_affected(const struct importer *importer, int64_t row, struct declaration *declaration)
{
    const char *text = cell_of(importer, row, DECLARED_AFFECTED);
    declaration->affected = journey_answer(text);
    if (declaration->affected < 0)
        add_note(declaration, _("affected area: "), text);
}

static void read_transport(const struct importer *importer, int64_t row, struct declaration *declaration)
{
    struct buffer both = {0};
    const char *transport = cell_of(importer, row, DECLARED_TRANSPORT), *trip = cell_of(importer, row, DECLARED_TRIP);
    buffer_add(&both, import_says_nothing(transport) ? "" : transport);
    if (trip[0] != '\0' && !import_says_nothing(trip) && !text_contains(transport, trip))
        buffer_format(&both, "%s%s", both.length > 0 ? " " : "", trip);
    text_copy(declaration->transport, sizeof declaration->transport, buffer_text(&both));
    buffer_release(&both);
}

static void put(char *target, size_t size, const char *text)
{
    if (target[0] == '\0')
        text_copy(target, size, text);
}

/* What a line of a chat says in words. */
static void read_journey(struct declaration *declaration)
{
    struct journey journey;
    journey_read(declaration->note, clock_day(clock_now()), &journey);
    put(declaration->from_place, sizeof declaration->from_place, journey.from);
    put(declaration->transport, sizeof declaration->transport, journey.transport);
    put(declaration->companions, sizeof declaration->companions, journey.companions);
    if (declaration->left_day == 0)
        declaration->left_day = journey.left_day;
    if (declaration->returned_day == 0)
        declaration->returned_day = journey.returned_day;
    if (declaration->affected < 0)
        declaration->affected = journey.affected;
    text_copy(declaration->note, sizeof declaration->note, journey.rest);
}

static bool read_row(const struct importer *importer, int64_t row, struct declaration *declaration, struct err *err)
{
    register_new(&declaration_rules, declaration);
    take(importer, row, DECLARED_NAME, declaration->name, sizeof declaration->name);
    take(importer, row, DECLARED_FROM, declaration->from_place, sizeof declaration->from_place);
    take(importer, row, DECLARED_COMPANIONS, declaration->companions, sizeof declaration->companions);
    take(importer, row, DECLARED_SYMPTOMS, declaration->symptoms, sizeof declaration->symptoms);
    take(importer, row, DECLARED_NOTE, declaration->note, sizeof declaration->note);
    text_copy(declaration->source, sizeof declaration->source - SPARE_BYTES, importer->source);
    read_room(importer, row, declaration);
    read_kind(importer, row, declaration);
    read_affected(importer, row, declaration);
    read_transport(importer, row, declaration);
    if (declaration->name[0] == '\0')
        return err_field(err, ERR_INPUT, "name", _("The name is missing."));
    if (!read_moment(importer, row, declaration, err) ||
        !read_day(importer, row, DECLARED_LEFT, &declaration->left_day, err) ||
        !read_day(importer, row, DECLARED_RETURNED, &declaration->returned_day, err))
        return false;
    if (importer->is_chat)
        read_journey(declaration);
    return read_numbers(importer, row, declaration, err);
}

/* ---- judged ---- */

/* The same ID number, the same phone and name, or (without either) room and name, for the same day: in a row above. */
static bool is_line_above(struct importer *importer, int64_t row, const struct declaration *declaration,
                          struct buffer *why)
{
    struct buffer key = {0};
    bool has_id = declaration->id_number[0] != '\0', is_new;
    int64_t line = sheet_line(importer->sheet, importer->first + row);
    if (has_id)
        buffer_format(&key, "#%s\t%d", declaration->id_number, declaration->returned_day);
    else if (declaration->phone[0] != '\0')
        buffer_format(&key, "%s\t%s\t%d", declaration->phone, declaration->name, declaration->returned_day);
    else
        buffer_format(&key, "@%s\t%s\t%d", declaration->room, declaration->name, declaration->returned_day);
    int64_t first = *seen_at(importer->memory, buffer_text(&key), line, &is_new);
    buffer_release(&key);
    if (!is_new)
        buffer_format(why, _("Line %lld says the same."), (long long)first);
    return !is_new;
}

static bool is_known(struct importer *importer, const struct declaration *declaration, struct buffer *why)
{
    struct declaration other;
    char when[TIME_SIZE];
    if (!declaration_same(importer->store, declaration, &other, NULL))
        return false;
    moment_label(other.at, when);
    buffer_format(why, _("declared already (%1$s): %2$s"), when, _(declaration_state_labels[other.state]));
    return true;
}

/* Of a chat's lines some are about other things. */
static bool tells(const struct importer *importer, const struct declaration *declaration)
{
    return !importer->is_chat || declaration->from_place[0] != '\0' || declaration->returned_day != 0 ||
           declaration->left_day != 0 || declaration->transport[0] != '\0' || declaration->affected >= 0;
}

static bool is_blank_row(const struct importer *importer, int64_t row)
{
    static const enum declared_field telling[] = {DECLARED_NAME, DECLARED_ROOM, DECLARED_NUMBER, DECLARED_PHONE,
                                                  DECLARED_ID};
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++)
        if (cell_of(importer, row, telling[i])[0] != '\0')
            return false;
    return true;
}

static enum import_verdict refuse(const struct err *err, struct buffer *why)
{
    buffer_clear(why);
    buffer_add(why, err->text);
    return IMPORT_REFUSED;
}

static enum import_verdict judge(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    struct declaration declaration;
    struct declaration_matched matched;
    struct err err = {0};
    (void)who;
    if (is_blank_row(importer, row)) {
        buffer_add(why, _("neither name nor room"));
        return IMPORT_PASSED;
    }
    if (!read_row(importer, row, &declaration, &err))
        return refuse(&err, why);
    if (!tells(importer, &declaration)) {
        buffer_add(why, _("no journey in it: neither day nor place"));
        return IMPORT_PASSED;
    }
    if (!register_check(importer->store, &declaration_rules, &declaration, &err) ||
        !declaration_match(importer->store, &declaration, &matched, &err))
        return refuse(&err, why);
    if (is_line_above(importer, row, &declaration, why) || is_known(importer, &declaration, why))
        return IMPORT_SAME;
    declaration_match_words(importer->store, &matched, why);
    if (declaration.from_place[0] != '\0')
        buffer_format(why, _("; from %s"), declaration.from_place);
    return IMPORT_NEW;
}

static bool field_text(const struct importer *importer, int64_t row, int field, char *text, size_t size)
{
    struct declaration declaration = {0};
    if (field != DECLARED_ROOM)
        return false;
    read_room(importer, row, &declaration);
    text_copy(text, size, declaration.room);
    return text[0] != '\0';
}

static bool write_row(struct importer *importer, int64_t row, struct err *err)
{
    struct declaration declaration;
    return read_row(importer, row, &declaration, err) &&
           register_save_within(importer->store, &declaration_rules, &declaration, err);
}

static void from_chat(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST])
{
    const char *plate = chat_part(line, CHAT_PLATE);
    cells[DECLARED_ESTATE] = importer_estate_in(importer, line->text);
    cells[DECLARED_NAME] = chat_part(line, CHAT_NAME);
    cells[DECLARED_ROOM] = chat_part(line, CHAT_ROOM);
    cells[DECLARED_PHONE] = chat_part(line, CHAT_PHONE);
    cells[DECLARED_ID] = chat_part(line, CHAT_ID);
    cells[DECLARED_RETURNED] = chat_part(line, CHAT_MOMENT);
    cells[DECLARED_TRIP] = plate; /* a flight's number may look like one */
    cells[DECLARED_NOTE] = chat_part(line, CHAT_REST);
}

static const struct import_field fields[] = {
    [DECLARED_NAME] = {"name", N_("Name"), "姓名|名字|申报人|申报人姓名|填报人|本人姓名|人员姓名|fullname", 0},
    [DECLARED_ROOM] = {"room", N_("Room"),
                       "房号|房间号|门牌|门牌号|住址|现住址|地址|家庭住址|居住地址|详细地址|本地住址|入住地址|address|"
                       "roomno",
                       0},
    [DECLARED_ESTATE] = {"estate", N_("Estate"), "小区|小区名称|所属小区|入住小区|楼盘|estatename|compound", 0},
    [DECLARED_BUILDING] = {"building", N_("Building"), "栋|栋号|楼栋|楼栋号|楼号|幢|幢号|座|buildingno|block", 0},
    [DECLARED_UNIT] = {"unit", N_("Unit"), "单元|单元号|梯|unitno", 0},
    [DECLARED_NUMBER] = {"number", N_("Room number"), "室|室号|房|flat|flatno|door", 0},
    [DECLARED_PHONE] = {"phone", N_("Phone"),
                        "电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|本人电话|mobile|tel|telephone|"
                        "phonenumber",
                        0},
    [DECLARED_ID] = {"id_number", N_("ID number"),
                     "身份证|身份证号|身份证号码|证件号|证件号码|公民身份号码|idnumber|idcard|idno", 0},
    [DECLARED_AT] = {"at", N_("Declared at"),
                     "提交时间|填写时间|填报时间|申报时间|登记时间|提交日期|填写日期|时间戳|timestamp|submittedat|"
                     "submitted",
                     0},
    [DECLARED_KIND] = {"kind", N_("Who comes"), "人员类别|人员类型|类别|类型|身份类别|返乡类别|category|type", 0},
    [DECLARED_FROM] = {"from", N_("From"),
                       "从哪里来|从何处来|出发地|来源地|来自|始发地|旅居地|旅居史|外出地点|出发城市|comingfrom|origin|"
                       "departurefrom",
                       0},
    [DECLARED_LEFT] = {"left", N_("Left on"),
                       "离开日期|离开时间|离开当地时间|出发日期|出发时间|启程日期|离开涉疫地区日期|leftday|lefton|"
                       "departuredate",
                       0},
    [DECLARED_RETURNED] = {"returned", N_("Came on"),
                           "返回日期|返回时间|到达日期|到达时间|抵达日期|抵达时间|返乡日期|返乡时间|回来日期|来访日期|"
                           "cameon|arrivaldate|returndate",
                           0},
    [DECLARED_AFFECTED] = {"affected", N_("Affected area"),
                           "是否途经涉疫地区|是否途经中高风险地区|是否来自涉疫地区|是否来自中高风险地区|中高风险|"
                           "涉疫地区|途经|affectedarea|riskarea",
                           0},
    [DECLARED_TRIP] = {"trip", N_("Train or flight"),
                       "车次航班号|车次|航班号|航班|车次航班|车次号|车牌号|tripnumber|flight|train|flightno", 0},
    [DECLARED_TRANSPORT] = {"transport", N_("Transport"),
                            "交通工具|交通|交通方式|返回方式|出行方式|乘坐交通工具|travelby", 0},
    [DECLARED_COMPANIONS] = {"companions", N_("Companions"),
                             "同行人员|同行人|同行人员姓名|同行人姓名|随行人员|同行人数|travellingwith", 0},
    [DECLARED_SYMPTOMS] = {"symptoms", N_("Symptoms"),
                           "有无症状|症状|是否有症状|身体状况|健康状况|有无发热咳嗽等症状|health|symptom", 0},
    [DECLARED_NOTE] = {"note", N_("Note"), "备注|说明|其他|其他说明|remark|remarks|notes|comment", 0},
};
static const struct import_rules rules = {
    .verb = "import.declarations",
    .mapped = mapped,
    .start = seen_start,
    .finish = seen_finish,
    .judge = judge,
    .text = field_text,
    .write = write_row,
    .from_chat = from_chat,
};
const struct import_register import_declarations = {
    .name = "declarations",
    .label = N_("Declarations"),
    .fields = fields,
    .field_count = DECLARED_FIELDS,
    .rules = &rules,
};
