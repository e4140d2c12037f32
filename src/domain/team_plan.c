/* The plan of a day: which team goes to which building, proposed, accepted in one batch, changed one by one. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/registers.h"
#include "gatepost/team_split.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

enum { LOOK_BACK_DAYS = 14 };

static bool is_of(const struct plan_row *row, const struct team_day *team_day)
{
    return strcmp(row->building, team_day->building) == 0 && strcmp(row->estate, team_day->estate) == 0;
}

static int team_index(const struct team_plan *plan, int64_t team_id)
{
    for (int i = 0; i < plan->team_count; i++)
        if (team_id != 0 && plan->teams[i].team.head.id == team_id)
            return i;
    return -1;
}

static bool read_teams(struct store *store, struct team_plan *plan, struct err *err)
{
    struct team *teams = memory_new(SPLIT_TEAMS_MOST, sizeof *teams);
    struct record_window window = {.scope = TEAMS_VALID, .rows = teams, .most = SPLIT_TEAMS_MOST};
    bool good = record_window(store, &team_table, &window, err);
    for (int i = 0; good && i < window.count; i++)
        plan->teams[i] = (struct plan_team){.team = teams[i]};
    plan->team_count = window.count;
    free(teams);
    return good && (plan->team_count > 0 || err_set(err, ERR_INPUT, _("There is no team yet. Add the teams first.")));
}

static bool read_buildings(struct store *store, struct team_plan *plan, struct err *err)
{
    struct observed_building *buildings = memory_new(SPLIT_BUILDINGS_MOST, sizeof *buildings);
    bool good = observed_buildings(store, buildings, SPLIT_BUILDINGS_MOST, &plan->count, err);
    for (int i = 0; good && i < plan->count; i++) {
        struct plan_row *row = &plan->rows[i];
        *row = (struct plan_row){.households = buildings[i].households, .people = buildings[i].people};
        text_copy(row->estate, sizeof row->estate, buildings[i].estate);
        text_copy(row->building, sizeof row->building, buildings[i].building);
    }
    free(buildings);
    return good;
}

static bool read_before(struct store *store, struct team_plan *plan, struct err *err)
{
    struct team_day *last = memory_new(SPLIT_BUILDINGS_MOST, sizeof *last);
    int count = 0;
    bool good = team_day_last(store, clock_day_add(plan->day, -LOOK_BACK_DAYS), plan->day, last, SPLIT_BUILDINGS_MOST,
                              &count, err);
    for (int i = 0; good && i < plan->count; i++)
        for (int k = 0; k < count; k++)
            if (is_of(&plan->rows[i], &last[k]))
                plan->rows[i].before_id = last[k].team_id;
    free(last);
    return good;
}

static bool read_standing(struct store *store, struct team_plan *plan, struct err *err)
{
    struct team_day *days = memory_new(SPLIT_BUILDINGS_MOST, sizeof *days);
    struct record_window window = {
        .scope = TEAM_DAYS_VALID, .column = "day", .value = plan->day, .rows = days, .most = SPLIT_BUILDINGS_MOST};
    bool good = record_window(store, &team_day_table, &window, err);
    for (int i = 0; good && i < plan->count; i++)
        for (int k = 0; k < window.count; k++)
            if (is_of(&plan->rows[i], &days[k])) {
                plan->rows[i].team_id = days[k].team_id;
                plan->rows[i].stands_id = days[k].head.id;
                plan->rows[i].stands_rev = days[k].head.rev;
            }
    free(days);
    return good;
}

/* A team that stands no more leaves its buildings to be split. */
static void split(struct team_plan *plan, bool anew)
{
    struct split_building *buildings = memory_new(SPLIT_BUILDINGS_MOST, sizeof *buildings);
    for (int i = 0; i < plan->count; i++) {
        const struct plan_row *row = &plan->rows[i];
        int team = anew ? -1 : team_index(plan, row->team_id);
        buildings[i] = (struct split_building){.households = row->households,
                                               .before = team_index(plan, row->before_id),
                                               .team = team,
                                               .fixed = team >= 0};
    }
    team_split(buildings, plan->count, plan->team_count, &plan->result);
    for (int i = 0; i < plan->count; i++) {
        struct plan_row *row = &plan->rows[i];
        struct plan_team *team = &plan->teams[buildings[i].team];
        row->differs = row->stands_id != 0 && row->team_id != team->team.head.id;
        row->team_id = team->team.head.id;
        team->households += row->households;
        team->buildings++;
        plan->proposed += row->stands_id == 0 || row->differs;
    }
    free(buildings);
}

bool team_plan_make(struct store *store, int day, bool anew, struct team_plan *plan, struct err *err)
{
    *plan = (struct team_plan){.day = day, .rows = memory_new(SPLIT_BUILDINGS_MOST, sizeof *plan->rows)};
    if (!read_teams(store, plan, err) || !read_buildings(store, plan, err) || !read_before(store, plan, err) ||
        !read_standing(store, plan, err)) {
        team_plan_release(plan);
        return false;
    }
    split(plan, anew);
    return true;
}

void team_plan_release(struct team_plan *plan)
{
    free(plan->rows);
    *plan = (struct team_plan){0};
}

static bool write_row(struct store *store, int day, const struct plan_row *row, int64_t team_id, struct err *err)
{
    struct team_day team_day = {.head = {.id = row->stands_id, .rev = row->stands_rev}, .day = day, .team_id = team_id};
    text_copy(team_day.estate, sizeof team_day.estate, row->estate);
    text_copy(team_day.building, sizeof team_day.building, row->building);
    return register_save_within(store, &team_day_rules, &team_day, err);
}

static bool write_all(struct store *store, const struct team_plan *plan, int *count, struct err *err)
{
    for (int i = 0; i < plan->count; i++) {
        const struct plan_row *row = &plan->rows[i];
        if (row->stands_id != 0 && !row->differs)
            continue;
        if (!write_row(store, plan->day, row, row->team_id, err))
            return false;
        ++*count;
    }
    return true;
}

bool team_plan_accept(struct store *store, const struct team_plan *plan, int *count, struct err *err)
{
    *count = 0;
    if (plan->proposed == 0)
        return err_set(err, ERR_INPUT, _("Every building has its team already: nothing is proposed."));
    return verb_begin(store, "team.split", err) && verb_end(store, write_all(store, plan, count, err), err);
}
