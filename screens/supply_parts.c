/* A part of a request is brought: how much of each thing now. What is left empty is not brought. */
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include "screens/supplies.h"
#include <stdio.h>
#include <string.h>

enum { REST_LATER, ALL_THERE_IS };
struct parts_form {
    struct supply supply;
    struct supply_line lines[ITEMS_MOST]; /* of which something is owed */
    int count;
};
static const char *const then_labels[] = {N_("The rest comes later"), N_("That is all there is"), NULL};

static void field_name(char name[16], const char *kind, int line)
{
    snprintf(name, 16, "%s%d", kind, line);
}

static void fill_line(struct view *view, int index)
{
    const struct supply_line *line = &((const struct parts_form *)view->state)->lines[index];
    struct buffer words = {0};
    char name[16], amount[24];
    item_format(line->item, line->quantity, line->unit, &words);
    if (line->delivered) {
        amount_format(line->delivered, amount);
        buffer_format(&words, _(", %s brought"), amount);
    }
    field_name(name, "item", index);
    form_set_text(&view->form, name, buffer_text(&words));
    amount_format(line->quantity - line->delivered, amount);
    field_name(name, "now", index);
    form_set_text(&view->form, name, amount);
    buffer_release(&words);
}

static bool open_parts(struct view *view, const void *argument, struct err *err)
{
    struct parts_form *state = view->state;
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    state->supply = ((const struct supply_open *)argument)->supply;
    if (!supply_lines(application_store(view), state->supply.head.id, lines, ITEMS_MOST, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (lines[i].delivered < lines[i].quantity)
            state->lines[state->count++] = lines[i];
    if (!state->count)
        return err_set(err, ERR_INPUT, _("Everything of #%lld was brought already."), (long long)state->supply.head.id);
    for (int i = 0; i < state->count; i++)
        fill_line(view, i);
    form_focus(&view->form, "now0");
    return true;
}

/* ERR_INPUT at the line; *part 0: nothing of it now. */
static bool take_line(const struct view *view, int index, int64_t *part, struct err *err)
{
    static char name[16]; /* err->field points to it */
    field_name(name, "now", index);
    const char *text = form_text(&view->form, name);
    *part = 0;
    if (!text[0] || (text[0] == '0' && !text[1]))
        return true;
    if (amount_parse(text, part, err))
        return true;
    if (err)
        err->field = name;
    return false;
}

static bool take_parts(const struct view *view, struct supply_part *parts, int *count, bool *all, struct err *err)
{
    const struct parts_form *state = view->state;
    *count = 0;
    *all = true;
    for (int i = 0; i < state->count; i++) {
        const struct supply_line *line = &state->lines[i];
        struct supply_part part = {.line_id = line->head.id};
        if (!take_line(view, i, &part.quantity, err))
            return false;
        *all = *all && part.quantity == line->quantity - line->delivered;
        if (part.quantity)
            parts[(*count)++] = part;
    }
    return *count > 0 ||
           err_field(err, ERR_INPUT, "now0", "%s", _("Nothing of it would be brought: say how much of at least one."));
}

/* What was brought meanwhile is shown; what was typed stays. */
static void read_again(struct view *view)
{
    struct parts_form *state = view->state;
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    char name[16], now[24];
    supply_lines(application_store(view), state->supply.head.id, lines, ITEMS_MOST, &count, NULL);
    for (int i = 0; i < state->count; i++) {
        field_name(name, "now", i);
        text_copy(now, sizeof now, form_text(&view->form, name));
        for (int k = 0; k < count; k++)
            if (lines[k].head.id == state->lines[i].head.id)
                state->lines[i] = lines[k];
        fill_line(view, i);
        form_set_text(&view->form, name, now);
    }
}

static bool save(struct view *view, struct err *err)
{
    struct parts_form *state = view->state;
    struct supply_part parts[ITEMS_MOST];
    struct supply_move move = {.id = state->supply.head.id,
                               .rev = state->supply.head.rev,
                               .to = state->supply.state,
                               .hand_over = true, /* nobody else takes it; it stays as it is */
                               .parts = parts};
    bool all;
    if (state->supply.state == SUPPLY_NEW) /* taken back meanwhile */
        return err_set(err, ERR_INPUT, "%s", _("Nobody has it yet: give it to a volunteer first."));
    if (!take_parts(view, parts, &move.part_count, &all, err))
        return false;
    if (all || form_choice(&view->form, "then") == ALL_THERE_IS)
        move.to = SUPPLY_LEFT;
    text_copy(move.remark, sizeof move.remark, form_text(&view->form, "remark"));
    if (!supply_move(application_store(view), &move, err)) {
        supply_refused(view, &state->supply, err);
        read_again(view);
        return false;
    }
    supply_tell_moved(view->opener, move.id);
    view_close(view);
    return true;
}

/* What is typed takes the place of all that is owed: 10 in a field that says 20 is 10. */
static bool key(struct view *view, const struct key_event *event)
{
    const struct form_field *field = &view->form.fields[view->form.focus];
    const char *name = view->form.def->fields[view->form.focus].name;
    if (key_is_text(event->key) && !field->touched && !strncmp(name, "now", 3))
        form_set_text(&view->form, name, "");
    return false;
}

static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct parts_form *state = view->state;
    *level = NOTE_WARNING;
    if (index > 0 || !supply_leave_at_door(application_store(view), state->supply.place_id))
        return false;
    text_copy(text, size, _("! Under observation: leave it at the door, no contact."));
    return true;
}

/* A row of the form for each line there may be (ITEMS_MOST). */
#define SHOWN(n_)                                                    \
    static bool has_##n_(const struct view *view)                    \
    {                                                                \
        return ((const struct parts_form *)view->state)->count > n_; \
    }
SHOWN(0)
SHOWN(1)
SHOWN(2)
SHOWN(3)
SHOWN(4)
SHOWN(5)
SHOWN(6)
SHOWN(7)
SHOWN(8)
SHOWN(9)
SHOWN(10)
SHOWN(11)
SHOWN(12)
SHOWN(13)
SHOWN(14)
SHOWN(15)
SHOWN(16)
SHOWN(17)
SHOWN(18)
SHOWN(19)
SHOWN(20)
SHOWN(21)
SHOWN(22)
SHOWN(23)
#define ROW(n_)                                                                                        \
    {.name = "item" #n_, .width = 36, .flags = FIELD_READ_ONLY, .shown = has_##n_},                    \
    {                                                                                                  \
        .name = "now" #n_, .label = N_("now"), .width = 8, .flags = FIELD_SAME_LINE, .shown = has_##n_ \
    }
static const struct field fields[] = {
    ROW(0),
    ROW(1),
    ROW(2),
    ROW(3),
    ROW(4),
    ROW(5),
    ROW(6),
    ROW(7),
    ROW(8),
    ROW(9),
    ROW(10),
    ROW(11),
    ROW(12),
    ROW(13),
    ROW(14),
    ROW(15),
    ROW(16),
    ROW(17),
    ROW(18),
    ROW(19),
    ROW(20),
    ROW(21),
    ROW(22),
    ROW(23),
    {.name = "then", .label = N_("Then"), .kind = FIELD_CHOICE, .choices = then_labels, .flags = FIELD_STOP},
    {.name = "remark", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = {
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .note = note,
    .save = save,
};
const struct screen_def screen_supply_parts = {
    .name = "supply_parts",
    .title = N_("A part is brought"),
    .state_size = sizeof(struct parts_form),
    .form = &form,
    .overlay = true,
    .columns = 76,
    .open = open_parts,
    .heading = supply_open_heading,
    .key = key,
};
