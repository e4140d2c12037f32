/* Two kinds of rules: about crossings (one row in crossing_rules says which and in what words), and about a state of
 * the whole: the clock, the backups. Rules only compare facts with the alarms that stand, so whoever comes first after
 * a pause catches up. */
#include "gatepost/alarm_rules.h"
#include "gatepost/backup_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    REACH_SECONDS = 24 * 3600, /* older crossings raise nothing any more */
    AHEAD_SECONDS = 120,       /* gate.c accepts times as far ahead as this */
    BEHIND_SECONDS = 60,
    PAGE = 32,
    STANDING_MOST = 2048,
    OPEN_MOST = 256,
    LINE_MOST = 32
};

struct crossing_rule {
    const char *name; /* of the alarm rule */
    void (*narrow)(struct crossing_filter *filter);
    bool (*concerns)(const struct crossing *crossing);
    void (*say)(const struct crossing *crossing, char *words, size_t size);
};

static const char *whose(const struct crossing *crossing)
{
    return crossing->person_name[0] != '\0' ? crossing->person_name : crossing->plate;
}

static void fever_narrow(struct crossing_filter *filter)
{
    filter->abnormal_only = true;
}

static bool fever_concerns(const struct crossing *crossing)
{
    return crossing->abnormal == ABNORMAL_CONFIRMED && crossing->voided[0] == '\0';
}

static void fever_say(const struct crossing *crossing, char *words, size_t size)
{
    int tenths = crossing->retest_tenths != 0 ? crossing->retest_tenths : crossing->temp_tenths;
    snprintf(words, size, "%s %s %d.%d", crossing->place_label, whose(crossing), tenths / 10, tenths % 10);
}

static void override_narrow(struct crossing_filter *filter)
{
    filter->override_only = true;
}

static bool override_concerns(const struct crossing *crossing)
{
    return crossing->override_reason[0] != '\0' && crossing->decision == DECISION_ADMITTED &&
           crossing->voided[0] == '\0';
}

static void override_say(const struct crossing *crossing, char *words, size_t size)
{
    struct buffer text = {0};
    buffer_format(&text, "%s %s: %s", crossing->place_label, whose(crossing), crossing->override_reason);
    text_copy(words, size, buffer_text(&text));
    buffer_release(&text);
}

static const struct crossing_rule crossing_rules[] = {
    {"fever", fever_narrow, fever_concerns, fever_say},
    {"override", override_narrow, override_concerns, override_say},
};
enum { CROSSING_RULES = sizeof crossing_rules / sizeof crossing_rules[0] };

bool alarm_concerns(const struct crossing *crossing)
{
    for (int i = 0; i < CROSSING_RULES; i++)
        if (crossing_rules[i].concerns(crossing))
            return true;
    return false;
}

bool alarm_of_noted(struct store *store, int64_t crossing_id, unsigned bits, struct alarm *alarm)
{
    for (int i = 0; i < CROSSING_RULES; i++)
        if ((bits >> i & 1) != 0 && alarm_acknowledged(store, crossing_rules[i].name, crossing_id, alarm))
            return true;
    return false;
}

unsigned alarm_noted(struct store *store, int64_t crossing_id)
{
    struct crossing crossing;
    struct alarm alarm;
    unsigned bits = 0;
    if (!crossing_get(store, crossing_id, &crossing, NULL))
        return 0;
    for (int i = 0; i < CROSSING_RULES; i++)
        if (crossing_rules[i].concerns(&crossing) && alarm_of_noted(store, crossing_id, 1U << i, &alarm))
            bits |= 1U << i;
    return bits;
}

static const struct crossing_rule *crossing_rule_of(const struct alarm_rule *rule)
{
    for (int i = 0; i < CROSSING_RULES; i++)
        if (strcmp(crossing_rules[i].name, rule->name) == 0)
            return &crossing_rules[i];
    die("alarm rule %s looks at no crossings", rule->name);
}

