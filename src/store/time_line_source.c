#include "time_line_source.h"
#include "table.h"

/* :subject, :at, :id and :most are bound. Where no index gives the order the set is as small as a household. */
#define ORDERED(select, at, id)                                                                \
    select " AND (" at ", " id ") < (:at, :id) ORDER BY " at " DESC, " id " DESC LIMIT :most", \
        select " AND (" at ", " id ") > (:at, :id) ORDER BY " at ", " id " LIMIT :most"
#define COLUMNS(at, voided, alarming, person, name, who) \
    "SELECT " at ", x.id, " voided ", " alarming ", " person ", " name ", " who ", "
#define VOIDED "CASE WHEN x.voided IS NULL THEN 0 ELSE 1 END"
#define OFFICER(column) "(SELECT f.name FROM officer f WHERE f.id = x." column ")"
#define PERSON "(SELECT p.name FROM person p WHERE p.id = x.person_id)"
#define PERSON_OR(other) "COALESCE(" PERSON ", " other ")"
#define OBSERVED(member) \
    "(SELECT " member " FROM observation o JOIN person p ON p.id = o.person_id WHERE o.id = x.observation_id)"
#define SAID_OR(column, other) "CASE WHEN x." column " <> '' THEN x." column " ELSE " other " END"
#define MEMBERS "(SELECT m.id FROM person m WHERE m.place_id = :subject)"

/* When a row came, and when it was changed last: which is when it was voided, once it is. */
#define FIRST_CHANGE(table) \
    "SELECT a.batch_id FROM audit a WHERE a.table_name = '" table "' AND a.row_id = x.id ORDER BY a.id"
#define JOIN_FIRST(table) " JOIN batch b ON b.id = (" FIRST_CHANGE(table) " LIMIT 1) "
#define JOIN_LAST(table) " JOIN batch b ON b.id = (" FIRST_CHANGE(table) " DESC LIMIT 1) "
#define BATCH_OFFICER "(SELECT f.name FROM officer f WHERE f.id = b.officer_id)"

/* code: kind of person (member); text: why (void). */
#define MEMBER                                                                                                     \
    COLUMNS("b.at", "0", "0", "x.id", "x.name", BATCH_OFFICER)                                                     \
    "x.kind, '', 0, 0, '', '' FROM person x" JOIN_FIRST("person") "WHERE x.place_id = :subject AND x.merged_into " \
                                                                  "IS NULL AND " IMPORT_COUNTS("x")
#define MEMBER_VOID                                            \
    COLUMNS("b.at", "0", "0", "x.id", "x.name", BATCH_OFFICER) \
    "x.kind, '', 0, 0, x.voided, '' FROM person x" JOIN_LAST(  \
        "person") "WHERE x.place_id = :subject AND x.voided "  \
                  "IS NOT NULL AND x.merged_into IS NULL AND " IMPORT_COUNTS("x")
/* text: its number; more: how it was lost. */
#define PASS(whose)                                                  \
    COLUMNS("x.issued_at", VOIDED, "0", "x.person_id", PERSON, "''") \
    "'', '', COALESCE(x.valid_until, 0), 0, x.number, '' FROM pass x WHERE " whose
#define PASS_LOST(whose)                                           \
    COLUMNS("x.lost_at", VOIDED, "0", "x.person_id", PERSON, "''") \
    "'', '', 0, 0, x.number, x.lost FROM pass x WHERE x.lost_at IS NOT NULL AND " whose
/* code, other_code: direction, decision; numbers: both readings; text: where; more: why. */
#define CROSSING(whose)                                                                                             \
    COLUMNS("x.at", VOIDED, "CASE WHEN x.abnormal > 0 OR x.override_reason <> '' THEN 1 ELSE 0 END", "x.person_id", \
            PERSON_OR("(SELECT v.plate FROM vehicle v WHERE v.id = x.vehicle_id)"), OFFICER("officer_id"))          \
    "x.direction, x.decision, COALESCE(x.temp_tenths, 0), COALESCE(x.retest_tenths, 0), "                           \
    "(SELECT k.name FROM checkpoint k WHERE k.id = x.checkpoint_id), CASE WHEN x.override_reason <> '' THEN "       \
    "x.override_reason ELSE (SELECT h.text FROM phrase h WHERE h.id = COALESCE(x.reason_id, x.purpose_id)) END "    \
    "FROM crossing x WHERE " whose
