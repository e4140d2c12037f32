#include "gatepost/people.h"
#include "gatepost/words.h"
#include "table.h"

#define FLAG_SELECT "SELECT id, rev, person_id, place_id, kind, denies, say, call, from_at, until_at, voided FROM flag "
#define IN_FORCE \
    "AND voided IS NULL AND from_at <= :at AND (until_at IS NULL OR until_at > :at) ORDER BY id LIMIT :most"

static const char get_sql[] = FLAG_SELECT "WHERE id = :id";
static const char rev_sql[] = "SELECT rev FROM flag WHERE id = :id";
static const char person_sql[] = FLAG_SELECT "WHERE person_id = :subject " IN_FORCE;
static const char place_sql[] = FLAG_SELECT "WHERE place_id = :subject " IN_FORCE;

static void flag_read(const struct statement *statement, struct flag *flag)
{
    *flag = (struct flag){.id = column_integer(statement, 0), .rev = column_integer(statement, 1)};
    flag->person_id = column_integer(statement, 2);
    flag->place_id = column_integer(statement, 3);
    flag->kind = (enum flag_kind)name_index(flag_kind_names, column_text(statement, 4));
    flag->denies = (enum flag_denies)name_index(flag_denies_names, column_text(statement, 5));
    column_copy(statement, 6, flag->say, sizeof flag->say);
    column_copy(statement, 7, flag->call, sizeof flag->call);
    flag->from_at = column_integer(statement, 8);
    flag->until_at = column_integer(statement, 9);
    column_copy(statement, 10, flag->voided, sizeof flag->voided);
}

bool flag_get(struct store *store, int64_t id, struct flag *flag, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    if (found)
        flag_read(statement, flag);
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("There is no flag %lld."), (long long)id);
}

bool flag_save(struct store *store, struct flag *flag, struct err *err)
{
    const struct row_value values[] = {
        ROW_ID("person_id", flag->person_id),
        ROW_ID("place_id", flag->place_id),
        ROW_STR("kind", flag_kind_names[flag->kind]),
        ROW_STR("denies", flag_denies_names[flag->denies]),
        ROW_STR("say", flag->say),
        ROW_STR("call", flag->call),
        ROW_INT("from_at", flag->from_at),
        ROW_ID("until_at", flag->until_at),
    };
    return table_save(store, "flag", rev_sql, values, sizeof values / sizeof values[0], &flag->id, &flag->rev, err);
}

static bool flags_add(struct store *store, const char *sql, int64_t subject, int64_t at, struct flag *flags, int most,
                      int *count, struct err *err)
{
    if (subject == 0)
        return true;
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "subject", subject);
    statement_integer(statement, "at", at);
    statement_integer(statement, "most", most - *count);
    while (*count < most && statement_row(statement))
        flag_read(statement, &flags[(*count)++]);
    return statement_done(statement, err);
}

bool flag_in_force(struct store *store, int64_t person_id, int64_t place_id, int64_t at, struct flag *flags, int most,
                   int *count, struct err *err)
{
    *count = 0;
    return flags_add(store, person_sql, person_id, at, flags, most, count, err) &&
           flags_add(store, place_sql, place_id, at, flags, most, count, err);
}
