#include "evening_cast.h"

#include "fixture.h"
#include "gatepost/clock.h"
#include "gatepost/demo.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CROSSINGS = 2000, WORD_BYTES = 160, EXTRAS = 48, BUSY_MS = 5000 };

/* clang-format off */
#define ROOM(place) place ".building || '-' || " place ".unit || '-' || ltrim(" place ".room, '0')"
#define RUNS(of) of ".state = 'observing' AND " of ".voided IS NULL"
#define UNTAKEN(half) \
    "NOT EXISTS (SELECT 1 FROM reading r WHERE r.observation_id = o.id AND r.day = 20220411 AND r.half = '" half "' AND " \
        "r.voided IS NULL)"
#define DUE(half, missed) \
    RUNS("o") " AND o.first_day <= 20220411 AND o.last_day >= 20220411 AND " \
        "o.began_at < strftime('%s', '2022-04-11 " missed "') AND " UNTAKEN(half)
#define MORNING DUE("morning", "04:00")
#define EVENING DUE("evening", "14:00")
#define IS_OBSERVED(place) "EXISTS (SELECT 1 FROM observation o WHERE o.place_id = " place " AND " RUNS("o") ")"
#define IS_OUT(person) "EXISTS (SELECT 1 FROM presence x WHERE x.person_id = " person " AND x.direction = 'out')"
#define IS_FLAGGED "EXISTS (SELECT 1 FROM flag f WHERE f.place_id = l.id AND f.voided IS NULL)"
#define ASKS_FOR_NOTHING "NOT EXISTS (SELECT 1 FROM supply s WHERE s.place_id = l.id AND s.voided IS NULL)"
#define ONLY_NAME(person) "(SELECT count(*) FROM person n WHERE n.name = " person ".name) = 1"
#define ONLY_ROOM \
    "(SELECT count(*) FROM place n WHERE n.building = l.building AND n.unit = l.unit AND n.room = l.room) = 1"
#define FROM_OBSERVED "FROM observation o JOIN person p ON p.id = o.person_id JOIN place l ON l.id = o.place_id "
#define NAME_OF(observation) "SELECT p.name " FROM_OBSERVED "WHERE o.id = $" observation
#define ROOM_OF(observation) "SELECT " ROOM("l") " " FROM_OBSERVED "WHERE o.id = $" observation
#define ELSEWHERE RUNS("o") " AND o.place_id NOT IN ($storyplace, $endsplace) AND " ONLY_ROOM " AND " ONLY_NAME("p")

