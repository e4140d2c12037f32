#include "gatepost/register.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/record_text.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <string.h>

enum { TEMP_LEAST = 340, TEMP_MOST = 429, AHEAD_SECONDS = 120 }; /* as gate.c accepts them */
#define FAR_SECONDS (INT64_C(10) * 366 * 86400)

/* The copy is written; the caller's record changes only when all went well. */
union record_copy {
    struct record_head head;
    char bytes[RECORD_SIZE_MOST];
};

static const char *label_of(const struct record_field *field)
{
    return field->label != NULL ? field->label : field->name;
}

static bool accept_document(const struct record_field *field, char *number, struct err *err)
{
    char accepted[24];
    enum id_type type;
    if (!masked_refuse(number, field->name, err))
        return false;
    if (strlen(number) + 1 >= field->size)
        return err_field(err, ERR_INPUT, field->name, _("%s: this number is too long."),
                         words_context(label_of(field)));
    if (!id_parse(number, &type, accepted, err)) {
        if (err != NULL)
            err->field = field->name;
        return false;
    }
    text_copy(number, field->size, accepted);
    return true;
}

/* Numbers have their own form: text_accept would leave no room for one that just fits. */
static bool accept_text(const struct record_field *field, char *text, struct err *err)
{
    if (field->kind == RECORD_TEXT)
        return text_accept(text, field->size, field->name, label_of(field), err);
    if (text[strspn(text, " ")] == '\0') {
        text[0] = '\0';
        return true;
    }
    return field->kind == RECORD_PHONE ? phone_accept(text, field->size, field->name, label_of(field), err)
                                       : accept_document(field, text, err);
}

static bool accept_number(const struct record_field *field, int64_t number, struct err *err)
{
    if ((number == 0 && field->least > 0) || (number >= field->least && number <= field->most))
        return true;
    return err_field(err, ERR_INPUT, field->name, _("%s: a whole number from %d to %d."),
                     words_context(label_of(field)), field->least, field->most);
}

static bool accept_temperature(const struct record_field *field, int64_t tenths, struct err *err)
{
    return tenths == 0 || (tenths >= TEMP_LEAST && tenths <= TEMP_MOST) ||
           err_field(err, ERR_INPUT, field->name, _("A temperature is from 34.0 to 42.9."));
}

/* What has been: a time typed as a count of seconds has not gone through a parser that knows now. */
static bool accept_moment(const struct record_field *field, int64_t at, struct err *err)
{
    return at <= clock_now() + AHEAD_SECONDS ||
           err_field(err, ERR_INPUT, field->name, _("%s: this time is in the future."), words_context(label_of(field)));
}

/* A count of seconds, or a day, that was mistyped. */
static bool accept_deadline(const struct record_field *field, int64_t at, struct err *err)
{
    return at <= clock_now() + FAR_SECONDS ||
           err_field(err, ERR_INPUT, field->name, _("%s: this is more than ten years ahead."),
                     words_context(label_of(field)));
}

static bool accept_day(const struct record_field *field, int64_t day, struct err *err)
{
    if (day == 0)
        return true;
    if (!clock_day_valid((int)day))
        return err_field(err, ERR_INPUT, field->name, _("%s: this is no day."), words_context(label_of(field)));
    if (field->kind == RECORD_DAY_AHEAD)
        return accept_deadline(field, clock_day_start((int)day), err);
    return day <= clock_day(clock_now()) ||
           err_field(err, ERR_INPUT, field->name, _("%s: this day is in the future."), words_context(label_of(field)));
}

static bool accept_choice(const struct record_field *field, int64_t choice, struct err *err)
{
    int count = 0;
    while (field->choices[count] != NULL)
        count++;
    return (choice >= 0 && choice < count) ||
           err_field(err, ERR_INPUT, field->name, _("%s: choose one of the list."), words_context(label_of(field)));
}

static bool accept_place(struct store *store, const struct record_field *field, int64_t id, struct err *err)
{
    struct place place;
    if (!place_get(store, id, &place, err))
        return false;
    return place.voided[0] == '\0' ||
           err_field(err, ERR_INPUT, field->name, _("This household was voided. Choose another."));
}

