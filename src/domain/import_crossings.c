/* Crossings from a paper list or a chat: who, when, which way, how warm. Whoever is not known becomes a visitor; what
 * the gate would ask about (a fever, a flag) is left to the entry form. */
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_register.h"
#include "person_fields.h"
#include <stdlib.h>
#include <string.h>

enum crossing_field {
    CROSSING_NAME,
    CROSSING_ROOM,
    CROSSING_PHONE,
    CROSSING_DIRECTION,
    CROSSING_TEMP,
    CROSSING_RETEST,
    CROSSING_AT,
    CROSSING_PLATE,
    CROSSING_PURPOSE,
    CROSSING_CHECKPOINT,
    CROSSING_FIELDS
};
enum { NAMESAKES_MOST = 60 };

static bool mapped(const struct importer *importer, struct err *err)
{
    return importer_has(importer, CROSSING_NAME) ||
           err_set(err, ERR_INPUT, _("Which column holds the names? Say it first."));
}

/* ---- one row ---- */

static bool named(bool good, const char *field, struct err *err)
{
    if (!good && err != NULL)
        err->field = field;
    return good;
}

static bool read_temperature(const struct importer *importer, int64_t row, enum crossing_field field, int *tenths,
                             struct err *err)
{
    const char *text = importer_cell(importer, row, field);
    return text[0] == '\0' || named(temperature_parse(text, tenths, err), "temp", err);
}

static bool read_direction(const char *text, enum direction *direction, bool *given, struct err *err)
{
    static const struct {
        const char *word;
        enum direction direction;
    } words[] = {
        {"进", DIRECTION_IN},  {"入", DIRECTION_IN},  {"回", DIRECTION_IN},   {"in", DIRECTION_IN},
        {"出", DIRECTION_OUT}, {"外", DIRECTION_OUT}, {"out", DIRECTION_OUT},
    };
    *given = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0] && !*given; i++) {
        *given = text_contains(text, words[i].word);
        *direction = words[i].direction;
    }
    return *given || text[0] == '\0' ||
           err_field(err, ERR_INPUT, "direction", _("In or out? \"%.40s\" is neither."), text);
}

/* The checkpoint a row names, else where this terminal stands. */
static bool read_checkpoint(const struct importer *importer, int64_t row, struct crossing *crossing, struct err *err)
{
    const char *name = importer_cell(importer, row, CROSSING_CHECKPOINT);
    crossing->checkpoint_id = importer->checkpoint_id;
    return name[0] == '\0' || checkpoint_find(importer->store, name, &crossing->checkpoint_id, NULL) ||
           err_field(err, ERR_NOT_FOUND, "checkpoint", _("There is no checkpoint named \"%.80s\"."), name);
}

static bool read_facts(const struct importer *importer, int64_t row, struct crossing *crossing, bool *has_direction,
                       struct err *err)
{
    const char *at = importer_cell(importer, row, CROSSING_AT);
    *crossing = (struct crossing){.affected_area = -1, .mask = true};
    text_copy(crossing->purpose, sizeof crossing->purpose, importer_cell(importer, row, CROSSING_PURPOSE));
    return read_checkpoint(importer, row, crossing, err) &&
           read_temperature(importer, row, CROSSING_TEMP, &crossing->temp_tenths, err) &&
           read_temperature(importer, row, CROSSING_RETEST, &crossing->retest_tenths, err) &&
           (at[0] == '\0' || named(moment_parse(at, clock_now(), &crossing->at, err), "at", err)) &&
           read_direction(importer_cell(importer, row, CROSSING_DIRECTION), &crossing->direction, has_direction, err);
}

/* ---- who ---- */

/* One of several with the name: who lives in the room that was written, or has the phone. */
static int choose(const struct candidate *found, int count, const char *name, int64_t place_id, const char *phone)
{
    int chosen = -1, matches = 0;
    for (int i = 0; i < count; i++) {
        if (found[i].person_id == 0 || strcmp(found[i].name, name) != 0 ||
            (place_id != 0 && found[i].place_id != place_id) ||
            (place_id == 0 && phone[0] != '\0' && strcmp(found[i].phone, phone) != 0))
            continue;
        chosen = i;
        matches++;
    }
    return matches > 1 ? -2 : chosen;
}

/* Where several estates have the room: the one household in which somebody of the name lives. */
static bool find_place(struct store *store, const char *text, const char *name, int64_t *place_id, struct err *err)
{
    char estate[64] = "";
    struct room room;
    struct err why = {0};
    struct person person;
    int64_t id = 0;
    *place_id = 0;
    if (text[0] == '\0')
        return true;
    if (!named(room_parse_in_estate(text, estate, &room, err), "place", err))
        return false;
    if (place_find_room(store, estate, &room, place_id, &why))
        return true;
    if (why.code != ERR_INPUT || !person_find_in_room(store, &room, name, &id, NULL) ||
        !person_get(store, id, &person, NULL))
        return err_field(err, why.code, "place", "%s", why.text);
    *place_id = person.place_id;
    return true;
}

