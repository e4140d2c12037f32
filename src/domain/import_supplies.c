/* Requests of households from a sheet or pasted from the chat (domain.md §5): which household, what it needs, how much.
 * What a household asked for within a day is a proposal: meant once more, or not. */
#include "gatepost/chat.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_cell.h"
#include "supply_said.h"
#include <stdio.h>
#include <string.h>

enum supply_column {
    NEED_ROOM,
    NEED_ESTATE,
    NEED_BUILDING,
    NEED_UNIT,
    NEED_NUMBER,
    NEED_WHO,
    NEED_PHONE,
    NEED_ITEMS, /* of a chat's line: all it says */
    NEED_AMOUNT,
    NEED_MEASURE,
    NEED_URGENT,
    NEED_WANTED,
    NEED_NOTE,
    NEED_SENDER, /* a chat calls people "8-1-302 张伟明" */
    NEED_COLUMNS
};
enum { ROOM_BYTES = 200, HOUSEHOLD_MOST = 24 };

static bool mapped(const struct importer *importer, struct err *err)
{
    if (!importer_has(importer, NEED_ITEMS))
        return err_set(err, ERR_INPUT, _("Which column says what is needed? Say it first."));
    return importer_has(importer, NEED_ROOM) || importer_has(importer, NEED_NUMBER) ||
           importer_has(importer, NEED_WHO) || importer_has(importer, NEED_PHONE) ||
           importer_has(importer, NEED_SENDER) ||
           err_set(err, ERR_INPUT, _("Which column holds the rooms, names or phones? Say it first."));
}

/* ---- what a row says ---- */

static const char *cell_of(const struct importer *importer, int64_t row, enum supply_column column)
{
    return importer_cell(importer, row, column);
}

static void read_room(const struct importer *importer, int64_t row, char *room, size_t size)
{
    static const struct import_room_columns columns = {
        .whole = NEED_ROOM, .building = NEED_BUILDING, .unit = NEED_UNIT, .number = NEED_NUMBER};
    char text[ROOM_BYTES];
    const char *estate = cell_of(importer, row, NEED_ESTATE);
    import_join_room(importer, row, &columns, text, sizeof text);
    estate = estate[0] != '\0' ? estate : importer->estate;
    snprintf(room, size, "%.60s%s%.130s", estate, estate[0] != '\0' && text[0] != '\0' ? " " : "",
             text[0] != '\0' ? text : "");
    if (text[0] == '\0')
        room[0] = '\0';
}

static bool read_cells(const struct importer *importer, int64_t row, struct supply_said *said, struct err *err)
{
    const char *amount = cell_of(importer, row, NEED_AMOUNT);
    read_room(importer, row, said->room, sizeof said->room);
    text_copy(said->name, sizeof said->name, cell_of(importer, row, NEED_WHO));
    text_copy(said->phone, sizeof said->phone, cell_of(importer, row, NEED_PHONE));
    text_copy(said->note, sizeof said->note, cell_of(importer, row, NEED_NOTE));
    snprintf(said->items, sizeof said->items, "%.800s%s%.60s%.60s", cell_of(importer, row, NEED_ITEMS),
             amount[0] != '\0' ? " " : "", amount, amount[0] != '\0' ? cell_of(importer, row, NEED_MEASURE) : "");
    if (!import_refuse_cut(said->phone, "phone", err) ||
        !supply_said_urgent(cell_of(importer, row, NEED_URGENT), &said->urgent, err))
        return false;
    if (said->room[0] == '\0' && said->name[0] == '\0' && said->phone[0] == '\0')
        supply_said_sender(cell_of(importer, row, NEED_SENDER), said);
    return true;
}

/* A line of a chat says everything in one. */
static bool read_line(const struct importer *importer, int64_t row, struct supply_said *said, struct err *err)
{
    text_copy(said->room, sizeof said->room, cell_of(importer, row, NEED_ROOM));
    text_copy(said->name, sizeof said->name, cell_of(importer, row, NEED_WHO));
    text_copy(said->phone, sizeof said->phone, cell_of(importer, row, NEED_PHONE));
    bool good = supply_said_line(importer->store, cell_of(importer, row, NEED_ITEMS), said, err);
    if (said->room[0] == '\0')
        supply_said_sender(cell_of(importer, row, NEED_SENDER), said);
    const char *estate = cell_of(importer, row, NEED_ESTATE);
    estate = estate[0] != '\0' ? estate : importer->estate;
    if (said->room[0] != '\0' && estate[0] != '\0' && strstr(said->room, estate) == NULL) {
        char room[sizeof said->room];
        snprintf(room, sizeof room, "%.60s %.130s", estate, said->room);
        text_copy(said->room, sizeof said->room, room);
    }
    return good;
}

