/* Donations from a sheet or a chat (domain.md §5): when, who gave what. Each enters the stock as one written by hand.
 */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/donation.h"
#include "gatepost/habits.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_cell.h"
#include <stdio.h>
#include <string.h>

enum gift_column {
    GIFT_DAY,
    GIFT_DONOR, /* of a chat's line: all it says, the donor first */
    GIFT_PHONE,
    GIFT_ITEMS,
    GIFT_AMOUNT,
    GIFT_MEASURE,
    GIFT_NAMED,
    GIFT_THANKED,
    GIFT_RECEIVED,
    GIFT_NOTE,
    GIFT_COLUMNS
};

static bool mapped(const struct importer *importer, struct err *err)
{
    if (!importer_has(importer, GIFT_DONOR))
        return err_set(err, ERR_INPUT, _("Which column holds the donors? Say it first."));
    return importer_has(importer, GIFT_ITEMS) || importer->is_chat ||
           err_set(err, ERR_INPUT, _("Which column says what was given? Say it first."));
}

static const char *cell_of(const struct importer *importer, int64_t row, enum gift_column column)
{
    return importer_cell(importer, row, column);
}

/* ---- one row ---- */

static bool read_moment(const char *text, const char *field, int64_t *at, struct err *err)
{
    int day = 0;
    if (text[0] == '\0' || moment_parse(text, clock_now(), at, NULL))
        return true;
    if (!date_parse(text, clock_day(clock_now()), &day, err)) {
        if (err != NULL)
            err->field = field;
        return false;
    }
    *at = clock_day_start(day);
    return true;
}

/* 1 yes, 0 no, -1: it says neither. */
static int read_answer(const char *text)
{
    static const char *const no[] = {"否", "不", "匿名", "no", "false", NULL};
    static const char *const yes[] = {"是", "可", "同意", "愿意", "已", "yes", "true", NULL};
    return import_says(text, no) ? 0 : import_says(text, yes) ? 1 : -1;
}

/* A day, or only that it was done: then as of the donation. */
static bool read_thanked(const struct importer *importer, int64_t row, struct donation *donation, struct err *err)
{
    const char *text = cell_of(importer, row, GIFT_THANKED);
    if (text[0] == '\0' || import_says_nothing(text))
        return true;
    if (text[strcspn(text, "0123456789")] != '\0')
        return read_moment(text, "thanked_at", &donation->thanked_at, err);
    if (read_answer(text) == 1)
        donation->thanked_at = donation->at;
    return true;
}

static bool put(struct store *store, struct donation *donation, const char *name, const char *text, struct err *err)
{
    return text[0] == '\0' || record_resolve(store, record_find(donation_fields, name), donation, text, err);
}

static const char *const between[] = {"捐赠了", "捐赠", "捐了", "捐", "送来", "：", ":", " "};
enum { BETWEEN = sizeof between / sizeof between[0] };

/* How many bytes of what stands between donor and things begin there. */
static size_t between_at(const char *at)
{
    for (int i = 0; i < BETWEEN; i++)
        if (strncmp(at, between[i], strlen(between[i])) == 0)
            return strlen(between[i]);
    return 0;
}

/* The donor is the first word of a chat's line, before 捐 or a blank: 德济药房捐口罩1000个. */
static bool read_line(const struct importer *importer, int64_t row, struct donation *donation, struct err *err)
{
    const char *line = cell_of(importer, row, GIFT_DONOR), *at = line;
    char donor[NAME_BYTES];
    while (*at != '\0' && between_at(at) == 0)
        at++;
    size_t length = (size_t)(at - line);
    if (*at == '\0' || length == 0 || length >= sizeof donor)
        return err_field(err, ERR_INPUT, "donor", _("Who gave it? Write the donor first: 德济药房 口罩1000个."));
    snprintf(donor, sizeof donor, "%.*s", (int)length, line);
    for (size_t more; (more = between_at(at)) > 0;)
        at += more;
    return put(importer->store, donation, "donor", donor, err) && put(importer->store, donation, "items", at, err);
}

static bool read_cells(const struct importer *importer, int64_t row, struct donation *donation, struct err *err)
{
    struct store *store = importer->store;
    char items[sizeof donation->items];
    const char *amount = cell_of(importer, row, GIFT_AMOUNT), *phone = cell_of(importer, row, GIFT_PHONE);
    snprintf(items, sizeof items, "%.800s%s%.60s%.60s", cell_of(importer, row, GIFT_ITEMS),
             amount[0] != '\0' ? " " : "", amount, amount[0] != '\0' ? cell_of(importer, row, GIFT_MEASURE) : "");
    if (!import_refuse_cut(phone, "phone", err) ||
        !read_moment(cell_of(importer, row, GIFT_DAY), "at", &donation->at, err))
        return false;
    donation->may_be_named = read_answer(cell_of(importer, row, GIFT_NAMED));
    return put(store, donation, "donor", cell_of(importer, row, GIFT_DONOR), err) &&
           put(store, donation, "items", items, err) && put(store, donation, "phone", phone, err) &&
           put(store, donation, "received_by", cell_of(importer, row, GIFT_RECEIVED), err) &&
           put(store, donation, "note", cell_of(importer, row, GIFT_NOTE), err);
}

