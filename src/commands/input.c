#include "input.h"
#include "gatepost/buffer.h"
#include "gatepost/charset.h"
#include "gatepost/sheet.h"
#include "gatepost/words.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool read_standard(struct buffer *text, struct err *err)
{
    char bytes[16384];
    size_t count;
    while ((count = fread(bytes, 1, sizeof bytes, stdin)) > 0) {
        buffer_add_bytes(text, bytes, count);
        if (text->length > SHEET_FILE_BYTES_MOST)
            return err_set(err, ERR_INPUT, _("Standard input is longer than %d MiB."), SHEET_FILE_BYTES_MOST >> 20);
    }
    return !ferror(stdin) || err_set(err, ERR_SYSTEM, _("Standard input cannot be read: %s."), strerror(errno));
}

bool input_bytes(const char *path, struct buffer *text, struct err *err)
{
    if (strcmp(path, "-") == 0)
        return read_standard(text, err);
    struct stat status;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return err_set(err, ERR_INPUT, _("%s is no file that can be read in."), path);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return err_set(err, ERR_SYSTEM, _("%s cannot be read: %s."), path, strerror(errno));
    char bytes[16384];
    size_t count;
    while ((count = fread(bytes, 1, sizeof bytes, file)) > 0 && text->length <= SHEET_FILE_BYTES_MOST)
        buffer_add_bytes(text, bytes, count);
    bool done = !ferror(file) || err_set(err, ERR_SYSTEM, _("%s cannot be read: %s."), path, strerror(errno));
    fclose(file);
    return done;
}

bool input_chat(const char *path, struct buffer *text, struct err *err)
{
    struct buffer bytes = {0};
    bool done = input_bytes(path, &bytes, err) && charset_to_utf8(text, buffer_text(&bytes), bytes.length, err);
    buffer_release(&bytes);
    return done;
}