/* code, other_code: outcome, half; numbers: tenths, day; text: symptoms; more: how it came. */
#define READING                                                                                           \
    COLUMNS("x.at", VOIDED, "x.abnormal", OBSERVED("p.id"), OBSERVED("p.name"), OFFICER("officer_id"))    \
    "x.outcome, x.half, COALESCE(x.retest_tenths, x.tenths, 0), x.day, x.symptoms, x.via FROM reading x " \
    "WHERE x.observation_id = :subject"
/* code, other_code: how, outcome; numbers: the next one, days after release; text: what was said; more: whose contact.
 */
#define FOLLOW_UP                                                                                                 \
    COLUMNS("x.at", VOIDED, "0", OBSERVED("p.id"), OBSERVED("p.name"), SAID_OR("by_whom", OFFICER("officer_id"))) \
    "x.how, x.outcome, COALESCE(x.next_at, 0), COALESCE(x.release_day, 0), x.words, "                             \
    "(SELECT t.name FROM tier t WHERE t.id = x.tier_id) FROM follow_up x WHERE x.place_id = :subject"
/* numbers: the next one, when it was done; text: found; more: needed. */
#define VISIT                                                                                                     \
    COLUMNS("x.at", VOIDED, "CASE WHEN x.needed <> '' AND x.done_at IS NULL THEN 1 ELSE 0 END", OBSERVED("p.id"), \
            OBSERVED("p.name"), SAID_OR("who", "(SELECT t.name FROM team t WHERE t.id = x.team_id)"))             \
    "'', '', COALESCE(x.next_at, 0), COALESCE(x.done_at, 0), x.found, x.needed FROM visit x "                     \
    "WHERE x.place_id = :subject"
/* code, other_code: how, result; number: persons; text: symptoms; more: remark. */
#define SURVEY                                                                                       \
    COLUMNS("x.at", VOIDED, "CASE WHEN x.unwell = 1 OR x.affected = 1 THEN 1 ELSE 0 END", "0", "''", \
            SAID_OR("by_whom", OFFICER("officer_id")))                                               \
    "x.how, x.result, COALESCE(x.persons, -1), 0, x.symptoms, x.note FROM survey x WHERE x.place_id = :subject"
/* code: kind; numbers: days of return and departure; text: from where; more: by what. */
#define ARRIVAL                                                                                                   \
    COLUMNS("x.at", VOIDED, "COALESCE(x.affected, 0)", "x.person_id", PERSON_OR("x.name"), OFFICER("officer_id")) \
    "x.kind, '', COALESCE(x.returned_day, 0), COALESCE(x.left_day, 0), x.from_place, x.transport FROM arrival x " \
    "WHERE x.place_id = :subject"
/* code, other_code: kind, state; number: day of return; text: from where; more: why it was rejected. */
#define DECLARATION                                                                                    \
    COLUMNS("x.at", VOIDED, "COALESCE(x.affected, 0)", "x.person_id", "x.name", OFFICER("checked_by")) \
    "x.kind, x.state, COALESCE(x.returned_day, 0), 0, x.from_place, x.reason FROM declaration x "      \
    "WHERE x.place_id = :subject"
#define OF_OBSERVATION(at, who, values, condition)       \
    COLUMNS(at, VOIDED, "0", "x.person_id", PERSON, who) \
    values " FROM observation x WHERE x.place_id = :subject" condition
/* code: kind; numbers: first and last day; text: what happened. */
#define OBSERVATION \
    OF_OBSERVATION("x.began_at", OFFICER("opened_by"), "x.kind, '', x.first_day, x.last_day, x.reason, ''", "")
/* The state has no time of its own: the change that made it stands in the audit. */
#define VERIFIED                                                                                                    \
    COLUMNS("b.at", VOIDED, "0", "x.person_id", PERSON, BATCH_OFFICER)                                              \
    "x.kind, '', 0, 0, '', '' FROM observation x JOIN audit a ON a.table_name = 'observation' AND a.row_id = x.id " \
    "JOIN batch b ON b.id = a.batch_id JOIN audit_payload y ON y.audit_id = a.id WHERE x.place_id = :subject AND "  \
    "b.kind = 'do' AND y.before LIKE '%\"state\":\"to_verify\"%' AND y.after LIKE '%\"state\":\"observing\"%'"
