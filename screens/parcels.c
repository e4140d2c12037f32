/* The parcel shelf (domain.md §2). */
#include "screens/parcels.h"

#include "gatepost/clock.h"
#include "gatepost/expected_rules.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/parcel_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { ROWS_MOST = 8 };

struct parcels {
    struct register_list list;
    int64_t back_id; /* asked whether it stands on the shelf again */
    char back[NAME_BYTES];
};
static const char *const scope_labels[] = {N_("On the shelf"), N_("Done"), N_("All"), NULL};

/* The age of what stands there, who has what is gone. */
static void write_state(const struct view *view, const struct parcel *parcel, char *text, size_t size)
{
    char when[TIME_SIZE], who[NAME_BYTES];
    int64_t now = clock_now();
    if (parcel->head.voided[0]) {
        text_copy(text, size, parcel->head.voided);
    } else if (parcel->state == PARCEL_SHELF) {
        age_label(now - parcel->arrived_at, when);
        snprintf(text, size, "%s%s", parcel_is_late(application_store(view), parcel, now) ? _("late ") : "", when);
    } else {
        moment_label(parcel->done_at, when);
        application_mask(application_of(view), MASK_NAME, parcel->done_by, who, sizeof who);
        snprintf(text, size, "%s %s %s", _(parcel_state_labels[parcel->state]), when, who);
    }
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct parcel *parcel = record;
    if (!strcmp(column, "state"))
        write_state(view, parcel, cell->text, sizeof cell->text);
    else if (!strcmp(column, "urgent"))
        text_copy(cell->text, sizeof cell->text, parcel->urgent ? _("urgent") : "");
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct parcel *parcel = record;
    if (parcel->state != PARCEL_SHELF)
        return STYLE_MUTED;
    return parcel->urgent || parcel_is_late(application_store(view), parcel, clock_now()) ? STYLE_WARNING
                                                                                          : STYLE_NORMAL;
}

void parcel_name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct parcel *parcel = record;
    char label[NAME_BYTES] = "";
    place_label_of(application_store(view), parcel->place_id, label, sizeof label);
    snprintf(text, size, _("%1$.80s %2$d parcels"), label, parcel->pieces);
    if (parcel->shelf[0]) {
        size_t length = strlen(text);
        snprintf(text + length, size - length, " (%s)", parcel->shelf);
    }
}

/* A courier brings many: carrier and shelf stay. */
static void next(const struct view *view, const void *saved, void *record)
{
    const struct parcel *before = saved;
    struct parcel *parcel = record;
    (void)view;
    text_copy(parcel->carrier, sizeof parcel->carrier, before->carrier);
    text_copy(parcel->shelf, sizeof parcel->shelf, before->shelf);
}

static void say_shelf(struct view *view, int64_t place_id)
{
    struct parcel rows[ROWS_MOST];
    char words[NOTE_BYTES];
    int count = 0, pieces = 0;
    if (!parcel_of_place(application_store(view), place_id, rows, ROWS_MOST, &count, &pieces, NULL) || !count)
        return;
    snprintf(words, sizeof words,
             rows[0].shelf[0] ? _("On the shelf already: %1$d (%2$s)") : _("On the shelf already: %1$d"), pieces,
             rows[0].shelf);
    register_form_say(view, NOTE_PLAIN, words);
}

static void changed(struct view *view, const char *field)
{
    char words[NOTE_BYTES];
    int64_t place_id = register_form_place(view);
    if (field[0] && strcmp(field, "place"))
        return;
    register_form_hush(view);
    expected_observation(application_store(view), place_id, clock_now(), words, sizeof words);
    if (words[0])
        register_form_say(view, NOTE_WARNING, _("! Under observation: bring it to the door."));
    if (!((const struct record_head *)register_form_record(view))->id)
        say_shelf(view, place_id);
}

static const struct register_screen parcels = {
    .rules = &parcel_rules,
    .form = &screen_parcel_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .changed = changed,
    .next = next,
    .name = parcel_name,
};

/* ---- handing out ---- */

static void run_hand_out(struct view *view)
{
    struct parcel_open open = {.parcel = *(const struct parcel *)register_selected(view)};
    ui_open(view->ui, &screen_parcel_out, &open);
}

static const char *shelf_why_not(const struct view *view)
{
    const struct parcel *parcel = register_selected(view);
    if (parcel && parcel->head.voided[0])
        return _("This parcel is void.");
    return parcel && parcel->state != PARCEL_SHELF ? _("It is off the shelf already; - puts it back.") : NULL;
}

