/* roster sheet: a signed sign-in sheet posted back by the numbers of its rows, or only shown. */
#include "gatepost/sheet_post.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shift.h"

static const char *const step_names[] = {
    [SHEET_UNMARKED] = "unmarked", [SHEET_SAME] = "same",       [SHEET_IN] = "in",         [SHEET_OUT] = "out",
    [SHEET_MISSING] = "missing",   [SHEET_CORRECT] = "correct", [SHEET_BARRED] = "barred", NULL};
struct sheet_line {
    int number;
    enum sheet_step step;
    char span[SHIFT_SPAN_BYTES], words[2 * SHEET_WHY_BYTES];
    struct assignment assignment;
};
#define LINE(member) RECORD_AT(struct sheet_line, member)
static const struct record_field line_fields[] = {
    {"number", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, LINE(number), .width = 5, .label = N_("sheet|No.")},
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, LINE(assignment.head.id)},
    {"day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, LINE(assignment.day), .width = 10, .label = N_("Day")},
    {"shift", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(span), .width = 11, .said = SAID_AS_IT_IS,
     .label = N_("roster|Shift")},
    {"post", NULL, NULL, RECORD_ROW, RECORD_SHOWN, LINE(assignment.post_id), .width = 14, .label = N_("shift|Post"),
     .of = &post_table},
    {"volunteer", NULL, NULL, RECORD_ROW, RECORD_SHOWN, LINE(assignment.volunteer_id), .width = 12,
     .label = N_("Volunteer"), .of = &volunteer_table},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, LINE(assignment.state), .choices = assignment_state_names,
     .width = 10, .label = N_("State"), .labels = assignment_state_labels},
    {"step", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, LINE(step), .choices = step_names},
    {"words", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(words), .width = 1, .label = N_("sheet|By the sheet")},
    {0},
};

static bool print_rows(const struct command_call *call, const struct sheet_plan *plan)
{
    bool goes_on = print_header(call, line_fields);
    for (int i = 0; goes_on && i < plan->count; i++) {
        const struct sheet_row *row = &plan->rows[i];
        const struct assignment *one = &row->entry.assignment;
        struct sheet_line line = {.number = row->number, .step = row->step, .assignment = *one};
        struct buffer words = {0};
        sheet_row_words(row, &words);
        text_copy(line.words, sizeof line.words, buffer_text(&words));
        buffer_release(&words);
        shift_span_text(shift_span_of(one->day, one->starts_at, one->ends_at), line.span);
        goes_on = print_row(call, line_fields, &line);
    }
    return goes_on;
}

/* Without marks the rows are only shown. What cannot be is no reason to leave out the rest. */
static bool post(const struct command_call *call, struct sheet_plan *plan, struct err *err)
{
    int64_t id = 0;
    shift_begin(call);
    if (!read_id(call->argv[0], &id, err) || !sheet_plan_read(call->store, id, plan, err))
        return false;
    if (call->argc < 2)
        return true;
    return sheet_plan_mark(call->store, plan, call->argv[1], NULL, err) &&
           ((plan->changes == 0 && plan->unmarked < plan->count) || sheet_plan_save(call->store, plan, err));
}

static int run_sheet(const struct command_call *call)
{
    struct sheet_plan plan = {0};
    struct err err = {0};
    bool good = post(call, &plan, &err);
    if (good) {
        print_rows(call, &plan);
        if (call->argc > 1)
            report(call_has(call, "dry-run") ? _("%1$d would be posted, %2$d not possible, %3$d not mentioned.")
                                             : _("%1$d posted, %2$d not possible, %3$d not mentioned."),
                   plan.changes, plan.barred, plan.unmarked);
    }
    int code = !good ? report_error(&err) : output_end(plan.barred > 0 ? EXIT_PARTLY : EXIT_DONE);
    sheet_plan_release(&plan);
    return code;
}

static const struct command_option options[] = {
    {"dry-run", NULL, N_("check everything, save nothing")},
    {"json", NULL, N_("one JSON object a line")},
    {"tsv", NULL, N_("tab-separated, with a heading line")},
    {0},
};
const struct command roster_sheet_command = {
    .name = "roster sheet",
    .usage = "NUMBER [MARKS] [--dry-run] [--json | --tsv]",
    .help = N_("Post a signed sign-in sheet back by the numbers of its rows, as one step that is undone as one."),
    .more = N_("NUMBER is the printing's, it stands on every page. MARKS are what was written on the rows: 1 3 came, "
               "5q (5缺) did not, 7c20 (7迟20) came 20 minutes late, 2-6 are rows 2 to 6. Who came is signed in at the "
               "start of the shift, and out at its end when it is over. Rows that are not named stay as they are, as "
               "does what was signed in at the terminal, unless the sheet says otherwise. Without MARKS the rows are "
               "shown. Exit status 3: some rows could not be posted, the others were."),
    .title = N_("Sign-in sheet"),
    .examples = "  gatepost --officer 李敏 roster sheet 42 \"1 3 5缺 7迟20\" --dry-run\n"
                "  gatepost --officer 李敏 roster sheet 42 \"1-4 5q 7c20\"\n",
    .options = options,
    .least = 1,
    .most = 2,
    .access = ACCESS_WRITE,
    .verb = "roster.sheet",
    .run = run_sheet,
};
