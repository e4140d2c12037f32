/* Assignments (排班, domain.md §6): one volunteer on one shift of one post, and who was rung for a gap. What may be
 * done with them is roster_move.h's. */
#ifndef GATEPOST_ASSIGNMENT_H
#define GATEPOST_ASSIGNMENT_H
#include "gatepost/post.h"
#include "gatepost/volunteer.h"

enum assignment_state {
    ASSIGNMENT_PLANNED,
    ASSIGNMENT_CONFIRMED,
    ASSIGNMENT_ARRIVED,
    ASSIGNMENT_DONE,
    ASSIGNMENT_NO_SHOW,
    ASSIGNMENT_EXCUSED,
    ASSIGNMENT_REPLACED /* somebody stands in */
};
extern const char *const assignment_state_names[], *const assignment_state_labels[];
enum assignment_via { VIA_DESK, VIA_FILL, VIA_COPY, VIA_SELF, VIA_IMPORT };
extern const char *const assignment_via_names[], *const assignment_via_labels[];
struct assignment {
    struct record_head head;
    int64_t post_id;
    int day;                    /* the shift belongs to it: the one it starts on */
    int64_t starts_at, ends_at; /* half-open */
    int64_t volunteer_id;
    enum assignment_state state;
    int64_t seeking_at;          /* looks for a stand-in since; 0: does not */
    int64_t for_id;              /* stands in for this one; 0: for nobody */
    int64_t arrived_at, left_at; /* 0: not */
    bool not_signed_out;         /* closed at its planned end */
    int minutes, night_minutes;  /* worked */
    char reason[NOTE_BYTES];     /* why in spite of a rule; why excused */
    enum assignment_via via;
    int64_t assigned_at, officer_id;
    char note[NOTE_BYTES];
};
extern const struct record_field assignment_fields[];
extern const struct record_table assignment_table;
enum { ASSIGNMENTS_VALID, ASSIGNMENTS_ALL };
/* Somebody stands there or will: planned, confirmed, arrived, done. */
bool assignment_counts(const struct assignment *assignment);

/* One with the names it is shown by. */
struct roster_entry {
    struct assignment assignment;
    char name[NAME_BYTES]; /* of the volunteer, unmasked */
    char post[NAME_BYTES];
    int position; /* of the post in the grid */
};
/* One number for one shift of one post: in lists and alarms. */
int64_t shift_key(int64_t post_id, int64_t starts_at);
/* Valid ones that overlap [from_at, until_at), by beginning, post and number. post_id or volunteer_id 0: of all. Shifts
 * are no longer than a day: the index is walked from a day before. *count beyond `most` is said, not filled. */
bool roster_read(struct store *store, int64_t from_at, int64_t until_at, int64_t post_id, int64_t volunteer_id,
                 struct roster_entry *entries, int most, int *count, struct err *err);
/* How many shifts that have not ended look for a stand-in. */
bool roster_seeking(struct store *store, int64_t now, int *count, struct err *err);

/* Who stands in for that one; ERR_NOT_FOUND. */
bool roster_stand_in(struct store *store, int64_t id, struct assignment *assignment, struct err *err);
/* Who signed in and not out, on shifts that ended at `ended_at` or before. */
bool roster_forgotten(struct store *store, int64_t ended_at, int64_t *ids, int most, int *count, struct err *err);

/* What the rules need of many volunteers at once, each in one statement (candidates, the fill). */
struct roster_shift { /* one that counts */
    int64_t volunteer_id, id, post_id, starts_at, ends_at;
    int day;
};
/* Those that begin in [from_at, until_at), by volunteer and beginning. *count beyond `most` is said, not filled. */
bool roster_shifts(struct store *store, int64_t from_at, int64_t until_at, struct roster_shift *shifts, int most,
                   int *count, struct err *err);
/* Who counts on a shift, in numbers only. */
struct roster_stand {
    int64_t volunteer_id, post_id, starts_at, ends_at;
    int day;
    enum assignment_state state;
};
/* Those that begin in [from_at, until_at) and have not ended at `now`, and whoever is still signed in; by beginning.
 * The first `most`. */
bool roster_stands(struct store *store, int64_t from_at, int64_t until_at, int64_t now, struct roster_stand *stands,
                   int most, int *count, struct err *err);
struct roster_history {
    struct volunteer volunteer;
    int night_minutes; /* worked at night from first_day to last_day */
    bool stood;        /* worked a shift, whenever */
    char estate[64];   /* of their home; "" unknown */
};
/* Every valid volunteer, by name. *count beyond `most` is said, not filled. */
bool roster_histories(struct store *store, int first_day, int last_day, struct roster_history *rows, int most,
                      int *count, struct err *err);
/* The valid leaves that overlap [from_at, until_at), by volunteer and end. */
bool roster_absences(struct store *store, int64_t from_at, int64_t until_at, struct absence *rows, int most, int *count,
                     struct err *err);

enum call_out_result { CALL_CALLING, CALL_COMING, CALL_NO, CALL_NO_ANSWER, CALL_LATER };
extern const char *const call_out_result_names[], *const call_out_result_labels[];
struct call_out {
    struct record_head head;
    int64_t post_id, starts_at; /* of the shift */
    int64_t volunteer_id, at;
    enum call_out_result result;
    int64_t officer_id;
    char note[NOTE_BYTES];
};
extern const struct record_field call_out_fields[];
extern const struct record_table call_out_table;
enum { CALLS_ALL };
/* The calls for a shift, oldest first. *count beyond `most` is said, not filled. */
bool call_out_list(struct store *store, int64_t post_id, int64_t starts_at, struct call_out *calls, int most,
                   int *count, struct err *err);
/* The newest call of a volunteer that began behind since_at and has no result yet; ERR_NOT_FOUND. */
bool call_out_going_on(struct store *store, int64_t volunteer_id, int64_t since_at, struct call_out *call,
                       struct err *err);

/* Minutes worked, of those at night, and shifts done, of days first_day to last_day (0: no end), of one volunteer. */
struct volunteer_hours {
    int64_t volunteer_id;
    int shifts, minutes, night_minutes;
};
bool volunteer_hours_of(struct store *store, int64_t volunteer_id, int first_day, int last_day,
                        struct volunteer_hours *hours, struct err *err);
#endif
