/* A row of the log as narrow as a test of it needs; what is shown is read only for rows that pass. */
#ifndef GATEPOST_CROSSING_ROW_H
#define GATEPOST_CROSSING_ROW_H
#include "gatepost/crossing.h"

struct crossing_row {
    struct crossing_place place;
    int64_t checkpoint_id, person_id, place_id, vehicle_id, purpose_id, reason_id, officer_id;
    int direction, decision, class, temp_tenths;
    bool is_abnormal, is_voided, is_override;
};

/* Everything but the words and the days. */
bool crossing_row_passes(const struct crossing_row *row, const struct crossing_filter *filter);
#endif
