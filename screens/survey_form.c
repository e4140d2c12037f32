/* Screening one household. A normal one is its room, how many live there, Enter: the questions stand on the form to be
 * read out, answered no until somebody says yes. */
#include "gatepost/arrival.h"
#include "gatepost/labels.h"
#include "gatepost/place_list.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/look.h"
#include "screens/registry.h"
#include "screens/surveys.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ANSWER_NOT_ASKED, ANSWER_NO, ANSWER_YES };
static const char *const answers[] = {"returned", "visitors", "affected", "unwell"};
enum { ANSWERS = sizeof answers / sizeof answers[0] };

static bool is_done(const struct view *view)
{
    return form_choice(&view->form, "result") == SURVEY_DONE;
}

static bool is_stored(const struct view *view)
{
    return ((const struct record_head *)register_form_record(view))->id != 0;
}

/* What a stored one says must be seen to be taken out. */
static bool is_asked(const struct view *view)
{
    return is_done(view) || is_stored(view);
}

static bool is_unwell(const struct view *view)
{
    return is_stored(view) || (is_done(view) && form_choice(&view->form, "unwell") == ANSWER_YES);
}

static void answer_all(struct view *view, int answer)
{
    for (int i = 0; i < ANSWERS; i++)
        form_set_choice(&view->form, answers[i], answer);
}

/* ---- what is read before saving ---- */

static void add_tries(struct view *view, const struct place *place, struct buffer *words)
{
    struct survey last;
    struct survey_round round;
    int tries = 0;
    if (!survey_round_current(application_store(view), &round, NULL) ||
        !survey_of_place(application_store(view), round.head.id, place->id, &last, &tries, NULL))
        return;
    buffer_format(words, _("   this round: %1$s, try %2$d"), _(survey_result_labels[last.result]), tries);
}

static void say_place(struct view *view, const struct place *place, int listed)
{
    const struct application *application = application_of(view);
    char head[NAME_BYTES], phone[PHONE_SIZE];
    struct buffer words = {0};
    application_mask(application, MASK_NAME, place->head, head, sizeof head);
    application_mask(application, MASK_PHONE, place->phone, phone, sizeof phone);
    buffer_format(&words, "%s%s%s%s", head, head[0] ? "  " : "", phone, phone[0] ? "  " : "");
    buffer_format(&words, _("listed %d"), listed);
    if (place->reported_persons)
        buffer_format(&words, _(", reported %d"), place->reported_persons);
    if (place->occupancy != OCCUPANCY_UNKNOWN && place->occupancy != OCCUPANCY_OWNER)
        buffer_format(&words, "  %s", _(occupancy_labels[place->occupancy]));
    add_tries(view, place, &words);
    register_form_say(view, NOTE_PLAIN, buffer_text(&words));
    buffer_release(&words);
}

/* -1: no number stands there. */
static int persons_typed(const struct view *view)
{
    char digits[16];
    text_copy_narrow(digits, sizeof digits, form_text(&view->form, "persons"));
    return digits[0] && !digits[strspn(digits, "0123456789")] ? atoi(digits) : -1;
}

/* Opened from the progress of a round that is over it is filed there, and counts for nothing in the one going on. */
static void say_round(struct view *view)
{
    const char *typed = form_text(&view->form, "round");
    struct survey_round round;
    char words[NOTE_BYTES];
    if (is_stored(view) || !typed[0] ||
        !record_with_text(application_store(view), &survey_round_table, "name", typed, &round, NULL) ||
        !round.ended_day)
        return;
    snprintf(words, sizeof words, _("! %.120s has ended: this is filed under it all the same."), round.name);
    register_form_say(view, NOTE_WARNING, words);
}

static void say_persons(struct view *view, int listed)
{
    int persons = persons_typed(view);
    char words[NOTE_BYTES];
    if (form_choice(&view->form, "result") == SURVEY_VACANT && listed > 0) {
        snprintf(words, sizeof words, _("! It stands empty, but %d are listed as living there."), listed);
        register_form_say(view, NOTE_WARNING, words);
    }
    if (!is_done(view) || persons <= 0 || persons == listed)
        return;
    snprintf(words, sizeof words,
             persons > listed ? _("! %1$d live there, %2$d are listed: who is missing is added under F9, People.")
                              : _("! %1$d live there, %2$d are listed: somebody may have moved out."),
             persons, listed);
    register_form_say(view, NOTE_WARNING, words);
}

