/* What went to paper or to a file (schema 023): written before the paper exists, so that nothing leaves the house
 * unrecorded (domain.md §12). */
#ifndef GATEPOST_PRINTING_H
#define GATEPOST_PRINTING_H
#include "gatepost/record.h"

enum printing_level { PRINTING_POSTED, PRINTING_INTERNAL };
enum printing_target { PRINTING_PRINTER, PRINTING_PDF, PRINTING_TEXT, PRINTING_TABLE, PRINTING_OUTPUT };
enum printing_result { PRINTING_BEGUN, PRINTING_DONE, PRINTING_FAILED, PRINTING_CANCELLED };
extern const char *const printing_result_labels[];
struct printing {
    struct record_head head;
    int64_t at, officer_id;
    char document[32], subject[64];
    enum printing_level level;
    int version, pages, copies;
    enum printing_target target;
    char place[200];
    enum printing_result result;
    char reason[NOTE_BYTES];
};
extern const struct record_field printing_fields[];
extern const struct record_table printing_table;
enum { PRINTINGS_ALL, PRINTINGS_OPEN }; /* scopes; open: begun or failed, of the last days */

/* A row of what stood on it. */
struct printing_row {
    int number;
    char name[64];
    int64_t row_id;
    char digest[33];
};
/* Adds the rows of a printing, in the transaction that writes it. */
bool printing_rows_add(struct store *store, int64_t printing_id, const struct printing_row *rows, int count,
                       struct err *err);
/* The rows of a printing, by number; *count of them, at most `most` are filled in. */
bool printing_rows_read(struct store *store, int64_t printing_id, struct printing_row *rows, int most, int *count,
                        struct err *err);
/* The newest printing of a document of that subject and level that was not cancelled and did not fail; id 0 when there
 * is none. before_id: only older ones than that, 0: all. */
bool printing_last(struct store *store, const char *document, const char *subject, enum printing_level level,
                   int64_t before_id, struct printing *printing, struct err *err);
/* The newest printing of a document whose subject begins so ("": whatever it is of), if it was not cancelled and did
 * not fail; 0: there is none. */
bool printing_newest(struct store *store, const char *document, const char *subject, int64_t *id, struct err *err);
#endif
