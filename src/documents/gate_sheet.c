/* The gate log of a shift or a day (闸口登记): every crossing, each checkpoint by itself and in its order of time, then
 * the totals and what was out of the ordinary. Temperatures, and who went where with whom: it never hangs on a wall
 * (domain.md §12). What was voided stands in it, as in a book where it is struck out, and is not counted. */
#include "gatepost/clock.h"
#include "gatepost/gate_day.h"
#include "gatepost/habits.h"
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/post.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "kinds.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows of a few KiB: so many are in memory at once. */
enum { SLICE = 128, CELL_BYTES = 1024 };

struct gate_line { /* a checkpoint */
    struct checkpoint checkpoint;
    struct gate_totals totals;
    int64_t rows; /* voided ones, too */
};
struct oddity { /* out of the ordinary: its row, and where it was */
    int64_t row;
    int line;
};
struct gate_sheet {
    struct store *store;
    struct document *document;
    int64_t from_at, until_at;
    struct gate_line *lines;
    int line_count;
    struct gate_totals total;
    int64_t rows;
    struct oddity *oddities;
    size_t oddity_count;
    struct crossing *slice;
    struct buffer name, remark; /* of the row at hand */
};
enum {
    CELL_NUMBER,
    CELL_TIME,
    CELL_WAY,
    CELL_NAME,
    CELL_CLASS,
    CELL_ROOM,
    CELL_PHONE,
    CELL_TEMP,
    CELL_PURPOSE,
    CELL_FROM,
    CELL_PASS,
    CELL_BY,
    CELL_REMARK,
    CELL_COUNT
};

/* ---- which checkpoints ---- */

static void add_line(struct gate_sheet *sheet, const struct checkpoint *checkpoint)
{
    for (int i = 0; i < sheet->line_count; i++)
        if (sheet->lines[i].checkpoint.id == checkpoint->id)
            return;
    sheet->lines[sheet->line_count++] = (struct gate_line){.checkpoint = *checkpoint};
}

/* Of the days the shift touches: the valid ones and those that were voided since. */
static bool read_lines(struct gate_sheet *sheet, struct err *err)
{
    struct gate_day *day = memory_new(1, sizeof *day);
    int last = clock_day(sheet->until_at - 1);
    bool good = true;
    for (int which = clock_day(sheet->from_at); good && which <= last; which = clock_day_add(which, 1)) {
        good = gate_day_read(sheet->store, which, day, err);
        sheet->lines = memory_resize(sheet->lines, (size_t)(sheet->line_count + day->count) + 1, sizeof *sheet->lines);
        for (int i = 0; good && i < day->count; i++)
            add_line(sheet, &day->lines[i].checkpoint);
    }
    free(day);
    return good;
}

/* A post at a gate means that gate. */
static bool read_line_of_post(struct gate_sheet *sheet, int64_t post_id, struct err *err)
{
    struct post post;
    struct checkpoint checkpoint;
    if (!record_get(sheet->store, &post_table, post_id, &post, err))
        return false;
    if (post.checkpoint_id == 0)
        return err_field(err, ERR_INPUT, "post", _("%s stands at no gate: there is no log of it."), post.name);
    if (!checkpoint_get(sheet->store, post.checkpoint_id, &checkpoint, err))
        return false;
    sheet->lines = memory_new(1, sizeof *sheet->lines);
    add_line(sheet, &checkpoint);
    return true;
}

/* ---- a crossing ---- */

static void add_part(struct buffer *text, const char *part)
{
    if (part[0] != '\0')
        buffer_format(text, "%s%s", text->length > 0 ? " " : "", part);
}

/* Both readings: the second is why somebody was let in. */
static void write_temperature(const struct crossing *crossing, char text[24])
{
    char first[8] = "", second[8] = "";
    if (crossing->temp_tenths != 0)
        temperature_format(crossing->temp_tenths, first);
    if (crossing->retest_tenths != 0)
        temperature_format(crossing->retest_tenths, second);
    snprintf(text, 24, "%s%s%s%s", first, second[0] ? "/" : "", second,
             crossing->abnormal == ABNORMAL_CONFIRMED ? "!" : "");
}

