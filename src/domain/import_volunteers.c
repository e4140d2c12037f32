/* Volunteers from a sheet, or a sign-up chain (接龙) pasted from the chat (domain.md §6): who, with which phone, what
 * they can, when they can come. Who is a volunteer already is a proposal with what the row says otherwise. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/mask.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_cell.h"
#include "import_place.h"
#include "volunteer_part.h"
#include <stdio.h>
#include <string.h>

enum volunteer_column {
    SIGN_NAME,
    SIGN_PHONE,
    SIGN_KIND,
    SIGN_BUILDING,
    SIGN_ROOM,
    SIGN_SKILLS,
    SIGN_AVAILABLE,
    SIGN_HEALTH,
    SIGN_KIT,
    SIGN_CONTACT,
    SIGN_CONTACT_PHONE,
    SIGN_NOTE,
    SIGN_COLUMNS
};
/* What a row says. */
struct sign_up {
    struct volunteer volunteer; /* person_id 0: nobody known */
    bool says_kind;
    char room[64]; /* "": not said */
};
/* A line of a chain, cut into what would be the cells of a sheet. */
struct chain_line {
    char name[NAME_BYTES], phone[PHONE_SIZE], kind[NOTE_BYTES], room[64];
    char skills[NOTE_BYTES], available[AVAILABILITY_BYTES], note[NOTE_BYTES];
};

static bool mapped(const struct importer *importer, struct err *err)
{
    return importer_has(importer, SIGN_NAME) ||
           err_set(err, ERR_INPUT, _("Which column holds the names? Say it first."));
}

static const char *cell_of(const struct importer *importer, int64_t row, enum volunteer_column column)
{
    return importer_cell(importer, row, column);
}

/* ---- what words say ---- */

