#include "gatepost/buffer.h"
#include "gatepost/row.h"
#include "gatepost/settings.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/store_file.h"
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct store_file file;
static struct store *one, *two;

static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    one = store_file_open(&file, "seat-1", true);
    two = store_file_open(&file, "seat-2", true);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_close(one);
    store_close(two);
    store_file_remove(&file);
    return 0;
}

static int64_t officers(struct store *store)
{
    int64_t count = -1;
    assert_true(statement_integer_of(store, "SELECT count(*) FROM officer", &count, NULL));
    return count;
}

static void a_new_file_is_whole_and_for_the_group(void **state)
{
    (void)state;
    struct buffer report = {0};
    struct stat status;
    char value[40];
    assert_true(store_check(one, &report, NULL));
    assert_string_equal(buffer_text(&report), "");
    assert_int_equal(stat(file.path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0660);
    assert_true(settings_get(one, "community.name", value, sizeof value));
    assert_string_equal(value, "清河苑");
    assert_true(settings_get(one, "community.zone", value, sizeof value));
    assert_string_equal(value, "+08:00");
    buffer_release(&report);
}

static void check_finds(const char *sql, const char *finding)
{
    struct buffer report = {0};
    store_file_sql(&file, sql);
    assert_false(store_check(one, &report, NULL));
    if (strstr(buffer_text(&report), finding) == NULL)
        fail_msg("%s: %s", sql, buffer_text(&report));
    buffer_release(&report);
}

static void check_finds_a_changed_schema(void **state)
{
    (void)state;
    check_finds("DROP TRIGGER audit_no_delete", "the trigger audit_no_delete is missing");
    check_finds("DROP INDEX crossing_person", "the index crossing_person is missing");
    check_finds("CREATE TRIGGER x AFTER INSERT ON audit BEGIN SELECT 1; END", "the trigger x does not belong here");
    check_finds(
        "DROP TRIGGER audit_no_update; CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT 1; END",
        "the trigger audit_no_update was changed");
}

static void check_counts_again(void **state)
{
    (void)state;
    check_finds("DELETE FROM search_key", "search_key is not what follows");
    check_finds("INSERT INTO gate_tally VALUES (0, 1, 'in', 'resident', 'admitted', 0, 0, 0, 1)",
                "gate_tally is not what follows");
    check_finds("INSERT INTO presence_tally VALUES ('in', 'resident', 1)", "presence_tally is not what follows");
}

static void a_name_that_is_taken_is_left_alone(void **state)
{
    (void)state;
    struct err err = {0};
    const struct store_new new_file = {.zone = "+08:00"};
    assert_false(store_create(file.path, &new_file, &err));
    assert_int_equal(err.code, ERR_DATABASE);
    assert_int_equal(officers(one), 1);
}

static bool give_up(struct store *store, void *context, struct err *err)
{
    (void)context;
    assert_int_equal(store_file_add(store, "王", err), 1);
    return err_set(err, ERR_CANCELLED, "enough");
}

static void a_fill_that_gives_up_leaves_nothing(void **state)
{
    (void)state;
    struct err err = {0};
    char path[120];
    snprintf(path, sizeof path, "%s/new/deep/other.db", file.folder);
    const struct store_new new_file = {.zone = "+08:00", .fill = give_up};
    assert_false(store_create(path, &new_file, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_int_equal(store_look(path, NULL), STORE_MISSING);
    snprintf(path, sizeof path, "%s/new", file.folder);
    assert_int_not_equal(access(path, F_OK), 0); /* the folders it made are gone too */
    assert_int_equal(access(file.folder, F_OK), 0);
}

static void a_new_folder_belongs_to_the_group(void **state)
{
    (void)state;
    struct err err = {0};
    struct stat status;
    char path[120];
    snprintf(path, sizeof path, "%s/new/other.db", file.folder);
    const struct store_new new_file = {.zone = "+08:00"};
    assert_true(store_create(path, &new_file, &err));
    assert_int_equal(unlink(path), 0);
    snprintf(path, sizeof path, "%s/new", file.folder);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 02770);
    assert_int_equal(rmdir(path), 0); /* nothing else was left in it */
}

static void a_folder_that_is_no_file_is_said(void **state)
{
    (void)state;
    struct err err = {0};
    const struct store_new new_file = {.zone = "+08:00"};
    assert_false(store_create(file.folder, &new_file, &err));
    assert_non_null(strstr(err.text, "is a folder"));
}

static void a_wrong_zone_is_said(void **state)
{
    (void)state;
    struct err err = {0};
    char path[120];
    snprintf(path, sizeof path, "%s/other.db", file.folder);
    assert_false(store_create(path, &(struct store_new){.zone = "Mars"}, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_int_equal(store_look(path, NULL), STORE_MISSING);
}

static void looking_makes_no_files(void **state)
{
    (void)state;
    char wal[120], lock[120];
    store_close(one);
    store_close(two);
    one = two = NULL;
    snprintf(wal, sizeof wal, "%s-wal", file.path);
    snprintf(lock, sizeof lock, "%s.lock", file.path);
    store_file_sql(&file, "PRAGMA wal_checkpoint(TRUNCATE)");
    unlink(wal);
    unlink(lock);
    assert_int_equal(store_look(file.path, NULL), STORE_OURS);
    assert_int_not_equal(access(wal, F_OK), 0);
    assert_int_not_equal(access(lock, F_OK), 0);
}

static void a_commit_is_seen_and_a_rollback_is_not(void **state)
{
    (void)state;
    assert_int_equal(store_file_add(one, "王", NULL), 2);
    assert_int_equal(officers(two), 2);
    const struct row_value values[] = {ROW_STR("name", "赵"), ROW_STR("role", "clerk")};
    assert_true(store_begin(two, "officer.add", NULL));
    assert_int_equal(store_batch(two), 0);
    assert_true(row_insert(two, "officer", values, 2, NULL, NULL));
    assert_true(store_batch(two) > 0);
    store_rollback(two);
    assert_false(store_in_transaction(two));
    assert_int_equal(officers(one), 2);
    assert_int_equal(officers(two), 2);
    assert_int_equal(store_file_add(one, "赵", NULL), 3);
}

static void a_read_transaction_stands_still(void **state)
{
    (void)state;
    assert_true(store_read_begin(two, NULL));
    assert_int_equal(officers(two), 1);
    assert_int_equal(store_file_add(one, "王", NULL), 2);
    assert_int_equal(officers(two), 1);
    store_read_end(two);
    assert_int_equal(officers(two), 2);
}

static void a_reader_may_not_write(void **state)
{
    (void)state;
    struct err err = {0};
    struct store *reader = store_open(file.path, STORE_READ_ONLY, &err);
    assert_non_null(reader);
    assert_true(store_is_read_only(reader));
    assert_int_equal(officers(reader), 1);
    assert_false(store_begin(reader, "officer.add", &err));
    assert_int_equal(err.code, ERR_ROLE);
    store_close(reader);
}

static void an_upgrade_stops_terminals_left_open(void **state)
{
    (void)state;
    struct err err = {0};
    store_file_sql(&file, "PRAGMA user_version=999");
    assert_int_equal(store_file_add(one, "王", &err), 0);
    assert_int_equal(err.code, ERR_SCHEMA);
    assert_int_equal(officers(one), 1);
    char back[40];
    snprintf(back, sizeof back, "PRAGMA user_version=%d", migrate_target());
    store_file_sql(&file, back);
    assert_int_equal(store_file_add(one, "王", &err), 2);
}

static void statements_are_bound_by_name_and_end(void **state)
{
    (void)state;
    struct statement *statement = statement_take(one, "SELECT :text, :number, :nothing", NULL);
    statement_text(statement, "text", "甲");
    statement_integer(statement, "number", 7);
    assert_true(statement_row(statement));
    assert_string_equal(column_text(statement, 0), "甲");
    assert_int_equal(column_integer(statement, 1), 7);
    assert_true(column_is_null(statement, 2));
    assert_string_equal(column_text(statement, 2), "");
    assert_false(statement_row(statement));
    assert_false(statement_row(statement)); /* the end stays the end */
    assert_true(statement_done(statement, NULL));
    struct err err = {0};
    assert_null(statement_take_text(one, "SELECT nonsense FROM nowhere", &err));
    assert_int_equal(err.code, ERR_DATABASE);
    for (int i = 0; i < 3 * TEXT_STATEMENTS; i++) {
        char sql[40];
        snprintf(sql, sizeof sql, "SELECT %d", i);
        statement = statement_take_text(one, sql, NULL);
        assert_true(statement_row(statement));
        assert_int_equal(column_integer(statement, 0), i);
        assert_true(statement_done(statement, NULL));
    }
}

static void settings_are_fresh_inside_a_transaction(void **state)
{
    (void)state;
    char value[20];
    assert_false(settings_get(two, "fever.line", value, sizeof value));
    assert_true(store_begin(one, "settings.set", NULL));
    assert_true(settings_put(one, "fever.line", "37.5", NULL));
    assert_true(settings_get(one, "fever.line", value, sizeof value));
    assert_true(store_commit(one, NULL));
    assert_false(settings_get(two, "fever.line", value, sizeof value)); /* cached until told */
    assert_true(store_begin(two, "gate.add", NULL));
    assert_true(settings_get(two, "fever.line", value, sizeof value));
    assert_string_equal(value, "37.5");
    assert_true(settings_put(two, "fever.line", NULL, NULL));
    assert_false(settings_get(two, "fever.line", value, sizeof value));
    store_rollback(two);
    assert_true(settings_get(two, "fever.line", value, sizeof value));
    assert_true(store_begin(two, "settings.set", NULL));
    assert_true(settings_put(two, "fever.line", NULL, NULL));
    assert_true(settings_put(two, "fever.line", "37.6", NULL));
    assert_true(store_commit(two, NULL));
    assert_true(settings_get(two, "fever.line", value, sizeof value));
    assert_string_equal(value, "37.6");
}

static void write_text(const char *path, const char *text)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_int_equal(write(descriptor, text, strlen(text)), (ssize_t)strlen(text));
    close(descriptor);
}

static void the_file_is_located_in_order(void **state)
{
    (void)state;
    struct buffer path = {0};
    struct err err = {0};
    char config[120], system_file[120], expected[120];
    snprintf(config, sizeof config, "%s/gatepost.conf", file.folder);
    setenv("XDG_CONFIG_HOME", file.folder, 1);
    setenv("XDG_DATA_HOME", "/data", 1);
    setenv("HOME", "/home/li", 1);
    unsetenv("GATEPOST_DB");
    snprintf(system_file, sizeof system_file, "%s/etc.conf", file.folder);
    locate_system_file = system_file;
    assert_true(store_locate(NULL, &path, &err));
    assert_string_equal(buffer_text(&path), "/data/gatepost/gatepost.db");
    setenv("XDG_DATA_HOME", "", 1);
    assert_true(store_locate(NULL, &path, &err));
    assert_string_equal(buffer_text(&path), "/home/li/.local/share/gatepost/gatepost.db");
    write_text(system_file, "# for all\ndb = /srv/gatepost/post.db\n");
    assert_true(store_locate(NULL, &path, &err));
    assert_string_equal(buffer_text(&path), "/srv/gatepost/post.db");
    write_text(config, "# ours\n  db =  ~/登记/a b.db  \nother = 1\n");
    snprintf(expected, sizeof expected, "/home/li/登记/a b.db");
    assert_true(store_locate(NULL, &path, &err));
    assert_string_equal(buffer_text(&path), expected);
    setenv("GATEPOST_DB", "/e.db", 1);
    assert_true(store_locate(NULL, &path, &err));
    assert_string_equal(buffer_text(&path), "/e.db");
    assert_true(store_locate("o.db", &path, &err));
    assert_string_equal(buffer_text(&path), "o.db");
    unsetenv("GATEPOST_DB");
    write_text(system_file, "sound = /bin/all\ndb = /srv/gatepost/post.db\n");
    assert_true(store_config_value("sound", &path, &err));
    assert_string_equal(buffer_text(&path), "/bin/all");
    write_text(config, "sound = /bin/no\n sound =  /bin/ours \"a b\" \nsounds = /bin/other\n");
    assert_true(store_config_value("sound", &path, &err));
    assert_string_equal(buffer_text(&path), "/bin/ours \"a b\"");
    assert_true(store_config_value("light", &path, &err));
    assert_string_equal(buffer_text(&path), "");
    write_text(config, "db = relative.db\n");
    assert_false(store_locate(NULL, &path, &err));
    assert_int_equal(err.code, ERR_INPUT);
    locate_system_file = "/etc/gatepost.conf";
    buffer_release(&path);
}

/* Folder of this test is the config's and the home folder. */
static void start_home(struct buffer *config)
{
    setenv("HOME", file.folder, 1);
    setenv("XDG_CONFIG_HOME", "", 1);
    unsetenv("GATEPOST_DB");
    store_config_path(config);
}

static void read_text(const char *path, char *text, size_t size)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = read(descriptor, text, size - 1);
    text[got > 0 ? got : 0] = '\0';
    close(descriptor);
}

static void a_path_is_remembered_and_found(void **state)
{
    (void)state;
    struct buffer path = {0}, config = {0};
    struct err err = {0};
    char text[300], link[120];
    struct stat status;
    start_home(&config);
    assert_true(store_remember("/srv/登记 1.db", &err)); /* the folder is made too */
    assert_true(store_locate(NULL, &path, &err));
    assert_string_equal(buffer_text(&path), "/srv/登记 1.db");
    /* Other lines, the file's mode and a link stay. */
    snprintf(link, sizeof link, "%s/real.conf", file.folder);
    write_text(link, "# ours\ndb = /old.db\nother = 1");
    assert_int_equal(chmod(link, 0640), 0);
    assert_int_equal(unlink(buffer_text(&config)), 0);
    assert_int_equal(symlink(link, buffer_text(&config)), 0);
    assert_true(store_remember("/new.db", &err));
    read_text(link, text, sizeof text);
    assert_string_equal(text, "# ours\nother = 1\ndb = /new.db\n");
    assert_int_equal(lstat(link, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
    assert_int_equal(lstat(buffer_text(&config), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_true(store_is_named("/x.db"));
    assert_false(store_is_named(NULL));
    unlink(link);
    unlink(buffer_text(&config));
    snprintf(link, sizeof link, "%s/.config", file.folder);
    assert_int_equal(rmdir(link), 0); /* no temporary file is left */
    buffer_release(&path);
    buffer_release(&config);
}

static void a_path_that_cannot_be_remembered_is_said(void **state)
{
    (void)state;
    struct buffer config = {0};
    struct err err = {0};
    char folder[120];
    start_home(&config);
    snprintf(folder, sizeof folder, "%s/.config", file.folder);
    write_text(folder, "no folder");
    assert_false(store_remember("/new.db", &err));
    assert_non_null(strstr(err.text, "cannot be written"));
    unlink(folder);
    setenv("HOME", "", 1);
    assert_false(store_remember("/new.db", &err));
    assert_non_null(strstr(err.text, "no home folder"));
    buffer_release(&config);
}

static void paths_are_typed_short_and_kept_whole(void **state)
{
    (void)state;
    struct buffer path = {0}, shown = {0};
    char folder[PATH_MAX];
    setenv("HOME", "/home/li", 1);
    assert_true(store_full_path("~/a.db", &path, NULL));
    assert_string_equal(buffer_text(&path), "/home/li/a.db");
    store_brief_path("/home/li/a.db", &shown);
    assert_string_equal(buffer_text(&shown), "~/a.db");
    store_brief_path("/home/lisa/a.db", &shown);
    assert_string_equal(buffer_text(&shown), "/home/lisa/a.db");
    assert_true(store_full_path("a.db", &path, NULL));
    assert_non_null(getcwd(folder, sizeof folder));
    assert_int_equal(strncmp(buffer_text(&path), folder, strlen(folder)), 0);
    assert_string_equal(buffer_text(&path) + strlen(folder), "/a.db");
    buffer_release(&path);
    buffer_release(&shown);
}

static void network_disks_are_known(void **state)
{
    (void)state;
    assert_true(look_is_network(0x6969));
    assert_true(look_is_network((long)0xFF534D42));
    assert_true(look_is_network((long)(int)0xFE534D42)); /* sign-extended on some machines */
    assert_false(look_is_network(0xEF53));               /* ext4 */
    assert_false(look_is_network(0x01021994));           /* tmpfs */
}

static void who_and_where_are_kept(void **state)
{
    (void)state;
    struct err err = {0};
    assert_int_equal(store_officer(one), 1);
    assert_string_equal(store_terminal(one), "seat-1");
    assert_false(store_sign_on(one, 99, "elsewhere", true, &err)); /* no such officer */
    assert_int_equal(store_officer(one), 1);
    assert_string_equal(store_terminal(one), "seat-1");
    char *count = store_file_ask(&file, "SELECT count(*) FROM sign_on");
    assert_string_equal(count, "2");
    free(count);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(a_new_file_is_whole_and_for_the_group),
        TEST(check_finds_a_changed_schema),
        TEST(check_counts_again),
        TEST(a_name_that_is_taken_is_left_alone),
        TEST(a_fill_that_gives_up_leaves_nothing),
        TEST(a_new_folder_belongs_to_the_group),
        TEST(a_folder_that_is_no_file_is_said),
        TEST(a_wrong_zone_is_said),
        TEST(looking_makes_no_files),
        TEST(a_commit_is_seen_and_a_rollback_is_not),
        TEST(a_read_transaction_stands_still),
        TEST(a_reader_may_not_write),
        TEST(an_upgrade_stops_terminals_left_open),
        TEST(statements_are_bound_by_name_and_end),
        TEST(settings_are_fresh_inside_a_transaction),
        TEST(the_file_is_located_in_order),
        TEST(a_path_is_remembered_and_found),
        TEST(a_path_that_cannot_be_remembered_is_said),
        TEST(paths_are_typed_short_and_kept_whole),
        TEST(network_disks_are_known),
        TEST(who_and_where_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
