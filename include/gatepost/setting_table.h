/* One row per setting feeds the settings screen, the command and the man page (architecture.md §2.2). */
#ifndef GATEPOST_SETTING_TABLE_H
#define GATEPOST_SETTING_TABLE_H
#include "gatepost/store.h"

enum setting_type {
    SETTING_TEXT,
    SETTING_INTEGER,
    SETTING_TEMPERATURE,
    SETTING_CHOICE,
    SETTING_ZONE,
    SETTING_FOLDER,
    SETTING_TIME,
    SETTING_DAYS, /* days after something, rising; "": none */
};
struct setting {
    const char *name;  /* "fever.line" */
    const char *label; /* msgid, two or three words */
    enum setting_type type;
    const char *standard; /* default, as text */
    int least, most;      /* integers; tenths for temperatures */
    const char *const *choices;
    const char *help; /* msgid, one sentence */
};
extern const struct setting setting_table[];
extern const int setting_count;

const struct setting *setting_find(const char *name); /* NULL: no such setting */
/* Value in force: stored, else the default. */
void setting_text(struct store *store, const char *name, char *value, size_t size);
int setting_integer(struct store *store, const char *name); /* tenths for temperatures */
/* Days of a setting of that kind, rising; returns how many. */
enum { SETTING_DAYS_MOST = 20 };
int setting_days(struct store *store, const char *name, int days[SETTING_DAYS_MOST]);
/* A time of day as seconds after midnight; false when it is set to none. */
bool setting_time(struct store *store, const char *name, int *seconds);
/* Checks and stores; begins and commits. ERR_INPUT says what is accepted. value NULL: back to the default. */
bool setting_set(struct store *store, const char *name, const char *value, struct err *err);
#endif
