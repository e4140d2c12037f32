/* The lines of one declaration beside the register: what was said, what is known, whether that is the same. */
#ifndef SCREENS_DECLARATION_LINES_H
#define SCREENS_DECLARATION_LINES_H
#include "screens/declarations.h"

enum { DECLARATION_LINES = 20 };
enum mark { MARK_NONE, MARK_SAME, MARK_DIFFERS, MARK_UNKNOWN, MARK_UNSAID, MARK_OTHERS };

struct declaration_line {
    int64_t id;       /* its place from above */
    const char *what; /* msgid */
    char said[NOTE_BYTES], known[NOTE_BYTES];
    enum mark mark;
    bool warns;
};
struct declaration_card {
    struct declaration declaration;
    struct person person; /* id 0: nobody of the register */
    struct declaration_matched matched;
    int waiting; /* how many */
    struct declaration_line lines[DECLARATION_LINES];
    int count;
    int64_t asking_id, asking_rev; /* why it is rejected */
    char asking[NAME_BYTES];
    /* What was confirmed a moment ago, while observation is asked about. */
    struct declaration confirmed;
    int64_t arrival_id;
};

/* Reads a declaration, whom it is about, and fills the lines; the view's state is a card. */
bool declaration_card_read(struct view *view, int64_t id, struct err *err);
#endif