static bool read_kind(const char *text, enum volunteer_kind *kind)
{
    static const struct {
        enum volunteer_kind kind;
        const char *const words[6];
    } kinds[] = {{VOLUNTEER_PARTY, {"党员", "party", NULL}},
                 {VOLUNTEER_VETERAN, {"退役", "退伍", "老兵", "veteran", NULL}},
                 {VOLUNTEER_GRID_WORKER, {"网格", "grid", NULL}},
                 {VOLUNTEER_BUILDING_LEADER, {"楼长", "楼栋长", "栋长", "leader", NULL}},
                 {VOLUNTEER_REPRESENTATIVE, {"居民代表", "代表", "representative", NULL}},
                 {VOLUNTEER_OUTSIDE, {"外来", "外单位", "下沉", "outside", NULL}},
                 {VOLUNTEER_OWNER, {"业主", "居民", "住户", "owner", NULL}},
                 {VOLUNTEER_OTHER, {"其他", "其它", "other", NULL}}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (import_says(text, kinds[i].words)) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

/* True when it says a skill; 不会开车 says none. */
static bool read_skills(const char *text, struct volunteer *volunteer)
{
    static const char *const none[] = {"不会", "不能", "无", NULL},
                             *const temperature[] = {"测温", "体温", "temp", NULL}, *const driving[] = {"开车", "驾驶",
                                                                                                        "驾照", "司机",
                                                                                                        "有车", "driv",
                                                                                                        NULL},
                             *const aid[] = {"急救", "医生", "护士", "医护", "救护", "first aid", NULL};
    if (import_says(text, none))
        return false;
    bool says_temperature = import_says(text, temperature), says_driving = import_says(text, driving),
         says_aid = import_says(text, aid);
    volunteer->temperature |= says_temperature;
    volunteer->driving |= says_driving;
    volunteer->first_aid |= says_aid;
    return says_temperature || says_driving || says_aid;
}

static void read_health(const char *text, struct volunteer *volunteer)
{
    static const char *const unfit[] = {"不", "异常", "unfit", NULL}, *const fit[] = {"合格", "正常", "健康", "良好",
                                                                                      "通过", "已",   "是",   "fit",
                                                                                      "yes",  NULL};
    if (import_says(text, unfit))
        volunteer->health = HEALTH_UNFIT;
    else if (import_says(text, fit))
        volunteer->health = HEALTH_FIT;
}

static bool is_time(const char *words)
{
    struct availability availability;
    return availability_parse(words, &availability, NULL);
}

/* ---- a line of a chain: what is no time and no skill is a remark ---- */

static void add_word(char *text, size_t size, const char *word)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%s", used > 0 ? " " : "", word);
}

/* Bytes of a phone that begins here and stands next to a word without a blank: 王芳13800001234; 0: none. */
static size_t glued_phone(const char *line, const char *at)
{
    enum { SHORTEST = 7 };
    bool goes_on = at > line && strchr("0123456789-+", at[-1]) != NULL;
    size_t length = goes_on ? 0 : strspn(at, "0123456789");
    return length >= SHORTEST ? length : 0;
}

/* What stands between words becomes a blank; a chat's text is half-width already. */
static void loosen(const char *line, char *words, size_t size)
{
    static const char *const marks[] = {"、", "。", "；", "，", "！", "～", "（", "）", ",", ";", "!", "~", "(", ")"};
    struct buffer out = {0};
    for (const char *at = line; *at != '\0';) {
        size_t length = 0, digits = glued_phone(line, at);
        for (size_t i = 0; length == 0 && i < sizeof marks / sizeof marks[0]; i++)
            length = strncmp(at, marks[i], strlen(marks[i])) == 0 ? strlen(marks[i]) : 0;
        if (strncmp(at, "\xF0\x9F", 2) == 0) /* an emoji */
            length = strnlen(at, 4);
        if (digits > 0)
            buffer_format(&out, " %.*s%s", (int)digits, at, at[digits] == '-' ? "" : " ");
        else
            buffer_add_byte(&out, length > 0 ? ' ' : *at);
        at += digits > 0 ? digits : length > 0 ? length : 1;
    }
    text_copy(words, size, buffer_text(&out));
    buffer_release(&out);
}

/* 67 alone is no time of a chain, 1-5 is one. */
static bool is_number(const char *word)
{
    return word[strspn(word, "0123456789+")] == '\0';
}

/* 周末 白天: words that follow each other and are a time together are one; 晚上都行 is 晚上. */
static bool read_time(const char *word, char when[AVAILABILITY_BYTES])
{
    static const char *const fillers[] = {"都可以", "都有空", "都行", "可以", "有空", "均可"};
    char more[AVAILABILITY_BYTES * 2];
    snprintf(more, sizeof more, "%s%s%.120s", when, when[0] != '\0' ? " " : "", word);
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
        char *filler = strstr(more, fillers[i]);
        if (filler != NULL && filler > more && filler[strlen(fillers[i])] == '\0')
            *filler = '\0';
    }
    if (is_number(word) || strlen(more) + 1 >= AVAILABILITY_BYTES || !is_time(more))
        return false;
    text_copy(when, AVAILABILITY_BYTES, more);
    return true;
}

/* Two to four characters, or a Latin word: in a chain the name stands before what is remarked. */
static bool read_name(const char *word, char name[NAME_BYTES])
{
    int width = text_width(word);
    return name[0] == '\0' && width >= 3 && width <= 8 && name_parse(word, name, NULL);
}

static bool read_mobile(const char *word, char phone[PHONE_SIZE])
{
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    bool dialled = word[strspn(word, "0123456789-+")] == '\0';
    if (phone[0] != '\0' || strlen(word) < 7 || !dialled || !phone_parse(word, phones, &count, NULL))
        return false;
    text_copy(phone, PHONE_SIZE, phones[0]);
    return true;
}

static void read_line(const char *text, struct chain_line *line)
{
    char copy[NOTE_BYTES * 2], *rest = copy, *word;
    struct volunteer said = {0};
    struct room room;
    *line = (struct chain_line){0};
    loosen(text, copy, sizeof copy);
    while ((word = strsep(&rest, " ")) != NULL) {
        if (word[0] == '\0' || read_mobile(word, line->phone) || read_time(word, line->available))
            continue;
        if (read_kind(word, &said.kind))
            add_word(line->kind, sizeof line->kind, word);
        else if (strpbrk(word, "0123456789") != NULL && !is_number(word) && room_parse(word, &room, NULL))
            text_copy(line->room, sizeof line->room, word);
        else if (read_skills(word, &said))
            add_word(line->skills, sizeof line->skills, word);
        else if (!read_name(word, line->name))
            add_word(line->note, sizeof line->note, word);
    }
}

