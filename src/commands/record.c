#include "record.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/habits.h"
#include "gatepost/json.h"
#include "gatepost/labels.h"
#include "gatepost/mask.h"
#include "gatepost/posting.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { EPOCH_DIGITS_LEAST = 9, EPOCH_DIGITS_MOST = 11 };

const struct record_field *record_find(const struct record_field *fields, const char *name)
{
    for (const struct record_field *field = fields; field->name != NULL; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

/* ---- from text ---- */

static void *member_of(const struct record_field *field, void *record)
{
    return (char *)record + field->offset;
}

static const void *value_of(const struct record_field *field, const void *record)
{
    return (const char *)record + field->offset;
}

static bool parse_text(const struct record_field *field, char *target, const char *text, struct err *err)
{
    size_t length = strlen(text);
    if (!utf8_valid(text, length))
        return err_field(err, ERR_INPUT, field->name, _("%s: the text is not valid UTF-8."), field->name);
    if (!text_is_clean(text, length))
        return err_field(err, ERR_INPUT, field->name,
                         _("%s: the text holds control or invisible characters; type it without them."), field->name);
    if (length >= field->size)
        return err_field(err, ERR_INPUT, field->name, _("%s: the text is too long, at most %zu bytes fit."),
                         field->name, field->size - 1);
    text_copy(target, field->size, text);
    return true;
}

/* A masked number passes as it is: who takes it decides whether a person makes it needless. */
static bool parse_phone(const struct record_field *field, char *target, const char *text, struct err *err)
{
    if (text[0] == '\0' || mask_is_masked(text))
        return parse_text(field, target, text, err);
    char phones[PHONE_MOST][PHONE_SIZE];
    int count = 0;
    if (!phone_parse(text, phones, &count, err))
        return false;
    if (count != 1)
        return err_field(err, ERR_INPUT, field->name, _("%s: give one number."), field->name);
    text_copy(target, field->size, phones[0]);
    return true;
}

static bool parse_document(const struct record_field *field, char *target, const char *text, struct err *err)
{
    char number[24];
    enum id_type type;
    if (text[0] == '\0' || mask_is_masked(text))
        return parse_text(field, target, text, err);
    return id_parse(text, &type, number, err) && parse_text(field, target, number, err);
}

static bool parse_choice(const struct record_field *field, int *target, const char *text, struct err *err)
{
    struct buffer accepted = {0};
    for (int i = 0; field->choices[i] != NULL; i++) {
        if (strcmp(field->choices[i], text) == 0) {
            *target = i;
            buffer_release(&accepted);
            return true;
        }
        buffer_format(&accepted, "%s%s", i > 0 ? ", " : "", field->choices[i]);
    }
    err_field(err, ERR_INPUT, field->name, _("%s: \"%.40s\" is not one of %s."), field->name, text,
              buffer_text(&accepted));
    buffer_release(&accepted);
    return false;
}

static bool parse_whole(const char *text, int64_t *value)
{
    char *end;
    errno = 0;
    *value = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
}

static bool parse_number(const struct record_field *field, int *target, const char *text, struct err *err)
{
    int64_t value = 0;
    if (text[0] != '\0' && (!parse_whole(text, &value) || value < field->least || value > field->most))
        return err_field(err, ERR_INPUT, field->name, _("%s: a whole number from %d to %d, not \"%.40s\"."),
                         field->name, field->least, field->most, text);
    *target = (int)value;
    return true;
}

static bool parse_id(const struct record_field *field, int64_t *target, const char *text, struct err *err)
{
    int64_t value = 0;
    if (text[0] != '\0' && (!parse_whole(text, &value) || value < 1))
        return err_field(err, ERR_INPUT, field->name, _("%s: the number of a record, not \"%.40s\"."), field->name,
                         text);
    *target = value;
    return true;
}

/* 1 yes, 0 no, -1 neither. */
static int read_answer(const char *text)
{
    static const char *const said[][4] = {{"no", "false", "0", "否"}, {"yes", "true", "1", "是"}};
    for (int answer = 0; answer < 2; answer++)
        for (int i = 0; i < 4; i++)
            if (strcmp(said[answer][i], text) == 0)
                return answer;
    return -1;
}

static bool parse_answer(const struct record_field *field, int *answer, const char *text, struct err *err)
{
    *answer = read_answer(text);
    if (*answer >= 0 || (text[0] == '\0' && field->kind == RECORD_ANSWER))
        return true;
    return err_field(err, ERR_INPUT, field->name, _("%s: yes or no, not \"%.40s\"."), field->name, text);
}

static bool parse_moment(int64_t *target, const char *text, struct err *err)
{
    size_t digits = strspn(text, "0123456789");
    if (text[0] == '\0') {
        *target = 0;
        return true;
    }
    if (text[digits] == '\0' && digits >= EPOCH_DIGITS_LEAST && digits <= EPOCH_DIGITS_MOST)
        return parse_whole(text, target);
    return moment_parse(text, clock_now(), target, err);
}

bool record_parse(const struct record_field *field, void *record, const char *text, struct err *err)
{
    void *target = member_of(field, record);
    bool done = false;
    int answer = 0;
    switch (field->kind) {
    case RECORD_TEXT:
        return parse_text(field, target, text, err);
    case RECORD_PHONE:
        done = parse_phone(field, target, text, err);
        break;
    case RECORD_DOCUMENT:
        done = parse_document(field, target, text, err);
        break;
    case RECORD_CHOICE:
        return parse_choice(field, target, text, err);
    case RECORD_TEMPERATURE:
        if (text[0] == '\0') {
            *(int *)target = 0;
            return true;
        }
        done = temperature_parse(text, target, err);
        break;
    case RECORD_NUMBER:
        return parse_number(field, target, text, err);
    case RECORD_ID:
        return parse_id(field, target, text, err);
    case RECORD_SWITCH:
        done = parse_answer(field, &answer, text, err);
        if (done)
            *(bool *)target = answer == 1;
        return done;
    case RECORD_ANSWER:
        return parse_answer(field, target, text, err);
    case RECORD_MOMENT:
        done = parse_moment(target, text, err);
        break;
    }
    if (!done && err != NULL)
        err->field = field->name; /* the habit's parser does not know whose value it was */
    return done;
}

bool record_parse_options(const struct command_call *call, void *record, struct err *err)
{
    for (int i = 0; i < call->option_count; i++) {
        const struct call_option *given = &call->options[i];
        if (given->field != NULL && !record_parse(given->field, record, given->value, err))
            return false;
    }
    return true;
}

/* ---- to text ---- */

static bool is_text(const struct record_field *field)
{
    return field->kind == RECORD_TEXT || field->kind == RECORD_PHONE || field->kind == RECORD_DOCUMENT;
}

/* Phones and documents are never shown whole (domain.md §12). */
static const char *shown_text(const struct record_field *field, const void *record, char *masked, size_t size)
{
    const char *text = value_of(field, record);
    if (text[0] == '\0' || field->kind == RECORD_TEXT)
        return text;
    mask_value(field->kind == RECORD_PHONE ? MASK_PHONE : MASK_ID, text, masked, size);
    return masked;
}

/* Listings for reading speak the reader's language; TSV and JSON keep the field names. */
static const char *const titles[][2] = {
    {"id", N_("No.")},
    {"at", N_("Time")},
    {"checkpoint", N_("Checkpoint")},
    {"direction", N_("Way")},
    {"class", N_("Class")},
    {"name", N_("Name")},
    {"phone", N_("Phone")},
    {"place", N_("Household")},
    {"plate", N_("Plate")},
    {"temp", N_("Temp")},
    {"retest", N_("Second")},
    {"decision", N_("Decision")},
    {"remark", N_("Remark")},
    {"voided", N_("Voided")},
    {"kind", N_("Kind")},
    {"room", N_("Room")},
    {"id_number", N_("ID number")},
    {"note", N_("Remark")},
    {"estate", N_("Estate")},
    {"occupancy", N_("Lived in")},
    {"head", N_("Head")},
    {"persons", N_("Persons")},
    {"role", N_("Role")},
    {"person", N_("Person")},
    {"place_id", N_("Household")},
    {"denies", N_("At gate")},
    {"say", N_("Say")},
    {"call", N_("Call")},
    {"from", N_("From")},
    {"until", N_("Until")},
    {"rule", N_("Alarm")},
    {"raised_at", N_("Since")},
    {"acknowledged_at", N_("Acknowledged")},
    {"acknowledged_by", N_("by")},
    {"cleared_at", N_("Over")},
    {"words", N_("About")},
    {"value", N_("Value")},
    {"standard", N_("Default")},
    {"help", N_("Meaning")},
    {"hour", N_("Hour")},
    {"crossings", N_("Count")},
    {"in", N_("In")},
    {"out", N_("Out")},
    {"week_mean", N_("Mean before")},
    {"turned_away", N_("Away")},
    {"held", N_("Kept")},
    {"fevers", N_("Fever")},
    {"vehicles", N_("Cars")},
    {"busiest", N_("Busy")},
    {"last_at", N_("Last")},
    {"last_by", N_("Logged by")},
};

static const char *title_of(const struct record_field *field)
{
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        if (strcmp(titles[i][0], field->name) == 0)
            return _(titles[i][1]);
    return field->name;
}

static const char *choice_words(const struct record_field *field, int64_t value)
{
    const struct {
        const char *const *names, *const *labels;
    } all[] = {
        {direction_names, direction_labels},
        {class_names, class_labels},
        {decision_names, decision_labels},
        {person_kind_names, person_kind_labels},
        {place_kind_names, place_kind_labels},
        {occupancy_names, occupancy_labels},
        {role_names, role_labels},
        {flag_kind_names, flag_kind_labels},
        {flag_denies_names, flag_denies_labels},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].names == field->choices)
            return _(all[i].labels[value]);
    return field->choices[value];
}

static int64_t whole_of(const struct record_field *field, const void *record)
{
    const void *value = value_of(field, record);
    switch (field->kind) {
    case RECORD_ID:
    case RECORD_MOMENT:
        return *(const int64_t *)value;
    case RECORD_SWITCH:
        return *(const bool *)value;
    default:
        return *(const int *)value;
    }
}

void record_add_moment(int64_t at, struct buffer *out)
{
    if (at == 0)
        return;
    struct civil_time civil;
    clock_civil(at, &civil);
    buffer_format(out, "%04d-%02d-%02d %02d:%02d:%02d", civil.year, civil.month, civil.day, civil.hour, civil.minute,
                  civil.second);
}

void record_show(const struct record_field *field, const void *record, struct buffer *out)
{
    char text[512];
    if (is_text(field)) {
        const char *shown = shown_text(field, record, text, sizeof text);
        text_clean(out, shown, strlen(shown));
        return;
    }
    int64_t whole = whole_of(field, record);
    if (field->kind == RECORD_CHOICE) {
        buffer_add(out, field->choices[whole]);
    } else if (field->kind == RECORD_MOMENT) {
        record_add_moment(whole, out);
    } else if (field->kind == RECORD_SWITCH || field->kind == RECORD_ANSWER) {
        buffer_add(out, whole < 0 ? "" : whole > 0 ? "yes" : "no");
    } else if (field->kind == RECORD_TEMPERATURE && whole > 0) {
        temperature_format((int)whole, text);
        buffer_add(out, text);
    } else if (field->kind == RECORD_NUMBER || (field->kind == RECORD_ID && whole > 0)) {
        buffer_format(out, "%lld", (long long)whole);
    }
}

static void add_json(const struct record_field *field, const void *record, struct buffer *out)
{
    char text[512];
    if (is_text(field)) {
        json_text(out, field->name, shown_text(field, record, text, sizeof text));
        return;
    }
    int64_t whole = whole_of(field, record);
    bool is_empty = field->kind == RECORD_ANSWER ? whole < 0 : whole == 0;
    if (field->kind == RECORD_CHOICE) {
        json_text(out, field->name, field->choices[whole]);
    } else if (field->kind == RECORD_SWITCH || (field->kind == RECORD_ANSWER && !is_empty)) {
        json_boolean(out, field->name, whole > 0);
    } else if (field->kind == RECORD_NUMBER) {
        json_integer(out, field->name, whole);
    } else if (is_empty) {
        json_null(out, field->name);
    } else if (field->kind == RECORD_TEMPERATURE) {
        temperature_format((int)whole, text);
        json_number(out, field->name, text);
    } else {
        json_integer(out, field->name, whole);
    }
}

static bool is_listed(const struct record_field *field, enum record_format format)
{
    return field->use != RECORD_INPUT && (format != FORMAT_PLAIN || field->width > 0);
}

/* What stands so far in the cell is filled up to its columns; nothing is cut, data on standard output is whole. */
static void end_cell(const struct record_field *field, enum record_format format, size_t from, struct buffer *out)
{
    if (format == FORMAT_TSV) {
        buffer_add_byte(out, '\t');
        return;
    }
    int used = out->length > from ? text_width(out->bytes + from) : 0;
    for (int column = used; column < field->width; column++)
        buffer_add_byte(out, ' ');
    buffer_add(out, "  ");
}

static void end_line(enum record_format format, struct buffer *out)
{
    if (format == FORMAT_TSV)
        out->length--; /* the tab behind the last cell */
    while (format == FORMAT_PLAIN && out->length > 0 && out->bytes[out->length - 1] == ' ')
        out->length--;
    buffer_add_byte(out, '\n');
}

void record_add_header(const struct record_field *fields, enum record_format format, struct buffer *out)
{
    if (format == FORMAT_JSON)
        return;
    for (const struct record_field *field = fields; field->name != NULL; field++) {
        if (!is_listed(field, format))
            continue;
        size_t from = out->length;
        buffer_add(out, format == FORMAT_PLAIN ? title_of(field) : field->name);
        end_cell(field, format, from, out);
    }
    end_line(format, out);
}

void record_add_row(const struct record_field *fields, const void *record, enum record_format format,
                    struct buffer *out)
{
    if (format == FORMAT_JSON)
        json_begin(out);
    for (const struct record_field *field = fields; field->name != NULL; field++) {
        if (!is_listed(field, format))
            continue;
        size_t from = out->length;
        if (format == FORMAT_JSON) {
            add_json(field, record, out);
            continue;
        }
        if (format == FORMAT_PLAIN && field->kind == RECORD_CHOICE)
            buffer_add(out, choice_words(field, whole_of(field, record)));
        else
            record_show(field, record, out);
        end_cell(field, format, from, out);
    }
    if (format == FORMAT_JSON) {
        json_end(out);
        buffer_add_byte(out, '\n');
    } else {
        end_line(format, out);
    }
}

/* The value as it is said in a chat; nothing where it is not. */
static void add_said(const struct record_field *field, const void *record, struct buffer *out)
{
    static const enum mask_kind kinds[] = {[SAID_NAME] = MASK_NAME, [SAID_PLATE] = MASK_PLATE};
    char masked[512];
    if (field->kind == RECORD_CHOICE) {
        buffer_add(out, choice_words(field, whole_of(field, record)));
    } else if (field->kind != RECORD_TEXT || field->said == SAID_AS_IT_IS) {
        record_show(field, record, out);
    } else if (field->said != SAID_NOTHING) {
        mask_value(kinds[field->said], value_of(field, record), masked, sizeof masked);
        buffer_add(out, masked);
    }
}

void record_add_posting(const struct record_field *fields, const void *record, struct posting *posting)
{
    struct buffer value = {0};
    if (!posting_row(posting))
        return;
    for (const struct record_field *field = fields; field->name != NULL; field++) {
        bool number = field->kind == RECORD_ID || field->kind == RECORD_DOCUMENT;
        if (number || !is_listed(field, FORMAT_PLAIN))
            continue;
        buffer_clear(&value);
        add_said(field, record, &value);
        posting_cell(posting, buffer_text(&value));
    }
    buffer_release(&value);
}
