#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "pinyin_table.h"
#include "surname.h"
#include <string.h>

enum {
    CHARACTERS_MOST = 40, /* of a name, as name_parse takes */
    READINGS_MOST = 12,   /* of one character */
    SYLLABLE_MOST = 8,    /* zhuang and its end */
    TYPED_MOST = 32,
    KEY_SIZE = CHARACTERS_MOST * SYLLABLE_MOST,
};

static int other_offset(int32_t code_point)
{
    size_t first = 0, behind = pinyin_others_count;
    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        if (pinyin_others[middle].code_point == code_point)
            return pinyin_others[middle].offset;
        if (pinyin_others[middle].code_point < code_point)
            first = middle + 1;
        else
            behind = middle;
    }
    return 0;
}

const char *pinyin_readings(int32_t code_point)
{
    if (code_point >= 0x4E00 && code_point <= 0x9FFF)
        return pinyin_blob + pinyin_unified[code_point - 0x4E00];
    if (code_point >= 0x3400 && code_point <= 0x4DBF)
        return pinyin_blob + pinyin_extension_a[code_point - 0x3400];
    return pinyin_blob + other_offset(code_point);
}

/* A character of the name and how it may be read; a Latin letter is read as itself. */
struct spelled {
    char readings[READINGS_MOST][SYLLABLE_MOST];
    int count;
};

static void add_reading(struct spelled *spelled, const char *reading, size_t length)
{
    if (length == 0 || length >= SYLLABLE_MOST || spelled->count == READINGS_MOST)
        return;
    for (int i = 0; i < spelled->count; i++)
        if (strlen(spelled->readings[i]) == length && memcmp(spelled->readings[i], reading, length) == 0)
            return;
    memcpy(spelled->readings[spelled->count], reading, length);
    spelled->readings[spelled->count++][length] = '\0';
}

static void add_readings(struct spelled *spelled, const char *readings)
{
    while (*readings != '\0') {
        size_t length = strcspn(readings, " ");
        add_reading(spelled, readings, length);
        readings += length + (readings[length] == ' ');
    }
}

static bool spell_latin(struct spelled *spelled, int32_t code_point)
{
    char letter = (char)code_point;
    if (code_point >= 'A' && code_point <= 'Z')
        letter = (char)(code_point - 'A' + 'a');
    else if (!((code_point >= 'a' && code_point <= 'z') || (code_point >= '0' && code_point <= '9')))
        return false;
    add_reading(spelled, &letter, 1);
    return true;
}

/* Spells the name; characters without a reading (middle dots, spaces) are skipped. Gives how many are spelled. */
static int spell_name(const char *name, struct spelled *spelled)
{
    const char *at = name, *end = name + strlen(name), *compound = "";
    const char *compound_end = name + surname_compound(name, &compound);
    int count = 0;
    while (at < end && count < CHARACTERS_MOST) {
        const char *start = at;
        int32_t code_point = utf8_next(&at, end);
        spelled[count].count = 0;
        if (code_point < 0)
            continue;
        if (code_point >= 0x3000) {
            if (start < compound_end) {
                size_t length = strcspn(compound, " ");
                add_reading(&spelled[count], compound, length);
                compound += length + (compound[length] == ' ');
            } else if (start == name) {
                add_readings(&spelled[count], surname_readings(name));
            }
            add_readings(&spelled[count], pinyin_readings(code_point));
        } else {
            spell_latin(&spelled[count], code_point);
        }
        count += spelled[count].count > 0;
    }
    return count;
}

/* The keys given out so far, end to end with their NULs, so that none is given twice. */
struct keys {
    const struct spelled *spelled;
    int count; /* characters */
    int chosen[CHARACTERS_MOST];
    int combinations;
    char given[PINYIN_MOST * (KEY_SIZE + CHARACTERS_MOST + 2)];
    size_t length;
    pinyin_key_fn *each;
    void *context;
};

static void give_key(struct keys *keys, size_t size)
{
    const char *key = keys->given + keys->length;
    for (const char *at = keys->given; at < key; at += strlen(at) + 1)
        if (strcmp(at, key) == 0)
            return;
    keys->length += size;
    keys->each(keys->context, key);
}

static void give_combination(struct keys *keys)
{
    char *key = keys->given + keys->length;
    for (int i = 0; i < keys->count; i++)
        key[i] = keys->spelled[i].readings[keys->chosen[i]][0];
    key[keys->count] = '\0';
    give_key(keys, (size_t)keys->count + 1);
    key = keys->given + keys->length;
    size_t length = 0;
    for (int i = 0; i < keys->count; i++) {
        const char *reading = keys->spelled[i].readings[keys->chosen[i]];
        size_t more = strlen(reading);
        memcpy(key + length, reading, more);
        length += more;
    }
    key[length] = '\0';
    give_key(keys, length + 1);
    keys->combinations++;
}

/* All choices from character `from` on whose indexes add up to `sum`. */
static void give_choices(struct keys *keys, int from, int sum)
{
    if (keys->combinations == PINYIN_MOST)
        return;
    if (from == keys->count) {
        if (sum == 0)
            give_combination(keys);
        return;
    }
    for (int i = 0; i < keys->spelled[from].count && i <= sum; i++) {
        keys->chosen[from] = i;
        give_choices(keys, from + 1, sum - i);
    }
}

/* By growing sum of indexes: the usual readings together first, then names with one unusual reading, then two. Where
 * there are more than PINYIN_MOST combinations, the odd ones fall off and not those of the last characters. */
void pinyin_keys(const char *name, pinyin_key_fn *each, void *context)
{
    struct spelled spelled[CHARACTERS_MOST + 1];
    struct keys keys; /* the room for keys given out is large, and is not cleared for every name */
    keys.spelled = spelled;
    keys.each = each;
    keys.context = context;
    keys.combinations = 0;
    keys.length = 0;
    keys.count = spell_name(name, spelled);
    int sum_most = 0;
    for (int i = 0; i < keys.count; i++)
        sum_most += spelled[i].count - 1;
    for (int sum = 0; keys.count > 0 && sum <= sum_most && keys.combinations < PINYIN_MOST; sum++)
        give_choices(&keys, 0, sum);
}

/* --- what somebody types to find a text --- */

static size_t common_length(const char *reading, size_t length, const char *typed)
{
    size_t common = 0;
    while (common < length && reading[common] == typed[common])
        common++;
    return common;
}

static bool spells_from(const char *at, const char *end, const char *typed)
{
    if (*typed == '\0')
        return true;
    if (at >= end)
        return false;
    int32_t code_point = utf8_next(&at, end);
    bool capital = code_point >= 'A' && code_point <= 'Z';
    const char itself[2] = {(char)(capital ? code_point - 'A' + 'a' : code_point), '\0'};
    const char *readings = code_point > 0 && code_point < 0x80 ? itself : pinyin_readings(code_point);
    while (*readings != '\0') {
        size_t length = strcspn(readings, " "), common = common_length(readings, length, typed);
        if (typed[common] == '\0' || (common == length && spells_from(at, end, typed + length)) ||
            (common > 0 && length > 1 && spells_from(at, end, typed + 1)))
            return true;
        readings += length + (readings[length] == ' ');
    }
    return false;
}

bool pinyin_spells(const char *text, const char *typed, bool anywhere)
{
    const char *at = text, *end = text + strlen(text);
    if (*typed == '\0' || strlen(typed) > TYPED_MOST)
        return false;
    do {
        if (spells_from(at, end, typed))
            return true;
        utf8_next(&at, end);
    } while (anywhere && at < end);
    return false;
}
