/* print, printers, printings: paper, what can make it, and what was made. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/print_job.h"
#include "gatepost/printing_rules.h"
#include "gatepost/shift_time.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include "shift.h"
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STEP_MS = 100 };

/* ---- what was said ---- */

/* Which option says of what a document is. */
static const struct {
    const char *option;
    unsigned scopes;
} of_what[] = {
    {"week", 1U << DOCUMENT_WEEK},           {"date", 1U << DOCUMENT_DAY | 1U << DOCUMENT_SHIFT},
    {"shift", 1U << DOCUMENT_SHIFT},         {"household", 1U << DOCUMENT_HOUSEHOLD},
    {"volunteer", 1U << DOCUMENT_VOLUNTEER}, {"errand", 1U << DOCUMENT_ERRAND},
};

/* By its name, or by what it is called on the screen. */
static bool find_kind(const char *word, const struct document_kind **kind, struct err *err)
{
    struct buffer known = {0};
    *kind = document_kind_find(word);
    for (int i = 0; *kind == NULL && document_kinds[i] != NULL; i++) {
        if (strcmp(_(document_kinds[i]->label), word) == 0)
            *kind = document_kinds[i];
        buffer_format(&known, "%s%s", i > 0 ? ", " : "", document_kinds[i]->name);
    }
    if (*kind == NULL)
        err_set(err, ERR_INPUT, _("There is no document \"%1$.40s\". There are: %2$s."), word, buffer_text(&known));
    buffer_release(&known);
    return *kind != NULL;
}

static bool check_scope(const struct command_call *call, const struct document_kind *kind, struct err *err)
{
    for (size_t i = 0; i < sizeof of_what / sizeof of_what[0]; i++)
        if (call_has(call, of_what[i].option) && (of_what[i].scopes >> kind->scope & 1) == 0)
            return err_set(err, ERR_INPUT, _("--%1$s says nothing about %2$s."), of_what[i].option, _(kind->label));
    return true;
}

static bool read_day(const struct command_call *call, const char *option, int *day, struct err *err)
{
    const char *said = call_option(call, option);
    *day = clock_day(clock_now());
    return said == NULL || shift_day_parse(said, day, err);
}

static bool read_shift(const struct command_call *call, struct document_request *request, struct err *err)
{
    const char *said = call_option(call, "shift");
    struct shift_span span;
    if (said == NULL)
        return true;
    if (!shift_span_parse(said, &span, err))
        return false;
    request->from_at = shift_starts_at(request->day, span);
    request->until_at = shift_ends_at(request->day, span);
    return true;
}

static bool read_household(const struct command_call *call, int64_t *id, struct err *err)
{
    const char *said = call_option(call, "household");
    return said != NULL ? find_household(call->store, said, id, err)
                        : err_set(err, ERR_INPUT, _("Which household? --household ROOM."));
}

static bool read_volunteer(const struct command_call *call, int64_t *id, struct err *err)
{
    const char *said = call_option(call, "volunteer");
    return said != NULL ? shift_volunteer(call, said, id, err) : err_set(err, ERR_INPUT, _("Whose? --volunteer NAME."));
}

static bool read_subject(const struct command_call *call, struct document_request *request, struct err *err)
{
    const char *errand = call_option(call, "errand");
    if (!read_day(call, "date", &request->day, err))
        return false;
    switch (request->kind->scope) {
    case DOCUMENT_NOW:
    case DOCUMENT_DAY:
        return true;
    case DOCUMENT_WEEK:
        return read_day(call, "week", &request->day, err);
    case DOCUMENT_SHIFT:
        return read_shift(call, request, err);
    case DOCUMENT_HOUSEHOLD:
        return read_household(call, &request->id, err);
    case DOCUMENT_VOLUNTEER:
        return read_volunteer(call, &request->id, err);
    case DOCUMENT_ERRAND:
        return errand == NULL || read_id(errand, &request->id, err);
    }
    return false;
}

