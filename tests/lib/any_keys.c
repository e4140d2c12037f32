#include "any_keys.h"
#include <stdlib.h>
#include <string.h>

static const char *const pieces[] = {"\033[",   "\033O", "\033",   "~", "M",    "A",    "1",         "9",
                                     ";",       "<",     "\033[M", "z", "张",   "\t",   "\033[200~", "\033[201~",
                                     "\033[5~", "\x80",  "\xff",   " ", "\x1a", "\x07", "\x0c"};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

static size_t count_texts(const char *const *texts)
{
    size_t count = 0;
    while (texts != NULL && texts[count] != NULL)
        count++;
    return count;
}

int any_keys(char *keys, size_t size, const char *const *more)
{
    size_t length = 0, more_count = count_texts(more);
    int count = 0;
    for (;; count++) {
        size_t choice = (size_t)random() % (PIECES + more_count);
        const char *piece = choice < PIECES ? pieces[choice] : more[choice - PIECES];
        if (length + strlen(piece) >= size)
            break;
        memcpy(keys + length, piece, strlen(piece));
        length += strlen(piece);
    }
    keys[length] = '\0';
    return count;
}
