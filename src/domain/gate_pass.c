/* Passes at the gate (domain.md §2): who is asked for one, what it is worth, whose it is. */
#include "gate_assess.h"
#include "gatepost/clock.h"
#include "gatepost/mask.h"
#include "gatepost/pass.h"
#include "gatepost/record_text.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

bool pass_is_asked(struct store *store, int class)
{
    char asked[16];
    setting_text(store, "pass.asked", asked, sizeof asked);
    if (strcmp(asked, "everybody") == 0)
        return class != CLASS_EMERGENCY;
    return strcmp(asked, "residents") == 0 && (class == CLASS_RESIDENT || class == CLASS_TENANT);
}

bool gate_pass_check(struct store *store, const struct crossing *crossing, struct err *err)
{
    if (crossing->decision != DECISION_ADMITTED || crossing->pass_number[strspn(crossing->pass_number, " ")] != '\0' ||
        !pass_is_asked(store, crossing->class))
        return true;
    return err_field(err, ERR_INPUT, "pass_number",
                     _("The pass is asked for here. Type its number, or - where none is shown."));
}

static bool is_none(const char *number)
{
    return strcmp(number, GATE_NO_PASS) == 0 || strcmp(number, "－") == 0;
}

void gate_pass_fold(struct crossing *crossing)
{
    char number[PASS_NUMBER_SIZE];
    if (is_none(crossing->pass_number))
        text_copy(crossing->pass_number, sizeof crossing->pass_number, GATE_NO_PASS);
    else if (pass_number_parse(crossing->pass_number, number, NULL))
        text_copy(crossing->pass_number, sizeof crossing->pass_number, number);
}

/* "04-10" of this year, "2021-12-31" before. */
static void tell_day(int64_t at, char *text, size_t size)
{
    struct civil_time day, now;
    clock_civil(at, &day);
    clock_civil(clock_now(), &now);
    if (day.year == now.year)
        snprintf(text, size, "%02d-%02d", day.month, day.day);
    else
        snprintf(text, size, "%04d-%02d-%02d", day.year, day.month, day.day);
}

static void tell_holder(struct store *store, const struct pass *pass, char *text, size_t size)
{
    char name[NAME_BYTES];
    const char *field = pass->person_id != 0 ? "person" : "place";
    record_refers(store, record_find(pass_fields, field), pass, name, sizeof name);
    text_copy(text, size, name);
    if (pass->person_id != 0)
        mask_value(MASK_NAME, name, text, size);
}

/* A pass that counts no more, in the words for the guard; false when it counts. */
static bool tell_worth(struct store *store, const struct pass *pass, int64_t at, struct gate_advice *advice)
{
    char day[16], holder[NAME_BYTES];
    tell_holder(store, pass, holder, sizeof holder);
    switch (pass_state_at(pass, at)) {
    case PASS_VOID:
        tell_day(pass->voided_at, day, sizeof day);
        snprintf(advice->say, sizeof advice->say,
                 _("Pass %1$s (%2$.60s) was voided on %3$s: %4$.90s. It does not count: keep it."), pass->number,
                 holder, day, pass->head.voided);
        advice->reason = N_("pass is void");
        return true;
    case PASS_LOST:
        tell_day(pass->lost_at, day, sizeof day);
        snprintf(advice->say, sizeof advice->say,
                 _("Pass %1$s (%2$.60s) was reported lost on %3$s: %4$.90s. Keep it, ask who carries it."),
                 pass->number, holder, day, pass->lost);
        advice->reason = N_("pass reported lost");
        return true;
    case PASS_EXPIRED:
        tell_day(pass->valid_until, day, sizeof day);
        snprintf(advice->say, sizeof advice->say, _("Pass %1$s (%2$.60s) was valid until %3$s. It must be renewed."),
                 pass->number, holder, day);
        advice->reason = N_("pass has expired");
        return true;
    default:
        return false;
    }
}

/* A household's pass is good for who lives there, and for who names that household. */
static bool is_holder(struct store *store, const struct pass *pass, const struct crossing *crossing)
{
    struct person person;
    if (pass->person_id != 0)
        return pass->person_id == crossing->person_id;
    if (crossing->person_id != 0 && person_get(store, crossing->person_id, &person, NULL) &&
        person.place_id == pass->place_id)
        return true;
    return pass->place_id == crossing->place_id;
}

static void assess_none(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    if (!pass_is_asked(store, crossing->class))
        return;
    struct gate_advice advice = {.level = ADVICE_DENY, .reason = N_("no pass")};
    text_copy(advice.say, sizeof advice.say, _("No pass is shown: nobody goes through here without one."));
    pass_call(store, advice.call, sizeof advice.call);
    advice_add(list, &advice);
}

void assess_pass(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct pass pass;
    struct err why = {0};
    struct gate_advice advice = {.level = ADVICE_WARN};
    char holder[NAME_BYTES];
    if (is_none(crossing->pass_number)) {
        assess_none(store, crossing, list);
        return;
    }
    if (crossing->pass_number[0] == '\0')
        return;
    if (!pass_find(store, crossing->pass_number, &pass, &why)) {
        if (why.code != ERR_NOT_FOUND && why.code != ERR_INPUT)
            return;
        snprintf(advice.say, sizeof advice.say, _("Pass %s is not in the register. Look at it closely."),
                 crossing->pass_number);
    } else if (tell_worth(store, &pass, crossing->at, &advice)) {
        advice.level = ADVICE_DENY;
        pass_call(store, advice.call, sizeof advice.call);
    } else if ((crossing->person_id != 0 || crossing->place_id != 0) && !is_holder(store, &pass, crossing)) {
        tell_holder(store, &pass, holder, sizeof holder);
        snprintf(advice.say, sizeof advice.say, _("Pass %1$s belongs to %2$.80s, not to who stands here."), pass.number,
                 holder);
    } else {
        return;
    }
    advice_add(list, &advice);
}
