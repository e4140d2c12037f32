/* What residents declared themselves (自主申报, domain.md §3): comes in by import, is matched to households, waits
 * until somebody confirms or rejects it. */
#ifndef GATEPOST_DECLARATION_H
#define GATEPOST_DECLARATION_H
#include "gatepost/arrival.h"

enum declaration_match {
    MATCHED_NONE,
    MATCHED_ID,        /* by the ID number */
    MATCHED_PHONE,     /* by the phone */
    MATCHED_ROOM_NAME, /* by room and name */
    MATCHED_ROOM,      /* only the room: nobody of the name lives there */
    MATCHED_HAND,      /* an officer said so */
};
enum declaration_state { DECLARATION_WAITING, DECLARATION_CONFIRMED, DECLARATION_REJECTED };
struct declaration {
    struct record_head head;
    int64_t at;
    char name[NAME_BYTES], phone[PHONE_SIZE], id_number[24];
    char room[NAME_BYTES]; /* as declared */
    enum arrival_kind kind;
    char from_place[NAME_BYTES];
    int affected;               /* 1 yes, 0 no, -1 not said */
    int left_day, returned_day; /* yyyymmdd, 0: not said */
    char transport[NAME_BYTES], companions[NOTE_BYTES], symptoms[NOTE_BYTES], note[NOTE_BYTES];
    char source[NAME_BYTES]; /* the file or chat it came with */
    int64_t place_id, person_id;
    enum declaration_match matched;
    enum declaration_state state;
    int64_t checked_at, checked_by;
    char reason[NOTE_BYTES];
};
extern const char *const declaration_match_names[], *const declaration_match_labels[];
extern const char *const declaration_state_names[], *const declaration_state_labels[];
extern const struct record_field declaration_fields[];
extern const struct record_table declaration_table;
enum { DECLARATIONS_WAITING, DECLARATIONS_CONFIRMED, DECLARATIONS_REJECTED, DECLARATIONS_ALL }; /* scopes */

/* Valid persons with this ID number; with this phone (either one) when that is "". In order of their ids. */
bool declaration_persons(struct store *store, const char *id_number, const char *phone, struct person *persons,
                         int most, int *count, struct err *err);
/* Valid households at a room, of one estate or ("") of any. */
bool declaration_households(struct store *store, const char *estate, const struct room *room, int64_t *ids, int most,
                            int *count, struct err *err);
/* Another valid declaration that waits or was confirmed and says the same: the same day of return (or none), and the
 * same ID number, or the same phone and name (families share phones) without different ID numbers; of one without
 * either number the same name and room. ERR_NOT_FOUND. */
bool declaration_same(struct store *store, const struct declaration *declaration, struct declaration *other,
                      struct err *err);
/* How many wait to be checked; counting stops at `most`. */
bool declaration_waiting(struct store *store, int most, int *count, struct err *err);
/* The valid arrival written when this declaration was confirmed; ERR_NOT_FOUND. */
bool declaration_arrival(struct store *store, int64_t id, struct arrival *arrival, struct err *err);
#endif
