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
/* What a group is called: "望江苑 12栋", "Small place", "(nobody)". */
void screening_group_label(enum screening_by by, const struct screening_group *group, char *text, size_t size);
#endif
