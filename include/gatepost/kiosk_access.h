/* What the connection of a shared terminal may touch (domain.md §7, §12): SQLite asks of every table and column, and
 * all is denied that is not said here. Rows come through windows of the tables' names, in which a closed column is
 * empty, a reason for voiding only a mark, and whoever is named is named as on the wall. */
#ifndef GATEPOST_KIOSK_ACCESS_H
#define GATEPOST_KIOSK_ACCESS_H
#include "gatepost/people.h"

enum kiosk_how {
    KIOSK_READ,   /* in whatever statement */
    KIOSK_WINDOW, /* only through the window: its rows, as it shows them */
    KIOSK_ADD,    /* rows may be added */
    KIOSK_CHANGE  /* rows may be changed */
};
struct kiosk_access {
    const char *table, *column; /* column "*": all of them */
    enum kiosk_how how;
    const char *rows;  /* msgid: which rows the window shows; NULL: all */
    const char *shown; /* msgid: how, when it is not as it stands; NULL */
    const char *why;   /* msgid: what it is needed for */
};
/* Every opening, table by table; `each` returns false to stop. For `gatepost kiosk --check` and the test that asks of
 * every column of the schema. */
void kiosk_access_each(bool (*each)(void *context, const struct kiosk_access *access), void *context);

/* A valid volunteer as they are found there. */
struct kiosk_person {
    int64_t id, pin_id;    /* pin_id 0: none was given out yet */
    char name[NAME_BYTES]; /* masked */
};
/* Valid volunteers one of whose phones ends with these four digits and, unless `initials` is "", whose name has these
 * initials in one of its readings (lower case). *count beyond `most` is said, not filled. */
bool kiosk_find(struct store *store, const char *digits, const char *initials, struct kiosk_person *people, int most,
                int *count, struct err *err);
/* The same by number; ERR_NOT_FOUND when they are no volunteer any more. */
bool kiosk_person_get(struct store *store, int64_t id, struct kiosk_person *person, struct err *err);
#endif
