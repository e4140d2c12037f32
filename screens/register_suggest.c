/* Suggestions under the fields of a register's form. */
#include "screens/register_suggest.h"

#include "gatepost/memory.h"
#include "gatepost/pinyin.h"
#include "gatepost/record_text.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

static const struct register_screen *subject_of(const struct view *view)
{
    return view->def->subject;
}

static const struct record_table *table_of(const struct view *view)
{
    return subject_of(view)->rules->table;
}

static const struct record_field *field_of(const struct view *view, int field)
{
    return record_find(table_of(view)->fields, view->form.def->fields[field].name);
}

static bool is_among(const struct register_suggest *suggest, const char *text)
{
    for (int i = 0; i < suggest->count; i++)
        if (!strcmp(suggest->texts[i], text))
            return true;
    return false;
}

/* What the records are called that the field may name, the first of their list first. */
static void load_names(struct view *view, const struct record_field *field, struct register_suggest *suggest)
{
    const struct record_table *table = field->of;
    const struct record_field *called = record_of_column(table, table->called);
    char *rows = memory_new(REGISTER_OFFERS, table->size);
    struct record_window window = {.rows = rows, .most = REGISTER_OFFERS};
    struct buffer shown = {0};
    if (record_is_text(called) && record_window(application_store(view), table, &window, NULL))
        for (int i = 0; i < window.count; i++) {
            buffer_clear(&shown);
            record_show(called, rows + (size_t)i * table->size, &shown);
            text_copy(suggest->texts[suggest->count++], NAME_BYTES, buffer_text(&shown));
        }
    buffer_release(&shown);
    free(rows);
}

/* What the newest records say comes first, then what the screen offers. */
static void load_suggest(struct view *view, int index, struct register_suggest *suggest)
{
    const struct register_screen *subject = subject_of(view);
    const char *name = view->form.def->fields[index].name;
    struct err ignored = {0}; /* a form without suggestions does what it must */
    char text[NAME_BYTES];
    *suggest = (struct register_suggest){.field = index};
    if (view->form.def->fields[index].flags & FIELD_WORDS)
        return;
    if (field_of(view, index)->kind == RECORD_ROW) {
        load_names(view, field_of(view, index), suggest);
        return;
    }
    if (record_is_text(field_of(view, index)))
        record_recent(application_store(view), table_of(view), field_of(view, index)->column, suggest->texts,
                      REGISTER_OFFERS, &suggest->count, &ignored);
    for (int i = 0; subject->offer && suggest->count < REGISTER_OFFERS; i++) {
        if (!subject->offer(view, name, i, text, sizeof text))
            return;
        if (!is_among(suggest, text))
            text_copy(suggest->texts[suggest->count++], NAME_BYTES, text);
    }
}

void register_suggest_load(struct view *view)
{
    struct register_form *state = view->state;
    state->suggest_count = 0;
    for (int i = 0; i < view->form.def->field_count && state->suggest_count < REGISTER_SUGGESTS; i++)
        if (view->form.def->fields[i].kind == FIELD_SUGGEST && field_of(view, i))
            load_suggest(view, i, &state->suggests[state->suggest_count++]);
}

const struct register_suggest *register_suggest_of(const struct view *view, int index)
{
    const struct register_form *state = view->state;
    for (int i = 0; i < state->suggest_count; i++)
        if (state->suggests[i].field == index)
            return &state->suggests[i];
    return NULL;
}

static bool is_for_word(const struct view *view, const struct register_suggest *suggest)
{
    return (view->form.def->fields[suggest->field].flags & FIELD_WORDS) != 0;
}

void register_suggest_follow(struct view *view, int index)
{
    struct register_suggest *suggest = (struct register_suggest *)register_suggest_of(view, index);
    const struct line_editor *line = &view->form.fields[index].line;
    if (suggest && is_for_word(view, suggest))
        suggest->count = subject_of(view)->words(view, line->text, line->cursor, &suggest->begin, &suggest->end,
                                                 suggest->texts, REGISTER_OFFERS);
}

/* The one of that number among those that fit what was typed: a part of it, or its initials. NULL behind the last. */
const char *register_suggestion(const struct view *view, const struct register_suggest *suggest, int wanted)
{
    const char *typed = form_text(&view->form, view->form.def->fields[suggest->field].name);
    for (int i = 0; i < suggest->count; i++) {
        const char *text = suggest->texts[i];
        bool fits = is_for_word(view, suggest) ||
                    (strcmp(text, typed) != 0 && (text_contains(text, typed) || pinyin_spells(text, typed, true)));
        if (fits && wanted-- == 0)
            return text;
    }
    return NULL;
}

int register_suggest_count(const struct view *view, const struct register_suggest *suggest)
{
    int count = 0;
    if (is_for_word(view, suggest) && suggest->end > strlen(view->form.fields[suggest->field].line.text))
        return 0; /* another terminal's words stand there now */
    while (register_suggestion(view, suggest, count))
        count++;
    return count;
}

void register_suggest_choose(struct view *view, const struct register_suggest *suggest, int wanted)
{
    const char *name = view->form.def->fields[suggest->field].name, *taken = register_suggestion(view, suggest, wanted);
    struct line_editor *line = &view->form.fields[suggest->field].line;
    struct buffer text = {0};
    if (is_for_word(view, suggest) && taken) {
        buffer_add_bytes(&text, line->text, suggest->begin);
        buffer_add(&text, taken);
        buffer_add(&text, line->text + suggest->end);
    } else {
        buffer_add(&text, taken ? taken : "");
    }
    form_set_text(&view->form, name, buffer_text(&text));
    if (is_for_word(view, suggest) && taken)
        line->cursor = suggest->begin + strlen(taken);
    buffer_release(&text);
}
