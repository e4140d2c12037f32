/* Visitors announced to the desk by phone (domain.md §2): known at every gate at once, good until so many came in or
 * the time has passed. How many came is counted in the gate log, so that a crossing that is undone, voided or corrected
 * gives its place back. */
#ifndef GATEPOST_EXPECTED_H
#define GATEPOST_EXPECTED_H
#include "gatepost/record.h"

enum expected_class { EXPECTED_VISITOR, EXPECTED_COURIER, EXPECTED_SERVICE, EXPECTED_CLASS_COUNT };
struct expected {
    struct record_head head;
    int64_t place_id;
    char announced_by[NAME_BYTES], name[NAME_BYTES], phone[PHONE_SIZE], plate[24];
    int people; /* 1 to 99 */
    enum expected_class class;
    char purpose[NAME_BYTES];
    int64_t from_at, until_at; /* from until_at on it has expired */
    bool tell;                 /* an alarm when they do not come */
    char note[NOTE_BYTES];
    int64_t officer_id, announced_at;
    /* Read only: how many came in on it (occupants of a car are counted), and the last crossing. */
    int came;
    int64_t crossing_id, came_at;
};
extern const char *const expected_class_names[], *const expected_class_labels[];
extern const struct record_field expected_fields[];
extern const struct record_table expected_table;
enum { EXPECTED_NOW, EXPECTED_USED, EXPECTED_EXPIRED, EXPECTED_ALL }; /* scopes */

/* True while somebody may still come in on it: valid, not expired at `at`, not all came. One that begins later is open.
 */
bool expected_is_open(const struct expected *expected, int64_t at);
/* Open announcements a gate's word means: by name, phone and plate as persons and vehicles are found (search.h), by the
 * household's room; several words must all be found. Only those that begin before `before`. First those whose whole
 * name, phone, its last four or plate was typed (*whole of them), then those running at `at`, then by when they end. At
 * most EXPECTED_OPEN_MOST announcements are looked at, the first to end first. *count is at most `most`; *left: so many
 * match besides. */
enum { EXPECTED_OPEN_MOST = 1000 };
struct expected_search {
    const char *words;
    int64_t at, before;
    struct expected *rows;
    int most, count, whole, left;
};
bool expected_find(struct store *store, struct expected_search *search, struct err *err);
/* Announcements whose caller wants to be told, that expired behind `since` up to `until` and not all came, the newest
 * first, at most `most`. */
bool expected_missed(struct store *store, int64_t since, int64_t until, int64_t *ids, int most, int *count,
                     struct err *err);
#endif
