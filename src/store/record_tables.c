/* The tables kept by record.h: one line each. */
#include "gatepost/contact.h"
#include "gatepost/expected.h"
#include "gatepost/incident.h"
#include "gatepost/notice.h"
#include "gatepost/parcel.h"
#include "gatepost/pass.h"
#include "gatepost/patrol.h"
#include "gatepost/poster.h"
#include "gatepost/vehicle.h"
#include <stddef.h>

/* clang-format off */
const struct record_table *const record_tables[] = {
    &contact_table,
    &incident_table,
    &expected_table,
    &parcel_table,
    &notice_table,
    &patrol_table,
    &poster_table,
    &pass_table,
    &vehicle_table,
    NULL,
};
/* clang-format on */
