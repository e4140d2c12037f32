/* presence list, close, reopen; quota show: twins of the screen of who is out and inside, and of the line at the gate.
 */
#include "gatepost/clock.h"
#include "gatepost/curfew.h"
#include "gatepost/quota.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>

enum { ROWS_AT_ONCE = 100 };

struct presence_entry {
    struct presence_row row;
    bool over;
};

#define PRESENCE(member) RECORD_AT(struct presence_entry, member)
static const struct record_field presence_fields[] = {
    {"person", NULL, NULL, RECORD_ID, RECORD_SHOWN, PRESENCE(row.person_id), .width = 8},
    {"name", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PRESENCE(row.name), .width = 10, .said = SAID_NAME},
    {"class", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, PRESENCE(row.class), .choices = class_names, .width = 9},
    {"place", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PRESENCE(row.place_label), .width = 12, .said = SAID_AS_IT_IS},
    {"phone", NULL, NULL, RECORD_PHONE, RECORD_SHOWN, PRESENCE(row.phone), .width = 12},
    {"since", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, PRESENCE(row.at), .width = 19, .label = N_("Since")},
    {"checkpoint", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PRESENCE(row.checkpoint_name), .width = 10},
    {"over", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, PRESENCE(over), .width = 10, .label = N_("Over limit")},
    {"crossing", NULL, NULL, RECORD_ID, RECORD_SHOWN, PRESENCE(row.crossing_id)},
    {0},
};

static bool is_over(struct store *store, enum presence_side side, const struct presence_row *row)
{
    int64_t now = clock_now(), limit = quota_out_seconds(store);
    if (side == PRESENCE_INSIDE)
        return curfew_is_past(store, row->class, row->at, now);
    return limit > 0 && now - row->at > limit;
}

static bool list_side(const struct command_call *call, enum presence_side side, int64_t limit, struct err *err)
{
    static struct presence_row rows[ROWS_AT_ONCE];
    struct presence_place anchor;
    struct presence_window window = {
        .side = side, .word = call->argc > 0 ? call->argv[0] : "", .later = true, .rows = rows, .most = ROWS_AT_ONCE};
    bool only_over = call_has(call, "over");
    while (!window.finished && limit > 0) {
        if (!presence_window(call->store, &window, err))
            return false;
        for (int i = 0; i < window.count && limit > 0; i++) {
            struct presence_entry entry = {.row = rows[i], .over = is_over(call->store, side, &rows[i])};
            if (only_over && !entry.over)
                continue;
            if (!print_row(call, presence_fields, &entry))
                return true;
            limit--;
        }
        anchor = window.reached;
        window.anchor = &anchor;
    }
    return true;
}

