/* The zip file on standard input: entries by name, inflated within limits. */
#ifndef GATEPOST_ARCHIVE_H
#define GATEPOST_ARCHIVE_H
#include "gatepost/err.h"
#include <stddef.h>
#include <stdint.h>
#include <zip.h>

struct archive {
    zip_t *zip;
    uint64_t inflated; /* bytes so far, of all entries */
    uint64_t expected; /* bytes that will be read, as far as known: for the progress */
    bool says_progress;
    int percent;
};
struct archive_entry {
    struct archive *archive;
    zip_file_t *file;
    uint64_t packed, inflated;
};

/* Opens standard input. ERR_INPUT: it is cut, damaged, or holds too many entries. Close in every case. */
bool archive_open(struct archive *archive, struct err *err);
void archive_close(struct archive *archive);
bool archive_has(const struct archive *archive, const char *name);
/* Bytes its header promises, which may be a lie; 0 when there is none. */
uint64_t archive_size(const struct archive *archive, const char *name);

/* Opens an entry. ERR_INPUT: it is missing, or has a password. Close in every case. */
bool archive_entry_open(struct archive_entry *entry, struct archive *archive, const char *name, struct err *err);
/* Reads up to size bytes; *got is 0 at the end. ERR_INPUT: damaged, or unfolds beyond the limits. */
bool archive_entry_read(struct archive_entry *entry, char *bytes, size_t size, size_t *got, struct err *err);
void archive_entry_close(struct archive_entry *entry);
#endif
