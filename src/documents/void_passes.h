/* Passes that no longer hold (domain.md §2), for the sheet of the gates and for others that hold them, too. */
#ifndef GATEPOST_VOID_PASSES_H
#define GATEPOST_VOID_PASSES_H
#include "gatepost/documents.h"
#include "gatepost/pass.h"

/* Lost, void and expired ones by their number, each number once. */
struct void_passes {
    struct pass *rows;
    int count;
};
bool void_passes_read(struct store *store, struct void_passes *passes, struct err *err);
/* The columns of the last section, and a row of it. Posted: number, colour, state and since when, room to write, no
 * holder and no reason. */
void void_passes_columns(struct document *document, enum document_level level);
struct document_row *void_passes_row(struct store *store, struct document *document, enum document_level level,
                                     const struct pass *pass);
void void_passes_release(struct void_passes *passes);
#endif
