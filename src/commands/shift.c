/* shift in, out, list: who is there. */
#include "shift.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "registry.h"
#include <stdlib.h>

enum { ROWS_AT_FIRST = 512 };

struct shift_row {
    char span[SHIFT_SPAN_BYTES];
    int late;
    bool seeking;
    struct assignment assignment;
};
#define ROW(member) RECORD_AT(struct shift_row, member)
static const struct record_field shift_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, ROW(assignment.head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, ROW(assignment.head.rev)},
    {"day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, ROW(assignment.day), .width = 10, .label = N_("Day")},
    {"shift", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ROW(span), .width = 11, .said = SAID_AS_IT_IS,
     .label = N_("roster|Shift")},
    {"post", NULL, NULL, RECORD_ROW, RECORD_SHOWN, ROW(assignment.post_id), .width = 14, .label = N_("shift|Post"),
     .of = &post_table},
    {"volunteer", NULL, NULL, RECORD_ROW, RECORD_SHOWN, ROW(assignment.volunteer_id), .width = 12,
     .label = N_("Volunteer"), .of = &volunteer_table},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, ROW(assignment.state), .choices = assignment_state_names,
     .width = 10, .label = N_("State"), .labels = assignment_state_labels},
    {"seeking", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, ROW(seeking), .label = N_("Looks for a stand-in")},
    {"arrived_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ROW(assignment.arrived_at), .width = 19,
     .label = N_("Signed in")},
    {"late", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(late), .width = 5, .label = N_("Minutes late")},
    {"left_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ROW(assignment.left_at), .width = 19,
     .label = N_("Signed out")},
    {"not_signed_out", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, ROW(assignment.not_signed_out),
     .label = N_("Not signed out")},
    {"minutes", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(assignment.minutes), .width = 7, .label = N_("Minutes")},
    {"night_minutes", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(assignment.night_minutes),
     .label = N_("Minutes at night")},
    {"reason", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ROW(assignment.reason), .label = N_("shift|Reason")},
    {"note", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ROW(assignment.note), .label = N_("Remark")},
    {0},
};

static bool print_shift(const struct command_call *call, const struct assignment *one)
{
    struct shift_row row = {.assignment = *one, .late = shift_late_minutes(one), .seeking = one->seeking_at != 0};
    shift_span_text(shift_span_of(one->day, one->starts_at, one->ends_at), row.span);
    return print_row(call, shift_fields, &row);
}

/* ---- what is said ---- */

bool shift_volunteer(const struct command_call *call, const char *word, int64_t *volunteer_id, struct err *err)
{
    static const struct record_field field = {.name = "volunteer",
                                              .kind = RECORD_ROW,
                                              .size = sizeof(int64_t),
                                              .label = N_("Volunteer"),
                                              .of = &volunteer_table};
    return record_resolve(call->store, &field, volunteer_id, word, err) &&
           (*volunteer_id != 0 || err_field(err, ERR_INPUT, "volunteer", _("Who? Say the name of a volunteer.")));
}

bool shift_post_said(const struct command_call *call, int64_t *post_id, struct err *err)
{
    static const struct record_field field = {
        .name = "post", .kind = RECORD_ROW, .size = sizeof(int64_t), .label = N_("shift|Post"), .of = &post_table};
    const char *said = call_option(call, "post");
    *post_id = 0;
    return said == NULL || record_resolve(call->store, &field, post_id, said, err);
}

bool shift_day_said(const struct command_call *call, int *day, struct err *err)
{
    const char *said = call_option(call, "day");
    int today = clock_day(clock_now());
    int64_t at = 0;
    *day = today;
    if (said == NULL)
        return true;
    if (!date_is_ahead(said, today))
        return date_parse(said, today, day, err);
    if (!beginning_parse(said, clock_now(), &at, err))
        return false;
    *day = clock_day(at);
    return true;
}

bool shift_at_said(const struct command_call *call, const char *option, int64_t *at, struct err *err)
{
    const char *said = call_option(call, option);
    *at = 0;
    return said == NULL || moment_parse(said, clock_now(), at, err);
}

void shift_begin(const struct command_call *call)
{
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
}

int shift_answer(const struct command_call *call, bool good, int64_t id, const struct err *err)
{
    struct assignment one;
    if (!good)
        return report_error(err);
    if (call_has(call, "json") && record_get(call->store, &assignment_table, id, &one, NULL))
        print_shift(call, &one);
    else
        print_saved(call, id);
    return EXIT_DONE;
}

/* ---- in and out ---- */

static bool read_rev(const struct command_call *call, int64_t *rev, struct err *err)
{
    const char *said = call_option(call, "rev");
    *rev = -1;
    return said == NULL || read_id(said, rev, err);
}

