/* From a number of the screening to the places behind it. */
#ifndef SCREENS_SCREENING_H
#define SCREENS_SCREENING_H
#include "gatepost/screening.h"
#include "gatepost/view.h"

/* What screen_screening_places is opened with. */
struct screening_names {
    struct survey_round round;
    enum screening_by by;
    bool all; /* of all groups */
    struct screening_group group;
    unsigned states; /* bits of enum screening_state */
};
#endif
