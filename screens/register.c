/* The list of a register: windows by keyset, a filter over all that is shown, add, edit, void, history. */
#include "screens/register.h"

#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/record_text.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_MS = 8 };

static const struct register_screen *subject_of(const struct view *view)
{
    return view->def->subject;
}

static const struct record_table *table_of(const struct view *view)
{
    return subject_of(view)->rules->table;
}

const void *register_selected(const struct view *view)
{
    if (subject_of(view)->selected)
        return subject_of(view)->selected(view);
    const struct register_row *row = list_selected(&view->list);
    return row ? &row->record : NULL;
}

/* ---- the filter ---- */

static bool keeps(void *context, const void *record)
{
    const struct view *view = context;
    const struct register_list *state = view->state;
    const struct register_screen *subject = subject_of(view);
    return (!subject->keep || subject->keep(view, record)) &&
           record_matches(application_store(view), table_of(view), record, state->words);
}

bool register_filter(struct view *view, const char *text, struct err *err)
{
    struct register_list *state = view->state;
    (void)err;
    text_copy(state->words, sizeof state->words, text);
    return true;
}

/* ---- rows ---- */

/* Which of the row's names is the field's; -1: it names nothing. */
static int name_place(const struct record_table *table, const struct record_field *wanted)
{
    int place = 0;
    for (const struct record_field *field = table->fields; field != wanted; field++)
        place += record_is_reference(field);
    return record_is_reference(wanted) ? place : -1;
}

static void fill_row(const struct view *view, const void *record, struct register_row *row)
{
    const struct record_table *table = table_of(view);
    const char *named = subject_of(view)->named;
    int place = 0;
    memcpy(&row->record, record, table->size);
    record_key_of(table, record, &row->key);
    if (subject_of(view)->more)
        subject_of(view)->more(view, record, row->more, sizeof row->more);
    for (const struct record_field *field = table->fields; field->name; field++) {
        if (!record_is_reference(field))
            continue;
        if (place == REGISTER_NAMES)
            die("%s names more than %d others", table->name, REGISTER_NAMES);
        char *name = row->names[place++];
        name[0] = '\0';
        if (!named || !strcmp(named, field->name))
            record_refers(application_store(view), field, record, name, NAME_BYTES);
    }
}

/* As register_cell gave it: the record stands in its row. */
static const struct register_row *row_of(const void *record)
{
    return (const void *)((const char *)record - offsetof(struct register_row, record));
}

const char *register_more(const void *record)
{
    return row_of(record)->more;
}

const char *register_named(const struct view *view, const void *record, const char *field)
{
    const struct record_table *table = table_of(view);
    return row_of(record)->names[name_place(table, record_find(table->fields, field))];
}

void list_key_of_record(const struct record_key *from, struct list_key *key)
{
    key->at = from->integer;
    key->id = from->id;
    text_copy(key->text, sizeof key->text, from->text);
}

struct record_key record_key_of_list(const struct list_key *from)
{
    struct record_key key = {.integer = from->at, .id = from->id};
    text_copy(key.text, sizeof key.text, from->text);
    return key;
}

bool register_fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                    struct list_page *page, struct err *err)
{
    const struct register_list *state = view->state;
    const struct record_table *table = table_of(view);
    struct record_key from = {0};
    struct record_window window = {
        .scope = state->scope,
        .column = state->only,
        .value = state->only_value,
        .anchor = anchor ? &from : NULL,
        .backwards = direction == LIST_UP,
        .keep = state->words[0] || subject_of(view)->keep ? keeps : NULL,
        .context = view,
        .budget_ms = SLICE_MS,
        .rows = memory_new((size_t)page->most + 1, table->size),
        .most = page->most,
    };
    if (anchor)
        from = record_key_of_list(anchor);
    bool read = record_window(application_store(view), table, &window, err);
    for (int i = 0; read && i < window.count; i++)
        fill_row(view, (const char *)window.rows + (size_t)i * table->size, (struct register_row *)page->rows + i);
    page->count = window.count;
    page->finished = window.finished;
    list_key_of_record(&window.reached, &page->reached);
    free(window.rows);
    return read;
}

/* The list begins just before a key whose id is one further, in whichever direction it runs. */
static bool is_in_scope(struct view *view, const struct record_key *key, bool *within, struct err *err)
{
    const struct register_list *state = view->state;
    union register_record found;
    for (int side = -1; side <= 1 && !*within; side += 2) {
        struct record_key anchor = *key;
        anchor.id += side;
        struct record_window window = {.scope = state->scope,
                                       .column = state->only,
                                       .value = state->only_value,
                                       .anchor = &anchor,
                                       .rows = &found,
                                       .most = 1};
        if (!record_window(application_store(view), table_of(view), &window, err))
            return false;
        *within = window.count == 1 && found.head.id == key->id;
    }
    return true;
}

bool register_reread(struct view *view, void *row, bool *gone, struct err *err)
{
    struct register_row *shown = row;
    union register_record record;
    struct record_key key;
    bool within = false;
    if (!record_get(application_store(view), table_of(view), shown->record.head.id, &record, err))
        return false;
    record_key_of(table_of(view), &record, &key);
    if (!is_in_scope(view, &key, &within, err))
        return false;
    *gone = !within || !keeps(view, &record);
    fill_row(view, &record, shown);
    return true;
}

