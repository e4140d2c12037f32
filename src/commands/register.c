#include "register.h"
#include "gatepost/buffer.h"
#include "gatepost/look.h"
#include "gatepost/memory.h"
#include "gatepost/record_text.h"
#include "gatepost/words.h"
#include "lines.h"
#include <stdlib.h>
#include <string.h>

enum { ROWS_AT_ONCE = 64, WORDS_BYTES = 512 };

union any_record {
    struct record_head head;
    char bytes[RECORD_SIZE_MOST];
};

/* ---- add ---- */

struct row {
    const struct command_call *call;
    union any_record record;
};

/* What is noticed is noticed where the terminal stands, unless something else is said. */
static bool begin_record(const struct command_call *call, void *record, struct err *err)
{
    register_new(call->command->rules, record);
    for (const struct record_field *field = call->command->rules->table->fields; field->name != NULL; field++)
        if (field->kind == RECORD_CHECKPOINT && call->global->checkpoint != NULL &&
            !record_resolve(call->store, field, record, call->global->checkpoint, err))
            return false;
    return record_parse_options(call, record, err);
}

static bool put_field(void *context, const char *name, const char *text, struct err *err)
{
    struct row *row = context;
    const struct record_field *field = record_find(row->call->command->rules->table->fields, name);
    if (field == NULL || field->use == RECORD_SHOWN)
        return true; /* a listing can be read back */
    return record_resolve(row->call->store, field, &row->record, text, err);
}

static bool save_row(struct lines *lines, const struct command_call *call, int64_t *id, struct err *err)
{
    const struct register_rules *rules = call->command->rules;
    struct row row = {.call = call};
    if (!begin_record(call, &row.record, err) || !lines_each_field(lines, put_field, &row, err) ||
        !register_save(call->store, rules, &row.record, err))
        return false;
    *id = row.record.head.id;
    return true;
}

int register_add_run(const struct command_call *call)
{
    const struct register_rules *rules = call->command->rules;
    union any_record record;
    struct err err = {0};
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (call->argc > 0)
        return lines_save_all(call, rules->table->fields, save_row);
    if (!begin_record(call, &record, &err) || !register_save(call->store, rules, &record, &err))
        return report_error(&err);
    print_saved(call, record.head.id);
    return EXIT_DONE;
}

/* ---- list ---- */

static bool find_scope(const struct command_call *call, int *scope, struct err *err)
{
    const struct record_scope *scopes = call->command->rules->table->scopes;
    const char *said = call_option(call, "show");
    *scope = 0;
    if (said == NULL)
        return true;
    while (scopes[*scope].name != NULL && strcmp(scopes[*scope].name, said) != 0)
        ++*scope;
    return scopes[*scope].name != NULL || err_set(err, ERR_INPUT, _("--show does not know \"%.40s\"."), said);
}

struct listing {
    const struct command_call *call;
    char words[WORDS_BYTES];
};

static bool keeps(void *context, const void *record)
{
    const struct listing *listing = context;
    return record_matches(listing->call->store, listing->call->command->rules->table, record, listing->words);
}

static bool print_rows(const struct command_call *call, const struct record_window *window, int64_t *limit)
{
    const struct record_table *table = call->command->rules->table;
    for (int i = 0; i < window->count; i++)
        if (--*limit < 0 || !print_row(call, table->fields, (const char *)window->rows + (size_t)i * table->size))
            return false;
    return true;
}

static bool list_all(struct listing *listing, int scope, int64_t limit, struct err *err)
{
    const struct command_call *call = listing->call;
    const struct record_table *table = call->command->rules->table;
    struct record_key from;
    struct record_window window = {.scope = scope,
                                   .keep = listing->words[0] != '\0' ? keeps : NULL,
                                   .context = listing,
                                   .rows = memory_new(ROWS_AT_ONCE, table->size),
                                   .most = ROWS_AT_ONCE};
    bool good, goes_on;
    do {
        good = record_window(call->store, table, &window, err);
        goes_on = good && print_rows(call, &window, &limit) && !window.finished;
        from = window.reached;
        window.anchor = &from;
    } while (goes_on);
    free(window.rows);
    return good;
}

int register_list_run(const struct command_call *call)
{
    struct listing listing = {.call = call};
    struct buffer words = {0};
    struct err err = {0};
    int64_t limit;
    int scope;
    call_words(call, &words);
    snprintf(listing.words, sizeof listing.words, "%s", buffer_text(&words));
    buffer_release(&words);
    if (!call_limit(call, &limit, &err) || !find_scope(call, &scope, &err))
        return report_usage(call->command->name, &err);
    if (!print_header(call, call->command->rules->table->fields) || list_all(&listing, scope, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

/* ---- show ---- */

int register_show_one(const struct command_call *call, int64_t id)
{
    const struct record_table *table = call->command->rules->table;
    union any_record record;
    struct look_shown seen = {0};
    struct err err = {0};
    if (!record_get(call->store, table, id, &record, &err) ||
        (show_is_full(call) && !look_take_record(call->store, table, id, &seen, &err)))
        return report_error(&err);
    look_forget(&seen);
    print_card(call, table->fields, &record);
    return EXIT_DONE;
}

int register_show_run(const struct command_call *call)
{
    struct err err = {0};
    int64_t id;
    return read_id(call->argv[0], &id, &err) ? register_show_one(call, id) : report_error(&err);
}

/* ---- edit, void ---- */

static bool edit(const struct command_call *call, int64_t id, int64_t rev, struct err *err)
{
    const struct register_rules *rules = call->command->rules;
    union any_record record;
    if (!record_get(call->store, rules->table, id, &record, err))
        return false;
    if (rev >= 0)
        record.head.rev = rev;
    return record_parse_options(call, &record, err) && register_save(call->store, rules, &record, err);
}

int register_edit_run(const struct command_call *call)
{
    return run_edit_with(call, edit);
}

int register_void_run(const struct command_call *call)
{
    const struct register_rules *rules = call->command->rules;
    const char *reason = call_option(call, "reason");
    struct err err = {0};
    int64_t id, rev;
    if (!read_target(call, &id, &rev, &err) ||
        !register_void(call->store, rules, id, rev, reason != NULL ? reason : "", &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}
