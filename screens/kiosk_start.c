/* The start of the shared terminal: the four digits, who is on which post now and next, whom to ask. */
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>
#include <string.h>

enum { FRAME_COLUMNS = 34, SPACIOUS = 16, WHEN_COLUMNS = 24, POST_COLUMNS = 12, GAP = 2, FIELD = 6 };

static bool load(struct kiosk *kiosk, struct err *err)
{
    kiosk_helper(kiosk->store, kiosk->helper);
    return kiosk_board(kiosk->store, clock_now(), kiosk->lines, KIOSK_ROWS, &kiosk->line_count, err) &&
           kiosk_notices_load(kiosk, err);
}

/* ---- the field ---- */

static int middle(struct canvas *canvas, struct rect rect, int row, enum style style, const char *text)
{
    int width = text_width(text);
    int indent = width < rect.columns ? (rect.columns - width) / 2 : 0;
    canvas_cut(canvas, row, rect.column + indent, rect.columns - indent, text, style);
    return row + 1;
}

static void draw_field(const struct kiosk *kiosk, struct canvas *canvas, int row, int column)
{
    canvas_field(canvas, row, column, FIELD, kiosk->typed, STYLE_FIELD_NOW);
    canvas->cursor_row = row;
    canvas->cursor_column = column + (int)strlen(kiosk->typed);
}

/* Roomy where there is room for it: the box is what people look for first. */
static int draw_entry(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    if (rect.rows < SPACIOUS) {
        int row = middle(canvas, rect, rect.row, STYLE_TITLE, _("Last 4 digits of your phone, or your initials"));
        draw_field(kiosk, canvas, row, rect.column + (rect.columns - FIELD) / 2);
        return row + 1;
    }
    int row = middle(canvas, rect, rect.row, STYLE_TITLE,
                     _("Type the last 4 digits of your phone, or the initials of your name"));
    row = middle(canvas, rect, row, STYLE_MUTED, _("(张伟明 = zwm)   手机号后四位, 或姓名拼音首字母"));
    struct rect box = {row, rect.column + (rect.columns - FRAME_COLUMNS) / 2, 3, FRAME_COLUMNS};
    canvas_box(canvas, box, "", "", STYLE_FOCUS);
    draw_field(kiosk, canvas, row + 1, box.column + (FRAME_COLUMNS - FIELD) / 2);
    return row + box.rows;
}

/* ---- the board ---- */

static void name_missing(const struct kiosk_line *line, char *text, size_t size)
{
    text[0] = '\0';
    if (line->missing > 0)
        snprintf(text, size, ngettext("%d missing", "%d missing", (unsigned long)line->missing), line->missing);
}

static void draw_line(const struct kiosk_line *line, struct canvas *canvas, struct rect rect, int row)
{
    char when[KIOSK_WHEN_BYTES], missing[40], text[256];
    bool narrow = rect.columns < 60;
    kiosk_when(&line->shift, clock_now(), narrow, when);
    name_missing(line, missing, sizeof missing);
    int used = text_width(missing);
    if (narrow) {
        snprintf(text, sizeof text, "%s %.60s %.120s", when, line->post, line->who);
        canvas_cut(canvas, row, rect.column, rect.columns - used - 1, text, STYLE_NORMAL);
    } else {
        int column = rect.column + GAP;
        canvas_cut(canvas, row, column, WHEN_COLUMNS, when, STYLE_NORMAL);
        canvas_cut(canvas, row, column += WHEN_COLUMNS + GAP, POST_COLUMNS, line->post, STYLE_NORMAL);
        column += POST_COLUMNS + GAP;
        canvas_cut(canvas, row, column, rect.column + rect.columns - column - used - 1, line->who, STYLE_NORMAL);
    }
    canvas_text(canvas, row, rect.column + rect.columns - used, used, missing, STYLE_WARNING);
}

