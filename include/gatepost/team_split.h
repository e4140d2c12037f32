/* Which team goes to which building (domain.md §4): a split that is even and keeps yesterday's team where it can. */
#ifndef GATEPOST_TEAM_SPLIT_H
#define GATEPOST_TEAM_SPLIT_H
#include "gatepost/observed.h"
#include "gatepost/team.h"

enum { SPLIT_TEAMS_MOST = 24, SPLIT_BUILDINGS_MOST = 400 };

/* One building of a split. */
struct split_building {
    int households; /* the load */
    int before;     /* index of the team it had last, -1: none that still stands */
    int team;       /* index; for team_split: chosen, or fixed beforehand */
    bool fixed;     /* this team was chosen by hand and stays */
};
struct split_result {
    int heaviest, lightest; /* households of the team with most and with least */
    int kept;               /* households that keep the team they had last */
    bool proven;            /* no other split is more even, and none as even keeps more households */
};
/* Gives every building that is not fixed a team. A split is even when the heaviest and the lightest team differ by at
 * most one household, or by the least difference there can be; among even splits it is one that keeps as many
 * households as can be with the team they had last. That is exact (`proven`) as long as a search of SPLIT_STEPS steps
 * comes to its end: always with 3 teams and 10 buildings, and usually far beyond. Else it is the best split found, of
 * which is still true: the two differ by no more households than the largest building that is not fixed has, unless
 * fixed ones alone make them differ. The same question has the same answer. */
enum { SPLIT_STEPS = 100000 };
void team_split(struct split_building *buildings, int count, int team_count, struct split_result *result);

/* What is planned for a day: every building with observed households, in door order. */
struct plan_row {
    char estate[64], building[NAME_BYTES];
    int households, people;
    int64_t team_id, before_id;    /* the team now, and the one it had last (on a day before; 0: none) */
    int64_t stands_id, stands_rev; /* the row that stands for the day; 0: proposed only */
    bool differs;                  /* a row stands with another team */
};
struct plan_team {
    struct team team;
    int households, buildings;
};
struct team_plan {
    int day;
    struct plan_row *rows; /* room for SPLIT_BUILDINGS_MOST */
    int count;
    struct plan_team teams[SPLIT_TEAMS_MOST];
    int team_count;
    int proposed; /* rows that would be written */
    struct split_result result;
};
/* Reads what stands for the day and proposes a team for every other building; with `anew` for every building, whatever
 * stands. ERR_INPUT when there is no team. Frees nothing: plan->rows is the caller's (team_plan_release). */
bool team_plan_make(struct store *store, int day, bool anew, struct team_plan *plan, struct err *err);
void team_plan_release(struct team_plan *plan);
/* Writes what is proposed, one batch (verb team.split). *count: how many buildings. ERR_CONFLICT or ERR_INPUT when
 * somebody gave one of them a team meanwhile; ERR_INPUT when nothing is proposed. One building is changed by
 * team_day_rules (registers.h) and stays when the rest is split. */
bool team_plan_accept(struct store *store, const struct team_plan *plan, int *count, struct err *err);
#endif
