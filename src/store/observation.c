#include "gatepost/observation.h"
#include "gatepost/arrival.h"
#include "gatepost/clock.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>
#include <string.h>

const char *const observation_kind_names[] = {"close",      "secondary", "cohabiting", "returned",
                                              "discharged", "other",     NULL};
const char *const observation_kind_labels[] = {N_("Close contact"),
                                               N_("2nd contact"),
                                               N_("Cohabitant"),
                                               N_("From elsewhere"),
                                               N_("Discharged"),
                                               N_("Other"),
                                               NULL};
const char *const observation_basis_names[] = {"left", "contact", "began", NULL};
const char *const observation_basis_labels[] = {N_("Left the affected area"), N_("Last contact"),
                                                N_("Observation began"), NULL};
const char *const observation_state_names[] = {"to_verify", "observing", "released", "hospital", "isolation",
                                               "moved",     "lost",      "mistake",  NULL};
const char *const observation_state_labels[] = {N_("To verify"),    N_("Under observation"),    N_("Released"),
                                                N_("To hospital"),  N_("To central isolation"), N_("Moved out"),
                                                N_("Lost contact"), N_("Entered by mistake"),   NULL};

static const char *const stage_names[] = {"to_verify", "observing", "released", "hospital", "isolation",
                                          "moved",     "lost",      "mistake",  "awaiting", NULL};
static const char *const stage_labels[] = {N_("To verify"),
                                           N_("Under observation"),
                                           N_("Released"),
                                           N_("To hospital"),
                                           N_("To central isolation"),
                                           N_("Moved out"),
                                           N_("Lost contact"),
                                           N_("Entered by mistake"),
                                           N_("Awaiting release"),
                                           NULL};

static const char *const supply_names[] = {"ensured", "requested", "over", NULL};
static const char *const supply_labels[] = {N_("nothing open"), N_("requested"), N_("over its limit"), NULL};
#define REQUESTS(what, condition)                                                                                 \
    "(SELECT " what " FROM supply q WHERE q.place_id = observation.place_id AND q.voided IS NULL AND (q.state = " \
    "'new' OR q.state = 'assigned' OR q.state = 'buying' OR q.state = 'left')" condition ")"

