/* A list as plain text for a chat group: title and date, then one numbered line a row, as people number them there
 * (接龙). What goes in must be masked already (domain.md §12). */
#ifndef GATEPOST_CHAT_H
#define GATEPOST_CHAT_H
#include "gatepost/buffer.h"
#include <stdbool.h>

enum {
    CHAT_ROWS = 300,      /* lines of one text: more nobody reads in a chat */
    CHAT_COUNTED = 10000, /* rows that are counted; beyond: "more than" */
};
struct chat {
    struct buffer text;
    int rows;  /* offered, those left out too */
    int cells; /* of the present row */
};

/* Begins the text: "Gate log  2022-04-11 14:32", with a word that not all rows are meant when filtered. */
void chat_begin(struct chat *chat, const char *title, bool filtered);
/* Begins the next row. False when it is left out and only counted. */
bool chat_row(struct chat *chat);
/* A value of the present row, cleaned; an empty one is passed over. */
void chat_cell(struct chat *chat, const char *value);
/* True when another row is not even counted. */
bool chat_is_full(const struct chat *chat);
/* The last line: how many rows there are and how many were left out. more: there are others that were not offered. */
void chat_end(struct chat *chat, bool more);
/* Rows that stand in the text. */
int chat_rows(const struct chat *chat);
void chat_release(struct chat *chat);
#endif
