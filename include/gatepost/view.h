/* A screen is one constant struct screen_def (architecture.md §2.1); a view is one opened screen. The ui holds a stack
 * of views, the lowest is the desk with its panes, overlays lie above. Key handlers say what must happen; only the loop
 * loads and draws. */
#ifndef GATEPOST_VIEW_H
#define GATEPOST_VIEW_H
#include "gatepost/action.h"
#include "gatepost/canvas.h"
#include "gatepost/form.h"
#include "gatepost/list.h"
#include "gatepost/terminal.h"

struct ui;
struct view;

struct screen_def {
    const char *name;    /* "gate" */
    const char *title;   /* msgid */
    const void *subject; /* of screens that share their functions: what this one is about */
    size_t state_size;   /* bytes of view->state, zeroed at open */
    struct action_table actions;
    const struct list_def *list; /* a list screen, or NULL */
    const struct form_def *form; /* a form screen, or NULL */
    unsigned topics;             /* bits: which changes make it stale (the application gives them meaning) */
    bool overlay;                /* lies over what is below it, as high as it needs; else fills the body */
    bool alone;                  /* only its own keys work while it is on top */
    bool sealed;   /* fills the body, and nothing below or beside it is seen or reached: only its own actions,
                      no messages, and what opens meanwhile opens below it. Binds Enter and Tab itself */
    bool bare;     /* no border, and the mouse is the terminal's: text to be selected and copied */
    bool framed;   /* draws its own frame, in view->outer; title and heading stand in row 1 */
    bool own_keys; /* a form whose own actions say what Enter, Tab, Up, Down and Ctrl-S do: form_actions are left out */
    int columns;   /* overlay: columns wanted, 0 = all */
    bool (*open)(struct view *view, const void *argument, struct err *err);
    void (*close)(struct view *view);
    /* Reads what draw needs besides the list's rows (which the loop loads by list_load). May be NULL. */
    bool (*load)(struct view *view, struct err *err);
    /* Long work (an import): one slice of at most 50 ms, between keys, in sight or not. True when a slice was done: it
     * is called again at once and the screen painted now and then; false while there is nothing to do. It may close its
     * view or open others. May be NULL. */
    bool (*work)(struct view *view);
    /* A pane of the desk that has nothing to show now: it takes no room unless it has the focus, and only `load` is
     * called meanwhile. Asked before each drawing: reads nothing. NULL: it always has. */
    bool (*is_idle)(const struct view *view);
    /* Right end of the border's title line: counts ("in 312 out 287"). May be NULL. */
    void (*status)(const struct view *view, struct buffer *out);
    /* More words behind the title ("South gate, in"). May be NULL. */
    void (*heading)(const struct view *view, struct buffer *out);
    /* The selected row in whole sentences: stands in the message row while there is no message. May be NULL. */
    void (*note)(const struct view *view, struct buffer *out);
    /* Draws the inside. NULL: the list or the form draws itself. */
    void (*draw)(const struct view *view, struct canvas *canvas, struct rect rect);
    /* With draw and a list: the part of the inside where draw puts the list just now (list_draw), so that it is loaded,
     * scrolled and clicked there; rows = 0 while it is not shown. NULL: a screen that draws shows no list. */
    struct rect (*list_place)(const struct view *view, struct rect inside);
    /* With draw and a form: the part of the inside where draw puts the form just now (form_draw), so that it is clicked
     * there; rows = 0 while it is not shown. NULL: all of it. */
    struct rect (*form_place)(const struct view *view, struct rect inside);
    /* Rows the inside wants at this width, for overlays without a form. NULL: as many as there are. */
    int (*height)(const struct view *view, int columns);
    /* Reads what detail() shows of the selected row, before each drawing: cheap while the row stays the same. May be
     * NULL. */
    void (*look)(struct view *view);
    /* Details of the selected row, right of a zoomed list. May be NULL. */
    void (*detail)(const struct view *view, struct canvas *canvas, struct rect rect);
    /* Keys before the action tables (kiosk digits, prompts); true when used. May be NULL. */
    bool (*key)(struct view *view, const struct key_event *event);
};
struct view {
    const struct screen_def *def;
    struct ui *ui;
    struct view *opener; /* the view that was on top when this one was opened, or NULL */
    void *state;
    struct list list;             /* when def->list */
    struct form form;             /* when def->form */
    struct rect outer;            /* its box on the screen; rows = 0: not shown */
    struct rect inside;           /* what its draw() gets, without the details */
    struct rect detail;           /* box of the details of a zoomed list; rows = 0: none */
    int pane;                     /* 1–9: its number on the desk, 0 for others */
    bool zoomed;                  /* a pane that fills the body */
    bool folded;                  /* a pane that is idle: the others have its place */
    bool wide;                    /* zoomed, or a screen of its own: all columns, details */
    bool stale;                   /* must be loaded before the next drawing */
    bool closing;                 /* the loop closes it */
    bool working;                 /* the last call of def->work did something */
    const struct action *running; /* the action being run */
};

