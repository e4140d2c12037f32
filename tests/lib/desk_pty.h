/* The real program on a small sample database, in a pseudo-terminal. One database at a time, desk_setup to
 * desk_teardown; what a failed test leaves running ends with it. */
#ifndef TESTS_DESK_PTY_H
#define TESTS_DESK_PTY_H
#include "pty_terminal.h"
#include "store_file.h"

extern struct store_file desk_file; /* the database of this test */

/* For cmocka: a fresh fixture community, or the one of the canaries (canary.h); ends every desk and removes the files.
 */
int desk_setup(void **state);
int desk_setup_canaries(void **state);
int desk_teardown(void **state);

struct desk_options {
    const char *officer, *checkpoint, *terminal; /* NULL: 王秀英, 南门, gate-1 */
    const char *language;                        /* NULL: en */
    const char *more;                            /* one more option, or NULL */
    const char *const *environment;              /* see pty_terminal.h */
    int rows, columns;
    bool fails; /* it is not expected to open: nothing is waited for */
};
/* Started and painted. Freed by desk_end, desk_quit or the teardown. */
struct pty_terminal *desk_start(const struct desk_options *options);
/* The shared terminal instead; its language is Chinese unless another is given. */
struct pty_terminal *desk_start_kiosk(const struct desk_options *options);
/* Presses keys: text as typed, <Name> for the others (<F7> <Enter> <Tab> <Esc> <Up> <Down> <Left> <Right> <Home>
 * <Delete> <^S>). Esc must stand last: what follows at once would be Alt. Returns how many keys that were. */
int desk_keys(struct pty_terminal *pty, const char *keys);
/* Fails the test when the text does not come, and shows the screen. */
void desk_see(struct pty_terminal *pty, const char *text);
void desk_show(const struct pty_terminal *pty); /* the screen into the messages of the test */
void desk_see_no_more(struct pty_terminal *pty, const char *text);
/* F10, Enter; the exit code must be 0. */
void desk_quit(struct pty_terminal *pty);
/* When the file was backed up last, as it remembers; by itself a moment before the test. */
void desk_backed_up_at(int64_t at);
/* Waits for the programs that desks which are gone left running: backups. No desk may run. */
void desk_wait_for_work(void);
/* At once, whatever it does. */
void desk_end(struct pty_terminal *pty);
void desk_end_all(void);
/* First column of the first row in the database is this text. */
void desk_expect(const char *sql, const char *answer);
#endif
