/* One sentence for every kind of line. */
#include "gatepost/time_line_words.h"
#include "gatepost/arrival.h"
#include "gatepost/buffer.h"
#include "gatepost/declaration.h"
#include "gatepost/expected.h"
#include "gatepost/follow_up.h"
#include "gatepost/habits.h"
#include "gatepost/half_day.h"
#include "gatepost/incident.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/parcel.h"
#include "gatepost/quantity.h"
#include "gatepost/supply.h"
#include "gatepost/survey.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>

const char *time_line_kind_words(enum time_line_kind kind)
{
    static const char *const words[TIME_KIND_COUNT] = {
        [TIME_MEMBER] = N_("line|Resident"),
        [TIME_MEMBER_VOID] = N_("line|Resident"),
        [TIME_PASS] = N_("line|Pass"),
        [TIME_PASS_LOST] = N_("line|Pass"),
        [TIME_CROSSING] = N_("line|Gate"),
        [TIME_READING] = N_("line|Reading"),
        [TIME_FOLLOW_UP] = N_("line|Contact"),
        [TIME_VISIT] = N_("line|Visit"),
        [TIME_SURVEY] = N_("line|Survey"),
        [TIME_ARRIVAL] = N_("line|Arrival"),
        [TIME_DECLARATION] = N_("line|Declared"),
        [TIME_OBSERVATION] = N_("line|Observed"),
        [TIME_VERIFIED] = N_("line|Observed"),
        [TIME_TERM_CHANGE] = N_("line|Observed"),
        [TIME_TOLD] = N_("line|Observed"),
        [TIME_LETTER] = N_("line|Observed"),
        [TIME_PROMISE] = N_("line|Observed"),
        [TIME_OBSERVED_END] = N_("line|Observed"),
        [TIME_FLAG] = N_("line|Flag"),
        [TIME_FLAG_CLEAR] = N_("line|Flag"),
        [TIME_INCIDENT] = N_("line|Incident"),
        [TIME_INCIDENT_CLOSED] = N_("line|Incident"),
        [TIME_PARCEL] = N_("line|Parcel"),
        [TIME_PARCEL_OUT] = N_("line|Parcel"),
        [TIME_EXPECTED] = N_("line|Expected"),
        [TIME_PAIRING] = N_("line|Helper"),
        [TIME_PATROL] = N_("line|Patrol"),
        [TIME_SUPPLY] = N_("line|Supplies"),
        [TIME_SUPPLY_STEP] = N_("line|Supplies"),
        [TIME_SUPPLY_PART] = N_("line|Supplies"),
        [TIME_ISSUED] = N_("line|Supplies"),
    };
    return words_context(words[kind]);
}

bool time_line_says_who(enum time_line_kind kind)
{
    return kind == TIME_FOLLOW_UP || kind == TIME_VISIT || kind == TIME_SURVEY || kind == TIME_PARCEL_OUT ||
           kind == TIME_PAIRING || kind == TIME_PATROL || kind == TIME_SUPPLY || kind == TIME_SUPPLY_STEP ||
           kind == TIME_SUPPLY_PART || kind == TIME_ISSUED;
}

/* ---- pieces ---- */

static void add(struct buffer *out, const char *text)
{
    if (text[0])
        buffer_format(out, "%s%s", out->length > 0 ? " " : "", text);
}

static void add_label(struct buffer *out, const char *const *labels, int code)
{
    if (code >= 0)
        add(out, words_context(labels[code]));
}

static void add_degrees(struct buffer *out, int64_t tenths)
{
    char degrees[8];
    if (!tenths)
        return;
    temperature_format((int)tenths, degrees);
    add(out, degrees);
}

static void add_day(struct buffer *out, const char *format, int64_t day)
{
    char short_day[8], text[64];
    if (!day)
        return;
    snprintf(short_day, sizeof short_day, "%02d-%02d", (int)(day / 100 % 100), (int)(day % 100));
    snprintf(text, sizeof text, format, short_day);
    add(out, text);
}

static void add_moment(struct buffer *out, const char *format, int64_t at)
{
    char when[TIME_SIZE], text[96];
    if (!at)
        return;
    stamp_label(at, when);
    snprintf(text, sizeof text, format, when);
    add(out, text);
}

static void add_count(struct buffer *out, const char *format, int64_t count)
{
    char text[64];
    snprintf(text, sizeof text, format, (int)count);
    add(out, text);
}

static void add_said(struct buffer *out, const char *format, const char *said)
{
    char text[NOTE_BYTES + 64];
    if (!said[0])
        return;
    snprintf(text, sizeof text, format, said);
    add(out, text);
}

/* ---- the kinds ---- */

