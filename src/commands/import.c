/* import: a spreadsheet or a chat's text into a register, by the mechanism the screen uses too. */
#include "gatepost/buffer.h"
#include "gatepost/importer.h"
#include "gatepost/json.h"
#include "gatepost/people.h"
#include "gatepost/sheet.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "input.h"
#include "registry.h"
#include "shared.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STEP_MS = 80, SAMPLES = 2 };

/* ---- where from ---- */

static bool open_chat(struct importer *importer, const char *path, struct err *err)
{
    struct buffer text = {0};
    bool done = input_chat(path, &text, err) && importer_open_chat(importer, buffer_text(&text), err);
    buffer_release(&text);
    return done;
}

static bool open_source(const struct command_call *call, struct importer *importer, struct err *err)
{
    const char *path = call->argv[1];
    if (call_has(call, "chat"))
        return open_chat(importer, path, err);
    if (strcmp(path, "-") != 0)
        return importer_open_file(importer, path, call_option(call, "sheet"), err);
    struct buffer text = {0};
    bool done = input_bytes(path, &text, err) && importer_open_text(importer, buffer_text(&text), text.length, err);
    buffer_release(&text);
    return done;
}

/* ---- columns ---- */

static int find_field(const struct import_register *wanted, const char *name)
{
    for (int i = 0; i < wanted->field_count; i++)
        if (strcmp(wanted->fields[i].name, name) == 0 || strcmp(words_context(wanted->fields[i].label), name) == 0)
            return i;
    return IMPORT_NO_FIELD;
}

static int find_column(const struct importer *importer, const char *name)
{
    char *end;
    for (int column = 0; column < importer_columns(importer); column++)
        if (strcmp(importer_heading(importer, column), name) == 0)
            return column;
    long number = strtol(name, &end, 10);
    return end != name && *end == '\0' && number >= 1 && number <= importer_columns(importer) ? (int)number - 1 : -1;
}

/* "手机=phone", "3=phone", "4=-" */
static bool map_one(struct importer *importer, const char *said, struct err *err)
{
    const char *equal = strrchr(said, '=');
    char name[200];
    if (equal == NULL || (size_t)(equal - said) >= sizeof name)
        return err_set(err, ERR_INPUT, _("--map takes COLUMN=FIELD, such as 手机=phone or 3=phone."));
    text_copy(name, (size_t)(equal - said) + 1, said);
    int column = find_column(importer, name), field = find_field(importer_register(importer), equal + 1);
    if (column < 0)
        return err_set(err, ERR_INPUT, _("There is no column \"%.60s\" in the file."), name);
    if (field == IMPORT_NO_FIELD && strcmp(equal + 1, "-") != 0)
        return err_set(err, ERR_INPUT, _("There is no field \"%.60s\"."), equal + 1);
    importer_map(importer, column, field);
    return true;
}

static bool map_columns(const struct command_call *call, struct importer *importer, struct err *err)
{
    for (int i = 0; i < call->option_count; i++)
        if (call->options[i].option != NULL && strcmp(call->options[i].option->name, "map") == 0 &&
            !map_one(importer, call->options[i].value, err))
            return false;
    return importer_judge(importer, err);
}

/* How the columns were understood: on stderr, where a person looks. */
static void tell_columns(const struct importer *importer)
{
    const struct import_register *wanted = importer_register(importer);
    struct buffer line = {0};
    for (int column = 0; column < importer_columns(importer); column++) {
        int field = importer_field(importer, column);
        const char *heading = importer_heading(importer, column); /* no sample of the people in it */
        buffer_format(&line, "%s%d %s = %s", column > 0 ? "; " : "", column + 1, heading,
                      field == IMPORT_NO_FIELD ? "-" : words_context(wanted->fields[field].label));
    }
    report(_("Columns: %s"), buffer_text(&line));
    buffer_release(&line);
}

/* ---- going on ---- */

static void show_progress(const struct importer *importer)
{
    static const char *const words[] = {
        [IMPORTER_READING] = N_("Reading"), [IMPORTER_JUDGING] = N_("Comparing"), [IMPORTER_WRITING] = N_("Saving")};
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%s %3d %% ", _(words[importer_phase(importer)]), importer_percent(importer));
}

