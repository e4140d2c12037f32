/* Errands (跑腿, domain.md §5): who is out for which requests, with whose money; settled when it comes out even. */
#include "screens/errands.h"

#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/quantity.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { BALANCES = 12 };
struct errands {
    struct register_list list;
    struct errand_balance balances[BALANCES];
    int balance_count;
    struct record_head asked; /* whether it is settled now */
};
static const char *const scope_labels[] = {N_("errand|Open"), N_("All"), NULL};

void errand_owed_label(int64_t owed, char *text, size_t size)
{
    char sum[24];
    money_format(owed < 0 ? -owed : owed, sum);
    if (owed == 0)
        text_copy(text, size, _("even"));
    else
        snprintf(text, size, owed > 0 ? _("owes %s") : _("is owed %s"), sum);
}

/* ---- the list ---- */

static void write_state(const struct errand *errand, char *text, size_t size)
{
    char when[TIME_SIZE];
    if (errand->head.voided[0]) {
        text_copy(text, size, errand->head.voided);
    } else if (errand->settled_at) {
        moment_label(errand->settled_at, when);
        snprintf(text, size, _("settled %s"), when);
    } else if (!errand->given && !errand->received && !errand->spent && !errand->returned) {
        text_copy(text, size, _("no money so far"));
    } else {
        errand_owed_label(errand_owed(errand), text, size);
    }
}

static void write_money(int64_t cents, char *text, size_t size)
{
    char sum[24] = "";
    if (cents)
        money_format(cents, sum);
    text_copy(text, size, sum);
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct errand *errand = record;
    const struct record_field *field = record_find(errand_fields, column);
    (void)view;
    if (!strcmp(column, "state"))
        write_state(errand, cell->text, sizeof cell->text);
    else if (field && field->kind == RECORD_MONEY)
        write_money(record_integer(field, record), cell->text, sizeof cell->text);
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct errand *errand = record;
    (void)view;
    if (errand->settled_at)
        return STYLE_MUTED;
    return errand_owed(errand) < 0 ? STYLE_WARNING : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct errand *errand = record;
    char helper[NAME_BYTES], when[TIME_SIZE];
    application_mask(application_of(view), MASK_NAME, errand->helper, helper, sizeof helper);
    moment_label(errand->begun_at, when);
    snprintf(text, size, _("errand %1$s %2$s"), helper, when);
}

/* ---- the form ---- */

/* What is owed as the sums stand now. */
static void changed(struct view *view, const char *field)
{
    struct errand errand;
    char words[NOTE_BYTES];
    (void)field;
    register_form_hush(view);
    if (!register_form_take(view, &errand, NULL))
        return;
    if (errand.settled_at)
        register_form_say(view, NOTE_WARNING,
                          _("! This errand is settled. When its money does not come out even, it is open again."));
    errand_owed_label(errand_owed(&errand), words, sizeof words);
    register_form_say(view, errand_owed(&errand) ? NOTE_WARNING : NOTE_GOOD, words);
}

