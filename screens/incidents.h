/* Incidents: the list, one of them step by step, and the ways into it from the gate and the alarms. */
#ifndef SCREENS_INCIDENTS_H
#define SCREENS_INCIDENTS_H
#include "gatepost/crossing.h"
#include "gatepost/incident_rules.h"
#include "screens/look.h"
#include "screens/register.h"

/* State of both screens: a step's words are asked for while another row may become the selected one. */
struct incident_screen {
    struct register_list list; /* of screen_incidents */
    struct incident incident;  /* of screen_incident */
    int64_t step_id, step_rev; /* what the words are being asked for */
    enum incident_step step;
};
extern const struct register_screen incident_register;

/* The incident the keys of this screen act on; NULL: none. */
const struct incident *incident_here(const struct view *view);
/* "12-2-1203 刘洋", masked as the screen is. */
void incident_name(const struct view *view, const void *record, char *text, size_t size);
/* One step now: asks for its words where it has some. */
void incident_step_run(struct view *view, enum incident_step step);
/* Shows one step by step. */
void incident_show(struct view *view, int64_t id);
/* The incident of a crossing or of its person; when there is none, the form of a new one about them. */
void incident_from_crossing(struct view *view, const struct crossing *crossing);

void incident_run_step(struct view *view); /* the step is the action's argument */
void incident_run_close(struct view *view);
void incident_run_look(struct view *view);                  /* the full number of the record, else of the person */
const char *incident_why_not_open(const struct view *view); /* nothing more is done about closed and void ones */

#define INCIDENT_STEP(name_, key_, label_, help_, step_)                                                \
    {                                                                                                   \
        .name = (name_), .verb = "incident.step", .label = (label_), .help = (help_), .keys = {(key_)}, \
        .priority = 59 - (key_) + '0', .flags = ACTION_WRITES, .run = incident_run_step,                \
        .why_not = incident_why_not_open, .argument = (step_)                                           \
    }
#define INCIDENT_ACTIONS                                                                                              \
    INCIDENT_STEP("incident.isolate", '1', N_("Isolate"), N_("Notes that the person is isolated now, and where."),    \
                  STEP_ISOLATED),                                                                                     \
        INCIDENT_STEP("incident.report", '2', N_("Report"),                                                           \
                      N_("Notes that it is reported now, and to whom; again: to one more."), STEP_REPORTED),          \
        INCIDENT_STEP("incident.call", '3', N_("Ambul."), N_("Notes that an ambulance is called now."), STEP_CALLED), \
        INCIDENT_STEP("incident.arrive", '4', N_("Is here"), N_("Notes that the ambulance is here now."),             \
                      STEP_ARRIVED),                                                                                  \
        INCIDENT_STEP("incident.hand", '5', N_("HandOver"),                                                           \
                      N_("Notes that the person is handed over now, and to whom."), STEP_HANDED),                     \
    {                                                                                                                 \
        .name = "incident.close", .verb = "incident.close", .label = N_("Finish"),                                    \
        .help = N_("Closes the incident with your name; asks how it ended."), .keys = {'6'}, .priority = 53,          \
        .flags = ACTION_WRITES, .run = incident_run_close, .why_not = incident_why_not_open,                          \
        .opens = &screen_incident_close                                                                               \
    }
#endif