/* Until it waits or is done. */
static bool go_on(struct importer *importer, struct err *err)
{
    enum importer_phase phase;
    bool done = true;
    while (done && (phase = importer_phase(importer)) != IMPORTER_MAPPING && phase != IMPORTER_READY &&
           phase != IMPORTER_DONE) {
        show_progress(importer);
        done = !interrupted ? importer_step(importer, STEP_MS, err)
                            : err_set(err, ERR_CANCELLED, _("Stopped; nothing was imported."));
    }
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%20s\r", "");
    return done;
}

/* ---- what came of it ---- */

static void add_row(const struct command_call *call, const struct importer_row *row, struct buffer *out)
{
    const char *verdict = import_verdict_names[row->verdict];
    if (call_has(call, "json")) {
        json_begin(out);
        json_integer(out, "line", row->line);
        json_text(out, "verdict", verdict);
        json_text(out, "why", row->why);
        json_end(out);
    } else {
        buffer_format(out, "%s %lld: ", verdict, (long long)row->line);
        text_clean(out, row->why, strlen(row->why));
    }
    buffer_add_byte(out, '\n');
}

/* Rows that need somebody's eye: refused ones, and proposals that are not taken. */
static void print_rows(const struct command_call *call, const struct importer *importer)
{
    struct buffer out = {0};
    for (int64_t i = 0; i < importer_rows(importer); i++) {
        struct importer_row row;
        importer_row(importer, i, &row);
        if (row.verdict == IMPORT_REFUSED || (row.verdict == IMPORT_DIFFERS && !row.taken))
            add_row(call, &row, &out);
        if (out.length > 0 && !output_write(&out))
            break;
    }
    buffer_release(&out);
}

static void tell_counts(const struct importer *importer)
{
    report(_("%1$lld new, %2$lld the same, %3$lld different, %4$lld refused."),
           (long long)importer_count(importer, IMPORT_NEW), (long long)importer_count(importer, IMPORT_SAME),
           (long long)importer_count(importer, IMPORT_DIFFERS), (long long)importer_count(importer, IMPORT_REFUSED));
    int64_t left = importer_count(importer, IMPORT_DIFFERS) - importer_taken(importer);
    if (left > 0)
        report(ngettext("%lld known record differs and stays as it is; --update takes what the file says.",
                        "%lld known records differ and stay as they are; --update takes what the file says.",
                        (unsigned long)left),
               (long long)left);
}

/* Refused rows go into a file of the same form, to be mended there and imported again. */
static void keep_refused(const struct command_call *call, struct importer *importer)
{
    struct err err = {0};
    const char *path = call_option(call, "refused");
    bool by_itself = importer_refused_path(importer)[0] != '\0' && !call_has(call, "dry-run");
    if (importer_count(importer, IMPORT_REFUSED) == 0 || (path == NULL && !by_itself))
        return;
    if (importer_write_refused(importer, path, &err))
        report(_("Refused rows with their reasons: %s"), path != NULL ? path : importer_refused_path(importer));
    else
        report("%s", err.text);
}

static bool save(const struct command_call *call, struct importer *importer, struct err *err)
{
    if (call_has(call, "update"))
        importer_take_all(importer, true);
    print_rows(call, importer);
    tell_counts(importer);
    bool nothing = importer_count(importer, IMPORT_NEW) == 0 && importer_taken(importer) == 0;
    if (call_has(call, "dry-run") || nothing)
        return true;
    if (!importer_write(importer, err) || !go_on(importer, err))
        return false;
    printf("saved %lld\n", (long long)importer_number(importer));
    report(_("Import %1$lld: %2$lld added, %3$lld changed."), (long long)importer_number(importer),
           (long long)importer_added(importer), (long long)importer_changed(importer));
    return true;
}

static bool run_import(const struct command_call *call, struct importer *importer, struct err *err)
{
    if (!open_source(call, importer, err) || !go_on(importer, err))
        return false;
    if (importer_phase(importer) == IMPORTER_MAPPING) {
        bool mapped = map_columns(call, importer, err);
        tell_columns(importer);
        if (!mapped)
            return false;
    }
    if (!go_on(importer, err) || !save(call, importer, err))
        return false;
    keep_refused(call, importer);
    return true;
}

