/* Volunteers found by what is typed: some hundreds are valid, so that they are looked through. */
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/volunteer.h"
#include "gatepost/words.h"
#include "table.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_LEAST = 3, WORD_BYTES = 64, MEANT_MOST = 6 };
/* How well a word tells who it is. */
enum { RANK_NONE, RANK_PART, RANK_DIGITS, RANK_SPELLED, RANK_BEGINS, RANK_WHOLE };

static int rank_digits(const char *phone, const char *digits)
{
    size_t length = strlen(digits), whole = strlen(phone);
    if (length < DIGITS_LEAST || length > whole || strcmp(phone + whole - length, digits) != 0)
        return RANK_NONE;
    return length == whole ? RANK_WHOLE : RANK_DIGITS;
}

static int rank_word(const struct volunteer_hit *hit, const char *word)
{
    if (strspn(word, "0123456789") == strlen(word))
        return rank_digits(hit->phone, word);
    if (strcmp(hit->name, word) == 0)
        return RANK_WHOLE;
    if (strncmp(hit->name, word, strlen(word)) == 0)
        return RANK_BEGINS;
    if (pinyin_spells(hit->name, word, false))
        return RANK_SPELLED;
    return text_contains(hit->name, word) ? RANK_PART : RANK_NONE;
}

/* Every word must tell; the weakest counts. */
static int rank_words(const struct volunteer_hit *hit, const char *words)
{
    char copy[WORD_BYTES], *rest = copy, *word;
    int rank = RANK_WHOLE;
    text_copy(copy, sizeof copy, words);
    for (char *at = copy; *at != '\0'; at++)
        *at = (char)((unsigned char)*at < 0x80 ? tolower((unsigned char)*at) : *at);
    while (rank > RANK_NONE && (word = strsep(&rest, " ")) != NULL) {
        int told = word[0] != '\0' ? rank_word(hit, word) : rank;
        rank = told < rank ? told : rank;
    }
    return rank;
}

/* The best first; those that tell as well stay in the order of their names. */
static void put(struct volunteer_hit *hits, int most, int *count, const struct volunteer_hit *hit)
{
    int at = *count < most ? *count : most;
    while (at > 0 && hits[at - 1].rank < hit->rank)
        at--;
    if (at == most)
        return;
    int last = *count < most ? *count : most - 1;
    memmove(hits + at + 1, hits + at, (size_t)(last - at) * sizeof *hits);
    hits[at] = *hit;
    *count = last + 1;
}

bool volunteer_find(struct store *store, const char *words, struct volunteer_hit *hits, int most, int *count,
                    struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT v.id, v.name, p.phone, v.building FROM volunteer v JOIN person p ON p.id = v.person_id "
                       "WHERE v.voided IS NULL ORDER BY v.name, v.id",
                       err);
    *count = 0;
    if (statement == NULL)
        return false;
    while (statement_row(statement)) {
        struct volunteer_hit hit = {.id = column_integer(statement, 0)};
        column_copy(statement, 1, hit.name, sizeof hit.name);
        column_copy(statement, 2, hit.phone, sizeof hit.phone);
        column_copy(statement, 3, hit.building, sizeof hit.building);
        hit.rank = rank_words(&hit, words);
        if (hit.rank > RANK_NONE)
            put(hits, most, count, &hit);
    }
    return statement_done(statement, err);
}

static bool refuse_several(const struct volunteer_hit *hits, int count, const char *words, struct err *err)
{
    char list[256] = "";
    for (int i = 0; i < count; i++) {
        size_t used = strlen(list), digits = strlen(hits[i].phone);
        snprintf(list + used, sizeof list - used, "; %.24s %.4s (#%lld)", hits[i].building,
                 hits[i].phone + (digits > 4 ? digits - 4 : 0), (long long)hits[i].id);
    }
    return err_set(err, ERR_INPUT, _("\"%1$.40s\" may be several volunteers%2$s. Give more, or a number."), words,
                   list);
}

bool volunteer_meant(struct store *store, const char *words, int64_t *id, struct err *err)
{
    struct volunteer_hit hits[MEANT_MOST];
    int count = 0, best = 0;
    *id = 0;
    if (words[0] == '#') {
        *id = strtoll(words + 1, NULL, 10);
        return true;
    }
    if (!volunteer_find(store, words, hits, MEANT_MOST, &count, err))
        return false;
    while (best < count && hits[best].rank == hits[0].rank)
        best++;
    if (best > 1)
        return refuse_several(hits, best, words, err);
    *id = best == 1 ? hits[0].id : 0;
    return true;
}
