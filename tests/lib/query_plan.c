#include "tests/lib/query_plan.h"
#include "gatepost/memory.h"
#include "src/store/database.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void explain(struct store *store, const char *sql, char *plan, size_t size)
{
    char question[4000];
    struct err err = {0};
    snprintf(question, sizeof question, "EXPLAIN QUERY PLAN %s", sql);
    struct statement *statement = statement_take_text(store, question, &err);
    assert_non_null(statement);
    plan[0] = '\0';
    while (statement_row(statement)) {
        size_t length = strlen(plan);
        snprintf(plan + length, size - length, "%s; ", column_text(statement, 3));
    }
    assert_true(statement_done(statement, &err));
}

void explain_prepared(struct store *store, const char *words, char *plan, size_t size)
{
    for (sqlite3_stmt *at = sqlite3_next_stmt(store->db, NULL); at != NULL; at = sqlite3_next_stmt(store->db, at)) {
        if (strstr(sqlite3_sql(at), words) == NULL || strncmp(sqlite3_sql(at), "SELECT", 6) != 0)
            continue;
        char *sql = memory_copy(sqlite3_sql(at));
        explain(store, sql, plan, size);
        free(sql);
        return;
    }
    fail_msg("nothing asks for %s", words);
}
