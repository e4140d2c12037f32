/* May this person take this shift, and why not (domain.md §6)? One answer for the grid, the fill, copies, the call-out
 * list, the shared terminal and the command line. */
#ifndef GATEPOST_SHIFT_FIT_H
#define GATEPOST_SHIFT_FIT_H
#include "gatepost/assignment.h"

enum shift_bar {
    BAR_OVERLAP,     /* stands elsewhere then; nobody may */
    BAR_REST,        /* less than roster.rest_hours before or behind another shift */
    BAR_CAP,         /* more than roster.cap_hours within 24 hours */
    BAR_SKILL,       /* the post needs what they have not */
    BAR_UNAVAILABLE, /* outside the hours they named */
    BAR_ABSENT,      /* on leave; nobody may */
    BAR_OBSERVED,    /* the own household is under observation */
    BAR_UNFIT,       /* the health check says no */
    BAR_WEEK,        /* more shifts that week than they want */
    BAR_CLOSED,      /* the post is not manned then */
    BAR_LEFT,        /* no volunteer any more; nobody may */
    BAR_COUNT
};
extern const char *const shift_bar_names[]; /* for programs: "overlap"; ends with NULL */
enum { FIT_WHY_BYTES = 160, FIT_OTHERS = 128 };

/* A shift as the rules see it. */
struct fit_shift {
    int64_t id; /* of the assignment; 0: not yet one */
    int64_t post_id, starts_at, ends_at;
    int day;
};
struct fit_rules { /* the settings, read once */
    int rest_minutes, cap_minutes, night_from, night_until;
};
struct fit_person { /* what is known of a volunteer, read once */
    struct volunteer volunteer;
    struct availability availability;
    int place_building; /* reserved: 0 */
    const struct absence *absences;
    int absence_count;
    const struct fit_shift *shifts; /* theirs that count, in order of time: the week, two days around it */
    int shift_count;
};
struct shift_fit {
    unsigned bars;            /* bits of enum shift_bar; 0: nothing against it */
    struct fit_shift against; /* for BAR_OVERLAP and BAR_REST: the shift it collides with */
    int rest_minutes;         /* between it and that one */
    int day_minutes;          /* for BAR_CAP: minutes in the fullest 24 hours around it */
    int week_shifts;          /* shifts of that week with this one */
    int shifts_most;          /* for BAR_WEEK: so many they want */
    enum post_needs needs;    /* for BAR_SKILL: what the post needs */
};
void fit_rules_read(struct store *store, struct fit_rules *rules);
/* Judges without reading; `shift` itself (same id, not 0) among the person's shifts is passed over. A shift at the same
 * post that begins within the post's overlap before the other ends is no BAR_OVERLAP, but may be a BAR_REST. `closed`:
 * nobody stands there on that day (shift_fit_closed). Whose availability is not understood is taken as always. */
void shift_fit_judge(const struct fit_rules *rules, const struct fit_person *person, const struct post *post,
                     bool closed, const struct fit_shift *shift, struct shift_fit *fit);
/* Whether the post is not manned on a day: not on that day of the week, void, or a closed day among these. */
bool shift_fit_closed(const struct post *post, int day, const struct post_closed *closed, int count);
/* Reads what the judgement needs and judges; ERR_NOT_FOUND. */
bool shift_fit(struct store *store, int64_t volunteer_id, const struct fit_shift *shift, struct shift_fit *fit,
               struct err *err);
/* The gravest first, in words: "同时段 南门 22-06", "只休息 6 小时（少于 11）", "家中正在居家观察"; "" when nothing is.
 * No other person's name is in it. */
void shift_fit_why(struct store *store, const struct shift_fit *fit, char why[FIT_WHY_BYTES]);
/* Nobody may: BAR_OVERLAP, BAR_ABSENT, BAR_LEFT. The others an officer may override with a reason; by oneself (shared
 * terminal) every one bars. */
bool shift_fit_forbidden(const struct shift_fit *fit);
#endif
