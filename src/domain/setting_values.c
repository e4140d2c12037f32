#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/setting_table.h"
#include "gatepost/settings.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { VALUE_BYTES = 128 };

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
