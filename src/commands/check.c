/* check: is everything in order with the file, its audit, its rights? One line per finding. */
#include "gatepost/audit.h"
#include "gatepost/backup_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/contradiction.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void print_finding(const char *mark, const char *what, const char *detail)
{
    struct buffer line = {0};
    buffer_format(&line, "%s  %s%s", mark, what, detail[0] != '\0' ? " " : "");
    text_clean(&line, detail, strlen(detail));
    buffer_add_byte(&line, '\n');
    output_write(&line);
    buffer_release(&line);
}

static bool finding(bool good, const char *what, const char *detail)
{
    print_finding(good ? "ok " : "BAD", what, detail);
    return good;
}

/* The file and what belongs to it holds personal data: nothing for others. */
static bool check_mode(const char *path, const char *suffix)
{
    char file[PATH_MAX];
    struct stat about;
    snprintf(file, sizeof file, "%s%s", path, suffix);
    if (stat(file, &about) != 0) {
        bool is_missing = errno == ENOENT && suffix[0] != '\0';
        return is_missing || finding(false, file, strerror(errno));
    }
    bool good = (about.st_mode & S_IRWXO) == 0;
    struct buffer detail = {0};
    buffer_format(&detail, "%04o", (unsigned)(about.st_mode & 07777));
    if (!good)
        buffer_format(&detail, " %s", _("everybody on this computer has rights; it should be 0660"));
    finding(good, file, buffer_text(&detail));
    buffer_release(&detail);
    return good;
}

static bool check_folder(const char *path)
{
    char folder[PATH_MAX];
    struct stat about;
    text_copy(folder, sizeof folder, path);
    char *slash = strrchr(folder, '/');
    if (slash == NULL)
        text_copy(folder, sizeof folder, ".");
    else
        slash[slash == folder ? 1 : 0] = '\0';
    if (stat(folder, &about) != 0)
        return finding(false, folder, strerror(errno));
    if ((about.st_mode & S_IWOTH) != 0 && (about.st_mode & S_ISVTX) == 0)
        return finding(false, folder, _("everybody may put files here; it should be 2770"));
    if ((about.st_mode & (S_IWGRP | S_ISGID | S_IWOTH)) == S_IWGRP)
        return finding(false, folder, _("new files here would not belong to the folder's group; it should be 2770"));
    return finding(true, folder, "");
}

static bool check_content(struct store *store)
{
    struct buffer report_lines = {0};
    struct err err = {0};
    bool good = store_check(store, &report_lines, &err);
    if (good)
        finding(true, _("integrity"), "");
    else if (err.code != ERR_NONE)
        finding(false, _("integrity"), err.text);
    char *rest = report_lines.bytes, *line;
    while (rest != NULL && (line = strsep(&rest, "\n")) != NULL)
        if (line[0] != '\0')
            print_finding(good ? "   " : "BAD", _("integrity"), line);
    buffer_release(&report_lines);
    return good;
}

static bool check_audit(struct store *store)
{
    struct audit_verdict verdict = {0};
    struct err err = {0};
    struct buffer detail = {0};
    bool read = audit_verify(store, &verdict, NULL, NULL, &err);
    bool good = read && verdict.first_bad == 0;
    if (!read)
        buffer_add(&detail, err.text);
    else if (!good)
        buffer_format(&detail, _("entry %lld: %s"), (long long)verdict.first_bad, verdict.what);
    else
        buffer_format(&detail, _("%lld entries, head %s"), (long long)verdict.count, verdict.head);
    finding(good, _("audit"), buffer_text(&detail));
    buffer_release(&detail);
    return good;
}

/* How old the last backup is; what its alarm says makes it bad. */
static bool check_backup(struct store *store)
{
    struct backup_record record;
    struct buffer detail = {0};
    char age[TIME_SIZE], occasion[64], words[200];
    if (!backup_record_read(store, &record, NULL))
        return true; /* said above already */
    age_label(clock_now() - record.made_at, age);
    if (record.made_at == 0)
        buffer_add(&detail, _("none was made yet"));
    else
        buffer_format(&detail, _("%1$s old, %2$s"), age, record.path);
    bool good = !backup_is_overdue(store, clock_now(), occasion, words);
    if (!good)
        buffer_format(&detail, "; %s", words);
    finding(good, _("last backup"), buffer_text(&detail));
    buffer_release(&detail);
    return good;
}

