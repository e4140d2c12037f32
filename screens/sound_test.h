/* Is the alarm heard here? It rings and sounds, and somebody says. */
#ifndef SCREENS_SOUND_TEST_H
#define SCREENS_SOUND_TEST_H

struct view;
void sound_test_run(struct view *view);
#endif
