/* Makes pinyin_table.c: reads Unihan_Readings.txt (Debian's package unicode-data) on standard input and writes the
 * table on standard output. Run by `make pinyin`; its output is committed, so a build needs neither. Two dense runs
 * (CJK Unified and Extension A) hold an offset per character; of the later extensions only what the dictionaries of
 * general use (kTGHZ2013, kXHC1983) list is taken, which keeps the table at some 65 KB. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 4, CODE_POINTS = 0x34000, TEXT_MOST = 120, BLOB_MOST = 65535 };

/* Most usual first: the customary reading, then by frequency, then the dictionaries. */
static const char *const field_names[FIELDS] = {"kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983"};

/* Readings Unihan does not have: a name character, the circle zero, surname readings. */
static const struct extra {
    int32_t code_point;
    const char *reading;
} extras[] = {
    {0x20BB7, "ji"},  /* 𠮷 */
    {0x3007, "ling"}, /* 〇 */
    {0x9ED1, "he"},   /* 黑, from here on as surnames */
    {0x7E46, "miao"}, /* 繆 */
    {0x54E1, "yun"},  /* 員 */
    {0x80FD, "nai"},  /* 能 */
    {0x8D39, "bi"},   /* 费 */
    {0x8C0C, "shen"}, /* 谌 */
    {0x90D7, "chi"},  /* 郗 */
    {0x90C4, "xi"},   /* 郄 */
};

static char values[CODE_POINTS][FIELDS][TEXT_MOST];
static uint16_t offsets[CODE_POINTS];
static char blob[BLOB_MOST];
static size_t blob_length = 1; /* offset 0 is "" */

static _Noreturn void fail(const char *why, const char *what)
{
    fprintf(stderr, "pinyin_generate: %s: %s\n", why, what);
    exit(1);
}

/* Letters with tone marks, by plain letter; what is in none of them and not ASCII must be a combining tone mark. */
static char plain_letter(int32_t code_point)
{
    static const struct {
        int32_t code_point;
        char letter;
    } known[] = {{0x101, 'a'}, {0xE1, 'a'},  {0x1CE, 'a'},  {0xE0, 'a'},   {0x113, 'e'}, {0xE9, 'e'},  {0x11B, 'e'},
                 {0xE8, 'e'},  {0xEA, 'e'},  {0x1EBF, 'e'}, {0x1EC1, 'e'}, {0x12B, 'i'}, {0xED, 'i'},  {0x1D0, 'i'},
                 {0xEC, 'i'},  {0x14D, 'o'}, {0xF3, 'o'},   {0x1D2, 'o'},  {0xF2, 'o'},  {0x16B, 'u'}, {0xFA, 'u'},
                 {0x1D4, 'u'}, {0xF9, 'u'},  {0xFC, 'v'},   {0x1D6, 'v'},  {0x1D8, 'v'}, {0x1DA, 'v'}, {0x1DC, 'v'},
                 {0x144, 'n'}, {0x148, 'n'}, {0x1F9, 'n'},  {0x1E3F, 'm'}};
    if (code_point >= 'a' && code_point <= 'z')
        return (char)code_point;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].code_point == code_point)
            return known[i].letter;
    return code_point >= 0x300 && code_point < 0x370 ? 0 : '?';
}

/* One syllable without tones into plain; the file is valid UTF-8 of at most three bytes a letter. */
static void remove_tones(const char *syllable, char plain[TEXT_MOST])
{
    size_t length = 0;
    for (const unsigned char *at = (const unsigned char *)syllable; *at != '\0';) {
        int32_t code_point = *at++;
        int more = code_point >= 0xE0 ? 2 : code_point >= 0xC0 ? 1 : 0;
        if (more > 0)
            code_point &= more == 2 ? 0x0F : 0x1F;
        for (; more > 0 && *at != '\0'; more--)
            code_point = code_point << 6 | (*at++ & 0x3F);
        char letter = plain_letter(code_point);
        if (letter == '?' || length + 1 == TEXT_MOST)
            fail("unknown letter in", syllable);
        if (letter != 0)
            plain[length++] = letter;
    }
    plain[length] = '\0';
}

static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static void add_word(char words[TEXT_MOST], const char *word)
{
    if (word[0] == '\0' || has_word(words, word))
        return;
    size_t length = strlen(words), more = strlen(word);
    if (length + more + 2 > TEXT_MOST)
        fail("too many readings", word);
    if (length > 0)
        words[length++] = ' ';
    memcpy(words + length, word, more + 1);
}

