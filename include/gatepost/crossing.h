/* Rows of the gate log (domain.md §2): one crossing, windows over them, tallies, presence. Rules are in gate.h. */
#ifndef GATEPOST_CROSSING_H
#define GATEPOST_CROSSING_H
#include "gatepost/people.h"

enum direction { DIRECTION_IN, DIRECTION_OUT, DIRECTION_COUNT };
enum crossing_class {
    CLASS_RESIDENT,
    CLASS_TENANT,
    CLASS_VISITOR,
    CLASS_COURIER,
    CLASS_SERVICE,
    CLASS_OFFICIAL,
    CLASS_EMERGENCY,
    CLASS_COUNT
};
enum temp_method { METHOD_FOREHEAD, METHOD_AXILLARY, METHOD_COUNT };
enum decision { DECISION_ADMITTED, DECISION_TURNED_AWAY, DECISION_HELD, DECISION_COUNT };
enum abnormal { ABNORMAL_NO, ABNORMAL_FIRST, ABNORMAL_CONFIRMED };
extern const char *const direction_names[], *const class_names[], *const method_names[], *const decision_names[];

struct crossing {
    int64_t id, rev;
    int64_t at, entered_at;
    int day;
    int64_t checkpoint_id;
    enum direction direction;
    enum crossing_class class;
    int64_t person_id, place_id, vehicle_id;
    int occupants;
    char coming_from[NAME_BYTES];
    int affected_area; /* 0 no, 1 yes, -1 not asked */
    char purpose[NAME_BYTES], pass_number[32];
    int temp_tenths, retest_tenths; /* 0: not measured */
    enum temp_method method;
    bool mask;
    enum abnormal abnormal;
    enum decision decision;
    char reason[NAME_BYTES], override_reason[NAME_BYTES];
    int64_t officer_id;
    char remark[NOTE_BYTES], voided[NOTE_BYTES];
    int64_t expected_id; /* the announcement a visitor came on (expected.h); 0: none */
    /* Read only, for showing: */
    char person_name[NAME_BYTES], phone[PHONE_SIZE], place_label[96], plate[24], checkpoint_name[NAME_BYTES],
        officer_name[NAME_BYTES];
    int64_t closed_at; /* an entry the system closed then (presence.h); 0: not */
};

bool crossing_get(struct store *store, int64_t id, struct crossing *crossing, struct err *err);
/* Inserts when id is 0, else updates by rev; sets day, id and rev, and on insert entered_at (now when 0; the sample
 * data brings its own). Inside a running transaction. */
bool crossing_save(struct store *store, struct crossing *crossing, struct err *err);

/* An exit that an exit quota counts: valid, admitted, a resident or tenant of that household. */
struct crossing_exit {
    int64_t id, at;
    char person_name[NAME_BYTES];
};
/* Exits of a household from `from` to `until` (inclusive), newest first, except_id apart: `most` of them are filled in,
 * *count counts all. A range of an index, as long as what the household did in that time. */
bool crossing_exits(struct store *store, int64_t place_id, int64_t from, int64_t until, int64_t except_id,
                    struct crossing_exit *exits, int most, int *count, struct err *err);

/* True with the newest valid crossing of a person after `since`, `until` at the latest, except_id apart, that confirmed
 * a fever (domain.md §2). */
bool crossing_last_fever(struct store *store, int64_t person_id, int64_t since, int64_t until, int64_t except_id,
                         struct crossing *crossing);

/* True when a valid crossing of this person at this very second and direction is in the log. */
bool crossing_is_logged(struct store *store, int64_t person_id, int64_t at, enum direction direction);

enum { FILTER_WORDS = 6, FILTER_WORD_BYTES = 96 };
enum filter_comparison {
    COMPARE_NONE,
    COMPARE_LESS,
    COMPARE_LESS_EQUAL,
    COMPARE_EQUAL,
    COMPARE_GREATER_EQUAL,
    COMPARE_GREATER
};
struct crossing_filter {
    struct {
        char text[FILTER_WORD_BYTES];
        bool exclude;
    } words[FILTER_WORDS]; /* each must match a person, place, plate, phrase, checkpoint or officer shown in the row */
    int word_count;
    int day_first, day_last;        /* yyyymmdd inclusive, 0: no limit */
    int direction, decision, class; /* enum value or -1 */
    int64_t checkpoint_id;          /* 0: any */
    int64_t person_id, place_id;    /* 0: any (booklet, details) */
    bool abnormal_only, voided_only, valid_only, override_only;
    enum filter_comparison temp_comparison;
    int temp_tenths;
};
/* No conditions (direction, decision and class -1). */
void crossing_filter_init(struct crossing_filter *filter);
bool crossing_filter_is_empty(const struct crossing_filter *filter);

struct crossing_place { /* a place in the order (at, id) */
    int64_t at, id;
};
struct crossing_window {
    const struct crossing_filter *filter; /* NULL: all */
    const struct crossing_place *anchor;  /* exclusive; NULL: from the newest (older) or oldest (newer) */
    bool newer;                           /* towards newer rows, nearest first; else towards older */
    int budget_ms;                        /* stops searching after this many ms (real ones); 0: no limit */
    struct crossing *rows;
    int most, count;
    bool finished;                 /* nothing further that way; may still be false when the last row just fitted */
    struct crossing_place reached; /* not finished: continue here (the row looked at last) */
};
/* Fills a window by keyset; the plan follows the filter: a word with few subjects merges their indexes, an indexed
 * condition walks its index, everything else walks the time index testing each row. Same cost at ten rows and ten
 * million. Voided rows are shown. A word of nothing but spaces asks for nothing. */
