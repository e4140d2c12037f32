/* Who is at work, and where. */
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "statement.h"
#include <string.h>

static const char newest_sql[] = "SELECT at, officer_id, terminal FROM sign_on WHERE id <> :present ORDER BY id DESC";

/* Of the last few only: whoever signed on long ago is not here to be asked. */
static const char newest_of_role_sql[] =
    "SELECT o.name FROM (SELECT id, officer_id FROM sign_on ORDER BY id DESC LIMIT 200) s CROSS JOIN officer o ON o.id "
    "= s.officer_id WHERE o.role = :role AND o.voided IS NULL ORDER BY s.id DESC LIMIT 1";

/* An entry of its own in the audit, outside what undo reaches. */
static bool write_sign_on(struct store *store, int64_t *id, struct err *err)
{
    const struct row_value values[] = {ROW_INT("at", clock_now()), ROW_INT("officer_id", store->officer_id),
                                       ROW_STR("terminal", store->terminal)};
    return row_insert(store, "sign_on", values, 3, id, err);
}

bool store_sign_on(struct store *store, int64_t officer_id, const char *terminal, bool sign_on, struct err *err)
{
    struct {
        int64_t officer_id, sign_on_id;
        char terminal[TERMINAL_BYTES];
    } before = {.officer_id = store->officer_id, .sign_on_id = store->sign_on_id};
    text_copy(before.terminal, sizeof before.terminal, store->terminal);
    store->officer_id = officer_id;
    store->sign_on_id = 0;
    text_copy(store->terminal, sizeof store->terminal, terminal);
    if (!sign_on || store->read_only || officer_id == 0)
        return true;
    int64_t id = 0;
    bool done = store_begin(store, "officer.sign_on", err);
    if (done && !write_sign_on(store, &id, err)) {
        store_rollback(store);
        done = false;
    }
    done = done && store_commit(store, err);
    store->sign_on_id = done ? id : before.sign_on_id;
    if (!done) {
        store->officer_id = before.officer_id;
        text_copy(store->terminal, sizeof store->terminal, before.terminal);
    }
    return done;
}

bool store_signed_on_since(struct store *store, int64_t since, bool *earlier, struct err *err)
{
    *earlier = false;
    struct statement *statement = statement_take(store, newest_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "present", store->sign_on_id);
    while (!*earlier && statement_row(statement) && column_integer(statement, 0) >= since)
        *earlier = column_integer(statement, 1) == store->officer_id &&
                   strcmp(column_text(statement, 2), store->terminal) == 0;
    return statement_done(statement, err);
}

int64_t store_officer(const struct store *store)
{
    return store->officer_id;
}

const char *store_terminal(const struct store *store)
{
    return store->terminal;
}

void store_act_for(struct store *store, int64_t volunteer_id, bool proven)
{
    store->volunteer_id = volunteer_id;
    store->volunteer_proven = volunteer_id != 0 && proven;
}

int64_t store_volunteer(const struct store *store)
{
    return store->volunteer_id;
}

bool store_volunteer_proven(const struct store *store)
{
    return store->volunteer_proven;
}

void store_mask_names(struct store *store, bool masked)
{
    store->masks_names = masked;
}

bool store_masks_names(const struct store *store)
{
    return store->masks_names;
}

bool store_last_signed_on(struct store *store, const char *role, char *name, size_t size, struct err *err)
{
    name[0] = '\0';
    struct statement *statement = statement_take(store, newest_of_role_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "role", role);
    if (statement_row(statement))
        column_copy(statement, 0, name, size);
    return statement_done(statement, err);
}
