/* What a list of places is narrowed to, as it is typed (screens.md). */
#ifndef GATEPOST_PLACE_FILTER_H
#define GATEPOST_PLACE_FILTER_H
#include "gatepost/place_list.h"

/* What a filter says, term by term; all must hold. */
enum place_term_kind {
    PLACE_TERM_WORD, /* found in what the list shows */
    PLACE_TERM_KIND,
    PLACE_TERM_LINE,
    PLACE_TERM_OCCUPANCY,
    PLACE_TERM_NEED, /* value: bit; 0: any need */
    PLACE_TERM_MISMATCH,
    PLACE_TERM_BUILDING, /* exactly */
    PLACE_TERM_GRID
};
enum { PLACE_TERMS = 12, PLACE_TERM_BYTES = 64 };
struct place_filter {
    struct store *store;
    struct place_term {
        enum place_term_kind kind;
        bool exclude; /* must not hold */
        unsigned value;
        char text[PLACE_TERM_BYTES];
    } terms[PLACE_TERMS];
    int count;
};
/* Understands words in Chinese and English whatever the language of the screen: 12栋, 栋:12, building:12; 3网格,
 * 网格:3, grid:3; kinds (企业), lines (网格员), occupancies (空置), needs (孕妇, 特殊), 人数不符; what fits none is a
 * word to search for; !word excludes. ERR_INPUT: too many words, or too long. */
bool place_filter_parse(struct store *store, const char *text, struct place_filter *filter, struct err *err);
/* A place_list.keep. */
bool place_filter_keeps(const void *filter, const struct place_row *row);
#endif
