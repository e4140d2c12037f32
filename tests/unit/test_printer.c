/* gatepost-convert print: printers real and played, on loopback. */
#include "gatepost/buffer.h"
#include "gatepost/charset.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "tests/lib/printer.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define PDF "%PDF-1.4\nan invented roster\n%%EOF\n"

static struct printer_real real;

/* Of a file beside the printer; borrowed until the next call. */
static const char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", real.folder, name);
    return path;
}

/* ---- running it ---- */

static int file_of(const char *bytes)
{
    int file = memfd_create("document", MFD_CLOEXEC);
    size_t length = strlen(bytes);
    assert_true(file >= 0 && write(file, bytes, length) == (ssize_t)length && lseek(file, 0, SEEK_SET) == 0);
    return file;
}

static void start(struct process *process, const char *const argv[], const char *document)
{
    struct buffer path = {0};
    struct err err = {0};
    int file = file_of(document);
    process_path("gatepost-convert", &path);
    if (!process_start(process, buffer_text(&path), argv, file, &err))
        fail_msg("%s", err.text);
    close(file);
    buffer_release(&path);
}

static void start_print(struct process *process, const char *to, const char *title, const char *document)
{
    start(process, (const char *const[]){"gatepost-convert", "print", "--to", to, "--title", title, NULL}, document);
}

static void read_all(int descriptor, struct buffer *out)
{
    char bytes[4096];
    for (ssize_t got; (got = read(descriptor, bytes, sizeof bytes)) > 0;)
        buffer_add_bytes(out, bytes, (size_t)got);
}

/* Reads its output up to a line. */
static void await(const struct process *process, struct buffer *said, const char *line)
{
    char byte;
    while (strstr(buffer_text(said), line) == NULL) {
        if (read(process->output, &byte, 1) != 1)
            fail_msg("it ended without saying %s: %s", line, buffer_text(said));
        buffer_add_byte(said, byte);
    }
}

/* Its end: what it said in all, and the sentence of a failure. */
static void check_end(struct process *process, struct buffer *said, const char *lines, const char *sentence)
{
    struct buffer errors = {0};
    read_all(process->output, said);
    read_all(process->errors, &errors);
    int code = process_end(process, false);
    assert_string_equal(buffer_text(said), lines);
    if (sentence == NULL)
        assert_string_equal(buffer_text(&errors), "");
    else if (strstr(buffer_text(&errors), sentence) == NULL)
        fail_msg("no \"%s\" in: %s", sentence, buffer_text(&errors));
    assert_int_equal(code, sentence == NULL ? 0 : 1);
    buffer_release(said);
    buffer_release(&errors);
}

static void check_print(const char *to, const char *document, const char *lines, const char *sentence)
{
    struct process process;
    struct buffer said = {0};
    start_print(&process, to, "roster-20220411", document);
    check_end(&process, &said, lines, sentence);
}

static void check_file(const char *name, const char *bytes)
{
    char *found = printer_real_read(&real, name);
    assert_string_equal(found, bytes);
    free(found);
}

static bool was_told(const char *name, const char *line)
{
    char *told = printer_real_read(&real, name);
    bool found = strstr(told, line) != NULL;
    free(told);
    return found;
}

/* ---- a real printer ---- */

/* What takes its time before it is given up stands beside the other tests; they are looked at last. */
static struct slow {
    struct process lost, unreachable, unread;
    struct printer_played dies;
    int listener, crowd[8], reader;
} slow;

static void start_lost(void)
{
    char to[64];
    printer_played_start(&slow.dies, MOOD_DIES);
    snprintf(to, sizeof to, "ipp://127.0.0.1:%d/ipp/print", slow.dies.port);
    start_print(&slow.lost, to, "lost", PDF);
}

/* A listener whose queue is full answers as a computer that is switched off: not at all. */
static void start_unreachable(void)
{
    char to[64];
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    slow.listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(slow.listener, (struct sockaddr *)&address, length), 0);
    assert_int_equal(listen(slow.listener, 0), 0);
    assert_int_equal(getsockname(slow.listener, (struct sockaddr *)&address, &length), 0);
    for (int i = 0; i < 8; i++) {
        slow.crowd[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        connect(slow.crowd[i], (struct sockaddr *)&address, length);
    }
    snprintf(to, sizeof to, "ipp://127.0.0.1:%d/ipp/print", ntohs(address.sin_port));
    start_print(&slow.unreachable, to, "unreachable", PDF);
}