static void add_member(const struct time_line_row *row, struct buffer *out)
{
    if (row->kind == TIME_MEMBER)
        add(out, _("put on the register"));
    else
        add_said(out, _("void: %s"), row->text);
    add_label(out, person_kind_labels, row->code);
}

static void add_pass(const struct time_line_row *row, struct buffer *out)
{
    add(out, row->text);
    if (row->kind == TIME_PASS)
        add(out, _("issued"));
    else
        add_said(out, _("lost: %s"), row->more);
}

static void add_crossing(const struct time_line_row *row, struct buffer *out)
{
    add(out, row->text);
    add_label(out, direction_labels, row->code);
    add_degrees(out, row->number);
    add_degrees(out, row->other_number);
    if (row->other_code > 0)
        add_label(out, decision_labels, row->other_code);
    add(out, row->more);
}

static void add_reading(const struct time_line_row *row, struct buffer *out)
{
    char half_day[32];
    half_day_label((struct half_day){(int)row->other_number, (enum half)row->other_code}, half_day, sizeof half_day);
    add(out, half_day);
    if (row->code == READING_VALUE)
        add_degrees(out, row->number);
    else
        add_label(out, reading_outcome_labels, row->code);
    add(out, row->text);
}

static void add_follow_up(const struct time_line_row *row, struct buffer *out)
{
    add_label(out, follow_up_how_labels, row->code);
    add(out, row->more);
    add(out, row->who);
    if (row->other_code != FOLLOW_UP_REACHED)
        add_label(out, follow_up_outcome_labels, row->other_code);
    if (row->other_number)
        add_count(out, _("(day %d after release)"), row->other_number);
    add(out, row->text);
    add_moment(out, _("(next %s)"), row->number);
}

static void add_visit(const struct time_line_row *row, struct buffer *out)
{
    add(out, row->who);
    add(out, row->text);
    add_said(out, row->other_number ? _("needed: %s (done)") : _("needed: %s"), row->more);
    add_moment(out, _("(next %s)"), row->number);
}

static void add_survey(const struct time_line_row *row, struct buffer *out)
{
    add_label(out, survey_how_labels, row->code);
    add_label(out, survey_result_labels, row->other_code);
    if (row->number >= 0)
        add_count(out, ngettext("%d person", "%d persons", (unsigned long)row->number), row->number);
    add(out, row->text);
    add(out, row->more);
    add(out, row->who);
}

static void add_travel(const struct time_line_row *row, struct buffer *out)
{
    add_label(out, arrival_kind_labels, row->code);
    if (row->kind == TIME_DECLARATION)
        add_label(out, declaration_state_labels, row->other_code);
    add_said(out, words_context(N_("travel|from %s")), row->text);
    add_day(out, words_context(N_("travel|came %s")), row->number);
    add(out, row->more);
}

static void add_observation(const struct time_line_row *row, struct buffer *out)
{
    switch (row->kind) {
    case TIME_OBSERVATION:
        add_label(out, observation_kind_labels, row->code);
        add_day(out, _("observed from %s"), row->number);
        add_day(out, _("to %s"), row->other_number);
        break;
    case TIME_VERIFIED:
        add(out, words_context(N_("observed|verified")));
        break;
    case TIME_TERM_CHANGE:
        add_day(out, _("last day %s"), row->number);
        add_day(out, "-> %s", row->other_number);
        break;
    case TIME_TOLD:
        add(out, _("Told in person"));
        break;
    case TIME_LETTER:
        add(out, _("Letter given"));
        break;
    case TIME_PROMISE:
        add(out, _("Promise signed"));
        break;
    default:
        add_label(out, observation_state_labels, row->code);
        add_said(out, _("paper %s"), row->more);
    }
    add(out, row->text);
}

static void add_flag(const struct time_line_row *row, struct buffer *out)
{
    add_label(out, flag_kind_labels, row->code);
    if (row->kind == TIME_FLAG_CLEAR) {
        add_said(out, _("cleared: %s"), row->text);
        return;
    }
    add_label(out, flag_denies_labels, row->other_code);
    add(out, row->text);
    add_moment(out, _("until %s"), row->number);
}

static void add_incident(const struct time_line_row *row, struct buffer *out)
{
    add_label(out, incident_kind_labels, row->code);
    if (row->kind == TIME_INCIDENT_CLOSED) {
        add(out, _("closed:"));
        add_label(out, incident_result_labels, row->other_code);
    }
    add_degrees(out, row->number);
    add_degrees(out, row->other_number);
    add(out, row->text);
}

