/* Rows of people and places (domain.md §1–§3): read and written here, rules in people_rules.h. Texts are UTF-8; "" for
 * nothing, ids 0 for none. All _save functions insert when id is 0 (and set id and rev) else update by rev, inside a
 * running transaction. */
#ifndef GATEPOST_PEOPLE_H
#define GATEPOST_PEOPLE_H
#include "gatepost/habits.h"
#include "gatepost/store.h"

enum { NAME_BYTES = 128, NOTE_BYTES = 256 };

enum place_kind { PLACE_HOUSEHOLD, PLACE_ENTERPRISE, PLACE_SMALL, PLACE_RENTED, PLACE_KIND_COUNT };
enum occupancy {
    OCCUPANCY_UNKNOWN,
    OCCUPANCY_OWNER,
    OCCUPANCY_RENTED,
    OCCUPANCY_VACANT,
    OCCUPANCY_NOT_HOME,
    OCCUPANCY_COUNT
};
/* Which line screens a place (domain.md §1): residents' committee and property company, grid workers, safety
 * inspectors, migrant-population managers. */
enum place_line { LINE_NONE, LINE_COMMITTEE, LINE_GRID, LINE_SAFETY, LINE_MIGRANT, PLACE_LINE_COUNT };
/* Special needs of a household (domain.md §3): bits of place.needs. */
enum place_need {
    NEED_ALONE = 1, /* lives alone */
    NEED_PREGNANT = 2,
    NEED_DIALYSIS = 4,
    NEED_MEDICATION = 8, /* chronic medication */
    NEED_MOBILITY = 16,  /* reduced mobility */
    NEED_BITS = 5
};
struct place {
    int64_t id, rev;
    enum place_kind kind;
    char name[NAME_BYTES], estate[64], grid[64];
    struct room room;
    enum occupancy occupancy;
    char head[NAME_BYTES], phone[PHONE_SIZE];
    int reported_persons;
    char responsible[NAME_BYTES], note[NOTE_BYTES], voided[NOTE_BYTES];
    enum place_line line;    /* who screens it; saved as LINE_NONE it is read as place_usual_line */
    char leader[NAME_BYTES]; /* 楼长 */
    unsigned needs;          /* bits of enum place_need */
    char needs_note[NOTE_BYTES];
    int64_t import_id; /* of the file it came with, 0: by hand; it counts once that is complete (import.h) */
};
enum person_kind { PERSON_RESIDENT, PERSON_TENANT, PERSON_VISITOR, PERSON_KIND_COUNT };
struct person {
    int64_t id, rev;
    char name[NAME_BYTES];
    enum person_kind kind;
    int64_t place_id;
    char phone[PHONE_SIZE], phone2[PHONE_SIZE];
    enum id_type id_type;
    char id_number[24], sex; /* 'm', 'f' or 0 */
    int birth_day;
    char note[NOTE_BYTES];
    int64_t merged_into;
    char voided[NOTE_BYTES];
    int64_t import_id;    /* as in struct place */
    char place_label[96]; /* read only: "12-2-1203" or the place's name */
};
struct checkpoint {
    int64_t id, rev;
    char name[NAME_BYTES], estate[64], voided[NOTE_BYTES];
};
enum role { ROLE_OFFICER, ROLE_CLERK, ROLE_GATE, ROLE_OPERATOR, ROLE_VIEWER, ROLE_KIOSK, ROLE_COUNT };
struct officer {
    int64_t id, rev;
    char name[NAME_BYTES];
    enum role role;
    char voided[NOTE_BYTES];
    int64_t pin_id;     /* 0: signs on without a PIN; the hash is read by kept_pin.h alone */
    char unix_user[64]; /* this user of the computer is this officer and nobody else; "" none */
};
enum flag_kind { FLAG_OBSERVATION, FLAG_HOSPITAL, FLAG_PASS_REVOKED, FLAG_WANTED, FLAG_OTHER, FLAG_KIND_COUNT };
enum flag_denies { DENIES_NOTHING, DENIES_IN, DENIES_OUT, DENIES_BOTH, DENIES_COUNT };
struct flag {
    int64_t id, rev, person_id, place_id;
    enum flag_kind kind;
    enum flag_denies denies;
    char say[NOTE_BYTES], call[NAME_BYTES];
    int64_t from_at, until_at; /* until_at 0: until cleared */
    char voided[NOTE_BYTES];
};
/* The stored words, ends with NULL; index = enum value. Also what --json and gate add use. */
extern const char *const place_line_names[]; /* [LINE_NONE] is "" */
extern const char *const place_need_names[]; /* by bit */
/* The same in words, to be translated (labels.h has those that only screens and commands say). */
extern const char *const occupancy_labels[], *const place_line_labels[]; /* [LINE_NONE]: as its kind says */
extern const char *const place_need_labels[];
struct buffer;
/* "Lives alone, dialysis", appended. */
void place_needs_words(unsigned needs, struct buffer *out);
extern const char *const place_kind_names[],
    *const occupancy_names[], *const person_kind_names[], *const role_names[], *const flag_kind_names[],
                                                                                   *const flag_denies_names[];

/* Who screens a place of this kind where nothing else is said (domain.md §1). */
enum place_line place_usual_line(enum place_kind kind);
bool place_get(struct store *store, int64_t id, struct place *place, struct err *err);
/* A valid place of that kind, name, estate and room beside `place` itself; ERR_NOT_FOUND. */
bool place_find_twin(struct store *store, const struct place *place, int64_t *id, struct err *err);
/* The valid place that is no household and is meant by kind and name, and by estate and room as far as both say them;
 * ERR_NOT_FOUND, and ERR_INPUT for several. */