/* What runs, then what comes. */
static void draw_board(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    int row = rect.row, end = rect.row + rect.rows, shown = 0;
    for (; shown < kiosk->line_count && row < end; shown++) {
        bool heads = shown == 0 || kiosk->lines[shown].runs != kiosk->lines[shown - 1].runs;
        if (heads && rect.rows > 3)
            row = kiosk_text(canvas, rect, row, STYLE_HEADING, "%s",
                             kiosk->lines[shown].runs ? _("On duty now") : _("Next, until this time tomorrow"));
        if (row < end)
            draw_line(&kiosk->lines[shown], canvas, rect, row++);
    }
    if (kiosk->line_count == 0)
        kiosk_text(canvas, rect, row, STYLE_NORMAL, "%s", _("No shifts today or tomorrow."));
}

/* ---- whom to ask ---- */

static int draw_help(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    struct buffer notice = {0};
    int row = rect.row + rect.rows - (rect.rows < SPACIOUS ? 1 : 2), first = row;
    kiosk_notice_line(kiosk, &notice);
    if (notice.length > 0 && rect.rows >= SPACIOUS)
        kiosk_text(canvas, rect, first = row - 1, STYLE_WARNING, "%s", buffer_text(&notice));
    buffer_release(&notice);
    if (rect.rows < SPACIOUS)
        kiosk_text(canvas, rect, row, STYLE_MUTED, "%s", _("Help: 9 Enter   中文: 0 Enter"));
    else {
        if (kiosk->helper[0] != '\0')
            row = kiosk_text(canvas, rect, row, STYLE_NORMAL, _("You do not know how? 9, Enter – or ask the staff: %s"),
                             kiosk->helper);
        else
            row = kiosk_text(canvas, rect, row, STYLE_NORMAL, "%s", _("You do not know how? 9, Enter – or ask the staff"));
        kiosk_text(canvas, rect, row, STYLE_MUTED, "%s", _("中文: 0, Enter     Backspace: one back     Esc: from the start"));
    }
    return first;
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    int row = draw_entry(kiosk, canvas, rect), end = draw_help(kiosk, canvas, rect);
    if (rect.rows >= SPACIOUS)
        canvas_rule(canvas, row++, rect.column, rect.columns, STYLE_BORDER);
    draw_board(kiosk, canvas, (struct rect){row, rect.column, end - row, rect.columns});
}

/* ---- typed ---- */

static bool are_letters(const char *typed)
{
    return typed[strspn(typed, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

static bool are_digits(const char *typed)
{
    return typed[strspn(typed, "0123456789")] == '\0';
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    int left = KIOSK_DIGITS - (int)strlen(kiosk->typed);
    if (kiosk->typed[0] == '\0')
        buffer_add(out, _("Four digits, and your shifts are shown."));
    else if (strcmp(kiosk->typed, "9") == 0)
        buffer_add(out, _("Enter: how it works. Or three more digits"));
    else if (strcmp(kiosk->typed, "0") == 0)
        buffer_add(out, _("Enter: 中文. Or three more digits"));
    else if (are_digits(kiosk->typed))
        buffer_format(out, ngettext("%d more digit", "%d more digits", (unsigned long)left), left);
    else
        buffer_add(out, _("All letters typed? Then Enter"));
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    if (strcmp(typed, "9") == 0)
        kiosk_show(kiosk, &kiosk_page_help);
    else if (strcmp(typed, "00") == 0)
        kiosk_show(kiosk, &kiosk_page_way_out);
    else if (are_letters(typed)) {
        text_copy(kiosk->initials, sizeof kiosk->initials, typed);
        kiosk_show(kiosk, &kiosk_page_digits);
    } else if (!are_digits(typed))
        kiosk_say(kiosk, "%s", _("Either four digits, or only letters. Please type it again."));
    else if (strlen(typed) < KIOSK_DIGITS)
        kiosk_say(kiosk, "%s", _("Four digits are needed: the last four of your phone."));
    else
        kiosk_look_up(kiosk, typed, "");
}

const struct kiosk_page kiosk_page_start = {
    .name = "start",
    .typed_most = KIOSK_DIGITS,
    .letters = true,
    .full = true,
    .boxed = true,
    .load = load,
    .draw = draw,
    .next = next,
    .enter = enter,
};
