/* The options of the print dialog: a form of which only that is shown which the document has. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/print.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_BYTES = 40, WEEK_DAYS = 7, COPIES_MOST = 99, KEPT_NAME = 64 };
enum { ALL_ROWS, CHANGED_ROWS };

static const char *kind_choices[PRINT_KINDS_MOST + 1]; /* of document_kinds; filled when the first dialog opens */
static const char *const rows_choices[] = {N_("print|All rows"), N_("print|What changed"), NULL};
static const char *const level_choices[] = {N_("print|Masked"), N_("print|In full"), NULL};
static const char *const signature_choices[] = {N_("print|None"), N_("print|Signature line"), NULL};
static const char *const charset_choices[] = {"UTF-8", "GB18030", NULL};

const struct document_kind *print_options_kind(const struct view *view)
{
    return document_kinds[form_choice(&view->form, "what")];
}

/* ---- what is shown ---- */

static bool has_scope(const struct view *view, enum document_scope scope)
{
    return print_options_kind(view)->scope == scope;
}

static bool has_week(const struct view *view)
{
    return has_scope(view, DOCUMENT_WEEK);
}

static bool has_day(const struct view *view)
{
    return has_scope(view, DOCUMENT_DAY) || has_scope(view, DOCUMENT_SHIFT);
}

static bool has_shift(const struct view *view)
{
    return has_scope(view, DOCUMENT_SHIFT);
}

static bool has_household(const struct view *view)
{
    return has_scope(view, DOCUMENT_HOUSEHOLD);
}

static bool has_volunteer(const struct view *view)
{
    return has_scope(view, DOCUMENT_VOLUNTEER);
}

/* Documents of posts are those that are hung up again when a post has changed. */
static bool has_posts(const struct view *view)
{
    return print_options_kind(view)->keeps_rows;
}

static bool has_level(const struct view *view)
{
    return !print_options_kind(view)->internal_only;
}

static bool is_table(const struct view *view)
{
    return form_choice(&view->form, "where") == PRINT_TO_TABLE;
}

static bool has_pages(const struct view *view)
{
    return !is_table(view);
}

static bool is_text(const struct view *view)
{
    return form_choice(&view->form, "where") == PRINT_TO_TEXT;
}

static bool is_printer(const struct view *view)
{
    return !print_where_is_file(view);
}

static const char *where_said(const struct view *view)
{
    static struct buffer said;
    buffer_clear(&said);
    print_where_said(view, &said);
    return buffer_text(&said);
}

static const struct field fields[] = {
    {.name = "what", .label = N_("print|What"), .kind = FIELD_CHOICE, .choices = kind_choices},
    {.name = "week", .label = N_("print|Week"), .hint = N_("< > week"), .width = 10, .shown = has_week},
    {.name = "day", .label = N_("print|Day"), .hint = N_("< > day"), .width = 10, .shown = has_day},
    {.name = "shift", .label = N_("print|Shift"), .hint = N_("empty = all day"), .width = 11, .shown = has_shift},
    {.name = "household",
     .label = N_("print|Household"),
     .missing = N_("Which household? Type its room or who lives there."),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .shown = has_household,
     .required = has_household},
    {.name = "volunteer",
     .label = N_("Volunteer"),
     .missing = N_("Which volunteer? Type initials, a name or last digits."),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .shown = has_volunteer,
     .required = has_volunteer},
    {.name = "post", .label = N_("shift|Post"), .hint = N_("empty = all"), .kind = FIELD_LOOKUP, .width = 14,
     .shown = has_posts},
    {.name = "rows", .label = N_("print|Rows"), .kind = FIELD_CHOICE, .choices = rows_choices, .shown = has_posts},
    {.name = "paper", .label = N_("print|Paper"), .kind = FIELD_CHOICE, .choices = paper_size_labels,
     .shown = has_pages},
    {.name = "type", .label = N_("print|Type"), .kind = FIELD_CHOICE, .choices = paper_type_labels,
     .shown = has_pages},
    {.name = "fit", .label = N_("print|Pages"), .kind = FIELD_CHOICE, .choices = paper_fit_labels,
     .shown = has_pages},
    {.name = "level", .label = N_("print|Names"), .kind = FIELD_CHOICE, .choices = level_choices,
     .shown = has_level},
    {.name = "signature", .label = N_("print|Foot"), .kind = FIELD_CHOICE, .choices = signature_choices,
     .shown = has_pages},
    {.name = "where", .label = N_("print|To"), .kind = FIELD_CHOICE, .choices = print_where_choices},
    {.name = "copies", .label = N_("print|Copies"), .width = 2, .shown = is_printer},
    {.name = "path", .label = N_("print|File"), .width = 60, .shown = print_where_is_file},
    {.name = "charset", .label = N_("print|Charset"), .kind = FIELD_CHOICE, .choices = charset_choices,
     .shown = is_text},
    {.name = "printers", .label = N_("print|Printer"), .width = 60, .flags = FIELD_READ_ONLY, .text = where_said},
};