static bool read_said(const struct importer *importer, int64_t row, struct supply_said *said, struct err *err)
{
    *said = (struct supply_said){0};
    return importer->is_chat ? read_line(importer, row, said, err) : read_cells(importer, row, said, err);
}

/* ---- which household ---- */

/* Who of the household it is; somebody else asks for it by name alone. */
static bool find_asker(struct store *store, const struct supply_said *said, struct supply *supply, struct err *err)
{
    struct person persons[HOUSEHOLD_MOST];
    int count = 0;
    if (!person_of_place(store, supply->place_id, persons, HOUSEHOLD_MOST, &count, err))
        return false;
    for (int i = 0; i < count && supply->person_id == 0; i++)
        if (said->name[0] != '\0' && strcmp(persons[i].name, said->name) == 0)
            supply->person_id = persons[i].id;
    if (supply->person_id == 0)
        text_copy(supply->asked_by, sizeof supply->asked_by, said->name);
    return true;
}

static bool find_by_person(struct store *store, const struct supply_said *said, struct supply *supply, struct err *err)
{
    struct person person;
    int64_t id = 0;
    char phones[PHONE_MOST][PHONE_SIZE];
    int count = 0;
    bool by_phone = said->phone[0] != '\0' && phone_parse(said->phone, phones, &count, NULL) &&
                    person_find(store, "", phones[0], said->name, 0, &id, NULL);
    if (!by_phone && !record_person(store, said->name[0] != '\0' ? said->name : said->phone, &id, err))
        return false;
    if (!person_get(store, id, &person, err))
        return false;
    supply->person_id = id;
    supply->place_id = person.place_id;
    return person.place_id != 0 ||
           err_set(err, ERR_INPUT, _("Nobody knows where %s lives: write the room."), person.name);
}

static bool find_household(struct store *store, const struct supply_said *said, struct supply *supply, struct err *err)
{
    bool found;
    if (said->room[0] == '\0' && said->name[0] == '\0' && said->phone[0] == '\0')
        found = err_set(err, ERR_INPUT, _("Which household is it for? Write its room."));
    else if (said->room[0] == '\0')
        found = find_by_person(store, said, supply, err);
    else
        found = record_place(store, said->room, &supply->place_id, err) && find_asker(store, said, supply, err);
    if (!found && err != NULL)
        err->field = "place";
    return found;
}

/* ---- one row ---- */

static bool put(struct store *store, struct supply *supply, const char *name, const char *text, struct err *err)
{
    return text[0] == '\0' || record_resolve(store, record_find(supply_fields, name), supply, text, err);
}

static bool read_row(const struct importer *importer, int64_t row, struct supply *supply, struct err *err)
{
    struct store *store = importer->store;
    struct supply_said said;
    register_new(&supply_rules, supply);
    supply->via = importer->is_chat ? SUPPLY_CHAT : SUPPLY_OTHER;
    if (!read_said(importer, row, &said, err) || !find_household(store, &said, supply, err))
        return false;
    if (importer->is_chat && said.items[0] == '\0')
        return err_field(err, ERR_INPUT, "items", _("No thing with an amount in it: write such as 尿不湿 1包."));
    supply->urgent = said.urgent;
    return put(store, supply, "items", said.items, err) && put(store, supply, "phone", said.phone, err) &&
           put(store, supply, "note", said.note, err) &&
           put(store, supply, "wanted_at", cell_of(importer, row, NEED_WANTED), err);
}

/* ---- judged ---- */

/* The line that said it first; 0: none before this one. */
static int64_t seen_before(struct importer *importer, int64_t row, const struct supply *supply, const char *what)
{
    struct buffer key = {0};
    bool is_new;
    int64_t line = sheet_line(importer->sheet, importer->first + row);
    buffer_format(&key, "%lld\t%s", (long long)supply->place_id, what);
    int64_t first = *seen_at(importer->memory, buffer_text(&key), line, &is_new);
    buffer_release(&key);
    return is_new || first == line ? 0 : first;
}

