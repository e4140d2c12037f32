/* What a cell of a list says, whatever the register: numbers, rooms of several columns. */
#include "import_cell.h"
#include "gatepost/habits.h"
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

/* 1.10105E+17, 1.38E+10: a spreadsheet took digits for a number and forgot the last ones. */
static bool is_ruined(const char *text)
{
    const char *at = text + strspn(text, "0123456789");
    if (at == text)
        return false;
    if (*at == '.')
        at += 1 + strspn(at + 1, "0123456789");
    if (*at != 'E' && *at != 'e')
        return false;
    at++;
    at += *at == '+';
    return strspn(at, "0123456789") == strlen(at) && *at != '\0';
}

bool import_refuse_cut(const char *text, const char *field, struct err *err)
{
    if (!is_ruined(text))
        return true;
    return err_field(err, ERR_INPUT, field,
                     _("%.30s is a number that the spreadsheet has cut: format the column as text and type it again."),
                     text);
}

void import_join_room(const struct importer *importer, int64_t row, const struct import_room_columns *columns,
                      char *text, size_t size)
{
    const char *building = importer_cell(importer, row, columns->building);
    const char *unit = importer_cell(importer, row, columns->unit);
    const char *number = importer_cell(importer, row, columns->number);
    const char *room = importer_cell(importer, row, columns->whole);
    if (number[0] == '\0')
        number = room;
    struct room whole;
    bool is_whole = room_parse(number, &whole, NULL) && whole.building[0] != '\0';
    if (building[0] == '\0' || is_whole)
        text_copy(text, size, number);
    else
        snprintf(text, size, "%s-%s%s%s", building, unit, unit[0] != '\0' ? "-" : "", number);
}

void import_take_phones(const char *cell, struct buffer *numbers, struct buffer *words)
{
    struct buffer narrow = {0};
    text_fold_width(&narrow, cell);
    const char *at = buffer_text(&narrow), *end = at + narrow.length;
    while (at < end) {
        const char *start = at;
        int32_t code_point = utf8_next(&at, end);
        bool is_word = code_point >= 0x3400 || (code_point >= 'a' && code_point <= 'z') ||
                       (code_point >= 'A' && code_point <= 'Z');
        bool is_bracket = strchr("()[]:", code_point < 0x80 ? (int)code_point : 'x') != NULL;
        if (is_word)
            buffer_add_bytes(words, start, (size_t)(at - start));
        buffer_add_bytes(numbers, is_word || is_bracket ? " " : start,
                         is_word || is_bracket ? 1 : (size_t)(at - start));
    }
    buffer_release(&narrow);
}

bool import_says(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (text_contains(text, *words))
            return true;
    return false;
}

bool import_says_nothing(const char *text)
{
    static const char *const nothing[] = {"无", "没有", "否", "无。", "/", "-", "none", "None", "no", "No", NULL};
    for (const char *const *word = nothing; *word != NULL; word++)
        if (strcmp(text, *word) == 0)
            return true;
    return false;
}

bool import_says_amount(const char *text)
{
    struct item items[ITEMS_MOST];
    int count = 0;
    if (strpbrk(text, "0123456789") != NULL)
        return true;
    return items_parse(text, STOCK_MOST, NULL, NULL, items, &count, NULL) && items[count - 1].unit[0] != '\0';
}
