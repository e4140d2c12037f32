/* Three-person teams and their buildings of a day (domain.md §4); how the buildings are split: team_split.c. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/registers.h"
#include "gatepost/team.h"
#include "gatepost/team_split.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

/* One more would get no building, and nobody would be told. */
static bool check_count(struct store *store, struct err *err)
{
    struct team *teams = memory_new(SPLIT_TEAMS_MOST, sizeof *teams);
    struct record_window window = {.scope = TEAMS_VALID, .rows = teams, .most = SPLIT_TEAMS_MOST};
    bool good = record_window(store, &team_table, &window, err);
    free(teams);
    return good &&
           (window.count < SPLIT_TEAMS_MOST ||
            err_field(err, ERR_INPUT, "name",
                      _("There are %d teams already; a day's buildings are split among no more."), SPLIT_TEAMS_MOST));
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    const struct team *team = record;
    struct team other;
    if (before == NULL && !check_count(store, err))
        return false;
    if (team->cadre[0] == '\0' && team->grid_worker[0] == '\0' && team->doctor[0] == '\0')
        return err_field(err, ERR_INPUT, "cadre", _("Who is in the team? Give at least one of the three."));
    return !record_with_text(store, &team_table, "name", team->name, &other, NULL) || other.head.id == team->head.id ||
           err_field(err, ERR_INPUT, "name", _("There is a team %s already."), team->name);
}

const struct register_rules team_rules = {
    .table = &team_table,
    .verb_add = "team.add",
    .verb_edit = "team.edit",
    .verb_void = "team.void",
    .check = check,
};

static bool check_day(struct store *store, void *record, const void *before, struct err *err)
{
    struct team_day *day = record, other;
    (void)before;
    if (day->day == 0)
        day->day = clock_day(clock_now());
    if (!team_of_building(store, day->day, day->estate, day->building, &other, NULL) || other.head.id == day->head.id)
        return true;
    return err_field(err, ERR_INPUT, "building", _("A team goes to building %s on this day already. Edit that one."),
                     day->building);
}

const struct register_rules team_day_rules = {
    .table = &team_day_table,
    .verb_add = "team.split",
    .verb_edit = "team.split",
    .verb_void = "team.split",
    .check = check_day,
};
