/* What the files of the list share. */
#ifndef GATEPOST_UI_LIST_PARTS_H
#define GATEPOST_UI_LIST_PARTS_H
#include "gatepost/list.h"
#include "gatepost/view.h"

enum {
    LIST_MARGIN = 8,   /* rows read ahead, so that not every line costs a query */
    LIST_CHUNK = 256,  /* most rows of one fetch */
    LIST_COLUMNS = 32, /* most columns of a list */
    LIST_IDLE_MS = 30000,
};

const void *list_row(const struct list *list, int index);
void list_row_key(const struct list *list, int index, struct list_key *key);
/* Index in the window of the record, -1: not there. */
int list_find(const struct list *list, int64_t id);
bool list_fetch(struct list *list, struct view *view, const struct list_key *anchor, enum list_direction direction,
                int most, struct list_page *page, struct err *err);
/* The same, and goes on where a slice of time ended before the page was full, some slices long. */
bool list_fetch_on(struct list *list, struct view *view, const struct list_key *anchor, enum list_direction direction,
                   int most, struct list_page *page, struct err *err);
/* A slice of time ended before the page was full. */
bool list_is_cut(const struct list_page *page);
/* Makes the page the window (in list order); edge flags are the caller's. */
void list_replace(struct list *list, const struct list_page *page, enum list_direction direction);
void list_append(struct list *list, const struct list_page *page);
void list_prepend(struct list *list, const struct list_page *page, int count);
/* Takes note of how a fetch ended: edge reached, or a search that goes on. */
void list_note_end(struct list *list, const struct list_page *page, enum list_direction direction);
/* Reads what is missing around the (possibly virtual) top and selected, then list_clamp. */
bool list_fill(struct list *list, struct view *view, struct err *err);
/* Makes selected and top real and visible; derives `following`. */
void list_clamp(struct list *list);
/* The next load reads all its rows, though what else the view shows is current. */
void list_read_again(struct list *list);
/* Lets the selection go when its record is pushed out of a window that follows the newest rows. */
void list_watch(struct list *list);
/* The window around a record: `offset` rows of the screen above it. A record that no slice has reached leaves the
 * window as it is: nobody else may stand selected in its place. */
bool list_load_around(struct list *list, struct view *view, const struct list_key *key, int offset, struct err *err);

/* list_sort.c */
void list_sort_start(struct list *list);
/* One slice; true while there is more. */
bool list_sort_work(struct list *list, struct view *view, struct err *err);

/* list_copy.c: Ctrl-C. */
void list_run_copy(struct view *view);
const char *list_why_no_copy(const struct view *view);

/* list_draw.c: widths[i] of every column, 0 for those left out. */
void list_widths(const struct list_def *def, int columns, bool zoomed, int widths[LIST_COLUMNS]);
void list_sort_by(struct list *list, struct view *view, int column);
#endif
