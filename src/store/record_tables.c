/* The tables kept by record.h: one line each. */
#include "gatepost/contact.h"
#include "gatepost/expected.h"
#include "gatepost/incident.h"
#include "gatepost/parcel.h"
#include "gatepost/pass.h"
#include "gatepost/vehicle.h"
#include <stddef.h>

const struct record_table *const record_tables[] = {
    &contact_table, &incident_table, &pass_table, &vehicle_table, &expected_table, &parcel_table, NULL,
};
