/* The filter language of the places (screens.md): words that are a condition by themselves, `name:value`, and words to
 * search for, in both languages whatever the language of the screen. */
#include "gatepost/place_filter.h"
#include "gatepost/pinyin.h"
#include "gatepost/place_words.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_one_of(const char *text, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strcasecmp(text, *names) == 0)
            return true;
    return false;
}

static void set_term(struct place_term *term, enum place_term_kind kind, unsigned value)
{
    term->kind = kind;
    term->value = value;
}

static bool cut_end(char *text, const char *end)
{
    size_t length = strlen(text), cut = strlen(end);
    if (length <= cut || strcmp(text + length - cut, end) != 0)
        return false;
    text[length - cut] = '\0';
    return true;
}

/* 3, 3网格, 第三网格 and 3号网格 are one. */
static void plain_grid(const char *text, char plain[PLACE_TERM_BYTES])
{
    text_copy(plain, PLACE_TERM_BYTES, strncmp(text, "第", strlen("第")) == 0 ? text + strlen("第") : text);
    cut_end(plain, "网格");
    cut_end(plain, "号");
    const char *end = plain;
    int64_t number = 0;
    if (text_take_number(&end, &number) && *end == '\0')
        snprintf(plain, PLACE_TERM_BYTES, "%lld", (long long)number);
}

/* 栋:12, grid:3; the value is left in term->text. */
static bool take_named(struct place_term *term)
{
    static const struct {
        const char *names[6];
        enum place_term_kind kind;
    } named[] = {{{"栋", "楼栋", "楼", "building", NULL}, PLACE_TERM_BUILDING},
                 {{"网格", "格", "grid", NULL}, PLACE_TERM_GRID}};
    char *colon = strchr(term->text, ':'), value[PLACE_TERM_BYTES];
    if (colon == NULL || colon[1] == '\0')
        return false;
    *colon = '\0';
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (is_one_of(term->text, named[i].names)) {
            text_copy(value, sizeof value, colon + 1);
            text_copy(term->text, sizeof term->text, value);
            set_term(term, named[i].kind, 0);
            return true;
        }
    *colon = ':';
    return false;
}

/* 12栋, 12号楼, 第三网格: a number with what it counts; the number is left in term->text. */
static bool take_counted(struct place_term *term)
{
    static const char *const buildings[] = {"号楼", "栋", "幢", "座"};
    char number[PLACE_TERM_BYTES];
    text_copy(number, sizeof number, term->text);
    if (cut_end(number, "网格")) {
        set_term(term, PLACE_TERM_GRID, 0);
        return true;
    }
    for (size_t i = 0; i < sizeof buildings / sizeof buildings[0]; i++) {
        text_copy(number, sizeof number, term->text);
        if (!cut_end(number, buildings[i]) || strspn(number, "0123456789ABCDEFGHabcdefgh") != strlen(number))
            continue;
        text_copy(term->text, sizeof term->text, number);
        set_term(term, PLACE_TERM_BUILDING, 0);
        return true;
    }
    return false;
}

/* A word that is a condition by itself. 出租 is how somebody lives, 出租屋 a kind of place. */
static bool take_word(struct place_term *term)
{
    static const char *const mismatch[] = {"人数不符", "不符", "mismatch", NULL}, *const any[] = {"特殊", "特殊情况",
                                                                                                  "特殊需要", "needs",
                                                                                                  NULL};
    enum place_kind kind = PLACE_HOUSEHOLD;
    enum place_line line = LINE_NONE;
    enum occupancy occupancy = OCCUPANCY_UNKNOWN;
    unsigned need = place_need_of(term->text);
    if (need != 0 || is_one_of(term->text, any))
        set_term(term, PLACE_TERM_NEED, need);
    else if (is_one_of(term->text, mismatch))
        set_term(term, PLACE_TERM_MISMATCH, 0);
    else if (place_occupancy_of(term->text, &occupancy))
        set_term(term, PLACE_TERM_OCCUPANCY, (unsigned)occupancy);
    else if (place_line_of(term->text, &line))
        set_term(term, PLACE_TERM_LINE, (unsigned)line);
    else if (place_kind_of(term->text, &kind))
        set_term(term, PLACE_TERM_KIND, (unsigned)kind);
    else
        return false;
    return true;
}

