/* What the files of the sample community share. Everything comes from one fixed stream of numbers, so that it is always
 * the same community. */
#ifndef GATEPOST_DEMO_PARTS_H
#define GATEPOST_DEMO_PARTS_H
#include "gatepost/crossing.h"
#include "gatepost/demo.h"

enum { DEMO_CHECKPOINTS = 17, DEMO_ESTATES = 3, DEMO_VOLUNTEERS = 160, DEMO_OBSERVED_VOLUNTEER = 61 };
/* Volunteers who have a part at the shared terminal, by their place among them. */
enum { DEMO_DUE = 1, DEMO_SEEKS = 5, DEMO_PIN_TWIN = 8 };

struct demo_random {
    uint64_t state; /* xorshift64*, never 0 */
};
/* 0 … limit - 1. */
int demo_random_below(struct demo_random *random, int limit);
bool demo_one_in(struct demo_random *random, int chances);

/* A full name for a sex ('m', 'f'); surname "" picks one by its real share. */
void demo_name(struct demo_random *random, const char *surname, char sex, char name[NAME_BYTES]);
/* A surname by its share, borrowed constant text. */
const char *demo_surname(struct demo_random *random);
/* 11 digits, another one for each index below 100,000, last four spread. */
void demo_phone(int index, char phone[PHONE_SIZE]);
/* Surnames with special readings (domain.md §13): everybody finds them in the sample. NULL behind the last. */
const char *demo_special_surname(int index);

struct demo_person {
    int64_t id, place_id, vehicle_id; /* the household's vehicle, 0: none */
    int64_t last_at;                  /* last crossing */
    int64_t visited_id;               /* visitors: where they are now */
    int64_t entry_id;                 /* the last crossing: of visitors inside, the entry */
    enum crossing_class class;
    enum person_kind kind;
    short estate;
    bool observed, away; /* away: residents who are out, visitors who are inside */
    bool driving;
};
struct demo_household {
    int64_t id;
    int first, count; /* its people */
};
/* A household with people under observation. */
struct demo_observed {
    int household, persons; /* its first so many members */
    int first_day;
    int64_t began_at, flag_id;
};
enum { DEMO_OBSERVED_MOST = 40 };
struct demo_world {
    struct store *store;
    const struct demo *demo;
    struct demo_random random;  /* the gate log follows from it */
    struct demo_random other;   /* of what came later: the log stays the same */
    bool large;                 /* 20,000 residents */
    int64_t unsaved;            /* rows since the last commit */
    struct demo_person *people; /* residents and tenants first, visitors behind them */
    int resident_count, visitor_count, capacity;
    struct demo_household *households;
    int household_count;
    struct demo_observed observed[DEMO_OBSERVED_MOST];
    int observed_count;
    struct {
        int64_t id, officer_id;
        short estate;
    } checkpoints[DEMO_CHECKPOINTS];
    int64_t desk_officer_id; /* who answers the phone at the post */
    int64_t volunteers[DEMO_VOLUNTEERS];
    int64_t signs_in_id, signs_in_at; /* a shift whose volunteer signs in at the shared terminal */
    int announced_count;              /* visits in the log that had been announced */
};
/* After each row: commits now and then, so that no transaction grows without end. */
bool demo_row_done(struct demo_world *world, struct err *err);
/* What follows is an officer's work; 0: nobody's. A commit: one batch is of one officer. */
bool demo_as(struct demo_world *world, int64_t officer_id, struct err *err);

/* demo_people.c: checkpoints, officers, places, persons, vehicles, flags. */
bool demo_make_people(struct demo_world *world, struct err *err);
/* demo_passes.c: whose the vehicles are, who drives them; passes of the households, lost and void ones too. */
bool demo_make_passes(struct demo_world *world, struct err *err);
/* demo_notices.c: command structure and call list, notices, posters, patrol notes. */
bool demo_make_notices(struct demo_world *world, struct err *err);
/* demo_crossings.c: `count` crossings of `days` days, the last one up to now. */
bool demo_make_crossings(struct demo_world *world, int64_t count, int days, struct err *err);
/* demo_expected.c: visitors still expected and expired, parcels. */
bool demo_make_expected(struct demo_world *world, struct err *err);
/* The last visitors of the log had been announced: makes the announcement and names it in the row. */
bool demo_announce_visit(struct demo_world *world, struct crossing *row, int64_t rows_left, struct err *err);
/* demo_incidents.c: one open, one reported, one closed. */
bool demo_make_incidents(struct demo_world *world, struct err *err);
/* demo_observation.c: which households are observed, with their flags: nobody of them crosses a gate. */
bool demo_choose_observed(struct demo_world *world, int first_household, struct err *err);
/* Their terms and readings; others released, transferred, to be verified. */
bool demo_make_observations(struct demo_world *world, struct err *err);
/* demo_screening.c: two rounds, arrivals, declarations. */
bool demo_make_screening(struct demo_world *world, struct err *err);
/* demo_follow_up.c: tiers, who follows up, contacts, visits, teams, helpers. */
bool demo_make_follow_ups(struct demo_world *world, struct err *err);
/* demo_stock.c: goods, donations, the ledger. */
bool demo_make_stock(struct demo_world *world, struct err *err);
/* demo_supply.c: requests and what became of them. */
bool demo_make_supplies(struct demo_world *world, struct err *err);
/* demo_roster.c: posts and volunteers. */
bool demo_make_roster(struct demo_world *world, struct err *err);
/* demo_shifts.c: who stood and stands on them, who is on leave, who was rung. */
bool demo_make_shifts(struct demo_world *world, struct err *err);
/* demo_own_acts.c: PINs of the shared terminal, and what volunteers did there by themselves. */
bool demo_make_own_acts(struct demo_world *world, struct err *err);
#endif
