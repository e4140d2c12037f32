/* Keys of a form. Text goes to the field with the cursor; nothing typed is ever a command here. */
#include "form_parts.h"
#include "gatepost/words.h"
#include "ui_parts.h"
#include <stdlib.h>
#include <string.h>

static int choice_count(const struct field *field)
{
    int count = 0;
    while (field->choices[count] != NULL)
        count++;
    return count;
}

void form_turn_to(struct form *form, struct view *view, int choice)
{
    form_remember(form, form->focus);
    form->fields[form->focus].choice = choice;
    form_touch(form, view, form->focus);
}

/* A digit alone chooses. What goes on is no choice but the next person, typed while this field waits: it counts for
 * nothing, and the choice before stands again. */
static void choice_typed(struct form *form, struct view *view, int32_t key)
{
    const struct field *field = &form->def->fields[form->focus];
    int32_t command = key_command(key);
    bool digit = command >= '1' && command < '1' + choice_count(field) && command <= '9';
    if (form->typed == 0)
        form->choice_before = form->fields[form->focus].choice;
    if (form->typed++ == 0 && digit) {
        form_turn_to(form, view, command - '1');
        return;
    }
    if (form->fields[form->focus].choice != form->choice_before)
        form_turn_to(form, view, form->choice_before);
    err_set(&form->err, ERR_INPUT,
            _("What was typed here does not count. Choose with Left and Right; Enter goes on with \"%s\"."),
            words_context(field->choices[form->fields[form->focus].choice]));
}

static bool choice_key(struct form *form, struct view *view, int32_t key)
{
    int count = choice_count(&form->def->fields[form->focus]), now = form->fields[form->focus].choice;
    bool space = key_command(key) == ' ' && form->typed <= 1, turns = key == KEY_RIGHT || space;
    if (key == KEY_PASTE || (key_is_text(key) && !turns)) {
        choice_typed(form, view, key);
        return true;
    }
    form->typed = space ? form->typed : 0;
    if (key == KEY_LEFT)
        form_turn_to(form, view, (now + count - 1) % count);
    else if (turns)
        form_turn_to(form, view, (now + 1) % count);
    else
        return false;
    return true;
}

static bool candidate_key(struct form *form, const struct view *view, int32_t key)
{
    int count = form_candidates(form, view, form->focus);
    struct form_field *field = &form->fields[form->focus];
    bool suggests = form->def->fields[form->focus].kind == FIELD_SUGGEST;
    int last = count - 1 + suggests;
    if (count == 0 || (key != KEY_UP && key != KEY_DOWN) || (suggests && key == KEY_UP && field->candidate == 0))
        return false;
    if (field->candidate > last)
        field->candidate = last;
    if (key == KEY_DOWN && field->candidate < last)
        field->candidate++;
    if (key == KEY_UP && field->candidate > 0)
        field->candidate--;
    return true;
}

bool form_take_word(struct form *form, struct view *view)
{
    int field = form->focus, selected = form_selected(form, field, form_candidates(form, view, field));
    if (!(form->def->fields[field].flags & FIELD_WORDS) || selected < 0)
        return false;
    form_remember(form, field);
    form->def->choose(view, field, selected);
    form_touch(form, view, field);
    form->fields[field].settled = true; /* until something is typed behind it */
    return true;
}

static bool text_key(struct form *form, struct view *view, const struct key_event *event)
{
    if (key_is_text(event->key))
        form_take_word(form, view);
    struct line_editor *line = &form->fields[form->focus].line;
    char before[LINE_BYTES];
    memcpy(before, line->text, sizeof before);
    form_remember(form, form->focus);
    bool changes = event->key == KEY_PASTE || key_is_text(event->key) || event->key == KEY_BACKSPACE;
    /* Who comes back to a look-up that was taken means somebody else. */
    if (form->fields[form->focus].settled && changes && form->def->fields[form->focus].kind == FIELD_LOOKUP) {
        line_set(line, "");
        form->fields[form->focus].settled = false;
    }
    bool refused = false, used = true;
    if (event->key == KEY_PASTE)
        refused = !line_paste(line, event->paste);
    else
        used = line_key(line, event->key, &refused);
    if (refused)
        view->ui->terminal->ops->bell(view->ui->terminal);
    if (strcmp(before, line->text) != 0)
        form_touch(form, view, form->focus);
    return used;
}

static bool is_changed(const struct form *form, const struct view *view, int field)
{
    const struct form_field *one = &form->fields[field];
    return form_can_focus(form, view, field) && one->touched && one->before != NULL &&
           strcmp(one->before, form_text(form, form->def->fields[field].name)) != 0;
}

/* Ctrl-Z takes back typing first, in the field with the cursor, else in the last one that was changed. False when
 * nothing is typed: only then it may mean a saved record. */