static int run_in(const struct command_call *call)
{
    struct roster_entry entry = {0};
    struct err err = {0};
    int64_t volunteer_id = 0, post_id = 0, at = 0, rev = -1;
    shift_begin(call);
    bool good = shift_volunteer(call, call->argv[0], &volunteer_id, &err) && shift_post_said(call, &post_id, &err) &&
                shift_at_said(call, "at", &at, &err) && read_rev(call, &rev, &err) &&
                shift_meant_at(call->store, volunteer_id, post_id, at, &entry, &err) &&
                shift_in(call->store, entry.assignment.head.id, rev, at, &err);
    return shift_answer(call, good, entry.assignment.head.id, &err);
}

static int run_out(const struct command_call *call)
{
    struct roster_entry entry = {0};
    struct err err = {0};
    int64_t volunteer_id = 0, at = 0, rev = -1;
    shift_begin(call);
    bool good = shift_volunteer(call, call->argv[0], &volunteer_id, &err) && shift_at_said(call, "at", &at, &err) &&
                read_rev(call, &rev, &err) && shift_standing(call->store, volunteer_id, at, &entry, &err) &&
                shift_out(call->store, entry.assignment.head.id, rev, at, &err);
    return shift_answer(call, good, entry.assignment.head.id, &err);
}

/* ---- list ---- */

static bool read_day(const struct command_call *call, int day, int64_t post_id, struct roster_entry **entries,
                     int *count, struct err *err)
{
    int64_t from_at = clock_day_start(day), until_at = clock_day_start(clock_day_add(day, 1));
    int room = ROWS_AT_FIRST;
    *entries = memory_new((size_t)room, sizeof **entries);
    while (roster_read(call->store, from_at, until_at, post_id, 0, *entries, room, count, err)) {
        if (*count <= room)
            return true;
        room = *count;
        *entries = memory_resize(*entries, (size_t)room, sizeof **entries);
    }
    return false;
}

static int run_list(const struct command_call *call)
{
    struct roster_entry *entries = NULL;
    struct buffer words = {0};
    struct err err = {0};
    int64_t post_id = 0;
    int day = 0, count = 0;
    call_words(call, &words);
    bool good = shift_day_said(call, &day, &err) && shift_post_said(call, &post_id, &err) &&
                read_day(call, day, post_id, &entries, &count, &err);
    bool goes_on = good && print_header(call, shift_fields);
    for (int i = 0; goes_on && i < count; i++) {
        const struct assignment *one = &entries[i].assignment;
        if (one->day == day && record_matches(call->store, &assignment_table, one, buffer_text(&words)))
            goes_on = print_shift(call, one);
    }
    free(entries);
    buffer_release(&words);
    return good ? EXIT_DONE : report_error(&err);
}

static const struct command_option in_options[] = {
    {"post", "NAME", N_("where they sign in; the right post is named when it is another")},
    {"at", "TIME", N_("when; now if nothing is said")},
    SHIFT_OPTIONS_OF_CHANGES,
    {0},
};
static const struct command_option out_options[] = {
    {"at", "TIME", N_("when; now if nothing is said")},
    SHIFT_OPTIONS_OF_CHANGES,
    {0},
};
static const struct command_option list_options[] = {
    {"day", "DAY", N_("of which day; today if nothing is said")},
    {"post", "NAME", N_("at one post only")},
    OPTIONS_OF_LISTS,
    {0},
};

const struct command shift_in_command = {
    .name = "shift in",
    .usage = "WHO [--post NAME] [--at TIME]",
    .help = N_("Sign a volunteer in on their shift."),
    .more = N_("The shift is the one that runs or begins within two hours. At the wrong post or on the wrong day the "
               "right one is named. Signing in ends a shift before that nobody signed out of."),
    .examples = "  gatepost --officer 李敏 shift in 马小军\n"
                "  gatepost --officer 李敏 shift in 马小军 --post 东门 --at 21:55\n",
    .options = in_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "shift.in",
    .run = run_in,
};
const struct command shift_out_command = {
    .name = "shift out",
    .usage = "WHO [--at TIME]",
    .help = N_("Sign a volunteer out; what was worked is counted, and what of it at night."),
    .examples = "  gatepost --officer 李敏 shift out 马小军\n",
    .options = out_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "shift.out",
    .run = run_out,
};
const struct command shift_list_command = {
    .name = "shift list",
    .usage = "[--day DAY] [--post NAME] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the shifts of a day: who is put down, who came, who left."),
    .title = N_("Shifts"),
    .examples = "  gatepost shift list --day 昨天\n",
    .options = list_options,
    .most = -1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};
