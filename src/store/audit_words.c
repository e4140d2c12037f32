/* The audit in words: what changed, and who was it. */
#include "audit_names.h"
#include "gatepost/audit.h"
#include "gatepost/clock.h"
#include "gatepost/json.h"
#include "gatepost/look_row.h"
#include "gatepost/mask.h"
#include "gatepost/moment.h"
#include "gatepost/people.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "table.h"
#include <stdio.h>
#include <string.h>

struct label {
    const char *stored, *words;
};

static const char *label_find(const struct label *labels, size_t count, const char *stored)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(labels[i].stored, stored) == 0)
            return _(labels[i].words);
    return stored;
}

const char *audit_table_words(const char *table)
{
    static const struct label labels[] = {
        {"crossing", N_("crossing")},      {"closing", N_("entry closed by the system")},
        {"person", N_("person")},          {"place", N_("household or place")},
        {"vehicle", N_("vehicle")},        {"flag", N_("flag")},
        {"checkpoint", N_("checkpoint")},  {"officer", N_("officer")},
        {"officer_pin", N_("PIN")},        {"volunteer_pin", N_("PIN")},
        {"setting", N_("setting")},        {"sign_on", N_("sign-on")},
        {"phrase", N_("phrase")},          {"acknowledgement", N_("acknowledgement")},
        {"sound_test", N_("sound test")},  {"import", N_("begun import")},
        {"import_complete", N_("import")}, {"look", N_("look")},
        {"contact", N_("contact")},        {"notice_read", N_("read notice")},
    };
    const struct record_table *records = record_table_find(table);
    return records != NULL ? _(records->what) : label_find(labels, sizeof labels / sizeof labels[0], table);
}

static const struct label place_columns[] = {
    {"estate", N_("estate")},
    {"grid", N_("grid")},
    {"building", N_("building")},
    {"unit", N_("unit")},
    {"room", N_("room")},
    {"occupancy", N_("occupancy")},
    {"head", N_("head of household")},
    {"reported_persons", N_("persons reported")},
    {"responsible", N_("responsible")},
    {"line", N_("responsible line")},
    {"leader", N_("building leader")},
    {"needs", N_("special needs")},
    {"needs_note", N_("about the needs")},
};

static const char *column_words(const char *column)
{
    static const struct label labels[] = {
        {"at", N_("time")},
        {"day", N_("day")},
        {"checkpoint_id", N_("checkpoint")},
        {"direction", N_("direction")},
        {"class", N_("class")},
        {"person_id", N_("person")},
        {"crossing_id", N_("crossing")},
        {"place_id", N_("household or place")},
        {"vehicle_id", N_("vehicle")},
        {"occupants", N_("people in the vehicle")},
        {"coming_from", N_("coming from")},
        {"affected_area", N_("affected area")},
        {"purpose_id", N_("purpose")},
        {"pass_number", N_("pass number")},
        {"temp_tenths", N_("temperature")},
        {"retest_tenths", N_("retest")},
        {"method", N_("method")},
        {"mask", N_("mask")},
        {"abnormal", N_("abnormal")},
        {"decision", N_("decision")},
        {"reason_id", N_("reason")},
        {"override_reason", N_("why admitted all the same")},
        {"officer_id", N_("officer")},
        {"remark", N_("remark")},
        {"voided", N_("voided")},
        {"name", N_("name")},
        {"kind", N_("kind")},
        {"phone", N_("phone")},
        {"phone2", N_("second phone")},
        {"note", N_("note")},
        {"id_type", N_("kind of ID")},
        {"id_number", N_("ID number")},
        {"sex", N_("sex")},
        {"birth_day", N_("birthday")},
        {"merged_into", N_("merged into")},
        {"plate", N_("plate")},
        {"denies", N_("denies")},
        {"say", N_("words to say")},
        {"call", N_("whom to call")},
        {"from_at", N_("from")},
        {"until_at", N_("until")},
        {"role", N_("role")},
        {"unix_user", N_("Unix user")},
        {"value", N_("value")},
        {"heard", N_("heard")},
        {"terminal", N_("terminal")},
    };
    const char *words = label_find(place_columns, sizeof place_columns / sizeof place_columns[0], column);
    return words != column ? words : label_find(labels, sizeof labels / sizeof labels[0], column);
}

static bool is_one_of(const char *text, const char *const *list)
{
    while (*list != NULL && strcmp(*list, text) != 0)
        list++;
    return *list != NULL;
}

