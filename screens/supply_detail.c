#include "screens/supply_detail.h"

#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/pairing.h"
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include "screens/detail.h"
#include "screens/supplies.h"
#include <stdio.h>

enum { STEPS_SHOWN = 64, PERSONS_MOST = 12 };

static void add(struct supply_detail *detail, enum style style, const char *text)
{
    if (detail->count == SUPPLY_DETAIL_LINES || !text[0])
        return;
    detail->lines[detail->count].style = style;
    text_copy(detail->lines[detail->count++].text, SUPPLY_DETAIL_BYTES, text);
}

static void add_labelled(struct supply_detail *detail, const char *label, const char *text)
{
    struct buffer line = {0};
    if (text[0])
        buffer_format(&line, "%s  %s", label, text);
    add(detail, STYLE_NORMAL, buffer_text(&line));
    buffer_release(&line);
}

/* Names the part that begins here. */
static void begin(struct supply_detail *detail, const char *heading)
{
    if (detail->count < SUPPLY_DETAIL_LINES)
        detail->lines[detail->count].rule = true;
    add(detail, STYLE_HEADING, heading);
}

static void somebody(const struct view *view, const char *name, const char *phone, char *text, size_t size)
{
    char masked[NAME_BYTES], number[PHONE_SIZE];
    application_mask(application_of(view), MASK_NAME, name, masked, sizeof masked);
    application_mask(application_of(view), MASK_PHONE, phone, number, sizeof number);
    snprintf(text, size, "%s%s%s", masked, number[0] ? " " : "", number);
}

/* ---- the household ---- */

static void add_remarks(const struct view *view, int64_t place_id, struct buffer *words)
{
    struct person persons[PERSONS_MOST];
    char who[NAME_BYTES];
    int count = 0;
    if (!person_of_place(application_store(view), place_id, persons, PERSONS_MOST, &count, NULL))
        return;
    for (int i = 0; i < count; i++) {
        if (!persons[i].note[0])
            continue;
        application_mask(application_of(view), MASK_NAME, persons[i].name, who, sizeof who);
        buffer_format(words, "%s%s: %s", words->length ? "   " : "", who, persons[i].note);
    }
}

bool supply_to_consider(const struct view *view, int64_t place_id, struct buffer *out)
{
    struct place place;
    char needs[NOTE_BYTES];
    if (!place_get(application_store(view), place_id, &place, NULL))
        return false;
    place_needs_label(place.needs, place.needs_note, needs, sizeof needs);
    buffer_add(out, needs);
    if (place.note[0])
        buffer_format(out, "%s%s", out->length ? "   " : "", place.note);
    add_remarks(view, place_id, out);
    return place.needs != 0;
}

/* ---- who and when ---- */

static void add_state(const struct supply *supply, struct supply_detail *detail)
{
    char age[SUPPLY_AGE_BYTES], text[SUPPLY_DETAIL_BYTES], when[TIME_SIZE];
    const char *sign = supply_sign(supply);
    supply_age(supply, age);
    snprintf(text, sizeof text, "%s  %s%s%s", words_context(supply_state_labels[supply->state]), sign,
             sign[0] ? " " : "", age);
    add(detail, supply_style(supply), text);
    if (supply->head.voided[0])
        add_labelled(detail, _("Void"), supply->head.voided);
    if (!supply_is_waiting(supply->state))
        return;
    moment_label(supply->due_at, when);
    add_labelled(detail, supply->wanted_at ? _("Wanted by") : _("Due by"), when);
}

static void add_asker(const struct view *view, const struct supply *supply, struct supply_detail *detail)
{
    char who[NAME_BYTES + PHONE_SIZE], text[SUPPLY_DETAIL_BYTES], when[TIME_SIZE];
    struct person person = {0};
    if (supply->person_id)
        person_get(application_store(view), supply->person_id, &person, NULL);
    somebody(view, person.name[0] ? person.name : supply->asked_by, supply->phone[0] ? supply->phone : person.phone,
             who, sizeof who);
    moment_label(supply->asked_at, when);
    snprintf(text, sizeof text, "%s %s  %s", when, words_context(supply_via_labels[supply->via]), who);
    add_labelled(detail, _("Asked"), text);
}

static void add_helper(const struct view *view, const struct supply *supply, bool observed,
                       struct supply_detail *detail)
{
    char who[NAME_BYTES + PHONE_SIZE], text[SUPPLY_DETAIL_BYTES], when[TIME_SIZE];
    struct pairing pairing;
    if (supply->helper[0]) {
        somebody(view, supply->helper, supply->helper_phone, who, sizeof who);
        moment_label(supply->claimed_at, when);
        snprintf(text, sizeof text, _("%1$s since %2$s"), who, when);
        add_labelled(detail, _("Volunteer"), text);
    } else if (supply_is_open(supply->state)) {
        add(detail, STYLE_WARNING, _("Nobody has it yet"));
    }
    if (observed && pairing_of_place(application_store(view), supply->place_id, &pairing, NULL)) {
        somebody(view, pairing.name, pairing.phone, who, sizeof who);
        add_labelled(detail, _("Paired helper"), who);
    }
}

static void add_considered(const struct view *view, int64_t place_id, struct supply_detail *detail)
{
    struct buffer words = {0}, line = {0};
    bool special = supply_to_consider(view, place_id, &words);
    buffer_format(&line, _("To be considered: %s"), buffer_text(&words));
    if (words.length)
        add(detail, special ? STYLE_WARNING : STYLE_NORMAL, buffer_text(&line));
    buffer_release(&line);
    buffer_release(&words);
}

