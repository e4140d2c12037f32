/* Leave of volunteers (请假): who cannot be counted on, and which shifts look for a stand-in because of it. */
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/volunteer_rules.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include "screens/volunteers.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("leave|Not over"), N_("All"), NULL};

/* How many of their shifts lie within it and are still to come. */
static void more(const struct view *view, const void *record, char *text, size_t size)
{
    const struct absence *absence = record;
    int count = 0;
    struct err ignored = {0}; /* left out then */
    text[0] = '\0';
    if (!absence->head.voided[0] && absence->until_at > clock_now() &&
        absence_shifts(application_store(view), absence, &count, &ignored) && count)
        snprintf(text, size, "%d", count);
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct absence *absence = record;
    (void)view;
    if (!strcmp(column, "shifts"))
        text_copy(cell->text, sizeof cell->text, register_more(record));
    else if (!strcmp(column, "why"))
        text_copy(cell->text, sizeof cell->text, absence->head.voided[0] ? absence->head.voided : absence->reason);
    else
        return false;
    return true;
}

static void who(const struct view *view, const struct absence *absence, char *text, size_t size)
{
    char whom[NAME_BYTES];
    record_refers(application_store(view), record_find(absence_fields, "volunteer"), absence, whom, sizeof whom);
    application_mask(application_of(view), MASK_NAME, whom, text, size);
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct absence *absence = record;
    char whom[NAME_BYTES], from[TIME_SIZE];
    who(view, absence, whom, sizeof whom);
    day_label(absence->from_at, from);
    snprintf(text, size, "%.60s %s", whom, from);
}

/* ---- the form ---- */

static int shifts_in_form(struct view *view)
{
    struct absence absence;
    int count = 0;
    if (!register_form_take(view, &absence, NULL) || !absence.volunteer_id || absence.until_at <= absence.from_at ||
        !absence_shifts(application_store(view), &absence, &count, NULL))
        return 0;
    return count;
}

static void changed(struct view *view, const char *field)
{
    char words[NOTE_BYTES];
    (void)field;
    register_form_hush(view);
    int count = shifts_in_form(view);
    if (!count)
        return;
    snprintf(words, sizeof words, _("! Shifts within it: %d. From now on they look for a stand-in."), count);
    register_form_say(view, NOTE_WARNING, words);
}

static void saved(struct view *view, const void *record, const void *before)
{
    char whom[NAME_BYTES];
    int count = 0;
    (void)before;
    if (!absence_shifts(application_store(view), record, &count, NULL) || !count)
        return;
    who(view, record, whom, sizeof whom);
    ui_say(view->ui, MESSAGE_WARNING,
           _("Leave of %1$s saved. Shifts that look for a stand-in now: %2$d.   Ctrl-Z undoes"), whom, count);
}

int volunteer_words(const struct view *view, const char *text, size_t cursor, size_t *begin, size_t *end,
                    char texts[][NAME_BYTES], int most)
{
    struct volunteer_hit hits[REGISTER_OFFERS + 1];
    int count = 0, shown = 0;
    struct err ignored = {0};
    (void)cursor;
    *begin = 0;
    *end = strlen(text);
    if (!text[0] || !volunteer_find(application_store(view), text, hits, REGISTER_OFFERS + 1, &count, &ignored))
        return 0;
    for (int i = 0; i < count && shown < most; i++) {
        bool twin = (i > 0 && !strcmp(hits[i - 1].name, hits[i].name)) ||
                    (i + 1 < count && !strcmp(hits[i + 1].name, hits[i].name));
        size_t digits = strlen(hits[i].phone);
        snprintf(texts[shown], NAME_BYTES, "%.90s%s%s", hits[i].name, twin ? " " : "",
                 twin ? hits[i].phone + (digits > 4 ? digits - 4 : 0) : "");
        shown += strcmp(texts[shown], text) != 0;
    }
    return shown;
}

static const struct register_screen absences = {
    .rules = &absence_rules,
    .form = &screen_absence_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .more = more,
    .changed = changed,
    .saved = saved,
    .words = volunteer_words,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("Volunteer"), .name = "volunteer", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("absence|From"), .name = "from", .width = 12, .priority = 9},
    {.heading = N_("absence|Until"), .name = "until", .width = 12, .priority = 9},
    {.heading = N_("Shifts"), .name = "shifts", .width = 6, .priority = 9, .right = true},
    {.heading = N_("absence|Reason"), .name = "why", .width = 12, .grow = 3, .priority = 6, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Who cannot come for a time stands here. F7 writes down the first leave."),
                  N_("No leave matches. Esc shows all again, F7 adds one."));
static const struct action actions[] = {
    REGISTER_ADD("absence.add", &screen_absence_form,
                 N_("Writes down leave of a volunteer; shifts within it look for a stand-in from then on.")),
    REGISTER_EDIT("absence.edit", &screen_absence_form, N_("Corrects the selected leave: longer, shorter, why.")),
    REGISTER_VOID("absence.void",
                  N_("Voids the selected leave, with a reason; its shifts stay to be confirmed by somebody.")),
    REGISTER_TURN("absence.which", N_("Shows the leave that is not over, or all.")),
    REGISTER_HISTORY("absence.history", N_("Who changed what of the selected leave, and when.")),
};
static const struct field fields[] = {
    {.name = "volunteer",
     .label = N_("Volunteer"),
     .hint = N_("name, initials, last digits"),
     .kind = FIELD_SUGGEST,
     .width = 24,
     .flags = FIELD_REQUIRED | FIELD_WORDS},
    {.name = "from",
     .label = N_("absence|From"),
     .hint = N_("today, 4-12, 4-12 18"),
     .width = 17,
     .flags = FIELD_REQUIRED},
    {.name = "until",
     .label = N_("absence|Until"),
     .hint = N_("a day: to its end"),
     .width = 17,
     .flags = FIELD_REQUIRED},
    {.name = "reason", .label = N_("absence|Reason"), .width = 36, .flags = FIELD_STOP},
};
static const struct form_def form = REGISTER_FORM("absence", fields);

const struct screen_def screen_absence_form =
    REGISTER_FORM_SCREEN("absence_form", N_("Leave of a volunteer"), &absences, &form, 70);
const struct screen_def screen_absences =
    REGISTER_LIST_SCREEN("absences", N_("Leave of volunteers"), &absences, &list, actions, TOPIC_ROSTER | TOPIC_PEOPLE);
