/* What the files of the form share. */
#ifndef GATEPOST_UI_FORM_PARTS_H
#define GATEPOST_UI_FORM_PARTS_H
#include "gatepost/form.h"
#include "gatepost/view.h"

enum { DRAFT_NAME = 64, FORM_FIELDS = 64, FORM_CANDIDATES = 6 };

/* Where one field stands, in rows and columns of the form (before scrolling). rows = 0: not shown. */
struct field_place {
    int row, rows;     /* rows: with candidates and theirs under it */
    int label, input;  /* columns */
    int input_columns; /* of the input, without brackets */
    int hint;          /* column, 0: no room */
};
struct form_layout {
    struct field_place fields[FORM_FIELDS];
    int rows; /* of all fields */
};

bool form_shows(const struct form *form, const struct view *view, int field);
bool form_can_focus(const struct form *form, const struct view *view, int field);
bool form_is_required(const struct form *form, const struct view *view, int field);
/* The text a person would have to fill in is there. */
bool form_has_value(const struct form *form, int field);
/* Candidates to show under the field, 0 when it has not the focus or one was taken. */
int form_candidates(const struct form *form, const struct view *view, int field);
/* Index of the selected one of `count` candidates, -1: none of the suggestions yet. */
int form_selected(const struct form *form, int field, int count);
/* What stands before a field; "" for one without a label. */
const char *form_label(const struct field *field);
/* The msgid behind a field, or NULL. */
const char *form_hint(const struct form *form, int field);
/* The draft's name: of the form, and of the record it was opened on. */
void form_draft_name(const struct form *form, char name[DRAFT_NAME]);
/* Before the person changes a field for the first time: what Ctrl-Z brings back. */
void form_remember(struct form *form, int field);
/* After the person changed a field. */
void form_touch(struct form *form, struct view *view, int field);
/* The cursor never stays in a field that has gone. */
void form_keep_focus(struct form *form, const struct view *view);

void form_place(const struct form *form, const struct view *view, int columns, struct form_layout *layout);
/* First row of the fields that is shown when only `rows` fit. */
int form_scroll(const struct form *form, const struct form_layout *layout, int rows);
/* Index of the candidate that stands first under the field, of `count`. */
int form_first_candidate(const struct form *form, int field, int count);
/* Column of the candidates under a field. */
int form_candidate_column(const struct field_place *place, int columns);
/* form_mouse.c: a click on a field, a candidate or a choice. */
bool form_click(struct form *form, struct view *view, const struct key_event *event);
/* form_keys.c: another choice, by the person. */
void form_turn_to(struct form *form, struct view *view, int choice);
/* form_keys.c: FIELD_WORDS: takes the suggestion that is selected for the word with the cursor; false: there is none.
 */
bool form_take_word(struct form *form, struct view *view);
/* Before the cursor leaves a field: takes the candidate, asks the screen; false: it stays. */
bool form_leave_field(struct view *view, bool take);
/* To the next field that must be filled in, from the present one on; false: there is none. */
bool form_go_to_missing(struct form *form, const struct view *view);
/* Columns of a choice drawn whole, "(*)In ( )Out", or 0 when it is drawn as "< In >". */
int form_radio_columns(const struct field *field);
/* Rows below the fields: error and notes. */
int form_notes_rows(const struct form *form, const struct view *view, int columns);
#endif
