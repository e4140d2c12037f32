/* Which row holds the headings, and which column is which field. */
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_register.h"
#include <string.h>

enum { HEADINGS_WITHIN = 20, HEADINGS_LEAST = 2, HEADING_BYTES = 160 };

static bool is_filler(int32_t code_point)
{
    static const int32_t fillers[] = {' ', '*', '_', ':', '.', '/', '\t', 0x3000, 0xFF1A, 0x3001, 0x25CF, 0x2605, 0};
    for (int i = 0; fillers[i] != 0; i++)
        if (code_point == fillers[i])
            return true;
    return false;
}

/* "手机号码（必填）" → "手机号码", "ID Number *" → "idnumber": as the tables spell headings. */
static void fold_heading(const char *text, char folded[HEADING_BYTES])
{
    struct buffer narrow = {0}, out = {0};
    text_fold_width(&narrow, text);
    const char *at = buffer_text(&narrow), *end = at + narrow.length;
    while (at < end) {
        int32_t code_point = utf8_next(&at, end);
        if (code_point == '(' || code_point == '[' || code_point == 0x3010)
            break;
        if (code_point >= 'A' && code_point <= 'Z')
            code_point += 'a' - 'A';
        if (!is_filler(code_point))
            utf8_add(&out, code_point);
    }
    text_copy(folded, HEADING_BYTES, buffer_text(&out));
    buffer_release(&narrow);
    buffer_release(&out);
}

/* One of the words between the bars is the heading, or, when `within`, stands in it. */
static bool names(const char *headings, const char *folded, bool within)
{
    for (const char *at = headings; *at != '\0';) {
        size_t length = strcspn(at, "|");
        char word[HEADING_BYTES];
        text_copy(word, length + 1 < sizeof word ? length + 1 : sizeof word, at);
        if (strcmp(word, folded) == 0 || (within && length >= 6 && strstr(folded, word) != NULL))
            return true;
        at += length + (at[length] == '|');
    }
    return false;
}

/* Columns about somebody or something else: 网格员电话 is nobody's phone here, 户籍地址 no room. */
static bool is_about_others(const char *folded)
{
    static const char *const others[] = {"网格员", "楼长", "负责", "责任", "联系人", "紧急", "户籍",
                                         "籍贯",   "单位", "亲属", "监护", "房东",   "配偶", "学校"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strstr(folded, others[i]) != NULL)
            return true;
    return false;
}

/* The field a heading means: by its whole name, else by a word within it ("住户手机号"). */
static int field_meant(const struct import_register *wanted, const char *heading)
{
    char folded[HEADING_BYTES];
    fold_heading(heading, folded);
    for (int within = 0; within < (is_about_others(folded) ? 1 : 2); within++)
        for (int i = 0; folded[0] != '\0' && i < wanted->field_count; i++)
            if (strcmp(folded, wanted->fields[i].name) == 0 || names(wanted->fields[i].headings, folded, within != 0))
                return i;
    return IMPORT_NO_FIELD;
}

static int count_meant(const struct importer *importer, int64_t row)
{
    int count = 0;
    for (int column = 0; column < sheet_cells(importer->sheet, row); column++)
        count += field_meant(importer->wanted, sheet_cell(importer->sheet, row, column)) != IMPORT_NO_FIELD;
    return count;
}

static int columns_of(const struct importer *importer)
{
    int most = 0;
    int64_t rows = sheet_rows(importer->sheet);
    for (int64_t row = 0; row < rows; row++) {
        int cells = sheet_cells(importer->sheet, row);
        most = cells > most ? cells : most;
    }
    return most < SHEET_COLUMNS_MOST ? most : SHEET_COLUMNS_MOST;
}

/* Two columns that claim a field both keep it: importer_judge asks. A second one may have a field of its own. */
static int claim(const struct importer *importer, int column, int field)
{
    for (int before = 0; before < column; before++)
        if (importer->field_of[before] == field && importer->wanted->fields[field].next != 0)
            return claim(importer, column, importer->wanted->fields[field].next);
    return field;
}

void importer_find_headings(struct importer *importer)
{
    int64_t rows = sheet_rows(importer->sheet), best_count = HEADINGS_LEAST - 1;
    importer->heading = -1;
    for (int64_t row = 0; row < rows && row < HEADINGS_WITHIN; row++) {
        int count = count_meant(importer, row);
        if (count > best_count) {
            best_count = count;
            importer->heading = row;
        }
    }
    importer->first = importer->heading + 1;
    importer->count = rows - importer->first;
    importer->columns = columns_of(importer);
    for (int column = 0; column < importer->columns; column++) {
        int field =
            importer->heading < 0 ? IMPORT_NO_FIELD : field_meant(importer->wanted, importer_heading(importer, column));
        importer->field_of[column] = field == IMPORT_NO_FIELD ? field : claim(importer, column, field);
    }
}

int importer_columns(const struct importer *importer)
{
    return importer->columns;
}

const char *importer_heading(const struct importer *importer, int column)
{
    return importer->heading < 0 ? "" : sheet_cell(importer->sheet, importer->heading, column);
}

const char *importer_sample(const struct importer *importer, int column, int index)
{
    return index < importer->count ? sheet_cell(importer->sheet, importer->first + index, column) : "";
}

int64_t importer_heading_line(const struct importer *importer)
{
    return importer->heading < 0 ? 0 : sheet_line(importer->sheet, importer->heading);
}

int importer_field(const struct importer *importer, int column)
{
    return importer->field_of[column];
}

void importer_map(struct importer *importer, int column, int field)
{
    for (int other = 0; field != IMPORT_NO_FIELD && other < importer->columns; other++)
        if (importer->field_of[other] == field)
            importer->field_of[other] = IMPORT_NO_FIELD;
    importer->field_of[column] = field;
    if (importer->phase == IMPORTER_READY)
        importer->phase = IMPORTER_MAPPING;
}
