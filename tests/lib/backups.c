#include "backups.h"
#include "gatepost/clock.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

struct backups backups;

int backups_setup(void **state)
{
    (void)state;
    clock_fix(BACKUPS_NOW);
    store_file_make(&backups.file);
    backups.store = store_file_open(&backups.file, "seat-1", false);
    snprintf(backups.folder, sizeof backups.folder, "%s/t-backups", backups.file.folder);
    assert_true(backup_folder_make(backups.folder, NULL));
    return 0;
}

int backups_teardown(void **state)
{
    (void)state;
    store_close(backups.store);
    store_file_remove(&backups.file);
    return 0;
}

void backups_path(const char *name, char path[300])
{
    snprintf(path, 300, "%s/%s", backups.folder, name);
}

bool backups_hold(const char *name)
{
    char path[300];
    backups_path(name, path);
    return access(path, F_OK) == 0;
}

int backups_count(void)
{
    int count = 0;
    DIR *directory = opendir(backups.folder);
    assert_non_null(directory);
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

struct backup_made backups_make_one(void)
{
    struct err err = {0};
    struct backup_made made = {0};
    if (!backup_make(backups.store, backups.folder, NULL, &made, &err))
        fail_msg("%s", err.text);
    return made;
}

void backups_put(const char *name, const char *text)
{
    char path[300];
    backups_path(name, path);
    FILE *out = fopen(path, "we");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}
