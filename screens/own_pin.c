/* My PIN: the officer signed on sets or changes it. */
#include "gatepost/pin.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include <string.h>

static bool has_pin(const struct view *view)
{
    return application_of(view)->officer.pin_id != 0;
}

static bool save(struct view *view, struct err *err)
{
    struct application *application = application_of(view);
    const struct pin_change change = {PIN_SET, form_text(&view->form, "pin"), form_text(&view->form, "again")};
    const char *current = has_pin(view) ? form_text(&view->form, "current") : "";
    if (has_pin(view) && !current[0])
        return err_field(err, ERR_INPUT, "current", _("First the PIN that holds now."));
    if (!pin_change_own(application->store, current, &change, err)) {
        if (err->field && !strcmp(err->field, "current"))
            form_set_text(&view->form, "current", "");
        return false;
    }
    ui_say(view->ui, MESSAGE_GOOD, "%s", _("Your PIN is set. From now on you are asked for it."));
    application_take_up(application, err);
    application_saved(view);
    view_close(view);
    return true;
}

static const struct field fields[] = {
    {.name = "current", .label = N_("PIN now"), .width = 14, .flags = FIELD_REQUIRED | FIELD_HIDDEN, .shown = has_pin},
    {.name = "pin",
     .label = N_("New PIN"),
     .hint = N_("4 to 12 digits"),
     .width = 14,
     .flags = FIELD_REQUIRED | FIELD_HIDDEN},
    {.name = "again", .label = N_("Once more"), .width = 14, .flags = FIELD_REQUIRED | FIELD_HIDDEN},
};
static const struct form_def form = {.fields = fields, .field_count = sizeof fields / sizeof fields[0], .save = save};

const struct screen_def screen_own_pin = {
    .name = "own_pin",
    .title = N_("My PIN"),
    .form = &form,
    .overlay = true,
    .columns = 60,
};
