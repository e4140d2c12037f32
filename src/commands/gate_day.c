/* gate hours, checkpoint day: the numbers of a day, twins of the screens of the same names. */
#include "gatepost/gate_day.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdlib.h>

#define OPTION_DAY                                                               \
    {                                                                            \
        "day", "DAY", N_("that day and not today: 04-10, yesterday, 2022-04-10") \
    }

/* --day, else today. */
static bool call_day(const struct command_call *call, int *day, struct err *err)
{
    const char *said = call_option(call, "day");
    *day = clock_day(clock_now());
    return said == NULL || date_parse(said, *day, day, err);
}

/* ---- gate hours ---- */

struct hour_row {
    char hour[8];
    int crossings, in, out;
    char week_mean[24];
};
#define HOUR(member) RECORD_AT(struct hour_row, member)
static const struct record_field hour_fields[] = {
    {"hour", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, HOUR(hour), .width = 6},
    {"crossings", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, HOUR(crossings), .width = 9},
    {"in", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, HOUR(in), .width = 5},
    {"out", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, HOUR(out), .width = 5},
    {"week_mean", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, HOUR(week_mean), .width = 1},
    {0},
};

static int run_hours(const struct command_call *call)
{
    struct gate_hours hours;
    struct err err = {0};
    int64_t checkpoint_id = 0;
    int day;
    bool one = call->global->checkpoint != NULL;
    if (!call_day(call, &day, &err) || (one && !find_checkpoint(call, NULL, &checkpoint_id, &err)) ||
        !gate_hours_read(call->store, day, checkpoint_id, clock_now(), &hours, &err))
        return report_error(&err);
    bool goes_on = print_header(call, hour_fields);
    for (int hour = 0; goes_on && hour < DAY_HOURS; hour++) {
        struct hour_row row = {.in = (int)hours.in[hour], .out = (int)hours.out[hour]};
        row.crossings = row.in + row.out;
        gate_hour_label(hour, row.hour);
        gate_mean_label(hours.week_sum[hour], hours.week_days, row.week_mean);
        goes_on = print_row(call, hour_fields, &row);
    }
    return EXIT_DONE;
}

/* Not for a chat: nobody could tell what its numbers are. */
static const struct command_option number_options[] = {
    OPTION_DAY,
    {"json", NULL, N_("one JSON object a line")},
    {"tsv", NULL, N_("tab-separated, with a heading line")},
    {0},
};
const struct command gate_hours_command = {
    .name = "gate hours",
    .usage = "[--day DAY] [--checkpoint NAME] [--json | --tsv]",
    .help = N_("Crossings per hour of a day, beside the mean of the same hours of the seven days before."),
    .more = N_("Only admitted crossings count. Without --checkpoint all checkpoints together. The mean is of those of "
               "the seven days on which anybody crossed anywhere; it is empty where there is none."),
    .examples = "  gatepost gate hours\n"
                "  gatepost --checkpoint 东门 gate hours --day yesterday --json\n",
    .options = number_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_hours,
};

/* ---- checkpoint day ---- */

struct day_row {
    int64_t id, last_at;
    char name[NAME_BYTES], busiest[8], last_by[NAME_BYTES];
    int in, out, turned_away, held, fevers, vehicles;
};
#define DAY(member) RECORD_AT(struct day_row, member)
static const struct record_field day_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, DAY(id)},
    {"checkpoint", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, DAY(name), .width = 16},
    {"in", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, DAY(in), .width = 5},
    {"out", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, DAY(out), .width = 5},
    {"turned_away", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, DAY(turned_away), .width = 4},
    {"held", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, DAY(held), .width = 4},
    {"fevers", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, DAY(fevers), .width = 5},
    {"vehicles", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, DAY(vehicles), .width = 5},
    {"busiest", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, DAY(busiest), .width = 6},
    {"last_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, DAY(last_at), .width = 19},
    {"last_by", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, DAY(last_by), .width = 1},
    {0},
};

static struct day_row day_row_of(const struct gate_totals *totals)
{
    return (struct day_row){.in = (int)totals->in,
                            .out = (int)totals->out,
                            .turned_away = (int)totals->turned_away,
                            .held = (int)totals->held,
                            .fevers = (int)totals->fevers,
                            .vehicles = (int)totals->vehicles};
}

/* One row a checkpoint; for people, all together at the end. */
static void print_day(const struct command_call *call, const struct gate_day *day)
{
    bool goes_on = print_header(call, day_fields);
    for (int i = 0; goes_on && i < day->count; i++) {
        const struct gate_day_line *line = &day->lines[i];
        struct day_row row = day_row_of(&line->totals);
        row.id = line->checkpoint.id;
        row.last_at = line->last_at;
        text_copy(row.name, sizeof row.name, line->checkpoint.name);
        text_copy(row.last_by, sizeof row.last_by, line->last_officer);
        if (line->busiest_hour >= 0)
            gate_hour_label(line->busiest_hour, row.busiest);
        goes_on = print_row(call, day_fields, &row);
    }
    struct day_row total = day_row_of(&day->total);
    text_copy(total.name, sizeof total.name, _("all checkpoints"));
    if (goes_on && call_format(call) == FORMAT_PLAIN)
        print_row(call, day_fields, &total);
}

static int run_day(const struct command_call *call)
{
    struct gate_day *numbers = memory_new(1, sizeof *numbers);
    struct err err = {0};
    int day;
    bool read = call_day(call, &day, &err) && gate_day_read(call->store, day, numbers, &err);
    if (read)
        print_day(call, numbers);
    free(numbers);
    return read ? EXIT_DONE : report_error(&err);
}

const struct command checkpoint_day_command = {
    .name = "checkpoint day",
    .usage = "[--day DAY] [--json | --tsv]",
    .help = N_("The numbers of a day at every checkpoint, the busiest hour, and who logged there last."),
    .examples = "  gatepost checkpoint day\n"
                "  gatepost checkpoint day --day 04-10 --tsv\n",
    .options = number_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_day,
};
