/* Survey rounds (入户排查, domain.md §3): one visit or call each, with its questions; how far a round has come. */
#ifndef GATEPOST_SURVEY_H
#define GATEPOST_SURVEY_H
#include "gatepost/record.h"

struct survey_round {
    struct record_head head;
    char name[NAME_BYTES];
    int began_day, ended_day; /* yyyymmdd; ended_day 0: going on */
    char note[NOTE_BYTES];
};
extern const struct record_field survey_round_fields[];
extern const struct record_table survey_round_table;
enum { ROUNDS_ALL };

enum survey_how { SURVEY_DOOR, SURVEY_PHONE };
enum survey_result { SURVEY_DONE, SURVEY_NOT_HOME, SURVEY_REFUSED, SURVEY_VACANT }; /* vacant: nobody lives there */
struct survey {
    struct record_head head;
    int64_t round_id, place_id, at;
    enum survey_how how;
    enum survey_result result;
    int persons;                              /* who live there, as said; 0: not asked, or vacant */
    int returned, visitors, affected, unwell; /* answers: 1 yes, 0 no, -1 not asked */
    char symptoms[NOTE_BYTES];
    char by_whom[NAME_BYTES];
    int64_t officer_id;
    char note[NOTE_BYTES];
    int tries; /* the how manieth of its round at that place */
};
extern const char *const survey_how_names[], *const survey_how_labels[];
extern const char *const survey_result_names[], *const survey_result_labels[];
extern const struct record_field survey_fields[];
extern const struct record_table survey_table;
enum { SURVEYS_VALID, SURVEYS_NOT_HOME, SURVEYS_REFUSED, SURVEYS_VACANT, SURVEYS_ALL }; /* scopes */

/* The round that is going on: the newest valid one without an end. ERR_NOT_FOUND. */
bool survey_round_current(struct store *store, struct survey_round *round, struct err *err);
/* The newest valid survey of a place in a round, and how many tries there were; ERR_NOT_FOUND when nobody was there. */
bool survey_of_place(struct store *store, int64_t round_id, int64_t place_id, struct survey *survey, int *tries,
                     struct err *err);
/* What is known of a place over all rounds: its newest valid survey in which somebody answered or the place stood empty
 * (`answered`), else its newest one in which nobody was home; id 0: there is none. */
bool survey_standing(struct store *store, int64_t place_id, bool answered, struct survey *survey, struct err *err);
/* Valid surveys of a round. */
bool survey_count(struct store *store, int64_t round_id, int64_t *count, struct err *err);
/* The valid rounds without an end; at most `most`, the newest first. */
bool survey_round_open(struct store *store, struct survey_round *rounds, int most, int *count, struct err *err);
#endif
