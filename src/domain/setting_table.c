#include "gatepost/setting_table.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/settings.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { VALUE_BYTES = 128 };

static const char *const fever_operators[] = {">=", ">", NULL};
static const char *const provinces[] = {"京", "津", "冀", "晋", "蒙", "辽", "吉", "黑", "沪", "苏", "浙",
                                        "皖", "闽", "赣", "鲁", "豫", "鄂", "湘", "粤", "桂", "琼", "渝",
                                        "川", "贵", "云", "藏", "陕", "甘", "青", "宁", "新", NULL};

static const char *const first_days[] = {"basis", "after", NULL};
static const char *const pass_askings[] = {"no", "residents", "everybody", NULL};

const struct setting *setting_find(const char *name)
{
    for (int i = 0; i < setting_count; i++)
        if (strcmp(setting_table[i].name, name) == 0)
            return &setting_table[i];
    return NULL;
}

void setting_text(struct store *store, const char *name, char *value, size_t size)
{
    if (settings_get(store, name, value, size))
        return;
    const struct setting *setting = setting_find(name);
    if (setting == NULL)
        die("no setting is called %s", name);
    text_copy(value, size, setting->standard);
}

int setting_integer(struct store *store, const char *name)
{
    const struct setting *setting = setting_find(name);
    if (setting == NULL)
        die("no setting is called %s", name);
    char value[VALUE_BYTES];
    setting_text(store, name, value, sizeof value);
    if (setting->type != SETTING_TEMPERATURE)
        return atoi(value);
    int tenths = 0;
    if (!temperature_parse(value, &tenths, NULL) && !temperature_parse(setting->standard, &tenths, NULL))
        die("the default of %s is no temperature", name);
    return tenths;
}

static bool days_read(const char *text, int days[SETTING_DAYS_MOST], int *count)
{
    *count = 0;
    for (text += strspn(text, " ,"); *text != '\0'; text += strspn(text, " ,")) {
        char *end;
        long day = strtol(text, &end, 10);
        if (end == text || day < 1 || day > 365 || *count == SETTING_DAYS_MOST ||
            (*count > 0 && day <= days[*count - 1]))
            return false;
        days[(*count)++] = (int)day;
        text = end;
    }
    return true;
}

int setting_days(struct store *store, const char *name, int days[SETTING_DAYS_MOST])
{
    char value[VALUE_BYTES];
    int count = 0;
    setting_text(store, name, value, sizeof value);
    return days_read(value, days, &count) ? count : 0;
}

bool setting_time(struct store *store, const char *name, int *seconds)
{
    char value[VALUE_BYTES];
    setting_text(store, name, value, sizeof value);
    return value[0] != '\0' && time_parse(value, seconds, NULL);
}

static bool accept_text(char *value, struct err *err)
{
    if (!text_accept(value, VALUE_BYTES, "value", N_("The value"), err))
        return false;
    if (value[0] == '\0')
        return err_field(err, ERR_INPUT, "value", _("The value is empty."));
    return true;
}

static bool accept_integer(const struct setting *setting, char *value, struct err *err)
{
    char *end = NULL;
    long number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || number < setting->least || number > setting->most)
        return err_field(err, ERR_INPUT, "value", _("%s is a whole number from %d to %d."), setting->name,
                         setting->least, setting->most);
    return true;
}

static bool accept_temperature(const struct setting *setting, char *value, struct err *err)
{
    int tenths = 0;
    if (!temperature_parse(value, &tenths, NULL) || tenths < setting->least || tenths > setting->most) {
        char least[8], most[8];
        temperature_format(setting->least, least);
        temperature_format(setting->most, most);
        return err_field(err, ERR_INPUT, "value", _("%s is a temperature from %s to %s."), setting->name, least, most);
    }
    temperature_format(tenths, value);
    return true;
}

