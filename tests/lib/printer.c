#include "tests/lib/printer.h"
#include "gatepost/buffer.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int listen_anywhere(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(listener >= 0 && bind(listener, (struct sockaddr *)&address, length) == 0);
    assert_true(listen(listener, 8) == 0 && getsockname(listener, (struct sockaddr *)&address, &length) == 0);
    *port = ntohs(address.sin_port);
    return listener;
}

int printer_free_port(void)
{
    int port;
    close(listen_anywhere(&port));
    return port;
}

/* ---- the real one ---- */

static void write_file(const struct printer_real *real, const char *name, mode_t mode, const char *format, ...)
{
    struct buffer path = {0}, text = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_vformat(&text, format, arguments);
    va_end(arguments);
    buffer_format(&path, "%s/%s", real->folder, name);
    int file = open(buffer_text(&path), O_WRONLY | O_CREAT | O_CLOEXEC, mode);
    assert_true(file >= 0 && write(file, text.bytes, text.length) == (ssize_t)text.length && close(file) == 0);
    buffer_release(&path);
    buffer_release(&text);
}

char *printer_real_read(const struct printer_real *real, const char *name)
{
    struct buffer path = {0}, text = {0};
    char bytes[4096];
    buffer_format(&path, "%s/%s", real->folder, name);
    int file = open(buffer_text(&path), O_RDONLY | O_CLOEXEC);
    for (ssize_t got; file >= 0 && (got = read(file, bytes, sizeof bytes)) > 0;)
        buffer_add_bytes(&text, bytes, (size_t)got);
    if (file >= 0)
        close(file);
    buffer_release(&path);
    buffer_add(&text, "");
    return buffer_take(&text);
}

/* Reads what it says until `word` stands there: then it takes jobs. */
static void await_word(struct process *process, int descriptor, const char *word)
{
    struct buffer said = {0};
    char bytes[512];
    ssize_t got = 1;
    while (got > 0 && strstr(buffer_text(&said), word) == NULL) {
        got = read(descriptor, bytes, sizeof bytes);
        buffer_add_bytes(&said, bytes, got > 0 ? (size_t)got : 0);
    }
    if (got <= 0)
        fail_msg("process %d ended: %s", (int)process->pid, buffer_text(&said));
    buffer_release(&said);
}

/* A bus of its own: ippeveprinter ends without one even when it is to say its name to nobody. */
static void start_bus(struct printer_real *real)
{
    char option[128], address[128];
    struct err err = {0};
    write_file(real, "bus.conf", 0600,
               "<busconfig><type>system</type><listen>unix:path=%s/bus</listen><auth>EXTERNAL</auth>"
               "<policy context=\"default\"><allow user=\"*\"/><allow own=\"*\"/><allow send_type=\"method_call\"/>"
               "<allow send_destination=\"*\"/><allow receive_sender=\"*\"/></policy></busconfig>\n",
               real->folder);
    snprintf(option, sizeof option, "--config-file=%s/bus.conf", real->folder);
    snprintf(address, sizeof address, "unix:path=%s/bus", real->folder);
    const char *argv[] = {"dbus-daemon", option, "--nofork", "--nopidfile", "--print-address=1", NULL};
    if (!process_start(&real->bus, "/usr/bin/dbus-daemon", argv, PROCESS_NOTHING, &err))
        fail_msg("%s", err.text);
    await_word(&real->bus, real->bus.output, "\n");
    setenv("DBUS_SYSTEM_BUS_ADDRESS", address, 1);
}

