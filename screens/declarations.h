/* The check queue of self-declarations: the list, and one of them beside what the register knows. */
#ifndef SCREENS_DECLARATIONS_H
#define SCREENS_DECLARATIONS_H
#include "gatepost/declaration_rules.h"
#include "screens/register.h"

extern const struct register_screen declaration_register;

/* "张伟明 上海", masked as the screen is. */
void declaration_name(const struct view *view, const void *record, char *text, size_t size);
#endif