static void take_known(struct importer *importer, const struct candidate *known, bool has_direction,
                       struct crossing *crossing)
{
    crossing->person_id = known->person_id;
    crossing->class = gate_default_class(known->kind);
    crossing->place_id = known->place_id;
    if (!has_direction)
        crossing->direction = gate_direction(importer->store, known->person_id, known->kind);
}

/* `visitor` is filled for somebody who is not known. */
static bool read_who(struct importer *importer, int64_t row, bool has_direction, struct crossing *crossing,
                     struct gate_visitor *visitor, struct err *err)
{
    struct person typed = {0};
    struct candidate *found = memory_new(NAMESAKES_MOST, sizeof *found);
    int count = 0, left = 0;
    int64_t place_id = 0;
    bool done =
        person_fields_parse(&typed, importer_cell(importer, row, CROSSING_NAME),
                            importer_cell(importer, row, CROSSING_PHONE), "", err) &&
        find_place(importer->store, importer_cell(importer, row, CROSSING_ROOM), typed.name, &place_id, err) &&
        candidate_find(importer->store, typed.name, importer->checkpoint_id, found, NAMESAKES_MOST, &count, &left, err);
    int chosen = done ? choose(found, count, typed.name, place_id, typed.phone) : -1;
    if (done && chosen == -2)
        done = err_field(err, ERR_INPUT, "who", _("Several people are called %s: give the room or the phone."),
                         typed.name);
    if (done && chosen >= 0) {
        take_known(importer, &found[chosen], has_direction, crossing);
    } else if (done) {
        text_copy(visitor->name, sizeof visitor->name, typed.name);
        text_copy(visitor->phone, sizeof visitor->phone, typed.phone);
        crossing->class = CLASS_VISITOR;
        crossing->place_id = place_id;
        if (!has_direction)
            crossing->direction = DIRECTION_IN;
    }
    free(found);
    return done;
}

static bool read_crossing(struct importer *importer, int64_t row, struct crossing *crossing,
                          struct gate_visitor *visitor, struct err *err)
{
    bool has_direction = false;
    *visitor = (struct gate_visitor){0};
    if (!read_facts(importer, row, crossing, &has_direction, err) ||
        !read_who(importer, row, has_direction, crossing, visitor, err))
        return false;
    text_copy(visitor->plate, sizeof visitor->plate, importer_cell(importer, row, CROSSING_PLATE));
    crossing->decision = gate_default_decision(importer->store, crossing->temp_tenths, crossing->retest_tenths);
    return true;
}

/* ---- judged and written ---- */

/* The same person at the same time in the file, or in the log already. */
static bool is_known(struct importer *importer, int64_t row, const struct crossing *crossing, bool *known,
                     struct err *err)
{
    struct buffer key = {0};
    bool is_new;
    buffer_format(&key, "%s\t%lld\t%lld\t%d", importer_cell(importer, row, CROSSING_NAME),
                  (long long)crossing->person_id, (long long)crossing->at, (int)crossing->direction);
    int64_t line = sheet_line(importer->sheet, importer->first + row);
    int64_t first = *seen_at(importer->memory, buffer_text(&key), line, &is_new);
    buffer_release(&key);
    *known = crossing->at != 0 && crossing->person_id != 0 &&
             crossing_is_logged(importer->store, crossing->person_id, crossing->at, crossing->direction);
    return is_new || err_set(err, ERR_INPUT, _("Line %lld says the same."), (long long)first);
}

/* What would be logged, the parts that were not written too: "In 14:05 36.5", with the day when it is another one. */
static void add_summary(const struct crossing *crossing, struct buffer *out)
{
    char when[TIME_SIZE];
    int64_t at = crossing->at != 0 ? crossing->at : clock_now();
    int temperature = crossing->retest_tenths != 0 ? crossing->retest_tenths : crossing->temp_tenths;
    moment_label(at, when);
    buffer_format(out, "%s %s", crossing->direction == DIRECTION_IN ? _("In") : _("Out"), when);
    if (temperature != 0)
        buffer_format(out, " %d.%d", temperature / 10, temperature % 10);
}