static void add_parcel(const struct time_line_row *row, struct buffer *out)
{
    add_count(out, ngettext("%d parcel", "%d parcels", (unsigned long)row->number), row->number);
    add(out, row->text);
    if (row->kind == TIME_PARCEL)
        add_said(out, _("shelf %s"), row->more);
    else
        add_label(out, parcel_state_labels, row->code);
    if (row->kind == TIME_PARCEL_OUT)
        add(out, row->who);
}

static void add_expected(const struct time_line_row *row, struct buffer *out)
{
    add_label(out, expected_class_labels, row->code);
    if (row->number > 1)
        add_count(out, ngettext("%d person", "%d persons", (unsigned long)row->number), row->number);
    add_moment(out, _("for %s"), row->other_number);
    add(out, row->text);
}

static void add_pairing(const struct time_line_row *row, struct buffer *out)
{
    add(out, _("is the helper"));
    add_said(out, _("substitute %s"), row->who);
    add(out, row->text);
}

static void add_patrol(const struct time_line_row *row, struct buffer *out)
{
    add(out, row->who);
    add(out, row->text[0] ? row->text : _("all in order"));
    add_said(out, _("done: %s"), row->more);
}

static void add_request_number(struct buffer *out, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "#%lld", (long long)number);
    add(out, text);
}

static void add_supply(const struct time_line_row *row, struct buffer *out)
{
    add_request_number(out, row->id);
    if (row->number)
        add(out, words_context(N_("supply|urgent")));
    if (row->code == SUPPLY_NEW)
        add_label(out, supply_state_labels, row->code);
    else /* when it was asked for it was not yet */
        add_said(out, _("(now %s)"), words_context(supply_state_labels[row->code]));
    if (row->alarming)
        add(out, _("over its limit"));
    add(out, row->text);
    add(out, row->who);
}

static void add_supply_step(const struct time_line_row *row, struct buffer *out)
{
    add_request_number(out, row->number);
    if (row->code == row->other_code)
        add(out, words_context(N_("supply|a part brought")));
    else if (row->code < row->other_code)
        add_said(out, _("back to: %s"), words_context(supply_state_labels[row->code]));
    else
        add_label(out, supply_state_labels, row->code);
    add(out, row->who);
    add(out, row->text);
    add(out, row->more);
}

static void add_supply_part(const struct time_line_row *row, struct buffer *out)
{
    char asked[24];
    struct buffer item = {0};
    item_format(row->text, row->number, row->more, &item);
    add(out, buffer_text(&item));
    buffer_release(&item);
    if (row->kind == TIME_ISSUED) {
        add(out, _("issued"));
    } else {
        amount_format(row->other_number, asked);
        add_said(out, _("of %s"), asked);
    }
    add(out, row->who);
}

void time_line_words(const struct time_line_row *row, struct buffer *out)
{
    static void (*const kinds[TIME_KIND_COUNT])(const struct time_line_row *, struct buffer *) = {
        [TIME_MEMBER] = add_member,
        [TIME_MEMBER_VOID] = add_member,
        [TIME_PASS] = add_pass,
        [TIME_PASS_LOST] = add_pass,
        [TIME_CROSSING] = add_crossing,
        [TIME_READING] = add_reading,
        [TIME_FOLLOW_UP] = add_follow_up,
        [TIME_VISIT] = add_visit,
        [TIME_SURVEY] = add_survey,
        [TIME_ARRIVAL] = add_travel,
        [TIME_DECLARATION] = add_travel,
        [TIME_OBSERVATION] = add_observation,
        [TIME_VERIFIED] = add_observation,
        [TIME_TERM_CHANGE] = add_observation,
        [TIME_TOLD] = add_observation,
        [TIME_LETTER] = add_observation,
        [TIME_PROMISE] = add_observation,
        [TIME_OBSERVED_END] = add_observation,
        [TIME_FLAG] = add_flag,
        [TIME_FLAG_CLEAR] = add_flag,
        [TIME_INCIDENT] = add_incident,
        [TIME_INCIDENT_CLOSED] = add_incident,
        [TIME_PARCEL] = add_parcel,
        [TIME_PARCEL_OUT] = add_parcel,
        [TIME_EXPECTED] = add_expected,
        [TIME_PAIRING] = add_pairing,
        [TIME_PATROL] = add_patrol,
        [TIME_SUPPLY] = add_supply,
        [TIME_SUPPLY_STEP] = add_supply_step,
        [TIME_SUPPLY_PART] = add_supply_part,
        [TIME_ISSUED] = add_supply_part,
    };
    struct buffer words = {0};
    add(&words, row->name);
    kinds[row->kind](row, &words);
    buffer_format(out, "%s%s", row->alarming && !row->voided ? "!" : "", buffer_text(&words));
    buffer_release(&words);
}
