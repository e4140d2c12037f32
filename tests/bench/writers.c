/* The many-writers figure: N `gatepost gate add -` processes share one file, R saves a second are offered altogether
 * for S seconds. Reported: how long each save waited for its answer, how many were refused, and how many acknowledged
 * rows are not there afterwards (integrity_check alone says ok where rows are lost). usage: writers GATEPOST DB WRITERS
 * SAVES_PER_SECOND SECONDS; LD_PRELOAD of the writers comes from WRITERS_PRELOAD. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_WRITERS = 64, ANSWER_BYTES = 4096 };

struct writer {
    pid_t pid;
    int to, from;
    bool waiting;
    double next_ms, asked_ms;
    char answer[ANSWER_BYTES];
    size_t length;
};

struct tally {
    double *waits;
    int64_t *ids;
    size_t saved, most, refused;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void writer_start(struct writer *writer, const char *program, const char *db, int number)
{
    int to[2], from[2];
    if (pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC))
        fail("pipe");
    writer->pid = fork();
    if (writer->pid < 0)
        fail("fork");
    if (writer->pid == 0) {
        char terminal[32];
        snprintf(terminal, sizeof terminal, "writer-%d", number);
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        if (getenv("WRITERS_PRELOAD"))
            setenv("LD_PRELOAD", getenv("WRITERS_PRELOAD"), 1);
        execl(program, program, "--db", db, "--lang", "en", "--officer", "王秀英", "--terminal", terminal,
              "--checkpoint", "东门", "gate", "add", "-", (char *)NULL);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    writer->to = to[1];
    writer->from = from[0];
    fcntl(writer->from, F_SETFL, O_NONBLOCK);
}

static void writer_ask(struct writer *writer, int number, size_t turn)
{
    char line[256];
    /* A courier who comes often: known by name and phone, as most who pass a gate are. */
    int length = snprintf(line, sizeof line,
                          "{\"name\":\"周杰\",\"phone\":\"199000%05d\",\"class\":\"courier\",\"direction\":\"in\","
                          "\"temp\":\"36.5\",\"purpose\":\"w%zu\"}\n",
                          number, turn % 50);
    if (write(writer->to, line, (size_t)length) != length)
        fail("write to a writer");
    writer->asked_ms = now_ms();
    writer->waiting = true;
}

static void writer_answer(struct writer *writer, struct tally *tally)
{
    ssize_t got = read(writer->from, writer->answer + writer->length, ANSWER_BYTES - 1 - writer->length);
    if (got == 0 || (got < 0 && errno != EAGAIN)) {
        fprintf(stderr, "a writer ended early\n");
        exit(1);
    }
    if (got < 0)
        return;
    writer->length += (size_t)got;
    writer->answer[writer->length] = 0;
    if (!strchr(writer->answer, '\n'))
        return;
    long long id = 0;
    if (sscanf(writer->answer, "saved %lld", &id) == 1 && tally->saved < tally->most) {
        tally->waits[tally->saved] = now_ms() - writer->asked_ms;
        tally->ids[tally->saved++] = id;
    } else if (!tally->refused++) {
        fprintf(stderr, "refused: %s", writer->answer);
    }
    writer->length = 0;
    writer->waiting = false;
}

static size_t count_lost(const char *db_path, const struct tally *tally)
{
    sqlite3 *db;
    sqlite3_stmt *query;
    size_t lost = 0;
    if (sqlite3_open_v2(db_path, &db, SQLITE_OPEN_READWRITE, NULL) ||
        sqlite3_prepare_v2(db, "SELECT 1 FROM crossing WHERE id = ?1", -1, &query, NULL)) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(db));
        exit(1);
    }
    for (size_t i = 0; i < tally->saved; i++) {
        sqlite3_bind_int64(query, 1, tally->ids[i]);
        if (sqlite3_step(query) != SQLITE_ROW)
            lost++;
        sqlite3_reset(query);
    }
    sqlite3_finalize(query);
    sqlite3_close(db);
    return lost;
}

static int compare(const void *one, const void *two)
{
    double a = *(const double *)one, b = *(const double *)two;
    return (a > b) - (a < b);
}

static void report(const char *db, struct tally *tally, int count)
{
    if (!tally->saved) {
        fprintf(stderr, "nothing was saved\n");
        exit(1);
    }
    qsort(tally->waits, tally->saved, sizeof *tally->waits, compare);
    size_t n = tally->saved;
    printf("writers\t%d\tsaved\t%zu\trefused\t%zu\tlost\t%zu\tp50\t%.1f\tp99\t%.1f\tworst\t%.1f\n", count, n,
           tally->refused, count_lost(db, tally), tally->waits[n / 2], tally->waits[(size_t)((double)n * 0.99)],
           tally->waits[n - 1]);
}

static void offer(struct writer *writers, int count, double every_ms, double seconds, struct tally *tally)
{
    double start = now_ms(), end = start + seconds * 1e3;
    size_t turn = 0;
    for (int i = 0; i < count; i++)
        writers[i].next_ms = start + every_ms * (double)(rand() % 1000) / 1e3;
    for (bool busy = true; busy;) {
        struct pollfd watched[MOST_WRITERS];
        double now = now_ms();
        busy = now < end;
        for (int i = 0; i < count; i++) {
            struct writer *writer = &writers[i];
            if (!writer->waiting && now >= writer->next_ms && now < end) {
                writer_ask(writer, i, turn++);
                writer->next_ms = now + every_ms * (0.5 + (double)(rand() % 1000) / 1e3);
            }
            busy |= writer->waiting;
            watched[i] = (struct pollfd){.fd = writer->from, .events = POLLIN};
        }
        poll(watched, (nfds_t)count, 1);
        for (int i = 0; i < count; i++)
            if (watched[i].revents)
                writer_answer(&writers[i], tally);
    }
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "usage: writers GATEPOST DB WRITERS SAVES_PER_SECOND SECONDS\n");
        return 2;
    }
    static struct writer writers[MOST_WRITERS];
    int count = atoi(argv[3]);
    double rate = atof(argv[4]), seconds = atof(argv[5]);
    if (count < 1 || count > MOST_WRITERS || rate <= 0)
        return 2;
    struct tally tally = {.most = (size_t)(rate * seconds * 2) + 1000};
    tally.waits = calloc(tally.most, sizeof *tally.waits);
    tally.ids = calloc(tally.most, sizeof *tally.ids);
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < count; i++)
        writer_start(&writers[i], argv[1], argv[2], i);
    /* The first save of each is its start (opening the file) and does not count. */
    for (int i = 0; i < count; i++)
        writer_ask(&writers[i], i, 0);
    struct tally warm = tally;
    for (bool waiting = true; waiting;) {
        waiting = false;
        for (int i = 0; i < count; i++) {
            struct pollfd one = {.fd = writers[i].from, .events = POLLIN};
            if (writers[i].waiting && poll(&one, 1, 10) == 1)
                writer_answer(&writers[i], &warm);
            waiting |= writers[i].waiting;
        }
    }
    offer(writers, count, 1e3 * count / rate, seconds, &tally);
    for (int i = 0; i < count; i++) {
        close(writers[i].to);
        waitpid(writers[i].pid, NULL, 0);
    }
    report(argv[2], &tally, count);
    free(tally.waits);
    free(tally.ids);
    return 0;
}
