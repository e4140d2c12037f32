#include "observed_section.h"
#include "gatepost/clock.h"
#include "gatepost/half_day.h"
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/observed.h"
#include "gatepost/observed_people.h"
#include "gatepost/pairing.h"
#include "gatepost/tier.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "temperature_section.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DAYS = 2, /* yesterday and today: what is left of the width is for writing */
    CELLS = DAYS * 2,
    BUILDINGS_MOST = 2000,
    WINDOW = 64,
    KEEPERS_MOST = TIERS_MOST,
    WRITE_MM = 8,
    CELL_BYTES = 24,
    COLUMNS = 7 + CELLS
};
struct walk {
    struct store *store;
    struct document *document;
    struct observed_total *total;
    int64_t now;
    int today;
    struct observed_building *buildings;
    int building_count;
    /* The household at hand. */
    struct place place;
    const char *building; /* or the place's name */
    char room[96], helper[NAME_BYTES], helper_phone[PHONE_SIZE];
};

static void add_columns(struct document *document, int today)
{
    static const char *const halves[] = {N_("half-day|am"), N_("half-day|pm")};
    char title[48];
    document_column(document, _("Room"), 8, 12)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Name"), 6, 14)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Day n"), 6, 6);
    for (int i = 0; i < CELLS; i++) {
        int day = clock_day_add(today, i / 2 - DAYS + 1);
        snprintf(title, sizeof title, "%02d-%02d\n%s", day / 100 % 100, day % 100, words_context(halves[i % 2]));
        document_column(document, title, 6, 6);
    }
    document_column(document, _("Phone"), 11, 12);
    document_column(document, _("Helper"), 11, 16)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Next call"), 8, 8);
    document_column(document, _("Remark"), 20, 0)->wrap = DOCUMENT_WRAP;
}

/* ---- households ---- */

static void add_heading(struct walk *walk)
{
    struct screening_group group = {.kind = walk->place.kind};
    char label[256], heading[400];
    text_copy(group.estate, sizeof group.estate, walk->place.estate);
    text_copy(group.name, sizeof group.name, walk->building);
    if (walk->place.room.building[0] != '\0')
        screening_group_label(SCREENING_BUILDING, &group, label, sizeof label);
    else
        snprintf(label, sizeof label, "%s%s%s", group.estate, group.estate[0] != '\0' ? " " : "", group.name);
    text_copy(heading, sizeof heading, label);
    for (int i = 0; i < walk->building_count; i++) {
        const struct observed_building *building = &walk->buildings[i];
        if (strcmp(building->estate, walk->place.estate) == 0 && strcmp(building->building, walk->building) == 0)
            snprintf(heading, sizeof heading, _("%1$s   households %2$d, people %3$d"), label, building->households,
                     building->people);
    }
    document_group(walk->document, heading)->breaks_page = true;
}

/* Who goes there: the helper, else the first of the tiers who has a name. */
static bool find_helper(struct walk *walk, struct err *err)
{
    struct pairing pairing;
    struct keeper keepers[KEEPERS_MOST];
    struct err why = {0};
    int count = 0;
    walk->helper[0] = walk->helper_phone[0] = '\0';
    if (pairing_of_place(walk->store, walk->place.id, &pairing, &why)) {
        text_copy(walk->helper, sizeof walk->helper, pairing.name);
        text_copy(walk->helper_phone, sizeof walk->helper_phone, pairing.phone);
        return true;
    }
    if (why.code != ERR_NOT_FOUND)
        return err_set(err, why.code, "%s", why.text);
    if (!keeper_of_place(walk->store, walk->place.id, keepers, KEEPERS_MOST, &count, err))
        return false;
    for (int i = 0; i < count && walk->helper[0] == '\0'; i++) {
        text_copy(walk->helper, sizeof walk->helper, keepers[i].name);
        text_copy(walk->helper_phone, sizeof walk->helper_phone, keepers[i].phone);
    }
    return true;
}

static bool enter_household(struct walk *walk, int64_t place_id, struct err *err)
{
    char estate[64], building[NAME_BYTES];
    bool first = walk->place.id == 0;
    text_copy(estate, sizeof estate, walk->place.estate);
    text_copy(building, sizeof building, first ? "" : walk->building);
    if (!place_get(walk->store, place_id, &walk->place, err))
        return false;
    const char *within = walk->place.room.building;
    walk->building = within[0] != '\0' ? within : walk->place.name;
    place_label(&walk->place, false, walk->room, sizeof walk->room);
    if (first || strcmp(estate, walk->place.estate) != 0 || strcmp(building, walk->building) != 0)
        add_heading(walk);
    walk->total->households++;
    return find_helper(walk, err);
}

