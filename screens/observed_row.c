#include "screens/observed_row.h"

#include "gatepost/clock.h"
#include "gatepost/half_day.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include <stdio.h>
#include <string.h>

enum { TAIL = 4 };

/* ---- what it says ---- */

void observed_take_moment(struct store *store, struct observed_moment *moment)
{
    moment->now = clock_now();
    int day = half_day_now(store, moment->now).day;
    moment->halves[HALF_MORNING] = (struct half_day){day, HALF_MORNING};
    moment->halves[HALF_EVENING] = (struct half_day){day, HALF_EVENING};
    moment->halves[HALF_LAST] = half_day_missed_last(store, moment->now);
}

static bool is_missing(struct store *store, const struct observed *observed, struct half_day missed)
{
    return observed->readings[HALF_LAST].head.id == 0 && half_day_belongs(store, &observed->observation, missed);
}

unsigned observed_needs(struct store *store, const struct observed_moment *moment, const struct observed *observed)
{
    unsigned needs = is_missing(store, observed, moment->halves[HALF_LAST]) ? NEED_READING : 0;
    if (observation_awaits_release(&observed->observation, moment->now))
        needs |= NEED_RELEASE;
    for (int i = 0; i < OBSERVED_HALVES; i++)
        if (observed->readings[i].head.id && observed->readings[i].abnormal)
            needs |= NEED_CARE;
    return needs;
}

static enum reading_sign write_cell(struct store *store, const struct observed_moment *moment,
                                    const struct observed *observed, int half, char *text, size_t size)
{
    const struct reading *reading = observed->readings[half].head.id ? &observed->readings[half] : NULL;
    enum reading_sign sign = reading_sign_of(store, &observed->observation, moment->halves[half], reading, moment->now);
    reading_sign_text(sign, reading, text, size);
    return sign;
}

/* While nothing is due there yet, the evening's cell has room for what is more urgent: the evening before that nobody
 * took, a term that ends tonight. One that is over is said from midnight on, though the last evening's reading is still
 * the newest: only a fever is more urgent. */
static void write_evening(struct store *store, const struct observed_moment *moment, const struct observed *observed,
                          unsigned needs, char *text, size_t size)
{
    enum reading_sign sign = write_cell(store, moment, observed, HALF_EVENING, text, size);
    if ((needs & NEED_RELEASE) && sign != SIGN_ABNORMAL)
        text_copy(text, size, words_context(N_("cell|end")));
    else if (sign != SIGN_OUTSIDE && sign != SIGN_NOT_YET)
        return;
    else if ((needs & NEED_READING) && moment->halves[HALF_LAST].day < moment->halves[HALF_EVENING].day)
        text_copy(text, size, words_context(N_("cell|?eve")));
    else if (observed->observation.last_day == clock_day(moment->now))
        text_copy(text, size, words_context(N_("cell|ends")));
}

void observed_fill_row(struct store *store, const struct observed_moment *moment, const struct observed *observed,
                       struct observed_row *row)
{
    const struct observation *observation = &observed->observation;
    *row = (struct observed_row){.id = observation->head.id,
                                 .rev = observation->head.rev,
                                 .person_id = observation->person_id,
                                 .place_id = observation->place_id,
                                 .next_at = observed->next_at,
                                 .kind = observation->kind,
                                 .last_day = observation->last_day};
    text_copy(row->door, sizeof row->door, observation->door);
    text_copy(row->name, sizeof row->name, observed->name);
    text_copy(row->phone, sizeof row->phone, observed->phone);
    text_copy(row->place_label, sizeof row->place_label, observed->place_label);
    place_label_of(store, observation->place_id, row->place_label, sizeof row->place_label);
    row->day = observation_day_number(observation, clock_day(moment->now));
    observation_day_text(observation, clock_day(moment->now), row->day_text, sizeof row->day_text);
    row->needs = observed_needs(store, moment, observed);
    write_cell(store, moment, observed, HALF_MORNING, row->cells[0], sizeof row->cells[0]);
    write_evening(store, moment, observed, row->needs, row->cells[1], sizeof row->cells[1]);
    for (int i = 0; i < 2; i++)
        row->abnormal[i] = observed->readings[i].head.id && observed->readings[i].abnormal;
}

