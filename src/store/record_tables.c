/* The tables kept by record.h: one line each. */
#include "gatepost/contact.h"
#include "gatepost/expected.h"
#include "gatepost/parcel.h"
#include <stddef.h>

const struct record_table *const record_tables[] = {
    &contact_table,
    &expected_table,
    &parcel_table,
    NULL,
};
