/* Notices of the command post (domain.md §10) and who has read them. */
#ifndef GATEPOST_NOTICE_H
#define GATEPOST_NOTICE_H
#include "gatepost/record.h"

enum notice_audience { AUDIENCE_ALL, AUDIENCE_GATE, AUDIENCE_DESK, NOTICE_AUDIENCE_COUNT };
enum { NOTICE_TEXT_BYTES = 900 };
struct notice {
    struct record_head head;
    char title[NAME_BYTES], text[NOTICE_TEXT_BYTES];
    int64_t from_at, until_at;
    bool pinned, kiosk;
    enum notice_audience audience;
    int64_t officer_id, posted_at;
    int read, readers; /* of those who have to read it: how many have read this version, how many there are */
};
extern const char *const notice_audience_names[], *const notice_audience_labels[];
extern const struct record_field notice_fields[];
extern const struct record_table notice_table;
enum { NOTICES_CURRENT, NOTICES_OVER, NOTICES_ALL }; /* scopes */

/* The notices in force at `now` that this officer has to read and has not read in the version that stands (id, rev and
 * title of each), the last to end first; *count is never more than `most`. A shared terminal reads none. `pinned`: only
 * those. */
bool notice_unread(struct store *store, int64_t officer_id, int64_t now, bool pinned, struct notice *notices, int most,
                   int *count, struct err *err);
/* The notices in force that this connection shows, without who has to read them, the last posted first: on a shared
 * terminal those that were marked for it. *count is never more than `most`. */
bool notices_shown(struct store *store, int64_t now, struct notice *notices, int most, int *count, struct err *err);
/* True when the officer has read the notice in that version. */
bool notice_was_read(struct store *store, int64_t notice_id, int64_t rev, int64_t officer_id, bool *read,
                     struct err *err);
/* Notes that it was read; inside a running transaction. */
bool notice_read_insert(struct store *store, const struct notice *notice, int64_t officer_id, int64_t at,
                        struct err *err);
struct notice_reader {
    char name[NAME_BYTES];
    int64_t at; /* UTC seconds; 0: has not read it */
};
/* Who has to read it: those who have read the version that stands in the order they did, then the others. */
bool notice_readers(struct store *store, const struct notice *notice, struct notice_reader *readers, int most,
                    int *count, struct err *err);
#endif
