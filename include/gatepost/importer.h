/* A file, or text pasted from a chat, on its way into a register: read, columns understood, every row held against what
 * is known, shown, written. One mechanism for every register; what a register adds is one table of columns and four
 * functions (domain/import_register.h). Nothing is written before importer_write. domain.md §3, §10, §13. */
#ifndef GATEPOST_IMPORTER_H
#define GATEPOST_IMPORTER_H
#include "gatepost/store.h"

/* A field of a register: what a column of a file may hold. */
struct import_field {
    const char *name;     /* "phone": on the command line */
    const char *label;    /* msgid */
    const char *headings; /* what such a column is called, Chinese and English, folded, separated by | */
    int next;             /* field of a second column of that name (a second phone); 0: there may be only one */
};
struct import_register {
    const char *name;  /* "residents" */
    const char *label; /* msgid */
    const struct import_field *fields;
    int field_count;
    const struct import_rules *rules; /* domain/import_register.h */
};
extern const struct import_register *const import_registers[]; /* ends with NULL */
const struct import_register *import_register_find(const char *name);

enum importer_phase {
    IMPORTER_READING, /* the file; step goes on */
    IMPORTER_MAPPING, /* waits: which column is what */
    IMPORTER_JUDGING, /* each row against the register; step goes on */
    IMPORTER_READY,   /* waits: what would be done */
    IMPORTER_WRITING, /* step goes on */
    IMPORTER_DONE,
};
enum import_verdict {
    IMPORT_PASSED,  /* nothing in it that belongs here: a title, an empty line */
    IMPORT_NEW,     /* comes in */
    IMPORT_SAME,    /* is known just so */
    IMPORT_DIFFERS, /* known, but differs: a proposal, taken or not */
    IMPORT_REFUSED, /* cannot be taken, and why */
    IMPORT_VERDICTS
};
extern const char *const import_verdict_names[]; /* ends with NULL, for --json */

/* ERR_ROLE when nobody is signed on, or the officer's role does not go with it. */
bool importer_allowed(struct store *store, const struct import_register *wanted, struct err *err);

struct importer;
/* What follows for every row that does not say otherwise. */
struct importer_defaults {
    const char *estate;    /* of rooms without one; "" or NULL: none */
    int64_t checkpoint_id; /* of crossings */
};
/* `defaults` are copied. */
struct importer *importer_new(struct store *store, const struct import_register *wanted,
                              const struct importer_defaults *defaults);
/* Ends it at any time; what was not complete was never seen by anybody. NULL is fine. */
void importer_free(struct importer *importer);

/* Where the rows come from. ERR_INPUT and the like as sheet.h and chat.h say. */
bool importer_open_file(struct importer *importer, const char *path, const char *sheet_name, struct err *err);
bool importer_open_text(struct importer *importer, const char *bytes, size_t length, struct err *err);
bool importer_open_chat(struct importer *importer, const char *text, struct err *err);

/* Goes on for about budget_ms where the phase does not wait. False: the phase could not be ended; a failed writing may
 * be begun again. Where rows are unseen until complete it has left nothing; else it goes on behind what was saved. */
bool importer_step(struct importer *importer, int budget_ms, struct err *err);
enum importer_phase importer_phase(const struct importer *importer);
int importer_percent(const struct importer *importer); /* of the phase */
const struct import_register *importer_register(const struct importer *importer);

/* ---- columns, from IMPORTER_MAPPING on ---- */
enum { IMPORT_NO_FIELD = -1 };
int importer_columns(const struct importer *importer);
/* The heading, "" when the file has no row of headings. */
const char *importer_heading(const struct importer *importer, int column);
/* The text of the column in the index-th row below the headings. */
const char *importer_sample(const struct importer *importer, int column, int index);
/* Which field the column is, or IMPORT_NO_FIELD. */
int importer_field(const struct importer *importer, int column);
/* Says which it is; another column that was that field is none any more. While mapping or ready. */
void importer_map(struct importer *importer, int column, int field);
/* The row of headings, counted from 1 as the file does; 0: none was recognised. */
int64_t importer_heading_line(const struct importer *importer);
/* Goes on to judging (again, after a column was mapped anew). ERR_INPUT names the field that has no column, or the
 * field that two columns claim. */
bool importer_judge(struct importer *importer, struct err *err);

/* ---- rows, from IMPORTER_READY on ---- */
struct importer_row {
    int64_t line; /* of the file */
    enum import_verdict verdict;
    bool taken;      /* of a proposal: it will be done */
    const char *why; /* why refused, what differs; translated and masked; borrowed */
};
int64_t importer_rows(const struct importer *importer);
void importer_row(const struct importer *importer, int64_t index, struct importer_row *row);
/* A field of a row as it was understood, else as it stands in the file; borrowed until the next call. */
const char *importer_text(struct importer *importer, int64_t index, int field);
/* How many rows have this verdict. */
int64_t importer_count(const struct importer *importer, enum import_verdict verdict);
int64_t importer_taken(const struct importer *importer); /* proposals */
void importer_take(struct importer *importer, int64_t index, bool take);
void importer_take_all(struct importer *importer, bool take);

/* Goes on to writing. ERR_ROLE, and ERR_INPUT when there is nothing to do. */
bool importer_write(struct importer *importer, struct err *err);
/* True while freeing the importer leaves nothing of what was written to be seen. */
bool importer_can_stop(const struct importer *importer);
/* After IMPORTER_DONE: its number, and what was written. */
int64_t importer_number(const struct importer *importer);
int64_t importer_added(const struct importer *importer);
int64_t importer_changed(const struct importer *importer);

/* Where refused rows would go, or went: beside the file, NAME-refused.csv or .xlsx; "" when the rows came from no file.
 */
const char *importer_refused_path(const struct importer *importer);
/* Writes the refused rows in the file's own form, with the reason in a last column. In IMPORTER_READY and later. path
 * NULL: to importer_refused_path, once. ERR_SYSTEM when something stands at that path: it is never replaced. */
bool importer_write_refused(struct importer *importer, const char *path, struct err *err);
#endif
