/* Where the fields of a form stand: in lines, beside each other where there is room. */
#include "form_parts.h"
#include "gatepost/flow.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"

enum { RADIO_MOST = 3, GAP = 3 };

int form_radio_columns(const struct field *field)
{
    int columns = -1, count = 0;
    for (; field->choices[count] != NULL; count++)
        columns += 4 + text_width(words_context(field->choices[count]));
    return count <= RADIO_MOST ? columns : 0;
}

static int widest_choice(const struct field *field)
{
    int widest = 1;
    for (int i = 0; field->choices[i] != NULL; i++) {
        int width = text_width(words_context(field->choices[i]));
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* Columns of the input without its brackets. */
static int input_columns(const struct field *field)
{
    if (field->kind != FIELD_CHOICE)
        return field->width > 0 ? field->width : 20;
    int radio = form_radio_columns(field);
    return radio > 0 ? radio : widest_choice(field) + 2;
}

const char *form_label(const struct field *field)
{
    return field->label != NULL ? words_context(field->label) : "";
}

/* Columns of the labels at the left, so that inputs stand under each other. */
static int label_columns(const struct form *form, const struct view *view, int columns)
{
    int widest = 1;
    for (int i = 0; i < form->def->field_count; i++) {
        const struct field *field = &form->def->fields[i];
        int width = text_width(form_label(field));
        bool counts = !(field->flags & FIELD_SAME_LINE) && form_shows(form, view, i);
        widest = counts && width > widest ? width : widest;
    }
    return widest < columns / 3 ? widest : columns / 3 > 1 ? columns / 3 : 1;
}

const char *form_hint(const struct form *form, int field)
{
    const struct field *one = &form->def->fields[field];
    return form->draft_of != 0 && one->kept_hint != NULL ? one->kept_hint : one->hint;
}

static void place_input(const struct form *form, int index, struct field_place *place, int at, int columns)
{
    const struct field *field = &form->def->fields[index];
    const char *text = form_hint(form, index);
    place->input = at;
    int room = columns - at - 2, wanted = input_columns(field);
    place->input_columns = wanted < room ? wanted : room > 1 ? room : 1;
    int hint = at + place->input_columns + 3;
    int width = text != NULL ? text_width(_(text)) : 0;
    place->hint = width > 0 && hint + width <= columns ? hint : 0;
}

static int end_of(const struct form *form, int index, const struct field_place *place)
{
    const struct field *field = &form->def->fields[index];
    if (place->hint > 0)
        return place->hint + text_width(_(form_hint(form, index)));
    bool radio = field->kind == FIELD_CHOICE && form_radio_columns(field) > 0;
    return place->input + place->input_columns + (radio ? 0 : 2);
}

/* Rows a field takes: itself, its candidates, what the others saved. */
static int rows_of(const struct form *form, const struct view *view, int field)
{
    int candidates = form_candidates(form, view, field);
    return 1 + (candidates < FORM_CANDIDATES ? candidates : FORM_CANDIDATES) + (form->fields[field].theirs != NULL);
}

void form_place(const struct form *form, const struct view *view, int columns, struct form_layout *layout)
{
    *layout = (struct form_layout){0};
    int labels = label_columns(form, view, columns), row = 0, rows = 0, end = 0;
    for (int i = 0; i < form->def->field_count; i++) {
        const struct field *field = &form->def->fields[i];
        struct field_place *place = &layout->fields[i];
        if (!form_shows(form, view, i))
            continue;
        int label = text_width(form_label(field));
        int beside = end + GAP + label + 1;
        /* Under a line with candidates nothing else can stand beside. */
        if ((field->flags & FIELD_SAME_LINE) && rows > 0 && beside + input_columns(field) + 2 <= columns) {
            place->label = end + GAP;
            place_input(form, i, place, beside, columns);
        } else {
            row += rows + (field->heading != NULL);
            rows = 0;
            place->label = 1;
            place_input(form, i, place, labels + 2, columns);
        }
        place->row = row;
        place->rows = rows_of(form, view, i);
        rows = place->rows > rows ? place->rows : rows;
        end = end_of(form, i, place);
    }
    layout->rows = row + rows;
}

int form_scroll(const struct form *form, const struct form_layout *layout, int rows)
{
    const struct field_place *focus = &layout->fields[form->focus];
    if (layout->rows <= rows)
        return 0;
    int last = focus->row + (focus->rows > 0 ? focus->rows : 1);
    int top = last > rows ? last - rows : 0;
    return top < focus->row ? top : focus->row;
}

int form_first_candidate(const struct form *form, int field, int count)
{
    int selected = form_selected(form, field, count);
    return selected >= FORM_CANDIDATES ? selected - FORM_CANDIDATES + 1 : 0;
}

int form_candidate_column(const struct field_place *place, int columns)
{
    return place->input < columns / 3 ? place->input : 1;
}

int form_notes_rows(const struct form *form, const struct view *view, int columns)
{
    char text[400];
    enum form_note_level level;
    int rows = form->err.text[0] != '\0' ? flow_height(form->err.text, columns - 3) : 0;
    for (int i = 0; form->def->note != NULL && form->def->note(view, i, text, sizeof text, &level); i++)
        rows += flow_height(text, columns - 1);
    return rows;
}

int form_height(const struct form *form, const struct view *view, int columns)
{
    struct form_layout layout;
    form_place(form, view, columns, &layout);
    return layout.rows + form_notes_rows(form, view, columns);
}
