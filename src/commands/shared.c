#include "shared.h"
#include "gatepost/buffer.h"
#include "gatepost/crossing.h"
#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/posting.h"
#include "gatepost/record_text.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CANDIDATES_SHOWN = 5 };

/* The listing that is being made for a chat. */
static struct posting posting;
static bool posting_begun;

volatile sig_atomic_t interrupted;
static volatile sig_atomic_t softly;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    if (!softly || interrupted)
        _exit(EXIT_INTERRUPTED);
    interrupted = 1;
}

void interrupt_start(void)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    signal(SIGXFSZ, SIG_IGN); /* beyond a file size limit: an error that is said, like a full disk, and no death */
}

void interrupt_softly(void)
{
    softly = 1;
}

void interrupt_end(void)
{
    softly = 0;
    signal(SIGINT, SIG_DFL);
}

static int exit_code_of(enum err_code code)
{
    switch (code) {
    case ERR_NONE:
        return EXIT_DONE;
    case ERR_INPUT:
        return EXIT_USAGE;
    case ERR_SCHEMA:
    case ERR_DATABASE:
        return EXIT_NO_DATABASE;
    case ERR_CANCELLED:
        return EXIT_INTERRUPTED;
    default:
        return EXIT_FAILED;
    }
}

int report_error(const struct err *err)
{
    report("%s", err->text);
    return exit_code_of(err->code);
}

void report(const char *format, ...)
{
    struct buffer raw = {0}, clean = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_vformat(&raw, format, arguments);
    va_end(arguments);
    text_clean(&clean, buffer_text(&raw), raw.length);
    fflush(stdout); /* answers and messages in the order they were made */
    fprintf(stderr, "gatepost: %s\n", buffer_text(&clean));
    buffer_release(&raw);
    buffer_release(&clean);
}

int report_usage(const char *command_name, const struct err *err)
{
    report("%s", err->text);
    report(_("Help: gatepost %s%s--help"), command_name, command_name[0] != '\0' ? " " : "");
    return EXIT_USAGE;
}

bool output_write(struct buffer *text)
{
    size_t written = fwrite(buffer_text(text), 1, text->length, stdout);
    bool done = written == text->length;
    buffer_clear(text);
    return done;
}

/* Half a listing would be taken for all of it. */
static void end_posting(bool whole)
{
    if (posting_begun && whole) {
        posting_end(&posting, posting_is_full(&posting));
        output_write(&posting.text);
    }
    posting_release(&posting);
    posting_begun = false;
}

int output_end(int code)
{
    end_posting(code == EXIT_DONE);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    report(_("Standard output cannot be written: %s."), strerror(errno));
    return EXIT_FAILED;
}

void print_saved(const struct command_call *call, int64_t id)
{
    if (call_has(call, "dry-run"))
        printf("would save\n");
    else
        printf("saved %lld\n", (long long)id);
}

enum record_format call_format(const struct command_call *call)
{
    static const char *const names[] = {[FORMAT_TSV] = "tsv", [FORMAT_JSON] = "json", [FORMAT_CHAT] = "chat"};
    for (int format = FORMAT_CHAT; format > FORMAT_PLAIN; format--)
        if (call_has(call, names[format]))
            return (enum record_format)format;
    return FORMAT_PLAIN;
}

bool read_id(const char *word, int64_t *id, struct err *err)
{
    char *end;
    errno = 0;
    *id = strtoll(word, &end, 10);
    if (errno == 0 && *end == '\0' && word[0] >= '1' && word[0] <= '9')
        return true;
    return err_set(err, ERR_INPUT, _("\"%.40s\" is not the number of a record."), word);
}

bool read_target(const struct command_call *call, int64_t *id, int64_t *rev, struct err *err)
{
    const char *said = call_option(call, "rev");
    *rev = -1;
    return read_id(call->argv[0], id, err) && (said == NULL || read_id(said, rev, err));
}

const struct command_option edit_options[] = {OPTION_REV, {0}};
const struct command_option void_options[] = {
    {"reason", "TEXT", N_("why; it is needed")},
    OPTION_REV,
    {0},
};

