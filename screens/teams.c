/* Three-person teams: cadre, grid worker, community doctor (domain.md §4). */
#include "gatepost/registers.h"
#include "gatepost/team.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"

static const char *const scope_labels[] = {N_("Valid"), N_("All"), NULL};

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    (void)view;
    text_copy(text, size, ((const struct team *)record)->name);
}

static const struct register_screen teams = {
    .rules = &team_rules,
    .form = &screen_team_form,
    .scope_labels = scope_labels,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("Team"), .name = "name", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Cadre"), .name = "cadre", .width = 8, .grow = 1, .most = 14, .priority = 8},
    {.heading = N_("Grid worker"), .name = "grid_worker", .width = 11, .grow = 1, .most = 14, .priority = 8},
    {.heading = N_("Doctor"), .name = "doctor", .width = 8, .grow = 1, .most = 14, .priority = 8},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 7},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 2, .priority = 3, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("The teams that visit observed households stand here. F7 adds the first."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("team.add", &screen_team_form, N_("Adds a team of three.")),
    REGISTER_EDIT("team.edit", &screen_team_form, N_("Corrects the selected team.")),
    {.name = "team.days",
     .label = N_("Today"),
     .help = N_("Which team goes to which building today; proposes an even split."),
     .keys = {KEY_CTRL('G'), '+'},
     .priority = 60,
     .opens = &screen_team_days},
    REGISTER_VOID("team.void", N_("Voids the selected team, with a reason.")),
    REGISTER_TURN("team.which", N_("Shows the valid teams, or all.")),
    REGISTER_LOOK("team.look"),
    REGISTER_HISTORY("team.history", N_("Who changed what of the selected team, and when.")),
};
static const struct field fields[] = {
    {.name = "name", .label = N_("Team"), .width = 24, .flags = FIELD_REQUIRED},
    {.name = "cadre", .label = N_("Cadre"), .width = 24},
    {.name = "grid_worker", .label = N_("Grid worker"), .width = 24},
    {.name = "doctor", .label = N_("Doctor"), .width = 24},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("team", fields);

const struct screen_def screen_team_form = REGISTER_FORM_SCREEN("team_form", N_("Team"), &teams, &form, 62);
const struct screen_def screen_teams =
    REGISTER_LIST_SCREEN("teams", N_("Teams"), &teams, &list, actions, TOPIC_FOLLOW_UP);
