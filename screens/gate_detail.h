/* What stands beside the zoomed gate log: everything about the selected crossing and its person. */
#ifndef SCREENS_GATE_DETAIL_H
#define SCREENS_GATE_DETAIL_H
#include "gatepost/canvas.h"
#include "gatepost/crossing.h"
#include "screens/application.h"

enum { DETAIL_FLAGS = 4, DETAIL_MEMBERS = 8, DETAIL_LAST = 4 };
struct gate_detail {
    int64_t crossing_id, rev; /* of which crossing this is */
    struct person person;
    struct flag flags[DETAIL_FLAGS];
    char members[DETAIL_MEMBERS][NAME_BYTES];
    struct crossing last[DETAIL_LAST];
    int flag_count, member_count, last_count;
};
/* Reads it, a handful of look-ups by id; nothing when it is there already. */
void gate_detail_load(struct store *store, const struct crossing *crossing, struct gate_detail *detail);
void gate_detail_draw(const struct application *application, const struct gate_detail *detail,
                      const struct crossing *crossing, struct canvas *canvas, struct rect rect);
#endif
