/* What the pages of the shared terminal share (domain.md §7). A page is one constant struct kiosk_page at the end of
 * its file; kiosk.c holds who stands there, what was typed, the countdown and what is being saved. Only digits,
 * letters, Enter, Esc, Backspace and arrows mean anything (and F1 on the start page, by habit). */
#ifndef GATEPOST_SCREENS_KIOSK_H
#define GATEPOST_SCREENS_KIOSK_H
#include "gatepost/buffer.h"
#include "gatepost/kiosk.h"
#include "gatepost/notice.h"
#include "gatepost/view.h"

enum {
    KIOSK_TYPED = 16,
    KIOSK_TYPED_ROWS = 2,
    KIOSK_ROWS = 64,
    KIOSK_BEFORE_LAST = 7 /* digits of a phone behind its first four */
};

struct kiosk;
struct kiosk_page {
    const char *name;
    int typed_most; /* characters that may be typed; 0: none */
    bool letters;   /* a to z too */
    bool hidden;    /* typed ones are asterisks: a PIN */
    bool boxed;     /* draws what is typed itself, and sets the cursor */
    bool full;      /* acts by itself once typed_most are typed */
    /* Reads what draw shows. Called when the page opens and when what it may show was changed. May be NULL. */
    bool (*load)(struct kiosk *kiosk, struct err *err);
    /* Inside of the screen above the line that is typed in; kiosk->lines and kiosk->top serve pages of rows. */
    void (*draw)(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect);
    /* The next key, in one sentence. */
    void (*next)(const struct kiosk *kiosk, struct buffer *out);
    /* Enter, or what is full; not called while nothing is typed unless `empty`. */
    void (*enter)(struct kiosk *kiosk, const char *typed);
    bool empty;
    /* An arrow or page key: -1, 1 a row, -2, 2 a page. May be NULL. */
    void (*step)(struct kiosk *kiosk, int step);
};
extern const struct kiosk_page kiosk_page_start, kiosk_page_initials, kiosk_page_digits, kiosk_page_same,
    kiosk_page_shifts, kiosk_page_more, kiosk_page_pin, kiosk_page_cannot_come, kiosk_page_stand_in, kiosk_page_paired,
    kiosk_page_hours, kiosk_page_notices, kiosk_page_help, kiosk_page_way_out;

/* Something that is saved: tried again by itself while the file is busy or out of reach, whoever has gone meanwhile. */
struct kiosk_deed {
    bool (*run)(struct kiosk *kiosk, const struct kiosk_deed *deed, struct err *err);
    /* Behind the commit, while they stand there still: usually kiosk_succeed. */
    void (*done)(struct kiosk *kiosk, const struct kiosk_deed *deed);
    struct kiosk_person who;
    bool proven;
    struct kiosk_shift shift;
    bool flag;
};

struct kiosk {
    struct store *store;
    struct ui *ui;
    const struct kiosk_page *page;
    char typed[KIOSK_TYPED + 1];
    struct buffer message; /* what was wrong; until the next key, or message_until_ms */
    int64_t message_until_ms;
    struct kiosk_person who;                  /* id 0: nobody */
    bool proven;                              /* has typed the own PIN */
    const struct kiosk_page *then;            /* where a PIN leads to */
    char digits[KIOSK_DIGITS + 1];            /* while initials are asked for */
    char initials[KIOSK_TYPED + 1];           /* while digits are asked for */
    int phone_left;                           /* digits to come of a phone number that is typed whole */
    int64_t phone_until_ms;                   /* later ones are a new beginning */
    int sure_of;                              /* number of the row that is taken if it is pressed once more; 0: none */
    struct kiosk_person people[KIOSK_PEOPLE]; /* who may be meant */
    int people_count;
    int top; /* first row shown */

    struct kiosk_deed deed; /* being saved: deed.run not NULL */
    int64_t deed_since_ms;
    bool loaded;         /* what the page shows was read since it was opened */
    bool unheard;        /* what was typed could not be asked; it stands there still */
    bool waiting;        /* the file is busy or out of reach: one moment */
    int64_t again_at_ms; /* when that is tried again */

    struct buffer success; /* large, for three seconds */
    int64_t success_until_ms;
    const struct kiosk_page *success_then;

    struct kiosk_line lines[KIOSK_ROWS]; /* what pages read */
    int line_count;
    char helper[NAME_BYTES]; /* whom to ask, masked; "" */
    struct kiosk_shift own[KIOSK_SHIFTS], open[KIOSK_SHIFTS];
    int own_count, open_count;
    struct kiosk_hours hours;
    struct kiosk_request requests[KIOSK_ROWS];
    int request_count, household_count;
    struct notice notices[KIOSK_ROWS];
    int notice_count;
    int64_t notice_id; /* the one that is read; 0: none */

    char community[NAME_BYTES], language[16];
    int again_ms; /* when store_changed wants to be asked again */
    int64_t minute;
};