static bool check(struct importer *importer, int64_t row, bool *known, struct buffer *why, struct err *err)
{
    struct crossing crossing;
    struct gate_visitor visitor;
    if (!read_crossing(importer, row, &crossing, &visitor, err) || !is_known(importer, row, &crossing, known, err))
        return false;
    add_summary(&crossing, why);
    if (visitor.name[0] != '\0') {
        buffer_format(why, "%s%s", _("; "), _("not in the register: becomes a visitor"));
        return crossing.place_id != 0 || crossing.purpose[0] != '\0' || crossing.direction == DIRECTION_OUT ||
               err_field(err, ERR_INPUT, "place", _("Whom does the visitor visit? Give the household or the purpose."));
    }
    return gate_check(importer->store, &crossing, err);
}

/* A list says by its headings what it is; of a chat's lines some are about other things. */
static bool tells_crossing(const struct importer *importer, int64_t row)
{
    return importer_cell(importer, row, CROSSING_DIRECTION)[0] != '\0' ||
           importer_cell(importer, row, CROSSING_AT)[0] != '\0' ||
           importer_cell(importer, row, CROSSING_TEMP)[0] != '\0';
}

static enum import_verdict judge(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    struct err err = {0};
    bool known = false;
    (void)who;
    if (importer_cell(importer, row, CROSSING_NAME)[0] == '\0' &&
        importer_cell(importer, row, CROSSING_ROOM)[0] == '\0') {
        /* Somebody was measured: "王某 36.5" must not get lost without a word. */
        bool measured = importer_cell(importer, row, CROSSING_TEMP)[0] != '\0';
        buffer_add(why, measured ? _("Who is it? Give the name or the room.") : _("neither name nor room"));
        return measured ? IMPORT_REFUSED : IMPORT_PASSED;
    }
    if (importer->is_chat && !tells_crossing(importer, row)) {
        buffer_add(why, _("neither direction, time nor temperature"));
        return IMPORT_PASSED;
    }
    if (check(importer, row, &known, why, &err))
        return known ? IMPORT_SAME : IMPORT_NEW;
    buffer_clear(why);
    buffer_add(why, err.text);
    return IMPORT_REFUSED;
}

static bool write_row(struct importer *importer, int64_t row, struct err *err)
{
    struct crossing crossing;
    struct gate_visitor visitor;
    return read_crossing(importer, row, &crossing, &visitor, err) &&
           gate_add_within(importer->store, &crossing, &visitor, err);
}

static void from_chat(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST])
{
    (void)importer;
    cells[CROSSING_NAME] = chat_part(line, CHAT_NAME);
    cells[CROSSING_ROOM] = chat_part(line, CHAT_ROOM);
    cells[CROSSING_PHONE] = chat_part(line, CHAT_PHONE);
    cells[CROSSING_DIRECTION] = chat_part(line, CHAT_DIRECTION);
    cells[CROSSING_TEMP] = chat_part(line, CHAT_TEMPERATURE);
    cells[CROSSING_AT] = chat_part(line, CHAT_MOMENT);
    cells[CROSSING_PLATE] = chat_part(line, CHAT_PLATE);
    cells[CROSSING_PURPOSE] = chat_part(line, CHAT_REST);
}

static const struct import_field fields[] = {
    [CROSSING_NAME] = {"name", N_("Name"), "姓名|名字|人员姓名|来访人|访客姓名|fullname", 0},
    [CROSSING_ROOM] = {"room", N_("Room"), "房号|房间号|门牌|门牌号|住址|地址|到访房号|address|roomno", 0},
    [CROSSING_PHONE] = {"phone", N_("Phone"), "电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|mobile|tel", 0},
    [CROSSING_DIRECTION] = {"direction", N_("Direction"), "方向|进出|出入|进/出|inout", 0},
    [CROSSING_TEMP] = {"temp", N_("Temperature"), "体温|温度|temperature", CROSSING_RETEST},
    [CROSSING_RETEST] = {"retest", N_("Retest"), "复测|复测体温|第二次体温|secondreading", 0},
    [CROSSING_AT] = {"at", N_("Time"), "时间|日期时间|登记时间|进出时间|datetime", 0},
    [CROSSING_PLATE] = {"plate", N_("Plate"), "车牌|车牌号|车牌号码|platenumber", 0},
    [CROSSING_CHECKPOINT] = {"checkpoint", N_("Checkpoint"), "检查点|卡口|闸口|门岗|岗亭", 0},
    [CROSSING_PURPOSE] = {"purpose", N_("Purpose"), "事由|原因|目的|来访事由|备注|reason", 0},
};
static const struct import_rules rules = {
    .verb = "import.crossings",
    .mapped = mapped,
    .start = seen_start,
    .finish = seen_finish,
    .judge = judge,
    .write = write_row,
    .from_chat = from_chat,
};
const struct import_register import_crossings = {
    .name = "crossings",
    .label = N_("Crossings"),
    .fields = fields,
    .field_count = CROSSING_FIELDS,
    .rules = &rules,
};