static int run_list(const struct command_call *call)
{
    struct err err = {0};
    int64_t limit;
    bool inside = call_has(call, "inside");
    if (inside == call_has(call, "out"))
        return report_usage("presence list", (err_set(&err, ERR_INPUT, _("Give --out or --inside.")), &err));
    if (!call_limit(call, &limit, &err))
        return report_error(&err);
    if (!print_header(call, presence_fields) || list_side(call, inside ? PRESENCE_INSIDE : PRESENCE_OUT, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

static const struct command_option list_options[] = {
    OPTIONS_OF_LISTS,
    {"out", NULL, N_("residents and tenants who are out")},
    {"inside", NULL, N_("visitors and all others who are inside")},
    {"over", NULL, N_("only those out longer than quota.hours, or inside past the curfew")},
    {"limit", "COUNT", N_("at most so many rows")},
    {0},
};
const struct command presence_list_command = {
    .name = "presence list",
    .usage = "--out | --inside [--over] [--json | --tsv | --chat] [--limit COUNT] [WORD]",
    .help = N_("List who is out or who is inside, longest first."),
    .title = N_("Out and inside"),
    .examples = "  gatepost presence list --out --over\n  gatepost presence list --inside 12-2-1203\n",
    .options = list_options,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};

static int run_close(const struct command_call *call)
{
    struct err err = {0};
    int64_t batch = 0;
    int count = 0;
    bool dry = call_has(call, "dry-run");
    if (dry)
        store_rehearse(call->store);
    if (!presence_close(call->store, &count, &batch, &err))
        return report_error(&err);
    if (count == 0)
        report("%s", _("No visitor or courier is inside past the curfew."));
    else
        report(dry ? ngettext("%d entry would be closed.", "%d entries would be closed.", (unsigned long)count)
                   : ngettext("%d entry closed.", "%d entries closed.", (unsigned long)count),
               count);
    if (count > 0)
        print_saved(call, batch);
    return EXIT_DONE;
}

static const struct command_option close_options[] = {
    {"dry-run", NULL, N_("say how many, save nothing")},
    {0},
};
const struct command presence_close_command = {
    .name = "presence close",
    .usage = "[--dry-run]",
    .help = N_("Close the entries of visitors and couriers who are inside past the curfew."),
    .more = N_("They are marked as closed by the system; that is no exit. Service workers of the night, official duty "
               "and emergencies stay, and so does who came in after the curfew. The answer names the batch, for "
               "presence reopen."),
    .examples = "  gatepost --officer 李敏 presence close --dry-run\n  gatepost --officer 李敏 presence close\n",
    .options = close_options,
    .access = ACCESS_WRITE,
    .verb = "presence.close",
    .run = run_close,
};

static int run_reopen(const struct command_call *call)
{
    struct err err = {0};
    int64_t batch;
    int count = 0;
    const char *reason = call_option(call, "reason");
    if (!read_id(call->argv[0], &batch, &err) ||
        !presence_reopen(call->store, batch, reason != NULL ? reason : _("opened again"), &count, &err))
        return report_error(&err);
    report(ngettext("%d entry is open again.", "%d entries are open again.", (unsigned long)count), count);
    print_saved(call, batch);
    return EXIT_DONE;
}

static const struct command_option reopen_options[] = {
    {"reason", "TEXT", N_("why; it stays with the record")},
    {0},
};
const struct command presence_reopen_command = {
    .name = "presence reopen",
    .usage = "BATCH [--reason TEXT]",
    .help = N_("Open again what one batch closed: these people count as inside once more."),
    .more = N_("The number of the batch is the answer of presence close; audit list shows those of the clock."),
    .examples = "  gatepost --officer 李敏 presence reopen 512\n",
    .options = reopen_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "presence.reopen",
    .run = run_reopen,
};

struct quota_entry {
    struct quota quota;
    int64_t place_id;
    char place[96];
};

#define QUOTA(member) RECORD_AT(struct quota_entry, member)
static const struct record_field quota_fields[] = {
    {"place", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, QUOTA(place), .width = 12, .said = SAID_AS_IT_IS},
    {"place_id", NULL, NULL, RECORD_ID, RECORD_SHOWN, QUOTA(place_id)},
    {"applies", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, QUOTA(quota.applies), .width = 7, .label = N_("Applies")},
    {"exits", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, QUOTA(quota.exits), .width = 5, .label = N_("Exits")},
    {"days", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, QUOTA(quota.days), .width = 4, .label = N_("Days")},
    {"used", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, QUOTA(quota.used), .width = 4, .label = N_("Used")},
    {"left", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, QUOTA(quota.left), .width = 10, .label = N_("Still left")},
    {"hours", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, QUOTA(quota.hours), .width = 5, .label = N_("Hours out")},
    {"last_out", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, QUOTA(quota.last_out_at), .width = 19,
     .label = N_("Last out")},
    {"last_name", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, QUOTA(quota.last_name), .width = 10, .label = N_("Who went"),
     .said = SAID_NAME},
    {"next", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, QUOTA(quota.next_at), .width = 19, .label = N_("Next exit")},
    {0},
};

static int run_quota(const struct command_call *call)
{
    struct quota_entry entry = {0};
    struct place place;
    struct err err = {0};
    if (!find_household(call->store, call->argv[0], &entry.place_id, &err) ||
        !place_get(call->store, entry.place_id, &place, &err) ||
        !quota_of_place(call->store, entry.place_id, clock_now(), 0, &entry.quota, &err))
        return report_error(&err);
    place_label(&place, false, entry.place, sizeof entry.place);
    if (print_header(call, quota_fields))
        print_row(call, quota_fields, &entry);
    return EXIT_DONE;
}

static const struct command_option quota_options[] = {
    OPTIONS_OF_LISTS,
    {0},
};
const struct command quota_show_command = {
    .name = "quota show",
    .usage = "[--json | --tsv | --chat] ROOM",
    .help = N_("Show what is left of a household's exit quota, who went out last, and when the next exit is due."),
    .title = N_("Exit quota"),
    .examples = "  gatepost quota show 12-2-1203\n",
    .options = quota_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_quota,
};
