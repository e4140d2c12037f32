#include "number.h"
#include "gatepost/clock.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_SECONDS = 86400, SERIAL_MOST = 2958465 /* 9999-12-31 */, ZEROS_MOST = 15 };
static const double EXACT_MOST = 1e15; /* a spreadsheet keeps 15 digits */

/* ---- formats ---- */

struct number_format number_format_builtin(int id)
{
    /* 27–36 and 50–58 are the Chinese ones. */
    bool is_date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
                   id == 57 || id == 58;
    bool is_time = (id >= 18 && id <= 22) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56;
    return (struct number_format){.has_date = is_date, .has_time = is_time, .is_elapsed = id == 46};
}

/* Steps over what is shown as it stands: "…", \x, _x, *x, and [Red], [$-804]; [h] is told by *elapsed. */
static const char *skip_literal(const char *at, bool *elapsed)
{
    if (*at == '"' || *at == '[') {
        const char *end = strchr(at + 1, *at == '"' ? '"' : ']');
        if (*at == '[' && at[1] != '\0' && strchr("hHmMsS", at[1]) != NULL &&
            strspn(at + 1, "hHmMsS") == strcspn(at + 1, "]"))
            *elapsed = true;
        return end != NULL ? end + 1 : at + strlen(at);
    }
    return at + (at[1] != '\0' ? 2 : 1);
}

/* The letters and placeholders of the first section, lower case. */
static void add_letters(struct buffer *letters, const char *code, bool *elapsed)
{
    while (*code != '\0' && *code != ';') {
        if (strchr("\"[\\_*", *code) != NULL) {
            code = skip_literal(code, elapsed);
            continue;
        }
        buffer_add_byte(letters, *code >= 'A' && *code <= 'Z' ? (char)(*code | 0x20) : *code);
        code++;
    }
}

struct number_format number_format_parse(const char *code)
{
    struct buffer letters = {0};
    struct number_format format = {0};
    add_letters(&letters, code, &format.is_elapsed);
    const char *text = buffer_text(&letters);
    size_t zeros = strspn(text, "0");
    if (zeros == letters.length && zeros > 1 && zeros <= ZEROS_MOST)
        format.zeros = (unsigned char)zeros;
    if (strstr(text, "general") == NULL) {
        format.has_time = format.is_elapsed || strpbrk(text, "hs") != NULL;
        /* An m alone is a month, beside h or s minutes. */
        format.has_date = strpbrk(text, "yd") != NULL || (!format.has_time && strchr(text, 'm') != NULL);
    }
    buffer_release(&letters);
    return format;
}

/* ---- dates ---- */

/* In the 1900 system day 60 is a 29 February that never was (kept from Lotus 1-2-3): days before it count from a day
 * later. */
static void add_date(struct buffer *out, int serial, bool is_1904)
{
    if (!is_1904 && serial == 60) {
        buffer_add(out, "1900-02-29");
        return;
    }
    int first = is_1904 ? 19040101 : serial < 60 ? 18991231 : 18991230;
    int day = clock_day_add(first, serial);
    buffer_format(out, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

static void add_moment(struct buffer *out, double value, struct number_format format, bool is_1904)
{
    long long seconds = llround(value * DAY_SECONDS);
    int day = (int)(seconds / DAY_SECONDS), minute = (int)(seconds % DAY_SECONDS / 60);
    bool shows_date = format.has_date && (day > 0 || is_1904); /* day 0 of the 1900 system is no day */
    if (shows_date)
        add_date(out, day, is_1904);
    if (!format.has_time)
        return;
    int hour = minute / 60 + (format.is_elapsed && !shows_date ? day * 24 : 0);
    buffer_format(out, "%s%02d:%02d", shows_date ? " " : "", hour, minute % 60);
}

bool number_add_iso(struct buffer *out, const char *date, struct number_format format)
{
    if (date[strspn(date, "0123456789-:.TZ+")] != '\0')
        return false;
    const char *time = strchr(date, 'T');
    size_t day = time != NULL ? (size_t)(time - date) : strlen(date);
    buffer_add_bytes(out, date, day);
    if (time == NULL || (day > 0 && !format.has_time && strncmp(time, "T00:00", 6) == 0))
        return true;
    if (day > 0)
        buffer_add_byte(out, ' ');
    buffer_add_bytes(out, time + 1, strnlen(time + 1, 5)); /* hh:mm */
    return true;
}

/* ---- numbers ---- */

bool number_add(struct buffer *out, const char *digits, struct number_format format, bool is_1904)
{
    char *end;
    double value = strtod(digits, &end);
    if (end == digits || *end != '\0' || !isfinite(value))
        return false;
    if ((format.has_date || format.has_time) && value >= 0 && value < SERIAL_MOST + 1)
        add_moment(out, value, format, is_1904);
    else if (fabs(value) >= EXACT_MOST)
        buffer_format(out, "%.6G", value);
    else if (value == 0)
        buffer_format(out, "%0*d", format.zeros, 0);
    else if (floor(value) == value)
        buffer_format(out, "%0*.0f", format.zeros, value);
    else
        buffer_format(out, "%.15G", value);
    return true;
}