static void settle(struct view *view, const struct record_head *head)
{
    struct err err = {0};
    struct errand errand;
    char what[NAME_BYTES];
    if (!errand_settle(application_store(view), head->id, head->rev, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    if (record_get(application_store(view), &errand_table, head->id, &errand, NULL)) {
        name(view, &errand, what, sizeof what);
        ui_say(view->ui, MESSAGE_GOOD, _("Settled: %s   Ctrl-Z undoes"), what);
    }
    application_saved(view);
}

static void settle_answered(struct view *view, bool yes)
{
    if (yes)
        settle(view, &((const struct errands *)view->state)->asked);
}

/* The sums have come out even: that is what is done next. */
static void saved(struct view *view, const void *record, const void *before)
{
    const struct errand *errand = record, *was = before;
    struct view *list = view->opener;
    if (!list || list->def != &screen_errands || errand->settled_at || errand_owed(errand) || !errand->spent ||
        (was && !errand_owed(was)))
        return;
    ((struct errands *)list->state)->asked = errand->head;
    prompt_confirm(list, _("The money comes out even. Is this errand settled?"), _("Settle"), settle_answered);
}

static const struct register_screen errands = {
    .rules = &errand_rules,
    .form = &screen_errand_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .changed = changed,
    .saved = saved,
    .first = "spent",
    .name = name,
};

/* ---- what is not settled, of each ---- */

static bool load(struct view *view, struct err *err)
{
    struct errands *state = view->state;
    return errand_balances(application_store(view), state->balances, BALANCES, &state->balance_count, err);
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct errands *state = view->state;
    char helper[NAME_BYTES], owed[NAME_BYTES];
    register_heading(view, out);
    for (int i = 0; i < state->balance_count; i++) {
        if (!state->balances[i].owed)
            continue;
        application_mask(application_of(view), MASK_NAME, state->balances[i].helper, helper, sizeof helper);
        errand_owed_label(state->balances[i].owed, owed, sizeof owed);
        buffer_format(out, "  %s %s", helper, owed);
    }
}

/* ---- keys ---- */

static void run_shopping(struct view *view)
{
    const struct shopping_open open = {.errand = *(const struct errand *)register_selected(view)};
    ui_open(view->ui, &screen_shopping, &open);
}

static void run_begin(struct view *view)
{
    ui_open(view->ui, &screen_errand_pick, NULL);
}

static void run_more(struct view *view)
{
    ui_open(view->ui, &screen_errand_pick, register_selected(view));
}

static void run_settle(struct view *view)
{
    settle(view, register_selected(view));
}

static const char *open_why_not(const struct view *view)
{
    const struct errand *errand = register_selected(view);
    if (errand && errand->head.voided[0])
        return _("It is void.");
    return errand && errand->settled_at ? _("This errand is settled.") : NULL;
}

static const struct column columns[] = {
    {.heading = N_("Begun"), .name = "begun_at", .width = 11, .priority = 8},
    {.heading = N_("Volunteer"), .name = "helper", .width = 9, .grow = 1, .most = 16, .priority = 9},
    {.heading = N_("Requests"), .name = "requests", .width = 8, .priority = 7, .right = true},
    {.heading = N_("Advance"), .name = "given", .width = 8, .priority = 8, .right = true},
    {.heading = N_("Received"), .name = "received", .width = 8, .priority = 5, .right = true},
    {.heading = N_("Spent"), .name = "spent", .width = 8, .priority = 8, .right = true},
    {.heading = N_("errand|Change"), .name = "returned", .width = 8, .priority = 6, .right = true},
    {.heading = N_("State"), .name = "state", .width = 16, .grow = 2, .most = 24, .priority = 9},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 4},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 2, .priority = 3, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Who is out for which requests stands here. F7 picks requests and begins the first."),
                  N_("No errand matches. Esc shows all again, F7 begins one."));
static const struct action actions[] = {
    {.name = "errand.shopping",
     .label = N_("Shopping"),
     .help = N_("The shopping list of the selected errand: what to buy, what comes from the stock, for whom."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_shopping,
     .opens = &screen_shopping},
    {.name = "errand.add",
     .verb = "errand.add",
     .label = N_("New"),
     .help = N_("Picks requests for one volunteer's errand and begins it."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 75,
     .flags = ACTION_WRITES,
     .run = run_begin,
     .opens = &screen_errand_pick},
    REGISTER_EDIT("errand.edit", &screen_errand_form, N_("The money of the selected errand: spent, change and so on.")),
    {.name = "errand.settle",
     .verb = "errand.settle",
     .label = N_("Settle"),
     .help = N_("The selected errand is settled, with your name and the time; its money must come out even."),
     .keys = {KEY_CTRL('G')},
     .priority = 72,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_settle,
     .why_not = open_why_not},
    {.name = "errand.more",
     .verb = "errand.add",
     .label = N_("AddMore"),
     .help = N_("Picks more requests for the selected errand while the volunteer is out."),
     .keys = {'+'},
     .priority = 65,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_more,
     .why_not = open_why_not,
     .opens = &screen_errand_pick},
    REGISTER_VOID("errand.void", N_("Voids the selected errand, with a reason: its requests stay with the volunteer.")),
    REGISTER_TURN("errand.which", N_("Shows the open errands, or all.")),
    REGISTER_LOOK("errand.look"),
    REGISTER_HISTORY("errand.history", N_("Who changed what of the selected errand, and when.")),
};
static const struct field fields[] = {
    {.name = "person",
     .label = N_("Volunteer"),
     .hint = N_("of the register, or below"),
     .kind = FIELD_LOOKUP,
     .width = 24},
    {.name = "helper", .label = N_("Volunteer's name"), .hint = N_("from elsewhere"), .width = 24},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "begun_at",
     .label = N_("Begun"),
     .hint = N_("empty = now"),
     .kept_hint = N_("empty = unchanged"),
     .width = 17},
    {.name = "given", .label = N_("Given along"), .width = 12},
    {.name = "received", .label = N_("Received"), .hint = N_("from households"), .width = 12},
    {.name = "spent", .label = N_("Spent"), .hint = N_("in shops"), .width = 12, .flags = FIELD_STOP},
    {.name = "returned", .label = N_("Change back"), .hint = N_("-3: paid out"), .width = 12, .flags = FIELD_STOP},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("errand", fields);

const struct screen_def screen_errand_form = REGISTER_FORM_SCREEN("errand_form", N_("Errand"), &errands, &form, 74);
const struct screen_def screen_errands = {
    .name = "errands",
    .title = N_("Errands"),
    .subject = &errands,
    .state_size = sizeof(struct errands),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SUPPLY | TOPIC_PEOPLE | TOPIC_SESSION,
    .load = load,
    .heading = heading,
};
