/* roster show, roster gaps: who stands where, and where nobody does. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/roster_gaps.h"
#include "gatepost/words.h"
#include "registry.h"
#include "roster_plan.h"
#include <stdio.h>
#include <stdlib.h>

enum { ENTRIES_AT_FIRST = 256 };

/* ---- roster show ---- */

struct shown {
    char span[SHIFT_SPAN_BYTES];
    bool seeking;
    struct assignment assignment;
};
#define SHOWN(member) RECORD_AT(struct shown, assignment.member)
static const struct record_field shown_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, SHOWN(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, SHOWN(head.rev)},
    {"day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, SHOWN(day), .width = 10, .label = N_("Day")},
    {"shift", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, RECORD_AT(struct shown, span), .width = 11, .said = SAID_AS_IT_IS,
     .label = N_("roster|Shift")},
    {"post", NULL, NULL, RECORD_ROW, RECORD_SHOWN, SHOWN(post_id), .width = 14, .label = N_("shift|Post"),
     .of = &post_table},
    {"starts_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, SHOWN(starts_at), .label = N_("Begins")},
    {"ends_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, SHOWN(ends_at), .label = N_("Ends")},
    {"volunteer", NULL, NULL, RECORD_ROW, RECORD_SHOWN, SHOWN(volunteer_id), .width = 12, .label = N_("Volunteer"),
     .of = &volunteer_table},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, SHOWN(state), .choices = assignment_state_names, .width = 10,
     .label = N_("State"), .labels = assignment_state_labels},
    {"seeking", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, RECORD_AT(struct shown, seeking), .width = 6,
     .label = N_("Stand-in wanted")},
    {"for", NULL, NULL, RECORD_ID, RECORD_SHOWN, SHOWN(for_id), .label = N_("Stands in for")},
    {"arrived_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, SHOWN(arrived_at), .label = N_("Signed in")},
    {"left_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, SHOWN(left_at), .label = N_("Signed out")},
    {"reason", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SHOWN(reason), .width = 1, .label = N_("shift|Reason")},
    {0},
};

static bool read_entries(const struct command_call *call, int first_day, int last_day, struct roster_entry **entries,
                         int *count, struct err *err)
{
    int64_t post_id = 0, volunteer_id = 0, from_at = clock_day_start(first_day);
    int64_t until_at = clock_day_start(clock_day_add(last_day, 1));
    int room = ENTRIES_AT_FIRST;
    if (!roster_post_said(call, &post_id, err) || !roster_volunteer_said(call, &volunteer_id, err))
        return false;
    *entries = memory_new((size_t)room, sizeof **entries);
    while (roster_read(call->store, from_at, until_at, post_id, volunteer_id, *entries, room, count, err)) {
        if (*count <= room)
            return true;
        room = *count;
        *entries = memory_resize(*entries, (size_t)room, sizeof **entries);
    }
    return false;
}

static void days_title(const char *words, int first_day, int last_day, char *title, size_t size)
{
    struct civil_time first, last;
    clock_civil(clock_day_start(first_day), &first);
    clock_civil(clock_day_start(last_day), &last);
    if (first_day == last_day)
        snprintf(title, size, "%s %02d-%02d", words, first.month, first.day);
    else
        snprintf(title, size, _("%1$s %2$02d-%3$02d to %4$02d-%5$02d"), words, first.month, first.day, last.month,
                 last.day);
}

static int run_show(const struct command_call *call)
{
    struct roster_entry *entries = NULL;
    struct err err = {0};
    char title[128];
    int first_day = 0, last_day = 0, count = 0;
    bool good = roster_days_said(call, &first_day, &last_day, &err) &&
                read_entries(call, first_day, last_day, &entries, &count, &err);
    if (good)
        days_title(_("Roster"), first_day, last_day, title, sizeof title);
    bool goes_on = good && print_header_titled(call, shown_fields, title);
    for (int i = 0; goes_on && i < count; i++) {
        const struct assignment *one = &entries[i].assignment;
        struct shown row = {.assignment = *one, .seeking = one->seeking_at != 0};
        shift_span_text(shift_span_of(one->day, one->starts_at, one->ends_at), row.span);
        if (one->day >= first_day && one->day <= last_day) /* not the night that began before */
            goes_on = print_row(call, shown_fields, &row);
    }
    free(entries);
    return good ? EXIT_DONE : report_error(&err);
}

/* ---- roster gaps ---- */

/* A chat is told what is needed, not that nothing is. */
static enum record_said needs_said(const void *record)
{
    return ((const struct roster_gap *)record)->needs == NEEDS_NOTHING ? SAID_NOTHING : SAID_AS_IT_IS;
}

#define GAP(member) RECORD_AT(struct roster_gap, member)
static const struct record_field gap_fields[] = {
    {"day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, GAP(day), .width = 10, .label = N_("Day")},
    {"shift", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, GAP(span), .width = 11, .said = SAID_AS_IT_IS,
     .label = N_("roster|Shift")},
    {"post", NULL, NULL, RECORD_ROW, RECORD_SHOWN, GAP(shift.post_id), .width = 14, .label = N_("shift|Post"),
     .of = &post_table},
    {"estate", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, GAP(estate), .said = SAID_AS_IT_IS, .label = N_("Estate")},
    {"starts_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, GAP(shift.starts_at), .label = N_("Begins")},
    {"ends_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, GAP(shift.ends_at), .label = N_("Ends")},
    {"least", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, GAP(least), .label = N_("post|At least")},
    {"there", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, GAP(there), .label = N_("gap|There")},
    {"missing", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, GAP(missing), .width = 8, .label = N_("gap|Missing")},
    {"needs", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, GAP(needs), .choices = post_needs_names, .width = 1,
     .label = N_("post|Needs"), .labels = post_needs_labels, .said_of = needs_said},
    {0},
};

static int run_gaps(const struct command_call *call)
{
    struct roster_gaps gaps = {0};
    struct err err = {0};
    char title[128];
    int64_t post_id = 0;
    int first_day = 0, last_day = 0;
    bool good = roster_days_said(call, &first_day, &last_day, &err) && roster_post_said(call, &post_id, &err) &&
                roster_gaps_read(call->store, first_day, last_day, post_id, clock_now(), &gaps, &err);
    if (good)
        days_title(_("Open posts"), first_day, last_day, title, sizeof title);
    bool goes_on = good && print_header_titled(call, gap_fields, title);
    for (int i = 0; goes_on && i < gaps.count; i++)
        goes_on = print_row(call, gap_fields, &gaps.rows[i]);
    roster_gaps_release(&gaps);
    return good ? EXIT_DONE : report_error(&err);
}

#define OPTIONS_OF_DAYS                                                        \
    {"week", "DAY", N_("the week of this day; this week if nothing is said")}, \
        {"day", "DAY", N_("only this day: 04-12, tomorrow, yesterday")},       \
    {                                                                          \
        "post", "NAME", N_("only this post")                                   \
    }
static const struct command_option roster_options[] = {
    OPTIONS_OF_DAYS,
    {"volunteer", "WHO", N_("only this volunteer")},
    OPTIONS_OF_LISTS,
    {0},
};
static const struct command_option gaps_options[] = {OPTIONS_OF_DAYS, OPTIONS_OF_LISTS, {0}};
const struct command roster_show_command = {
    .name = "roster show",
    .usage = "[--week DAY | --day DAY] [--post NAME] [--volunteer WHO] [--json | --tsv | --chat]",
    .help = N_("Who stands where: this week, or another one, or a day."),
    .more = N_("A night shift belongs to the day it starts on."),
    .title = N_("Roster"),
    .examples = "  gatepost roster show --day tomorrow\n  gatepost roster show --week 04-18 --volunteer 何军 --json\n",
    .options = roster_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_show,
};
const struct command roster_gaps_command = {
    .name = "roster gaps",
    .usage = "[--week DAY | --day DAY] [--post NAME] [--json | --tsv | --chat]",
    .help = N_("Which posts are open: shifts with fewer people than they need to run."),
    .title = N_("Open posts"),
    .examples = "  gatepost roster gaps --chat\n  gatepost roster gaps --day tomorrow\n",
    .options = gaps_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_gaps,
};
