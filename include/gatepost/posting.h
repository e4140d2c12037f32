/* A list as plain text for a chat group: title and date, then one numbered line a row, as people number them there
 * (接龙). What goes in must be masked already (domain.md §12). */
#ifndef GATEPOST_POSTING_H
#define GATEPOST_POSTING_H
#include "gatepost/buffer.h"
#include <stdbool.h>

enum {
    POSTING_ROWS = 300,      /* lines of one text: more nobody reads in a chat */
    POSTING_COUNTED = 10000, /* rows that are counted; beyond: "more than" */
};
struct posting {
    struct buffer text;
    int rows;  /* offered, those left out too */
    int cells; /* of the present row */
};

/* Begins the text: "Gate log  2022-04-11 14:32", with a word that not all rows are meant when filtered. */
void posting_begin(struct posting *posting, const char *title, bool filtered);
/* Begins the next row. False when it is left out and only counted. */
bool posting_row(struct posting *posting);
/* A value of the present row, cleaned; an empty one is passed over. */
void posting_cell(struct posting *posting, const char *value);
/* The same with the name of its column before it, "Out 25": a bare number does not say what it counts. */
void posting_named(struct posting *posting, const char *name, const char *value);
/* True when another row is not even counted. */
bool posting_is_full(const struct posting *posting);
/* The last line: how many rows there are and how many were left out. more: there are others that were not offered. */
void posting_end(struct posting *posting, bool more);
/* Rows that stand in the text. */
int posting_rows(const struct posting *posting);
void posting_release(struct posting *posting);
#endif
