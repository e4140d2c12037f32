/* The split itself: a first one by moving buildings, then a search that proves or betters it. */
#include "gatepost/team_split.h"
#include "gatepost/memory.h"
#include <stdlib.h>
#include <string.h>

struct score {
    int uneven; /* heaviest less lightest, 1 counting as even */
    int kept;
};
struct split {
    struct split_building *buildings;
    int count, teams, total;
    int loads[SPLIT_TEAMS_MOST];
    int order[SPLIT_BUILDINGS_MOST];    /* of those not fixed: largest first */
    int behind[SPLIT_BUILDINGS_MOST];   /* households from this one of the order on */
    int keepable[SPLIT_BUILDINGS_MOST]; /* and of them those that had a team */
    int wanted[SPLIT_TEAMS_MOST];       /* the last of the order that had this team, -1: none */
    int free_count, steps;
    int best[SPLIT_BUILDINGS_MOST];
    struct score best_score;
};

static int spread_of(const int *loads, int teams)
{
    int heaviest = loads[0], lightest = loads[0];
    for (int i = 1; i < teams; i++) {
        heaviest = loads[i] > heaviest ? loads[i] : heaviest;
        lightest = loads[i] < lightest ? loads[i] : lightest;
    }
    return heaviest - lightest;
}

static int uneven_of(int spread)
{
    return spread > 1 ? spread : 1;
}

static bool is_better(struct score one, struct score other)
{
    return one.uneven != other.uneven ? one.uneven < other.uneven : one.kept > other.kept;
}

static int kept_by(const struct split_building *building, int team)
{
    return building->before == team ? building->households : 0;
}

static struct score score_of(const struct split *split)
{
    struct score score = {uneven_of(spread_of(split->loads, split->teams)), 0};
    for (int i = 0; i < split->count; i++)
        score.kept += kept_by(&split->buildings[i], split->buildings[i].team);
    return score;
}

static void put(struct split *split, int index, int team)
{
    struct split_building *building = &split->buildings[index];
    if (building->team >= 0)
        split->loads[building->team] -= building->households;
    building->team = team;
    if (team >= 0)
        split->loads[team] += building->households;
}

static int lightest_of(const struct split *split)
{
    int found = 0;
    for (int i = 1; i < split->teams; i++)
        if (split->loads[i] < split->loads[found])
            found = i;
    return found;
}

/* ---- a first split ---- */

static int by_size(const void *one, const void *other, void *context)
{
    const struct split_building *buildings = context;
    int first = *(const int *)one, second = *(const int *)other;
    int difference = buildings[second].households - buildings[first].households;
    return difference != 0 ? difference : first - second;
}

static void begin(struct split *split)
{
    for (int i = 0; i < split->count; i++) {
        struct split_building *building = &split->buildings[i];
        int team = building->fixed ? building->team : -1;
        split->total += building->households;
        building->team = -1;
        if (building->fixed)
            put(split, i, team);
        else
            split->order[split->free_count++] = i;
    }
    qsort_r(split->order, (size_t)split->free_count, sizeof split->order[0], by_size, split->buildings);
    memset(split->wanted, -1, sizeof split->wanted);
    for (int i = 0; i < split->free_count; i++)
        if (split->buildings[split->order[i]].before >= 0)
            split->wanted[split->buildings[split->order[i]].before] = i;
    int behind = 0, keepable = 0;
    for (int i = split->free_count - 1; i >= 0; i--) {
        const struct split_building *building = &split->buildings[split->order[i]];
        behind += building->households;
        keepable += building->before >= 0 ? building->households : 0;
        split->behind[i] = behind;
        split->keepable[i] = keepable;
    }
}

/* Everybody keeps the team; new buildings go to the lightest, the largest first. */
static void keep_all(struct split *split)
{
    for (int i = 0; i < split->free_count; i++)
        if (split->buildings[split->order[i]].before >= 0)
            put(split, split->order[i], split->buildings[split->order[i]].before);
    for (int i = 0; i < split->free_count; i++)
        if (split->buildings[split->order[i]].team < 0)
            put(split, split->order[i], lightest_of(split));
}

/* The square of the loads falls with every move between unlike teams, so that moving comes to an end. */
static int64_t square_of(const struct split *split)
{
    int64_t sum = 0;
    for (int i = 0; i < split->teams; i++)
        sum += (int64_t)split->loads[i] * split->loads[i];
    return sum;
}

struct move {
    int building, team;
    int64_t gain; /* of the square */
    int lost;     /* households that would lose their team */
};

static bool move_is_better(const struct move *one, const struct move *other)
{
    if (other->building < 0 || one->gain != other->gain)
        return other->building < 0 || one->gain > other->gain;
    return one->lost < other->lost;
}

