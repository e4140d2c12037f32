/* Donations (捐赠, domain.md §5): who gave what, whether they were thanked, whether they may be named. */
#include "gatepost/buffer.h"
#include "gatepost/donation.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/posting.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/goods.h"
#include "screens/history.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { ITEMS_COLUMNS = 40 };

static const char *const scope_labels[] = {N_("All"), N_("To be thanked"), N_("All, void ones too"), NULL};

static void write_thanked(const struct donation *donation, char *text, size_t size)
{
    char when[TIME_SIZE];
    text_copy(text, size, donation->head.voided[0] ? donation->head.voided : _("not thanked"));
    if (donation->thanked_at && !donation->head.voided[0]) {
        moment_label(donation->thanked_at, when);
        text_copy(text, size, when);
    }
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct donation *donation = record;
    (void)view;
    if (!strcmp(column, "thanked_at"))
        write_thanked(donation, cell->text, sizeof cell->text);
    else if (!strcmp(column, "may_be_named"))
        text_copy(cell->text, sizeof cell->text,
                  donation->may_be_named < 0 ? "" : _(yes_labels[donation->may_be_named]));
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return ((const struct donation *)record)->thanked_at ? STYLE_NORMAL : STYLE_WARNING;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct donation *donation = record;
    char donor[NAME_BYTES];
    struct buffer words = {0};
    application_mask(application_of(view), MASK_NAME, donation->donor, donor, sizeof donor);
    buffer_format(&words, "%s: ", donor);
    text_cut(&words, donation->items, ITEMS_COLUMNS, false);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

/* Only who agreed to it is named in a chat, and then by the whole name: that is what they agreed to. */
static bool post(const struct view *view, const void *row, struct posting *posting)
{
    const struct donation *donation = (const void *)&((const struct register_row *)row)->record;
    char when[TIME_SIZE];
    (void)view;
    if (donation->head.voided[0])
        return false;
    if (!posting)
        return true;
    day_label(donation->at, when);
    posting_cell(posting, when);
    posting_cell(posting, donation->may_be_named == 1 ? donation->donor : _("somebody kind"));
    posting_cell(posting, donation->items);
    return true;
}

/* ---- the form ---- */

static void add_new(const struct donation_thing *things, int count, struct buffer *out)
{
    for (int i = 0; i < count; i++)
        if (!things[i].goods.head.id)
            buffer_format(out, "%s%s (%s)", out->length ? "、" : "", things[i].goods.name, things[i].goods.unit);
}

static void add_counted(const struct donation_thing *things, int count, struct buffer *out)
{
    char when[TIME_SIZE];
    for (int i = 0; i < count; i++) {
        if (!things[i].counted_at)
            continue;
        moment_label(things[i].counted_at, when);
        buffer_format(out, "%s%s (%s)", out->length ? "、" : "", things[i].goods.name, when);
    }
}

static void say_line(struct view *view, const char *format, struct buffer *words)
{
    char line[NOTE_BYTES];
    snprintf(line, sizeof line, format, buffer_text(words));
    if (words->length)
        register_form_say(view, NOTE_PLAIN, line);
    buffer_release(words);
}

/* As far as what is typed can be read. */
static void say_things(struct view *view)
{
    struct donation_thing things[ITEMS_MOST];
    struct donation donation;
    struct buffer fresh = {0}, counted = {0};
    int count = 0;
    register_form_hush(view);
    if (!register_form_take(view, &donation, NULL) ||
        !donation_things(application_store(view), donation.items, donation.at, things, &count, NULL, NULL))
        return;
    add_new(things, count, &fresh);
    add_counted(things, count, &counted);
    say_line(view, _("New on the list of goods: %s"), &fresh);
    say_line(view, _("Counted since, so it is in that count and does not enter once more: %s"), &counted);
}

static void changed(struct view *view, const char *field)
{
    if (!field[0] || !strcmp(field, "items") || !strcmp(field, "at"))
        say_things(view);
}

static bool is_stored(const struct view *view)
{
    return ((const struct record_head *)register_form_record(view))->id != 0;
}

static const struct register_screen donation_register = {
    .rules = &donation_rules,
    .form = &screen_donation_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .changed = changed,
    .words = goods_words,
    .name = name,
};

/* ---- thanked ---- */

static void run_thank(struct view *view)
{
    const struct donation *donation = register_selected(view);
    struct err err = {0};
    char donor[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, donation->donor, donor, sizeof donor);
    if (!donation_thank(application_store(view), donation->head.id, donation->head.rev, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("Thanked: %s   Ctrl-Z undoes"), donor);
    application_saved(view);
}

static const char *thank_why_not(const struct view *view)
{
    const struct donation *donation = register_selected(view);
    if (donation && donation->head.voided[0])
        return _("It is void.");
    return donation && donation->thanked_at ? _("They were thanked already.") : NULL;
}

/* The whole of it in the message row: the list has room for its beginning. */
static void note(const struct view *view, struct buffer *out)
{
    const struct donation *donation = register_selected(view);
    if (!donation)
        return;
    buffer_add(out, donation->items);
    if (donation->note[0])
        buffer_format(out, "   %s", donation->note);
}

static const struct column columns[] = {
    {.heading = N_("When"), .name = "at", .width = 11, .priority = 9},
    {.heading = N_("Donor"), .name = "donor", .width = 12, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Given"), .name = "items", .width = 20, .grow = 3, .priority = 9},
    {.heading = N_("Thanked"), .name = "thanked_at", .width = 11, .priority = 8},
    {.heading = N_("Named"), .name = "may_be_named", .width = 6, .priority = 6},
    {.heading = N_("Received by"), .name = "received_by", .width = 11, .grow = 1, .most = 14, .priority = 5},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 3},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 1, .priority = 2, .free_text = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct register_row),
    .fetch = register_fetch,
    .reread = register_reread,
    .key = register_key,
    .cell = register_cell,
    .post = post,
    .row_style = register_row_style,
    .filter = register_filter,
    .empty = N_("What people, shops and companies gave stands here. F7 writes down the first; it enters the stock."),
    .empty_filtered = N_("No donation matches. Esc shows all again."),
};
static const struct action actions[] = {
    {.name = "donation.thank",
     .verb = "donation.thank",
     .label = N_("Thank"),
     .help = N_("The donor of the selected donation was thanked now."),
     .keys = {'+', KEY_CTRL('G')},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_thank,
     .why_not = thank_why_not},
    REGISTER_ADD("donation.add", &screen_donation_form,
                 N_("Writes down a donation: who gave what. It enters the stock at once; what is new comes onto the "
                    "list of goods.")),
    REGISTER_EDIT("donation.edit", &screen_donation_form,
                  N_("Corrects the selected donation; other amounts correct the stock.")),
    REGISTER_VOID("donation.void", N_("Voids the selected donation, with a reason; the stock gives it back.")),
    REGISTER_TURN("donation.which", N_("Shows all, those whose donor is still to be thanked, or the void ones too.")),
    {.name = "donation.goods",
     .label = N_("Goods"),
     .help = N_("The list of goods with what there is of each."),
     .keys = {'3'},
     .priority = 45,
     .opens = &screen_goods},
    {.name = "donation.ledger",
     .label = N_("Ledger"),
     .help = N_("The ledger of the stock: what came, what went, what was counted."),
     .keys = {'4'},
     .priority = 44,
     .opens = &screen_stock},
    REGISTER_HISTORY("donation.history", N_("Who changed what of the selected donation, and when.")),
    REGISTER_LOOK("donation.look"),
};
static const struct field fields[] = {
    {.name = "donor",
     .label = N_("Donor"),
     .hint = N_("a person, a shop, a company"),
     .kind = FIELD_SUGGEST,
     .width = 30,
     .flags = FIELD_REQUIRED},
    {.name = "items",
     .label = N_("Given"),
     .missing = N_("What was given? Type things and amounts, such as 口罩1000只 大米20袋."),
     .help = N_("Things with amount and unit, spaces between: 口罩1000只 大米20袋."),
     .kind = FIELD_SUGGEST,
     .width = 56,
     .flags = FIELD_REQUIRED | FIELD_WORDS | FIELD_STOP},
    {.name = "may_be_named",
     .label = N_("May be named"),
     .hint = N_("in public"),
     .kind = FIELD_CHOICE,
     .width = 14,
     .choices = answer_labels},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "received_by", .label = N_("Received by"), .hint = N_("empty = you"), .width = 20},
    {.name = "at", .label = N_("When"), .hint = N_("empty = now"), .kept_hint = N_("empty = unchanged"), .width = 17},
    {.name = "thanked_at", .label = N_("Thanked"), .hint = N_("empty = not yet"), .width = 17, .shown = is_stored},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = REGISTER_FORM("donation", fields);

const struct screen_def screen_donation_form =
    REGISTER_FORM_SCREEN("donation_form", N_("Donation"), &donation_register, &form, 76);
const struct screen_def screen_donations = {
    .name = "donations",
    .title = N_("Donations"),
    .subject = &donation_register,
    .state_size = sizeof(struct register_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_STOCK | TOPIC_CLOCK | TOPIC_SESSION,
    .heading = register_heading,
    .note = note,
};
