/* Ctrl-Z and Ctrl-Y: what this officer did last on this terminal, taken back and done again. */
#include "screens/take_back.h"

#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/undo_rules.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/tidy_process.h"

static void take_back(struct view *view, bool (*run)(struct store *, struct buffer *, struct err *), const char *format)
{
    struct err err = {0};
    struct buffer what = {0};
    struct store *store = application_store(view);
    struct err unseen = {0};
    if (run(store, &what, &err)) {
        alarm_scan(store, clock_now(), &unseen); /* what rang for a fever is over; a failure is the clock's to repeat */
        tidy_process_start(application_of(view));
        application_saved(view);
        ui_say(view->ui, MESSAGE_GOOD, format,
               application_masks_names(application_of(view)) ? _("(names are masked)") : buffer_text(&what));
    } else {
        ui_say_err(view->ui, &err);
    }
    buffer_release(&what);
}

static void undo_now(struct view *view)
{
    take_back(view, undo_last, _("Undone: %s   Ctrl-Y redoes"));
}

/* Only what was asked: another step may have become the next one meanwhile. */
static void undo_answered(struct view *view, bool yes)
{
    struct err err = {0};
    struct undo_next next;
    struct buffer what = {0};
    bool asks = false;
    if (yes && !undo_prepare(application_store(view), &next, &asks, &what, &err))
        ui_say_err(view->ui, &err);
    else if (yes && next.batch == application_of(view)->undo_asked)
        undo_now(view);
    else
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Nothing was undone."));
    buffer_release(&what);
}

static void ask_undo(struct view *view, const struct undo_next *next, const char *what)
{
    struct buffer question = {0};
    char when[TIME_SIZE];
    moment_label(next->at, when);
    if (next->kept[0])
        buffer_format(&question, _("What you did last cannot be undone: %s."), next->kept);
    buffer_add(&question, next->kept[0] ? "\n" : "");
    buffer_format(&question, _("Undo what was done before, at %1$s? %2$s"), when,
                  application_of(view)->masked ? _("(names are masked)") : what);
    application_of(view)->undo_asked = next->batch;
    prompt_confirm(view, buffer_text(&question), _("Undo"), undo_answered);
    buffer_release(&question);
}

void take_back_undo(struct view *view)
{
    struct err err = {0};
    struct undo_next next;
    struct buffer what = {0};
    bool asks = false;
    if (!undo_prepare(application_store(view), &next, &asks, &what, &err))
        ui_say_err(view->ui, &err);
    else if (asks)
        ask_undo(view, &next, buffer_text(&what));
    else
        undo_now(view);
    buffer_release(&what);
}

void take_back_redo(struct view *view)
{
    take_back(view, redo_last, _("Done again: %s   Ctrl-Z undoes"));
}
