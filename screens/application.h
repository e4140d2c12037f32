/* What every screen of the desk shares: the store, who is signed on, where this terminal stands, whether names are
 * masked. It gives the ui its hooks (frame, changes, drafts, roles). */
#ifndef SCREENS_APPLICATION_H
#define SCREENS_APPLICATION_H
#include "gatepost/buffer.h"
#include "gatepost/desk.h"
#include "gatepost/mask.h"
#include "gatepost/people.h"
#include "gatepost/view.h"
#include <sys/types.h>

struct print_job;
struct application {
    struct store *store;
    struct ui *ui;
    struct officer officer;       /* id 0: nobody is signed on */
    struct checkpoint checkpoint; /* id 0: none chosen yet */
    char terminal[64];
    char community[NAME_BYTES];
    bool masked;        /* Ctrl-T: names too */
    int64_t undo_asked; /* the batch Ctrl-Z asks about */
    bool mouse_off;
    bool locked;         /* screen_lock lies over everything */
    struct buffer alert; /* row 2 as last read */
    int alarms_open;
    struct buffer incidents; /* behind it */
    int incidents_open;
    struct buffer notices; /* what the officer has not read, in words */
    int notices_unread;
    int64_t newest_alarm; /* the newest alarm that has rung */
    int64_t rung_at;      /* when the bell rang last, for this one or again */
    int64_t minute;       /* the minute row 1 shows, since 1970 */
    bool changed_since;   /* something was written since the clock's duties were last looked at */
    int again_ms;         /* when the store wants to be asked again */
    char why[240];        /* the last reason allowed() gave */
    const char *program;  /* what makes backups in a process of its own; NULL: none */
    struct {
        pid_t pid; /* of the one we started, 0: none runs */
        int64_t started_at;
        bool asked; /* by a person, who waits to hear of it */
    } backup;
    struct {
        pid_t pid; /* of the command that sounds, 0: none runs */
        int64_t started_ms;
        bool cut;          /* it went on too long and was ended */
        bool failure_said; /* and is not said again until it has gone well */
    } sound;
    const struct print_job *printing; /* what it says wakes the desk; NULL: nothing is on its way */
    pid_t tidy_pid;                   /* what mends the keys of an import, 0: none runs */
};

struct application *application_of(const struct view *view);
struct store *application_store(const struct view *view);

/* Reads settings, officer, checkpoint and alarms; needs store and terminal. */
void application_init(struct application *application);
void application_release(struct application *application);
extern const struct ui_hooks application_hooks; /* context is filled in by desk_run */

/* Signs an officer on by name, with the PIN that was typed (NULL: none was asked for; ERR_ROLE with field "pin" when
 * there is one). With `write` undo reaches back to here. */
bool application_sign_on(struct application *application, const char *name, const char *pin, bool write,
                         struct err *err);
/* Somebody else was signed on in the store, or the officer changed: the desk is theirs from now on. */
bool application_take_up(struct application *application, struct err *err);
/* What was chosen on this terminal and holds when it is started again ("checkpoint", "borders", "language"). */
void application_keep(struct application *application, const char *what, const char *choice);
/* Free it; NULL when nothing was chosen yet. */
char *application_kept(const struct application *application, const char *what);
/* Plain characters or lines from now on, and remembers it. */
void application_choose_borders(struct application *application, bool ascii);
/* This terminal stands at that checkpoint from now on, and remembers it. */
bool application_stand_at(struct application *application, int64_t checkpoint_id, struct err *err);
/* The mouse clicks on this terminal, or selects text; remembered. */
void application_use_mouse(struct application *application, bool on);
/* As it was left; clicking at first. */
void application_recall_mouse(struct application *application);
/* Ctrl-T, or nobody is signed on: a desk left open shows nobody's name to whoever passes (domain.md §12). */
bool application_masks_names(const struct application *application);
/* The one way a phone, an ID or a name reaches the screen (domain.md §12): phones and IDs always masked, names while
 * application_masks_names. */
void application_mask(const struct application *application, enum mask_kind kind, const char *value, char *out,
                      size_t size);
/* Reads what the officer signed on has still to read. */
void application_read_notices(struct application *application);
/* " Notices to read 2: …" for a sentence about who signed on; nothing where there are none. */
void application_add_notices(const struct application *application, struct buffer *out);
/* A save went through: what is shown is read again, without waiting for the watch. */
void application_saved(struct view *view);
#endif
