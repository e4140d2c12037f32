/* The one list (architecture.md §2.3, §3). It never holds its table: it asks for windows around an anchor key. */
#ifndef GATEPOST_LIST_H
#define GATEPOST_LIST_H
#include "gatepost/canvas.h"
#include "gatepost/err.h"
#include "gatepost/line_editor.h"
#include <stdint.h>

struct view;
struct posting;

/* A record's place in the list's order. Lists sort by (at, id) or by (text, id); unused members stay zero. */
struct list_key {
    int64_t at, id;
    char text[320]; /* long enough for place_sort_key */
};
enum list_direction { LIST_DOWN, LIST_UP }; /* away from / towards the first row of the list */

enum { CELL_BYTES = 240 };
struct cell {
    char text[CELL_BYTES];
    enum style style; /* STYLE_NORMAL follows the row */
};
struct column {
    const char *heading; /* msgid */
    const char *name;    /* English name, for sort and scripts */
    int width;           /* least columns */
    int grow;            /* share of what is left over; 0: stays at width */
    int most;            /* most columns when growing; 0: no limit */
    int priority;     /* lowest goes first when it is too narrow; 9 always stays; from 5 on it goes into a chat too */
    bool right;       /* flush right */
    bool zoomed_only; /* shown only in the zoomed (wide) list */
    bool free_text;   /* anything may have been typed there, names too: never in a text for a chat (Ctrl-C) */
};
/* Filled by fetch: rows holds count × row_size bytes, in list order away from the anchor in the asked direction (for
 * LIST_UP the nearest first). */
struct list_page {
    void *rows;
    int most;      /* room for this many */
    int count;     /* filled by fetch */
    bool finished; /* nothing further in this direction */
    /* Not finished, count < most: the search was stopped after its time slice; fetch continues behind `reached`. */
    struct list_key reached;
};
struct list_def {
    const struct column *columns;
    int column_count;
    size_t row_size;
    /* Up to page->most rows beyond anchor (exclusive; NULL: from the first or last row of the list). Must take ≤ 10 ms.
     */
    bool (*fetch)(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err);
    void (*key)(const void *row, struct list_key *key);
    /* Reads one row again as it is now; *gone when it no longer belongs here. What is shown of a filter that looks
     * through the rows in slices follows changes by it. NULL: only by the newest rows. */
    bool (*reread)(struct view *view, void *row, bool *gone, struct err *err);
    /* Formats one value. */
    void (*cell)(const struct view *view, const void *row, int column, struct cell *cell);
    /* The heading of a column that says what the rows show just now (a day); "" leaves the one of the column. NULL:
     * they stay. */
    void (*heading)(const struct view *view, int column, char *text, size_t size);
    /* Which column of the selected row is an input field, with the text of its cell; *cursor: so many columns of it
     * stand before the cursor. -1: none. NULL: never. */
    int (*field)(const struct view *view, int *cursor);
    /* What Ctrl-C says of a row, in its own words (posting NULL: only whether it belongs there); false leaves it out.
     * NULL: the columns from priority 5 on. */
    bool (*post)(const struct view *view, const void *row, struct posting *posting);
    void (*post_title)(const struct view *view, char *text, size_t size); /* NULL: the title of the screen */
    /* Style of the whole row, or NULL for normal. */
    enum style (*row_style)(const struct view *view, const void *row);
    /* Orders two rows by a column (for sorting by F6), NULL: no sorting. */
    int (*compare)(const void *one, const void *two, int column);
    int order_column; /* the column the list is ordered by by itself */
    /* The filter text changed; false with a sentence when it cannot be understood (the rows stay). NULL: no filter. */
    bool (*filter)(struct view *view, const char *text, struct err *err);
    const char *filter_example; /* msgid: what can be typed, shown while the filter line is open; may be NULL */
    const char *empty;          /* msgid: what belongs here and which key adds the first */
    const char *empty_filtered; /* msgid: nothing matches; Esc clears */
};