/* Stored words of columns that hold one of a few; NULL for any other text. */
static const char *value_words(const char *column, const char *value)
{
    static const char *const columns[] = {"direction", "class", "method",    "decision", "kind",
                                          "denies",    "role",  "occupancy", NULL};
    static const struct label labels[] = {
        {"in", N_("In")},
        {"out", N_("Out")},
        {"resident", N_("Resident")},
        {"tenant", N_("Tenant")},
        {"visitor", N_("Visitor")},
        {"courier", N_("Courier")},
        {"service", N_("Service")},
        {"official", N_("Official")},
        {"emergency", N_("Emergency")},
        {"forehead", N_("Forehead")},
        {"axillary", N_("Armpit")},
        {"admitted", N_("Admitted")},
        {"turned_away", N_("Turned away")},
        {"held", N_("Held")},
        {"household", N_("Household")},
        {"enterprise", N_("Enterprise")},
        {"small_place", N_("Small place")},
        {"rented_house", N_("Rented house")},
        {"observation", N_("Observation")},
        {"hospital", N_("Hospital")},
        {"pass_revoked", N_("Pass revoked")},
        {"wanted", N_("Wanted")},
        {"other", N_("Other")},
        {"nothing", N_("Nothing")},
        {"both", N_("Both")},
        {"officer", N_("Officer")},
        {"clerk", N_("Clerk")},
        {"gate", N_("Gate clerk")},
        {"operator", N_("Operator")},
        {"viewer", N_("Viewer")},
        {"kiosk", N_("Kiosk")},
        {"unknown", N_("Unknown")},
        {"owner", N_("Owner")},
        {"rented", N_("Rented")},
        {"vacant", N_("Vacant")},
        {"not_home", N_("Not home")},
    };
    int line = strcmp(column, "line") == 0 ? name_index(place_line_names, value) : -1;
    if (line >= 0)
        return _(place_line_labels[line]);
    if (!is_one_of(column, columns))
        return NULL;
    const char *words = label_find(labels, sizeof labels / sizeof labels[0], value);
    return words != value ? words : NULL;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

void audit_time(int64_t at, char *text, size_t size)
{
    char when[TIME_SIZE];
    full_label(at, when);
    text_copy(text, size, when);
}

/* Numbers that stand for a word. */
static const char *number_words(const char *column, int64_t value)
{
    static const char *const answers[] = {N_("No"), N_("Yes"), NULL};
    static const char *const readings[] = {N_("No"), N_("First reading"), N_("Confirmed"), NULL};
    static const struct {
        const char *column;
        const char *const *words;
        int count;
    } columns[] = {{"mask", answers, 2}, {"affected_area", answers, 2}, {"abnormal", readings, 3}};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (strcmp(columns[i].column, column) == 0 && value >= 0 && value < columns[i].count)
            return _(columns[i].words[value]);
    return NULL;
}

static void add_number(struct store *store, struct buffer *out, const struct json_member *member, bool masked)
{
    char time[40];
    long long value = (long long)member->integer;
    if (number_words(member->name, member->integer) != NULL) {
        buffer_add(out, number_words(member->name, member->integer));
    } else if (strcmp(member->name, "needs") == 0) {
        place_needs_words((unsigned)member->integer, out);
    } else if (ends_with(member->name, "_tenths")) {
        buffer_format(out, "%lld.%lld", value / 10, value % 10);
    } else if (strcmp(member->name, "at") == 0 || ends_with(member->name, "_at")) {
        audit_time(member->integer, time, sizeof time);
        buffer_add(out, time);
    } else if (!audit_name_meant(store, member->name, member->integer, masked, out)) {
        buffer_format(out, "%lld", value);
    }
}

/* Phones and IDs are never told whole (domain.md §12), names while they are masked. */
static void add_text(struct buffer *out, const struct json_member *member, bool masked)
{
    static const char *const names[] = {"name", "head", "leader", NULL}, *const phones[] = {"phone", "phone2", NULL},
                             *const ids[] = {"id_number", NULL};
    char shown[NOTE_BYTES];
    if (masked && is_one_of(member->name, names))
        mask_value(MASK_NAME, member->text, shown, sizeof shown);
    else if (is_one_of(member->name, phones))
        mask_value(MASK_PHONE, member->text, shown, sizeof shown);
    else if (is_one_of(member->name, ids))
        mask_value(MASK_ID, member->text, shown, sizeof shown);
    else
        text_copy(shown, sizeof shown, member->text);
    buffer_format(out, _("\"%s\""), shown);
}

static void add_value(struct store *store, struct buffer *out, const struct record_field *field,
                      const struct json_member *member, bool masked)
{
    if (member == NULL || member->type == JSON_NULL || member->text[0] == '\0')
        buffer_add(out, _("(empty)"));
    else if (field != NULL)
        audit_add_field(store, field, member, masked, out);
    else if (value_words(member->name, member->text) != NULL)
        buffer_add(out, value_words(member->name, member->text));
    else if (member->type == JSON_INTEGER)
        add_number(store, out, member, masked);
    else
        add_text(out, member, masked);
}

/* Follows from other columns, or means nothing to a reader. */
static bool is_silent(const char *column)
{
    return strcmp(column, "rev") == 0 || strcmp(column, "day") == 0 || strcmp(column, "room_sort") == 0 ||
           strcmp(column, "entered_at") == 0;
}

static bool differs(const struct json_member *old, const struct json_member *new_one)
{
    return old == NULL || old->type != new_one->type || strcmp(old->text, new_one->text) != 0;
}

static void add_change(struct store *store, struct buffer *out, const struct record_table *records,
                       const struct json_member *old, const struct json_member *new_one, bool masked)
{
    const struct record_field *field = records != NULL ? record_of_column(records, new_one->name) : NULL;
    if (strcmp(new_one->name, "voided") == 0 && new_one->type == JSON_NULL) {
        buffer_add(out, _("valid again"));
        return;
    }
    if (strcmp(new_one->name, "pin_id") == 0) {
        buffer_add(out, new_one->type == JSON_NULL              ? _("PIN removed")
                        : old == NULL || old->type == JSON_NULL ? _("PIN set")
                                                                : _("PIN changed"));
        return;
    }
    if (strcmp(new_one->name, "voided") == 0 && (old == NULL || old->type == JSON_NULL)) {
        buffer_format(out, _("voided (%s)"), new_one->text);
        return;
    }
    buffer_format(out, "%s ",
                  field != NULL && field->label != NULL ? words_context(field->label) : column_words(new_one->name));
    add_value(store, out, field, old, masked);
    buffer_add(out, " → ");
    add_value(store, out, field, new_one, masked);
}

/* "张怡梅 8-1-302: phone seen in full". */
static void add_look(struct store *store, int64_t id, bool masked, struct buffer *out)
{
    static const char *const words[] = {[LOOK_PHONE] = N_("phone seen in full"),
                                        [LOOK_ID_NUMBER] = N_("ID number seen in full"),
                                        [LOOK_BOTH] = N_("phone and ID number seen in full")};
    struct look look;
    if (!look_get(store, id, &look, NULL))
        return;
    audit_add_record(store, look.table, look.row_id, masked, out);
    buffer_format(out, "%s%s", _(": "), _(words[look.what]));
}

void audit_difference(struct store *store, const struct audit_entry *entry, bool masked, struct buffer *out)
{
    if (strcmp(entry->table, "look") == 0) {
        add_look(store, entry->row_id, masked, out);
        return;
    }
    if (entry->before == NULL || entry->after == NULL || entry->before[0] == '\0' || entry->after[0] == '\0')
        return;
    struct json_object before = {0}, after = {0};
    bool parsed = json_parse(&before, entry->before, strlen(entry->before), NULL) &&
                  json_parse(&after, entry->after, strlen(entry->after), NULL);
    bool first = true;
    for (size_t i = 0; parsed && i < after.count; i++) {
        const struct json_member *new_one = &after.members[i], *old = json_find(&before, new_one->name);
        if (is_silent(new_one->name) || !differs(old, new_one))
            continue;
        buffer_add(out, first ? "" : _("; "));
        first = false;
        add_change(store, out, record_table_find(entry->table), old, new_one, masked);
    }
    /* A later column (row.c) stands in a snapshot only where it holds something. */
    for (size_t i = 0; parsed && i < before.count; i++) {
        const struct json_member *old = &before.members[i];
        struct json_member emptied = {.name = old->name, .type = JSON_NULL};
        if (json_find(&after, old->name) != NULL)
            continue;
        buffer_add(out, first ? "" : _("; "));
        first = false;
        add_change(store, out, record_table_find(entry->table), old, &emptied, masked);
    }
    json_release(&before);
    json_release(&after);
}

bool audit_conflict(struct store *store, const char *table, int64_t id, struct err *err)
{
    struct audit_entry last = {0};
    int count = 0;
    char time[40], name[NAME_BYTES];
    if (store->kiosk) /* the audit is closed to it */
        return err_set(err, ERR_CONFLICT, _("Somebody changed this meanwhile: nothing was saved. Look again."));
    if (!audit_changes(store, table, id, 0, &last, 1, &count, err))
        return false;
    audit_time(last.at, time, sizeof time);
    const char *officer = last.officer[0] != '\0' ? last.officer : _("the program");
    if (store->masks_names && last.officer[0] != '\0') {
        mask_value(MASK_NAME, last.officer, name, sizeof name);
        officer = name;
    }
    struct buffer record = {0};
    audit_add_record(store, table, id, store->masks_names, &record);
    err_set(err, ERR_CONFLICT, _("%1$s changed %2$s meanwhile (%3$s, %4$s): nothing was saved."), officer,
            buffer_text(&record), last.terminal, time);
    buffer_release(&record);
    audit_entry_release(&last);
    return false;
}
