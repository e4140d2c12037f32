/* What the file remembers of its backups: rows of meta, which no audit follows. */
#include "database.h"
#include "gatepost/backup.h"
#include "gatepost/utf8.h"
#include "table.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char write_sql[] = "INSERT INTO meta (name, value) VALUES (:name, :value) "
                                "ON CONFLICT (name) DO UPDATE SET value = excluded.value";

static void take_up(struct backup_record *record, const char *name, const char *value)
{
    const struct {
        const char *name;
        int64_t *number;
    } numbers[] = {{"created_at", &record->since},
                   {"backup_at", &record->made_at},
                   {"backup_tried_at", &record->tried_at},
                   {"backup_audit_count", &record->audit_count}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (strcmp(name, numbers[i].name) == 0)
            *numbers[i].number = strtoll(value, NULL, 10);
    if (strcmp(name, "backup_path") == 0)
        text_copy(record->path, sizeof record->path, value);
    if (strcmp(name, "backup_failure") == 0)
        text_copy(record->failure, sizeof record->failure, value);
}

bool backup_record_read(struct store *store, struct backup_record *record, struct err *err)
{
    *record = (struct backup_record){0};
    struct statement *statement = statement_take(store, "SELECT name, value FROM meta", err);
    if (statement == NULL)
        return false;
    while (statement_row(statement)) {
        char name[40];
        column_copy(statement, 0, name, sizeof name);
        take_up(record, name, column_text(statement, 1));
    }
    if (record->made_at != 0)
        record->since = record->made_at;
    return statement_done(statement, err);
}

static bool write_text(struct store *store, const char *name, const char *value, struct err *err)
{
    struct statement *statement = statement_take(store, write_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", name);
    statement_text(statement, "value", value);
    statement_row(statement);
    return statement_done(statement, err);
}

static bool write_number(struct store *store, const char *name, int64_t value, struct err *err)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, value);
    return write_text(store, name, text, err);
}

bool backup_record_write(struct store *store, const struct backup_record *record, struct err *err)
{
    return write_number(store, "backup_at", record->made_at, err) &&
           write_number(store, "backup_tried_at", record->tried_at, err) &&
           write_number(store, "backup_audit_count", record->audit_count, err) &&
           write_text(store, "backup_path", record->path, err) &&
           write_text(store, "backup_failure", record->failure, err);
}

int64_t backup_unsaved_since(struct store *store, const struct backup_record *record)
{
    struct statement *statement =
        statement_take(store, "SELECT b.at FROM audit a JOIN batch b ON b.id = a.batch_id WHERE a.id = :next", NULL);
    int64_t at = 0;
    if (statement == NULL)
        return 0;
    statement_integer(statement, "next", record->audit_count + 1);
    return table_integer(statement, &at, NULL) ? at : 0;
}
