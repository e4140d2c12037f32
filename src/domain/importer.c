#include "gatepost/importer.h"
#include "gatepost/chat.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_register.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

enum { ROWS_BETWEEN_LOOKS = 16 };

const struct import_register *const import_registers[] = {
    &import_residents, &import_crossings, &import_declarations, &import_places,     &import_readings,
    &import_supplies,  &import_stock,     &import_donations,    &import_volunteers, NULL};
const char *const import_verdict_names[] = {"passed", "new", "same", "differs", "refused", NULL};

const struct import_register *import_register_find(const char *name)
{
    for (const struct import_register *const *one = import_registers; *one != NULL; one++)
        if (strcmp((*one)->name, name) == 0)
            return *one;
    return NULL;
}

bool importer_allowed(struct store *store, const struct import_register *wanted, struct err *err)
{
    return verb_allowed(store, wanted->rules->verb, err);
}

struct importer *importer_new(struct store *store, const struct import_register *wanted,
                              const struct importer_defaults *defaults)
{
    struct importer *importer = memory_new(1, sizeof *importer);
    importer->store = store;
    importer->wanted = wanted;
    text_copy(importer->estate, sizeof importer->estate, defaults->estate != NULL ? defaults->estate : "");
    importer->checkpoint_id = defaults->checkpoint_id;
    buffer_add_byte(&importer->whys, '\0'); /* nothing to say stands at 0 */
    return importer;
}

static void forget_rows(struct importer *importer)
{
    if (importer->memory != NULL)
        importer->wanted->rules->finish(importer->memory);
    importer->memory = NULL;
    free(importer->rows);
    importer->rows = NULL;
    importer->next = importer->taken = importer->rows_batch = importer->refused_written = 0;
    memset(importer->counts, 0, sizeof importer->counts);
}

void importer_free(struct importer *importer)
{
    if (importer == NULL)
        return;
    importer_write_end(importer);
    forget_rows(importer);
    sheet_reader_close(importer->reader);
    sheet_free(importer->sheet);
    buffer_release(&importer->whys);
    free(importer->path);
    free(importer->source);
    free(importer->refused_path);
    free(importer);
}

/* ---- where the rows come from ---- */

bool importer_open_file(struct importer *importer, const char *path, const char *sheet_name, struct err *err)
{
    const char *slash = strrchr(path, '/');
    struct buffer name = {0};
    importer->reader = sheet_reader_open(path, sheet_name, err);
    if (importer->reader == NULL)
        return false;
    importer->path = memory_copy(path);
    text_clean(&name, slash != NULL ? slash + 1 : path, strlen(slash != NULL ? slash + 1 : path));
    importer->source = buffer_take(&name);
    return true;
}

bool importer_open_text(struct importer *importer, const char *bytes, size_t length, struct err *err)
{
    importer->reader = sheet_reader_open_text(bytes, length, err);
    importer->source = memory_copy(_("standard input"));
    return importer->reader != NULL;
}

const char *importer_estate_in(const struct importer *importer, const char *text)
{
    for (int i = 0; i < importer->estate_count; i++)
        if (strstr(text, importer->estates[i]) != NULL)
            return importer->estates[i];
    return "";
}

static void add_headings(struct importer *importer)
{
    const char *names[IMPORT_FIELDS_MOST + 1];
    int count = importer->wanted->field_count;
    for (int i = 0; i < count; i++)
        names[i] = importer->wanted->fields[i].name;
    names[count] = "passed"; /* why a line is no entry */
    sheet_add_row(importer->sheet, 0, names, count + 1);
}

/* A line that is no entry keeps its text where the first field would stand, for the preview. */
static void add_line(struct importer *importer, const struct chat_line *line)
{
    const char *cells[IMPORT_FIELDS_MOST + 1];
    int count = importer->wanted->field_count;
    bool is_entry = line->is_entry || (importer->wanted->rules->whole_lines && line->said != NULL);
    for (int i = 0; i <= count; i++)
        cells[i] = "";
    if (is_entry)
        importer->wanted->rules->from_chat(importer, line, cells);
    else
        cells[0] = line->text;
    cells[count] = is_entry ? "" : _(line->why);
    sheet_add_row(importer->sheet, line->line, cells, count + 1);
}

