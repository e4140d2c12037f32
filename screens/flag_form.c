/* Setting a flag: for whom, what it denies, and the words the guard should say. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/labels.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/flags.h"
#include "screens/registry.h"
#include <string.h>

struct flag_form {
    struct flag_subject subject;
    bool denies_turned, say_typed; /* no longer follow from the kind */
};
enum { WHOSE_HOUSEHOLD, WHOSE_PERSON };
static const char *const whose_labels[] = {N_("The household"), N_("This person"), NULL};

/* What each kind usually says and denies. */
static const struct {
    enum flag_denies denies;
    const char *say;
} usual[FLAG_KIND_COUNT] = {
    [FLAG_OBSERVATION] = {DENIES_OUT, N_("Under observation: may not go out.")},
    [FLAG_HOSPITAL] = {DENIES_NOTHING, N_("Needs regular hospital visits: let through.")},
    [FLAG_PASS_REVOKED] = {DENIES_OUT, N_("The pass is revoked.")},
    [FLAG_WANTED] = {DENIES_NOTHING, N_("Screening looks for this person: please call.")},
    [FLAG_OTHER] = {DENIES_NOTHING, ""},
};

static void follow_kind(struct view *view)
{
    const struct flag_form *state = view->state;
    int kind = form_choice(&view->form, "kind");
    if (!state->denies_turned)
        form_set_choice(&view->form, "denies", (int)usual[kind].denies);
    if (!state->say_typed)
        form_set_text(&view->form, "say", usual[kind].say[0] ? _(usual[kind].say) : "");
}

static bool open_form(struct view *view, const void *argument, struct err *err)
{
    struct flag_form *state = view->state;
    (void)err;
    state->subject = *(const struct flag_subject *)argument;
    view->form.draft_of = state->subject.person_id ? state->subject.person_id : -state->subject.place_id;
    form_set_choice(&view->form, "whose", state->subject.place_id ? WHOSE_HOUSEHOLD : WHOSE_PERSON);
    follow_kind(view);
    return true;
}

static void changed(struct view *view, int field)
{
    struct flag_form *state = view->state;
    const char *name = view->form.def->fields[field].name;
    if (!strcmp(name, "kind"))
        follow_kind(view);
    else if (!strcmp(name, "denies"))
        state->denies_turned = true;
    else if (!strcmp(name, "say"))
        state->say_typed = form_text(&view->form, "say")[0] != '\0';
}

static bool has_both(const struct view *view)
{
    const struct flag_form *state = view->state;
    return state->subject.person_id && state->subject.place_id;
}

static bool read_until(const struct view *view, int64_t *until_at, struct err *err)
{
    const char *text = form_text(&view->form, "until");
    if (!text[0] || deadline_parse(text, clock_now(), until_at, err))
        return true;
    if (err)
        err->field = "until";
    return false;
}

static bool save(struct view *view, struct err *err)
{
    const struct flag_form *state = view->state;
    struct flag flag = {.from_at = clock_now()};
    if (form_choice(&view->form, "whose") == WHOSE_PERSON && state->subject.person_id)
        flag.person_id = state->subject.person_id;
    else
        flag.place_id = state->subject.place_id;
    flag.kind = (enum flag_kind)form_choice(&view->form, "kind");
    flag.denies = (enum flag_denies)form_choice(&view->form, "denies");
    text_copy(flag.say, sizeof flag.say, form_text(&view->form, "say"));
    text_copy(flag.call, sizeof flag.call, form_text(&view->form, "call"));
    if (!read_until(view, &flag.until_at, err) || !people_set_flag(application_store(view), &flag, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("The flag speaks at the gate from now on: %s   Ctrl-Z undoes"), flag.say);
    application_saved(view);
    view_close(view);
    return true;
}

static const struct field fields[] = {
    {.name = "whose",
     .label = N_("For"),
     .kind = FIELD_CHOICE,
     .width = 16,
     .choices = whose_labels,
     .shown = has_both},
    {.name = "kind", .label = N_("Kind"), .kind = FIELD_CHOICE, .width = 18, .choices = flag_kind_labels},
    {.name = "denies", .label = N_("At gate"), .kind = FIELD_CHOICE, .width = 20, .choices = flag_denies_labels},
    {.name = "say", .label = N_("Say"), .width = 44, .flags = FIELD_REQUIRED},
    {.name = "call", .label = N_("Call"), .hint = N_("whom the guard calls"), .width = 24},
    {.name = "until",
     .label = N_("Until"),
     .hint = N_("04-25, or a number of days; empty: until cleared"),
     .width = 12},
};
static const struct form_def form = {
    .draft = "flag",
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = changed,
    .save = save,
};
const struct screen_def screen_flag_form = {
    .name = "flag_form",
    .title = N_("New flag"),
    .state_size = sizeof(struct flag_form),
    .form = &form,
    .overlay = true,
    .columns = 74,
    .open = open_form,
};
