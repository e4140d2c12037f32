/* The booklet drawn: tabs where it is narrow, all parts at once where it is wide. */
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/supply_rules.h"
#include "gatepost/time_line_words.h"
#include "gatepost/utf8.h"
#include "screens/booklet.h"
#include <stdio.h>
#include <string.h>

enum {
    WIDE_COLUMNS = 100,
    WIDE_ROWS = 24,
    LEFT_COLUMNS = 77,
    NUMBER_ROWS = 3,
    CHART_ROWS = 8,
    SUMMARY_ROWS = 4, /* and a rule above them where there is room */
    TEXT_BYTES = 400,
};
/* Where the parts stand; rows = 0: not shown. */
struct plan {
    bool wide;
    struct rect tabs, chart, summary; /* chart: with the lines about the person and the numbers */
    struct rect parts[TAB_COUNT];     /* the inside of the others; in a wide one the row above is their title */
};

static struct rect below(struct rect rect, int rows)
{
    rows = rows < rect.rows ? rows : rect.rows;
    return (struct rect){rect.row + rows, rect.column, rect.rows - rows, rect.columns};
}

static struct rect top(struct rect rect, int rows)
{
    rect.rows = rows < rect.rows ? rows : rect.rows;
    return rect;
}

static struct plan plan_wide(const struct booklet *state, struct rect inside)
{
    struct plan plan = {.wide = true};
    struct rect left = {inside.row, inside.column, inside.rows, LEFT_COLUMNS};
    struct rect right = {inside.row, inside.column + LEFT_COLUMNS + 1, inside.rows, inside.columns - LEFT_COLUMNS - 1};
    int members = state->member_count < 10 ? state->member_count : 10;
    plan.chart = top(left, 2 + CHART_ROWS + NUMBER_ROWS);
    left = below(left, plan.chart.rows + 1);
    int supplies = state->tab == TAB_SUPPLIES ? left.rows / 2 : 1 + state->supplies.count;
    plan.parts[TAB_SUPPLIES] = top(left, supplies < left.rows / 2 ? supplies : left.rows / 2);
    plan.parts[TAB_RECORDS] = below(left, plan.parts[TAB_SUPPLIES].rows + 1);
    plan.parts[TAB_MEMBERS] = top(right, members + 5);
    right = below(right, members + 6);
    plan.parts[TAB_FOLLOW_UPS] = top(right, (right.rows - 1) / 2);
    plan.parts[TAB_VISITS] = below(right, plan.parts[TAB_FOLLOW_UPS].rows + 1);
    return plan;
}

static struct plan plan_narrow(const struct booklet *state, struct rect inside)
{
    struct plan plan = {.tabs = top(inside, 1)};
    struct rect rest = below(inside, 1);
    if (state->tab == TAB_TEMPERATURE) {
        int spare = rest.rows - (2 + CHART_ROWS + NUMBER_ROWS);
        int summary = spare > SUMMARY_ROWS ? SUMMARY_ROWS + 1 : spare == SUMMARY_ROWS ? SUMMARY_ROWS : 0;
        plan.chart = top(rest, rest.rows - summary);
        plan.summary = below(rest, plan.chart.rows);
    } else {
        plan.parts[state->tab] = rest;
    }
    return plan;
}

static struct plan make_plan(const struct view *view, struct rect inside)
{
    const struct booklet *state = view->state;
    bool wide = inside.columns >= WIDE_COLUMNS && inside.rows >= WIDE_ROWS;
    return wide ? plan_wide(state, inside) : plan_narrow(state, inside);
}

struct rect booklet_list_place(const struct view *view, struct rect inside)
{
    const struct booklet *state = view->state;
    if (!booklet_has_list(view))
        return (struct rect){0};
    struct rect part = make_plan(view, inside).parts[state->tab];
    return state->tab == TAB_RECORDS ? part : below(part, 1);
}

/* ---- words ---- */

