/* One request whole: each thing of it, who has it, what became of it; everything that can become of it by its key. */
#include "gatepost/buffer.h"
#include "gatepost/registers.h"
#include "screens/supplies.h"
#include "screens/supply_detail.h"

struct request {
    struct supply_screen shared;
    int64_t id;
    struct supply supply;
    struct supply_detail detail;
    int first; /* the line on top */
};

static bool open_request(struct view *view, const void *argument, struct err *err)
{
    struct request *state = view->state;
    state->id = *(const int64_t *)argument;
    return record_get(application_store(view), &supply_table, state->id, &state->supply, err);
}

static bool load(struct view *view, struct err *err)
{
    struct request *state = view->state;
    supply_detail_load(view, state->id, &state->detail);
    return record_get(application_store(view), &supply_table, state->id, &state->supply, err);
}

static const void *selected(const struct view *view)
{
    return &((const struct request *)view->state)->supply;
}

static void heading(const struct view *view, struct buffer *out)
{
    char name[NAME_BYTES];
    supply_name(view, supply_here(view), name, sizeof name);
    buffer_add(out, name);
}

static void status(const struct view *view, struct buffer *out)
{
    buffer_add(out, words_context(supply_state_labels[supply_here(view)->state]));
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct request *state = view->state;
    struct rect inside = {rect.row, rect.column + 1, rect.rows, rect.columns - 2};
    supply_detail_draw(&state->detail, state->first, canvas, inside);
}

static void run_scroll(struct view *view)
{
    struct request *state = view->state;
    int first = state->first + (int)view->running->argument;
    state->first = first < 0 ? 0 : first < state->detail.count ? first : state->detail.count - 1;
}

static const struct register_screen subject = {
    .rules = &supply_rules,
    .form = &screen_supply_form,
    .selected = selected,
    .name = supply_name,
};
static const struct action actions[] = {
    SUPPLY_ACTIONS,
    {.name = "supply.up",
     .label = N_("Up"),
     .help = N_("Shows the lines above."),
     .keys = {KEY_UP, 'k', KEY_PAGE_UP},
     .flags = ACTION_HIDDEN,
     .run = run_scroll,
     .argument = -1},
    {.name = "supply.down",
     .label = N_("Down"),
     .help = N_("Shows the lines below."),
     .keys = {KEY_DOWN, 'j', KEY_PAGE_DOWN},
     .flags = ACTION_HIDDEN,
     .run = run_scroll,
     .argument = 1},
};
const struct screen_def screen_supply = {
    .name = "supply",
    .title = N_("Request"),
    .subject = &subject,
    .state_size = sizeof(struct request),
    .actions = ACTION_TABLE(actions),
    .topics =
        TOPIC_SUPPLY | TOPIC_STOCK | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_FOLLOW_UP | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_request,
    .load = load,
    .heading = heading,
    .status = status,
    .draw = draw,
};
