/* Progress of a survey round, and the names behind each of its numbers. */
#include "gatepost/screening.h"
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const screening_by_names[] = {"building", "grid", "line", "person", NULL};
const char *const screening_state_names[] = {"not_yet", "not_home", "refused", "done", "vacant", NULL};

int64_t screening_total(const struct screening_count *count)
{
    int64_t sum = 0;
    for (int state = 0; state < SCREENING_STATE_COUNT; state++)
        sum += count->places[state];
    return sum;
}

int64_t screening_screened(const struct screening_count *count)
{
    return count->places[SCREENING_DONE] + count->places[SCREENING_VACANT];
}

static enum screening_state state_of(const char *result)
{
    static const enum screening_state states[] = {[SURVEY_DONE] = SCREENING_DONE,
                                                  [SURVEY_NOT_HOME] = SCREENING_NOT_HOME,
                                                  [SURVEY_REFUSED] = SCREENING_REFUSED,
                                                  [SURVEY_VACANT] = SCREENING_VACANT};
    return result[0] != '\0' ? states[name_index(survey_result_names, result)] : SCREENING_NOT_YET;
}

/* Of the newest valid survey of a place. */
#define NEWEST(column)                                                                                          \
    "(SELECT " column " FROM survey s WHERE s.place_id = p.id AND s.round_id = :round_id AND s.voided IS NULL " \
    "ORDER BY s.at DESC, s.id DESC LIMIT 1)"

/* ---- progress ---- */

/* Kind, estate and name of the group a place belongs to. */
static const char *const group_columns[] = {
    [SCREENING_BUILDING] = "p.kind AS a, CASE p.kind WHEN 'household' THEN p.estate ELSE '' END AS b, CASE p.kind WHEN "
                           "'household' THEN p.building ELSE '' END AS c",
    [SCREENING_GRID] = "'' AS a, '' AS b, p.grid AS c",
    [SCREENING_LINE] = PLACE_LINE("p") " AS a, '' AS b, '' AS c",
    [SCREENING_PERSON] = "'' AS a, '' AS b, p.responsible AS c",
};

static void read_group(const struct statement *statement, enum screening_by by, struct screening_group *group)
{
    *group = (struct screening_group){0};
    if (by == SCREENING_BUILDING)
        group->kind = (enum place_kind)name_index(place_kind_names, column_text(statement, 0));
    if (by == SCREENING_LINE)
        group->line = (enum place_line)name_index(place_line_names, column_text(statement, 0));
    column_copy(statement, 1, group->estate, sizeof group->estate);
    column_copy(statement, 2, group->name, sizeof group->name);
}

static bool is_group(const struct screening_group *one, const struct screening_group *other)
{
    return one->kind == other->kind && one->line == other->line && strcmp(one->estate, other->estate) == 0 &&
           strcmp(one->name, other->name) == 0;
}

/* What belongs to nobody comes last. */
static int compare_groups(const void *one, const void *two)
{
    const struct screening_group *a = one, *b = two;
    if (a->kind != b->kind)
        return (int)a->kind - (int)b->kind;
    if (a->line != b->line)
        return a->line == LINE_NONE || b->line == LINE_NONE ? (int)b->line - (int)a->line : (int)a->line - (int)b->line;
    int estates = strcmp(a->estate, b->estate);
    if (estates != 0)
        return estates;
    if (a->name[0] == '\0' || b->name[0] == '\0')
        return (a->name[0] == '\0') - (b->name[0] == '\0');
    return text_compare_naturally(a->name, b->name);
}

static void add_count(struct screening_count *count, enum screening_state state, int64_t places, int64_t persons)
{
    count->places[state] += places;
    count->persons += persons;
}

static void ask_progress(enum screening_by by, struct buffer *sql)
{
    buffer_clear(sql);
    buffer_format(
        sql,
        "SELECT a, b, c, result, COUNT(*), SUM(persons) FROM (SELECT %s, " NEWEST("s.result") " AS result, " NEWEST(
            "s.persons") " AS persons FROM place p WHERE " PLACE_COUNTS("p") ") g GROUP BY a, b, c, result",
        group_columns[by]);
}

bool screening_progress(struct store *store, int64_t round_id, enum screening_by by, struct screening_group *groups,
                        int most, int *count, struct screening_count *total, struct err *err)
{
    *count = 0;
    *total = (struct screening_count){0};
    ask_progress(by, &store->text);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "round_id", round_id);
    while (statement_row(statement)) {
        struct screening_group group;
        enum screening_state state = state_of(column_text(statement, 3));
        int64_t places = column_integer(statement, 4), persons = column_integer(statement, 5);
        read_group(statement, by, &group);
        add_count(total, state, places, persons);
        bool is_next = *count == 0 || !is_group(&groups[*count - 1], &group);
        if (is_next && *count == most)
            continue;
        if (is_next)
            groups[(*count)++] = group;
        add_count(&groups[*count - 1].count, state, places, persons);
    }
    if (*count > 1)
        qsort(groups, (size_t)*count, sizeof *groups, compare_groups);
    return statement_done(statement, err);
}

/* ---- names ---- */

