/* An announced visitor at the gate (domain.md §2). */
#include "gate_assess.h"
#include "gatepost/clock.h"
#include "gatepost/expected_rules.h"
#include "gatepost/words.h"
#include <stdio.h>

void assess_expected(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct expected expected;
    struct gate_advice advice = {0};
    char window[EXPECTED_WINDOW_SIZE];
    if (crossing->expected_id == 0 || crossing->direction != DIRECTION_IN ||
        !record_get(store, &expected_table, crossing->expected_id, &expected, NULL))
        return;
    expected_window_label(expected.from_at, expected.until_at, crossing->at, window);
    bool early = crossing->at < expected.from_at;
    advice.level = early ? ADVICE_WARN : ADVICE_NOTE;
    int length =
        snprintf(advice.say, sizeof advice.say, early ? _("Announced only for %s") : _("Announced for %s"), window);
    if (expected.announced_by[0] != '\0')
        length +=
            snprintf(advice.say + length, sizeof advice.say - (size_t)length, _(" by %.120s"), expected.announced_by);
    if (expected.people > 1)
        snprintf(advice.say + length, sizeof advice.say - (size_t)length, _(", %1$d people, %2$d came in so far"),
                 expected.people, expected.came);
    advice_add(list, &advice);
}

static bool refuse_used(struct store *store, const struct expected *expected, struct err *err)
{
    struct crossing last;
    struct civil_time when;
    if (!crossing_get(store, expected->crossing_id, &last, NULL))
        return err_field(err, ERR_INPUT, "expected", _("This announcement was used already."));
    clock_civil(last.at, &when);
    return err_field(err, ERR_INPUT, "expected", _("This announcement was used already: %1$02d:%2$02d at %3$s."),
                     when.hour, when.minute, last.checkpoint_name);
}

bool expected_admit(struct store *store, struct crossing *crossing, int64_t before_id, struct err *err)
{
    struct expected expected;
    struct civil_time when;
    if (crossing->direction != DIRECTION_IN)
        crossing->expected_id = 0;
    if (crossing->expected_id == 0 || crossing->expected_id == before_id)
        return true;
    if (!record_get(store, &expected_table, crossing->expected_id, &expected, err))
        return false;
    if (expected_is_open(&expected, crossing->at))
        return true;
    if (expected.head.voided[0] != '\0')
        return err_field(err, ERR_INPUT, "expected", _("This announcement was voided: %s."), expected.head.voided);
    if (expected.came >= expected.people)
        return refuse_used(store, &expected, err);
    clock_civil(expected.until_at, &when);
    return err_field(err, ERR_INPUT, "expected", _("This announcement expired on %1$02d-%2$02d at %3$02d:%4$02d."),
                     when.month, when.day, when.hour, when.minute);
}
