#include "gatepost/time_line.h"
#include "gatepost/arrival.h"
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/declaration.h"
#include "gatepost/expected.h"
#include "gatepost/follow_up.h"
#include "gatepost/incident.h"
#include "gatepost/memory.h"
#include "gatepost/observation.h"
#include "gatepost/parcel.h"
#include "gatepost/reading.h"
#include "gatepost/supply.h"
#include "gatepost/survey.h"
#include "table.h"
#include "time_line_source.h"
#include <stdlib.h>
#include <string.h>

enum { SUBJECTS_MOST = 100 };

/* The record behind a kind, and what its codes are the words of. */
static const struct {
    const char *table;
    const char *const *codes, *const *other_codes;
} kinds[TIME_KIND_COUNT] = {
    [TIME_MEMBER] = {"person", person_kind_names, NULL},
    [TIME_MEMBER_VOID] = {"person", person_kind_names, NULL},
    [TIME_PASS] = {"pass", NULL, NULL},
    [TIME_PASS_LOST] = {"pass", NULL, NULL},
    [TIME_CROSSING] = {"crossing", direction_names, decision_names},
    [TIME_READING] = {"reading", reading_outcome_names, half_names},
    [TIME_FOLLOW_UP] = {"follow_up", follow_up_how_names, follow_up_outcome_names},
    [TIME_VISIT] = {"visit", NULL, NULL},
    [TIME_SURVEY] = {"survey", survey_how_names, survey_result_names},
    [TIME_ARRIVAL] = {"arrival", arrival_kind_names, NULL},
    [TIME_DECLARATION] = {"declaration", arrival_kind_names, declaration_state_names},
    [TIME_OBSERVATION] = {"observation", observation_kind_names, NULL},
    [TIME_VERIFIED] = {"observation", observation_kind_names, NULL},
    [TIME_TERM_CHANGE] = {"term_change", NULL, NULL},
    [TIME_TOLD] = {"observation", NULL, NULL},
    [TIME_LETTER] = {"observation", NULL, NULL},
    [TIME_PROMISE] = {"observation", NULL, NULL},
    [TIME_OBSERVED_END] = {"observation", observation_state_names, NULL},
    [TIME_FLAG] = {"flag", flag_kind_names, flag_denies_names},
    [TIME_FLAG_CLEAR] = {"flag", flag_kind_names, flag_denies_names},
    [TIME_INCIDENT] = {"incident", incident_kind_names, NULL},
    [TIME_INCIDENT_CLOSED] = {"incident", incident_kind_names, incident_result_names},
    [TIME_PARCEL] = {"parcel", parcel_state_names, NULL},
    [TIME_PARCEL_OUT] = {"parcel", parcel_state_names, NULL},
    [TIME_EXPECTED] = {"expected", expected_class_names, NULL},
    [TIME_PAIRING] = {"pairing", NULL, NULL},
    [TIME_PATROL] = {"patrol", NULL, NULL},
    [TIME_SUPPLY] = {"supply", supply_state_names, NULL},
    [TIME_SUPPLY_STEP] = {"supply_step", supply_state_names, supply_state_names},
    [TIME_SUPPLY_PART] = {"supply_delivery", NULL, NULL},
    [TIME_ISSUED] = {"stock_entry", NULL, NULL},
};

const char *time_line_table(enum time_line_kind kind)
{
    return kinds[kind].table;
}

struct time_line_key time_line_key_of(const struct time_line_row *row)
{
    return (struct time_line_key){row->at, row->id * TIME_KIND_MOST + row->kind};
}

/* Whose rows are merged, and what has come of them so far: the nearest `most`. */
struct merge {
    struct store *store;
    struct time_line_window *window;
    struct time_line_row *rows; /* room for twice as many: the ones so far, and those of one more source */
    int count;
    int64_t members[SUBJECTS_MOST], observations[SUBJECTS_MOST];
    int member_count, observation_count;
};

static int older_first(const void *one, const void *other)
{
    struct time_line_key a = time_line_key_of(one), b = time_line_key_of(other);
    if (a.at != b.at)
        return a.at < b.at ? -1 : 1;
    return a.id < b.id ? -1 : a.id > b.id;
}

static int newer_first(const void *one, const void *other)
{
    return older_first(other, one);
}

static int code_of(const char *const *names, const char *text)
{
    return names == NULL || text[0] == '\0' ? TIME_CODE_NONE : name_index(names, text);
}