static bool find_defaults(const struct command_call *call, const struct import_register *wanted,
                          struct importer_defaults *defaults, struct err *err)
{
    defaults->estate = call_option(call, "estate");
    return strcmp(wanted->name, "crossings") != 0 || find_checkpoint(call, NULL, &defaults->checkpoint_id, err);
}

static void refuse_register(const char *name, struct err *err)
{
    struct buffer known = {0};
    for (const struct import_register *const *one = import_registers; *one != NULL; one++)
        buffer_format(&known, "%s%s", known.length > 0 ? ", " : "", (*one)->name);
    err_set(err, ERR_INPUT, _("There is no register \"%1$.60s\": %2$s."), name, buffer_text(&known));
    buffer_release(&known);
}

static int run(const struct command_call *call)
{
    const struct import_register *wanted = import_register_find(call->argv[0]);
    struct importer_defaults defaults = {0};
    struct err err = {0};
    if (wanted == NULL) {
        refuse_register(call->argv[0], &err);
        return report_usage("import", &err);
    }
    if (!find_defaults(call, wanted, &defaults, &err))
        return report_error(&err);
    interrupt_softly();
    struct importer *importer = importer_new(call->store, wanted, &defaults);
    bool done = run_import(call, importer, &err);
    bool refused = done && importer_count(importer, IMPORT_REFUSED) > 0;
    importer_free(importer);
    return !done ? report_error(&err) : refused ? EXIT_PARTLY : EXIT_DONE;
}

static const struct command_option options[] = {
    {"dry-run", NULL, N_("compare and say what would be done; save nothing")},
    {"update", NULL, N_("take what the file says where known records differ")},
    {"map", "COLUMN=FIELD", N_("what a column is, by heading or number: 手机=phone, 3=-; may be given many times")},
    {"sheet", "NAME", N_("which sheet of a workbook, else the first one with rows")},
    {"estate", "NAME", N_("the estate of rooms that name none")},
    {"chat", NULL, N_("the text comes from a group chat: one line a person, numbered or not")},
    {"refused", "FILE", N_("where refused rows go with their reasons, else beside the file")},
    {"json", NULL, N_("rows refused or different as JSON, one object a line")},
    {0},
};
const struct command import_command = {
    .name = "import",
    .usage = "REGISTER (FILE|-) [OPTIONS]",
    .help = N_("Bring rows of a spreadsheet or a chat into a register."),
    .more = N_(
        "REGISTER is residents (with their households), places (households, enterprises, small places, "
        "rented houses), crossings, readings (of the round), supplies (what households ask for), stock (goods and how "
        "much is there), donations, volunteers (a sign-up list or chain), or declarations (what residents declared in "
        "a "
        "form: they wait to be checked). FILE "
        "is .xlsx, or CSV in UTF-8, UTF-16 or "
        "GB18030 with comma, semicolon or tab; headings may be Chinese or English, in any order. People are "
        "matched by ID number, else by room and name, households by room, other places by name. Whoever is not in the "
        "file stays. The same file twice changes nothing. All of it is one import: it is seen when complete, and "
        "undone as one."),
    .examples = "  gatepost --officer 李敏 import residents 住户名单.xlsx --dry-run\n"
                "  gatepost --officer 李敏 import residents 住户名单.csv --map 联系=phone --update\n"
                "  gatepost --officer 李敏 import places 场所台账.xlsx --dry-run\n"
                "  gatepost --officer 李敏 import declarations 自主申报.xlsx\n"
                "  gatepost --officer 李敏 import volunteers --chat - <接龙.txt\n"
                "  gatepost --officer 李敏 import stock 物资库存.xlsx --update\n"
                "  gatepost --officer 李敏 import supplies --chat - <群里的物资.txt\n"
                "  gatepost --officer 李敏 import readings --chat - <群里的体温.txt\n",
    .options = options,
    .least = 2,
    .most = 2,
    .access = ACCESS_WRITE,
    .verb = "import",
    .run = run,
};
