/* Drafts: written at a pause in typing and when a form closes, offered when it opens, never filled in by itself. */
#include "form_parts.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "ui_parts.h"
#include <stdio.h>
#include <stdlib.h>

enum { PAUSE_MS = 200 };

static bool keeps_draft(const struct view *view)
{
    return view->def->form != NULL && view->def->form->draft != NULL && view->ui->hooks.draft_write != NULL;
}

void form_draft_name(const struct form *form, char name[DRAFT_NAME])
{
    if (form->draft_of != 0)
        snprintf(name, DRAFT_NAME, "%s-%lld", form->def->draft, (long long)form->draft_of);
    else
        snprintf(name, DRAFT_NAME, "%s", form->def->draft);
}

void form_keep_draft(struct view *view)
{
    const struct ui_hooks *hooks = &view->ui->hooks;
    if (!keeps_draft(view) || !view->form.dirty)
        return;
    struct buffer text = {0};
    char name[DRAFT_NAME];
    form_draft_name(&view->form, name);
    view->form.dirty = false;
    if (!form_is_empty(&view->form)) {
        form_serialize(&view->form, &text);
        hooks->draft_write(hooks->context, name, buffer_text(&text));
    } else if (hooks->draft_erase != NULL && view->form.draft == NULL) {
        hooks->draft_erase(hooks->context, name);
    }
    buffer_release(&text);
}

void form_offer_draft(struct view *view)
{
    const struct ui_hooks *hooks = &view->ui->hooks;
    if (!keeps_draft(view) || hooks->draft_read == NULL)
        return;
    char name[DRAFT_NAME];
    form_draft_name(&view->form, name);
    view->form.draft = hooks->draft_read(hooks->context, name);
    if (view->form.draft != NULL && view->form.draft[0] == '\0') {
        free(view->form.draft);
        view->form.draft = NULL;
    }
    if (view->form.draft != NULL)
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Something half typed was kept: F3 brings it back."));
}

int form_draft_due_ms(const struct view *view)
{
    if (!keeps_draft(view) || !view->form.dirty)
        return -1;
    int64_t left = view->form.changed_ms + PAUSE_MS - clock_monotonic_ms();
    return left > 0 ? (int)left : 0;
}