/* One look of a rule at the facts: reads only, or also puts alarms right. */
struct review {
    struct store *store;
    const struct alarm_rule *rule;
    int64_t now;
    bool writes, found; /* found: something is missing or over */
    int64_t standing[STANDING_MOST];
    int standing_count;
    struct alarm alarms[PAGE];
    struct crossing crossings[PAGE];
};

static bool review_stands(const struct review *review, int64_t subject)
{
    for (int i = 0; i < review->standing_count; i++)
        if (review->standing[i] == subject)
            return true;
    return false;
}

/* Subjects with an alarm that is not cleared, acknowledged or not. An alarm is never older than its crossing by more
 * than a clock may be ahead, so going back as far as the crossings do is enough. */
static bool review_load(struct review *review, struct err *err)
{
    int64_t oldest = review->now - REACH_SECONDS - AHEAD_SECONDS, at = 0, id = 0;
    for (int count = PAGE; count == PAGE;) {
        if (!alarm_window(review->store, at, id, false, review->alarms, PAGE, &count, err))
            return false;
        for (int i = 0; i < count; i++) {
            const struct alarm *alarm = &review->alarms[i];
            if (alarm->raised_at < oldest || review->standing_count == STANDING_MOST)
                return true;
            if (alarm->cleared_at == 0 && strcmp(alarm->rule, review->rule->name) == 0)
                review->standing[review->standing_count++] = alarm->subject;
            at = alarm->raised_at;
            id = alarm->id;
        }
    }
    return true;
}

static bool review_raise(struct review *review, int64_t subject, const char *occasion, const char *words,
                         struct err *err)
{
    bool raised = false;
    review->found = true;
    return !review->writes || alarm_raise(review->store, review->rule->name, subject, occasion, words, &raised, err);
}

static bool review_clear(struct review *review, int64_t subject, struct err *err)
{
    review->found = true;
    return !review->writes || alarm_clear(review->store, review->rule->name, subject, err);
}

/* The rev in the occasion: a record that was put right and is wrong again is a new alarm. */
static bool review_crossing(struct review *review, const struct crossing_rule *rule, const struct crossing *crossing,
                            struct err *err)
{
    if (!rule->concerns(crossing) || review_stands(review, crossing->id))
        return true;
    char occasion[64], words[200];
    snprintf(occasion, sizeof occasion, "%" PRId64 ".%" PRId64, crossing->id, crossing->rev);
    rule->say(crossing, words, sizeof words);
    return review_raise(review, crossing->id, occasion, words, err);
}

static bool review_missing(struct review *review, const struct crossing_rule *rule, struct err *err)
{
    struct crossing_filter filter;
    crossing_filter_init(&filter);
    rule->narrow(&filter);
    struct crossing_place anchor;
    struct crossing_window window = {.filter = &filter, .budget_ms = 1000, .rows = review->crossings, .most = PAGE};
    do {
        if (!crossing_window(review->store, &window, err))
            return false;
        for (int i = 0; i < window.count; i++) {
            if (window.rows[i].at < review->now - REACH_SECONDS)
                return true;
            if (!review_crossing(review, rule, &window.rows[i], err))
                return false;
        }
        if (window.count > 0)
            anchor = (struct crossing_place){window.rows[window.count - 1].at, window.rows[window.count - 1].id};
        window.anchor = &anchor;
    } while (window.count == PAGE && !window.finished);
    return true;
}

static bool review_over(struct review *review, const struct crossing_rule *rule, struct err *err)
{
    struct alarm *open = memory_new(OPEN_MOST, sizeof *open);
    int count = 0, total = 0;
    bool good = alarm_open_list(review->store, open, OPEN_MOST, &count, &total, err);
    for (int i = 0; good && i < count; i++) {
        struct crossing *crossing = &review->crossings[0];
        if (strcmp(open[i].rule, rule->name) == 0 && crossing_get(review->store, open[i].subject, crossing, NULL) &&
            !rule->concerns(crossing))
            good = review_clear(review, open[i].subject, err);
    }
    free(open);
    return good;
}

