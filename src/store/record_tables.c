/* The tables kept by record.h: one line each. */
#include "gatepost/assignment.h"
#include "gatepost/contact.h"
#include "gatepost/declaration.h"
#include "gatepost/donation.h"
#include "gatepost/doubles.h"
#include "gatepost/errand.h"
#include "gatepost/expected.h"
#include "gatepost/follow_up.h"
#include "gatepost/incident.h"
#include "gatepost/notice.h"
#include "gatepost/observation.h"
#include "gatepost/pairing.h"
#include "gatepost/parcel.h"
#include "gatepost/pass.h"
#include "gatepost/patrol.h"
#include "gatepost/poster.h"
#include "gatepost/printing.h"
#include "gatepost/reading.h"
#include "gatepost/survey.h"
#include "gatepost/team.h"
#include "gatepost/tier.h"
#include "gatepost/vehicle.h"
#include "gatepost/visit.h"
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
    &survey_round_table,
    &survey_table,
    &declaration_table,
    &arrival_table,
    &observation_table,
    &term_change_table,
    &reading_table,
    &tier_table,
    &keeper_table,
    &follow_up_table,
    &team_table,
    &team_day_table,
    &visit_table,
    &pairing_table,
    &distinct_pair_table,
    &goods_table,
    &stock_entry_table,
    &donation_table,
    &supply_table,
    &supply_line_table,
    &supply_step_table,
    &supply_delivery_table,
    &errand_table,
    &volunteer_table,
    &absence_table,
    &post_table,
    &post_closed_table,
    &assignment_table,
    &call_out_table,
    &printing_table,
    NULL,
};
/* clang-format on */
