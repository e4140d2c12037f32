#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/form.h"
#include "gatepost/utf8.h"
#include "gatepost/view.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Fields as at the gate: a lookup, a required number, a choice, one that appears with a value of another. */
static const char *const ways[] = {"In", "Out", NULL};
static const char *const classes[] = {"Resident", "Visitor", "Courier", "Other", NULL};
static bool shows_reason(const struct view *view)
{
    return form_choice(&view->form, "way") == 1;
}
static const struct field fields[] = {
    {.name = "who", .label = "Who", .hint = "room or name", .kind = FIELD_LOOKUP, .width = 16, .flags = FIELD_REQUIRED},
    {.name = "temp", .label = "Temp", .hint = "365 = 36.5", .width = 6, .flags = FIELD_REQUIRED},
    {.name = "way", .label = "Way", .kind = FIELD_CHOICE, .choices = ways},
    {.name = "class", .label = "Class", .kind = FIELD_CHOICE, .flags = FIELD_SAME_LINE, .choices = classes},
    {.name = "reason", .label = "Reason", .width = 20, .shown = shows_reason, .required = shows_reason},
    {.name = "id", .label = "Record", .width = 8, .flags = FIELD_READ_ONLY},
};

static int changed_count, chosen, saved;
static bool has_note;

static void changed(struct view *view, int field)
{
    (void)view;
    (void)field;
    changed_count++;
}
static bool check(struct view *view, int field, struct err *err)
{
    if (strcmp(fields[field].name, "temp") == 0 && strcmp(form_text(&view->form, "temp"), "abc") == 0)
        return err_field(err, ERR_INPUT, "temp", "no temperature");
    return true;
}
static int candidate_count(const struct view *view, int field)
{
    (void)field;
    return (int)strlen(form_text(&view->form, "who"));
}
static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    (void)view;
    (void)field;
    (void)style;
    snprintf(text, size, "候选%d", index);
}
static void choose(struct view *view, int field, int index)
{
    (void)field;
    chosen = index;
    form_set_text(&view->form, "who", "刘洋");
}
static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    (void)view;
    *level = NOTE_DENIED;
    snprintf(text, size, "! may not leave");
    return has_note && index == 0;
}
static bool save(struct view *view, struct err *err)
{
    if (strcmp(form_text(&view->form, "reason"), "theirs") == 0) {
        form_set_theirs(&view->form, "reason", "另一个");
        form_set_theirs(&view->form, "class", "2");
        return err_set(err, ERR_CONFLICT, "changed meanwhile");
    }
    saved++;
    return true;
}
static const struct form_def def = {.fields = fields,
                                    .field_count = 6,
                                    .changed = changed,
                                    .check = check,
                                    .candidate_count = candidate_count,
                                    .candidate = candidate,
                                    .choose = choose,
                                    .note = note,
                                    .save = save};
static const struct screen_def screen = {.name = "form", .title = "Form", .form = &def, .overlay = true};

static struct terminal *terminal;
static struct view view;
static struct form *form;
static const struct ui_hooks hooks;

static int start(void **state)
{
    (void)state;
    struct err err = {0};
    words_start(NULL, "en");
    clock_fix(1649660000);
    terminal = terminal_open_script("", "form", &err);
    view = (struct view){.def = &screen, .ui = ui_new(terminal, &hooks)};
    form = &view.form;
    form_init(form, &def);
    changed_count = saved = 0;
    chosen = -1;
    has_note = false;
    return 0;
}
static int stop(void **state)
{
    (void)state;
    form_release(form);
    ui_free(view.ui);
    terminal->ops->close(terminal);
    return 0;
}

static bool press(int32_t key)
{
    struct key_event event = {.key = key};
    if (form_key(form, &view, &event))
        return true;
    const struct action *action = action_find(&form_actions, key);
    if (action == NULL)
        return false;
    view.running = action;
    action->run(&view);
    return true;
}
static void type(const char *text)
{
    for (; *text != '\0'; text++)
        press(*text);
}
static const char *focus(void)
{
    return fields[form->focus].name;
}
static void assert_drawn(int rows, int columns, const char *expected)
{
    struct canvas canvas = {0};
    struct buffer out = {0};
    canvas_init(&canvas, rows, columns);
    form_draw(form, &view, &canvas, (struct rect){0, 0, rows, columns});
    for (int i = 0; i < rows; i++) {
        canvas_row(&canvas, i, &out);
        buffer_add(&out, "\n");
    }
    assert_string_equal(buffer_text(&out), expected);
    assert_in_range(canvas.cursor_row, 0, rows - 1);
    buffer_release(&out);
    canvas_release(&canvas);
}