/* ---- people ---- */

static bool say_readings(struct walk *walk, const struct observation *observation, char texts[CELLS][CELL_BYTES],
                         struct err *err)
{
    struct reading readings[CELLS];
    int count = 0, from = clock_day_add(walk->today, 1 - DAYS);
    if (!reading_cells(walk->store, observation->head.id, from, walk->today, readings, CELLS, &count, err))
        return false;
    for (int i = 0; i < CELLS; i++) {
        struct half_day half_day = half_day_add((struct half_day){from, HALF_MORNING}, i);
        const struct reading *found = NULL;
        for (int r = 0; r < count && found == NULL; r++)
            if (half_day_compare((struct half_day){readings[r].day, readings[r].half}, half_day) == 0)
                found = &readings[r];
        paper_reading(walk->store, observation, half_day, found, texts[i], CELL_BYTES);
    }
    return true;
}

static bool add_person(struct walk *walk, const struct observed *observed, struct err *err)
{
    const struct observation *observation = &observed->observation;
    bool awaits = observation_awaits_release(observation, walk->now);
    char name[NAME_BYTES + 32], day[16], texts[CELLS][CELL_BYTES], helper[NAME_BYTES + PHONE_SIZE + 1],
        next[2 * TIME_SIZE] = "";
    char day_of[TIME_SIZE], time_of[TIME_SIZE];
    const char *cells[COLUMNS];
    int count = 0;
    if (observation->place_id != walk->place.id && !enter_household(walk, observation->place_id, err))
        return false;
    if (!say_readings(walk, observation, texts, err))
        return false;
    if (awaits)
        text_copy(day, sizeof day, words_context(N_("cell|end")));
    else
        observation_day_text(observation, walk->today, day, sizeof day);
    snprintf(name, sizeof name, "%s\n%s", observed->name, _(observation_kind_labels[observation->kind]));
    snprintf(helper, sizeof helper, "%s%s%s", walk->helper, walk->helper_phone[0] != '\0' ? "\n" : "",
             walk->helper_phone);
    if (observed->next_at != 0) {
        day_label(observed->next_at, day_of);
        time_label(observed->next_at, time_of);
        snprintf(next, sizeof next, "%s\n%s", day_of, time_of);
    }
    cells[count++] = walk->room;
    cells[count++] = name;
    cells[count++] = day;
    for (int i = 0; i < CELLS; i++)
        cells[count++] = texts[i];
    cells[count++] = observed->phone[0] != '\0' ? observed->phone : walk->place.phone;
    cells[count++] = helper;
    cells[count++] = next;
    document_row(walk->document, cells, count);
    walk->total->people++;
    walk->total->awaiting += awaits;
    return true;
}

static bool add_people(struct walk *walk, struct err *err)
{
    struct record_key from;
    struct observed_window window = {
        .next_from = walk->now, .rows = memory_new(WINDOW, sizeof *window.rows), .most = WINDOW};
    for (int i = 0; i < OBSERVED_HALVES; i++) /* its readings are not asked for: these days are more than it gives */
        window.halves[i] = (struct half_day){walk->today, HALF_MORNING};
    bool good = true;
    while (good && !window.finished) {
        good = observed_window(walk->store, &window, err);
        for (int i = 0; good && i < window.count; i++)
            good = add_person(walk, &window.rows[i], err);
        from = window.reached;
        window.anchor = &from;
    }
    free(window.rows);
    return good;
}

bool observed_section(struct store *store, const char *title, struct document *document, struct observed_total *total,
                      struct err *err)
{
    struct walk walk = {.store = store, .document = document, .total = total, .now = clock_now()};
    walk.today = clock_day(walk.now);
    *total = (struct observed_total){0};
    document_section(document, title)->row_mm = WRITE_MM;
    add_columns(document, walk.today);
    walk.buildings = memory_new(BUILDINGS_MOST, sizeof *walk.buildings);
    bool good = store_read_begin(store, err);
    if (good) {
        good = observed_buildings(store, walk.buildings, BUILDINGS_MOST, &walk.building_count, err) &&
               add_people(&walk, err);
        store_read_end(store);
    }
    free(walk.buildings);
    if (good && total->people == 0)
        document_note(document, _("Nobody is under observation."));
    return good;
}

const char *observed_section_legend(void)
{
    return _("37.6! fever   -none no answer   /refused   ?missed   *excused   ~ entered late   x not observed then   "
             "empty: to be written in");
}