#define OBSERVATION(member) RECORD_AT(struct observation, member)
const struct record_field observation_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, OBSERVATION(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, OBSERVATION(head.rev)},
    {"door", NULL, NULL, RECORD_TEXT, RECORD_INPUT, OBSERVATION(door), .column = "door"},
    {"place", "ROOM", N_("where they are observed; where they live if nothing is said"), RECORD_PLACE, RECORD_BOTH,
     OBSERVATION(place_id), .width = 14, .column = "place_id", .label = N_("Household")},
    {"person", "WHO", N_("the person, as in the gate form"), RECORD_PERSON, RECORD_NEEDED, OBSERVATION(person_id),
     .width = 12, .column = "person_id", .label = N_("Person")},
    {"kind", "close|secondary|cohabiting|returned|discharged|other", N_("why they are observed"), RECORD_CHOICE,
     RECORD_BOTH, OBSERVATION(kind), .choices = observation_kind_names, .labels = observation_kind_labels, .width = 10,
     .column = "kind", .label = N_("Kind")},
    {"basis", "left|contact|began", N_("what the term counts from"), RECORD_CHOICE, RECORD_BOTH, OBSERVATION(basis),
     .choices = observation_basis_names, .labels = observation_basis_labels, .column = "basis",
     .label = N_("Counts from")},
    {"basis_day", "DAY", N_("the day of that; today if nothing is said"), RECORD_DAY, RECORD_BOTH,
     OBSERVATION(basis_day), .column = "basis_day", .label = N_("Basis day")},
    {"first_day", NULL, NULL, RECORD_DAY, RECORD_SHOWN, OBSERVATION(first_day), .width = 10, .column = "first_day",
     .label = N_("Day 1")},
    {"last_day", NULL, NULL, RECORD_DAY_AHEAD, RECORD_SHOWN, OBSERVATION(last_day), .width = 10, .column = "last_day",
     .label = N_("Last day")},
    {"ends_at", NULL, NULL, RECORD_DEADLINE, RECORD_SHOWN, OBSERVATION(ends_at), .column = "ends_at",
     .label = N_("Term ends")},
    {"began_at", "TIME", N_("since when readings are due; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH,
     OBSERVATION(began_at), .column = "began_at", .label = N_("Begun")},
    {"state", "to_verify|observing", N_("to be verified first, or under observation at once"), RECORD_CHOICE,
     RECORD_BOTH, OBSERVATION(state), .choices = observation_state_names, .labels = observation_state_labels,
     .column = "state", .label = N_("State")},
    {"stage", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, OBSERVATION(stage), .choices = stage_names,
     .labels = stage_labels, .width = 10, .label = N_("State")},
    {"supply", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, OBSERVATION(supply), .choices = supply_names,
     .labels = supply_labels, .label = N_("Supplies")},
    {"supply_requests", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, OBSERVATION(supply_requests), .most = INT32_MAX,
     .derived = REQUESTS("COUNT(*)", ""), .label = N_("Open requests")},
    {"supply_due_at", NULL, NULL, RECORD_DEADLINE, RECORD_SHOWN, OBSERVATION(supply_due_at),
     .derived = REQUESTS("MIN(q.due_at)", " AND q.state <> 'left'"), .label = N_("Supplies due by")},
    {"reason", "TEXT", N_("what happened"), RECORD_TEXT, RECORD_BOTH, OBSERVATION(reason), .column = "reason",
     .label = N_("What happened")},
    {"told_at", "TIME", N_("told in person"), RECORD_MOMENT, RECORD_BOTH, OBSERVATION(told_at), .column = "told_at",
     .label = N_("Told in person")},
    {"letter_at", "TIME", N_("letter given"), RECORD_MOMENT, RECORD_BOTH, OBSERVATION(letter_at), .column = "letter_at",
     .label = N_("Letter given")},
    {"promise_at", "TIME", N_("promise signed"), RECORD_MOMENT, RECORD_BOTH, OBSERVATION(promise_at),
     .column = "promise_at", .label = N_("Promise signed")},
    {"opened_by", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, OBSERVATION(opened_by), .column = "opened_by",
     .label = N_("Opened by")},
    {"arrival", NULL, NULL, RECORD_ROW, RECORD_SHOWN, OBSERVATION(arrival_id), .column = "arrival_id",
     .label = N_("Arrival"), .of = &arrival_table},
    {"flag", NULL, NULL, RECORD_ID, RECORD_SHOWN, OBSERVATION(flag_id), .column = "flag_id", .label = N_("Flag")},
    {"ended_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, OBSERVATION(ended_at), .column = "ended_at",
     .label = N_("Ended on")},
    {"ended_by", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, OBSERVATION(ended_by), .column = "ended_by",
     .label = N_("Ended by")},
    {"applied_by", "NAME", N_("release: who applied"), RECORD_TEXT, RECORD_BOTH, OBSERVATION(applied_by),
     .said = SAID_NAME, .column = "applied_by", .label = N_("Applied by")},
    {"verified_by", "NAME", N_("release: who verified"), RECORD_TEXT, RECORD_BOTH, OBSERVATION(verified_by),
     .said = SAID_NAME, .column = "verified_by", .label = N_("Verified by")},
    {"issued_by", "NAME", N_("release: who issued the paper"), RECORD_TEXT, RECORD_BOTH, OBSERVATION(issued_by),
     .said = SAID_NAME, .column = "issued_by", .label = N_("Issued by")},
    {"paper_number", "TEXT", N_("release: number of the paper"), RECORD_TEXT, RECORD_BOTH, OBSERVATION(paper_number),
     .column = "paper_number", .label = N_("Paper no.")},
    {"delivered_at", "TIME", N_("release: when the paper was delivered"), RECORD_MOMENT, RECORD_BOTH,
     OBSERVATION(delivered_at), .column = "delivered_at", .label = N_("Delivered")},
    {"end_reason", "TEXT", N_("why with readings missing; where to; what was wrong"), RECORD_TEXT, RECORD_BOTH,
     OBSERVATION(end_reason), .column = "end_reason", .label = N_("About the end")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, OBSERVATION(note), .column = "note",
     .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, OBSERVATION(head.voided)},
    {0},
};
static const struct record_scope observation_scopes[] = {
    [OBSERVATIONS_RUNNING] = {"running", "state = 'observing' AND voided IS NULL"},
    [OBSERVATIONS_AWAITING] = {"awaiting", "state = 'observing' AND voided IS NULL AND ends_at <= :now"},
    [OBSERVATIONS_TO_VERIFY] = {"to-verify", "state = 'to_verify' AND voided IS NULL"},
    [OBSERVATIONS_RELEASED] = {"released", "state = 'released' AND voided IS NULL"},
    [OBSERVATIONS_ENDED] = {"ended", "ended_at IS NOT NULL AND state <> 'released' AND voided IS NULL"},
    [OBSERVATIONS_ALL] = {"all", "1 = 1"},
    {0},
};
static void derive(void *record)
{
    struct observation *observation = record;
    bool complete = observation->state == OBSERVATION_OBSERVING && observation->head.voided[0] == '\0' &&
                    observation->ends_at <= clock_now();
    observation->stage = complete ? OBSERVATION_AWAITING : (int)observation->state;
    observation->supply = observation->supply_requests == 0 ? SUPPLY_ENSURED
                          : observation->supply_due_at != 0 && observation->supply_due_at < clock_now()
                              ? SUPPLY_OVER
                              : SUPPLY_REQUESTED;
}

