/* The booklet of a household (一户一册, domain.md §4): what its files share, and the ways in. */
#ifndef SCREENS_BOOKLET_H
#define SCREENS_BOOKLET_H
#include "gatepost/half_day.h"
#include "gatepost/pairing.h"
#include "gatepost/supply.h"
#include "gatepost/tier.h"
#include "gatepost/time_line.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"

enum booklet_tab { TAB_TEMPERATURE, TAB_FOLLOW_UPS, TAB_VISITS, TAB_SUPPLIES, TAB_MEMBERS, TAB_RECORDS, TAB_COUNT };
enum { BOOKLET_MEMBERS = 40, BOOKLET_DAYS = 60, BOOKLET_PREVIEW = 24, BOOKLET_KEEPERS = 8, NO_CELL = -1 };

struct booklet_member {
    struct person person;
    struct observation observation; /* the running one, else the newest; head.id 0: never observed */
    bool here;                      /* lives in this household; else is only observed here */
    char last[2][24];               /* readings of the two newest half-days, the older first */
    int missed;                     /* half-days nobody tried, of the running observation */
};
struct booklet_cell { /* a half-day of the chart */
    enum reading_sign sign;
    int tenths; /* 0: no value */
    char text[24];
    int64_t reading_id;
};
/* A part that is not in view: its newest lines, and the next one that is agreed. */
struct booklet_part {
    struct time_line_row rows[BOOKLET_PREVIEW];
    int count;
    int64_t next_at; /* 0: not agreed */
};
struct booklet {
    int64_t place_id;
    struct place place;
    char label[200];
    enum booklet_tab tab;
    struct booklet_member members[BOOKLET_MEMBERS];
    int member_count, selected; /* selected: of the members */
    int64_t selected_id;        /* the person, so that the selection follows them */
    /* The chart of the selected person: two cells a day from first_day on. */
    int first_day, day_count;
    struct booklet_cell cells[BOOKLET_DAYS * 2];
    int cell;               /* the chosen one; NO_CELL: none */
    bool cell_moved;        /* by keys: else it is the present half-day */
    int fever_line;         /* tenths */
    struct pairing pairing; /* head.id 0: none */
    struct keeper keepers[BOOKLET_KEEPERS];
    int keeper_count;
    struct booklet_part follow_ups, visits, crossings, supplies, records;
    struct supply_need need; /* supply ensured? */
};

/* The selected member, or NULL. */
const struct booklet_member *booklet_member(const struct view *view);
/* True while the list of lines is in the part in view. */
bool booklet_has_list(const struct view *view);
/* The lines of the part in view: bits for time_line_window. */
unsigned booklet_kinds(enum booklet_tab tab);
/* Reads the household, its members and the previews. */
bool booklet_load(struct view *view, struct err *err);
/* The chosen half-day of the chart; the present one where there is none. */
struct half_day booklet_half_day(const struct view *view);

void booklet_draw(const struct view *view, struct canvas *canvas, struct rect rect);
/* The part a click means, and the member; -1: none. */
int booklet_tab_under(const struct view *view, const struct key_event *event);
int booklet_member_under(const struct view *view, const struct key_event *event);
struct rect booklet_list_place(const struct view *view, struct rect inside);
void booklet_draw_chart(const struct view *view, struct canvas *canvas, struct rect rect, const char *title);
void booklet_mask_name(const struct view *view, const char *name, char out[NAME_BYTES]);
/* "9/14"; how it ended when it has; "" of nobody observed. */
void booklet_observed_words(const struct observation *observation, char *text, size_t size);
/* A line in words, masked as the screen shows it. */
void booklet_words(const struct view *view, const struct time_line_row *row, char *text, size_t size);

/* Keys of booklet_add.c. */
const char *booklet_why_no_member(const struct view *view);
const char *booklet_why_not_here(const struct view *view); /* what F7 adds to the part in view */
const char *booklet_why_not_observe(const struct view *view);
void booklet_add_here(struct view *view);
void booklet_add_observation(struct view *view);
const char *booklet_why_not_release(const struct view *view);
void booklet_release(struct view *view);
void booklet_change_term(struct view *view);
void booklet_add_pairing(struct view *view);
void booklet_add_supply(struct view *view);
void booklet_add_survey(struct view *view);
void booklet_add_arrival(struct view *view);
void booklet_add_pass(struct view *view);
void booklet_add_parcel(struct view *view);
void booklet_add_expected(struct view *view);
void booklet_add_incident(struct view *view);
void booklet_open_flags(struct view *view);
/* Opens the record behind a line; its history where it has no form. */
void booklet_open_record(struct view *view, enum time_line_kind kind, int64_t id);

/* The household a record is about: the one it names, else that of the person or observation it names; 0: none. */
int64_t booklet_place_of(struct store *store, const char *table, int64_t id);
int64_t booklet_place_in(struct store *store, const struct record_table *table, const void *record);
struct alarm;
int64_t booklet_place_of_alarm(struct store *store, const struct alarm *alarm);
/* Opens the booklet of a household or place; says so when place_id is 0. */
void booklet_open(struct view *view, int64_t place_id);
/* Asks for a room, then opens its booklet. */
void booklet_ask(struct view *view);
/* The row of an action table for it: the same key on every list that has households. `run_` calls booklet_open for the
 * selected row. */
#define BOOKLET_ACTION(name_, run_)                                                                              \
    {                                                                                                            \
        .name = name_, .label = N_("Booklet"),                                                                   \
        .help = N_("Opens the booklet of the selected row's household: its members, temperatures, contacts and " \
                   "everything else in one time line."),                                                         \
        .keys = {'#', 'b'}, .priority = 14, .flags = ACTION_NEEDS_ROW, .run = run_, .opens = &screen_booklet     \
    }
#endif
