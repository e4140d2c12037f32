/* poster add, list, edit, void, remains: what hangs where, and the record of announcements. */
#include "gatepost/poster.h"
#include "gatepost/memory.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <stdio.h>
#include <stdlib.h>

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("hanging|down|announced|all")};

static int run_remains(const struct command_call *call)
{
    enum { BUILDINGS_MOST = 5000 };
    struct poster_remains *buildings = memory_new(BUILDINGS_MOST, sizeof *buildings), total;
    struct err err = {0};
    int count = 0;
    bool good = poster_remains(call->store, buildings, BUILDINGS_MOST, &count, &total, &err);
    for (int i = 0; good && i < count; i++)
        for (int kind = 0; kind < POSTER_KIND_COUNT; kind++)
            if (buildings[i].pieces[kind] > 0)
                printf("%s\t%s\t%lld\n", buildings[i].building, poster_kind_names[kind],
                       (long long)buildings[i].pieces[kind]);
    free(buildings);
    return good ? EXIT_DONE : report_error(&err);
}

const struct command poster_add_command = {
    .name = "poster add",
    .usage = "--title TEXT --building TEXT [OPTIONS] | -",
    .help = N_("Write down what was put up, handed out or announced."),
    .examples =
        "  gatepost --officer 李敏 poster add --kind banner --title 不聚集 --building 南门 --pieces 2 --by 吴芳\n",
    .options = add_options,
    .fields = poster_fields,
    .rules = &poster_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command poster_list_command = {
    .name = "poster list",
    .usage = "[--show hanging|down|announced|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List posters, banners and leaflets that still hang, or the others."),
    .title = N_("Posters and leaflets"),
    .options = list_options,
    .rules = &poster_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command poster_edit_command = {
    .name = "poster edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a poster; --gone says how many are down again."),
    .examples = "  gatepost --officer 李敏 poster edit 3 --gone 2\n",
    .options = edit_options,
    .fields = poster_fields,
    .rules = &poster_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command poster_void_command = {
    .name = "poster void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a poster with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 poster void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &poster_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command poster_remains_command = {
    .name = "poster remains",
    .usage = "",
    .help = N_("What remains at each building, by kind: one tab-separated line each."),
    .examples = "  gatepost poster remains\n",
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_remains,
};
