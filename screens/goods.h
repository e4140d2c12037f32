/* The list of goods, while it is counted too (goods_count.c). */
#ifndef SCREENS_GOODS_H
#define SCREENS_GOODS_H
#include "gatepost/stock.h"
#include "screens/register.h"

struct goods_list {
    struct register_list list;
    bool counting;   /* the column of the count is an input field */
    char typed[16];  /* in it, of the selected goods */
    int64_t counted; /* how many were counted since it began */
};
enum { GOODS_COLUMN_COUNTED = 6 };

/* As register_screen.words: yan offers 盐, what was asked for before first; the amount is typed behind it. */
int goods_words(const struct view *view, const char *text, size_t cursor, size_t *begin, size_t *end,
                char texts[][NAME_BYTES], int most);

/* ---- goods_count.c ---- */

/* Begins or ends the counting of one after the other. */
void goods_run_count(struct view *view);
const char *goods_count_label(const struct view *view);
/* As list_def.field and screen_def.key. */
int goods_count_field(const struct view *view, int *cursor);
bool goods_count_key(struct view *view, const struct key_event *event);
#endif
