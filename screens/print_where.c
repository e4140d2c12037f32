/* Where a document goes: a file, or one of the printers, which are known a moment after the dialog is seen. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/print.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ASK_MS = 20 };
#define PRINTER_WORD "printer:"

static const char *const file_words[] = {"pdf", "table", "text"};
static const char *const endings[] = {".pdf", ".xlsx", ".txt"};
/* Of one dialog at a time: printers are named in its state. */
const char *print_where_choices[PRINT_TO_PRINTERS + PRINTERS_MOST + 1] = {
    N_("print|PDF file"), N_("print|Table (.xlsx)"), N_("print|Text file"), N_("print|Address of a printer")};

static int where_of(const struct view *view)
{
    return form_choice(&view->form, "where");
}

bool print_where_is_file(const struct view *view)
{
    return where_of(view) < PRINT_TO_ADDRESS;
}

bool print_where_is_address(const struct view *view)
{
    return where_of(view) == PRINT_TO_ADDRESS;
}

/* An address of IPP takes finished pages. */
bool print_where_is_plain(const struct view *view)
{
    return where_of(view) == PRINT_TO_TEXT ||
           (print_where_is_address(view) && strncmp(form_text(&view->form, "address"), "ipp", strlen("ipp")) != 0);
}

/* The printer that is chosen; NULL: a file is. */
static const struct printer *printer_of(const struct view *view)
{
    const struct print_dialog *dialog = view->state;
    int index = where_of(view) - PRINT_TO_PRINTERS;
    return index >= 0 && index < dialog->printer_count ? &dialog->printers[index] : NULL;
}

/* ---- printers ---- */

static void list_printers(struct print_dialog *dialog)
{
    for (int i = 0; i < dialog->printer_count; i++) {
        const struct printer *printer = &dialog->printers[i];
        snprintf(dialog->printer_words[i], sizeof dialog->printer_words[i], _("Printer %1$s (%2$s)"), printer->name,
                 printer->says);
        print_where_choices[PRINT_TO_PRINTERS + i] = dialog->printer_words[i];
    }
    print_where_choices[PRINT_TO_PRINTERS + dialog->printer_count] = NULL;
}

static void choose_printer(struct view *view, const char *name)
{
    const struct print_dialog *dialog = view->state;
    for (int i = 0; i < dialog->printer_count; i++)
        if (name != NULL ? strcmp(dialog->printers[i].name, name) == 0 : dialog->printers[i].usual)
            form_set_choice(&view->form, "where", PRINT_TO_PRINTERS + i);
}

static void know_printers(struct view *view, const struct err *err)
{
    struct print_dialog *dialog = view->state;
    dialog->asked = true;
    if (err->code != ERR_NONE)
        text_copy(dialog->why, sizeof dialog->why, err->text);
    dialog->why[strcspn(dialog->why, "\n")] = '\0';
    list_printers(dialog);
    if (dialog->remembered[0] != '\0')
        choose_printer(view, dialog->remembered);
    else if (!dialog->where_chosen)
        choose_printer(view, NULL);
}

bool print_where_ask(struct view *view)
{
    struct print_dialog *dialog = view->state;
    struct err err = {0};
    if (dialog->question == NULL && (dialog->question = printers_ask(&err)) == NULL) {
        know_printers(view, &err);
        return true;
    }
    if (!printers_hear(dialog->question, ASK_MS))
        return false;
    printers_end(dialog->question, dialog->printers, &dialog->printer_count, dialog->why, sizeof dialog->why, &err);
    dialog->question = NULL;
    know_printers(view, &err);
    return true;
}

void print_where_release(struct view *view)
{
    struct print_dialog *dialog = view->state;
    if (dialog->question != NULL)
        printers_end(dialog->question, NULL, NULL, NULL, 0, NULL);
    print_where_choices[PRINT_TO_PRINTERS] = NULL;
}

bool print_where_said(const struct view *view, char *text, size_t size)
{
    const struct print_dialog *dialog = view->state;
    if (!dialog->asked)
        text_copy(text, size, _("Asking which printers there are."));
    else if (dialog->printer_count == 0)
        snprintf(text, size, _("No printer: %s"), dialog->why);
    return !dialog->asked || dialog->printer_count == 0;
}

/* ---- files ---- */

/* Signs that a file name does not take, or takes badly, become a hyphen. */
static void add_name_part(struct buffer *name, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        buffer_add_byte(name, strchr(" /\\:*?\"'<>|", *at) != NULL ? '-' : *at);
}

/* "roster-20220411.pdf" in the words of the desk, in the home folder; nothing in it is about a person. One post, or
 * only what changed, is no reason to replace the whole week. */