/* Each may name those before it. */
static struct {
    const char *word, *sql;
    char said[WORD_BYTES];
} cast[] = {
    /* The household of the story: one was forgotten this morning, another will have a fever. */
    {"storyplace",
     "SELECT l.id " FROM_OBSERVED "WHERE " MORNING " AND " UNTAKEN("evening") " AND " ONLY_ROOM " AND EXISTS "
         "(SELECT 1 FROM observation f WHERE f.place_id = l.id AND f.id <> o.id AND " RUNS("f") ") ORDER BY o.door LIMIT 1",
     ""},
    {"story", "SELECT " ROOM("l") " FROM place l WHERE l.id = $storyplace", ""},
    {"gateid", "SELECT o.id " FROM_OBSERVED "WHERE l.id = $storyplace AND " MORNING " LIMIT 1", ""},
    {"gate", NAME_OF("gateid"), ""},
    {"gateday",
     "SELECT CAST(julianday('2022-04-11') - julianday(substr(first_day, 1, 4) || '-' || substr(first_day, 5, 2) || '-' || "
         "substr(first_day, 7)) AS INTEGER) + 1 FROM observation WHERE id = $gateid", ""},
    {"gateuntil",
     "SELECT printf('%02d-%02d', last_day / 100 % 100, last_day % 100) FROM observation WHERE id = $gateid", ""},
    {"feverid", "SELECT o.id " FROM_OBSERVED "WHERE l.id = $storyplace AND o.id <> $gateid AND " EVENING " LIMIT 1", ""},
    {"fever", NAME_OF("feverid"), ""},
    /* Whom its flag says to call: a number is not parted by the end of a line. */
    {"call",
     "SELECT substr(call, instr(call, '1')) FROM flag WHERE place_id = $storyplace AND kind = 'observation' AND "
         "voided IS NULL", ""},
    /* The term that ends tonight. */
    {"endsid",
     "SELECT o.id FROM observation o WHERE " RUNS("o") " AND o.last_day = 20220411 ORDER BY o.id LIMIT 1", ""},
    {"endsplace", "SELECT place_id FROM observation WHERE id = $endsid", ""},
    {"ends", NAME_OF("endsid"), ""},
    {"endsroom", ROOM_OF("endsid"), ""},
    /* Who is taken under observation tonight, and who lives with them. */
    {"newplace",
     "SELECT l.id FROM place l WHERE l.kind = 'household' AND (SELECT count(*) FROM person m WHERE m.place_id = l.id AND "
         "m.voided IS NULL) >= 2 AND " ONLY_ROOM " AND NOT " IS_OBSERVED("l.id") " AND NOT " IS_FLAGGED " AND NOT EXISTS "
         "(SELECT 1 FROM person m WHERE m.place_id = l.id AND (" IS_OUT("m.id") " OR NOT " ONLY_NAME("m") ")) "
         "ORDER BY l.id LIMIT 1 OFFSET 60", ""},
    {"newroom", "SELECT " ROOM("l") " FROM place l WHERE l.id = $newplace", ""},
    {"new", "SELECT name FROM person WHERE place_id = $newplace ORDER BY id LIMIT 1", ""},
    {"mate", "SELECT name FROM person WHERE place_id = $newplace ORDER BY id LIMIT 1 OFFSET 1", ""},
    /* Somebody who is out, and those with whom something contradicts itself. */
    {"outid",
     "SELECT p.id FROM person p JOIN place l ON l.id = p.place_id WHERE p.kind = 'resident' AND " IS_OUT("p.id")
         " AND NOT " IS_OBSERVED("l.id") " AND " ONLY_NAME("p") " AND " ONLY_ROOM " AND NOT " IS_FLAGGED
         " ORDER BY p.id LIMIT 1", ""},
    {"out", "SELECT name FROM person WHERE id = $outid", ""},
    {"outroom", "SELECT " ROOM("l") " FROM person p JOIN place l ON l.id = p.place_id WHERE p.id = $outid", ""},
    {"movedid", "SELECT o.id " FROM_OBSERVED "WHERE " ELSEWHERE " ORDER BY o.door DESC LIMIT 1 OFFSET 3", ""},
    {"moved", NAME_OF("movedid"), ""},
    {"movedroom", ROOM_OF("movedid"), ""},
    {"vacantid",
     "SELECT o.id " FROM_OBSERVED "WHERE " ELSEWHERE " AND l.occupancy = 'owner' AND " ASKS_FOR_NOTHING " ORDER BY o.door LIMIT 1 OFFSET 3", ""},
    {"vacant", NAME_OF("vacantid"), ""},
    {"vacantroom", ROOM_OF("vacantid"), ""},
    {"helperid",
     "SELECT o.id " FROM_OBSERVED "WHERE " ELSEWHERE " AND o.id > $vacantid AND o.id <> $movedid "
         "ORDER BY o.door LIMIT 1 OFFSET 5", ""},
    {"helper", NAME_OF("helperid"), ""},
    {"helperroom", ROOM_OF("helperid"), ""},
};
/* clang-format on */
enum { CAST = sizeof cast / sizeof cast[0] };

static void must(bool good, const struct err *err, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "community of the evening: %s: %s\n", what, err->text);
    exit(1);
}

int64_t evening_moment(const char *at)
{
    struct civil_time midnight = {.year = 2022, .month = 4, .day = 11};
    int hour = 0, minute = 0;
    sscanf(at, "%d:%d", &hour, &minute);
    return clock_at(&midnight) + hour * 3600 + minute * 60;
}

/* ---- words ---- */

static struct {
    const char *word;
    char *said;
} extras[EXTRAS];

void evening_set(const char *word, const char *said)
{
    int i = 0;
    while (extras[i].word && strcmp(extras[i].word, word) != 0)
        if (++i == EXTRAS) {
            fprintf(stderr, "no room for $%s\n", word);
            exit(1);
        }
    free(extras[i].said);
    extras[i].word = word;
    extras[i].said = memory_copy(said);
}

void evening_forget(void)
{
    for (int i = 0; i < EXTRAS; i++) {
        free(extras[i].said);
        extras[i].said = NULL;
        extras[i].word = NULL;
    }
}

static bool is_word(const char *known, const char *word, size_t length)
{
    return known && strlen(known) == length && !strncmp(known, word, length);
}

static const char *said_of(const char *word, size_t length)
{
    for (int i = 0; i < EXTRAS; i++)
        if (is_word(extras[i].word, word, length))
            return extras[i].said;
    for (int i = 0; i < CAST; i++)
        if (is_word(cast[i].word, word, length))
            return cast[i].said;
    fprintf(stderr, "nobody plays %.*s\n", (int)length, word);
    exit(1);
}

void evening_say(const char *text, struct buffer *out)
{
    buffer_clear(out);
    for (const char *at; (at = strchr(text, '$')); text = at) {
        size_t length = 0;
        buffer_add_bytes(out, text, (size_t)(at - text));
        while (islower((unsigned char)at[1 + length]))
            length++;
        buffer_add(out, said_of(at + 1, length));
        at += 1 + length;
    }
    buffer_add(out, text);
}