#define TOLD OF_OBSERVATION("x.told_at", "''", "'', '', 0, 0, '', ''", " AND x.told_at IS NOT NULL")
#define LETTER OF_OBSERVATION("x.letter_at", "''", "'', '', 0, 0, '', ''", " AND x.letter_at IS NOT NULL")
#define PROMISE OF_OBSERVATION("x.promise_at", "''", "'', '', 0, 0, '', ''", " AND x.promise_at IS NOT NULL")
/* code: how it ended; text: about it; more: the number of the paper. */
#define OBSERVED_END                                                                                     \
    OF_OBSERVATION("x.ended_at", OFFICER("ended_by"), "x.state, '', 0, 0, x.end_reason, x.paper_number", \
                   " AND x.ended_at IS NOT NULL")
/* numbers: last day before and after; text: why. */
#define TERM_CHANGE                                                                           \
    COLUMNS("x.at", VOIDED, "0", OBSERVED("p.id"), OBSERVED("p.name"), OFFICER("officer_id")) \
    "'', '', x.from_day, x.to_day, x.reason, '' FROM term_change x WHERE x.observation_id = :subject"
/* code, other_code: kind, what it denies; number: until when; text: what is said. A cleared one was no mistake. */
#define FLAG(whose)                                             \
    COLUMNS("x.from_at", "0", "0", "x.person_id", PERSON, "''") \
    "x.kind, x.denies, COALESCE(x.until_at, 0), 0, x.say, '' FROM flag x WHERE " whose
#define FLAG_CLEAR(whose)                                           \
    COLUMNS("b.at", "0", "0", "x.person_id", PERSON, BATCH_OFFICER) \
    "x.kind, x.denies, 0, 0, x.voided, '' FROM flag x" JOIN_LAST("flag") "WHERE x.voided IS NOT NULL AND " whose
/* code: kind; numbers: both readings; text: symptoms. */
#define INCIDENT(whose)                                                                                      \
    COLUMNS("x.opened_at", VOIDED, "CASE WHEN x.closed_at IS NULL THEN 1 ELSE 0 END", "x.person_id",         \
            PERSON_OR("x.name"), OFFICER("opened_by"))                                                       \
    "x.kind, '', COALESCE(x.first_tenths, 0), COALESCE(x.retest_tenths, 0), x.symptoms, '' FROM incident x " \
    "WHERE " whose
/* code, other_code: kind, result; text: the result in words. */
#define INCIDENT_CLOSED(whose)                                                                    \
    COLUMNS("x.closed_at", VOIDED, "0", "x.person_id", PERSON_OR("x.name"), OFFICER("closed_by")) \
    "x.kind, x.result, 0, 0, x.outcome, '' FROM incident x WHERE x.closed_at IS NOT NULL AND " whose
/* number: pieces; text: who brought it; more: where it stands. */
#define PARCEL                                                             \
    COLUMNS("x.arrived_at", VOIDED, "0", "0", "''", OFFICER("officer_id")) \
    "x.state, '', x.pieces, 0, x.carrier, x.shelf FROM parcel x WHERE x.place_id = :subject"
#define PARCEL_OUT                                                                               \
    COLUMNS("x.done_at", VOIDED, "0", "0", "''", SAID_OR("done_by", OFFICER("done_officer_id"))) \
    "x.state, '', x.pieces, 0, x.carrier, '' FROM parcel x WHERE x.done_at IS NOT NULL AND x.place_id = :subject"
/* code: class; numbers: people, from when; text: what for. */
#define EXPECTED                                                                                   \
    COLUMNS("x.announced_at", VOIDED, "0", "0", SAID_OR("name", "x.plate"), OFFICER("officer_id")) \
    "x.class, '', x.people, x.from_at, x.purpose, '' FROM expected x WHERE x.place_id = :subject"
/* who: the substitute. */
#define PAIRING                                                                \
    COLUMNS("x.from_at", VOIDED, "0", "x.person_id", "x.name", "x.substitute") \
    "'', '', 0, 0, x.note, '' FROM pairing x WHERE x.place_id = :subject"
