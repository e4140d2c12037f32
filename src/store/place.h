/* Reading place rows, for place.c and place_list.c. */
#ifndef GATEPOST_STORE_PLACE_H
#define GATEPOST_STORE_PLACE_H
#include "gatepost/people.h"
#include "table.h"

#define PLACE_SELECT                                                                                             \
    "SELECT id, rev, kind, name, estate, grid, building, unit, room, occupancy, head, phone, reported_persons, " \
    "responsible, note, voided, import_id, line, leader, needs, needs_note FROM place "

void place_read(const struct statement *statement, struct place *place);
#endif