char *evening_ask(const struct store_file *file, const char *sql)
{
    struct buffer said = {0};
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    char *answer = NULL;
    evening_say(sql, &said);
    if (sqlite3_open_v2(file->path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_busy_timeout(db, BUSY_MS) == SQLITE_OK &&
        sqlite3_prepare_v2(db, buffer_text(&said), -1, &statement, NULL) == SQLITE_OK) {
        const char *text =
            sqlite3_step(statement) == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
        answer = memory_copy(text ? text : "");
    } else {
        answer = memory_copy(sqlite3_errmsg(db));
        fprintf(stderr, "%s: %s\n", answer, buffer_text(&said));
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    buffer_release(&said);
    return answer;
}

/* One more than the sample has: opened last, behind one of the first doors. */
static void add_last(const struct store_file *file)
{
    struct err err = {0};
    char line[160];
    char *name = evening_ask(
        file, "SELECT p.name FROM person p JOIN place l ON l.id = p.place_id WHERE p.kind = 'resident' AND " ONLY_NAME(
                  "p") " AND " ONLY_ROOM
                       " AND NOT " IS_OBSERVED("l.id") " AND NOT " IS_FLAGGED " AND NOT " IS_OUT(
                           "p.id") " ORDER BY l.room_sort, p.id LIMIT 1 OFFSET 90");
    snprintf(line, sizeof line,
             "register.add observation person=%s;began_at=04-11　13:00;basis_day=04-11;state=observing", name);
    must(fixture_other(file->path, line, &err), &err, line);
    free(name);
}

/* The sample's households have what they asked for: no request rings but the evening's own. */
static void bring_supplies(const struct store_file *file)
{
    struct err err = {0};
    char line[64];
    char *ids = evening_ask(file, "SELECT group_concat(id, ' ') FROM supply WHERE voided IS NULL AND state IN ('new', "
                                  "'assigned', 'buying', 'left')");
    for (char *rest = ids, *id; (id = strsep(&rest, " ")) && id[0];) {
        snprintf(line, sizeof line, "supply.move %s confirmed", id);
        must(fixture_other(file->path, line, &err), &err, line);
    }
    free(ids);
}

void evening_community_make(const struct store_file *file, bool with_roster)
{
    static const char *const settings[] = {"setting.set backup.minutes 0", "setting.set lock.minutes 0",
                                           "setting.set alarm.repeat_minutes 0"};
    struct err err = {0};
    must(clock_use_zone("+08:00", &err), &err, "zone");
    clock_fix(evening_moment(EVENING_BEGINS));
    struct demo demo = {.crossings = CROSSINGS, .without_roster = !with_roster, .now = clock_now()};
    struct store_new new_file = {.community = "望江社区", .zone = "+08:00", .fill = demo_fill, .context = &demo};
    must(store_create(file->path, &new_file, &err), &err, file->path);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        must(fixture_other(file->path, settings[i], &err), &err, settings[i]);
    bring_supplies(file);
    add_last(file);
}

void evening_cast_choose(const struct store_file *file)
{
    for (int i = 0; i < CAST; i++) {
        char *answer = evening_ask(file, cast[i].sql);
        if (!answer[0]) {
            fprintf(stderr, "nobody for $%s: %s\n", cast[i].word, cast[i].sql);
            exit(1);
        }
        text_copy(cast[i].said, sizeof cast[i].said, answer);
        free(answer);
    }
}

/* ---- what is due ---- */

const char *evening_due_sql(const char *half)
{
    return strcmp(half, "morning") ? EVENING : MORNING;
}

int evening_due(const struct store_file *file, const char *half, struct evening_due due[EVENING_DUE_MOST])
{
    struct buffer sql = {0};
    int count = 0;
    buffer_format(
        &sql,
        "SELECT group_concat(line, char(10)) FROM (SELECT o.id || ' ' || o.place_id || ' ' || %s || ' ' || p.name "
        "AS line " FROM_OBSERVED "WHERE %s ORDER BY o.door, o.id)",
        ROOM("l"), evening_due_sql(half));
    char *lines = evening_ask(file, buffer_text(&sql)), *rest = lines, *line;
    while ((line = strsep(&rest, "\n")) && line[0]) {
        struct evening_due *one = &due[count++];
        if (count == EVENING_DUE_MOST ||
            sscanf(line, "%lld %lld %39s %63[^\n]", &one->observation_id, &one->place_id, one->room, one->name) != 4) {
            fprintf(stderr, "not due: %s\n", line);
            exit(1);
        }
    }
    free(lines);
    buffer_release(&sql);
    return count;
}
