/* A line of the pane of who is observed: what it says, its columns, its order. */
#ifndef SCREENS_OBSERVED_ROW_H
#define SCREENS_OBSERVED_ROW_H
#include "gatepost/observed_people.h"
#include "gatepost/view.h"

enum { HALF_LAST = 2 }; /* behind the two of the day: the one that was missed last */
/* What somebody needs. Bits. */
enum observed_need { NEED_READING = 1, NEED_RELEASE = 2, NEED_CARE = 4 };
/* The moment rows are of, and its half-days. */
struct observed_moment {
    int64_t now;
    struct half_day halves[OBSERVED_HALVES];
};
struct observed_row {
    int64_t id, rev, person_id, place_id, next_at;
    char door[DOOR_BYTES], name[NAME_BYTES], phone[PHONE_SIZE], place_label[96];
    enum observation_kind kind;
    int day, last_day;
    char day_text[16];
    unsigned needs;
    char cells[2][24]; /* morning and evening */
    bool abnormal[2];
};

enum {
    OBSERVED_ROOM,
    OBSERVED_NAME,
    OBSERVED_DAY,
    OBSERVED_MORNING,
    OBSERVED_EVENING,
    OBSERVED_TAIL,
    OBSERVED_NEXT,
    OBSERVED_KIND,
    OBSERVED_UNTIL,
    OBSERVED_COLUMNS
};
extern const struct column observed_columns[OBSERVED_COLUMNS];

/* Takes the moment: the day of the round, after midnight still yesterday until the morning is due. */
void observed_take_moment(struct store *store, struct observed_moment *moment);
/* What somebody needs, in bits of enum observed_need. */
unsigned observed_needs(struct store *store, const struct observed_moment *moment, const struct observed *observed);
void observed_fill_row(struct store *store, const struct observed_moment *moment, const struct observed *observed,
                       struct observed_row *row);
void observed_cell(const struct view *view, const void *row, int column, struct cell *cell);
enum style observed_row_style(const struct view *view, const void *row);
int observed_compare(const void *one, const void *two, int column);
#endif
