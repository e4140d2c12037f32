/* The full-screen program from the first painting to the last. */
#include "gatepost/desk.h"

#include "gatepost/clock.h"
#include "gatepost/draft.h"
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
    char *remembered = draft_read(application->store, "checkpoint");
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

int desk_run(struct store *store, const struct global_options *global, struct terminal *terminal)
{
    struct application application = {.store = store};
    struct ui_hooks hooks = application_hooks;
    struct err err = {0}, officer_err = {0}, checkpoint_err = {0};
    int exit_code = EXIT_FAILED;
    hooks.context = &application;
    hooks.screens = screens;
    hooks.screen_count = screen_count;
    text_copy(application.terminal, sizeof application.terminal,
              global->terminal ? global->terminal : store_terminal(store));
    application.ui = ui_new(terminal, &hooks);
    store_on_wait(store, show_wait, &application);
    store_sign_on(store, 0, application.terminal, false, &err);
    bool named = global->officer && application_sign_on(&application, global->officer, false, &officer_err);
    choose_checkpoint(&application, global->checkpoint, &checkpoint_err);
    application_init(&application);
    application_recall_mouse(&application);
    if (ui_open_desk(application.ui, desk_panes, desk_pane_count, &err)) {
        if (!application.checkpoint.id)
            ui_open(application.ui, &screen_checkpoints, NULL);
        if (!named && !store_is_read_only(store))
            ui_open(application.ui, &screen_sign_on, NULL);
        if (officer_err.code)
            ui_say_err(application.ui, &officer_err);
        else if (checkpoint_err.code)
            ui_say_err(application.ui, &checkpoint_err);
        exit_code = ui_run(application.ui);
    }
    store_on_wait(store, NULL, NULL);
    ui_free(application.ui);
    terminal->ops->close(terminal);
    application_release(&application);
    return exit_code;
}
