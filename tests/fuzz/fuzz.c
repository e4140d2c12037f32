#include "fuzz.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "tests/lib/fixture.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[200];
static struct store *community;

void fuzz_must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

void fuzz_touch(const char *text)
{
    fuzz_must(utf8_valid(text, strlen(text)), "a text is UTF-8");
}

static void remove_community(void)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    char path[240];
    store_close(community);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        snprintf(path, sizeof path, "%s/fuzz.db%s", folder, ends[i]);
        unlink(path);
    }
    rmdir(folder);
}

struct store *fuzz_community(void)
{
    const char *scratch = getenv("TMPDIR");
    char path[240];
    struct err err = {0};
    if (community != NULL)
        return community;
    snprintf(folder, sizeof folder, "%s/gatepost-fuzz-XXXXXX", scratch != NULL ? scratch : "/tmp");
    fuzz_must(mkdtemp(folder) != NULL, "a folder can be made");
    snprintf(path, sizeof path, "%s/fuzz.db", folder);
    clock_fix(fixture_now());
    fixture_make(path, FIXTURE_FULL);
    community = store_open(path, 0, &err);
    fuzz_must(community != NULL && store_sign_on(community, 1, "fuzz", false, &err), "the community can be opened");
    store_rehearse(community);
    atexit(remove_community);
    return community;
}