/* ---- contradictions ---- */

enum { FOUND_MOST = 5000 };
struct found_row {
    char rule[24], label[64], words[200], sentence[NOTE_BYTES];
    int64_t subject, person_id, place_id;
};
#define FOUND(member) RECORD_AT(struct found_row, member)
static const struct record_field found_fields[] = {
    {"rule", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, FOUND(rule)},
    {"subject", NULL, NULL, RECORD_ID, RECORD_SHOWN, FOUND(subject)},
    {"person_id", NULL, NULL, RECORD_ID, RECORD_SHOWN, FOUND(person_id)},
    {"place_id", NULL, NULL, RECORD_ID, RECORD_SHOWN, FOUND(place_id)},
    {"words", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, FOUND(words)},
    {"sentence", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, FOUND(sentence)},
    {0},
};

static bool print_contradiction(const struct command_call *call, const struct contradiction *found)
{
    struct found_row row = {
        .subject = found->row.subject, .person_id = found->row.person_id, .place_id = found->row.place_id};
    if (call_format(call) == FORMAT_PLAIN) {
        print_finding("BAD", _(found->rule->label), found->words);
        return true;
    }
    text_copy(row.rule, sizeof row.rule, found->rule->name);
    text_copy(row.words, sizeof row.words, found->words);
    text_copy(row.sentence, sizeof row.sentence, _(found->rule->sentence));
    return print_row(call, found_fields, &row);
}

/* What holds of one rule, and what to do about it. */
static bool check_rule(const struct command_call *call, const struct contradiction_rule *rule,
                       struct contradiction *found, int *count, struct err *err)
{
    if (!contradiction_find(call->store, rule, (struct contradiction_scope){0}, clock_now(), found, FOUND_MOST, count,
                            err))
        return false;
    for (int i = 0; i < *count; i++)
        if (!print_contradiction(call, &found[i]))
            return true;
    if (call_format(call) == FORMAT_PLAIN && *count > 0)
        print_finding("   ", _(rule->sentence), "");
    else if (call_format(call) == FORMAT_PLAIN)
        print_finding("ok ", _(rule->label), "");
    return true;
}

static int run_contradictions(const struct command_call *call)
{
    struct contradiction *found = memory_new(FOUND_MOST, sizeof *found);
    struct err err = {0};
    bool good = call_format(call) == FORMAT_PLAIN || print_header(call, found_fields), any = false;
    for (int i = 0; good && i < contradiction_rule_count; i++) {
        int count = 0;
        good = check_rule(call, &contradiction_rules[i], found, &count, &err);
        any |= count > 0;
    }
    free(found);
    if (err.code != ERR_NONE)
        return report_error(&err);
    return any ? EXIT_FAILED : EXIT_DONE;
}

static int run(const struct command_call *call)
{
    if (call_has(call, "contradictions"))
        return run_contradictions(call);
    struct err err = {0};
    if (call_has(call, "json"))
        return report_usage("check", (err_set(&err, ERR_INPUT, _("--json goes with --contradictions.")), &err));
    const char *path = store_path(call->store);
    print_finding("   ", _("database"), path);
    print_finding("   ", "SQLite", store_sqlite_version());
    print_finding("   ", _("terminal"), call->global->terminal);
    bool good = check_mode(path, "");
    good = check_mode(path, "-wal") && good;
    good = check_mode(path, "-shm") && good;
    good = check_mode(path, ".lock") && good;
    good = check_folder(path) && good;
    good = check_content(call->store) && good;
    good = check_audit(call->store) && good;
    good = check_backup(call->store) && good;
    if (!good)
        report(_("Not everything is in order; see the lines marked BAD."));
    return good ? EXIT_DONE : EXIT_FAILED;
}

static const struct command_option check_options[] = {
    {"contradictions", NULL,
     N_("instead: what of the register contradicts itself now; exit code 1 when something does")},
    {"json", NULL, N_("with --contradictions: one JSON object a line")},
    {0},
};
const struct command check_command = {
    .name = "check",
    .usage = "[--contradictions [--json]]",
    .help = N_(
        "Check the file: integrity, audit chain, file rights, age of the last backup, SQLite's version, paths in use."),
    .examples = "  gatepost check\n  gatepost --db /srv/gatepost/gatepost.db check\n"
                "  gatepost check --contradictions\n",
    .options = check_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run,
};
