/* Handing parcels out (parcel_out.c). */
#ifndef SCREENS_PARCELS_H
#define SCREENS_PARCELS_H
#include "gatepost/parcel.h"
#include "gatepost/view.h"

/* What screen_parcel_out is opened with: the record that was selected; its household is asked for the others. */
struct parcel_open {
    struct parcel parcel;
};
/* "8-1-302 3 (A3)". */
void parcel_name(const struct view *view, const void *parcel, char *text, size_t size);
#endif
