/* The start of the shared terminal: the four digits, who is on which post now and next, whom to ask. */
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>
#include <string.h>

enum { FRAME_COLUMNS = 34, SPACIOUS = 16, NARROW = 60, GAP = 2, FIELD = 6 };

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
        int row = middle(canvas, rect, rect.row, STYLE_TITLE, _("Phone's last 4 digits, or initials"));
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

enum section { ON_DUTY, WANTED, NEXT };
static bool belongs(const struct kiosk_line *line, enum section section)
{
    return section == (line->runs ? ON_DUTY : line->missing > 0 ? WANTED : NEXT);
}

static int count_lines(const struct kiosk *kiosk, enum section section)
{
    int count = 0;
    for (int i = 0; i < kiosk->line_count; i++)
        count += belongs(&kiosk->lines[i], section);
    return count;
}

static const char *section_words(enum section section, bool narrow)
{
    if (section == ON_DUTY)
        return _("Now at their posts");
    if (section == WANTED && narrow)
        return _("People are missing: you can help");
    return section == WANTED ? _("People are missing: you can help, type your digits")
                             : words_context(N_("shift|Next"));
}

/* Whoever is on duty needs no day: two of them fit a row. */
static void draw_line(const struct kiosk_line *line, struct canvas *canvas, struct rect rect, int row)
{
    char when[KIOSK_WHEN_BYTES], missing[40] = "", text[KIOSK_WHEN_BYTES + NAME_BYTES + NOTE_BYTES + 4];
    kiosk_when(&line->shift, clock_now(), rect.columns < NARROW, when);
    if (line->missing > 0)
        snprintf(missing, sizeof missing,
                 ngettext("%d person missing", "%d people missing", (unsigned long)line->missing), line->missing);
    if (line->runs)
        shift_span_text(shift_span_of(line->shift.day, line->shift.starts_at, line->shift.ends_at), when);
    snprintf(text, sizeof text, "%s  %s  %s", when, line->post, line->who);
    int used = text_width(missing);
    canvas_cut(canvas, row, rect.column, rect.columns - used - 1, text, STYLE_NORMAL);
    canvas_text(canvas, row, rect.column + rect.columns - used, used, missing, STYLE_WARNING);
}

/* Returns the row behind it. */
static int draw_section(const struct kiosk *kiosk, enum section section, struct canvas *canvas, struct rect rect)
{
    int beside = section == ON_DUTY && rect.columns >= NARROW ? 2 : 1, shown = 0;
    int row = rect.row, columns = rect.columns / beside - GAP;
    if (count_lines(kiosk, section) == 0 || rect.rows < 2)
        return row;
    row = kiosk_text(canvas, rect, row, STYLE_HEADING, "%s", section_words(section, rect.columns < NARROW));
    for (int i = 0; i < kiosk->line_count; i++) {
        int at = row + shown / beside;
        if (!belongs(&kiosk->lines[i], section) || at >= rect.row + rect.rows)
            continue;
        const struct rect place = {at, rect.column + GAP + shown % beside * (columns + GAP), 1, columns};
        draw_line(&kiosk->lines[i], canvas, place, at);
        shown++;
    }
    return row + (shown + beside - 1) / beside;
}

/* Whoever stands there now leaves room for those who are missing. */
static void draw_board(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    struct rect duty = rect;
    if (kiosk->line_count == 0) {
        kiosk_text(canvas, rect, rect.row, STYLE_NORMAL, "%s", _("No shifts today or tomorrow."));
        return;
    }
    if (count_lines(kiosk, ON_DUTY) < kiosk->line_count)
        duty.rows = rect.rows < 6 ? rect.rows / 2 : rect.rows * 2 / 3;
    int row = draw_section(kiosk, ON_DUTY, canvas, duty), end = rect.row + rect.rows;
    row = draw_section(kiosk, WANTED, canvas, (struct rect){row, rect.column, end - row, rect.columns});
    draw_section(kiosk, NEXT, canvas, (struct rect){row, rect.column, end - row, rect.columns});
}

/* ---- whom to ask ---- */

static int draw_help(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    const int first = rect.row + rect.rows - (rect.rows < SPACIOUS ? 1 : 2);
    int row = first;
    if (rect.rows < SPACIOUS)
        kiosk_text(canvas, rect, row, STYLE_MUTED, "%s", _("Help: 9 Enter   中文: 0 Enter"));
    else {
        if (kiosk->helper[0] != '\0')
            row = kiosk_text(canvas, rect, row, STYLE_NORMAL, _("You do not know how? 9, Enter – or ask the staff: %s"),
                             kiosk->helper);
        else
            row = kiosk_text(canvas, rect, row, STYLE_NORMAL, "%s",
                             _("You do not know how? 9, Enter – or ask the staff"));
        kiosk_text(canvas, rect, row, STYLE_MUTED, "%s",
                   _("中文: 0, Enter     Backspace: one back     Esc: from the start"));
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

static bool are_digits(const char *typed)
{
    return typed[strspn(typed, "0123456789")] == '\0';
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    int left = KIOSK_DIGITS - (int)strlen(kiosk->typed);
    if (kiosk->phone_left > 0 && kiosk->phone_left < KIOSK_BEFORE_LAST && kiosk->typed[0] == '\0')
        buffer_format(out, _("The whole phone number? %d more digits"), kiosk->phone_left);
    else if (kiosk->typed[0] == '\0')
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
    else if (kiosk_are_letters(typed)) {
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
