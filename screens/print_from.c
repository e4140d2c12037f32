/* What Ctrl-P means where: the screen it is pressed on says which document, of which week, household or volunteer. */
#include "gatepost/clock.h"
#include "screens/booklet.h"
#include "screens/errands.h"
#include "screens/print.h"
#include "screens/register.h"
#include "screens/registry.h"
#include "screens/roster_week.h"
#include "screens/shifts.h"
#include "screens/volunteers.h"
#include <stdlib.h>

/* The day of the selected cell: its week for the roster, and that day when it is turned into a sheet to be signed. */
static void fill_week(const struct view *view, struct document_request *request)
{
    const struct roster_grid *grid = view->state;
    request->day = clock_day_add(grid->first_day, grid->day);
}

static void fill_booklet(const struct view *view, struct document_request *request)
{
    request->id = ((const struct booklet *)view->state)->place_id;
}

static void fill_place(const struct view *view, struct document_request *request)
{
    const struct place_row *row = list_selected(&view->list);
    request->id = row != NULL ? row->place.id : 0;
}

/* The record that is selected is what it is about. */
static void fill_record(const struct view *view, struct document_request *request)
{
    const struct record_head *head = register_selected(view);
    request->id = head != NULL ? head->id : 0;
}

static void fill_hours(const struct view *view, struct document_request *request)
{
    request->id = volunteer_hours_selected(view);
}

static void fill_supply(const struct view *view, struct document_request *request)
{
    const struct supply *supply = register_selected(view);
    request->id = supply != NULL ? supply->errand_id : 0;
}

/* The sheet of that post and shift, to be signed there. */
static void fill_shift(const struct view *view, struct document_request *request)
{
    struct fit_shift shift = shift_people_shift(view);
    request->day = shift.day;
    request->from_at = shift.starts_at;
    request->until_at = shift.ends_at;
    request->post_id = shift.post_id;
}

static void fill_shopping(const struct view *view, struct document_request *request)
{
    request->id = shopping_errand(view);
}

static const struct print_place {
    const struct screen_def *screen;
    const char *kind;
    void (*fill)(const struct view *view, struct document_request *request);
} places[] = {
    {&screen_gate, "gate", NULL},
    {&screen_observed, "observed", NULL},
    {&screen_observations, "observed", NULL},
    {&screen_round, "observed", NULL},
    {&screen_supplies, "delivery", fill_supply},
    {&screen_supply_board, "delivery", fill_supply},
    {&screen_supply, "delivery", fill_supply},
    {&screen_errands, "delivery", fill_record},
    {&screen_shopping, "shopping", fill_shopping},
    {&screen_roster, "roster", NULL},
    {&screen_roster_week, "roster", fill_week},
    {&screen_shift_people, "sign-in", fill_shift},
    {&screen_booklet, "booklet", fill_booklet},
    {&screen_places, "booklet", fill_place},
    {&screen_contacts, "calls", NULL},
    {&screen_passes, "passes", NULL},
    {&screen_volunteers, "shifts", fill_record},
    {&screen_volunteer_hours, "shifts", fill_hours},
};

static const struct print_place *place_of(const struct screen_def *screen)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (screen == places[i].screen)
            return &places[i];
    return NULL;
}

/* A form over the roster still stands on the roster; a screen of its own stands nowhere else. */
void print_guess(const struct view *view, struct document_request *request)
{
    *request = (struct document_request){.day = clock_day(clock_now()), .blank_rows = -1};
    while (place_of(view->def) == NULL && view->def->overlay && view->opener != NULL)
        view = view->opener;
    const struct print_place *place = place_of(view->def);
    request->kind = place != NULL ? document_kind_find(place->kind) : NULL;
    if (request->kind != NULL && place->fill != NULL)
        place->fill(view, request);
}
