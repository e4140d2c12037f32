/* Three-person teams (三人小组, domain.md §4): cadre, grid worker, community doctor; which goes to a building on a day.
 */
#ifndef GATEPOST_TEAM_H
#define GATEPOST_TEAM_H
#include "gatepost/record.h"

struct team {
    struct record_head head;
    char name[NAME_BYTES], cadre[NAME_BYTES], grid_worker[NAME_BYTES], doctor[NAME_BYTES];
    char phone[PHONE_SIZE], note[NOTE_BYTES];
};
extern const struct record_field team_fields[];
extern const struct record_table team_table;
enum { TEAMS_VALID, TEAMS_ALL };

struct team_day {
    struct record_head head;
    int day; /* yyyymmdd */
    char estate[64], building[NAME_BYTES];
    int64_t team_id;
};
extern const struct record_field team_day_fields[];
extern const struct record_table team_day_table;
enum { TEAM_DAYS_VALID };
/* The valid row of a building on a day; ERR_NOT_FOUND. */
bool team_of_building(struct store *store, int day, const char *estate, const char *building, struct team_day *team_day,
                      struct err *err);
/* Which team each building had last on a day from `from_day` until before `day`. */
bool team_day_last(struct store *store, int from_day, int day, struct team_day *rows, int most, int *count,
                   struct err *err);
#endif
