#include "evening_story.h"

#include "desk_pair.h"
#include "evening_cast.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MOST = 110, FIELDS = 5, DAY_COLUMNS = 5, SCALE_COLUMNS = 6 };

/* «text» is that text of the program in the language of the desk. Each question gives: when, whether it alarms, kind,
 * words, by whom. */
/* clang-format off */
#define OPTIONAL(text) " || CASE WHEN coalesce(" text ", '') <> '' THEN ' ' || " text " ELSE '' END"
#define DEGREES(tenths) "printf('%d.%d', " tenths " / 10, " tenths " % 10)"
#define OPTIONAL_DEGREES(tenths) OPTIONAL("CASE WHEN " tenths " > 0 THEN " DEGREES(tenths) " END")
#define FILLED(text, value) "replace('«" text "»', '%s', " value ")"
#define STAMP(at) "strftime('%m-%d %H:%M', " at " + 28800, 'unixepoch')"
#define DAY(day) "printf('%02d-%02d', " day " / 100 % 100, " day " % 100)"
#define NAMED(table, id) "coalesce((SELECT n.name FROM " table " n WHERE n.id = " id "), '')"
#define OBSERVED_NAME \
    "coalesce((SELECT n.name FROM observation v JOIN person n ON n.id = v.person_id WHERE v.id = x.observation_id), '')"
#define SAID_OR(text, other) "coalesce(nullif(" text ", ''), " other ")"
#define MEMBERS "(SELECT id FROM person WHERE place_id = $storyplace)"
#define OF_PLACE " x WHERE x.place_id = $storyplace"
#define OF_PLACE_OR_MEMBERS OF_PLACE " OR x.person_id IN " MEMBERS
#define ORDER(column, words) \
    "SELECT x." column ", 0, '«line|Observed»', " NAMED("person", "x.person_id") " || ' «" words "»', '' FROM observation" \
    OF_PLACE " AND x.voided IS NULL AND x." column " IS NOT NULL"

#define IS_WAITING "x.state IN ('new', 'assigned', 'buying')"
#define OF_REQUEST "JOIN supply s ON s.id = x.supply_id WHERE s.place_id = $storyplace"
#define AMOUNT(thousandths) "rtrim(rtrim(printf('%.3f', " thousandths " / 1000.0), '0'), '.')"
#define PLACE_OF(state) "instr('new assigned buying left confirmed', " state ")"
#define STATE(state) \
    "CASE " state " WHEN 'new' THEN '«supply|New»' WHEN 'assigned' THEN '«supply|Assigned»' WHEN 'buying' THEN " \
        "'«supply|Buying»' WHEN 'left' THEN '«supply|At the door»' WHEN 'confirmed' THEN '«supply|Confirmed»' " \
        "WHEN 'duplicate' THEN '«supply|Twice»' END"

