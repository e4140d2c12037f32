/* observe open, verify, edit, list, show, extend, close, void, calls: home observations. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/observation_calls.h"
#include "gatepost/observation_rules.h"
#include "gatepost/registers.h"
#include "gatepost/round.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <stdlib.h>
#include <string.h>

#define OPTION_DRY_RUN                                        \
    {                                                         \
        "dry-run", NULL, N_("check everything, save nothing") \
    }

/* ---- show ---- */

/* The newest one of somebody, ended ones too; observation->head.id 0 when there is none. */
static bool find_newest(struct store *store, int64_t person_id, struct observation *observation, struct err *err)
{
    struct observation rows[8];
    struct record_key from;
    struct record_window window = {
        .scope = OBSERVATIONS_ALL, .column = "person_id", .value = person_id, .rows = rows, .most = 8};
    bool good;
    *observation = (struct observation){0};
    do {
        good = record_window(store, &observation_table, &window, err);
        for (int i = 0; good && i < window.count; i++)
            if (rows[i].head.voided[0] == '\0' && rows[i].head.id > observation->head.id)
                *observation = rows[i];
        from = window.reached;
        window.anchor = &from;
    } while (good && !window.finished);
    return good;
}

/* By its number, or by a person: who is under observation is meant before who was. */
static bool find_one(const struct command_call *call, struct observation *observation, struct err *err)
{
    const char *word = call->argv[0];
    struct err running = {0};
    int64_t id = 0;
    if (word[strspn(word, "0123456789")] == '\0')
        return read_id(word, &id, err) && record_get(call->store, &observation_table, id, observation, err);
    if (round_person(call->store, word, observation, &running))
        return true;
    if (running.code != ERR_NOT_FOUND)
        return err_set(err, running.code, "%s", running.text);
    return record_person(call->store, word, &id, err) && find_newest(call->store, id, observation, err) &&
           (observation->head.id != 0 || err_set(err, ERR_NOT_FOUND, _("%s was never under observation."), word));
}

/* What follows from the record and its readings, below the card. */
static bool add_rest(struct store *store, const struct observation *observation, struct buffer *out, struct err *err)
{
    struct half_day missing[2 * TERM_DAYS_MOST];
    struct supply_need need;
    char words[NOTE_BYTES], label[48];
    int count = 0;
    observation_words(observation, clock_now(), words, sizeof words);
    buffer_format(out, "%s\n", words);
    if (!supply_need(store, observation->place_id, clock_now(), &need, err))
        return false;
    supply_need_words(&need, clock_now(), words, sizeof words);
    buffer_format(out, "%s %s\n", _("Supplies:"), words);
    if (!observation_missing(store, observation, clock_now(), missing, 2 * TERM_DAYS_MOST, &count, err))
        return false;
    if (count > 0)
        buffer_add(out, _("Readings missing:"));
    for (int i = 0; i < count && i < 2 * TERM_DAYS_MOST; i++) {
        half_day_label(missing[i], label, sizeof label);
        buffer_format(out, " %s%s", label, i + 1 < count ? "," : "\n");
    }
    return true;
}

/* The card says below in words what the stage says. */
static void print_one(const struct command_call *call, const struct observation *observation)
{
    struct record_field fields[48];
    int count = 0;
    for (const struct record_field *field = observation_fields; field->name != NULL; field++)
        if (call_format(call) == FORMAT_JSON || strcmp(field->name, "stage") != 0)
            fields[count++] = *field;
    fields[count] = (struct record_field){0};
    print_card(call, fields, observation);
}

static int run_show(const struct command_call *call)
{
    struct observation observation;
    struct buffer rest = {0};
    struct err err = {0};
    if (!find_one(call, &observation, &err))
        return report_error(&err);
    print_one(call, &observation);
    bool good = call_format(call) == FORMAT_JSON || add_rest(call->store, &observation, &rest, &err);
    output_write(&rest);
    buffer_release(&rest);
    return good ? EXIT_DONE : report_error(&err);
}

/* ---- what is done with one ---- */

static bool read_call(const struct command_call *call, int64_t *id, int64_t *rev, struct err *err)
{
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    return read_target(call, id, rev, err);
}

