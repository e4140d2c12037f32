/* The tables kept by record.h: one line each. */
#include "gatepost/contact.h"
#include "gatepost/incident.h"
#include <stddef.h>

const struct record_table *const record_tables[] = {
    &contact_table,
    &incident_table,
    NULL,
};