/* ---- opening, remembering ---- */

static void kept_name(const struct document_kind *kind, char name[KEPT_NAME])
{
    snprintf(name, KEPT_NAME, "print-%s", kind->name);
}

static void set_paper(struct view *view, const struct paper *paper)
{
    form_set_choice(&view->form, "paper", (int)paper->size);
    form_set_choice(&view->form, "type", (int)paper->type);
    form_set_choice(&view->form, "fit", (int)paper->fit);
    form_set_choice(&view->form, "signature", paper->signature);
}

/* What a document is usually printed on, or what was stored here for it. How much is in full is never remembered:
 * masked is what hangs on a wall by mistake. */
static void recall(struct view *view)
{
    const struct document_kind *kind = print_options_kind(view);
    char name[KEPT_NAME];
    kept_name(kind, name);
    char *kept = application_kept(application_of(view), name);
    set_paper(view, &kind->paper);
    form_set_choice(&view->form, "level", kind->internal_only ? LEVEL_INTERNAL : LEVEL_POSTED);
    for (char *next = kept, *line; next != NULL && (line = strsep(&next, "\n"))[0] != '\0';) {
        const char *field = strsep(&line, "\t");
        if (line == NULL)
            continue;
        if (strcmp(field, "where") == 0)
            print_where_choose(view, line);
        else if (strcmp(field, "paper") == 0 || strcmp(field, "type") == 0 || strcmp(field, "fit") == 0 ||
                 strcmp(field, "signature") == 0 || strcmp(field, "charset") == 0)
            form_set_text(&view->form, field, line);
    }
    free(kept);
}

void print_options_keep(struct view *view)
{
    static const char *const kept[] = {"paper", "type", "fit", "signature", "charset"};
    const struct document_kind *kind = print_options_kind(view);
    struct buffer text = {0};
    char name[KEPT_NAME];
    kept_name(kind, name);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        buffer_format(&text, "%s\t%s\n", kept[i], form_text(&view->form, kept[i]));
    buffer_add(&text, "where\t");
    print_where_words(view, &text);
    buffer_add(&text, "\n");
    application_keep(application_of(view), name, buffer_text(&text));
    buffer_release(&text);
    ui_say(view->ui, MESSAGE_GOOD, _("Kept for this terminal: how \"%s\" is printed."), words_context(kind->label));
}

