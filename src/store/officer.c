#include "gatepost/people.h"
#include "gatepost/words.h"
#include "table.h"

#define OFFICER_SELECT "SELECT id, rev, name, role, voided, pin_id, unix_user FROM officer "

static const char get_sql[] = OFFICER_SELECT "WHERE id = :id";
static const char rev_sql[] = "SELECT rev FROM officer WHERE id = :id";
static const char find_sql[] = "SELECT id FROM officer WHERE name = :name AND voided IS NULL";
static const char unix_sql[] = OFFICER_SELECT "WHERE unix_user = :user AND voided IS NULL";
static const char list_sql[] = OFFICER_SELECT "WHERE voided IS NULL ORDER BY id LIMIT :most";

static void officer_read(const struct statement *statement, struct officer *officer)
{
    *officer = (struct officer){.id = column_integer(statement, 0), .rev = column_integer(statement, 1)};
    column_copy(statement, 2, officer->name, sizeof officer->name);
    officer->role = (enum role)name_index(role_names, column_text(statement, 3));
    column_copy(statement, 4, officer->voided, sizeof officer->voided);
    officer->pin_id = column_integer(statement, 5);
    column_copy(statement, 6, officer->unix_user, sizeof officer->unix_user);
}

bool officer_get(struct store *store, int64_t id, struct officer *officer, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    if (found)
        officer_read(statement, officer);
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("There is no officer %lld."), (long long)id);
}

bool officer_find(struct store *store, const char *name, int64_t *id, struct err *err)
{
    struct statement *statement = statement_take(store, find_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", name);
    if (!table_integer(statement, id, err))
        return false;
    return *id != 0 || err_set(err, ERR_NOT_FOUND, _("There is no officer %s."), name);
}

bool officer_of_unix(struct store *store, const char *user, struct officer *officer, struct err *err)
{
    *officer = (struct officer){0};
    struct statement *statement = statement_take(store, unix_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "user", user);
    if (statement_row(statement))
        officer_read(statement, officer);
    return statement_done(statement, err);
}

bool officer_save(struct store *store, struct officer *officer, struct err *err)
{
    const struct row_value values[] = {
        ROW_STR("name", officer->name),
        ROW_STR("role", role_names[officer->role]),
        ROW_ID("pin_id", officer->pin_id),
        ROW_STR("unix_user", officer->unix_user[0] != '\0' ? officer->unix_user : NULL),
    };
    return table_save(store, "officer", rev_sql, values, sizeof values / sizeof values[0], &officer->id, &officer->rev,
                      err);
}

bool officer_list(struct store *store, struct officer *officers, int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, list_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        officer_read(statement, &officers[(*count)++]);
    return statement_done(statement, err);
}
