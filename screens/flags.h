#ifndef SCREENS_FLAGS_H
#define SCREENS_FLAGS_H
#include <stdint.h>

struct view;
/* What speaks at the gate for one person and their household; either id may be 0. */
struct flag_subject {
    int64_t person_id, place_id;
};
void flags_open(struct view *view, int64_t person_id, int64_t place_id);
#endif
