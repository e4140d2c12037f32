/* The one form. A screen gives a constant table of fields; values live here as text and are never lost by an error. */
#ifndef GATEPOST_FORM_H
#define GATEPOST_FORM_H
#include "gatepost/canvas.h"
#include "gatepost/err.h"
#include "gatepost/line_editor.h"

struct view;
struct buffer;

enum field_kind {
    FIELD_TEXT,
    FIELD_CHOICE,  /* one of `choices`, turned by Left/Right or Space, or by its digit when nothing follows that */
    FIELD_LOOKUP,  /* text with candidates under it, Up/Down select, Enter takes */
    FIELD_SUGGEST, /* text with suggestions under it: Down goes into them; until then what was typed is the value */
};
enum field_flag {
    FIELD_REQUIRED = 1,  /* Enter goes to the next empty required field and saves when none is left */
    FIELD_SAME_LINE = 2, /* stands beside the field before it where there is room */
    FIELD_READ_ONLY = 4,
    FIELD_HIDDEN = 8, /* a PIN: asterisks on the screen, never in a draft, wiped when the form closes */
    FIELD_WORDS = 32, /* of FIELD_SUGGEST: suggestions are for the word with the cursor; taken, or typed on, it stays */
    FIELD_STOP = 16,  /* on its way to save, Enter stops here once, filled or not: what is noted meanwhile is read */
};
struct field {
    const char *name;      /* as in err.field, --json and gate add */
    const char *label;     /* msgid; NULL: none, the line belongs to the field above */
    const char *missing;   /* msgid said by Enter while it is empty and required; NULL: a general one */
    const char *kept_hint; /* the same of a form that was opened on a record (form.draft_of); NULL: hint */
    const char *hint;      /* msgid shown behind the field, or NULL */
    const char *heading;   /* msgid on a line of its own above the field (not with FIELD_SAME_LINE); or NULL */
    const char *help;      /* msgid, a sentence for the message row while the cursor is in the field; or NULL */
    enum field_kind kind;
    int width; /* columns of the input */
    unsigned flags;
    const char *(*text)(const struct view *);  /* FIELD_READ_ONLY: what stands there now, instead of a value; or NULL */
    const char *const *choices;                /* msgids (words_context), end with NULL; the value: the index as text */
    bool (*shown)(const struct view *view);    /* NULL: always */
    bool (*required)(const struct view *view); /* in addition to FIELD_REQUIRED */
};
/* A NOTE_WARNING that comes up only as Enter takes a candidate is read before the next Enter saves; what is
 * NOTE_DENIED, save() asks about. */
enum form_note_level { NOTE_PLAIN, NOTE_GOOD, NOTE_WARNING, NOTE_DENIED };
struct form_def {
    const char *draft; /* name of the draft file (form.draft_of comes behind it), NULL: no draft is kept */
    const struct field *fields;
    int field_count;
    /* A field's text changed (typed, pasted, turned, restored): look up candidates, follow with other fields. May be
     * NULL. */
    void (*changed)(struct view *view, int field);
    /* Enter or Tab leaves a field: false with a sentence keeps the cursor there. May be NULL. */
    bool (*check)(struct view *view, int field, struct err *err);
    /* Candidates of a lookup field or suggestions, best first; text and style of one. */
    int (*candidate_count)(const struct view *view, int field);
    void (*candidate)(const struct view *view, int field, int index, char *text, size_t size, enum style *style);
    /* The person took candidate `index` (Enter on it). */
    void (*choose)(struct view *view, int field, int index);
    /* Line `index` of what must be read before saving (flags, quota); false ends them. May be NULL. */
    bool (*note)(const struct view *view, int index, char *text, size_t size, enum form_note_level *level);
    /* Saves; true only after the commit. With false, err->field gets the cursor; ERR_RETEST, ERR_DENIED, ERR_CONFLICT
     * are answered by the screen (it may show fields) before it returns. */
    bool (*save)(struct view *view, struct err *err);
    const char *save_label; /* msgid for the footer where something else than saving happens; NULL: "Save" */
};
struct form_field {
    struct line_editor line;
    int choice;    /* FIELD_CHOICE */
    int candidate; /* selected candidate; of suggestions counted from 1, 0: none */
    bool settled;  /* a lookup whose candidate was taken */
    bool touched;  /* the person changed it */
    bool stopped;  /* FIELD_STOP: Enter stopped here */
    char *before;  /* what it held before the person changed it; NULL: not touched */
    char *theirs;  /* conflict: what the other terminal saved, else NULL */
};
struct form {
    const struct form_def *def;
    struct form_field *fields; /* def->field_count */
    int focus;
    int64_t draft_of;   /* id of the record it was opened on, set by open: another record's draft is not offered */
    bool dirty;         /* typed since the last save or draft */
    int64_t changed_ms; /* monotonic: when; the draft is written 200 ms later */
    int typed;          /* characters typed in a row into the choice with the cursor */
    int choice_before;  /* with typed: what was chosen before them */
    struct err err;     /* shown in the form until the next change */
    bool conflict;      /* theirs are shown */
    char *draft;        /* found when the form was opened: offered, not filled in; NULL: none */
};

void form_init(struct form *form, const struct form_def *def);
void form_release(struct form *form);
/* Empties every field (the next person) and puts the cursor into the first. */
void form_clear(struct form *form);
/* Index of a field by name; die()s when there is none. */
int form_field(const struct form *form, const char *name);
/* Value of a field by name: text, or the choice's index. */
const char *form_text(const struct form *form, const char *name);
int form_choice(const struct form *form, const char *name);
void form_set_text(struct form *form, const char *name, const char *text);
void form_set_choice(struct form *form, const char *name, int choice);
/* Enter stops no more at this FIELD_STOP: what stands there was looked at before. */
void form_pass(struct form *form, const char *name);
void form_focus(struct form *form, const char *name);
/* Marks what another terminal saved; the form shows theirs under yours where they differ, F2 on such a field takes
 * theirs. */
void form_set_theirs(struct form *form, const char *name, const char *text);
/* For ERR_CONFLICT: another terminal made `theirs` of `before`. A field that still says `before` takes theirs, so that
 * saving again does not undo it; one that was changed here too is marked as above. */
void form_merge_theirs(struct form *form, const char *name, const char *before, const char *theirs);
void form_clear_theirs(struct form *form);
/* True when every field is empty or untouched: closing loses nothing. */
bool form_is_empty(const struct form *form);
/* name TAB text lines, for the draft; restoring ignores unknown names and calls changed(). */
void form_serialize(const struct form *form, struct buffer *out);
void form_restore(struct form *form, struct view *view, const char *serialized);
/* A key or paste for the field with the cursor; true when it was used. */
bool form_key(struct form *form, struct view *view, const struct key_event *event);
/* Rows it needs at this width (fields, candidates, notes, error). */
int form_height(const struct form *form, const struct view *view, int columns);
void form_draw(const struct form *form, const struct view *view, struct canvas *canvas, struct rect rect);
/* What Enter does: the next empty required field, saved when none is left. For screens that seal (view.h) and bind the
 * keys themselves. */
void form_enter(struct view *view);
/* To the next field (1) or the one before (-1). */
void form_step(struct view *view, int step);
/* Shows what speaks against what the form says; err->field gets the cursor. For screens that save otherwise. */
void form_show_error(struct view *view, const struct err *err);
/* What every form can do: next, previous field, save, leave, take theirs. */
extern const struct action_table form_actions;
#endif
