/* Bytes from a terminal → key events. Ours instead of curses' getch because one parser must also know bracketed paste,
 * the answer to the cursor query, SGR mouse reports and the late rest of an escape sequence; through getch these arrive
 * as typed text whenever a byte is late. No curses, no descriptors, no clock of its own: bytes and silence are told to
 * it. */
#ifndef GATEPOST_UI_TERM_INPUT_H
#define GATEPOST_UI_TERM_INPUT_H
#include "gatepost/key.h"
#include "term_paste.h"
#include <stddef.h>

enum { INPUT_BYTES = 4096, INPUT_DEFINED = 32, SEQUENCE_BYTES = 16 };

struct term_sequence {
    char bytes[SEQUENCE_BYTES];
    size_t length;
    int32_t key;
};
struct term_input {
    int escape_ms; /* how long a lone Esc waits for the rest of a sequence */
    char bytes[INPUT_BYTES];
    size_t length;
    int64_t first_ms;                            /* when the first of the waiting bytes came */
    int64_t fed_ms;                              /* when the last bytes came */
    int64_t quiet_ms;                            /* until when it is known that no more came */
    int64_t late_ms;                             /* until then a [ or O may be the late rest of a sequence */
    struct term_sequence defined[INPUT_DEFINED]; /* what terminfo says this terminal's keys send */
    int defined_count;
    bool pasting, closed;
    struct term_paste paste;
    int64_t click_ms; /* the last click, for double clicks */
    int click_row, click_column;
    bool asked;        /* a cursor query is under way */
    int answer_column; /* its answer, 1-based; 0 while there is none */
};

/* Learns what this terminal's keys send. look_up gives the sequence of a terminfo name ("kcuu1") or NULL. */
void input_define_keys(struct term_input *input, const char *(*look_up)(const char *name));
/* Where to read bytes to, how many fit; input_fed says how many came. */
char *input_room(struct term_input *input, size_t *room);
void input_fed(struct term_input *input, size_t count, int64_t now_ms);
/* No byte was waiting at now_ms. */
void input_quiet(struct term_input *input, int64_t now_ms);
/* No more bytes will ever come: a paste ends here. */
void input_close(struct term_input *input);
/* The next event; false when there is none yet. Undecided bytes (a lone Esc) are decided by silence only. */
bool input_next(struct term_input *input, struct key_event *event);
/* Milliseconds of silence after now_ms that decide what the waiting bytes mean; -1 when nothing waits. */
int input_wait_ms(const struct term_input *input, int64_t now_ms);
void input_release(struct term_input *input);
#endif
