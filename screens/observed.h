/* The pane of who is observed, as others see it. */
#ifndef SCREENS_OBSERVED_H
#define SCREENS_OBSERVED_H
#include "gatepost/view.h"

/* The selected observation when the view is that pane; NULL otherwise. */
const int64_t *observed_selected(const struct view *view);
#endif
