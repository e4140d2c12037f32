#include "crossing_word.h"
#include "gatepost/memory.h"
#include <stdlib.h>
#include <string.h>

bool crossing_word_init(struct store *store, struct crossing_word *word, const char *text, bool exclude,
                        struct err *err)
{
    *word = (struct crossing_word){.exclude = exclude, .is_whole = true};
    if (!search_fold_key(text, word->key))
        return true; /* longer than any key: means nothing */
    int64_t *ids = memory_new(WORD_SUBJECTS_MOST, sizeof *ids);
    bool done = true;
    for (int kind = 0; done && kind < SEARCH_KINDS; kind++) {
        struct word_subjects *subjects = &word->subjects[kind];
        done = search_ids_within(store, (enum search_kind)kind, word->key, ids, WORD_SUBJECTS_MOST, WORD_SUBJECTS_MOST,
                                 &subjects->count, &subjects->more, err);
        if (subjects->more)
            word->is_whole = false;
        if (subjects->more || subjects->count == 0)
            continue;
        subjects->ids = memory_new((size_t)subjects->count, sizeof *ids);
        memcpy(subjects->ids, ids, (size_t)subjects->count * sizeof *ids);
        word->total += subjects->count;
    }
    free(ids);
    return done;
}

void crossing_word_release(struct crossing_word *word)
{
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        free(word->subjects[kind].ids);
    free(word->answers);
    *word = (struct crossing_word){0};
}

/* One place per subject; a later one simply takes it. */
static bool ask(struct store *store, struct crossing_word *word, enum search_kind kind, int64_t id)
{
    if (word->answers == NULL)
        word->answers = memory_new(WORD_ANSWERS, sizeof *word->answers);
    uint64_t hash = ((uint64_t)id * SEARCH_KINDS + kind) * 0x9E3779B97F4A7C15u;
    struct word_answer *place = &word->answers[(hash >> 40) % WORD_ANSWERS];
    if (place->answer == 0 || place->id != id || place->kind != (int8_t)kind)
        *place = (struct word_answer){id, (int8_t)kind, search_matches_key(store, kind, id, word->key) ? 1 : -1};
    return place->answer > 0;
}

static bool means(struct store *store, struct crossing_word *word, enum search_kind kind, int64_t id)
{
    const struct word_subjects *subjects = &word->subjects[kind];
    if (id == 0)
        return false;
    if (subjects->more)
        return ask(store, word, kind, id);
    int low = 0, high = subjects->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (subjects->ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < subjects->count && subjects->ids[low] == id;
}

bool crossing_word_means(struct store *store, struct crossing_word *word, const struct crossing_row *row)
{
    return means(store, word, SEARCH_PERSON, row->person_id) || means(store, word, SEARCH_PLACE, row->place_id) ||
           means(store, word, SEARCH_VEHICLE, row->vehicle_id) || means(store, word, SEARCH_PHRASE, row->purpose_id) ||
           means(store, word, SEARCH_PHRASE, row->reason_id) ||
           means(store, word, SEARCH_CHECKPOINT, row->checkpoint_id) ||
           means(store, word, SEARCH_OFFICER, row->officer_id);
}