static bool read_document(const struct command_call *call, struct document_request *request, struct err *err)
{
    const char *word = call->argc > 0 ? call->argv[0] : NULL;
    *request = (struct document_request){.blank_rows = -1};
    if (word == NULL)
        return err_set(err, ERR_INPUT, _("What? gatepost print --list says what can be printed."));
    if (!find_kind(word, &request->kind, err) || !check_scope(call, request->kind, err))
        return false;
    if (call_has(call, "posted") && call_has(call, "internal"))
        return err_set(err, ERR_INPUT, _("Give --posted or --internal, not both."));
    request->level = call_has(call, "internal") ? LEVEL_INTERNAL : LEVEL_POSTED;
    request->only_changed = call_has(call, "changed");
    if (request->only_changed && !request->kind->marks_changes)
        return err_set(err, ERR_INPUT, _("--%1$s says nothing about %2$s."), "changed", _(request->kind->label));
    return read_subject(call, request, err) && shift_post_said(call, &request->post_id, err);
}

/* One of the names; what stands in *choice stays when nothing is said. */
static bool read_choice(const struct command_call *call, const char *option, const char *const *names, int *choice,
                        struct err *err)
{
    const char *said = call_option(call, option);
    struct buffer known = {0};
    int found = -1;
    if (said == NULL)
        return true;
    for (int i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], said) == 0)
            found = i;
        buffer_format(&known, "%s%s", i > 0 ? "|" : "", names[i]);
    }
    if (found < 0)
        err_set(err, ERR_INPUT, _("--%s takes %s, not \"%s\"."), option, buffer_text(&known), said);
    else
        *choice = found;
    buffer_release(&known);
    return found >= 0;
}

static bool read_paper(const struct command_call *call, struct paper *paper, struct err *err)
{
    int size = paper->size, type = paper->type, fit = paper->fit;
    if (!read_choice(call, "paper", paper_size_names, &size, err) ||
        !read_choice(call, "size", paper_type_names, &type, err) ||
        !read_choice(call, "fit", paper_fit_names, &fit, err))
        return false;
    *paper = (struct paper){.size = (enum paper_size)size,
                            .type = (enum paper_type)type,
                            .fit = (enum paper_fit)fit,
                            .signature = paper->signature && !call_has(call, "no-signature")};
    return true;
}

static bool read_copies(const struct command_call *call, int *copies, struct err *err)
{
    const char *said = call_option(call, "copies");
    int64_t number = 1;
    if (said != NULL && (!read_id(said, &number, NULL) || number > PRINT_COPIES_MOST))
        return err_set(err, ERR_INPUT, _("Copies: a whole number from 1 to %d."), PRINT_COPIES_MOST);
    *copies = (int)number;
    return true;
}

static bool read_request(const struct command_call *call, struct print_request *request, struct err *err)
{
    static const char *const charsets[] = {"utf-8", "gb18030", NULL};
    const char *to = call_option(call, "to");
    int charset = PRINT_UTF8;
    *request = (struct print_request){.replace = call_has(call, "force")};
    if (to != NULL && strlen(to) >= sizeof request->to)
        return err_set(err, ERR_INPUT, _("--to: this name is too long."));
    text_copy(request->to, sizeof request->to, to != NULL ? to : "-");
    if (!read_document(call, &request->document, err))
        return false;
    request->paper = request->document.kind->paper;
    if (!read_paper(call, &request->paper, err) || !read_choice(call, "charset", charsets, &charset, err) ||
        !read_copies(call, &request->copies, err))
        return false;
    request->charset = (enum print_charset)charset;
    return true;
}

/* ---- print ---- */

static void end_line(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}

