/* Incidents in words: how far one has come, the line on every screen, which ring. */
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/incident_rules.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "incident_alarms.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { TOLD_MOST = 4, HOUR = 60, DAY = 24 * HOUR };

const char *const incident_state_labels[] = {N_("state|open"),        N_("state|isolated"), N_("state|reported"),
                                             N_("state|handed over"), N_("state|closed"),   NULL};

enum incident_state incident_state_of(const struct incident *incident)
{
    if (incident->closed_at != 0)
        return STATE_CLOSED;
    if (incident->handed_at != 0)
        return STATE_HANDED;
    if (incident->reported_at != 0)
        return STATE_REPORTED;
    return incident->isolated_at != 0 ? STATE_ISOLATED : STATE_OPEN;
}

void incident_title(struct store *store, const struct incident *incident, char *text, size_t size)
{
    struct buffer title = {0};
    struct person person;
    char label[PLACE_SORT_BYTES];
    if (place_label_of(store, incident->place_id, label, sizeof label))
        buffer_format(&title, "%s ", label);
    if (incident->person_id == 0)
        buffer_add(&title, incident->name);
    else if (person_get(store, incident->person_id, &person, NULL))
        buffer_add(&title, person.name);
    text_copy(text, size, buffer_text(&title));
    buffer_release(&title);
}

static bool is_late(const struct incident *incident, int64_t now, int minutes)
{
    return minutes > 0 && incident->closed_at == 0 && now - incident->stepped_at >= (int64_t)minutes * 60;
}

bool incident_is_late(struct store *store, const struct incident *incident, int64_t now)
{
    return is_late(incident, now, setting_integer(store, "incident.minutes"));
}

/* ---- the line ---- */

static void add_one(struct store *store, const struct incident *incident, int64_t now, struct buffer *out)
{
    char title[NAME_BYTES * 2];
    int64_t minutes = now > incident->stepped_at ? (now - incident->stepped_at) / 60 : 0;
    incident_title(store, incident, title, sizeof title);
    buffer_format(out, "%s%s %s ", out->length > 0 ? "  " : "", title,
                  words_context(incident_state_labels[incident_state_of(incident)]));
    if (minutes < 2 * HOUR)
        buffer_format(out, _("%d min"), (int)minutes);
    else if (minutes < 2 * DAY)
        buffer_format(out, _("%d h"), (int)(minutes / HOUR));
    else
        buffer_format(out, _("%d days"), (int)(minutes / DAY));
}

bool incident_line(struct store *store, struct buffer *out, int *open)
{
    struct incident *rows = memory_new(INCIDENTS_COUNTED, sizeof *rows);
    struct record_window window = {.scope = INCIDENTS_OPEN, .rows = rows, .most = INCIDENTS_COUNTED};
    bool read = record_window(store, &incident_table, &window, NULL);
    if (read) {
        *open = window.count;
        for (int i = 0; i < window.count && i < TOLD_MOST; i++)
            add_one(store, &rows[i], clock_now(), out);
    }
    free(rows);
    return read;
}

/* ---- which ring ---- */

/* The step in the occasion: after another hour without the next one it rings again. */
static void add_matter(struct store *store, const struct incident *incident, struct alarm_matter *matter)
{
    char title[NAME_BYTES], when[TIME_SIZE];
    incident_title(store, incident, title, sizeof title);
    time_label(incident->stepped_at, when);
    *matter = (struct alarm_matter){.subject = incident->head.id};
    snprintf(matter->occasion, sizeof matter->occasion, "%" PRId64 ".%" PRId64, incident->head.id,
             incident->stepped_at);
    snprintf(matter->words, sizeof matter->words, "%s %.5s", title, when);
}

bool incident_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                      struct err *err)
{
    enum { PAGE = 32 };
    struct incident *rows = memory_new(PAGE, sizeof *rows);
    struct record_key from;
    struct record_window window = {.scope = INCIDENTS_OPEN, .rows = rows, .most = PAGE};
    int minutes = setting_integer(store, "incident.minutes");
    bool good = true;
    *count = 0;
    while (minutes > 0 && *count < most && (good = record_window(store, &incident_table, &window, err))) {
        for (int i = 0; i < window.count && *count < most; i++)
            if (is_late(&rows[i], now, minutes))
                add_matter(store, &rows[i], &matters[(*count)++]);
        if (window.finished)
            break;
        from = window.reached;
        window.anchor = &from;
    }
    free(rows);
    return good;
}
