/* Who is working here: one field that finds an officer by name or initials. */
#include "gatepost/labels.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include "screens/shift_start.h"
#include <stdio.h>
#include <string.h>

enum { CANDIDATES = 8 };
struct sign_on {
    struct officer officers[CANDIDATES];
    int count;
    int64_t bound; /* the officer this Unix user is bound to, 0: none */
    bool first;    /* no officer exists yet: the name typed becomes the first duty officer */
};

static void find_officers(struct view *view, const char *word)
{
    struct sign_on *state = view->state;
    struct store *store = application_store(view);
    struct err ignored = {0};
    int64_t ids[CANDIDATES];
    int found = 0;
    bool more;
    state->count = 0;
    if (!word[0]) {
        officer_list(store, state->officers, CANDIDATES, &state->count, &ignored);
        return;
    }
    search_ids(store, SEARCH_OFFICER, word, ids, CANDIDATES, &found, &more, &ignored);
    for (int i = 0; i < found; i++) {
        struct officer *officer = &state->officers[state->count];
        if (officer_get(store, ids[i], officer, &ignored) && !officer->voided[0])
            state->count++;
    }
}

/* Who was chosen has a PIN, and is not known by their Unix user. */
static bool needs_pin(const struct view *view)
{
    const struct sign_on *state = view->state;
    return view->form.fields[0].settled && state->count > 0 && state->officers[0].pin_id != 0 &&
           state->officers[0].id != state->bound;
}

static void choose(struct view *view, int field, int index)
{
    struct sign_on *state = view->state;
    struct officer chosen = state->officers[index];
    (void)field;
    form_set_text(&view->form, "officer", chosen.name);
    view->form.fields[0].settled = true;
    state->officers[0] = chosen;
    state->count = 1;
}

static bool open_sign_on(struct view *view, const void *argument, struct err *err)
{
    struct sign_on *state = view->state;
    struct officer bound;
    if (!officer_list(application_store(view), state->officers, CANDIDATES, &state->count, err) ||
        !pin_bound_officer(application_store(view), &bound, err))
        return false;
    state->bound = bound.id;
    state->first = state->count == 0;
    if (!argument)
        return true;
    state->officers[0] = *(const struct officer *)argument;
    choose(view, 0, 0);
    if (needs_pin(view))
        form_focus(&view->form, "pin");
    return true;
}

static void changed(struct view *view, int field)
{
    if (field != 0)
        return;
    view->form.fields[0].settled = false;
    find_officers(view, form_text(&view->form, "officer"));
}

static int candidate_count(const struct view *view, int field)
{
    const struct sign_on *state = view->state;
    (void)field;
    return state->count;
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    const struct sign_on *state = view->state;
    (void)field;
    snprintf(text, size, "%s  %s", state->officers[index].name, _(role_labels[state->officers[index].role]));
    *style = STYLE_NORMAL;
}

/* Enter in the empty field takes the officer that is marked. */
static bool check(struct view *view, int field, struct err *err)
{
    const struct sign_on *state = view->state;
    (void)err;
    if (field == 0 && !form_text(&view->form, "officer")[0] && state->count > 0)
        choose(view, field, view->form.fields[field].candidate);
    return true;
}

static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct sign_on *state = view->state;
    if (!state->first || index > 0)
        return false;
    text_copy(text, size, _("Nobody is in the list yet: the name you type becomes the first duty officer."));
    *level = NOTE_PLAIN;
    return true;
}

static void say_signed_on(struct view *view)
{
    const struct application *application = application_of(view);
    struct buffer words = {0};
    buffer_format(&words, _("%s is signed on."), application->officer.name);
    if (application->notices_unread)
        buffer_add(&words, "  ");
    application_add_notices(application, &words);
    ui_say(view->ui, MESSAGE_GOOD, "%s", buffer_text(&words));
    buffer_release(&words);
}

static bool sign_on(struct view *view, struct err *err)
{
    struct application *application = application_of(view);
    const char *pin = form_text(&view->form, "pin");
    if (needs_pin(view) && !pin[0])
        return err_field(err, ERR_INPUT, "pin", _("%s signs on with a PIN."), form_text(&view->form, "officer"));
    bool good =
        application_sign_on(application, form_text(&view->form, "officer"), needs_pin(view) ? pin : NULL, true, err);
    form_set_text(&view->form, "pin", "");
    if (good)
        return true;
    struct sign_on *state = view->state;
    if (err->field && !strcmp(err->field, "pin") && state->count > 0)
        officer_get(application->store, state->officers[0].id, &state->officers[0], NULL); /* given one meanwhile */
    if (!err->field)
        err->field = "officer";
    return false;
}

static bool save(struct view *view, struct err *err)
{
    struct sign_on *state = view->state;
    struct application *application = application_of(view);
    const char *name = form_text(&view->form, "officer");
    if (state->first) {
        struct officer officer = {.role = ROLE_OFFICER};
        text_copy(officer.name, sizeof officer.name, name);
        if (!people_add_officer(application->store, &officer, err))
            return false;
    } else if (!view->form.fields[0].settled && state->count > 0) {
        choose(view, 0, view->form.fields[0].candidate);
    }
    if (!sign_on(view, err))
        return false;
    say_signed_on(view);
    ui_stale_all(view->ui);
    view_close(view);
    if (!state->first)
        shift_start_offer(view);
    return true;
}

static const struct field fields[] = {
    {.name = "officer",
     .label = N_("Who are you"),
     .hint = N_("name or initials"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_REQUIRED},
    {.name = "pin", .label = N_("PIN"), .width = 14, .flags = FIELD_REQUIRED | FIELD_HIDDEN, .shown = needs_pin},
};
static const struct form_def form = {
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = changed,
    .check = check,
    .candidate_count = candidate_count,
    .candidate = candidate,
    .choose = choose,
    .note = note,
    .save = save,
};
const struct screen_def screen_sign_on = {
    .name = "sign_on",
    .title = N_("Sign on"),
    .state_size = sizeof(struct sign_on),
    .form = &form,
    .overlay = true,
    .columns = 64,
    .open = open_sign_on,
};