static const char *const questions[] = {
    "SELECT b.at, 0, '«line|Resident»', x.name || ' «put on the register» ' || "
        "CASE x.kind WHEN 'tenant' THEN '«Tenant»' ELSE '«Resident»' END, " NAMED("officer", "b.officer_id") " "
        "FROM person x JOIN batch b ON b.id = "
        "(SELECT min(a.batch_id) FROM audit a WHERE a.table_name = 'person' AND a.row_id = x.id) "
        "WHERE x.place_id = $storyplace",

    "SELECT x.issued_at, 0, '«line|Pass»', " NAMED("person", "x.person_id") " || ' ' || x.number || ' «issued»', '' "
        "FROM pass" OF_PLACE_OR_MEMBERS,

    "SELECT x.at, x.abnormal > 0 OR x.override_reason <> '', '«line|Gate»', " NAMED("person", "x.person_id")
        OPTIONAL(NAMED("checkpoint", "x.checkpoint_id"))
        " || CASE x.direction WHEN 'in' THEN ' «In»' ELSE ' «Out»' END"
        OPTIONAL_DEGREES("x.temp_tenths") OPTIONAL_DEGREES("x.retest_tenths")
        " || CASE x.decision WHEN 'turned_away' THEN ' «Turned away»' WHEN 'held' THEN ' «Held»' ELSE '' END"
        OPTIONAL(SAID_OR("x.override_reason",
                         "(SELECT h.text FROM phrase h WHERE h.id = coalesce(x.reason_id, x.purpose_id))")) ", "
        NAMED("officer", "x.officer_id") " FROM crossing" OF_PLACE_OR_MEMBERS,

    "SELECT x.at, x.abnormal, '«line|Reading»', " OBSERVED_NAME " || ' ' || " DAY("x.day")
        " || CASE x.half WHEN 'morning' THEN ' «Morning»' ELSE ' «Evening»' END || CASE x.outcome "
        "WHEN 'no_answer' THEN ' «No answer»' WHEN 'refused' THEN ' «Declined»' WHEN 'excused' THEN ' «Excused»' "
        "ELSE ' ' || " DEGREES("coalesce(x.retest_tenths, x.tenths)") " END" OPTIONAL("x.symptoms") ", "
        NAMED("officer", "x.officer_id") " FROM reading x "
        "WHERE x.observation_id IN (SELECT id FROM observation WHERE place_id = $storyplace)",

    "SELECT x.at, 0, '«line|Contact»', " OBSERVED_NAME " || CASE x.how "
        "WHEN 'phone' THEN ' «By phone»' WHEN 'door' THEN ' «At the door»' WHEN 'chat' THEN ' «In the chat»' END"
        OPTIONAL(NAMED("tier", "x.tier_id")) OPTIONAL(SAID_OR("x.by_whom", NAMED("officer", "x.officer_id")))
        " || CASE x.outcome WHEN 'no_answer' THEN ' «No answer»' WHEN 'refused' THEN ' «Would not»' ELSE '' END"
        OPTIONAL("x.words") OPTIONAL("CASE WHEN x.next_at > 0 THEN " FILLED("(next %s)", STAMP("x.next_at")) " END")
        ", '' FROM follow_up" OF_PLACE,

    "SELECT x.at, x.needed <> '' AND x.done_at IS NULL, '«line|Visit»', " SAID_OR("x.who", NAMED("team", "x.team_id"))
        OPTIONAL("x.found") OPTIONAL("CASE WHEN x.needed = '' THEN '' WHEN x.done_at > 0 THEN "
        FILLED("needed: %s (done)", "x.needed") " ELSE " FILLED("needed: %s", "x.needed") " END")
        ", '' FROM visit" OF_PLACE,

    "SELECT x.at, x.unwell IS 1 OR x.affected IS 1, '«line|Survey»', "
        "CASE x.how WHEN 'door' THEN '«At the door»' ELSE '«By phone»' END || "
        "CASE x.result WHEN 'done' THEN ' «Screened»' WHEN 'not_home' THEN ' «Nobody home»' END || CASE "
        "WHEN x.persons IS NULL THEN '' WHEN x.persons = 1 THEN replace(' $person', '%d', 1) "
        "ELSE replace(' $persons', '%d', x.persons) END" OPTIONAL("x.symptoms") OPTIONAL("x.note")
        OPTIONAL(SAID_OR("x.by_whom", NAMED("officer", "x.officer_id"))) ", '' FROM survey" OF_PLACE,

    "SELECT x.began_at, 0, '«line|Observed»', " NAMED("person", "x.person_id") " || CASE x.kind "
        "WHEN 'close' THEN ' «Close contact»' WHEN 'secondary' THEN ' «2nd contact»' "
        "WHEN 'cohabiting' THEN ' «Cohabitant»' WHEN 'returned' THEN ' «From elsewhere»' "
        "WHEN 'discharged' THEN ' «Discharged»' END || ' ' || " FILLED("observed from %s", DAY("x.first_day")) " || ' ' || "
        FILLED("to %s", DAY("x.last_day")) OPTIONAL("x.reason") ", " NAMED("officer", "x.opened_by")
        " FROM observation" OF_PLACE " AND x.voided IS NULL",
    ORDER("told_at", "Told in person"),
    ORDER("letter_at", "Letter given"),
    ORDER("promise_at", "Promise signed"),

    "SELECT x.from_at, 0, '«line|Flag»', CASE x.kind WHEN 'observation' THEN '«Observation»' END || "
        "CASE x.denies WHEN 'out' THEN ' «May not go out» ' END || x.say, '' FROM flag" OF_PLACE,

    "SELECT x.opened_at, x.closed_at IS NULL, '«line|Incident»', " NAMED("person", "x.person_id")
        " || CASE x.kind WHEN 'fever' THEN ' «Feverish»' END" OPTIONAL_DEGREES("x.first_tenths")
        OPTIONAL_DEGREES("x.retest_tenths") OPTIONAL("x.symptoms") ", " NAMED("officer", "x.opened_by")
        " FROM incident" OF_PLACE_OR_MEMBERS,

    "SELECT x.from_at, 0, '«line|Helper»', x.name || ' «is the helper»'"
        OPTIONAL("CASE WHEN x.substitute <> '' THEN " FILLED("substitute %s", "x.substitute") " END")
        OPTIONAL("x.note") ", '' FROM pairing" OF_PLACE,

    "SELECT x.asked_at, " IS_WAITING " AND x.due_at < $now, '«line|Supplies»', " NAMED("person", "x.person_id")
        " || ' #' || x.id || CASE x.urgent WHEN 1 THEN ' «supply|urgent»' ELSE '' END || CASE x.state WHEN 'new' THEN "
        "' «supply|New»' ELSE ' ' || " FILLED("(now %s)", STATE("x.state")) " END || CASE WHEN " IS_WAITING
        " AND x.due_at < $now THEN ' «over its limit»' ELSE '' END || ' ' || x.items" OPTIONAL("x.helper")
        ", '' FROM supply" OF_PLACE,
    "SELECT x.at, 0, '«line|Supplies»', '#' || s.id || ' ' || CASE WHEN x.state = x.from_state THEN '«supply|a part brought»' "
        "WHEN " PLACE_OF("x.state") " < " PLACE_OF("x.from_state") " THEN " FILLED("back to: %s", STATE("x.state"))
        " ELSE " STATE("x.state") " END" OPTIONAL(SAID_OR("x.helper", NAMED("officer", "x.officer_id")))
        " || ' ' || s.items" OPTIONAL("x.remark") ", '' FROM supply_step x " OF_REQUEST,
    "SELECT x.at, 0, '«line|Supplies»', v.item || ' ' || " AMOUNT("d.quantity") " || v.unit || ' ' || "
        FILLED("of %s", AMOUNT("v.quantity")) OPTIONAL("x.helper") ", '' FROM supply_delivery d JOIN supply_step x "
        "ON x.id = d.supply_step_id JOIN supply_line v ON v.id = d.supply_line_id " OF_REQUEST
        " AND d.quantity < v.quantity",
};
/* clang-format on */