static void back_answered(struct view *view, bool yes)
{
    const struct parcels *state = view->state;
    struct err err = {0};
    if (!yes)
        return;
    if (!parcel_put_back(application_store(view), state->back_id, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("Back on the shelf: %s   Ctrl-Z undoes"), state->back);
    application_saved(view);
}

static void run_back(struct view *view)
{
    struct parcels *state = view->state;
    const struct parcel *parcel = register_selected(view);
    char text[NAME_BYTES * 3];
    state->back_id = parcel->head.id;
    parcel_name(view, parcel, state->back, sizeof state->back);
    snprintf(text, sizeof text, _("Handed out by mistake? %s stands on the shelf again."), state->back);
    prompt_confirm(view, text, _("Put back"), back_answered);
}

static const char *done_why_not(const struct view *view)
{
    const struct parcel *parcel = register_selected(view);
    if (parcel && parcel->head.voided[0])
        return _("This parcel is void.");
    return parcel && parcel->state == PARCEL_SHELF ? _("It stands on the shelf already.") : NULL;
}

static const struct column columns[] = {
    {.heading = N_("Household"), .name = "place", .width = 12, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Pieces"), .name = "pieces", .width = 6, .priority = 9, .right = true},
    {.heading = N_("Shelf"), .name = "shelf", .width = 6, .priority = 8},
    {.heading = N_("Urgent"), .name = "urgent", .width = 6, .priority = 8},
    {.heading = N_("State"), .name = "state", .width = 19, .grow = 1, .most = 36, .priority = 9},
    {.heading = N_("Arrived"), .name = "arrived_at", .width = 11, .priority = 6},
    {.heading = N_("Carrier"), .name = "carrier", .width = 8, .grow = 1, .most = 20, .priority = 5, .free_text = true},
    {.heading = N_("By"), .name = "officer", .width = 8, .priority = 3},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 2, .priority = 2, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Parcels that wait for a household stand here, the oldest first. F7 takes one in."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("parcel.add", &screen_parcel_form,
                 N_("Takes a parcel in; the form stays open for the next: room, Enter, Enter.")),
    {.name = "parcel.hand_out",
     .verb = "parcel.hand_out",
     .label = N_("Hand out"),
     .help = N_("Hands out what stands on the shelf for this household, all of it or only this one."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_hand_out,
     .opens = &screen_parcel_out,
     .why_not = shelf_why_not},
    {.name = "parcel.back",
     .verb = "parcel.put_back",
     .label = N_("Put back"),
     .help = N_("Handed out by mistake: it stands on the shelf again."),
     .keys = {'-'},
     .priority = 42,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_back,
     .why_not = done_why_not},
    REGISTER_EDIT("parcel.edit", &screen_parcel_form, N_("Corrects the selected parcel.")),
    REGISTER_VOID("parcel.void", N_("Voids the selected parcel, with a reason.")),
    REGISTER_TURN("parcel.which", N_("Shows what stands on the shelf, what was handed out, or all.")),
    REGISTER_BOOKLET("parcel.booklet"),
    REGISTER_HISTORY("parcel.history", N_("Who changed what of the selected parcel, and when.")),
};
static const struct field fields[] = {
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("room / who lives there"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_REQUIRED},
    {.name = "pieces", .label = N_("Pieces"), .width = 4, .flags = FIELD_STOP},
    {.name = "shelf", .label = N_("Shelf"), .hint = N_("such as A3"), .width = 8, .flags = FIELD_SAME_LINE},
    {.name = "carrier", .label = N_("Carrier"), .hint = N_("or what it is"), .width = 16},
    {.name = "urgent",
     .label = N_("Urgent"),
     .hint = N_("medicine, goes bad"),
     .kind = FIELD_CHOICE,
     .width = 6,
     .flags = FIELD_SAME_LINE,
     .choices = yes_labels},
    {.name = "arrived_at",
     .label = N_("Arrived"),
     .hint = N_("empty = now"),
     .kept_hint = N_("empty = unchanged"),
     .width = 17},
    {.name = "note", .label = N_("Remark"), .width = 24, .flags = FIELD_SAME_LINE},
};
static const struct form_def form = REGISTER_FORM("parcel", fields);

const struct screen_def screen_parcel_form = REGISTER_FORM_SCREEN("parcel_form", N_("Parcel"), &parcels, &form, 76);
const struct screen_def screen_parcels = REGISTER_LIST_SCREEN_WITH(
    "parcels", N_("Parcel shelf"), &parcels, &list, actions, TOPIC_VISITOR | TOPIC_CLOCK, struct parcels);
