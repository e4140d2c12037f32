/* shift confirm, seek, excuse, no-show, take-over, correct: what becomes of a shift, by its number. */
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shift.h"
#include <string.h>

static int run_confirm(const struct command_call *call)
{
    struct err err = {0};
    int64_t id = 0, rev = -1;
    shift_begin(call);
    bool good = read_target(call, &id, &rev, &err) && roster_confirm(call->store, id, rev, &err);
    return shift_answer(call, good, id, &err);
}

static int run_seek(const struct command_call *call)
{
    struct err err = {0};
    int64_t id = 0, rev = -1;
    shift_begin(call);
    bool good = read_target(call, &id, &rev, &err) &&
                roster_seek(call->store, id, rev, !call_has(call, "off"), call_option(call, "note"), &err);
    return shift_answer(call, good, id, &err);
}

static int run_excuse(const struct command_call *call)
{
    struct err err = {0};
    int64_t id = 0, rev = -1;
    shift_begin(call);
    bool good =
        read_target(call, &id, &rev, &err) && roster_excuse(call->store, id, rev, call_option(call, "reason"), &err);
    return shift_answer(call, good, id, &err);
}

static int run_no_show(const struct command_call *call)
{
    struct err err = {0};
    int64_t id = 0, rev = -1;
    shift_begin(call);
    bool good =
        read_target(call, &id, &rev, &err) && roster_no_show(call->store, id, rev, call_option(call, "note"), &err);
    return shift_answer(call, good, id, &err);
}

static int run_take_over(const struct command_call *call)
{
    struct err err = {0};
    int64_t id = 0, rev = -1, volunteer_id = 0, stand_in = 0;
    shift_begin(call);
    bool good =
        read_target(call, &id, &rev, &err) && shift_volunteer(call, call->argv[1], &volunteer_id, &err) &&
        roster_take_over(call->store, id, rev, volunteer_id, call_option(call, "reason"), false, &stand_in, &err);
    return shift_answer(call, good, stand_in, &err);
}

/* ---- corrected ---- */

static bool state_said(const struct command_call *call, enum assignment_state *state, struct err *err)
{
    const struct record_field *field = record_find(assignment_fields, "state");
    struct assignment said = {0};
    char name[24];
    const char *word = call_option(call, "state");
    if (word == NULL)
        return true;
    text_copy(name, sizeof name, word);
    for (char *at = name; *at != '\0'; at++)
        if (*at == '-')
            *at = '_';
    if (!record_parse(field, &said, name, err))
        return false;
    *state = said.state;
    return true;
}

/* What is not said stays, and the times of a state that has none go. */
static bool read_correction(const struct command_call *call, struct assignment *one, struct err *err)
{
    int64_t id, rev, in, out;
    if (!read_target(call, &id, &rev, err) || !record_get(call->store, &assignment_table, id, one, err) ||
        !state_said(call, &one->state, err) || !shift_at_said(call, "in", &in, err) ||
        !shift_at_said(call, "out", &out, err))
        return false;
    if (rev >= 0)
        one->head.rev = rev;
    if (in != 0)
        one->arrived_at = in;
    if (out != 0)
        one->left_at = out;
    else if (one->state == ASSIGNMENT_ARRIVED)
        one->left_at = 0;
    return true;
}

static int run_correct(const struct command_call *call)
{
    struct assignment one = {0};
    struct err err = {0};
    shift_begin(call);
    bool good =
        read_correction(call, &one, &err) && roster_correct(call->store, &one, call_option(call, "reason"), &err);
    return shift_answer(call, good, one.head.id, &err);
}

static const struct command_option confirm_options[] = {SHIFT_OPTIONS_OF_CHANGES, {0}};
static const struct command_option note_options[] = {
    {"note", "TEXT", N_("a remark")},
    SHIFT_OPTIONS_OF_CHANGES,
    {0},
};
static const struct command_option seek_options[] = {
    {"off", NULL, N_("no more: they come themselves")},
    {"note", "TEXT", N_("a remark")},
    SHIFT_OPTIONS_OF_CHANGES,
    {0},
};
static const struct command_option excuse_options[] = {
    {"reason", "TEXT", N_("why; it is needed")},
    SHIFT_OPTIONS_OF_CHANGES,
    {0},
};
static const struct command_option take_over_options[] = {
    {"reason", "TEXT", N_("why in spite of a rule")},
    SHIFT_OPTIONS_OF_CHANGES,
    {0},
};
static const struct command_option correct_options[] = {
    {"state", "planned|confirmed|arrived|done|no-show|excused|replaced", N_("what it was in truth")},
    {"in", "TIME", N_("when they came")},
    {"out", "TIME", N_("when they left")},
    {"reason", "TEXT", N_("why; it is needed")},
    SHIFT_OPTIONS_OF_CHANGES,
    {0},
};

const struct command shift_confirm_command = {
    .name = "shift confirm",
    .usage = "ID",
    .help = N_("A volunteer has said that they come."),
    .examples = "  gatepost --officer 李敏 shift confirm 3\n",
    .options = confirm_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "roster.move",
    .run = run_confirm,
};
const struct command shift_seek_command = {
    .name = "shift seek",
    .usage = "ID [--off] [--note TEXT]",
    .help = N_("A volunteer looks for a stand-in, and is responsible until somebody takes over."),
    .examples = "  gatepost --officer 李敏 shift seek 3 --note 孩子生病\n",
    .options = seek_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "roster.move",
    .run = run_seek,
};
const struct command shift_excuse_command = {
    .name = "shift excuse",
    .usage = "ID --reason TEXT",
    .help = N_("A volunteer does not come and is excused: their place is open."),
    .examples = "  gatepost --officer 李敏 shift excuse 3 --reason 发烧\n",
    .options = excuse_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "roster.move",
    .run = run_excuse,
};
const struct command shift_no_show_command = {
    .name = "shift no-show",
    .usage = "ID [--note TEXT]",
    .help = N_("A volunteer has not come."),
    .examples = "  gatepost --officer 李敏 shift no-show 3 --note 电话不通\n",
    .options = note_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "roster.move",
    .run = run_no_show,
};
const struct command shift_take_over_command = {
    .name = "shift take-over",
    .usage = "ID WHO [--reason TEXT]",
    .help = N_("Somebody else takes a shift over: they stand in, the first one is free."),
    .examples = "  gatepost --officer 李敏 shift take-over 3 何军\n",
    .options = take_over_options,
    .least = 2,
    .most = 2,
    .access = ACCESS_WRITE,
    .verb = "roster.move",
    .run = run_take_over,
};
const struct command shift_correct_command = {
    .name = "shift correct",
    .usage = "ID [--state STATE] [--in TIME] [--out TIME] --reason TEXT",
    .help = N_("Put a shift right: its state and times as they were."),
    .examples = "  gatepost --officer 李敏 shift correct 3 --state done --in 14:00 --out 22:10 --reason 纸上有\n",
    .options = correct_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "roster.correct",
    .run = run_correct,
};