static void set_day(struct view *view, int day)
{
    char text[DAY_BYTES];
    snprintf(text, sizeof text, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    form_set_text(&view->form, "day", text);
    day = week_first_day(day);
    snprintf(text, sizeof text, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    form_set_text(&view->form, "week", text);
}

static void set_household(struct view *view, int64_t place_id)
{
    char label[200];
    place_lookup_set(application_store(view), &print_dialog_of(view)->places, place_id, label, sizeof label);
    form_set_text(&view->form, "household", label);
    view->form.fields[form_field(&view->form, "household")].settled = place_id != 0;
}

static void set_volunteer(struct view *view, int64_t id)
{
    struct print_dialog *dialog = view->state;
    struct volunteer volunteer;
    char name[NAME_BYTES];
    if (id == 0 || !record_get(application_store(view), &volunteer_table, id, &volunteer, NULL))
        return;
    application_mask(application_of(view), MASK_NAME, volunteer.name, name, sizeof name);
    form_set_text(&view->form, "volunteer", name);
    view->form.fields[form_field(&view->form, "volunteer")].settled = true;
    dialog->volunteer_id = id;
}

static int kind_index(const struct document_kind *kind)
{
    int index = 0;
    while (document_kinds[index] != NULL && document_kinds[index] != kind)
        index++;
    return document_kinds[index] != NULL ? index : 0;
}

static const struct document_kind *last_kind(const struct view *view)
{
    char *kept = application_kept(application_of(view), "print");
    const struct document_kind *kind = kept != NULL ? document_kind_find(kept) : NULL;
    free(kept);
    return kind != NULL ? kind : document_kinds[0];
}

void print_options_begin(struct view *view, const struct document_request *request)
{
    const struct document_kind *kind = request->kind != NULL ? request->kind : last_kind(view);
    for (int i = 0; document_kinds[i] != NULL && i < PRINT_KINDS_MOST; i++)
        kind_choices[i] = document_kinds[i]->label;
    form_set_choice(&view->form, "what", kind_index(kind));
    set_day(view, request->day);
    if (kind->scope == DOCUMENT_HOUSEHOLD)
        set_household(view, request->id);
    if (kind->scope == DOCUMENT_VOLUNTEER)
        set_volunteer(view, request->id);
    form_set_text(&view->form, "copies", "1");
    recall(view);
    print_where_name(view);
}

void print_options_release(struct view *view)
{
    free(print_dialog_of(view)->posts);
}

/* ---- what is typed ---- */

static bool is_field(const struct view *view, int field, const char *name)
{
    return strcmp(view->form.def->fields[field].name, name) == 0;
}

static void find_posts(struct view *view, const char *typed)
{
    struct print_dialog *dialog = view->state;
    struct err ignored = {0}; /* without posts nothing is found, and that is said */
    dialog->post_id = 0;
    dialog->hit_count = 0;
    if (dialog->posts == NULL) {
        dialog->posts = memory_new(POSTS_MOST, sizeof *dialog->posts);
        post_list(application_store(view), dialog->posts, POSTS_MOST, &dialog->post_count, &ignored);
    }
    for (int i = 0; typed[0] != '\0' && i < dialog->post_count && dialog->hit_count < PRINT_HITS; i++)
        if (text_contains(dialog->posts[i].name, typed) || pinyin_spells(dialog->posts[i].name, typed, true))
            dialog->hits[dialog->hit_count++] = i;
}

static void find_volunteers(struct view *view, const char *typed)
{
    struct print_dialog *dialog = view->state;
    struct err ignored = {0};
    dialog->volunteer_id = 0;
    dialog->volunteer_count = 0;
    if (typed[0] != '\0' && !volunteer_find(application_store(view), typed, dialog->volunteers, PRINT_HITS,
                                            &dialog->volunteer_count, &ignored))
        dialog->volunteer_count = 0;
    if (dialog->volunteer_count > PRINT_HITS)
        dialog->volunteer_count = PRINT_HITS;
}

static void changed(struct view *view, int field)
{
    struct print_dialog *dialog = view->state;
    const char *typed = view->form.def->fields[field].kind == FIELD_CHOICE
                            ? ""
                            : form_text(&view->form, view->form.def->fields[field].name);
    if (is_field(view, field, "household"))
        place_lookup_find(application_store(view), &dialog->places, typed);
    else if (is_field(view, field, "volunteer"))
        find_volunteers(view, typed);
    else if (is_field(view, field, "post"))
        find_posts(view, typed);
    else if (is_field(view, field, "path"))
        dialog->path_typed = typed[0] != '\0';
    else if (is_field(view, field, "what"))
        recall(view);
    else if (is_field(view, field, "where"))
        dialog->where_chosen = true;
    print_where_name(view);
    view_stale(view);
}

static int candidate_count(const struct view *view, int field)
{
    const struct print_dialog *dialog = view->state;
    return is_field(view, field, "household")   ? dialog->places.count
           : is_field(view, field, "volunteer") ? dialog->volunteer_count
                                                : dialog->hit_count;
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    const struct print_dialog *dialog = view->state;
    const struct application *application = application_of(view);
    char name[NAME_BYTES];
    *style = STYLE_NORMAL;
    if (is_field(view, field, "household")) {
        place_lookup_text(&dialog->places, index, application_masks_names(application), text, size);
    } else if (is_field(view, field, "volunteer")) {
        application_mask(application, MASK_NAME, dialog->volunteers[index].name, name, sizeof name);
        snprintf(text, size, "%s  %s", name, dialog->volunteers[index].building);
    } else {
        text_copy(text, size, dialog->posts[dialog->hits[index]].name);
    }
}

static void choose(struct view *view, int field, int index)
{
    struct print_dialog *dialog = view->state;
    char label[200];
    if (is_field(view, field, "household")) {
        place_lookup_choose(&dialog->places, index, label, sizeof label);
        form_set_text(&view->form, "household", label);
    } else if (is_field(view, field, "volunteer")) {
        set_volunteer(view, dialog->volunteers[index].id);
    } else {
        dialog->post_id = dialog->posts[dialog->hits[index]].head.id;
        form_set_text(&view->form, "post", dialog->posts[dialog->hits[index]].name);
    }
    view->form.fields[field].settled = true;
    print_where_name(view);
    view_stale(view);
}

bool print_options_typing(const struct view *view)
{
    static const char *const typed[] = {"household", "volunteer", "post", "path"};
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++)
        if (is_field(view, view->form.focus, typed[i]))
            return true;
    return false;
}

/* ---- what the options say ---- */

static bool take_day(const struct view *view, const char *field, int *day, struct err *err)
{
    const char *text = form_text(&view->form, field);
    if (text[0] == '\0')
        *day = clock_day(clock_now());
    else if (!date_near_parse(text, clock_day(clock_now()), day, err)) {
        err->field = field;
        return false;
    }
    return true;
}

static bool take_shift(const struct view *view, struct document_request *request, struct err *err)
{
    struct shift_span span;
    const char *text = form_text(&view->form, "shift");
    if (text[0] == '\0')
        return true;
    if (!shift_span_parse(text, &span, err))
        return false;
    request->from_at = shift_starts_at(request->day, span);
    request->until_at = shift_ends_at(request->day, span);
    return true;
}

static bool take_volunteer(const struct view *view, int64_t *id, struct err *err)
{
    const struct print_dialog *dialog = view->state;
    *id = dialog->volunteer_id;
    if (*id == 0 && dialog->volunteer_count == 1)
        *id = dialog->volunteers[0].id;
    if (*id != 0)
        return true;
    return err_field(err, ERR_INPUT, "volunteer", "%s",
                     dialog->volunteer_count > 1 ? _("Several volunteers match: choose one with Up, Down and Enter.")
                                                 : _("Which volunteer? Type initials, a name or last digits."));
}

static bool take_household(const struct view *view, int64_t *id, struct err *err)
{
    const char *text = form_text(&view->form, "household");
    if (text[0] == '\0')
        return err_field(err, ERR_INPUT, "household", "%s", _("Which household? Type its room or who lives there."));
    return place_lookup_result(&print_dialog_of(view)->places, text, "household", id, err);
}

static bool take_post(const struct view *view, int64_t *id, struct err *err)
{
    const struct print_dialog *dialog = view->state;
    const char *text = form_text(&view->form, "post");
    *id = dialog->post_id;
    if (text[0] == '\0' || *id != 0)
        return true;
    if (dialog->hit_count == 1)
        *id = dialog->posts[dialog->hits[0]].head.id;
    return *id != 0 || err_field(err, ERR_INPUT, "post",
                                 dialog->hit_count > 1 ? _("Several posts match \"%s\": choose one with Up, Down and "
                                                           "Enter.")
                                                       : _("There is no post \"%s\"."),
                                 text);
}

static bool take_document(const struct view *view, struct document_request *request, struct err *err)
{
    *request = (struct document_request){.kind = print_options_kind(view), .blank_rows = -1};
    request->level = has_level(view) ? (enum document_level)form_choice(&view->form, "level") : LEVEL_INTERNAL;
    request->only_changed = has_posts(view) && form_choice(&view->form, "rows") == CHANGED_ROWS;
    if (!take_day(view, has_week(view) ? "week" : "day", &request->day, err))
        return false;
    if (has_week(view))
        request->day = week_first_day(request->day);
    if (has_shift(view) && !take_shift(view, request, err))
        return false;
    if (has_posts(view) && !take_post(view, &request->post_id, err))
        return false;
    if (has_household(view) && !take_household(view, &request->id, err))
        return false;
    return !has_volunteer(view) || take_volunteer(view, &request->id, err);
}

static bool take_copies(const struct view *view, int *copies, struct err *err)
{
    struct buffer folded = {0};
    char *end;
    text_fold_width(&folded, form_text(&view->form, "copies"));
    long number = strtol(buffer_text(&folded), &end, 10);
    bool good = *end == '\0' && number >= 1 && number <= COPIES_MOST;
    buffer_release(&folded);
    *copies = good ? (int)number : 1;
    return good || !is_printer(view) ||
           err_field(err, ERR_INPUT, "copies", _("Copies: a whole number from 1 to %d."), COPIES_MOST);
}

bool print_options_take(const struct view *view, struct print_request *request, struct err *err)
{
    *request = (struct print_request){.copies = 1};
    request->paper = (struct paper){.size = (enum paper_size)form_choice(&view->form, "paper"),
                                    .type = (enum paper_type)form_choice(&view->form, "type"),
                                    .fit = (enum paper_fit)form_choice(&view->form, "fit"),
                                    .signature = form_choice(&view->form, "signature") != 0};
    request->charset = (enum print_charset)form_choice(&view->form, "charset");
    return take_document(view, &request->document, err) && take_copies(view, &request->copies, err);
}

void print_options_step(struct view *view, int step)
{
    int day;
    struct err err = {0};
    if (!has_week(view) && !has_day(view)) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("This document is of no week and no day."));
        return;
    }
    if (!take_day(view, has_week(view) ? "week" : "day", &day, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    set_day(view, clock_day_add(day, has_week(view) ? step * WEEK_DAYS : step));
    print_where_name(view);
    view_stale(view);
}

/* ---- the form ---- */

/* Warnings about the pages stand below the options. */
static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    *level = NOTE_WARNING;
    return print_preview_warning(view, index, text, size);
}

const struct form_def print_form = {
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = changed,
    .candidate_count = candidate_count,
    .candidate = candidate,
    .choose = choose,
    .note = note,
};