bool crossing_window(struct store *store, struct crossing_window *window, struct err *err);

/* Valid crossings of the day(s). fevers: first readings too, as the filter abnormal_only shows them. */
struct gate_totals {
    int64_t in, out; /* admitted */
    int64_t turned_away, held, fevers, vehicles;
};
/* From the tallies; checkpoint 0 = all; days inclusive, 0 no limit. */
bool crossing_totals(struct store *store, int day_first, int day_last, int64_t checkpoint_id,
                     struct gate_totals *totals, struct err *err);
/* The same of one day for each checkpoint that has crossings, by id; at most `most`. */
struct checkpoint_totals {
    int64_t checkpoint_id;
    struct gate_totals totals;
};
bool crossing_day_totals(struct store *store, int day, struct checkpoint_totals *checkpoints, int most, int *count,
                         struct err *err);
/* Valid admitted crossings in each quarter of an hour that begins at first_at or later and before end_at, oldest first,
 * given to `take` one by one. As many rows are read as checkpoints had crossings in quarters, whatever the size of the
 * log. */
enum { QUARTER_SECONDS = 900 };
struct crossing_quarter {
    int64_t at, checkpoint_id; /* at: where the quarter begins */
    int64_t in, out;           /* there */
    int64_t everywhere;        /* both, at all checkpoints; only of crossing_quarters_at */
};
typedef void crossing_quarter_fn(void *context, const struct crossing_quarter *quarter);
/* Each checkpoint by itself. */
bool crossing_quarters(struct store *store, int64_t first_at, int64_t end_at, crossing_quarter_fn *take, void *context,
                       struct err *err);
/* One checkpoint, 0: all together. Quarters without a crossing there are given too when there was one elsewhere. */
bool crossing_quarters_at(struct store *store, int64_t first_at, int64_t end_at, int64_t checkpoint_id,
                          crossing_quarter_fn *take, void *context, struct err *err);
/* The newest valid crossing of a checkpoint from first_at on and before end_at: when, and who logged it ("" when nobody
 * is named); *at is 0 when there is none. */
bool crossing_last_at(struct store *store, int64_t checkpoint_id, int64_t first_at, int64_t end_at, int64_t *at,
                      char officer_name[NAME_BYTES], struct err *err);
/* Exact number of rows a filter matches, voided ones included as the window shows them, where the tallies can tell
 * (day, checkpoint, direction, decision, abnormal, voided only), else false without err. */
bool crossing_tally_count(struct store *store, const struct crossing_filter *filter, int64_t *count);

struct presence {
    int64_t person_id, crossing_id, at;
    enum direction direction;
    enum crossing_class class;
};
/* Last valid admitted crossing of a person; ERR_NOT_FOUND when never seen. */
bool presence_get(struct store *store, int64_t person_id, struct presence *presence, struct err *err);
/* Residents and tenants who are out; others who are inside. */
bool presence_counts(struct store *store, int64_t *residents_out, int64_t *visitors_in, struct err *err);

/* Candidates for the word at a gate: persons that match or live in a room that does, households nobody is listed in,
 * vehicles. First those whose whole name, phone (or its last four), room or plate was typed, then those whose
 * whole name has these initials or this spelling (lm: 刘明 before 刘明兴), each of them and of the rest those in the
 * checkpoint's last 400 crossings, newest first, then by when they were last seen anywhere, then by name. The number of
 * a pass, typed whole, means who holds it. Exactly one
 * of person_id and vehicle_id is set, or only place_id for an empty household (name and phone are its head's then).
 * Somebody denied by a flag is among them even where others of the first are not; *left: how many more match,
 * CANDIDATES_LEFT for that many or more. An empty word finds nobody. */
enum { CANDIDATES_LEFT = 100 };
struct candidate {
    int64_t person_id, place_id, vehicle_id;
    char name[NAME_BYTES], place_label[96], phone[PHONE_SIZE], plate[24];
    enum person_kind kind;
    int64_t last_at;
    enum direction last_direction;
    int last_temp_tenths, last_retest_tenths;
    enum decision last_decision;
    enum crossing_class last_class;
    int64_t last_person_id; /* of a vehicle: who drove it then, 0: not written down */
    int last_occupants;
    /* Of a vehicle, as the register has it: */
    int64_t driver_id;        /* usual driver, 0: none */
    int usual_class;          /* enum value + 1, 0: as the last time */
    char company[NAME_BYTES]; /* whose it is, where it is no place */
    bool at_this_checkpoint;
    bool exact;          /* the word is their whole name, phone, its end, room or plate */
    bool spelled;        /* exact, or the word is the initials or the spelling of their whole name */
    int64_t expected_id; /* set by who offers an announced visitor: candidate_find finds none */
};
bool candidate_find(struct store *store, const char *word, int64_t checkpoint_id, struct candidate *candidates,
                    int most, int *count, int *left, struct err *err);
/* Where somebody has to be meant without being asked: a whole name counts before those that begin with it. Returns how
 * many remain, in their order; all of them when none is exact. */
int candidate_keep_exact(struct candidate *candidates, int count);
#endif