static bool read_row(const struct importer *importer, int64_t row, struct donation *donation, struct err *err)
{
    register_new(&donation_rules, donation);
    bool read = importer->is_chat ? read_line(importer, row, donation, err) : read_cells(importer, row, donation, err);
    if (!read)
        return false;
    if (donation->at == 0)
        donation->at = clock_now();
    return read_thanked(importer, row, donation, err);
}

/* ---- judged ---- */

static void add_what(struct importer *importer, const struct donation *donation, struct buffer *why)
{
    struct donation_thing things[ITEMS_MOST];
    int count = 0;
    buffer_add(why, donation->items);
    if (!donation_things(importer->store, donation->items, donation->at, things, &count, NULL, NULL))
        return;
    for (int i = 0; i < count; i++) {
        if (things[i].goods.head.id == 0)
            buffer_format(why, _("  new on the list: %s"), things[i].goods.name);
        if (things[i].counted_at != 0)
            buffer_format(why, _("  counted since, does not enter again: %s"), things[i].goods.name);
    }
}

static enum import_verdict judge_known(struct importer *importer, int64_t row, const struct donation *donation,
                                       struct buffer *why)
{
    struct buffer key = {0};
    bool is_new;
    int64_t id = 0, line = sheet_line(importer->sheet, importer->first + row);
    int day = clock_day(donation->at);
    buffer_format(&key, "%d\t%s\t%s", day, donation->donor, donation->items);
    int64_t first = *seen_at(importer->memory, buffer_text(&key), line, &is_new);
    buffer_release(&key);
    if (!is_new && first != line) {
        buffer_format(why, _("Line %lld says the same."), (long long)first);
        return IMPORT_SAME;
    }
    if (donation_same(importer->store, donation->donor, day, donation->items, &id, NULL) && id != 0) {
        buffer_format(why, _("donation #%lld"), (long long)id);
        return IMPORT_SAME;
    }
    add_what(importer, donation, why);
    return IMPORT_NEW;
}

static bool is_blank_row(const struct importer *importer, int64_t row)
{
    const char *donor = cell_of(importer, row, GIFT_DONOR);
    if (importer->is_chat)
        return !import_says_amount(donor);
    return donor[0] == '\0' && cell_of(importer, row, GIFT_ITEMS)[0] == '\0';
}

static enum import_verdict judge(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    struct donation donation;
    struct err err = {0};
    *who = 0;
    if (is_blank_row(importer, row)) {
        buffer_add(why, _("neither a donor nor things"));
        return IMPORT_PASSED;
    }
    if (!read_row(importer, row, &donation, &err) ||
        !register_check(importer->store, &donation_rules, &donation, &err)) {
        buffer_clear(why);
        buffer_add(why, err.text);
        return IMPORT_REFUSED;
    }
    return judge_known(importer, row, &donation, why);
}

/* ---- written ---- */

static bool write_row(struct importer *importer, int64_t row, struct err *err)
{
    struct donation donation;
    return read_row(importer, row, &donation, err) &&
           register_save_within(importer->store, &donation_rules, &donation, err);
}

static bool change_row(struct importer *importer, int64_t row, int64_t who, struct err *err)
{
    (void)who; /* there are no proposals */
    return write_row(importer, row, err);
}

static void from_chat(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST])
{
    (void)importer;
    cells[GIFT_DONOR] = line->said;
}

static const struct import_field fields[] = {
    [GIFT_DAY] = {"at", N_("Day"), "日期|时间|捐赠日期|捐赠时间|接收日期|接收时间|登记时间|date|time|day", 0},
    [GIFT_DONOR] = {"donor", N_("Donor"),
                    "捐赠人|捐赠方|捐赠者|捐赠单位|捐赠单位或个人|捐助人|单位|姓名|名称|from|givenby", 0},
    [GIFT_PHONE] = {"phone", N_("Phone"), "电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|mobile|tel|telephone",
                    0},
    [GIFT_ITEMS] = {"items", N_("Given"),
                    "捐赠物资|捐赠物品|捐赠内容|物资|物品|品名|物资名称|物品名称|内容|given|things|goods|item", 0},
    [GIFT_AMOUNT] = {"quantity", N_("Amount"), "数量|件数|捐赠数量|amount", 0},
    [GIFT_MEASURE] = {"unit", N_("counted in"), "计量单位|数量单位|unitofmeasure", 0},
    [GIFT_NAMED] = {"may_be_named", N_("May be named"), "可公示|是否公示|公示|可否公开|是否公开|maybenamed|public", 0},
    [GIFT_THANKED] = {"thanked_at", N_("Thanked"), "致谢|是否致谢|已致谢|感谢|thanked", 0},
    [GIFT_RECEIVED] = {"received_by", N_("Received by"), "接收人|收货人|经手人|经办人|签收人|receivedby", 0},
    [GIFT_NOTE] = {"note", N_("Remark"), "备注|说明|其他|remark|remarks|notes|comment", 0},
};
static const struct import_rules rules = {
    .verb = "import.donations",
    .mapped = mapped,
    .start = seen_start,
    .finish = seen_finish,
    .judge = judge,
    .write = write_row,
    .change = change_row,
    .whole_lines = true,
    .from_chat = from_chat,
};
const struct import_register import_donations = {
    .name = "donations",
    .label = N_("Donations"),
    .fields = fields,
    .field_count = GIFT_COLUMNS,
    .rules = &rules,
};
