/* The rules, and the one review that compares what they hold for with the alarms that stand. */
#include "gatepost/alarm_rules.h"
#include "gate_alarms.h"
#include "gatepost/backup_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/contradiction.h"
#include "gatepost/expected_rules.h"
#include "gatepost/memory.h"
#include "gatepost/pin.h"
#include "gatepost/words.h"
#include "incident_alarms.h"
#include "observation_alarms.h"
#include "presence_alarms.h"
#include "roster_alarms.h"
#include "supply_alarms.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MATTERS_FIRST = 2048, /* room is asked for, not touched: few ever need more */
    CLEARED_MOST = 1000,  /* at a time, so that a transaction lasts milliseconds: the rest a minute later */
    PAGE = 200,
    LINE_GROUPS = 8, /* more do not fit into a line */
    SETTLED_MOST = 64,
};

/* Those that ring for many at once stand first: of one review the last is the newest, and leads the alarm line. */
const struct alarm_rule alarm_rules[] = {
    {.name = "contactless",
     .label = N_("No contact today"),
     .matters = contactless_matters,
     .stands = contactless_stands},
    {.name = "contradiction",
     .label = N_("Contradiction"),
     .matters = contradiction_matters,
     .label_of = contradiction_label_of},
    {.name = "supply_over",
     .label = N_("Request over limit"),
     .matters = supply_over_matters,
     .one_at_a_time = true,
     .rings_again = true,
     .stands = supply_over_stands},
    {.name = "stock_short",
     .label = N_("Stock short"),
     .matters = stock_short_matters,
     .one_at_a_time = true,
     .rings_again = true,
     .stands = stock_short_stands},
    {.name = "supply_urgent",
     .label = N_("Urgent, nobody's"),
     .matters = supply_urgent_matters,
     .one_at_a_time = true,
     .rings_again = true,
     .stands = supply_urgent_stands},
    {.name = "shift_rest",
     .label = N_("Rest too short"),
     .matters = roster_rest_matters,
     .one_at_a_time = true,
     .rings_again = true,
     .by_volunteers = true},
    {.name = "shift_late",
     .label = N_("Nobody signed in"),
     .matters = roster_late_matters,
     .one_at_a_time = true,
     .rings_again = true,
     .by_volunteers = true},
    {.name = "shift_uncovered",
     .label = N_("Post uncovered"),
     .matters = roster_uncovered_matters,
     .one_at_a_time = true,
     .rings_again = true,
     .by_volunteers = true},
    {.name = "stand_in",
     .label = N_("Cannot come"),
     .matters = roster_stand_in_matters,
     .one_at_a_time = true,
     .rings_again = true,
     .by_volunteers = true},
    {.name = "term", .label = N_("Term complete"), .matters = term_matters, .stands = term_stands},
    {.name = "missed",
     .label = N_("Reading missed"),
     .matters = missed_matters,
     .stands = missed_stands,
     .label_of = missed_label_of},
    {.name = "fever",
     .label = N_("Fever"),
     .matters = fever_matters,
     .one_at_a_time = true,
     .stands = fever_stands,
     .concerns = fever_concerns},
    {.name = "held",
     .label = N_("Held"),
     .matters = held_matters,
     .one_at_a_time = true,
     .stands = held_stands,
     .concerns = held_concerns},
    {.name = "observed_out",
     .label = N_("Observed person out"),
     .matters = observed_out_matters,
     .one_at_a_time = true,
     .stands = observed_out_stands,
     .concerns = observed_out_concerns},
    {.name = "override",
     .label = N_("Denial overridden"),
     .matters = override_matters,
     .one_at_a_time = true,
     .stands = override_stands,
     .concerns = override_concerns},
    {.name = "abnormal",
     .label = N_("Abnormal reading"),
     .matters = abnormal_matters,
     .one_at_a_time = true,
     .stands = abnormal_stands},
    {.name = "curfew", .label = N_("Inside past curfew"), .matters = curfew_matters},
    {.name = "overdue", .label = N_("Out past the limit"), .matters = overdue_matters, .stands = overdue_stands},
    {.name = "clock", .label = N_("Clock behind newest record"), .matters = clock_matters, .one_at_a_time = true},
    {.name = "expected",
     .label = N_("Did not come"),
     .matters = expected_missed_matters,
     .stands = expected_missed_stands},
    {.name = "backup", .label = N_("No backup"), .matters = backup_matters},
    {.name = "incident", .label = N_("Incident without a step"), .matters = incident_matters},
    {.name = "pin", .label = N_("Wrong PINs"), .matters = pin_matters, .label_of = pin_label_of, .by_volunteers = true},
};
const int alarm_rule_count = sizeof alarm_rules / sizeof alarm_rules[0];

const struct alarm_rule *alarm_rule_find(const char *name)
{
    for (int i = 0; i < alarm_rule_count; i++)
        if (strcmp(alarm_rules[i].name, name) == 0)
            return &alarm_rules[i];
    return NULL;
}

const char *alarm_label(const char *rule, const char *occasion)
{
    const struct alarm_rule *known = alarm_rule_find(rule);
    const char *label = known != NULL && known->label_of != NULL ? known->label_of(occasion) : NULL;
    if (known == NULL)
        return rule;
    return _(label != NULL ? label : known->label);
}