/* ---- a row ---- */

static bool read_phone(const char *cell, const char *field, char *phone, struct err *err)
{
    struct buffer numbers = {0}, words = {0};
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    import_take_phones(cell, &numbers, &words);
    const char *text = buffer_text(&numbers);
    bool good = text[strspn(text, " ")] == '\0' ||
                (import_refuse_cut(cell, field, err) && phone_parse(text, phones, &count, err));
    if (good)
        text_copy(phone, PHONE_SIZE, phones[0]);
    else if (err != NULL)
        err->field = field;
    buffer_release(&numbers);
    buffer_release(&words);
    return good;
}

static bool read_cells(const struct importer *importer, int64_t row, struct sign_up *sign_up, struct err *err)
{
    struct volunteer *volunteer = &sign_up->volunteer;
    char skills[NOTE_BYTES], *rest = skills, *word;
    if (!name_parse(cell_of(importer, row, SIGN_NAME), volunteer->name, err)) {
        if (err != NULL)
            err->field = "name";
        return false;
    }
    text_copy(sign_up->room, sizeof sign_up->room, cell_of(importer, row, SIGN_ROOM));
    loosen(cell_of(importer, row, SIGN_SKILLS), skills, sizeof skills);
    while ((word = strsep(&rest, " ")) != NULL)
        read_skills(word, volunteer);
    sign_up->says_kind = read_kind(cell_of(importer, row, SIGN_KIND), &volunteer->kind);
    read_health(cell_of(importer, row, SIGN_HEALTH), volunteer);
    return import_take_text(importer, row, SIGN_AVAILABLE, volunteer->available, sizeof volunteer->available, err) &&
           import_take_text(importer, row, SIGN_BUILDING, volunteer->building, sizeof volunteer->building, err) &&
           import_take_text(importer, row, SIGN_KIT, volunteer->kit, sizeof volunteer->kit, err) &&
           import_take_text(importer, row, SIGN_CONTACT, volunteer->contact, sizeof volunteer->contact, err) &&
           import_take_text(importer, row, SIGN_NOTE, volunteer->note, sizeof volunteer->note, err) &&
           read_phone(cell_of(importer, row, SIGN_PHONE), "phone", volunteer->phone, err) &&
           read_phone(cell_of(importer, row, SIGN_CONTACT_PHONE), "contact_phone", volunteer->contact_phone, err);
}

/* Who it is among those known: by room and name, by name and phone, or the only volunteer of that name. */
static void find_person(struct store *store, const char *where, struct volunteer *volunteer)
{
    struct volunteer_hit hits[2];
    struct volunteer known;
    struct room room;
    int count = 0;
    if (where[0] != '\0' && room_parse(where, &room, NULL) &&
        person_find_in_room(store, &room, volunteer->name, &volunteer->person_id, NULL))
        return;
    if (volunteer->phone[0] != '\0') {
        if (!person_find(store, "", volunteer->phone, volunteer->name, 0, &volunteer->person_id, NULL))
            volunteer->person_id = 0;
        return;
    }
    if (volunteer_find(store, volunteer->name, hits, 2, &count, NULL) && count > 0 &&
        strcmp(hits[0].name, volunteer->name) == 0 && (count == 1 || strcmp(hits[1].name, volunteer->name) != 0) &&
        record_get(store, &volunteer_table, hits[0].id, &known, NULL))
        volunteer->person_id = known.person_id;
}

static bool read_row(const struct importer *importer, int64_t row, struct sign_up *sign_up, struct err *err)
{
    struct volunteer *volunteer = &sign_up->volunteer;
    struct availability availability;
    *sign_up = (struct sign_up){0};
    register_new(&volunteer_rules, volunteer);
    if (!read_cells(importer, row, sign_up, err) || !availability_parse(volunteer->available, &availability, err))
        return false;
    availability_text(&availability, volunteer->available);
    find_person(importer->store, sign_up->room, volunteer);
    return true;
}

