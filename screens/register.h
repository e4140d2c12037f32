/* Lists and forms of registers (gatepost/register.h): what they share, so that a screen's file says only its columns,
 * its fields and what is its own. A screen of a register names its struct register_screen as screen_def.subject. */
#ifndef SCREENS_REGISTER_H
#define SCREENS_REGISTER_H
#include "gatepost/register.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/look.h"
#include "screens/person_field.h"
#include "screens/place_field.h"

struct register_screen {
    const struct register_rules *rules;
    const struct screen_def *form;   /* F7 and F2 */
    const char *const *scope_labels; /* msgids, one for each scope of the table, ends with NULL: Tab turns them */
    /* Writes what the fields do not say; true when it did. Columns are named like fields; others are asked here. May be
     * NULL. */
    bool (*cell)(const struct view *view, const void *record, const char *column, struct cell *cell);
    /* False: this record is none of the list's rows. A scope that leaves out most rows stands before it. May be NULL.
     */
    bool (*keep)(const struct view *view, const void *record);
    /* What a row shows of other records (register_more), read with it. May be NULL. */
    void (*more)(const struct view *view, const void *record, char *text, size_t size);
    /* The one field whose name the rows show: the others are not read with them. NULL: all are. */
    const char *named;
    enum style (*row_style)(const struct view *view, const void *record); /* NULL: voided ones are struck out */
    /* The record that a screen without a list of its own is about; NULL: none. NULL: the selected row. */
    const void *(*selected)(const struct view *view);
    /* A new record before its form is shown: what is known from where it is opened. May be NULL. */
    void (*begin)(const struct view *view, void *record);
    /* Called behind every change of a field of the form, for what follows from what, and once it is open ("" then).
     * What must be read before saving is said with register_form_say. May be NULL. */
    void (*changed)(struct view *view, const char *field);
    /* The form stays open for the next new record; `record` gets what carries over from the one just saved. NULL: it
     * closes. */
    void (*next)(const struct view *view, const void *saved, void *record);
    /* Called behind the commit, when the form is closing or ready for the next: what is offered with it. `before` is
     * NULL for a new record. May be NULL. */
    void (*saved)(struct view *view, const void *record, const void *before);
    /* What is suggested in a FIELD_SUGGEST behind what the newest records say there: by index, false behind the last.
     * May be NULL. */
    bool (*offer)(const struct view *view, const char *field, int index, char *text, size_t size);
    /* Of a FIELD_SUGGEST with FIELD_WORDS, instead of those two: what the name at the cursor may become, best first.
     * Where it stands in the text, and how many there are. May be NULL. */
    int (*words)(const struct view *view, const char *text, size_t cursor, size_t *begin, size_t *end,
                 char texts[][NAME_BYTES], int most);
    /* Where the cursor begins when the record is known or partly known; NULL: at the first field nothing is known of.
     */
    const char *first;
    /* How the record is called in "Saved … Ctrl-Z undoes" and in its history. */
    void (*name)(const struct view *view, const void *record, char *text, size_t size);
};

/* ---- the list ---- */

union register_record {
    struct record_head head;
    char bytes[RECORD_SIZE_MOST];
};
/* An action that asks why: void, reported lost … */
struct register_reason {
    const char *question, *done; /* msgids: "Why void", "Voided: %s   Ctrl-Z undoes" */
    bool (*run)(struct store *store, const struct register_rules *rules, int64_t id, int64_t rev, const char *reason,
                struct err *err);
};
struct register_list {
    char words[CELL_BYTES]; /* the filter: all must match, !word must not */
    int scope;
    const char *only; /* only rows with `only_value` in this integer column (goods_id …); NULL: all */
    int64_t only_value;
    const struct register_reason *reason; /* being asked for, of this record */
    int64_t asking_id, asking_rev;
    char asking[NAME_BYTES];
};
bool register_fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                    struct list_page *page, struct err *err);
bool register_reread(struct view *view, void *row, bool *gone, struct err *err);
void register_key(const void *row, struct list_key *key);
void register_cell(const struct view *view, const void *row, int column, struct cell *cell);
enum style register_row_style(const struct view *view, const void *row);
bool register_filter(struct view *view, const char *text, struct err *err);
void register_heading(const struct view *view, struct buffer *out);
void register_add(struct view *view);
void register_edit(struct view *view);
void register_turn(struct view *view);
void register_ask_void(struct view *view);
/* Asks why, then runs it on the record that was selected. */
void register_ask_reason(struct view *view, const struct register_reason *reason);
void register_history(struct view *view);
void register_look(struct view *view);
/* The selected record, or NULL. */
const void *register_selected(const struct view *view);