/* A person merged into another stands for that one. */
static bool accept_person(struct store *store, const struct record_field *field, void *record, struct err *err)
{
    struct person person;
    if (!person_get(store, record_integer(field, record), &person, err))
        return false;
    if (person.merged_into != 0) {
        record_set_integer(field, record, person.merged_into);
        return accept_person(store, field, record, err);
    }
    return person.voided[0] == '\0' ||
           err_field(err, ERR_INPUT, field->name, _("%s was voided. Choose another person."), person.name);
}

static bool accept_officer(struct store *store, const struct record_field *field, int64_t id, struct err *err)
{
    struct officer officer;
    return officer_get(store, id, &officer, err) &&
           (officer.voided[0] == '\0' ||
            err_field(err, ERR_INPUT, field->name, _("%s does not work here any more. Choose another."), officer.name));
}

static bool accept_checkpoint(struct store *store, const struct record_field *field, int64_t id, struct err *err)
{
    struct checkpoint checkpoint;
    return checkpoint_get(store, id, &checkpoint, err) &&
           (checkpoint.voided[0] == '\0' ||
            err_field(err, ERR_INPUT, field->name, _("This checkpoint does not exist any more. Choose another.")));
}

/* What an edit leaves alone is not asked again: it may have been voided since. */
static bool is_kept(const struct record_field *field, const void *record, const void *before)
{
    return before != NULL && record_integer(field, record) == record_integer(field, before);
}

static bool is_missing(const struct record_field *field, const void *record)
{
    if (record_is_text(field))
        return ((const char *)record)[field->offset] == '\0';
    return field->kind != RECORD_CHOICE && record_integer(field, record) == 0;
}

static bool accept_row(struct store *store, const struct record_field *field, int64_t id, struct err *err)
{
    union record_copy named;
    return record_get(store, field->of, id, &named, err) &&
           (named.head.voided[0] == '\0' ||
            err_field(err, ERR_INPUT, field->name, _("%s: this record was voided. Choose another."),
                      words_context(label_of(field))));
}

static bool look_reference(struct store *store, const struct record_field *field, void *record, int64_t id,
                           struct err *err)
{
    switch (field->kind) {
    case RECORD_PLACE:
        return accept_place(store, field, id, err);
    case RECORD_PERSON:
        return accept_person(store, field, record, err);
    case RECORD_OFFICER:
        return accept_officer(store, field, id, err);
    case RECORD_ROW:
        return accept_row(store, field, id, err);
    default:
        return accept_checkpoint(store, field, id, err);
    }
}

static bool accept_reference(struct store *store, const struct record_field *field, void *record, int64_t id,
                             struct err *err)
{
    bool accepted = look_reference(store, field, record, id, err);
    if (!accepted && err != NULL)
        err->field = field->name;
    return accepted;
}

static bool accept_value(const struct record_field *field, int64_t value, struct err *err)
{
    switch (field->kind) {
    case RECORD_NUMBER:
        return accept_number(field, value, err);
    case RECORD_TEMPERATURE:
        return accept_temperature(field, value, err);
    case RECORD_CHOICE:
        return accept_choice(field, value, err);
    case RECORD_MOMENT:
        return accept_moment(field, value, err);
    case RECORD_DAY:
    case RECORD_DAY_AHEAD:
        return accept_day(field, value, err);
    case RECORD_DEADLINE:
    case RECORD_BEGINNING:
        return accept_deadline(field, value, err);
    default:
        return true;
    }
}

/* Neither shown nor said: what the program sorts by, which may hold what nobody types. */
static bool is_key(const struct record_field *field)
{
    return field->use == RECORD_INPUT && field->argument == NULL;
}

/* A name is told masked, so what comes back with asterisks was copied from a screen or a chat. */
static bool accept_name(const struct record_field *field, const char *name, const void *before, struct err *err)
{
    return field->said != SAID_NAME || (before != NULL && strcmp(name, (const char *)before + field->offset) == 0) ||
           masked_refuse(name, field->name, err);
}

static bool accept_field(struct store *store, const struct record_field *field, void *record, const void *before,
                         struct err *err)
{
    char *text = (char *)record + field->offset;
    if (record_is_text(field) && !is_key(field) &&
        (!accept_text(field, text, err) || !accept_name(field, text, before, err)))
        return false;
    if (field->use == RECORD_NEEDED && is_missing(field, record))
        return err_field(err, ERR_INPUT, field->name, _("%s is missing."), words_context(label_of(field)));
    if (record_is_text(field) || is_kept(field, record, before))
        return true;
    int64_t value = record_integer(field, record);
    return record_is_reference(field) ? value == 0 || accept_reference(store, field, record, value, err)
                                      : accept_value(field, value, err);
}