static struct move best_move(struct split *split)
{
    struct move best = {.building = -1};
    for (int i = 0; i < split->free_count; i++)
        for (int team = 0; team < split->teams; team++) {
            const struct split_building *building = &split->buildings[split->order[i]];
            int64_t gain = 2 * (int64_t)building->households *
                           (split->loads[building->team] - split->loads[team] - building->households);
            const struct move move = {split->order[i], team, gain,
                                      kept_by(building, building->team) - kept_by(building, team)};
            if (team != building->team && gain > 0 && move_is_better(&move, &best))
                best = move;
        }
    return best;
}

/* A swap of two buildings that evens out what no single move does. */
static bool swap_once(struct split *split)
{
    int64_t before = square_of(split);
    for (int i = 0; i < split->free_count; i++)
        for (int k = i + 1; k < split->free_count; k++) {
            int one = split->order[i], other = split->order[k];
            int team = split->buildings[one].team, other_team = split->buildings[other].team;
            if (team == other_team || split->buildings[one].households == split->buildings[other].households)
                continue;
            put(split, one, other_team);
            put(split, other, team);
            if (square_of(split) < before)
                return true;
            put(split, one, team);
            put(split, other, other_team);
        }
    return false;
}

static void even_out(struct split *split)
{
    while (spread_of(split->loads, split->teams) > 1) {
        struct move move = best_move(split);
        if (move.building >= 0)
            put(split, move.building, move.team);
        else if (!swap_once(split))
            return;
    }
}

static void remember(struct split *split, struct score score)
{
    split->best_score = score;
    for (int i = 0; i < split->count; i++)
        split->best[i] = split->buildings[i].team;
}

/* ---- the search ---- */

/* The least difference that can still come of these loads. */
static int least_spread(const struct split *split, int left)
{
    int heaviest = (split->total + split->teams - 1) / split->teams, lightest = split->loads[0];
    for (int i = 0; i < split->teams; i++)
        heaviest = split->loads[i] > heaviest ? split->loads[i] : heaviest;
    for (int i = 1; i < split->teams; i++)
        lightest = split->loads[i] < lightest ? split->loads[i] : lightest;
    int share = split->teams > 1 ? (split->total - heaviest) / (split->teams - 1) : heaviest;
    int reachable = lightest + left;
    return heaviest - (share < reachable ? share : reachable);
}

/* Two teams with the same load that no building from here on had before are one and the same question. */
static bool is_twin(const struct split *split, int from, int team)
{
    if (split->wanted[team] >= from)
        return false;
    for (int other = 0; other < team; other++)
        if (split->loads[other] == split->loads[team] && split->wanted[other] < from)
            return true;
    return false;
}

static int next_team(const struct split *split, const bool *tried)
{
    int found = -1;
    for (int i = 0; i < split->teams; i++)
        if (!tried[i] && (found < 0 || split->loads[i] < split->loads[found]))
            found = i;
    return found;
}

static void search(struct split *split, int at, int kept)
{
    if (split->steps-- <= 0)
        return;
    int left = at < split->free_count ? split->behind[at] : 0;
    int keepable = at < split->free_count ? split->keepable[at] : 0;
    struct score hope = {uneven_of(least_spread(split, left)), kept + keepable};
    if (!is_better(hope, split->best_score))
        return;
    if (at == split->free_count) {
        remember(split, score_of(split));
        return;
    }
    int index = split->order[at], before = split->buildings[index].before;
    bool tried[SPLIT_TEAMS_MOST] = {false};
    for (int team = before >= 0 ? before : next_team(split, tried); team >= 0 && split->steps > 0;
         team = next_team(split, tried)) {
        tried[team] = true;
        if (is_twin(split, at, team))
            continue;
        put(split, index, team);
        search(split, at + 1, kept + kept_by(&split->buildings[index], team));
        put(split, index, -1);
    }
}

static int fixed_kept(const struct split *split)
{
    int kept = 0;
    for (int i = 0; i < split->count; i++)
        if (split->buildings[i].fixed)
            kept += kept_by(&split->buildings[i], split->buildings[i].team);
    return kept;
}

void team_split(struct split_building *buildings, int count, int team_count, struct split_result *result)
{
    struct split *split = memory_new(1, sizeof *split);
    *split = (struct split){.buildings = buildings, .count = count, .teams = team_count, .steps = SPLIT_STEPS};
    begin(split);
    keep_all(split);
    even_out(split);
    remember(split, score_of(split));
    for (int i = 0; i < split->free_count; i++)
        put(split, split->order[i], -1);
    search(split, 0, fixed_kept(split));
    for (int i = 0; i < split->free_count; i++)
        put(split, split->order[i], split->best[split->order[i]]);
    *result = (struct split_result){.kept = split->best_score.kept, .proven = split->steps > 0};
    result->heaviest = result->lightest = split->loads[0];
    for (int i = 1; i < team_count; i++) {
        result->heaviest = split->loads[i] > result->heaviest ? split->loads[i] : result->heaviest;
        result->lightest = split->loads[i] < result->lightest ? split->loads[i] : result->lightest;
    }
    free(split);
}