void print_where_name(struct view *view)
{
    const struct print_dialog *dialog = view->state;
    const struct document_kind *kind = print_options_kind(view);
    struct print_request request;
    struct err unseen = {0};
    struct buffer name = {0};
    char date[TIME_SIZE];
    if (dialog->path_typed || !print_where_is_file(view))
        return;
    int day = clock_day(clock_now());
    bool taken = print_options_take(view, &request, &unseen);
    if (taken && kind->scope != DOCUMENT_NOW && request.document.day != 0)
        day = request.document.day;
    buffer_add(&name, "~/");
    add_name_part(&name, words_context(kind->label));
    if (taken && request.document.post_id != 0) {
        buffer_add_byte(&name, '-');
        add_name_part(&name, form_text(&view->form, "post"));
    }
    if (taken && request.document.only_changed) {
        buffer_add_byte(&name, '-');
        add_name_part(&name, words_context(N_("file|changed")));
    }
    date_label(day, date);
    buffer_format(&name, "-%s%s", date, endings[where_of(view)]);
    form_set_text(&view->form, "path", buffer_text(&name));
    buffer_release(&name);
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);
    return length >= tail && strcmp(text + length - tail, ending) == 0;
}

/* Its own ending instead of another one, or behind none; a table may be .csv too. */
static void complete(int where, const char *typed, struct buffer *path)
{
    size_t length = strlen(typed);
    bool whole = ends_with(typed, endings[where]) || (where == PRINT_TO_TABLE && ends_with(typed, ".csv"));
    for (int i = 0; !whole && i < PRINT_TO_ADDRESS; i++)
        if (ends_with(typed, endings[i]))
            length = strlen(typed) - strlen(endings[i]);
    buffer_add_bytes(path, typed, length);
    if (!whole)
        buffer_add(path, endings[where]);
}

static bool take_address(const struct view *view, char *to, size_t size, struct err *err)
{
    struct buffer folded = {0};
    text_fold_width(&folded, form_text(&view->form, "address"));
    bool good = folded.length > 0 && strstr(buffer_text(&folded), ":") != NULL && folded.length < size &&
                print_target_check(buffer_text(&folded), NULL);
    text_copy(to, size, buffer_text(&folded));
    buffer_release(&folded);
    return good || err_field(err, ERR_INPUT, "address", "%s",
                             _("The printer's address: ipp://192.168.1.20/ipp/print, socket://192.168.1.21 or, for a "
                               "dot-matrix printer, device:/dev/usb/lp0."));
}

bool print_where_take(const struct view *view, char *to, size_t size, struct err *err)
{
    const struct printer *printer = printer_of(view);
    struct buffer typed = {0}, path = {0};
    if (printer != NULL) {
        snprintf(to, size, PRINTER_WORD "%s", printer->name);
        return true;
    }
    if (print_where_is_address(view))
        return take_address(view, to, size, err);
    if (!print_where_is_file(view))
        return err_field(err, ERR_INPUT, "where", "%s", _("That printer is no longer there. Choose where to."));
    if (form_text(&view->form, "path")[0] == '\0')
        return err_field(err, ERR_INPUT, "path", "%s", _("Into which file? Type its name."));
    complete(where_of(view), form_text(&view->form, "path"), &typed);
    bool good = store_full_path(buffer_text(&typed), &path, err);
    if (good && path.length >= size)
        good = err_field(err, ERR_INPUT, "path", "%s", _("The name of the file is too long."));
    text_copy(to, size, buffer_text(&path));
    buffer_release(&typed);
    buffer_release(&path);
    return good;
}

void print_where_place(const struct view *view, struct buffer *out)
{
    char to[PRINT_PATH_BYTES] = "";
    const struct printer *printer = printer_of(view);
    if (printer != NULL)
        buffer_add(out, printer->name);
    else if (print_where_take(view, to, sizeof to, NULL) && print_where_is_file(view))
        store_brief_path(to, out);
    else
        buffer_add(out, to);
}

/* ---- remembered ---- */

void print_where_words(const struct view *view, struct buffer *out)
{
    const struct printer *printer = printer_of(view);
    if (printer != NULL)
        buffer_format(out, PRINTER_WORD "%s", printer->name);
    else if (print_where_is_address(view))
        buffer_add(out, form_text(&view->form, "address"));
    else
        buffer_add(out, file_words[print_where_is_file(view) ? where_of(view) : PRINT_TO_PDF]);
}

void print_where_choose(struct view *view, const char *words)
{
    struct print_dialog *dialog = view->state;
    text_copy(dialog->remembered, sizeof dialog->remembered, "");
    if (strncmp(words, PRINTER_WORD, strlen(PRINTER_WORD)) == 0) {
        text_copy(dialog->remembered, sizeof dialog->remembered, words + strlen(PRINTER_WORD));
        if (dialog->asked)
            choose_printer(view, dialog->remembered);
    }
    for (int i = 0; i < PRINT_TO_ADDRESS; i++)
        if (strcmp(words, file_words[i]) == 0)
            form_set_choice(&view->form, "where", i);
    if (dialog->remembered[0] == '\0' && strchr(words, ':') != NULL) {
        form_set_text(&view->form, "address", words);
        form_set_choice(&view->form, "where", PRINT_TO_ADDRESS);
    }
    dialog->where_chosen = true;
}