static void say_next(struct view *view)
{
    if (!is_done(view))
        return;
    if (form_choice(&view->form, "unwell") == ANSWER_YES)
        register_form_say(view, NOTE_WARNING, _("! Somebody is unwell: open an incident for them, Ctrl-B and F7."));
    else if (form_choice(&view->form, "returned") == ANSWER_YES || form_choice(&view->form, "visitors") == ANSWER_YES)
        register_form_say(view, NOTE_PLAIN, _("Who came is asked as soon as this is saved."));
}

static void say_all(struct view *view)
{
    struct place place;
    int64_t place_id = register_form_place(view);
    int listed = 0;
    register_form_hush(view);
    if (place_id && place_get(application_store(view), place_id, &place, NULL)) {
        place_listed(application_store(view), place_id, &listed, NULL);
        say_place(view, &place, listed);
        say_persons(view, listed);
    }
    say_round(view);
    say_next(view);
}

/* ---- what follows from what ---- */

/* Nobody answered: what stood there goes, or was never more than offered. */
static void follow_result(struct view *view)
{
    if (is_done(view)) {
        if (!is_stored(view))
            answer_all(view, ANSWER_NO);
        return;
    }
    form_set_text(&view->form, "persons", "");
    form_set_text(&view->form, "symptoms", "");
    answer_all(view, ANSWER_NOT_ASKED);
}

static void set_result(struct view *view, enum survey_result result)
{
    form_set_choice(&view->form, "result", (int)result);
    follow_result(view);
    form_focus(&view->form, "result");
    say_all(view);
}

/* The household is known where it was chosen from a list. */
static void begin(struct view *view)
{
    answer_all(view, ANSWER_NO);
    if (register_form_place(view))
        form_focus(&view->form, "persons");
}

void survey_form_changed(struct view *view, const char *field)
{
    if (!field[0] && !is_stored(view))
        begin(view);
    else if (!strcmp(field, "result"))
        follow_result(view);
    else if (!strcmp(field, "persons") && persons_typed(view) == 0)
        set_result(view, SURVEY_VACANT);
    say_all(view);
}

void survey_form_next(const struct view *view, const void *saved, void *record)
{
    const struct survey *from = saved;
    struct survey *survey = record;
    (void)view;
    survey->how = from->how;
    survey->round_id = from->round_id;
    text_copy(survey->by_whom, sizeof survey->by_whom, from->by_whom);
}

void survey_offer_arrivals(struct view *view, const struct survey *survey)
{
    struct arrival arrival;
    register_new(&arrival_rules, &arrival);
    arrival.place_id = survey->place_id;
    arrival.survey_id = survey->head.id;
    arrival.kind = survey->returned != 1 && survey->visitors == 1 ? ARRIVAL_RELATIVE : ARRIVAL_RESIDENT;
    arrival.affected = survey->affected;
    const struct register_open open = {.preset = &arrival, .again = true};
    ui_open(view->ui, &screen_arrival_form, &open);
}

void survey_form_saved(struct view *view, const void *record, const void *before)
{
    const struct survey *survey = record, *was = before;
    bool returned = survey->returned == 1 && (!was || was->returned != 1);
    bool visitors = survey->visitors == 1 && (!was || was->visitors != 1);
    if (returned || visitors)
        survey_offer_arrivals(view, survey);
}

/* ---- keys that say how it went ---- */

static void run_result(struct view *view)
{
    set_result(view, (enum survey_result)view->running->argument);
}

/* Where a number or a choice is asked these are no text. */
static bool key(struct view *view, const struct key_event *event)
{
    static const struct {
        int32_t key;
        enum survey_result result;
    } keys[] = {{'-', SURVEY_NOT_HOME}, {'/', SURVEY_REFUSED}, {'*', SURVEY_VACANT}};
    const char *field = view->form.def->fields[view->form.focus].name;
    if (strcmp(field, "persons") != 0 && strcmp(field, "result") != 0)
        return false;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (key_command(event->key) != keys[i].key)
            continue;
        set_result(view, keys[i].result);
        return true;
    }
    return false;
}

