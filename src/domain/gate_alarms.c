#include "gate_alarms.h"
#include "gate_observation.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    REACH_SECONDS = 24 * 3600, /* older crossings raise nothing any more */
    AHEAD_SECONDS = 120,       /* gate.c accepts times as far ahead as this */
    BEHIND_SECONDS = 60,
    BUDGET_MS = 1000,
    PAGE = 32,
};

/* ---- crossings that ring ---- */

struct crossing_kind {
    void (*narrow)(struct crossing_filter *filter);
    bool (*concerns)(const struct crossing *crossing);
    /* Looks further at one that concerns; NULL: it holds. */
    bool (*holds)(struct store *store, const struct crossing *crossing);
    void (*say)(struct store *store, const struct crossing *crossing, struct buffer *words);
};

/* Checkpoint, where and who. */
static void say_who(struct store *store, const struct crossing *crossing, struct buffer *words)
{
    char label[96];
    text_copy(label, sizeof label, crossing->place_label);
    place_label_of(store, crossing->place_id, label, sizeof label);
    const char *parts[] = {crossing->checkpoint_name, label,
                           crossing->person_name[0] != '\0' ? crossing->person_name : crossing->plate};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i][0] != '\0')
            buffer_format(words, "%s%s", words->length > 0 ? " " : "", parts[i]);
}

static void fever_narrow(struct crossing_filter *filter)
{
    filter->abnormal_only = true;
}

bool fever_concerns(const struct crossing *crossing)
{
    return crossing->abnormal == ABNORMAL_CONFIRMED && crossing->voided[0] == '\0';
}

static void fever_say(struct store *store, const struct crossing *crossing, struct buffer *words)
{
    int tenths = crossing->retest_tenths != 0 ? crossing->retest_tenths : crossing->temp_tenths;
    say_who(store, crossing, words);
    buffer_format(words, " %d.%d", tenths / 10, tenths % 10);
    if (crossing->officer_name[0] != '\0')
        buffer_format(words, " (%s)", crossing->officer_name);
}

static void held_narrow(struct crossing_filter *filter)
{
    filter->decision = DECISION_HELD;
}

/* Kept for another reason than a confirmed fever, which has an alarm of its own. */
bool held_concerns(const struct crossing *crossing)
{
    return crossing->decision == DECISION_HELD && crossing->abnormal != ABNORMAL_CONFIRMED &&
           crossing->voided[0] == '\0';
}

static void held_say(struct store *store, const struct crossing *crossing, struct buffer *words)
{
    say_who(store, crossing, words);
    buffer_format(words, " (%s): %s", crossing->officer_name[0] != '\0' ? crossing->officer_name : "?",
                  crossing->reason);
}

static void override_narrow(struct crossing_filter *filter)
{
    filter->override_only = true;
}

bool override_concerns(const struct crossing *crossing)
{
    return crossing->override_reason[0] != '\0' && crossing->decision == DECISION_ADMITTED &&
           crossing->voided[0] == '\0';
}

/* Who let them pass stands before the reason: a long one is cut. */
static void override_say(struct store *store, const struct crossing *crossing, struct buffer *words)
{
    say_who(store, crossing, words);
    buffer_format(words, " (%s): %s", crossing->officer_name[0] != '\0' ? crossing->officer_name : "?",
                  crossing->override_reason);
}

/* Who is observed is denied at every gate: who went out all the same was let out against a denial. */
bool observed_out_concerns(const struct crossing *crossing)
{
    return override_concerns(crossing) && crossing->direction == DIRECTION_OUT;
}

static bool is_other_override(struct store *store, const struct crossing *crossing)
{
    return !observed_out_concerns(crossing) || !gate_observed_exit(store, crossing);
}

static const struct crossing_kind fever_kind = {fever_narrow, fever_concerns, NULL, fever_say};
static const struct crossing_kind held_kind = {held_narrow, held_concerns, NULL, held_say};
static const struct crossing_kind override_kind = {override_narrow, override_concerns, is_other_override, override_say};
static const struct crossing_kind observed_kind = {override_narrow, observed_out_concerns, gate_observed_exit,
                                                   override_say};

static bool holds(struct store *store, const struct crossing_kind *kind, const struct crossing *crossing)
{
    return kind->concerns(crossing) && (kind->holds == NULL || kind->holds(store, crossing));
}

