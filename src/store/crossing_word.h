/* A word of a filter: the subjects it means, read whole when they are not too many, else asked one by one. */
#ifndef GATEPOST_CROSSING_WORD_H
#define GATEPOST_CROSSING_WORD_H
#include "crossing_row.h"
#include "search_key.h"

/* Reading more keys than this takes longer than asking for each row of a screen, which fills soon then. */
enum { WORD_SUBJECTS_MOST = 8192, WORD_ANSWERS = 1024 };

struct crossing_word {
    char key[SEARCH_KEY_BYTES];
    bool exclude;
    struct word_subjects {
        int64_t *ids; /* ascending */
        int count;
        bool more; /* than these: ids says nothing about the others */
    } subjects[SEARCH_KINDS];
    int total;     /* of all kinds */
    bool is_whole; /* no kind has more */
    struct word_answer {
        int64_t id;
        int8_t kind, answer; /* answer 0: empty place */
    } * answers;
};

/* Finds what the word means now; release in every case. */
bool crossing_word_init(struct store *store, struct crossing_word *word, const char *text, bool exclude,
                        struct err *err);
void crossing_word_release(struct crossing_word *word);
/* True when anything in the row is meant by the word (exclude is the caller's business). */
bool crossing_word_means(struct store *store, struct crossing_word *word, const struct crossing_row *row);
#endif