static void run_look(struct view *view)
{
    look_open(view, 0, register_form_place(view));
}

static const char *look_why_not(const struct view *view)
{
    return register_form_place(view) ? NULL : _("Which household?");
}

static const struct action actions[] = {
    {.name = "survey.look",
     .label = N_("Full no."),
     .help =
         N_("Shows the full phone of this household for half a minute, to ring it up; that you looked is recorded."),
     .keys = {KEY_CTRL('D')},
     .priority = 28,
     .flags = ACTION_WRITES,
     .verb = "person.look",
     .run = run_look,
     .why_not = look_why_not,
     .opens = &screen_look},
    {.name = "survey.not_home",
     .label = N_("NotHome"),
     .help = N_("In the number of persons: nobody was home; Enter saves the try."),
     .keys = {'-'},
     .priority = 70,
     .run = run_result,
     .argument = SURVEY_NOT_HOME},
    {.name = "survey.refused",
     .label = N_("Refuses"),
     .help = N_("In the number of persons: they refused; Enter saves it."),
     .keys = {'/'},
     .priority = 69,
     .run = run_result,
     .argument = SURVEY_REFUSED},
    {.name = "survey.vacant",
     .label = N_("Vacant"),
     .help = N_("In the number of persons: nobody lives there; Enter saves it. 0 says the same."),
     .keys = {'*'},
     .priority = 68,
     .run = run_result,
     .argument = SURVEY_VACANT},
};
static const struct field fields[] = {
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("room / who lives there"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_REQUIRED},
    {.name = "persons",
     .label = N_("Living there"),
     .hint = N_("- not home  / refused  * empty"),
     .width = 4,
     .required = is_done,
     .shown = is_asked},
    {.name = "result", .label = N_("Outcome"), .kind = FIELD_CHOICE, .width = 60, .choices = survey_result_labels},
    {.name = "returned",
     .label = N_("Someone returned"),
     .help = N_("Has anyone come back from elsewhere? Who it is is asked when this is saved."),
     .kind = FIELD_CHOICE,
     .width = 24,
     .choices = answer_labels,
     .shown = is_asked},
    {.name = "visitors",
     .label = N_("Relatives came"),
     .help = N_("Have relatives or friends come to visit?"),
     .kind = FIELD_CHOICE,
     .width = 24,
     .choices = answer_labels,
     .shown = is_asked},
    {.name = "affected",
     .label = N_("Affected area"),
     .help = N_("Was anyone in contact with the affected area?"),
     .kind = FIELD_CHOICE,
     .width = 24,
     .choices = answer_labels,
     .shown = is_asked},
    {.name = "unwell",
     .label = N_("Unwell"),
     .help = N_("Does anyone have a fever, a cough or other symptoms?"),
     .kind = FIELD_CHOICE,
     .width = 24,
     .choices = answer_labels,
     .shown = is_asked},
    {.name = "symptoms", .label = N_("Symptoms"), .width = 36, .shown = is_unwell},
    {.name = "how", .label = N_("How"), .kind = FIELD_CHOICE, .width = 20, .choices = survey_how_labels},
    {.name = "by", .label = N_("Asked by"), .kind = FIELD_SUGGEST, .width = 20},
    {.name = "at", .label = N_("When"), .hint = N_("empty = now"), .kept_hint = N_("empty = unchanged"), .width = 17},
    {.name = "round", .label = N_("Round"), .hint = N_("empty = this one"), .kind = FIELD_SUGGEST, .width = 24},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("survey", fields);

const struct screen_def screen_survey_form = {
    .name = "survey_form",
    .title = N_("Screening"),
    .subject = &survey_register,
    .state_size = sizeof(struct register_form),
    .actions = ACTION_TABLE(actions),
    .form = &form,
    .overlay = true,
    .columns = 76,
    .open = register_form_open,
    .key = key,
};