static bool take_back(struct form *form, struct view *view)
{
    int field = form->focus;
    for (int i = form->def->field_count - 1; i >= 0 && !is_changed(form, view, field); i--)
        field = i;
    struct form_field *one = &form->fields[field];
    if (!is_changed(form, view, field))
        return false;
    form->focus = field;
    form_set_text(form, form->def->fields[field].name, one->before);
    form_touch(form, view, field);
    one->touched = false;
    ui_say(view->ui, MESSAGE_PLAIN, _("Taken back: what was typed in \"%s\""),
           words_context(form->def->fields[field].label));
    return true;
}

bool form_key(struct form *form, struct view *view, const struct key_event *event)
{
    form_keep_focus(form, view);
    if (event->key == KEY_MOUSE || event->key == KEY_CTRL('Z'))
        form->typed = 0;
    if (event->key == KEY_MOUSE)
        return form_click(form, view, event);
    if (event->key == KEY_CTRL('Z'))
        return take_back(form, view);
    const struct field *field = &form->def->fields[form->focus];
    if (field->flags & FIELD_READ_ONLY)
        return key_is_text(event->key);
    if (field->kind == FIELD_CHOICE)
        return choice_key(form, view, event->key);
    return candidate_key(form, view, event->key) || text_key(form, view, event);
}

/* --- actions --- */

static void show_error(struct form *form, const struct view *view, const struct err *err)
{
    form->err = *err;
    for (int i = 0; err->field != NULL && i < form->def->field_count; i++)
        if (strcmp(form->def->fields[i].name, err->field) == 0 && form_can_focus(form, view, i))
            form->focus = i;
}

void form_show_error(struct view *view, const struct err *err)
{
    show_error(&view->form, view, err);
    form_keep_focus(&view->form, view);
}

static void save(struct view *view)
{
    struct form *form = &view->form;
    const struct ui_hooks *hooks = &view->ui->hooks;
    struct err err = {0};
    form->err = err;
    if (!form->def->save(view, &err)) {
        show_error(form, view, &err);
        form_keep_focus(form, view);
        return;
    }
    form->dirty = false;
    form->err = (struct err){0};
    free(form->draft);
    form->draft = NULL;
    if (form->def->draft != NULL && hooks->draft_erase != NULL) {
        char name[DRAFT_NAME];
        form_draft_name(form, name);
        hooks->draft_erase(hooks->context, name);
    }
    form_keep_focus(form, view);
}

bool form_leave_field(struct view *view, bool take)
{
    struct form *form = &view->form;
    int field = form->focus, count = form_candidates(form, view, field);
    form->typed = 0;
    if (take && form_take_word(form, view))
        return false; /* how much of it comes next */
    struct err err = {0};
    int selected = form_selected(form, field, count);
    bool suggests = form->def->fields[field].kind == FIELD_SUGGEST;
    if (take && count > 0 && selected >= 0 && (suggests || form_has_value(form, field))) {
        if (suggests)
            form_remember(form, field);
        form->def->choose(view, field, selected);
        if (suggests) /* it stands for typing: in the draft, and for Ctrl-Z */
            form_touch(form, view, field);
        form->fields[field].settled = true;
    }
    if (form->def->check == NULL || form->def->check(view, field, &err))
        return true;
    show_error(form, view, &err);
    return false;
}

static void say_missing(struct form *form, int field)
{
    const struct field *one = &form->def->fields[field];
    if (one->missing != NULL)
        err_set(&form->err, ERR_INPUT, "%s", _(one->missing));
    else
        err_set(&form->err, ERR_INPUT, _("\"%s\" is still empty."), words_context(one->label));
}

static bool stops(const struct form *form, int field)
{
    return (form->def->fields[field].flags & FIELD_STOP) != 0 && field > form->focus && !form->fields[field].stopped;
}

/* The field Enter goes to; -1: it saves. */
static int find_missing(const struct form *form, const struct view *view)
{
    int count = form->def->field_count;
    for (int step = 0; step < count; step++) {
        int field = (form->focus + step) % count;
        bool missing = form_is_required(form, view, field) && !form_has_value(form, field);
        if (form_can_focus(form, view, field) && (missing || stops(form, field)))
            return field;
    }
    return -1;
}

bool form_go_to_missing(struct form *form, const struct view *view)
{
    int field = find_missing(form, view);
    if (field < 0)
        return false;
    form->fields[field].stopped = true;
    if (field == form->focus)
        say_missing(form, field);
    form->focus = field;
    return true;
}

static const char *save_label(const struct view *view)
{
    return view->form.def->save_label != NULL ? view->form.def->save_label : N_("Save");
}

static const char *enter_label(const struct view *view)
{
    return find_missing(&view->form, view) < 0 ? save_label(view) : N_("Next");
}

static int count_warnings(const struct view *view)
{
    char text[LINE_BYTES];
    enum form_note_level level = NOTE_PLAIN;
    int warnings = 0;
    for (int i = 0; view->form.def->note != NULL && view->form.def->note(view, i, text, sizeof text, &level); i++)
        warnings += level == NOTE_WARNING; /* what is denied, save() asks about */
    return warnings;
}

