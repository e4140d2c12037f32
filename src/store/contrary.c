#include "contrary.h"
#include "database.h"
#include "gatepost/words.h"

static bool check_contrary(struct store *store, const struct contrary *contrary, struct buffer *report, struct err *err)
{
    struct statement *statement = statement_take_text(store, contrary->sql, err);
    if (statement == NULL)
        return false;
    bool good = true;
    while (statement_row(statement)) {
        good = false;
        buffer_format(report, _(contrary->words), (long long)column_integer(statement, 0), column_text(statement, 1));
        buffer_add(report, "\n");
    }
    return statement_done(statement, err) && good;
}

bool contraries_check(struct store *store, const struct contrary *contraries, int count, struct buffer *report,
                      struct err *err)
{
    bool good = true;
    for (int i = 0; i < count; i++)
        good = check_contrary(store, &contraries[i], report, err) && good;
    return good;
}
