/* Does the roster agree with itself? */
#include "roster_check.h"
#include "contrary.h"
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"

/* A shift with the name of who has it. */
#define SHIFTS "SELECT a.id, v.name FROM assignment a JOIN volunteer v ON v.id = a.volunteer_id "
#define COUNTS(a) "(" a ".voided IS NULL AND " a ".state IN ('planned', 'confirmed', 'arrived', 'done'))"

static const struct contrary contraries[] = {
    {SHIFTS "WHERE a.voided IS NULL AND CASE a.state WHEN 'done' THEN a.left_at IS NULL OR a.left_at < a.arrived_at "
            "WHEN 'arrived' THEN a.left_at IS NOT NULL WHEN 'replaced' THEN 0 ELSE a.arrived_at IS NOT NULL OR "
            "a.left_at IS NOT NULL END ORDER BY a.id",
     N_("shift #%1$lld, %2$s: its state does not agree with when they came and left")},
    /* Since a handover before the start may count, minutes lie between both. */
    {SHIFTS "WHERE a.voided IS NULL AND CASE WHEN a.left_at IS NULL THEN a.minutes > 0 ELSE a.minutes > (a.left_at - "
            "a.arrived_at + 30) / 60 OR a.minutes < (a.left_at - MAX(a.arrived_at, a.starts_at) + 30) / 60 END ORDER "
            "BY a.id",
     N_("shift #%1$lld, %2$s: the minutes worked are not those between coming and leaving")},
    {SHIFTS "WHERE a.voided IS NULL AND a.not_signed_out = 1 AND (a.state <> 'done' OR a.left_at <> a.ends_at) ORDER "
            "BY a.id",
     N_("shift #%1$lld, %2$s: closed without being signed out, but not at its end")},
    {SHIFTS "WHERE a.seeking_at IS NOT NULL AND a.voided IS NULL AND a.state <> 'planned' AND a.state <> 'confirmed' "
            "ORDER BY a.id",
     N_("shift #%1$lld, %2$s: looks for a stand-in, but is not to come")},
    /* At one post the next shift may begin within the handover. */
    {SHIFTS
     "JOIN assignment b ON b.volunteer_id = a.volunteer_id AND b.starts_at BETWEEN a.starts_at AND a.ends_at - 1 "
     "AND b.id <> a.id AND (b.starts_at > a.starts_at OR b.id > a.id) JOIN post p ON p.id = a.post_id "
     "WHERE " COUNTS("a") " AND " COUNTS("b") " AND (b.post_id <> a.post_id OR b.starts_at < a.ends_at - "
                                              "p.overlap * 60) ORDER BY a.id",
     N_("shift #%1$lld, %2$s: stands on two shifts at once")},
    {SHIFTS "WHERE a.voided IS NULL AND a.state = 'replaced' AND NOT EXISTS (SELECT 1 FROM assignment s WHERE s.for_id "
            "= a.id AND s.voided IS NULL) ORDER BY a.id",
     N_("shift #%1$lld, %2$s: replaced, but nobody stands in")},
    {SHIFTS "JOIN assignment f ON f.id = a.for_id WHERE a.voided IS NULL AND (f.voided IS NOT NULL OR f.state <> "
            "'replaced' OR f.post_id <> a.post_id OR f.starts_at <> a.starts_at) ORDER BY a.id",
     N_("shift #%1$lld, %2$s: stands in for somebody who was not replaced there")},
    {"SELECT v.id, v.name FROM volunteer v JOIN person p ON p.id = v.person_id WHERE v.voided IS NULL AND (p.name <> "
     "v.name OR p.voided IS NOT NULL) ORDER BY v.id",
     N_("volunteer #%1$lld, %2$s: the person is called something else or is void")},
};

/* Whoever left behind a shift that is over, and whose coming nobody wrote down, leaves no hole. */
static bool check_gone(struct store *store, struct buffer *report, struct err *err)
{
    struct statement *row = statement_take(
        store,
        SHIFTS "JOIN post p ON p.id = a.post_id WHERE a.voided IS NULL AND a.ends_at > :now AND (a.state "
               "= 'planned' OR a.state = 'confirmed' OR a.state = 'arrived') AND (v.voided IS NOT NULL "
               "OR p.voided IS NOT NULL) ORDER BY a.id",
        err);
    if (row == NULL)
        return false;
    bool good = true;
    statement_integer(row, "now", clock_now());
    while (statement_row(row)) {
        good = false;
        buffer_format(report, _("shift #%1$lld, %2$s: it stands, but the volunteer or the post is void"),
                      (long long)column_integer(row, 0), column_text(row, 1));
        buffer_add(report, "\n");
    }
    return statement_done(row, err) && good;
}

/* The day is that of the beginning in the zone of the file, which no query knows. */
static bool check_days(struct store *store, struct buffer *report, struct err *err)
{
    struct statement *row = statement_take(store, "SELECT id, day, starts_at FROM assignment ORDER BY id", err);
    if (row == NULL)
        return false;
    bool good = true;
    while (statement_row(row)) {
        if (clock_day(column_integer(row, 2)) == column_integer(row, 1))
            continue;
        good = false;
        buffer_format(report, _("shift #%lld does not belong to the day it starts on"),
                      (long long)column_integer(row, 0));
        buffer_add(report, "\n");
    }
    return statement_done(row, err) && good;
}

bool roster_rows_check(struct store *store, struct buffer *report, struct err *err)
{
    bool good = contraries_check(store, contraries, sizeof contraries / sizeof contraries[0], report, err);
    good = check_gone(store, report, err) && good;
    return check_days(store, report, err) && good;
}