/* Somebody has the pipe open and does not read. */
static void start_unread(void)
{
    char to[256];
    struct buffer text = {0};
    const char *path = path_of("unread");
    snprintf(to, sizeof to, "device:%s", path);
    assert_int_equal(mkfifo(path, 0600), 0);
    slow.reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    for (int i = 0; i < 20000; i++)
        buffer_add(&text, "0123456789\n");
    start_print(&slow.unread, to, "unread", buffer_text(&text));
    buffer_release(&text);
}

static int make_printers(void **state)
{
    (void)state;
    printer_real_start(&real);
    setenv("HOME", real.folder, 1); /* libcups keeps certificates there */
    start_lost();
    start_unreachable();
    start_unread();
    return 0;
}

static int remove_printers(void **state)
{
    (void)state;
    printer_real_end(&real);
    printer_played_end(&slow.dies);
    for (int i = 0; i < 8; i++)
        close(slow.crowd[i]);
    close(slow.listener);
    close(slow.reader);
    return 0;
}

static void a_document_arrives_as_it_is(void **state)
{
    (void)state;
    struct process process;
    struct buffer said = {0};
    const char *argv[] = {
        "gatepost-convert", "print", "--to",    real.uri,           "--title", "roster-20220411", "--copies", "3",
        "--type",           "pdf",   "--media", "iso_a4_210x297mm", NULL};
    start(&process, argv, PDF);
    await(&process, &said, "state done\n");
    assert_non_null(strstr(buffer_text(&said), "job 1\n"));
    buffer_clear(&said);
    check_end(&process, &said, "", NULL);
    check_file("job.1", PDF);
    assert_true(was_told("told.1", "IPP_JOB_NAME=roster-20220411\n"));
    assert_true(was_told("told.1", "IPP_COPIES=3\n"));
    assert_true(was_told("told.1", "IPP_MEDIA=iso_a4_210x297mm\n"));
    assert_true(was_told("told.1", "IPP_SIDES=one-sided\n")); /* the second page is no use on the wall's side */
}

static void a_printer_that_encrypts_is_reached(void **state)
{
    (void)state;
    struct process process;
    struct buffer said = {0};
    start_print(&process, real.uri_secure, "secret", PDF);
    await(&process, &said, "state done\n");
    buffer_clear(&said);
    check_end(&process, &said, "", NULL);
    check_file("job.2", PDF);
}

static void out_of_paper_is_said_and_the_job_goes_on_with_paper(void **state)
{
    (void)state;
    struct process process;
    struct buffer said = {0};
    start_print(&process, real.uri, "wait", PDF);
    await(&process, &said, "reason media-empty\n");
    check_file("job.3", ""); /* not yet */
    printer_real_fill(&real);
    await(&process, &said, "reason none\n");
    await(&process, &said, "state done\n");
    buffer_clear(&said);
    check_end(&process, &said, "", NULL);
    check_file("job.3", PDF);
}

static void a_signal_cancels_the_job_at_the_printer(void **state)
{
    (void)state;
    struct process process;
    struct buffer said = {0};
    start_print(&process, real.uri, "wait", PDF);
    await(&process, &said, "reason media-empty\n");
    int64_t before = clock_real_ms();
    kill(process.pid, SIGTERM);
    await(&process, &said, "state cancelled\n");
    assert_true(clock_real_ms() - before < 1000);
    buffer_clear(&said);
    check_end(&process, &said, "", "Printing was cancelled.");
    printer_real_fill(&real);
    /* The printer goes on with the next one: the job is really gone. */
    start_print(&process, real.uri, "after", PDF);
    await(&process, &said, "state done\n");
    buffer_clear(&said);
    check_end(&process, &said, "", NULL);
    check_file("job.5", PDF);
}

static void what_a_printer_does_not_take_is_named(void **state)
{
    (void)state;
    check_print(real.uri, "排班表\n", "state failed\n", "does not take text/plain.");
    char to[64];
    snprintf(to, sizeof to, "ipp://localhost:%d/nonesuch", real.port);
    check_print(to, PDF, "state failed\n", "There is no printer ipp://localhost:");
}

/* ---- a played one ---- */

