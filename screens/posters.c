/* Posters, banners, leaflets and announcements (domain.md §10), with what remains of them in all. */
#include "gatepost/moment.h"
#include "gatepost/poster_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdlib.h>
#include <string.h>

struct posters {
    struct register_list list;
    struct poster_remains total;
    int64_t down_id, down_rev; /* being asked how many remain */
    char down[NAME_BYTES];
};
static const char *const scope_labels[] = {N_("Hanging"), N_("Taken down"), N_("Announced"), N_("All"), NULL};

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct poster *poster = record;
    char when[TIME_SIZE] = "";
    (void)view;
    if (strcmp(column, "remain") != 0 && strcmp(column, "down") != 0)
        return false;
    if (poster->kind == POSTER_ANNOUNCEMENT) {
        text_copy(cell->text, sizeof cell->text, "");
        return true;
    }
    if (strcmp(column, "remain") == 0)
        return false;
    if (poster->down_at)
        moment_label(poster->down_at, when);
    text_copy(cell->text, sizeof cell->text, when);
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct poster *poster = record;
    (void)view;
    return poster->kind != POSTER_ANNOUNCEMENT && poster->remain == 0 ? STYLE_MUTED : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    (void)view;
    text_copy(text, size, ((const struct poster *)record)->title);
}

/* Whoever hangs many writes the same but for the building. */
static void next(const struct view *view, const void *saved, void *record)
{
    const struct poster *before = saved;
    struct poster *poster = record;
    (void)view;
    poster->kind = before->kind;
    poster->pieces = before->pieces;
    text_copy(poster->title, sizeof poster->title, before->title);
    text_copy(poster->by_whom, sizeof poster->by_whom, before->by_whom);
}

static const struct register_screen posters = {
    .rules = &poster_rules,
    .form = &screen_poster_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .next = next,
    .name = name,
};

/* ---- what remains ---- */

static bool load(struct view *view, struct err *err)
{
    struct posters *state = view->state;
    int count;
    return poster_remains(application_store(view), NULL, 0, &count, &state->total, err);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct posters *state = view->state;
    const char *between = "";
    buffer_add(out, _("Remain: "));
    for (int kind = 0; kind < POSTER_KIND_COUNT; kind++) {
        if (!state->total.pieces[kind])
            continue;
        buffer_format(out, "%s%s %lld", between, _(poster_kind_labels[kind]), (long long)state->total.pieces[kind]);
        between = "  ";
    }
    if (!between[0])
        buffer_add(out, _("nothing"));
}

static void run_remains(struct view *view)
{
    ui_open(view->ui, &screen_poster_remains, NULL);
}

/* ---- taken down ---- */

/* Full-width digits too, as an input method types them. */
static bool read_count(const char *text, int *count)
{
    enum { DIGITS_MOST = 6 };
    struct buffer folded = {0};
    text_fold_width(&folded, text);
    size_t digits = strspn(buffer_text(&folded), "0123456789");
    bool good = digits > 0 && digits <= DIGITS_MOST && digits == folded.length;
    if (good)
        *count = atoi(buffer_text(&folded));
    buffer_release(&folded);
    return good;
}

