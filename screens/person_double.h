/* Somebody in the register who may be the same person, in words. */
#ifndef SCREENS_PERSON_DOUBLE_H
#define SCREENS_PERSON_DOUBLE_H
#include "gatepost/doubles.h"
#include "gatepost/view.h"

/* "刘洋 12-2-1203, same name and phone"; names masked as everywhere. */
void person_double_text(const struct view *view, const struct person *other, unsigned by, char *text, size_t size);
#endif
