#include "screens/gate_row.h"

#include "gatepost/habits.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

static void write_temperature(const struct crossing *crossing, struct cell *cell)
{
    char degrees[8] = "--";
    int tenths = crossing->retest_tenths ? crossing->retest_tenths : crossing->temp_tenths;
    if (tenths)
        temperature_format(tenths, degrees);
    static const char *const marks[] = {[ABNORMAL_NO] = "",
                                        [ABNORMAL_FIRST] =
                                            "*", /* the first reading was at the line, the second was not */
                                        [ABNORMAL_CONFIRMED] = "!"};
    snprintf(cell->text, sizeof cell->text, "%s%s", degrees, marks[crossing->abnormal]);
    if (crossing->abnormal == ABNORMAL_CONFIRMED && !crossing->voided[0])
        cell->style = STYLE_ALARM;
}

static void write_when(const struct crossing *crossing, int column, struct cell *cell)
{
    char when[TIME_SIZE];
    if (column == COLUMN_DATE)
        day_label(crossing->at, when);
    else
        time_label(crossing->at, when);
    text_copy(cell->text, sizeof cell->text, when);
}

/* Who it was; a vehicle that nobody is named with, by its plate. */
void gate_write_name(const struct application *application, const struct crossing *crossing, char *name, size_t size)
{
    if (crossing->person_name[0])
        application_mask(application, MASK_NAME, crossing->person_name, name, size);
    else
        application_mask(application, MASK_PLATE, crossing->plate, name, size);
}

void gate_cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct crossing *crossing = row;
    const struct application *application = application_of(view);
    const char *text = "";
    switch (column) {
    case COLUMN_DATE:
    case COLUMN_TIME:
        write_when(crossing, column, cell);
        return;
    case COLUMN_TEMP:
        write_temperature(crossing, cell);
        return;
    case COLUMN_NAME:
        gate_write_name(application, crossing, cell->text, sizeof cell->text);
        return;
    case COLUMN_OFFICER:
        application_mask(application, MASK_NAME, crossing->officer_name, cell->text, sizeof cell->text);
        return;
    case COLUMN_ROOM:
        snprintf(cell->text, sizeof cell->text, "%s%s",
                 crossing->class == CLASS_VISITOR && crossing->place_label[0] ? words_context(N_("room|to ")) : "",
                 crossing->place_label);
        return;
    case COLUMN_WAY:
        text = _(direction_labels[crossing->direction]);
        break;
    case COLUMN_PURPOSE:
        text = crossing->purpose;
        break;
    case COLUMN_POST:
        text = crossing->checkpoint_name;
        break;
    case COLUMN_MARK:
        text = crossing_mark_label(crossing);
        break;
    default:
        text = crossing->voided[0] ? crossing->voided : crossing->remark;
    }
    text_copy(cell->text, sizeof cell->text, text);
}

enum style gate_row_style(const struct view *view, const void *row)
{
    const struct crossing *crossing = row;
    (void)view;
    if (crossing->voided[0])
        return STYLE_VOID;
    return crossing->decision != DECISION_ADMITTED || crossing->override_reason[0] ? STYLE_WARNING : STYLE_NORMAL;
}

/* Rooms in their natural order, 2 before 10; other places behind them by name. */
static int compare_rooms(const char *one, const char *two)
{
    struct room first, second;
    char one_key[96], two_key[96];
    bool one_is = room_parse(one, &first, NULL), two_is = room_parse(two, &second, NULL);
    if (!one_is || !two_is)
        return one_is != two_is ? (two_is ? 1 : -1) : strcmp(one, two);
    room_sort_key(&first, one_key);
    room_sort_key(&second, two_key);
    return strcmp(one_key, two_key);
}

int gate_compare(const void *one, const void *two, int column)
{
    const struct crossing *a = one, *b = two;
    switch (column) {
    case COLUMN_NAME:
        return strcmp(a->person_name, b->person_name);
    case COLUMN_ROOM:
        return compare_rooms(a->place_label, b->place_label);
    case COLUMN_TEMP:
        return b->temp_tenths - a->temp_tenths;
    case COLUMN_PURPOSE:
        return strcmp(a->purpose, b->purpose);
    case COLUMN_POST:
        return strcmp(a->checkpoint_name, b->checkpoint_name);
    case COLUMN_OFFICER:
        return strcmp(a->officer_name, b->officer_name);
    case COLUMN_WAY:
        return (int)a->direction - (int)b->direction;
    default:
        return (a->at < b->at) - (a->at > b->at);
    }
}

const struct column gate_columns[GATE_COLUMNS] = {
    [COLUMN_DATE] = {.heading = N_("Date"), .name = "date", .width = 5, .priority = 7},
    [COLUMN_TIME] = {.heading = N_("Time"), .name = "time", .width = 5, .priority = 9},
    [COLUMN_WAY] = {.heading = N_("Way"), .name = "direction", .width = 3, .priority = 9},
    [COLUMN_NAME] = {.heading = N_("Name/car"), .name = "name", .width = 9, .grow = 1, .most = 20, .priority = 9},
    [COLUMN_ROOM] = {.heading = N_("Room"), .name = "room", .width = 11, .grow = 1, .most = 20, .priority = 8},
    [COLUMN_TEMP] = {.heading = N_("Temp"), .name = "temp", .width = 5, .priority = 8},
    [COLUMN_PURPOSE] = {.heading = N_("Purpose"),
                        .name = "purpose",
                        .width = 7,
                        .grow = 1,
                        .most = 20,
                        .priority = 5,
                        .free_text = true},
    [COLUMN_POST] = {.heading = N_("Gate"), .name = "checkpoint", .width = 6, .grow = 1, .most = 14, .priority = 6},
    [COLUMN_OFFICER] = {.heading = N_("By"), .name = "officer", .width = 6, .grow = 1, .most = 12, .priority = 4},
    [COLUMN_MARK] = {.heading = N_("Mark"), .name = "mark", .width = 6, .priority = 7},
    [COLUMN_REMARK] = {.heading = N_("Remark"),
                       .name = "remark",
                       .width = 8,
                       .grow = 2,
                       .most = 60,
                       .priority = 1,
                       .zoomed_only = true,
                       .free_text = true},
};
