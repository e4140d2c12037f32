/* What a register adds to the importer, and what the importer's files know of each other. */
#ifndef GATEPOST_DOMAIN_IMPORT_REGISTER_H
#define GATEPOST_DOMAIN_IMPORT_REGISTER_H
#include "gatepost/buffer.h"
#include "gatepost/chat.h"
#include "gatepost/importer.h"
#include "gatepost/people.h"
#include "gatepost/sheet.h"

enum { IMPORT_FIELDS_MOST = 32 };

struct import_rules {
    const char *verb; /* "import.residents": whose right it is, and the batch that undo takes back */
    /* New rows carry the import's number and count when all are there (import.h); false: each counts at once, all in
     * one batch. */
    bool unseen;
    /* ERR_INPUT when a field that is needed has no column. */
    bool (*mapped)(const struct importer *importer, struct err *err);
    void *(*start)(struct importer *importer); /* before the first row is judged: what it remembers of earlier rows */
    void (*finish)(void *memory);
    /* Holds a row against the register and the rows before it. `why` gets the reason or the differences; of a proposal
     * `who` gets the number of the known record. */
    enum import_verdict (*judge)(struct importer *importer, int64_t row, int64_t *who, struct buffer *why);
    /* A field as it was understood, where that is not what one cell says (a room of three columns); false: the cell.
     * May be NULL. */
    bool (*text)(const struct importer *importer, int64_t row, int field, char *text, size_t size);
    /* Writes a new row / a proposal, inside a running transaction. What the register refuses by now is ERR_INPUT,
     * ERR_CONFLICT, ERR_DENIED or ERR_RETEST: that row is left out. */
    bool (*write)(struct importer *importer, int64_t row, struct err *err);
    bool (*change)(struct importer *importer, int64_t row, int64_t who, struct err *err);
    /* A line of a chat is one entry whatever it names, and one in which nothing was recognised is judged, too. */
    bool whole_lines;
    /* From a line of a chat to the cells of the register's fields. */
    void (*from_chat)(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST]);
};
extern const struct import_register import_residents, import_crossings, import_declarations, import_readings;
extern const struct import_register import_places, import_supplies, import_stock, import_donations;
extern const struct import_register import_volunteers;

struct row_state {
    int64_t who;
    uint32_t why; /* where in whys; 0: "" */
    uint8_t verdict;
    bool taken;
};
enum writing_stage { WRITE_ROWS, WRITE_KEYS, WRITE_COMPLETION, WRITE_CHANGES };

struct importer {
    struct store *store;
    const struct import_register *wanted;
    char estate[64];
    char estates[ESTATES_MOST][64]; /* of the register, for lines of a chat that name one */
    int estate_count;
    int64_t checkpoint_id;
    enum importer_phase phase;

    char *path, *source, *refused_path; /* source: name shown, without its folder */
    int64_t refused_written;            /* how many refused rows stand in the file at refused_path */
    struct sheet_reader *reader;
    struct sheet *sheet;
    int64_t heading; /* row of the sheet with the headings, -1: none */
    int64_t first;   /* first row below them */
    int columns;
    bool is_chat; /* made from a chat: a last column says why a line is no entry */
    int field_of[SHEET_COLUMNS_MOST];
    int column_of[IMPORT_FIELDS_MOST];

    struct row_state *rows;
    int64_t count, next; /* rows below the headings; the next one to judge or write */
    int64_t counts[IMPORT_VERDICTS], taken;
    struct buffer whys;
    char shown[200]; /* what importer_text gave last, where it is no cell */
    void *memory;    /* the register's */

    enum writing_stage stage;
    int64_t import_id, rows_batch, change_batch, added, changed;
    int attempt; /* which writing of these rows this is: a failed one left nothing */
    struct import_index *index;
    bool in_store; /* between import_begin and import_end */
};

/* importer.c */
/* Cell of a field in a row below the headings, "" when it has no column. */
const char *importer_cell(const struct importer *importer, int64_t row, int field);
bool importer_has(const struct importer *importer, int field);
/* The estate of the register that a text names, "" for none. */
const char *importer_estate_in(const struct importer *importer, const char *text);
/* importer_map.c: finds the headings and says which column is which. */
void importer_find_headings(struct importer *importer);
/* importer_refused.c: the path, to be freed, where refused rows of this file go. */
char *importer_name_refused(const char *path, enum sheet_format format);
/* importer_write.c */
bool importer_write_step(struct importer *importer, int budget_ms, struct err *err);
int importer_write_percent(const struct importer *importer);
/* Gives lease and cache back; what was not complete stays unseen. */
void importer_write_end(struct importer *importer);

/* import_seen.c: which key was seen first where. */
struct seen;
struct seen *seen_new(void);
void seen_free(struct seen *seen);
/* Its value, kept from the first time; *is_new tells whether this is it. */
int64_t *seen_at(struct seen *seen, const char *key, int64_t value, bool *is_new);
/* Start and finish of a register that remembers nothing but the keys of its rows: its memory is a struct seen. */
void *seen_start(struct importer *importer);
void seen_finish(void *memory);
#endif
