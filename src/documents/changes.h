/* What differs from what hangs on the wall (domain.md §8), for kinds that mark it. The same version always has the same
 * marks, however often it is printed: against the version before it. */
#ifndef GATEPOST_CHANGES_H
#define GATEPOST_CHANGES_H
#include "gatepost/documents.h"
#include "gatepost/printing.h"

struct document_changes {
    bool first;                /* nothing of it hangs yet: nothing is marked */
    struct printing_row *rows; /* of the version before; of the same where there is none */
    int count;
};
/* `kept` holds all rows as they are now, printed or not. Rows of the last printing whose name does not begin with
 * `about` ("": all do) are added to it as they hang: who prints one post leaves the others as they are. */
bool document_changes_read(struct store *store, const struct document_request *request, const char *about,
                           struct document_kept *kept, struct document_changes *changes, struct err *err);
/* New since the version before, or different. */
bool document_changed(const struct document_changes *changes, const struct document_kept_row *row);
void document_changes_release(struct document_changes *changes);
#endif
