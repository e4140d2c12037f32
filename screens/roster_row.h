/* A line of pane 4: one shift of one post, which runs or comes. What calls for somebody stands first. */
#ifndef SCREENS_ROSTER_ROW_H
#define SCREENS_ROSTER_ROW_H
#include "gatepost/roster_week.h"
#include "gatepost/view.h"

/* In the order of the list. */
enum roster_rank { ROSTER_CALLS, ROSTER_RUNS, ROSTER_COMES };
struct roster_line {
    struct fit_shift shift; /* id 0 */
    char post[NAME_BYTES];
    int index; /* in the list as it was read last */
    int position, least, wanted;
    enum roster_rank rank;
    bool running;
    int count, arrived, confirmed; /* who counts; of those: signed in (or out again), promised */
    int late, seeking, doubtful, gap;
    char people[CELL_BYTES]; /* in full */
    char said[CELL_BYTES];   /* the same masked: for the chat, and where the screen masks names */
};
/* Of which a line is told apart by the filter. */
enum roster_sign { SIGN_GAP = 1, SIGN_LATE = 2, SIGN_SEEKING = 4, SIGN_DOUBTFUL = 8 };
unsigned roster_signs(const struct roster_line *line);

struct roster_moment { /* read once for all lines */
    int64_t now;
    int late_s, soon_s;
};
void roster_fill_line(const struct roster_moment *moment, const struct roster_now *from,
                      const struct roster_entry *entries, struct roster_line *line);
/* For qsort. */
int roster_compare_lines(const void *one, const void *other);

enum roster_column { ROSTER_POST, ROSTER_SHIFT, ROSTER_PEOPLE, ROSTER_STATE, ROSTER_COLUMNS };
extern const struct column roster_columns[];
void roster_line_cell(const struct view *view, const void *row, int column, struct cell *cell);
bool roster_line_post(const struct view *view, const void *row, struct posting *posting);
enum style roster_line_style(const struct view *view, const void *row);
int roster_line_compare(const void *one, const void *other, int column);

/* "22-06", of another day than today with that before it: "明06-14", "04-13 06-14". */
enum { SHIFT_LABEL_BYTES = 48 };
void shift_label(const struct fit_shift *shift, char words[SHIFT_LABEL_BYTES]);
/* What has become of somebody on a shift, in a word: on duty since, late, promised … */
void shift_state_words(const struct assignment *assignment, int64_t now, char *text, size_t size);
/* What they did last by themselves at a shared terminal: when and where; "" when nothing was. */
void shift_own_words(struct store *store, const struct assignment *assignment, char *text, size_t size);
/* Who should be there and is not yet. */
bool shift_is_late(const struct assignment *assignment, const struct roster_moment *moment);
void roster_take_moment(struct store *store, struct roster_moment *moment);
#endif
