#include "evening_checks.h"

#include "desk_pair.h"
#include "evening_cast.h"
#include "evening_compare.h"
#include "evening_story.h"
#include "gatepost/clock.h"
#include "gatepost/contradiction.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONTRADICTS "contradicts "
#define CALL "call "
enum { TERM_DAYS = 14, STORY_LEAST = 50 };

static const struct store_file *file;

/* ---- the questions ---- */

/* clang-format off */
/* What a cell of the evening holds, of everybody to whom it belongs. */
#define EVENING_CELLS \
    "FROM observation o LEFT JOIN reading r ON r.observation_id = o.id AND r.day = 20220411 AND r.half = 'evening' AND " \
        "r.voided IS NULL WHERE " RUNNING " AND o.first_day <= 20220411 AND o.last_day >= 20220411 AND " \
        "o.began_at < strftime('%s', '2022-04-11 14:00')"
#define RUNNING "o.state = 'observing' AND o.voided IS NULL"
#define COUNT(outcome) "sum(r.outcome IS '" outcome "')"
#define PART(label, count) " || CASE WHEN " count " > 0 THEN '  " label " ' || " count " ELSE '' END"
#define NEWEST(person) \
    "SELECT direction || ' ' || decision || ' ' || override_reason FROM crossing c JOIN person p ON p.id = c.person_id " \
        "WHERE p.name = '" person "' ORDER BY c.id DESC"
#define SINCE_SIX "strftime('%s', '2022-04-11 10:00')"
#define DATE(day) "date(substr(" day ", 1, 4) || '-' || substr(" day ", 5, 2) || '-' || substr(" day ", 7))"
#define WITH_FLAG "FROM observation o JOIN flag f ON f.id = o.flag_id "

/* Observed, without a reading of the newest half-day whose time is over, with a term that is over. */
static const char pane_sql[] =
    "SELECT (SELECT count(*) FROM observation o WHERE " RUNNING ") || ' ' || (SELECT count(*) FROM observation o WHERE "
        RUNNING " AND o.first_day <= $missedday AND o.last_day >= $missedday AND o.began_at < $missedat AND NOT EXISTS "
        "(SELECT 1 FROM reading r WHERE r.observation_id = o.id AND r.day = $missedday AND r.half = '$missedhalf' AND "
        "r.voided IS NULL)) || ' ' || (SELECT count(*) FROM observation o WHERE " RUNNING " AND o.ends_at <= $now)";

/* Half-days of the term that ends without a temperature or an excuse. */
#define MISSING \
    "WITH RECURSIVE d(day, last) AS (SELECT " DATE("first_day") ", " DATE("last_day") " FROM observation " \
        "WHERE id = $endsid UNION ALL SELECT date(day, '+1 day'), last FROM d WHERE day < last), " \
    "h(half, name, hour) AS (VALUES ('morning', '$morning', '04:00'), ('evening', '$evening', '14:00')) " \
    "SELECT group_concat(label, '$comma') FROM (SELECT strftime('%m-%d', d.day) || ' ' || name AS label " \
        "FROM d, h JOIN observation o ON o.id = $endsid " \
        "WHERE o.began_at < CAST(strftime('%s', d.day || ' ' || hour) AS INTEGER) AND NOT EXISTS (SELECT 1 FROM reading r " \
        "WHERE r.observation_id = o.id AND r.day = CAST(replace(d.day, '-', '') AS INTEGER) AND r.half = h.half AND " \
        "r.voided IS NULL AND r.outcome IN ('value', 'excused')) ORDER BY d.day, h.half DESC)"