void register_key(const void *row, struct list_key *key)
{
    list_key_of_record(&((const struct register_row *)row)->key, key);
}

static void write_text(const struct view *view, const struct record_field *field, const char *text, char *out,
                       size_t size)
{
    static const enum mask_kind kinds[] = {[SAID_NAME] = MASK_NAME, [SAID_PLATE] = MASK_PLATE};
    const struct application *application = application_of(view);
    if (field->kind == RECORD_PHONE || field->kind == RECORD_DOCUMENT)
        application_mask(application, field->kind == RECORD_PHONE ? MASK_PHONE : MASK_ID, text, out, size);
    else if (field->said == SAID_NAME || field->said == SAID_PLATE)
        application_mask(application, kinds[field->said], text, out, size);
    else
        text_copy(out, size, text);
}

static void write_reference(const struct view *view, const struct record_field *field, const void *record, char *out,
                            size_t size)
{
    const char *text = register_named(view, record, field->name);
    if (record_names_somebody(field))
        application_mask(application_of(view), MASK_NAME, text, out, size);
    else
        text_copy(out, size, text);
}

static void write_field(const struct view *view, const struct record_field *field, const void *record, char *out,
                        size_t size)
{
    struct buffer shown = {0};
    if (record_is_text(field)) {
        write_text(view, field, (const char *)record + field->offset, out, size);
    } else if (record_is_reference(field)) {
        write_reference(view, field, record, out, size);
    } else if (field->kind == RECORD_CHOICE && field->labels) {
        text_copy(out, size, words_context(field->labels[record_integer(field, record)]));
    } else if (record_is_time(field)) {
        char when[TIME_SIZE] = "";
        if (record_integer(field, record))
            moment_label(record_integer(field, record), when);
        text_copy(out, size, when);
    } else {
        record_show(field, record, &shown);
        text_copy(out, size, buffer_text(&shown));
        buffer_release(&shown);
    }
}

void register_cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct register_screen *subject = subject_of(view);
    const void *record = &((const struct register_row *)row)->record;
    const char *name = view->list.def->columns[column].name;
    const struct record_field *field = record_find(table_of(view)->fields, name);
    if (subject->cell && subject->cell(view, record, name, cell))
        return;
    if (field)
        write_field(view, field, record, cell->text, sizeof cell->text);
}

enum style register_row_style(const struct view *view, const void *row)
{
    const struct register_screen *subject = subject_of(view);
    const union register_record *record = &((const struct register_row *)row)->record;
    if (record->head.voided[0])
        return STYLE_VOID;
    return subject->row_style ? subject->row_style(view, record) : STYLE_NORMAL;
}

void register_heading(const struct view *view, struct buffer *out)
{
    const struct register_list *state = view->state;
    const struct register_screen *subject = subject_of(view);
    if (subject->scope_labels)
        buffer_add(out, words_context(subject->scope_labels[state->scope]));
}

/* ---- keys ---- */

void register_show_scope(struct view *view, int scope)
{
    struct register_list *state = view->state;
    state->scope = scope;
    view->list.empty_here = state->scope ? N_("There are none of these. Tab shows the others.") : NULL;
    view->list.want = LIST_TO_FIRST;
    view_stale(view);
}

void register_turn(struct view *view)
{
    const struct register_list *state = view->state;
    register_show_scope(view, table_of(view)->scopes[state->scope + 1].name ? state->scope + 1 : 0);
}

void register_add(struct view *view)
{
    ui_open(view->ui, subject_of(view)->form, NULL);
}

void register_edit(struct view *view)
{
    const struct record_head *head = register_selected(view);
    struct register_open open = {.id = head->id};
    ui_open(view->ui, subject_of(view)->form, &open);
}

void register_history(struct view *view)
{
    const struct record_head *head = register_selected(view);
    char name[NAME_BYTES];
    subject_of(view)->name(view, head, name, sizeof name);
    history_open(view, table_of(view)->name, head->id, name);
}

void register_booklet(struct view *view)
{
    booklet_open(view, booklet_place_in(application_store(view), table_of(view), register_selected(view)));
}

void register_look(struct view *view)
{
    const struct record_head *head = register_selected(view);
    look_open_record(view, table_of(view), head->id);
}

/* The record that was selected when the reason was asked: another may be by the time it comes. */
static bool reason_answered(struct view *view, const char *text, struct err *err)
{
    struct register_list *state = view->state;
    const struct register_screen *subject = subject_of(view);
    if (!text)
        return true;
    if (!state->reason->run(application_store(view), subject->rules, state->asking_id, state->asking_rev, text, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _(state->reason->done), state->asking);
    application_saved(view);
    return true;
}

void register_ask_reason(struct view *view, const struct register_reason *reason)
{
    struct register_list *state = view->state;
    const struct record_head *head = register_selected(view);
    if (head->voided[0]) {
        ui_say(view->ui, MESSAGE_PLAIN, _("It is void already: %s"), head->voided);
        return;
    }
    state->reason = reason;
    state->asking_id = head->id;
    state->asking_rev = head->rev;
    subject_of(view)->name(view, head, state->asking, sizeof state->asking);
    prompt_line(view, state->asking, _(reason->question), "", reason_answered);
}

void register_ask_void(struct view *view)
{
    static const struct register_reason reason = {
        .question = N_("Why void"), .done = N_("Voided: %s   Ctrl-Z undoes"), .run = register_void};
    register_ask_reason(view, &reason);
}
