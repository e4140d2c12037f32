#include "init.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CROSSINGS_MOST = 100 * 1000 * 1000, DAYS_MOST = 3650 };

/* The names are taken as in the tables of their commands: no text that is cut or could not be shown. */
static bool accept_name(const char *name, const char *what, struct err *err)
{
    if (name[0] != '\0' && strlen(name) < NAME_BYTES && utf8_valid(name, strlen(name)) &&
        text_is_clean(name, strlen(name)))
        return true;
    return err_set(err, ERR_INPUT, _("%s: a name of one line and at most %d bytes."), what, NAME_BYTES - 1);
}

static bool add_first_rows(struct store *store, const struct init_plan *plan, struct err *err)
{
    struct officer officer = {.role = ROLE_OFFICER};
    if (!name_parse(plan->officer, officer.name, err) || !officer_save(store, &officer, err))
        return false;
    for (int i = 0; i < plan->checkpoint_count; i++) {
        struct checkpoint checkpoint = {0};
        text_copy(checkpoint.name, sizeof checkpoint.name, plan->checkpoints[i]);
        if (!checkpoint_save(store, &checkpoint, err))
            return false;
    }
    return true;
}

/* A false return makes store_create take everything back. */
static bool fill_empty(struct store *store, void *plan, struct err *err)
{
    return store_begin(store, "init", err) && add_first_rows(store, plan, err) && store_commit(store, err);
}

static bool fill_demo(struct store *store, void *context, struct err *err)
{
    struct init_plan *plan = context;
    return demo_fill(store, &plan->demo, err);
}

static bool show_progress(void *context, int percent)
{
    (void)context;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%s %3d %%%s", _("Sample data:"), percent, percent >= 100 ? "\n" : "");
    return !interrupted;
}

static bool check_plan(struct init_plan *plan, struct err *err)
{
    char name[NAME_BYTES];
    if (plan->zone == NULL)
        plan->zone = setting_find("community.zone")->standard;
    if (!clock_use_zone(plan->zone, err) || !accept_name(plan->community, _("Name of the community"), err))
        return false;
    if (plan->with_demo)
        return true;
    if (!name_parse(plan->officer, name, err))
        return false;
    if (plan->checkpoint_count == 0)
        plan->checkpoints[plan->checkpoint_count++] = _("Main gate");
    for (int i = 0; i < plan->checkpoint_count; i++) {
        if (!accept_name(plan->checkpoints[i], _("Name of a checkpoint"), err))
            return false;
        for (int before = 0; before < i; before++)
            if (strcmp(plan->checkpoints[before], plan->checkpoints[i]) == 0)
                return err_set(err, ERR_INPUT, _("The checkpoint \"%.60s\" is named twice."), plan->checkpoints[i]);
    }
    return true;
}

bool init_make(const char *path, struct init_plan *plan, struct err *err)
{
    if (!check_plan(plan, err))
        return false;
    if (plan->demo.now == 0)
        plan->demo.now = clock_now();
    plan->demo.progress = show_progress;
    interrupt_start();
    interrupt_softly();
    struct store_new new_file = {.community = plan->community,
                                 .zone = plan->zone,
                                 .fill = plan->with_demo ? fill_demo : fill_empty,
                                 .context = plan};
    bool done = store_create(path, &new_file, err);
    interrupt_end();
    return done;
}

static bool read_count(const struct command_call *call, const char *name, int64_t most, int64_t *count, struct err *err)
{
    const char *said = call_option(call, name);
    if (said == NULL || (read_id(said, count, NULL) && *count <= most))
        return true;
    return err_set(err, ERR_INPUT, _("--%s takes a whole number from 1 to %lld."), name, (long long)most);
}

static bool read_plan(const struct command_call *call, struct init_plan *plan, struct err *err)
{
    int64_t days = 0;
    plan->with_demo = call_has(call, "demo");
    plan->zone = call_option(call, "zone");
    plan->officer = call_option(call, "officer-name");
    plan->community = call_option(call, "name");
    if (plan->community == NULL)
        plan->community = plan->with_demo ? _("Sample community") : _("Our community");
    for (int i = 0; i < call->option_count; i++) {
        if (strcmp(call->options[i].option->name, "checkpoint-name") != 0)
            continue;
        if (plan->checkpoint_count == CHECKPOINTS_FIRST)
            return err_set(err, ERR_INPUT, _("At most %d checkpoints here; add the others later."), CHECKPOINTS_FIRST);
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

static int run(const struct command_call *call)
{
    struct init_plan plan = {0};
    struct buffer path = {0}, line = {0};
    struct err err = {0};
    if (!read_plan(call, &plan, &err))
        return report_usage("init", &err);
    bool done = store_locate(call->global->db, &path, &err) && init_make(buffer_text(&path), &plan, &err);
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
    {"days", "COUNT", N_("with --demo: over so many days, else 14")},
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