void printer_real_start(struct printer_real *real)
{
    char command[96], port[16], keys[96], paper[96];
    struct err err = {0};
    *real = (struct printer_real){.folder = "/tmp/printer.XXXXXX", .port = printer_free_port()};
    assert_non_null(mkdtemp(real->folder));
    write_file(real, "print", 0700,
               "#!/bin/sh\n"
               "env | grep ^IPP_ >%s/told.$IPP_JOB_ID\n"
               "case $IPP_JOB_NAME in wait*)\n"
               "    echo 'STATE: +media-empty-error' >&2\n"
               "    read paper <%s/paper\n"
               "    echo 'STATE: -media-empty-error' >&2 ;;\n"
               "esac\n"
               "cp \"$1\" %s/job.$IPP_JOB_ID\n",
               real->folder, real->folder, real->folder);
    snprintf(command, sizeof command, "%s/print", real->folder);
    snprintf(keys, sizeof keys, "%s/keys", real->folder);
    snprintf(paper, sizeof paper, "%s/paper", real->folder);
    snprintf(port, sizeof port, "%d", real->port);
    snprintf(real->uri, sizeof real->uri, "ipp://localhost:%d/ipp/print", real->port);
    snprintf(real->uri_secure, sizeof real->uri_secure, "ipps://localhost:%d/ipp/print", real->port);
    assert_true(mkdir(keys, 0700) == 0 && mkfifo(paper, 0600) == 0);
    real->paper = open(paper, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    start_bus(real);
    const char *argv[] = {"ippeveprinter",
                          "-r",
                          "off",
                          "-p",
                          port,
                          "-n",
                          "localhost",
                          "-K",
                          keys,
                          "-d",
                          real->folder,
                          "-c",
                          command,
                          "-f",
                          "application/pdf",
                          "-vv",
                          "Desk",
                          NULL};
    if (!process_start(&real->printer, "/usr/sbin/ippeveprinter", argv, PROCESS_NOTHING, &err) &&
        !process_start(&real->printer, "/usr/bin/ippeveprinter", argv, PROCESS_NOTHING, &err))
        fail_msg("%s", err.text);
    await_word(&real->printer, real->printer.errors, "printer-uri-supported=");
}

void printer_real_fill(struct printer_real *real)
{
    assert_int_equal(write(real->paper, "a\n", 2), 2);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

void printer_real_end(struct printer_real *real)
{
    process_end(&real->printer, true);
    process_end(&real->bus, true);
    close(real->paper);
    assert_int_equal(nftw(real->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

/* ---- the played one ---- */

enum { TAG_PRINTER = 4, TAG_JOB = 2, TAG_OPERATION = 1, TAG_END = 3 };
enum {
    INTEGER = 0x21,
    BOOLEAN = 0x22,
    ENUM = 0x23,
    TEXT = 0x41,
    NAME = 0x42,
    KEYWORD = 0x44,
    CHARSET = 0x47,
    LANGUAGE = 0x48
};
enum {
    PRINT_JOB = 2,
    CREATE_JOB = 5,
    SEND_DOCUMENT = 6,
    CANCEL_JOB = 8,
    GET_JOB = 9,
    GET_PRINTER = 0xB,
    GET_DEFAULT = 0x4001,
    GET_PRINTERS = 0x4002
};

static void add_number(struct buffer *out, unsigned value, int bytes)
{
    while (bytes-- > 0)
        buffer_add_byte(out, (char)(value >> (8 * bytes)));
}

/* name "": one more value of the attribute before. */
static void add_text(struct buffer *out, int tag, const char *name, const char *value)
{
    add_number(out, (unsigned)tag, 1);
    add_number(out, (unsigned)strlen(name), 2);
    buffer_add(out, name);
    add_number(out, (unsigned)strlen(value), 2);
    buffer_add(out, value);
}

static void add_integer(struct buffer *out, int tag, const char *name, unsigned value)
{
    add_number(out, (unsigned)tag, 1);
    add_number(out, (unsigned)strlen(name), 2);
    buffer_add(out, name);
    add_number(out, tag == BOOLEAN ? 1 : 4, 2);
    add_number(out, value, tag == BOOLEAN ? 1 : 4);
}

static void begin(struct buffer *out, const char *request, unsigned status)
{
    buffer_add_bytes(out, request, 2); /* the version it was asked in */
    add_number(out, status, 2);
    buffer_add_bytes(out, request + 4, 4);
    add_number(out, TAG_OPERATION, 1);
    add_text(out, CHARSET, "attributes-charset", "utf-8");
    add_text(out, LANGUAGE, "attributes-natural-language", "en");
}

static void add_queue(struct buffer *out, const char *name, unsigned state, bool accepts, const char *reason)
{
    add_number(out, TAG_PRINTER, 1);
    add_text(out, NAME, "printer-name", name);
    add_integer(out, ENUM, "printer-state", state);
    add_integer(out, BOOLEAN, "printer-is-accepting-jobs", accepts);
    add_text(out, KEYWORD, "printer-state-reasons", "toner-low-warning");
    add_text(out, KEYWORD, "", reason);
}

static void answer_printer(struct printer_played *played, const char *request, struct buffer *out)
{
    bool is_old = played->mood == MOOD_OLD && request[0] == 2, jams = played->mood == MOOD_JAMS && played->looks == 1;
    begin(out, request, is_old ? 0x503 : 0);
    if (is_old)
        return;
    add_queue(out, "Desk", jams ? 5 : 3, played->mood != MOOD_REFUSES, jams ? "media-jam-error" : "none");
    add_integer(out, ENUM, "operations-supported", PRINT_JOB);
    add_integer(out, ENUM, "", played->mood == MOOD_OLD ? GET_JOB : CREATE_JOB);
    add_integer(out, ENUM, "", played->mood == MOOD_OLD ? GET_JOB : SEND_DOCUMENT);
}

static void answer_job(struct printer_played *played, const char *request, struct buffer *out)
{
    enum { PENDING = 3, HELD, PROCESSING, STOPPED, CANCELLED, ABORTED, COMPLETED };
    enum printer_mood mood = played->mood;
    bool jams = mood == MOOD_JAMS && played->looks == 0, forgets = mood == MOOD_FORGETS && played->looks > 0;
    played->looks++;
    begin(out, request, forgets ? 0x406 : 0);
    if (forgets)
        return;
    add_number(out, TAG_JOB, 1);
    add_integer(out, INTEGER, "job-id", 7);
    add_integer(out, ENUM, "job-state",
                mood == MOOD_GIVES_UP                               ? ABORTED
                : mood == MOOD_HOLDS                                ? HELD
                : jams || mood == MOOD_FORGETS || mood == MOOD_DIES ? PROCESSING
                                                                    : COMPLETED);
    add_text(out, KEYWORD, "job-state-reasons", mood == MOOD_HOLDS ? "cups-held-for-authentication" : "job-printing");
    add_text(out, TEXT, "job-state-message", "Filter failed");
}

static void answer(struct printer_played *played, const struct buffer *request, struct buffer *out)
{
    int operation = (unsigned char)request->bytes[2] << 8 | (unsigned char)request->bytes[3];
    size_t length = strlen(played->asked);
    snprintf(played->asked + length, sizeof played->asked - length, "%s%x", length > 0 ? " " : "", operation);
    if (operation == GET_PRINTERS || operation == GET_DEFAULT) {
        begin(out, request->bytes, played->mood == MOOD_NO_QUEUE ? 0x406 : 0);
        if (played->mood == MOOD_QUEUES)
            add_queue(out, "Desk", 3, true, "none");
        if (played->mood == MOOD_QUEUES && operation == GET_PRINTERS) {
            add_queue(out, "号房", 5, true, "media-empty-error");
            add_queue(out, "Old", 3, false, "paused");
        }
    } else if (operation == GET_PRINTER) {
        answer_printer(played, request->bytes, out);
    } else if (operation == GET_JOB) {
        answer_job(played, request->bytes, out);
    } else {
        begin(out, request->bytes, 0);
        add_number(out, TAG_JOB, 1);
        add_integer(out, INTEGER, "job-id", 7);
        size_t at = operation == SEND_DOCUMENT || operation == PRINT_JOB ? request->length : 0;
        while (at > 0 && request->bytes[at - 1] != TAG_END)
            at--;
        if (at > 0)
            snprintf(played->document, sizeof played->document, "%s", request->bytes + at);
    }
    add_number(out, TAG_END, 1);
}

/* One request of HTTP, its body in `body`; false at the end of the connection. */
static bool read_request(int connection, struct buffer *body)
{
    struct buffer head = {0};
    char byte, *length;
    while (strstr(buffer_text(&head), "\r\n\r\n") == NULL && read(connection, &byte, 1) == 1)
        buffer_add_byte(&head, byte);
    if (strstr(buffer_text(&head), "100-continue") != NULL)
        dprintf(connection, "HTTP/1.1 100 Continue\r\n\r\n");
    length = strstr(buffer_text(&head), "Content-Length: ");
    for (int left = length != NULL ? atoi(length + 16) : 0; left > 0 && read(connection, &byte, 1) == 1; left--)
        buffer_add_byte(body, byte);
    buffer_release(&head);
    return body->length >= 8;
}

static void serve(struct printer_played *played, int connection)
{
    struct buffer body = {0}, out = {0};
    while (read_request(connection, &body)) {
        if (played->mood == MOOD_LOCKED) {
            dprintf(connection, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"Desk\"\r\n"
                                "Content-Length: 0\r\n\r\n");
        } else {
            answer(played, &body, &out);
            dprintf(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: %zu\r\n\r\n",
                    out.length);
            if (write(connection, out.bytes, out.length) < 0)
                break;
        }
        if (played->mood == MOOD_DIES && played->looks > 0)
            shutdown(played->listener, SHUT_RDWR);
        if (played->mood == MOOD_DIES && played->looks > 0)
            break;
        buffer_clear(&body);
        buffer_clear(&out);
    }
    buffer_release(&body);
    buffer_release(&out);
}

static void *play(void *context)
{
    struct printer_played *played = context;
    for (int connection; (connection = accept4(played->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0;) {
        serve(played, connection);
        close(connection);
    }
    return NULL;
}

void printer_played_start(struct printer_played *played, enum printer_mood mood)
{
    *played = (struct printer_played){.mood = mood};
    played->listener = listen_anywhere(&played->port);
    assert_int_equal(pthread_create(&played->thread, NULL, play, played), 0);
}

void printer_played_end(struct printer_played *played)
{
    shutdown(played->listener, SHUT_RDWR); /* wakes accept */
    pthread_join(played->thread, NULL);
    close(played->listener);
}
