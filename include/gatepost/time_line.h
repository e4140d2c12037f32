/* The time line of a household (一户一册, domain.md §4): everything about it in one order of time. Read only: rows are
 * made by their own registers. */
#ifndef GATEPOST_TIME_LINE_H
#define GATEPOST_TIME_LINE_H
#include "gatepost/people.h"

enum time_line_kind {
    TIME_MEMBER,      /* person: came into the register */
    TIME_MEMBER_VOID, /* person: voided there */
    TIME_PASS,        /* issued */
    TIME_PASS_LOST,
    TIME_CROSSING, /* of its members and of whoever visits it */
    TIME_READING,
    TIME_FOLLOW_UP,
    TIME_VISIT,
    TIME_SURVEY,
    TIME_ARRIVAL,
    TIME_DECLARATION,
    TIME_OBSERVATION, /* opened */
    TIME_VERIFIED,
    TIME_TERM_CHANGE,
    TIME_TOLD,         /* orders: told in person */
    TIME_LETTER,       /* the letter given */
    TIME_PROMISE,      /* the promise signed */
    TIME_OBSERVED_END, /* released, or left otherwise */
    TIME_FLAG,
    TIME_FLAG_CLEAR,
    TIME_INCIDENT,
    TIME_INCIDENT_CLOSED,
    TIME_PARCEL,
    TIME_PARCEL_OUT,
    TIME_EXPECTED,
    TIME_PAIRING,
    TIME_PATROL,
    TIME_SUPPLY,      /* asked for */
    TIME_SUPPLY_STEP, /* what became of it */
    TIME_SUPPLY_PART, /* less of a thing was brought than was asked for */
    TIME_ISSUED,      /* from the stock, without a request */
    TIME_KIND_COUNT
};
enum { TIME_KIND_MOST = 32, TIME_CODE_NONE = -1 };

/* One line. What the members hold by kind is said in time_line_source.c, beside its statement; the words are made where
 * they are shown (time_line_words.h). Names are whole: whoever shows them masks them. */
struct time_line_row {
    int64_t at;
    enum time_line_kind kind;
    int64_t id;            /* of the record, in time_line_table(kind) */
    bool voided, alarming; /* alarming: a fever, a denial overridden */
    int64_t person_id;     /* whom it is about, 0: the household or nobody of the register */
    char name[NAME_BYTES]; /* of whom it is about, "": the household */
    char who[NAME_BYTES];  /* who did it, as far as is known */
    int code, other_code;  /* of the kind's enum, or TIME_CODE_NONE */
    int64_t number, other_number;
    char text[NOTE_BYTES], more[NOTE_BYTES];
};
/* A place in the order: by time, then by kind and number. */
struct time_line_key {
    int64_t at, id; /* id: of the record times TIME_KIND_MOST, and its kind */
};
struct time_line_key time_line_key_of(const struct time_line_row *row);
/* The table of the record behind a line: "reading". */
const char *time_line_table(enum time_line_kind kind);

struct time_line_window {
    int64_t place_id;
    unsigned kinds;                     /* bits 1 << kind; 0: all */
    const struct time_line_key *anchor; /* exclusive; NULL: from the newest, or the oldest when `newer` */
    bool newer;                         /* towards newer lines, nearest first; else towards older */
    struct time_line_row *rows;
    int most, count;
    bool finished; /* nothing further that way */
};
/* Fills a window by keyset. Every source is read by an index on the household, on its members or its observations, and
 * gives no more rows than are asked for: the same cost at ten rows and ten million. Void records are given as such.
 * The newest 100 observations are read, and of the first 100 members what they crossed elsewhere. */
bool time_line_window(struct store *store, struct time_line_window *window, struct err *err);
#endif
