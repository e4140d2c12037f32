/* The command line from outside: the built program, run on a file of its own, by its answers and exit codes. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/command.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
/* cmocka.h wants some of the above before it. */
#include <cmocka.h>

/* ---- without a database ---- */

static void help_and_version_need_nothing(void **state)
{
    (void)state;
    GIVES(0, "--version");
    PRINTS("gatepost " GATEPOST_VERSION ", SQLite 3.");
    GIVES(0, "--help");
    PRINTS("Usage:");
    PRINTS("gate add");
    GIVES(0, "gate", "add", "--help");
    PRINTS("--override-reason TEXT");
    GIVES(0, "-h");
    GIVES(0, "--man");
    static const char *const sections[] = {"NAME",     "SYNOPSIS",    "DESCRIPTION", "COMMANDS",    "OPTIONS", "KEYS",
                                           "SETTINGS", "ENVIRONMENT", "FILES",       "EXIT STATUS", "EXAMPLES"};
    const char *at = buffer_text(&command_result.out);
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        char heading[40];
        snprintf(heading, sizeof heading, "\n.Sh %s\n", sections[i]);
        at = strstr(at, heading);
        assert_non_null(at);
    }
    PRINTS("fever.line");
}

static void a_wrong_call_is_refused_before_anything_is_opened(void **state)
{
    (void)state;
    GIVES(2, "nonsense");
    SAYS("There is no command \"nonsense\".");
    GIVES(2, "gate");
    SAYS("gate add, gate list");
    GIVES(2, "gate", "list", "--nope");
    GIVES(2, "gate", "list", "--terminal", "desk\033[31m");
    SAYS("--terminal: the text holds control or invisible characters");
    GIVES(2, "gate", "add", "--p", "1");
    SAYS("--p may be one of --person, --phone, --place, ");
    GIVES(2, "gate", "void");
    SAYS("Something is missing");
    GIVES(2, "checkpoint", "list", "more");
    SAYS("one word too many");
    GIVES(2, "no\033[31mthing\xff");
    assert_null(strchr(buffer_text(&command_result.err), '\033'));
    assert_null(strchr(buffer_text(&command_result.err), '\xff'));
    assert_int_not_equal(access(command_file.path, F_OK), 0);
}

static void a_missing_database_says_how_to_make_one(void **state)
{
    (void)state;
    GIVES(4, "gate", "list");
    SAYS("gatepost init");
    GIVES(4, "desk");
    SAYS("gatepost init");
    GIVES(4, "!", "gate", "add", "--person", "1");
    assert_int_not_equal(access(command_file.path, F_OK), 0);
}

static void a_foreign_file_is_refused_unchanged(void **state)
{
    (void)state;
    struct buffer before = {0}, after = {0};
    command_write(command_file.path, "these are my notes\n", 19);
    command_read(command_file.path, &before);
    GIVES(4, "gate", "list");
    GIVES(4, "!", "gate", "add", "--person", "1");
    GIVES(4, "init", "--officer-name", "李敏");
    command_read(command_file.path, &after);
    assert_string_equal(buffer_text(&before), buffer_text(&after));
    buffer_release(&before);
    buffer_release(&after);
}

static void init_needs_a_name_it_can_use(void **state)
{
    (void)state;
    GIVES(2, "init");
    SAYS("--officer-name");
    GIVES(2, "init", "--officer-name", "");
    GIVES(2, "init", "--officer-name", "李敏", "--zone", "Mars/Olympus");
    GIVES(2, "init", "--officer-name", "李敏", "--checkpoint-name", "东门", "--checkpoint-name", "东门");
    GIVES(2, "init", "--officer-name", "李敏", "--name", "a\nb");
    GIVES(2, "init", "--officer-name", "李敏", "--days", "3");
    assert_int_not_equal(access(command_file.path, F_OK), 0);
    GIVES(0, "init", "--officer-name", "李敏");
    PRINTS("made /");
    GIVES(4, "init", "--officer-name", "李敏");
    SAYS("already");
}

/* ---- the register ---- */

static void nothing_is_saved_without_a_name(void **state)
{
    (void)state;
    GIVES(2, "gate", "add", "--person", "1");
    SAYS("--officer NAME");
    GIVES(1, "--officer", "王五", "gate", "add", "--person", "1");
    GIVES(2, "!", "--read-only", "gate", "add", "--person", "1");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
}

static void a_crossing_is_saved_and_listed(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--who", "zhangweiming", "--temp", "365");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "gate", "list", "--json");
    PRINTS("\"id\":1,");
    PRINTS("\"checkpoint\":\"南门\",\"direction\":\"out\",\"class\":\"resident\",\"person\":1,\"name\":\"张伟明\"");
    PRINTS("\"phone\":\"138****5678\"");
    PRINTS("\"temp\":36.5");
    GIVES(0, "gate", "list", "--tsv");
    PRINTS("id\trev\tat\t");
    GIVES(0, "--lang", "zh_CN", "gate", "list", "--tsv");
    PRINTS("id\trev\tat\t");
    PRINTS("\tout\tresident\t");
    GIVES(0, "gate", "list");
    PRINTS("Checkpoint");
    PRINTS("Resident");
    assert_int_equal(command_count("SELECT count(*) FROM audit WHERE table_name = 'crossing'"), 1);
}

