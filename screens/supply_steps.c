/* What becomes of a request, by keys: on, back, to another volunteer, in part, given up. The rules are
 * supply_rules.h's; each step can be undone. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/errands.h"
#include "screens/supplies.h"
#include <stdio.h>

enum { MINUTE = 60, HOUR = 3600, LONG_HOURS = 100 };

/* ---- what is said of a request ---- */

void supply_name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct supply *supply = record;
    char label[NAME_BYTES] = "";
    struct buffer words = {0};
    place_label_of(application_store(view), supply->place_id, label, sizeof label);
    buffer_format(&words, "#%lld %s", (long long)supply->head.id, label);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

void supply_open_heading(const struct view *view, struct buffer *out)
{
    char name[NAME_BYTES];
    supply_name(view, view->state, name, sizeof name);
    buffer_add(out, name);
}

/* Hours and minutes, roughly from 100 hours on. */
static void write_hours(int64_t seconds, char text[TIME_SIZE])
{
    if (seconds >= LONG_HOURS * HOUR)
        age_label(seconds, text);
    else
        snprintf(text, TIME_SIZE, "%d:%02d", (int)(seconds > 0 ? seconds / HOUR : 0),
                 (int)(seconds > 0 ? seconds / MINUTE % MINUTE : 0));
}

void supply_age(const struct supply *supply, char text[SUPPLY_AGE_BYTES])
{
    char age[TIME_SIZE], limit[TIME_SIZE];
    int64_t now = clock_now();
    if (!supply_is_waiting(supply->state)) {
        moment_label(supply->state_at, age);
        text_copy(text, SUPPLY_AGE_BYTES, age);
        return;
    }
    write_hours(now - supply->asked_at, age);
    write_hours(supply->due_at - supply->asked_at, limit);
    snprintf(text, SUPPLY_AGE_BYTES, "%.12s/%.12s%s", age, limit, supply_is_over(supply, now) ? "!" : "");
}

const char *supply_sign(const struct supply *supply)
{
    bool over = supply_is_over(supply, clock_now());
    if (!supply_is_waiting(supply->state) || supply->head.voided[0])
        return "";
    if (supply->urgent)
        return words_context(over ? N_("sign|urg!") : N_("sign|urg"));
    return over ? words_context(N_("sign|over")) : "";
}

enum style supply_style(const struct supply *supply)
{
    if (supply->head.voided[0])
        return STYLE_VOID;
    if (!supply_is_open(supply->state))
        return STYLE_MUTED;
    if (supply_is_over(supply, clock_now()))
        return STYLE_ALARM;
    return supply->urgent && supply_is_waiting(supply->state) ? STYLE_WARNING : STYLE_NORMAL;
}

void supply_numbers_words(const struct supply_numbers *numbers, bool brief, struct buffer *out)
{
    if (brief)
        buffer_format(out, _("%1$d to do, %2$d over"), numbers->waiting, numbers->over);
    else
        buffer_format(out, _("%1$d to do, %2$d over, %3$d urgent, %4$d at the door, %5$d done today"), numbers->waiting,
                      numbers->over, numbers->urgent, numbers->left, numbers->delivered);
}

/* ---- the one that is meant ---- */

const struct supply *supply_here(const struct view *view)
{
    const struct supply_screen *state = view->state;
    const struct supply *supply = register_selected(view);
    bool newer = supply && state->moved.head.id == supply->head.id && state->moved.head.rev > supply->head.rev;
    return newer ? &state->moved : supply;
}

const char *supply_why_none(const struct view *view)
{
    const struct supply *supply = supply_here(view);
    return supply ? NULL : _("No request is selected.");
}

static const char *why_not_standing(const struct view *view)
{
    const struct supply *supply = supply_here(view);
    if (!supply)
        return _("No request is selected.");
    return supply->head.voided[0] ? _("This request is void.") : NULL;
}

static const char *why_not_waiting(const struct view *view, const char *brought)
{
    const char *why = why_not_standing(view);
    const struct supply *supply = supply_here(view);
    if (why || supply_is_waiting(supply->state))
        return why;
    return supply->state == SUPPLY_LEFT ? brought : _("This request is closed; - takes the last step back.");
}

const char *supply_why_not_on(const struct view *view)
{
    const char *why = why_not_standing(view);
    if (why || supply_is_open(supply_here(view)->state))
        return why;
    return _("This request is closed; - takes the last step back.");
}

const char *supply_why_not_back(const struct view *view)
{
    const char *why = why_not_standing(view);
    return why ? why : supply_here(view)->state == SUPPLY_NEW ? _("It is new: there is no step to take back.") : NULL;
}

const char *supply_why_not_hand(const struct view *view)
{
    return why_not_waiting(view, _("It stands at the door already; - takes that back."));
}

