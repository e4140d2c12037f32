/* Survey rounds and surveys (入户排查, domain.md §3): one round at a time; answers only where somebody answered. What a
 * household said of itself goes into the register of places with it. */
#include "gatepost/survey_rules.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "verb.h"
#include <string.h>

enum { OPEN_MOST = 16 };

/* ---- rounds ---- */

static bool check_name(struct store *store, const struct survey_round *round, struct err *err)
{
    struct survey_round other;
    if (!record_with_text(store, &survey_round_table, "name", round->name, &other, NULL) ||
        other.head.id == round->head.id)
        return true;
    return err_field(err, ERR_INPUT, "name", _("There is a survey round called %s already."), round->name);
}

/* The one that goes on is the last one. */
static bool check_open(struct store *store, const struct survey_round *round, struct err *err)
{
    struct survey_round open[OPEN_MOST];
    int count = 0;
    if (round->ended_day != 0)
        return true;
    if (!survey_round_open(store, open, OPEN_MOST, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (open[i].head.id != round->head.id && open[i].began_day > round->began_day)
            return err_field(err, ERR_INPUT, "ended", _("%s began later and is going on: say when this one ended."),
                             open[i].name);
    return true;
}

static bool check_round(struct store *store, void *record, const void *before, struct err *err)
{
    struct survey_round *round = record;
    (void)before;
    if (round->began_day == 0)
        round->began_day = clock_day(clock_now());
    if (round->ended_day != 0 && round->ended_day < round->began_day)
        return err_field(err, ERR_INPUT, "ended", _("The round cannot have ended before it began."));
    return check_name(store, round, err) && check_open(store, round, err);
}

static int last_day(const struct survey_round *ended, int began_day)
{
    int day = clock_day_add(began_day, -1);
    return day > ended->began_day ? day : ended->began_day;
}

static bool end_others(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct survey_round *round = record;
    struct survey_round open[OPEN_MOST];
    int count = 0;
    (void)before;
    if (round->ended_day != 0)
        return true;
    if (!survey_round_open(store, open, OPEN_MOST, &count, err))
        return false;
    for (int i = 0; i < count; i++) {
        if (open[i].head.id == round->head.id)
            continue;
        open[i].ended_day = last_day(&open[i], round->began_day);
        if (!record_save(store, &survey_round_table, &open[i], err))
            return false;
    }
    return true;
}

/* Surveys of no round would count nowhere. */
static bool check_void_round(struct store *store, const void *record, struct err *err)
{
    const struct survey_round *round = record;
    int64_t count = 0;
    if (!survey_count(store, round->head.id, &count, err))
        return false;
    return count == 0 ||
           err_set(err, ERR_INPUT, _("%1$s holds %2$lld surveys: it can be ended, and be voided only when they are."),
                   round->name, (long long)count);
}

const struct register_rules survey_round_rules = {
    .table = &survey_round_table,
    .verb_add = "survey_round.add",
    .verb_edit = "survey_round.edit",
    .verb_void = "survey_round.void",
    .check = check_round,
    .follow = end_others,
    .check_void = check_void_round,
};

static bool end_round(struct store *store, int64_t id, int64_t rev, int day, struct err *err)
{
    struct survey_round round;
    if (!record_get(store, &survey_round_table, id, &round, err) || !void_refuse_again(round.head.voided, err))
        return false;
    if (round.ended_day != 0)
        return err_set(err, ERR_CONFLICT, _("%s has ended already."), round.name);
    if (rev >= 0)
        round.head.rev = rev;
    round.ended_day = day != 0 ? day : clock_day(clock_now());
    return register_save_within(store, &survey_round_rules, &round, err);
}

bool survey_round_end(struct store *store, int64_t id, int64_t rev, int day, struct err *err)
{
    return verb_begin(store, "survey_round.end", err) && verb_end(store, end_round(store, id, rev, day, err), err);
}

bool survey_round_fits(struct store *store, const char *table, int64_t id, struct err *err)
{
    struct survey_round open[2];
    int count = 0;
    if (strcmp(table, "survey_round") != 0)
        return true;
    if (!survey_round_open(store, open, 2, &count, err))
        return false;
    return count < 2 || err_set(err, ERR_DENIED, _("Not undone: %s is going on since, and only one round can."),
                                open[open[0].head.id == id].name);
}

/* ---- surveys: what is refused ---- */

static bool is_asked(const struct survey *survey)
{
    return survey->persons != 0 || survey->returned >= 0 || survey->visitors >= 0 || survey->affected >= 0 ||
           survey->unwell >= 0 || survey->symptoms[0] != '\0';
}

static bool refuse_answers(const struct survey *survey, struct err *err)
{
    static const char *const sentences[] = {
        [SURVEY_NOT_HOME] = N_("Nobody was home, so nobody answered: take the answers out, or say that it was done."),
        [SURVEY_REFUSED] = N_("They refused, so nobody answered: take the answers out, or say that it was done."),
        [SURVEY_VACANT] = N_("It stands empty, so nobody answered: take the answers out, or say that it was done."),
    };
    return !is_asked(survey) || err_field(err, ERR_INPUT, "result", "%s", _(sentences[survey->result]));
}

/* Nobody living in a household known to be vacant is what was to be found out there. */
static bool check_persons(struct store *store, struct survey *survey, struct err *err)
{
    struct place place;
    if (survey->persons != 0)
        return true;
    if (!place_get(store, survey->place_id, &place, err))
        return false;
    if (place.occupancy == OCCUPANCY_VACANT && survey->returned <= 0 && survey->visitors <= 0 &&
        survey->affected <= 0 && survey->unwell <= 0) {
        survey->result = SURVEY_VACANT;
        survey->returned = survey->visitors = survey->affected = survey->unwell = -1;
        return true;
    }
    return err_field(err, ERR_INPUT, "persons",
                     _("How many people live there? If nobody does, say that it stands empty."));
}

static bool check_answers(struct store *store, struct survey *survey, struct err *err)
{
    if (survey->result != SURVEY_DONE)
        return refuse_answers(survey, err);
    if (survey->symptoms[0] != '\0' && survey->unwell == 0)
        return err_field(err, ERR_INPUT, "unwell", _("Symptoms are written down, so somebody is unwell: say yes."));
    if (survey->symptoms[0] != '\0')
        survey->unwell = 1;
    return check_persons(store, survey, err);
}

static bool check_day(struct store *store, const struct survey *survey, struct err *err)
{
    struct survey_round round;
    int day = clock_day(survey->at);
    if (!record_get(store, &survey_round_table, survey->round_id, &round, err))
        return false;
    if (day < round.began_day)
        return err_field(err, ERR_INPUT, "at", _("That was before %s began."), round.name);
    if (round.ended_day != 0 && day > round.ended_day)
        return err_field(err, ERR_INPUT, "at", _("%s had ended by then: say when it was, or choose the round."),
                         round.name);
    return true;
}

static bool complete_round(struct store *store, struct survey *survey, struct err *err)
{
    struct survey_round round;
    if (survey->round_id != 0)
        return true;
    if (!survey_round_current(store, &round, err)) {
        if (err != NULL)
            err->field = "round";
        return false;
    }
    survey->round_id = round.head.id;
    return true;
}

static bool check_survey(struct store *store, void *record, const void *before, struct err *err)
{
    struct survey *survey = record;
    const struct survey *was = before;
    if (was == NULL)
        survey->officer_id = store_officer(store);
    if (survey->at == 0)
        survey->at = was != NULL ? was->at : clock_now();
    if (!complete_round(store, survey, err) || !check_answers(store, survey, err))
        return false;
    bool same = was != NULL && was->at == survey->at && was->round_id == survey->round_id;
    return same || check_day(store, survey, err);
}

/* ---- what follows: the register of places says what the newest answer says ---- */

static bool is_answered(const struct survey *survey)
{
    return survey->result == SURVEY_DONE || survey->result == SURVEY_VACANT;
}

/* Whether they own or rent was not asked. */
static enum occupancy lived_in(const struct place *place)
{
    if (place->occupancy != OCCUPANCY_VACANT && place->occupancy != OCCUPANCY_NOT_HOME)
        return place->occupancy;
    return place->kind == PLACE_RENTED ? OCCUPANCY_RENTED : OCCUPANCY_UNKNOWN;
}

static bool write_place(struct store *store, struct place *place, int persons, enum occupancy occupancy,
                        struct err *err)
{
    if (place->voided[0] != '\0' || (place->reported_persons == persons && place->occupancy == occupancy))
        return true;
    place->reported_persons = persons;
    place->occupancy = occupancy;
    return place_save(store, place, err);
}

static bool apply(struct store *store, const struct survey *survey, struct err *err)
{
    struct place place;
    if (!place_get(store, survey->place_id, &place, err))
        return false;
    if (survey->result == SURVEY_DONE)
        return write_place(store, &place, survey->persons, lived_in(&place), err);
    if (survey->result == SURVEY_VACANT)
        return write_place(store, &place, 0, OCCUPANCY_VACANT, err);
    if (survey->result == SURVEY_NOT_HOME && place.occupancy == OCCUPANCY_UNKNOWN)
        return write_place(store, &place, place.reported_persons, OCCUPANCY_NOT_HOME, err);
    return true;
}

/* Nobody stands behind what was said; what was written by hand since is left alone. */
static bool take_back(struct store *store, const struct survey *survey, bool tried, struct err *err)
{
    struct place place;
    if (!place_get(store, survey->place_id, &place, err))
        return false;
    int persons = place.reported_persons;
    enum occupancy occupancy = place.occupancy;
    if (survey->result == SURVEY_DONE && persons == survey->persons)
        persons = 0;
    if (survey->result == SURVEY_VACANT && occupancy == OCCUPANCY_VACANT)
        occupancy = OCCUPANCY_UNKNOWN;
    if (survey->result == SURVEY_NOT_HOME && occupancy == OCCUPANCY_NOT_HOME && !tried)
        occupancy = OCCUPANCY_UNKNOWN;
    return write_place(store, &place, persons, occupancy, err);
}

static bool is_newer(const struct survey *survey, const struct survey *other)
{
    return survey->at != other->at ? survey->at > other->at : survey->head.id > other->head.id;
}

/* The survey does not stand any more, or not at that place: the one before it counts. */
static bool retract(struct store *store, const struct survey *was, struct err *err)
{
    struct survey answered, tried;
    if (!survey_standing(store, was->place_id, true, &answered, err) ||
        !survey_standing(store, was->place_id, false, &tried, err))
        return false;
    if (is_answered(was) && answered.head.id != 0)
        return is_newer(&answered, was) || apply(store, &answered, err);
    return take_back(store, was, tried.head.id != 0, err);
}

static bool says_the_same(const struct survey *survey, const struct survey *was)
{
    return was->place_id == survey->place_id && was->result == survey->result && was->persons == survey->persons &&
           was->at == survey->at;
}

static bool follow_survey(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct survey *survey = record, *was = before;
    struct survey standing;
    if (was != NULL && says_the_same(survey, was))
        return true;
    if (was != NULL && !retract(store, was, err))
        return false;
    if (!survey_standing(store, survey->place_id, is_answered(survey), &standing, err))
        return false;
    return standing.head.id != survey->head.id || apply(store, survey, err);
}

static bool follow_void(struct store *store, const void *record, struct err *err)
{
    return retract(store, record, err);
}

const struct register_rules survey_rules = {
    .table = &survey_table,
    .verb_add = "survey.add",
    .verb_edit = "survey.edit",
    .verb_void = "survey.void",
    .check = check_survey,
    .follow = follow_survey,
    .follow_void = follow_void,
};
