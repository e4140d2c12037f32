/* Our own picture of the screen: rows × columns of (UTF-8 cluster, style). Everything is drawn here, overlays too; one
 * file sends it to curses; tests compare it (architecture.md §2.4). Text that comes in is cleaned here (text_clean). */
#ifndef GATEPOST_CANVAS_H
#define GATEPOST_CANVAS_H
#include <stdbool.h>

struct buffer;

struct rect {
    int row, column, rows, columns;
};

/* What a piece of text means; colours are chosen in term_curses.c, and every meaning also shows in words or marks. */
enum style {
    STYLE_NORMAL,
    STYLE_TITLE,
    STYLE_BORDER,
    STYLE_FOCUS,     /* border and title of what has the focus */
    STYLE_HEADING,   /* column headings */
    STYLE_SELECTED,  /* the selected row */
    STYLE_FIELD,     /* input field */
    STYLE_FIELD_NOW, /* input field with the cursor */
    STYLE_MUTED,
    STYLE_VOID, /* struck out: a voided record */
    STYLE_GOOD,
    STYLE_WARNING,
    STYLE_ALARM,
    STYLE_KEY,   /* key name in the footer */
    STYLE_LABEL, /* its label */
    STYLE_COUNT
};

enum { CLUSTER_BYTES = 17 };
struct canvas_cell {
    char text[CLUSTER_BYTES]; /* "" for the second column of a wide cluster */
    unsigned char width;      /* 1, 2; 0 for the second column */
    unsigned char style;
};
struct canvas {
    int rows, columns;
    struct canvas_cell *cells;
    int cursor_row, cursor_column; /* -1: hidden */
    bool ascii;                    /* borders in ASCII: + - | (screens.md rule 8) */
};

/* (Re)makes it at a size, all blanks; sizes below 1 count as 1. Zero-initialise before the first time. */
void canvas_init(struct canvas *canvas, int rows, int columns);
void canvas_release(struct canvas *canvas);
void canvas_clear(struct canvas *canvas);
/* Writes text from (row, column), at most `columns` wide and clipped at the edges; never half a wide character. Returns
 * the columns used. canvas_text pads nothing; canvas_field cuts with `~` and pads with blanks to exactly `columns`. */
int canvas_text(struct canvas *canvas, int row, int column, int columns, const char *text, enum style style);
void canvas_field(struct canvas *canvas, int row, int column, int columns, const char *text, enum style style);
/* Cuts with `~` as canvas_field does, but leaves what stands behind a shorter text. */
void canvas_cut(struct canvas *canvas, int row, int column, int columns, const char *text, enum style style);
void canvas_fill(struct canvas *canvas, struct rect rect, enum style style);
/* A border with `title` left and `status` right in its top line ("" for none): ┌─[title]────status─┐. Neighbouring
 * boxes that share a line join properly (├ ┬ ┼ …): corners merge with what stands there. Inside is not touched. */
void canvas_box(struct canvas *canvas, struct rect rect, const char *title, const char *status, enum style style);
/* Text on a box's border line, with the line on both sides. */
void canvas_rule(struct canvas *canvas, int row, int column, int columns, enum style style);
/* The row as text, trailing blanks cut: what tests compare. */
void canvas_row(const struct canvas *canvas, int row, struct buffer *out);
#endif