/* Opens another page; what was typed is gone. */
void kiosk_show(struct kiosk *kiosk, const struct kiosk_page *page);
/* Back to the start: nobody stands there, nothing of them is left in memory or on the screen. */
void kiosk_reset(struct kiosk *kiosk);
/* Back to the own shifts; to the start when nobody stands there. */
void kiosk_back(struct kiosk *kiosk);
/* The inside of a page, as its draw() gets it. */
struct rect kiosk_rows(const struct kiosk *kiosk);
/* What was typed is gone, from memory too. */
void kiosk_forget_typed(struct kiosk *kiosk);
/* Reads what the page shows; what could not be read is asked for again by itself, and meanwhile what was read before
 * stands. Whoever is refused is none of ours any more. */
void kiosk_load(struct kiosk *kiosk);
/* What the page shows is read once more. */
void kiosk_read_again(struct kiosk *kiosk);
/* What was wrong, above the line that is typed in. When the file is to blame (kiosk_say_err), what was typed stays and
 * the page's enter() is called again by itself. */
void kiosk_say(struct kiosk *kiosk, const char *format, ...) __attribute__((format(printf, 2, 3)));
void kiosk_say_err(struct kiosk *kiosk, const struct err *err);
/* Fills the screen for three seconds, then opens `then` (the start, when NULL). */
void kiosk_succeed(struct kiosk *kiosk, const struct kiosk_page *then, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Saves it now, or as soon as the file can be written: what was pressed is not lost. */
void kiosk_begin(struct kiosk *kiosk, const struct kiosk_deed *deed);
/* For the frame: one more try, and when that is due after a failed one. */
enum { KIOSK_AGAIN_MS = 1000 };
void kiosk_try_again(struct kiosk *kiosk);
/* True for what a busy or missing file is to blame for. */
bool kiosk_is_out_of_reach(const struct err *err);
/* What is said of it there: nothing of files and their making. */
const char *kiosk_why(const struct err *err);

/* Who has these digits, and these initials unless "": their shifts, or what else is asked for (kiosk_initials.c). */
void kiosk_look_up(struct kiosk *kiosk, const char *digits, const char *initials);
/* True for a digit in the middle of a phone number that is typed whole: only its last four are looked up. */
bool kiosk_goes_with_phone(struct kiosk *kiosk, int32_t key);
/* Nothing but a to z. */
bool kiosk_are_letters(const char *typed);
/* The own PIN, unless it was typed already, then that page; who has none is told whom to ask (kiosk_pin.c). */
void kiosk_ask_pin(struct kiosk *kiosk, const struct kiosk_page *then);

/* ---- rows with a number each (kiosk_numbered.c) ---- */

enum { KIOSK_ROW_BYTES = 512 };
struct kiosk_row {
    char text[KIOSK_ROW_BYTES];
    enum style style;
};
typedef void kiosk_row_fn(const struct kiosk *kiosk, int index, bool narrow, struct kiosk_row *row);
/* From kiosk->top on, numbered from 1; the one whose number is typed stands out. */
void kiosk_numbered(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect, int count, kiosk_row_fn *write);
/* The index of a typed number; -1: none of them. */
int kiosk_number(const char *typed, int count);
/* For .step of a page: what an arrow or page key means; 0: it is none. */
int kiosk_step_of(int32_t key);
void kiosk_numbered_step(struct kiosk *kiosk, int count, int step);
/* A page of nothing else: its heading, then the rows or, without one, `none`. */
void kiosk_numbered_below(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect, const char *heading,
                          const char *none, int count, kiosk_row_fn *write);
/* The index of the row whose number is typed; below 0 while none is, and `out` says what may be typed. */
int kiosk_numbered_next(const struct kiosk *kiosk, int count, struct buffer *out);
/* The index of the row that was entered; below 0 when nothing was (back to the own shifts) or no such row (said). */
int kiosk_numbered_entered(struct kiosk *kiosk, const char *typed, int count);

/* ---- notices, without being asked (kiosk_notices.c) ---- */

/* Reads kiosk->notices: a page's load, or a part of it. */
bool kiosk_notices_load(struct kiosk *kiosk, struct err *err);
/* "Notice: …" with the newest title; nothing when there is none. */
void kiosk_notice_line(const struct kiosk *kiosk, struct buffer *out);

/* ---- drawing (kiosk_draw.c) ---- */

/* What is left of rect from that row on. */
struct rect kiosk_below(struct rect rect, int row);

/* A line of text; returns the next row. */
int kiosk_text(struct canvas *canvas, struct rect rect, int row, enum style style, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* "今天 周一 04-11  14:00-22:00": a shift as everybody understands it. */
enum { KIOSK_WHEN_BYTES = 80 };
void kiosk_when(const struct fit_shift *shift, int64_t now, bool narrow, char when[KIOSK_WHEN_BYTES]);
/* The same with its post. */
enum { KIOSK_SHIFT_BYTES = KIOSK_WHEN_BYTES + NAME_BYTES + 2 };
void kiosk_name_shift(const struct kiosk_shift *shift, bool narrow, char name[KIOSK_SHIFT_BYTES]);
/* What was wrong, to the end of row `last`; over the rows above where one is not enough. */
void kiosk_said(struct canvas *canvas, struct rect rect, int last, const char *text);
/* Text in the middle of rect, broken into lines. */
void kiosk_large(struct canvas *canvas, struct rect rect, const char *text, enum style style);
/* The same on a filled ground in a frame: nobody passes it over, with or without colours. */
void kiosk_framed(struct canvas *canvas, struct rect rect, const char *text);
#endif
