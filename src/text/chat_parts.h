/* What the parts of chat.c share: one line while it is taken apart. */
#ifndef GATEPOST_TEXT_CHAT_PARTS_H
#define GATEPOST_TEXT_CHAT_PARTS_H
#include "gatepost/chat.h"
#include <stddef.h>

struct buffer;

enum { CHAT_LINE_BYTES = 1000, CHAT_PIECES_MOST = 64, CHAT_PERSONS_MOST = 12 };
/* What a word in front of a value says about it is no part of the entry. */
enum { CHAT_LABEL = CHAT_PARTS };

/* A stretch of the line that was recognised. */
struct chat_piece {
    int part; /* enum chat_part or CHAT_LABEL */
    size_t from, length;
};
struct chat_scan {
    char text[CHAT_LINE_BYTES]; /* half-width, without decoration */
    char open[CHAT_LINE_BYTES]; /* the same; what was taken is CHAT_TAKEN, byte by byte, which ends every other piece */
    struct chat_piece pieces[CHAT_PIECES_MOST];
    int count;
};
#define CHAT_TAKEN '\x01'

/* A line as pasted, half-width, on one alphabet of marks, without emoji, decoration and what nobody sees. */
void chat_plain(const char *text, size_t length, struct buffer *plain);

void chat_scan_start(struct chat_scan *scan, const char *plain);
/* False when there are too many pieces already: the rest of the line stays the rest. */
bool chat_take(struct chat_scan *scan, size_t from, size_t length, int part);
bool chat_has(const struct chat_scan *scan, int part);
/* The piece as text in `out`; false when it does not fit. */
bool chat_piece_text(const struct chat_scan *scan, const struct chat_piece *piece, char *out, size_t size);

/* Nothing that belongs to a number stands before at, or at at. */
bool chat_starts_alone(const char *line, size_t at);
bool chat_ends_alone(const char *line, size_t at);

/* In this order: labels with their values; numbers that can be only one thing; names and directions; the other numbers,
 * by what the line has. */
void chat_find_labelled(struct chat_scan *scan);
void chat_find_certain(struct chat_scan *scan);
void chat_find_names(struct chat_scan *scan);
void chat_find_bare(struct chat_scan *scan);

/* Length of what begins at `at` and can be only this part, 0 without. */
typedef size_t chat_match_fn(const char *line, size_t at);
chat_match_fn chat_match_room, chat_match_moment, chat_match_temperature;

/* 2 to 4 characters that begin with a surname and are no word of every day, or a name with a middle dot. */
bool chat_is_name(const char *text, size_t length);
/* "in", "out", or NULL when the word is no direction. */
const char *chat_direction(const char *word, size_t length);

/* Which values belong to whom. Gives how many persons there are, at least 1; appends the parts of one of them, each
 * with its NUL. */
int chat_settle(struct chat_scan *scan);
void chat_compose(const struct chat_scan *scan, int person, int persons, const char *sender, struct buffer *parts);
#endif