/* Whatever is listed: a chat group reads no name, no number and no remark. */
static void no_name_goes_into_a_chat(void **state)
{
    (void)state;
    static const char *const lists[][2] = {{"gate", "list"},   {"person", "list"},     {"household", "list"},
                                           {"flag", "list"},   {"checkpoint", "list"}, {"officer", "list"},
                                           {"alarms", "list"}, {"audit", "list"},      {"settings", NULL}};
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "365", "--remark", "张五妹代登记");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--plate", "粤E12345", "--direction", "in", "--temp", "365",
          "--purpose", "送货");
    GIVES(0, "!", "flag", "set", "--place", "12-2-1203", "--kind", "observation", "--denies", "out", "--say",
          "找网格员张伟明");
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        static const char *const never[] = {"张伟明", "张五妹", "李敏", "13812345678", "粤E12345", "代登记"};
        if (lists[i][1] != NULL)
            GIVES(0, lists[i][0], lists[i][1], "--chat");
        else
            GIVES(0, lists[i][0], "--chat");
        PRINTS(" in all.\n");
        for (size_t k = 0; k < sizeof never / sizeof never[0]; k++)
            if (strstr(buffer_text(&command_result.out), never[k]) != NULL)
                fail_msg("%s --chat: %s", lists[i][0], never[k]);
    }
    GIVES(0, "person", "list", "--chat", "zwm");
    PRINTS("People (filtered)  ");
    PRINTS("\n1. 张*妹  ");
    PRINTS("\n2. 张*明  Resident  12-2-1203  138****5678\n");
    GIVES(0, "gate", "list", "--chat", "--limit", "1");
    PRINTS("粤E***45");
    PRINTS("\n1 in all.\n");
}

static void who_is_never_guessed(void **state)
{
    (void)state;
    GIVES(2, "!", "--checkpoint", "南门", "gate", "add", "--who", "zwm");
    SAYS("matches more than one");
    SAYS("--person 1");
    assert_null(strstr(buffer_text(&command_result.err), "张伟明"));
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--who", "nobodyatall");
    SAYS("Nobody matches");
    GIVES(2, "!", "gate", "add", "--person", "1");
    SAYS("Say at which checkpoint");
    GIVES(1, "!", "--checkpoint", "西门", "gate", "add", "--person", "1");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
}

static void the_rules_of_the_gate_hold(void **state)
{
    (void)state;
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "37.4");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "37.4", "--retest", "36.8");
    GIVES(0, "!", "flag", "set", "--place", "12-2-1203", "--kind", "observation", "--denies", "out", "--say",
          "居家观察中");
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--person", "2", "--direction", "out");
    SAYS("居家观察中");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "2", "--direction", "out", "--override-reason",
          "就医");
    GIVES(0, "flag", "list");
    PRINTS("居家观察中");
    GIVES(0, "!", "flag", "clear", "1", "--reason", "期满");
    GIVES(0, "flag", "list");
    assert_null(strstr(buffer_text(&command_result.out), "居家观察中"));
}

static void a_crossing_is_edited_and_voided_by_rev(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "365");
    GIVES(0, "!", "gate", "edit", "1", "--temp", "36.8", "--remark", "补登");
    GIVES(1, "!", "gate", "edit", "1", "--rev", "1", "--temp", "36.9");
    GIVES(0, "gate", "list", "--json");
    PRINTS("\"temp\":36.8");
    PRINTS("\"remark\":\"补登\"");
    PRINTS("\"checkpoint\":\"南门\"");
    GIVES(2, "!", "gate", "void", "1");
    GIVES(0, "!", "gate", "void", "1", "--reason", "重复");
    GIVES(1, "!", "gate", "void", "77", "--reason", "重复");
    GIVES(0, "gate", "list", "--json", "void");
    PRINTS("\"voided\":\"重复\"");
}

/* ---- many rows ---- */

/* Several crossings of one household a day: what these tests are about is something else. */
static void without_quota(void)
{
    GIVES(0, "!", "settings", "quota.days", "0");
}

static void each_row_is_answered_in_order(void **state)
{
    (void)state;
    without_quota();
    int code = RUN_WITH("person\ttemp\tcheckpoint\n1\t365\t\n999\t365\t\n\n2\t99\t东门\n2\t36.6\t东门\nshort\n", "!",
                        "--checkpoint", "南门", "gate", "add", "-");
    assert_int_equal(code, 3);
    PRINTS("saved 1\nrefused 3: ");
    PRINTS("\nrefused 5: ");
    PRINTS("\nsaved 2\nrefused 7: The line has 1 columns, the heading 3.\n");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 2);
    assert_int_equal(command_count("SELECT checkpoint_id FROM crossing WHERE id = 2"), 2);
}

static void a_heading_names_each_column_once(void **state)
{
    (void)state;
    assert_int_equal(RUN_WITH("person\ttemp\tperson\n1\t365\t2\n", "!", "--checkpoint", "南门", "gate", "add", "-"), 2);
    SAYS("Line 1: the column \"person\" stands twice.");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
}

static void a_listing_can_be_read_back(void **state)
{
    (void)state;
    without_quota();
    GIVES(0, "!", "--checkpoint", "东门", "gate", "add", "--person", "1", "--temp", "365");
    GIVES(0, "gate", "list", "--json");
    char *listed = buffer_take(&command_result.out);
    assert_int_equal(RUN_WITH(listed, "!", "gate", "add", "-"), 0);
    PRINTS_ONLY("saved 2\n");
    free(listed);
    GIVES(0, "gate", "list", "--tsv");
    listed = buffer_take(&command_result.out);
    assert_int_equal(RUN_WITH(listed, "!", "gate", "add", "-"), 0);
    PRINTS_ONLY("saved 3\nsaved 4\n");
    free(listed);
}

