/* The schema's steps, each run once. */
#include "database.h"
#include "schema.h"
#include <stdio.h>

enum { KIOSK_STEP = 24 }; /* its tables follow from records that were there before */

int migrate_target(void)
{
    return schema_steps[schema_step_count - 1].number;
}

bool migrate_run(struct store *store, int64_t from, struct err *err)
{
    for (int i = 0; i < schema_step_count; i++)
        if (schema_steps[i].number > from && !statement_script(store, schema_steps[i].sql, err))
            return false;
    if (from > 0 && from < KIOSK_STEP && !kiosk_keys_make(store, err))
        return false;
    char pragma[60];
    snprintf(pragma, sizeof pragma, "PRAGMA user_version=%d", migrate_target());
    return from >= migrate_target() || statement_script(store, pragma, err);
}
