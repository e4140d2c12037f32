/* What the list of surveys and their form share. */
#ifndef SCREENS_SURVEYS_H
#define SCREENS_SURVEYS_H
#include "gatepost/survey.h"
#include "screens/register.h"

extern const struct register_screen survey_register;
void survey_form_changed(struct view *view, const char *field);
void survey_form_next(const struct view *view, const void *saved, void *record);
void survey_form_saved(struct view *view, const void *record, const void *before);
/* Opens the form for who came back or came to visit that household, as said in the survey; it stays open for more. */
void survey_offer_arrivals(struct view *view, const struct survey *survey);
#endif
