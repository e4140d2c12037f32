/* Drafts beside the database: NAME.draft-TERMINAL-FORM. */
#include "gatepost/draft.h"
#include "database.h"
#include "gatepost/words.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DRAFT_BYTES_MOST = 1 << 20 };

/* Letters, digits and . _ stand for themselves, everything else as =XX, so that two terminals never share a file and
 * no name leads out of the folder. */
static void add_safe(struct buffer *path, const char *text)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";
    for (; *text != '\0'; text++)
        if (strchr(safe, *text) != NULL)
            buffer_add_byte(path, *text);
        else
            buffer_format(path, "=%02X", (unsigned)(unsigned char)*text);
}

static void draft_path(const struct store *store, const char *form, const char *end, struct buffer *path)
{
    buffer_format(path, "%s.draft-", store->path);
    add_safe(path, store->terminal);
    buffer_add(path, "-");
    add_safe(path, form);
    buffer_add(path, end);
}

static bool write_all(int descriptor, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text += written;
        length -= (size_t)written;
    }
    return true;
}

/* Whether it is kept already: replacing a file makes the file system write it out at once. */
static bool is_kept(struct store *store, const char *form, const char *text)
{
    char *kept = draft_read(store, form);
    bool same = kept != NULL && strcmp(kept, text) == 0;
    free(kept);
    return same;
}

/* Not synced: it must outlive a killed program, not a power cut, and is written at every pause in typing. */
bool draft_write(struct store *store, const char *form, const char *text, struct err *err)
{
    if (is_kept(store, form, text))
        return true;
    struct buffer path = {0}, temporary = {0};
    draft_path(store, form, "", &path);
    draft_path(store, form, "~", &temporary);
    int descriptor = open(buffer_text(&temporary), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0660);
    bool done = descriptor >= 0;
    if (done) {
        fchmod(descriptor, 0660); /* whatever the umask; another user's file has it already */
        done = write_all(descriptor, text, strlen(text));
        done = close(descriptor) == 0 && done;
    }
    done = done && rename(buffer_text(&temporary), buffer_text(&path)) == 0;
    if (!done) {
        int error = errno;
        unlink(buffer_text(&temporary));
        err_set(err, ERR_SYSTEM, _("The draft could not be kept: %s."), system_reason(error));
    }
    buffer_release(&path);
    buffer_release(&temporary);
    return done;
}

char *draft_read(struct store *store, const char *form)
{
    struct buffer path = {0}, text = {0};
    draft_path(store, form, "", &path);
    int descriptor = open(buffer_text(&path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    buffer_release(&path);
    if (descriptor < 0)
        return NULL;
    char part[4096];
    ssize_t got = 0;
    while (text.length < DRAFT_BYTES_MOST && (got = read(descriptor, part, sizeof part)) > 0)
        buffer_add_bytes(&text, part, (size_t)got);
    close(descriptor);
    if (got < 0) {
        buffer_release(&text);
        return NULL;
    }
    buffer_add(&text, "");
    return buffer_take(&text);
}

void draft_erase(struct store *store, const char *form)
{
    struct buffer path = {0};
    draft_path(store, form, "", &path);
    unlink(buffer_text(&path));
    buffer_release(&path);
}
