/* Passes (出入证): issued, lost, replaced, void (domain.md §2). */
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/pass.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("Valid"), N_("Lost"), N_("Void"), N_("All"), NULL};

/* Where the person lives, or who is the head of the household: numbers of rooms are easily confused. */
static void more(const struct view *view, const void *record, char *text, size_t size)
{
    const struct pass *pass = record;
    struct person person;
    struct place place;
    struct err ignored = {0};
    text_copy(text, size, "");
    if (pass->person_id && person_get(application_store(view), pass->person_id, &person, &ignored))
        text_copy(text, size, person.place_label);
    else if (pass->place_id && place_get(application_store(view), pass->place_id, &place, &ignored))
        text_copy(text, size, place.head);
}

/* "张三 12-2-1203" of a person's, "12-2-1203 张三" of a household's. */
static void write_holder(const struct view *view, const struct pass *pass, char *text, size_t size)
{
    const char *named = register_named(view, pass, pass->person_id ? "person" : "place"), *other = register_more(pass);
    char name[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, pass->person_id ? named : other, name, sizeof name);
    snprintf(text, size, "%.100s %.100s", pass->person_id ? name : named, pass->person_id ? other : name);
}

/* "04-10 lost in the market": since when it counts no more, and why. */
static void write_why(const struct pass *pass, char *text, size_t size)
{
    bool voided = pass->head.voided[0];
    char day[TIME_SIZE] = "";
    int64_t at = voided ? pass->voided_at : pass->lost_at;
    if (at)
        day_label(at, day);
    if (voided || pass->lost[0])
        snprintf(text, size, "%s%s%.200s", day, day[0] ? " " : "", voided ? pass->head.voided : pass->lost);
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct pass *pass = record;
    char day[TIME_SIZE];
    if (!strcmp(column, "holder")) {
        write_holder(view, pass, cell->text, sizeof cell->text);
    } else if (!strcmp(column, "state")) {
        snprintf(cell->text, sizeof cell->text, "%s%s", pass->state == PASS_VALID ? "" : "!",
                 _(pass_state_labels[pass->state]));
    } else if (!strcmp(column, "issued_at") || !strcmp(column, "valid_until")) {
        int64_t at = !strcmp(column, "issued_at") ? pass->issued_at : pass->valid_until;
        day_label(at, day);
        text_copy(cell->text, sizeof cell->text, at ? day : "");
    } else if (!strcmp(column, "why")) {
        write_why(pass, cell->text, sizeof cell->text);
    } else {
        return false;
    }
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return ((const struct pass *)record)->state == PASS_VALID ? STYLE_NORMAL : STYLE_WARNING;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct pass *pass = record;
    char holder[NAME_BYTES], shown[NAME_BYTES];
    record_refers(application_store(view), record_find(pass_fields, pass->person_id ? "person" : "place"), pass, holder,
                  sizeof holder);
    text_copy(shown, sizeof shown, holder);
    if (pass->person_id)
        application_mask(application_of(view), MASK_NAME, holder, shown, sizeof shown);
    snprintf(text, size, "%s %.80s", pass->number, shown);
}

static bool wants_holder(const struct view *view)
{
    return !form_text(&view->form, "place")[0] && !form_text(&view->form, "person")[0];
}

static void begin(const struct view *view, void *record)
{
    (void)view;
    ((struct pass *)record)->issued_at = clock_now();
}

static bool offer(const struct view *view, const char *field, int index, char *text, size_t size)
{
    return !strcmp(field, "colour") && pass_colour(application_store(view), index, text, size);
}

static bool run_lost(struct store *store, const struct register_rules *rules, int64_t id, int64_t rev,
                     const char *reason, struct err *err)
{
    (void)rules;
    return pass_lose(store, id, rev, reason, err);
}

static void ask_lost(struct view *view)
{
    static const struct register_reason reason = {
        .question = N_("How was it lost"), .done = N_("Reported lost: %s   Ctrl-Z undoes"), .run = run_lost};
    register_ask_reason(view, &reason);
}

static const char *lost_why_not(const struct view *view)
{
    const struct pass *pass = register_selected(view);
    return pass && pass->lost[0] ? _("It was reported lost already. Ctrl-R issues a new one.") : NULL;
}