/* Selects what was just added in the list it was added from, where that is of the same register (NULL and any other
 * screen are no such list) and neither a filter nor an order stands there. */
void register_show_added(struct view *list, const struct register_rules *rules, const void *record);

/* Turns to this scope. */
void register_show_scope(struct view *view, int scope);

enum { REGISTER_NAMES = 8 };
struct register_row {
    struct record_key key; /* a list asks for it without the view */
    /* What the record names, in the order of its fields: read with the row, so that painting asks the store nothing. */
    char names[REGISTER_NAMES][NAME_BYTES];
    char more[NAME_BYTES]; /* of register_screen.more, read with the row, too */
    union register_record record;
};
/* What register_screen.more said of a row in the list. */
const char *register_more(const void *record);
/* What a field of a row in the list names; "" for none. */
const char *register_named(const struct view *view, const void *record, const char *field);
#define REGISTER_LIST(columns_, empty_, filtered_)                                                              \
    {                                                                                                           \
        .columns = (columns_), .column_count = sizeof(columns_) / sizeof(columns_)[0],                          \
        .row_size = sizeof(struct register_row), .fetch = register_fetch, .reread = register_reread,            \
        .key = register_key, .cell = register_cell, .row_style = register_row_style, .filter = register_filter, \
        .empty = (empty_), .empty_filtered = (filtered_)                                                        \
    }
#define REGISTER_ADD(verb_, form_, help_)                                                                         \
    {                                                                                                             \
        .name = (verb_), .verb = (verb_), .label = N_("New"), .help = (help_),                                    \
        .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')}, .priority = 75, .flags = ACTION_WRITES, \
        .run = register_add, .opens = (form_)                                                                     \
    }
#define REGISTER_EDIT(verb_, form_, help_)                                                                             \
    {                                                                                                                  \
        .name = (verb_), .verb = (verb_), .label = N_("Edit"), .help = (help_), .keys = {KEY_F(2), 'e', KEY_ALT('2')}, \
        .priority = 70, .flags = ACTION_NEEDS_ROW | ACTION_WRITES, .run = register_edit, .opens = (form_)              \
    }
#define REGISTER_VOID(verb_, help_)                                                                        \
    {                                                                                                      \
        .name = (verb_), .verb = (verb_), .label = N_("Void"), .help = (help_), .keys = {KEY_DELETE, 'x'}, \
        .priority = 40, .flags = ACTION_NEEDS_ROW | ACTION_WRITES, .run = register_ask_void                \
    }
#define REGISTER_TURN(name_, help_)                                                                \
    {                                                                                              \
        .name = (name_), .label = N_("Which"), .help = (help_), .keys = {KEY_TAB}, .priority = 45, \
        .run = register_turn                                                                       \
    }
#define REGISTER_HISTORY(name_, help_)                                                                     \
    {                                                                                                      \
        .name = (name_), .label = N_("History"), .help = (help_), .keys = {KEY_CTRL('O')}, .priority = 30, \
        .flags = ACTION_NEEDS_ROW, .run = register_history, .opens = &screen_history                       \
    }

/* Places in the order of records as lists keep them, and back: for every list whose rows stand in it. */
void list_key_of_record(const struct record_key *from, struct list_key *key);
struct record_key record_key_of_list(const struct list_key *from);

/* The household of the selected row: the one it names, else that of the person it names, or of the observation. */
void register_booklet(struct view *view);
#define REGISTER_BOOKLET(name_) BOOKLET_ACTION(name_, register_booklet)

/* Of a register with phones or documents of its own. */
#define REGISTER_LOOK(name_) LOOK_ACTION(name_, register_look)

/* ---- the form ---- */

/* What a form of a register is opened with; NULL: a new record. */
struct register_open {
    int64_t id;         /* of the record to edit, 0: a new one */
    const void *preset; /* a new one (register_new) with these values, or NULL; once it is saved the form closes */
    bool again;         /* it stays open for the next one all the same */
};
enum {
    REGISTER_NOTES = 4,
    REGISTER_WARNINGS = 3,
    REGISTER_PEOPLE = 2,
    REGISTER_SUGGESTS = 4,
    REGISTER_OFFERS = 12,
    REGISTER_VALUE_BYTES = 1024
};
/* The suggestions of one field, read when the form is opened; of FIELD_WORDS, with each change. */
struct register_suggest {
    int field; /* of the form */
    char texts[REGISTER_OFFERS][NAME_BYTES];
    int count;
    size_t begin, end; /* FIELD_WORDS: of the name they are for */
};
/* A field that finds a person of the register. */
struct register_person {
    const struct record_field *field;
    struct person_lookup lookup;
};
struct register_form {
    union register_record record;     /* what is edited: as stored, or the new one's defaults */
    struct place_lookup places;       /* of the field that names a place */
    const struct record_field *place; /* that field, or NULL */
    struct register_person people[REGISTER_PEOPLE];
    int person_count;
    bool once; /* closes when it is saved */
    struct register_suggest suggests[REGISTER_SUGGESTS];
    int suggest_count;
    struct {
        char text[NOTE_BYTES];
        enum form_note_level level;
    } notes[REGISTER_NOTES];
    int note_count;
    char warnings[REGISTER_WARNINGS][NOTE_BYTES]; /* what would contradict itself */
    int warning_count;
};
bool register_form_open(struct view *view, const void *argument, struct err *err);
void register_form_changed(struct view *view, int field);
bool register_form_check(struct view *view, int field, struct err *err);
int register_form_candidates(const struct view *view, int field);
void register_form_candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style);
void register_form_choose(struct view *view, int field, int index);
bool register_form_save(struct view *view, struct err *err);
bool register_form_note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level);
/* Another line of what must be read before saving; behind the last it is dropped. */
void register_form_say(struct view *view, enum form_note_level level, const char *text);
/* Lines behind those, read anew with every change of the form: what the record would contradict (contradiction.h). */
void register_form_warn(struct view *view);
/* Takes these lines back. */
void register_form_hush(struct view *view);
/* The record as the form says it now; false while something typed cannot be understood. Nothing is checked or saved. */
bool register_form_take(struct view *view, void *record, struct err *err);
/* The place that is taken in the form, 0: none yet. */
int64_t register_form_place(const struct view *view);
/* The person that is taken in this field of the form, 0: none yet. */
int64_t register_form_person(const struct view *view, const char *field);
/* The household of the person in the field "person" into the field "place", unless somebody typed another there, or the
 * form was opened with one. */
