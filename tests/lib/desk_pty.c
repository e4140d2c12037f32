#include "desk_pty.h"
#include "canary.h"
#include "fixture.h"
#include "gatepost/words.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { DESKS_MOST = 8 };

struct store_file desk_file;
static struct pty_terminal *desks[DESKS_MOST];

void desk_backed_up_at(int64_t at)
{
    char sql[100];
    snprintf(sql, sizeof sql, "UPDATE meta SET value = '%lld' WHERE name = 'backup_at'", (long long)at);
    store_file_sql(&desk_file, sql);
}

static bool make_folder(void)
{
    const char *base = getenv("TMPDIR");
    words_start(NULL, "en");
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* what a desk leaves running becomes ours, to wait for */
    snprintf(desk_file.folder, sizeof desk_file.folder, "%s/gatepost-XXXXXX", base != NULL ? base : "/tmp");
    snprintf(desk_file.path, sizeof desk_file.path, "%s/t.db", mkdtemp(desk_file.folder));
    return desk_file.path[0] == '/';
}

int desk_setup(void **state)
{
    (void)state;
    if (!make_folder())
        return -1;
    fixture_make(desk_file.path, FIXTURE_FULL);
    desk_backed_up_at(time(NULL)); /* the program's clock is the real one */
    return 0;
}

int desk_setup_canaries(void **state)
{
    (void)state;
    if (!make_folder())
        return -1;
    canary_make(desk_file.path);
    return 0;
}

void desk_end(struct pty_terminal *pty)
{
    for (int i = 0; i < DESKS_MOST; i++)
        if (desks[i] == pty)
            desks[i] = NULL;
    pty_free(pty);
}

void desk_wait_for_work(void)
{
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
        continue;
}

void desk_end_all(void)
{
    for (int i = 0; i < DESKS_MOST; i++)
        if (desks[i] != NULL)
            desk_end(desks[i]);
}

int desk_teardown(void **state)
{
    (void)state;
    desk_end_all();
    desk_wait_for_work();
    store_file_remove(&desk_file);
    return 0;
}

static void keep(struct pty_terminal *pty)
{
    for (int i = 0; i < DESKS_MOST; i++)
        if (desks[i] == NULL) {
            desks[i] = pty;
            return;
        }
    fail_msg("too many desks");
}

static struct pty_terminal *start(const char **arguments, const struct desk_options *options)
{
    static char program[4096];
    const char *build = getenv("GATEPOST_BUILD");
    snprintf(program, sizeof program, "%s/gatepost", build != NULL ? build : "build");
    arguments[0] = program;
    const struct pty_options how = {.arguments = arguments,
                                    .environment = options->environment,
                                    .rows = options->rows,
                                    .columns = options->columns};
    struct pty_terminal *pty = pty_start(&how);
    keep(pty);
    return pty;
}

struct pty_terminal *desk_start(const struct desk_options *options)
{
    const char *arguments[] = {"",
                               "--db",
                               desk_file.path,
                               "--officer",
                               options->officer != NULL ? options->officer : "王秀英",
                               "--checkpoint",
                               options->checkpoint != NULL ? options->checkpoint : "南门",
                               "--terminal",
                               options->terminal != NULL ? options->terminal : "gate-1",
                               "--lang",
                               options->language != NULL ? options->language : "en",
                               options->more,
                               NULL};
    struct pty_terminal *pty = start(arguments, options);
    if (!options->fails)
        desk_see(pty, "F10");
    return pty;
}

struct pty_terminal *desk_start_kiosk(const struct desk_options *options)
{
    const char *arguments[] = {"",
                               "kiosk",
                               "--db",
                               desk_file.path,
                               "--terminal",
                               options->terminal != NULL ? options->terminal : "hall",
                               "--lang",
                               options->language != NULL ? options->language : "zh_CN",
                               options->more,
                               NULL};
    struct pty_terminal *pty = start(arguments, options);
    if (!options->fails)
        desk_see(pty, "望江社区");
    return pty;
}

static bool press_named(struct pty_terminal *pty, const char *name)
{
    static const struct {
        const char *name;
        VTermKey key;
    } names[] = {
        {"Enter", VTERM_KEY_ENTER}, {"Tab", VTERM_KEY_TAB},   {"Esc", VTERM_KEY_ESCAPE},
        {"Up", VTERM_KEY_UP},       {"Down", VTERM_KEY_DOWN}, {"Left", VTERM_KEY_LEFT},
        {"Right", VTERM_KEY_RIGHT}, {"Home", VTERM_KEY_HOME}, {"Delete", VTERM_KEY_DEL},
    };
    if (name[0] == '^') {
        const char control[] = {(char)(name[1] & 0x1f), '\0'};
        pty_send(pty, control);
        return true;
    }
    if (name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
        pty_key(pty, VTERM_KEY_FUNCTION(atoi(name + 1)), VTERM_MOD_NONE);
        return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].name, name) == 0) {
            pty_key(pty, names[i].key, VTERM_MOD_NONE);
            return true;
        }
    return false;
}

int desk_keys(struct pty_terminal *pty, const char *keys)
{
    int count = 0;
    while (*keys != '\0') {
        char text[16] = {keys[0]};
        size_t length = 1;
        if (keys[0] == '<') {
            length = strcspn(keys, ">") + 1;
            assert_true(length > 2 && length < sizeof text);
            memcpy(text, keys + 1, length - 2);
            if (!press_named(pty, text))
                fail_msg("no key is called %s", text);
        } else {
            while ((keys[length] & 0xC0) == 0x80) { /* the rest of a character */
                text[length] = keys[length];
                length++;
            }
            pty_type(pty, text);
        }
        keys += length;
        count++;
    }
    return count;
}

void desk_show(const struct pty_terminal *pty)
{
    for (int row = 0; row < pty->rows; row++)
        print_message("|%s\n", pty_row(pty, row));
}

void desk_see(struct pty_terminal *pty, const char *text)
{
    if (pty_wait_text(pty, text, PTY_LIMIT_MS))
        return;
    desk_show(pty);
    fail_msg("not on the screen: %s", text);
}

static bool lacks_text(const struct pty_terminal *pty, const void *text)
{
    return !pty_has_text(pty, text);
}

void desk_see_no_more(struct pty_terminal *pty, const char *text)
{
    if (pty_wait(pty, lacks_text, text, PTY_LIMIT_MS))
        return;
    desk_show(pty);
    fail_msg("still on the screen: %s", text);
}

void desk_quit(struct pty_terminal *pty)
{
    desk_keys(pty, "<F10>");
    desk_see(pty, "Leave the desk?");
    desk_keys(pty, "<Enter>");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    desk_end(pty);
}

void desk_expect(const char *sql, const char *answer)
{
    char *found = store_file_ask(&desk_file, sql);
    assert_string_equal(found, answer);
    free(found);
}
