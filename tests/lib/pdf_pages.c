#include "pdf_pages.h"
#include "gatepost/process.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

/* A file in memory with these bytes, to be read from its beginning. */
static int file_of(const char *bytes, size_t length)
{
    int file = memfd_create("pages", MFD_CLOEXEC);
    assert_true(file >= 0 && write(file, bytes, length) == (ssize_t)length && lseek(file, 0, SEEK_SET) == 0);
    return file;
}

static void read_all(int descriptor, struct buffer *out)
{
    char bytes[4096];
    buffer_clear(out);
    for (ssize_t got; (got = read(descriptor, bytes, sizeof bytes)) > 0;)
        buffer_add_bytes(out, bytes, (size_t)got);
}

int pdf_run(const char *path, const char *const argv[], const char *bytes, size_t length, struct buffer *output,
            struct buffer *errors)
{
    struct process process;
    struct err err = {0};
    int file = file_of(bytes, length);
    if (!process_start(&process, path, argv, file, &err))
        fail_msg("%s", err.text);
    close(file);
    read_all(process.output, output);
    read_all(process.errors, errors);
    return process_end(&process, false);
}

int pdf_convert(const char *pages, size_t length, const char *option, struct buffer *pdf, struct buffer *errors)
{
    struct buffer path = {0};
    process_path("gatepost-convert", &path);
    int code = pdf_run(buffer_text(&path), (const char *const[]){"gatepost-convert", "pdf", option, NULL}, pages,
                       length, pdf, errors);
    buffer_release(&path);
    return code;
}
