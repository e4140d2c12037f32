/* The round's grid as its files share it: round.c has rows, columns and movement. */
#ifndef SCREENS_ROUND_H
#define SCREENS_ROUND_H
#include "gatepost/reading_rules.h"
#include "gatepost/round.h"
#include "screens/application.h"

struct posting;

enum { COLUMN_ROOM, COLUMN_NAME, COLUMN_DAY, COLUMN_PHONE, COLUMN_CELLS }; /* then ROUND_CELLS half-days */
enum { TYPED_BYTES = 8 };
struct round {
    char words[CELL_BYTES];              /* the filter */
    bool open_only;                      /* only who has no temperature in this half-day */
    bool begun;                          /* the first due cell was looked for */
    int64_t begin_at;                    /* the observation to begin at, 0: the first that is due */
    struct half_day present, newest, at; /* taken now; in the last column; under the cursor */
    struct round_counts counts;          /* of the half-day under the cursor */
    bool counts_old;
    char typed[TYPED_BYTES];
    int64_t typed_for;             /* the observation it was typed for */
    struct reading_entry entry;    /* asked about: a reading stands there already */
    struct reading standing;       /* that one; head.id 0: nothing is asked */
    struct reading first;          /* a fever that was just saved, to be measured again; head.id 0: none */
    struct reading reading;        /* round_reading's */
    int64_t reason_id, reason_rev; /* being voided */
    char reason_for[NAME_BYTES * 2];
};

/* The row under the cursor, or NULL; its cell. */
const struct round_row *round_selected(const struct view *view);
int round_place(const struct view *view);
/* The reading there; NULL: none. */
const struct reading *round_reading(const struct view *view);
/* "刘洋 04-11 晚" of this row and the half-day under the cursor, masked as the screen is. */
void round_name(const struct view *view, const struct round_row *row, char *text, size_t size);
/* Whether an observation is among those that are shown, whatever has been measured. */
bool round_matches(const struct view *view, const struct observation *observation);

/* ---- round_cells.c: what is shown ---- */

void round_cell(const struct view *view, const void *from, int column, struct cell *cell);
void round_column(const struct view *view, int column, char *text, size_t size);
int round_field(const struct view *view, int *cursor);
enum style round_row_style(const struct view *view, const void *row);
void round_heading(const struct view *view, struct buffer *out);
/* "measured 43  abnormal 1": what is none but the first is left out. */
void round_add_counts(const struct round_counts *counts, struct buffer *out);
void round_status(const struct view *view, struct buffer *out);
struct rect round_list_place(const struct view *view, struct rect inside);
void round_draw(const struct view *view, struct canvas *canvas, struct rect rect);
bool round_post(const struct view *view, const void *from, struct posting *posting);
void round_post_title(const struct view *view, char *text, size_t size);

/* ---- round_entry.c: what is typed ---- */

bool round_key(struct view *view, const struct key_event *event);
void round_run_enter(struct view *view);
void round_run_mark(struct view *view); /* argument: an enum reading_outcome */
void round_run_void(struct view *view);
const char *round_enter_label(const struct view *view);
/* What the message row says of the cell under the cursor. */
void round_note(const struct view *view, struct buffer *out);
/* The cursor leaves the cell: what was asked there is no more. */
void round_leave(struct view *view);
#endif
