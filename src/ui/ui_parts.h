/* What the files of the ui share: the stack of views, and the loop's steps. */
#ifndef GATEPOST_UI_UI_PARTS_H
#define GATEPOST_UI_UI_PARTS_H
#include "gatepost/buffer.h"
#include "gatepost/layout.h"
#include "gatepost/view.h"

enum { STACK_MOST = 16, PANES_MOST = 4, FOOTER_MOST = 32 };

/* A word of the footer, for the mouse. */
struct footer_item {
    int column, columns;
    const struct action *action;
};
/* Rows 1 and 2 as the application wants them. */
struct frame_text {
    struct buffer left, right, alert;
    enum style alert_style;
};
struct ui {
    struct terminal *terminal;
    struct ui_hooks hooks;
    struct canvas canvas;
    enum layout_size size;
    struct rect body;
    struct view *panes[PANES_MOST];
    int pane_count, focus; /* focus counts from 0 */
    bool zoomed;
    struct view *stack[STACK_MOST]; /* above the desk */
    int stack_count;
    struct buffer message;
    enum message_kind message_kind;
    struct frame_text frame, frame_next;
    struct footer_item footer[FOOTER_MOST];
    int footer_count;
    bool mouse_on;    /* wanted: a screen whose text is to be selected switches it off while it is on top */
    bool click_acted; /* the last click did something: the second one of a double click is not for what came of it */
    bool dirty;       /* something to paint */
    bool quitting;
    int exit_code;
    unsigned live;    /* topics changed and not yet taken up */
    int64_t live_ms;  /* when changes were taken up last */
    int64_t asked_ms; /* when hooks.changed was called last */
    int64_t key_ms;   /* when the last key came */
    int64_t painted_ms;
    bool painted;     /* anything yet */
    int64_t retry_ms; /* a failed load is tried again then; 0: none */
};

/* ui.c */
void ui_close_marked(struct ui *ui);
/* Calls visit for every view, lowest first. */
void ui_each(struct ui *ui, void (*visit)(struct view *view));
bool ui_is_shown(const struct ui *ui, const struct view *view);
/* Index in the stack of the lowest view that is drawn, -1 when the desk is. */
int ui_lowest_shown(const struct ui *ui);

/* How many panes have a place on the desk: all but those that are folded. */
int ui_panes_shown(const struct ui *ui);

/* arrange.c: gives every view its place. True when a pane has come back that was folded. */
bool ui_arrange(struct ui *ui);
/* Where a view shows its list; rows = 0: nowhere. */
struct rect ui_list_place(const struct view *view);

/* dispatch.c */
void ui_key(struct ui *ui, const struct key_event *event);
void ui_run_action(struct view *view, const struct action *action);
/* The action this key runs in the view, or NULL. */
const struct action *ui_bound(const struct view *view, int32_t key);
/* NULL when it can run now, "" when it means nothing here, else why not. */
const char *ui_why_not(const struct view *view, const struct action *action);
extern const struct action_table desk_actions, stack_actions;

/* mouse.c */
void ui_mouse_event(struct ui *ui, const struct key_event *event);

/* load.c */
void ui_load(struct ui *ui);
/* Does what keys want from a list before a key acts on its selected row. */
void ui_settle(struct view *view);
/* One slice of each search and of each screen's long work; true while there is more. */
bool ui_work(struct ui *ui);

/* frame.c, paint.c */
void ui_paint(struct ui *ui);
/* Asks the application for rows 1 and 2; true when they changed. */
bool ui_frame_changed(struct ui *ui);
/* The pane whose tab stands in this column of the view's title line, -1: none. */
int ui_tab_at(const struct view *view, int column);
void ui_draw_footer(struct ui *ui, struct canvas *canvas, int row);
void ui_draw_top(struct ui *ui, struct canvas *canvas);
int ui_draw_message(const struct ui *ui, struct canvas *canvas, int row);

/* form_draft.c */
void form_keep_draft(struct view *view);
void form_offer_draft(struct view *view);
/* Milliseconds until the draft is to be written, -1: none. */
int form_draft_due_ms(const struct view *view);
#endif
