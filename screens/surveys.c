/* Surveys (入户排查, domain.md §3): the visits and calls of the rounds. */
#include "screens/surveys.h"
#include "gatepost/labels.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/survey.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("All"),          N_("Nobody home"),      N_("Turned us away"),
                                           N_("Stands empty"), N_("All and the void"), NULL};

/* What was said of the household, only what needs somebody. */
static void write_matters(const struct survey *survey, char *text, size_t size)
{
    const struct {
        int answer;
        const char *words;
    } matters[] = {{survey->unwell, _("unwell")},
                   {survey->affected, _("affected area")},
                   {survey->returned, _("returned")},
                   {survey->visitors, _("visitors")}};
    struct buffer words = {0};
    for (size_t i = 0; i < sizeof matters / sizeof matters[0]; i++)
        if (matters[i].answer == 1)
            buffer_format(&words, "%s%s", words.length ? " " : "", matters[i].words);
    if (survey->symptoms[0])
        buffer_format(&words, ": %s", survey->symptoms);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct survey *survey = record;
    (void)view;
    if (!strcmp(column, "matters")) {
        write_matters(survey, cell->text, sizeof cell->text);
        if (survey->unwell == 1 || survey->affected == 1)
            cell->style = STYLE_WARNING;
    } else if (!strcmp(column, "persons")) {
        if (survey->persons)
            snprintf(cell->text, sizeof cell->text, "%d", survey->persons);
    } else if (!strcmp(column, "try")) {
        if (!survey->head.voided[0])
            snprintf(cell->text, sizeof cell->text, "%d", survey->tries);
    } else {
        return false;
    }
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    enum survey_result result = ((const struct survey *)record)->result;
    return result == SURVEY_NOT_HOME || result == SURVEY_REFUSED ? STYLE_MUTED : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct survey *survey = record;
    const struct record_field *place = record_find(survey_fields, "place");
    char label[NAME_BYTES];
    record_refers(application_store(view), place, record, label, sizeof label);
    snprintf(text, size, "%.100s %s", label, _(survey_result_labels[survey->result]));
}

const struct register_screen survey_register = {
    .rules = &survey_rules,
    .form = &screen_survey_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .changed = survey_form_changed,
    .next = survey_form_next,
    .saved = survey_form_saved,
    .name = name,
};

static void run_arrivals(struct view *view)
{
    survey_offer_arrivals(view, register_selected(view));
}

static const char *arrivals_why_not(const struct view *view)
{
    const struct survey *survey = register_selected(view);
    return survey && survey->head.voided[0] ? _("It is void.") : NULL;
}

/* The whole of it in the message row: the list has room for its beginning. */
static void note(const struct view *view, struct buffer *out)
{
    const struct survey *survey = register_selected(view);
    char matters[NOTE_BYTES + 64];
    if (!survey)
        return;
    write_matters(survey, matters, sizeof matters);
    buffer_format(out, "%s%s%s", matters, matters[0] && survey->note[0] ? "   " : "", survey->note);
}

static const struct column columns[] = {
    {.heading = N_("When"), .name = "at", .width = 11, .priority = 8},
    {.heading = N_("Household"), .name = "place", .width = 12, .grow = 1, .most = 28, .priority = 9},
    {.heading = N_("Outcome"), .name = "result", .width = 8, .priority = 9},
    {.heading = N_("Try"), .name = "try", .width = 4, .priority = 7, .right = true},
    {.heading = N_("Persons"), .name = "persons", .width = 7, .priority = 7, .right = true},
    {.heading = N_("What matters"), .name = "matters", .width = 12, .grow = 2, .priority = 8, .free_text = true},
    {.heading = N_("How"), .name = "how", .width = 6, .priority = 4},
    {.heading = N_("Asked by"), .name = "by", .width = 8, .grow = 1, .most = 16, .priority = 5},
    {.heading = N_("Round"), .name = "round", .width = 10, .priority = 3, .zoomed_only = true},
    {.heading = N_("Remark"), .name = "note", .width = 6, .grow = 2, .priority = 2, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Visits and calls of the screening stand here, the newest first. F7 adds one."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("survey.add", &screen_survey_form,
                 N_("Screens a household, at the door or by phone; the form stays open for the next one.")),
    REGISTER_EDIT("survey.edit", &screen_survey_form, N_("Corrects the selected survey.")),
    {.name = "survey.arrivals",
     .label = N_("Arrival"),
     .help = N_("Writes down who came back or came to visit, as said in the selected survey."),
     .keys = {'+'},
     .priority = 62,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "arrival.add",
     .run = run_arrivals,
     .why_not = arrivals_why_not,
     .opens = &screen_arrival_form},
    REGISTER_VOID("survey.void", N_("Voids the selected survey, with a reason; the one before it counts again.")),
    REGISTER_TURN("survey.which", N_("Shows all, those not at home, those who refused, empty ones, or the void too.")),
    REGISTER_BOOKLET("survey.booklet"),
    REGISTER_HISTORY("survey.history", N_("Who changed what of the selected survey, and when.")),
};
const struct screen_def screen_surveys = {
    .name = "surveys",
    .title = N_("Surveys"),
    .subject = &survey_register,
    .state_size = sizeof(struct register_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SCREENING | TOPIC_PEOPLE | TOPIC_SESSION,
    .heading = register_heading,
    .note = note,
};