static void rows_that_cannot_be_read_are_refused(void **state)
{
    (void)state;
    struct buffer input = {0};
    buffer_add(&input, "{\"person\":1,\"temp\":36.5}\n"
                       "{\"person\":1,\"temp\":36.5\n"
                       "{\"person\":1,\"colour\":\"red\"}\n"
                       "{\"name\":\"\\u001b[2J\",\"place\":\"12-2-1203\"}\n"
                       "{\"name\":\"张*\",\"phone\":\"138****5678\",\"place\":\"12-2-1203\"}\n"
                       "\xff\xfe\n"
                       "{\"person\":1,\"voided\":\"x\"}\n"
                       "{\"person\":1,\"remark\":\"");
    for (int i = 0; i < 100 * 1000; i++)
        buffer_add_byte(&input, 'a');
    buffer_add(&input, "\"}\n{\"person\":\"1\"}");
    assert_int_equal(RUN_WITH(buffer_text(&input), "!", "--checkpoint", "南门", "gate", "add", "-"), 3);
    buffer_release(&input);
    PRINTS("saved 1\nrefused 2: ");
    PRINTS("\nrefused 3: There is no field \"colour\".\n");
    PRINTS("\nrefused 4: ");
    PRINTS("\nrefused 5: The values are masked");
    PRINTS("\nrefused 6: The line is not valid UTF-8.\n");
    PRINTS("\nrefused 7: ");
    PRINTS("\nrefused 8: The line is longer than");
    PRINTS("\nsaved 2\n");
    assert_null(strchr(buffer_text(&command_result.out), '\033'));
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 2);
}

static void a_dry_run_checks_and_saves_nothing(void **state)
{
    (void)state;
    assert_int_equal(
        RUN_WITH("person\ttemp\n1\t365\n1\t374\n", "!", "--checkpoint", "南门", "gate", "add", "--dry-run", "-"), 3);
    PRINTS("would save\nrefused 3: ");
    SAYS("1 would be saved, 1 refused.");
    GIVES(0, "!", "person", "add", "--name", "李雷", "--dry-run");
    GIVES(2, "!", "person", "add", "--name", "李雷", "--phone", "12", "--dry-run");
    GIVES(0, "!", "household", "add", "--room", "8-302", "--dry-run");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
    assert_int_equal(command_count("SELECT count(*) FROM person"), 2);
    assert_int_equal(command_count("SELECT count(*) FROM place"), 1);
}

/* A file size limit is a full disk: an answer, not a signal. */
static void a_file_size_limit_is_said(void **state)
{
    (void)state;
    struct rlimit before, small = {.rlim_cur = 4096};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int code = RUN("!", "--checkpoint", "南门", "gate", "add", "--person", "1");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_in_range(code, 1, 4);
    SAYS("The disk is full: nothing was saved.");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
}

static void a_flag_ends_in_days_to_come(void **state)
{
    (void)state;
    char words[32];
    assert_true(clock_use_zone("Asia/Shanghai", NULL));
    int64_t now = clock_now(), midnight = clock_day_start(clock_day_add(clock_day(now), 1));
    struct civil_time soon;
    clock_civil(now + 2 * 60 * 60, &soon);
    snprintf(words, sizeof words, "%d-%d %d:%02d", soon.month, soon.day, soon.hour, soon.minute);
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x", "--until", words);
    char sql[160];
    snprintf(sql, sizeof sql, "SELECT until_at BETWEEN %lld + 7100 AND %lld + 7260 FROM flag WHERE id = 1",
             (long long)now, (long long)now);
    assert_int_equal(command_count(sql), 1);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM flag WHERE id > 1 AND until_at = %lld", (long long)midnight);
    snprintf(words, sizeof words, "%d-%d", clock_day(now) / 100 % 100, clock_day(now) % 100);
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x", "--until", words);
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "1");
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "today");
    assert_int_equal(command_count(sql), 3);
    GIVES(2, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "yesterday 8:00");
    GIVES(2, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "soon");
    GIVES(2, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "400");
}

/* What was answered is there, whenever the program is killed. */
static void an_answered_row_survives_a_kill(void **state)
{
    (void)state;
    without_quota();
    static const char *const words[] = {"!", "--checkpoint", "南门", "gate", "add", "-", NULL};
    int to[2], from[2];
    assert_int_equal(pipe2(to, O_CLOEXEC), 0);
    assert_int_equal(pipe2(from, O_CLOEXEC), 0);
    int null = command_open("/dev/null", O_WRONLY);
    pid_t child = command_start(words, to[0], from[1], null);
    close(to[0]);
    close(from[1]);
    close(null);
    FILE *answers = fdopen(from[0], "r");
    char answer[64];
    int saved = 0;
    for (int i = 0; i < 20; i++) {
        /* One row at a time: an answer must come before the next row is sent, so it is flushed per line. */
        assert_int_equal(write(to[1], "{\"person\":1}\n", 13), 13);
        assert_non_null(fgets(answer, sizeof answer, answers));
        saved += strncmp(answer, "saved ", 6) == 0;
    }
    assert_int_equal(write(to[1], "{\"person\":1}\n", 13), 13);
    kill(child, SIGKILL);
    assert_int_equal(command_code(child), 1000 + SIGKILL);
    close(to[1]);
    fclose(answers);
    assert_int_equal(saved, 20);
    assert_in_range(command_count("SELECT count(*) FROM crossing"), 20, 21);
    GIVES(0, "check");
}

/* ---- output ---- */