static const struct evening_check checks[] = {
    {"quiet", EVENING_IS, "SELECT count(*) FROM alarm WHERE acknowledgement_id IS NULL AND cleared_at IS NULL", "0"},

    /* The round. */
    {"round", EVENING_SHOWN,
     "SELECT '$due ' || sum(r.id IS NULL) || '  $measured ' || " COUNT("value")
         PART("$abnormal", "sum(coalesce(r.abnormal, 0))") PART("$noanswer", COUNT("no_answer"))
         PART("$declined", COUNT("refused")) PART("$excused", COUNT("excused")) " || '─' " EVENING_CELLS, ""},
    {"round", EVENING_SHOWN, "SELECT '$rounddone  $measured ' || " COUNT("value") " " EVENING_CELLS, ""},
    {"round", EVENING_IS,
     "SELECT group_concat(o.id || ' ' || r.outcome || ' ' || coalesce(tenths, '') || '/' || coalesce(retest_tenths, '') || "
         "CASE late WHEN 1 THEN ' late' ELSE '' END || ' ' || coalesce(n.name, '')) "
         "FROM (SELECT * FROM observation ORDER BY door, id) o JOIN reading r ON r.observation_id = o.id "
         "LEFT JOIN officer n ON n.id = r.officer_id WHERE r.day = 20220411 AND r.half = 'evening' AND "
         "r.voided IS NULL AND r.at >= " SINCE_SIX, "$entered"},
    {"late", EVENING_IS,
     "SELECT half || ' ' || tenths || ' ' || late FROM reading WHERE observation_id = $gateid AND day = 20220411 AND "
         "half = 'morning' AND voided IS NULL", "morning 366 1"},
    {"fever", EVENING_IS,
     "SELECT count(*) || ' ' || i.first_tenths || '/' || i.retest_tenths FROM incident i JOIN reading r "
         "ON r.id = i.reading_id WHERE r.observation_id = $feverid AND i.closed_at IS NULL AND i.voided IS NULL",
     "1 376/375"},

    /* At the gate. */
    {"nothing logged", EVENING_IS,
     "SELECT count(*) FROM crossing c JOIN person p ON p.id = c.person_id WHERE p.name = '$gate' AND c.at >= " SINCE_SIX,
     "0"},
    {"denied", EVENING_IS, NEWEST("$gate"), "out turned_away "},
    {"denied", EVENING_IS, "SELECT count(*) FROM alarm WHERE rule IN ('observed_out', 'override') AND raised_at >= " SINCE_SIX, "0"},
    {"let out", EVENING_IS, NEWEST("$gate"), "out admitted 急诊透析"},
    {"let out", EVENING_IS,
     "SELECT count(*) || ' ' || rule || ' ' || (acknowledgement_id IS NULL) FROM alarm WHERE raised_at >= " SINCE_SIX
         " AND subject = (SELECT max(id) FROM crossing) AND rule IN ('observed_out', 'override')", "1 observed_out 1"},
    {"noted", EVENING_IS,
     "SELECT n.name FROM alarm a JOIN acknowledgement k ON k.id = a.acknowledgement_id JOIN officer n "
         "ON n.id = k.officer_id WHERE a.rule = 'observed_out'", "王秀英"},

    /* Taken under observation; taken to hospital. */
    {"new", EVENING_IS,
     "SELECT o.state || ' ' || o.first_day || ' ' || o.last_day || ' ' || f.kind || ' ' || f.denies || ' ' || "
         "(f.voided IS NULL) || ' ' || (f.place_id = o.place_id) " WITH_FLAG "JOIN person p ON p.id = o.person_id "
         "WHERE p.name = '$new' AND o.place_id = $newplace", "observing 20220411 20220424 observation out 1 1"},
    {"mate", EVENING_IS, NEWEST("$mate"), "out turned_away "},
    {"helper", EVENING_IS,
     "SELECT g.name || ' ' || (g.phone = p.phone) || ' ' || (g.place_id = o.place_id) FROM pairing g JOIN person p "
         "ON p.id = g.person_id JOIN observation o ON o.id = $vacantid WHERE g.voided IS NULL", "$helper 1 1"},
    {"left", EVENING_IS,
     "SELECT o.state || ' ' || (f.voided IS NULL) FROM observation o JOIN flag f ON f.place_id = o.place_id AND "
         "f.kind = 'observation' WHERE o.id = $feverid", "hospital 1"},

    /* The term that ends. */
    {"asks", EVENING_BESIDE, "$ends", "$cellend"},
    {"awaits", EVENING_BESIDE, "$ends", "04-11"},
    {"not ended", EVENING_IS,
     "SELECT o.state || ' ' || (o.ended_at IS NULL) || ' ' || o.last_day || ' ' || (f.voided IS NULL) || ' ' || f.denies "
         WITH_FLAG "WHERE o.id = $endsid", "observing 1 20220411 1 out"},
    {"missing", EVENING_SHOWN, MISSING, ""},
    {"released", EVENING_IS,
     "SELECT o.state || ' ' || o.applied_by || ' ' || o.verified_by || ' ' || o.issued_by || ' ' || o.paper_number || ' ' "
         "|| o.end_reason || ' ' || n.name || ' ' || (f.voided IS NULL) " WITH_FLAG "JOIN officer n ON n.id = o.ended_by "
         "WHERE o.id = $endsid", "released 网格员 谢文斌 陈大夫 刘建明 望江解099号 电话补问无异常 王秀英 0"},
    {"went", EVENING_IS, NEWEST("$ends"), "out admitted "},
    {"call", EVENING_BESIDE, "$ends", " $callday $today"},
    {"no call", EVENING_NOWHERE, "$ends", ""},
};
/* clang-format on */

/* What contradicts itself at a moment, in the order of the rules: which, and what is said of it. */
static const struct contradicting {
    const char *moment, *rule, *words;
} contradicting[] = {
    {"out", "observed_out", "$story $gate 04-11 18:31"},
    {"four", "elsewhere", "$movedroom $moved → $outroom"},
    {"four", "vacant", "$vacantroom $vacant"},
    {"four", "helper", "$helperroom $helper → $vacantroom"},
    {"four", "visitor", "$vacantroom 丁一凡 04-11 19:02"},
    {"taken", "taken", "$story $fever"},
};

/* ---- words ---- */

/* What the program calls it in the language of the desk. */
static const char *const words[][2] = {
    {"due", "due"},          {"measured", "measured"},     {"abnormal", "abnormal"},    {"noanswer", "no answer"},
    {"excused", "excused"},  {"declined", "would not"},    {"cellend", "cell|end"},     {"today", "today"},
    {"refused", "Declined"}, {"spared", "Excused"},        {"unanswered", "No answer"}, {"round", "Temperature round"},
    {"morning", "Morning"},  {"maynot", "May not go out"}, {"evening", "Evening"},      {"comma", ", "},
};

