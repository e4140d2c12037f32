/* The values of a form. */
#include "gatepost/form.h"
#include "form_parts.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOCUS_LINE "@" /* in a draft: where typing stopped */

static int first_field(const struct form_def *def)
{
    int first = 0;
    while (first + 1 < def->field_count && (def->fields[first].flags & FIELD_READ_ONLY))
        first++;
    return first;
}

void form_init(struct form *form, const struct form_def *def)
{
    if (def->field_count > FORM_FIELDS)
        die("a form has at most %d fields", FORM_FIELDS);
    *form = (struct form){.def = def, .focus = first_field(def)};
    form->fields = memory_new((size_t)def->field_count, sizeof *form->fields);
}

void form_release(struct form *form)
{
    for (int i = 0; form->def != NULL && i < form->def->field_count; i++) {
        if (form->def->fields[i].flags & FIELD_HIDDEN)
            explicit_bzero(form->fields[i].line.text, LINE_BYTES);
        free(form->fields[i].theirs);
        free(form->fields[i].before);
    }
    free(form->fields);
    free(form->draft);
    *form = (struct form){0};
}

void form_clear(struct form *form)
{
    form_clear_theirs(form);
    for (int i = 0; i < form->def->field_count; i++) {
        free(form->fields[i].before);
        form->fields[i] = (struct form_field){0};
    }
    form->focus = first_field(form->def);
    form->dirty = false;
    form->typed = 0;
    form->err = (struct err){0};
}

int form_field(const struct form *form, const char *name)
{
    for (int i = 0; i < form->def->field_count; i++)
        if (strcmp(form->def->fields[i].name, name) == 0)
            return i;
    die("no field %s", name);
}

/* The index of a choice as text, for the draft and for form_text. */
static const char *choice_text(int choice)
{
    static const char digits[10][2] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    static char text[16];
    if (choice >= 0 && choice < 10)
        return digits[choice];
    snprintf(text, sizeof text, "%d", choice);
    return text;
}

const char *form_text(const struct form *form, const char *name)
{
    int field = form_field(form, name);
    if (form->def->fields[field].kind == FIELD_CHOICE)
        return choice_text(form->fields[field].choice);
    return form->fields[field].line.text;
}

int form_choice(const struct form *form, const char *name)
{
    return form->fields[form_field(form, name)].choice;
}

void form_set_text(struct form *form, const char *name, const char *text)
{
    int field = form_field(form, name);
    if (form->def->fields[field].kind == FIELD_CHOICE) {
        form_set_choice(form, name, atoi(text));
        return;
    }
    line_set(&form->fields[field].line, text);
    form->fields[field].candidate = 0;
}

void form_set_choice(struct form *form, const char *name, int choice)
{
    int field = form_field(form, name), count = 0;
    while (form->def->fields[field].choices[count] != NULL)
        count++;
    if (choice >= 0 && choice < count)
        form->fields[field].choice = choice;
}

void form_pass(struct form *form, const char *name)
{
    form->fields[form_field(form, name)].stopped = true;
}

void form_focus(struct form *form, const char *name)
{
    form->focus = form_field(form, name);
    form->typed = 0;
}

void form_set_theirs(struct form *form, const char *name, const char *text)
{
    struct form_field *field = &form->fields[form_field(form, name)];
    free(field->theirs);
    field->theirs = memory_copy(text);
    form->conflict = true;
}

void form_merge_theirs(struct form *form, const char *name, const char *before, const char *theirs)
{
    const char *ours = form_text(form, name);
    form->conflict = true;
    if (strcmp(before, theirs) == 0 || strcmp(ours, theirs) == 0)
        return;
    if (strcmp(ours, before) == 0)
        form_set_text(form, name, theirs);
    else
        form_set_theirs(form, name, theirs);
}

void form_clear_theirs(struct form *form)
{
    for (int i = 0; i < form->def->field_count; i++) {
        free(form->fields[i].theirs);
        form->fields[i].theirs = NULL;
    }
    form->conflict = false;
}

bool form_is_empty(const struct form *form)
{
    for (int i = 0; i < form->def->field_count; i++)
        if (form->fields[i].touched && form_has_value(form, i))
            return false;
    return true;
}

bool form_has_value(const struct form *form, int field)
{
    return form->def->fields[field].kind == FIELD_CHOICE || form->fields[field].line.text[0] != '\0';
}

