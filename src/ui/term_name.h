/* Names of terminals that terminfo may not know. */
#ifndef GATEPOST_UI_TERM_NAME_H
#define GATEPOST_UI_TERM_NAME_H

/* The entry of Debian's ncurses-base by which a terminal called `name` can be served when terminfo does not know it;
 * NULL for a name that says nothing. */
const char *term_name_like(const char *name);
#endif
