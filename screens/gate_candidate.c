#include "screens/gate_candidate.h"

#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/presence.h"
#include "gatepost/quota.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include <stdio.h>
#include <string.h>

enum { FLAGS_MOST = 16, SEARCH_DIGITS = 64 };

/* What is left of the household's exits, for who would go out; for who is out, that it is too long. */
static void speak_quota(struct store *store, const struct candidate *candidate, char *words, size_t size)
{
    struct quota quota;
    struct presence presence;
    char when[TIME_SIZE];
    int64_t now = clock_now(), limit = quota_out_seconds(store);
    words[0] = '\0';
    if (!candidate->person_id || candidate->kind == PERSON_VISITOR)
        return;
    if (presence_get(store, candidate->person_id, &presence, NULL) && presence.direction == DIRECTION_OUT) {
        duration_label(now - presence.at, when);
        if (limit && now - presence.at > limit)
            snprintf(words, size, _("over: out %s"), when);
        return;
    }
    if (!quota_of_place(store, candidate->place_id, now, 0, &quota, NULL) || !quota.applies)
        return;
    near_label(quota.last_out_at, when);
    if (quota.left)
        snprintf(words, size, _("%d left"), quota.left);
    else
        snprintf(words, size, _("!used %s"), when);
}

/* What the flags of a candidate say, the denying one first, and the quota. */
static void speak_flags_and_quota(struct store *store, const struct candidate *candidate, char *words, size_t size)
{
    struct flag flags[FLAGS_MOST];
    struct err ignored = {0};
    int count = 0;
    char quota[CANDIDATE_WORDS];
    words[0] = '\0';
    flag_in_force(store, candidate->person_id, candidate->place_id, clock_now(), flags, FLAGS_MOST, &count, &ignored);
    for (int i = 0; i < count; i++) {
        bool denies = flags[i].denies != DENIES_NOTHING;
        if (denies || !words[0])
            snprintf(words, size, "%s%s", denies ? "!" : "",
                     denies ? _(flag_denies_labels[flags[i].denies]) : flags[i].say);
        if (denies)
            return;
    }
    speak_quota(store, candidate, quota, sizeof quota);
    if (!quota[0])
        return;
    if (words[0])
        snprintf(quota + strlen(quota), sizeof quota - strlen(quota), " %s", words);
    text_copy(words, size, quota);
}

/* Of a vehicle: its trips of today, where they are limited. */
static void speak_trips(struct store *store, const struct candidate *candidate, char *words, size_t size)
{
    struct vehicle vehicle;
    struct err ignored = {0};
    int count = 0, limit;
    if (!candidate->vehicle_id || words[0] || !vehicle_get(store, candidate->vehicle_id, &vehicle, &ignored) ||
        !(limit = vehicle_trip_limit(store, &vehicle)) ||
        !vehicle_trips(store, vehicle.head.id, clock_day(clock_now()), 0, NULL, &count, &ignored))
        return;
    snprintf(words, size, _("%1$strips %2$d/%3$d"), count >= limit ? "!" : "", count, limit);
}

void gate_candidate_speak(struct store *store, const struct candidate *candidate, char words[CANDIDATE_WORDS])
{
    speak_flags_and_quota(store, candidate, words, CANDIDATE_WORDS);
    speak_trips(store, candidate, words, CANDIDATE_WORDS);
}

static void write_last(const struct candidate *candidate, char *text, size_t size)
{
    char when[TIME_SIZE], degrees[8] = "";
    text[0] = '\0';
    if (!candidate->last_at)
        return;
    moment_label(candidate->last_at, when);
    int tenths = candidate->last_retest_tenths ? candidate->last_retest_tenths : candidate->last_temp_tenths;
    if (tenths)
        temperature_format(tenths, degrees);
    bool admitted = candidate->last_decision == DECISION_ADMITTED;
    snprintf(text, size, _("%1$slast %2$s %3$s %4$s"), admitted ? "" : "!", when,
             admitted ? _(direction_labels[candidate->last_direction]) : _(decision_labels[candidate->last_decision]),
             degrees);
}

/* The end of the phone, where digits were typed that are in it. */
static void add_phone(const struct view *view, const struct candidate *candidate, struct buffer *line)
{
    char digits[SEARCH_DIGITS], phone[PHONE_SIZE];
    search_fold(form_text(&view->form, "who"), digits, sizeof digits);
    if (strlen(digits) < 3 || !strstr(candidate->phone, digits))
        return;
    application_mask(application_of(view), MASK_PHONE, candidate->phone, phone, sizeof phone);
    buffer_format(line, " %s ", phone);
}

void gate_candidate_line(const struct view *view, const struct candidate *candidate, const char *spoken, char *text,
                         size_t size, enum style *style)
{
    struct buffer line = {0};
    char name[NAME_BYTES], last[120];
    bool vehicle = candidate->vehicle_id != 0 || (candidate->expected_id && !candidate->name[0]);
    application_mask(application_of(view), vehicle ? MASK_PLATE : MASK_NAME,
                     vehicle ? candidate->plate : candidate->name, name, sizeof name);
    text_cut(&line, name, 10, true);
    buffer_add(&line, " ");
    text_cut(&line, candidate->company[0] ? candidate->company : candidate->place_label, 12, true);
    add_phone(view, candidate, &line);
    write_last(candidate, last, sizeof last);
    if (last[0])
        buffer_format(&line, " %s ", last);
    if (last[0] == '!')
        *style = STYLE_WARNING;
    if (spoken[0])
        buffer_format(&line, " %s", spoken);
    text_copy(text, size, buffer_text(&line));
    buffer_release(&line);
    if (spoken[0] == '!')
        *style = STYLE_ALARM;
}
