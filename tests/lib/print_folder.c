#include "print_folder.h"
#include "gatepost/utf8.h"
#include "register.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct print_folder prints;

static void add_rows(struct document *document, struct document_kept *kept)
{
    document_init(document, "值班表");
    document_section(document, "");
    document_column(document, "姓名", 8, 0);
    document_column(document, "岗位", 8, 0);
    for (int i = 0; i < prints.row_count; i++) {
        char number[24];
        snprintf(number, sizeof number, "岗位%d", i + 1);
        document_row(document, (const char *const[]){prints.row_text, number}, 2);
        if (kept != NULL)
            document_keep(kept, number, i + 1, prints.row_text);
    }
}

static bool make_plain(struct store *from, const struct document_request *request, struct document *document,
                       struct document_kept *kept, struct err *err)
{
    (void)from, (void)request, (void)kept, (void)err;
    add_rows(document, NULL);
    return true;
}

static bool make_kept(struct store *from, const struct document_request *request, struct document *document,
                      struct document_kept *kept, struct err *err)
{
    (void)from, (void)request, (void)err;
    add_rows(document, kept);
    return true;
}

const struct document_kind prints_plain = {.name = "plain",
                                           .label = "plain",
                                           .help = "plain",
                                           .scope = DOCUMENT_DAY,
                                           .paper = {PAPER_A4, TYPE_MEDIUM, FIT_FLOW, true},
                                           .make = make_plain};
const struct document_kind prints_kept = {.name = "kept",
                                          .label = "kept",
                                          .help = "kept",
                                          .scope = DOCUMENT_WEEK,
                                          .keeps_rows = true,
                                          .paper = {PAPER_A4, TYPE_MEDIUM, FIT_FLOW, true},
                                          .make = make_kept};

const char *prints_path(const char *name)
{
    static char path[400];
    snprintf(path, sizeof path, "%s/%s", prints.folder, name);
    return path;
}

struct print_request prints_request(const struct document_kind *kind, const char *to)
{
    struct print_request request = {
        .document = {.kind = kind, .day = 20220413, .blank_rows = -1}, .paper = kind->paper, .copies = 1};
    text_copy(request.to, sizeof request.to, to);
    return request;
}

int print_folder_open(void **state)
{
    (void)state;
    prints.store = register_open();
    text_copy(prints.folder, sizeof prints.folder, "/tmp/gatepost-print-XXXXXX");
    assert_non_null(mkdtemp(prints.folder));
    prints.row_count = 3;
    prints.row_text = "张*明";
    return 0;
}

int prints_files(bool removes)
{
    int count = 0;
    DIR *opened = opendir(prints.folder);
    assert_non_null(opened);
    for (struct dirent *entry; (entry = readdir(opened)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        if (removes)
            unlink(prints_path(entry->d_name));
    }
    closedir(opened);
    return count;
}

int print_folder_close(void **state)
{
    (void)state;
    prints_files(true);
    assert_int_equal(rmdir(prints.folder), 0);
    register_close(prints.store);
    return 0;
}

void prints_read(const char *path, struct buffer *text)
{
    char part[4096];
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        buffer_add_bytes(text, part, got);
    fclose(file);
}

bool prints_to_the_end(struct print_job *job, struct err *err)
{
    bool finished = false, good = true;
    while (good && !finished)
        good = print_job_step(job, 50, &finished, err);
    return good;
}

void prints_well(const struct print_request *request)
{
    struct err err = {0};
    struct print_job *job = print_job_start(prints.store, request, &err);
    if (job == NULL || !prints_to_the_end(job, &err))
        fail_msg("%s", err.text);
    assert_int_equal(print_job_state(job), PRINT_DONE);
    assert_int_equal(print_job_percent(job), 100);
    print_job_close(job);
}

void prints_badly(const struct print_request *request, struct err *err)
{
    struct print_job *job = print_job_start(prints.store, request, err);
    if (job == NULL)
        fail_msg("%s", err->text);
    assert_false(prints_to_the_end(job, err));
    print_job_close(job);
}

struct printing prints_last(void)
{
    struct err err = {0};
    struct printing printing;
    int64_t id = register_count(prints.store, "SELECT coalesce(max(id), 0) FROM printing");
    assert_true(record_get(prints.store, &printing_table, id, &printing, &err));
    return printing;
}
