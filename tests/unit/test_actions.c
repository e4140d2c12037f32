/* One row per action feeds everything, so the rows are tested: no key twice where a person is, no label too long. */
#include "gatepost/form.h"
#include "gatepost/key.h"
#include "gatepost/list.h"
#include "gatepost/utf8.h"
#include "gatepost/view.h"
#include "gatepost/words.h"
#include "screens/global_actions.h"
#include "screens/registry.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The tables a screen's keys are looked up in. */
static int tables_of(const struct screen_def *screen, const struct action_table *tables[4])
{
    int count = 0;
    tables[count++] = &screen->actions;
    if (screen->sealed)
        return count;
    if (screen->list)
        tables[count++] = &list_actions;
    if (screen->form && !screen->own_keys)
        tables[count++] = &form_actions;
    tables[count++] = &global_actions;
    return count;
}

static int count_key(const struct screen_def *screen, int32_t key)
{
    const struct action_table *tables[4];
    int count = tables_of(screen, tables), found = 0;
    for (int t = 0; t < count; t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            for (int k = 0; k < ACTION_KEYS; k++)
                found += tables[t]->actions[i].keys[k] == key;
        }
    }
    return found;
}

/* The one key of a screen that means something else everywhere else: whoever fills the roster copies and pastes its
 * cells as in a spreadsheet. */
static bool is_meant(const struct screen_def *screen, int32_t key)
{
    return screen == &screen_roster_week && key == KEY_CTRL('V');
}

static void no_key_is_doubled(void **state)
{
    (void)state;
    int checked = 0;
    for (int s = 0; s < screen_count; s++) {
        const struct action_table *tables[4];
        int count = tables_of(screens[s], tables);
        for (int t = 0; t < count; t++) {
            for (size_t i = 0; i < tables[t]->count; i++) {
                const struct action *action = &tables[t]->actions[i];
                for (int k = 0; k < ACTION_KEYS && action->keys[k]; k++) {
                    checked++;
                    if (count_key(screens[s], action->keys[k]) != 1 + is_meant(screens[s], action->keys[k]))
                        fail_msg("screen %s: a key of %s is there twice", screens[s]->name, action->name);
                }
            }
        }
    }
    assert_true(checked > 200);
}

/* screens.md rule 1: no command needs a bare letter, because with an input method on letters never arrive. */
static void no_action_needs_a_letter(void **state)
{
    (void)state;
    for (int s = 0; s < screen_count; s++) {
        const struct action_table *tables[4];
        int count = tables_of(screens[s], tables);
        for (int t = 0; t < count; t++) {
            for (size_t i = 0; i < tables[t]->count; i++) {
                const struct action *action = &tables[t]->actions[i];
                bool letter = false, other = !action->keys[0]; /* without keys: in the menu */
                for (int k = 0; k < ACTION_KEYS && action->keys[k]; k++) {
                    int32_t key = action->keys[k];
                    bool is_letter = (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
                    letter = letter || is_letter;
                    other = other || !is_letter;
                }
                if (letter && !other)
                    fail_msg("%s can only be reached by a letter", action->name);
            }
        }
    }
}

/* Every F-key has a Ctrl or letter twin and Alt+digit: terminals eat F1, F10, F11. */
static void every_function_key_has_twins(void **state)
{
    (void)state;
    for (int s = 0; s < screen_count; s++) {
        const struct action_table *tables[4];
        int count = tables_of(screens[s], tables);
        for (int t = 0; t < count; t++) {
            for (size_t i = 0; i < tables[t]->count; i++) {
                const struct action *action = &tables[t]->actions[i];
                for (int number = 1; number <= 10; number++) {
                    bool has = false, alt = false;
                    for (int k = 0; k < ACTION_KEYS; k++) {
                        has = has || action->keys[k] == KEY_F(number);
                        alt = alt || action->keys[k] == KEY_ALT('0' + number % 10);
                    }
                    if (has && !alt)
                        fail_msg("%s: F%d has no Alt-%d", action->name, number, number % 10);
                }
            }
        }
    }
}

static void check_labels(const char *language)
{
    words_switch(language);
    for (int s = 0; s < screen_count; s++) {
        const struct action_table *tables[4];
        int count = tables_of(screens[s], tables);
        for (int t = 0; t < count; t++) {
            for (size_t i = 0; i < tables[t]->count; i++) {
                const struct action *action = &tables[t]->actions[i];
                assert_non_null(action->name);
                assert_non_null(action->help);
                assert_true(action->run != NULL || action->opens != NULL);
                if (text_width(words_context(action->label)) > 8 || !_(action->label)[0])
                    fail_msg("%s: label \"%s\" is not 1 to 8 columns", action->name, words_context(action->label));
            }
        }
    }
}

static void labels_fit_in_english(void **state)
{
    (void)state;
    check_labels("en");
}

static void labels_fit_in_chinese(void **state)
{
    (void)state;
    check_labels("zh_CN");
    assert_string_equal(_("Undo"), "撤销"); /* the catalogue was really there */
}

/* Column headings fit their columns, else `~` would stand in a heading. */
static void headings_fit(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "zh_CN"};
    for (int l = 0; l < 2; l++) {
        words_switch(languages[l]);
        for (int s = 0; s < screen_count; s++) {
            const struct list_def *list = screens[s]->list;
            for (int c = 0; list && c < list->column_count; c++) {
                if (text_width(words_context(list->columns[c].heading)) > list->columns[c].width)
                    fail_msg("%s: heading \"%s\" is wider than its column", screens[s]->name,
                             words_context(list->columns[c].heading));
            }
        }
    }
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_is_doubled),
        cmocka_unit_test(no_action_needs_a_letter),
        cmocka_unit_test(every_function_key_has_twins),
        cmocka_unit_test(labels_fit_in_english),
        cmocka_unit_test(labels_fit_in_chinese),
        cmocka_unit_test(headings_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