/* Leaves the field and true: it may save. A warning that stands there only since the candidate was taken was read by
 * nobody yet: the same key again saves. */
static bool leave_to_save(struct view *view)
{
    int before = count_warnings(view);
    if (!form_leave_field(view, true) || view->closing)
        return false;
    view->form.err = (struct err){0};
    return find_missing(&view->form, view) >= 0 || count_warnings(view) <= before;
}

void form_enter(struct view *view)
{
    if (leave_to_save(view) && !form_go_to_missing(&view->form, view))
        save(view);
}

static void run_save(struct view *view)
{
    if (leave_to_save(view))
        save(view);
}

void form_step(struct view *view, int step)
{
    struct form *form = &view->form;
    int count = form->def->field_count;
    form->typed = 0;
    /* Going back is always possible; going on takes what was looked up, as Enter does. */
    if (step > 0 && !form_leave_field(view, true))
        return;
    int field = form->focus;
    do
        field = (field + step + count) % count;
    while (field != form->focus && !form_can_focus(form, view, field));
    form->focus = field;
}

static void run_step(struct view *view)
{
    form_step(view, (int)view->running->argument);
}

/* One field, or a PIN, is typed again faster than a question is answered. */
static bool loses_typing(const struct view *view)
{
    const struct form_def *def = view->form.def;
    int fields = 0;
    for (int i = 0; i < def->field_count; i++)
        fields += !(def->fields[i].flags & FIELD_HIDDEN);
    return def->draft == NULL && fields > 1 && view->form.dirty && !form_is_empty(&view->form);
}

static void leave_answered(struct view *view, bool yes)
{
    if (yes)
        view_close(view);
}

static void run_leave(struct view *view)
{
    if (loses_typing(view))
        prompt_confirm(view, _("Close without saving? What you changed here is lost."), _("Close"), leave_answered);
    else
        view_close(view);
    if (view->closing && view->form.def->draft != NULL && !form_is_empty(&view->form))
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Kept as a draft: open this form again and press F3"));
}

static const char *why_no_theirs(const struct view *view)
{
    if (!view->form.conflict)
        return "";
    return view->form.fields[view->form.focus].theirs != NULL ? NULL : _("This field is the same in both.");
}

static void run_theirs(struct view *view)
{
    struct form *form = &view->form;
    struct form_field *field = &form->fields[form->focus];
    form_set_text(form, form->def->fields[form->focus].name, field->theirs);
    free(field->theirs);
    field->theirs = NULL;
    form_touch(form, view, form->focus);
}

static const char *why_no_draft(const struct view *view)
{
    if (view->form.def->draft == NULL)
        return "";
    return view->form.draft != NULL ? NULL : _("Nothing half typed was kept.");
}

static void run_restore(struct view *view)
{
    char *draft = view->form.draft;
    view->form.draft = NULL;
    form_restore(&view->form, view, draft);
    free(draft);
}

static const struct action table[] = {
    {.name = "form.next",
     .label = N_("Next"),
     .help = N_("To the next field."),
     .keys = {KEY_TAB, KEY_DOWN},
     .flags = ACTION_HIDDEN,
     .run = run_step,
     .argument = 1},
    {.name = "form.previous",
     .label = N_("Previous"),
     .help = N_("To the field before."),
     .keys = {KEY_BACK_TAB, KEY_UP},
     .flags = ACTION_HIDDEN,
     .run = run_step,
     .argument = -1},
    {.name = "form.enter",
     .label = N_("Next"),
     .help = N_("Takes the selected candidate and goes to the next empty field that must be filled; saves when none is "
                "left."),
     .keys = {KEY_ENTER},
     .priority = 86,
     .run = form_enter,
     .label_now = enter_label},
    {.name = "form.save",
     .label = N_("Save"),
     .help = N_("Saves from any field."),
     .keys = {KEY_CTRL('S')},
     .priority = 85,
     .run = run_save,
     .label_now = save_label},
    {.name = "form.leave",
     .label = N_("Close"),
     .help = N_("Closes the form; nothing typed is lost without asking."),
     .keys = {KEY_ESC},
     .priority = 84,
     .run = run_leave},
    {.name = "form.theirs",
     .label = N_("Theirs"),
     .help = N_("Takes what the other terminal saved in this field."),
     .keys = {KEY_F(2), KEY_ALT('2')},
     .priority = 88,
     .run = run_theirs,
     .why_not = why_no_theirs},
    {.name = "form.restore",
     .label = N_("Draft"),
     .help = N_("Brings back what was half typed when this form was left."),
     .keys = {KEY_F(3), KEY_ALT('3')},
     .priority = 20,
     .run = run_restore,
     .why_not = why_no_draft},
};
const struct action_table form_actions = ACTION_TABLE(table);
