/* Posts (岗位, domain.md §6): where somebody stands on a shift, and the days on which nobody does. */
#ifndef GATEPOST_POST_H
#define GATEPOST_POST_H
#include "gatepost/record.h"
#include "gatepost/shift_time.h"

enum post_kind { POST_GATE, POST_PATROL, POST_DELIVERY, POST_DISINFECTION, POST_DESK, POST_OTHER };
enum post_needs { NEEDS_NOTHING, NEEDS_TEMPERATURE, NEEDS_DRIVING, NEEDS_FIRST_AID };
extern const char *const post_kind_names[], *const post_kind_labels[];
extern const char *const post_needs_names[], *const post_needs_labels[];
enum { WEEKDAYS_BYTES = 48, POSTS_MOST = 256 }; /* weekdays: room for "周一至周五" as it is typed */
struct post {
    struct record_head head;
    int position;
    char name[NAME_BYTES];
    enum post_kind kind;
    int64_t checkpoint_id; /* 0: none */
    char estate[64];
    int least, wanted; /* a shift */
    char pattern[PATTERN_BYTES];
    char weekdays[WEEKDAYS_BYTES]; /* "12345"; "": every day */
    int overlap;                   /* minutes of handover */
    enum post_needs needs;
    char note[NOTE_BYTES];
};
extern const struct record_field post_fields[];
extern const struct record_table post_table;
enum { POSTS_VALID, POSTS_ALL };
/* The valid posts in the order of the grid. ERR_INPUT when there are more than `most`. */
bool post_list(struct store *store, struct post *posts, int most, int *count, struct err *err);

struct post_closed {
    struct record_head head;
    int64_t post_id; /* 0: all posts */
    int day;         /* yyyymmdd */
    char reason[NOTE_BYTES];
};
extern const struct record_field post_closed_fields[];
extern const struct record_table post_closed_table;
enum { CLOSED_VALID, CLOSED_ALL };
/* The valid closings of first_day to last_day. ERR_INPUT when there are more than `most`. */
bool post_closed_list(struct store *store, int first_day, int last_day, struct post_closed *closed, int most,
                      int *count, struct err *err);
#endif