static void set_terms(void)
{
    struct buffer day = {0}, until = {0};
    char text[120];
    evening_say("$gateday", &day);
    evening_say("$gateuntil", &until);
    snprintf(text, sizeof text, _("day %1$d of %2$d, until %3$s"), atoi(buffer_text(&day)), TERM_DAYS,
             buffer_text(&until));
    evening_set("gateterm", text);
    snprintf(text, sizeof text, _("day %1$d of %2$d, until %3$s"), 1, TERM_DAYS, "04-24");
    evening_set("newterm", text);
    snprintf(text, sizeof text, _("term complete since %s, awaiting release"), "04-11");
    evening_set("endsterm", text);
    buffer_release(&day);
    buffer_release(&until);
}

void evening_checks_begin(const struct store_file *of)
{
    char half[40], text[120];
    file = of;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        evening_set(words[i][0], words_context(words[i][1]));
    snprintf(half, sizeof half, "04-11 %s", _("Morning"));
    evening_set("thismorning", half);
    snprintf(half, sizeof half, "04-11 %s", _("Evening"));
    evening_set("tonight", half);
    snprintf(text, sizeof text, _("%s: the round is done."), half);
    evening_set("rounddone", text);
    set_terms();
}

static void set_integer(const char *word, long long value)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", value);
    evening_set(word, text);
}

static void set_moment(void)
{
    int64_t now = clock_now();
    struct civil_time local;
    clock_civil(now, &local);
    int day = clock_day(now), hour = local.hour < 12 || local.hour >= 22 ? 22 : 12;
    if (local.hour < 12)
        day = clock_day_add(day, -1);
    struct civil_time over = {.year = day / 10000, .month = day / 100 % 100, .day = day % 100, .hour = hour};
    set_integer("now", now);
    set_integer("missedday", day);
    set_integer("missedat", clock_at(&over));
    evening_set("missedhalf", hour == 12 ? "morning" : "evening");
}

/* ---- checking ---- */

static void check_call(const char *day, struct err *err)
{
    evening_set("callday", day);
    evening_compare(file, checks, sizeof checks / sizeof checks[0], "call", err);
}

/* The three numbers in the title of pane 2. */
static void check_pane(struct err *err)
{
    int observed = -1, missed = -1, over = -1;
    char text[120];
    char *answer = evening_ask(file, pane_sql);
    sscanf(answer, "%d %d %d", &observed, &missed, &over);
    snprintf(text, sizeof text, _("%1$d, %2$d missed, %3$d over"), observed, missed, over);
    if (!evening_is_shown(text))
        err_set(err, ERR_INPUT, "not in the title: %s", text);
    free(answer);
}

/* ---- contradictions ---- */

/* As the command line prints them: the lines that are marked, without their mark. */
static void keep_bad(const char *printed, struct buffer *out)
{
    static const char mark[] = "BAD  ";
    for (const char *line = printed; *line;) {
        size_t length = strcspn(line, "\n");
        if (!strncmp(line, mark, strlen(mark)))
            buffer_add_bytes(out, line + strlen(mark), length - strlen(mark) + 1);
        line += length + (line[length] == '\n');
    }
}

static void check_contradictions(const char *moment, struct err *err)
{
    struct buffer printed = {0}, bad = {0}, expected = {0}, line = {0};
    int code = desk_pair_command("check --contradictions", &printed);
    keep_bad(buffer_text(&printed), &bad);
    for (size_t i = 0; i < sizeof contradicting / sizeof contradicting[0]; i++) {
        if (strcmp(contradicting[i].moment, moment) != 0)
            continue;
        evening_say(contradicting[i].words, &line);
        buffer_format(&expected, "%s %s\n", _(contradiction_rule_find(contradicting[i].rule)->label),
                      buffer_text(&line));
    }
    if (code != (expected.length > 0) || strcmp(buffer_text(&bad), buffer_text(&expected)) != 0)
        err_set(err, ERR_INPUT, "exit code %d, printed: %s instead of: %s", code, buffer_text(&bad),
                buffer_text(&expected));
    buffer_release(&printed);
    buffer_release(&bad);
    buffer_release(&expected);
    buffer_release(&line);
}

void evening_check(const char *name, struct err *err)
{
    set_moment();
    if (!strcmp(name, "story"))
        evening_check_story(file, STORY_LEAST, err);
    else if (!strcmp(name, "chart fever"))
        evening_check_chart(file, "$feverid", err);
    else if (!strcmp(name, "chart gate"))
        evening_check_chart(file, "$gateid", err);
    else if (!strcmp(name, "pane"))
        check_pane(err);
    else if (!strncmp(name, CONTRADICTS, strlen(CONTRADICTS)))
        check_contradictions(name + strlen(CONTRADICTS), err);
    else if (!strncmp(name, CALL, strlen(CALL)))
        check_call(name + strlen(CALL), err);
    else
        evening_compare(file, checks, sizeof checks / sizeof checks[0], name, err);
}
