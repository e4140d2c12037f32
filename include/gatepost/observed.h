/* Households under observation (domain.md §4) as the tiers, teams and helpers see them. */
#ifndef GATEPOST_OBSERVED_H
#define GATEPOST_OBSERVED_H
#include "gatepost/observation.h"

/* The observed households of a building, in door order. */
bool observed_of_building(struct store *store, const char *estate, const char *building, int64_t *place_ids, int most,
                          int *count, struct err *err);

/* A household under observation and a tier: who of it keeps contact, and when it last was reached. */
struct tier_contact {
    char door[DOOR_BYTES];
    int64_t place_id, tier_id, keeper_id; /* keeper_id 0: nobody of this tier yet */
    int tier_position;
    char tier[NAME_BYTES], keeper[NAME_BYTES], phone[PHONE_SIZE];
    int64_t last_at, today_at; /* somebody was reached: since the observation began, on the day asked for; 0: never */
    int tries;                 /* of that day, that reached nobody */
};
/* What counts of a day. */
struct contact_day {
    int64_t from_at, until_at; /* the day */
    int64_t begun_before;      /* only observations that began before this moment */
};
struct contact_window {
    struct contact_day day;
    int64_t place_id, tier_id; /* 0: every household, every tier */
    bool missing;              /* only those nobody of the tier reached that day; of every tier: only the daily ones */
    const struct tier_contact *anchor; /* exclusive: door, place_id, tier_position and tier_id; NULL: from the end */
    bool backwards;
    int budget_ms; /* stops looking after so many ms; 0: no limit */
    struct tier_contact *rows;
    int most, count;
    bool finished;               /* nothing further that way */
    struct tier_contact reached; /* not finished: continue here */
};
/* By door, then by the rank of the tier. */
bool observed_contacts(struct store *store, struct contact_window *window, struct err *err);
/* How many of them nobody of the tier reached on the day; tier_id 0: of all daily tiers. */
bool observed_count_missing(struct store *store, const struct contact_day *day, int64_t tier_id, int64_t *count,
                            struct err *err);

/* A building with observed households. */
struct observed_building {
    char estate[64], building[NAME_BYTES];
    int households, people;
};
/* In door order; a place without a building counts under its name. */
bool observed_buildings(struct store *store, struct observed_building *buildings, int most, int *count,
                        struct err *err);
/* The estate of a building that is said without one: ERR_INPUT with field "building" when nobody is observed in such a
 * building, with "estate" when there are several. `estate` of 64. */
bool observed_estate(struct store *store, const char *building, char *estate, struct err *err);
#endif