/* Items such as `chéng`, `dān(603)`, `036.140:chán` and `0110.090,0110.091:céng,zēng`. */
static void add_items(char words[TEXT_MOST], const char *value)
{
    char copy[TEXT_MOST], plain[TEXT_MOST], *rest = NULL;
    memcpy(copy, value, sizeof copy);
    for (char *item = strtok_r(copy, " ", &rest); item != NULL; item = strtok_r(NULL, " ", &rest)) {
        char *colon = strrchr(item, ':'), *inner = NULL;
        item = colon != NULL ? colon + 1 : item;
        for (char *part = strtok_r(item, ",", &inner); part != NULL; part = strtok_r(NULL, ",", &inner)) {
            part[strcspn(part, "(")] = '\0';
            remove_tones(part, plain);
            add_word(words, plain);
        }
    }
}

static void read_values(void)
{
    char line[4000];
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *rest = NULL, *end = NULL;
        if (strncmp(line, "U+", 2) != 0)
            continue;
        char *code = strtok_r(line, "\t", &rest), *name = strtok_r(NULL, "\t", &rest);
        char *value = strtok_r(NULL, "\n", &rest);
        long code_point = strtol(code + 2, &end, 16);
        if (name == NULL || value == NULL || code_point >= CODE_POINTS)
            fail("not a line of Unihan", line);
        for (int field = 0; field < FIELDS; field++)
            if (strcmp(name, field_names[field]) == 0) {
                if (strlen(value) >= TEXT_MOST)
                    fail("value too long", value);
                memcpy(values[code_point][field], value, strlen(value) + 1);
            }
    }
}

/* Offset of words in the blob, added where new. */
static uint16_t blob_offset(const char *words)
{
    if (words[0] == '\0')
        return 0;
    for (size_t at = 1; at < blob_length; at += strlen(blob + at) + 1)
        if (strcmp(blob + at, words) == 0)
            return (uint16_t)at;
    size_t offset = blob_length, size = strlen(words) + 1;
    if (offset + size > BLOB_MOST)
        fail("too many different readings", words);
    memcpy(blob + offset, words, size);
    blob_length += size;
    return (uint16_t)offset;
}

static void join_readings(void)
{
    for (int32_t code_point = 0; code_point < CODE_POINTS; code_point++) {
        char words[TEXT_MOST] = "";
        bool in_use = code_point < 0x20000 || values[code_point][2][0] != '\0' || values[code_point][3][0] != '\0';
        for (int field = 0; in_use && field < FIELDS; field++)
            add_items(words, values[code_point][field]);
        for (size_t i = 0; i < sizeof extras / sizeof extras[0]; i++)
            if (extras[i].code_point == code_point)
                add_word(words, extras[i].reading);
        offsets[code_point] = blob_offset(words);
    }
}

static void print_run(const char *name, int32_t first, int32_t last)
{
    printf("\nconst uint16_t %s[%d] = {", name, (int)(last - first + 1));
    for (int32_t code_point = first; code_point <= last; code_point++)
        printf("%s%d,", (code_point - first) % 20 == 0 ? "\n" : "", offsets[code_point]);
    printf("\n};\n");
}

static bool in_runs(int32_t code_point)
{
    return (code_point >= 0x3400 && code_point <= 0x4DBF) || (code_point >= 0x4E00 && code_point <= 0x9FFF);
}

static void print_others(void)
{
    size_t count = 0;
    printf("\nconst struct pinyin_other pinyin_others[] = {");
    for (int32_t code_point = 0; code_point < CODE_POINTS; code_point++)
        if (offsets[code_point] != 0 && !in_runs(code_point))
            printf("%s{0x%X, %d},", count++ % 6 == 0 ? "\n" : " ", (unsigned)code_point, offsets[code_point]);
    printf("\n};\nconst size_t pinyin_others_count = %zu;\n", count);
}

int main(void)
{
    read_values();
    join_readings();
    printf("/* Written by pinyin_generate.c (make pinyin) from Unihan (see the Unicode licence,\n"
           " * https://www.unicode.org/license.txt); do not edit. */\n#include \"pinyin_table.h\"\n\n"
           "const char pinyin_blob[] =\n    \"\\0\"");
    for (size_t at = 1; at < blob_length; at += strlen(blob + at) + 1)
        printf("\n    \"%s\\0\"", blob + at);
    printf(";\n");
    print_run("pinyin_unified", 0x4E00, 0x9FFF);
    print_run("pinyin_extension_a", 0x3400, 0x4DBF);
    print_others();
    return fflush(stdout) == 0 ? 0 : 1;
}
