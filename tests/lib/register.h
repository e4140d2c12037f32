/* A register in a file of its own (store_file.h), opened and filled with few words. */
#ifndef GATEPOST_TEST_REGISTER_H
#define GATEPOST_TEST_REGISTER_H
#include "gatepost/crossing.h"
#include "gatepost/observation.h"
#include "gatepost/registers.h"

/* A new empty register, opened, officer 1 (李卫国) signed on; clock fixed at REGISTER_NOW. Fails the test otherwise.
 */
struct store *register_open(void);
/* The same file from another terminal; closed with store_close. */
struct store *register_open_again(const char *terminal);
void register_close(struct store *store); /* and removes its files */
enum { REGISTER_NOW = 1649658720 };       /* 2022-04-11 14:32 +08:00 */

/* Each begins and commits; the test fails when it is refused. They return the id. */
int64_t register_checkpoint(struct store *store, const char *name);
int64_t register_officer(struct store *store, const char *name);
int64_t register_household(struct store *store, const char *estate, const char *room);
int64_t register_person(struct store *store, const char *name, const char *phone, int64_t place_id);
int64_t register_vehicle(struct store *store, const char *plate, int64_t place_id);
/* Inserts as it is given; direction, decision and the like are the caller's. */
int64_t register_crossing(struct store *store, struct crossing *crossing);
/* A record of a register as it is given, by the rules of the domain. */
void register_put(struct store *store, const struct register_rules *rules, void *record);
/* Observed from that hour of the day on; place_id 0: where the person lives. Returns the id. */
int64_t register_observed(struct store *store, int64_t person_id, int64_t place_id, enum observation_kind kind, int day,
                          int hour);
void register_begin(struct store *store);
void register_commit(struct store *store);
/* One integer of an SQL statement without parameters. */
int64_t register_count(struct store *store, const char *sql);
/* `gatepost check` finds nothing. */
void register_whole(struct store *store);
/* Behind this change by SQL past all rules it finds something that holds `finding`. */
void register_finds(struct store *store, const char *sql, const char *finding);
/* How SQLite answers the first question this connection has prepared whose SQL holds `fragment`. */
void register_plan(struct store *store, const char *fragment, char *plan, size_t size);
#endif