/* Several persons of one line are several entries, unless the line is the entry. */
static bool is_shown(const struct importer *importer, const struct chat *chat, int index)
{
    const struct chat_line *line = &chat->lines[index];
    bool goes_on = index > 0 && chat->lines[index - 1].line == line->line;
    return (line->is_entry || line->text[0] != '\0') && !(goes_on && importer->wanted->rules->whole_lines);
}

bool importer_open_chat(struct importer *importer, const char *text, struct err *err)
{
    struct chat chat = {0};
    if (!place_estates(importer->store, importer->estates, &importer->estate_count, err) ||
        !chat_read(&chat, text, err))
        return false;
    importer->sheet = sheet_new(SHEET_CSV, ',');
    importer->source = memory_copy(_("pasted text"));
    add_headings(importer);
    for (int i = 0; i < chat.count; i++)
        if (is_shown(importer, &chat, i))
            add_line(importer, &chat.lines[i]);
    chat_release(&chat);
    importer_find_headings(importer);
    importer->is_chat = true;
    return importer_judge(importer, err);
}

/* ---- columns ---- */

static bool check_claims(const struct importer *importer, struct err *err)
{
    for (int one = 0; one < importer->columns; one++)
        for (int other = 0; importer->field_of[one] != IMPORT_NO_FIELD && other < one; other++)
            if (importer->field_of[other] == importer->field_of[one])
                return err_set(err, ERR_INPUT,
                               _("Columns %1$d and %2$d both seem to be \"%3$s\". Say which one it is not."), other + 1,
                               one + 1, words_context(importer->wanted->fields[importer->field_of[one]].label));
    return true;
}

bool importer_judge(struct importer *importer, struct err *err)
{
    for (int field = 0; field < IMPORT_FIELDS_MOST; field++)
        importer->column_of[field] = -1;
    for (int column = 0; column < importer->columns; column++)
        if (importer->field_of[column] != IMPORT_NO_FIELD)
            importer->column_of[importer->field_of[column]] = column;
    if (!check_claims(importer, err) || !importer->wanted->rules->mapped(importer, err))
        return false;
    forget_rows(importer);
    importer->rows = memory_new((size_t)importer->count + 1, sizeof *importer->rows);
    importer->memory = importer->wanted->rules->start(importer);
    importer->phase = IMPORTER_JUDGING;
    return true;
}

bool importer_has(const struct importer *importer, int field)
{
    return importer->column_of[field] >= 0;
}

const char *importer_cell(const struct importer *importer, int64_t row, int field)
{
    int column = importer->column_of[field];
    return column < 0 ? "" : sheet_cell(importer->sheet, importer->first + row, column);
}

/* ---- the steps ---- */

static bool read_step(struct importer *importer, int budget_ms, struct err *err)
{
    bool finished = false;
    if (!sheet_reader_step(importer->reader, budget_ms, &finished, err))
        return false;
    if (!finished)
        return true;
    importer->sheet = sheet_reader_take(importer->reader);
    sheet_reader_close(importer->reader);
    importer->reader = NULL;
    if (sheet_rows(importer->sheet) == 0)
        return err_set(err, ERR_INPUT, _("There are no rows in it."));
    importer_find_headings(importer);
    if (importer->path != NULL)
        importer->refused_path = importer_name_refused(importer->path, sheet_format(importer->sheet));
    importer->phase = IMPORTER_MAPPING;
    return true;
}

static enum import_verdict judge_row(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    if (importer->is_chat) {
        const char *passed = sheet_cell(importer->sheet, importer->first + row, importer->wanted->field_count);
        buffer_add(why, passed);
        if (passed[0] != '\0')
            return IMPORT_PASSED;
    }
    return importer->wanted->rules->judge(importer, row, who, why);
}