/* In a row above: everything of it, or one of its things. */
static enum import_verdict judge_lines(struct importer *importer, int64_t row, const struct supply *supply,
                                       struct buffer *why)
{
    struct item items[ITEMS_MOST];
    int count = 0;
    int64_t line = seen_before(importer, row, supply, supply->items);
    enum import_verdict verdict = IMPORT_NEW;
    if (line != 0) {
        buffer_format(why, _("Line %lld says the same."), (long long)line);
        return IMPORT_SAME;
    }
    if (!items_parse(supply->items, REQUEST_MOST, goods_known, importer->store, items, &count, NULL))
        return IMPORT_NEW;
    for (int i = 0; i < count; i++) {
        int64_t first = seen_before(importer, row, supply, items[i].name);
        if (first == 0 || verdict == IMPORT_DIFFERS)
            continue;
        buffer_format(why, _("line %1$lld asks for %2$s, too: once more?"), (long long)first, items[i].name);
        verdict = IMPORT_DIFFERS;
    }
    return verdict;
}

/* Asked for within a day, as the register has it. */
static enum import_verdict judge_known(struct importer *importer, const struct supply *supply, int64_t *who,
                                       struct buffer *why)
{
    struct supply found;
    char item[ITEM_BYTES], when[TIME_SIZE];
    if (!supply_asked_twice(importer->store, supply->place_id, supply->items, supply->asked_at, 0, item, &found,
                            NULL) ||
        found.head.id == 0)
        return IMPORT_NEW;
    bool same = strcmp(found.items, supply->items) == 0;
    moment_label(found.asked_at, when);
    buffer_format(why,
                  same ? _("%1$s was asked for already, %2$s: #%3$lld, %4$s")
                       : _("%1$s was asked for already, %2$s: #%3$lld, %4$s. Once more?"),
                  same ? supply->items : item, when, (long long)found.head.id,
                  words_context(supply_state_labels[found.state]));
    *who = found.head.id;
    return same ? IMPORT_SAME : IMPORT_DIFFERS;
}

static void add_what(struct store *store, const struct supply *supply, struct buffer *why)
{
    buffer_format(why, "%s%s", why->length > 0 ? "  " : "", supply->items);
    if (supply->urgent)
        buffer_format(why, "  %s", _("urgent"));
    if (supply_leave_at_door(store, supply->place_id))
        buffer_format(why, "  %s", _("under observation: leave it at the door"));
}

/* Of a chat's lines some are about other things. */
static bool is_talk(const struct importer *importer, int64_t row, struct buffer *why)
{
    static const enum supply_column telling[] = {NEED_ROOM, NEED_NUMBER, NEED_WHO, NEED_PHONE, NEED_ITEMS};
    struct supply_said said;
    if (importer->is_chat) {
        bool read = read_said(importer, row, &said, NULL),
             somebody = said.room[0] != '\0' || said.name[0] != '\0' || said.phone[0] != '\0';
        if ((!read && somebody) || said.items[0] != '\0' || said.has_room)
            return false;
        buffer_add(why, _("nothing is asked for in it"));
        return true;
    }
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++)
        if (cell_of(importer, row, telling[i])[0] != '\0')
            return false;
    buffer_add(why, _("neither a household nor things"));
    return true;
}

static enum import_verdict judge(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    struct supply supply;
    struct err err = {0};
    if (is_talk(importer, row, why))
        return IMPORT_PASSED;
    bool read = read_row(importer, row, &supply, &err);
    supply.again = true; /* that is asked below */
    if (!read || !register_check(importer->store, &supply_rules, &supply, &err)) {
        buffer_clear(why);
        buffer_add(why, err.text);
        return IMPORT_REFUSED;
    }
    enum import_verdict line = judge_lines(importer, row, &supply, why);
    enum import_verdict known = line == IMPORT_NEW ? judge_known(importer, &supply, who, why) : line;
    if (known == IMPORT_NEW || known == IMPORT_DIFFERS)
        add_what(importer->store, &supply, why);
    return known;
}

