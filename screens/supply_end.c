/* A request that ends without delivery: how, and why. */
#include "gatepost/utf8.h"
#include "screens/supplies.h"

struct end_form {
    struct supply supply;
};
static const char *const how_labels[] = {N_("Not to be had"), N_("Cancelled"), N_("Asked twice"),
                                         N_("Not needed any more"), NULL};

static bool open_end(struct view *view, const void *argument, struct err *err)
{
    (void)err;
    ((struct end_form *)view->state)->supply = ((const struct supply_open *)argument)->supply;
    return true;
}

static bool needs_remark(const struct view *view)
{
    return form_choice(&view->form, "how") + SUPPLY_OUT_OF_STOCK <= SUPPLY_CANCELLED;
}

static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    *level = NOTE_PLAIN;
    if (index == 0)
        text_copy(text, size, ((const struct end_form *)view->state)->supply.items);
    return index == 0;
}

static bool save(struct view *view, struct err *err)
{
    struct end_form *state = view->state;
    struct supply_move move = {.id = state->supply.head.id,
                               .rev = state->supply.head.rev,
                               .to = SUPPLY_OUT_OF_STOCK + (enum supply_state)form_choice(&view->form, "how")};
    text_copy(move.remark, sizeof move.remark, form_text(&view->form, "remark"));
    if (needs_remark(view) && !move.remark[0])
        return err_field(err, ERR_INPUT, "remark", _("Why? Say it in a few words: the household will be told."));
    if (!supply_move(application_store(view), &move, err))
        return supply_refused(view, &state->supply, err);
    supply_tell_moved(view->opener, move.id);
    view_close(view);
    return true;
}

static const struct field fields[] = {
    {.name = "how", .label = N_("How it ends"), .kind = FIELD_CHOICE, .choices = how_labels, .flags = FIELD_STOP},
    {.name = "remark",
     .label = N_("Why"),
     .missing = N_("Why? Say it in a few words: the household will be told."),
     .hint = N_("what the household is told"),
     .width = 36,
     .required = needs_remark},
};
static const struct form_def form = {
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .note = note,
    .save = save,
};
const struct screen_def screen_supply_end = {
    .name = "supply_end",
    .title = N_("Ends without delivery"),
    .state_size = sizeof(struct end_form),
    .form = &form,
    .overlay = true,
    .columns = 72,
    .open = open_end,
    .heading = supply_open_heading,
};
