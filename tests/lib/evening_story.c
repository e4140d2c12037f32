#include "evening_story.h"

#include "desk_pair.h"
#include "evening_cast.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINES_LEAST = 50,
    LINES_MOST = 110,
    FIELDS = 5,
    DAY_COLUMNS = 5,
};

/* «中文|English» is the one or the other. Each question gives: when, whether it alarms, kind, words, by whom. */
#define OPTIONAL(text) " || CASE WHEN coalesce(" text ", '') <> '' THEN ' ' || " text " ELSE '' END"
#define DEGREES(tenths) "printf('%d.%d', " tenths " / 10, " tenths " % 10)"
#define OPTIONAL_DEGREES(tenths) " || CASE WHEN coalesce(" tenths ", 0) > 0 THEN ' ' || " DEGREES(tenths) " ELSE '' END"
#define STAMP(at) "strftime('%m-%d %H:%M', " at " + 28800, 'unixepoch')"
#define DAY(day) "printf('%02d-%02d', " day " / 100 % 100, " day " % 100)"
#define NAME_OF(person) "coalesce((SELECT n.name FROM person n WHERE n.id = " person "), '')"
#define OFFICER(id) "coalesce((SELECT n.name FROM officer n WHERE n.id = " id "), '')"
#define OBSERVED_NAME(id) \
    "coalesce((SELECT n.name FROM observation v JOIN person n ON n.id = v.person_id WHERE v.id = " id "), '')"
#define MEMBERS "(SELECT id FROM person WHERE place_id = $storyplace)"
#define HALF "CASE x.half WHEN 'morning' THEN '«早|Morning»' ELSE '«晚|Evening»' END"
#define FIRST_BATCH(table) "(SELECT min(a.batch_id) FROM audit a WHERE a.table_name = '" table "' AND a.row_id = x.id)"
#define OF_HOUSEHOLD " FROM observation x WHERE x.place_id = $storyplace AND x.voided IS NULL"
#define ORDER(column, words)                                                                                 \
    "SELECT x." column ", 0, '«观察|Observed»', " NAME_OF("x.person_id") " || ' " words "', ''" OF_HOUSEHOLD \
                                                                         " AND x." column " IS NOT NULL"