const struct record_table observation_table = {
    .name = "observation",
    .size = sizeof(struct observation),
    .fields = observation_fields,
    .order = "door",
    .scopes = observation_scopes,
    .derive = derive,
    .none = N_("There is no observation %lld."),
    .what = N_("observation"),
    .called = "person_id",
};

#define TERM_CHANGE(member) RECORD_AT(struct term_change, member)
const struct record_field term_change_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, TERM_CHANGE(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, TERM_CHANGE(head.rev)},
    {"observation", "NUMBER", N_("which observation"), RECORD_ROW, RECORD_NEEDED, TERM_CHANGE(observation_id),
     .width = 12, .column = "observation_id", .label = N_("Observed"), .of = &observation_table},
    {"at", "TIME", N_("when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, TERM_CHANGE(at), .width = 19,
     .column = "at", .label = N_("When")},
    {"from", NULL, NULL, RECORD_DAY_AHEAD, RECORD_SHOWN, TERM_CHANGE(from_day), .width = 10, .column = "from_day",
     .label = N_("Last day before")},
    {"to", "DAY", N_("the new last day"), RECORD_DAY_AHEAD, RECORD_NEEDED, TERM_CHANGE(to_day), .width = 10,
     .column = "to_day", .label = N_("Last day")},
    {"reason", "TEXT", N_("why"), RECORD_TEXT, RECORD_NEEDED, TERM_CHANGE(reason), .width = 20, .column = "reason",
     .label = N_("Reason")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, TERM_CHANGE(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, TERM_CHANGE(head.voided)},
    {0},
};
static const struct record_scope term_change_scopes[] = {
    [0] = {"all", "1 = 1"},
    {0},
};
const struct record_table term_change_table = {
    .name = "term_change",
    .size = sizeof(struct term_change),
    .fields = term_change_fields,
    .order = "at",
    .newest_first = true,
    .scopes = term_change_scopes,
    .none = N_("There is no change of a term %lld."),
    .what = N_("change of a term"),
    .called = "observation_id",
};

/* The newest but one. */
static bool find_running(struct store *store, int64_t person_id, int64_t but_id, struct observation *observation,
                         struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT id FROM observation WHERE person_id = :person_id AND ended_at IS NULL AND voided IS NULL "
        "AND id <> :but_id ORDER BY id DESC LIMIT 1",
        err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "person_id", person_id);
    statement_integer(statement, "but_id", but_id);
    return record_found(store, statement, &observation_table, observation, _("This person is not under observation."),
                        err);
}

bool observation_of_person(struct store *store, int64_t person_id, struct observation *observation, struct err *err)
{
    return find_running(store, person_id, 0, observation, err);
}

bool observation_double(struct store *store, const struct observation *observation, struct observation *other,
                        struct err *err)
{
    return find_running(store, observation->person_id, observation->head.id, other, err);
}

bool observation_of_flag(struct store *store, const struct flag *flag, struct observation *observation, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM observation WHERE place_id = :place_id AND flag_id = :flag_id "
                       "AND state = 'observing' AND voided IS NULL ORDER BY id LIMIT 1",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", flag->place_id);
    statement_integer(statement, "flag_id", flag->id);
    return record_found(store, statement, &observation_table, observation,
                        _("Nobody of this household is under observation."), err);
}

bool observation_shares_flag(struct store *store, const struct observation *observation)
{
    int64_t id = 0;
    struct statement *statement = statement_take(
        store, "SELECT id FROM observation WHERE place_id = :place_id AND flag_id = :flag_id AND id <> :id LIMIT 1",
        NULL);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", observation->place_id);
    statement_integer(statement, "flag_id", observation->flag_id);
    statement_integer(statement, "id", observation->head.id);
    return table_integer(statement, &id, NULL) && id != 0;
}