bool place_find_named(struct store *store, const struct place *place, int64_t *id, struct err *err);
bool place_save(struct store *store, struct place *place, struct err *err);
/* The household at a room; estate "" = any. ERR_NOT_FOUND, and ERR_INPUT when several estates have that room. */
bool place_find_room(struct store *store, const char *estate, const struct room *room, int64_t *id, struct err *err);
/* True when another estate has a household at the same room: its label alone would not say which is meant. */
bool place_is_ambiguous(struct store *store, const struct place *place);
enum { ESTATES_MOST = 40 };
/* Names of the estates in the register. */
bool place_estates(struct store *store, char names[ESTATES_MOST][64], int *count, struct err *err);
/* "12-2-1203", with the estate in front when `with_estate`, or the name. */
void place_label(const struct place *place, bool with_estate, char *text, size_t size);
/* The same of a stored place, with the estate where its label alone would be ambiguous. False when there is none of
 * this id: the text stays as it was. */
bool place_label_of(struct store *store, int64_t id, char *text, size_t size);
/* What households sort by (column room_sort): the estate, then rooms in natural order, then named places. */
enum { PLACE_SORT_BYTES = 320 };
void place_sort_key(const struct place *place, char *key, size_t size);

bool person_get(struct store *store, int64_t id, struct person *person, struct err *err);
bool person_save(struct store *store, struct person *person, struct err *err);
/* Valid persons living at a place. */
bool person_of_place(struct store *store, int64_t place_id, struct person *persons, int most, int *count,
                     struct err *err);
/* By ID number, else by phone (either one; where a name is given it must be the same, families share numbers), else by
 * name and place: the first valid one; ERR_NOT_FOUND. */
bool person_find(struct store *store, const char *id_number, const char *phone, const char *name, int64_t place_id,
                 int64_t *id, struct err *err);
/* The only valid person of this name who lives at that room in any estate; ERR_NOT_FOUND, and ERR_INPUT for several. */
bool person_find_in_room(struct store *store, const struct room *room, const char *name, int64_t *id, struct err *err);
/* Valid persons in code point order beyond (name, id), nearest first; "" and 0 from the first, backwards from the last;
 * `word` filters by search key of the person or of where they live ("" all). */
bool person_window(struct store *store, const char *word, const char *after_name, int64_t after_id, bool backwards,
                   struct person *persons, int most, int *count, struct err *err);
/* Valid persons in all. */
bool person_count(struct store *store, int64_t *count, struct err *err);
/* Moves crossings and flags of `from` to `into` and marks it merged; one batch, undoable. Inside a running
 * transaction. ERR_INPUT when they are the same or one is merged or voided. */
bool person_merge(struct store *store, int64_t from, int64_t into, struct err *err);

bool checkpoint_get(struct store *store, int64_t id, struct checkpoint *checkpoint, struct err *err);
bool checkpoint_find(struct store *store, const char *name, int64_t *id, struct err *err);
bool checkpoint_save(struct store *store, struct checkpoint *checkpoint, struct err *err);
bool checkpoint_list(struct store *store, struct checkpoint *checkpoints, int most, int *count,
                     struct err *err); /* valid, by id */

bool officer_get(struct store *store, int64_t id, struct officer *officer, struct err *err);
bool officer_find(struct store *store, const char *name, int64_t *id, struct err *err);
/* The valid officer this user of the computer is bound to; id 0: none. */
bool officer_of_unix(struct store *store, const char *user, struct officer *officer, struct err *err);
bool officer_save(struct store *store, struct officer *officer, struct err *err);
bool officer_list(struct store *store, struct officer *officers, int most, int *count, struct err *err);

bool flag_get(struct store *store, int64_t id, struct flag *flag, struct err *err);
bool flag_save(struct store *store, struct flag *flag, struct err *err);
/* Flags in force at `at` for the person and for the place (household). */
bool flag_in_force(struct store *store, int64_t person_id, int64_t place_id, int64_t at, struct flag *flags, int most,
                   int *count, struct err *err);

/* ERR_INPUT says which valid rows need this one to stay valid (flags in force; persons, vehicles of a place;
 * observations opened for an arrival). */
bool dependents_none(struct store *store, const char *table, int64_t id, struct err *err);

/* Id of a phrase, made when it is new (and audited: other records mean what it says); 0 for "". Undo leaves it: phrases
 * are a dictionary. */
bool phrase_id(struct store *store, const char *text, int64_t *id, struct err *err);
/* What a guard is likely to write again: the purposes of this checkpoint's last 400 crossings (0: none), the reasons of
 * the last 200 turned away or held, the reasons of the last 100 admitted against a flag; most used first, then newest.
 * Readings ("37.6/37.5") are nobody's phrase. */
enum phrase_use { PHRASE_PURPOSE, PHRASE_REASON, PHRASE_OVERRIDE, PHRASE_USE_COUNT };
bool phrase_recent(struct store *store, enum phrase_use use, int64_t checkpoint_id, char texts[][NAME_BYTES], int most,
                   int *count, struct err *err);
/* Phrases of the dictionary that a word finds (search.h), in the order they were first written. */
bool phrase_find(struct store *store, const char *word, char texts[][NAME_BYTES], int most, int *count,
                 struct err *err);
#endif
