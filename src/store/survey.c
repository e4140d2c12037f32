#include "gatepost/survey.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>

const char *const survey_how_names[] = {"door", "phone", NULL};
const char *const survey_how_labels[] = {N_("At the door"), N_("By phone"), NULL};
const char *const survey_result_names[] = {"done", "not_home", "refused", "vacant", NULL};
const char *const survey_result_labels[] = {N_("Screened"), N_("Nobody home"), N_("Turned us away"), N_("Stands empty"),
                                            NULL};

#define SURVEY_ROUND(member) RECORD_AT(struct survey_round, member)
const struct record_field survey_round_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, SURVEY_ROUND(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, SURVEY_ROUND(head.rev)},
    {"name", "NAME", N_("what the round is called"), RECORD_TEXT, RECORD_NEEDED, SURVEY_ROUND(name), .width = 20,
     .said = SAID_AS_IT_IS, .column = "name", .label = N_("Round")},
    {"began", "DAY", N_("first day; today if nothing is said"), RECORD_DAY, RECORD_BOTH, SURVEY_ROUND(began_day),
     .width = 10, .column = "began_day", .label = N_("Begun")},
    {"ended", "DAY", N_("last day; nothing: it goes on"), RECORD_DAY, RECORD_BOTH, SURVEY_ROUND(ended_day), .width = 10,
     .column = "ended_day", .label = N_("Ended on")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, SURVEY_ROUND(note), .column = "note",
     .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SURVEY_ROUND(head.voided)},
    {0},
};
static const struct record_scope survey_round_scopes[] = {
    [ROUNDS_ALL] = {"valid", "voided IS NULL"},
    {0},
};
const struct record_table survey_round_table = {
    .name = "survey_round",
    .size = sizeof(struct survey_round),
    .fields = survey_round_fields,
    .order = "began_day",
    .newest_first = true,
    .scopes = survey_round_scopes,
    .none = N_("There is no survey round %lld."),
    .what = N_("survey round"),
    .called = "name",
};

