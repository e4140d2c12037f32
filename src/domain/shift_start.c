/* The lines of the shift start. */
#include "gatepost/shift_start.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/backup_rules.h"
#include "gatepost/clock.h"
#include "gatepost/curfew.h"
#include "gatepost/declaration.h"
#include "gatepost/donation.h"
#include "gatepost/errand.h"
#include "gatepost/expected_rules.h"
#include "gatepost/half_day.h"
#include "gatepost/incident_rules.h"
#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/notice.h"
#include "gatepost/observation_calls.h"
#include "gatepost/observed_people.h"
#include "gatepost/people_rules.h"
#include "gatepost/printing.h"
#include "gatepost/quota.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "shift_start_part.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CALLS_COUNTED = 100,
    CHECKPOINTS_MOST = 200,
    COUNTED = 1000,
    SHOWN = 1,
    OFFICERS_MOST = 500,
    NAMED = 4,
    HOUR = 3600,
    OUTAGE_SECONDS = 12 * HOUR,
    DAY = 86400
};

void begin_entry(struct shift_said *said)
{
    if (said->text.length > 0)
        buffer_add(&said->text, "\n");
}

void show_name(const struct shift_said *said, const char *name, char shown[NAME_BYTES])
{
    text_copy(shown, NAME_BYTES, name);
    if (said->masked)
        mask_value(MASK_NAME, name, shown, NAME_BYTES);
}

/* "3 open"; "1000+ open" where it was counted no further. What there is none of is said too. */
static void say_count(struct shift_said *said, const char *words, int count)
{
    char number[16];
    snprintf(number, sizeof number, count != COUNTED ? "%d" : "%d+", count);
    if (count == 0)
        buffer_add(&said->text, _("none"));
    else
        buffer_format(&said->text, words, number);
}

/* Did somebody try whether the alarm is heard here, and was it? */
static bool say_sound(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct sound_test test;
    char name[NAME_BYTES], when[TIME_SIZE];
    if (!sound_test_last(store, store_terminal(store), &test, err))
        return false;
    said->look = test.at == 0 || !test.heard || now - test.at > DAY;
    if (test.at == 0) {
        buffer_add(&said->text, _("never tried at this terminal"));
        return true;
    }
    show_name(said, test.officer_name, name);
    moment_label(test.at, when);
    buffer_format(&said->text, "%s  %s  %s", test.heard ? _("heard") : _("NOT heard"), when, name);
    return true;
}

static bool say_backup(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct backup_record record;
    char occasion[64], words[200], when[TIME_SIZE], age[TIME_SIZE];
    if (!backup_record_read(store, &record, err))
        return false;
    if (record.made_at == 0) {
        buffer_add(&said->text, _("none was made yet"));
    } else {
        moment_label(record.made_at, when);
        age_label(now - record.made_at, age);
        buffer_format(&said->text, "%s  ", when);
        buffer_format(&said->text, _("%s ago"), age);
    }
    said->look = record.made_at == 0 || backup_is_overdue(store, now, occasion, words);
    return true;
}

/* Printed before the power goes; half a day later the people on it are others. */
static bool say_outage(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct printing printing;
    char when[TIME_SIZE], age[TIME_SIZE];
    if (!printing_last(store, "outage", "", PRINTING_INTERNAL, 0, &printing, err))
        return false;
    if (printing.head.id == 0) {
        buffer_add(&said->text, _("none was printed yet"));
    } else {
        moment_label(printing.at, when);
        age_label(now - printing.at, age);
        buffer_format(&said->text, "%s  ", when);
        buffer_format(&said->text, _("%s ago"), age);
    }
    said->look = printing.head.id == 0 || now - printing.at >= OUTAGE_SECONDS;
    return true;
}