static int run_verify(const struct command_call *call)
{
    struct err err = {0};
    int64_t id, rev;
    if (!read_call(call, &id, &rev, &err) || !observation_verify(call->store, id, rev, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

/* --to DAY, or --days longer (shorter when negative). */
static bool read_last_day(const struct command_call *call, int64_t id, int *last_day, struct err *err)
{
    const char *to = call_option(call, "to"), *days = call_option(call, "days");
    struct term_change change = {0};
    struct observation observation;
    char *end;
    if ((to != NULL) == (days != NULL))
        return err_set(err, ERR_INPUT, _("Say the new last day (--to), or how many days more (--days)."));
    if (to != NULL) {
        bool read = record_resolve(call->store, record_find(term_change_fields, "to"), &change, to, err);
        *last_day = change.to_day;
        return read;
    }
    long more = strtol(days, &end, 10);
    if (*end != '\0' || days[0] == '\0' || more < -TERM_DAYS_MOST || more > TERM_DAYS_MOST)
        return err_set(err, ERR_INPUT, _("--days: a whole number from %d to %d."), -TERM_DAYS_MOST, TERM_DAYS_MOST);
    if (!record_get(call->store, &observation_table, id, &observation, err))
        return false;
    *last_day = clock_day_add(observation.last_day, (int)more);
    return true;
}

static int run_extend(const struct command_call *call)
{
    const char *reason = call_option(call, "reason");
    struct err err = {0};
    int64_t id, rev;
    int last_day = 0;
    if (!read_call(call, &id, &rev, &err) || !read_last_day(call, id, &last_day, &err) ||
        !observation_change_term(call->store, id, rev, last_day, reason != NULL ? reason : "", &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

static bool read_how(const struct command_call *call, enum observation_state *how, struct err *err)
{
    const char *as = call_option(call, "as");
    for (int i = OBSERVATION_RELEASED; as != NULL && observation_state_names[i] != NULL; i++)
        if (strcmp(observation_state_names[i], as) == 0) {
            *how = (enum observation_state)i;
            return true;
        }
    return err_set(err, ERR_INPUT, _("--as says how it ends: released, hospital, isolation, moved, lost or mistake."));
}

static void take_text(const struct command_call *call, const char *name, char *text, size_t size)
{
    const char *said = call_option(call, name);
    text_copy(text, size, said != NULL ? said : "");
}

static bool release(const struct command_call *call, int64_t id, int64_t rev, struct err *err)
{
    struct observation_release papers = {0};
    struct observation read = {0};
    const char *delivered = call_option(call, "delivered-at");
    take_text(call, "applied-by", papers.applied_by, sizeof papers.applied_by);
    take_text(call, "verified-by", papers.verified_by, sizeof papers.verified_by);
    take_text(call, "issued-by", papers.issued_by, sizeof papers.issued_by);
    take_text(call, "paper-number", papers.paper_number, sizeof papers.paper_number);
    take_text(call, "reason", papers.end_reason, sizeof papers.end_reason);
    if (delivered != NULL && !record_parse(record_find(observation_fields, "delivered_at"), &read, delivered, err))
        return false;
    papers.delivered_at = read.delivered_at;
    return observation_release(call->store, id, rev, &papers, err);
}

static int run_close(const struct command_call *call)
{
    const char *reason = call_option(call, "reason");
    enum observation_state how = OBSERVATION_RELEASED;
    struct err err = {0};
    int64_t id, rev;
    if (!read_call(call, &id, &rev, &err) || !read_how(call, &how, &err))
        return report_error(&err);
    bool closed = how == OBSERVATION_RELEASED
                      ? release(call, id, rev, &err)
                      : observation_leave(call->store, id, rev, how, reason != NULL ? reason : "", &err);
    if (!closed)
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

/* ---- calls after release ---- */

#define CALL(member) RECORD_AT(struct observation_call, member)
static const struct record_field call_fields[] = {
    {"observation", NULL, NULL, RECORD_ID, RECORD_SHOWN, CALL(observation.head.id), .width = 6, .label = N_("No.")},
    {"place", NULL, NULL, RECORD_PLACE, RECORD_SHOWN, CALL(observation.place_id), .width = 14,
     .label = N_("Household")},
    {"person", NULL, NULL, RECORD_PERSON, RECORD_SHOWN, CALL(observation.person_id), .width = 12,
     .label = N_("Person")},
    {"released_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, CALL(observation.ended_at), .width = 19,
     .label = N_("Released")},
    {"release_day", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, CALL(day), .most = 365, .width = 6,
     .label = N_("Day after release")},
    {"due", NULL, NULL, RECORD_DAY, RECORD_SHOWN, CALL(due_day), .width = 10, .label = N_("Due on")},
    {"overdue", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, CALL(overdue), .width = 7, .label = N_("Overdue")},
    {"tried_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, CALL(tried_at), .width = 19, .label = N_("Last tried")},
    {0},
};

static int run_calls(const struct command_call *call)
{
    struct observation_call calls[32];
    struct record_key from;
    struct observation_calls_window window = {.now = clock_now(), .calls = calls, .most = 32};
    struct err err = {0};
    bool good = print_header(call, call_fields), goes_on = good;
    while (goes_on) {
        good = observation_calls(call->store, &window, &err);
        goes_on = good && !window.finished;
        for (int i = 0; good && i < window.count; i++)
            goes_on = print_row(call, call_fields, &calls[i]) && goes_on;
        from = window.reached;
        window.anchor = &from;
    }
    return err.code == ERR_NONE ? EXIT_DONE : report_error(&err);
}

static const char *const papers[] = {"applied_by",   "verified_by", "issued_by", "paper_number",
                                     "delivered_at", "end_reason",  NULL};
static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {
    REGISTER_LIST_OPTIONS("running|awaiting|to-verify|released|ended|all")};
static const struct command_option card_options[] = {{"json", NULL, N_("as one JSON object")}, {0}};
static const struct command_option calls_options[] = {OPTIONS_OF_LISTS, {0}};
static const struct command_option verify_options[] = {OPTION_REV, OPTION_DRY_RUN, {0}};
static const struct command_option extend_options[] = {{"to", "DAY", N_("the new last day")},
                                                       {"days", "NUMBER", N_("so many days more; fewer with a minus")},
                                                       {"reason", "TEXT", N_("why; it is needed")},
                                                       OPTION_REV,
                                                       OPTION_DRY_RUN,
                                                       {0}};
static const struct command_option close_options[] = {
    {"as", "released|hospital|isolation|moved|lost|mistake", N_("how it ends")},
    {"applied-by", "NAME", N_("release: who applied")},
    {"verified-by", "NAME", N_("release: who verified")},
    {"issued-by", "NAME", N_("release: who issued the paper")},
    {"paper-number", "TEXT", N_("release: number of the paper")},
    {"delivered-at", "TIME", N_("release: when the paper was delivered")},
    {"reason", "TEXT", N_("why with readings missing; where to; what was wrong")},
    OPTION_REV,
    OPTION_DRY_RUN,
    {0}};

const struct command observe_open_command = {
    .name = "observe open",
    .usage = "--person WHO [--place ROOM] [OPTIONS] | -",
    .help = N_("Open a home observation; its household's flag denies out from then on."),
    .more = N_("Day 1 is the basis day or the one after, and the term has as many days, as the settings say. One that "
               "is to be verified first (--state to_verify) sets no flag yet."),
    .examples = "  gatepost --officer 李敏 observe open --person 张伟明 --kind close --basis contact --basis-day 4-3 "
                "--reason 与确诊者同桌用餐\n"
                "  gatepost --officer 李敏 observe open --person 李娜 --place 8-1-302 --kind returned --basis left\n",
    .options = add_options,
    .fields = observation_fields,
    .without = papers,
    .rules = &observation_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command observe_verify_command = {
    .name = "observe verify",
    .usage = "ID",
    .help = N_("An observation that was to be verified holds from now on; its household's flag is set."),
    .examples = "  gatepost --officer 李敏 observe verify 3\n",
    .options = verify_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "observation.verify",
    .run = run_verify,
};
const struct command observe_edit_command = {
    .name = "observe edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of an observation; another basis day moves the whole term."),
    .examples = "  gatepost --officer 李敏 observe edit 3 --promise-at 10:30\n",
    .options = edit_options,
    .fields = observation_fields,
    .rules = &observation_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command observe_list_command = {
    .name = "observe list",
    .usage = "[--show running|awaiting|to-verify|released|ended|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the observations from door to door: those that run, those that await their release, or others."),
    .title = N_("Home observation"),
    .examples = "  gatepost observe list --show awaiting\n",
    .options = list_options,
    .rules = &observation_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command observe_show_command = {
    .name = "observe show",
    .usage = "[--json] ID|WHO",
    .help = N_("Show one observation: its days, its orders, the readings that are missing."),
    .examples = "  gatepost observe show 3\n",
    .options = card_options,
    .rules = &observation_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .run = run_show,
};
const struct command observe_extend_command = {
    .name = "observe extend",
    .usage = "ID (--to DAY | --days N) --reason TEXT",
    .help = N_("Give an observation another last day, with a reason that is kept."),
    .examples = "  gatepost --officer 李敏 observe extend 3 --days 7 --reason 同住者阳性\n",
    .options = extend_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "observation.term",
    .run = run_extend,
};
const struct command observe_close_command = {
    .name = "observe close",
    .usage = "ID --as released|hospital|isolation|moved|lost|mistake [OPTIONS]",
    .help = N_("End an observation: release with its papers, or another end with its reason."),
    .more =
        N_("A release needs who applied, who verified, who issued and the number of the paper. Before the end of the "
           "term, and where readings are missing, it needs a reason too. The last one of a household that ends takes "
           "its flag away."),
    .examples = "  gatepost --officer 李敏 observe close 3 --as released --applied-by 谢文斌 --verified-by 陈大夫 "
                "--issued-by 刘建明 --paper-number 2022-031\n"
                "  gatepost --officer 李敏 observe close 4 --as hospital --reason 市第三医院，发热\n",
    .options = close_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "observation.leave",
    .run = run_close,
};
const struct command observe_void_command = {
    .name = "observe void",
    .usage = "ID --reason TEXT",
    .help = N_("Void an observation with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 observe void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &observation_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command observe_calls_command = {
    .name = "observe calls",
    .usage = "[--json | --tsv | --chat]",
    .help = N_("List who is to be called after the release, today or overdue."),
    .title = N_("Calls after release"),
    .options = calls_options,
    .most = 0,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_calls,
};