/* What the printer says is said once each time it says something else. */
static void show_progress(const struct print_job *job, struct buffer *said)
{
    const char *says = print_job_says(job);
    int percent = print_job_percent(job);
    if (isatty(STDERR_FILENO) && print_job_state(job) == PRINT_WAITING)
        fprintf(stderr, "\r\033[K%s", _("Waiting for the printer"));
    else if (isatty(STDERR_FILENO) && percent >= 0 && percent < 100)
        fprintf(stderr, "\r\033[K%3d %%", percent);
    if (strcmp(says, buffer_text(said)) == 0)
        return;
    end_line();
    if (says[0] != '\0')
        report(_("The printer says: %s."), says);
    buffer_clear(said);
    buffer_add(said, says);
}

static bool follow(struct print_job *job, struct err *err)
{
    struct buffer said = {0};
    bool finished = false, good = true;
    while (good && !finished && !interrupted) {
        struct pollfd descriptor = {.fd = print_job_descriptor(job), .events = POLLIN};
        good = print_job_step(job, STEP_MS, &finished, err);
        if (good && !finished) {
            show_progress(job, &said);
            poll(&descriptor, descriptor.fd >= 0, STEP_MS);
        }
    }
    end_line();
    buffer_release(&said);
    if (good && !finished)
        return err_set(err, ERR_CANCELLED, _("Printing was cancelled."));
    return good;
}

static void warn(const struct print_job *job)
{
    const struct pages *pages = print_job_layout(job);
    struct buffer missing = {0};
    print_job_missing_words(job, &missing);
    if (missing.length > 0)
        report("%s", missing.bytes);
    buffer_release(&missing);
    if (pages != NULL && pages->cut > 0)
        report(_("Texts that were too long for their column and were cut: %d."), pages->cut);
    if (pages != NULL && pages->too_big)
        report(_("It does not fit on one page, even in the smallest type: it has %d."), pages->count);
}

static void answer(const struct print_request *request, int64_t number)
{
    struct buffer line = {0};
    if (strcmp(request->to, "-") == 0)
        return;
    buffer_format(&line, "printed %lld ", (long long)number);
    text_clean(&line, request->to, strlen(request->to));
    buffer_add_byte(&line, '\n');
    output_write(&line);
    buffer_release(&line);
}

static int run_list(void)
{
    struct buffer line = {0};
    for (int i = 0; document_kinds[i] != NULL; i++) {
        text_cut(&line, document_kinds[i]->name, 14, true);
        buffer_format(&line, "%s: %s\n", _(document_kinds[i]->label), _(document_kinds[i]->help));
        output_write(&line);
    }
    buffer_release(&line);
    return EXIT_DONE;
}

static int run_print(const struct command_call *call)
{
    struct print_request request;
    struct err err = {0};
    if (call_has(call, "list"))
        return run_list();
    if (!read_request(call, &request, &err))
        return err.code == ERR_INPUT ? report_usage("print", &err) : report_error(&err);
    signal(SIGPIPE, SIG_IGN); /* a reader that goes is an error that is recorded, and no death */
    interrupt_softly();
    struct print_job *job = print_job_start(call->store, &request, &err);
    if (job == NULL)
        return report_error(&err);
    bool good = follow(job, &err);
    if (good)
        answer(&request, print_job_number(job));
    warn(job);
    print_job_close(job);
    return good ? EXIT_DONE : report_error(&err);
}

static bool print_writes(const struct command_call *call)
{
    return !call_has(call, "list");
}

