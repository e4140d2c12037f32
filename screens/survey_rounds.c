/* Survey rounds (排查轮次, domain.md §3). */
#include "gatepost/registers.h"
#include "gatepost/survey_rules.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct survey_round *round = record;
    (void)view;
    if (strcmp(column, "ended") != 0 || round->ended_day)
        return false;
    text_copy(cell->text, sizeof cell->text, _("going on"));
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return ((const struct survey_round *)record)->ended_day ? STYLE_MUTED : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    (void)view;
    text_copy(text, size, ((const struct survey_round *)record)->name);
}

/* A new round ends the one that goes on; that is said before it is saved. */
static void changed(struct view *view, const char *field)
{
    const struct survey_round *record = register_form_record(view);
    struct survey_round open;
    char words[NOTE_BYTES];
    if (field[0] && strcmp(field, "ended"))
        return;
    register_form_hush(view);
    if (form_text(&view->form, "ended")[0] || !survey_round_current(application_store(view), &open, NULL) ||
        open.head.id == record->head.id)
        return;
    snprintf(words, sizeof words, _("%.120s is going on: saving this ends it."), open.name);
    register_form_say(view, NOTE_WARNING, words);
}

static const struct register_screen rounds = {
    .rules = &survey_round_rules,
    .form = &screen_survey_round_form,
    .cell = cell,
    .row_style = row_style,
    .changed = changed,
    .name = name,
};

static void run_end(struct view *view)
{
    const struct survey_round *round = register_selected(view);
    struct err err = {0};
    char called[NAME_BYTES];
    text_copy(called, sizeof called, round->name);
    if (!survey_round_end(application_store(view), round->head.id, round->head.rev, 0, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("%s has ended today.   Ctrl-Z undoes"), called);
    application_saved(view);
}

static const char *end_why_not(const struct view *view)
{
    const struct survey_round *round = register_selected(view);
    return round && round->ended_day ? _("It has ended already.") : NULL;
}

static void run_progress(struct view *view)
{
    ui_open(view->ui, &screen_screening, &((const struct record_head *)register_selected(view))->id);
}

static const struct column columns[] = {
    {.heading = N_("Round"), .name = "name", .width = 20, .grow = 2, .most = 40, .priority = 9},
    {.heading = N_("Begun"), .name = "began", .width = 10, .priority = 8},
    {.heading = N_("Ended on"), .name = "ended", .width = 10, .priority = 8},
    {.heading = N_("Remark"), .name = "note", .width = 10, .grow = 2, .priority = 3, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Survey rounds stand here: every household is asked once in each. F7 begins the first."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    {.name = "survey_round.progress",
     .label = N_("Progress"),
     .help = N_("Shows how far the selected round has come, by building, grid and line."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW,
     .run = run_progress,
     .opens = &screen_screening},
    REGISTER_ADD("survey_round.add", &screen_survey_round_form, N_("Begins a survey round; the one going on ends.")),
    {.name = "survey_round.end",
     .verb = "survey_round.end",
     .label = N_("End it"),
     .help = N_("The selected round ends today."),
     .keys = {KEY_CTRL('G')},
     .priority = 60,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_end,
     .why_not = end_why_not},
    REGISTER_EDIT("survey_round.edit", &screen_survey_round_form, N_("Corrects the selected round.")),
    REGISTER_VOID("survey_round.void", N_("Voids the selected round, with a reason; it must be without surveys.")),
    REGISTER_HISTORY("survey_round.history", N_("Who changed what of the selected round, and when.")),
};
static const struct field fields[] = {
    {.name = "name", .label = N_("Round"), .width = 30, .flags = FIELD_REQUIRED},
    {.name = "began", .label = N_("Begun"), .hint = N_("empty = today"), .width = 12},
    {.name = "ended", .label = N_("Ended on"), .hint = N_("empty = going on"), .width = 12},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("survey_round", fields);

const struct screen_def screen_survey_round_form =
    REGISTER_FORM_SCREEN("survey_round_form", N_("Survey round"), &rounds, &form, 66);
const struct screen_def screen_survey_rounds =
    REGISTER_LIST_SCREEN("survey_rounds", N_("Survey rounds"), &rounds, &list, actions, TOPIC_SCREENING);