static void write_room(const struct crossing *crossing, char *text, size_t size)
{
    bool visits = crossing->class == CLASS_VISITOR && crossing->place_label[0] != '\0';
    snprintf(text, size, "%s%s", visits ? words_context(N_("room|to ")) : "", crossing->place_label);
}

static bool is_odd(const struct crossing *crossing)
{
    return crossing->voided[0] == '\0' && (crossing->abnormal != ABNORMAL_NO || crossing->override_reason[0] != '\0' ||
                                           crossing->decision != DECISION_ADMITTED);
}

static void write_remark(const struct crossing *crossing, struct buffer *text)
{
    const char *mark = crossing_mark_label(crossing);
    add_part(text, mark);
    if (is_odd(crossing) && mark[0] == '\0')
        add_part(text, _("Fever"));
    add_part(text, crossing->voided);
    add_part(text, crossing->reason);
    add_part(text, crossing->override_reason);
    add_part(text, crossing->remark);
}

static void add_row(struct gate_sheet *sheet, const struct crossing *crossing)
{
    char number[24], when[TIME_SIZE], temperature[24], room[2 * NAME_BYTES];
    buffer_clear(&sheet->name);
    buffer_clear(&sheet->remark);
    snprintf(number, sizeof number, "%lld", (long long)++sheet->rows);
    time_label(crossing->at, when);
    add_part(&sheet->name, crossing->person_name);
    add_part(&sheet->name, crossing->plate);
    write_temperature(crossing, temperature);
    write_room(crossing, room, sizeof room);
    write_remark(crossing, &sheet->remark);
    const char *const cells[CELL_COUNT] = {
        [CELL_NUMBER] = number,
        [CELL_TIME] = when,
        [CELL_WAY] = _(direction_labels[crossing->direction]),
        [CELL_NAME] = buffer_text(&sheet->name),
        [CELL_CLASS] = _(class_labels[crossing->class]),
        [CELL_ROOM] = room,
        [CELL_PHONE] = crossing->phone,
        [CELL_TEMP] = temperature,
        [CELL_PURPOSE] = crossing->purpose,
        [CELL_FROM] = crossing->coming_from,
        [CELL_PASS] = crossing->pass_number,
        [CELL_BY] = crossing->officer_name,
        [CELL_REMARK] = buffer_text(&sheet->remark),
    };
    document_row(sheet->document, cells, CELL_COUNT);
}

/* As crossing_totals counts them. */
static void count_crossing(struct gate_totals *totals, const struct crossing *crossing)
{
    if (crossing->voided[0] != '\0')
        return;
    bool admitted = crossing->decision == DECISION_ADMITTED;
    totals->in += admitted && crossing->direction == DIRECTION_IN;
    totals->out += admitted && crossing->direction == DIRECTION_OUT;
    totals->turned_away += crossing->decision == DECISION_TURNED_AWAY;
    totals->held += crossing->decision == DECISION_HELD;
    totals->fevers += crossing->abnormal != ABNORMAL_NO;
    totals->vehicles += crossing->vehicle_id != 0;
}

static void take_crossing(struct gate_sheet *sheet, struct gate_line *line, const struct crossing *crossing)
{
    if (line->rows++ == 0)
        document_group(sheet->document, line->checkpoint.name)->breaks_page = true;
    add_row(sheet, crossing);
    count_crossing(&line->totals, crossing);
    count_crossing(&sheet->total, crossing);
    if (!is_odd(crossing))
        return;
    if ((sheet->oddity_count & (sheet->oddity_count - 1)) == 0)
        sheet->oddities = memory_resize(sheet->oddities, 2 * sheet->oddity_count + 1, sizeof *sheet->oddities);
    sheet->oddities[sheet->oddity_count++] =
        (struct oddity){sheet->document->row_count - 1, (int)(line - sheet->lines)};
}