static void check_mood(enum printer_mood mood, const char *lines, const char *sentence, const char *asked)
{
    struct printer_played played;
    char to[64];
    printer_played_start(&played, mood);
    snprintf(to, sizeof to, "ipp://127.0.0.1:%d/ipp/print", played.port);
    check_print(to, PDF, lines, sentence);
    printer_played_end(&played);
    assert_string_equal(played.asked, asked);
    if (strstr(asked, "6") != NULL || strstr(asked, " 2") != NULL)
        assert_string_equal(played.document, PDF);
}

static void trouble_of_a_printer_is_said(void **state)
{
    (void)state;
    check_mood(MOOD_REFUSES, "state failed\n", "takes no jobs at present", "b");
    check_mood(MOOD_LOCKED, "state failed\n", "wants a name and password", "");
    check_mood(MOOD_FORGETS, "reason toner-low\njob 7\nstate processing\nstate failed\n", "no longer knows the job",
               "b 5 6 9 b 9");
    check_mood(MOOD_GIVES_UP, "reason toner-low\njob 7\nstate failed\n", "It says: Filter failed", "b 5 6 9");
    check_mood(MOOD_HOLDS, "reason toner-low\njob 7\nstate failed\n", "wants a name and password", "b 5 6 9 b 8");
}

static void a_jam_is_waited_for(void **state)
{
    (void)state;
    check_mood(MOOD_JAMS, "reason toner-low\njob 7\nreason media-jam\nstate stopped\nreason none\nstate done\n", NULL,
               "b 5 6 9 b 9");
}

static void an_old_printer_is_spoken_to_as_it_understands(void **state)
{
    (void)state;
    check_mood(MOOD_OLD, "reason toner-low\njob 7\nreason none\nstate done\n", NULL, "b b 2 9");
}

static void nobody_there_is_said(void **state)
{
    (void)state;
    char to[64];
    snprintf(to, sizeof to, "ipp://127.0.0.1:%d/ipp/print", printer_free_port());
    check_print(to, PDF, "state failed\n", "cannot be reached");
    snprintf(to, sizeof to, "socket://127.0.0.1:%d", printer_free_port());
    check_print(to, "a\n", "state failed\n", "cannot be reached");
    check_print("ipp://printer.invalid/", PDF, "state failed\n", "of the name \"printer.invalid\"");
}

/* ---- bytes ---- */

