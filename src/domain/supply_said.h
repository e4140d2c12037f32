/* What a line of a chat, or a cell, says of a request in words (import_supplies.c). */
#ifndef GATEPOST_DOMAIN_SUPPLY_SAID_H
#define GATEPOST_DOMAIN_SUPPLY_SAID_H
#include "gatepost/supply.h"

struct supply_said {
    char room[200], name[NAME_BYTES], phone[64];
    char items[ITEMS_BYTES]; /* "大米 10斤、盐 2包"; "" when nothing is asked for */
    char note[NOTE_BYTES];   /* what is left over */
    bool urgent;
    bool has_room; /* the line itself names the household */
};
/* Takes a line apart: 8-1-302 米10斤 盐2包; 张伟明 12-2-1203 急！降压药1盒. What was found in it as room, name and
 * phone stands in `said` before; a name that is a thing, or a room without a building, is none and goes back. ERR_INPUT
 * as items_pick. */
bool supply_said_line(struct store *store, const char *line, struct supply_said *said, struct err *err);
/* The things alone, as items_parse reads them, of what somebody typed or a cell holds: 要米10斤，盐2包（急） →
 * 米10斤,盐2包. `urgent` is set where it says so; what stands in brackets behind a thing goes into `remark`. */
void supply_said_things(struct store *store, const char *said, bool *urgent, struct buffer *remark, struct buffer *out);
/* Room and name from what a chat calls somebody: 8-1-302 张伟明. */
void supply_said_sender(const char *sender, struct supply_said *said);
/* 急, 加急, 是, yes → true; 否, 不急, "" → false. ERR_INPUT. */
bool supply_said_urgent(const char *text, bool *urgent, struct err *err);
#endif
