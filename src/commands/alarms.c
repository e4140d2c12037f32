/* alarms list, ack, test: twins of the alarm screen. */
#include "gatepost/alarm_rules.h"
#include "gatepost/alarm_sound.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/process.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALARMS_AT_ONCE = 100, REST_MS = 20 };

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

/* A listing for reading calls the kind as the desk does; `ack --rule` knows both. */
struct spoken_alarm {
    struct alarm alarm;
    char kind[NAME_BYTES];
};

static bool print_alarm(const struct command_call *call, const struct alarm *alarm)
{
    struct record_field fields[sizeof alarm_fields / sizeof alarm_fields[0]];
    const struct record_field kind = {
        "rule", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, RECORD_AT(struct spoken_alarm, kind), .width = 10};
    const struct alarm_rule *rule = alarm_rule_find(alarm->rule);
    struct spoken_alarm spoken = {.alarm = *alarm};
    if (call_format(call) != FORMAT_PLAIN || rule == NULL)
        return print_row(call, alarm_fields, alarm);
    text_copy(spoken.kind, sizeof spoken.kind, alarm_label(alarm->rule, alarm->occasion));
    memcpy(fields, alarm_fields, sizeof fields);
    for (size_t i = 0; fields[i].name != NULL; i++)
        if (strcmp(fields[i].name, kind.name) == 0)
            fields[i] = kind;
    return print_row(call, fields, &spoken);
}

static bool list_alarms(const struct command_call *call, int64_t limit, struct err *err)
{
    struct alarm alarms[ALARMS_AT_ONCE];
    struct alarm_window window = {
        .state = call_has(call, "all") ? ALARM_ANY : ALARM_OPEN, .alarms = alarms, .most = ALARMS_AT_ONCE};
    do {
        if (!alarm_window(call->store, &window, err))
            return false;
        for (int i = 0; i < window.count && limit > 0; i++, limit--) {
            window.raised_at = alarms[i].raised_at;
            window.id = alarms[i].id;
            if (!print_alarm(call, &alarms[i]))
                return true;
        }
    } while (limit > 0 && window.count == ALARMS_AT_ONCE);
    return true;
}

