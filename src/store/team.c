#include "gatepost/team.h"
#include "gatepost/words.h"
#include "table.h"
#include <stddef.h>

#define TEAM(member) RECORD_AT(struct team, member)
const struct record_field team_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, TEAM(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, TEAM(head.rev)},
    {"name", "NAME", N_("what the team is called"), RECORD_TEXT, RECORD_NEEDED, TEAM(name), .width = 12,
     .said = SAID_AS_IT_IS, .column = "name", .label = N_("Team")},
    {"cadre", "NAME", N_("the cadre"), RECORD_TEXT, RECORD_BOTH, TEAM(cadre), .width = 10, .said = SAID_NAME,
     .column = "cadre", .label = N_("Cadre")},
    {"grid_worker", "NAME", N_("the grid worker"), RECORD_TEXT, RECORD_BOTH, TEAM(grid_worker), .width = 10,
     .said = SAID_NAME, .column = "grid_worker", .label = N_("Grid worker")},
    {"doctor", "NAME", N_("the community doctor"), RECORD_TEXT, RECORD_BOTH, TEAM(doctor), .width = 10,
     .said = SAID_NAME, .column = "doctor", .label = N_("Doctor")},
    {"phone", "PHONE", N_("on which the team is reached"), RECORD_PHONE, RECORD_BOTH, TEAM(phone), .width = 14,
     .column = "phone", .label = N_("Phone")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, TEAM(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, TEAM(head.voided)},
    {0},
};
static const struct record_scope team_scopes[] = {
    [TEAMS_VALID] = {"valid", "voided IS NULL"},
    [TEAMS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table team_table = {
    .name = "team",
    .size = sizeof(struct team),
    .fields = team_fields,
    .order = "name",
    .scopes = team_scopes,
    .none = N_("There is no team %lld."),
    .what = N_("team"),
    .called = "name",
};

#define TEAM_DAY(member) RECORD_AT(struct team_day, member)
const struct record_field team_day_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, TEAM_DAY(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, TEAM_DAY(head.rev)},
    {"day", "DAY", N_("the day; today if nothing is said"), RECORD_DAY_AHEAD, RECORD_BOTH, TEAM_DAY(day), .width = 10,
     .column = "day", .label = N_("Day")},
    {"estate", "NAME", N_("the estate"), RECORD_TEXT, RECORD_BOTH, TEAM_DAY(estate), .width = 10, .said = SAID_AS_IT_IS,
     .column = "estate", .label = N_("Estate")},
    {"building", "NUMBER", N_("the building"), RECORD_TEXT, RECORD_NEEDED, TEAM_DAY(building), .width = 8,
     .said = SAID_AS_IT_IS, .column = "building", .label = N_("Building")},
    {"team", "NAME", N_("the team that goes there"), RECORD_ROW, RECORD_NEEDED, TEAM_DAY(team_id), .width = 12,
     .column = "team_id", .label = N_("Team"), .of = &team_table},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, TEAM_DAY(head.voided)},
    {0},
};
static const struct record_scope team_day_scopes[] = {
    [TEAM_DAYS_VALID] = {"valid", "voided IS NULL"},
    {0},
};
const struct record_table team_day_table = {
    .name = "team_day",
    .size = sizeof(struct team_day),
    .fields = team_day_fields,
    .order = "day",
    .newest_first = true,
    .scopes = team_day_scopes,
    .none = N_("There is no team of a day %lld."),
    .what = N_("team of a day"),
    .called = "building",
};

bool team_of_building(struct store *store, int day, const char *estate, const char *building, struct team_day *team_day,
                      struct err *err)
{
    int64_t id = 0;
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM team_day WHERE day = :day AND estate = :estate AND building = :building AND "
                       "voided IS NULL",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "day", day);
    statement_text(statement, "estate", estate);
    statement_text(statement, "building", building);
    if (!table_integer(statement, &id, err))
        return false;
    return id != 0 ? record_get(store, &team_day_table, id, team_day, err)
                   : err_set(err, ERR_NOT_FOUND, _("No team goes to building %s on this day yet."), building);
}

bool team_day_last(struct store *store, int from_day, int day, struct team_day *rows, int most, int *count,
                   struct err *err)
{
    /* SQLite gives the team of the row that has the greatest day. */
    struct statement *statement =
        statement_take(store,
                       "SELECT MAX(day), estate, building, team_id FROM team_day WHERE day >= :from_day AND day < :day "
                       "AND voided IS NULL GROUP BY estate, building ORDER BY estate, building",
                       err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "from_day", from_day);
    statement_integer(statement, "day", day);
    while (*count < most && statement_row(statement)) {
        struct team_day *row = &rows[(*count)++];
        *row = (struct team_day){.day = (int)column_integer(statement, 0), .team_id = column_integer(statement, 3)};
        column_copy(statement, 1, row->estate, sizeof row->estate);
        column_copy(statement, 2, row->building, sizeof row->building);
    }
    return statement_done(statement, err);
}
