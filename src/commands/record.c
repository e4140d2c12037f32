#include "record.h"
#include "gatepost/buffer.h"
#include "gatepost/crossing.h"
#include "gatepost/habits.h"
#include "gatepost/json.h"
#include "gatepost/labels.h"
#include "gatepost/mask.h"
#include "gatepost/moment.h"
#include "gatepost/posting.h"
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

bool record_parse_options(const struct command_call *call, void *record, struct err *err)
{
    for (int i = 0; i < call->option_count; i++) {
        const struct call_option *given = &call->options[i];
        if (given->field != NULL && !record_resolve(call->store, given->field, record, given->value, err))
            return false;
    }
    return true;
}

/* ---- to text ---- */

/* Listings for reading speak the reader's language; TSV and JSON keep the field names. */
static const char *const titles[][2] = {
    {"id", N_("No.")},
    {"at", N_("Time")},
    {"checkpoint", N_("Checkpoint")},
    {"direction", N_("Way")},
    {"class", N_("Class")},
    {"name", N_("Name")},
    {"phone", N_("Phone")},
    {"phone2", N_("Second phone")},
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
    {"grid", N_("Grid")},
    {"responsible", N_("In charge")},
    {"rev", N_("Revision")},
    {"merged_into", N_("Merged into")},
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
    {"look", N_("See to")},
    {"default", N_("Default")},
    {"batch", N_("Batch")},
    {"time", N_("Time")},
    {"age", N_("Age")},
    {"size", N_("Size")},
    {"state", N_("State")},
    {"file", N_("File name")},
    {"officer", N_("Officer")},
    {"by_volunteer", N_("self")},
    {"terminal", N_("Terminal")},
    {"verb", N_("Action")},
    {"table", N_("Table")},
    {"row", N_("Row")},
    {"change", N_("Change")},
    {"difference", N_("What changed")},
};

static const char *title_of(const struct record_field *field)
{
    if (field->label != NULL)
        return words_context(field->label);
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
    if (field->labels != NULL)
        return words_context(field->labels[value]);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].names == field->choices)
            return words_context(all[i].labels[value]);
    return field->choices[value];
}

/* The name, and the number under NAME_id. */
static void add_reference(struct store *store, const struct record_field *field, const void *record, struct buffer *out)
{
    char text[NAME_BYTES], numbered[64];
    record_refers(store, field, record, text, sizeof text);
    json_text(out, field->name, text);
    snprintf(numbered, sizeof numbered, "%s_id", field->name);
    if (record_integer(field, record) != 0)
        json_integer(out, numbered, record_integer(field, record));
    else
        json_null(out, numbered);
}