/* What the application gives the ui. All but context may be NULL. */
struct frame {
    struct buffer *title_left, *title_right, *alert;
    enum style alert_style;
};
struct ui_hooks {
    void *context;
    /* Fills rows 1 and 2: where am I, date, time, officer; the alert line. `view` is on top. */
    void (*frame)(void *context, const struct view *view, struct frame *frame);
    /* Around the reading of all that is shown, so that it agrees and is asked for together; false: without. May be
     * NULL, both. */
    bool (*read_begin)(void *context);
    void (*read_end)(void *context);
    /* Called once, behind the first painting and before the first key: for what need not delay it. */
    void (*started)(void *context);
    /* Fills descriptors to watch; returns how many. */
    int (*watch)(void *context, struct pollfd *watched, int most);
    /* Called after every wake-up (descriptor or timeout): returns the bits of the topics that changed since the last
     * call. *ring is set when a new alarm must be heard. */
    unsigned (*changed)(void *context, const struct pollfd *watched, int count, bool *ring);
    /* Milliseconds until changed() wants to be called without an event (next poll, next minute). */
    int (*timeout_ms)(void *context);
    /* Drafts by form name (architecture.md §4 Drafts). read returns a string to free or NULL. */
    void (*draft_write)(void *context, const char *name, const char *text);
    char *(*draft_read)(void *context, const char *name);
    void (*draft_erase)(void *context, const char *name);
    /* True when an action with these flags is allowed here; else *why gets a translated sentence (role, read-only). */
    bool (*allowed)(void *context, const struct action *action, const char **why);
    /* Actions that work on every screen (help, menu, alarms, undo, quit …), after the view's own. */
    const struct action_table *global_actions;
    /* Every screen there is, for the menu: what is not in reach is found there with where it is. */
    const struct screen_def *const *screens;
    int screen_count;
    /* Masks names from now on, or no more; returns what it was. */
    bool (*mask)(void *context, bool masked);
    /* Lines at the end of the help: which database, where this terminal stands, which version. */
    void (*about)(void *context, struct buffer *out);
};

enum message_kind { MESSAGE_PLAIN, MESSAGE_GOOD, MESSAGE_WARNING, MESSAGE_ERROR };

struct ui *ui_new(struct terminal *terminal, const struct ui_hooks *hooks);
/* Runs until ui_quit, the terminal's end or the last view closes. Returns the exit code given to ui_quit. */
int ui_run(struct ui *ui);
void ui_free(struct ui *ui);
void ui_quit(struct ui *ui, int exit_code);
void *ui_context(const struct ui *ui); /* hooks->context */

/* Opens the desk: panes numbered from 1 (1 to 4), the first has the focus. Layout: screens.md rule 10. */
bool ui_open_desk(struct ui *ui, const struct screen_def *const *panes, int count, struct err *err);
/* Puts a view on the stack; NULL with a message shown when its open() failed. */
struct view *ui_open(struct ui *ui, const struct screen_def *def, const void *argument);
/* The view that has the keyboard: top of the stack, or the focused pane. */
struct view *ui_top(const struct ui *ui);
/* The focused pane of the desk. */
struct view *ui_pane(const struct ui *ui, int number);
void ui_focus_pane(struct ui *ui, int number); /* again: zooms it */
void ui_zoom(struct ui *ui, bool zoomed);

/* The message row (above the footer): what just happened and how to undo it. Stays until the next one or the next key
 * that acts. */
void ui_say(struct ui *ui, enum message_kind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Shows an error in the message row. */
void ui_say_err(struct ui *ui, const struct err *err);
/* Paints now, with this message: for a wait inside a key handler ("waiting for 东门, process 4711"). */
void ui_say_now(struct ui *ui, const char *text);
/* The same between the steps of work that holds up everything else (a new file), and takes the keys that came
 * meanwhile: false when Esc or Ctrl-C was among them or the terminal is gone; others are dropped. */
bool ui_say_progress(struct ui *ui, const char *text);

/* Milliseconds since the last key, click or paste. */
int64_t ui_idle_ms(const struct ui *ui);
/* The terminal's bell, now. */
void ui_ring(struct ui *ui);

void view_close(struct view *view);
void view_stale(struct view *view);
/* Everything is loaded again (language, mask switched, Ctrl-L). */
void ui_stale_all(struct ui *ui);
void ui_redraw(struct ui *ui);
bool ui_ascii(const struct ui *ui);
/* Box lines or plain characters from now on, whatever the terminal answered. */
void ui_choose_borders(struct ui *ui, bool ascii);
/* Whether the mouse clicks here (off at first); else the terminal selects text with it. */
void ui_mouse(struct ui *ui, bool on);

/* Prompts, drawn as overlays; the answer comes later to the callback with the view that asked. `text` is already
 * translated. */
void prompt_confirm(struct view *view, const char *text, const char *yes,
                    void (*answered)(struct view *view, bool yes));
/* One line of input; answered gets NULL when Esc was pressed. answered returns false with err to keep the prompt open.
 */
void prompt_line(struct view *view, const char *title, const char *label, const char *initial,
                 bool (*answered)(struct view *view, const char *text, struct err *err));
/* A text to read, closed by Esc or Enter. */
void prompt_text(struct view *view, const char *title, const char *text);
/* Help (this screen's keys first, all that work here, then the habits of the program) and the menu of everything, in
 * reach or not: searchable lists of actions, Enter runs one. What cannot be run now says why. */
void ui_open_help(struct ui *ui);
void ui_open_menu(struct ui *ui);

/* Tables in reach of a view in order of dispatch: its own, the list's or the form's, the desk's, the global ones.
 * Returns how many were filled (at most 5). For help, menu, footer and the test against doubled keys. */
int view_tables(const struct view *view, const struct action_table *tables[5]);
#endif
