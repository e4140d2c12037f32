/* What gatepost-convert pdf does with pages: bytes that begin as pages are those, others are what stands behind a sound
 * beginning. The lines stay within their grid, and what is accepted is drawn to
 * a whole PDF. */
#include "fuzz.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "src/convert/commands.h"
#include "src/convert/page_stream.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAD "gatepost-pages 1\ntitle fuzz\npaper 10000 12000 1000 1000\ncell 200 500 110\ngrid 40 20\n"

/* Whether they are accepted to their end. */
static bool read_pages(const struct buffer *text, struct err *err)
{
    struct page_stream stream;
    enum page_event event = PAGE_BEGINS;
    const char *line = "";
    char style = ' ';
    int pages = 0, rows = 0;
    FILE *file = fmemopen(text->bytes, text->length, "r");
    fuzz_must(file != NULL, "a file in memory");
    bool done = page_stream_open(&stream, file, err);
    while (done && event != PAGES_END && (done = page_stream_next(&stream, &event, &style, &line, err))) {
        rows = event == PAGE_LINE ? rows + 1 : 0;
        pages += event == PAGE_BEGINS;
        fuzz_must(pages > 0 && pages <= STREAM_PAGES_MOST, "pages within their number");
        if (event != PAGE_LINE)
            continue;
        fuzz_touch(line);
        fuzz_must(rows <= stream.rows && text_width(line) <= stream.columns, "lines within the grid");
        fuzz_must(text_is_clean(line, strlen(line)) && strchr("=*- ", style) != NULL, "lines as they should be");
    }
    page_stream_release(&stream);
    fclose(file);
    return done;
}

/* A file in memory with these bytes, as descriptor `as`. */
static void stand_in(int as, const char *bytes, size_t length)
{
    int descriptor = memfd_create("fuzz", MFD_CLOEXEC);
    fuzz_must(descriptor >= 0 && write(descriptor, bytes, length) == (ssize_t)length, "a file in memory");
    lseek(descriptor, 0, SEEK_SET);
    dup2(descriptor, as);
    close(descriptor);
}

static void draw_pages(const struct buffer *text)
{
    struct err err = {0};
    char begin[5] = "", end[6] = "";
    stand_in(STDIN_FILENO, text->bytes, text->length);
    stand_in(STDOUT_FILENO, "", 0);
    fuzz_must(pdf_write(false, &err), "pages that are accepted are drawn");
    off_t length = lseek(STDOUT_FILENO, 0, SEEK_END);
    fuzz_must(pread(STDOUT_FILENO, begin, sizeof begin, 0) == sizeof begin && memcmp(begin, "%PDF-", 5) == 0 &&
                  pread(STDOUT_FILENO, end, sizeof end, length - 6) == sizeof end && memcmp(end, "%%EOF\n", 6) == 0,
              "a whole PDF");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct buffer text = {0};
    struct err err = {0};
    if (length < 8 || memcmp(bytes, "gatepost", 8) != 0)
        buffer_add(&text, HEAD);
    buffer_add_bytes(&text, (const char *)bytes, length);
    bool done = read_pages(&text, &err);
    fuzz_must(done || err.text[0] != '\0', "a refusal says why");
    if (done)
        draw_pages(&text);
    buffer_release(&text);
    return 0;
}
