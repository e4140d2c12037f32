/* What the parsers of input habits share: folding what was typed, and reading it from left to right. */
#ifndef GATEPOST_TEXT_HABIT_H
#define GATEPOST_TEXT_HABIT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was typed, half-width and trimmed, into out. False when it does not fit (nothing anybody types here is that
 * long) or is not clean text. */
bool habit_fold(const char *text, char *out, size_t size);
/* a–z to A–Z, in place. */
void habit_upper(char *text);
/* Takes every character of `which` (UTF-8) out of text, in place. */
void habit_drop(char *text, const char *which);
/* Takes out spaces that do not stand between two digits; runs of spaces between digits become one. In place. */
void habit_drop_loose_spaces(char *text);

/* Steps over word when it stands at *at. */
bool habit_take(const char **at, const char *word);
/* Steps over a run of at most 9 digits; gives how many, their value in *value. */
int habit_number(const char **at, int *value);

bool habit_is_digit(char byte);
bool habit_is_letter(char byte); /* ASCII */
bool habit_is_chinese(int32_t code_point);
#endif