static void row_read(const struct statement *statement, enum time_line_kind kind, struct time_line_row *row)
{
    *row = (struct time_line_row){.kind = kind,
                                  .at = column_integer(statement, TIME_AT),
                                  .id = column_integer(statement, TIME_ID),
                                  .voided = column_integer(statement, TIME_VOIDED) != 0,
                                  .alarming = column_integer(statement, TIME_ALARMING) != 0,
                                  .person_id = column_integer(statement, TIME_PERSON),
                                  .number = column_integer(statement, TIME_NUMBER),
                                  .other_number = column_integer(statement, TIME_OTHER_NUMBER)};
    row->code = code_of(kinds[kind].codes, column_text(statement, TIME_CODE));
    row->other_code = code_of(kinds[kind].other_codes, column_text(statement, TIME_OTHER_CODE));
    if (kind == TIME_SUPPLY && supply_is_waiting((enum supply_state)row->code))
        row->alarming = row->other_number < clock_now();
    column_copy(statement, TIME_NAME, row->name, sizeof row->name);
    column_copy(statement, TIME_WHO, row->who, sizeof row->who);
    column_copy(statement, TIME_TEXT, row->text, sizeof row->text);
    column_copy(statement, TIME_MORE, row->more, sizeof row->more);
}

/* The key says where a row of any kind would stand: the number of this kind that lies there. */
static void bind_anchor(struct statement *statement, const struct time_line_window *window, enum time_line_kind kind)
{
    const struct time_line_key *anchor = window->anchor;
    int64_t at = window->newer ? INT64_MIN : INT64_MAX, id = at;
    if (anchor != NULL) {
        at = anchor->at;
        id = window->newer ? (anchor->id - kind) / TIME_KIND_MOST
                           : (anchor->id - kind + TIME_KIND_MOST - 1) / TIME_KIND_MOST;
    }
    statement_integer(statement, "at", at);
    statement_integer(statement, "id", id);
}

/* A crossing of a member stands in the household's own, too: of two alike one stays. */
static void keep_nearest(struct merge *merge, int count)
{
    int kept = 0;
    qsort(merge->rows, (size_t)count, sizeof *merge->rows, merge->window->newer ? older_first : newer_first);
    for (int i = 0; i < count && kept < merge->window->most; i++) {
        if (kept > 0 && older_first(&merge->rows[i], &merge->rows[kept - 1]) == 0)
            continue;
        if (kept != i)
            merge->rows[kept] = merge->rows[i];
        kept++;
    }
    merge->count = kept;
}

static bool source_read(struct merge *merge, const struct time_line_source *source, int64_t subject, struct err *err)
{
    const struct time_line_window *window = merge->window;
    int count = merge->count;
    struct statement *statement = statement_take(merge->store, window->newer ? source->newer : source->older, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "subject", subject);
    bind_anchor(statement, window, source->kind);
    statement_integer(statement, "most", window->most);
    while (statement_row(statement))
        row_read(statement, source->kind, &merge->rows[count++]);
    if (count > merge->count)
        keep_nearest(merge, count);
    return statement_done(statement, err);
}

static bool subjects_read(struct merge *merge, const char *sql, int64_t *ids, int *count, struct err *err)
{
    struct statement *statement = statement_take(merge->store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", merge->window->place_id);
    statement_integer(statement, "most", SUBJECTS_MOST);
    while (statement_row(statement))
        ids[(*count)++] = column_integer(statement, 0);
    return statement_done(statement, err);
}

static bool read_sources(struct merge *merge, struct err *err)
{
    for (int i = 0; i < time_line_source_count; i++) {
        const struct time_line_source *source = &time_line_sources[i];
        const int64_t *subjects = &merge->window->place_id;
        int count = 1;
        if (merge->window->kinds != 0 && !(merge->window->kinds & 1u << source->kind))
            continue;
        if (source->subject != SUBJECT_PLACE) {
            subjects = source->subject == SUBJECT_MEMBER ? merge->members : merge->observations;
            count = source->subject == SUBJECT_MEMBER ? merge->member_count : merge->observation_count;
        }
        for (int at = 0; at < count; at++)
            if (!source_read(merge, source, subjects[at], err))
                return false;
    }
    return true;
}

bool time_line_window(struct store *store, struct time_line_window *window, struct err *err)
{
    static const char members[] = "SELECT id FROM person WHERE place_id = :place_id UNION "
                                  "SELECT person_id FROM observation WHERE place_id = :place_id ORDER BY 1 LIMIT :most";
    static const char observations[] =
        "SELECT id FROM observation WHERE place_id = :place_id ORDER BY id DESC LIMIT :most";
    struct merge merge = {.store = store, .window = window};
    window->count = 0;
    merge.rows = memory_new((size_t)window->most * 2 + 1, sizeof *merge.rows);
    bool done = store_read_begin(store, err);
    if (done) {
        done = subjects_read(&merge, members, merge.members, &merge.member_count, err) &&
               subjects_read(&merge, observations, merge.observations, &merge.observation_count, err) &&
               read_sources(&merge, err);
        store_read_end(store);
    }
    if (done) {
        memcpy(window->rows, merge.rows, (size_t)merge.count * sizeof *merge.rows);
        window->count = merge.count;
        window->finished = merge.count < window->most;
    }
    free(merge.rows);
    return done;
}
