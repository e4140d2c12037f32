#include "screens/roster_detail.h"

#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/detail.h"
#include "screens/shifts.h"
#include <stdio.h>
#include <stdlib.h>

enum { NEXT_WITHIN_S = 24 * 3600, MINUTE = 60 };

static void add(struct roster_detail *detail, enum style style, const char *text)
{
    if (detail->count == ROSTER_DETAIL_LINES || !text[0])
        return;
    detail->lines[detail->count].style = style;
    text_copy(detail->lines[detail->count++].text, ROSTER_DETAIL_BYTES, text);
}

/* Names the part that begins here. */
static void begin(struct roster_detail *detail, const char *heading)
{
    if (detail->count < ROSTER_DETAIL_LINES)
        detail->lines[detail->count].rule = true;
    add(detail, STYLE_HEADING, heading);
}

/* ---- people ---- */

static void add_person(const struct view *view, const struct roster_entry *entry, const struct roster_moment *moment,
                       struct roster_detail *detail)
{
    const struct assignment *assignment = &entry->assignment;
    const struct application *application = application_of(view);
    struct volunteer volunteer = {0};
    char name[NAME_BYTES], phone[PHONE_SIZE], text[ROSTER_DETAIL_BYTES];
    bool calls = shift_is_late(assignment, moment) || assignment->seeking_at;
    record_get(application_store(view), &volunteer_table, assignment->volunteer_id, &volunteer, NULL);
    application_mask(application, MASK_NAME, entry->name, name, sizeof name);
    application_mask(application, MASK_PHONE, volunteer.phone, phone, sizeof phone);
    snprintf(text, sizeof text, "%s %s", name, phone);
    add(detail, calls ? STYLE_WARNING : STYLE_NORMAL, text);
    shift_state_words(assignment, moment->now, text, sizeof text);
    add(detail, calls ? STYLE_WARNING : assignment_counts(assignment) ? STYLE_NORMAL : STYLE_MUTED, text);
    shift_own_words(application_store(view), assignment, text, sizeof text);
    add(detail, STYLE_MUTED, text);
    if (volunteer.observed)
        add(detail, STYLE_ALARM, _("! Their own household is under observation."));
    add(detail, STYLE_MUTED, assignment->reason);
    add(detail, STYLE_MUTED, assignment->note);
}

static void add_people(const struct view *view, const struct fit_shift *shift, const struct roster_moment *moment,
                       struct roster_detail *detail)
{
    struct roster_entry *entries = memory_new(SHIFT_PEOPLE, sizeof *entries);
    int count = 0;
    roster_of_shift(application_store(view), shift->post_id, shift->starts_at, entries, SHIFT_PEOPLE, &count, NULL);
    for (int i = 0; i < count; i++)
        add_person(view, &entries[i], moment, detail);
    if (!count)
        add(detail, STYLE_WARNING, _("Nobody is on this shift."));
    free(entries);
}

/* Who takes over: the first shift of the post that begins at its end, or within the handover before it. */
static void add_next(const struct view *view, const struct roster_line *line, const struct post *post,
                     struct roster_detail *detail)
{
    struct roster_entry *entries = memory_new(SHIFT_PEOPLE, sizeof *entries);
    struct buffer words = {0};
    char name[NAME_BYTES], when[TIME_SIZE];
    int64_t from_at = line->shift.ends_at - (int64_t)post->overlap * MINUTE, first_at = 0;
    int count = 0;
    roster_read(application_store(view), from_at, from_at + NEXT_WITHIN_S, line->shift.post_id, 0, entries,
                SHIFT_PEOPLE, &count, NULL);
    for (int i = 0; i < count && i < SHIFT_PEOPLE; i++) {
        const struct assignment *next = &entries[i].assignment;
        if (next->starts_at < from_at || !assignment_counts(next) || (first_at && next->starts_at != first_at))
            continue;
        application_mask(application_of(view), MASK_NAME, entries[i].name, name, sizeof name);
        if (!first_at) {
            first_at = next->starts_at;
            moment_label(first_at, when);
            buffer_format(&words, "%s ", when);
        }
        buffer_format(&words, " %s", name);
    }
    begin(detail, _("Who comes next"));
    add(detail, STYLE_NORMAL, first_at ? buffer_text(&words) : _("Nobody is planned yet."));
    buffer_release(&words);
    free(entries);
}

void roster_detail_load(const struct view *view, const struct roster_line *line, struct roster_detail *detail)
{
    struct store *store = application_store(view);
    struct roster_moment moment;
    struct post post;
    char text[ROSTER_DETAIL_BYTES], span[SHIFT_LABEL_BYTES];
    detail->key = 0;
    detail->count = 0;
    for (int i = 0; i < ROSTER_DETAIL_LINES; i++)
        detail->lines[i].rule = false;
    if (!record_get(store, &post_table, line->shift.post_id, &post, NULL))
        return;
    roster_take_moment(store, &moment);
    detail->key = shift_key(line->shift.post_id, line->shift.starts_at);
    shift_label(&line->shift, span);
    snprintf(text, sizeof text, "%s  %s", post.name, span);
    add(detail, STYLE_TITLE, text);
    snprintf(text, sizeof text, _("%1$d there, at least %2$d, wanted %3$d"), line->count, line->least, line->wanted);
    add(detail, line->gap ? STYLE_ALARM : STYLE_NORMAL, text);
    if (post.needs != NEEDS_NOTHING)
        add(detail, STYLE_NORMAL, words_context(post_needs_labels[post.needs]));
    add(detail, STYLE_MUTED, post.note);
    begin(detail, _("On this shift"));
    add_people(view, &line->shift, &moment, detail);
    add_next(view, line, &post, detail);
}

void roster_detail_draw(const struct roster_detail *detail, struct canvas *canvas, struct rect rect)
{
    for (int i = 0; i < detail->count && rect.rows > 0; i++) {
        if (detail->lines[i].rule)
            detail_rule(canvas, &rect);
        detail_line(canvas, &rect, detail->lines[i].style, detail->lines[i].text);
    }
}
