/* The fields of one crossing and what they do: shared by the entry form (F7) and the edit form (F2). */
#ifndef SCREENS_GATE_FIELDS_H
#define SCREENS_GATE_FIELDS_H
#include "gatepost/gate.h"
#include "gatepost/view.h"
#include "screens/gate_candidate.h"
#include "screens/place_field.h"

enum { GATE_CANDIDATES = 5, GATE_ADVICE = 4 };
/* Letters typed for a new visitor: taken as the name, or (few, as initials are) not. */
enum gate_letters { LETTERS_NONE, LETTERS_AS_NAME, LETTERS_NO_NAME };
/* What may be written again: read when the form opens, so that no key press waits for it. */
enum { GATE_PHRASES = 12, GATE_PHRASES_FOUND = 5 };
struct gate_phrases {
    char recent[PHRASE_USE_COUNT][GATE_PHRASES][NAME_BYTES], found[GATE_PHRASES_FOUND][NAME_BYTES];
    int recent_count[PHRASE_USE_COUNT], found_count; /* found: in the dictionary, by what was typed last */
};
struct gate_form {
    struct crossing crossing;       /* who, where and when so far; id 0: a new one */
    bool known;                     /* a person or vehicle of the register was taken */
    bool visitor;                   /* nobody of that name: the visitor's own fields are open */
    enum gate_letters letters;      /* with visitor */
    bool asked_who, asking_who;     /* several live in the room: the first Enter only says so */
    bool asked_place, asking_place; /* a name was typed as the household visited: the same */
    bool warned;                    /* saving has stopped once for a warning about this person */
    int64_t just_at;                /* this person was logged a moment ago (0: not), that way */
    enum direction just_direction;
    bool wants_retest, wants_decision, wants_override;
    bool direction_turned, class_turned, decision_turned; /* chosen by hand: no longer follow from the rest */
    struct candidate candidates[GATE_CANDIDATES];
    char spoken[GATE_CANDIDATES][CANDIDATE_WORDS]; /* what a flag says of a candidate, "!" first where it denies */
    int candidates_left;                           /* that match too, but are not shown */
    int candidate_count;                           /* without the line "new visitor" */
    bool can_be_new;                               /* the text may be a visitor's: one more line offers that */
    struct place_lookup places;                    /* household visited */
    bool announced;                                /* the visitor's fields were filled from an announcement */
    char announced_phone[PHONE_SIZE];              /* of the announced visitor; the field shows it masked */
    struct gate_advice advice[GATE_ADVICE];
    int advice_count;
    struct gate_phrases phrases;
    char last_household[96]; /* of the crossing saved before: Ctrl-R */
    int64_t last_person_id, last_crossing_id, last_at;
};

enum { GATE_FIELD_COUNT = 20 };
extern const struct field gate_fields[GATE_FIELD_COUNT];

/* Members of form_def. */
void gate_field_changed(struct view *view, int field);
bool gate_field_check(struct view *view, int field, struct err *err);
int gate_candidate_count(const struct view *view, int field);
void gate_candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style);
void gate_choose(struct view *view, int field, int index);
bool gate_note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level);

/* The next person: keeps only what carries over (checkpoint, last household). */
void gate_form_reset(struct view *view);
/* Runs the look-ups and rules that follow from a field by name, after it was set by the program. */
void gate_field_follow(struct view *view, const char *name);
/* Reads the form into a crossing and a visitor. */
bool gate_form_read(struct view *view, struct crossing *crossing, struct gate_visitor *visitor, struct err *err);
/* What the guard was shown, as the form has it so far: the pass, and the vehicle where its plate is known. */
void gate_form_carried(const struct view *view, struct crossing *crossing);
/* How many are in the vehicle; 0 for nothing typed. */
bool gate_form_occupants(const struct view *view, int *occupants, struct err *err);
/* Opens the fields a refusal asks for (a retest, a decision), filled in so that Enter takes the careful way, and says
 * in *err how to go on. */
void gate_form_refused(struct view *view, const struct crossing *crossing, struct err *err);
/* "fever 38.0/37.9". */
void gate_fever_reason(const struct crossing *crossing, char *text, size_t size);
/* What a field of this name shows for a stored crossing. */
void gate_field_text(struct store *store, const struct crossing *crossing, const char *name, char *text, size_t size);
/* Turns the direction (F6). */
void gate_turn(struct view *view);
/* Opens the decision and goes there. */
void gate_decide(struct view *view);
#endif