void booklet_words(const struct view *view, const struct time_line_row *row, char *text, size_t size)
{
    struct time_line_row shown = *row;
    struct buffer words = {0};
    booklet_mask_name(view, row->name, shown.name);
    booklet_mask_name(view, row->who, shown.who);
    time_line_words(&shown, &words);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

static const char *const tab_labels[TAB_COUNT] = {N_("tab|Temp"),     N_("tab|Contacts"), N_("tab|Visits"),
                                                  N_("tab|Supplies"), N_("tab|Members"),  N_("tab|Records")};

/* "[>2 Contacts<]"; of members how many, of supplies how many requests are open. */
static void tab_words(const struct booklet *state, enum booklet_tab tab, bool bracketed, char *text, size_t size)
{
    char count[16] = "";
    bool here = tab == state->tab;
    if (tab == TAB_MEMBERS)
        snprintf(count, sizeof count, " %d", state->member_count);
    if (tab == TAB_SUPPLIES && state->need.open > 0)
        snprintf(count, sizeof count, " %d%s", state->need.open, state->need.over > 0 ? "!" : "");
    snprintf(text, size, "%s%s%d %s%s%s%s", bracketed ? "[" : "", here ? ">" : "", (int)tab + 1,
             words_context(tab_labels[tab]), count, here ? "<" : "", bracketed ? "]" : "");
}

/* ---- parts ---- */

static bool draw_line(struct canvas *canvas, struct rect *rect, const char *text, enum style style)
{
    if (rect->rows <= 0)
        return false;
    canvas_cut(canvas, rect->row, rect->column, rect->columns, text, style);
    *rect = below(*rect, 1);
    return true;
}

static void labelled(struct canvas *canvas, struct rect *rect, const char *label, const char *value)
{
    char text[TEXT_BYTES];
    if (!value[0])
        return;
    snprintf(text, sizeof text, "%s %s", label, value);
    draw_line(canvas, rect, text, STYLE_NORMAL);
}

static void draw_member(const struct view *view, struct canvas *canvas, struct rect rect, int index)
{
    const struct booklet *state = view->state;
    const struct booklet_member *member = &state->members[index];
    const struct observation *observation = &member->observation;
    bool chosen = index == state->selected;
    char name[NAME_BYTES], observed[64], text[TEXT_BYTES];
    enum style style = chosen && state->tab == TAB_MEMBERS ? STYLE_SELECTED : STYLE_NORMAL;
    booklet_mask_name(view, member->person.name, name);
    booklet_observed_words(observation, observed, sizeof observed);
    const char *kind = observation->head.id ? words_context(observation_kind_labels[observation->kind])
                                            : _(person_kind_labels[member->person.kind]);
    canvas_fill(canvas, rect, style);
    canvas_text(canvas, rect.row, rect.column, 1, chosen ? ">" : "", style);
    canvas_cut(canvas, rect.row, rect.column + 2, 8, name, style);
    canvas_cut(canvas, rect.row, rect.column + 11, 8, kind, style);
    snprintf(text, sizeof text, "%s %s %s%s", observed, member->last[0], member->last[1],
             member->here ? "" : _(" (lives elsewhere)"));
    canvas_cut(canvas, rect.row, rect.column + 20, rect.columns - 20, text, style);
}

static void helper_words(const struct view *view, char *text, size_t size)
{
    const struct pairing *pairing = &((const struct booklet *)view->state)->pairing;
    char name[NAME_BYTES], phone[PHONE_SIZE], substitute[NAME_BYTES];
    booklet_mask_name(view, pairing->name, name);
    booklet_mask_name(view, pairing->substitute, substitute);
    application_mask(application_of(view), MASK_PHONE, pairing->phone, phone, sizeof phone);
    if (!pairing->head.id)
        text_copy(text, size, _("nobody yet"));
    else
        snprintf(text, size, "%s %s%s%s", name, phone, substitute[0] ? _("  substitute ") : "", substitute);
}

static void draw_around(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct booklet *state = view->state;
    const struct place *place = &state->place;
    char text[TEXT_BYTES], name[NAME_BYTES], phone[PHONE_SIZE];
    struct buffer keepers = {0};
    booklet_mask_name(view, place->head, name);
    application_mask(application_of(view), MASK_PHONE, place->phone, phone, sizeof phone);
    snprintf(text, sizeof text, "%s %s", name, phone);
    labelled(canvas, &rect, _("Head"), name[0] || phone[0] ? text : "");
    helper_words(view, text, sizeof text);
    labelled(canvas, &rect, _("Helper"), text);
    for (int i = 0; i < state->keeper_count; i++) {
        booklet_mask_name(view, state->keepers[i].name, name);
        buffer_format(&keepers, "%s%s", i ? " " : "", name);
    }
    labelled(canvas, &rect, _("Followed up by"), buffer_text(&keepers));
    buffer_release(&keepers);
    place_needs_label(place->needs, place->needs_note, text, sizeof text);
    labelled(canvas, &rect, _("Needs"), text);
    labelled(canvas, &rect, _("Remark"), place->note);
}

/* Rows for members; what is known around them stands below. */
static int member_rows(struct rect rect)
{
    return rect.rows > 3 ? rect.rows - 2 : rect.rows;
}

static int first_member(const struct booklet *state, struct rect rect)
{
    return state->selected >= member_rows(rect) ? state->selected - member_rows(rect) + 1 : 0;
}

static void draw_members(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct booklet *state = view->state;
    int room = member_rows(rect), first = first_member(state, rect);
    if (!state->member_count)
        draw_line(canvas, &rect, _("Nobody is in the register yet. F7 adds somebody."), STYLE_MUTED);
    for (int i = first; i < state->member_count && i < first + room && rect.rows > 0; i++) {
        draw_member(view, canvas, top(rect, 1), i);
        rect = below(rect, 1);
    }
    draw_around(view, canvas, rect);
}

static enum style line_style(const struct time_line_row *row)
{
    return row->voided ? STYLE_VOID : row->alarming ? STYLE_WARNING : STYLE_NORMAL;
}

/* "04-11 09:30  words"; with its kind where lines of all kinds stand together. */
static void line_words(const struct view *view, const struct time_line_row *row, bool kind, char *text, size_t size)
{
    char when[TIME_SIZE], words[TEXT_BYTES - 100];
    moment_label(row->at, when);
    booklet_words(view, row, words, sizeof words);
    snprintf(text, size, "%s %s%s%s", when, kind ? time_line_kind_words(row->kind) : "", kind ? " " : "", words);
}

static void next_words(const struct booklet_part *part, char *text, size_t size)
{
    char when[TIME_SIZE];
    if (!part->next_at) {
        text_copy(text, size, _("Next: not agreed"));
        return;
    }
    moment_label(part->next_at, when);
    snprintf(text, size, part->next_at < clock_now() ? _("Next: %s !overdue") : _("Next: %s"), when);
}

/* Supply ensured? */
static void draw_need(const struct booklet *state, struct canvas *canvas, struct rect *rect)
{
    char words[TEXT_BYTES - 60], text[TEXT_BYTES];
    supply_need_words(&state->need, clock_now(), words, sizeof words);
    snprintf(text, sizeof text, "%s %s", time_line_kind_words(TIME_SUPPLY), words);
    draw_line(canvas, rect, text, state->need.over > 0 ? STYLE_WARNING : STYLE_NORMAL);
}

static void draw_part(const struct view *view, struct canvas *canvas, struct rect rect, enum booklet_tab tab)
{
    const struct booklet *state = view->state;
    const struct booklet_part *part = tab == TAB_FOLLOW_UPS ? &state->follow_ups
                                      : tab == TAB_VISITS   ? &state->visits
                                      : tab == TAB_SUPPLIES ? &state->supplies
                                                            : &state->records;
    char text[TEXT_BYTES];
    if (tab == TAB_SUPPLIES) {
        draw_need(state, canvas, &rect);
    } else if (tab != TAB_RECORDS) {
        next_words(part, text, sizeof text);
        draw_line(canvas, &rect, text, part->next_at && part->next_at < clock_now() ? STYLE_WARNING : STYLE_NORMAL);
    }
    if (tab == state->tab) {
        list_draw(view, &view->list, canvas, rect, true, tab == TAB_RECORDS);
        return;
    }
    for (int i = 0; i < part->count; i++) {
        line_words(view, &part->rows[i], tab == TAB_RECORDS, text, sizeof text);
        if (!draw_line(canvas, &rect, text, line_style(&part->rows[i])))
            return;
    }
}

/* The last of a kind, and what is agreed next. */
static void draw_last(const struct view *view, struct canvas *canvas, struct rect *rect, const char *label,
                      const struct booklet_part *part, bool agreed)
{
    char text[TEXT_BYTES], last[TEXT_BYTES - 60] = "", next[64] = "";
    struct time_line_row newest = part->count > 0 ? part->rows[0] : (struct time_line_row){0};
    if (agreed)
        newest.number = 0; /* it stands behind */
    if (part->count > 0)
        line_words(view, &newest, false, last, sizeof last);
    if (agreed)
        next_words(part, next, sizeof next);
    snprintf(text, sizeof text, "%s %s", label, last[0] ? last : _("none yet"));
    int room = rect->columns - (agreed ? text_width(next) + 2 : 0);
    if (rect->rows <= 0)
        return;
    canvas_cut(canvas, rect->row, rect->column, room, text, part->count > 0 ? line_style(&part->rows[0]) : STYLE_MUTED);
    canvas_text(canvas, rect->row, rect->column + room + 2, rect->columns - room - 2, next, STYLE_NORMAL);
    *rect = below(*rect, 1);
}

static void draw_summary(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct booklet *state = view->state;
    if (rect.rows <= 0)
        return;
    if (rect.rows > SUMMARY_ROWS) {
        canvas_rule(canvas, rect.row, rect.column, rect.columns, STYLE_BORDER);
        rect = below(rect, 1);
    }
    draw_last(view, canvas, &rect, time_line_kind_words(TIME_FOLLOW_UP), &state->follow_ups, true);
    draw_last(view, canvas, &rect, time_line_kind_words(TIME_VISIT), &state->visits, true);
    draw_need(state, canvas, &rect);
    draw_last(view, canvas, &rect, time_line_kind_words(TIME_CROSSING), &state->crossings, false);
}

/* ---- all of it ---- */

static void draw_tabs(const struct booklet *state, struct canvas *canvas, struct rect rect)
{
    int column = rect.column, end = rect.column + rect.columns;
    char text[64];
    if (rect.rows <= 0)
        return;
    for (int tab = 0; tab < TAB_COUNT && column < end; tab++) {
        tab_words(state, (enum booklet_tab)tab, true, text, sizeof text);
        column += canvas_text(canvas, rect.row, column, end - column, text,
                              tab == (int)state->tab ? STYLE_FOCUS : STYLE_NORMAL) +
                  1;
    }
}

/* A part stands in a box that shares its lines with its neighbours. */
static void draw_box(const struct booklet *state, struct canvas *canvas, struct rect part, enum booklet_tab tab)
{
    char title[64];
    if (part.rows <= 0)
        return;
    tab_words(state, tab, false, title, sizeof title);
    canvas_box(canvas, (struct rect){part.row - 1, part.column - 1, part.rows + 2, part.columns + 2}, title, "",
               STYLE_BORDER);
}

static void draw_wide(const struct view *view, struct canvas *canvas, const struct plan *plan)
{
    const struct booklet *state = view->state;
    char title[64];
    static const enum booklet_tab from_above[] = {TAB_MEMBERS, TAB_FOLLOW_UPS, TAB_VISITS, TAB_SUPPLIES, TAB_RECORDS};
    for (size_t i = 0; i < sizeof from_above / sizeof from_above[0]; i++)
        draw_box(state, canvas, plan->parts[from_above[i]], from_above[i]);
    tab_words(state, TAB_TEMPERATURE, true, title, sizeof title);
    booklet_draw_chart(view, canvas, plan->chart, title);
    draw_members(view, canvas, plan->parts[TAB_MEMBERS]);
    draw_part(view, canvas, plan->parts[TAB_FOLLOW_UPS], TAB_FOLLOW_UPS);
    draw_part(view, canvas, plan->parts[TAB_VISITS], TAB_VISITS);
    draw_part(view, canvas, plan->parts[TAB_SUPPLIES], TAB_SUPPLIES);
    draw_part(view, canvas, plan->parts[TAB_RECORDS], TAB_RECORDS);
}

void booklet_draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct booklet *state = view->state;
    struct plan plan = make_plan(view, rect);
    if (rect.rows <= 0)
        return;
    if (plan.wide) {
        draw_wide(view, canvas, &plan);
        return;
    }
    draw_tabs(state, canvas, plan.tabs);
    if (state->tab == TAB_TEMPERATURE)
        booklet_draw_chart(view, canvas, plan.chart, "");
    else if (state->tab == TAB_MEMBERS)
        draw_members(view, canvas, plan.parts[TAB_MEMBERS]);
    else
        draw_part(view, canvas, plan.parts[state->tab], state->tab);
    draw_summary(view, canvas, plan.summary);
}