struct line {
    char at[16], when[16], kind[16], words[400], who[64];
};
static struct line happened[LINES_MOST];
static int happened_count;

/* ---- what happened ---- */

static void resolve(const char *text, struct buffer *out)
{
    const char *open, *close;
    for (; (open = strstr(text, "«")) && (close = strstr(open, "»")); text = close + strlen("»")) {
        char *word = memory_copy(open + strlen("«"));
        word[close - open - (ptrdiff_t)strlen("«")] = '\0';
        buffer_add_bytes(out, text, (size_t)(open - text));
        buffer_add(out, words_context(word));
        free(word);
    }
    buffer_add(out, text);
}

static char *ask(const struct store_file *file, const char *sql)
{
    struct buffer resolved = {0};
    resolve(sql, &resolved);
    char *answer = evening_ask(file, buffer_text(&resolved));
    buffer_release(&resolved);
    return answer;
}

static void take_line(char *text)
{
    struct line *line = &happened[happened_count];
    char *fields[FIELDS], *rest = text;
    for (int i = 0; i < FIELDS; i++)
        fields[i] = rest ? strsep(&rest, "\t") : "";
    if (happened_count == LINES_MOST - 1)
        return;
    text_copy(line->at, sizeof line->at, fields[0]);
    text_copy(line->when, sizeof line->when, fields[1]);
    text_copy(line->kind, sizeof line->kind, fields[2]);
    text_copy(line->words, sizeof line->words, fields[3]);
    text_copy(line->who, sizeof line->who, fields[4]);
    happened_count++;
}