static const char *const questions[] = {
    "SELECT b.at, 0, '«人员|Resident»', x.name || ' «登记入册|put on the register» ' || CASE x.kind WHEN 'tenant' THEN "
    "'«租户|Tenant»' ELSE '«居民|Resident»' END, " OFFICER(
        "b.officer_id") " FROM person x JOIN batch b ON b.id = " FIRST_BATCH("person") " WHERE x.place_id = "
                                                                                       "$storyplace",

    "SELECT x.issued_at, 0, '«证件|Pass»', " NAME_OF(
        "x.person_id") " || ' ' || x.number || ' «发放|issued»', '' FROM pass "
                       "x WHERE x.place_id = $storyplace OR x.person_id IN " MEMBERS,

    "SELECT x.at, x.abnormal > 0 OR x.override_reason <> '', '«门岗|Gate»', " NAME_OF(
        "x.person_id") " || ' ' || (SELECT "
                       "k.name FROM checkpoint k WHERE k.id = x.checkpoint_id) || CASE x.direction WHEN 'in' THEN ' "
                       "«进|In»' ELSE "
                       "' «出|Out»' END" OPTIONAL_DEGREES("x.temp_tenths") OPTIONAL_DEGREES(
                           "x.retest_tenths") " || CASE x.decision WHEN 'turned_away' THEN ' «劝返|Turned away»' WHEN "
                                              "'held' THEN ' «留观上报|Held»' ELSE '' END" OPTIONAL(
                                                  "CASE WHEN "
                                                  "x.override_reason "
                                                  "<> '' THEN "
                                                  "x.override_reason "
                                                  "ELSE (SELECT "
                                                  "h.text FROM "
                                                  "phrase h WHERE "
                                                  "h.id = "
                                                  "coalesce(x.reason_"
                                                  "id, "
                                                  "x.purpose_id)) "
                                                  "END") ", " OFFICER("x.officer_id") " FROM crossing x WHERE "
                                                                                      "x.place_id = $storyplace OR "
                                                                                      "x.person_id IN " MEMBERS,

    "SELECT x.at, x.abnormal, '«体温|Reading»', " OBSERVED_NAME("x.observation_id") " || ' ' || " DAY(
        "x.day") " || ' ' || " HALF " || CASE x.outcome WHEN 'no_answer' THEN ' «未接|No answer»' WHEN 'refused' THEN "
                 "' «拒测|Declined»' WHEN "
                 "'excused' THEN ' «免测|Excused»' ELSE ' ' || " DEGREES(
                     "coalesce(x.retest_tenths, x.tenths)") " END" OPTIONAL("x.symptoms") ", " OFFICER("x.officer_id") " FROM reading x WHERE x.observation_id IN (SELECT id FROM "
                                                                                                                       "observation WHERE place_id = $storyplace)",

    "SELECT x.at, 0, '«随访|Contact»', " OBSERVED_NAME(
        "x.observation_id") " || CASE x.how WHEN 'phone' THEN "
                            "' «电话|By phone»' WHEN 'door' THEN ' «上门|At the door»' WHEN 'chat' THEN ' «群里|In the "
                            "chat»' ELSE ' ?' END" OPTIONAL("(SELECT t.name FROM tier t WHERE t.id = x.tier_id)")
                                OPTIONAL("coalesce(nullif(x.by_whom, ''), " OFFICER(
                                    "x.officer_id") ")") " || CASE x.outcome WHEN 'no_answer' THEN ' «未接|No "
                                                         "answer»' WHEN 'refused' THEN ' «拒绝|Would not»' ELSE '' "
                                                         "END" OPTIONAL("x.words") " || CASE WHEN x.next_at > 0 "
                                                                                   "THEN ' («下次|next» ' "
                                                                                   "|| " STAMP("x.next_at") " || "
                                                                                                            "')' "
                                                                                                            "ELSE "
                                                                                                            "'' "
                                                                                                            "END, "
                                                                                                            "'' "
                                                                                                            "FROM "
                                                                                                            "follow"
                                                                                                            "_up x "
                                                                                                            "WHERE "
                                                                                                            "x."
                                                                                                            "place_"
                                                                                                            "id = "
                                                                                                            "$story"
                                                                                                            "place",

    "SELECT x.at, x.needed <> '' AND x.done_at IS NULL, '«上门|Visit»', coalesce(nullif(x.who, ''), (SELECT t.name "
    "FROM "
    "team t WHERE t.id = x.team_id), '')" OPTIONAL(
        "x.found") " || CASE WHEN x.needed <> '' THEN ' «需要: |needed: »' || "
                   "x.needed || CASE WHEN x.done_at > 0 THEN ' «(已办)|(done)»' ELSE '' END ELSE '' END, '' FROM visit "
                   "x WHERE x.place_id "
                   "= $storyplace",

    "SELECT x.at, x.unwell IS 1 OR x.affected IS 1, '«排查|Survey»', CASE x.how WHEN 'door' THEN '«上门|At the door»' "
    "ELSE "
    "'«电话|By phone»' END || CASE x.result WHEN 'done' THEN ' «已排查|Screened»' WHEN 'not_home' THEN ' «无人|Nobody "
    "home»' ELSE ' ?' END || CASE WHEN x.persons IS NOT NULL THEN ' ' || x.persons || CASE x.persons WHEN 1 THEN "
    "'«人| person»' ELSE '«人| persons»' END ELSE '' END" OPTIONAL("x.symptoms") OPTIONAL("x.note")
        OPTIONAL("coalesce(nullif(x.by_whom, ''), " OFFICER(
            "x.officer_id") ")") ", '' FROM survey x WHERE x.place_id = $storyplace",

    "SELECT x.began_at, 0, '«观察|Observed»', " NAME_OF(
        "x.person_id") " || CASE x.kind WHEN 'close' THEN ' «密接|Close "
                       "contact»' WHEN 'secondary' THEN ' «次密接|2nd contact»' WHEN 'cohabiting' THEN ' "
                       "«同住|Cohabitant»' WHEN 'returned' "
                       "THEN ' «来返|From elsewhere»' WHEN 'discharged' THEN ' «出院|Discharged»' ELSE ' ?' END || «' "
                       "' || " DAY("x.first_day") " || ' 起 至 ' || " DAY("x.last_day") "|' observed from ' || " DAY(
                           "x.first_day") " || ' to ' || " DAY("x.last_day") "»" OPTIONAL("x.reason") ", " OFFICER("x."
                                                                                                                   "ope"
                                                                                                                   "ned"
                                                                                                                   "_b"
                                                                                                                   "y")
                           OF_HOUSEHOLD,
    ORDER("told_at", "«当面告知|Told in person»"),
    ORDER("letter_at", "«告知书|Letter given»"),
    ORDER("promise_at", "«承诺书|Promise signed»"),

    "SELECT x.from_at, 0, '«提示|Flag»', CASE x.kind WHEN 'observation' THEN '«居家观察|Observation»' ELSE '?' END || "
    "CASE "
    "x.denies WHEN 'out' THEN ' «不得外出|May not go out»' ELSE ' ?' END || ' ' || x.say, '' FROM flag x WHERE "
    "x.place_id = "
    "$storyplace",

    "SELECT x.opened_at, x.closed_at IS NULL, '«事件|Incident»', " NAME_OF(
        "x.person_id") " || CASE x.kind WHEN 'fever' "
                       "THEN ' «发热|Feverish»' ELSE ' ?' END" OPTIONAL_DEGREES("x.first_tenths")
                           OPTIONAL_DEGREES("x.retest_tenths") OPTIONAL("x.symptoms") ", " OFFICER(
                               "x.opened_by") " FROM incident x WHERE x.place_id = $storyplace OR x.person_id "
                                              "IN " MEMBERS,

    "SELECT x.from_at, 0, '«帮对|Helper»', x.name || ' «帮对|is the helper»' || CASE WHEN x.substitute <> '' THEN "
    "' «替补|substitute» ' || x.substitute ELSE '' END" OPTIONAL("x.note") ", '' FROM pairing x WHERE x.place_id = "
                                                                           "$storyplace",
};