static void a_full_disk_on_standard_output_is_a_failure(void **state)
{
    (void)state;
    static const char *const list[] = {"person", "list", NULL};
    static const char *const help[] = {"--help", NULL};
    static const char *const add[] = {"!", "--checkpoint", "南门", "gate", "add", "-", NULL};
    assert_int_equal(command_run("", "/dev/full", list), 1);
    SAYS("Standard output cannot be written");
    assert_int_equal(command_run("", "/dev/full", help), 1);
    assert_int_equal(command_run("{\"person\":1}\n{\"person\":1}\n{\"person\":1}\n", "/dev/full", add), 1);
    SAYS("Stopped after line 1.");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 1);
}

static void hostile_data_is_printed_harmless(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1");
    store_file_sql(&command_file, "UPDATE person SET name = char(27) || '[2J' || char(8238) || 'x' || char(9) || 'y'");
    static const char *const formats[] = {"--json", "--tsv", "--limit=9"};
    for (size_t i = 0; i < 3; i++) {
        GIVES(0, "person", "list", formats[i]);
        assert_true(command_result.out.length > 20);
        assert_null(strchr(buffer_text(&command_result.out), '\033'));
        assert_null(strstr(buffer_text(&command_result.out), "\u202e"));
        GIVES(0, "gate", "list", formats[i]);
        assert_non_null(strstr(buffer_text(&command_result.out), "[2J"));
        assert_null(strchr(buffer_text(&command_result.out), '\033'));
        assert_null(strstr(buffer_text(&command_result.out), "\u202e"));
    }
    GIVES(0, "gate", "list", "--tsv");
    int tabs = 0;
    const char *row = strchr(buffer_text(&command_result.out), '\n') + 1;
    for (const char *at = buffer_text(&command_result.out); at < row; at++)
        tabs += *at == '\t';
    for (const char *at = row; *at != '\0'; at++)
        tabs -= *at == '\t';
    assert_int_equal(tabs, 0); /* the tab in the name made no column */
}

