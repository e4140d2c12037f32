/* notice add, list, show, edit, void, read: what everybody must know and who has read it. */
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/notice_rules.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <stdio.h>
#include <stdlib.h>

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("current|over|all")};

static int run_read(const struct command_call *call)
{
    struct err err = {0};
    int64_t id;
    if (!read_id(call->argv[0], &id, &err) || !notice_mark_read(call->store, id, -1, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

static int run_show(const struct command_call *call)
{
    enum { READERS_MOST = 200 };
    struct notice notice;
    struct err err = {0};
    struct buffer when = {0};
    int64_t id;
    int count = 0;
    if (!read_id(call->argv[0], &id, &err) || !record_get(call->store, &notice_table, id, &notice, &err))
        return report_error(&err);
    struct notice_reader *readers = memory_new(READERS_MOST, sizeof *readers);
    bool good = notice_readers(call->store, &notice, readers, READERS_MOST, &count, &err);
    if (good)
        print_card(call, notice_fields, &notice);
    for (int i = 0; good && i < count; i++) {
        buffer_clear(&when);
        record_add_moment(readers[i].at, &when);
        printf("%s  %s\n", readers[i].name, readers[i].at != 0 ? buffer_text(&when) : _("not read yet"));
    }
    buffer_release(&when);
    free(readers);
    return good ? EXIT_DONE : report_error(&err);
}

const struct command notice_add_command = {
    .name = "notice add",
    .usage = "--title TEXT [OPTIONS] | -",
    .help = N_("Post a notice: it stands on every desk until it is read."),
    .examples = "  gatepost --officer 李敏 notice add --title 今晚消杀 --text 22:00起关闭车道 --until 明天\n",
    .options = add_options,
    .fields = notice_fields,
    .rules = &notice_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command notice_list_command = {
    .name = "notice list",
    .usage = "[--show current|over|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List notices with how many have read them, of how many."),
    .title = N_("Notices"),
    .options = list_options,
    .rules = &notice_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command notice_edit_command = {
    .name = "notice edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a notice; everybody has to read it again then."),
    .examples = "  gatepost --officer 李敏 notice edit 3 --until 4-20\n",
    .options = edit_options,
    .fields = notice_fields,
    .rules = &notice_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command notice_void_command = {
    .name = "notice void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a notice with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 notice void 3 --reason 已取消\n",
    .options = void_options,
    .rules = &notice_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command notice_show_command = {
    .name = "notice show",
    .usage = "ID",
    .help = N_("Show a notice and who has read it."),
    .examples = "  gatepost notice show 3\n",
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_show,
};
const struct command notice_read_command = {
    .name = "notice read",
    .usage = "ID",
    .help = N_("Note that the officer signed on has read a notice."),
    .examples = "  gatepost --officer 李敏 notice read 3\n",
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "notice.read",
    .run = run_read,
};
