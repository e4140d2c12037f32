/* What stands beside the zoomed list of who is observed: why, until when, who keeps contact, the last readings. */
#ifndef SCREENS_OBSERVED_DETAIL_H
#define SCREENS_OBSERVED_DETAIL_H
#include "gatepost/canvas.h"
#include "gatepost/observation.h"
#include "gatepost/pairing.h"
#include "gatepost/reading.h"
#include "gatepost/supply.h"
#include "gatepost/tier.h"
#include "screens/application.h"

enum { DETAIL_KEEPERS = 6, DETAIL_READINGS = 8 };
struct observed_detail {
    struct observation observation; /* head.id 0: nothing was read */
    char name[NAME_BYTES], phone[PHONE_SIZE], place_label[96];
    struct pairing pairing; /* head.id 0: nobody helps */
    struct keeper keepers[DETAIL_KEEPERS];
    char tiers[DETAIL_KEEPERS][NAME_BYTES];
    int keeper_count;
    struct supply_need need;
    struct reading readings[DETAIL_READINGS]; /* the newest first */
    int reading_count;
};
/* Reads it, a handful of look-ups by id. */
void observed_detail_load(struct store *store, int64_t observation_id, struct observed_detail *detail);
void observed_detail_draw(const struct application *application, const struct observed_detail *detail,
                          struct canvas *canvas, struct rect rect);
#endif
