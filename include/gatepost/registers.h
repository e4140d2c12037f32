/* The rules of every register kept by record.h: what is refused, what follows. One line each. */
#ifndef GATEPOST_REGISTERS_H
#define GATEPOST_REGISTERS_H
#include "gatepost/register.h"

extern const struct register_rules contact_rules;      /* the call list: only one valid commander, no rank twice */
extern const struct register_rules expected_rules;     /* announced visitors: a name or a plate, a time to come */
extern const struct register_rules parcel_rules;       /* the parcel shelf: a new one stands on it */
extern const struct register_rules notice_rules;       /* always with an end; who posts it is the officer */
extern const struct register_rules patrol_rules;       /* where nothing was found nothing is open */
extern const struct register_rules survey_round_rules; /* one going on at a time */
extern const struct register_rules survey_rules;       /* answers only where somebody answered; the household follows */
extern const struct register_rules arrival_rules;      /* a person or a name; left before they came */
extern const struct register_rules poster_rules;       /* no more gone than there were */
extern const struct register_rules reading_rules;      /* the round: reading_rules.h */
extern const struct register_rules contact_rules;      /* the call list: only one valid commander, no rank twice */
extern const struct register_rules expected_rules;     /* announced visitors: a name or a plate, a time to come */
extern const struct register_rules parcel_rules;       /* the parcel shelf: a new one stands on it */
extern const struct register_rules notice_rules;       /* always with an end; who posts it is the officer */
extern const struct register_rules patrol_rules;       /* where nothing was found nothing is open */
extern const struct register_rules poster_rules;       /* no more gone than there were */
extern const struct register_rules pass_rules; /* one holder, one valid pass of a number; a new one for an old one */
extern const struct register_rules declaration_rules; /* what residents declared: waits, matched to a household */
extern const struct register_rules reading_rules;     /* the round: reading_rules.h */
extern const struct register_rules pass_rules;    /* one holder, one valid pass of a number; a new one for an old one */
extern const struct register_rules vehicle_rules; /* one of a plate; one that was only seen at a gate is completed */
extern const struct register_rules
    incident_rules; /* who, where, when; what is closed is corrected by those who may close */
extern const struct register_rules incident_close_rules; /* the same record closed by name: only its edit is meant */
extern const struct register_rules observation_rules;    /* one running a person; sets and keeps the household's flag */
extern const struct register_rules
    observation_release_rules; /* the same record released, with its papers: only its edit is meant */
extern const struct register_rules term_change_rules; /* another last day of an observation: only its add is meant */
extern const struct register_rules tier_rules;        /* no name twice; none that is still followed up is voided */
extern const struct register_rules keeper_rules;      /* one of a household and tier: a new one ends the one before */
extern const struct register_rules follow_up_rules;   /* who followed up is the tier's keeper if nothing is said */
extern const struct register_rules team_rules;        /* somebody is in it, no name twice */
extern const struct register_rules team_day_rules;    /* one team for a building and day */
extern const struct register_rules visit_rules;       /* who went is the team's members if nothing is said */
extern const struct register_rules pairing_rules;     /* one of a household: a new one ends the one before */
extern const struct register_rules goods_rules;       /* one word means one thing; a unit that exists */
extern const struct register_rules stock_entry_rules; /* the ledger: written once, never below nothing */
extern const struct register_rules donation_rules;    /* enters the stock at once */
extern const struct register_rules supply_rules;      /* things and amounts; supply_rules.h moves it */
extern const struct register_rules errand_rules;      /* money adds up; errand.h begins and settles it */
extern const struct register_rules volunteer_rules;   /* a person of the register, once: volunteer_rules.h */
extern const struct register_rules absence_rules;     /* leave: the shifts it covers look for a stand-in */
extern const struct register_rules post_rules;        /* one name once; shifts that make a day; its place in the grid */
extern const struct register_rules post_closed_rules; /* one post, or all, once a day */
#endif
