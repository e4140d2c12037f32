/* What is suggested under the fields of a register's form. */
#ifndef SCREENS_REGISTER_SUGGEST_H
#define SCREENS_REGISTER_SUGGEST_H
#include "screens/register.h"

/* Reads the suggestions of every field that has some. */
void register_suggest_load(struct view *view);
/* Those of a field, or NULL. */
const struct register_suggest *register_suggest_of(const struct view *view, int index);
/* The one of that number among those that fit what was typed: a part of it, or its initials. NULL behind the last. */
const char *register_suggestion(const struct view *view, const struct register_suggest *suggest, int wanted);
int register_suggest_count(const struct view *view, const struct register_suggest *suggest);
/* FIELD_WORDS: another word has the cursor. */
void register_suggest_follow(struct view *view, int index);
/* Takes one: as the whole text, or as the word with the cursor. */
void register_suggest_choose(struct view *view, const struct register_suggest *suggest, int wanted);
#endif
