/* roster assign, remove: somebody on a shift, and off it. */
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shift.h"

/* One of the post's shifts; the only one where nothing is said. */
static bool span_said(const struct command_call *call, const struct post *post, struct shift_span *span,
                      struct err *err)
{
    const char *said = call_option(call, "shift");
    struct shift_pattern pattern;
    if (!shift_pattern_parse(post->pattern, &pattern, err))
        return false;
    if (said == NULL && pattern.count == 1) {
        *span = pattern.spans[0];
        return true;
    }
    if (said == NULL)
        return err_field(err, ERR_INPUT, "shift", _("Which shift of %1$s: %2$s?"), post->name, post->pattern);
    if (!shift_span_parse(said, span, err))
        return false;
    for (int i = 0; i < pattern.count; i++)
        if (pattern.spans[i].from == span->from && pattern.spans[i].until == span->until)
            return true;
    return err_field(err, ERR_INPUT, "shift", _("%1$s has no shift %2$s. Its shifts: %3$s."), post->name, said,
                     post->pattern);
}

static bool read_shift(const struct command_call *call, struct assignment *one, struct err *err)
{
    struct post post;
    struct shift_span span;
    const char *reason = call_option(call, "reason"), *note = call_option(call, "note");
    if (!shift_volunteer(call, call->argv[0], &one->volunteer_id, err) || !shift_post_said(call, &one->post_id, err) ||
        !shift_day_said(call, &one->day, err))
        return false;
    if (one->post_id == 0)
        return err_field(err, ERR_INPUT, "post", _("At which post? Say --post NAME."));
    if (!record_get(call->store, &post_table, one->post_id, &post, err) || !span_said(call, &post, &span, err))
        return false;
    one->starts_at = shift_starts_at(one->day, span);
    one->ends_at = shift_ends_at(one->day, span);
    text_copy(one->reason, sizeof one->reason, reason != NULL ? reason : "");
    text_copy(one->note, sizeof one->note, note != NULL ? note : "");
    return true;
}

static int run_assign(const struct command_call *call)
{
    struct assignment one = {.via = VIA_DESK};
    struct err err = {0};
    shift_begin(call);
    bool good = read_shift(call, &one, &err) && roster_assign(call->store, &one, false, call_has(call, "beyond"), &err);
    return shift_answer(call, good, one.head.id, &err);
}

static int run_remove(const struct command_call *call)
{
    struct err err = {0};
    int64_t id = 0, rev = -1;
    shift_begin(call);
    bool good =
        read_target(call, &id, &rev, &err) && roster_remove(call->store, id, rev, call_option(call, "reason"), &err);
    return shift_answer(call, good, id, &err);
}

static const struct command_option assign_options[] = {
    {"post", "NAME", N_("which post")},
    {"day", "DAY", N_("which day; a night shift belongs to the day it starts")},
    {"shift", "SHIFT", N_("which of the post's shifts: 22-06")},
    {"reason", "TEXT", N_("why in spite of a rule")},
    {"note", "TEXT", N_("a remark")},
    {"beyond", NULL, N_("one more than the post wants")},
    {"json", NULL, N_("the shift as JSON")},
    {"dry-run", NULL, N_("check everything, save nothing")},
    {0},
};
static const struct command_option remove_options[] = {
    {"reason", "TEXT", N_("why")},
    SHIFT_OPTIONS_OF_CHANGES,
    {0},
};

const struct command roster_assign_command = {
    .name = "roster assign",
    .usage = "WHO --post NAME [--day DAY] [--shift SHIFT] [OPTIONS]",
    .help = N_("Put a volunteer on a shift of a post."),
    .more = N_("What is against it is said: too little rest, too many hours, a missing skill, the own household under "
               "observation. With a reason it is done all the same, but nobody stands at two places, on leave, or "
               "where the post is full."),
    .examples =
        "  gatepost --officer 李敏 roster assign 马小军 --post 东门 --day 今天 --shift 22-06\n"
        "  gatepost --officer 李敏 roster assign 何军 --post 东门 --day 04-14 --shift 22-06 --reason 没有别人\n",
    .options = assign_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "roster.assign",
    .run = run_assign,
};
const struct command roster_remove_command = {
    .name = "roster remove",
    .usage = "ID [--reason TEXT]",
    .help = N_("Take a volunteer off a shift; whoever they stood in for is responsible again."),
    .examples = "  gatepost --officer 李敏 roster remove 3\n",
    .options = remove_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "roster.remove",
    .run = run_remove,
};
