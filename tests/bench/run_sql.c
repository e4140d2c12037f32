/* run_sql DB FILE: runs a file of SQL, so that the benchmark needs no sqlite3 shell. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    FILE *file = fopen(argv[2], "r");
    if (!file)
        return 1;
    static char sql[65536];
    size_t length = fread(sql, 1, sizeof sql - 1, file);
    fclose(file);
    sql[length] = 0;
    sqlite3 *db;
    char *message = NULL;
    if (sqlite3_open(argv[1], &db) || sqlite3_exec(db, sql, NULL, NULL, &message)) {
        fprintf(stderr, "%s: %s\n", argv[1], message ? message : sqlite3_errmsg(db));
        return 1;
    }
    return sqlite3_close(db) ? 1 : 0;
}
