/* Printers for tests, on loopback: ippeveprinter of cups-ipp-utils, a real one in software with a bus of its own; and
 * an answerer of IPP that says what a real one cannot be made to say. */
#ifndef PRINTER_H
#define PRINTER_H
#include "gatepost/process.h"
#include <pthread.h>

struct printer_real {
    char folder[64], uri[64], uri_secure[64];
    int port, paper; /* paper: what a job waits on while there is none */
    struct process bus, printer;
};
/* A printer of PDF that keeps what it prints as job.N in its folder, and what it was told about it as told.N. A job
 * whose name begins with "wait" finds no paper until printer_real_fill. Fails the test when it cannot be made. */
void printer_real_start(struct printer_real *real);
void printer_real_fill(struct printer_real *real);
/* What stands in a file of its folder, to be freed. */
char *printer_real_read(const struct printer_real *real, const char *name);
void printer_real_end(struct printer_real *real);

enum printer_mood {
    MOOD_QUEUES,   /* a CUPS with two queues */
    MOOD_NO_QUEUE, /* a CUPS without */
    MOOD_REFUSES,  /* takes no jobs */
    MOOD_LOCKED,   /* wants a password */
    MOOD_FORGETS,  /* knows no job a moment later */
    MOOD_GIVES_UP, /* "Filter failed" */
    MOOD_JAMS,     /* stands still with a paper jam once, then goes on */
    MOOD_OLD,      /* IPP 1.1 without Create-Job */
    MOOD_DIES,     /* is switched off after the first look */
    MOOD_HOLDS,    /* wants a password for the job */
};
struct printer_played {
    enum printer_mood mood;
    int listener, port, looks;
    pthread_t thread;
    char asked[256];     /* operations in hexadecimal, a blank between */
    char document[1024]; /* what came behind the last request */
};
void printer_played_start(struct printer_played *played, enum printer_mood mood);
void printer_played_end(struct printer_played *played);
/* A port of loopback where nobody listens. */
int printer_free_port(void);
#endif
