/* The frame of an .xlsx file: which sheets there are and where its parts stand. */
#ifndef GATEPOST_WORKBOOK_H
#define GATEPOST_WORKBOOK_H
#include "archive.h"

struct workbook_sheet {
    char *name, *part;
    bool is_hidden;
};
struct workbook {
    struct workbook_sheet *sheets; /* those with cells: no charts, no dialogs */
    size_t count;
    char *strings_part, *styles_part; /* NULL: it has none */
    bool is_1904;                     /* days count from 1904-01-01, as on old Macintoshes */
};

/* Reads it. ERR_INPUT: another kind of file (it says which), or damaged. Release in every case. */
bool workbook_read(struct workbook *workbook, struct archive *archive, struct err *err);
void workbook_release(struct workbook *workbook);
#endif