static bool say_alarms(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct alarm alarms[SHOWN];
    int count = 0, open = 0;
    (void)now;
    if (!alarm_open_list(store, alarms, SHOWN, &count, &open, err))
        return false;
    said->look = open > 0;
    say_count(said, _("%s open"), open);
    for (int i = 0; i < count && !said->masked; i++) {
        const struct alarm_rule *rule = alarm_rule_find(alarms[i].rule);
        buffer_format(&said->text, "  [%s] %s", rule ? _(rule->label) : alarms[i].rule, alarms[i].words);
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
    say_count(said, _("%s open"), open);
    if (open > 0 && !said->masked)
        buffer_format(&said->text, "\n%s", buffer_text(&line));
    buffer_release(&line);
    return read || err_set(err, ERR_DATABASE, _("The incidents cannot be read."));
}

/* What residents declared and nobody has checked. */
static bool say_declarations(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    int count = 0;
    (void)now;
    if (!declaration_waiting(store, COUNTED, &count, err))
        return false;
    said->look = count > 0;
    if (count > 0)
        say_count(said, _("%s to check"), count);
    return true;
}

/* What the officer signed on has not read, pinned or not. */
static bool say_notices(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    if (store_officer(store) == 0)
        return true;
    int count = 0;
    struct notice *notices = memory_new(COUNTED, sizeof *notices);
    bool read = notice_unread(store, store_officer(store), now, false, notices, COUNTED, &count, err);
    said->look = count > 0;
    say_count(said, _("%s not read"), count);
    for (int i = 0; i < count && i < SHOWN; i++)
        buffer_format(&said->text, "\n%s", notices[i].title);
    free(notices);
    return read;
}

static bool begins_before(void *context, const void *record)
{
    return ((const struct expected *)record)->from_at < *(const int64_t *)context;
}

/* Announced visitors who may still come today, and the first to expire. */
static bool say_expected(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    int64_t end = expected_offer_end(now);
    struct expected *rows = memory_new(COUNTED, sizeof *rows);
    struct record_window window = {
        .scope = EXPECTED_NOW, .now = now, .keep = begins_before, .context = &end, .rows = rows, .most = COUNTED};
    bool read = record_window(store, &expected_table, &window, err);
    if (read)
        say_count(said, _("%s to come today"), window.count);
    if (read && window.count > 0) {
        char name[NAME_BYTES], when[EXPECTED_WINDOW_SIZE];
        show_name(said, rows[0].name, name);
        expected_window_label(rows[0].from_at, rows[0].until_at, now, when);
        buffer_format(&said->text, "\n%s %s", when, name);
    }
    free(rows);
    return read;
}

/* "12-2-1203 刘洋 4 h 12 min": who has been so the longest. */
static void add_longest(struct shift_said *said, const char *place, const char *name, int64_t seconds)
{
    char shown[NAME_BYTES], lasts[TIME_SIZE];
    show_name(said, name, shown);
    duration_label(seconds, lasts);
    buffer_format(&said->text, "\n%s%s%s %s", place, place[0] != '\0' ? " " : "", shown, lasts);
}

/* Nothing where no limit is set. */
static bool say_out(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    int64_t limit = quota_out_seconds(store);
    struct presence_row row;
    struct presence_window window = {.side = PRESENCE_OUT, .later = true, .rows = &row, .most = 1};
    int count = 0;
    if (limit == 0)
        return true;
    if (!presence_since(store, PRESENCE_OUT, now - limit, COUNTED, &count, err) ||
        !presence_window(store, &window, err))
        return false;
    said->look = count > 0;
    say_count(said, _("%s over the limit"), count);
    if (count > 0 && window.count > 0)
        add_longest(said, row.place_label, row.name, now - row.at);
    return true;
}

/* Nothing where no curfew is set. */
static bool say_inside(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    int64_t curfew = 0;
    int count = 0;
    if (!curfew_before(store, now, &curfew))
        return true;
    struct crossing entry;
    struct stay *stays = memory_new(COUNTED, sizeof *stays);
    bool read = stay_list(store, curfew, false, stays, COUNTED, &count, err) &&
                (count == 0 || crossing_get(store, stays[0].crossing_id, &entry, err));
    said->look = count > 0;
    if (read)
        say_count(said, _("%s still inside"), count);
    if (read && count > 0)
        add_longest(said, entry.place_label, entry.person_name, now - entry.at);
    free(stays);
    return read;
}

static void add_on_post(struct shift_said *said, const char *checkpoint, const char *officer, int64_t at, int64_t now)
{
    char shown[NAME_BYTES], when[TIME_SIZE];
    show_name(said, officer, shown);
    begin_entry(said);
    buffer_format(&said->text, "%s %s", checkpoint, shown);
    if (now - at < HOUR)
        return;
    time_label(at, when);
    buffer_format(&said->text, " %s", when);
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

/* Whoever picks such a name is a duty officer: every right of the desk is theirs. */
static bool say_without_pin(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct officer *officers = memory_new(OFFICERS_MOST, sizeof *officers);
    struct buffer names = {0};
    int count = 0, found = 0;
    (void)now;
    bool read = officer_list(store, officers, OFFICERS_MOST, &count, err);
    for (int i = 0; read && i < count; i++) {
        char name[NAME_BYTES];
        if (!officer_lacks_pin(&officers[i]) || ++found > NAMED)
            continue;
        show_name(said, officers[i].name, name);
        buffer_format(&names, "%s%s", found > 1 ? _(", ") : "", name);
    }
    said->look = found > 0;
    if (found > NAMED)
        buffer_format(&names, _(" and %d more"), found - NAMED);
    if (found > 0)
        buffer_format(&said->text, _("duty officers: %s"), buffer_text(&names));
    buffer_release(&names);
    free(officers);
    return read;
}

/* ---- home observation; nothing where nobody is observed ---- */

/* "12-2-1203 刘洋": the first of them. */
static void add_who(struct shift_said *said, const struct observed_who *who)
{
    char shown[NAME_BYTES];
    show_name(said, who->name, shown);
    buffer_format(&said->text, "\n%s %s", who->place_label, shown);
}

static bool say_observed(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct observed_numbers numbers;
    struct half_day missed = half_day_missed_last(store, now);
    struct observed_who who;
    char label[TIME_SIZE];
    int count = 0;
    if (!observed_count(store, missed, half_day_missed_at(store, missed), now, &numbers, err))
        return false;
    if (numbers.observing == 0)
        return true;
    said->look = numbers.missing > 0 || numbers.awaiting > 0;
    say_count(said, _("%s under observation"), numbers.observing);
    half_day_label(missed, label, sizeof label);
    buffer_add(&said->text, "\n");
    buffer_format(&said->text, _("%1$d without reading %2$s"), numbers.missing, label);
    if (!observed_missing(store, missed, half_day_missed_at(store, missed), &who, 1, &count, err))
        return false;
    if (count > 0)
        add_who(said, &who);
    if (numbers.awaiting == 0)
        return true;
    buffer_add(&said->text, "\n");
    buffer_format(&said->text, _("%d to be released"), numbers.awaiting);
    return true;
}

static bool say_calls(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct observation_call *calls = memory_new(CALLS_COUNTED, sizeof *calls);
    struct observation_calls_window window = {.now = now, .calls = calls, .most = CALLS_COUNTED};
    struct person person;
    char shown[NAME_BYTES];
    bool read = observation_calls(store, &window, err);
    if (read && window.count > 0) {
        said->look = true;
        char number[16];
        snprintf(number, sizeof number, window.finished ? "%d" : "%d+", window.count);
        buffer_format(&said->text, _("%s calls after release due"), number);
        if (person_get(store, calls[0].observation.person_id, &person, NULL)) {
            show_name(said, person.name, shown);
            buffer_format(&said->text, "\n%s", shown);
        }
    }
    free(calls);
    return read;
}

/* ---- supplies; nothing where nothing waits ---- */

static void say_more(struct shift_said *said, const char *words, int count)
{
    if (count == 0)
        return;
    begin_entry(said);
    say_count(said, words, count);
}

static bool say_supplies(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct supply_numbers numbers;
    struct supply_waiting *rows = memory_new(COUNTED, sizeof *rows);
    int unclaimed = 0;
    bool read = supply_count(store, now, now, &numbers, err) &&
                supply_unclaimed_list(store, now + 1, rows, COUNTED, &unclaimed, err);
    free(rows);
    if (!read)
        return false;
    said->look = numbers.over > 0 || unclaimed > 0;
    say_more(said, _("%s to bring"), numbers.waiting);
    say_more(said, _("%s over the limit"), numbers.over);
    say_more(said, _("%s urgent, nobody's"), unclaimed);
    say_more(said, _("%s at the door"), numbers.left);
    return true;
}

/* How many there are of a scope, and the first of them; its room is the table's size. */
static bool count_scope(struct store *store, const struct record_table *table, int scope, int *count, void *first,
                        struct err *err)
{
    struct record_window window = {.scope = scope, .most = COUNTED, .rows = memory_new(COUNTED, table->size)};
    bool read = record_window(store, table, &window, err);
    *count = read ? window.count : 0;
    memcpy(first, window.rows, table->size);
    free(window.rows);
    return read;
}

/* What each has of others' money. */
static bool say_errands(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct errand first;
    char name[NAME_BYTES];
    int count = 0;
    (void)now;
    if (!count_scope(store, &errand_table, ERRANDS_OPEN, &count, &first, err))
        return false;
    say_more(said, _("%s not settled"), count);
    if (count > 0) {
        show_name(said, first.helper, name);
        buffer_format(&said->text, "\n%s", name);
    }
    return true;
}

static bool say_short(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct goods first;
    char there[AMOUNT_BYTES], minimum[AMOUNT_BYTES];
    int count = 0;
    (void)now;
    if (!count_scope(store, &goods_table, GOODS_SHORT, &count, &first, err))
        return false;
    said->look = count > 0;
    say_more(said, _("%s under their minimum"), count);
    if (count > 0) {
        amount_with_unit(first.balance, first.unit, there);
        amount_with_unit(first.minimum, first.unit, minimum);
        buffer_format(&said->text, "\n%s %s < %s", first.name, there, minimum);
    }
    return true;
}

static bool say_donations(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct donation first;
    char name[NAME_BYTES];
    int count = 0;
    (void)now;
    if (!count_scope(store, &donation_table, DONATIONS_UNTHANKED, &count, &first, err))
        return false;
    say_more(said, _("%s not thanked"), count);
    if (count > 0) {
        show_name(said, first.donor, name);
        buffer_format(&said->text, "\n%s", name);
    }
    return true;
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
    {"sound", N_("Alarm sound"), say_sound},
    {"backup", N_("Backup"), say_backup},
    {"outage", N_("Outage pack"), say_outage},
    {"notices", N_("Notices"), say_notices},
    {"alarms", N_("Alarms"), say_alarms},
    {"incidents", N_("Incidents"), say_incidents},
    {"observed", N_("Observed now"), say_observed},
    {"calls", N_("Calls due"), say_calls},
    {"supplies", N_("Supplies"), say_supplies},
    {"goods", N_("Stock"), say_short},
    {"errands", N_("Errands"), say_errands},
    {"donations", N_("Donations"), say_donations},
    {"declarations", N_("Declared"), say_declarations},
    {"expected", N_("To come"), say_expected},
    {"out", N_("Over limit"), say_out},
    {"inside", N_("Past curfew"), say_inside},
    {"posts", N_("On post"), say_posts},
    {"roster", N_("On shift"), say_roster},
    {"pins", N_("Without PIN"), say_without_pin},
};
const int shift_line_count = sizeof shift_lines / sizeof shift_lines[0];
