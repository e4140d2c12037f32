/* Records that name others: typed as people say them, shown by their names, found by words. */
#include "gatepost/buffer.h"
#include "gatepost/crossing.h"
#include "gatepost/mask.h"
#include "gatepost/pinyin.h"
#include "gatepost/record_text.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CANDIDATES_SHOWN = 8, WORD_BYTES = 96 };

/* ---- what a field names ---- */

bool record_is_reference(const struct record_field *field)
{
    return field->kind >= RECORD_PLACE;
}

static bool find_officer(struct store *store, const char *text, int64_t *id, struct err *err)
{
    return officer_find(store, text, id, err);
}

static bool find_checkpoint(struct store *store, const char *text, int64_t *id, struct err *err)
{
    return checkpoint_find(store, text, id, err) ||
           err_set(err, ERR_NOT_FOUND, _("There is no checkpoint named \"%.80s\"."), text);
}

static bool find_room(struct store *store, const char *text, const struct room *room, const char *estate, int64_t *id,
                      struct err *err)
{
    struct err why = {0};
    if (place_find_room(store, estate, room, id, &why))
        return true;
    if (why.code != ERR_NOT_FOUND)
        return err_set(err, why.code, "%s", why.text);
    return err_set(err, ERR_NOT_FOUND, _("There is no household at \"%.60s\"."), text);
}

/* Of several that hold the word, the only one whose whole name it is; else none of them. */
static int keep_whole_name(struct store *store, const char *text, int64_t *ids, int count)
{
    struct place place;
    int whole = 0, at = 0;
    for (int i = 0; i < count; i++)
        if (place_get(store, ids[i], &place, NULL) && strcmp(place.name, text) == 0) {
            whole++;
            at = i;
        }
    if (whole != 1)
        return count;
    ids[0] = ids[at];
    return 1;
}

/* The only place found by its name (an enterprise, a small place). */
static bool find_named(struct store *store, const char *text, int64_t *id, struct err *err)
{
    enum { MOST = 32 };
    int64_t ids[MOST];
    int count = 0;
    bool more = false;
    if (!search_ids(store, SEARCH_PLACE, text, ids, MOST, &count, &more, err))
        return false;
    if (count > 1)
        count = keep_whole_name(store, text, ids, count);
    *id = count == 1 ? ids[0] : 0;
    if (count == 0)
        return err_set(err, ERR_NOT_FOUND, _("There is no place \"%.60s\"."), text);
    return count == 1 || err_set(err, ERR_INPUT, _("Several places match \"%.60s\". Give more of it."), text);
}

bool record_place(struct store *store, const char *text, int64_t *id, struct err *err)
{
    struct room room;
    char estate[64] = "";
    if (room_parse_in_estate(text, estate, &room, NULL))
        return find_room(store, text, &room, estate, id, err);
    return find_named(store, text, id, err);
}

static void describe(const struct candidate *candidate, struct buffer *out)
{
    char name[NAME_BYTES];
    mask_value(MASK_NAME, candidate->name, name, sizeof name);
    buffer_format(out, "; %s %s (#%lld)", name, candidate->place_label, (long long)candidate->person_id);
}

/* "#3839": two of one name and phone cannot be told apart by words. */
static bool find_numbered(struct store *store, const char *digits, int64_t *id, struct err *err)
{
    struct person person;
    char *end;
    long long number = strtoll(digits, &end, 10);
    if (*end != '\0' || number <= 0)
        return err_set(err, ERR_INPUT, _("\"%.40s\" is not the number of a record."), digits);
    *id = number;
    return person_get(store, number, &person, err);
}

bool record_person(struct store *store, const char *word, int64_t *id, struct err *err)
{
    if (word[0] == '#')
        return find_numbered(store, word + 1, id, err);
    struct candidate found[CANDIDATES_SHOWN];
    struct buffer list = {0};
    int count = 0, left = 0, persons = 0;
    if (!candidate_find(store, word, 0, found, CANDIDATES_SHOWN, &count, &left, err))
        return false;
    count = candidate_keep_exact(found, count);
    for (int i = 0; i < count; i++) {
        if (found[i].person_id == 0)
            continue;
        *id = found[i].person_id;
        persons++;
        describe(&found[i], &list);
    }
    if (persons == 0)
        err_set(err, ERR_NOT_FOUND, _("Nobody matches \"%.60s\"."), word);
    else if (persons > 1)
        err_set(err, ERR_INPUT, _("\"%.60s\" matches more than one%s"), word, buffer_text(&list));
    buffer_release(&list);
    return persons == 1;
}

/* By its number, else the newest valid one called so. */
static bool find_row(struct store *store, const struct record_table *table, const char *text, int64_t *id,
                     struct err *err)
{
    union {
        struct record_head head;
        char bytes[RECORD_SIZE_MOST];
    } record;
    char *end;
    long long number = strtoll(text, &end, 10);
    const struct record_field *called = record_of_column(table, table->called);
    bool is_number = *end == '\0' && end != text;
    *id = is_number && record_get(store, table, number, &record, NULL) ? number : 0;
    if (*id != 0 || (table->meant != NULL && (!table->meant(store, text, id, err) || *id != 0)))
        return *id != 0;
    bool found = is_number
                     ? record_get(store, table, number, &record, err)
                     : record_is_text(called) && record_with_text(store, table, table->called, text, &record, err);
    if (found)
        *id = record.head.id;
    else if (!is_number && !record_is_text(called))
        err_set(err, ERR_INPUT, _("\"%.40s\" is no number of a record."), text);
    return found;
}