static void enter_goes_to_what_is_missing_and_saves(void **state)
{
    (void)state;
    type("zwm");
    assert_int_equal(changed_count, 3);
    press(KEY_ENTER);
    assert_int_equal(chosen, 0);
    assert_string_equal(form_text(form, "who"), "刘洋");
    assert_string_equal(focus(), "temp");
    press(KEY_ENTER);
    assert_string_equal(focus(), "temp"); /* nothing to save yet */
    assert_string_equal(form->err.text, "\"Temp\" is still empty.");
    type("365");
    assert_string_equal(form->err.text, "");
    assert_true(form->dirty);
    press(KEY_ENTER);
    assert_int_equal(saved, 1);
    assert_false(form->dirty);
}

/* What is noted beside it is read before the second Enter saves. */
static void enter_stops_once_where_it_should(void **state)
{
    (void)state;
    static struct field stopping[sizeof fields / sizeof fields[0]];
    static struct form_def stopping_def;
    memcpy(stopping, fields, sizeof fields);
    stopping[1].flags = FIELD_STOP;
    stopping_def = def;
    stopping_def.fields = stopping;
    form->def = &stopping_def;
    for (int i = 1; i <= 2; i++) {
        form_set_text(form, "temp", "365");
        type("zwm");
        press(KEY_ENTER);
        assert_int_equal(saved, i - 1);
        assert_string_equal(focus(), "temp");
        press(KEY_ENTER);
        assert_int_equal(saved, i);
        form_focus(form, "who");
        press(KEY_ENTER); /* stopped before: saves at once */
        assert_int_equal(saved, i + 1);
        saved = i;
        form_clear(form);
    }
    type("zwm");
    form_focus(form, "way"); /* behind it: does not go back */
    press(KEY_ENTER);
    assert_int_equal(saved, 3);
    form->def = &def;
}

static void the_selected_candidate_is_taken(void **state)
{
    (void)state;
    type("zw");
    press(KEY_DOWN);
    press(KEY_DOWN);
    assert_int_equal(form->fields[0].candidate, 1);
    type("m");
    assert_int_equal(form->fields[0].candidate, 0); /* other letters, other candidates */
    press(KEY_DOWN);
    press(KEY_DOWN);
    press(KEY_UP);
    press(KEY_TAB);
    assert_int_equal(chosen, 1);
    assert_string_equal(focus(), "temp");
    press(KEY_UP);
    assert_string_equal(focus(), "who");
    press(KEY_DOWN); /* taken: no candidates any more */
    assert_string_equal(focus(), "temp");
}

static void tab_skips_what_cannot_be_filled(void **state)
{
    (void)state;
    static const char *const order[] = {"temp", "way", "class", "who"};
    for (int i = 0; i < 4; i++) {
        press(KEY_TAB);
        assert_string_equal(focus(), order[i]);
    }
    press(KEY_BACK_TAB);
    assert_string_equal(focus(), "class");
}

static void choices_turn_and_show_fields(void **state)
{
    (void)state;
    form_focus(form, "way");
    press(KEY_RIGHT);
    assert_int_equal(form_choice(form, "way"), 1);
    assert_string_equal(form_text(form, "way"), "1");
    press(KEY_TAB);
    press(KEY_LEFT);
    assert_int_equal(form_choice(form, "class"), 3);
    press(0xFF12); /* ２ */
    assert_int_equal(form_choice(form, "class"), 1);
    press(' ');
    assert_int_equal(form_choice(form, "class"), 2);
    assert_true(press('x')); /* swallowed: letters are no commands in a form */
    press(KEY_TAB);
    assert_string_equal(focus(), "reason");
    form_set_choice(form, "way", 0);
    press('x'); /* the field has gone: the cursor left it */
    assert_string_equal(focus(), "who");
    assert_string_equal(form_text(form, "reason"), "");
    form_set_choice(form, "way", 9);
    assert_int_equal(form_choice(form, "way"), 0);
}