static void add_household(const struct view *view, const struct supply *supply, bool observed,
                          struct supply_detail *detail)
{
    char label[NAME_BYTES] = "", name[NAME_BYTES], text[SUPPLY_DETAIL_BYTES];
    struct place place = {0};
    place_label_of(application_store(view), supply->place_id, label, sizeof label);
    place_get(application_store(view), supply->place_id, &place, NULL);
    application_mask(application_of(view), MASK_NAME, place.head, name, sizeof name);
    snprintf(text, sizeof text, "#%lld  %s  %s", (long long)supply->head.id, label, name);
    add(detail, STYLE_TITLE, text);
    if (observed)
        add(detail, STYLE_ALARM, _("! Under observation: leave it at the door, no contact."));
    add_state(supply, detail);
    add_considered(view, supply->place_id, detail);
}

/* ---- what ---- */

/* What is owed is kept in the stock, or must be bought: a line is reserved whole or not at all. */
static void add_sources(const struct view *view, const struct supply_line *line, struct buffer *out)
{
    struct goods goods;
    char amount[24];
    if (!line->reserved) {
        amount_format(line->quantity - line->delivered, amount);
        buffer_format(out, _(", to buy %1$s%2$s"), amount, line->unit);
        return;
    }
    if (!record_get(application_store(view), &goods_table, line->goods_id, &goods, NULL))
        return;
    amount_format(line->reserved, amount);
    buffer_format(out, _(", in stock for it %1$s%2$s"), amount, goods.unit);
}

static void add_line(const struct view *view, const struct supply *supply, const struct supply_line *line,
                     struct supply_detail *detail)
{
    struct buffer text = {0};
    char amount[24];
    bool done = line->delivered == line->quantity;
    item_format(line->item, line->quantity, line->unit, &text);
    if (done) {
        buffer_add(&text, _(", all brought"));
    } else if (line->delivered) {
        amount_format(line->delivered, amount);
        buffer_format(&text, _(", %s brought"), amount);
    }
    if (!done && (supply->state == SUPPLY_ASSIGNED || supply->state == SUPPLY_BUYING))
        add_sources(view, line, &text);
    add(detail, done ? STYLE_GOOD : STYLE_NORMAL, buffer_text(&text));
    buffer_release(&text);
}

static void add_lines(const struct view *view, const struct supply *supply, struct supply_detail *detail)
{
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    if (!supply_lines(application_store(view), supply->head.id, lines, ITEMS_MOST, &count, NULL))
        return;
    begin(detail, _("What they need"));
    for (int i = 0; i < count; i++)
        add_line(view, supply, &lines[i], detail);
}

/* ---- what became of it ---- */

static void add_step(const struct view *view, const struct supply_step *step, struct supply_detail *detail)
{
    char when[TIME_SIZE], helper[NAME_BYTES], by[NAME_BYTES], text[SUPPLY_DETAIL_BYTES];
    struct officer officer = {0};
    bool part = step->from_state == step->state;
    if (step->officer_id)
        officer_get(application_store(view), step->officer_id, &officer, NULL);
    application_mask(application_of(view), MASK_NAME, step->helper, helper, sizeof helper);
    application_mask(application_of(view), MASK_NAME, officer.name, by, sizeof by);
    moment_label(step->at, when);
    snprintf(text, sizeof text, "%s %s%s%s %s  (%s)%s%s", when, words_context(supply_state_labels[step->from_state]),
             part ? "" : " -> ", part ? "" : words_context(supply_state_labels[step->state]), helper, by,
             step->remark[0] ? "  " : "", step->remark);
    add(detail, STYLE_NORMAL, text);
}

static void add_steps(const struct view *view, const struct supply *supply, struct supply_detail *detail)
{
    struct supply_step steps[STEPS_SHOWN];
    int count = 0;
    if (!supply_steps(application_store(view), supply->head.id, steps, STEPS_SHOWN, &count, NULL) || !count)
        return;
    begin(detail, _("What became of it"));
    for (int i = 0; i < count; i++)
        add_step(view, &steps[i], detail);
}

void supply_detail_load(const struct view *view, int64_t supply_id, struct supply_detail *detail)
{
    struct supply supply;
    detail->id = 0;
    detail->count = 0;
    for (int i = 0; i < SUPPLY_DETAIL_LINES; i++)
        detail->lines[i].rule = false;
    if (!record_get(application_store(view), &supply_table, supply_id, &supply, NULL))
        return;
    bool observed = supply_leave_at_door(application_store(view), supply.place_id);
    detail->id = supply_id;
    add_household(view, &supply, observed, detail);
    add_asker(view, &supply, detail);
    add_helper(view, &supply, observed, detail);
    add_labelled(detail, _("Remark"), supply.note);
    add_lines(view, &supply, detail);
    add_steps(view, &supply, detail);
}

void supply_detail_draw(const struct supply_detail *detail, int first, struct canvas *canvas, struct rect rect)
{
    for (int i = first; i < detail->count && rect.rows > 0; i++) {
        if (detail->lines[i].rule && i > first)
            detail_rule(canvas, &rect);
        detail_line(canvas, &rect, detail->lines[i].style, detail->lines[i].text);
    }
}