/* ---- compared ---- */

static void skills_text(const struct volunteer *volunteer, char text[NOTE_BYTES])
{
    snprintf(text, NOTE_BYTES, "%s%s%s%s%s", volunteer->temperature ? _("takes temperatures") : "",
             volunteer->temperature && volunteer->driving ? " " : "", volunteer->driving ? _("drives") : "",
             volunteer->first_aid && (volunteer->temperature || volunteer->driving) ? " " : "",
             volunteer->first_aid ? _("gives first aid") : "");
}

/* What the row says, over what is known. */
static void put(const struct sign_up *said, struct volunteer *known)
{
    const struct volunteer *volunteer = &said->volunteer;
    import_put_text(known->phone, sizeof known->phone, volunteer->phone);
    import_put_text(known->available, sizeof known->available, volunteer->available);
    import_put_text(known->kit, sizeof known->kit, volunteer->kit);
    import_put_text(known->contact, sizeof known->contact, volunteer->contact);
    import_put_text(known->contact_phone, sizeof known->contact_phone, volunteer->contact_phone);
    import_put_text(known->note, sizeof known->note, volunteer->note);
    known->temperature |= volunteer->temperature;
    known->driving |= volunteer->driving;
    known->first_aid |= volunteer->first_aid;
    if (said->says_kind)
        known->kind = volunteer->kind;
    if (volunteer->health != HEALTH_UNCHECKED)
        known->health = volunteer->health;
}

static void add_differences(const struct sign_up *said, const struct volunteer *known, struct buffer *out)
{
    char was[NOTE_BYTES], is[NOTE_BYTES];
    struct volunteer after = *known;
    put(said, &after);
    import_add_difference(out, _("phone"), known->phone, after.phone, MASK_PHONE);
    import_add_difference(out, _("kind"), words_context(volunteer_kind_labels[known->kind]),
                          words_context(volunteer_kind_labels[after.kind]), -1);
    skills_text(known, was);
    skills_text(&after, is);
    import_add_difference(out, _("Skills"), was, is, -1);
    import_add_difference(out, _("Available"), known->available, after.available, -1);
    import_add_difference(out, _("Health check"), words_context(volunteer_health_labels[known->health]),
                          words_context(volunteer_health_labels[after.health]), -1);
    import_add_difference(out, _("Kit issued"), known->kit, after.kit, -1);
    import_add_difference(out, _("Emergency contact"), known->contact, after.contact, MASK_NAME);
    import_add_difference(out, _("Their phone"), known->contact_phone, after.contact_phone, MASK_PHONE);
    import_add_difference(out, _("note"), known->note, after.note, -1);
}

static enum import_verdict judge_new(struct importer *importer, int64_t row, const struct volunteer *volunteer,
                                     struct buffer *why)
{
    struct person person;
    struct err err = {0};
    struct buffer key = {0};
    bool is_new;
    int64_t line = sheet_line(importer->sheet, importer->first + row);
    if (volunteer->person_id == 0 && volunteer->phone[0] == '\0') {
        buffer_format(why, _("%s is not known: write the phone or the room, too."), volunteer->name);
        return IMPORT_REFUSED;
    }
    if (!volunteer_who(importer->store, volunteer, &person, &err)) {
        buffer_add(why, err.text);
        return IMPORT_REFUSED;
    }
    buffer_format(&key, "%s\t%s", person.name, person.phone);
    int64_t first = *seen_at(importer->memory, buffer_text(&key), line, &is_new);
    buffer_release(&key);
    if (!is_new && first != line) {
        buffer_format(why, _("Line %lld says the same."), (long long)first);
        return IMPORT_SAME;
    }
    buffer_add(why, person.id == 0 ? _("new in the register, too") : person.place_label);
    return IMPORT_NEW;
}

