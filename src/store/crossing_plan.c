#include "crossing_plan.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "table.h"
#include <stdlib.h>

static const char newest_person_sql[] = "SELECT MAX(id) FROM person";

/* How many rows one subject of a source has, by the size of its order: what the choice between indexes rests on. */
static const double typical_rows[SOURCE_COUNT] = {
    [SOURCE_TIME] = 1e7,     [SOURCE_PERSON] = 1e2,   [SOURCE_PLACE] = 3e2,      [SOURCE_VEHICLE] = 1e2,
    [SOURCE_PURPOSE] = 1e5,  [SOURCE_REASON] = 1e4,   [SOURCE_CHECKPOINT] = 5e5, [SOURCE_OFFICER] = 2e5,
    [SOURCE_DECISION] = 2e4, [SOURCE_ABNORMAL] = 1e4, [SOURCE_WARM] = 2e4,       [SOURCE_VOIDED] = 5e3,
    [SOURCE_OVERRIDE] = 1e3,
};
static const struct word_source {
    enum search_kind kind;
    enum crossing_source source;
} word_sources[] = {
    {SEARCH_PERSON, SOURCE_PERSON},   {SEARCH_PLACE, SOURCE_PLACE},   {SEARCH_VEHICLE, SOURCE_VEHICLE},
    {SEARCH_PHRASE, SOURCE_PURPOSE},  {SEARCH_PHRASE, SOURCE_REASON}, {SEARCH_CHECKPOINT, SOURCE_CHECKPOINT},
    {SEARCH_OFFICER, SOURCE_OFFICER},
};
enum { WORD_SOURCES = sizeof word_sources / sizeof word_sources[0] };

struct choice {
    enum crossing_source source; /* of a condition; or a word's */
    int64_t subject;
    const struct crossing_word *word; /* NULL: a condition */
    double rows;
};

static void offer(struct choice *best, enum crossing_source source, int64_t subject)
{
    if (typical_rows[source] < best->rows)
        *best = (struct choice){source, subject, NULL, typical_rows[source]};
}

static void offer_conditions(struct choice *best, const struct crossing_filter *filter)
{
    if (filter->person_id != 0)
        offer(best, SOURCE_PERSON, filter->person_id);
    if (filter->place_id != 0)
        offer(best, SOURCE_PLACE, filter->place_id);
    if (filter->checkpoint_id != 0)
        offer(best, SOURCE_CHECKPOINT, filter->checkpoint_id);
    if (filter->decision > DECISION_ADMITTED)
        offer(best, SOURCE_DECISION, filter->decision);
    if (filter->abnormal_only)
        offer(best, SOURCE_ABNORMAL, 0);
    if (filter->voided_only)
        offer(best, SOURCE_VOIDED, 0);
    if (filter->override_only)
        offer(best, SOURCE_OVERRIDE, 0);
    if (filter->temp_comparison >= COMPARE_EQUAL && filter->temp_tenths >= WARM_TENTHS)
        offer(best, SOURCE_WARM, 0);
}

/* Merging n subjects costs n seeks; walking all rows instead finds a first screen of some 40 after 40 × persons / n
 * rows, each about a quarter of a seek. */
static bool worth_merging(int subjects, double persons)
{
    return subjects <= 256 || (double)subjects * subjects <= 10 * persons;
}

static void offer_word(struct choice *best, const struct crossing_word *word, double persons)
{
    if (word->exclude || !word->is_whole || !worth_merging(word->total, persons))
        return;
    double rows = 0;
    for (int i = 0; i < WORD_SOURCES; i++)
        rows += word->subjects[word_sources[i].kind].count * typical_rows[word_sources[i].source];
    if (rows < best->rows)
        *best = (struct choice){SOURCE_TIME, 0, word, rows};
}

static void add_stream(struct crossing_plan *plan, enum crossing_source source, int64_t subject)
{
    plan->streams[plan->stream_count++] = (struct crossing_stream){.source = source, .subject = subject};
}

