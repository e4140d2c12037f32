/* Who may do what: the whole matrix, every action and every command against it, and what those are told who may not. */
#include "gatepost/action.h"
#include "gatepost/clock.h"
#include "gatepost/command.h"
#include "gatepost/form.h"
#include "gatepost/list.h"
#include "gatepost/people_rules.h"
#include "gatepost/roles.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/view.h"
#include "gatepost/words.h"
#include "screens/global_actions.h"
#include "screens/registry.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* screens.md Roles, domain.md §1, §2, §12. One letter for each role that may: duty officer, clerk, gate clerk, operator
 * (prints, imports, exports), viewer, kiosk. The first row that fits holds. */
static const char letters[] = "OCGPVK";
static const struct {
    const char *verb, *may;
} matrix[] = {
    {"gate.", "OCG"},
    {"person.look", "OC"},
    {"person.", "OCG"},
    {"household.", "OCG"},
    {"flag.", "OCG"},
    {"vehicle.", "OCG"},
    {"pass.", "OC"},
    {"presence.reopen", "O"},
    {"presence.", "OC"},
    {"visitor.", "OCG"},
    {"parcel.", "OCG"},
    {"incident.close", "OC"},
    {"incident.void", "OC"},
    {"incident.", "OCG"},
    {"notice.read", "OCGPV"},
    {"notice.", "OC"},
    {"poster.", "OCP"},
    {"patrol.", "OCG"},
    {"survey_round.", "OC"},
    {"survey.", "OCG"},
    {"arrival.", "OCG"},
    {"declaration.", "OC"},
    {"observation.release", "O"},
    {"observation.term", "O"},
    {"observation.void", "O"},
    {"observation.", "OC"},
    {"reading.", "OCG"},
    {"tier.", "O"},
    {"keeper.", "OC"},
    {"follow_up.", "OCG"},
    {"team.", "OC"},
    {"visit.", "OCG"},
    {"pairing.", "OC"},
    {"supply.", "OCG"},
    {"volunteer.", "OCP"},
    {"absence.", "OCP"},
    {"post.", "OCP"},
    {"roster.correct", "O"},
    {"roster.call", "OC"},
    {"roster.", "OCP"},
    {"print.internal", "OC"},
    {"print.", "OCP"},
    {"shift.", "OCG"},
    {"goods.", "OCP"},
    {"stock.", "OCP"},
    {"donation.", "OCP"},
    {"errand.correct", "O"},
    {"errand.", "OC"},
    {"contact.", "O"},
    {"alarm.", "OCG"},
    {"setting.", "O"},
    {"checkpoint.", "O"},
    {"officer.own_pin", "OCGPV"},
    {"officer.", "O"},
    {"import.residents", "OCP"},
    {"import.places", "OCP"},
    {"import.declarations", "OCP"},
    {"import.stock", "OCP"},
    {"import.donations", "OCP"},
    {"import.volunteers", "OCP"},
    {"import.supplies", "OCG"},
    {"import.crossings", "OCG"},
    {"import.readings", "OCG"},
    {"import", "OCGP"},
    {"backup.copy", "OCP"},
    {"backup.", "OCGP"},
    {"audit.", "OCGP"},
    {"undo", "OCGP"},
    {"kiosk.", "K"},
    {"list", "OCGPV"},
    {"desk.open", "OCGPV"},
};
enum { ROWS = sizeof matrix / sizeof matrix[0] };

static const char *expected(const char *verb)
{
    for (int i = 0; i < ROWS; i++)
        if (strncmp(verb, matrix[i].verb, strlen(matrix[i].verb)) == 0)
            return matrix[i].may;
    return NULL;
}

/* Compares all roles; `what` is named where it differs. */
static void assert_as_expected(const char *verb, const char *what)
{
    const char *may = expected(verb);
    if (may == NULL)
        fail_msg("%s: the matrix of this test does not say who may %s", what, verb);
    if (!verb_is_granted(verb))
        fail_msg("%s: nobody was granted %s", what, verb);
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct officer officer = {.id = 1, .name = "某人", .role = (enum role)role};
        struct err err = {0};
        bool allowed = role_allowed(&officer, verb, &err), wanted = strchr(may, letters[role]) != NULL;
        if (allowed != wanted)
            fail_msg("%s: a %s %s %s", what, role_names[role], allowed ? "may" : "may not", verb);
        if (allowed)
            continue;
        assert_int_equal(err.code, ERR_ROLE);
        assert_non_null(strstr(err.text, "某人"));
    }
}

static void every_role_may_what_the_matrix_says(void **state)
{
    (void)state;
    for (int i = 0; i < ROWS; i++)
        assert_as_expected(matrix[i].verb, matrix[i].verb);
}

