/* What the files of the scripted terminal share. Its verbs are described in term_script.c. */
#ifndef GATEPOST_UI_SCRIPT_H
#define GATEPOST_UI_SCRIPT_H
#include "gatepost/buffer.h"
#include "gatepost/canvas.h"
#include "gatepost/terminal.h"

struct script {
    struct terminal terminal;
    char *text, *file_name;
    const char *at;    /* the next line */
    struct buffer now; /* the line being done */
    const char *keys;  /* rest of a key or type line, within now; NULL: none */
    bool typing;       /* keys holds characters, not names */
    int line;          /* number of the line read last */
    int rows, columns;
    struct canvas shown;
    struct buffer paste, clipboard;
    bool painted;  /* since the last key */
    bool updating; /* the file is written anew with what is shown */
    struct buffer updated;
    int bells, failures, compared;
    int wakes; /* without a key in between */
    struct script_hooks hooks;
};

/* Takes the next line, without its end, into out; false at the end of the script. */
bool script_line(struct script *script, struct buffer *out);
/* Reports a failure at the present line. */
void script_complain(struct script *script, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What follows the verb, NULL when the line begins otherwise. */
const char *script_after(const char *line, const char *verb);
/* A line that only looks at the screen; false when it is none. */
bool script_look(struct script *script, const char *line);
#endif
