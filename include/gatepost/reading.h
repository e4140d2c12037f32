/* Temperatures of the round (测温轮报, domain.md §4): one row a person and half-day. What a half-day is worth:
 * half_day.h. */
#ifndef GATEPOST_READING_H
#define GATEPOST_READING_H
#include "gatepost/record.h"

enum half { HALF_MORNING, HALF_EVENING };
struct half_day {
    int day; /* yyyymmdd, in the community's zone */
    enum half half;
};
enum reading_outcome { READING_VALUE, READING_NO_ANSWER, READING_REFUSED, READING_EXCUSED };
enum reading_via { READING_PHONE, READING_CHAT, READING_DOOR };
struct reading {
    struct record_head head;
    int64_t observation_id;
    int day; /* yyyymmdd */
    enum half half;
    enum reading_outcome outcome;
    int tenths, retest_tenths; /* 0: none */
    bool abnormal;             /* the last measurement is at the fever line */
    int64_t at;
    bool late; /* entered after the half-day was over */
    enum reading_via via;
    char symptoms[NOTE_BYTES];
    int64_t officer_id;
};
extern const char *const half_names[], *const half_labels[];
extern const char *const reading_outcome_names[], *const reading_outcome_labels[];
extern const char *const reading_via_names[], *const reading_via_labels[];
extern const struct record_field reading_fields[];
extern const struct record_table reading_table;
enum { READINGS_VALID, READINGS_ABNORMAL, READINGS_ALL };

/* The measurement that counts, in tenths: the second where there is one; 0: none. */
int reading_last_tenths(const struct reading *reading);
/* The valid reading of a cell; ERR_NOT_FOUND. */
bool reading_of_cell(struct store *store, int64_t observation_id, int day, enum half half, struct reading *reading,
                     struct err *err);
/* Valid readings of an observation from one day to another, in the order of the half-days. */
bool reading_list(struct store *store, int64_t observation_id, int from_day, int to_day, struct reading *readings,
                  int most, int *count, struct err *err);
/* The same with no more of each than a cell of the round shows: id, half-day, outcome, measurements, abnormal, late. */
bool reading_cells(struct store *store, int64_t observation_id, int from_day, int to_day, struct reading *readings,
                   int most, int *count, struct err *err);
/* Valid readings of a day (of one half of it, NULL: both) in the order of their numbers, behind `behind`, by an index
 * of the day. */
bool reading_of_day(struct store *store, int day, const enum half *half, int64_t behind, struct reading *readings,
                    int most, int *count, struct err *err);

/* One half-day of the round, over all running observations. */
struct round_cell {
    int day;
    enum half half;
    int64_t missed_at; /* half_day_missed_at: what began before it belongs there */
};
/* The first running observation behind this place in the order of the doors (text, id) whose cell is empty; 0: none. */
bool reading_next_open(struct store *store, const struct round_cell *cell, const struct record_key *behind, int64_t *id,
                       struct err *err);
struct round_counts {
    int open;        /* no entry: due, or nobody tried */
    int outcomes[4]; /* by enum reading_outcome; abnormal ones are values, too */
    int abnormal;
};
bool reading_counts(struct store *store, const struct round_cell *cell, struct round_counts *counts, struct err *err);
#endif
