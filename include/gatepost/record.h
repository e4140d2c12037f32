/* Registers whose rows need nothing of their own in the store: one table of fields per kind of record says what it is.
 * A field is a member of the record's struct, a column of its table, an option of its commands, a value of --json, a
 * column and an input field on screens. The rules are register.h's. */
#ifndef GATEPOST_RECORD_H
#define GATEPOST_RECORD_H
#include "gatepost/people.h"

enum record_kind {
    RECORD_TEXT,        /* char[] */
    RECORD_PHONE,       /* char[]: one number, masked when shown */
    RECORD_DOCUMENT,    /* char[]: number of an ID document, masked when shown */
    RECORD_CHOICE,      /* enum; one of `choices` */
    RECORD_TEMPERATURE, /* int, tenths; 0: not measured */
    RECORD_NUMBER,      /* int from least to most; where least is above 0, 0 is none */
    RECORD_AMOUNT,      /* int64_t, thousandths (quantity.h); below 0 only where least is; 0: none, or nothing */
    RECORD_MONEY,       /* int64_t, cents; below 0 only where least is */
    RECORD_ID,          /* int64_t; 0: none */
    RECORD_SWITCH,      /* bool */
    RECORD_ANSWER,      /* int: 1 yes, 0 no, -1 not asked */
    RECORD_DAY,         /* int, yyyymmdd, 0: none; typed as a day that has been (date_parse) */
    RECORD_DAY_AHEAD,   /* the same; typed as a day to come (deadline_parse) */
    RECORD_MOMENT,      /* int64_t, UTC seconds, 0: none; typed as what has been (moment_parse) */
    RECORD_DEADLINE,    /* the same; typed as what is to come (deadline_parse) */
    RECORD_BEGINNING,   /* the same; a day holds from its beginning (beginning_parse) */
    RECORD_PLACE,       /* int64_t, 0: none; typed as a room or name */
    RECORD_PERSON,      /* int64_t, 0: none; typed as in the gate form */
    RECORD_OFFICER,     /* int64_t, 0: none; typed as a name */
    RECORD_CHECKPOINT,  /* int64_t, 0: none; typed as a name */
    RECORD_ROW, /* int64_t, 0: none; a record of the table in `.of`, typed as what that is called, or its number */
};
enum record_use {
    RECORD_BOTH,
    RECORD_SHOWN,  /* made by the program; in input it is passed over, so that a listing can be read back */
    RECORD_INPUT,  /* not in listings */
    RECORD_NEEDED, /* both, and a record without it is refused */
};
/* What of a text field goes into a chat (--chat, Ctrl-C). Only what is said here: in others anybody's name may stand.
 */
enum record_said { SAID_NOTHING, SAID_AS_IT_IS, SAID_NAME, SAID_PLATE, SAID_SOMEBODY /* 爱心人士 */ };
struct record_table;
struct record_field {
    const char *name;     /* as in --json and in forms; --name with - for _ */
    const char *argument; /* "DEGREES" in the help; NULL: no option */
    const char *help;     /* msgid; NULL with argument NULL */
    enum record_kind kind;
    enum record_use use;
    size_t offset, size;
    const char *const *choices; /* ends with NULL */
    int least, most;
    int width; /* columns of the plain listing; 0: not there */
    enum record_said said;
    const char *column;            /* of the table; NULL: not stored there */
    const char *derived;           /* RECORD_SHOWN without a column: an SQL expression over the row, read with it */
    const char *label;             /* msgid: what it is called in a sentence and above a listing; NULL: the name */
    const char *const *labels;     /* msgids of the choices */
    const struct record_table *of; /* RECORD_ROW: which register */
    enum record_said (*said_of)(const void *record); /* `said` where it hangs on the record; NULL: always the same */
    bool nullable; /* nothing ("", 0) is NULL in the column, as where it came with a later step */
};
#define RECORD_AT(type, member) .offset = offsetof(type, member), .size = sizeof(((type *)NULL)->member)

