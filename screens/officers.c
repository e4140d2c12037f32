/* Everybody who may sign on, and their roles. */
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdlib.h>
#include <string.h>

enum { MOST = 500 };
enum { COLUMN_HERE, COLUMN_NAME, COLUMN_ROLE, COLUMN_PIN, COLUMN_UNIX };

static int64_t row_id(const void *row)
{
    return ((const struct officer *)row)->id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct officer *all = memory_new(MOST, sizeof *all);
    int count = 0;
    bool read = officer_list(application_store(view), all, MOST, &count, err);
    if (read)
        small_list_page(page, all, count, sizeof *all, anchor, direction, row_id);
    free(all);
    return read;
}

static void key(const void *row, struct list_key *key)
{
    key->id = row_id(row);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct officer *officer = row;
    const struct application *application = application_of(view);
    switch (column) {
    case COLUMN_HERE:
        text_copy(cell->text, sizeof cell->text, officer->id == application->officer.id ? "*" : "");
        break;
    case COLUMN_NAME:
        application_mask(application, MASK_NAME, officer->name, cell->text, sizeof cell->text);
        break;
    case COLUMN_ROLE:
        text_copy(cell->text, sizeof cell->text, _(role_labels[officer->role]));
        break;
    case COLUMN_PIN:
        text_copy(cell->text, sizeof cell->text,
                  officer->pin_id ? _("set") : (officer_lacks_pin(officer) ? _("none") : ""));
        if (officer_lacks_pin(officer))
            cell->style = STYLE_WARNING;
        break;
    default:
        text_copy(cell->text, sizeof cell->text, officer->unix_user);
    }
}

static void run_sign_on(struct view *view)
{
    const struct officer *officer = list_selected(&view->list);
    struct err err = {0};
    if (!application_sign_on(application_of(view), officer->name, NULL, true, &err)) {
        if (err.field && !strcmp(err.field, "pin"))
            ui_open(view->ui, &screen_sign_on, officer);
        else
            ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("%s is signed on."), application_of(view)->officer.name);
    ui_stale_all(view->ui);
    view_close(view);
}

static void run_add(struct view *view)
{
    ui_open(view->ui, &screen_officer_form, NULL);
}

static void run_edit(struct view *view)
{
    ui_open(view->ui, &screen_officer_form, list_selected(&view->list));
}

static bool open_form(struct view *view, const void *argument, struct err *err)
{
    struct officer *officer = view->state;
    (void)err;
    officer->role = ROLE_GATE;
    if (argument) {
        *officer = *(const struct officer *)argument;
        form_set_text(&view->form, "name", officer->name);
        form_set_text(&view->form, "unix_user", officer->unix_user);
        form_pass(&view->form, "role");
    }
    form_set_choice(&view->form, "role", (int)officer->role);
    return true;
}

static bool save(struct view *view, struct err *err)
{
    struct officer changed = *(struct officer *)view->state;
    text_copy(changed.name, sizeof changed.name, form_text(&view->form, "name"));
    changed.role = (enum role)form_choice(&view->form, "role");
    text_copy(changed.unix_user, sizeof changed.unix_user, form_text(&view->form, "unix_user"));
    const struct pin_change change = {(enum pin_what)form_choice(&view->form, "change"), form_text(&view->form, "pin"),
                                      form_text(&view->form, "again")};
    if (!pin_save_officer(application_store(view), &changed, &change, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("Saved %s   Ctrl-Z undoes"), changed.name);
    application_saved(view);
    view_close(view);
    return true;
}

static const struct column columns[] = {
    [COLUMN_HERE] = {.heading = N_("here"), .name = "here", .width = 4, .priority = 9},
    [COLUMN_NAME] = {.heading = N_("Name"), .name = "name", .width = 10, .grow = 1, .most = 30, .priority = 9},
    [COLUMN_ROLE] = {.heading = N_("Role"), .name = "role", .width = 15, .priority = 8},
    [COLUMN_PIN] = {.heading = N_("PIN"), .name = "pin", .width = 4, .priority = 7},
    [COLUMN_UNIX] = {.heading = N_("Unix user"), .name = "unix_user", .width = 12, .priority = 6},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct officer),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .empty = N_("Here stand the people who sign on at the terminals. F7 adds the first."),
};
static const struct action actions[] = {
    {.name = "officer.sign_on",
     .label = N_("Sign on"),
     .help = N_("The selected person works at this terminal from now on."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_sign_on},
    {.name = "officer.add",
     .label = N_("New"),
     .help = N_("Adds somebody who may sign on."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 70,
     .flags = ACTION_WRITES,
     .verb = "officer.add",
     .run = run_add,
     .opens = &screen_officer_form},
    {.name = "officer.edit",
     .label = N_("Edit"),
     .help = N_("Changes the name, the role, the PIN or the Unix user of the selected person."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 65,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "officer.edit",
     .run = run_edit,
     .opens = &screen_officer_form},
};
/* In the order of enum pin_what. */
static const char *const pin_choices[] = {N_("as it is"), N_("a new one"), N_("no PIN"), NULL};

static bool sets_pin(const struct view *view)
{
    return form_choice(&view->form, "change") == PIN_SET;
}

static const struct field fields[] = {
    {.name = "name", .label = N_("Name"), .width = 24, .flags = FIELD_REQUIRED},
    {.name = "role",
     .label = N_("Role"),
     .kind = FIELD_CHOICE,
     .width = 18,
     .flags = FIELD_STOP,
     .choices = role_labels},
    {.name = "unix_user",
     .label = N_("Unix user"),
     .help = N_("This user of the computer is this officer without a PIN, and can be nobody else. Usually empty."),
     .width = 18},
    {.name = "change", .label = N_("PIN"), .kind = FIELD_CHOICE, .width = 30, .choices = pin_choices},
    {.name = "pin",
     .label = N_("New PIN"),
     .hint = N_("4 to 12 digits"),
     .width = 14,
     .flags = FIELD_REQUIRED | FIELD_HIDDEN,
     .shown = sets_pin},
    {.name = "again", .label = N_("Once more"), .width = 14, .flags = FIELD_REQUIRED | FIELD_HIDDEN, .shown = sets_pin},
};
static const struct form_def form = {.fields = fields, .field_count = sizeof fields / sizeof fields[0], .save = save};

const struct screen_def screen_officer_form = {
    .name = "officer_form",
    .title = N_("Officer"),
    .state_size = sizeof(struct officer),
    .form = &form,
    .overlay = true,
    .columns = 60,
    .open = open_form,
};
const struct screen_def screen_officers = {
    .name = "officers",
    .title = N_("Officers"),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_OFFICER,
};
