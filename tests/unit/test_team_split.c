/* Splitting buildings among teams: as even as can be, yesterday's team where it can be, compared with every split there
 * is of small questions. */
#include "gatepost/team_split.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 8 };

static unsigned state_of_chance = 12345;

static int chance(int below)
{
    state_of_chance = state_of_chance * 1103515245u + 12345u;
    return (int)(state_of_chance >> 16 & 0x7fff) % below;
}

struct question {
    struct split_building buildings[MOST];
    int count, teams;
};

static struct question ask(bool with_fixed)
{
    struct question question = {.count = 1 + chance(MOST), .teams = 1 + chance(4)};
    for (int i = 0; i < question.count; i++) {
        struct split_building *building = &question.buildings[i];
        *building = (struct split_building){.households = 1 + chance(6), .before = chance(question.teams + 1) - 1};
        building->fixed = with_fixed && chance(4) == 0;
        building->team = building->fixed ? chance(question.teams) : -1;
    }
    return question;
}

static void measure(const struct question *question, int *uneven, int *kept)
{
    int loads[4] = {0}, heaviest = 0, lightest = 1000;
    *kept = 0;
    for (int i = 0; i < question->count; i++) {
        const struct split_building *building = &question->buildings[i];
        assert_in_range(building->team, 0, question->teams - 1);
        loads[building->team] += building->households;
        *kept += building->team == building->before ? building->households : 0;
    }
    for (int i = 0; i < question->teams; i++) {
        heaviest = loads[i] > heaviest ? loads[i] : heaviest;
        lightest = loads[i] < lightest ? loads[i] : lightest;
    }
    *uneven = heaviest - lightest > 1 ? heaviest - lightest : 1;
}

/* Every split there is. */
static void best_of_all(struct question question, int at, int *uneven, int *kept)
{
    if (at == question.count) {
        int this_uneven, this_kept;
        measure(&question, &this_uneven, &this_kept);
        if (this_uneven < *uneven || (this_uneven == *uneven && this_kept > *kept)) {
            *uneven = this_uneven;
            *kept = this_kept;
        }
        return;
    }
    if (question.buildings[at].fixed) {
        best_of_all(question, at + 1, uneven, kept);
        return;
    }
    for (int team = 0; team < question.teams; team++) {
        question.buildings[at].team = team;
        best_of_all(question, at + 1, uneven, kept);
    }
}

static void no_split_is_more_even_or_keeps_more(void **state)
{
    (void)state;
    for (int i = 0; i < 600; i++) {
        struct question question = ask(i % 2), asked = question;
        struct split_result result;
        int best_uneven = 1000, best_kept = -1, uneven, kept;
        best_of_all(question, 0, &best_uneven, &best_kept);
        team_split(question.buildings, question.count, question.teams, &result);
        measure(&question, &uneven, &kept);
        assert_int_equal(uneven, best_uneven);
        assert_int_equal(kept, best_kept);
        assert_int_equal(result.kept, kept);
        assert_true(result.proven);
        for (int k = 0; k < question.count; k++)
            assert_true(!asked.buildings[k].fixed || question.buildings[k].team == asked.buildings[k].team);
        team_split(asked.buildings, asked.count, asked.teams, &result);
        assert_memory_equal(&asked, &question, sizeof asked); /* the same question, the same answer */
    }
}

static void an_even_day_stays_as_it_was(void **state)
{
    (void)state;
    struct split_building buildings[9];
    struct split_result result;
    for (int i = 0; i < 9; i++)
        buildings[i] = (struct split_building){.households = 1 + i / 3, .before = i % 3, .team = -1};
    team_split(buildings, 9, 3, &result);
    for (int i = 0; i < 9; i++)
        assert_int_equal(buildings[i].team, i % 3);
    assert_int_equal(result.kept, 18);
    assert_int_equal(result.heaviest, 6);
    buildings[0].households++; /* one household more is no reason to change a face */
    team_split(buildings, 9, 3, &result);
    assert_int_equal(result.kept, 19);
}

static void a_large_split_is_bounded(void **state)
{
    (void)state;
    static struct split_building buildings[SPLIT_BUILDINGS_MOST];
    for (int round = 0; round < 5; round++) {
        struct split_result result;
        int largest = 0;
        for (int i = 0; i < SPLIT_BUILDINGS_MOST; i++) {
            buildings[i] = (struct split_building){
                .households = 1 + chance(40), .before = chance(SPLIT_TEAMS_MOST + 1) - 1, .team = -1};
            largest = buildings[i].households > largest ? buildings[i].households : largest;
        }
        team_split(buildings, SPLIT_BUILDINGS_MOST, SPLIT_TEAMS_MOST, &result);
        assert_in_range(result.heaviest - result.lightest, 0, largest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_split_is_more_even_or_keeps_more),
        cmocka_unit_test(an_even_day_stays_as_it_was),
        cmocka_unit_test(a_large_split_is_bounded),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
