/* What the list of observations, its forms and the screens beside them share. */
#ifndef SCREENS_OBSERVATIONS_H
#define SCREENS_OBSERVATIONS_H
#include "gatepost/observation_rules.h"
#include "gatepost/view.h"
#include "screens/register.h"

/* "12-2-1203 刘洋", the name as it may be shown. */
void observation_name(const struct view *view, const void *record, char *text, size_t size);
/* A line before a release: the readings that are missing, or that none is. */
void observation_add_missing(struct store *store, const struct observation *observation, struct buffer *out);

/* What screen_observation_leave is opened with. */
struct observation_leave_open {
    int64_t id, rev;
};
#endif
