/* A list or a chat on its way into a register of a file of its own, step by step; a second terminal looks on. */
#ifndef TESTS_INTAKE_H
#define TESTS_INTAKE_H
#include "gatepost/importer.h"
#include "store_file.h"

enum { INTAKE_STEP_MS = 20, INTAKE_NOW = 1649658720 /* 2022-04-11 14:32 +08:00 */ };

extern struct intake {
    struct store_file file;
    struct store *store, *other; /* imports; works at another terminal */
    struct importer *importer;
    struct err err;
    int64_t gate; /* checkpoint 南门, where crossings without one are logged */
} intake;

/* For cmocka. Whatever a test did: at its end the file agrees with itself, the audit with the rows. */
int intake_make(void **state);
int intake_clear(void **state);

void intake_done(bool done); /* fails the test with intake.err unless done */
/* First column of the first row is this. */
void intake_check_sql(const char *sql, const char *expected);
int intake_people_seen(void);          /* at the other terminal */
extern const char intake_people_sql[]; /* "name room phone/phone2 id; ..." of all people */

/* A new importer into that register; what is there to be read is done to its end. */
void intake_begin(const char *name, const char *estate);
void intake_go_on(void);
void intake_read_text(const char *register_name, const char *estate, const char *text);
void intake_judge(void);
void intake_judge_text(const char *text); /* residents */
void intake_judge_chat(const char *register_name, const char *text);
void intake_save(void);
void intake_import_text(const char *text); /* residents, judged and saved */
void intake_know_people(void);             /* four, two of them called 李娜 */

void intake_check_row(int64_t index, enum import_verdict verdict, const char *why);
void intake_check_counts(int added, int same, int differ, int refused);
#endif