static bool add_term(struct place_filter *filter, const char *word, size_t length, struct err *err)
{
    struct place_term *term = &filter->terms[filter->count];
    char plain[PLACE_TERM_BYTES];
    if (filter->count == PLACE_TERMS)
        return err_set(err, ERR_INPUT, _("At most %d words to search for."), PLACE_TERMS);
    *term = (struct place_term){.kind = PLACE_TERM_WORD, .exclude = word[0] == '!' && length > 1};
    word += term->exclude;
    length -= term->exclude;
    if (length >= sizeof term->text)
        return err_set(err, ERR_INPUT, _("A word is too long: at most %d Chinese characters."),
                       PLACE_TERM_BYTES / 3 - 1);
    text_copy(term->text, length + 1, word);
    bool condition = take_named(term) || take_word(term) || take_counted(term);
    if (term->kind == PLACE_TERM_GRID) {
        text_copy(plain, sizeof plain, term->text);
        plain_grid(plain, term->text);
    }
    if (!condition)
        for (char *letter = term->text; *letter != '\0'; letter++)
            if (*letter >= 'A' && *letter <= 'Z')
                *letter += 'a' - 'A';
    filter->count++;
    return true;
}

bool place_filter_parse(struct store *store, const char *text, struct place_filter *filter, struct err *err)
{
    struct buffer folded = {0};
    struct place_filter parsed = {.store = store};
    text_fold_width(&folded, text);
    bool good = true;
    for (const char *at = buffer_text(&folded); good;) {
        at += strspn(at, " ");
        size_t length = strcspn(at, " ");
        if (length == 0)
            break;
        good = add_term(&parsed, at, length, err);
        at += length;
    }
    buffer_release(&folded);
    if (good)
        *filter = parsed;
    return good;
}

/* ---- held against a place ---- */

static bool says(const char *text, const char *word)
{
    return text_contains(text, word) || pinyin_spells(text, word, true);
}

/* Rooms and names as everywhere (search.h), the rest by a part or by pinyin; of phones the last digits. */
static bool word_found(struct store *store, const struct place *place, const char *word)
{
    const char *const texts[] = {place->name,   place->estate, place->head,       place->responsible,
                                 place->leader, place->grid,   place->needs_note, place->note};
    size_t phone = strlen(place->phone), length = strlen(word);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i][0] != '\0' && says(texts[i], word))
            return true;
    if (length >= 4 && length <= phone && strcmp(place->phone + phone - length, word) == 0)
        return true;
    return search_matches(store, SEARCH_PLACE, place->id, word);
}

static bool term_holds(struct store *store, const struct place_term *term, const struct place_row *row)
{
    const struct place *place = &row->place;
    char grid[PLACE_TERM_BYTES];
    switch (term->kind) {
    case PLACE_TERM_KIND:
        return (unsigned)place->kind == term->value;
    case PLACE_TERM_LINE:
        return (unsigned)place->line == term->value;
    case PLACE_TERM_OCCUPANCY:
        return (unsigned)place->occupancy == term->value;
    case PLACE_TERM_NEED:
        return term->value == 0 ? place->needs != 0 : (place->needs & term->value) != 0;
    case PLACE_TERM_MISMATCH:
        return place_is_mismatch(place, row->listed);
    case PLACE_TERM_BUILDING:
        return strcasecmp(place->room.building, term->text) == 0;
    case PLACE_TERM_GRID:
        plain_grid(place->grid, grid);
        return strcasecmp(grid, term->text) == 0;
    default:
        return word_found(store, place, term->text);
    }
}

bool place_filter_keeps(const void *context, const struct place_row *row)
{
    const struct place_filter *filter = context;
    for (int i = 0; i < filter->count; i++)
        if (term_holds(filter->store, &filter->terms[i], row) == filter->terms[i].exclude)
            return false;
    return true;
}