static bool crossings_review(struct store *store, const struct alarm_rule *rule, int64_t now, bool writes, bool *found,
                             struct err *err)
{
    const struct crossing_rule *crossings = crossing_rule_of(rule);
    struct review *review = memory_new(1, sizeof *review);
    *review = (struct review){.store = store, .rule = rule, .now = now, .writes = writes};
    bool good =
        review_load(review, err) && review_missing(review, crossings, err) && review_over(review, crossings, err);
    *found = review->found;
    free(review);
    return good;
}

static bool crossings_scan(struct store *store, const struct alarm_rule *rule, int64_t now, struct err *err)
{
    bool found = false;
    return crossings_review(store, rule, now, true, &found, err);
}

static bool crossings_due(struct store *store, const struct alarm_rule *rule, int64_t now)
{
    bool found = false;
    return crossings_review(store, rule, now, false, &found, NULL) && found;
}

/* When the newest record was written down, as far as the clock is concerned; 0 when there is none. */
static int64_t newest_moment(struct store *store)
{
    struct crossing crossing;
    struct crossing_window window = {.budget_ms = 1000, .rows = &crossing, .most = 1};
    if (!crossing_window(store, &window, NULL) || window.count == 0)
        return 0;
    int64_t at = crossing.at - AHEAD_SECONDS;
    return crossing.entered_at > at ? crossing.entered_at : at;
}

/* A rule without a subject: it holds now, for this occasion, or it does not. */
static bool state_review(struct store *store, const struct alarm_rule *rule, bool holds, const char *occasion,
                         const char *words, bool writes, bool *found, struct err *err)
{
    bool stands = false, raised = false;
    struct alarm *open = memory_new(OPEN_MOST, sizeof *open);
    int count = 0, total = 0;
    bool good = alarm_open_list(store, open, OPEN_MOST, &count, &total, err);
    for (int i = 0; good && i < count; i++)
        stands = stands || strcmp(open[i].rule, rule->name) == 0;
    free(open);
    *found = good && holds != stands && !(holds && alarm_exists(store, rule->name, 0, occasion));
    if (!*found || !writes)
        return good;
    return holds ? alarm_raise(store, rule->name, 0, occasion, words, &raised, err)
                 : alarm_clear(store, rule->name, 0, err);
}

static bool clock_review(struct store *store, const struct alarm_rule *rule, int64_t now, bool writes, bool *found,
                         struct err *err)
{
    int64_t newest = newest_moment(store);
    char occasion[64], words[200];
    struct civil_time civil;
    clock_civil(newest, &civil);
    snprintf(occasion, sizeof occasion, "%" PRId64, newest);
    snprintf(words, sizeof words, "%04d-%02d-%02d %02d:%02d", civil.year, civil.month, civil.day, civil.hour,
             civil.minute);
    return state_review(store, rule, newest > now + BEHIND_SECONDS, occasion, words, writes, found, err);
}

static bool clock_scan(struct store *store, const struct alarm_rule *rule, int64_t now, struct err *err)
{
    bool found = false;
    return clock_review(store, rule, now, true, &found, err);
}

static bool clock_due(struct store *store, const struct alarm_rule *rule, int64_t now)
{
    bool found = false;
    return clock_review(store, rule, now, false, &found, NULL) && found;
}

static bool backup_review(struct store *store, const struct alarm_rule *rule, int64_t now, bool writes, bool *found,
                          struct err *err)
{
    char occasion[64], words[200];
    bool overdue = backup_is_overdue(store, now, occasion, words);
    return state_review(store, rule, overdue, occasion, words, writes, found, err);
}

static bool backup_scan(struct store *store, const struct alarm_rule *rule, int64_t now, struct err *err)
{
    bool found = false;
    return backup_review(store, rule, now, true, &found, err);
}

