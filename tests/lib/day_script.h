/* A table of what is done at a desk, made into a script of the terminal and, where people come through a gate, into
 * what must be stored.
 *
 * The keys of a row are words, one after the other, as a guard does and sees them:
 *   Enter F7 Ctrl-S …   a key by its name (key_parse)
 *   zwm 365             typed
 *   (快递|Parcels)      typed in Chinese / in English; (two words) typed with its blank
 *   [余1次|1 left]      must stand on the screen now; [^张伟明] must not
 *   (=Parcels) [=Held]  the same with what the program calls that in the language it speaks
 *   {day} {presence}    the numbers of the day so far / who is out and inside, as screens show them, must stand there
 *   {check gate}        any other line of a script, such as the terminal or the test itself knows
 *   ~60                 so many seconds go by
 *   bell:3              it has rung so many times so far
 *   #8                  the row has pressed no more than so many keys until here
 *   #closed             the system has closed the entries of visitors and couriers
 *   !李娜               from here on, 李娜 is the registrar
 *   @LINE               the whole row: another terminal does this (fixture.h)
 * What is stored is, one a line: WAY CLASS NAME ROOM TEMP DECISION [plate=…] [pass=…] [purpose=…] [reason=…]
 * [because=…], at the time of the row (or 21:50 before it), by the registrar (or "by NAME at GATE" behind it). */
#ifndef TESTS_DAY_SCRIPT_H
#define TESTS_DAY_SCRIPT_H
#include "gatepost/buffer.h"
#include <stdbool.h>

struct passage {
    const char *at, *keys; /* "07:12"; "24:30" is half past midnight */
    const char *stored;    /* "": nothing */
};
#define DAY_BEGINS "05:50"
enum { DAY_NAMES_MOST = 400 };
struct day_script {
    bool english;
    const char *begins;   /* NULL: DAY_BEGINS */
    int number;           /* of the next row */
    struct buffer script; /* for terminal_open_script; "passage N" stands before the lines of row N */
    struct buffer stored; /* one line a valid crossing, in the order of their ids */
    int crossings, overrides;
    int in, out, turned_away, fevers, vehicles; /* as the checkpoints screen counts them */
    /* who went through, and where each was last */
    struct day_name {
        char name[32];
        bool lives_here, must_leave, came, inside;
    } names[DAY_NAMES_MOST];
    int name_count;
    /* private */
    int now, pressed;
    char officer[32];
};
/* May be called again: the rows then follow those before. */
void day_script_write(struct day_script *day, const struct passage *rows, int count);
/* Residents and tenants who are out; visitors and the like who are inside. */
int day_out(const struct day_script *day);
int day_inside(const struct day_script *day);

void day_script_release(struct day_script *day);
#endif
