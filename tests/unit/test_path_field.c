/* Finding a spreadsheet in a form field: folders, names, what is left out. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "screens/path_field.h"
#include "tests/lib/store_file.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { NEWEST = -40000000 };           /* minutes: newer than anything on a stick of this computer */
static const int64_t now = 1649658720; /* 2022-04-11 14:32 +08:00 */
static struct store_file home;         /* its folder */

static int make(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(now);
    home = (struct store_file){.folder = "/tmp/gatepost-path-XXXXXX"};
    return mkdtemp(home.folder) == NULL || !clock_use_zone("+08:00", NULL) || setenv("HOME", home.folder, 1) != 0;
}

static int clear(void **state)
{
    (void)state;
    store_file_remove(&home);
    return 0;
}

static const char *path_of(const char *name)
{
    static char path[300];
    snprintf(path, sizeof path, "%s/%s", home.folder, name);
    return path;
}

static void make_file(const char *name, int minutes_ago)
{
    struct timespec times[2] = {{.tv_sec = now - 60LL * minutes_ago}, {.tv_sec = now - 60LL * minutes_ago}};
    int descriptor = open(path_of(name), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, "x", 1), 1);
    assert_int_equal(futimens(descriptor, times), 0);
    close(descriptor);
}

static void make_folder(const char *name)
{
    assert_int_equal(mkdir(path_of(name), 0700), 0);
}

/* What is offered for the typed text, as fields get it, separated by blanks. */
static const char *offered_for(const char *typed)
{
    static struct path_lookup lookup;
    static char offered[2048];
    char text[PATH_BYTES + 2];
    offered[0] = '\0';
    path_lookup_find(&lookup, typed);
    for (int i = 0; i < lookup.count; i++) {
        path_lookup_path(&lookup, i, text, sizeof text);
        snprintf(offered + strlen(offered), sizeof offered - strlen(offered), "%s%s", i > 0 ? " " : "", text);
    }
    return offered;
}

static void check_offered(const char *typed, const char *expected)
{
    assert_string_equal(offered_for(typed), expected);
}

static void a_folder_offers_folders_then_the_newest_lists(void **state)
{
    (void)state;
    make_folder("b");
    make_folder("a");
    make_file("old.csv", 60);
    make_file("new.XLSX", 1);
    make_file("same2.txt", 30);
    make_file("same1.tsv", 30);
    make_file("picture.png", 0);
    check_offered("~/", "~/a/ ~/b/ ~/new.XLSX ~/same1.tsv ~/same2.txt ~/old.csv");
    check_offered("~/s", "~/same1.tsv ~/same2.txt");
    check_offered("~/z", "");
    check_offered("~/nothing/", "");
    make_file("a/in.csv", 2);
    check_offered("~/a/", "~/a/in.csv");
    check_offered(path_of("a/"), "~/a/in.csv"); /* typed in full, shown short */
}

static void with_nothing_typed_the_usual_places_are_looked_at(void **state)
{
    (void)state;
    make_folder("Downloads");
    make_folder("桌面");
    make_folder("other");
    make_file("here.csv", NEWEST + 50);
    make_file("Downloads/residents.xlsx", NEWEST + 10);
    make_file("桌面/名单.csv", NEWEST + 20);
    make_file("other/unseen.csv", NEWEST + 1);
    static const char expected[] = "~/Downloads/residents.xlsx ~/桌面/名单.csv ~/here.csv";
    assert_int_equal(strncmp(offered_for(""), expected, sizeof expected - 1), 0);
}

static void hidden_files_are_offered_when_asked_for(void **state)
{
    (void)state;
    make_file(".hidden.csv", 1);
    make_file("seen.csv", 2);
    check_offered("~/", "~/seen.csv");
    check_offered("~/.h", "~/.hidden.csv");
}

static void of_many_the_newest_are_offered(void **state)
{
    (void)state;
    char name[32];
    for (int i = 0; i < 60; i++) {
        snprintf(name, sizeof name, "%02d.csv", i);
        make_file(name, 100 - i);
    }
    check_offered("~/", "~/59.csv ~/58.csv ~/57.csv ~/56.csv ~/55.csv ~/54.csv");
    check_offered("~/0", "~/09.csv ~/08.csv ~/07.csv ~/06.csv ~/05.csv ~/04.csv");
}

static void names_that_are_not_clean_are_not_offered(void **state)
{
    (void)state;
    make_file("a\033[2Jb.csv", 1);
    make_file("bad\xff.csv", 1);
    make_file("line\nend.csv", 1);
    make_file("\xE2\x80\xAEvsc.csv", 1); /* right to left from here */
    make_file("好 名单.csv", 2);
    check_offered("~/", "~/好 名单.csv");
}

static void what_is_no_file_is_not_offered(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(path_of("pipe.csv"), 0600), 0);
    assert_int_equal(symlink("/nonexistent", path_of("link.csv")), 0);
    make_file("list.csv", 1);
    assert_int_equal(symlink("list.csv", path_of("good.csv")), 0);
    check_offered("~/", "~/good.csv ~/list.csv");
}

static void a_tilde_is_the_home_folder_only_in_front(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    path_expand("~/a.csv", path);
    assert_string_equal(path, path_of("a.csv"));
    path_expand("~", path);
    assert_string_equal(path, home.folder);
    path_expand("~li/a.csv", path);
    assert_string_equal(path, "~li/a.csv");
    path_expand("/tmp/~/a.csv", path);
    assert_string_equal(path, "/tmp/~/a.csv");
}

static void an_offer_tells_size_and_time(void **state)
{
    (void)state;
    static struct path_lookup lookup;
    char text[200];
    make_file("list.csv", 32);
    make_folder("a");
    path_lookup_find(&lookup, "~/");
    path_lookup_text(&lookup, 0, text, sizeof text);
    assert_string_equal(text, "~/a/");
    path_lookup_text(&lookup, 1, text, sizeof text);
    assert_string_equal(text, "~/list.csv  1 kB  14:00");
}

#define IN_HOME(test) cmocka_unit_test_setup_teardown(test, make, clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        IN_HOME(a_folder_offers_folders_then_the_newest_lists),
        IN_HOME(with_nothing_typed_the_usual_places_are_looked_at),
        IN_HOME(hidden_files_are_offered_when_asked_for),
        IN_HOME(of_many_the_newest_are_offered),
        IN_HOME(names_that_are_not_clean_are_not_offered),
        IN_HOME(what_is_no_file_is_not_offered),
        IN_HOME(a_tilde_is_the_home_folder_only_in_front),
        IN_HOME(an_offer_tells_size_and_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
