/* What the name at the cursor may become, where things with amounts are typed. */
#include "gatepost/utf8.h"
#include "screens/goods.h"
#include <stdio.h>
#include <string.h>

int goods_words(const struct view *view, const char *text, size_t cursor, size_t *begin, size_t *end,
                char texts[][NAME_BYTES], int most)
{
    char word[ITEM_BYTES], names[REGISTER_OFFERS][ITEM_BYTES];
    int count = 0, kept = 0;
    if (!items_word(text, cursor, begin, end) || *end - *begin >= sizeof word)
        return 0;
    snprintf(word, sizeof word, "%.*s", (int)(*end - *begin), text + *begin);
    if (!goods_offer(application_store(view), word, names, most, &count, NULL))
        return 0;
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], word) != 0)
            text_copy(texts[kept++], NAME_BYTES, names[i]);
    return kept;
}