bool form_shows(const struct form *form, const struct view *view, int field)
{
    const struct field *one = &form->def->fields[field];
    return one->shown == NULL || one->shown(view);
}

bool form_can_focus(const struct form *form, const struct view *view, int field)
{
    return !(form->def->fields[field].flags & FIELD_READ_ONLY) && form_shows(form, view, field);
}

bool form_is_required(const struct form *form, const struct view *view, int field)
{
    const struct field *one = &form->def->fields[field];
    return (one->flags & FIELD_REQUIRED) || (one->required != NULL && one->required(view));
}

int form_candidates(const struct form *form, const struct view *view, int field)
{
    enum field_kind kind = form->def->fields[field].kind;
    if ((kind != FIELD_LOOKUP && kind != FIELD_SUGGEST) || form->focus != field || form->fields[field].settled ||
        form->def->candidate_count == NULL)
        return 0;
    return form->def->candidate_count(view, field);
}

int form_selected(const struct form *form, int field, int count)
{
    int selected = form->fields[field].candidate - (form->def->fields[field].kind == FIELD_SUGGEST);
    return selected < count ? selected : count - 1;
}

void form_keep_focus(struct form *form, const struct view *view)
{
    for (int i = 0; i < form->def->field_count && !form_can_focus(form, view, form->focus); i++)
        form->focus = (form->focus + 1) % form->def->field_count;
}

void form_remember(struct form *form, int field)
{
    struct form_field *one = &form->fields[field];
    if (one->before == NULL)
        one->before = memory_copy(form_text(form, form->def->fields[field].name));
}

void form_touch(struct form *form, struct view *view, int field)
{
    struct form_field *one = &form->fields[field];
    one->touched = form->dirty = true;
    one->settled = false;
    one->candidate = 0;
    form->changed_ms = clock_monotonic_ms();
    form->err = (struct err){0};
    if (form->def->changed != NULL)
        form->def->changed(view, field);
    form_keep_focus(form, view);
}

void form_serialize(const struct form *form, struct buffer *out)
{
    for (int i = 0; i < form->def->field_count; i++) {
        const struct field *field = &form->def->fields[i];
        bool choice = field->kind == FIELD_CHOICE;
        if (field->flags & FIELD_HIDDEN)
            continue;
        if (!form->fields[i].touched && (choice || form->draft_of != 0 || form->fields[i].line.text[0] == '\0'))
            continue;
        buffer_format(out, "%s\t%s\n", field->name, form_text(form, field->name));
    }
    buffer_format(out, FOCUS_LINE "\t%s\n", form->def->fields[form->focus].name);
}

static int known_field(const struct form *form, const char *name, size_t length)
{
    for (int i = 0; i < form->def->field_count; i++)
        if (strlen(form->def->fields[i].name) == length && memcmp(form->def->fields[i].name, name, length) == 0)
            return i;
    return -1;
}

/* A look-up that finds just one is taken again, as it was when the draft was written. */
static void settle(struct form *form, struct view *view, int field)
{
    form->focus = field;
    if (form->def->fields[field].kind != FIELD_LOOKUP || form_candidates(form, view, field) != 1)
        return;
    form->def->choose(view, field, 0);
    form->fields[field].settled = true;
}

void form_restore(struct form *form, struct view *view, const char *serialized)
{
    struct buffer value = {0};
    int focus = form->focus;
    for (const char *at = serialized; *at != '\0';) {
        size_t line = strcspn(at, "\n"), name = strcspn(at, "\t\n");
        int field = name < line ? known_field(form, at, name) : -1;
        if (field >= 0) {
            buffer_clear(&value);
            buffer_add_bytes(&value, at + name + 1, line - name - 1);
            form_remember(form, field);
            form_set_text(form, form->def->fields[field].name, buffer_text(&value));
            form_touch(form, view, field);
            settle(form, view, field);
        } else if (name < line && name == strlen(FOCUS_LINE) && memcmp(at, FOCUS_LINE, name) == 0) {
            int left = known_field(form, at + name + 1, line - name - 1);
            focus = left >= 0 ? left : focus;
        }
        at += line + (at[line] == '\n');
    }
    buffer_release(&value);
    form->focus = focus;
    form_keep_focus(form, view);
}