static bool down_answered(struct view *view, const char *text, struct err *err)
{
    const struct posters *state = view->state;
    int remain = 0;
    if (!text)
        return true;
    if (!read_count(text, &remain))
        return err_set(err, ERR_INPUT, _("How many still hang? A number; 0: all are down."));
    if (!poster_take_down(application_store(view), state->down_id, state->down_rev, remain, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("%1$s: %2$d remain.   Ctrl-Z undoes"), state->down, remain);
    application_saved(view);
    return true;
}

static void run_down(struct view *view)
{
    struct posters *state = view->state;
    const struct poster *poster = register_selected(view);
    state->down_id = poster->head.id;
    state->down_rev = poster->head.rev;
    text_copy(state->down, sizeof state->down, poster->title);
    prompt_line(view, state->down, _("How many still hang"), "0", down_answered);
}

static const char *down_why_not(const struct view *view)
{
    const struct poster *poster = register_selected(view);
    if (poster && poster->head.voided[0])
        return _("It is void.");
    return poster && poster->kind == POSTER_ANNOUNCEMENT ? _("Of an announcement nothing remains.") : NULL;
}

static const struct column columns[] = {
    {.heading = N_("Building"), .name = "building", .width = 12, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Kind"), .name = "kind", .width = 8, .priority = 8},
    {.heading = N_("Title"), .name = "title", .width = 14, .grow = 2, .most = 40, .priority = 9},
    {.heading = N_("Remain"), .name = "remain", .width = 6, .priority = 8, .right = true},
    {.heading = N_("Pieces"), .name = "pieces", .width = 6, .priority = 6, .right = true},
    {.heading = N_("By"), .name = "by", .width = 8, .priority = 5},
    {.heading = N_("Put up"), .name = "at", .width = 11, .priority = 7},
    {.heading = N_("Came down"), .name = "down", .width = 11, .priority = 4},
    {.heading = N_("Place"), .name = "place", .width = 10, .priority = 3, .zoomed_only = true},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 1, .priority = 2, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Posters, banners and leaflets stand here, and what was announced. F7 adds the first."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    {.name = "poster.remains",
     .label = N_("Remain"),
     .help = N_("What remains at each building, added up by kind."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 72,
     .run = run_remains,
     .opens = &screen_poster_remains},
    REGISTER_ADD("poster.add", &screen_poster_form,
                 N_("Writes down what was put up, handed out or announced; the form stays open for the next building. "
                    "Kind \"Announcement\" is the record of loudspeaker and other announcements.")),
    {.name = "poster.down",
     .verb = "poster.down",
     .label = N_("TakeDown"),
     .help = N_("Some or all of the selected came down: asks how many remain."),
     .keys = {'-'},
     .priority = 60,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_down,
     .why_not = down_why_not},
    REGISTER_EDIT("poster.edit", &screen_poster_form, N_("Corrects the selected poster.")),
    REGISTER_VOID("poster.void", N_("Voids the selected poster, with a reason.")),
    REGISTER_TURN("poster.which", N_("Shows what hangs, what was taken down, what was announced, or all.")),
    REGISTER_HISTORY("poster.history", N_("Who changed what of the selected poster, and when.")),
};
/* What is put up now has not come down. */
static bool is_kept(const struct view *view)
{
    return ((const struct record_head *)register_form_record(view))->id != 0;
}

static const struct field fields[] = {
    {.name = "kind", .label = N_("Kind"), .kind = FIELD_CHOICE, .width = 14, .choices = poster_kind_labels},
    {.name = "title", .label = N_("Title"), .kind = FIELD_SUGGEST, .width = 40, .flags = FIELD_REQUIRED},
    {.name = "building", .label = N_("Building"), .hint = N_("or a place below"), .kind = FIELD_SUGGEST, .width = 24},
    {.name = "place", .label = N_("Place"), .hint = N_("room / name"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "pieces", .label = N_("Pieces"), .width = 6},
    {.name = "at", .label = N_("Put up"), .hint = N_("empty = now"), .kept_hint = N_("empty = unchanged"), .width = 17},
    {.name = "by", .label = N_("Put up by"), .kind = FIELD_SUGGEST, .width = 20},
    {.name = "gone", .label = N_("Gone"), .width = 6, .shown = is_kept},
    {.name = "down", .label = N_("Came down"), .width = 17, .shown = is_kept},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = REGISTER_FORM("poster", fields);

const struct screen_def screen_poster_form =
    REGISTER_FORM_SCREEN("poster_form", N_("Poster or leaflet"), &posters, &form, 70);
const struct screen_def screen_posters = {
    .name = "posters",
    .title = N_("Posters and leaflets"),
    .subject = &posters,
    .state_size = sizeof(struct posters),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_NOTICE | TOPIC_PEOPLE | TOPIC_SESSION,
    .heading = register_heading,
    .load = load,
    .status = status,
};