static bool backup_due(struct store *store, const struct alarm_rule *rule, int64_t now)
{
    bool found = false;
    return backup_review(store, rule, now, false, &found, NULL) && found;
}

const struct alarm_rule *alarm_rule_find(const char *name)
{
    for (int i = 0; i < alarm_rule_count; i++)
        if (strcmp(alarm_rules[i].name, name) == 0)
            return &alarm_rules[i];
    return NULL;
}

static bool scan_due(struct store *store, int64_t now, struct err *err)
{
    for (int i = 0; i < alarm_rule_count; i++)
        if (alarm_rules[i].due(store, &alarm_rules[i], now) && !alarm_rules[i].scan(store, &alarm_rules[i], now, err))
            return false;
    return true;
}

bool alarm_due(struct store *store, int64_t now)
{
    for (int i = 0; i < alarm_rule_count; i++)
        if (alarm_rules[i].due(store, &alarm_rules[i], now))
            return true;
    return false;
}

static bool take_note(struct store *store, int64_t id, struct err *err)
{
    struct alarm alarm;
    if (!alarm_get(store, id, &alarm, err))
        return false;
    if (alarm.acknowledged_at != 0)
        return err_set(err, ERR_CONFLICT, _("Alarm %1$lld was acknowledged already, by %2$s."), (long long)id,
                       alarm.acknowledged_name);
    if (alarm.cleared_at != 0)
        return err_set(err, ERR_CONFLICT, _("Alarm %lld is over: its cause is gone."), (long long)id);
    return alarm_acknowledge(store, id, err);
}

bool alarm_take_note(struct store *store, int64_t id, struct err *err)
{
    if (!verb_begin(store, "alarm.acknowledge", err))
        return false;
    return verb_end(store, take_note(store, id, err), err);
}

bool alarm_scan(struct store *store, int64_t now, struct err *err)
{
    if (store_in_transaction(store))
        return scan_due(store, now, err);
    if (store_is_read_only(store) || !alarm_due(store, now))
        return true;
    if (!store_begin(store, "alarm.scan", err))
        return false;
    if (scan_due(store, now, err))
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

static bool same_matter(const struct alarm *one, const struct alarm *other)
{
    return strcmp(one->rule, other->rule) == 0 && strcmp(one->occasion, other->occasion) == 0;
}

static void line_add(struct buffer *out, const struct alarm *alarms, int count, int at)
{
    int others = 0;
    for (int i = 0; i < count; i++) {
        if (!same_matter(&alarms[i], &alarms[at]))
            continue;
        if (i < at) /* shown with its newest */
            return;
        others += i > at;
    }
    const struct alarm_rule *rule = alarm_rule_find(alarms[at].rule);
    buffer_format(out, "%s[%s] %s", out->length > 0 ? "  " : "", rule != NULL ? _(rule->label) : alarms[at].rule,
                  alarms[at].words);
    if (others > 0)
        buffer_format(out, " +%d", others);
}

void alarm_line(struct store *store, struct buffer *out, int *open)
{
    struct alarm *alarms = memory_new(LINE_MOST, sizeof *alarms);
    struct buffer line = {0};
    int count = 0;
    *open = 0;
    if (alarm_open_list(store, alarms, LINE_MOST, &count, open, NULL) && *open > 0) {
        for (int i = 0; i < count; i++)
            line_add(&line, alarms, count, i);
        buffer_format(out, "!%d %s", *open, buffer_text(&line));
    }
    buffer_release(&line);
    free(alarms);
}

const struct alarm_rule alarm_rules[] = {
    {"fever", N_("Fever"), crossings_scan, crossings_due},
    {"override", N_("Denial overridden"), crossings_scan, crossings_due},
    {"clock", N_("Clock behind newest record"), clock_scan, clock_due},
    {"backup", N_("No backup"), backup_scan, backup_due},
};
const int alarm_rule_count = sizeof alarm_rules / sizeof alarm_rules[0];