static int run_list(const struct command_call *call)
{
    struct err err = {0};
    int64_t limit;
    if (call_has(call, "all") && call_has(call, "open"))
        return report_usage("alarms list", (err_set(&err, ERR_INPUT, _("Give one of --open, --all.")), &err));
    if (!call_limit(call, &limit, &err))
        return report_error(&err);
    if (!print_header(call, alarm_fields) || list_alarms(call, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

static const struct command_option list_options[] = {
    OPTIONS_OF_LISTS,
    {"open", NULL, N_("those nobody has acknowledged and that are not over: what is listed anyway")},
    {"all", NULL, N_("also those that are acknowledged or over")},
    {"limit", "COUNT", N_("at most so many rows")},
    {0},
};
const struct command alarms_list_command = {
    .name = "alarms list",
    .usage = "[--json | --tsv | --chat] [--open | --all] [--limit COUNT]",
    .help = N_("List the open alarms, newest first."),
    .title = N_("Alarms"),
    .options = list_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};

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

static const char *rule_called(const char *word)
{
    for (int i = 0; word != NULL && i < alarm_rule_count; i++)
        if (strcmp(_(alarm_rules[i].label), word) == 0)
            return alarm_rules[i].name;
    return word;
}

/* One batch; what is open when it begins. */
static int acknowledge_all(const struct command_call *call, const char *rule)
{
    struct err err = {0};
    int count = 0;
    if (rule != NULL && alarm_rule_find(rule) == NULL)
        return report_error((err_set(&err, ERR_NOT_FOUND, _("There is no kind of alarm called %s."), rule), &err));
    bool done = alarm_take_note_all(call->store, rule, NULL, 0, &count, &err);
    if (done || count > 0)
        printf("acknowledged %d\n", count);
    return done ? EXIT_DONE : report_error(&err);
}

static int run_ack(const struct command_call *call)
{
    struct err err = {0};
    const char *rule = rule_called(call_option(call, "rule"));
    if (call_has(call, "all") + (rule != NULL) + (call->argc > 0) != 1)
        return report_usage("alarms ack",
                            (err_set(&err, ERR_INPUT, _("Give the numbers of the alarms, --rule or --all.")), &err));
    if (call->argc == 0)
        return acknowledge_all(call, rule);
    int64_t *ids = memory_new((size_t)call->argc, sizeof *ids);
    int code = EXIT_DONE;
    for (int i = 0; code == EXIT_DONE && i < call->argc; i++)
        if (!read_id(call->argv[i], &ids[i], &err))
            code = report_error(&err);
    if (code == EXIT_DONE)
        code = acknowledge(call, ids, call->argc);
    free(ids);
    return code;
}

static const struct command_option ack_options[] = {
    {"rule", "NAME", N_("every open alarm of this kind (\"fever\")")},
    {"all", NULL, N_("every open alarm")},
    {0},
};
const struct command alarms_ack_command = {
    .name = "alarms ack",
    .usage = "ID ... | --rule NAME | --all",
    .help = N_("Acknowledge alarms by name; they leave the alert row."),
    .examples = "  gatepost --officer 李敏 alarms ack 7 8\n  gatepost --officer 李敏 alarms ack --rule clock\n",
    .options = ack_options,
    .most = -1,
    .access = ACCESS_WRITE,
    .verb = "alarm.acknowledge",
    .run = run_ack,
};

/* Waits for the end of the command, at most so long as a desk does. */
static bool play(const struct alarm_sound *sound, struct err *err)
{
    pid_t pid = 0;
    int code = 0;
    bool cut = false;
    if (!process_start_alone(&pid, sound->words[0], (const char *const *)sound->words, err))
        return false;
    int64_t until_ms = clock_real_ms() + (int64_t)SOUND_SECONDS * 1000;
    interrupt_softly();
    while (!process_reap_code(pid, &code)) {
        if (!cut && (interrupted || clock_real_ms() >= until_ms)) {
            cut = true;
            process_kill_alone(pid);
        }
        clock_rest_ms(REST_MS);
    }
    if (interrupted)
        return err_set(err, ERR_CANCELLED, _("Interrupted."));
    if (cut)
        return err_set(err, ERR_SYSTEM, _("The sound of the alarm was ended: its command ran longer than %d seconds."),
                       SOUND_SECONDS);
    return code == 0 ||
           err_set(err, ERR_SYSTEM, _("The alarm may be silent: the command of \"sound = …\" failed (exit code %d)."),
                   code);
}

static int ring(void)
{
    struct err err = {0};
    struct alarm_sound sound;
    bool good = alarm_sound_read(&sound, &err);
    if (good && sound.words[0] == NULL)
        good = err_set(&err, ERR_NOT_FOUND,
                       _("No sound is set up: write a line \"sound = /usr/bin/paplay FILE\" into gatepost.conf."));
    good = good && play(&sound, &err);
    alarm_sound_release(&sound);
    return good ? EXIT_DONE : report_error(&err);
}

static bool test_writes(const struct command_call *call)
{
    return call_has(call, "heard");
}

static int run_test(const struct command_call *call)
{
    struct err err = {0};
    int64_t id = 0;
    const char *heard = call_option(call, "heard");
    if (heard == NULL)
        return ring();
    if (!alarm_sound_note(call->store, strcmp(heard, "yes") == 0, &id, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

static const struct command_option test_options[] = {
    {"heard", "yes|no", N_("does not ring: notes down for this terminal whether it was heard")},
    {0},
};
const struct command alarms_test_command = {
    .name = "alarms test",
    .usage = "[--heard yes|no]",
    .help = N_("Play the sound of the alarm as a desk does."),
    .more = N_("The sound is a command of this computer or user, the line \"sound = /usr/bin/paplay FILE\" of "
               "gatepost.conf. It runs without a shell (blanks part its words, quotation marks keep them together) and "
               "is ended after 10 seconds. Exit code 0: the command was there and said nothing was wrong."),
    .examples = "  gatepost alarms test && gatepost --officer 李敏 alarms test --heard yes\n",
    .options = test_options,
    .access = ACCESS_READ,
    .verb = "list",
    .writes = test_writes,
    .run = run_test,
};