/* The rev in the occasion: a record that was put right and is wrong again is a new alarm. */
static void matter_of(struct store *store, const struct crossing_kind *kind, const struct crossing *crossing,
                      struct alarm_matter *matter)
{
    struct buffer words = {0};
    matter->subject = crossing->id;
    snprintf(matter->occasion, sizeof matter->occasion, "%" PRId64 ".%" PRId64, crossing->id, crossing->rev);
    kind->say(store, crossing, &words);
    text_copy(matter->words, sizeof matter->words, buffer_text(&words));
    buffer_release(&words);
}

/* Adds what of a window concerns the kind; false when the window reaches behind the last day. */
static bool matters_add(struct store *store, const struct crossing_kind *kind, const struct crossing_window *window,
                        int64_t oldest, struct alarm_matter *matters, int most, int *count)
{
    for (int i = 0; i < window->count && *count < most; i++) {
        if (window->rows[i].at < oldest)
            return false;
        if (holds(store, kind, &window->rows[i]))
            matter_of(store, kind, &window->rows[i], &matters[(*count)++]);
    }
    return true;
}

static bool crossing_matters(struct store *store, int64_t now, const struct crossing_kind *kind,
                             struct alarm_matter *matters, int most, int *count, struct err *err)
{
    struct crossing_filter filter;
    struct crossing_place anchor;
    struct crossing *rows = memory_new(PAGE, sizeof *rows);
    struct crossing_window window = {.filter = &filter, .budget_ms = BUDGET_MS, .rows = rows, .most = PAGE};
    crossing_filter_init(&filter);
    kind->narrow(&filter);
    *count = 0;
    bool good, more;
    do {
        good = crossing_window(store, &window, err);
        more = good && matters_add(store, kind, &window, now - REACH_SECONDS, matters, most, count) &&
               window.count == PAGE && *count < most && !window.finished;
        if (window.count > 0)
            anchor = (struct crossing_place){rows[window.count - 1].at, rows[window.count - 1].id};
        window.anchor = &anchor;
    } while (more);
    free(rows);
    return good;
}

bool fever_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                   struct err *err)
{
    return crossing_matters(store, now, &fever_kind, matters, most, count, err);
}

bool held_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count, struct err *err)
{
    return crossing_matters(store, now, &held_kind, matters, most, count, err);
}

bool override_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                      struct err *err)
{
    return crossing_matters(store, now, &override_kind, matters, most, count, err);
}

bool observed_out_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                          struct err *err)
{
    return crossing_matters(store, now, &observed_kind, matters, most, count, err);
}

/* A crossing that cannot be read just now keeps its alarm. */
static bool crossing_stands(struct store *store, int64_t crossing_id, const struct crossing_kind *kind)
{
    struct crossing crossing;
    return !crossing_get(store, crossing_id, &crossing, NULL) || holds(store, kind, &crossing);
}

bool fever_stands(struct store *store, int64_t crossing_id, const char *occasion)
{
    (void)occasion;
    return crossing_stands(store, crossing_id, &fever_kind);
}

bool held_stands(struct store *store, int64_t crossing_id, const char *occasion)
{
    (void)occasion;
    return crossing_stands(store, crossing_id, &held_kind);
}

bool override_stands(struct store *store, int64_t crossing_id, const char *occasion)
{
    (void)occasion;
    return crossing_stands(store, crossing_id, &override_kind);
}

bool observed_out_stands(struct store *store, int64_t crossing_id, const char *occasion)
{
    (void)occasion;
    return crossing_stands(store, crossing_id, &observed_kind);
}

/* ---- the clock ---- */

/* When the newest record was written down, as far as the clock is concerned; 0 when there is none. */
static bool newest_moment(struct store *store, int64_t *moment, struct err *err)
{
    struct crossing crossing;
    struct crossing_window window = {.budget_ms = BUDGET_MS, .rows = &crossing, .most = 1};
    *moment = 0;
    if (!crossing_window(store, &window, err))
        return false;
    if (window.count == 0)
        return true;
    int64_t at = crossing.at - AHEAD_SECONDS;
    *moment = crossing.entered_at > at ? crossing.entered_at : at;
    return true;
}

bool clock_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                   struct err *err)
{
    int64_t newest;
    char when[TIME_SIZE];
    *count = 0;
    if (!newest_moment(store, &newest, err))
        return false;
    if (newest <= now + BEHIND_SECONDS || most == 0)
        return true;
    struct alarm_matter *matter = &matters[(*count)++];
    *matter = (struct alarm_matter){0};
    full_label(newest, when);
    snprintf(matter->occasion, sizeof matter->occasion, "%" PRId64, newest);
    text_copy(matter->words, sizeof matter->words, when);
    return true;
}
