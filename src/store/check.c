/* Is the file whole, and is it kept as it should be? */
#include "database.h"
#include "gatepost/words.h"
#include "recount.h"
#include "roster_check.h"
#include "supply_check.h"
#include <stdio.h>
#include <string.h>

static bool check_integrity(struct store *store, struct buffer *report, struct err *err)
{
    struct statement *statement = statement_take(store, "PRAGMA integrity_check", err);
    if (statement == NULL)
        return false;
    bool whole = true;
    while (statement_row(statement))
        if (strcmp(column_text(statement, 0), "ok") != 0) {
            whole = false;
            buffer_format(report, _("damage: %s"), column_text(statement, 0));
            buffer_add(report, "\n");
        }
    return statement_done(statement, err) && whole;
}

static bool check_references(struct store *store, struct buffer *report, struct err *err)
{
    struct statement *statement = statement_take(store, "PRAGMA foreign_key_check", err);
    if (statement == NULL)
        return false;
    bool whole = true;
    while (statement_row(statement)) {
        whole = false;
        buffer_format(report, _("table %s, record %lld names a record of %s that does not exist"),
                      column_text(statement, 0), (long long)column_integer(statement, 1), column_text(statement, 2));
        buffer_add(report, "\n");
    }
    return statement_done(statement, err) && whole;
}

static bool check_setting(struct store *store, const char *pragma, const char *wanted, struct buffer *report,
                          struct err *err)
{
    char sql[60];
    snprintf(sql, sizeof sql, "PRAGMA %s", pragma);
    struct statement *statement = statement_take_text(store, sql, err);
    if (statement == NULL)
        return false;
    bool good = statement_row(statement) && strcmp(column_text(statement, 0), wanted) == 0;
    if (!good) {
        buffer_format(report, _("the connection's %s is %s, not %s"), pragma, column_text(statement, 0), wanted);
        buffer_add(report, "\n");
    }
    return statement_done(statement, err) && good;
}

static bool check_settings(struct store *store, struct buffer *report, struct err *err)
{
    static const char *const wanted[][2] = {
        {"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}, {"trusted_schema", "0"}};
    bool good = true;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        good = check_setting(store, wanted[i][0], wanted[i][1], report, err) && good;
    return good;
}

bool store_check(struct store *store, struct buffer *report, struct err *err)
{
    bool good = check_integrity(store, report, err);
    good = check_references(store, report, err) && good;
    good = check_settings(store, report, err) && good;
    good = recount_check(store, report, err) && good;
    good = supply_rows_check(store, report, err) && good;
    return roster_rows_check(store, report, err) && good;
}
