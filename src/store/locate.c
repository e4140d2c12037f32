/* Which file (architecture.md §4). */
#include "database.h"
#include "gatepost/words.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* "db = PATH" in place: the path without white space around it, else NULL. */
static char *value_of_line(char *line)
{
    line += strspn(line, " \t");
    if (strncmp(line, "db", 2) != 0)
        return NULL;
    line += 2 + strspn(line + 2, " \t");
    if (*line != '=')
        return NULL;
    line += 1 + strspn(line + 1, " \t");
    size_t length = strlen(line);
    while (length > 0 && isspace((unsigned char)line[length - 1]))
        length--;
    line[length] = '\0';
    return line;
}

/* The last "db" line of a settings file; leaves `path` empty when there is none. */
static bool read_file(const char *name, struct buffer *path, struct err *err)
{
    buffer_clear(path);
    FILE *file = fopen(name, "re");
    if (file == NULL && (errno == ENOENT || errno == ENOTDIR))
        return true;
    if (file == NULL)
        return err_set(err, ERR_SYSTEM, _("The file %s cannot be read: %s."), name, system_reason(errno));
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, file) >= 0) {
        char *value = value_of_line(line);
        if (value == NULL)
            continue;
        buffer_clear(path);
        if (strncmp(value, "~/", 2) == 0 && environment("HOME") != NULL)
            buffer_format(path, "%s%s", environment("HOME"), value + 1);
        else
            buffer_add(path, value);
    }
    free(line);
    fclose(file);
    if (path->length > 0 && path->bytes[0] != '/')
        return err_set(err, ERR_INPUT, _("In %s the line \"db = …\" must name a path that starts with /."), name);
    return true;
}

bool store_locate(const char *option, struct buffer *path, struct err *err)
{
    struct buffer name = {0};
    const char *given = option != NULL && option[0] != '\0' ? option : environment("GATEPOST_DB");
    buffer_clear(path);
    bool done = true;
    if (given != NULL)
        buffer_add(path, given);
    if (path->length == 0 && folder_path("XDG_CONFIG_HOME", ".config", "gatepost.conf", &name))
        done = read_file(buffer_text(&name), path, err);
    if (done && path->length == 0)
        done = read_file(locate_system_file, path, err);
    if (done && path->length == 0 && !folder_path("XDG_DATA_HOME", ".local/share", "gatepost/gatepost.db", path))
        done = err_set(err, ERR_INPUT, _("Say which file with --db PATH: there is no home folder to look in."));
    buffer_release(&name);
    return done;
}