static bool field_text(const struct importer *importer, int64_t row, int field, char *text, size_t size)
{
    struct supply_said said;
    if (field == NEED_SENDER || !read_said(importer, row, &said, NULL))
        return false;
    const char *texts[NEED_COLUMNS] = {[NEED_ROOM] = said.room,
                                       [NEED_WHO] = said.name,
                                       [NEED_PHONE] = said.phone,
                                       [NEED_ITEMS] = said.items,
                                       [NEED_NOTE] = said.note};
    struct supply supply = {0};
    if (field == NEED_ROOM && said.room[0] == '\0' && find_household(importer->store, &said, &supply, NULL))
        place_label_of(importer->store, supply.place_id, said.room, sizeof said.room);
    if (field == NEED_URGENT)
        texts[NEED_URGENT] = said.urgent ? _("urgent") : "";
    if (texts[field] == NULL || (texts[field][0] == '\0' && !importer->is_chat))
        return false;
    text_copy(text, size, texts[field]);
    return true;
}

static bool save_row(struct importer *importer, int64_t row, bool again, struct err *err)
{
    struct supply supply;
    if (!read_row(importer, row, &supply, err))
        return false;
    supply.again = again;
    return register_save_within(importer->store, &supply_rules, &supply, err);
}

static bool write_row(struct importer *importer, int64_t row, struct err *err)
{
    return save_row(importer, row, false, err);
}

/* Taken: it is meant once more. */
static bool change_row(struct importer *importer, int64_t row, int64_t who, struct err *err)
{
    (void)who;
    return save_row(importer, row, true, err);
}

static void from_chat(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST])
{
    cells[NEED_ESTATE] = importer_estate_in(importer, line->text);
    cells[NEED_ROOM] = chat_part(line, CHAT_ROOM);
    cells[NEED_WHO] = chat_part(line, CHAT_NAME);
    cells[NEED_PHONE] = chat_part(line, CHAT_PHONE);
    cells[NEED_SENDER] = chat_part(line, CHAT_SENDER);
    cells[NEED_ITEMS] = line->said;
}

static const struct import_field fields[] = {
    [NEED_ROOM] = {"room", N_("Household"),
                   "房号|房间号|门牌|门牌号|住户|户|住址|地址|家庭住址|详细地址|room|address|roomno", 0},
    [NEED_ESTATE] = {"estate", N_("Estate"), "小区|小区名称|所属小区|楼盘|estatename|compound", 0},
    [NEED_BUILDING] = {"building", N_("Building"), "栋|栋号|楼栋|楼栋号|楼号|幢|幢号|座|buildingno|block", 0},
    [NEED_UNIT] = {"unit", N_("Unit"), "单元|单元号|梯|unitno", 0},
    [NEED_NUMBER] = {"number", N_("Room number"), "室|室号|房|flat|flatno|door", 0},
    [NEED_WHO] = {"name", N_("Who asks"), "who|姓名|名字|提出人|申请人|登记人|需求人|fullname|askedby", 0},
    [NEED_PHONE] = {"phone", N_("Phone"), "电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|mobile|tel|telephone",
                    0},
    [NEED_ITEMS] = {"items", N_("Needed"),
                    "需要|需求|物资|物品|品名|所需物资|需求物资|物资需求|需要物品|采购物品|购买物品|清单|needed|things|"
                    "goods|item",
                    0},
    [NEED_AMOUNT] = {"amount", N_("Amount"), "数量|件数|需求数量|quantity", 0},
    [NEED_MEASURE] = {"measure", N_("counted in"), "单位|计量单位|unitofmeasure", 0},
    [NEED_URGENT] = {"urgent", N_("Urgent"), "加急|紧急|急|是否加急|是否紧急|紧急程度|urgency", 0},
    [NEED_WANTED] = {"wanted_at", N_("Wanted by"),
                     "最晚送达|期望时间|希望送达|需要时间|送达时间|截止时间|wantedby|until", 0},
    [NEED_NOTE] = {"note", N_("Remark"), "备注|说明|其他|特殊情况|remark|remarks|notes|comment", 0},
    [NEED_SENDER] = {"sender", N_("Sent by"), "发送人|发送者|昵称|群昵称|微信名|nickname", 0},
};
static const struct import_rules rules = {
    .verb = "import.supplies",
    .mapped = mapped,
    .start = seen_start,
    .finish = seen_finish,
    .judge = judge,
    .text = field_text,
    .write = write_row,
    .change = change_row,
    .whole_lines = true,
    .from_chat = from_chat,
};
const struct import_register import_supplies = {
    .name = "supplies",
    .label = N_("Supply requests"),
    .fields = fields,
    .field_count = NEED_COLUMNS,
    .rules = &rules,
};
