#include "gatepost/buffer.h"
#include "gatepost/community.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CROSSINGS_MOST = 100 * 1000 * 1000, DAYS_MOST = 3650 };

static bool show_progress(void *context, int percent)
{
    (void)context;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%s %3d %%%s", _("Sample data:"), percent, percent >= 100 ? "\n" : "");
    return !interrupted;
}

static bool read_count(const struct command_call *call, const char *name, int64_t most, int64_t *count, struct err *err)
{
    const char *said = call_option(call, name);
    if (said == NULL || (read_id(said, count, NULL) && *count <= most))
        return true;
    return err_set(err, ERR_INPUT, _("--%s takes a whole number from 1 to %lld."), name, (long long)most);
}

static bool read_plan(const struct command_call *call, struct community_plan *plan, struct err *err)
{
    int64_t days = 0;
    plan->with_demo = call_has(call, "demo");
    plan->zone = call_option(call, "zone");
    plan->officer = call_option(call, "officer-name");
    plan->name = call_option(call, "name");
    if (plan->name == NULL)
        plan->name = plan->with_demo ? _("Sample community") : _("Our community");
    for (int i = 0; i < call->option_count; i++) {
        if (strcmp(call->options[i].option->name, "checkpoint-name") != 0)
            continue;
        if (plan->checkpoint_count == COMMUNITY_CHECKPOINTS_MOST)
            return err_set(err, ERR_INPUT, _("At most %d checkpoints here; add the others later."),
                           COMMUNITY_CHECKPOINTS_MOST);
        plan->checkpoints[plan->checkpoint_count++] = call->options[i].value;
    }
    if (!plan->with_demo && (call_has(call, "crossings") || call_has(call, "days")))
        return err_set(err, ERR_INPUT, _("--crossings and --days belong to --demo."));
    if (plan->with_demo && (plan->officer != NULL || plan->checkpoint_count > 0))
        return err_set(err, ERR_INPUT, _("The sample data brings its own officers and checkpoints."));
    if (!plan->with_demo && plan->officer == NULL)
        return err_set(err, ERR_INPUT, _("Say who signs on first: --officer-name NAME. Or make sample data: --demo."));
    if (!read_count(call, "crossings", CROSSINGS_MOST, &plan->demo.crossings, err) ||
        !read_count(call, "days", DAYS_MOST, &days, err))
        return false;
    plan->demo.days = (int)days;
    return true;
}

/* Ctrl-C gives up and leaves nothing. */
static bool make(const struct command_call *call, const struct community_plan *plan, struct buffer *path,
                 struct err *err)
{
    if (!store_locate(call->global->db, path, err))
        return false;
    interrupt_softly();
    bool done = community_make(buffer_text(path), plan, err);
    interrupt_end();
    return done;
}

static int run(const struct command_call *call)
{
    struct community_plan plan = {.demo.progress = show_progress};
    struct buffer path = {0}, line = {0};
    struct err err = {0};
    if (!read_plan(call, &plan, &err))
        return report_usage("init", &err);
    bool done = make(call, &plan, &path, &err);
    if (done) {
        buffer_add(&line, "made ");
        text_clean(&line, buffer_text(&path), path.length);
        buffer_add_byte(&line, '\n');
        output_write(&line);
    }
    buffer_release(&path);
    buffer_release(&line);
    return done ? EXIT_DONE : err.code == ERR_DATABASE ? (report_error(&err), EXIT_NO_DATABASE) : report_error(&err);
}

static const struct command_option options[] = {
    {"demo", NULL, N_("fill it with the sample community: all people are invented")},
    {"crossings", "COUNT", N_("with --demo: so many crossings, else about 100,000")},
    {"days", "COUNT", N_("with --demo: over so many days, else as many as closed management takes for them")},
    {"name", "COMMUNITY", N_("name of the community")},
    {"zone", "ZONE", N_("time zone of the community: Asia/Shanghai (default), or an offset such as +08:00")},
    {"officer-name", "NAME", N_("who signs on first, with every right")},
    {"checkpoint-name", "NAME", N_("a checkpoint to begin with; may be given many times")},
    {0},
};
const struct command init_command = {
    .name = "init",
    .usage = "(--demo | --officer-name NAME) [OPTIONS]",
    .help = N_("Make a new database; an existing file is never touched."),
    .examples = "  gatepost init --demo\n"
                "  gatepost init --name 望江社区 --officer-name 李敏 --checkpoint-name 南门 --checkpoint-name 东门\n",
    .options = options,
    .access = ACCESS_NONE,
    .run = run,
};