static void add_json(const struct record_field *field, const void *record, struct buffer *out)
{
    char text[512];
    bool is_day = record_is_day(field) && record_integer(field, record) != 0;
    if (record_is_text(field) || is_day) {
        struct buffer shown = {0};
        record_show(field, record, &shown);
        json_text(out, field->name, buffer_text(&shown));
        buffer_release(&shown);
        return;
    }
    int64_t whole = record_integer(field, record);
    bool is_empty = field->kind == RECORD_ANSWER ? whole < 0 : whole == 0;
    if (field->kind == RECORD_CHOICE) {
        json_text(out, field->name, field->choices[whole]);
    } else if (field->kind == RECORD_SWITCH || (field->kind == RECORD_ANSWER && !is_empty)) {
        json_boolean(out, field->name, whole > 0);
    } else if (field->kind == RECORD_NUMBER && field->least <= 0) {
        json_integer(out, field->name, whole);
    } else if (field->kind == RECORD_AMOUNT || field->kind == RECORD_MONEY) {
        (field->kind == RECORD_AMOUNT ? amount_format : money_format)(whole, text);
        json_number(out, field->name, text);
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

/* Yes and no are words of the options, said in the reader's language to people. */
static bool is_switch(const struct record_field *field)
{
    return field->kind == RECORD_SWITCH || field->kind == RECORD_ANSWER;
}

static const char *switch_words(const struct record_field *field, const void *record)
{
    int64_t whole = record_integer(field, record);
    return whole < 0 ? "" : whole > 0 ? _("yes") : _("no");
}

static void add_plain(struct store *store, const struct record_field *field, const void *record, bool labels,
                      struct buffer *out)
{
    char text[NAME_BYTES];
    if (record_is_reference(field)) {
        record_refers(store, field, record, text, sizeof text);
        text_clean(out, text, strlen(text));
    } else if (labels && field->kind == RECORD_CHOICE) {
        buffer_add(out, choice_words(field, record_integer(field, record)));
    } else if (labels && is_switch(field)) {
        buffer_add(out, switch_words(field, record));
    } else {
        record_show(field, record, out);
    }
}

static void add_object(struct store *store, const struct record_field *fields, const void *record, struct buffer *out)
{
    json_begin(out);
    for (const struct record_field *field = fields; field->name != NULL; field++) {
        if (!is_listed(field, FORMAT_JSON))
            continue;
        if (record_is_reference(field))
            add_reference(store, field, record, out);
        else
            add_json(field, record, out);
    }
    json_end(out);
    buffer_add_byte(out, '\n');
}

void record_add_row(struct store *store, const struct record_field *fields, const void *record,
                    enum record_format format, struct buffer *out)
{
    if (format == FORMAT_JSON) {
        add_object(store, fields, record, out);
        return;
    }
    for (const struct record_field *field = fields; field->name != NULL; field++) {
        if (!is_listed(field, format))
            continue;
        size_t from = out->length;
        add_plain(store, field, record, format == FORMAT_PLAIN, out);
        end_cell(field, format, from, out);
    }
    end_line(format, out);
}

void record_add_card(struct store *store, const struct record_field *fields, const void *record, struct buffer *out)
{
    struct buffer value = {0};
    for (const struct record_field *field = fields; field->name != NULL; field++) {
        buffer_clear(&value);
        if (field->use != RECORD_INPUT)
            add_plain(store, field, record, true, &value);
        if (value.length > 0)
            buffer_format(out, _("%1$s: %2$s\n"), title_of(field), buffer_text(&value));
    }
    buffer_release(&value);
}

/* The value as it is said in a chat; nothing where it is not. */
static void add_said(struct store *store, const struct record_field *field, const void *record, struct buffer *out)
{
    static const enum mask_kind kinds[] = {[SAID_NAME] = MASK_NAME, [SAID_PLATE] = MASK_PLATE};
    char masked[512], name[NAME_BYTES];
    enum record_said said = field->said_of != NULL ? field->said_of(record) : field->said;
    if (field->said_of != NULL && said == SAID_NOTHING)
        return;
    if (said == SAID_SOMEBODY) {
        buffer_add(out, _("somebody kind"));
    } else if (record_is_reference(field)) {
        record_refers(store, field, record, name, sizeof name);
        text_copy(masked, sizeof masked, name);
        if (record_names_somebody(field))
            mask_value(MASK_NAME, name, masked, sizeof masked);
        buffer_add(out, masked);
    } else if (field->kind == RECORD_CHOICE) {
        buffer_add(out, choice_words(field, record_integer(field, record)));
    } else if (is_switch(field)) {
        buffer_add(out, switch_words(field, record));
    } else if (record_is_time(field)) {
        if (record_integer(field, record) != 0)
            full_label(record_integer(field, record), masked);
        buffer_add(out, record_integer(field, record) != 0 ? masked : "");
    } else if (field->kind != RECORD_TEXT || said == SAID_AS_IT_IS) {
        record_show(field, record, out);
    } else if (said != SAID_NOTHING) {
        mask_value(kinds[said], (const char *)record + field->offset, masked, sizeof masked);
        buffer_add(out, masked);
    }
}

void record_add_posting(struct store *store, const struct record_field *fields, const void *record,
                        struct posting *posting)
{
    struct buffer value = {0};
    if (!posting_row(posting))
        return;
    for (const struct record_field *field = fields; field->name != NULL; field++) {
        bool number = field->kind == RECORD_ID || field->kind == RECORD_DOCUMENT;
        if (number || !is_listed(field, FORMAT_PLAIN))
            continue;
        buffer_clear(&value);
        add_said(store, field, record, &value);
        if (field->kind == RECORD_SWITCH)
            posting_cell(posting, record_integer(field, record) != 0 ? title_of(field) : "");
        else if (field->kind == RECORD_NUMBER || field->kind == RECORD_MONEY || field->kind == RECORD_AMOUNT ||
                 field->kind == RECORD_ANSWER)
            posting_named(posting, title_of(field), buffer_text(&value));
        else
            posting_cell(posting, buffer_text(&value));
    }
    buffer_release(&value);
}