/* clang-format off */
static const char story_begins[] =
    "SELECT group_concat(line, char(10)) FROM (SELECT at || char(9) || CASE strftime('%m-%d', at + 28800, 'unixepoch') "
        "WHEN '04-11' THEN strftime('%H:%M', at + 28800, 'unixepoch') ELSE " STAMP("at") " END || char(9) || kind || "
        "char(9) || CASE WHEN alarming THEN '!' ELSE '' END || trim(words) || char(9) || who AS line "
        "FROM (SELECT NULL AS at, NULL AS alarming, NULL AS kind, NULL AS words, NULL AS who";
/* clang-format on */

/* The newest first; of the day as the hour alone. */
static void read_story(const struct store_file *file)
{
    struct buffer sql = {0};
    evening_set("person", ngettext("%d person", "%d persons", 1));
    evening_set("persons", ngettext("%d person", "%d persons", 2));
    buffer_add(&sql, story_begins);
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        buffer_format(&sql, " UNION ALL SELECT * FROM (%s)", questions[i]);
    buffer_add(&sql, ") WHERE at IS NOT NULL ORDER BY at DESC)");
    char *lines = ask(file, buffer_text(&sql)), *rest = lines, *line;
    happened_count = 0;
    while ((line = strsep(&rest, "\n")) && line[0])
        take_line(line);
    free(lines);
    buffer_release(&sql);
}

/* ---- the canvas ---- */

/* What stands between the first two borders of a row. */
static bool left_part(int row, char *text, size_t size)
{
    const char *from = desk_pair_row(row), *to;
    if (strncmp(from, "│", strlen("│")) != 0)
        return false;
    from += strlen("│");
    if (!(to = strstr(from, "│")) && !(to = strstr(from, "├")))
        return false;
    snprintf(text, size, "%.*s", (int)(to - from), from);
    for (size_t length = strlen(text); length > 0 && text[length - 1] == ' ';)
        text[--length] = '\0';
    return true;
}

/* The heading of part 5, which is in view alone. */
static int heading_row(void)
{
    int row = 0;
    while (row < DESK_PAIR_ROWS - 1 && !strstr(desk_pair_row(row), _("Details")))
        row++;
    return row;
}

/* The text behind the prefix and the blanks behind that, NULL when it begins otherwise. */
static const char *behind(const char *text, const char *prefix)
{
    size_t length = strlen(prefix);
    return text && !strncmp(text, prefix, length) ? text + length + strspn(text + length, " ") : NULL;
}

/* Column by column; where there was no room for all words, as far as they go. */
static bool is_shown(const struct line *line, const char *shown)
{
    const char *words = behind(behind(shown + 1, line->when), line->kind), *cut;
    if (!words)
        return false;
    const char *who = behind(words, line->words);
    if (!who && (cut = strchr(words, '~')) && !strncmp(words, line->words, (size_t)(cut - words)))
        who = cut + 1 + strspn(cut + 1, " ");
    return who && !strcmp(who, line->who);
}

/* Lines of one moment stand in any order. */
static bool take_shown(const char *shown, bool taken[LINES_MOST])
{
    int first = 0;
    while (first < happened_count && taken[first])
        first++;
    for (int i = first; i < happened_count && !strcmp(happened[i].at, happened[first].at); i++) {
        if (!taken[i] && is_shown(&happened[i], shown)) {
            taken[i] = true;
            return true;
        }
    }
    return false;
}

static void say_differs(const char *shown, int number, const bool taken[LINES_MOST], struct err *err)
{
    int next = 0;
    while (next < happened_count && taken[next])
        next++;
    err_set(err, ERR_INPUT, "line %d shows: %s; happened: %s %s %s (%s)", number, shown, happened[next].when,
            happened[next].kind, happened[next].words, happened[next].who);
}