/* The next person, typed while the choice waits for Enter, must not decide about the one before. */
static void what_is_typed_into_a_choice_chooses_nothing(void **state)
{
    (void)state;
    form_focus(form, "class");
    press(KEY_RIGHT);
    press('3'); /* alone it chooses */
    assert_int_equal(form_choice(form, "class"), 2);
    assert_string_equal(form->err.text, "");
    press('-'); /* but it was the first of something longer */
    assert_int_equal(form_choice(form, "class"), 1);
    assert_non_null(strstr(form->err.text, "Enter goes on with \"Visitor\""));
    type("1-103");
    assert_int_equal(form_choice(form, "class"), 1);
    press(KEY_RIGHT); /* and the keys that turn still do */
    assert_int_equal(form_choice(form, "class"), 2);
    press('1');
    assert_int_equal(form_choice(form, "class"), 0);
    press(KEY_LEFT);
    type("zhang1"); /* a letter first: the digit in it is none either */
    assert_int_equal(form_choice(form, "class"), 3);
    press(KEY_BACK_TAB);
    press(KEY_TAB);
    press('2'); /* come back, a digit chooses again */
    assert_int_equal(form_choice(form, "class"), 1);
}

static void an_error_keeps_everything_typed(void **state)
{
    (void)state;
    form_focus(form, "temp");
    type("abc");
    press(KEY_ENTER);
    assert_string_equal(focus(), "temp");
    assert_string_equal(form->err.text, "no temperature");
    assert_string_equal(form_text(form, "temp"), "abc");
    press(KEY_BACK_TAB); /* one may always go back */
    assert_string_equal(focus(), "who");
}

static void a_conflict_shows_theirs_and_takes_them(void **state)
{
    (void)state;
    form_set_text(form, "who", "a");
    form->fields[0].settled = true;
    form_set_text(form, "temp", "365");
    form_set_choice(form, "way", 1);
    form_set_text(form, "reason", "theirs");
    press(KEY_CTRL('S'));
    assert_true(form->conflict);
    form_focus(form, "reason");
    assert_drawn(8, 60,
                 " Who    [a               ] room or name\n"
                 " Temp   [365   ] 365 = 36.5\n"
                 " Way    ( )In (*)Out   Class < Resident >\n"
                 "                             ! theirs: Courier   (F2 takes ~\n"
                 " Reason [theirs              ]\n"
                 "        ! theirs: 另一个   (F2 takes it)\n"
                 " Record\n"
                 " ! changed meanwhile\n");
    press(KEY_F(2));
    assert_string_equal(form_text(form, "reason"), "另一个");
    form_focus(form, "class");
    press(KEY_F(2));
    assert_int_equal(form_choice(form, "class"), 2);
    form_clear_theirs(form);
    assert_false(form->conflict);
    press(KEY_CTRL('S'));
    assert_int_equal(saved, 1);
}

static void a_form_fits_everywhere(void **state)
{
    (void)state;
    has_note = true;
    type("zwmabc");
    assert_int_equal(form_height(form, &view, 60), 5 + 5 + 1);
    assert_drawn(11, 40,
                 " Who    [zwmabc          ] room or name\n"
                 "        > 候选0\n"
                 "          候选1\n"
                 "          候选2\n"
                 "          候选3\n"
                 "          候选4\n"
                 "          候选5\n"
                 " Temp   [      ] 365 = 36.5\n"
                 " Way    (*)In ( )Out\n"
                 " Class  < Resident >\n"
                 " ! may not leave\n");
    form_focus(form, "temp");
    assert_drawn(2, 20,
                 " Temp   [      ]\n"
                 " ! may not leave\n");
    for (int rows = 1; rows < 40; rows += 3) {
        for (int columns = 4; columns < 122; columns += 5) {
            struct canvas canvas = {0};
            canvas_init(&canvas, rows, columns);
            for (int i = 0; i < 6; i++) {
                form->focus = i;
                form_draw(form, &view, &canvas, (struct rect){0, 0, rows, columns});
                bool editable = !(fields[i].flags & FIELD_READ_ONLY) && fields[i].shown == NULL;
                assert_true(!editable || (canvas.cursor_row >= 0 && canvas.cursor_row < rows));
            }
            canvas_release(&canvas);
        }
    }
}

