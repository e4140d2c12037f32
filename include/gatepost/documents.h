/* What can be printed (domain.md §8): one file of src/documents/ for each kind, one row for it in document_kinds[]. Two
 * levels: posted (names masked, never a phone number or a part of one, no health and no reason) and internal (all of
 * it; needs print.internal). */
#ifndef GATEPOST_DOCUMENTS_H
#define GATEPOST_DOCUMENTS_H
#include "gatepost/pages.h"
#include "gatepost/store.h"

enum document_level { LEVEL_POSTED, LEVEL_INTERNAL };

enum document_scope {                     /* what one is about; says which part of a request counts */
                      DOCUMENT_NOW,       /* what holds now */
                      DOCUMENT_WEEK,      /* request.day: a Monday */
                      DOCUMENT_DAY,       /* request.day */
                      DOCUMENT_SHIFT,     /* request.day, from_at and until_at: a shift of that day, or the day */
                      DOCUMENT_HOUSEHOLD, /* request.id: a place */
                      DOCUMENT_VOLUNTEER, /* request.id */
                      DOCUMENT_ERRAND,    /* request.id; 0: all that is on its way or nobody has yet */
};
struct document_request {
    const struct document_kind *kind;
    enum document_level level;
    int day;                   /* yyyymmdd; of a week any of its days */
    int64_t id;                /* household, volunteer or errand */
    int64_t post_id;           /* only this post; 0: all */
    int64_t from_at, until_at; /* of a shift; 0, 0: the whole day */
    bool only_changed;         /* only rows that differ from the last printing (kinds with `marks_changes`) */
    int blank_rows;            /* rows to fill in by hand; -1: as the kind has them */
};
/* A row of a printing, as it is kept (printing.h); `document` rows count in their order, groups and notes do not. */
struct document_kept_row {
    char name[64];   /* what it is about, the same in every printing */
    int64_t row_id;  /* the record it is about; 0: none */
    char digest[33]; /* of what stands in it: 128 bits, hexadecimal; made by document_digest */
};
struct document_kept {
    struct document_kept_row *rows;
    int count;
};
struct document_kind {
    const char *name;  /* "roster", as in `gatepost print roster` */
    const char *label; /* msgid: what it is called in the dialog */
    const char *help;  /* msgid: one line for --help */
    enum document_scope scope;
    bool internal_only; /* nothing of it may hang on a wall */
    bool keeps_rows;    /* marks what changed, or is posted back: its rows are kept with the printing */
    bool marks_changes; /* request.only_changed counts; keeps_rows */
    struct paper paper; /* what it is usually printed on */
    /* Makes the document. `kept` gets its rows when keeps_rows (the caller releases them), else it is left empty. Marks
     * rows that differ from the last printing of the same subject. ERR_NOT_FOUND: there is no such household,
     * volunteer, errand or post. What is empty makes a document without rows, and is no error. */
    bool (*make)(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err);
};
/* Ends with NULL. */
extern const struct document_kind *const document_kinds[];
/* NULL: there is none of that name. */
const struct document_kind *document_kind_find(const char *name);

/* Makes a document as asked for: checks the right (print.posted, print.internal: ERR_ROLE; internal_only at the posted
 * level: ERR_INPUT), fills in unit, maker, time and the level, calls make. The week of request.day counts from its
 * Monday. Release both in every case. */
bool document_make(struct store *store, const struct document_request *request, struct document *document,
                   struct document_kept *kept, struct err *err);
/* Of what a document is, without a name: "20220411", "42", "20220411 0600-1400"; kept with the printing, so that the
 * next one of the same is found. */
void document_subject(const struct document_request *request, char *subject, size_t size);
/* For the printer's queue and a file's name: kind and day, never a name: "roster-20220411". */
void document_job(const struct document_request *request, char *job, size_t size);

/* For src/documents/: adds a kept row; its digest is that of `text`. */
void document_keep(struct document_kept *kept, const char *name, int64_t row_id, const char *text);
void document_kept_release(struct document_kept *kept);
/* A name as the level shows it. */
const char *document_name(enum document_level level, const char *name, char *text, size_t size);
/* A phone number as the level shows it: "" where it is posted. */
const char *document_phone(enum document_level level, const char *phone);
#endif