bool observation_was_lost(struct store *store, int64_t person_id, int64_t ended_at)
{
    int64_t id = 0;
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM observation WHERE person_id = :person_id AND ended_at = :ended_at "
                       "AND state = 'lost' AND voided IS NULL LIMIT 1",
                       NULL);
    if (statement == NULL)
        return false;
    statement_integer(statement, "person_id", person_id);
    statement_integer(statement, "ended_at", ended_at);
    return table_integer(statement, &id, NULL) && id != 0;
}

/* Whoever is under observation again is in the round, and not called. */
#define RELEASED                                                                                                  \
    "SELECT o.id, o.ended_at, (SELECT max(f.release_day) FROM follow_up f WHERE f.observation_id = o.id "         \
    "AND f.release_day IS NOT NULL AND f.outcome <> 'no_answer' AND f.voided IS NULL), "                          \
    "(SELECT max(t.at) FROM follow_up t WHERE t.observation_id = o.id AND t.release_day IS NOT NULL "             \
    "AND t.voided IS NULL) FROM observation o WHERE o.state = 'released' AND o.voided IS NULL AND o.ended_at >= " \
    ":from "                                                                                                      \
    "AND NOT EXISTS (SELECT 1 FROM observation r WHERE r.person_id = o.person_id AND r.ended_at IS NULL "         \
    "AND r.voided IS NULL) "

bool observation_released(struct store *store, int64_t from, const struct record_key *anchor, bool backwards,
                          struct released *released, int most, int *count, struct err *err)
{
    struct statement *statement = statement_take(
        store,
        backwards ? RELEASED "AND (o.ended_at, o.id) < (:at, :id) ORDER BY o.ended_at DESC, o.id DESC LIMIT :most"
                  : RELEASED "AND (o.ended_at, o.id) > (:at, :id) ORDER BY o.ended_at, o.id LIMIT :most",
        err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "from", from);
    statement_integer(statement, "at", anchor != NULL ? anchor->integer : backwards ? INT64_MAX : 0);
    statement_integer(statement, "id", anchor != NULL ? anchor->id : 0);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        released[(*count)++] = (struct released){column_integer(statement, 0), column_integer(statement, 1),
                                                 (int)column_integer(statement, 2), column_integer(statement, 3)};
    return statement_done(statement, err);
}

bool observation_of_place(struct store *store, int64_t place_id, struct observation *observations, int most, int *count,
                          struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT id FROM observation WHERE place_id = :place_id AND voided IS NULL "
        "ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, CASE WHEN ended_at IS NULL THEN id ELSE -id END",
        err);
    if (statement != NULL)
        statement_integer(statement, "place_id", place_id);
    return record_found_all(store, statement, &observation_table, observations, most, count, err);
}

bool observation_flags_place(struct store *store, int64_t place_id)
{
    int64_t id = 0;
    struct statement *statement = statement_take(
        store, "SELECT o.id FROM observation o WHERE o.place_id = :place_id AND " OBSERVATION_RUNS("o") " LIMIT 1",
        NULL);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", place_id);
    return table_integer(statement, &id, NULL) && id != 0;
}

/* Households share no door, but a cut key may be the same for two: the place decides then. */
bool observation_next_place(struct store *store, const char *door, int64_t place_id, bool backwards, int64_t *next_id,
                            struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       backwards ? "SELECT place_id FROM observation WHERE state = 'observing' AND voided IS NULL "
                                   "AND door <= :door AND place_id <> :place_id ORDER BY door DESC, id DESC LIMIT 1"
                                 : "SELECT place_id FROM observation WHERE state = 'observing' AND voided IS NULL "
                                   "AND door >= :door AND place_id <> :place_id ORDER BY door, id LIMIT 1",
                       err);
    *next_id = 0;
    if (statement == NULL)
        return false;
    statement_text(statement, "door", door);
    statement_integer(statement, "place_id", place_id);
    return table_integer(statement, next_id, err);
}

bool observation_follow_place(struct store *store, int64_t place_id, const char *room_sort, struct err *err)
{
    char door[DOOR_BYTES];
    int64_t ids[64];
    int count = 0;
    text_copy(door, sizeof door, room_sort);
    struct statement *statement = statement_take(
        store, "SELECT id FROM observation WHERE place_id = :value AND door <> :door ORDER BY id LIMIT 64", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "value", place_id);
    statement_text(statement, "door", door);
    while (statement_row(statement))
        ids[count++] = column_integer(statement, 0);
    if (!statement_done(statement, err))
        return false;
    const struct row_value value = ROW_STR("door", door);
    for (int i = 0; i < count; i++)
        if (!row_update(store, "observation", ids[i], -1, &value, 1, err))
            return false;
    return count < 64 || observation_follow_place(store, place_id, room_sort, err);
}
