/* Vehicles (domain.md §2): whose they are, who drives them, how often a day they may come in. A plate seen at a gate is
 * a row without any of this. */
#ifndef GATEPOST_VEHICLE_H
#define GATEPOST_VEHICLE_H
#include "gatepost/record.h"

struct vehicle {
    struct record_head head;
    char plate[24];
    int64_t place_id; /* household or company of the register, 0: none */
    char company[NAME_BYTES], phone[PHONE_SIZE];
    int64_t driver_id; /* usual driver, 0: none */
    int usual_class;   /* enum crossing_class + 1; 0: as the last time */
    int trips_per_day; /* 0: as the setting vehicle.trips says */
    char note[NOTE_BYTES];
    enum plate_kind kind; /* read only: follows from the plate */
};
extern const char *const plate_kind_names[], *const plate_kind_labels[], *const vehicle_class_labels[];
extern const struct record_field vehicle_fields[];
extern const struct record_table vehicle_table;
enum { VEHICLES_ALL, VEHICLES_SEEN, VEHICLES_VOID }; /* scopes */

bool vehicle_get(struct store *store, int64_t id, struct vehicle *vehicle, struct err *err);
bool vehicle_find(struct store *store, const char *plate, int64_t *id, struct err *err); /* ERR_NOT_FOUND */
/* Inserts when the id is 0, else updates by rev, inside a running transaction. Asks nothing: vehicle_rules do. */
bool vehicle_save(struct store *store, struct vehicle *vehicle, struct err *err);
/* True when nothing but the plate is known. */
bool vehicle_is_bare(const struct vehicle *vehicle);

enum { TRIPS_MOST = 100 };
/* Valid admitted entries of the vehicle on the day (yyyymmdd) without the crossing `except`, oldest first, at most
 * TRIPS_MOST; `times` may be NULL. By the index on (vehicle, at). */
bool vehicle_trips(struct store *store, int64_t vehicle_id, int day, int64_t except, int64_t times[TRIPS_MOST],
                   int *count, struct err *err);
/* How many entries a day it may make: its own limit, else the setting vehicle.trips; 0: any number. */
int vehicle_trip_limit(struct store *store, const struct vehicle *vehicle);
#endif