/* A reason may repeat what a cell says; whole phones and ID numbers do not belong on a screen. */
static void hide_numbers(struct buffer *why)
{
    for (size_t start = 0; start < why->length;) {
        size_t digits = strspn(why->bytes + start, "0123456789");
        for (size_t i = 3; digits >= 8 && i + 4 < digits; i++)
            why->bytes[start + i] = '*';
        start += digits + 1;
    }
}

static void judge_one(struct importer *importer, int64_t row)
{
    struct row_state *state = &importer->rows[row];
    struct buffer why = {0};
    state->verdict = (uint8_t)judge_row(importer, row, &state->who, &why);
    importer->counts[state->verdict]++;
    if (state->verdict == IMPORT_REFUSED)
        hide_numbers(&why);
    if (why.length > 0) {
        state->why = (uint32_t)importer->whys.length;
        buffer_add_bytes(&importer->whys, buffer_text(&why), why.length + 1);
    }
    buffer_release(&why);
}

static bool judge_step(struct importer *importer, int budget_ms, struct err *err)
{
    int64_t until = clock_real_ms() + budget_ms;
    if (!store_read_begin(importer->store, err))
        return false;
    while (importer->next < importer->count && (importer->next % ROWS_BETWEEN_LOOKS != 0 || clock_real_ms() < until))
        judge_one(importer, importer->next++);
    store_read_end(importer->store);
    if (importer->next == importer->count)
        importer->phase = IMPORTER_READY;
    return true;
}

bool importer_step(struct importer *importer, int budget_ms, struct err *err)
{
    switch (importer->phase) {
    case IMPORTER_READING:
        return read_step(importer, budget_ms, err);
    case IMPORTER_JUDGING:
        return judge_step(importer, budget_ms, err);
    case IMPORTER_WRITING:
        return importer_write_step(importer, budget_ms, err);
    default:
        return true;
    }
}

enum importer_phase importer_phase(const struct importer *importer)
{
    return importer->phase;
}

int importer_percent(const struct importer *importer)
{
    if (importer->phase == IMPORTER_READING)
        return importer->reader != NULL ? sheet_reader_percent(importer->reader) : 0;
    if (importer->phase == IMPORTER_WRITING)
        return importer_write_percent(importer);
    if (importer->phase == IMPORTER_JUDGING && importer->count > 0)
        return (int)(100 * importer->next / importer->count);
    return 100;
}

const struct import_register *importer_register(const struct importer *importer)
{
    return importer->wanted;
}

/* ---- rows ---- */

int64_t importer_rows(const struct importer *importer)
{
    return importer->count;
}

void importer_row(const struct importer *importer, int64_t index, struct importer_row *row)
{
    const struct row_state *state = &importer->rows[index];
    *row = (struct importer_row){.line = sheet_line(importer->sheet, importer->first + index),
                                 .verdict = (enum import_verdict)state->verdict,
                                 .taken = state->taken,
                                 .why = importer->whys.bytes + state->why};
}

const char *importer_text(struct importer *importer, int64_t index, int field)
{
    const struct import_rules *rules = importer->wanted->rules;
    if (rules->text != NULL && rules->text(importer, index, field, importer->shown, sizeof importer->shown))
        return importer->shown;
    return importer_cell(importer, index, field);
}

int64_t importer_count(const struct importer *importer, enum import_verdict verdict)
{
    return importer->counts[verdict];
}

int64_t importer_taken(const struct importer *importer)
{
    return importer->taken;
}

void importer_take(struct importer *importer, int64_t index, bool take)
{
    struct row_state *state = &importer->rows[index];
    if (state->verdict != IMPORT_DIFFERS || state->taken == take)
        return;
    state->taken = take;
    importer->taken += take ? 1 : -1;
}

void importer_take_all(struct importer *importer, bool take)
{
    for (int64_t i = 0; i < importer->count; i++)
        importer_take(importer, i, take);
}

int64_t importer_number(const struct importer *importer)
{
    return importer->import_id;
}

int64_t importer_added(const struct importer *importer)
{
    return importer->added;
}

int64_t importer_changed(const struct importer *importer)
{
    return importer->changed;
}
