/* Rows of an import, step by step as the importer writes them, and every way another terminal could see them. */
#ifndef TESTS_IMPORTED_H
#define TESTS_IMPORTED_H
#include "gatepost/crossing.h"
#include "store_file.h"

enum {
    IMPORTED_NOW = 1649658720, /* 2022-04-11 14:32 +08:00 */
    IMPORTED_LATER = 61,       /* seconds until a lease that was left is over */
};

extern struct imported {
    struct store_file file;
    struct store *one, *two; /* imports; works at another terminal */
    struct err err;
} imported;

/* For cmocka. Whatever a test did: at its end the file agrees with itself. */
int imported_make(void **state);
int imported_clear(void **state);

void imported_done(bool done); /* fails the test with imported.err unless done */
int64_t imported_ask(const char *sql);
void imported_check_sound(void);
void imported_check_audit(void);

extern const char imported_id_number[]; /* of the one person */
void imported_add_place(struct store *store, const char *room, int64_t import_id, struct place *place);
void imported_add_person(struct store *store, const char *name, const char *number, int64_t place_id, int64_t import_id,
                         struct person *person);
void imported_rename(struct store *store, int64_t id, const char *name);
void imported_begin(struct store *store, const char *verb);
void imported_commit(struct store *store);

/* The same few rows each time: 张伟明 in 12-2-1203. */
struct imported_rows {
    int64_t id, batch;
    struct place place;
    struct person person;
    int more; /* people beside the one */
};
/* Two rooms' worth of rows, written and committed; nobody was told yet. */
void imported_write(struct imported_rows *rows, int more);
void imported_make_keys(const struct imported_rows *rows);
void imported_complete(const struct imported_rows *rows);
void imported_run(struct imported_rows *rows); /* all three */
void imported_undo(void);
void imported_redo(void);
void imported_tidy(void);

/* By every way of reading at the other terminal: all of them, or nothing. */
void imported_check_seen(const struct imported_rows *rows, bool seen);
int imported_seen_in_window(const char *word);
#endif
