/* The full-screen program from the first painting to the last. */
#include "gatepost/desk.h"

#include "gatepost/clock.h"
#include "gatepost/first_run.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include <stdlib.h>
#include <string.h>

/* A wait for the writer lock shows for whom we wait (architecture.md §4). */
static void show_wait(void *context, const char *holder, int waited_ms)
{
    struct application *application = context;
    struct buffer words = {0};
    buffer_format(&words, _("Another terminal is saving (%1$s). Waiting, %2$d s"), holder, waited_ms / 1000);
    ui_say_now(application->ui, buffer_text(&words));
    buffer_release(&words);
}

/* The checkpoint: asked for, or where this terminal stood last, or the only one there is. */
static bool choose_checkpoint(struct application *application, const char *asked, struct err *err)
{
    int64_t id = 0;
    struct err ignored = {0};
    if (asked)
        return checkpoint_find(application->store, asked, &id, err) && application_stand_at(application, id, err);
    char *remembered = application_kept(application, "checkpoint");
    bool found = remembered && checkpoint_find(application->store, remembered, &id, &ignored);
    free(remembered);
    struct checkpoint all[2];
    int count = 0;
    if (!found && checkpoint_list(application->store, all, 2, &count, &ignored) && count == 1) {
        id = all[0].id;
        found = true;
    }
    return !found || application_stand_at(application, id, err);
}

/* Borders and language as they were chosen on this terminal, unless the command line or the environment decides. */
static void recall_choices(struct application *application, const struct global_options *global,
                           const struct first_run *first, struct terminal *terminal)
{
    if (first && terminal->borders_chosen)
        application_choose_borders(application, terminal->ascii);
    if (first)
        application_keep(application, "language", words_language());
    char *borders = application_kept(application, "borders"), *language = application_kept(application, "language");
    if (borders && !global->ascii)
        ui_choose_borders(application->ui, strcmp(borders, "plain") == 0);
    if (language && !global->lang && !words_are_said())
        words_switch(language);
    free(borders);
    free(language);
}

static const char *const next_steps[] = {
    [FIRST_NEW] = N_("Next: F9, Import, for who lives here; F7 logs who passes the gate."),
    [FIRST_OPEN] = N_("Next: say who works here and where this terminal stands."),
    [FIRST_SAMPLE] = N_("Next: F7 logs who passes the gate, F9 lists everything, F1 explains."),
};

/* What a person sees first after the first run: where everything is kept now, and what to do next. */
static void greet(struct ui *ui, const struct first_run *first)
{
    struct buffer where = {0}, path = {0}, config = {0}, shown = {0};
    store_brief_path(store_path(first->store), &path);
    store_config_path(&config);
    store_brief_path(buffer_text(&config), &shown);
    if (first->remembered)
        buffer_format(&where, _("The file is %s (noted in %s). "), buffer_text(&path), buffer_text(&shown));
    else if (first->found_again)
        buffer_format(&where, _("The file is %s. "), buffer_text(&path));
    else
        buffer_format(&where, _("The file is %s; next time start with: gatepost --db %s   "), buffer_text(&path),
                      buffer_text(&path));
    ui_say(ui, MESSAGE_GOOD, "%s%s", buffer_text(&where), _(next_steps[first->what]));
    buffer_release(&where);
    buffer_release(&path);
    buffer_release(&config);
    buffer_release(&shown);
}

static void import_answered(struct view *view, bool yes)
{
    if (yes)
        ui_open(view->ui, &screen_import, NULL);
    else
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _(next_steps[FIRST_NEW]));
}

/* A new community has a list of its residents somewhere. */
static void offer_import(struct ui *ui)
{
    prompt_confirm(ui_top(ui),
                   _("Bring in the list of residents now? From Excel (.xlsx, .csv) or the text of a chat. Later it is "
                     "under F9, Import."),
                   _("Import"), import_answered);
}

/* What the first run was told about officer and checkpoint counts as if it had been said on the command line. */
static struct global_options with_first(const struct global_options *global, const struct first_run *first)
{
    struct global_options options = *global;
    if (first && first->officer[0])
        options.officer = first->officer;
    if (first && first->checkpoint[0])
        options.checkpoint = first->checkpoint;
    return options;
}

/* Who was named on the command line, else whom this Unix user is bound to. *asked: who was named and has a PIN. */
static bool sign_on_named(struct application *application, const char *name, struct officer *asked, struct err *err)
{
    struct officer bound;
    int64_t id = 0;
    *asked = (struct officer){0};
    if (!pin_bound_officer(application->store, &bound, err))
        return false;
    if (bound.id && name && strcmp(name, bound.name) != 0)
        people_sign_on(application->store, name, application->terminal, false, err); /* says why not */
    if (bound.id)
        return application_sign_on(application, bound.name, NULL, false, err->code ? &(struct err){0} : err);
    if (!name || application_sign_on(application, name, NULL, false, err))
        return name != NULL;
    if (err->field && !strcmp(err->field, "pin") && officer_find(application->store, name, &id, NULL) &&
        officer_get(application->store, id, asked, NULL))
        *err = (struct err){0}; /* the screen asks for it */
    return false;
}

int desk_run(struct store *store, const struct global_options *global, const struct first_run *first,
             struct terminal *terminal)
{
    const struct global_options options = with_first(global, first);
    struct application application = {.store = store, .program = global->program};
    struct ui_hooks hooks = application_hooks;
    struct err err = {0}, officer_err = {0}, checkpoint_err = {0};
    struct officer asked;
    int exit_code = EXIT_FAILED;
    hooks.context = &application;
    hooks.screens = screens;
    hooks.screen_count = screen_count;
    text_copy(application.terminal, sizeof application.terminal,
              options.terminal ? options.terminal : store_terminal(store));
    application.ui = ui_new(terminal, &hooks);
    store_on_wait(store, show_wait, &application);
    bool together = store_read_begin(store, NULL);
    store_sign_on(store, 0, application.terminal, false, &err);
    recall_choices(&application, &options, first, terminal);
    bool named = sign_on_named(&application, options.officer, &asked, &officer_err);
    choose_checkpoint(&application, options.checkpoint, &checkpoint_err);
    application_init(&application);
    application_recall_mouse(&application);
    if (together)
        store_read_end(store);
    if (ui_open_desk(application.ui, desk_panes, desk_pane_count, &err)) {
        if (!application.checkpoint.id)
            ui_open(application.ui, &screen_checkpoints, NULL);
        if (!named && !store_is_read_only(store))
            ui_open(application.ui, &screen_sign_on, asked.id ? &asked : NULL);
        if (officer_err.code)
            ui_say_err(application.ui, &officer_err);
        else if (checkpoint_err.code)
            ui_say_err(application.ui, &checkpoint_err);
        else if (first)
            greet(application.ui, first);
        if (first && first->what == FIRST_NEW)
            offer_import(application.ui);
        exit_code = ui_run(application.ui);
    }
    store_on_wait(store, NULL, NULL);
    ui_free(application.ui);
    terminal->ops->close(terminal);
    application_release(&application);
    return exit_code;
}