static bool add_crossings(struct gate_sheet *sheet, struct gate_line *line, struct err *err)
{
    struct crossing_filter filter;
    struct crossing_place from = {.at = sheet->from_at};
    struct crossing_window window = {
        .filter = &filter, .anchor = &from, .newer = true, .rows = sheet->slice, .most = SLICE};
    crossing_filter_init(&filter);
    filter.checkpoint_id = line->checkpoint.id;
    filter.day_first = clock_day(sheet->from_at);
    filter.day_last = clock_day(sheet->until_at - 1);
    do {
        if (!crossing_window(sheet->store, &window, err))
            return false;
        for (int i = 0; i < window.count; i++) {
            if (window.rows[i].at >= sheet->until_at)
                return true;
            take_crossing(sheet, line, &window.rows[i]);
        }
        from = window.reached;
    } while (!window.finished);
    return true;
}

/* ---- what follows from them ---- */

static void add_total(struct document *document, const char *name, const struct gate_totals *totals)
{
    const int64_t numbers[] = {totals->in,   totals->out,    totals->turned_away,
                               totals->held, totals->fevers, totals->vehicles};
    char texts[6][24];
    const char *cells[7] = {name};
    for (int i = 0; i < 6; i++) {
        snprintf(texts[i], sizeof texts[i], "%lld", (long long)numbers[i]);
        cells[i + 1] = texts[i];
    }
    document_row(document, cells, 7);
}

static void add_totals(struct gate_sheet *sheet)
{
    const char *const titles[] = {_("In"), _("Out"), _("Turned away"), _("Held"), _("Fever"), _("Vehicles")};
    document_section(sheet->document, words_context(N_("sheet|Totals")));
    document_column(sheet->document, _("Checkpoint"), 8, 24)->wrap = DOCUMENT_WRAP;
    for (int i = 0; i < 6; i++)
        document_column(sheet->document, titles[i], 6, 12)->right = true;
    for (int i = 0; i < sheet->line_count; i++)
        add_total(sheet->document, sheet->lines[i].checkpoint.name, &sheet->lines[i].totals);
    if (sheet->line_count > 1)
        add_total(sheet->document, words_context(N_("sheet|Together")), &sheet->total);
}

/* Its row once more; copied, because the document's texts move when it grows. */
static void add_oddity(struct gate_sheet *sheet, const struct oddity *oddity)
{
    static const int columns[] = {CELL_NUMBER, CELL_TIME, CELL_WAY, CELL_NAME, CELL_ROOM, CELL_TEMP, CELL_REMARK};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    char texts[COLUMNS][CELL_BYTES];
    const char *cells[COLUMNS + 1] = {sheet->lines[oddity->line].checkpoint.name};
    for (int i = 0; i < COLUMNS; i++) {
        const struct document_row *row = &sheet->document->rows[oddity->row];
        text_copy(texts[i], sizeof texts[i], document_cell(sheet->document, row, columns[i]));
        cells[i + 1] = texts[i];
    }
    document_row(sheet->document, cells, COLUMNS + 1);
}

static void add_oddities(struct gate_sheet *sheet)
{
    struct document *document = sheet->document;
    document_section(document, words_context(N_("sheet|Out of the ordinary")));
    document_column(document, _("Checkpoint"), 6, 16)->wrap = DOCUMENT_WRAP;
    document_column(document, words_context(N_("sheet|No.")), 5, 6)->right = true;
    document_column(document, _("Time"), 5, 5);
    document_column(document, _("Way"), 3, 3);
    document_column(document, _("Name/car"), 8, 24)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Room"), 9, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Temp"), 9, 10);
    document_column(document, _("Remark"), 10, 0)->wrap = DOCUMENT_WRAP;
    for (size_t i = 0; i < sheet->oddity_count; i++)
        add_oddity(sheet, &sheet->oddities[i]);
}