const char *supply_why_not_part(const struct view *view)
{
    const char *why = why_not_standing(view);
    const struct supply *supply = supply_here(view);
    if (!why && supply->state == SUPPLY_NEW)
        return _("Nobody has it yet: give it to a volunteer first.");
    if (why || supply_is_open(supply->state))
        return why;
    return _("This request is closed; - takes the last step back.");
}

const char *supply_why_not_end(const struct view *view)
{
    return why_not_waiting(view, _("It stands at the door: confirm it, or take that back first."));
}

const char *supply_why_not_shopping(const struct view *view)
{
    const struct supply *supply = supply_here(view);
    if (!supply)
        return _("No request is selected.");
    return supply->helper[0] ? NULL : _("Nobody has it yet: give it to a volunteer first.");
}

/* ---- moving ---- */

void supply_tell_moved(struct view *view, int64_t id)
{
    struct supply_screen *state = view->state;
    struct supply supply;
    char helper[NAME_BYTES] = "", name[NAME_BYTES + 1] = " ";
    const char *words;
    if (record_get(application_store(view), &supply_table, id, &supply, NULL)) {
        state->moved = supply;
        words = words_context(supply_state_labels[supply.state]);
        if (supply.state == SUPPLY_ASSIGNED || supply.state == SUPPLY_BUYING)
            application_mask(application_of(view), MASK_NAME, supply.helper, helper, sizeof helper);
        if (supply.state == SUPPLY_LEFT && supply_leave_at_door(application_store(view), supply.place_id))
            text_copy(helper, sizeof helper, _("(under observation: no contact)"));
        text_copy(name + 1, sizeof name - 1, helper);
        ui_say(view->ui, MESSAGE_GOOD, _("#%1$lld -> %2$s%3$s   Ctrl-Z undoes"), (long long)id, words,
               helper[0] ? name : "");
    }
    application_saved(view);
}

bool supply_refused(const struct view *view, struct supply *supply, const struct err *err)
{
    struct supply now;
    if (err->code == ERR_CONFLICT && record_get(application_store(view), &supply_table, supply->head.id, &now, NULL))
        *supply = now;
    return false;
}

static void move(struct view *view, enum supply_state to)
{
    const struct supply *supply = supply_here(view);
    struct supply_move move = {.id = supply->head.id, .rev = supply->head.rev, .to = to};
    struct err err = {0};
    if (supply_move(application_store(view), &move, &err)) {
        supply_tell_moved(view, move.id);
        return;
    }
    ui_say_err(view->ui, &err);
    view_stale(view); /* what the refusal is about is shown */
}

static void open_with(struct view *view, const struct screen_def *screen, bool hand_over)
{
    struct supply_open open = {.supply = *supply_here(view), .hand_over = hand_over};
    ui_open(view->ui, screen, &open);
}

void supply_run_on(struct view *view)
{
    enum supply_state state = supply_here(view)->state;
    if (state == SUPPLY_NEW)
        open_with(view, &screen_supply_helper, false);
    else
        move(view, supply_next(state));
}

void supply_run_back(struct view *view)
{
    enum supply_state to;
    struct err err = {0};
    if (supply_back(application_store(view), supply_here(view), &to, &err))
        move(view, to);
    else
        ui_say_err(view->ui, &err);
}

void supply_run_hand(struct view *view)
{
    open_with(view, &screen_supply_helper, supply_here(view)->state != SUPPLY_NEW);
}

void supply_run_part(struct view *view)
{
    open_with(view, &screen_supply_parts, false);
}

void supply_run_end(struct view *view)
{
    open_with(view, &screen_supply_end, false);
}

/* Of its errand, where there is one; else of everything its volunteer has. */
void supply_run_shopping(struct view *view)
{
    const struct supply *supply = supply_here(view);
    struct shopping_open open = {0};
    if (!supply->errand_id ||
        !record_get(application_store(view), &errand_table, supply->errand_id, &open.errand, NULL)) {
        open.errand.helper_id = supply->helper_id;
        text_copy(open.errand.helper, sizeof open.errand.helper, supply->helper);
    }
    ui_open(view->ui, &screen_shopping, &open);
}

/* What the key would do now. */
const char *supply_on_label(const struct view *view)
{
    static const char *const labels[] = {[SUPPLY_NEW] = N_("Give to"),
                                         [SUPPLY_ASSIGNED] = N_("Buying"),
                                         [SUPPLY_BUYING] = N_("At door"),
                                         [SUPPLY_LEFT] = N_("Confirm")};
    const struct supply *supply = supply_here(view);
    return supply && supply_is_open(supply->state) ? labels[supply->state] : N_("Move on");
}
