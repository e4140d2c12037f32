#include "screens/sound_test.h"

#include "gatepost/alarm_sound.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/sound_process.h"

/* Where the line belongs: the user's own file. */
static void say_what_to_do(struct view *view)
{
    struct buffer config = {0}, shown = {0};
    store_config_path(&config);
    store_brief_path(buffer_text(&config), &shown);
    ui_say(view->ui, MESSAGE_WARNING,
           _("Recorded: not heard. Turn the sound of this terminal up, or name a command in %s: sound = …"),
           shown.length > 0 ? buffer_text(&shown) : "/etc/gatepost.conf");
    buffer_release(&config);
    buffer_release(&shown);
}

static void answered(struct view *view, bool heard)
{
    struct err err = {0};
    int64_t id = 0;
    if (!alarm_sound_note(application_store(view), heard, &id, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    application_saved(view);
    if (heard)
        ui_say(view->ui, MESSAGE_GOOD, _("Recorded: the alarm is heard at %s."), application_of(view)->terminal);
    else
        say_what_to_do(view);
}

void sound_test_run(struct view *view)
{
    struct err err = {0};
    bool configured = false;
    ui_ring(view->ui);
    if (!sound_process_try(application_of(view), &configured, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    prompt_confirm(view,
                   configured ? _("The alarm rings now. Did you hear it?")
                              : _("The bell of this terminal has rung once; no sound command is set up here. Did you "
                                  "hear it?"),
                   _("Heard"), answered);
}