int run_edit_with(const struct command_call *call,
                  bool (*edit)(const struct command_call *, int64_t id, int64_t rev, struct err *))
{
    struct err err = {0};
    int64_t id, rev;
    if (call->option_count == (call_has(call, "rev") ? 1 : 0))
        return report_usage(call->command->name, (err_set(&err, ERR_INPUT, _("Say what to change.")), &err));
    if (!read_target(call, &id, &rev, &err) || !edit(call, id, rev, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

int run_void_with(const struct command_call *call,
                  bool (*verb)(struct store *, int64_t id, int64_t rev, const char *reason, struct err *))
{
    struct err err = {0};
    int64_t id, rev;
    const char *reason = call_option(call, "reason");
    if (!read_target(call, &id, &rev, &err) || !verb(call->store, id, rev, reason != NULL ? reason : "", &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

void call_words(const struct command_call *call, struct buffer *words)
{
    for (int i = 0; i < call->argc; i++)
        buffer_format(words, "%s%s", i > 0 ? " " : "", call->argv[i]);
}

bool call_limit(const struct command_call *call, int64_t *limit, struct err *err)
{
    const char *said = call_option(call, "limit");
    *limit = INT64_MAX;
    if (said == NULL || read_id(said, limit, NULL))
        return true;
    return err_set(err, ERR_INPUT, _("--limit takes a whole number from 1, not \"%.40s\"."), said);
}

bool print_header(const struct command_call *call, const struct record_field *fields)
{
    const struct command *command = call->command;
    return print_header_titled(call, fields, command->title != NULL ? _(command->title) : command->name);
}

bool print_header_titled(const struct command_call *call, const struct record_field *fields, const char *title)
{
    struct buffer line = {0};
    if (call_format(call) == FORMAT_CHAT) {
        posting_begin(&posting, title, call->argc > 0);
        return posting_begun = true;
    }
    record_add_header(fields, call_format(call), &line);
    bool done = output_write(&line);
    buffer_release(&line);
    return done;
}

bool print_row(const struct command_call *call, const struct record_field *fields, const void *record)
{
    struct buffer line = {0};
    if (call_format(call) == FORMAT_CHAT) {
        record_add_posting(call->store, fields, record, &posting);
        return !posting_is_full(&posting);
    }
    record_add_row(call->store, fields, record, call_format(call), &line);
    bool done = output_write(&line);
    buffer_release(&line);
    return done;
}

const struct command_option show_options[] = {
    {"full", NULL, N_("phones and ID numbers whole; that you looked is recorded")},
    {"json", NULL, N_("one JSON object a line")},
    {0},
};

bool show_is_full(const struct command_call *call)
{
    return call_has(call, "full");
}

void print_card(const struct command_call *call, const struct record_field *fields, const void *record)
{
    struct buffer text = {0};
    size_t count = 1; /* with the one that ends it */
    for (const struct record_field *field = fields; field->name != NULL; field++)
        count++;
    struct record_field *shown = memory_new(count, sizeof *shown);
    for (int i = 0; fields[i].name != NULL; i++) {
        shown[i] = fields[i];
        if (show_is_full(call) && (shown[i].kind == RECORD_PHONE || shown[i].kind == RECORD_DOCUMENT))
            shown[i].kind = RECORD_TEXT;
    }
    if (call_format(call) == FORMAT_JSON)
        record_add_row(call->store, shown, record, FORMAT_JSON, &text);
    else
        record_add_card(call->store, shown, record, &text);
    output_write(&text);
    buffer_release(&text);
    free(shown);
}

bool find_checkpoint(const struct command_call *call, const char *name, int64_t *id, struct err *err)
{
    if (name == NULL || name[0] == '\0')
        name = call->global->checkpoint;
    if (name != NULL)
        return checkpoint_find(call->store, name, id, err) ||
               err_field(err, ERR_NOT_FOUND, "checkpoint", _("There is no checkpoint named \"%.80s\"."), name);
    struct checkpoint two[2];
    int count = 0;
    if (!checkpoint_list(call->store, two, 2, &count, err))
        return false;
    *id = count == 1 ? two[0].id : 0;
    return count == 1 || err_field(err, ERR_INPUT, "checkpoint", _("Say at which checkpoint: --checkpoint NAME."));
}

static void describe_candidate(const struct candidate *candidate, struct buffer *out)
{
    char name[NAME_BYTES];
    if (candidate->person_id != 0) {
        mask_value(MASK_NAME, candidate->name, name, sizeof name);
        buffer_format(out, "; %s %s --person %lld", name, candidate->place_label, (long long)candidate->person_id);
    } else if (candidate->vehicle_id != 0) {
        buffer_format(out, "; %s", candidate->plate);
    } else {
        buffer_format(out, "; %s", candidate->place_label);
    }
}

/* A room names its household and everybody in it; the people are meant. */
static int drop_households(struct candidate *found, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (found[i].person_id != 0 || found[i].vehicle_id != 0)
            found[kept++] = found[i];
    return kept;
}

bool find_candidate(const struct command_call *call, const char *word, int64_t checkpoint_id,
                    struct candidate *candidate, struct err *err)
{
    struct candidate found[CANDIDATES_SHOWN];
    int count = 0, left = 0;
    if (!candidate_find(call->store, word, checkpoint_id, found, CANDIDATES_SHOWN, &count, &left, err))
        return false;
    if (count > 1)
        count = candidate_keep_exact(found, drop_households(found, count));
    if (count == 0)
        return err_field(err, ERR_NOT_FOUND, "who", _("Nobody matches \"%.60s\"."), word);
    *candidate = found[0];
    if (count == 1)
        return true;
    struct buffer list = {0};
    for (int i = 0; i < count; i++)
        describe_candidate(&found[i], &list);
    err_field(err, ERR_INPUT, "who", _("\"%.60s\" matches more than one%s"), word, buffer_text(&list));
    buffer_release(&list);
    return false;
}

bool find_household(struct store *store, const char *room, int64_t *id, struct err *err)
{
    if (record_place(store, room, id, err))
        return true;
    if (err != NULL)
        err->field = "place";
    return false;
}