static void add_columns(struct document *document)
{
    static const struct {
        const char *title;
        int least, most;
    } columns[CELL_COUNT] = {
        [CELL_NUMBER] = {N_("sheet|No."), 5, 6}, [CELL_TIME] = {N_("Time"), 5, 5},
        [CELL_WAY] = {N_("Way"), 3, 3},          [CELL_NAME] = {N_("Name/car"), 8, 18},
        [CELL_CLASS] = {N_("Class"), 4, 9},      [CELL_ROOM] = {N_("Room"), 9, 16},
        [CELL_PHONE] = {N_("Phone"), 11, 13},    [CELL_TEMP] = {N_("Temp"), 5, 10},
        [CELL_PURPOSE] = {N_("Purpose"), 6, 14}, [CELL_FROM] = {N_("From"), 4, 12},
        [CELL_PASS] = {N_("Pass"), 6, 10},       [CELL_BY] = {N_("By"), 6, 10},
        [CELL_REMARK] = {N_("Remark"), 8, 0},
    };
    document_section(document, "");
    for (int i = 0; i < CELL_COUNT; i++) {
        struct document_column *column =
            document_column(document, words_context(columns[i].title), columns[i].least, columns[i].most);
        column->right = i == CELL_NUMBER;
        column->wrap = i == CELL_NUMBER || i == CELL_TIME || i == CELL_WAY ? DOCUMENT_CUT : DOCUMENT_WRAP;
    }
}

/* "2022-04-11 06:00 ~ 14:00   in 812, out 790 …", on every page. */
static void write_subtitle(const struct gate_sheet *sheet, bool whole_day)
{
    struct document *document = sheet->document;
    const struct gate_totals *total = &sheet->total;
    char from[TIME_SIZE], until[TIME_SIZE];
    full_label(sheet->from_at, from);
    time_label(sheet->until_at, until);
    if (whole_day)
        date_label(clock_day(sheet->from_at), from);
    snprintf(document->subtitle, sizeof document->subtitle,
             _("%1$s%2$s%3$s   all together: in %4$lld, out %5$lld, turned away %6$lld, held %7$lld, fever %8$lld"),
             from, whole_day ? "" : " ~ ", whole_day ? "" : until, (long long)total->in, (long long)total->out,
             (long long)total->turned_away, (long long)total->held, (long long)total->fevers);
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct gate_sheet sheet = {
        .store = store, .document = document, .from_at = request->from_at, .until_at = request->until_at};
    int day = request->day != 0 ? request->day : clock_day(clock_now());
    bool whole_day = request->from_at == 0 && request->until_at == 0;
    (void)kept;
    if (whole_day) {
        sheet.from_at = clock_day_start(day);
        sheet.until_at = clock_day_start(clock_day_add(day, 1));
    }
    document_init(document, _("Gate log"));
    add_columns(document);
    document_footnote(document, _("!: fever confirmed by the second reading. What is void is not counted."));
    sheet.slice = memory_new(SLICE, sizeof *sheet.slice);
    bool good = request->post_id != 0 ? read_line_of_post(&sheet, request->post_id, err) : read_lines(&sheet, err);
    for (int i = 0; good && i < sheet.line_count; i++)
        good = add_crossings(&sheet, &sheet.lines[i], err);
    if (good && sheet.rows > 0)
        add_totals(&sheet);
    if (good && sheet.oddity_count > 0)
        add_oddities(&sheet);
    write_subtitle(&sheet, whole_day);
    free(sheet.lines);
    free(sheet.oddities);
    free(sheet.slice);
    buffer_release(&sheet.name);
    buffer_release(&sheet.remark);
    return good;
}

const struct document_kind gate_sheet = {
    .name = "gate",
    .label = N_("Gate log"),
    .help = N_("every crossing of a day or a shift, by checkpoint, with totals; internal only"),
    .scope = DOCUMENT_SHIFT,
    .internal_only = true,
    .paper = {.size = PAPER_A4_LANDSCAPE, .type = TYPE_SMALL, .fit = FIT_FLOW, .signature = true},
    .make = make,
};
