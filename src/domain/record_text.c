#include "gatepost/record_text.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/mask.h"
#include "gatepost/moment.h"
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { EPOCH_DIGITS_LEAST = 9, EPOCH_DIGITS_MOST = 11 };

/* ---- from text ---- */

static void *member_of(const struct record_field *field, void *record)
{
    return (char *)record + field->offset;
}

static bool parse_text(const struct record_field *field, char *target, const char *text, struct err *err)
{
    size_t length = strlen(text);
    if (!utf8_valid(text, length))
        return err_field(err, ERR_INPUT, field->name, _("%s: the text is not valid UTF-8."), field->name);
    if (!text_is_clean(text, length))
        return err_field(err, ERR_INPUT, field->name,
                         _("%s: the text holds control or invisible characters; type it without them."), field->name);
    if (length >= field->size)
        return err_field(err, ERR_INPUT, field->name, _("%s: the text is too long, at most %zu bytes fit."),
                         field->name, field->size - 1);
    text_copy(target, field->size, text);
    return true;
}

/* A masked number passes as it is: who takes it decides whether a person makes it needless. */
static bool parse_phone(const struct record_field *field, char *target, const char *text, struct err *err)
{
    if (text[0] == '\0' || mask_is_masked(text))
        return parse_text(field, target, text, err);
    char phones[PHONE_MOST][PHONE_SIZE];
    int count = 0;
    if (!phone_parse(text, phones, &count, err))
        return false;
    if (count != 1)
        return err_field(err, ERR_INPUT, field->name, _("%s: give one number."), field->name);
    text_copy(target, field->size, phones[0]);
    return true;
}

static bool parse_document(const struct record_field *field, char *target, const char *text, struct err *err)
{
    char number[24];
    enum id_type type;
    if (text[0] == '\0' || mask_is_masked(text))
        return parse_text(field, target, text, err);
    return id_parse(text, &type, number, err) && parse_text(field, target, number, err);
}

/* As the reader knows it. */
static const char *called(const struct record_field *field)
{
    return field->label != NULL ? words_context(field->label) : field->name;
}

static bool parse_choice(const struct record_field *field, int *target, const char *text, struct err *err)
{
    struct buffer accepted = {0};
    for (int i = 0; field->choices[i] != NULL; i++) {
        if (strcmp(field->choices[i], text) == 0) {
            *target = i;
            buffer_release(&accepted);
            return true;
        }
        if (field->choices[i][0] != '\0')
            buffer_format(&accepted, "%s%s", accepted.length > 0 ? ", " : "", field->choices[i]);
    }
    err_field(err, ERR_INPUT, field->name, _("%s: \"%.40s\" is not one of %s."), called(field), text,
              buffer_text(&accepted));
    buffer_release(&accepted);
    return false;
}

static bool parse_whole(const char *text, int64_t *value)
{
    char *end;
    errno = 0;
    *value = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
}

static bool parse_number(const struct record_field *field, int *target, const char *text, struct err *err)
{
    int64_t value = 0;
    struct buffer folded = {0};
    text_fold_width(&folded, text);
    bool whole = text[0] == '\0' || parse_whole(buffer_text(&folded), &value);
    buffer_release(&folded);
    if (text[0] != '\0' && (!whole || value < field->least || value > field->most))
        return err_field(err, ERR_INPUT, field->name, _("%s: a whole number from %d to %d, not \"%.40s\"."),
                         called(field), field->least, field->most, text);
    *target = (int)value;
    return true;
}

/* An amount or money; below 0 where the field may be. */
static bool parse_decimal(const struct record_field *field, int64_t *target, const char *text, struct err *err)
{
    bool below = field->least < 0 && text[0] == '-';
    int64_t value = 0;
    const char *digits = below ? text + 1 : text;
    bool nothing = strspn(digits, "0.") == strlen(digits);
    if (!nothing && !(field->kind == RECORD_MONEY ? money_parse : amount_parse)(digits, &value, err))
        return false;
    *target = below ? -value : value;
    return true;
}

static bool parse_id(const struct record_field *field, int64_t *target, const char *text, struct err *err)
{
    int64_t value = 0;
    if (text[0] != '\0' && (!parse_whole(text, &value) || value < 1))
        return err_field(err, ERR_INPUT, field->name, _("%s: the number of a record, not \"%.40s\"."), called(field),
                         text);
    *target = value;
    return true;
}

/* 1 yes, 0 no, -1 neither. */
static int read_answer(const char *text)
{
    static const char *const said[][4] = {{"no", "false", "0", "否"}, {"yes", "true", "1", "是"}};
    for (int answer = 0; answer < 2; answer++)
        for (int i = 0; i < 4; i++)
            if (strcmp(said[answer][i], text) == 0)
                return answer;
    return -1;
}

static bool parse_answer(const struct record_field *field, int *answer, const char *text, struct err *err)
{
    *answer = read_answer(text);
    if (*answer >= 0 || (text[0] == '\0' && field->kind == RECORD_ANSWER))
        return true;
    return err_field(err, ERR_INPUT, field->name, _("%s: yes or no, not \"%.40s\"."), called(field), text);
}

static int today(void)
{
    return clock_day(clock_now());
}

/* What lies behind us; without its year a day to come would be read as one of last year. */
static bool refuse_ahead(const struct record_field *field, const char *text, struct err *err)
{
    int seconds = 0; /* 1230 is a time where one may stand */
    bool is_past = field->kind == RECORD_DAY || (field->kind == RECORD_MOMENT && !time_parse(text, &seconds, NULL));
    return !is_past || !date_is_ahead(text, today()) ||
           err_field(err, ERR_INPUT, field->name,
                     _("%1$s: %2$.40s is in the future. If a day of last year is meant, write it with its year."),
                     called(field), text);
}

