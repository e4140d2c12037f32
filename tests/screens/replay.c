/* Replays the screen scripts: each against a fresh fixture community in a file of its own, with the clock fixed, and
 * prints TAP. Without arguments all tests/screens/NAME.script. Lines of its own in a script:
 *
 *   fixture full|empty|nobody|no-post|first-run
 *                            (before the first key) the community; nobody: no officer is given, the desk asks;
 *                            first-run: no file yet, a home folder with nothing in it
 *   fixture volunteers       (before the first key) the community with volunteers, see tests/lib/fixture_volunteers.h
 *   kiosk                    (before the first key) the shared terminal instead of the desk
 *   language zh_CN|en        (before the first key) zh_CN unless said
 *   other LINE               another terminal does this meanwhile, see tests/lib/fixture.h
 *   file KIND NAME           in the home folder: ours, foreign, newer, damaged, or folder
 *   sheet NAME TEXT          there too: a file with these lines (\n a new line), as of 2022-04-11 14:00
 *   holds NAME TEXT          that file holds a line with this text
 *   untouched                nothing stands in the home folder but what `file` put there
 *
 * GATEPOST_SCRIPT_UPDATE=1 writes the canvases of the scripts anew: look at every line of the difference. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/first_run.h"
#include "gatepost/kiosk_seat.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/fixture.h"
#include "tests/lib/fixture_volunteers.h"
#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct replay {
    char folder[200], path[260];
    bool first_run;
    int entries; /* files and folders that stood there before the program */
    enum fixture_kind fixture;
    bool nobody, no_post, read_only, kiosk, volunteers;
    const char *language;
};

static bool read_whole(const char *name, struct buffer *text)
{
    char part[4096];
    size_t length;
    FILE *file = fopen(name, "r");
    if (!file)
        return false;
    while ((length = fread(part, 1, sizeof part, file)) > 0)
        buffer_add_bytes(text, part, length);
    return fclose(file) == 0;
}

/* What a script says of its surroundings, in its first lines. */
static void read_settings(struct replay *replay, const char *text)
{
    replay->fixture = strstr(text, "\nfixture empty\n") ? FIXTURE_EMPTY : FIXTURE_FULL;
    replay->nobody = strstr(text, "\nfixture nobody\n") != NULL;
    replay->no_post = strstr(text, "\nfixture no-post\n") != NULL;
    replay->kiosk = strstr(text, "\nkiosk\n") != NULL;
    replay->volunteers = strstr(text, "\nfixture volunteers\n") != NULL;
    replay->first_run = strstr(text, "\nfixture first-run\n") != NULL;
    replay->read_only = strstr(text, "\nfixture read-only\n") != NULL;
    replay->language = strstr(text, "\nlanguage en\n") ? "en" : "zh_CN";
}

static bool is_dots(const char *name)
{
    return !strcmp(name, ".") || !strcmp(name, "..");
}

static int count_entries(const char *folder)
{
    DIR *opened = opendir(folder);
    const struct dirent *entry;
    char name[600];
    int count = 0;
    while (opened && (entry = readdir(opened)) != NULL) {
        if (is_dots(entry->d_name))
            continue;
        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        count += 1 + (entry->d_type == DT_DIR ? count_entries(name) : 0);
    }
    if (opened)
        closedir(opened);
    return count;
}

/* Overwrites bytes of a file, from an offset on. */
static bool patch(const char *path, long offset, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "r+");
    bool good = file && fseek(file, offset, SEEK_SET) == 0 && fwrite(bytes, 1, length, file) == length;
    return file && fclose(file) == 0 && good;
}

/* What somebody else has put where the first run looks. */
static bool make_entry(const char *path, const char *kind)
{
    char garbage[4096];
    if (!strcmp(kind, "folder"))
        return mkdir(path, 0700) == 0;
    if (!strcmp(kind, "foreign")) {
        FILE *file = fopen(path, "w");
        return file && fputs("these are my notes\n", file) >= 0 && fclose(file) == 0;
    }
    fixture_make(path, FIXTURE_EMPTY);
    memset(garbage, 'x', sizeof garbage);
    if (!strcmp(kind, "newer")) /* the schema's number in SQLite's header */
        return patch(path, 60, "\x7f\xff\xff\xff", 4);
    if (!strcmp(kind, "damaged"))
        return patch(path, 100, garbage, sizeof garbage);
    return !strcmp(kind, "ours");
}

