/* The one table of contradictions (domain.md §11): what two rows of the register say that cannot both be so. A rule is
 * one row: what it is called and a query of what holds now. Checked whenever a row of one of its sides is saved, from
 * whichever terminal, and by the clock; one alarm rule rings for all of them. */
#ifndef GATEPOST_CONTRADICTION_H
#define GATEPOST_CONTRADICTION_H
#include "gatepost/alarm_rules.h"
#include "gatepost/contradiction_row.h"

struct contradiction_rule {
    const char *name;     /* "flag_left"; the occasion of its alarms */
    const char *label;    /* msgid, short: "Flag left" */
    const char *sentence; /* msgid: what is the matter, and what to do */
    enum contradiction_kind kind;
    /* Looks further at a row that was found; NULL: it holds. */
    bool (*holds)(struct store *store, const struct contradiction_row *row);
    bool foreseen; /* by the household alone: said before somebody is observed there (contradiction_would) */
};
extern const struct contradiction_rule contradiction_rules[];
extern const int contradiction_rule_count;
/* NULL: a later version of the program knows it. */
const struct contradiction_rule *contradiction_rule_find(const char *name);

struct contradiction {
    const struct contradiction_rule *rule;
    struct contradiction_row row;
    char words[200]; /* names and figures, in no language: "12-2-1203 刘洋 → 8-1-302" */
};
/* What of a rule holds at `now`, of all or of one person or household, at most `most`. Reads only, by indexes. */
bool contradiction_find(struct store *store, const struct contradiction_rule *rule, struct contradiction_scope scope,
                        int64_t now, struct contradiction *found, int most, int *count, struct err *err);
/* What would not hold yet but would once somebody is observed there; for the form before it is saved. At most `most`
 * sentences, translated, names masked or not. An id 0 asks nothing. Returns how many. */
int contradiction_would(struct store *store, int64_t person_id, int64_t place_id, int64_t now, bool masked,
                        char sentences[][NOTE_BYTES], int most);
/* Rings for what the rows written by the running batch contradict; alarms of their observations that are over are
 * cleared. Called by verb_end before the commit. Of a large batch the last 64 rows are looked at, and of these 8
 * persons and households: the rest is the clock's (alarm_scan). */
bool contradiction_follow(struct store *store, struct err *err);

/* The alarm rule: everything that holds, but who is out and was seen going out, whose alarm is the gate's. */
bool contradiction_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                           struct err *err);
/* The label of the rule an occasion names; NULL: unknown. */
const char *contradiction_label_of(const char *occasion);
#endif