static void take_choice(struct crossing_plan *plan, const struct choice *choice)
{
    if (choice->word == NULL) {
        plan->streams = memory_new(1, sizeof *plan->streams);
        add_stream(plan, choice->source, choice->subject);
        return;
    }
    /* phrases stand in two columns */
    plan->streams = memory_new((size_t)choice->word->total * 2 + 1, sizeof *plan->streams);
    for (int i = 0; i < WORD_SOURCES; i++) {
        const struct word_subjects *subjects = &choice->word->subjects[word_sources[i].kind];
        for (int j = 0; j < subjects->count; j++)
            add_stream(plan, word_sources[i].source, subjects->ids[j]);
    }
}

static bool words_init(struct store *store, struct crossing_plan *plan, struct err *err)
{
    const struct crossing_filter *filter = &plan->filter;
    char key[SEARCH_KEY_BYTES];
    for (int i = 0; i < filter->word_count && i < FILTER_WORDS; i++) {
        if (search_fold_key(filter->words[i].text, key) && key[0] == '\0')
            continue; /* nothing but spaces asks for nothing */
        struct crossing_word *word = &plan->words[plan->word_count++];
        if (!crossing_word_init(store, word, filter->words[i].text, filter->words[i].exclude, err))
            return false;
    }
    return true;
}

/* The days bound the range, and the anchor where it lies within them. */
static void range_init(struct crossing_plan *plan, const struct crossing_place *anchor, bool newer)
{
    const struct crossing_filter *filter = &plan->filter;
    int64_t first = filter->day_first != 0 ? clock_day_start(filter->day_first) : INT64_MIN;
    int64_t beyond = filter->day_last != 0 ? clock_day_start(clock_day_add(filter->day_last, 1)) : INT64_MAX;
    struct crossing_range *range = &plan->range;
    range->newer = newer;
    range->limit_at = newer ? beyond : first;
    if (newer)
        range->from = (struct crossing_place){first == INT64_MIN ? first : first - 1, INT64_MAX};
    else
        range->from = (struct crossing_place){beyond, INT64_MIN};
    if (anchor != NULL && (newer ? anchor->at >= first : anchor->at < beyond))
        range->from = *anchor;
}

bool crossing_plan_init(struct store *store, struct crossing_plan *plan, const struct crossing_filter *filter,
                        const struct crossing_place *anchor, bool newer, struct err *err)
{
    *plan = (struct crossing_plan){0};
    if (filter != NULL)
        plan->filter = *filter;
    else
        crossing_filter_init(&plan->filter);
    range_init(plan, anchor, newer);
    if (!words_init(store, plan, err))
        return false;
    struct choice best = {SOURCE_TIME, 0, NULL, typical_rows[SOURCE_TIME]};
    offer_conditions(&best, &plan->filter);
    int64_t persons = 0;
    if (plan->word_count > 0) {
        struct statement *statement = statement_take(store, newest_person_sql, err);
        if (statement == NULL || !table_integer(statement, &persons, err))
            return false;
    }
    for (int i = 0; i < plan->word_count; i++)
        offer_word(&best, &plan->words[i], (double)persons);
    take_choice(plan, &best);
    return true;
}

void crossing_plan_release(struct crossing_plan *plan)
{
    for (int i = 0; i < plan->word_count; i++)
        crossing_word_release(&plan->words[i]);
    for (int i = 0; i < plan->stream_count; i++)
        crossing_stream_release(&plan->streams[i]);
    free(plan->streams);
}

bool crossing_plan_passes(struct store *store, struct crossing_plan *plan, const struct crossing_row *row)
{
    if (!crossing_row_passes(row, &plan->filter))
        return false;
    for (int i = 0; i < plan->word_count; i++)
        if (crossing_word_means(store, &plan->words[i], row) == plan->words[i].exclude)
            return false;
    return true;
}