static enum import_verdict judge(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    struct sign_up said;
    struct volunteer known;
    struct err err = {0};
    *who = 0;
    if (cell_of(importer, row, SIGN_NAME)[0] == '\0') {
        buffer_add(why, _("no name"));
        return cell_of(importer, row, SIGN_PHONE)[0] == '\0' ? IMPORT_PASSED : IMPORT_REFUSED;
    }
    if (!read_row(importer, row, &said, &err)) {
        buffer_add(why, err.text);
        return IMPORT_REFUSED;
    }
    if (said.volunteer.person_id == 0 || !volunteer_of_person(importer->store, said.volunteer.person_id, &known, NULL))
        return judge_new(importer, row, &said.volunteer, why);
    *who = known.head.id;
    add_differences(&said, &known, why);
    return why->length > 0 ? IMPORT_DIFFERS : IMPORT_SAME;
}

/* ---- written ---- */

static bool write_row(struct importer *importer, int64_t row, struct err *err)
{
    struct sign_up said;
    return read_row(importer, row, &said, err) &&
           register_save_within(importer->store, &volunteer_rules, &said.volunteer, err);
}

static bool change_row(struct importer *importer, int64_t row, int64_t who, struct err *err)
{
    struct sign_up said;
    struct volunteer known;
    if (!read_row(importer, row, &said, err) || !record_get(importer->store, &volunteer_table, who, &known, err))
        return false;
    put(&said, &known);
    return register_save_within(importer->store, &volunteer_rules, &known, err);
}

static void from_chat(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST])
{
    static struct chain_line said;
    (void)importer;
    read_line(line->said, &said);
    cells[SIGN_NAME] = said.name;
    cells[SIGN_PHONE] = said.phone;
    cells[SIGN_KIND] = said.kind;
    cells[SIGN_ROOM] = said.room;
    cells[SIGN_SKILLS] = said.skills;
    cells[SIGN_AVAILABLE] = said.available;
    cells[SIGN_NOTE] = said.note;
}

static const struct import_field fields[] = {
    [SIGN_NAME] = {"name", N_("Name"), "姓名|名字|志愿者|志愿者姓名|报名人|人员姓名|fullname|volunteer", 0},
    [SIGN_PHONE] = {"phone", N_("Phone"),
                    "电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|mobile|tel|telephone|phonenumber", 0},
    [SIGN_KIND] = {"kind", N_("Kind"), "类型|类别|身份|人员类别|人员类型|志愿者类型|政治面貌|type", 0},
    [SIGN_BUILDING] = {"building", N_("Home building"), "楼栋|栋号|楼号|居住楼栋|所在楼栋|单位|block", 0},
    [SIGN_ROOM] = {"room", N_("Room"), "房号|房间号|门牌|门牌号|住址|地址|家庭住址|address|roomno", 0},
    [SIGN_SKILLS] = {"skills", N_("Skills"), "技能|特长|专长|能力|可从事|skill", 0},
    [SIGN_AVAILABLE] = {"available", N_("Available"),
                        "可服务时间|服务时间|可值班时间|可值守时间|空闲时间|时间|可排班时间|availability", 0},
    [SIGN_HEALTH] = {"health", N_("Health check"), "健康|健康状况|健康情况|健康检查|体检|healthcheck", 0},
    [SIGN_KIT] = {"kit", N_("Kit issued"), "防护用品|防护物资|发放物资|领取物资|装备|equipment", 0},
    [SIGN_CONTACT] = {"contact", N_("Emergency contact"), "紧急联系人|应急联系人|家属|emergencycontact", 0},
    [SIGN_CONTACT_PHONE] = {"contact_phone", N_("Their phone"),
                            "紧急联系电话|紧急联系人电话|应急联系电话|家属电话|emergencyphone", 0},
    [SIGN_NOTE] = {"note", N_("Remark"), "备注|说明|其他|remark|remarks|notes|comment", 0},
};
static const struct import_rules rules = {
    .verb = "import.volunteers",
    .mapped = mapped,
    .start = seen_start,
    .finish = seen_finish,
    .judge = judge,
    .write = write_row,
    .change = change_row,
    .whole_lines = true,
    .from_chat = from_chat,
};
const struct import_register import_volunteers = {
    .name = "volunteers",
    .label = N_("Volunteers"),
    .fields = fields,
    .field_count = SIGN_COLUMNS,
    .rules = &rules,
};
