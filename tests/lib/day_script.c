#include "day_script.h"

#include "gatepost/key.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_BYTES = 400 };

static int seconds_of(const char *at)
{
    int hour = 0, minute = 0;
    if (sscanf(at, "%d:%d", &hour, &minute) != 2) {
        fprintf(stderr, "no time of a day: %s\n", at);
        exit(1);
    }
    return hour * 3600 + minute * 60;
}

/* "中文|English" in the language of the day; without a bar it is the same in both; behind "=" the program says it. */
static void add_said(const struct day_script *day, const char *text, size_t length, struct buffer *out)
{
    const char *bar = memchr(text, '|', length);
    size_t first = bar ? (size_t)(bar - text) : length;
    if (text[0] == '=' && length > 1) {
        char *word = memory_copy(text + 1);
        word[length - 1] = '\0';
        buffer_add(out, words_context(word));
        free(word);
    } else if (bar && day->english) {
        buffer_add_bytes(out, bar + 1, length - first - 1);
    } else {
        buffer_add_bytes(out, text, first);
    }
}

static void advance_to(struct day_script *day, int seconds)
{
    if (seconds < day->now) {
        fprintf(stderr, "the day goes back to %02d:%02d\n", seconds / 3600, seconds / 60 % 60);
        exit(1);
    }
    if (seconds > day->now)
        buffer_format(&day->script, "advance %d000\n", seconds - day->now);
    day->now = seconds;
}

/* ---- what is stored ---- */

static struct day_name *name_of(struct day_script *day, const char *name)
{
    for (int i = 0; i < day->name_count; i++)
        if (!strcmp(day->names[i].name, name))
            return &day->names[i];
    if (day->name_count == DAY_NAMES_MOST) {
        fprintf(stderr, "more people than DAY_NAMES_MOST\n");
        exit(1);
    }
    text_copy(day->names[day->name_count].name, sizeof day->names->name, name);
    return &day->names[day->name_count++];
}

static void count_crossing(struct day_script *day, const char *line)
{
    char way[16], class[16], name[32], room[16], temp[16], decision[16];
    if (sscanf(line, "%15s %15s %31s %15s %15s %15s", way, class, name, room, temp, decision) != 6) {
        fprintf(stderr, "not to be stored: %s\n", line);
        exit(1);
    }
    bool admitted = !strcmp(decision, "admitted"), in = !strcmp(way, "in");
    day->crossings++;
    day->overrides += strstr(line, "because=") != NULL;
    day->in += admitted && in;
    day->out += admitted && !in;
    day->turned_away += !strcmp(decision, "turned_away");
    day->fevers += strchr(temp, '/') != NULL;
    day->vehicles += strstr(line, "plate=") != NULL;
    if (!strcmp(name, "-"))
        return;
    struct day_name *person = name_of(day, name);
    person->lives_here = !strcmp(class, "resident") || !strcmp(class, "tenant");
    person->must_leave = !strcmp(class, "visitor") || !strcmp(class, "courier");
    if (admitted) {
        person->came = true;
        person->inside = in;
    }
}

/* "… reason=(无出入证|no pass)" in the language of the day. */
static void add_resolved(const struct day_script *day, const char *text, size_t length, struct buffer *out)
{
    const char *end = text + length, *close;
    for (const char *open; (open = memchr(text, '(', (size_t)(end - text))) != NULL; text = close + 1) {
        close = memchr(open, ')', (size_t)(end - open));
        buffer_add_bytes(out, text, (size_t)(open - text));
        add_said(day, open + 1, (size_t)(close - open) - 1, out);
    }
    buffer_add_bytes(out, text, (size_t)(end - text));
}

/* One line of `stored`: with time and registrar. */
static void add_stored(struct day_script *day, const char *line, size_t length, const char *at)
{
    struct buffer own = {0};
    int hour = seconds_of(at) / 3600 % 24, minute = seconds_of(at) / 60 % 60;
    if (isdigit((unsigned char)line[0])) {
        sscanf(line, "%d:%d", &hour, &minute);
        line += strlen("21:50 ");
        length -= strlen("21:50 ");
    }
    add_resolved(day, line, length, &own);
    count_crossing(day, buffer_text(&own));
    buffer_format(&day->stored, "%02d:%02d %s", hour, minute, buffer_text(&own));
    if (!strstr(buffer_text(&own), " by "))
        buffer_format(&day->stored, " by %s", day->officer);
    buffer_add(&day->stored, "\n");
    buffer_release(&own);
}

int day_out(const struct day_script *day)
{
    int count = 0;
    for (int i = 0; i < day->name_count; i++)
        count += day->names[i].came && day->names[i].lives_here && !day->names[i].inside;
    return count;
}