/* ---- the mouse ---- */

static bool within(struct rect rect, const struct key_event *event)
{
    return event->row >= rect.row && event->row < rect.row + rect.rows && event->column >= rect.column &&
           event->column < rect.column + rect.columns;
}

static int tab_under(const struct booklet *state, const struct plan *plan, const struct key_event *event)
{
    int column = plan->tabs.column;
    char text[64];
    if (within(plan->chart, event) && plan->wide)
        return TAB_TEMPERATURE;
    for (int tab = 0; tab < TAB_COUNT; tab++) {
        struct rect part = plan->parts[tab];
        tab_words(state, (enum booklet_tab)tab, true, text, sizeof text);
        bool on_title = within((struct rect){part.row - 1, part.column, part.rows > 0, part.columns}, event);
        bool on_tab = within((struct rect){plan->tabs.row, column, plan->tabs.rows, text_width(text)}, event);
        if (on_tab || (plan->wide && (on_title || within(part, event))))
            return tab;
        column += text_width(text) + 1;
    }
    return -1;
}

int booklet_tab_under(const struct view *view, const struct key_event *event)
{
    struct plan plan = make_plan(view, view->inside);
    return tab_under(view->state, &plan, event);
}

int booklet_member_under(const struct view *view, const struct key_event *event)
{
    const struct booklet *state = view->state;
    struct rect part = make_plan(view, view->inside).parts[TAB_MEMBERS];
    int index = first_member(state, part) + event->row - part.row;
    return within(part, event) && index < state->member_count && event->row - part.row < member_rows(part) ? index : -1;
}
