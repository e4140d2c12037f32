/* Volunteers (志愿者, domain.md §6): somebody of the one person table who takes shifts, and when they cannot. */
#ifndef GATEPOST_VOLUNTEER_H
#define GATEPOST_VOLUNTEER_H
#include "gatepost/availability.h"
#include "gatepost/record.h"

enum volunteer_kind {
    VOLUNTEER_PARTY,           /* 党员 */
    VOLUNTEER_VETERAN,         /* 退役军人 */
    VOLUNTEER_GRID_WORKER,     /* 网格员 */
    VOLUNTEER_BUILDING_LEADER, /* 楼长 */
    VOLUNTEER_REPRESENTATIVE,  /* 居民代表 */
    VOLUNTEER_OWNER,           /* 业主 */
    VOLUNTEER_OUTSIDE,         /* 外来 */
    VOLUNTEER_OTHER
};
enum volunteer_wish { WISH_ANY, WISH_DAY, WISH_EVENING, WISH_NIGHT, WISH_NO_NIGHT };
enum volunteer_health { HEALTH_UNCHECKED, HEALTH_FIT, HEALTH_UNFIT };
/* Ends with NULL each. */
extern const char *const volunteer_kind_names[], *const volunteer_kind_labels[];
extern const char *const volunteer_wish_names[], *const volunteer_wish_labels[];
extern const char *const volunteer_health_names[], *const volunteer_health_labels[];
struct volunteer {
    struct record_head head;
    int64_t person_id;
    char name[NAME_BYTES];      /* as the person's; volunteer_rules keeps it so */
    char phone[PHONE_SIZE];     /* read with the record from the person */
    char phone_was[PHONE_SIZE]; /* as it was read: only another one is written to the person */
    enum volunteer_kind kind;
    char building[64]; /* read from the person's place where there is one */
    char contact[NAME_BYTES], contact_phone[PHONE_SIZE];
    bool temperature, driving, first_aid;
    char available[AVAILABILITY_BYTES];
    enum volunteer_wish wish;
    int shifts_most; /* a week; 0: no limit of their own */
    enum volunteer_health health;
    int health_day;
    char kit[NOTE_BYTES];
    int kit_day, since_day;
    bool observed; /* read with the record: the own household is under observation */
    char note[NOTE_BYTES];
};
extern const struct record_field volunteer_fields[];
extern const struct record_table volunteer_table;
enum { VOLUNTEERS_VALID, VOLUNTEERS_OBSERVED, VOLUNTEERS_UNCHECKED, VOLUNTEERS_ALL };
/* The valid volunteer who is this person; ERR_NOT_FOUND. */
bool volunteer_of_person(struct store *store, int64_t person_id, struct volunteer *volunteer, struct err *err);
/* One found by what is typed. */
struct volunteer_hit {
    int64_t id;
    char name[NAME_BYTES], phone[PHONE_SIZE], building[64];
    int rank; /* how well it fits; more is better */
};
/* Valid volunteers whom every word fits – name, a part of it, pinyin initials, last digits of the phone (three or
 * more) –, the best first, then by name. */
bool volunteer_find(struct store *store, const char *words, struct volunteer_hit *hits, int most, int *count,
                    struct err *err);
/* The one that is meant; *id 0: none. "#12": by its number. ERR_INPUT lists several. */
bool volunteer_meant(struct store *store, const char *words, int64_t *id, struct err *err);
/* The valid volunteers whose own household is under observation, by number; the first `most`. */
bool volunteers_observed(struct store *store, int64_t *ids, int most, int *count, struct err *err);

struct absence { /* 请假 */
    struct record_head head;
    int64_t volunteer_id, from_at, until_at; /* half-open */
    char reason[NOTE_BYTES];
};
extern const struct record_field absence_fields[];
extern const struct record_table absence_table;
enum { ABSENCES_OPEN, ABSENCES_ALL };
#endif