static void a_line_printer_gets_bytes(void **state)
{
    (void)state;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    struct buffer text = {0}, expected = {0}, got = {0}, said = {0};
    struct process process;
    char to[64];
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(bind(listener, (struct sockaddr *)&address, length) == 0 && listen(listener, 1) == 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    snprintf(to, sizeof to, "socket://127.0.0.1:%d", ntohs(address.sin_port));
    assert_true(charset_from_utf8(&text, "排班表\n南门 李*\r\n\f第2页\n", "GB18030", NULL));
    for (int copy = 0; copy < 2; copy++)
        assert_true(charset_from_utf8(&expected, "排班表\r\n南门 李*\r\n\f第2页\r\n\f", "GB18030", NULL));
    start(&process,
          (const char *const[]){"gatepost-convert", "print", "--to", to, "--title", "x", "--copies", "2", NULL},
          buffer_text(&text));
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    read_all(connection, &got);
    close(connection);
    close(listener);
    assert_int_equal(got.length, expected.length);
    assert_memory_equal(got.bytes, expected.bytes, expected.length);
    check_end(&process, &said, "state processing\nstate done\n", NULL);
    buffer_release(&text);
    buffer_release(&expected);
    buffer_release(&got);
}

/* Whoever asked was killed, and the printer stands still: the program that sends must not stay behind. */
static void it_ends_when_nobody_hears_it_any_more(void **state)
{
    (void)state;
    enum { DOCUMENT_BYTES = 16 << 20 };
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    struct process process;
    struct buffer errors = {0}, said = {0};
    char to[64], *text = malloc(DOCUMENT_BYTES + 1);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(bind(listener, (struct sockaddr *)&address, length) == 0 && listen(listener, 1) == 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    snprintf(to, sizeof to, "socket://127.0.0.1:%d", ntohs(address.sin_port));
    assert_non_null(text);
    memset(text, 'a', DOCUMENT_BYTES);
    text[DOCUMENT_BYTES] = '\0';
    start_print(&process, to, "x", text);
    await(&process, &said, "state stopped\n");
    close(process.output);
    process.output = -1;
    read_all(process.errors, &errors);
    assert_non_null(strstr(buffer_text(&errors), "cancelled"));
    assert_int_equal(process_end(&process, false), 1);
    close(listener);
    free(text);
    buffer_release(&errors);
    buffer_release(&said);
}

static void a_device_gets_bytes(void **state)
{
    (void)state;
    char to[256], bytes[64] = "";
    const char *path = path_of("lp0");
    close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    snprintf(to, sizeof to, "device:%s", path);
    check_print(to, "a\nb\n\f", "state processing\nstate done\n", NULL);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    assert_int_equal(read(file, bytes, sizeof bytes - 1), 7);
    close(file);
    assert_string_equal(bytes, "a\r\nb\r\n\f");
    /* What is stored somewhere is never written over. */
    check_print(to, "c\n", "state failed\n", "something is stored there");
}

static void devices_that_cannot_are_said(void **state)
{
    (void)state;
    char to[256];
    check_print("device:/dev/full", "a\n", "state failed\n", "no more room on /dev/full");
    check_print("device:/dev/nonesuch", "a\n", "state failed\n", "There is no device /dev/nonesuch.");
    const char *path = path_of("silent");
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(to, sizeof to, "device:%s", path);
    check_print(to, "a\n", "state failed\n", "Nothing reads from ");
}

static void what_is_no_printer_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "roster.pdf",
                                        "printer:",
                                        "printer:a/b",
                                        "printer:a b",
                                        "raw:#1",
                                        "device:lp0",
                                        "device:",
                                        "http://localhost/",
                                        "file:///etc/passwd",
                                        "ipp://",
                                        "ipp://user:secret@localhost/ipp/print",
                                        "ipp://localhost:99999/",
                                        "socket://localhost:9100/path",
                                        "socket://",
                                        "ipp://local\033host/"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        check_print(wrong[i], PDF, "", "is no printer. A printer is written as");
    check_print("device:/dev/null", "", "", "There is nothing to print.");
    check_print("device:/dev/null", PDF, "", "Only plain text can go to device:/dev/null");
    check_print(real.uri, "\xC5\xC5\n", "", "Only text in UTF-8");
}

/* ---- what takes its time ---- */

static void a_lost_printer_is_said(void **state)
{
    (void)state;
    struct buffer said = {0};
    check_end(&slow.lost, &said, "reason toner-low\njob 7\nreason connecting-to-device\nstate failed\n",
              "no longer answers");
}

static void an_unreachable_printer_is_given_up(void **state)
{
    (void)state;
    struct buffer said = {0};
    check_end(&slow.unreachable, &said, "state failed\n", "cannot be reached");
}

static void a_pipe_nobody_reads_is_given_up(void **state)
{
    (void)state;
    struct buffer said = {0};
    read_all(slow.unread.output, &said);
    assert_non_null(strstr(buffer_text(&said), "state failed\n"));
    buffer_clear(&said);
    check_end(&slow.unread, &said, "", "Nothing reads from ");
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_arrives_as_it_is),
        cmocka_unit_test(a_printer_that_encrypts_is_reached),
        cmocka_unit_test(out_of_paper_is_said_and_the_job_goes_on_with_paper),
        cmocka_unit_test(a_signal_cancels_the_job_at_the_printer),
        cmocka_unit_test(what_a_printer_does_not_take_is_named),
        cmocka_unit_test(trouble_of_a_printer_is_said),
        cmocka_unit_test(a_jam_is_waited_for),
        cmocka_unit_test(an_old_printer_is_spoken_to_as_it_understands),
        cmocka_unit_test(nobody_there_is_said),
        cmocka_unit_test(a_line_printer_gets_bytes),
        cmocka_unit_test(it_ends_when_nobody_hears_it_any_more),
        cmocka_unit_test(a_device_gets_bytes),
        cmocka_unit_test(devices_that_cannot_are_said),
        cmocka_unit_test(what_is_no_printer_is_refused),
        cmocka_unit_test(an_unreachable_printer_is_given_up),
        cmocka_unit_test(a_pipe_nobody_reads_is_given_up),
        cmocka_unit_test(a_lost_printer_is_said),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, make_printers, remove_printers);
}
