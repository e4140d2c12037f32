/* Documents of the test's own, printed into files of a folder of its own; each test has a register of its own too. */
#ifndef GATEPOST_TEST_PRINT_FOLDER_H
#define GATEPOST_TEST_PRINT_FOLDER_H
#include "gatepost/buffer.h"
#include "gatepost/print_job.h"
#include "gatepost/printing.h"

extern struct print_folder {
    struct store *store;
    char folder[64];
    /* of the document: so many rows, each with this text and "岗位N" */
    int row_count;
    const char *row_text;
} prints;
int print_folder_open(void **state);
int print_folder_close(void **state); /* and removes its files */

/* Of a day; of a week, its rows kept with the printing. */
extern const struct document_kind prints_plain, prints_kept;
/* A file of the folder; kept until the next is asked for. */
const char *prints_path(const char *name);
/* How many files are there; with `removes` none are left. */
int prints_files(bool removes);
void prints_read(const char *path, struct buffer *text);

struct print_request prints_request(const struct document_kind *kind, const char *to);
bool prints_to_the_end(struct print_job *job, struct err *err);
/* From its beginning to its end; the test fails when it does not come out whole. */
void prints_well(const struct print_request *request);
/* It begins and comes to a bad end. */
void prints_badly(const struct print_request *request, struct err *err);
struct printing prints_last(void);
#endif