static bool accept_fields(struct store *store, const struct record_table *table, void *record, const void *before,
                          struct err *err)
{
    for (const struct record_field *field = table->fields; field->name != NULL; field++)
        if (field->column != NULL && !accept_field(store, field, record, before, err))
            return false;
    return true;
}

static void check_size(const struct register_rules *rules)
{
    if (rules->table->size > RECORD_SIZE_MOST)
        die("records of %s are larger than RECORD_SIZE_MOST", rules->table->name);
}

void register_new(const struct register_rules *rules, void *record)
{
    check_size(rules);
    memset(record, 0, rules->table->size);
    for (const struct record_field *field = rules->table->fields; field->name != NULL; field++)
        if (field->kind == RECORD_ANSWER)
            record_set_integer(field, record, -1);
    if (rules->begin != NULL)
        rules->begin(record);
}

bool register_check(struct store *store, const struct register_rules *rules, void *record, struct err *err)
{
    union record_copy draft;
    check_size(rules);
    memcpy(&draft, record, rules->table->size);
    if (!accept_fields(store, rules->table, &draft, NULL, err) ||
        (rules->check != NULL && !rules->check(store, &draft, NULL, err)))
        return false;
    memcpy(record, &draft, rules->table->size);
    return true;
}

bool register_save_within(struct store *store, const struct register_rules *rules, void *record, struct err *err)
{
    union record_copy draft, before;
    check_size(rules);
    memcpy(&draft, record, rules->table->size);
    const void *known = NULL;
    if (draft.head.id != 0) {
        if (!record_get(store, rules->table, draft.head.id, &before, err) ||
            !void_refuse_again(before.head.voided, err) ||
            !record_refuse_stale(store, rules->table, &draft, &before.head, err))
            return false;
        known = &before;
    }
    if (!accept_fields(store, rules->table, &draft, known, err) ||
        (rules->check != NULL && !rules->check(store, &draft, known, err)) ||
        !record_save(store, rules->table, &draft, err) ||
        (rules->follow != NULL && !rules->follow(store, &draft, known, err)))
        return false;
    memcpy(record, &draft, rules->table->size);
    return true;
}

bool register_save(struct store *store, const struct register_rules *rules, void *record, struct err *err)
{
    union record_copy draft;
    check_size(rules);
    memcpy(&draft, record, rules->table->size);
    if (!verb_begin(store, draft.head.id == 0 ? rules->verb_add : rules->verb_edit, err))
        return false;
    if (!verb_end(store, register_save_within(store, rules, &draft, err), err))
        return false;
    memcpy(record, &draft, rules->table->size);
    return true;
}

bool register_read(struct store *store, const struct register_rules *rules, int64_t id, int64_t rev, void *record,
                   struct err *err)
{
    struct record_head *head = record;
    if (!record_get(store, rules->table, id, record, err) || !void_refuse_again(head->voided, err))
        return false;
    struct record_head standing = *head;
    head->rev = rev >= 0 ? rev : standing.rev;
    return record_refuse_stale(store, rules->table, record, &standing, err);
}

/* Some tables keep the time of it, too. */
static bool write_void(struct store *store, const struct record_table *table, int64_t id, int64_t rev, const char *why,
                       struct err *err)
{
    const struct row_value values[] = {ROW_STR("voided", why), ROW_INT(table->voided_at, clock_now())};
    return table->voided_at != NULL ? row_update(store, table->name, id, rev, values, 2, err)
                                    : row_void(store, table->name, id, rev, why, err);
}

bool register_void(struct store *store, const struct register_rules *rules, int64_t id, int64_t rev, const char *reason,
                   struct err *err)
{
    union record_copy before;
    char why[NOTE_BYTES];
    check_size(rules);
    if (!reason_accept(reason, why, err) || !verb_begin(store, rules->verb_void, err))
        return false;
    bool good = record_get(store, rules->table, id, &before, err) && void_refuse_again(before.head.voided, err) &&
                (rules->check_void == NULL || rules->check_void(store, &before, err)) &&
                write_void(store, rules->table, id, rev, why, err) &&
                (rules->follow_void == NULL || rules->follow_void(store, &before, err));
    return verb_end(store, good, err);
}
