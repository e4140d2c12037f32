/* Last week once more, or a pattern of days again and again: what is asked before the plan is shown. */
#include "screens/roster_copy.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/moment.h"
#include "gatepost/roster_plan.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/roster_plan.h"
#include <stdio.h>
#include <stdlib.h>

enum { DAYS_A_WEEK = 7 };
enum { REPEAT_WEEK, REPEAT_PATTERN };
enum { ALL_POSTS, ONE_POST };
struct roster_copy {
    int first_day;
    struct post post; /* head.id 0: none was selected */
};
static const char *const what_labels[] = {N_("The week before"), N_("A pattern of days"), NULL};
static const char *const posts_labels[] = {N_("All posts"), N_("Only this post"), NULL};

static bool open_copy(struct view *view, const void *argument, struct err *err)
{
    const struct roster_copy_open *open = argument;
    struct roster_copy *state = view->state;
    char day[TIME_SIZE];
    state->first_day = week_first_day(open && open->first_day ? open->first_day : clock_day(clock_now()));
    if (open && open->post_id && !record_get(application_store(view), &post_table, open->post_id, &state->post, err))
        return false;
    date_label(state->first_day, day);
    form_set_text(&view->form, "from", day + 5);
    form_set_text(&view->form, "length", "7");
    form_set_text(&view->form, "days", "7");
    return true;
}

/* ---- what the form says ---- */

static bool is_pattern(const struct view *view)
{
    return form_choice(&view->form, "what") == REPEAT_PATTERN;
}

static bool has_post(const struct view *view)
{
    return ((const struct roster_copy *)view->state)->post.head.id != 0;
}

struct repeat {
    int first_day, length, days;
    int64_t post_id;
};

static bool take_count(const struct view *view, const char *field, int *count, struct err *err)
{
    struct buffer folded = {0};
    char *end;
    text_fold_width(&folded, form_text(&view->form, field));
    long number = strtol(buffer_text(&folded), &end, 10);
    bool good = end != buffer_text(&folded) && *end == '\0' && number > 0 && number <= INT16_MAX;
    buffer_release(&folded);
    *count = (int)number;
    return good || err_field(err, ERR_INPUT, field, _("How many days? A number such as 7."));
}

static bool take(const struct view *view, struct repeat *repeat, struct err *err)
{
    const struct roster_copy *state = view->state;
    *repeat = (struct repeat){clock_day_add(state->first_day, -DAYS_A_WEEK), DAYS_A_WEEK, DAYS_A_WEEK, 0};
    if (has_post(view) && form_choice(&view->form, "posts") == ONE_POST)
        repeat->post_id = state->post.head.id;
    if (!is_pattern(view))
        return true;
    if (!date_near_parse(form_text(&view->form, "from"), clock_day(clock_now()), &repeat->first_day, err)) {
        err->field = "from";
        return false;
    }
    return take_count(view, "length", &repeat->length, err) && take_count(view, "days", &repeat->days, err);
}

/* "04-04 – 04-10 → 04-11 – 04-17": what is repeated and where it goes, as long as it can be understood. */
static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct roster_copy *state = view->state;
    struct repeat repeat;
    struct err ignored = {0};
    char from[TIME_SIZE], until[TIME_SIZE], target[TIME_SIZE], last[TIME_SIZE];
    *level = NOTE_PLAIN;
    if (index == 1 && has_post(view)) {
        snprintf(text, size, _("This post: %s"), state->post.name);
        return true;
    }
    if (index != 0 || !take(view, &repeat, &ignored))
        return false;
    int begins = clock_day_add(repeat.first_day, repeat.length);
    date_label(repeat.first_day, from);
    date_label(clock_day_add(begins, -1), until);
    date_label(begins, target);
    date_label(clock_day_add(begins, repeat.days - 1), last);
    snprintf(text, size, _("%1$s to %2$s again on %3$s to %4$s"), from + 5, until + 5, target + 5, last + 5);
    return true;
}

/* ---- on to the plan ---- */

static bool make(struct view *view, const struct repeat *repeat, struct roster_plan *plan, struct err *err)
{
    struct store *store = application_store(view);
    const struct roster_copy *state = view->state;
    bool good = is_pattern(view) ? roster_plan_pattern(store, repeat->first_day, repeat->length, repeat->days,
                                                       repeat->post_id, plan, err)
                                 : roster_plan_copy_week(store, state->first_day, repeat->post_id, plan, err);
    if (good && plan->count == 0)
        good = err_set(err, ERR_INPUT,
                       _("Nothing new to plan: nobody stands on those days, or all of them stand "
                         "there already."));
    if (!good)
        roster_plan_release(plan);
    return good;
}

/* Nothing is saved here: that is the plan's. */
static bool save(struct view *view, struct err *err)
{
    struct roster_plan plan = {0};
    struct repeat repeat;
    if (!take(view, &repeat, err) || !make(view, &repeat, &plan, err))
        return false;
    view_close(view);
    roster_plan_open(view->opener, &plan);
    return true;
}

static const struct field fields[] = {
    {.name = "what", .label = N_("roster|Repeat"), .kind = FIELD_CHOICE, .width = 20, .choices = what_labels},
    {.name = "from",
     .label = N_("First day"),
     .hint = N_("04-11, today"),
     .width = 12,
     .shown = is_pattern,
     .required = is_pattern},
    {.name = "length",
     .label = N_("Pattern, days"),
     .hint = N_("1 to 31"),
     .width = 4,
     .shown = is_pattern,
     .required = is_pattern},
    {.name = "days",
     .label = N_("Repeat for days"),
     .hint = N_("1 to 92, behind the pattern"),
     .width = 4,
     .shown = is_pattern,
     .required = is_pattern},
    {.name = "posts",
     .label = N_("roster|Posts"),
     .kind = FIELD_CHOICE,
     .width = 20,
     .choices = posts_labels,
     .shown = has_post},
};
static const struct form_def form = {
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .note = note,
    .save = save,
    .save_label = N_("Preview"),
};
const struct screen_def screen_roster_copy = {
    .name = "roster_copy",
    .title = N_("Repeat days"),
    .state_size = sizeof(struct roster_copy),
    .form = &form,
    .overlay = true,
    .columns = 64,
    .open = open_copy,
};