static bool accept_choice(const struct setting *setting, const char *value, struct err *err)
{
    struct buffer accepted = {0};
    for (int i = 0; setting->choices[i] != NULL; i++) {
        if (strcmp(setting->choices[i], value) == 0) {
            buffer_release(&accepted);
            return true;
        }
        buffer_add(&accepted, " ");
        buffer_add(&accepted, setting->choices[i]);
    }
    err_field(err, ERR_INPUT, "value", _("%s is one of:%s"), setting->name, buffer_text(&accepted));
    buffer_release(&accepted);
    return false;
}

/* Kept as 22:00; empty or a word for it is no time at all. */
static bool accept_time(char *value, struct err *err)
{
    static const char *const nones[] = {"", "-", "none", "无"};
    int seconds = 0;
    for (size_t i = 0; i < sizeof nones / sizeof nones[0]; i++) {
        if (strcmp(value, nones[i]) == 0) {
            value[0] = '\0';
            return true;
        }
    }
    if (!time_parse(value, &seconds, err)) {
        err->field = "value";
        return false;
    }
    snprintf(value, VALUE_BYTES, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
    return true;
}

/* Days after something, rising: "1,2,3,7,14". */
static bool accept_days(char *value, struct err *err)
{
    int days[SETTING_DAYS_MOST];
    int count = 0;
    char kept[VALUE_BYTES] = "";
    size_t length = 0;
    if (!days_read(value, days, &count))
        return err_field(err, ERR_INPUT, "value", _("Give days from 1 to 365 in rising order, such as 1,2,3,7,14."));
    for (int i = 0; i < count; i++)
        length += (size_t)snprintf(kept + length, sizeof kept - length, "%s%d", i > 0 ? "," : "", days[i]);
    text_copy(value, VALUE_BYTES, kept);
    return true;
}

/* Mistyped, it would be noticed an hour later. */
static bool accept_folder(const char *value, struct err *err)
{
    struct stat status;
    if (value[0] == '/' && stat(value, &status) == 0 && S_ISDIR(status.st_mode))
        return true;
    return err_field(err, ERR_INPUT, "value", _("%s is no folder. Give the whole path of one, beginning with /."),
                     value);
}

/* Brings the value into the form it is stored in. A zone is tried by using it: setting_set takes that back if need be.
 */
static bool accept_value(const struct setting *setting, char *value, struct err *err)
{
    struct buffer folded = {0};
    if (setting->type != SETTING_TEXT && setting->type != SETTING_FOLDER) {
        text_fold_width(&folded, value);
        text_copy(value, VALUE_BYTES, buffer_text(&folded));
        buffer_release(&folded);
    }
    if (setting->type != SETTING_TIME && setting->type != SETTING_DAYS && !accept_text(value, err))
        return false;
    switch (setting->type) {
    case SETTING_TEXT:
        return true;
    case SETTING_INTEGER:
        return accept_integer(setting, value, err);
    case SETTING_TEMPERATURE:
        return accept_temperature(setting, value, err);
    case SETTING_CHOICE:
        return accept_choice(setting, value, err);
    case SETTING_ZONE:
        return clock_use_zone(value, err);
    case SETTING_FOLDER:
        return accept_folder(value, err);
    case SETTING_TIME:
        return accept_time(value, err);
    case SETTING_DAYS:
        return accept_days(value, err);
    }
    return false;
}

/* ---- times of the round ---- */

/* As it would be: the one that is set has its new value; one that was emptied is the standard. */
static int round_seconds(struct store *store, const char *name, const struct setting *set, const char *value)
{
    char text[VALUE_BYTES] = "";
    int seconds = 0;
    if (strcmp(name, set->name) != 0)
        setting_text(store, name, text, sizeof text);
    else if (value != NULL)
        text_copy(text, sizeof text, value);
    time_parse(text[0] != '\0' ? text : setting_find(name)->standard, &seconds, NULL);
    return seconds;
}

/* A half-day that is missed before it is due, or an evening before its morning, would be nobody's turn. */
static bool check_round(struct store *store, const struct setting *set, const char *value, struct err *err)
{
    static const char *const rising[][2] = {{"round.morning_due", "round.morning_missed"},
                                            {"round.evening_due", "round.evening_missed"},
                                            {"round.morning_due", "round.evening_due"},
                                            {"round.morning_missed", "round.evening_missed"}};
    for (size_t i = 0; i < sizeof rising / sizeof rising[0]; i++) {
        if (strcmp(rising[i][0], set->name) != 0 && strcmp(rising[i][1], set->name) != 0)
            continue;
        int first = round_seconds(store, rising[i][0], set, value),
            second = round_seconds(store, rising[i][1], set, value);
        if (first >= second)
            return err_field(err, ERR_INPUT, "value", _("%1$s (%2$02d:%3$02d) has to be before %4$s (%5$02d:%6$02d)."),
                             _(setting_find(rising[i][0])->label), first / 3600, first / 60 % 60,
                             _(setting_find(rising[i][1])->label), second / 3600, second / 60 % 60);
    }
    return true;
}

static bool setting_write(struct store *store, const struct setting *setting, const char *value, struct err *err)
{
    if (!verb_begin(store, "setting.set", err))
        return false;
    return verb_end(store, check_round(store, setting, value, err) && settings_put(store, setting->name, value, err),
                    err);
}

bool setting_set(struct store *store, const char *name, const char *value, struct err *err)
{
    const struct setting *setting = setting_find(name);
    if (setting == NULL)
        return err_field(err, ERR_NOT_FOUND, "name", _("No setting is called %s."), name);
    char accepted[VALUE_BYTES], before[VALUE_BYTES];
    setting_text(store, name, before, sizeof before);
    text_copy(accepted, sizeof accepted, value != NULL ? value : setting->standard);
    bool accept = value != NULL || setting->type == SETTING_ZONE;
    bool good = (!accept || accept_value(setting, accepted, err)) &&
                setting_write(store, setting, value != NULL ? accepted : NULL, err);
    if (!good && setting->type == SETTING_ZONE)
        clock_use_zone(before, NULL);
    return good;
}

const struct setting setting_table[] = {
    {.name = "community.name",
     .label = N_("Name of the community"),
     .type = SETTING_TEXT,
     .standard = "",
     .help = N_("Name of the community, shown in the title row and on paper")},
    {.name = "community.zone",
     .label = N_("Time zone"),
     .type = SETTING_ZONE,
     .standard = "Asia/Shanghai",
     .help = N_("Time zone of the community; days and midnight follow it for new records")},
    {.name = "fever.line",
     .label = N_("Fever line"),
     .type = SETTING_TEMPERATURE,
     .standard = "37.3",
     .least = 360,
     .most = 400,
     .help = N_("From this temperature on a reading is abnormal and needs a second one")},
    {.name = "fever.operator",
     .label = N_("At the fever line"),
     .type = SETTING_CHOICE,
     .standard = ">=",
     .choices = fever_operators,
     .help = N_("Whether the fever line itself is abnormal (>=) or only what is above it (>)")},
    {.name = "incident.minutes",
     .label = N_("Incident rings after"),
     .type = SETTING_INTEGER,
     .standard = "60",
     .least = 0,
     .most = 1440,
     .help = N_("So many minutes an open incident may wait for its next step before it rings; 0 switches that off")},
    {.name = "quota.days",
     .label = N_("Exit quota: days"),
     .type = SETTING_INTEGER,
     .standard = "2",
     .least = 0,
     .most = 31,
     .help =
         N_("A household may go out quota.exits times in so many calendar days, today being the last; 0: no quota")},
    {.name = "quota.exits",
     .label = N_("Exit quota: exits"),
     .type = SETTING_INTEGER,
     .standard = "1",
     .least = 1,
     .most = 20,
     .help = N_("So many exits of a household in quota.days days; official duty and emergencies do not count")},
    {.name = "quota.hours",
     .label = N_("Exit quota: hours"),
     .type = SETTING_INTEGER,
     .standard = "3",
     .least = 0,
     .most = 72,
     .help = N_("A resident is out at most so many hours, then it is said and an alarm rings; 0: no limit")},
    {.name = "curfew.time",
     .label = N_("Curfew"),
     .type = SETTING_TIME,
     .standard = "22:00",
     .help = N_("Visitors and couriers leave before this time; empty: no curfew")},
    {.name = "curfew.close_minutes",
     .label = N_("Closed after curfew"),
     .type = SETTING_INTEGER,
     .standard = "120",
     .least = 0,
     .most = 1200,
     .help = N_("So many minutes after the curfew the system closes the entries of visitors and couriers still inside; "
                "0: only by hand")},
    {.name = "observation.days",
     .label = N_("Observation: days"),
     .type = SETTING_INTEGER,
     .standard = "14",
     .least = 1,
     .most = 60,
     .help = N_("So many days a home observation lasts; its term ends at 24:00 of the last of them")},
    {.name = "observation.first_day",
     .label = N_("Observation: day 1"),
     .type = SETTING_CHOICE,
     .standard = "basis",
     .choices = first_days,
     .help = N_("Whether day 1 is the day the term counts from (basis) or the day after; for new observations")},
    {.name = "observation.calls",
     .label = N_("Calls after release"),
     .type = SETTING_DAYS,
     .standard = "1,2,3,7,14",
     .help = N_("On these days after a release the person is called, with commas between; empty: no calls")},
    {.name = "round.morning_due",
     .label = N_("Morning round from"),
     .type = SETTING_TIME,
     .standard = "06:00",
     .help = N_("From this time on the readings of the morning are due")},
    {.name = "round.morning_missed",
     .label = N_("Morning round until"),
     .type = SETTING_TIME,
     .standard = "12:00",
     .help = N_("From this time on a reading of the morning is missed")},
    {.name = "round.evening_due",
     .label = N_("Evening round from"),
     .type = SETTING_TIME,
     .standard = "16:00",
     .help = N_("From this time on the readings of the evening are due")},
    {.name = "round.evening_missed",
     .label = N_("Evening round until"),
     .type = SETTING_TIME,
     .standard = "22:00",
     .help = N_("From this time on a reading of the evening is missed")},
    {.name = "follow_up.time",
     .label = N_("Follow-up until"),
     .type = SETTING_TIME,
     .standard = "20:00",
     .help = N_("From this time on an observed household without a contact of a tier today rings; empty: it never "
                "does")},
    {.name = "supply.limit_minutes",
     .label = N_("Supply request: limit"),
     .type = SETTING_INTEGER,
     .least = 5,
     .most = 10080,
     .standard = "240",
     .help = N_("So many minutes after it was asked for a request has to stand at the door, unless a time was agreed")},
    {.name = "supply.urgent_minutes",
     .label = N_("Supply request: limit if urgent"),
     .type = SETTING_INTEGER,
     .least = 5,
     .most = 10080,
     .standard = "120",
     .help = N_("The same for urgent requests")},
    {.name = "supply.unclaimed_minutes",
     .label = N_("Supply request: urgent and nobody's"),
     .type = SETTING_INTEGER,
     .least = 1,
     .most = 1440,
     .standard = "15",
     .help = N_("An urgent request that nobody has taken rings after so many minutes")},
    {.name = "roster.rest_hours",
     .label = N_("Shifts: rest"),
     .type = SETTING_INTEGER,
     .standard = "11",
     .least = 0,
     .most = 48,
     .help = N_("Less than so many hours between two shifts of a volunteer need a reason; 0: no rest is asked for")},
    {.name = "roster.cap_hours",
     .label = N_("Shifts: cap"),
     .type = SETTING_INTEGER,
     .standard = "10",
     .least = 1,
     .most = 24,
     .help = N_("More than so many hours of a volunteer within 24 hours need a reason")},
    {.name = "roster.night_from",
     .label = N_("Night from"),
     .type = SETTING_TIME,
     .standard = "22:00",
     .help = N_("From this time on the hours of a shift are night hours; empty: there are none")},
    {.name = "roster.night_until",
     .label = N_("Night until"),
     .type = SETTING_TIME,
     .standard = "06:00",
     .help = N_("Until this time the hours of a shift are night hours; empty: there are none")},
    {.name = "roster.uncovered_hours",
     .label = N_("Post uncovered"),
     .type = SETTING_INTEGER,
     .standard = "2",
     .least = 0,
     .most = 24,
     .help = N_("A post that is short rings so many hours before the shift begins; 0: it never does")},
    {.name = "roster.late_minutes",
     .label = N_("Nobody signed in"),
     .type = SETTING_INTEGER,
     .standard = "10",
     .least = 1,
     .most = 240,
     .help = N_("A post at which nobody has signed in so many minutes after the start of the shift rings")},
    {.name = "plate.province",
     .label = N_("Province of plates"),
     .type = SETTING_CHOICE,
     .standard = "粤",
     .choices = provinces,
     .help = N_("Province put in front of plates typed without one")},
    {.name = "visitor.days",
     .label = N_("Visit at most"),
     .type = SETTING_INTEGER,
     .standard = "7",
     .least = 1,
     .most = 31,
     .help = N_("An announced visitor is expected for at most so many days")},
    {.name = "notice.days",
     .label = N_("Notices stand"),
     .type = SETTING_INTEGER,
     .standard = "7",
     .least = 1,
     .most = 365,
     .help = N_("A notice without an end of its own stands for so many days")},
    {.name = "parcel.days",
     .label = N_("Parcels wait"),
     .type = SETTING_INTEGER,
     .standard = "3",
     .least = 1,
     .most = 60,
     .help = N_("A parcel that stands on the shelf longer than so many days is marked")},
    {.name = "vehicle.trips",
     .label = N_("Trips a day"),
     .type = SETTING_INTEGER,
     .standard = "0",
     .least = 0,
     .most = 99,
     .help = N_("So many times a day a vehicle without a limit of its own may come in; 0: any number")},
    {.name = "pass.asked",
     .label = N_("Passes asked for"),
     .type = SETTING_CHOICE,
     .standard = "no",
     .choices = pass_askings,
     .help = N_("Whom the gates ask for a pass: nobody, residents and tenants, or everybody but emergencies")},
    {.name = "pass.colours",
     .label = N_("Colours of passes"),
     .type = SETTING_TEXT,
     .standard = "红,黄,绿",
     .help = N_("Colours offered for a new pass, with commas between; another one may be typed")},
    {.name = "pass.call",
     .label = N_("About passes call"),
     .type = SETTING_TEXT,
     .standard = "",
     .help = N_("Whom the gate calls about a lost or void pass; empty: the first of the 24-hour call list")},
    {.name = "alarm.repeat_minutes",
     .label = N_("Alarms ring again"),
     .type = SETTING_INTEGER,
     .standard = "5",
     .least = 0,
     .most = 240,
     .help = N_("After so many minutes alarms ring again that nobody acknowledged; 0: they ring once")},
    {.name = "backup.minutes",
     .label = N_("Backup every"),
     .type = SETTING_INTEGER,
     .standard = "60",
     .least = 0,
     .most = 1440,
     .help = N_("After so many minutes what was saved is backed up; 0 switches that off")},
    {.name = "backup.keep",
     .label = N_("Backups kept"),
     .type = SETTING_INTEGER,
     .standard = "48",
     .least = 1,
     .most = 1000,
     .help = N_("So many of the newest backups are kept, and the last one of each of 14 days")},
    {.name = "backup.folder",
     .label = N_("Folder of backups"),
     .type = SETTING_FOLDER,
     .standard = "",
     .help = N_("A folder on another disk for the backups; empty: beside the database")},
    {.name = "lock.minutes",
     .label = N_("Lock after minutes"),
     .type = SETTING_INTEGER,
     .standard = "15",
     .least = 0,
     .most = 480,
     .help = N_("After so many minutes without a key a desk locks, if its officer has a PIN; 0 switches that off")},
};
const int setting_count = sizeof setting_table / sizeof setting_table[0];