#define SURVEY(member) RECORD_AT(struct survey, member)
const struct record_field survey_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, SURVEY(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, SURVEY(head.rev)},
    {"at", "TIME", N_("when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, SURVEY(at), .width = 19,
     .column = "at", .label = N_("When")},
    {"round", "NAME", N_("the round; the one going on if nothing is said"), RECORD_ROW, RECORD_BOTH, SURVEY(round_id),
     .width = 16, .column = "round_id", .label = N_("Round"), .of = &survey_round_table},
    {"place", "ROOM", N_("the household: 12-2-1203"), RECORD_PLACE, RECORD_NEEDED, SURVEY(place_id), .width = 14,
     .column = "place_id", .label = N_("Household")},
    {"how", "door|phone", N_("at the door or by phone"), RECORD_CHOICE, RECORD_BOTH, SURVEY(how),
     .choices = survey_how_names, .labels = survey_how_labels, .width = 8, .column = "how", .label = N_("How")},
    {"result", "done|not_home|refused|vacant", N_("how it went"), RECORD_CHOICE, RECORD_BOTH, SURVEY(result),
     .choices = survey_result_names, .labels = survey_result_labels, .width = 8, .column = "result",
     .label = N_("Outcome")},
    {"persons", "NUMBER", N_("how many people live there"), RECORD_NUMBER, RECORD_BOTH, SURVEY(persons), .least = 1,
     .most = 99, .width = 4, .column = "persons", .label = N_("Persons living there")},
    {"returned", "yes|no", N_("has anyone come back from elsewhere"), RECORD_ANSWER, RECORD_BOTH, SURVEY(returned),
     .width = 4, .column = "returned", .label = N_("Someone returned")},
    {"visitors", "yes|no", N_("have relatives or friends come to visit"), RECORD_ANSWER, RECORD_BOTH, SURVEY(visitors),
     .width = 4, .column = "visitors", .label = N_("Relatives came")},
    {"affected", "yes|no", N_("contact with the affected area"), RECORD_ANSWER, RECORD_BOTH, SURVEY(affected),
     .width = 4, .column = "affected", .label = N_("Affected area")},
    {"unwell", "yes|no", N_("somebody has symptoms"), RECORD_ANSWER, RECORD_BOTH, SURVEY(unwell), .width = 4,
     .column = "unwell", .label = N_("Unwell")},
    {"symptoms", "TEXT", N_("which symptoms"), RECORD_TEXT, RECORD_BOTH, SURVEY(symptoms), .column = "symptoms",
     .label = N_("Symptoms")},
    {"by", "NAME", N_("who asked"), RECORD_TEXT, RECORD_BOTH, SURVEY(by_whom), .width = 10, .said = SAID_NAME,
     .column = "by_whom", .label = N_("Asked by")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, SURVEY(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, SURVEY(note), .column = "note", .label = N_("Remark")},
    {"try", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, SURVEY(tries), .width = 4,
     .derived = "(SELECT COUNT(*) FROM survey earlier WHERE earlier.place_id = survey.place_id AND earlier.round_id = "
                "survey.round_id AND earlier.voided IS NULL AND (earlier.at, earlier.id) <= (survey.at, survey.id))",
     .label = N_("Try")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SURVEY(head.voided)},
    {0},
};
static const struct record_scope survey_scopes[] = {
    [SURVEYS_VALID] = {"valid", "voided IS NULL"},
    [SURVEYS_NOT_HOME] = {"not-home", "result = 'not_home' AND voided IS NULL"},
    [SURVEYS_REFUSED] = {"refused", "result = 'refused' AND voided IS NULL"},
    [SURVEYS_VACANT] = {"vacant", "result = 'vacant' AND voided IS NULL"},
    [SURVEYS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table survey_table = {
    .name = "survey",
    .size = sizeof(struct survey),
    .fields = survey_fields,
    .order = "at",
    .newest_first = true,
    .scopes = survey_scopes,
    .none = N_("There is no survey %lld."),
    .what = N_("survey"),
    .called = "place_id",
};

bool survey_of_place(struct store *store, int64_t round_id, int64_t place_id, struct survey *survey, int *tries,
                     struct err *err)
{
    int64_t id = 0;
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM survey WHERE place_id = :place_id AND round_id = :round_id AND voided IS NULL "
                       "ORDER BY at DESC, id DESC",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", place_id);
    statement_integer(statement, "round_id", round_id);
    for (*tries = 0; statement_row(statement); (*tries)++)
        if (*tries == 0)
            id = column_integer(statement, 0);
    if (!statement_done(statement, err))
        return false;
    return id != 0 ? record_get(store, &survey_table, id, survey, err)
                   : err_set(err, ERR_NOT_FOUND, _("This household was not screened in this round."));
}

bool survey_standing(struct store *store, int64_t place_id, bool answered, struct survey *survey, struct err *err)
{
    static const char answered_sql[] = "SELECT id FROM survey WHERE place_id = :place_id AND voided IS NULL AND "
                                       "result IN ('done', 'vacant') ORDER BY at DESC, id DESC LIMIT 1";
    static const char tried_sql[] = "SELECT id FROM survey WHERE place_id = :place_id AND voided IS NULL AND "
                                    "result = 'not_home' ORDER BY at DESC, id DESC LIMIT 1";
    int count = 0;
    struct statement *statement = statement_take(store, answered ? answered_sql : tried_sql, err);
    *survey = (struct survey){0};
    if (statement != NULL)
        statement_integer(statement, "place_id", place_id);
    return record_found_all(store, statement, &survey_table, survey, 1, &count, err);
}

bool survey_count(struct store *store, int64_t round_id, int64_t *count, struct err *err)
{
    struct statement *statement =
        statement_take(store, "SELECT COUNT(*) FROM survey WHERE round_id = :round_id AND voided IS NULL", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "round_id", round_id);
    return table_integer(statement, count, err);
}

bool survey_round_open(struct store *store, struct survey_round *rounds, int most, int *count, struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT id FROM survey_round WHERE ended_day IS NULL AND voided IS NULL ORDER BY began_day DESC, id DESC", err);
    return record_found_all(store, statement, &survey_round_table, rounds, most, count, err);
}

bool survey_round_current(struct store *store, struct survey_round *round, struct err *err)
{
    int count = 0;
    return survey_round_open(store, round, 1, &count, err) &&
           (count == 1 || err_set(err, ERR_NOT_FOUND, _("No survey round is going on. Begin one first.")));
}
