/* Replays the screen scripts: each against a fresh fixture community in a file of its own, with the clock fixed, and
 * prints TAP. Without arguments all tests/screens/NAME.script. Lines of its own in a script:
 *
 *   fixture full|empty|nobody|no-post   (before the first key) the community; nobody: no officer is given, the desk
 * asks language zh_CN|en           (before the first key) zh_CN unless said other LINE                  another
 * terminal does this meanwhile, see tests/lib/fixture.h
 *
 * GATEPOST_SCRIPT_UPDATE=1 writes the canvases of the scripts anew: look at every line of the difference. */
#include "gatepost/buffer.h"
#include "gatepost/desk.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/fixture.h"
#include <dirent.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct replay {
    char folder[200], path[260];
    enum fixture_kind fixture;
    bool nobody, no_post, read_only;
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
    replay->read_only = strstr(text, "\nfixture read-only\n") != NULL;
    replay->language = strstr(text, "\nlanguage en\n") ? "en" : "zh_CN";
}

static bool own_verb(void *context, const char *line, struct err *err)
{
    const struct replay *replay = context;
    if (!strncmp(line, "fixture ", 8) || !strncmp(line, "language ", 9))
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
        if (unlink(name) != 0 && entry->d_name[0] != '.')
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
    struct terminal *terminal = terminal_open_script(text, script, &err);
    struct store *store = store_open(replay->path, replay->read_only ? STORE_READ_ONLY : 0, &err);
    if (!terminal || !store) {
        fprintf(stderr, "%s: %s\n", script, err.text);
        return 1;
    }
    terminal_script_hook(terminal, &hooks);
    desk_run(store, &global, terminal);
    store_close(store);
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
        fixture_make(replay.path, replay.fixture);
        good = run_desk(&replay, buffer_text(&text), script) == 0;
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
