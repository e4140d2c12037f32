/* Visitors announced to the desk by phone (domain.md §2). */
#include "gatepost/clock.h"
#include "gatepost/expected_rules.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("Expected now"), N_("Came in"), N_("Expired"), N_("All"), NULL};

static void write_mark(const struct expected *expected, char *text, size_t size)
{
    int64_t now = clock_now();
    char when[TIME_SIZE];
    if (expected->head.voided[0]) {
        text_copy(text, size, expected->head.voided);
    } else if (expected->came >= expected->people) {
        moment_label(expected->came_at, when);
        snprintf(text, size, _("came %s"), when);
    } else if (expected->until_at <= now) {
        text_copy(text, size, _("expired"));
    } else if (expected->from_at > now) {
        text_copy(text, size, _("later"));
    } else {
        text_copy(text, size, expected->tell ? _("expected!") : _("expected"));
    }
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct expected *expected = record;
    char window[EXPECTED_WINDOW_SIZE];
    if (!strcmp(column, "name") && !expected->name[0]) {
        application_mask(application_of(view), MASK_PLATE, expected->plate, cell->text, sizeof cell->text);
    } else if (!strcmp(column, "from")) {
        expected_window_label(expected->from_at, expected->until_at, clock_now(), window);
        text_copy(cell->text, sizeof cell->text, window);
    } else if (!strcmp(column, "came")) {
        snprintf(cell->text, sizeof cell->text, "%d/%d", expected->came, expected->people);
    } else if (!strcmp(column, "mark")) {
        write_mark(expected, cell->text, sizeof cell->text);
    } else {
        return false;
    }
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct expected *expected = record;
    (void)view;
    return expected_is_open(expected, clock_now()) ? STYLE_NORMAL : STYLE_MUTED;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct expected *expected = record;
    char who[NAME_BYTES], window[EXPECTED_WINDOW_SIZE];
    application_mask(application_of(view), expected->name[0] ? MASK_NAME : MASK_PLATE,
                     expected->name[0] ? expected->name : expected->plate, who, sizeof who);
    expected_window_label(expected->from_at, expected->until_at, clock_now(), window);
    snprintf(text, size, "%s %s", who, window);
}

/* A household under observation is told while the caller is on the phone. */
static void changed(struct view *view, const char *field)
{
    char words[NOTE_BYTES], label[200];
    struct place place;
    int64_t place_id = register_form_place(view);
    if (field[0] && strcmp(field, "place"))
        return;
    register_form_hush(view);
    expected_observation(application_store(view), place_id, clock_now(), words, sizeof words);
    if (!words[0] || !place_get(application_store(view), place_id, &place, NULL))
        return;
    place_label(&place, false, label, sizeof label);
    snprintf(words, sizeof words,
             _("! %.150s is under observation: visitors leave things at the door and do not go in."), label);
    register_form_say(view, NOTE_WARNING, words);
}

static bool wants_name(const struct view *view)
{
    return !form_text(&view->form, "plate")[0];
}

static const struct register_screen expected = {
    .rules = &expected_rules,
    .form = &screen_expected_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .changed = changed,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("Visitor"), .name = "name", .width = 9, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Household"), .name = "place", .width = 12, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Time"), .name = "from", .width = 11, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Came"), .name = "came", .width = 4, .priority = 6},
    {.heading = N_("Mark"), .name = "mark", .width = 10, .priority = 7},
    {.heading = N_("Class"), .name = "class", .width = 8, .priority = 4},
    {.heading = N_("Phone"), .name = "phone", .width = 12, .priority = 5},
    {.heading = N_("Plate"), .name = "plate", .width = 9, .priority = 6},
    {.heading = N_("Caller"), .name = "announced_by", .width = 8, .priority = 3},
    {.heading = N_("Purpose"), .name = "purpose", .width = 8, .grow = 1, .priority = 2, .free_text = true},
    {.heading = N_("By"), .name = "officer", .width = 8, .priority = 1},
};
static const struct list_def list = REGISTER_LIST(
    columns, N_("Visitors whom a household announces by phone stand here and are known at every gate. F7 adds one."),
    N_("Nobody matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("visitor.add", &screen_expected_form, N_("Writes down a visitor whom a household announces.")),
    REGISTER_EDIT("visitor.edit", &screen_expected_form, N_("Corrects the selected announcement.")),
    REGISTER_VOID("visitor.void", N_("Voids the selected announcement, with a reason.")),
    REGISTER_TURN("visitor.which", N_("Shows those expected now, who came, who did not come in time, or all.")),
    REGISTER_BOOKLET("visitor.booklet"),
    REGISTER_HISTORY("visitor.history", N_("Who changed what of the selected announcement, and when.")),
    REGISTER_LOOK("visitor.look"),
};
static const struct field fields[] = {
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("room / who lives there"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_REQUIRED},
    {.name = "announced_by", .label = N_("Caller"), .width = 12, .flags = FIELD_SAME_LINE},
    {.name = "name", .label = N_("Visitor"), .width = 20, .required = wants_name},
    {.name = "plate", .label = N_("Plate"), .width = 12, .flags = FIELD_SAME_LINE},
    {.name = "phone", .label = N_("Phone"), .width = 16},
    {.name = "people", .label = N_("Persons"), .width = 4, .flags = FIELD_SAME_LINE},
    {.name = "from", .label = N_("Begins"), .hint = N_("empty = now"), .width = 17},
    {.name = "until", .label = N_("Ends"), .hint = N_("empty = 24:00"), .width = 17, .flags = FIELD_SAME_LINE},
    {.name = "class", .label = N_("Class"), .kind = FIELD_CHOICE, .width = 14, .choices = expected_class_labels},
    {.name = "tell",
     .label = N_("Tell if not come"),
     .kind = FIELD_CHOICE,
     .width = 6,
     .flags = FIELD_SAME_LINE,
     .choices = yes_labels},
    {.name = "purpose", .label = N_("Purpose"), .width = 20},
    {.name = "note", .label = N_("Remark"), .width = 24, .flags = FIELD_SAME_LINE},
};
static const struct form_def form = REGISTER_FORM("expected", fields);

const struct screen_def screen_expected_form =
    REGISTER_FORM_SCREEN("expected_form", N_("Expected visitor"), &expected, &form, 76);
const struct screen_def screen_expected = REGISTER_LIST_SCREEN("expected", N_("Expected visitors"), &expected, &list,
                                                               actions, TOPIC_VISITOR | TOPIC_GATE | TOPIC_CLOCK);