/* text: found; more: what was done. */
#define PATROL                                                                                              \
    COLUMNS("x.at", VOIDED, "CASE WHEN x.done_at IS NULL THEN x.urgent ELSE 0 END", "0", "''", "x.by_whom") \
    "'', '', COALESCE(x.done_at, 0), 0, x.found, x.action FROM patrol x WHERE x.place_id = :subject"

#define SUPPLY_VOIDED "CASE WHEN x.voided IS NULL AND s.voided IS NULL THEN 0 ELSE 1 END"
/* code: how it stands; numbers: urgent or not, by when; text: what; who: whose it is. Whether it is late says the
 * clock.
 */
#define SUPPLY                                                                             \
    COLUMNS("x.asked_at", VOIDED, "0", "x.person_id", PERSON_OR("x.asked_by"), "x.helper") \
    "x.state, '', x.urgent, x.due_at, x.items, '' FROM supply x WHERE x.place_id = :subject"
/* codes: to what, from what; number: the request's; text: what; more: remark. Picked by an index alone: a household may
 * have asked for something every week for years. */
#define SUPPLY_STEP(picked, order)                                                                                     \
    COLUMNS("x.at", SUPPLY_VOIDED, "0", "0", "''", SAID_OR("helper", OFFICER("officer_id")))                           \
    "x.state, x.from_state, x.supply_id, 0, s.items, x.remark FROM supply_step x JOIN supply s ON s.id = x.supply_id " \
    "WHERE x.id IN (SELECT t.id FROM supply r JOIN supply_step t ON t.supply_id = r.id WHERE r.place_id = :subject "   \
    "AND (t.at, t.id) " picked " LIMIT :most) ORDER BY " order
/* numbers: how much was brought, and asked for; text: the thing; more: its unit. */
#define SUPPLY_PART                                                                                          \
    COLUMNS("t.at", SUPPLY_VOIDED, "0", "0", "''", "t.helper")                                               \
    "'', '', x.quantity, v.quantity, v.item, v.unit FROM supply s JOIN supply_step t ON t.supply_id = s.id " \
    "JOIN supply_delivery x ON x.supply_step_id = t.id JOIN supply_line v ON v.id = x.supply_line_id WHERE " \
    "s.place_id = :subject AND x.quantity < v.quantity"
/* number: how much; text: what; more: its unit. */
#define ISSUED                                                                                         \
    COLUMNS("x.at", VOIDED, "0", "0", "''", SAID_OR("whom", OFFICER("officer_id")))                    \
    "'', '', -x.change, 0, g.name, g.unit FROM stock_entry x JOIN goods g ON g.id = x.goods_id WHERE " \
    "x.place_id = :subject AND x.supply_step_id IS NULL"

#define OF_PLACE "x.place_id = :subject"
#define OF_MEMBERS "x.person_id IN " MEMBERS

