/* Clicks on a form: a field gets the cursor, a candidate is taken, a choice is made. Nothing is saved by a click here;
 * the word in the footer does that. */
#include "form_parts.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"

/* Where the form is drawn. */
static struct rect place_of(const struct view *view)
{
    return view->def->form_place != NULL ? view->def->form_place(view, view->inside) : view->inside;
}

/* The choice under a column of "(*)In ( )Out", -1: between them. */
static int radio_at(const struct field *field, int column)
{
    int at = 0;
    for (int i = 0; field->choices[i] != NULL; i++) {
        int width = 3 + text_width(words_context(field->choices[i]));
        if (column >= at && column < at + width)
            return i;
        at += width + 1;
    }
    return -1;
}

/* "< In >" turns at its ends, "(*)In ( )Out" takes what is clicked. */
static void click_choice(struct form *form, struct view *view, const struct field_place *place, int column)
{
    const struct field *field = &form->def->fields[form->focus];
    int count = 0, now = form->fields[form->focus].choice, radio = form_radio_columns(field), chosen = -1;
    while (field->choices[count] != NULL)
        count++;
    if (radio > 0 && radio <= place->input_columns)
        chosen = radio_at(field, column - place->input);
    else if (column == place->input)
        chosen = (now + count - 1) % count;
    else if (column == place->input + place->input_columns + 1)
        chosen = (now + 1) % count;
    if (chosen >= 0)
        form_turn_to(form, view, chosen);
}

/* Row `row` under the field with the cursor; true when a candidate stands there. */
static bool click_candidate(struct form *form, struct view *view, const struct field_place *place, int row, int column)
{
    int count = form_candidates(form, view, form->focus);
    int index = form_first_candidate(form, form->focus, count) + row - place->row - 1;
    bool there = row > place->row && row <= place->row + FORM_CANDIDATES && index < count &&
                 column >= form_candidate_column(place, place_of(view).columns);
    if (!there)
        return false;
    form->fields[form->focus].candidate = index + (form->def->fields[form->focus].kind == FIELD_SUGGEST);
    if (form_leave_field(view, true) && !view->closing) {
        form->err = (struct err){0};
        form_go_to_missing(form, view);
    }
    return true;
}

static int field_at(const struct form *form, const struct view *view, const struct form_layout *layout, int row,
                    int column)
{
    int found = -1;
    for (int i = 0; i < form->def->field_count; i++) {
        const struct field_place *place = &layout->fields[i];
        if (place->rows > 0 && place->row == row && column >= place->label && form_can_focus(form, view, i))
            found = i;
    }
    return found;
}

bool form_click(struct form *form, struct view *view, const struct key_event *event)
{
    struct form_layout layout;
    struct rect inside = place_of(view);
    form_place(form, view, inside.columns, &layout);
    int rows = inside.rows - form_notes_rows(form, view, inside.columns);
    int row = event->row - inside.row + form_scroll(form, &layout, rows > 0 ? rows : 1);
    int column = event->column - inside.column;
    /* Who clicks twice means one candidate; but a choice may be turned as fast as one can. */
    bool second = event->mouse == MOUSE_DOUBLE;
    if (!second && click_candidate(form, view, &layout.fields[form->focus], row, column))
        return true;
    int found = field_at(form, view, &layout, row, column);
    if (found < 0 || (second && form->def->fields[found].kind != FIELD_CHOICE))
        return true;
    form->focus = found;
    if (form->def->fields[found].kind == FIELD_CHOICE)
        click_choice(form, view, &layout.fields[found], column);
    return true;
}