/* A PIN: never in a draft, never on the screen, wiped with the form's values. */
static void a_hidden_field_is_seen_nowhere(void **state)
{
    (void)state;
    static const struct field hidden[] = {
        {.name = "name", .label = "Name", .width = 10},
        {.name = "pin", .label = "PIN", .width = 10, .flags = FIELD_HIDDEN},
    };
    static const struct form_def hidden_form = {.draft = "x", .fields = hidden, .field_count = 2};
    static const struct screen_def hidden_screen = {.name = "x", .title = "X", .form = &hidden_form};
    struct view one = {.def = &hidden_screen};
    struct canvas canvas = {0};
    struct buffer text = {0};
    form_init(&one.form, &hidden_form);
    canvas_init(&canvas, 4, 40);
    form_focus(&one.form, "pin");
    for (const char *at = "12３4"; *at != '\0';) {
        int32_t key = *at == '1' ? '1' : *at == '2' ? '2' : *at == '4' ? '4' : 0xFF13;
        form_key(&one.form, &one, &(struct key_event){.key = key});
        at += key == 0xFF13 ? 3 : 1;
    }
    form_draw(&one.form, &one, &canvas, (struct rect){0, 0, 4, 40});
    for (int row = 0; row < 4; row++)
        canvas_row(&canvas, row, &text);
    assert_non_null(strstr(buffer_text(&text), "[****      ]"));
    assert_null(strstr(buffer_text(&text), "12"));
    assert_int_equal(canvas.cursor_column, 7 + 4);
    form_set_text(&one.form, "name", "某人");
    buffer_clear(&text);
    form_serialize(&one.form, &text);
    assert_string_equal(buffer_text(&text), "name\t某人\n@\tpin\n");
    assert_string_equal(form_text(&one.form, "pin"), "12３4");
    buffer_release(&text);
    canvas_release(&canvas);
    form_release(&one.form);
}

static void a_draft_restores_what_was_typed(void **state)
{
    (void)state;
    struct buffer draft = {0};
    assert_true(form_is_empty(form));
    form_set_text(form, "temp", "36"); /* set by the screen: nothing typed is lost by closing */
    assert_true(form_is_empty(form));
    form_focus(form, "way");
    press(KEY_RIGHT);
    form_focus(form, "reason");
    type("tab");
    struct key_event paste = {.key = KEY_PASTE, .paste = "\ta\nb"};
    assert_true(form_key(form, &view, &paste));
    assert_false(form_is_empty(form));
    form_serialize(form, &draft);
    assert_string_equal(buffer_text(&draft), "temp\t36\nway\t1\nreason\ttab a b\n@\treason\n");
    form_clear(form);
    assert_true(form_is_empty(form));
    assert_string_equal(form_text(form, "reason"), "");
    buffer_add(&draft, "unknown\tx\nbroken\n\n\tno name");
    form_restore(form, &view, buffer_text(&draft));
    assert_int_equal(form->focus, form_field(form, "reason")); /* where typing stopped */
    assert_string_equal(form_text(form, "reason"), "tab a b");
    assert_int_equal(form_choice(form, "way"), 1);
    assert_string_equal(form_text(form, "temp"), "36");
    assert_true(form->dirty);
    buffer_release(&draft);
}

/* --- headings, and lines that follow from something else --- */

static const char *state_now(const struct view *shown)
{
    return form_text(&shown->form, "name")[0] != '\0' ? "typed" : "empty";
}
static const struct field group_fields[] = {
    {.name = "state", .label = "State", .width = 8, .flags = FIELD_READ_ONLY, .text = state_now},
    {.name = "more", .width = 8, .flags = FIELD_READ_ONLY, .text = state_now},
    {.name = "name", .label = "Name", .heading = "Who", .width = 6},
    {.name = "way", .label = "Way", .kind = FIELD_CHOICE, .choices = ways, .flags = FIELD_SAME_LINE},
};
static const struct form_def group_def = {.fields = group_fields, .field_count = 4};

static void a_heading_begins_a_group(void **state)
{
    (void)state;
    form_release(form);
    form_init(form, &group_def);
    assert_drawn(4, 40,
                 " State empty\n"
                 "       empty\n"
                 " Who\n"
                 " Name  [      ]   Way (*)In ( )Out\n");
    type("x");
    view.inside = (struct rect){0, 0, 4, 40};
    struct key_event click = {.key = KEY_MOUSE, .row = 3, .column = 24};
    assert_true(form_key(form, &view, &click));
    assert_int_equal(form->focus, 3);
    assert_drawn(3, 40,
                 "       typed\n"
                 " Who\n"
                 " Name  [x     ]   Way (*)In ( )Out\n");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(enter_goes_to_what_is_missing_and_saves),
        TEST(enter_stops_once_where_it_should),
        TEST(the_selected_candidate_is_taken),
        TEST(tab_skips_what_cannot_be_filled),
        TEST(choices_turn_and_show_fields),
        TEST(what_is_typed_into_a_choice_chooses_nothing),
        TEST(an_error_keeps_everything_typed),
        TEST(a_conflict_shows_theirs_and_takes_them),
        TEST(a_form_fits_everywhere),
        TEST(a_hidden_field_is_seen_nowhere),
        TEST(a_draft_restores_what_was_typed),
        TEST(a_heading_begins_a_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
