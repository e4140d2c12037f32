/* A real database file in a folder of its own, for tests of the store. */
#ifndef STORE_FILE_H
#define STORE_FILE_H
#include "gatepost/store.h"

struct store_file {
    char folder[64], path[80];
};
/* A new file with one officer, "李卫国" (id 1) of role clerk. Fails the test when it cannot be made. */
void store_file_make(struct store_file *file);
/* A connection with officer 1 at `terminal`; with `sign_on` undo reaches back to it. */
struct store *store_file_open(const struct store_file *file, const char *terminal, bool sign_on);
/* A shared terminal's connection to a file; nobody stands there yet. */
struct store *store_file_kiosk(const char *path, const char *terminal);
/* SQL past the store, as a tamperer or another program would run it; no lock, no rules. */
void store_file_sql(const struct store_file *file, const char *sql);
/* First column of the first row as text, "" for none; free it. */
char *store_file_ask(const struct store_file *file, const char *sql);
/* Inserts an officer, a row like any other, in a transaction of its own; returns its id, 0 when it failed. */
int64_t store_file_add(struct store *store, const char *name, struct err *err);
void store_file_remove(const struct store_file *file);
#endif