bool record_resolve(struct store *store, const struct record_field *field, void *record, const char *text,
                    struct err *err)
{
    static bool (*const finders[])(struct store *, const char *, int64_t *, struct err *) = {
        [RECORD_PLACE] = record_place,
        [RECORD_PERSON] = record_person,
        [RECORD_OFFICER] = find_officer,
        [RECORD_CHECKPOINT] = find_checkpoint,
    };
    int64_t id = 0;
    if (!record_is_reference(field))
        return record_parse(field, record, text, err);
    bool found = text[0] == '\0' || (field->kind == RECORD_ROW ? find_row(store, field->of, text, &id, err)
                                                               : finders[field->kind](store, text, &id, err));
    if (found)
        record_set_integer(field, record, id);
    else if (err != NULL)
        err->field = field->name;
    return found;
}

/* What a record is called: a name, or what the column that calls it names. */
static void refer_row(struct store *store, const struct record_table *table, int64_t id, char *text, size_t size)
{
    union {
        struct record_head head;
        char bytes[RECORD_SIZE_MOST];
    } record;
    struct buffer shown = {0};
    const struct record_field *called = record_of_column(table, table->called);
    if (!record_get(store, table, id, &record, NULL))
        return;
    if (record_is_reference(called)) {
        record_refers(store, called, &record, text, size);
        return;
    }
    record_show(called, &record, &shown);
    text_copy(text, size, buffer_text(&shown));
    buffer_release(&shown);
}

void record_refers(struct store *store, const struct record_field *field, const void *record, char *text, size_t size)
{
    int64_t id = record_integer(field, record);
    struct person person;
    struct officer officer;
    struct checkpoint checkpoint;
    text_copy(text, size, "");
    if (id == 0)
        return;
    if (field->kind == RECORD_ROW)
        refer_row(store, field->of, id, text, size);
    else if (field->kind == RECORD_PLACE)
        place_label_of(store, id, text, size);
    else if (field->kind == RECORD_PERSON && person_get(store, id, &person, NULL))
        text_copy(text, size, person.name);
    else if (field->kind == RECORD_OFFICER && officer_get(store, id, &officer, NULL))
        text_copy(text, size, officer.name);
    else if (field->kind == RECORD_CHECKPOINT && checkpoint_get(store, id, &checkpoint, NULL))
        text_copy(text, size, checkpoint.name);
}

/* ---- found by words ---- */

static bool text_says(const char *text, const char *word)
{
    return text_contains(text, word) || pinyin_spells(text, word, true);
}

static bool reference_says(struct store *store, const struct record_field *field, int64_t id, const char *word)
{
    static const enum search_kind kinds[] = {
        [RECORD_PLACE] = SEARCH_PLACE,
        [RECORD_PERSON] = SEARCH_PERSON,
        [RECORD_OFFICER] = SEARCH_OFFICER,
        [RECORD_CHECKPOINT] = SEARCH_CHECKPOINT,
    };
    char called[NAME_BYTES];
    if (field->kind != RECORD_ROW)
        return id != 0 && search_matches(store, kinds[field->kind], id, word);
    if (id == 0)
        return false;
    called[0] = '\0';
    refer_row(store, field->of, id, called, sizeof called);
    return text_says(called, word);
}

static bool field_says(struct store *store, const struct record_field *field, const void *record, const char *word)
{
    if (record_is_text(field))
        return field->kind != RECORD_DOCUMENT && text_says((const char *)record + field->offset, word);
    int64_t value = record_integer(field, record);
    if (record_is_reference(field))
        return reference_says(store, field, value, word);
    if (field->kind == RECORD_CHOICE)
        return text_says(field->labels != NULL ? words_context(field->labels[value]) : field->choices[value], word);
    if (!record_is_time(field) && !record_is_day(field))
        return false;
    struct buffer moment = {0};
    record_show(field, record, &moment);
    bool says = text_contains(buffer_text(&moment), word);
    buffer_release(&moment);
    return says;
}

static bool is_number(const char *word, int64_t id)
{
    return word[0] == '#' && word[1] != '\0' && strtoll(word + 1, NULL, 10) == id;
}

static bool record_says(struct store *store, const struct record_table *table, const void *record, const char *word)
{
    if (is_number(word, ((const struct record_head *)record)->id))
        return true;
    for (const struct record_field *field = table->fields; field->name != NULL; field++)
        if ((field->column != NULL || field->use == RECORD_SHOWN) && field_says(store, field, record, word))
            return true;
    return false;
}

static bool folded_matches(struct store *store, const struct record_table *table, const void *record, const char *words)
{
    for (;;) {
        char word[WORD_BYTES];
        words += strspn(words, " ");
        size_t length = strcspn(words, " ");
        if (length == 0)
            return true;
        bool excludes = words[0] == '!' && length > 1;
        snprintf(word, sizeof word, "%.*s", (int)(length - excludes), words + excludes);
        for (char *letter = word; *letter != '\0'; letter++)
            if (*letter >= 'A' && *letter <= 'Z')
                *letter += 'a' - 'A';
        if (record_says(store, table, record, word) == excludes)
            return false;
        words += length;
    }
}

bool record_matches(struct store *store, const struct record_table *table, const void *record, const char *words)
{
    struct buffer folded = {0};
    text_fold_width(&folded, words);
    bool matches = folded_matches(store, table, record, buffer_text(&folded));
    buffer_release(&folded);
    return matches;
}