bool alarm_concerns(const struct crossing *crossing)
{
    for (int i = 0; i < alarm_rule_count; i++)
        if (alarm_rules[i].concerns != NULL && alarm_rules[i].concerns(crossing))
            return true;
    return false;
}

bool alarm_of_noted(struct store *store, int64_t crossing_id, unsigned bits, struct alarm *alarm)
{
    for (int i = 0; i < alarm_rule_count; i++)
        if ((bits >> i & 1) != 0 && alarm_acknowledged(store, alarm_rules[i].name, crossing_id, alarm))
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
    for (int i = 0; i < alarm_rule_count; i++)
        if (alarm_rules[i].concerns != NULL && alarm_rules[i].concerns(&crossing) &&
            alarm_of_noted(store, crossing_id, 1U << i, &alarm))
            bits |= 1U << i;
    return bits;
}

/* ---- the review ---- */

/* One look of a rule at the facts: reads only, or also puts alarms right. */
struct review {
    struct store *store;
    const struct alarm_rule *rule;
    bool writes, found; /* found: something is missing or over */
    struct alarm_matter *matters;
    int matter_count;
    bool whole; /* matters are all there are */
    struct alarm_standing *standing;
    int standing_count;
};

/* One at a time: the occasion makes no difference. */
static int order(bool one_at_a_time, int64_t one_subject, const char *one_occasion, int64_t other_subject,
                 const char *other_occasion)
{
    if (one_subject != other_subject)
        return one_subject < other_subject ? -1 : 1;
    return one_at_a_time ? 0 : strcmp(one_occasion, other_occasion);
}

static int order_matters(const void *one, const void *other)
{
    const struct alarm_matter *a = one, *b = other;
    return order(false, a->subject, a->occasion, b->subject, b->occasion);
}

static bool load_matters(struct review *review, int64_t now, struct err *err)
{
    for (int most = MATTERS_FIRST; !review->whole && most <= ALARM_MATTERS_MOST; most *= 4) {
        free(review->matters);
        review->matters = memory_new((size_t)most, sizeof *review->matters);
        if (!review->rule->matters(review->store, now, review->matters, most, &review->matter_count, err))
            return false;
        review->whole = review->matter_count < most;
    }
    qsort(review->matters, (size_t)review->matter_count, sizeof *review->matters, order_matters);
    return true;
}

/* The occasion of what rings again is the how manyth time it is so. */
static bool set_time(struct review *review, struct alarm_matter *matter, struct err *err)
{
    int64_t before = 0;
    if (!review->rule->rings_again)
        return true;
    if (!alarm_times(review->store, review->rule->name, matter->subject, &before, err))
        return false;
    snprintf(matter->occasion, sizeof matter->occasion, "%lld", (long long)before + 1);
    return true;
}

static bool raise_one(struct review *review, struct alarm_matter *matter, struct err *err)
{
    const char *rule = review->rule->name;
    bool raised;
    if (!set_time(review, matter, err))
        return false;
    if (alarm_exists(review->store, rule, matter->subject, matter->occasion))
        return true;
    review->found = true;
    return !review->writes ||
           alarm_raise(review->store, rule, matter->subject, matter->occasion, matter->words, &raised, err);
}

/* Both lists are in the order of subject and occasion: each is walked once. */
static bool raise_missing(struct review *review, struct err *err)
{
    const struct alarm_rule *rule = review->rule;
    bool good = true;
    int at = 0;
    for (int i = 0; good && i < review->matter_count; i++) {
        struct alarm_matter *matter = &review->matters[i];
        const struct alarm_standing *standing = review->standing;
        int before = -1;
        while (at < review->standing_count &&
               (before = order(rule->one_at_a_time, standing[at].subject, standing[at].occasion, matter->subject,
                               matter->occasion)) < 0)
            at++;
        bool stands = at < review->standing_count && before == 0;
        good = stands || raise_one(review, matter, err);
    }
    return good;
}

/* An acknowledged one is done with as soon as it is not among the matters: what stands stays few. */
static bool is_over(const struct review *review, const struct alarm_standing *standing)
{
    return standing->acknowledged || review->rule->stands == NULL ||
           !review->rule->stands(review->store, standing->subject, standing->occasion);
}

static bool clear_over(struct review *review, struct err *err)
{
    const struct alarm_rule *rule = review->rule;
    bool good = true;
    int at = 0, cleared = 0;
    for (int i = 0; good && i < review->standing_count && cleared < CLEARED_MOST; i++) {
        const struct alarm_matter *matters = review->matters;
        const struct alarm_standing *standing = &review->standing[i];
        int before = -1;
        while (at < review->matter_count &&
               (before = order(rule->one_at_a_time, matters[at].subject, matters[at].occasion, standing->subject,
                               standing->occasion)) < 0)
            at++;
        bool holds = at < review->matter_count && before == 0;
        if (holds || !is_over(review, standing))
            continue;
        review->found = true;
        cleared++;
        good = !review->writes || alarm_clear(review->store, standing->id, err);
    }
    return good;
}