/* The new pass begins with what the old one says, but for its number. */
static void run_replace(struct view *view)
{
    const struct pass *old = register_selected(view);
    char replaced[PASS_NUMBER_SIZE];
    bool is_lost = old->lost[0];
    struct pass new_one = {.person_id = old->person_id, .place_id = old->place_id, .replaces = old->head.id};
    text_copy(new_one.colour, sizeof new_one.colour, old->colour);
    text_copy(replaced, sizeof replaced, old->number);
    const struct register_open open = {.preset = &new_one};
    ui_open(view->ui, &screen_pass_form, &open);
    ui_say(view->ui, MESSAGE_PLAIN,
           is_lost ? _("This one replaces %s.") : _("This one replaces %s, which is lost from then on."), replaced);
}

static const char *replace_why_not(const struct view *view)
{
    const struct pass *pass = register_selected(view);
    return pass && pass->head.voided[0] ? _("It is void. F7 issues a new pass.") : NULL;
}

static const struct register_screen passes = {
    .rules = &pass_rules,
    .form = &screen_pass_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .more = more,
    .row_style = row_style,
    .begin = begin,
    .offer = offer,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("Number"), .name = "number", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Holder"), .name = "holder", .width = 18, .grow = 1, .most = 30, .priority = 9},
    {.heading = N_("Colour"), .name = "colour", .width = 6, .priority = 6},
    {.heading = N_("State"), .name = "state", .width = 8, .priority = 8},
    {.heading = N_("Issued"), .name = "issued_at", .width = 6, .priority = 5},
    {.heading = N_("Until"), .name = "valid_until", .width = 6, .priority = 6},
    {.heading = N_("Why"), .name = "why", .width = 12, .grow = 3, .most = 40, .priority = 7, .free_text = true},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 1, .priority = 2, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Passes stand here. F7 issues the first; Tab shows lost and void ones."),
                  N_("No pass matches. Esc shows all again, F7 issues one."));
static const struct action actions[] = {
    REGISTER_ADD("pass.add", &screen_pass_form, N_("Issues a pass to a person or a household.")),
    REGISTER_EDIT("pass.edit", &screen_pass_form, N_("Corrects the selected pass.")),
    {.name = "pass.lost",
     .verb = "pass.lost",
     .label = N_("Lost"),
     .help = N_("Reports the selected pass lost: at a gate it counts no more, and whoever shows it is found out."),
     .keys = {KEY_CTRL('G')},
     .priority = 60,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = ask_lost,
     .why_not = lost_why_not},
    {.name = "pass.replace",
     .verb = "pass.add",
     .label = N_("Replace"),
     .help = N_("Issues a new pass to the same holder; the selected one is lost from then on."),
     .keys = {KEY_CTRL('R')},
     .priority = 55,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_replace,
     .opens = &screen_pass_form,
     .why_not = replace_why_not},
    REGISTER_VOID("pass.void", N_("Voids the selected pass, with a reason.")),
    REGISTER_TURN("pass.which", N_("Shows the valid passes, the lost, the void ones, or all.")),
    REGISTER_BOOKLET("pass.booklet"),
    REGISTER_HISTORY("pass.history", N_("Who changed what of the selected pass, and when.")),
};
static const struct field fields[] = {
    {.name = "number", .label = N_("Number"), .hint = N_("as printed on it"), .width = 20, .flags = FIELD_REQUIRED},
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("a household's pass"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .required = wants_holder},
    {.name = "person", .label = N_("Holder"), .hint = N_("or one person's"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "colour", .label = N_("Colour"), .kind = FIELD_SUGGEST, .width = 10},
    {.name = "issued_at", .label = N_("Issued"), .width = 18},
    {.name = "valid_until", .label = N_("Valid until"), .hint = N_("4-25 or 30 days; empty: open"), .width = 18},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("pass", fields);

const struct screen_def screen_pass_form = REGISTER_FORM_SCREEN("pass_form", N_("Pass"), &passes, &form, 70);
const struct screen_def screen_passes =
    REGISTER_LIST_SCREEN("passes", N_("Passes"), &passes, &list, actions, TOPIC_PASS | TOPIC_PEOPLE);
