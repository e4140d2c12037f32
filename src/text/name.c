#include "gatepost/buffer.h"
#include "gatepost/habits.h"
#include "gatepost/mask.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include <string.h>
#include <wctype.h>

enum { CHARACTERS_MOST = 40, NAME_SIZE = 128, MIDDLE_DOT = 0xB7 };

static bool is_middle_dot(int32_t code_point)
{
    static const int32_t dots[] = {MIDDLE_DOT, 0x30FB, 0x2022, 0x2027, 0x2219, 0x22C5, 0xFF65, 0x2E31, 0x16EB};
    for (size_t i = 0; i < sizeof dots / sizeof dots[0]; i++)
        if (dots[i] == code_point)
            return true;
    return false;
}

/* iswalpha counts other scripts' digits as letters. */
static bool is_other_digit(int32_t code_point)
{
    return (code_point >= 0x660 && code_point <= 0x669) || (code_point >= 0x6F0 && code_point <= 0x6F9) ||
           (code_point >= 0x966 && code_point <= 0x96F) || (code_point >= 0x2460 && code_point <= 0x249B);
}

static bool is_letter(int32_t code_point)
{
    return habit_is_chinese(code_point) || (code_point >= 0x300 && utf8_width(code_point) == 0) ||
           (iswalpha((wint_t)code_point) && !is_other_digit(code_point));
}

struct name_builder {
    struct buffer text;
    int characters;
    int32_t last; /* code point added last, 0 at the start */
};

static void add_character(struct name_builder *name, int32_t code_point)
{
    utf8_add(&name->text, code_point);
    name->characters++;
    name->last = code_point;
}

/* Spaces stand between Latin words only, one each; between Chinese characters they only stretch the name on paper. A
 * dot between Chinese characters is meant as the middle dot. */
static bool add_mark(struct name_builder *name, int32_t code_point, int32_t next)
{
    bool beside_chinese = habit_is_chinese(name->last) || habit_is_chinese(next);
    if (code_point == ' ') {
        if (name->last != ' ' && name->last != MIDDLE_DOT && !is_middle_dot(next) && !beside_chinese)
            add_character(name, ' ');
        return true;
    }
    if (is_middle_dot(code_point) || (code_point == '.' && beside_chinese)) {
        if (name->last == 0 || next < 0 || name->last == MIDDLE_DOT)
            return false;
        add_character(name, MIDDLE_DOT);
        return true;
    }
    if (name->last == 0 || strchr("-'.()", (char)(code_point < 0x80 ? code_point : 0x7F)) == NULL)
        return false;
    add_character(name, code_point);
    return true;
}

/* First code point from `at` that is no space; -1 at the end. */
static int32_t next_visible(const char *at, const char *end)
{
    while (at < end) {
        int32_t code_point = utf8_next(&at, end);
        if (code_point != ' ')
            return code_point;
    }
    return -1;
}

static bool build_name(struct name_builder *name, const char *text)
{
    const char *at = text, *end = text + strlen(text);
    while (at < end) {
        int32_t code_point = utf8_next(&at, end);
        if (code_point == 0x2019)
            code_point = '\''; /* ’ of O’Neil */
        if (is_letter(code_point) && !is_middle_dot(code_point))
            add_character(name, code_point);
        else if (!add_mark(name, code_point, next_visible(at, end)))
            return false;
    }
    return name->characters > 0;
}

bool name_parse(const char *text, char name[128], struct err *err)
{
    char folded[4 * NAME_SIZE];
    if (strlen(text) >= sizeof folded)
        return err_set(err, ERR_INPUT, _("A name has at most %d characters"), CHARACTERS_MOST);
    if (mask_is_masked(text))
        return err_set(err, ERR_INPUT, _("This name is masked; type the full name"));
    if (!habit_fold(text, folded, sizeof folded))
        return err_set(err, ERR_INPUT, _("The name has characters that cannot be shown"));
    if (strpbrk(folded, "0123456789") != NULL)
        return err_set(err, ERR_INPUT, _("A name has no digits"));
    struct name_builder builder = {0};
    bool built = build_name(&builder, folded);
    bool fits = builder.characters <= CHARACTERS_MOST && builder.text.length < NAME_SIZE;
    if (built && fits)
        memcpy(name, buffer_text(&builder.text), builder.text.length + 1);
    buffer_release(&builder.text);
    if (!built)
        return err_set(err, ERR_INPUT, _("Name: Chinese characters or letters; spaces, · - ' . ( ) between them"));
    return fits ? true : err_set(err, ERR_INPUT, _("A name has at most %d characters"), CHARACTERS_MOST);
}

/* ---- several in one field ---- */

static bool is_separator(int32_t code_point)
{
    return code_point == ',' || code_point == ';' || code_point == 0xFF0C || code_point == 0x3001 ||
           code_point == 0xFF1B;
}

static bool is_blank(int32_t code_point)
{
    return code_point == ' ' || code_point == '\t' || code_point == 0x3000;
}

static bool has_separator(const char *text)
{
    const char *end = text + strlen(text);
    while (text < end)
        if (is_separator(utf8_next(&text, end)))
            return true;
    return false;
}

int names_split(const char *text, char (*names)[NAMES_SIZE], int most)
{
    bool (*splits)(int32_t) = has_separator(text) ? is_separator : is_blank;
    const char *at = text, *end = text + strlen(text), *start = text;
    struct buffer piece = {0}, name = {0};
    int count = 0;
    for (bool more = true; more; start = at) {
        const char *stop = end;
        for (more = false; at < end && !more;) {
            stop = at;
            more = splits(utf8_next(&at, end));
        }
        buffer_clear(&piece);
        buffer_clear(&name);
        buffer_add_bytes(&piece, start, (size_t)((more ? stop : end) - start));
        text_trim(&name, buffer_text(&piece));
        if (name.length == 0)
            continue;
        if (count < most)
            text_copy(names[count], NAMES_SIZE, buffer_text(&name));
        count++;
    }
    buffer_release(&piece);
    buffer_release(&name);
    return count;
}