/* ---- the list ---- */

/* The last digits, by which a number is known among neighbours: no more of it. */
static void write_tail(const struct observed_row *row, char *text, size_t size)
{
    size_t length = strlen(row->phone);
    text_copy(text, size, length > TAIL ? row->phone + length - TAIL : "");
}

void observed_cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct observed_row *observed = row;
    char when[TIME_SIZE] = "";
    switch (column) {
    case OBSERVED_ROOM:
        text_copy(cell->text, sizeof cell->text, observed->place_label);
        break;
    case OBSERVED_NAME:
        application_mask(application_of(view), MASK_NAME, observed->name, cell->text, sizeof cell->text);
        break;
    case OBSERVED_DAY:
        text_copy(cell->text, sizeof cell->text, observed->day_text);
        break;
    case OBSERVED_MORNING:
    case OBSERVED_EVENING:
        text_copy(cell->text, sizeof cell->text, observed->cells[column - OBSERVED_MORNING]);
        if (observed->abnormal[column - OBSERVED_MORNING])
            cell->style = STYLE_ALARM;
        break;
    case OBSERVED_TAIL:
        write_tail(observed, cell->text, sizeof cell->text);
        break;
    case OBSERVED_NEXT:
        if (observed->next_at)
            moment_label(observed->next_at, when);
        text_copy(cell->text, sizeof cell->text, when);
        break;
    case OBSERVED_KIND:
        text_copy(cell->text, sizeof cell->text, _(observation_kind_labels[observed->kind]));
        break;
    default:
        snprintf(cell->text, sizeof cell->text, "%02d-%02d", observed->last_day / 100 % 100, observed->last_day % 100);
    }
}

enum style observed_row_style(const struct view *view, const void *row)
{
    (void)view;
    return ((const struct observed_row *)row)->needs ? STYLE_WARNING : STYLE_NORMAL;
}

int observed_compare(const void *one, const void *two, int column)
{
    const struct observed_row *a = one, *b = two;
    switch (column) {
    case OBSERVED_NAME:
        return strcmp(a->name, b->name);
    case OBSERVED_DAY:
        return b->day - a->day;
    case OBSERVED_MORNING:
    case OBSERVED_EVENING:
        return strcmp(b->cells[column - OBSERVED_MORNING], a->cells[column - OBSERVED_MORNING]);
    case OBSERVED_NEXT:
        return (a->next_at > b->next_at) - (a->next_at < b->next_at);
    case OBSERVED_KIND:
        return (int)a->kind - (int)b->kind;
    case OBSERVED_UNTIL:
        return a->last_day - b->last_day;
    default:
        return strcmp(a->door, b->door);
    }
}

const struct column observed_columns[OBSERVED_COLUMNS] = {
    [OBSERVED_ROOM] = {.heading = N_("Room"), .name = "room", .width = 9, .grow = 1, .most = 20, .priority = 9},
    [OBSERVED_NAME] = {.heading = N_("Name"), .name = "name", .width = 8, .grow = 1, .most = 16, .priority = 9},
    [OBSERVED_DAY] = {.heading = N_("Day n"), .name = "day", .width = 5, .priority = 8},
    [OBSERVED_MORNING] = {.heading = N_("Morn"), .name = "morning", .width = 6, .priority = 8},
    [OBSERVED_EVENING] = {.heading = N_("Eve"), .name = "evening", .width = 6, .priority = 8},
    [OBSERVED_TAIL] = {.heading = N_("Tail"), .name = "tail", .width = 4, .priority = 4},
    [OBSERVED_NEXT] = {.heading = N_("Next call"), .name = "next", .width = 11, .priority = 3},
    [OBSERVED_KIND] = {.heading = N_("Kind"), .name = "kind", .width = 8, .priority = 5, .zoomed_only = true},
    [OBSERVED_UNTIL] = {.heading = N_("Until"), .name = "until", .width = 5, .priority = 5, .zoomed_only = true},
};