static bool parse_moment(const struct record_field *field, int64_t *target, const char *text, struct err *err)
{
    size_t digits = strspn(text, "0123456789");
    if (text[0] == '\0') {
        *target = 0;
        return true;
    }
    if (text[digits] == '\0' && digits >= EPOCH_DIGITS_LEAST && digits <= EPOCH_DIGITS_MOST)
        return parse_whole(text, target);
    if (field->kind == RECORD_BEGINNING)
        return beginning_parse(text, clock_now(), target, err);
    return field->kind == RECORD_DEADLINE ? deadline_parse(text, clock_now(), target, err)
                                          : moment_parse(text, clock_now(), target, err);
}

static bool parse_day(const struct record_field *field, int *target, const char *text, struct err *err)
{
    int64_t until = 0;
    if (text[0] == '\0') {
        *target = 0;
        return true;
    }
    if (field->kind == RECORD_DAY || clock_day_valid(atoi(text)))
        return date_parse(text, today(), target, err);
    if (!deadline_parse(text, clock_now(), &until, NULL))
        return date_parse(text, today(), target, err);
    *target = clock_day(until - 1);
    return true;
}

bool record_parse(const struct record_field *field, void *record, const char *text, struct err *err)
{
    void *target = member_of(field, record);
    bool done = false;
    int answer = 0;
    switch (field->kind) {
    case RECORD_TEXT:
        return parse_text(field, target, text, err);
    case RECORD_PHONE:
        done = parse_phone(field, target, text, err);
        break;
    case RECORD_DOCUMENT:
        done = parse_document(field, target, text, err);
        break;
    case RECORD_CHOICE:
        return parse_choice(field, target, text, err);
    case RECORD_TEMPERATURE:
        if (text[0] == '\0') {
            *(int *)target = 0;
            return true;
        }
        done = temperature_parse(text, target, err);
        break;
    case RECORD_NUMBER:
        return parse_number(field, target, text, err);
    case RECORD_AMOUNT:
    case RECORD_MONEY:
        done = parse_decimal(field, target, text, err);
        break;
    case RECORD_ID:
    case RECORD_PLACE:
    case RECORD_PERSON:
    case RECORD_OFFICER:
    case RECORD_CHECKPOINT:
    case RECORD_ROW:
        return parse_id(field, target, text, err);
    case RECORD_SWITCH:
        done = parse_answer(field, &answer, text, err);
        if (done)
            *(bool *)target = answer == 1;
        return done;
    case RECORD_ANSWER:
        return parse_answer(field, target, text, err);
    case RECORD_DAY:
    case RECORD_DAY_AHEAD:
        done = refuse_ahead(field, text, err) && parse_day(field, target, text, err);
        break;
    case RECORD_MOMENT:
    case RECORD_DEADLINE:
    case RECORD_BEGINNING:
        done = refuse_ahead(field, text, err) && parse_moment(field, target, text, err);
        break;
    }
    if (!done && err != NULL)
        err->field = field->name; /* the habit's parser does not know whose value it was */
    return done;
}

/* ---- to text ---- */

/* Phones and documents are never shown whole (domain.md §12). */
static const char *shown_text(const struct record_field *field, const void *record, char *masked, size_t size)
{
    const char *text = (const char *)record + field->offset;
    if (text[0] == '\0' || field->kind == RECORD_TEXT)
        return text;
    mask_value(field->kind == RECORD_PHONE ? MASK_PHONE : MASK_ID, text, masked, size);
    return masked;
}

void record_add_moment(int64_t at, struct buffer *out)
{
    if (at == 0)
        return;
    struct civil_time civil;
    clock_civil(at, &civil);
    buffer_format(out, "%04d-%02d-%02d %02d:%02d:%02d", civil.year, civil.month, civil.day, civil.hour, civil.minute,
                  civil.second);
}

void record_add_day(int day, struct buffer *out)
{
    char text[TIME_SIZE];
    date_label(day, text);
    buffer_add(out, day != 0 ? text : "");
}

void record_show(const struct record_field *field, const void *record, struct buffer *out)
{
    char text[512];
    if (record_is_text(field)) {
        const char *shown = shown_text(field, record, text, sizeof text);
        text_clean(out, shown, strlen(shown));
        return;
    }
    int64_t whole = record_integer(field, record);
    if (field->kind == RECORD_CHOICE) {
        buffer_add(out, field->choices[whole]);
    } else if (record_is_time(field)) {
        record_add_moment(whole, out);
    } else if (record_is_day(field)) {
        record_add_day((int)whole, out);
    } else if (field->kind == RECORD_SWITCH || field->kind == RECORD_ANSWER) {
        buffer_add(out, whole < 0 ? "" : whole > 0 ? "yes" : "no");
    } else if (field->kind == RECORD_TEMPERATURE) {
        if (whole > 0) {
            temperature_format((int)whole, text);
            buffer_add(out, text);
        }
    } else if (field->kind == RECORD_AMOUNT || field->kind == RECORD_MONEY) {
        if (whole != 0 || field->least <= 0) {
            (field->kind == RECORD_AMOUNT ? amount_format : money_format)(whole, text);
            buffer_add(out, text);
        }
    } else if ((field->kind == RECORD_NUMBER && field->least <= 0) || whole > 0) {
        buffer_format(out, "%lld", (long long)whole);
    }
}
