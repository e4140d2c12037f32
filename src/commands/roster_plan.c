/* Plans of the roster on the command line: roster copy, roster pattern; roster fill prints the same rows. */
#include "roster_plan.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include <string.h>

enum { DAYS_A_WEEK = 7 };

/* ---- what was said ---- */

bool roster_days_said(const struct command_call *call, int *first_day, int *last_day, struct err *err)
{
    const char *week = call_option(call, "week"), *one = call_option(call, "day");
    int day = clock_day(clock_now());
    if (week != NULL && one != NULL)
        return err_set(err, ERR_INPUT, _("A week or a day: say one of them."));
    if ((week != NULL && !shift_day_parse(week, &day, err)) || (one != NULL && !shift_day_parse(one, &day, err)))
        return false;
    *first_day = one != NULL ? day : week_first_day(day);
    *last_day = one != NULL ? day : clock_day_add(*first_day, DAYS_A_WEEK - 1);
    return true;
}

bool roster_volunteer_said(const struct command_call *call, int64_t *volunteer_id, struct err *err)
{
    const char *said = call_option(call, "volunteer");
    *volunteer_id = 0;
    return said == NULL || shift_volunteer(call, said, volunteer_id, err);
}

/* ---- a plan printed ---- */

struct plan_line {
    char part[8], span[SHIFT_SPAN_BYTES];
    struct roster_planned row;
};
#define LINE(member) RECORD_AT(struct plan_line, member)
static const struct record_field line_fields[] = {
    {"part", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(part)},
    {"day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, LINE(row.shift.day), .width = 10, .label = N_("Day")},
    {"shift", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(span), .width = 11, .label = N_("roster|Shift")},
    {"post", NULL, NULL, RECORD_ROW, RECORD_SHOWN, LINE(row.shift.post_id), .width = 14, .label = N_("shift|Post"),
     .of = &post_table},
    {"volunteer", NULL, NULL, RECORD_ROW, RECORD_SHOWN, LINE(row.volunteer_id), .width = 12, .label = N_("Volunteer"),
     .of = &volunteer_table},
    {"chosen", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, LINE(row.chosen), .width = 6, .label = N_("plan|Chosen")},
    {"why", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(row.why), .width = 1, .label = N_("plan|Why")},
    {0},
};
struct open_line {
    char part[8], span[SHIFT_SPAN_BYTES];
    struct roster_left_open open;
};
#define OPEN(member) RECORD_AT(struct open_line, member)
static const struct record_field open_fields[] = {
    {"part", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, OPEN(part)},
    {"day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, OPEN(open.shift.day), .width = 10, .label = N_("Day")},
    {"shift", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, OPEN(span), .width = 11, .label = N_("roster|Shift")},
    {"post", NULL, NULL, RECORD_ROW, RECORD_SHOWN, OPEN(open.shift.post_id), .width = 14, .label = N_("shift|Post"),
     .of = &post_table},
    {"missing", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, OPEN(open.missing), .width = 12,
     .label = N_("People missing")},
    {"why", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, OPEN(open.why), .width = 1, .label = N_("plan|Why")},
    {0},
};

static void span_text(const struct fit_shift *shift, char text[SHIFT_SPAN_BYTES])
{
    text[0] = '\0';
    if (shift->ends_at != 0)
        shift_span_text(shift_span_of(shift->day, shift->starts_at, shift->ends_at), text);
}

/* Who is no volunteer has no name of the register. */
static void name_unknown(const struct roster_planned *row, char *why, size_t size)
{
    struct buffer words = {0};
    buffer_format(&words, "%s: %s", row->name, row->why);
    text_copy(why, size, buffer_text(&words));
    buffer_release(&words);
}

static bool print_rows(const struct command_call *call, const struct roster_plan *plan)
{
    bool goes_on = print_header(call, line_fields);
    for (int i = 0; goes_on && i < plan->count; i++) {
        struct plan_line line = {.part = "row", .row = plan->rows[i]};
        span_text(&line.row.shift, line.span);
        if (line.row.volunteer_id == 0)
            name_unknown(&plan->rows[i], line.row.why, sizeof line.row.why);
        goes_on = print_row(call, line_fields, &line);
    }
    return goes_on;
}

static void print_open(const struct command_call *call, const struct roster_plan *plan)
{
    struct buffer blank = {0};
    buffer_add(&blank, call_format(call) == FORMAT_JSON ? "" : "\n");
    bool goes_on = output_write(&blank) && print_header(call, open_fields);
    for (int i = 0; goes_on && i < plan->open_count; i++) {
        struct open_line line = {.part = "open", .open = plan->open[i]};
        span_text(&line.open.shift, line.span);
        goes_on = print_row(call, open_fields, &line);
    }
    buffer_release(&blank);
}

/* With a reason whoever may be taken knowingly is taken. */
static void choose_with_reason(struct roster_plan *plan)
{
    for (int i = 0; i < plan->count; i++)
        plan->rows[i].chosen |=
            plan->rows[i].fit.bars != 0 && !plan->rows[i].full && !shift_fit_forbidden(&plan->rows[i].fit);
}

static void report_saved(const struct command_call *call, const struct roster_plan *plan, int saved, int left_out)
{
    int missing = 0;
    for (int i = 0; i < plan->open_count; i++)
        missing += plan->open[i].missing;
    report(call_has(call, "dry-run") ? _("%1$d would be planned, %2$d left out, %3$d people still missing.")
                                     : _("%1$d planned, %2$d left out, %3$d people still missing."),
           saved, left_out, missing);
}

int roster_plan_run(const struct command_call *call, struct roster_plan *plan)
{
    const char *reason = call_option(call, "reason");
    struct err err = {0};
    int saved = 0, left_out = 0;
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (reason != NULL && reason[0] != '\0')
        choose_with_reason(plan);
    bool good = roster_plan_save(call->store, plan, reason != NULL ? reason : "", &saved, &left_out, &err);
    if (good && print_rows(call, plan) && plan->open_count > 0)
        print_open(call, plan);
    if (good)
        report_saved(call, plan, saved, left_out);
    roster_plan_release(plan);
    return good ? EXIT_DONE : report_error(&err);
}

/* ---- roster copy, roster pattern ---- */

static int run_copy(const struct command_call *call)
{
    struct roster_plan plan = {0};
    struct err err = {0};
    int64_t post_id = 0;
    int first_day = 0, last_day = 0;
    if (!roster_days_said(call, &first_day, &last_day, &err) || !shift_post_said(call, &post_id, &err) ||
        !roster_plan_copy_week(call->store, first_day, post_id, &plan, &err)) {
        roster_plan_release(&plan);
        return report_error(&err);
    }
    return roster_plan_run(call, &plan);
}

static bool read_count(const struct command_call *call, const char *option, int standard, int *count, struct err *err)
{
    const char *said = call_option(call, option);
    int64_t number = standard;
    bool good = said == NULL || read_id(said, &number, err);
    *count = number > INT32_MAX ? INT32_MAX : (int)number;
    return good;
}

static int run_pattern(const struct command_call *call)
{
    const char *from = call_option(call, "from");
    struct roster_plan plan = {0};
    struct err err = {0};
    int64_t post_id = 0;
    int first_day = clock_day(clock_now()), length = 0, days = 0;
    if ((from != NULL && !shift_day_parse(from, &first_day, &err)) ||
        !read_count(call, "length", DAYS_A_WEEK, &length, &err) || !read_count(call, "days", length, &days, &err) ||
        !shift_post_said(call, &post_id, &err) ||
        !roster_plan_pattern(call->store, first_day, length, days, post_id, &plan, &err)) {
        roster_plan_release(&plan);
        return report_error(&err);
    }
    return roster_plan_run(call, &plan);
}

static const struct command_option copy_options[] = {
    {"week", "DAY", N_("into the week of this day; this week if nothing is said")},
    {"post", "NAME", N_("only this post")},
    ROSTER_PLAN_OPTIONS,
    {0},
};
static const struct command_option pattern_options[] = {
    {"from", "DAY", N_("the first day of the pattern; today if nothing is said")},
    {"length", "NUMBER", N_("how many days the pattern has; 7 if nothing is said")},
    {"days", "NUMBER", N_("for how many days behind it; once if nothing is said")},
    {"post", "NAME", N_("only this post")},
    ROSTER_PLAN_OPTIONS,
    {0},
};
const struct command roster_copy_command = {
    .name = "roster copy",
    .usage = "[--week DAY] [--post NAME] [--reason TEXT] [--dry-run] [--json | --tsv]",
    .help = N_("Copy the week before into a week: whoever nothing speaks against, as one step that is undone as one."),
    .more =
        N_("Who stands there already stays, and nobody is planned where enough stand. Stand-ins are not copied, but "
           "those they stood in for. The rows tell what speaks against the others, and what stays open."),
    .title = N_("Planned shifts"),
    .examples = "  gatepost --officer 李敏 roster copy --week 04-18 --dry-run\n"
                "  gatepost --officer 李敏 roster copy --week 04-18 --post 南门\n",
    .options = copy_options,
    .access = ACCESS_WRITE,
    .verb = "roster.copy",
    .run = run_copy,
};
const struct command roster_pattern_command = {
    .name = "roster pattern",
    .usage =
        "[--from DAY] [--length NUMBER] [--days NUMBER] [--post NAME] [--reason TEXT] [--dry-run] [--json | --tsv]",
    .help = N_("Repeat what stands on some days again and again for the days behind them, as one step."),
    .more = N_("A pattern of three days from 04-11 for nine days: 04-14 is like 04-11, 04-15 like 04-12, up to 04-22. "
               "What holds for a copied week holds here."),
    .title = N_("Planned shifts"),
    .examples = "  gatepost --officer 李敏 roster pattern --from 04-11 --length 3 --days 9\n",
    .options = pattern_options,
    .access = ACCESS_WRITE,
    .verb = "roster.copy",
    .run = run_pattern,
};