/* The first member of every record of a register. */
struct record_head {
    int64_t id, rev;
    char voided[NOTE_BYTES]; /* why; "" while valid */
};
/* A part of a register that a list can show: a condition on the table's columns. */
struct record_scope {
    const char *name;  /* "open" */
    const char *where; /* SQL; :now is the time */
};
struct record_table {
    const char *name; /* of the SQL table, with columns id, rev and voided */
    size_t size;      /* of the record's struct, which begins with struct record_head */
    const struct record_field *fields;
    /* The column rows are listed by, then by id: NOT NULL, a text of at most NAME_BYTES. An index (order, id) serves
     * it, and one for each scope or column = value that leaves out most rows: what SQL passes over knows no budget. */
    const char *order;
    bool newest_first;
    const struct record_scope *scopes; /* ends with name NULL; a list begins with the first */
    unsigned turned;                   /* bits of the scopes that are listed the other way round */
    const char *none;                  /* msgid with one %lld: "There is no pass %lld." */
    const char *voided_at;             /* the column that says when it was voided; NULL: none */
    void (*derive)(void *record);      /* fills members without column that follow from the others; NULL: none */
    const char *what;                  /* msgid, as in "李敏 changed contact 陈国梁": "contact" */
    /* The valid record that a text means, where other words than `called` mean it too; *id 0: none. NULL: only that. */
    bool (*meant)(struct store *store, const char *text, int64_t *id, struct err *err);
    const char *called, *or_called; /* the column it is called by there, and another while that is empty; NULL: its
                                     * number */
};
/* Every table, so that the audit tells their changes in words. Ends with NULL; one line each in record_tables.c. */
extern const struct record_table *const record_tables[];
enum { RECORD_SIZE_MOST = 4096 };

/* ERR_NOT_FOUND. */
bool record_get(struct store *store, const struct record_table *table, int64_t id, void *record, struct err *err);
/* ERR_CONFLICT that says who changed it meanwhile, when the record's rev is not the one of the row that stands; a rev
 * below 0 takes whatever it is. */
bool record_refuse_stale(struct store *store, const struct record_table *table, const void *record,
                         const struct record_head *standing, struct err *err);
/* The first valid record with this text in a column; ERR_NOT_FOUND. */
bool record_with_text(struct store *store, const struct record_table *table, const char *column, const char *text,
                      void *record, struct err *err);
/* What stands in a text column of the newest 400 records, most used first, then newest: what is likely to be written
 * again. Texts of NAME_BYTES. */
bool record_recent(struct store *store, const struct record_table *table, const char *column, char texts[][NAME_BYTES],
                   int most, int *count, struct err *err);
/* Inserts when its id is 0 (and sets id and rev) else updates by rev. Inside a running transaction. */
bool record_save(struct store *store, const struct record_table *table, void *record, struct err *err);

struct record_key { /* a place in the order of a table */
    int64_t integer, id;
    char text[NAME_BYTES];
};
void record_key_of(const struct record_table *table, const void *record, struct record_key *key);
struct record_window {
    int scope;                       /* index in table->scopes */
    const char *column;              /* only rows with `value` in this integer column (place_id …); NULL: all */
    int64_t value, now;              /* now: UTC seconds a scope compares with; 0: the clock's */
    const struct record_key *anchor; /* exclusive; NULL: from the first or last of the list */
    bool backwards;                  /* towards the first of the list, nearest first */
    bool (*keep)(void *context, const void *record); /* NULL: all */
    void *context;
    int budget_ms; /* stops looking after so many ms; 0: no limit */
    void *rows;    /* room for `most` records */
    int most, count;
    bool finished;             /* nothing further that way */
    struct record_key reached; /* not finished: continue here */
};
/* Fills a window by keyset. */
bool record_window(struct store *store, const struct record_table *table, struct record_window *window,
                   struct err *err);

/* NULL: not kept by a table of fields. */
const struct record_table *record_table_find(const char *name);
/* The field stored in a column; NULL when there is none. */
const struct record_field *record_of_column(const struct record_table *table, const char *column);
/* The field of that name; NULL when there is none. */
const struct record_field *record_find(const struct record_field *fields, const char *name);
/* The integer of a field that is no text. */
int64_t record_integer(const struct record_field *field, const void *record);
void record_set_integer(const struct record_field *field, void *record, int64_t value);
/* True for the kinds that hold a day. */
bool record_is_day(const struct record_field *field);
/* True when what the field names is somebody: a person, an officer, a record that is called by one. */
bool record_names_somebody(const struct record_field *field);
/* True for the kinds that hold characters. */
bool record_is_text(const struct record_field *field);
/* True for the kinds that hold a moment. */
bool record_is_time(const struct record_field *field);
#endif