static void personal_numbers_are_masked(void **state)
{
    (void)state;
    GIVES(0, "!", "person", "add", "--name", "王强", "--id-number", "11010519491231002X");
    static const char *const words[][3] = {
        {"person", "list", "--json"}, {"person", "list", "--tsv"}, {"household", "list", "--json"},
        {"audit", "list", "--json"},  {"audit", "list", "--tsv"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        GIVES(0, words[i][0], words[i][1], words[i][2]);
        assert_true(command_result.out.length > 20);
        assert_null(strstr(buffer_text(&command_result.out), "13812345678"));
        assert_null(strstr(buffer_text(&command_result.out), "19491231002"));
    }
}

static void a_record_is_shown_masked_and_whole_only_by_a_recorded_look(void **state)
{
    (void)state;
    GIVES(0, "!", "person", "edit", "1", "--id-number", "11010519491231002X");
    GIVES(0, "!", "officer", "add", "方芳", "--role", "gate");
    GIVES(0, "!", "officer", "add", "田甜", "--role", "clerk");
    GIVES(0, "person", "show", "1");
    PRINTS("Name: 张伟明\n");
    PRINTS("Phone: 138****5678\n");
    PRINTS("ID number: 110***********002X\n");
    GIVES(0, "--officer", "方芳", "person", "show", "--json", "1");
    PRINTS("\"phone\":\"138****5678\"");
    assert_null(strstr(buffer_text(&command_result.out), "13812345678"));
    assert_int_equal(command_count("SELECT count(*) FROM look"), 0);
    GIVES(1, "--officer", "方芳", "person", "show", "--full", "1");
    SAYS("Only a duty officer or a clerk may do this");
    PRINTS_ONLY("");
    GIVES(2, "person", "show", "--full", "1"); /* nobody's name is no name */
    PRINTS_ONLY("");
    GIVES(2, "!", "--read-only", "person", "show", "--full", "1");
    PRINTS_ONLY("");
    assert_int_equal(command_count("SELECT count(*) FROM look"), 0);
    GIVES(0, "!", "person", "show", "--full", "1");
    PRINTS("Phone: 13812345678\n");
    PRINTS("ID number: 11010519491231002X\n");
    GIVES(0, "--officer", "田甜", "person", "show", "--full", "--json", "1");
    PRINTS("\"phone\":\"13812345678\"");
    assert_int_equal(
        command_count("SELECT count(*) FROM look WHERE subject_table = 'person' AND subject_id = 1 AND what = 'both'"),
        2);
    GIVES(0, "audit", "list", "--limit", "1");
    PRINTS("田甜");
    PRINTS("person 张伟明 12-2-1203: phone and ID number seen in full");
    GIVES(1, "person", "show", "99");
}

static void a_household_is_shown_masked_and_whole_only_by_a_recorded_look(void **state)
{
    (void)state;
    GIVES(0, "!", "household", "edit", "1", "--phone", "13987654321", "--head", "张伟明");
    GIVES(0, "household", "show", "1");
    PRINTS("Room: 12-2-1203\n");
    PRINTS("Phone: 139****4321\n");
    GIVES(0, "household", "show", "12-2-1203");
    PRINTS("12-2-1203");
    GIVES(1, "household", "show", "99-9-999");
    GIVES(0, "!", "household", "show", "--full", "1");
    PRINTS("Phone: 13987654321\n");
    assert_int_equal(
        command_count("SELECT count(*) FROM look WHERE subject_table = 'place' AND subject_id = 1 AND what = 'phone'"),
        1);
}

static void a_contact_is_shown_whole_by_a_recorded_look(void **state)
{
    (void)state;
    GIVES(0, "!", "contact", "add", "--position", "1", "--name", "陈国梁", "--phone", "13800001111");
    GIVES(0, "contact", "show", "1");
    PRINTS("138****1111");
    assert_null(strstr(buffer_text(&command_result.out), "13800001111"));
    assert_int_equal(command_count("SELECT count(*) FROM look"), 0);
    GIVES(0, "!", "contact", "show", "--full", "1");
    PRINTS("13800001111");
    assert_int_equal(command_count("SELECT count(*) FROM look WHERE subject_table = 'contact' AND what = 'phone'"), 1);
    GIVES(0, "audit", "list", "--limit", "1");
    PRINTS("contact 陈国梁: phone seen in full");
}

/* What a listing shows can be typed back only as what it is: not the number. */
static void a_masked_value_is_never_saved(void **state)
{
    (void)state;
    static const char person_sql[] = "SELECT name || phone || phone2 || id_number || rev FROM person WHERE id = 1";
    static const char place_sql[] = "SELECT head || phone || rev FROM place WHERE id = 1";
    GIVES(0, "!", "person", "edit", "1", "--id-number", "11010519491231002X", "--phone2", "0757-86123456");
    GIVES(0, "!", "household", "edit", "1", "--phone", "13987654321", "--head", "张伟明");
    char *person = store_file_ask(&command_file, person_sql), *place = store_file_ask(&command_file, place_sql);
    GIVES(2, "!", "person", "edit", "1", "--phone", "138****5678");
    GIVES(2, "!", "person", "edit", "1", "--phone2", "138****5678");
    GIVES(2, "!", "person", "edit", "1", "--id-number", "110***********002X");
    GIVES(2, "!", "person", "edit", "1", "--name", "张*明");
    GIVES(2, "!", "person", "edit", "1", "--name", "张＊明", "--note", "x");
    GIVES(2, "!", "household", "edit", "1", "--phone", "139****4321");
    GIVES(2, "!", "household", "edit", "1", "--head", "张*明");
    SAYS("masked");
    GIVES(2, "!", "officer", "edit", "1", "--name", "李*");
    char *person_after = store_file_ask(&command_file, person_sql),
         *place_after = store_file_ask(&command_file, place_sql);
    assert_string_equal(person_after, person);
    assert_string_equal(place_after, place);
    GIVES(0, "!", "person", "edit", "1", "--note", "x"); /* another field leaves them whole */
    assert_int_equal(command_count("SELECT count(*) FROM person WHERE id = 1 AND phone = '13812345678' AND "
                                   "id_number = '11010519491231002X'"),
                     1);
    free(person);
    free(place);
    free(person_after);
    free(place_after);
}

static void the_language_is_known_before_the_first_complaint(void **state)
{
    (void)state;
    GIVES(2, "--nope", "--lang", "en");
    SAYS("Unknown option: --nope");
    GIVES(2, "--lang=klingon", "gate", "list");
    SAYS("--lang takes zh_CN|en");
}

/* ---- the rest of the verbs ---- */

static void settings_are_said_changed_and_set_back(void **state)
{
    (void)state;
    GIVES(0, "settings", "fever.line");
    PRINTS_ONLY("37.3\n");
    GIVES(2, "settings", "fever.line", "37.0");
    GIVES(0, "!", "settings", "fever.line", "370");
    GIVES(0, "settings", "fever.line");
    PRINTS_ONLY("37.0\n");
    GIVES(2, "!", "settings", "fever.line", "99");
    GIVES(1, "!", "settings", "no.such");
    GIVES(0, "!", "settings", "fever.line", "--default");
    GIVES(0, "settings", "--json");
    PRINTS("{\"name\":\"fever.line\",\"value\":\"37.3\"");
}

static void checkpoints_and_officers_are_added(void **state)
{
    (void)state;
    GIVES(0, "!", "checkpoint", "add", "北门", "--estate", "望江苑");
    GIVES(2, "!", "checkpoint", "add", "北门");
    GIVES(0, "checkpoint", "list", "--json");
    PRINTS("{\"id\":3,\"rev\":1,\"name\":\"北门\",\"estate\":\"望江苑\"}\n");
    GIVES(2, "!", "officer", "add", "赵强");
    GIVES(2, "!", "officer", "add", "赵强", "--role", "king");
    SAYS("officer, clerk, gate");
    GIVES(0, "!", "officer", "add", "赵强", "--role", "gate");
    GIVES(0, "officer", "list", "--json");
    PRINTS("\"name\":\"赵强\",\"role\":\"gate\"");
}

static void people_are_merged(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "2");
    GIVES(0, "!", "person", "merge", "2", "1");
    GIVES(0, "gate", "list", "--json");
    PRINTS("\"person\":1");
    GIVES(2, "!", "person", "merge", "1", "1");
    GIVES(2, "!", "person", "merge", "one", "1");
}

static void alarms_are_listed_and_acknowledged(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "38.0", "--retest", "38.1",
          "--decision", "held", "--reason", "发热");
    GIVES(0, "alarms", "list", "--json");
    PRINTS("\"rule\":\"fever\"");
    GIVES(2, "!", "alarms", "ack");
    GIVES(0, "!", "officer", "add", "街道值守", "--role", "viewer");
    GIVES(1, "--officer", "街道值守", "alarms", "ack", "1");
    SAYS("街道值守 may look but not change anything.");
    GIVES(1, "!", "alarms", "ack", "999");
    PRINTS_ONLY("refused 999: There is no alarm 999.\n");
    GIVES(0, "!", "alarms", "ack", "1");
    PRINTS_ONLY("saved 1\n");
    GIVES(1, "!", "alarms", "ack", "1");
    PRINTS("refused 1: Alarm 1 was acknowledged already, by 李敏.");
    store_file_sql(&command_file, "UPDATE acknowledgement SET officer_id = 2");
    GIVES(1, "audit", "verify");
    store_file_sql(&command_file, "UPDATE acknowledgement SET officer_id = 1");
    GIVES(0, "audit", "verify");
    GIVES(0, "alarms", "list", "--json");
    PRINTS_ONLY("");
    GIVES(0, "alarms", "list", "--all", "--json");
    PRINTS("\"acknowledged_by\":\"李敏\"");
}