static bool review_rule(struct store *store, const struct alarm_rule *rule, int64_t now, bool writes, bool *found,
                        struct err *err)
{
    struct review review = {.store = store, .rule = rule, .writes = writes};
    bool good = load_matters(&review, now, err) &&
                alarm_standing_list(store, rule->name, &review.standing, &review.standing_count, err) &&
                raise_missing(&review, err) && (!review.whole || clear_over(&review, err));
    *found = review.found;
    free(review.matters);
    free(review.standing);
    return good;
}

static bool review_all(struct store *store, bool by_volunteers, int64_t now, struct err *err)
{
    bool found;
    for (int i = 0; i < alarm_rule_count; i++)
        if ((alarm_rules[i].by_volunteers || !by_volunteers) &&
            !review_rule(store, &alarm_rules[i], now, true, &found, err))
            return false;
    return true;
}

static bool is_due(struct store *store, bool by_volunteers, int64_t now)
{
    for (int i = 0; i < alarm_rule_count; i++) {
        bool found = false;
        if ((alarm_rules[i].by_volunteers || !by_volunteers) &&
            review_rule(store, &alarm_rules[i], now, false, &found, NULL) && found)
            return true;
    }
    return false;
}

bool alarm_due(struct store *store, int64_t now)
{
    return is_due(store, false, now);
}

bool alarm_due_by_volunteers(struct store *store, int64_t now)
{
    return is_due(store, true, now);
}

bool alarm_scan_by_volunteers(struct store *store, int64_t now, struct err *err)
{
    return review_all(store, true, now, err);
}

bool alarm_scan(struct store *store, int64_t now, struct err *err)
{
    if (store_in_transaction(store))
        return review_all(store, false, now, err);
    if (store_is_read_only(store) || !alarm_due(store, now))
        return true;
    if (!store_begin(store, "alarm.scan", err))
        return false;
    if (review_all(store, false, now, err))
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

bool alarm_scan_rule(struct store *store, const char *name, int64_t now, struct err *err)
{
    bool found;
    return review_rule(store, alarm_rule_find(name), now, true, &found, err);
}

bool alarm_settle(struct store *store, const char *name, int64_t subject, struct err *err)
{
    const struct alarm_rule *rule = alarm_rule_find(name);
    struct alarm_standing standing[SETTLED_MOST];
    int count = 0;
    if (!alarm_standing_of(store, name, subject, standing, SETTLED_MOST, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (!rule->stands(store, subject, standing[i].occasion) && !alarm_clear(store, standing[i].id, err))
            return false;
    return true;
}

/* ---- acknowledging, and the line ---- */

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

/* Acknowledges those of one page that are meant; the window stands behind it then. */
static bool take_note_page(struct store *store, struct alarm_window *window, const char *rule, int64_t last, int *count,
                           struct err *err)
{
    if (!alarm_window(store, window, err))
        return false;
    for (int i = 0; i < window->count; i++) {
        const struct alarm *alarm = &window->alarms[i];
        window->raised_at = alarm->raised_at;
        window->id = alarm->id;
        if ((rule != NULL && strcmp(rule, alarm->rule) != 0) || (last != 0 && alarm->id > last))
            continue;
        if (!alarm_acknowledge(store, alarm->id, err))
            return false;
        (*count)++;
    }
    return true;
}

/* A page a transaction, so that others come in between; one batch all the same. */
bool alarm_take_note_all(struct store *store, const char *rule, const char *occasion, int64_t last, int *count,
                         struct err *err)
{
    struct alarm *alarms = memory_new(PAGE, sizeof *alarms);
    struct alarm_window window = {.state = ALARM_OPEN, .alarms = alarms, .most = PAGE};
    int64_t batch = 0;
    bool good = true;
    *count = 0;
    if (occasion != NULL) {
        window.rule = rule;
        window.occasion = occasion;
    }
    do {
        int taken = *count;
        good = batch == 0 ? verb_begin(store, "alarm.acknowledge", err)
                          : store_resume(store, "alarm.acknowledge", batch, err);
        if (!good)
            break;
        good = take_note_page(store, &window, rule, last, &taken, err);
        batch = store_batch(store);
        good = verb_end(store, good, err);
        *count = good ? taken : *count;
    } while (good && window.count == PAGE);
    free(alarms);
    return good;
}

static void line_add(struct buffer *out, const struct alarm *alarm, bool first)
{
    buffer_format(out, "%s[%s] %s", first ? " " : "  ", alarm_label(alarm->rule, alarm->occasion), alarm->words);
    if (alarm->members > 1)
        buffer_format(out, " +%d", alarm->members - 1);
}

void alarm_line(struct store *store, struct buffer *out, int *open)
{
    struct alarm alarms[LINE_GROUPS];
    int count = 0;
    int64_t last_id;
    if (!alarm_open_count(store, open, &last_id, NULL) || *open == 0)
        return;
    buffer_format(out, "!%d", *open);
    alarm_open_groups(store, alarms, LINE_GROUPS, &count, NULL);
    for (int i = 0; i < count; i++)
        line_add(out, &alarms[i], i == 0);
}
