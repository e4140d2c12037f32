/* The community of the scripted evening (unit/test_observed_evening.c): the sample community at 18:00 on 2022-04-11,
 * with its 46 people under observation and one more, and who of it plays which part. Who that is follows from the rows
 * of the file by questions of the test's own; nothing of the program is asked. */
#ifndef TESTS_EVENING_CAST_H
#define TESTS_EVENING_CAST_H
#include "gatepost/buffer.h"
#include "store_file.h"

#define EVENING_BEGINS "18:00"
enum { EVENING_DUE_MOST = 60 };

/* Makes the file; the clock stands at 18:00 then. Without the roster no post rings into an evening about something
 * else.
 */
void evening_community_make(const struct store_file *file, bool with_roster);
/* A moment of that day in +08:00, "18:30" or "24:05", as UTC seconds. */
int64_t evening_moment(const char *at);

/* Finds who plays what; ends the test program where the community has nobody for a part. */
void evening_cast_choose(const struct store_file *file);
/* Text with every $word replaced by who or what it stands for: $fever $gate $story … */
void evening_say(const char *text, struct buffer *out);
/* What another word stands for from now on; the word itself is kept, what it stands for copied. */
void evening_set(const char *word, const char *said);
void evening_forget(void);

/* The first column of the first row that a question with $words gives, "" for none; what is wrong with the question
 * when it is none of SQL: nothing jumps out of a desk that runs. Free it. */
char *evening_ask(const struct store_file *file, const char *sql);

/* Whose reading of that half-day nobody has taken yet, in the order of the doors. */
struct evening_due {
    long long observation_id, place_id;
    char name[64], room[40];
};
int evening_due(const struct store_file *file, const char *half, struct evening_due due[EVENING_DUE_MOST]);
/* The condition of SQL that says so of an observation o, of a half-day of 2022-04-11. */
const char *evening_due_sql(const char *half);
#endif