bool screening_place_get(struct store *store, int64_t round_id, int64_t place_id, struct screening_place *row,
                         struct err *err)
{
    struct survey newest;
    struct err none = {0};
    *row = (struct screening_place){0};
    if (!place_get(store, place_id, &row->place, err))
        return false;
    if (!survey_of_place(store, round_id, place_id, &newest, &row->tries, &none))
        return none.code == ERR_NOT_FOUND || err_set(err, none.code, "%s", none.text);
    row->state = state_of(survey_result_names[newest.result]);
    row->last_at = newest.at;
    text_copy(row->last_by, sizeof row->last_by, newest.by_whom);
    return true;
}

/* A building is found by the index of its rooms; other groups are tested row by row, so that a budget can hold. The
 * plus keeps the planner from walking all places in order instead. */
#define NARROW                                                                                                     \
    "SELECT p.id, p.room_sort, p.kind, p.estate, p.building, p.grid, " PLACE_LINE("p") ", p.responsible, " NEWEST( \
        "s.result") " FROM place p WHERE " PLACE_COUNTS("p")
#define BUILDING " AND p.kind = 'household' AND p.estate = :estate AND p.building = :building"
static const char *const window_sql[2][2] = {
    {NARROW " AND (p.room_sort, p.id) > (:sort, :id) ORDER BY p.room_sort, p.id",
     NARROW " AND (p.room_sort, p.id) < (:sort, :id) ORDER BY p.room_sort DESC, p.id DESC"},
    {NARROW BUILDING " AND (+p.room_sort, p.id) > (:sort, :id) ORDER BY +p.room_sort, p.id",
     NARROW BUILDING " AND (+p.room_sort, p.id) < (:sort, :id) ORDER BY +p.room_sort DESC, p.id DESC"},
};

static bool is_building(const struct screening_window *window)
{
    return window->group != NULL && window->by == SCREENING_BUILDING && window->group->kind == PLACE_HOUSEHOLD;
}

static bool belongs(const struct statement *statement, const struct screening_window *window)
{
    const struct screening_group *group = window->group;
    if ((window->states >> state_of(column_text(statement, 8)) & 1) == 0)
        return false;
    if (group == NULL)
        return true;
    switch (window->by) {
    case SCREENING_BUILDING:
        return strcmp(column_text(statement, 2), place_kind_names[group->kind]) == 0 &&
               (group->kind != PLACE_HOUSEHOLD || (strcmp(column_text(statement, 3), group->estate) == 0 &&
                                                   strcmp(column_text(statement, 4), group->name) == 0));
    case SCREENING_GRID:
        return strcmp(column_text(statement, 5), group->name) == 0;
    case SCREENING_LINE:
        return strcmp(column_text(statement, 6), place_line_names[group->line]) == 0;
    default:
        return strcmp(column_text(statement, 7), group->name) == 0;
    }
}

static struct statement *ask_window(struct store *store, const struct screening_window *window, struct err *err)
{
    bool building = is_building(window), from_end = window->backwards && window->after_id == 0;
    struct statement *statement = statement_take(store, window_sql[building][window->backwards], err);
    if (statement == NULL)
        return NULL;
    statement_integer(statement, "round_id", window->round_id);
    statement_text(statement, "sort", from_end ? TEXT_ABOVE_ALL : window->after_sort);
    statement_integer(statement, "id", window->after_id);
    if (building) {
        statement_text(statement, "estate", window->group->estate);
        statement_text(statement, "building", window->group->name);
    }
    return statement;
}

bool screening_window(struct store *store, struct screening_window *window, struct err *err)
{
    int64_t until_ms = window->budget_ms > 0 ? clock_real_ms() + window->budget_ms : INT64_MAX;
    struct statement *statement = ask_window(store, window, err);
    bool good = statement != NULL;
    window->count = 0;
    window->finished = false;
    while (good && window->count < window->most) {
        if (!statement_row(statement)) {
            window->finished = true;
            break;
        }
        window->reached_id = column_integer(statement, 0);
        column_copy(statement, 1, window->reached_sort, sizeof window->reached_sort);
        struct screening_place *row = &window->rows[window->count];
        if (belongs(statement, window)) {
            good = screening_place_get(store, window->round_id, window->reached_id, row, err);
            window->count += good && (window->keep == NULL || window->keep(window->context, row));
        }
        if (clock_real_ms() >= until_ms)
            break;
    }
    return statement != NULL && statement_done(statement, good ? err : NULL) && good;
}

/* 2栋 is no 12栋. */
static bool says(const struct screening_place *row, const char *word)
{
    char label[200], building[80];
    const char *const texts[] = {label, row->place.head, row->place.responsible, row->place.grid, row->last_by};
    place_label(&row->place, true, label, sizeof label);
    snprintf(building, sizeof building, "%s栋", row->place.room.building);
    if (strcmp(building, word) == 0)
        return true;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (text_contains(texts[i], word) || pinyin_spells(texts[i], word, true))
            return true;
    return false;
}

bool screening_place_matches(const struct screening_place *row, const char *words)
{
    enum { WORDS_BYTES = 512 };
    char copy[WORDS_BYTES], *rest = copy, *word;
    struct buffer folded = {0};
    text_fold_width(&folded, words);
    text_copy(copy, sizeof copy, buffer_text(&folded));
    buffer_release(&folded);
    while ((word = strsep(&rest, " ")) != NULL) {
        bool excludes = word[0] == '!' && word[1] != '\0';
        if (word[0] != '\0' && says(row, word + excludes) == excludes)
            return false;
    }
    return true;
}
