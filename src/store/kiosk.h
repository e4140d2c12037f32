/* What the files of the shared terminal's connection share. */
#ifndef GATEPOST_STORE_KIOSK_H
#define GATEPOST_STORE_KIOSK_H
#include "gatepost/kiosk_access.h"
#include "gatepost/row.h"

enum { KIOSK_COLUMNS_MOST = 48 };

/* A table the connection has need of. Lists are column names between blanks: " id rev "; NULL: none. */
struct kiosk_opening {
    const char *table;
    const char *read;   /* open in whatever statement */
    const char *window; /* open only through the window */
    const char *where;  /* which rows the window shows; NULL: all */
    const char *rows;   /* msgid: the same in words */
    const char *query;  /* what the window shows where there is no table of its name; NULL */
    const char *source; /* the table the window's rows are of; NULL: that of its name */
    bool insert;
    const char *update; /* columns that may be written; "*": all, and the row is read whole for the audit */
    const char *why;    /* msgid */
};
/* Ends with table NULL. */
extern const struct kiosk_opening kiosk_openings[];

/* A column that a window shows otherwise than it stands. Ends with table NULL. */
struct kiosk_shown {
    const char *table; /* "": every one of them */
    const char *column;
    const char *sql;   /* over the row `t` */
    const char *words; /* msgid: how */
};
extern const struct kiosk_shown kiosk_shown[];
/* NULL: as it stands. */
const struct kiosk_shown *kiosk_shown_find(const char *table, const char *column);
/* NULL: the table is closed. */
const struct kiosk_opening *kiosk_opening_find(const char *table);
bool kiosk_names(const char *list, const char *column);

/* The statement that reads a row of the table itself, by :id, appended: whole where it is changed there. */
void kiosk_row_sql(const struct store *store, const char *table, struct buffer *sql);

/* What is not seen is not written: on a shared terminal's connection the values without those of closed columns that
 * are as empty as the window shows them, in `seen`; elsewhere `values` themselves. *count follows. */
const struct row_value *kiosk_seen(const struct store *store, const char *table, const struct row_value *values,
                                   int *count, struct row_value seen[KIOSK_COLUMNS_MOST]);
#endif