void evening_check_story(const struct store_file *file, int least, struct err *err)
{
    bool taken[LINES_MOST] = {false};
    int count = 0;
    char shown[600];
    read_story(file);
    for (int row = heading_row() + 1; left_part(row, shown, sizeof shown) && shown[0]; row++) {
        if (!take_shown(shown, taken)) {
            say_differs(shown, count + 1, taken, err);
            return;
        }
        count++;
    }
    if (count != happened_count || count < least)
        err_set(err, ERR_INPUT, "%d lines are shown, %d things happened", count, happened_count);
}

/* ---- the chart ---- */

/* One row of numbers, cell by cell. */
/* clang-format off */
#define HOUR(morning, evening) \
    "(CAST(strftime('%s', d.day || CASE '$half' WHEN 'morning' THEN ' " morning "' ELSE ' " evening "' END) AS INTEGER) - 28800)"
#define DATE(day) "date(substr(" day ", 1, 4) || '-' || substr(" day ", 5, 2) || '-' || substr(" day ", 7))"
static const char chart_sql[] =
    "WITH RECURSIVE d(day, last, number) AS (SELECT " DATE("first_day") ", " DATE("last_day") ", 1 FROM observation "
        "WHERE id = $observation UNION ALL SELECT date(day, '+1 day'), last, number + 1 FROM d WHERE day < last) "
    "SELECT group_concat(cell, char(9)) FROM (SELECT CASE r.outcome WHEN 'value' THEN "
        DEGREES("coalesce(r.retest_tenths, r.tenths)") " || CASE r.abnormal WHEN 1 THEN '!' ELSE '' END || "
        "CASE r.late WHEN 1 THEN '~' ELSE '' END "
        "WHEN 'no_answer' THEN '«chart|none»' WHEN 'refused' THEN '«chart|ref.»' WHEN 'excused' THEN '«chart|exc.»' "
        "ELSE CASE WHEN " HOUR("12:00", "22:00") " <= o.began_at THEN '' "
        "WHEN " HOUR("12:00", "22:00") " <= $now THEN '«chart|miss»' "
        "WHEN " HOUR("06:00", "16:00") " <= $now THEN '«chart|due»' ELSE '.' END END AS cell "
    "FROM d JOIN observation o ON o.id = $observation LEFT JOIN reading r ON r.observation_id = o.id AND "
        "r.day = CAST(replace(d.day, '-', '') AS INTEGER) AND r.half = '$half' AND r.voided IS NULL ORDER BY number)";
/* clang-format on */

static void check_row(const struct store_file *file, const char *half, const char *begins, struct err *err)
{
    struct buffer row = {0};
    char shown[600];
    bool found = false;
    evening_set("half", half);
    char *cells = ask(file, chart_sql), *rest = cells, *cell;
    buffer_format(&row, "%s%*s", begins, SCALE_COLUMNS - text_width(begins), "");
    while ((cell = strsep(&rest, "\t")))
        buffer_format(&row, "%s%*s", cell, DAY_COLUMNS > text_width(cell) ? DAY_COLUMNS - text_width(cell) : 0, "");
    while (row.length > 0 && row.bytes[row.length - 1] == ' ')
        row.bytes[--row.length] = '\0';
    for (int i = 0; i < DESK_PAIR_ROWS && !found; i++)
        found = left_part(i, shown, sizeof shown) && !strcmp(shown, buffer_text(&row));
    if (!found)
        err_set(err, ERR_INPUT, "the chart does not say: %s", buffer_text(&row));
    free(cells);
    buffer_release(&row);
}

void evening_check_chart(const struct store_file *file, const char *observation, struct err *err)
{
    struct buffer id = {0};
    evening_say(observation, &id);
    evening_set("observation", buffer_text(&id));
    check_row(file, "morning", words_context("chart|am *"), err);
    if (err->code == ERR_NONE)
        check_row(file, "evening", words_context("chart|pm o"), err);
    buffer_release(&id);
}
