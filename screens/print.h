/* The print dialog (mockup print-preview): options left, the pages right; what its files share, and the way in. */
#ifndef SCREENS_PRINT_H
#define SCREENS_PRINT_H
#include "gatepost/place_list.h"
#include "gatepost/post.h"
#include "gatepost/print_job.h"
#include "gatepost/volunteer.h"
#include "screens/application.h"
#include "screens/place_field.h"

/* Where to: files first, an address that is typed, behind them the printers as they are known. */
enum print_where { PRINT_TO_PDF, PRINT_TO_TABLE, PRINT_TO_TEXT, PRINT_TO_ADDRESS, PRINT_TO_PRINTERS };
enum { PRINT_HITS = 6, PRINT_PATH_BYTES = 512, PRINT_KINDS_MOST = 24 };

struct print_dialog {
    /* What is typed and looked up. */
    struct place_lookup places;
    struct volunteer_hit volunteers[PRINT_HITS];
    int volunteer_count;
    int64_t volunteer_id;
    struct post *posts; /* all that are valid; NULL: not read yet */
    int post_count;
    int hits[PRINT_HITS]; /* posts that fit what was typed */
    int hit_count;
    int64_t post_id;
    /* Where to. */
    struct printer printers[PRINTERS_MOST];
    int printer_count;
    char printer_words[PRINTERS_MOST][200];
    char why[200];        /* there is no printer */
    char remembered[160]; /* the printer that is the default of this kind: chosen as soon as it is known */
    struct printers_question *question; /* NULL: not asked yet, or answered */
    bool asked;                         /* the printers are known */
    bool where_chosen;                  /* by the person, or as it was remembered */
    bool path_typed;
    /* The pages. */
    struct print_request shown; /* what is laid out */
    struct document document;
    struct document_kept kept;
    struct pages pages;
    bool made;
    struct err err; /* why nothing is shown */
    int page, top, left;
    bool turned; /* the keyboard moves the pages */
    bool large;  /* they have the whole width */
    /* On its way. */
    struct print_job *job;
    bool wanted; /* Enter was pressed before the printers were known */
};

static inline struct print_dialog *print_dialog_of(const struct view *view)
{
    return view->state;
}

/* Ctrl-P: the dialog, with what belongs to the screen it is pressed on. */
void print_run(struct view *view);
/* "": it is open. */
const char *print_why_not(const struct view *view);

/* ---- print_from.c ---- */

/* What is most likely wanted on the screen below: kind (NULL: the one that was chosen last), day, household … */
void print_guess(const struct view *view, struct document_request *request);

/* ---- print_options.c ---- */

extern const struct form_def print_form;
/* Everything at its default for what is asked for. */
void print_options_begin(struct view *view, const struct document_request *request);
/* The options as they are now. ERR_INPUT with the field. */
bool print_options_take(const struct view *view, struct print_request *request, struct err *err);
const struct document_kind *print_options_kind(const struct view *view);
bool print_options_has_week(const struct view *view);
/* "": it is of no week and no day. */
const char *print_options_no_step(const struct view *view);
/* A week, a day on or back. */
void print_options_step(struct view *view, int step);
/* Whether letters and signs are typed into the field with the cursor. */
bool print_options_typing(const struct view *view);
/* Stores what is chosen as the default of this kind: paper, how it fits, signature, where to; never for whom. */
void print_options_keep(struct view *view);

/* ---- print_about.c: fields that are looked up ---- */

void print_about_household(struct view *view, int64_t place_id);
void print_about_volunteer(struct view *view, int64_t id);
void print_about_post(struct view *view, int64_t id);
/* What was typed into a field is looked up; nothing is chosen any more. */
void print_about_find(struct view *view, int field);
int print_about_count(const struct view *view, int field);
void print_about_text(const struct view *view, int field, int index, char *text, size_t size, enum style *style);
void print_about_choose(struct view *view, int field, int index);
/* What the fields mean: what was chosen, or the only one that fits. ERR_INPUT with the field. */
bool print_about_take_household(const struct view *view, int64_t *id, struct err *err);
bool print_about_take_volunteer(const struct view *view, int64_t *id, struct err *err);
bool print_about_take_post(const struct view *view, int64_t *id, struct err *err);
void print_about_release(struct view *view);

/* ---- print_where.c ---- */

/* The choices of "where to", msgids or names of printers; ends with NULL. */
extern const char *print_where_choices[];
/* The printers are asked for, a moment at a time; true: they are known, and what was remembered is chosen. */
bool print_where_ask(struct view *view);
void print_where_release(struct view *view);
bool print_where_is_file(const struct view *view);
bool print_where_is_address(const struct view *view);
/* Whether it is plain text that goes there, in a charset. */
bool print_where_is_plain(const struct view *view);
/* The file's name as it is proposed, while none was typed. */
void print_where_name(struct view *view);
/* What print_job.h wants. */
bool print_where_take(const struct view *view, char *to, size_t size, struct err *err);
/* The printer's name, or the file as a person types it. */
void print_where_place(const struct view *view, struct buffer *out);
/* "pdf", "table", "text", "printer:NAME", or the address, and back. */
void print_where_words(const struct view *view, struct buffer *out);
void print_where_choose(struct view *view, const char *words);
/* That there is no printer, and why, or that they are asked for; false: there is nothing to say. */
bool print_where_said(const struct view *view, char *text, size_t size);

/* ---- print_preview.c ---- */

/* Makes and lays out what the options say; what cannot be made says why in its place. */
void print_preview_make(struct view *view);
void print_preview_release(struct print_dialog *dialog);
struct rect print_options_place(const struct view *view);
struct rect print_preview_place(const struct view *view);
void print_draw(const struct view *view, struct canvas *canvas, struct rect rect);
/* A screen down (1) or up, on to the next page at its end. */
void print_preview_page(struct view *view, int step);
void print_preview_move(struct view *view, int rows, int columns);
/* A warning about the pages: more than one page where one was wanted, texts that are cut; false: none. */
bool print_preview_warning(const struct view *view, char *text, size_t size);
#endif