struct line {
    char at[16], when[16], kind[16], words[400], who[64];
};
static struct line happened[LINES_MOST];
static int happened_count;

/* ---- what happened ---- */

static void resolve(const char *text, bool english, struct buffer *out)
{
    const char *open, *bar, *close;
    for (; (open = strstr(text, "«")) && (close = strstr(open, "»")); text = close + strlen("»")) {
        /* Of the bars the one that parts the languages stands in a word or beside a blank, never doubled. */
        for (bar = strchr(open, '|'); bar[1] == '|'; bar = strchr(bar + 2, '|'))
            ;
        buffer_add_bytes(out, text, (size_t)(open - text));
        open += strlen("«");
        if (english)
            buffer_add_bytes(out, bar + 1, (size_t)(close - bar) - 1);
        else
            buffer_add_bytes(out, open, (size_t)(bar - open));
    }
    buffer_add(out, text);
}

static char *ask(const struct store_file *file, bool english, const char *sql)
{
    struct buffer resolved = {0};
    resolve(sql, english, &resolved);
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

/* The newest first; of the day as the hour alone. */
static void read_story(const struct store_file *file, bool english)
{
    struct buffer sql = {0};
    buffer_add(
        &sql,
        "SELECT group_concat(line, char(10)) FROM (SELECT at || char(9) || CASE strftime('%m-%d', at + 28800, "
        "'unixepoch') WHEN '04-11' THEN strftime('%H:%M', at + 28800, 'unixepoch') ELSE " STAMP(
            "at") " END || char(9) || kind || char(9) || CASE WHEN alarming THEN '!' ELSE '' END || trim(words) || "
                  "char(9) "
                  "|| who AS line FROM (SELECT NULL AS at, NULL AS alarming, NULL AS kind, NULL AS words, NULL AS who");
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        buffer_format(&sql, " UNION ALL SELECT * FROM (%s)", questions[i]);
    buffer_add(&sql, ") WHERE at IS NOT NULL ORDER BY at DESC)");
    char *lines = ask(file, english, buffer_text(&sql)), *rest = lines, *line;
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
    while (row < DESK_PAIR_ROWS - 1 && !strstr(desk_pair_row(row), "详情") && !strstr(desk_pair_row(row), "Details"))
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

void evening_check_story(const struct store_file *file, bool english, struct err *err)
{
    bool taken[LINES_MOST] = {false};
    int count = 0;
    char shown[600];
    read_story(file, english);
    for (int row = heading_row() + 1; left_part(row, shown, sizeof shown) && shown[0]; row++) {
        if (!take_shown(shown, taken)) {
            say_differs(shown, count + 1, taken, err);
            return;
        }
        count++;
    }
    if (count != happened_count || count < LINES_LEAST)
        err_set(err, ERR_INPUT, "%d lines are shown, %d things happened", count, happened_count);
}

/* ---- the chart ---- */

#define HOUR(half, morning, evening) "CASE " half " WHEN 'morning' THEN '" morning "' ELSE '" evening "' END"
#define AT(hour) "CAST(strftime('%s', d.day || ' ' || " hour ") AS INTEGER) - 28800"

/* One row of numbers, cell by cell. */
static const char chart_sql[] =
    "WITH RECURSIVE d(day, last, number) AS (SELECT date(substr(first_day, 1, 4) || '-' || substr(first_day, 5, 2) || "
    "'-' "
    "|| substr(first_day, 7)), date(substr(last_day, 1, 4) || '-' || substr(last_day, 5, 2) || '-' || substr(last_day, "
    "7)), 1 FROM observation WHERE id = $observation UNION ALL SELECT date(day, '+1 day'), last, number + 1 FROM d "
    "WHERE "
    "day < last) SELECT group_concat(cell, char(9)) FROM (SELECT CASE r.outcome WHEN 'value' THEN " DEGREES(
        "coalesce(r.retest_tenths, r.tenths)") " || CASE r.abnormal WHEN 1 THEN '!' ELSE '' END || CASE r.late WHEN 1 "
                                               "THEN "
                                               "'~' ELSE '' END WHEN 'no_answer' THEN '«-未接|-none»' WHEN 'refused' "
                                               "THEN '«/拒测|/ref»' WHEN 'excused' THEN "
                                               "'«*免测|*exc»' ELSE CASE WHEN " AT(HOUR("'$half'", "12:00", "22:00")) " <= o.began_at THEN '' WHEN " AT(
                                                   HOUR("'$half'", "12:00", "22:00")) " <= $now THEN '«?漏测|?miss»' "
                                                                                      "WHEN " AT(
                                                                                          HOUR("'$half'", "06:00",
                                                                                               "16:00")) " <= "
                                                                                                         "$now "
                                                                                                         "THEN "
                                                                                                         "'«待测|"
                                                                                                         "due»' "
                                                                                                         "ELSE "
                                                                                                         "'.' "
                                                                                                         "END "
                                                                                                         "END AS "
                                                                                                         "cell "
                                                                                                         "FROM d "
                                                                                                         "JOIN "
                                                                                                         "observa"
                                                                                                         "tion o "
                                                                                                         "ON "
                                                                                                         "o.id = "
                                                                                                         "$observ"
                                                                                                         "ation "
                                                                                                         "LEFT "
                                                                                                         "JOIN "
                                                                                                         "reading"
                                                                                                         " r "
                                                                                                         "ON "
                                                                                                         "r."
                                                                                                         "observa"
                                                                                                         "tion_"
                                                                                                         "id = "
                                                                                                         "o.id "
                                                                                                         "AND "
                                                                                                         "r.day "
                                                                                                         "= "
                                                                                                         "CAST("
                                                                                                         "replace"
                                                                                                         "(d.day,"
                                                                                                         " '-', "
                                                                                                         "'') AS "
                                                                                                         "INTEGER"
                                                                                                         ") AND "
                                                                                                         "r.half "
                                                                                                         "= "
                                                                                                         "'$half'"
                                                                                                         " AND "
                                                                                                         "r."
                                                                                                         "voided "
                                                                                                         "IS "
                                                                                                         "NULL "
                                                                                                         "ORDER "
                                                                                                         "BY "
                                                                                                         "number"
                                                                                                         ")";

static void check_row(const struct store_file *file, bool english, const char *half, const char *begins,
                      struct err *err)
{
    struct buffer row = {0};
    char shown[600];
    bool found = false;
    evening_set("half", half);
    char *cells = ask(file, english, chart_sql), *rest = cells, *cell;
    buffer_add(&row, begins);
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

void evening_check_chart(const struct store_file *file, bool english, const char *observation, struct err *err)
{
    struct buffer id = {0};
    evening_say(observation, &id);
    evening_set("observation", buffer_text(&id));
    check_row(file, english, "morning", english ? "am *  " : "早 *  ", err);
    if (err->code == ERR_NONE)
        check_row(file, english, "evening", english ? "pm o  " : "晚 o  ", err);
    buffer_release(&id);
}