static bool file_verb(struct replay *replay, const char *words, struct err *err)
{
    char kind[16], name[64], path[300];
    if (sscanf(words, "%15s %63s", kind, name) != 2)
        return err_set(err, ERR_INPUT, "file KIND NAME expected");
    snprintf(path, sizeof path, "%s/%s", replay->folder, name);
    bool made = make_entry(path, kind) || err_set(err, ERR_SYSTEM, "not made");
    replay->entries = count_entries(replay->folder);
    return made;
}

/* A list somebody saved half an hour ago. */
static bool make_sheet(const char *path, const char *text)
{
    struct timespec times[2] = {{.tv_sec = fixture_now() - 32 * 60}, {.tv_sec = fixture_now() - 32 * 60}};
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    for (; *text; text++) {
        bool line_end = !strncmp(text, "\\n", 2);
        text += line_end;
        fputc(line_end ? '\n' : *text, file);
    }
    return fclose(file) == 0 && utimensat(AT_FDCWD, path, times, 0) == 0;
}

static bool sheet_verb(struct replay *replay, const char *words, struct err *err)
{
    char name[64], path[300];
    int used = 0;
    if (sscanf(words, "%63s %n", name, &used) != 1)
        return err_set(err, ERR_INPUT, "sheet NAME TEXT expected");
    snprintf(path, sizeof path, "%s/%s", replay->folder, name);
    bool made = make_sheet(path, words + used) || err_set(err, ERR_SYSTEM, "not made");
    replay->entries = count_entries(replay->folder);
    return made;
}

static bool holds_verb(const struct replay *replay, const char *words, struct err *err)
{
    char name[64], path[300];
    int used = 0;
    struct buffer text = {0};
    if (sscanf(words, "%63s %n", name, &used) != 1)
        return err_set(err, ERR_INPUT, "holds NAME TEXT expected");
    snprintf(path, sizeof path, "%s/%s", replay->folder, name);
    bool holds = read_whole(path, &text) && strstr(buffer_text(&text), words + used);
    if (!holds)
        err_set(err, ERR_NOT_FOUND, "it holds: %s", buffer_text(&text));
    buffer_release(&text);
    return holds;
}

static bool check_untouched(const struct replay *replay, struct err *err)
{
    int entries = count_entries(replay->folder);
    return entries == replay->entries ||
           err_set(err, ERR_INPUT, "%d files and folders instead of %d", entries, replay->entries);
}

/* The verbs about the disk; false when the line is none of them. */
static bool disk_verb(struct replay *replay, const char *line, struct err *err)
{
    if (!strncmp(line, "file ", 5))
        file_verb(replay, line + 5, err);
    else if (!strncmp(line, "sheet ", 6))
        sheet_verb(replay, line + 6, err);
    else if (!strncmp(line, "holds ", 6))
        holds_verb(replay, line + 6, err);
    else if (!strcmp(line, "untouched"))
        check_untouched(replay, err);
    else
        return false;
    return true;
}

static bool own_verb(void *context, const char *line, struct err *err)
{
    struct replay *replay = context;
    if (disk_verb(replay, line, err))
        return true;
    if (!strncmp(line, "fixture ", 8) || !strncmp(line, "language ", 9) || !strcmp(line, "kiosk"))
        return true;
    if (strncmp(line, "other ", 6) != 0)
        return false;
    fixture_other(replay->path, line + 6, err);
    return true;
}

static void remove_folder(const char *folder)
{
    DIR *opened = opendir(folder);
    const struct dirent *entry;
    char name[600];
    while (opened && (entry = readdir(opened)) != NULL) {
        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        if (!is_dots(entry->d_name) && unlink(name) != 0)
            remove_folder(name);
    }
    if (opened)
        closedir(opened);
    rmdir(folder);
}