enum { LIST_SORT_MOST = 5000 };
/* What the next load must do besides reading again. */
enum list_want { LIST_STAY, LIST_MOVE, LIST_TO_FIRST, LIST_TO_LAST };
/* Rows read in slices for a sort, not shown yet. */
struct list_gather {
    char *rows;
    int count, room;
    bool active, started;
    struct list_key anchor;
};
struct list {
    const struct list_def *def;
    const char *empty_here; /* msgid said instead of def->empty, or NULL: where another part of it is shown */
    char *rows;             /* the window: count rows in list order, room for so many */
    int count, room;
    int top;      /* index in the window of the first row on the screen */
    int capacity; /* rows the last drawing had room for */
    int selected; /* index in the window; -1: none */
    bool loaded;
    bool at_first, at_last;      /* the window touches the first/last row of the list */
    bool following;              /* newest rows move in at the top by themselves: the list's first row is on top */
    enum list_want want;         /* set by keys, done by the next load */
    int want_selected, want_top; /* LIST_MOVE: rows to go beyond the window, negative up */
    int64_t touched_ms;          /* last key (monotonic): following may release the selection after 30 s without one */
    struct line_editor filter;   /* the filter in force (while filtering: as typed) */
    bool filtering;              /* the filter line has the keyboard */
    bool searching;              /* a sliced search or sort is going on: list_work() goes on */
    bool slow;                   /* this filter needed slices: a reload looks only at the newest rows */
    int slices;                  /* of the search that goes on, or of the last one */
    enum list_direction search_direction;
    struct list_key reached; /* how far the search got */
    int sort_column;         /* -1: its own order */
    bool sort_reverse;
    bool sort_cut; /* more matched than were sorted */
    struct list_gather gather;
    char *page_rows; /* what fetch fills, reused */
    int page_room;
    int64_t loaded_at;    /* UTC seconds */
    int64_t failed_since; /* UTC seconds: rows are from then, the last reload failed; 0: fresh */
};

void list_init(struct list *list, const struct list_def *def);
void list_release(struct list *list);
/* The selected row, or NULL. */
const void *list_selected(const struct list *list);
/* Loads or reloads the window: keeps the selected record selected (screens.md rule 9). With view->stale unset it only
 * does what the last keys want (rows beyond the window). A failure keeps the old rows and sets failed_since. */
bool list_load(struct list *list, struct view *view, struct err *err);
/* Back to the first row with nothing selected before: after another filter or order. */
void list_restart(struct list *list, struct view *view);
/* Goes on with a sliced search, ≤ 10 ms; true while there is more to do. */
bool list_work(struct list *list, struct view *view);
/* Selects the record with this id if it is in the window, else loads the window around key. */
bool list_show(struct list *list, struct view *view, const struct list_key *key, struct err *err);
/* A form opened from this list added a record: it is selected, so that the next key means it. Where a filter or an
 * order chosen by hand stands, or the scope leaves it out, what was selected stays. */
void list_show_added(struct list *list, struct view *view, const struct list_key *key);
/* Draws headings and rows into rect; fixes capacity. `zoomed`: columns marked zoomed_only too. */
void list_draw(const struct view *view, const struct list *list, struct canvas *canvas, struct rect rect, bool focused,
               bool zoomed);
/* Columns this column of a view's list has on the screen; 0: left out. */
int list_column_width(const struct view *view, int column);
/* The column under a column of the list's inside; -1: none. */
int list_column_at(const struct view *view, int at);
/* Rows that fit into rect; the loop calls it when the layout is known, before loading. */
void list_resize(struct list *list, int rows);
/* A key or paste for the filter line while it has the keyboard; true when it was used. */
bool list_filter_key(struct list *list, struct view *view, const struct key_event *event);
/* Moves the selection by so many rows, as Up and Down do. */
void list_step(struct list *list, int rows);
/* Moves what is on the screen by so many rows; the selected record stays the selected one while it is in sight. */
void list_scroll(struct list *list, int rows);
/* A click on row `row`, column `column` of the list's inside: selects a row, or sorts by a heading. True when the row
 * was the selected one already. */
bool list_click(struct list *list, struct view *view, int row, int column);
/* What every list can do: move, page, first, last, filter, sort. Dispatched after the view's own actions. */
extern const struct action_table list_actions;
#endif