int day_inside(const struct day_script *day)
{
    int count = 0;
    for (int i = 0; i < day->name_count; i++)
        count += day->names[i].came && !day->names[i].lives_here && day->names[i].inside;
    return count;
}

static void close_entries(struct day_script *day)
{
    for (int i = 0; i < day->name_count; i++)
        if (day->names[i].must_leave)
            day->names[i].inside = false;
}

/* ---- what is pressed and seen ---- */

static bool is_word(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && !strncmp(text, word, length);
}

/* What is no name of numbers is a line of the script. */
static void see_numbers(struct day_script *day, const char *what, size_t length)
{
    if (!is_word(what, length, "presence") && !is_word(what, length, "day")) {
        add_said(day, what, length, &day->script);
        buffer_add(&day->script, "\n");
        return;
    }
    if (what[0] == 'p')
        buffer_format(&day->script, day->english ? "see out %d \nsee inside %d\n" : "see 在外%d \nsee 在内%d\n",
                      day_out(day), day_inside(day));
    else if (day->english)
        buffer_format(&day->script, "see all: in %d out %d away %d fever %d cars %d─\n", day->in, day->out,
                      day->turned_away, day->fevers, day->vehicles);
    else
        buffer_format(&day->script, "see 合计 进%d 出%d 劝返%d 高温%d 车%d─\n", day->in, day->out, day->turned_away,
                      day->fevers, day->vehicles);
}

static void check_pressed(const struct day_script *day, const char *word)
{
    if (day->pressed <= atoi(word))
        return;
    fprintf(stderr, "%d keys instead of %s\n", day->pressed, word);
    exit(1);
}

/* `(text)`, `[text]`, `{name}`: length of the whole. */
static size_t write_group(struct day_script *day, const char *text)
{
    const char *ends = text[0] == '(' ? ")" : text[0] == '[' ? "]" : "}";
    const char *end = strstr(text, ends);
    if (!end) {
        fprintf(stderr, "no end: %s\n", text);
        exit(1);
    }
    size_t length = (size_t)(end - text) - 1;
    bool not = text[0] == '[' && text[1] == '^';
    if (text[0] == '{') {
        see_numbers(day, text + 1, length);
        return length + 2;
    }
    buffer_add(&day->script, text[0] == '(' ? "type " : not ? "not " : "see ");
    add_said(day, text + 1 + not, length - not, &day->script);
    buffer_add(&day->script, "\n");
    return length + 2;
}

static void write_pressed(struct day_script *day, const char *word)
{
    bool is_key = strlen(word) > 1 && isupper((unsigned char)word[0]) && key_parse(word) != KEY_NONE;
    buffer_format(&day->script, is_key ? "key %s\n" : "type %s\n", word);
    day->pressed += is_key ? 1 : (int)strlen(word);
}

static void write_word(struct day_script *day, const char *word)
{
    if (word[0] == '~')
        advance_to(day, day->now + atoi(word + 1));
    else if (word[0] == '!')
        text_copy(day->officer, sizeof day->officer, word + 1);
    else if (!strncmp(word, "bell:", strlen("bell:")))
        buffer_format(&day->script, "bell %s\n", word + strlen("bell:"));
    else if (!strcmp(word, "#closed"))
        close_entries(day);
    else if (word[0] == '#' && word[1])
        check_pressed(day, word + 1);
    else
        write_pressed(day, word);
}

static void write_keys(struct day_script *day, const char *keys)
{
    char word[WORD_BYTES];
    day->pressed = 0;
    if (keys[0] == '@') {
        buffer_format(&day->script, "other %s\nwake\n", keys + 1);
        return;
    }
    for (keys += strspn(keys, " "); *keys; keys += strspn(keys, " ")) {
        if (strchr("([{", *keys)) {
            keys += write_group(day, keys);
            continue;
        }
        size_t length = strcspn(keys, " ");
        snprintf(word, sizeof word, "%.*s", (int)length, keys);
        write_word(day, word);
        keys += length;
    }
}

void day_script_write(struct day_script *day, const struct passage *rows, int count)
{
    if (day->now == 0)
        day->now = seconds_of(day->begins ? day->begins : DAY_BEGINS);
    for (int i = 0; i < count; i++) {
        buffer_format(&day->script, "passage %d\n", day->number++);
        advance_to(day, seconds_of(rows[i].at));
        write_keys(day, rows[i].keys);
        for (const char *line = rows[i].stored; *line;) {
            size_t length = strcspn(line, "\n");
            add_stored(day, line, length, rows[i].at);
            line += length + (line[length] == '\n');
        }
    }
    buffer_format(&day->script, "passage %d\n", day->number);
}

void day_script_release(struct day_script *day)
{
    buffer_release(&day->script);
    buffer_release(&day->stored);
}
