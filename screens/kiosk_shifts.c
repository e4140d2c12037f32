/* Own shifts, and those that are open, each with its number: what the numbers do now stands in the line of the next
 * key. */
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>
#include <string.h>

enum { A_PAGE = 8, NARROW = 60, WHEN_COLUMNS = 26, POST_COLUMNS = 14, INDENT = 4 };

static bool load(struct kiosk *kiosk, struct err *err)
{
    return kiosk_own(kiosk->store, kiosk->who.id, clock_now(), kiosk->own, KIOSK_SHIFTS, &kiosk->own_count, err) &&
           kiosk_open(kiosk->store, kiosk->who.id, clock_now(), kiosk->open, KIOSK_SHIFTS, &kiosk->open_count, err);
}

static int count_all(const struct kiosk *kiosk)
{
    return kiosk->own_count + kiosk->open_count;
}

static const struct kiosk_shift *shift_at(const struct kiosk *kiosk, int index)
{
    return index < kiosk->own_count ? &kiosk->own[index] : &kiosk->open[index - kiosk->own_count];
}

/* ---- in words ---- */

static const char *back_words(enum assignment_state state)
{
    if (state == ASSIGNMENT_DONE)
        return _("not signed out");
    return state == ASSIGNMENT_ARRIVED ? _("not signed in") : _("give it back");
}

static const char *deed_words(const struct kiosk_shift *shift)
{
    switch (shift->can) {
    case KIOSK_IN:
        return _("sign in");
    case KIOSK_OUT:
        return _("sign out");
    case KIOSK_BACK:
        return back_words(shift->state);
    case KIOSK_TAKE:
        return shift->stands_in ? _("stand in") : _("take it");
    case KIOSK_CANNOT:
        break;
    }
    return "";
}

static const char *state_words(const struct kiosk_shift *shift)
{
    if (shift->state == ASSIGNMENT_ARRIVED)
        return _("you are signed in");
    if (shift->state == ASSIGNMENT_DONE)
        return _("you are signed out");
    return shift->seeking ? _("a stand-in is wanted") : "";
}

/* What stands behind the post: what is missing, what can be done. */
static void add_deed(const struct kiosk_shift *shift, bool own, struct buffer *out)
{
    if (own && state_words(shift)[0] != '\0')
        buffer_format(out, "%s  ", state_words(shift));
    if (shift->stands_in)
        buffer_format(out, _("instead of %s"), shift->with);
    else if (!own)
        buffer_format(out, ngettext("%d person missing", "%d people missing", (unsigned long)shift->missing),
                      shift->missing);
    buffer_add(out, own ? "" : "  ");
    if (shift->can != KIOSK_CANNOT)
        buffer_format(out, "[ %s ]", deed_words(shift));
    else if (own)
        buffer_add(out, shift->why);
}

/* What stands below: who else is there, or why it is not possible. */
static void add_below(const struct kiosk_shift *shift, bool own, struct buffer *out)
{
    if (own && shift->with[0] != '\0' && shift->can != KIOSK_CANNOT)
        buffer_format(out, _("with you: %s"), shift->with);
    else if (!own && shift->why[0] != '\0')
        buffer_format(out, _("you cannot: %s"), shift->why);
}

/* ---- rows ---- */

static bool is_narrow(struct rect rect)
{
    return rect.columns < NARROW;
}

static bool heads(const struct kiosk *kiosk, int index, int top)
{
    return index == top || index == kiosk->own_count;
}

/* What is said of it besides, a row each; on a small screen what is needed. */
enum { SAID = 2 };
static void say(const struct kiosk_shift *shift, bool own, bool narrow, struct buffer said[SAID])
{
    add_deed(shift, own, &said[0]);
    if (!own || !narrow)
        add_below(shift, own, &said[1]);
}

static void forget_said(struct buffer said[SAID])
{
    for (int i = 0; i < SAID; i++)
        buffer_release(&said[i]);
}

/* Rows it takes, with its heading: what can be done stands in the first where that is wide enough. */
static int rows_of(const struct kiosk *kiosk, int index, int top, struct rect rect)
{
    struct buffer said[SAID] = {0};
    say(shift_at(kiosk, index), index < kiosk->own_count, is_narrow(rect), said);
    int rows = heads(kiosk, index, top) + 1 + (is_narrow(rect) && said[0].length > 0) + (said[1].length > 0);
    forget_said(said);
    return rows;
}

/* The first index that does not stand on the page that begins with `top`; the last row says how many follow. */
static int page_end(const struct kiosk *kiosk, int top)
{
    struct rect rect = kiosk_rows(kiosk);
    int end = top, rows = 1 + (kiosk->own_count == 0 && top == 0) + (kiosk->open_count == 0);
    while (end < count_all(kiosk) && end < top + A_PAGE) {
        rows += rows_of(kiosk, end, top, rect);
        if (rows > rect.rows && end > top)
            break;
        end++;
    }
    return end;
}

