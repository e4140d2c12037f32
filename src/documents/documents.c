#include "gatepost/documents.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/people.h"
#include "gatepost/roles.h"
#include "gatepost/setting_table.h"
#include "gatepost/shift_time.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "kinds.h"
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the order of the dialog. */
/* clang-format off */
const struct document_kind *const document_kinds[] = {
    &roster_sheet,
    &sign_in_sheet,
    &own_shifts_sheet,
    &observed_sheet,
    &booklet_sheet,
    &outage_sheet,
    &call_sheet,
    &gate_sheet,
    &void_pass_sheet,
    &delivery_sheet,
    &shopping_sheet,
    NULL,
};
/* clang-format on */

const struct document_kind *document_kind_find(const char *name)
{
    for (int i = 0; document_kinds[i] != NULL; i++)
        if (strcmp(document_kinds[i]->name, name) == 0)
            return document_kinds[i];
    return NULL;
}

static void fill_in(struct store *store, enum document_level level, struct document *document)
{
    struct officer officer;
    setting_text(store, "community.name", document->unit, sizeof document->unit);
    if (store_officer(store) != 0 && officer_get(store, store_officer(store), &officer, NULL))
        text_copy(document->maker, sizeof document->maker, officer.name);
    document->made_at = clock_now();
    document->internal = level == LEVEL_INTERNAL;
}

/* ---- what never hangs on a wall ---- */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* So many digits, with a space or a hyphen between the groups or nothing; 0 when they are not there. */
static size_t groups_length(const char *at, const int groups[3])
{
    size_t length = 0;
    for (int i = 0; i < 3 && groups[i] > 0; i++) {
        length += i > 0 && (at[length] == ' ' || at[length] == '-');
        if (strspn(at + length, "0123456789") < (size_t)groups[i])
            return 0;
        length += (size_t)groups[i];
    }
    return is_digit(at[length]) ? 0 : length;
}

/* Of a mobile number or one with its area code; without that a date looks like one. */
static size_t phone_length(const char *at)
{
    enum { CANDIDATE_BYTES = 24 };
    static const int shapes[][3] = {{11}, {3, 4, 4}, {3, 8}, {4, 8}, {4, 7}};
    char candidate[CANDIDATE_BYTES], phones[PHONE_MOST][PHONE_SIZE];
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        int count = 0;
        size_t length = groups_length(at, shapes[i]);
        snprintf(candidate, sizeof candidate, "%.*s", (int)length, at);
        if (length > 0 && phone_parse(candidate, phones, &count, NULL) && count == 1)
            return length;
    }
    return 0;
}

/* Whoever names a post or a thing may type a number along: it stands on no posted sheet. */
static void hide_phones(char *text, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        bool begins = is_digit(text[at]) && (at == 0 || !is_digit(text[at - 1]));
        for (size_t left = begins ? phone_length(text + at) : 0; left > 0; left--, at++)
            if (is_digit(text[at]))
                text[at] = '*';
    }
}

static void hide_all_phones(struct document *document)
{
    hide_phones(document->text.bytes, document->text.length);
    hide_phones(document->title, strlen(document->title));
    hide_phones(document->subtitle, strlen(document->subtitle));
    for (int i = 0; i < document->section_count; i++)
        hide_phones(document->sections[i].title, strlen(document->sections[i].title));
}

bool document_make(struct store *store, const struct document_request *request, struct document *document,
                   struct document_kept *kept, struct err *err)
{
    const struct document_kind *kind = request->kind;
    struct document_request asked = *request;
    *document = (struct document){0};
    *kept = (struct document_kept){0};
    if (kind->internal_only && request->level == LEVEL_POSTED)
        return err_field(err, ERR_INPUT, "level", _("%s must not hang on a wall: print it as internal."),
                         _(kind->label));
    if (!verb_allowed(store, request->level == LEVEL_INTERNAL ? "print.internal" : "print.posted", err))
        return false;
    if (kind->scope == DOCUMENT_WEEK)
        asked.day = week_first_day(asked.day);
    if (!kind->make(store, &asked, document, kept, err))
        return false;
    if (request->level == LEVEL_POSTED)
        hide_all_phones(document);
    fill_in(store, request->level, document);
    return true;
}

/* "0600-1400" of a shift; "" for the whole day. */
static void shift_words(const struct document_request *request, char *text, size_t size)
{
    struct civil_time from, until;
    text[0] = '\0';
    if (request->from_at == 0 && request->until_at == 0)
        return;
    clock_civil(request->from_at, &from);
    clock_civil(request->until_at, &until);
    snprintf(text, size, " %02d%02d-%02d%02d", from.hour, from.minute, until.hour, until.minute);
}

void document_subject(const struct document_request *request, char *subject, size_t size)
{
    char shift[16];
    shift_words(request, shift, sizeof shift);
    switch (request->kind->scope) {
    case DOCUMENT_NOW:
        snprintf(subject, size, "%s", "");
        break;
    case DOCUMENT_WEEK:
        snprintf(subject, size, "%d", week_first_day(request->day));
        break;
    case DOCUMENT_DAY:
    case DOCUMENT_SHIFT:
        snprintf(subject, size, "%d%s", request->day, shift);
        break;
    case DOCUMENT_HOUSEHOLD:
    case DOCUMENT_VOLUNTEER:
    case DOCUMENT_ERRAND:
        snprintf(subject, size, "%lld", (long long)request->id);
        break;
    }
}

void document_job(const struct document_request *request, char *job, size_t size)
{
    int day = request->day != 0 ? request->day : clock_day(clock_now());
    snprintf(job, size, "%s-%d", request->kind->name,
             request->kind->scope == DOCUMENT_WEEK ? week_first_day(day) : day);
}

/* ---- for the kinds ---- */

enum { DIGEST_BYTES = 16 };

void document_keep(struct document_kept *kept, const char *name, int64_t row_id, const char *text)
{
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)text, strlen(text));
    SHA256Final(digest, &context);
    if ((kept->count & (kept->count - 1)) == 0)
        kept->rows = memory_resize(kept->rows, 2 * (size_t)kept->count + 1, sizeof *kept->rows);
    struct document_kept_row *row = &kept->rows[kept->count++];
    *row = (struct document_kept_row){.row_id = row_id};
    text_copy(row->name, sizeof row->name, name);
    for (int i = 0; i < DIGEST_BYTES; i++)
        snprintf(row->digest + 2 * i, 3, "%02x", digest[i]);
}

void document_kept_release(struct document_kept *kept)
{
    free(kept->rows);
    *kept = (struct document_kept){0};
}

const char *document_name(enum document_level level, const char *name, char *text, size_t size)
{
    if (level == LEVEL_INTERNAL)
        text_copy(text, size, name);
    else
        mask_value(MASK_NAME, name, text, size);
    return text;
}

const char *document_phone(enum document_level level, const char *phone)
{
    return level == LEVEL_INTERNAL ? phone : "";
}