const struct time_line_source time_line_sources[] = {
    {TIME_MEMBER, SUBJECT_PLACE, ORDERED(MEMBER, "b.at", "x.id")},
    {TIME_MEMBER_VOID, SUBJECT_PLACE, ORDERED(MEMBER_VOID, "b.at", "x.id")},
    {TIME_PASS, SUBJECT_PLACE, ORDERED(PASS(OF_PLACE), "x.issued_at", "x.id")},
    {TIME_PASS, SUBJECT_PLACE, ORDERED(PASS(OF_MEMBERS), "x.issued_at", "x.id")},
    {TIME_PASS_LOST, SUBJECT_PLACE, ORDERED(PASS_LOST(OF_PLACE), "x.lost_at", "x.id")},
    {TIME_PASS_LOST, SUBJECT_PLACE, ORDERED(PASS_LOST(OF_MEMBERS), "x.lost_at", "x.id")},
    {TIME_CROSSING, SUBJECT_PLACE, ORDERED(CROSSING(OF_PLACE), "x.at", "x.id")},
    {TIME_CROSSING, SUBJECT_MEMBER, ORDERED(CROSSING("x.person_id = :subject"), "x.at", "x.id")},
    {TIME_READING, SUBJECT_OBSERVATION, ORDERED(READING, "x.at", "x.id")},
    {TIME_FOLLOW_UP, SUBJECT_PLACE, ORDERED(FOLLOW_UP, "x.at", "x.id")},
    {TIME_VISIT, SUBJECT_PLACE, ORDERED(VISIT, "x.at", "x.id")},
    {TIME_SURVEY, SUBJECT_PLACE, ORDERED(SURVEY, "x.at", "x.id")},
    {TIME_ARRIVAL, SUBJECT_PLACE, ORDERED(ARRIVAL, "x.at", "x.id")},
    {TIME_DECLARATION, SUBJECT_PLACE, ORDERED(DECLARATION, "x.at", "x.id")},
    {TIME_OBSERVATION, SUBJECT_PLACE, ORDERED(OBSERVATION, "x.began_at", "x.id")},
    {TIME_VERIFIED, SUBJECT_PLACE, ORDERED(VERIFIED, "b.at", "x.id")},
    {TIME_TERM_CHANGE, SUBJECT_OBSERVATION, ORDERED(TERM_CHANGE, "x.at", "x.id")},
    {TIME_TOLD, SUBJECT_PLACE, ORDERED(TOLD, "x.told_at", "x.id")},
    {TIME_LETTER, SUBJECT_PLACE, ORDERED(LETTER, "x.letter_at", "x.id")},
    {TIME_PROMISE, SUBJECT_PLACE, ORDERED(PROMISE, "x.promise_at", "x.id")},
    {TIME_OBSERVED_END, SUBJECT_PLACE, ORDERED(OBSERVED_END, "x.ended_at", "x.id")},
    {TIME_FLAG, SUBJECT_PLACE, ORDERED(FLAG(OF_PLACE), "x.from_at", "x.id")},
    {TIME_FLAG, SUBJECT_PLACE, ORDERED(FLAG(OF_MEMBERS), "x.from_at", "x.id")},
    {TIME_FLAG_CLEAR, SUBJECT_PLACE, ORDERED(FLAG_CLEAR(OF_PLACE), "b.at", "x.id")},
    {TIME_FLAG_CLEAR, SUBJECT_PLACE, ORDERED(FLAG_CLEAR(OF_MEMBERS), "b.at", "x.id")},
    {TIME_INCIDENT, SUBJECT_PLACE, ORDERED(INCIDENT(OF_PLACE), "x.opened_at", "x.id")},
    {TIME_INCIDENT, SUBJECT_PLACE, ORDERED(INCIDENT(OF_MEMBERS), "x.opened_at", "x.id")},
    {TIME_INCIDENT_CLOSED, SUBJECT_PLACE, ORDERED(INCIDENT_CLOSED(OF_PLACE), "x.closed_at", "x.id")},
    {TIME_INCIDENT_CLOSED, SUBJECT_PLACE, ORDERED(INCIDENT_CLOSED(OF_MEMBERS), "x.closed_at", "x.id")},
    {TIME_PARCEL, SUBJECT_PLACE, ORDERED(PARCEL, "x.arrived_at", "x.id")},
    {TIME_PARCEL_OUT, SUBJECT_PLACE, ORDERED(PARCEL_OUT, "x.done_at", "x.id")},
    {TIME_EXPECTED, SUBJECT_PLACE, ORDERED(EXPECTED, "x.announced_at", "x.id")},
    {TIME_PAIRING, SUBJECT_PLACE, ORDERED(PAIRING, "x.from_at", "x.id")},
    {TIME_PATROL, SUBJECT_PLACE, ORDERED(PATROL, "x.at", "x.id")},
    {TIME_SUPPLY, SUBJECT_PLACE, ORDERED(SUPPLY, "x.asked_at", "x.id")},
    {TIME_SUPPLY_STEP, SUBJECT_PLACE, SUPPLY_STEP("< (:at, :id) ORDER BY t.at DESC, t.id DESC", "x.at DESC, x.id DESC"),
     SUPPLY_STEP("> (:at, :id) ORDER BY t.at, t.id", "x.at, x.id")},
    {TIME_SUPPLY_PART, SUBJECT_PLACE, ORDERED(SUPPLY_PART, "t.at", "x.id")},
    {TIME_ISSUED, SUBJECT_PLACE, ORDERED(ISSUED, "x.at", "x.id")},
};
const int time_line_source_count = sizeof time_line_sources / sizeof time_line_sources[0];
