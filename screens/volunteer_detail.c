#include "screens/volunteer_detail.h"

#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/shift_time.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

enum { DAYS_AHEAD = 14 };

void volunteer_detail_load(struct store *store, int64_t id, struct volunteer_detail *detail)
{
    struct person person;
    struct err ignored = {0}; /* what could not be read is left out */
    int64_t now = clock_now();
    int monday = week_first_day(clock_day(now));
    *detail = (struct volunteer_detail){0};
    if (!record_get(store, &volunteer_table, id, &detail->volunteer, &ignored))
        return;
    if (person_get(store, detail->volunteer.person_id, &person, &ignored))
        text_copy(detail->place_label, sizeof detail->place_label, person.place_label);
    volunteer_span_of(store, id, monday, clock_day_add(monday, 6), &detail->week, &ignored);
    volunteer_span_of(store, id, 0, 0, &detail->all, &ignored);
    roster_read(store, now, now + DAYS_AHEAD * INT64_C(86400), 0, id, detail->shifts, DETAIL_SHIFTS,
                &detail->shift_count, &ignored);
    struct record_window window = {.scope = ABSENCES_OPEN,
                                   .column = "volunteer_id",
                                   .value = id,
                                   .rows = detail->absences,
                                   .most = DETAIL_ABSENCES};
    if (record_window(store, &absence_table, &window, &ignored))
        detail->absence_count = window.count;
}

/* ---- in words ---- */

static void add_skill(bool has, const char *words, const char *between, char *text, size_t size)
{
    size_t used = strlen(text);
    if (has)
        snprintf(text + used, size - used, "%s%s", used ? between : "", words);
}

void volunteer_skills(const struct volunteer *volunteer, bool is_short, char *text, size_t size)
{
    const char *between = is_short ? " " : _(", ");
    text[0] = '\0';
    add_skill(volunteer->temperature, is_short ? words_context(N_("skill|temp")) : _("takes temperatures"), between,
              text, size);
    add_skill(volunteer->driving, is_short ? words_context(N_("skill|drive")) : _("drives"), between, text, size);
    add_skill(volunteer->first_aid, is_short ? words_context(N_("skill|aid")) : _("gives first aid"), between, text,
              size);
}

void volunteer_available(const struct volunteer *volunteer, char *text, size_t size)
{
    struct availability availability;
    if (!volunteer->available[0])
        text_copy(text, size, _("any time"));
    else if (availability_parse(volunteer->available, &availability, NULL))
        availability_words(&availability, text, (int)size);
    else
        text_copy(text, size, volunteer->available);
}

static void add_line(struct buffer *out, const char *label, const char *value)
{
    if (value[0])
        buffer_format(out, "%s %s\n", label, value);
}

static void add_dated(struct buffer *out, const char *label, const char *value, int day)
{
    if (day)
        buffer_format(out, "%s %s (%02d-%02d)\n", label, value, day / 100 % 100, day % 100);
    else
        add_line(out, label, value);
}

static void add_who(const struct application *application, const struct volunteer *volunteer, const char *place,
                    struct buffer *out)
{
    char name[NAME_BYTES], phone[PHONE_SIZE * 2], text[NOTE_BYTES];
    application_mask(application, MASK_NAME, volunteer->name, name, sizeof name);
    application_mask(application, MASK_PHONE, volunteer->phone, phone, sizeof phone);
    buffer_format(out, "%s  %s\n", name, words_context(volunteer_kind_labels[volunteer->kind]));
    if (volunteer->head.voided[0])
        buffer_format(out, _("No volunteer any more: %s\n"), volunteer->head.voided);
    if (volunteer->observed)
        buffer_format(out, "%s\n", _("! The own household is under observation: confirm the shifts."));
    add_line(out, _("Phone"), phone);
    add_line(out, _("Lives in"), place[0] ? place : volunteer->building);
    volunteer_skills(volunteer, false, text, sizeof text);
    add_line(out, _("Skills"), text);
    volunteer_available(volunteer, text, sizeof text);
    add_line(out, _("Available"), text);
    if (volunteer->wish != WISH_ANY)
        add_line(out, _("Wish"), words_context(volunteer_wish_labels[volunteer->wish]));
    if (volunteer->shifts_most)
        buffer_format(out, _("At most %d shifts a week\n"), volunteer->shifts_most);
}

