/* How it works, for somebody who never used a computer: the keys as they look, one step below the other. */
#include "gatepost/flow.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>

enum { KEYS = 4, KEY_ROWS = 3, STEP_ROWS = KEY_ROWS + 1, INDENT = 4 };
static const struct help_step {
    const char *words;
    const char *keys[KEYS]; /* msgids */
} steps[] = {
    {N_("1. Type the last four digits of your phone."), {"3", "8", "2", "1"}},
    {N_("2. Your shifts have numbers. Type one, then Enter."), {"1", N_("Enter")}},
    {N_("3. Wrong? Backspace takes one back, Esc all."), {N_("Backspace"), "Esc"}},
    {N_("4. Another language: 0, then Enter."), {"0", N_("Enter")}},
};
enum { STEPS = sizeof steps / sizeof steps[0] };

/* Returns the column behind it. */
static int draw_key(struct canvas *canvas, struct rect rect, int row, int column, const char *name)
{
    int width = text_width(name) + 4;
    if (column + width > rect.column + rect.columns)
        return column;
    canvas_box(canvas, (struct rect){row, column, KEY_ROWS, width}, "", "", STYLE_NORMAL);
    canvas_text(canvas, row + 1, column + 2, width - 4, name, STYLE_KEY);
    return column + width + 1;
}

static void draw_step(const struct help_step *step, struct canvas *canvas, struct rect rect)
{
    int column = rect.column + INDENT;
    kiosk_text(canvas, rect, rect.row, STYLE_TITLE, "%s", _(step->words));
    for (int i = 0; i < KEYS && step->keys[i] != NULL; i++)
        column = draw_key(canvas, rect, rect.row + 1, column, _(step->keys[i]));
}

static int steps_shown(struct rect rect)
{
    int shown = (rect.rows - 1) / STEP_ROWS;
    return shown < 1 ? 1 : shown;
}

static bool is_more(const struct kiosk *kiosk)
{
    return kiosk->top + steps_shown(kiosk_rows(kiosk)) < STEPS;
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    struct rect step = rect;
    for (int i = kiosk->top; i < STEPS && i < kiosk->top + steps_shown(rect); i++) {
        draw_step(&steps[i], canvas, step);
        step.row += STEP_ROWS;
        step.rows -= STEP_ROWS;
    }
    if (step.rows <= 0)
        return;
    char ask[200];
    if (kiosk->helper[0] != '\0')
        snprintf(ask, sizeof ask, _("You cannot break anything. Ask at the desk: %s."), kiosk->helper);
    else
        snprintf(ask, sizeof ask, "%s", _("You cannot break anything. Whoever is at the desk will help."));
    flow_draw(canvas, step, ask, 0, STYLE_NORMAL);
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    buffer_add(out, is_more(kiosk) ? _("Enter: the next step") : _("Enter: begin"));
}

static void step_on(struct kiosk *kiosk, int step)
{
    int shown = steps_shown(kiosk_rows(kiosk));
    if (step > 0 && is_more(kiosk))
        kiosk->top += shown;
    else if (step < 0)
        kiosk->top = kiosk->top > shown ? kiosk->top - shown : 0;
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    (void)typed;
    if (is_more(kiosk))
        step_on(kiosk, 1);
    else
        kiosk_back(kiosk);
}

const struct kiosk_page kiosk_page_help = {
    .name = "help", .draw = draw, .next = next, .enter = enter, .empty = true, .step = step_on};
