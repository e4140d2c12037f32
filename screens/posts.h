/* The checkpoints this terminal has stood at: one key goes round them. */
#ifndef SCREENS_POSTS_H
#define SCREENS_POSTS_H
#include <stdint.h>

struct application;
struct view;

/* This terminal stands at that checkpoint: one of the round from now on, kept like a draft. */
void posts_note(struct application *application, int64_t checkpoint_id);
/* Stands at the next one of the round, from any screen; the list opens while there is no other. What is half typed
 * stays, and an open entry is filed at the new place, as its heading says. */
void posts_next(struct view *view);
#endif
