/* hours: what volunteers have stood, those at night apart, in a week or between two days, and in all. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/record.h"
#include "gatepost/shift_time.h"
#include "gatepost/volunteer_hours.h"
#include "gatepost/words.h"
#include "record.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>
#include <stdlib.h>

enum { ROWS_MOST = 5000, WEEK_DAYS = 7 };
struct hours_row {
    int64_t volunteer_id;
    char name[NAME_BYTES], hours[HOURS_BYTES], night[HOURS_BYTES];
    struct volunteer_span span, all;
};

#define ROW(member) RECORD_AT(struct hours_row, member)
static const struct record_field fields[] = {
    {"volunteer_id", NULL, NULL, RECORD_ID, RECORD_SHOWN, ROW(volunteer_id), .width = 6, .label = N_("No.")},
    {"name", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ROW(name), .width = 14, .said = SAID_NAME,
     .label = N_("Volunteer")},
    {"shifts", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(span.shifts), .most = INT32_MAX, .width = 6,
     .label = N_("Shifts")},
    {"hours", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ROW(hours), .width = 8, .said = SAID_AS_IT_IS,
     .label = N_("hours|Worked")},
    {"night", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ROW(night), .width = 8, .said = SAID_AS_IT_IS,
     .label = N_("hours|At night")},
    {"minutes", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(span.minutes), .most = INT32_MAX},
    {"night_minutes", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(span.night_minutes), .most = INT32_MAX},
    {"planned_shifts", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(span.planned_shifts), .most = INT32_MAX},
    {"planned_minutes", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(span.planned_minutes), .most = INT32_MAX},
    {"all_shifts", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(all.shifts), .most = INT32_MAX, .width = 8,
     .label = N_("hours|All shifts")},
    {"all_minutes", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(all.minutes), .most = INT32_MAX},
    {"all_night_minutes", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(all.night_minutes), .most = INT32_MAX},
    {0},
};

static bool day_of(const struct command_call *call, const char *option, int *day, struct err *err)
{
    const char *text = call_option(call, option);
    if (text == NULL || date_parse(text, clock_day(clock_now()), day, err))
        return true;
    if (err != NULL)
        err->field = option;
    return false;
}

/* A week when nothing is said, or one of its days; else from a day to a day, either end open. */
static bool span_of(const struct command_call *call, int *first, int *last, struct err *err)
{
    bool by_days = call_option(call, "from") != NULL || call_option(call, "to") != NULL;
    int day = clock_day(clock_now());
    *first = *last = 0;
    if (by_days && call_option(call, "week") != NULL)
        return err_field(err, ERR_INPUT, "week", _("Give a week, or days from and to: not both."));
    if (!day_of(call, "week", &day, err) || !day_of(call, "from", first, err) || !day_of(call, "to", last, err))
        return false;
    if (by_days)
        return *last == 0 || *first <= *last || err_field(err, ERR_INPUT, "to", _("The end is before the beginning."));
    *first = week_first_day(day);
    *last = clock_day_add(*first, WEEK_DAYS - 1);
    return true;
}

static bool print_spans(const struct command_call *call, const struct volunteer_span *spans, int count, struct err *err)
{
    for (int i = 0; i < count; i++) {
        struct hours_row row = {.volunteer_id = spans[i].volunteer_id, .span = spans[i]};
        snprintf(row.name, sizeof row.name, "%s", spans[i].name);
        hours_text(row.span.minutes, row.hours);
        hours_text(row.span.night_minutes, row.night);
        if (!volunteer_span_of(call->store, row.volunteer_id, 0, 0, &row.all, err))
            return false;
        if (!print_row(call, fields, &row))
            break;
    }
    return true;
}

static int run(const struct command_call *call)
{
    struct volunteer_span *spans = memory_new(ROWS_MOST, sizeof *spans);
    struct err err = {0};
    int first, last, count = 0;
    bool good =
        span_of(call, &first, &last, &err) && volunteer_spans(call->store, first, last, spans, ROWS_MOST, &count, &err);
    if (good && print_header(call, fields))
        good = print_spans(call, spans, count < ROWS_MOST ? count : ROWS_MOST, &err);
    free(spans);
    return good ? EXIT_DONE : report_error(&err);
}

static const struct command_option options[] = {
    {"week", "DAY", N_("the week of this day; this week when nothing is said")},
    {"from", "DAY", N_("instead: from this day on")},
    {"to", "DAY", N_("up to this day")},
    OPTIONS_OF_LISTS,
    {0},
};
const struct command hours_command = {
    .name = "hours",
    .usage = "[--week DAY | --from DAY --to DAY] [--json | --tsv | --chat]",
    .help = N_("Hours and night hours of the volunteers in a week or between two days, and in all."),
    .title = N_("Hours of the volunteers"),
    .examples = "  gatepost hours\n  gatepost hours --from 04-01 --to 04-30 --tsv\n",
    .options = options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run,
};
