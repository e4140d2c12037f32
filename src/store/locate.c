/* Which file (architecture.md §4). */
#include "database.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *locate_system_file = "/etc/gatepost.conf";

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

/* $variable/rest, else $HOME/home_part/rest; false without either. */
static bool folder_path(const char *variable, const char *home_part, const char *rest, struct buffer *path)
{
    const char *base = environment(variable), *home = environment("HOME");
    buffer_clear(path);
    if (base != NULL && base[0] == '/')
        buffer_format(path, "%s/%s", base, rest);
    else if (home != NULL)
        buffer_format(path, "%s/%s/%s", home, home_part, rest);
    return path->length > 0;
}

void store_config_path(struct buffer *path)
{
    folder_path("XDG_CONFIG_HOME", ".config", "gatepost.conf", path);
}

/* "NAME = VALUE" in place: the value without white space around it, else NULL. */
static char *value_of_line(char *line, const char *name)
{
    size_t name_length = strlen(name);
    line += strspn(line, " \t");
    if (strncmp(line, name, name_length) != 0)
        return NULL;
    line += name_length;
    line += strspn(line, " \t");
    if (*line != '=')
        return NULL;
    line += 1 + strspn(line + 1, " \t");
    size_t length = strlen(line);
    while (length > 0 && isspace((unsigned char)line[length - 1]))
        length--;
    line[length] = '\0';
    return line;
}

/* "~/" is the home folder. */
static void add_expanded(struct buffer *path, const char *typed)
{
    const char *home = environment("HOME");
    if (strncmp(typed, "~/", 2) == 0 && home != NULL)
        buffer_format(path, "%s%s", home, typed + 1);
    else
        buffer_add(path, typed);
}

/* The last line of this name in a settings file; leaves `value` empty when there is none. */
static bool read_line(const char *file_name, const char *name, struct buffer *value, struct err *err)
{
    buffer_clear(value);
    FILE *file = fopen(file_name, "re");
    if (file == NULL && (errno == ENOENT || errno == ENOTDIR))
        return true;
    if (file == NULL)
        return err_set(err, ERR_SYSTEM, _("The file %s cannot be read: %s."), file_name, system_reason(errno));
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, file) >= 0) {
        const char *found = value_of_line(line, name);
        if (found == NULL)
            continue;
        buffer_clear(value);
        buffer_add(value, found);
    }
    free(line);
    fclose(file);
    return true;
}

/* Its "db" line as a path. */
static bool read_file(const char *name, struct buffer *path, struct err *err)
{
    struct buffer typed = {0};
    bool done = read_line(name, "db", &typed, err);
    buffer_clear(path);
    if (done && typed.length > 0)
        add_expanded(path, buffer_text(&typed));
    buffer_release(&typed);
    if (done && path->length > 0 && path->bytes[0] != '/')
        return err_set(err, ERR_INPUT, _("In %s the line \"db = …\" must name a path that starts with /."), name);
    return done;
}

bool store_config_value(const char *name, struct buffer *value, struct err *err)
{
    struct buffer file = {0};
    store_config_path(&file);
    bool done = file.length == 0 || read_line(buffer_text(&file), name, value, err);
    if (done && value->length == 0)
        done = read_line(locate_system_file, name, value, err);
    buffer_release(&file);
    return done;
}

static const char *named(const char *option)
{
    return option != NULL && option[0] != '\0' ? option : environment("GATEPOST_DB");
}

bool store_is_named(const char *option)
{
    return named(option) != NULL;
}

bool store_locate(const char *option, struct buffer *path, struct err *err)
{
    struct buffer name = {0};
    const char *given = named(option);
    buffer_clear(path);
    bool done = true;
    if (given != NULL)
        buffer_add(path, given);
    if (path->length == 0)
        store_config_path(&name);
    if (name.length > 0)
        done = read_file(buffer_text(&name), path, err);
    if (done && path->length == 0)
        done = read_file(locate_system_file, path, err);
    if (done && path->length == 0 && !folder_path("XDG_DATA_HOME", ".local/share", "gatepost/gatepost.db", path))
        done = err_set(err, ERR_INPUT, _("Say which file with --db PATH: there is no home folder to look in."));
    buffer_release(&name);
    return done;
}

bool store_full_path(const char *typed, struct buffer *path, struct err *err)
{
    char folder[PATH_MAX];
    buffer_clear(path);
    add_expanded(path, typed);
    if (buffer_text(path)[0] == '/')
        return true;
    if (getcwd(folder, sizeof folder) == NULL)
        return err_set(err, ERR_SYSTEM, _("Write the whole path, from / on: the present folder is gone."));
    buffer_clear(path);
    buffer_format(path, "%s/%s", folder, typed);
    return true;
}

void store_brief_path(const char *path, struct buffer *shown)
{
    const char *home = environment("HOME");
    size_t length = home != NULL ? strlen(home) : 0;
    bool below = length > 1 && strncmp(path, home, length) == 0 && path[length] == '/';
    buffer_clear(shown);
    buffer_format(shown, "%s%s", below ? "~" : "", below ? path + length : path);
}

/* ---- the user's config ---- */

/* The file without its "db" lines, then the new one. */
static bool write_config(const char *name, FILE *before, const char *path)
{
    FILE *file = fopen(name, "we");
    char *line = NULL, *copy;
    size_t size = 0;
    if (file == NULL)
        return false;
    while (before != NULL && getline(&line, &size, before) >= 0) {
        copy = memory_copy(line);
        if (value_of_line(copy, "db") == NULL)
            fprintf(file, "%s%s", line, strchr(line, '\n') != NULL ? "" : "\n");
        free(copy);
    }
    fprintf(file, "db = %s\n", path);
    free(line);
    bool done = fflush(file) == 0 && !ferror(file) && fsync(fileno(file)) == 0;
    return fclose(file) == 0 && done;
}

/* Its folder is made when it is missing; a link (a shared home folder) is followed, so that it stays one. */
static void find_config(struct buffer *name)
{
    char target[PATH_MAX];
    store_config_path(name);
    if (name->length == 0)
        return;
    char *slash = strrchr(name->bytes, '/');
    *slash = '\0';
    mkdir(name->bytes, 0700);
    *slash = '/';
    if (realpath(name->bytes, target) != NULL) {
        buffer_clear(name);
        buffer_add(name, target);
    }
}

bool store_remember(const char *path, struct err *err)
{
    struct buffer name = {0}, temporary = {0};
    struct stat status;
    find_config(&name);
    if (name.length == 0)
        return err_set(err, ERR_SYSTEM, _("There is no home folder to keep settings in."));
    buffer_format(&temporary, "%s.new-%d", name.bytes, (int)getpid());
    FILE *before = fopen(name.bytes, "re");
    bool done = before != NULL || errno == ENOENT;
    done = done && write_config(temporary.bytes, before, path);
    if (done && before != NULL && fstat(fileno(before), &status) == 0)
        done = chmod(temporary.bytes, status.st_mode & 07777) == 0;
    done = done && rename(temporary.bytes, name.bytes) == 0;
    int error = errno;
    if (before != NULL)
        fclose(before);
    if (!done) {
        unlink(temporary.bytes);
        err_set(err, ERR_SYSTEM, _("%s cannot be written: %s."), name.bytes, system_reason(error));
    }
    buffer_release(&name);
    buffer_release(&temporary);
    return done;
}
