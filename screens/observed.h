/* The lists of who is observed, as others see them. */
#ifndef SCREENS_OBSERVED_H
#define SCREENS_OBSERVED_H
#include "gatepost/view.h"

/* The selected observation when the view is the pane of who is observed, or the list of observations; NULL otherwise.
 */
const int64_t *observed_selected(const struct view *view);
#endif
