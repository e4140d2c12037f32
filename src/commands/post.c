/* post add, list, show, edit, void; post close, reopen, closed list: where somebody stands, and the days without. */
#include "gatepost/post.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <string.h>

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|all")};
static const struct command_option card_options[] = {{"json", NULL, N_("one JSON object a line")}, {0}};

/* By name, else by number. */
static int run_show(const struct command_call *call)
{
    const char *word = call->argv[0];
    struct post post = {0};
    struct err err = {0};
    if (record_with_text(call->store, &post_table, "name", word, &post, &err))
        return register_show_one(call, post.head.id);
    int64_t id = 0;
    if (err.code == ERR_NOT_FOUND && word[strspn(word, "0123456789")] != '\0')
        err_set(&err, ERR_NOT_FOUND, _("There is no post \"%.40s\"."), word);
    else if (err.code == ERR_NOT_FOUND && read_id(word, &id, &err))
        return register_show_one(call, id);
    return report_error(&err);
}

const struct command post_add_command = {
    .name = "post add",
    .usage = "--name NAME [OPTIONS] | -",
    .help = N_("Add a post to the roster: its shifts, how many stand there, what they need."),
    .examples =
        "  gatepost --officer 李敏 post add --name 南门 --kind gate --least 1 --wanted 2 --needs temperature\n"
        "  gatepost --officer 李敏 post add --name 送菜 --kind delivery --pattern '09-12 15-18' --weekdays 135\n",
    .options = add_options,
    .fields = post_fields,
    .rules = &post_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command post_list_command = {
    .name = "post list",
    .usage = "[--show valid|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the posts in the order of the grid."),
    .title = N_("Duty posts"),
    .options = list_options,
    .rules = &post_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command post_show_command = {
    .name = "post show",
    .usage = "[--json] NAME | ID",
    .help = N_("Show one post."),
    .examples = "  gatepost post show 南门\n",
    .options = card_options,
    .rules = &post_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .run = run_show,
};
const struct command post_edit_command = {
    .name = "post edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a post; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 post edit 3 --wanted 3\n",
    .options = edit_options,
    .fields = post_fields,
    .rules = &post_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command post_void_command = {
    .name = "post void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a post with a reason; not while somebody is to stand there."),
    .examples = "  gatepost --officer 李敏 post void 3 --reason 已撤岗\n",
    .options = void_options,
    .rules = &post_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};

static const struct command_option closed_options[] = {REGISTER_LIST_OPTIONS("valid|all")};

const struct command post_close_command = {
    .name = "post close",
    .usage = "[--post NAME] --day DAY [--reason TEXT] | -",
    .help = N_("Say that a post, or all of them, is not manned on a day."),
    .examples = "  gatepost --officer 李敏 post close --post 送菜 --day 5-1 --reason 劳动节\n",
    .options = add_options,
    .fields = post_closed_fields,
    .rules = &post_closed_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command post_closed_list_command = {
    .name = "post closed list",
    .usage = "[--show valid|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the days on which a post, or all of them, is not manned."),
    .title = N_("Closed days"),
    .options = closed_options,
    .rules = &post_closed_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command post_reopen_command = {
    .name = "post reopen",
    .usage = "ID --reason TEXT",
    .help = N_("Take back a closed day, with a reason: the post is manned then."),
    .examples = "  gatepost --officer 李敏 post reopen 4 --reason 照常值守\n",
    .options = void_options,
    .rules = &post_closed_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