static int run_desk(struct replay *replay, const char *text, const char *script)
{
    struct err err = {0};
    int failures = 0;
    const struct global_options global = {.db = replay->path,
                                          .terminal = "南门岗1",
                                          .officer = replay->nobody ? NULL : "王秀英",
                                          .checkpoint = replay->no_post ? NULL : "南门",
                                          .read_only = replay->read_only};
    struct script_hooks hooks = {.context = replay, .verb = own_verb, .failures = &failures};
    setenv("XDG_CONFIG_HOME", replay->folder, 1); /* whoever tests may have set up a sound */
    struct terminal *terminal = terminal_open_script(text, script, &err);
    const int flags = (replay->read_only ? STORE_READ_ONLY : 0) | (replay->kiosk ? STORE_KIOSK : 0);
    struct store *store = store_open(replay->path, flags, &err);
    if (!terminal || !store) {
        fprintf(stderr, "%s: %s\n", script, err.text);
        return 1;
    }
    terminal_script_hook(terminal, &hooks);
    if (replay->kiosk)
        kiosk_run(store, &global, terminal);
    else
        desk_run(store, &global, NULL, terminal);
    store_close(store);
    return failures;
}

/* A home folder whose config names the usual place: what the computer's own config says does not matter. */
static void make_home(struct replay *replay)
{
    char name[300];
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_DATA_HOME");
    unsetenv("GATEPOST_DB");
    snprintf(name, sizeof name, "%s/.config", replay->folder);
    mkdir(name, 0700);
    snprintf(name, sizeof name, "%s/.config/gatepost.conf", replay->folder);
    FILE *config = fopen(name, "w");
    if (!config || fputs("db = ~/.local/share/gatepost/gatepost.db\n", config) < 0 || fclose(config) != 0)
        perror(name);
    replay->entries = count_entries(replay->folder);
}

/* No file yet, and nothing of the real home folder: the page, and the desk when one was made or opened. */
static int run_first(struct replay *replay, const char *text, const char *script)
{
    struct err err = {0};
    int failures = 0;
    struct buffer path = {0};
    const struct global_options global = {.terminal = "first"};
    struct script_hooks hooks = {.context = replay, .verb = own_verb, .failures = &failures};
    make_home(replay);
    clock_fix(fixture_now());
    struct terminal *terminal = terminal_open_script(text, script, &err);
    terminal_script_hook(terminal, &hooks);
    store_locate(NULL, &path, &err);
    struct first_run first = {.path = buffer_text(&path), .global = &global};
    if (first_run(terminal, &first)) {
        desk_run(first.store, &global, &first, terminal);
    } else {
        terminal->ops->close(terminal);
        if (!check_untouched(replay, &err)) {
            fprintf(stderr, "%s: something was left behind: %s\n", script, err.text);
            failures++;
        }
    }
    store_close(first.store);
    buffer_release(&path);
    return failures;
}

static bool run_script(const char *script, int number)
{
    struct buffer text = {0};
    struct replay replay = {0};
    const char *temporary = getenv("TMPDIR");
    const char *name = strrchr(script, '/') ? strrchr(script, '/') + 1 : script;
    snprintf(replay.folder, sizeof replay.folder, "%s/gatepost-replay-XXXXXX", temporary ? temporary : "/tmp");
    bool good = read_whole(script, &text) && mkdtemp(replay.folder) != NULL;
    if (good) {
        snprintf(replay.path, sizeof replay.path, "%s/gatepost.db", replay.folder);
        read_settings(&replay, buffer_text(&text));
        words_switch(replay.language);
        setenv("HOME", replay.folder, 1);
        setenv("CUPS_SERVER", "/nonexistent/cups.sock", 1); /* the printers of this computer are none of these */
        if (!replay.first_run)
            fixture_make(replay.path, replay.fixture);
        if (replay.volunteers)
            fixture_volunteers(replay.path);
        good = (replay.first_run ? run_first : run_desk)(&replay, buffer_text(&text), script) == 0;
        remove_folder(replay.folder);
    }
    printf("%s %d - %s\n", good ? "ok" : "not ok", number, name);
    fflush(stdout);
    buffer_release(&text);
    return good;
}

int main(int argc, char **argv)
{
    glob_t found = {0};
    locate_system_file = "/nonexistent/gatepost.conf"; /* this computer's says nothing here */
    words_start(argv[0], "zh_CN");
    if (argc < 2 && glob("tests/screens/*.script", 0, NULL, &found) != 0) {
        fprintf(stderr, "no tests/screens/*.script here\n");
        return 1;
    }
    int count = argc < 2 ? (int)found.gl_pathc : argc - 1, failed = 0;
    char **names = argc < 2 ? found.gl_pathv : argv + 1;
    printf("1..%d\n", count);
    for (int i = 0; i < count; i++)
        failed += !run_script(names[i], i + 1);
    globfree(&found);
    return failed > 0;
}