void register_form_follow_person(struct view *view);
/* The person into this field of the form, unless somebody typed another there; 0 takes back whom it put there. */
void register_form_offer_person(struct view *view, const char *field, int64_t person_id);
/* The record as it was when the form was opened, or as another terminal saved it meanwhile. */
const void *register_form_record(const struct view *view);

#define REGISTER_FORM(draft_, fields_)                                                                               \
    {                                                                                                                \
        .draft = (draft_), .fields = (fields_), .field_count = sizeof(fields_) / sizeof(fields_)[0],                 \
        .changed = register_form_changed, .check = register_form_check, .candidate_count = register_form_candidates, \
        .candidate = register_form_candidate, .choose = register_form_choose, .note = register_form_note,            \
        .save = register_form_save                                                                                   \
    }
#define REGISTER_FORM_SCREEN(name_, title_, subject_, form_, columns_)                                         \
    {                                                                                                          \
        .name = (name_), .title = (title_), .subject = (subject_), .state_size = sizeof(struct register_form), \
        .form = (form_), .overlay = true, .columns = (columns_), .open = register_form_open                    \
    }
#define REGISTER_LIST_SCREEN(name_, title_, subject_, list_, actions_, topics_) \
    REGISTER_LIST_SCREEN_WITH(name_, title_, subject_, list_, actions_, topics_, struct register_list)
/* With a state of its own, which begins with a struct register_list. */
#define REGISTER_LIST_SCREEN_WITH(name_, title_, subject_, list_, actions_, topics_, state_)     \
    {                                                                                            \
        .name = (name_), .title = (title_), .subject = (subject_), .state_size = sizeof(state_), \
        .actions = ACTION_TABLE(actions_), .list = (list_), .topics = (topics_) | TOPIC_SESSION, \
        .heading = register_heading                                                              \
    }
#endif
