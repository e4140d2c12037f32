#include "temperature_section.h"
#include "gatepost/clock.h"
#include "gatepost/half_day.h"
#include "gatepost/memory.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The picture lies on its side, so that each day's marks stand beside its numbers: a cell is a tenth of a degree. */
enum {
    READINGS_MOST = 128,
    LEAST_TENTHS = 355,
    PICTURE = 41, /* to 39.5 */
    SYMPTOMS_BYTES = 2 * NOTE_BYTES + 8,
};

static int cell_of(int tenths)
{
    int cell = tenths - LEAST_TENTHS;
    return cell < 0 ? 0 : cell >= PICTURE ? PICTURE - 1 : cell;
}

static void add_columns(struct document *document)
{
    char scale[PICTURE + 8] = "";
    document_column(document, words_context(N_("chart|Day")), 4, 4)->right = true;
    document_column(document, _("Date"), 5, 5);
    document_column(document, words_context(N_("half-day|am")), 6, 6);
    document_column(document, words_context(N_("half-day|pm")), 6, 6);
    /* "36" stands where 36.0 does. */
    memset(scale, ' ', PICTURE);
    for (int degrees = LEAST_TENTHS / 10 + 1; cell_of(degrees * 10) + 2 < PICTURE; degrees++) {
        int at = cell_of(degrees * 10);
        scale[at] = (char)('0' + degrees / 10);
        scale[at + 1] = (char)('0' + degrees % 10);
    }
    document_column(document, scale, PICTURE, PICTURE);
    document_column(document, _("Symptoms"), 8, 0)->wrap = DOCUMENT_WRAP;
}

/* Where two marks meet there is one for both; the fever line is hidden by what lies on it. */
static void put_mark(char *picture, const struct reading *reading, char mark)
{
    int tenths = reading != NULL && reading->outcome == READING_VALUE ? reading_last_tenths(reading) : 0;
    if (tenths == 0)
        return;
    char *cell = &picture[cell_of(tenths)];
    *cell = *cell == '*' ? '@' : mark;
}

void paper_reading(struct store *store, const struct observation *observation, struct half_day half_day,
                   const struct reading *reading, char *text, size_t size)
{
    enum reading_sign sign = reading_sign_of(store, observation, half_day, reading, clock_now());
    if (sign == SIGN_NOT_YET || sign == SIGN_DUE)
        text_copy(text, size, "");
    else if (sign == SIGN_OUTSIDE)
        text_copy(text, size, "x");
    else
        reading_sign_text(sign, reading, text, size);
}

static void add_symptoms(const struct reading *reading, char *text, size_t size)
{
    size_t length = strlen(text);
    if (reading != NULL && reading->symptoms[0] != '\0')
        snprintf(text + length, size - length, "%s%s", length > 0 ? "; " : "", reading->symptoms);
}

static void add_day(struct store *store, const struct observation *observation, int day,
                    const struct reading *const *readings, int fever_line, struct document *document)
{
    char number[12], date[16], halves[2][24], picture[PICTURE + 1], symptoms[SYMPTOMS_BYTES] = "";
    snprintf(number, sizeof number, "%d", observation_day_number(observation, day));
    snprintf(date, sizeof date, "%02d-%02d", day / 100 % 100, day % 100);
    memset(picture, ' ', PICTURE);
    picture[PICTURE] = '\0';
    picture[cell_of(fever_line)] = ':';
    put_mark(picture, readings[HALF_MORNING], '*');
    put_mark(picture, readings[HALF_EVENING], 'o');
    for (int half = HALF_MORNING; half <= HALF_EVENING; half++) {
        paper_reading(store, observation, (struct half_day){day, (enum half)half}, readings[half], halves[half],
                      sizeof halves[half]);
        add_symptoms(readings[half], symptoms, sizeof symptoms);
    }
    const char *const cells[] = {number, date, halves[HALF_MORNING], halves[HALF_EVENING], picture, symptoms};
    document_row(document, cells, 6);
}

static void add_days(struct store *store, const struct observation *observation, const struct reading *readings,
                     int count, struct document *document)
{
    int fever_line = setting_integer(store, "fever.line"), at = 0;
    for (int day = observation->first_day; day <= observation->last_day; day = clock_day_add(day, 1)) {
        const struct reading *of_day[2] = {NULL, NULL};
        for (; at < count && readings[at].day <= day; at++)
            if (readings[at].day == day)
                of_day[readings[at].half] = &readings[at];
        add_day(store, observation, day, of_day, fever_line, document);
    }
}

bool temperature_section(struct store *store, const char *name, const struct observation *observation,
                         struct document *document, struct err *err)
{
    struct reading *readings = memory_new(READINGS_MOST, sizeof *readings);
    char who[64], title[DOCUMENT_TITLE_BYTES], note[DOCUMENT_TITLE_BYTES * 2];
    int count = 0, fever_line = setting_integer(store, "fever.line");
    bool good = reading_list(store, observation->head.id, observation->first_day, observation->last_day, readings,
                             READINGS_MOST, &count, err);
    text_copy(who, sizeof who, name);
    snprintf(title, sizeof title, "%s  %s", words_context(N_("tab|Temp")), who);
    document_section(document, title);
    add_columns(document);
    if (good)
        add_days(store, observation, readings, count, document);
    snprintf(note, sizeof note,
             _("* morning   o evening   @ both   : fever line %1$d.%2$d   ! fever   -none no answer   ?missed"),
             fever_line / 10, fever_line % 10);
    document_note(document, note);
    free(readings);
    return good;
}