static const struct command_option print_options[] = {
    {"list", NULL, N_("say what can be printed")},
    {"week", "DAY", N_("the week of this day; this week when nothing is said")},
    {"date", "DAY", N_("of which day; today if nothing is said")},
    {"shift", "SPAN", N_("one shift of that day: 06-14")},
    {"household", "ROOM", N_("of which household")},
    {"volunteer", "NAME", N_("of which volunteer")},
    {"errand", "NUMBER", N_("of which errand; of all that are under way when nothing is said")},
    {"post", "NAME", N_("at one post only")},
    {"changed", NULL, N_("only what changed since it was printed last")},
    {"to", "FILE",
     N_("a file (.pdf, .txt, .csv, .xlsx), printer:NAME, ipp://ADDRESS, raw:NAME, socket://HOST, "
        "device:/dev/usb/lp0; - is standard output, as when nothing is said")},
    {"force", NULL, N_("replace a file of that name")},
    {"posted", NULL, N_("names masked, no phones: may hang on a wall; as when nothing is said")},
    {"internal", NULL, N_("all in full, for a duty officer or a clerk; that it was printed is recorded in any case")},
    {"charset", "utf-8|gb18030", N_("of plain text; gb18030 for dot-matrix printers")},
    {"paper", "a4|a4-landscape|a5", N_("else as the document is usually printed")},
    {"size", "small|medium|large", N_("of the type; large is read from two metres")},
    {"fit", "flow|one-page|split", N_("as many pages as it takes, smaller until it is one, or a page for each group")},
    {"copies", "NUMBER", N_("1 to 99; one when nothing is said")},
    {"no-signature", NULL, N_("without the line for signatures and the seal")},
    {0},
};
const struct command print_command = {
    .name = "print",
    .usage = "DOCUMENT [--to FILE] [--OPTION ...] | --list",
    .help = N_("Print a document, or write it as PDF, text or table."),
    .more =
        N_("What is printed is recorded before it leaves, with its version: one more whenever something else stands on "
           "it than the last time. A file is there whole or not at all, and replaces none without --force. Ctrl-C "
           "cancels, at the printer too."),
    .examples = "  gatepost print --list\n"
                "  gatepost --officer 李敏 print roster --week 04-18 --to 排班.pdf\n"
                "  gatepost --officer 李敏 print sign-in --date 明天 --shift 06-14 --to printer:HP_LaserJet\n"
                "  gatepost --officer 李敏 print roster --changed --to socket://192.168.1.40 --charset gb18030\n",
    .options = print_options,
    .most = 1,
    .access = ACCESS_NONE,
    .verb = "print.posted",
    .writes = print_writes,
    .run = run_print,
};

/* ---- printers ---- */

static int run_printers(const struct command_call *call)
{
    struct printer *printers = memory_new(PRINTERS_MOST, sizeof *printers);
    struct buffer line = {0};
    struct err err = {0};
    char why[400];
    int count = 0;
    (void)call;
    bool good = printers_list(printers, &count, why, sizeof why, &err);
    for (int i = 0; good && i < count; i++) {
        buffer_add(&line, printers[i].usual ? "* " : "  ");
        text_cut(&line, printers[i].name, 32, true);
        buffer_format(&line, " %s\n", printers[i].says);
        output_write(&line);
    }
    if (good && count == 0)
        report("%s", why[0] != '\0' ? why : _("There is no printer."));
    buffer_release(&line);
    free(printers);
    return good ? EXIT_DONE : report_error(&err);
}

const struct command printers_command = {
    .name = "printers",
    .usage = "",
    .help = N_("List the printers there are and what they say; * is the usual one."),
    .more = N_("The queues of CUPS. Without CUPS a printer is reached by its address: print --to ipp://ADDRESS."),
    .examples = "  gatepost printers\n",
    .access = ACCESS_NONE,
    .run = run_printers,
};

/* ---- printings ---- */

static const struct command_option printings_options[] = {REGISTER_LIST_OPTIONS("all|open")};
const struct command printings_command = {
    .name = "printings",
    .usage = "[--show all|open] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List what was printed, newest first."),
    .title = N_("Printed"),
    .more = N_("Result: done, failed (with the reason), cancelled; begun is what is on its way, or what nobody saw the "
               "end of because the program was ended: look whether the paper is there. Open is what began or failed "
               "in the last seven days."),
    .examples = "  gatepost printings --show open\n",
    .options = printings_options,
    .rules = &printing_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