static void alarms_are_acknowledged_by_kind(void **state)
{
    (void)state;
    store_file_sql(&command_file, "INSERT INTO alarm (rule, subject, occasion, words, raised_at) VALUES "
                                  "('clock', 0, 'a', 'x', 100), ('override', 1, 'a', 'x', 101), ('override', 2, 'b', "
                                  "'x', 102)");
    GIVES(2, "!", "alarms", "ack", "--rule", "override", "1");
    GIVES(1, "!", "alarms", "ack", "--rule", "nonsense");
    SAYS("There is no kind of alarm called nonsense.");
    GIVES(0, "!", "alarms", "ack", "--rule", "override");
    PRINTS_ONLY("acknowledged 2\n");
    GIVES(2, "alarms", "list", "--open", "--all");
    GIVES(0, "alarms", "list", "--open", "--json");
    PRINTS("\"rule\":\"clock\"");
    GIVES(0, "alarms", "list", "--lang", "zh_CN");
    PRINTS("时钟");
    assert_null(strstr(buffer_text(&command_result.out), "override"));
    GIVES(0, "!", "alarms", "ack", "--all");
    PRINTS_ONLY("acknowledged 1\n");
    GIVES(0, "!", "alarms", "ack", "--all");
    PRINTS_ONLY("acknowledged 0\n");
    GIVES(0, "alarms", "list");
}

static void write_config(const char *text)
{
    char config[128];
    command_path("gatepost.conf", config, sizeof config);
    command_write(config, text, strlen(text));
}

static void the_sound_of_the_alarm_is_tried(void **state)
{
    char played[128], line[400];
    struct buffer text = {0};
    (void)state;
    GIVES(1, "alarms", "test");
    SAYS("No sound is set up");
    write_config("sound = paplay x.oga\n");
    GIVES(2, "alarms", "test");
    SAYS("must begin with the whole path");
    write_config("sound = /no/such/player x.oga\n");
    GIVES(1, "alarms", "test");
    SAYS("/no/such/player cannot be started");
    write_config("sound = /bin/false\n");
    GIVES(1, "alarms", "test");
    SAYS("exit code 1");
    command_path("played", played, sizeof played);
    write_config("sound = /bin/true; /bin/false\n");
    GIVES(1, "alarms", "test"); /* "/bin/true;" is no program */
    snprintf(line, sizeof line, "sound = /bin/sh -c \"echo played >>%s\"\n", played);
    write_config(line);
    GIVES(0, "alarms", "test");
    command_read(played, &text);
    assert_string_equal(buffer_text(&text), "played\n");
    buffer_release(&text);
    GIVES(2, "alarms", "test", "--heard", "yes");
    GIVES(0, "!", "alarms", "test", "--heard", "yes");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "audit", "list", "--limit", "1");
    PRINTS("sound_test");
    GIVES(0, "audit", "verify");
}

static void check_finds_rights_and_a_changed_audit(void **state)
{
    (void)state;
    GIVES(0, "check");
    PRINTS("SQLite 3.");
    GIVES(0, "audit", "verify");
    assert_int_equal(chmod(command_file.path, 0666), 0);
    GIVES(1, "check");
    PRINTS("BAD");
    assert_int_equal(chmod(command_file.path, 0660), 0);
    assert_int_equal(chmod(command_file.folder, 0770), 0);
    GIVES(1, "check");
    PRINTS("it should be 2770");
    assert_int_equal(chmod(command_file.folder, 02770), 0);
    GIVES(0, "check");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--purpose", "买菜");
    GIVES(0, "audit", "verify");
    store_file_sql(&command_file, "UPDATE phrase SET text = '就医' WHERE id = 1");
    GIVES(1, "audit", "verify");
    store_file_sql(&command_file, "UPDATE phrase SET text = '买菜' WHERE id = 1");
    GIVES(0, "audit", "verify");
    store_file_sql(&command_file, "INSERT INTO phrase (text) VALUES ('x')");
    GIVES(1, "audit", "verify");
    store_file_sql(&command_file, "DELETE FROM phrase WHERE id = 2");
    store_file_sql(&command_file, "UPDATE person SET note = 'changed behind its back' WHERE id = 1");
    GIVES(1, "audit", "verify");
    GIVES(1, "check");
    PRINTS("BAD");
}

static void the_desk_needs_a_terminal(void **state)
{
    (void)state;
    GIVES(5, "desk");
    assert_true(command_result.err.length > 10);
}