static void check_actions(const char *screen, const struct action_table *table, int *writing)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct action *action = &table->actions[i];
        char what[120];
        snprintf(what, sizeof what, "screen %s, action %s", screen, action->name);
        if ((action->flags & ACTION_WRITES) && action->verb == NULL)
            fail_msg("%s changes something and names no verb", what);
        if (action->verb != NULL)
            assert_as_expected(action->verb, what);
        *writing += (action->flags & ACTION_WRITES) != 0;
    }
}

static void every_action_asks_by_its_verb(void **state)
{
    (void)state;
    int writing = 0;
    check_actions("all", &global_actions, &writing);
    check_actions("all", &list_actions, &writing);
    check_actions("all", &form_actions, &writing);
    for (int s = 0; s < screen_count; s++)
        check_actions(screens[s]->name, &screens[s]->actions, &writing);
    assert_true(writing >= 20);
}

/* A command that saves is refused by its verb before it asks or reads anything; one that lists shows a shared terminal
 * nothing. */
static void every_command_asks_by_its_verb(void **state)
{
    (void)state;
    int asked = 0;
    for (const struct command *const *at = commands; *at != NULL; at++) {
        const struct command *command = *at;
        bool must = command->access == ACCESS_WRITE || command->access == ACCESS_READ;
        const char *verb = command_verb(command);
        if (must && verb == NULL)
            fail_msg("command %s names no verb", command->name);
        if (verb != NULL)
            assert_as_expected(verb, command->name);
        asked += must;
    }
    assert_true(asked >= 30);
}

static void the_refusal_says_who_may(void **state)
{
    (void)state;
    static const struct {
        enum role role;
        const char *verb, *words;
    } cases[] = {
        {ROLE_GATE, "setting.set", "Only a duty officer may do this"},
        {ROLE_GATE, "pass.add", "Only a duty officer or a clerk may"},
        {ROLE_OPERATOR, "gate.add", "Only a duty officer, a clerk or a gate clerk may"},
        {ROLE_GATE, "import.residents", "Only a duty officer, a clerk or an operator may"},
        {ROLE_VIEWER, "gate.add", "may look but not change anything"},
        {ROLE_VIEWER, "person.look", "Only a duty officer or a clerk may"},
        {ROLE_VIEWER, "setting.set", "may look but not change anything"},
        {ROLE_KIOSK, "list", "is a shared terminal"},
        {ROLE_KIOSK, "gate.add", "is a shared terminal"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct officer officer = {.id = 1, .name = "某人", .role = cases[i].role};
        struct err err = {0};
        assert_false(role_allowed(&officer, cases[i].verb, &err));
        if (strstr(err.text, cases[i].words) == NULL)
            fail_msg("%s: \"%s\"", cases[i].verb, err.text);
    }
}

static void who_left_may_nothing(void **state)
{
    (void)state;
    struct officer officer = {.id = 1, .name = "某人", .role = ROLE_OFFICER, .voided = "left"};
    struct err err = {0};
    assert_false(role_allowed(&officer, "list", &err));
    assert_int_equal(err.code, ERR_ROLE);
}

/* Undo takes back only what its officer may do now: the role was changed in between. */
static void undo_is_bound_to_the_role(void **state)
{
    (void)state;
    struct store_file file;
    struct err err = {0};
    clock_fix(REGISTER_NOW);
    store_file_make(&file);
    struct store *store = store_file_open(&file, "east", true), *other = store_file_open(&file, "west", true);
    struct officer second = {.name = "刘建明", .role = ROLE_OFFICER}, first;
    assert_true(people_add_officer(other, &second, &err));
    struct checkpoint gate = {.name = "南门"};
    assert_true(people_add_checkpoint(store, &gate, &err));
    assert_true(officer_get(other, 1, &first, &err));
    first.role = ROLE_GATE;
    assert_true(people_add_officer(other, &first, &err));
    assert_false(undo_last(store, NULL, &err));
    assert_int_equal(err.code, ERR_ROLE);
    store_file_sql(&file, "UPDATE officer SET role = 'officer' WHERE id = 1");
    assert_true(undo_last(store, NULL, &err));
    store_file_sql(&file, "UPDATE officer SET role = 'clerk' WHERE id = 1");
    assert_false(redo_last(store, NULL, &err));
    store_close(store);
    store_close(other);
    store_file_remove(&file);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_may_what_the_matrix_says),
        cmocka_unit_test(every_action_asks_by_its_verb),
        cmocka_unit_test(every_command_asks_by_its_verb),
        cmocka_unit_test(the_refusal_says_who_may),
        cmocka_unit_test(who_left_may_nothing),
        cmocka_unit_test(undo_is_bound_to_the_role),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
