/* flag set, clear, list: what speaks at the gate. */
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/habits.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <string.h>

enum { FLAGS_AT_ONCE = 64 };

/* A flag with its subject as people say it. */
struct flag_entry {
    struct flag flag;
    char who[NAME_BYTES], place[NAME_BYTES];
};

#define FLAG(member) RECORD_AT(struct flag_entry, flag.member)
static const struct record_field flag_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, FLAG(id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, FLAG(rev)},
    {"who", "WORD", N_("about one known person: room, last four of the phone, pinyin initials, name"), RECORD_TEXT,
     RECORD_INPUT, RECORD_AT(struct flag_entry, who)},
    {"person", "ID", N_("about a person by number"), RECORD_ID, RECORD_BOTH, FLAG(person_id), .width = 8},
    {"place", "ROOM", N_("about a whole household: 12-2-1203"), RECORD_TEXT, RECORD_INPUT,
     RECORD_AT(struct flag_entry, place)},
    {"place_id", "ID", N_("about a household by number"), RECORD_ID, RECORD_BOTH, FLAG(place_id), .width = 8},
    {"kind", "KIND", N_("what it is about"), RECORD_CHOICE, RECORD_BOTH, FLAG(kind), .choices = flag_kind_names,
     .width = 15},
    {"denies", "WHAT", N_("what the gate denies"), RECORD_CHOICE, RECORD_BOTH, FLAG(denies),
     .choices = flag_denies_names, .width = 18},
    {"say", "TEXT", N_("the words the guard should say; they are needed"), RECORD_TEXT, RECORD_BOTH, FLAG(say),
     .width = 30},
    {"call", "NAME", N_("whom to call"), RECORD_TEXT, RECORD_BOTH, FLAG(call), .width = 12},
    {"from", "TIME", N_("from when; else now"), RECORD_MOMENT, RECORD_BOTH, FLAG(from_at), .width = 19},
    {"until", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, FLAG(until_at), .width = 19}, /* the option: read_until */
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, FLAG(voided), .width = 1},
    {0},
};

/* who and place become numbers. */
static bool resolve_subject(const struct command_call *call, struct flag_entry *entry, struct err *err)
{
    struct candidate candidate;
    if (entry->place[0] != '\0' && !find_household(call->store, entry->place, &entry->flag.place_id, err))
        return false;
    if (entry->who[0] == '\0')
        return true;
    if (!find_candidate(call, entry->who, 0, &candidate, err))
        return false;
    if (candidate.person_id == 0)
        return err_field(err, ERR_INPUT, "who", _("\"%.60s\" is no person."), entry->who);
    entry->flag.person_id = candidate.person_id;
    return true;
}

static bool read_until(const char *text, int64_t *until_at, struct err *err)
{
    if (text == NULL || text[0] == '\0' || deadline_parse(text, clock_now(), until_at, err))
        return true;
    err->field = "until";
    return false;
}

static int run_set(const struct command_call *call)
{
    struct flag_entry entry = {.flag = {.kind = FLAG_OTHER}};
    struct err err = {0};
    const char *until = call_option(call, "until");
    if (!record_parse_options(call, &entry, &err) || !read_until(until, &entry.flag.until_at, &err) ||
        !resolve_subject(call, &entry, &err) || !people_set_flag(call->store, &entry.flag, &err))
        return report_error(&err);
    print_saved(call, entry.flag.id);
    return EXIT_DONE;
}

static const struct command_option set_options[] = {
    {"until", "TIME", N_("until when: 04-25 (to its end), 04-25 20:00 or a number of days; else until it is cleared")},
    {0},
};
const struct command flag_set_command = {
    .name = "flag set",
    .usage = "(--who WORD | --person ID | --place ROOM | --place-id ID) --say TEXT [OPTIONS]",
    .help = N_("Set a flag that speaks at the gate, for a person or a household."),
    .examples = "  gatepost --officer 李敏 flag set --place 12-2-1203 --kind observation --denies out \\\n"
                "    --say 居家观察中，请回 --call 网格员王芳\n",
    .options = set_options,
    .fields = flag_fields,
    .access = ACCESS_WRITE,
    .verb = "flag.set",
    .run = run_set,
};

static int run_clear(const struct command_call *call)
{
    struct flag flag;
    struct err err = {0};
    int64_t id;
    const char *reason = call_option(call, "reason");
    if (!read_id(call->argv[0], &id, &err) || !flag_get(call->store, id, &flag, &err) ||
        !people_clear_flag(call->store, id, flag.rev, reason != NULL ? reason : "", &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

static const struct command_option clear_options[] = {
    {"reason", "TEXT", N_("why; it is needed")},
    {0},
};
const struct command flag_clear_command = {
    .name = "flag clear",
    .usage = "ID --reason TEXT",
    .help = N_("Clear a flag; it stays in the history with the reason."),
    .examples = "  gatepost --officer 李敏 flag clear 12 --reason 观察期满\n",
    .options = clear_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "flag.clear",
    .run = run_clear,
};

static bool print_flag(const struct command_call *call, const struct flag *flag)
{
    struct flag_entry entry = {.flag = *flag};
    return print_row(call, flag_fields, &entry);
}

static bool list_of_subject(const struct command_call *call, const struct flag_entry *entry, struct err *err)
{
    struct flag flags[FLAGS_AT_ONCE];
    int count = 0;
    if (!flag_in_force(call->store, entry->flag.person_id, entry->flag.place_id, clock_now(), flags, FLAGS_AT_ONCE,
                       &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (!print_flag(call, &flags[i]))
            break;
    return true;
}

static bool is_in_force(const struct flag *flag, int64_t now)
{
    return flag->voided[0] == '\0' && flag->from_at <= now && (flag->until_at == 0 || flag->until_at > now);
}

/* Flags are never deleted, so their numbers run without a gap; there are few of them. */
static bool list_all(const struct command_call *call, struct err *err)
{
    struct flag flag;
    struct err why = {0};
    int64_t now = clock_now();
    bool with_past = call_has(call, "all");
    for (int64_t id = 1; flag_get(call->store, id, &flag, &why); id++)
        if ((with_past || is_in_force(&flag, now)) && !print_flag(call, &flag))
            return true;
    return why.code == ERR_NOT_FOUND || err_set(err, why.code, "%s", why.text);
}

static int run_list(const struct command_call *call)
{
    struct flag_entry entry = {0};
    struct err err = {0};
    bool done = call->argc == 0;
    if (!done) {
        struct candidate candidate;
        done = find_candidate(call, call->argv[0], 0, &candidate, &err);
        entry.flag.person_id = done ? candidate.person_id : 0;
        entry.flag.place_id = done ? candidate.place_id : 0;
    }
    if (!done)
        return report_error(&err);
    if (!print_header(call, flag_fields) ||
        (call->argc > 0 ? list_of_subject(call, &entry, &err) : list_all(call, &err)))
        return EXIT_DONE;
    return report_error(&err);
}

static const struct command_option list_options[] = {
    OPTIONS_OF_LISTS,
    {"all", NULL, N_("also those that are over or cleared")},
    {0},
};
const struct command flag_list_command = {
    .name = "flag list",
    .usage = "[--json | --tsv | --chat] [--all] [WHO]",
    .help = N_("List the flags in force, all of them or those of one person with the household."),
    .title = N_("Flags"),
    .examples = "  gatepost flag list\n  gatepost flag list zwm\n",
    .options = list_options,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};