static void records_are_edited_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "person", "edit", "1", "--phone", "13900000000", "--note", "独居");
    PRINTS_ONLY("saved 1\n");
    GIVES(1, "!", "person", "edit", "1", "--rev", "1", "--note", "x");
    GIVES(2, "!", "person", "edit", "1");
    GIVES(1, "!", "person", "edit", "99", "--note", "x");
    assert_int_equal(command_count("SELECT place_id FROM person WHERE id = 1 AND phone = '13900000000'"), 1);
    GIVES(0, "!", "household", "edit", "1", "--room", "12-2-1204", "--head", "张伟明");
    assert_int_equal(command_count("SELECT room FROM place WHERE head = '张伟明' AND estate = '望江苑'"), 1204);
    GIVES(2, "!", "household", "void", "1", "--reason", "拆除");
    SAYS("persons who live there: 2");
    GIVES(0, "!", "person", "edit", "2", "--room", "");
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x");
    GIVES(2, "!", "person", "void", "1", "--reason", "迁出");
    SAYS("flags in force: 1");
    GIVES(0, "!", "flag", "clear", "1", "--reason", "x");
    GIVES(2, "!", "flag", "clear", "1", "--reason", "x");
    GIVES(2, "!", "person", "void", "1");
    GIVES(0, "!", "person", "void", "1", "--reason", "迁出");
    GIVES(2, "!", "person", "void", "1", "--reason", "迁出");
    SAYS("voided already: 迁出");
    GIVES(2, "!", "person", "edit", "1", "--note", "x");
    GIVES(0, "!", "household", "void", "1", "--reason", "拆除");
    GIVES(0, "!", "household", "add", "--kind", "enterprise", "--name", "望江食品厂");
    GIVES(0, "audit", "verify");
}

static void posts_and_officers_are_edited_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "checkpoint", "edit", "2", "--name", "北门");
    GIVES(0, "!", "checkpoint", "void", "1", "--reason", "封闭");
    GIVES(2, "!", "checkpoint", "void", "2", "--reason", "封闭");
    SAYS("only checkpoint");
    GIVES(2, "!", "officer", "void", "1", "--reason", "调离");
    GIVES(2, "!", "officer", "edit", "1", "--role", "viewer");
    SAYS("only duty officer");
    GIVES(0, "!", "officer", "add", "赵强", "--role", "gate");
    GIVES(1, "--officer", "赵强", "officer", "edit", "2", "--role", "officer");
    SAYS("Only a duty officer may do this, and 赵强 is none.");
    GIVES(1, "--officer", "赵强", "settings", "fever.line", "37.0");
    GIVES(0, "!", "officer", "edit", "2", "--name", "赵强强");
    GIVES(0, "!", "officer", "void", "2", "--reason", "调离");
    GIVES(1, "--officer", "赵强强", "gate", "add", "--person", "1");
}

static void a_stored_crossing_stays_at_its_checkpoint(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1");
    GIVES(0, "!", "--checkpoint", "东门", "gate", "edit", "1", "--remark", "x");
    assert_int_equal(command_count("SELECT checkpoint_id FROM crossing"), 1);
    GIVES(0, "!", "gate", "edit", "1", "--move-to", "东门");
    assert_int_equal(command_count("SELECT checkpoint_id FROM crossing"), 2);
    GIVES(0, "!", "gate", "void", "1", "--reason", "重复");
    GIVES(2, "!", "gate", "void", "1", "--reason", "重复");
    SAYS("voided already: 重复");
}

static void wrong_input_is_named(void **state)
{
    (void)state;
    without_quota();
    GIVES(2, "gate", "list", "--json", "--tsv");
    GIVES(2, "--db", "", "gate", "list");
    assert_int_equal(RUN_WITH("who\ttmep\nzwm\t365\n", "!", "--checkpoint", "南门", "gate", "add", "-"), 2);
    SAYS("there is no field \"tmep\"");
    PRINTS_ONLY("");
    assert_int_equal(RUN_WITH("person\ttemp\n1\t365\n\t\n \n2\t365\n", "!", "--checkpoint", "南门", "gate", "add", "-"),
                     0);
    PRINTS_ONLY("saved 1\nsaved 2\n");
}

static void a_killed_init_leaves_nothing_for_long(void **state)
{
    (void)state;
    char dead[160], living[160];
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    snprintf(dead, sizeof dead, "%s.new-%d", command_file.path, (int)child);
    snprintf(living, sizeof living, "%s.new-%d", command_file.path, (int)getpid());
    command_write(dead, "x", 1);
    command_write(living, "x", 1);
    GIVES(0, "init", "--officer-name", "李敏");
    assert_int_not_equal(access(dead, F_OK), 0);
    assert_int_equal(access(living, F_OK), 0);
    unlink(living);
}

/* The block of README.md, line by line as a shell reads it. */
static void what_readme_says_runs(void **state)
{
    (void)state;
    GIVES(0, "init", "--name", "望江社区防疫指挥点", "--officer-name", "王秀英", "--checkpoint-name", "南门",
          "--checkpoint-name", "东门");
    char readme[PATH_MAX], line[1024], command[2048];
    snprintf(readme, sizeof readme, "%.*s/../README.md", (int)(strrchr(command_program, '/') - command_program),
             command_program);
    FILE *text = fopen(readme, "re");
    if (text == NULL)
        text = fopen("README.md", "re"); /* built elsewhere, run from the repository */
    assert_non_null(text);
    int ran = 0;
    bool in_block = false;
    while (fgets(line, sizeof line, text) != NULL) {
        in_block = strncmp(line, "## ", 3) == 0 ? strcmp(line, "## For real\n") == 0 : in_block;
        static const char begin[] = "    gatepost ";
        const char *words = line + strlen(begin);
        if (!in_block || strncmp(line, begin, strlen(begin)) != 0 || strstr(words, " add ") == NULL)
            continue;
        snprintf(command, sizeof command, "%.*s >/dev/null", (int)strcspn(words, "\n"), words);
        ran++;
        pid_t child = fork();
        if (child == 0) {
            char all[PATH_MAX + 4096];
            snprintf(all, sizeof all, "GATEPOST_DB='%s' '%s' %s", command_file.path, command_program, command);
            execl("/bin/sh", "sh", "-c", all, (char *)NULL);
            _exit(127);
        }
        assert_int_equal(command_code(child), 0);
    }
    fclose(text);
    assert_int_equal(ran, 4);
}

