/* What pane 4, the people of one shift and the call-out list share. */
#include "screens/shifts.h"

#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include <stdio.h>

void shift_title(struct store *store, const struct fit_shift *shift, char *text, size_t size)
{
    struct post post = {0};
    char span[SHIFT_LABEL_BYTES];
    record_get(store, &post_table, shift->post_id, &post, NULL);
    shift_label(shift, span);
    snprintf(text, size, "%s %s", post.name, span);
}

void shift_entry_name(const struct view *view, const struct roster_entry *entry, char *text, size_t size)
{
    const struct assignment *of = &entry->assignment;
    const struct fit_shift shift = {of->head.id, of->post_id, of->starts_at, of->ends_at, of->day};
    char name[NAME_BYTES], span[SHIFT_LABEL_BYTES];
    application_mask(application_of(view), MASK_NAME, entry->name, name, sizeof name);
    shift_label(&shift, span);
    snprintf(text, size, "%s %s %s", name, entry->post, span);
}

void shift_sign(struct view *view, const struct roster_entry *entry, bool in)
{
    struct store *store = application_store(view);
    const struct record_head *head = &entry->assignment.head;
    char name[CELL_BYTES], when[TIME_SIZE];
    struct err err = {0};
    if (!(in ? shift_in(store, head->id, head->rev, 0, &err) : shift_out(store, head->id, head->rev, 0, &err))) {
        ui_say_err(view->ui, &err);
        view_stale(view); /* what the refusal is about is shown */
        return;
    }
    shift_entry_name(view, entry, name, sizeof name);
    time_label(clock_now(), when);
    ui_say(view->ui, MESSAGE_GOOD,
           in ? _("Signed in %1$s: %2$s   Ctrl-Z undoes") : _("Signed out %1$s: %2$s   Ctrl-Z undoes"), when, name);
    application_saved(view);
}
