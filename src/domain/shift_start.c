/* The lines of the shift start. */
#include "gatepost/shift_start.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/backup_rules.h"
#include "gatepost/clock.h"
#include "gatepost/incident_rules.h"
#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>

enum { CHECKPOINTS_MOST = 200, ALARMS_SHOWN = 2, MINUTE = 60, HOUR = 3600, DAY = 86400 };

static void begin_entry(struct shift_said *said)
{
    if (said->text.length > 0)
        buffer_add(&said->text, "\n");
}

/* "14:31", on another day "04-10 14:31". */
static void add_moment(struct buffer *out, int64_t at, int64_t now)
{
    struct civil_time civil;
    clock_civil(at, &civil);
    if (clock_day(at) != clock_day(now))
        buffer_format(out, "%02d-%02d ", civil.month, civil.day);
    buffer_format(out, "%02d:%02d", civil.hour, civil.minute);
}

static void add_age(struct buffer *out, int64_t seconds)
{
    if (seconds < 2 * HOUR)
        buffer_format(out, _("%d min ago"), (int)(seconds / MINUTE));
    else if (seconds < 2 * DAY)
        buffer_format(out, _("%d h ago"), (int)(seconds / HOUR));
    else
        buffer_format(out, _("%d days ago"), (int)(seconds / DAY));
}

/* Did somebody try whether the alarm is heard here, and was it? */
static bool say_sound(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct sound_test test;
    char name[NAME_BYTES];
    if (!sound_test_last(store, store_terminal(store), &test, err))
        return false;
    said->look = test.at == 0 || !test.heard || now - test.at > DAY;
    if (test.at == 0) {
        buffer_add(&said->text, _("never tried at this terminal"));
        return true;
    }
    text_copy(name, sizeof name, test.officer_name);
    if (said->masked)
        mask_value(MASK_NAME, test.officer_name, name, sizeof name);
    buffer_format(&said->text, "%s  ", test.heard ? _("heard") : _("NOT heard"));
    add_moment(&said->text, test.at, now);
    buffer_format(&said->text, "  %s", name);
    return true;
}

static bool say_backup(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct backup_record record;
    char occasion[64], words[200];
    if (!backup_record_read(store, &record, err))
        return false;
    if (record.made_at == 0) {
        buffer_add(&said->text, _("none was made yet"));
    } else {
        add_moment(&said->text, record.made_at, now);
        buffer_add(&said->text, "  ");
        add_age(&said->text, now - record.made_at);
    }
    said->look = record.made_at == 0 || backup_is_overdue(store, now, occasion, words);
    return true;
}

static bool say_alarms(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct alarm alarms[ALARMS_SHOWN];
    int count = 0, open = 0;
    (void)now;
    if (!alarm_open_list(store, alarms, ALARMS_SHOWN, &count, &open, err))
        return false;
    said->look = open > 0;
    if (open == 0) {
        buffer_add(&said->text, _("none"));
        return true;
    }
    buffer_format(&said->text, _("%d open"), open);
    for (int i = 0; i < count && !said->masked; i++) {
        const struct alarm_rule *rule = alarm_rule_find(alarms[i].rule);
        buffer_format(&said->text, "\n[%s] %s", rule ? _(rule->label) : alarms[i].rule, alarms[i].words);
    }
    return true;
}

static bool say_incidents(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct buffer line = {0};
    int open = 0;
    (void)now;
    bool read = incident_line(store, &line, &open);
    said->look = open > 0;
    if (open == 0)
        buffer_add(&said->text, _("none"));
    else
        buffer_format(&said->text, _("%d open"), open);
    if (open > 0 && !said->masked)
        buffer_format(&said->text, "\n%s", buffer_text(&line));
    buffer_release(&line);
    return read || err_set(err, ERR_DATABASE, _("The incidents cannot be read."));
}

static void add_on_post(struct shift_said *said, const char *checkpoint, const char *officer, int64_t at, int64_t now)
{
    char shown[NAME_BYTES];
    text_copy(shown, sizeof shown, officer);
    if (said->masked)
        mask_value(MASK_NAME, officer, shown, sizeof shown);
    begin_entry(said);
    buffer_format(&said->text, "%s %s", checkpoint, shown);
    if (now - at < HOUR)
        return;
    buffer_add(&said->text, " ");
    add_moment(&said->text, at, now);
}

/* Who logs where: by the newest crossing of each checkpoint, with its time when it is an hour old. Where nobody has for
 * half a day stands last. */
static bool say_posts(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct checkpoint *checkpoints = memory_new(CHECKPOINTS_MOST, sizeof *checkpoints);
    struct buffer nobody = {0};
    int count = 0;
    bool read = checkpoint_list(store, checkpoints, CHECKPOINTS_MOST, &count, err);
    for (int i = 0; read && i < count; i++) {
        char name[NAME_BYTES];
        int64_t at = 0;
        read = crossing_last_at(store, checkpoints[i].id, now - ON_POST_SECONDS, now + 1, &at, name, err);
        if (at != 0)
            add_on_post(said, checkpoints[i].name, name, at, now);
        else
            buffer_format(&nobody, "\n%s", checkpoints[i].name);
    }
    said->look = nobody.length > 0;
    if (nobody.length > 0) {
        begin_entry(said);
        buffer_format(&said->text, "%s%s", _("nobody logged for 12 h:"), buffer_text(&nobody));
    }
    buffer_release(&nobody);
    free(checkpoints);
    return read;
}

bool shift_begins(struct store *store, int64_t now)
{
    struct officer officer;
    bool earlier = true;
    struct err ignored = {0};
    return store_officer(store) != 0 && officer_get(store, store_officer(store), &officer, &ignored) &&
           (officer.role == ROLE_OFFICER || officer.role == ROLE_CLERK) &&
           store_signed_on_since(store, now - SHIFT_SECONDS, &earlier, &ignored) && !earlier;
}

const struct shift_line shift_lines[] = {
    {"sound", N_("Alarm sound"), say_sound}, {"backup", N_("Backup"), say_backup},
    {"alarms", N_("Alarms"), say_alarms},    {"incidents", N_("Incidents"), say_incidents},
    {"posts", N_("On post"), say_posts},
};
const int shift_line_count = sizeof shift_lines / sizeof shift_lines[0];