static void a_backup_is_made_listed_and_restored(void **state)
{
    (void)state;
    char copy[128], line[160];
    command_path("copy.db", copy, sizeof copy);
    GIVES(0, "backup", "--due"); /* the file was made a moment ago */
    PRINTS_ONLY("");
    GIVES(0, "backup", "--changed");
    PRINTS("/gate-backups/gate-20");
    char *path = memory_copy(buffer_text(&command_result.out) + strlen("saved "));
    path[strcspn(path, "\n")] = '\0';
    GIVES(0, "backup", "--changed"); /* nothing since */
    PRINTS_ONLY("");
    GIVES(0, "backup", "list", "--tsv");
    PRINTS("\tverified\t");
    PRINTS(path);
    GIVES(0, "check");
    PRINTS("last backup");
    PRINTS(path);
    GIVES(0, "restore", path, "--to", copy);
    snprintf(line, sizeof line, "made %s\n", copy);
    PRINTS(line);
    PRINTS("望江社区, 2 people, 0 crossings");
    GIVES(4, "restore", path, "--to", copy);
    SAYS("already");
    GIVES(0, "--db", copy, "check");
    GIVES(0, "--db", copy, "person", "list");
    PRINTS("12-2-1203");
    free(path);
}

static void a_backup_goes_where_it_is_told(void **state)
{
    (void)state;
    char copy[128];
    command_path("usb.db", copy, sizeof copy);
    GIVES(0, "--read-only", "backup", "--to", copy);
    GIVES(4, "backup", "--to", copy);
    SAYS("already");
    GIVES(4, "backup", "--to", "/nonexistent/usb.db");
    SAYS("it does not exist");
    GIVES(1, "--read-only", "backup");
    GIVES(2, "backup", "--to", copy, "--due");
    GIVES(2, "restore", copy);
    GIVES(1, "restore", "/nonexistent/x.db", "--to", copy);
    GIVES(0, "backup", "list");
    GIVES(2, "!", "settings", "backup.folder", "usb");
    SAYS("beginning with /");
    GIVES(0, "!", "settings", "backup.folder", command_file.folder);
    GIVES(0, "backup");
    PRINTS("/gate-20");
}

#define ON_FOLDER(test) cmocka_unit_test_setup_teardown(test, command_folder_make, command_folder_remove)
#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FOLDER(help_and_version_need_nothing),
        ON_FOLDER(a_wrong_call_is_refused_before_anything_is_opened),
        ON_FOLDER(a_missing_database_says_how_to_make_one),
        ON_FOLDER(a_foreign_file_is_refused_unchanged),
        ON_FOLDER(init_needs_a_name_it_can_use),
        ON_REGISTER(nothing_is_saved_without_a_name),
        ON_REGISTER(a_crossing_is_saved_and_listed),
        ON_REGISTER(no_name_goes_into_a_chat),
        ON_REGISTER(who_is_never_guessed),
        ON_REGISTER(the_rules_of_the_gate_hold),
        ON_REGISTER(a_crossing_is_edited_and_voided_by_rev),
        ON_REGISTER(each_row_is_answered_in_order),
        ON_REGISTER(a_heading_names_each_column_once),
        ON_REGISTER(a_listing_can_be_read_back),
        ON_REGISTER(rows_that_cannot_be_read_are_refused),
        ON_REGISTER(a_dry_run_checks_and_saves_nothing),
        ON_REGISTER(an_answered_row_survives_a_kill),
        ON_REGISTER(a_file_size_limit_is_said),
        ON_REGISTER(a_flag_ends_in_days_to_come),
        ON_REGISTER(a_full_disk_on_standard_output_is_a_failure),
        ON_REGISTER(hostile_data_is_printed_harmless),
        ON_REGISTER(personal_numbers_are_masked),
        ON_REGISTER(a_record_is_shown_masked_and_whole_only_by_a_recorded_look),
        ON_REGISTER(a_household_is_shown_masked_and_whole_only_by_a_recorded_look),
        ON_REGISTER(a_contact_is_shown_whole_by_a_recorded_look),
        ON_REGISTER(a_masked_value_is_never_saved),
        ON_FOLDER(the_language_is_known_before_the_first_complaint),
        ON_REGISTER(settings_are_said_changed_and_set_back),
        ON_REGISTER(checkpoints_and_officers_are_added),
        ON_REGISTER(people_are_merged),
        ON_REGISTER(alarms_are_listed_and_acknowledged),
        ON_REGISTER(alarms_are_acknowledged_by_kind),
        ON_REGISTER(the_sound_of_the_alarm_is_tried),
        ON_REGISTER(check_finds_rights_and_a_changed_audit),
        ON_REGISTER(records_are_edited_and_voided),
        ON_REGISTER(posts_and_officers_are_edited_and_voided),
        ON_REGISTER(a_stored_crossing_stays_at_its_checkpoint),
        ON_REGISTER(wrong_input_is_named),
        ON_REGISTER(a_backup_is_made_listed_and_restored),
        ON_REGISTER(a_backup_goes_where_it_is_told),
        ON_FOLDER(a_killed_init_leaves_nothing_for_long),
        ON_FOLDER(what_readme_says_runs),
        ON_REGISTER(the_desk_needs_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
