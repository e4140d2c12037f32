#include "presence_alarms.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/curfew.h"
#include "gatepost/incident.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/quota.h"
#include "gatepost/utf8.h"
#include <stdio.h>
#include <stdlib.h>

enum { REACH_SECONDS = 24 * 3600, PAGE = 64 };

/* "12-2-1203 刘洋 04-11 14:27": the room, who, since when. */
static void tell(struct alarm_matter *matter, int64_t subject, const char *place_label, const char *name, int64_t since)
{
    char when[24];
    stamp_label(since, when);
    matter->subject = subject;
    struct buffer words = {0};
    buffer_format(&words, "%s%s%s %s", place_label, place_label[0] != '\0' ? " " : "", name, when);
    text_copy(matter->words, sizeof matter->words, buffer_text(&words));
    buffer_release(&words);
}

bool curfew_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                    struct err *err)
{
    int64_t curfew = 0;
    *count = 0;
    if (!curfew_before(store, now, &curfew))
        return true;
    struct crossing entry;
    struct stay *stays = memory_new((size_t)most, sizeof *stays);
    bool good = stay_list(store, curfew, false, stays, most, count, err);
    for (int i = 0; good && i < *count; i++) {
        good = crossing_get(store, stays[i].crossing_id, &entry, err);
        if (good)
            tell(&matters[i], entry.id, entry.place_label, entry.person_name, entry.at);
        snprintf(matters[i].occasion, sizeof matters[i].occasion, "%d", clock_day(curfew));
    }
    free(stays);
    return good;
}

bool overdue_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                     struct err *err)
{
    int64_t limit = quota_out_seconds(store);
    struct presence_row *rows = memory_new(PAGE, sizeof *rows);
    struct presence_place anchor = {.at = now - limit};
    struct presence_window window = {.side = PRESENCE_OUT, .anchor = &anchor, .rows = rows, .most = PAGE};
    bool good = true, done = limit == 0;
    *count = 0;
    while (good && !done) {
        good = presence_window(store, &window, err);
        for (int i = 0; good && !done && i < window.count; i++) {
            done = rows[i].at < now - limit - REACH_SECONDS || *count == most;
            if (done || incident_took_away(store, rows[i].person_id, rows[i].at))
                continue;
            struct alarm_matter *matter = &matters[(*count)++];
            tell(matter, rows[i].crossing_id, rows[i].place_label, rows[i].name, rows[i].at);
            snprintf(matter->occasion, sizeof matter->occasion, "%d", clock_day(rows[i].at));
        }
        done = done || window.finished;
        anchor = window.reached;
    }
    free(rows);
    return good;
}

bool overdue_stands(struct store *store, int64_t subject, const char *occasion)
{
    struct crossing crossing;
    struct presence presence;
    (void)occasion;
    return crossing_get(store, subject, &crossing, NULL) && presence_get(store, crossing.person_id, &presence, NULL) &&
           presence.crossing_id == subject && presence.direction == DIRECTION_OUT &&
           !incident_took_away(store, crossing.person_id, crossing.at);
}
