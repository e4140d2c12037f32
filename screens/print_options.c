/* The options of the print dialog: a form of which only that is shown which the document has. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/print.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK_DAYS = 7, KEPT_NAME = 64 };
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

bool print_options_has_week(const struct view *view)
{
    return has_scope(view, DOCUMENT_WEEK);
}

static bool has_day(const struct view *view)
{
    return has_scope(view, DOCUMENT_DAY) || has_scope(view, DOCUMENT_SHIFT);
}

const char *print_options_no_step(const struct view *view)
{
    return print_options_has_week(view) || has_day(view) ? NULL : "";
}

static bool has_shift(const struct view *view)
{
    return has_scope(view, DOCUMENT_SHIFT);
}

static bool has_household(const struct view *view)
{
    return has_scope(view, DOCUMENT_HOUSEHOLD);
}

static bool has_errand(const struct view *view)
{
    return has_scope(view, DOCUMENT_ERRAND);
}

static bool has_volunteer(const struct view *view)
{
    return has_scope(view, DOCUMENT_VOLUNTEER);
}

static bool has_posts(const struct view *view)
{
    return has_scope(view, DOCUMENT_WEEK) || has_scope(view, DOCUMENT_SHIFT);
}

static bool has_changes(const struct view *view)
{
    return print_options_kind(view)->marks_changes;
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

static bool is_printer(const struct view *view)
{
    return !print_where_is_file(view);
}

static const struct field fields[] = {
    {.name = "what", .label = N_("print|What"), .kind = FIELD_CHOICE, .choices = kind_choices},
    {.name = "week", .label = N_("print|Week"), .hint = N_("< > week"), .width = 11, .shown = print_options_has_week},
    {.name = "day", .label = N_("print|Day"), .hint = N_("< > day"), .width = 11, .shown = has_day},
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
    {.name = "errand",
     .label = N_("print|Errand"),
     .hint = N_("empty = all under way"),
     .width = 6,
     .shown = has_errand},
    {.name = "post",
     .label = N_("shift|Post"),
     .hint = N_("empty = all"),
     .kind = FIELD_LOOKUP,
     .width = 14,
     .shown = has_posts},
    {.name = "rows", .label = N_("print|Rows"), .kind = FIELD_CHOICE, .choices = rows_choices, .shown = has_changes},
    {.name = "paper",
     .label = N_("print|Paper"),
     .kind = FIELD_CHOICE,
     .choices = paper_size_labels,
     .shown = has_pages},
    {.name = "type", .label = N_("print|Type"), .kind = FIELD_CHOICE, .choices = paper_type_labels, .shown = has_pages},
    {.name = "fit", .label = N_("print|Pages"), .kind = FIELD_CHOICE, .choices = paper_fit_labels, .shown = has_pages},
    {.name = "level", .label = N_("print|Names"), .kind = FIELD_CHOICE, .choices = level_choices, .shown = has_level},
    {.name = "signature",
     .label = N_("print|Foot"),
     .kind = FIELD_CHOICE,
     .choices = signature_choices,
     .shown = has_pages},
    {.name = "where", .label = N_("print|To"), .kind = FIELD_CHOICE, .choices = print_where_choices},
    {.name = "address", .label = N_("print|Address"), .width = 40, .shown = print_where_is_address},
    {.name = "copies", .label = N_("print|Copies"), .width = 2, .shown = is_printer},
    {.name = "path", .label = N_("print|File"), .width = 60, .shown = print_where_is_file},
    {.name = "charset",
     .label = N_("print|Charset"),
     .kind = FIELD_CHOICE,
     .choices = charset_choices,
     .shown = print_where_is_plain},
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
    char text[TIME_SIZE];
    date_label(day, text);
    form_set_text(&view->form, "day", text);
    date_label(week_first_day(day), text);
    form_set_text(&view->form, "week", text);
}

static void set_errand(struct view *view, int64_t id)
{
    char text[24] = "";
    if (id != 0)
        snprintf(text, sizeof text, "%lld", (long long)id);
    form_set_text(&view->form, "errand", text);
}

static void set_shift(struct view *view, const struct document_request *request)
{
    char text[SHIFT_SPAN_BYTES] = "";
    if (request->from_at != 0)
        shift_span_text(shift_span_of(request->day, request->from_at, request->until_at), text);
    form_set_text(&view->form, "shift", text);
    print_about_post(view, request->post_id);
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
    set_shift(view, request);
    if (kind->scope == DOCUMENT_HOUSEHOLD)
        print_about_household(view, request->id);
    if (kind->scope == DOCUMENT_VOLUNTEER)
        print_about_volunteer(view, request->id);
    if (kind->scope == DOCUMENT_ERRAND)
        set_errand(view, request->id);
    form_set_text(&view->form, "copies", "1");
    recall(view);
    print_where_name(view);
}

/* ---- what is typed ---- */