static enum style style_of(const struct kiosk_shift *shift, enum style possible, enum style otherwise)
{
    return shift->can == KIOSK_CANNOT ? otherwise : possible;
}

/* Returns the row behind it. */
static int draw_first(const struct kiosk_shift *shift, const char *deed, struct canvas *canvas, struct rect rect,
                      int row)
{
    char when[KIOSK_WHEN_BYTES];
    const enum style style = style_of(shift, STYLE_TITLE, STYLE_NORMAL),
                     beside = style_of(shift, STYLE_KEY, STYLE_MUTED);
    kiosk_when(&shift->shift, clock_now(), is_narrow(rect), when);
    if (is_narrow(rect)) {
        row = kiosk_text(canvas, rect, row, style, "%s %s", when, shift->post);
        return deed[0] != '\0' ? kiosk_text(canvas, rect, row, beside, "%s", deed) : row;
    }
    int column = rect.column;
    canvas_cut(canvas, row, column, WHEN_COLUMNS, when, style);
    canvas_cut(canvas, row, column += WHEN_COLUMNS + 1, POST_COLUMNS, shift->post, style);
    column += POST_COLUMNS + 1;
    canvas_cut(canvas, row, column, rect.column + rect.columns - column, deed, beside);
    return row + 1;
}

static int draw_shift(const struct kiosk *kiosk, int index, struct canvas *canvas, struct rect rect, int row)
{
    const struct kiosk_shift *shift = shift_at(kiosk, index);
    const struct rect behind = {rect.row, rect.column + INDENT, rect.rows, rect.columns - INDENT};
    struct buffer said[SAID] = {0};
    if (row >= rect.row + rect.rows)
        return row;
    kiosk_text(canvas, rect, row, STYLE_KEY, " %d", index - kiosk->top + 1);
    say(shift, index < kiosk->own_count, is_narrow(rect), said);
    row = draw_first(shift, buffer_text(&said[0]), canvas, behind, row);
    if (said[1].length > 0)
        row = kiosk_text(canvas, behind, row, STYLE_MUTED, "%s", buffer_text(&said[1]));
    forget_said(said);
    return row;
}

static int draw_heading(const struct kiosk *kiosk, int index, struct canvas *canvas, struct rect rect, int row)
{
    bool own = index < kiosk->own_count;
    return kiosk_text(canvas, rect, row, STYLE_HEADING, "%s",
                      own ? _("Your shifts") : _("People are missing: you can help"));
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    int row = rect.row, end = page_end(kiosk, kiosk->top), left = count_all(kiosk) - end;
    if (kiosk->own_count == 0 && kiosk->top == 0)
        row = kiosk_text(canvas, rect, row, STYLE_NORMAL, "%s", _("You have no shift in the next two weeks."));
    for (int i = kiosk->top; i < end; i++) {
        if (heads(kiosk, i, kiosk->top))
            row = draw_heading(kiosk, i, canvas, rect, row);
        row = draw_shift(kiosk, i, canvas, rect, row);
    }
    if (kiosk->open_count == 0)
        row = kiosk_text(canvas, rect, row, STYLE_NORMAL, "%s", _("Nobody is missing on any other shift."));
    if (left > 0)
        kiosk_text(canvas, rect, rect.row + rect.rows - 1, STYLE_MUTED,
                   ngettext("%d more: arrow down", "%d more: arrow down", (unsigned long)left), left);
    else if (kiosk->top > 0)
        kiosk_text(canvas, rect, rect.row + rect.rows - 1, STYLE_MUTED, "%s", _("those before: arrow up"));
}

/* ---- the next key ---- */

/* "1 = sign in", "4, 5 = take it": every deed once, with its numbers. */
static void add_numbers(const struct kiosk *kiosk, int first, int end, struct buffer *out)
{
    const char *words = deed_words(shift_at(kiosk, first));
    for (int i = first; i < end; i++)
        if (strcmp(deed_words(shift_at(kiosk, i)), words) == 0)
            buffer_format(out, "%s%d", i > first ? words_context(N_("names|, ")) : "", i - kiosk->top + 1);
    buffer_format(out, " = %s   ", words);
}

static bool was_said(const struct kiosk *kiosk, int index)
{
    for (int i = kiosk->top; i < index; i++)
        if (strcmp(deed_words(shift_at(kiosk, i)), deed_words(shift_at(kiosk, index))) == 0)
            return true;
    return false;
}

