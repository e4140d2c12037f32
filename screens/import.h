/* The importer on its way through the screens: source, columns, rows. */
#ifndef SCREENS_IMPORT_H
#define SCREENS_IMPORT_H
#include "gatepost/importer.h"
#include "gatepost/view.h"

/* NULL, or why this officer may not import into the register. */
const char *import_why_not(const struct view *view, const struct import_register *wanted);
/* The same for all registers: NULL when there is one to import into. */
const char *import_no_register(const struct view *view);
/* Opens what comes next for an importer that is open, and takes it over: its columns, or at once its rows. */
void import_open_take(struct view *view, struct importer *importer);
/* A cell of the file, masked by what it is: phones and ID numbers always, also in a column nobody named yet. */
void import_show_cell(const struct view *view, const struct importer *importer, int field, const char *text,
                      struct cell *cell);
/* What screen_import_field is opened with. */
struct import_choice {
    struct importer *importer;
    int column;
};
/* Closes `view`, the last step, and the steps before it. */
void import_close_all(struct view *view);
/* What screen_import_paste is opened with. */
struct import_text_choice {
    const struct import_register *wanted; /* NULL: sign-ups for shifts (roster_plan.h) */
    char estate[64];
};
/* Begins an importer with this terminal's defaults. */
struct importer *import_begin_here(const struct view *view, const struct import_register *wanted, const char *estate);
#endif