static bool is_field(const struct view *view, int field, const char *name)
{
    return strcmp(view->form.def->fields[field].name, name) == 0;
}

/* Where it goes and how often changes nothing on the pages. */
static bool changes_pages(const struct view *view, int field)
{
    static const char *const others[] = {"where", "path", "address", "copies", "charset"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (is_field(view, field, others[i]))
            return false;
    return true;
}

static void changed(struct view *view, int field)
{
    struct print_dialog *dialog = view->state;
    const char *typed = view->form.def->fields[field].kind == FIELD_CHOICE
                            ? ""
                            : form_text(&view->form, view->form.def->fields[field].name);
    print_about_find(view, field);
    if (is_field(view, field, "path"))
        dialog->path_typed = typed[0] != '\0';
    else if (is_field(view, field, "what"))
        recall(view);
    else if (is_field(view, field, "where"))
        dialog->where_chosen = true;
    print_where_name(view);
    if (changes_pages(view, field))
        view_stale(view);
}

bool print_options_typing(const struct view *view)
{
    static const char *const typed[] = {"household", "volunteer", "post", "path", "address"};
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
    if (!shift_span_parse(text, &span, err)) {
        err->field = "shift";
        return false;
    }
    request->from_at = shift_starts_at(request->day, span);
    request->until_at = shift_ends_at(request->day, span);
    return true;
}

static bool take_number(const struct view *view, const char *field, int64_t *number)
{
    struct buffer folded = {0};
    char *end;
    text_fold_width(&folded, form_text(&view->form, field));
    *number = strtoll(buffer_text(&folded), &end, 10);
    bool good = folded.length > 0 && *end == '\0';
    buffer_release(&folded);
    return good;
}

static bool take_errand(const struct view *view, int64_t *id, struct err *err)
{
    *id = 0;
    return form_text(&view->form, "errand")[0] == '\0' || (take_number(view, "errand", id) && *id > 0) ||
           err_field(err, ERR_INPUT, "errand", "%s", _("The number of an errand, or nothing for all of them."));
}

static bool take_document(const struct view *view, struct document_request *request, struct err *err)
{
    *request = (struct document_request){.kind = print_options_kind(view), .blank_rows = -1};
    request->level = has_level(view) ? (enum document_level)form_choice(&view->form, "level") : LEVEL_INTERNAL;
    request->only_changed = has_changes(view) && form_choice(&view->form, "rows") == CHANGED_ROWS;
    if (!take_day(view, print_options_has_week(view) ? "week" : "day", &request->day, err))
        return false;
    if (print_options_has_week(view))
        request->day = week_first_day(request->day);
    if (has_shift(view) && !take_shift(view, request, err))
        return false;
    if (has_posts(view) && !print_about_take_post(view, &request->post_id, err))
        return false;
    if (has_household(view) && !print_about_take_household(view, &request->id, err))
        return false;
    if (has_errand(view) && !take_errand(view, &request->id, err))
        return false;
    return !has_volunteer(view) || print_about_take_volunteer(view, &request->id, err);
}

static bool take_copies(const struct view *view, int *copies, struct err *err)
{
    int64_t number;
    *copies = 1;
    if (!is_printer(view))
        return true;
    if (!take_number(view, "copies", &number) || number < 1 || number > PRINT_COPIES_MOST)
        return err_field(err, ERR_INPUT, "copies", _("Copies: a whole number from 1 to %d."), PRINT_COPIES_MOST);
    *copies = (int)number;
    return true;
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
    if (!print_options_has_week(view) && !has_day(view))
        return;
    if (!take_day(view, print_options_has_week(view) ? "week" : "day", &day, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    set_day(view, clock_day_add(day, print_options_has_week(view) ? step * WEEK_DAYS : step));
    print_where_name(view);
    view_stale(view);
}

/* ---- the form ---- */

/* Below the options: warnings about the pages, then what is known of the printers. */
static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    int warnings = print_preview_warning(view, text, size);
    *level = warnings > 0 && index == 0 ? NOTE_WARNING : NOTE_PLAIN;
    return index < warnings || (index == warnings && print_where_said(view, text, size));
}

const struct form_def print_form = {
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = changed,
    .candidate_count = print_about_count,
    .candidate = print_about_text,
    .choose = print_about_choose,
    .note = note,
};
