/* alarms list, ack: twins of the alarm screen. */
#include "gatepost/alarm_rules.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>
#include <stdlib.h>

enum { ALARMS_AT_ONCE = 100, OPEN_MOST = 10000 };

#define ALARM(member) RECORD_AT(struct alarm, member)
static const struct record_field alarm_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, ALARM(id), .width = 6},
    {"rule", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ALARM(rule), .width = 10, .said = SAID_AS_IT_IS},
    {"subject", NULL, NULL, RECORD_ID, RECORD_SHOWN, ALARM(subject)},
    {"occasion", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ALARM(occasion)},
    {"raised_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ALARM(raised_at), .width = 19},
    {"acknowledged_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ALARM(acknowledged_at), .width = 19},
    {"acknowledged_by", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ALARM(acknowledged_name), .width = 15,
     .said = SAID_NAME},
    {"cleared_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ALARM(cleared_at), .width = 19},
    {"words", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ALARM(words), .width = 1},
    {0},
};

static bool list_alarms(const struct command_call *call, int64_t limit, struct err *err)
{
    struct alarm alarms[ALARMS_AT_ONCE];
    int64_t raised_at = 0, id = 0;
    bool with_done = call_has(call, "all");
    int count = 0;
    do {
        if (!alarm_window(call->store, raised_at, id, false, alarms, ALARMS_AT_ONCE, &count, err))
            return false;
        for (int i = 0; i < count && limit > 0; i++) {
            raised_at = alarms[i].raised_at;
            id = alarms[i].id;
            if (!with_done && (alarms[i].acknowledged_at != 0 || alarms[i].cleared_at != 0))
                continue;
            if (!print_row(call, alarm_fields, &alarms[i]))
                return true;
            limit--;
        }
    } while (limit > 0 && count == ALARMS_AT_ONCE);
    return true;
}

static int run_list(const struct command_call *call)
{
    struct err err = {0};
    int64_t limit;
    if (!call_limit(call, &limit, &err))
        return report_error(&err);
    if (!print_header(call, alarm_fields) || list_alarms(call, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

static const struct command_option list_options[] = {
    OPTIONS_OF_LISTS,
    {"all", NULL, N_("also those that are acknowledged or over")},
    {"limit", "COUNT", N_("at most so many rows")},
    {0},
};
const struct command alarms_list_command = {
    .name = "alarms list",
    .usage = "[--json | --tsv | --chat] [--all] [--limit COUNT]",
    .help = N_("List the open alarms, newest first."),
    .title = N_("Alarms"),
    .options = list_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};

static bool collect_open(const struct command_call *call, int64_t *ids, int *count, struct err *err)
{
    struct alarm *alarms = memory_new(OPEN_MOST, sizeof *alarms);
    int total = 0;
    bool done = alarm_open_list(call->store, alarms, OPEN_MOST, count, &total, err);
    for (int i = 0; done && i < *count; i++)
        ids[i] = alarms[i].id;
    free(alarms);
    return done;
}

/* Each by itself: what another desk acknowledged meanwhile does not stop the others. */
static int acknowledge(const struct command_call *call, const int64_t *ids, int count)
{
    int refused = 0;
    for (int i = 0; i < count; i++) {
        struct err err = {0};
        if (alarm_take_note(call->store, ids[i], &err)) {
            print_saved(call, ids[i]);
            continue;
        }
        refused++;
        printf("refused %lld: %s\n", (long long)ids[i], err.text);
    }
    return refused == 0 ? EXIT_DONE : refused < count ? EXIT_PARTLY : EXIT_FAILED;
}

static int run_ack(const struct command_call *call)
{
    struct err err = {0};
    bool all = call_has(call, "all");
    if (all == (call->argc > 0) || call->argc > OPEN_MOST)
        return report_usage("alarms ack",
                            (err_set(&err, ERR_INPUT, _("Give the numbers of the alarms, or --all.")), &err));
    int64_t *ids = memory_new(OPEN_MOST, sizeof *ids);
    int count = 0;
    int code = EXIT_DONE;
    if (all && !collect_open(call, ids, &count, &err))
        code = report_error(&err);
    for (; !all && code == EXIT_DONE && count < call->argc; count++)
        if (!read_id(call->argv[count], &ids[count], &err))
            code = report_error(&err);
    if (code == EXIT_DONE)
        code = acknowledge(call, ids, count);
    free(ids);
    return code;
}

static const struct command_option ack_options[] = {
    {"all", NULL, N_("every open alarm")},
    {0},
};
const struct command alarms_ack_command = {
    .name = "alarms ack",
    .usage = "ID ... | --all",
    .help = N_("Acknowledge alarms by name; they leave the alert row."),
    .examples = "  gatepost --officer 李敏 alarms ack 7 8\n",
    .options = ack_options,
    .most = -1,
    .access = ACCESS_WRITE,
    .verb = "alarm.acknowledge",
    .run = run_ack,
};