/* What is typed says what Enter will do. */
static void next_typed(const struct kiosk *kiosk, int end, struct buffer *out)
{
    int index = kiosk->top + kiosk->typed[0] - '1';
    char name[KIOSK_SHIFT_BYTES];
    if (kiosk->typed[0] == '9')
        buffer_add(out, _("Enter: more"));
    else if (index >= kiosk->top && index < end) {
        const struct kiosk_shift *shift = shift_at(kiosk, index);
        kiosk_name_shift(shift, true, name);
        buffer_format(out, _("Enter: %1$s  %2$s"), shift->can != KIOSK_CANNOT ? deed_words(shift) : _("why not"), name);
    } else
        buffer_add(out, _("Backspace, then another number"));
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    int end = page_end(kiosk, kiosk->top);
    if (kiosk->typed[0] != '\0') {
        next_typed(kiosk, end, out);
        return;
    }
    buffer_add(out, _("Number, then Enter:  "));
    for (int i = kiosk->top; i < end; i++)
        if (shift_at(kiosk, i)->can != KIOSK_CANNOT && !was_said(kiosk, i))
            add_numbers(kiosk, i, end, out);
    buffer_add(out, _("9 = more"));
}

/* ---- done ---- */

static bool run(struct kiosk *kiosk, const struct kiosk_deed *deed, struct err *err)
{
    return kiosk_do(kiosk->store, deed->who.id, &deed->shift, err);
}

static void done(struct kiosk *kiosk, const struct kiosk_deed *deed)
{
    char now[TIME_SIZE], when[KIOSK_WHEN_BYTES];
    time_label(clock_now(), now);
    kiosk_when(&deed->shift.shift, clock_now(), true, when);
    if (deed->shift.can == KIOSK_IN)
        kiosk_succeed(kiosk, NULL, _("Signed in  %1$s\n%2$s\nThank you for your work"), now, deed->shift.post);
    else if (deed->shift.can == KIOSK_OUT)
        kiosk_succeed(kiosk, NULL, _("Signed out  %1$s\n%2$s\nThank you, have a good rest"), now, deed->shift.post);
    else if (deed->shift.can == KIOSK_TAKE)
        kiosk_succeed(kiosk, &kiosk_page_shifts, _("The shift is yours\n%1$s\n%2$s\nThank you"), when,
                      deed->shift.post);
    else
        kiosk_succeed(kiosk, &kiosk_page_shifts, _("Taken back\n%1$s\n%2$s"), when, deed->shift.post);
}

static bool has_just_taken(const struct kiosk *kiosk)
{
    for (int i = 0; i < kiosk->own_count; i++)
        if (kiosk->own[i].can == KIOSK_BACK && kiosk->own[i].state < ASSIGNMENT_ARRIVED)
            return true;
    return false;
}

/* Whoever doubts that it worked presses the same again, and another shift has that number meanwhile. */
static bool is_sure(struct kiosk *kiosk, int index)
{
    bool sure = !has_just_taken(kiosk) || kiosk->sure_of == index + 1;
    kiosk->sure_of = sure ? 0 : index + 1;
    return sure;
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    int index = kiosk->top + typed[0] - '1';
    if (strcmp(typed, "9") == 0) {
        kiosk_show(kiosk, &kiosk_page_more);
        return;
    }
    if (index < kiosk->top || index >= page_end(kiosk, kiosk->top)) {
        kiosk_say(kiosk, _("There is no number %s here."), typed);
        return;
    }
    const struct kiosk_shift *shift = shift_at(kiosk, index);
    if (shift->can == KIOSK_CANNOT)
        kiosk_say(kiosk, _("This cannot be done: %s"), shift->why[0] != '\0' ? shift->why : _("it is not time yet"));
    else if (shift->stands_in)
        kiosk_ask_pin(kiosk, &kiosk_page_stand_in);
    else if (shift->can == KIOSK_TAKE && !is_sure(kiosk, index))
        kiosk_say(kiosk, _("You have just taken one. Another? %s, Enter again"), typed);
    else
        kiosk_begin(kiosk, &(struct kiosk_deed){.run = run, .done = done, .shift = *shift});
}

static void step(struct kiosk *kiosk, int by)
{
    int end = page_end(kiosk, kiosk->top), before = 0;
    if (by > 0 && end < count_all(kiosk))
        kiosk->top = end;
    if (by > 0 || kiosk->top == 0)
        return;
    while (page_end(kiosk, before) < kiosk->top)
        before = page_end(kiosk, before);
    kiosk->top = before;
}

const struct kiosk_page kiosk_page_shifts = {
    .name = "shifts", .typed_most = 1, .load = load, .draw = draw, .next = next, .enter = enter, .step = step};