static void add_hours(const struct volunteer_detail *detail, struct buffer *out)
{
    char week[HOURS_BYTES], night[HOURS_BYTES], all[HOURS_BYTES], planned[HOURS_BYTES], nights[HOURS_BYTES];
    hours_text(detail->week.planned_minutes, planned);
    hours_text(detail->week.minutes, week);
    hours_text(detail->week.night_minutes, night);
    hours_text(detail->all.minutes, all);
    hours_text(detail->all.night_minutes, nights);
    buffer_format(out, _("This week %1$d shifts %2$s, worked %3$s, at night %4$s\n"), detail->week.planned_shifts,
                  planned[0] ? planned : "0", week[0] ? week : "0", night[0] ? night : "0");
    buffer_format(out, _("In all %1$d shifts, worked %2$s, at night %3$s\n"), detail->all.shifts, all[0] ? all : "0",
                  nights[0] ? nights : "0");
}

static void add_shifts(const struct volunteer_detail *detail, struct buffer *out)
{
    for (int i = 0; i < detail->shift_count && i < DETAIL_SHIFTS; i++) {
        const struct roster_entry *entry = &detail->shifts[i];
        const struct assignment *assignment = &entry->assignment;
        char day[TIME_SIZE], span[SHIFT_SPAN_BYTES];
        day_label(assignment->starts_at, day);
        shift_span_text(shift_span_of(assignment->day, assignment->starts_at, assignment->ends_at), span);
        buffer_format(out, "%s %s %s %s%s\n", day, span, entry->post,
                      words_context(assignment_state_labels[assignment->state]),
                      assignment->seeking_at ? _(", seeks a stand-in") : "");
    }
    if (detail->shift_count > DETAIL_SHIFTS)
        buffer_format(out, _("and %d more within two weeks\n"), detail->shift_count - DETAIL_SHIFTS);
}

static void add_absences(const struct volunteer_detail *detail, struct buffer *out)
{
    for (int i = 0; i < detail->absence_count; i++) {
        const struct absence *absence = &detail->absences[i];
        char from[TIME_SIZE], until[TIME_SIZE];
        stamp_label(absence->from_at, from);
        stamp_label(absence->until_at, until);
        buffer_format(out, _("On leave %1$s to %2$s %3$s\n"), from, until, absence->reason);
    }
}

static void add_rest(const struct application *application, const struct volunteer *volunteer, struct buffer *out)
{
    char name[NAME_BYTES], phone[PHONE_SIZE * 2], whom[NAME_BYTES + PHONE_SIZE * 2 + 2];
    add_dated(out, _("Health check"), words_context(volunteer_health_labels[volunteer->health]), volunteer->health_day);
    if (volunteer->kit[0])
        add_dated(out, _("Kit issued"), volunteer->kit, volunteer->kit_day);
    application_mask(application, MASK_NAME, volunteer->contact, name, sizeof name);
    application_mask(application, MASK_PHONE, volunteer->contact_phone, phone, sizeof phone);
    snprintf(whom, sizeof whom, "%s%s%s", name, name[0] && phone[0] ? " " : "", phone);
    add_line(out, _("Emergency contact"), whom);
    add_line(out, _("Remark"), volunteer->note);
}

void volunteer_detail_words(const struct application *application, const struct volunteer_detail *detail,
                            struct buffer *out)
{
    add_who(application, &detail->volunteer, detail->place_label, out);
    add_hours(detail, out);
    add_absences(detail, out);
    add_shifts(detail, out);
    add_rest(application, &detail->volunteer, out);
}
