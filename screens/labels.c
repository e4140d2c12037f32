#include "gatepost/labels.h"

#include "gatepost/clock.h"
#include "gatepost/words.h"
#include <stdio.h>

const char *const direction_labels[] = {N_("In"), N_("Out"), NULL};
const char *const class_labels[] = {N_("Resident"), N_("Tenant"),   N_("Visitor"),   N_("Courier"),
                                    N_("Service"),  N_("Official"), N_("Emergency"), NULL};
const char *const decision_labels[] = {N_("Admitted"), N_("Turned away"), N_("Held"), NULL};
/* Index = affected_area + 1. */
const char *const answer_labels[] = {N_("Not asked"), N_("No"), N_("Yes"), NULL};
const char *const person_kind_labels[] = {N_("Resident"), N_("Tenant"), N_("Visitor"), NULL};
const char *const flag_kind_labels[] = {N_("Observation"), N_("Hospital visits"), N_("Pass revoked"),
                                        N_("Wanted"),      N_("Other"),           NULL};
const char *const flag_denies_labels[] = {N_("Only advise"), N_("May not come in"), N_("May not go out"),
                                          N_("Neither in nor out"), NULL};
const char *const role_labels[] = {N_("Duty officer"),    N_("Clerk"), N_("Gate clerk"), N_("Operator"), N_("Viewer"),
                                   N_("Shared terminal"), NULL};
const char *const occupancy_labels[] = {N_("Unknown"), N_("Owner-occupied"), N_("Rented"),
                                        N_("Vacant"),  N_("Not home yet"),   NULL};
const char *const place_kind_labels[] = {N_("Household"), N_("Enterprise"), N_("Small place"), N_("Rented house"),
                                         NULL};

void time_label(int64_t at, char text[TIME_SIZE])
{
    struct civil_time civil;
    clock_civil(at, &civil);
    snprintf(text, TIME_SIZE, "%02d:%02d", civil.hour % 100, civil.minute % 100);
}

void day_label(int64_t at, char text[TIME_SIZE])
{
    struct civil_time civil;
    clock_civil(at, &civil);
    snprintf(text, TIME_SIZE, "%02d-%02d", civil.month % 100, civil.day % 100);
}

void moment_label(int64_t at, char text[TIME_SIZE])
{
    struct civil_time civil;
    clock_civil(at, &civil);
    int now = clock_day(clock_now()), day = clock_day(at);
    if (day == now) {
        time_label(at, text);
    } else if (day / 10000 == now / 10000) {
        snprintf(text, TIME_SIZE, "%02d-%02d %02d:%02d", civil.month % 100, civil.day % 100, civil.hour % 100,
                 civil.minute % 100);
    } else {
        snprintf(text, TIME_SIZE, "%04d-%02d-%02d %02d:%02d", civil.year % 10000, civil.month % 100, civil.day % 100,
                 civil.hour % 100, civil.minute % 100);
    }
}

void age_label(int64_t seconds, char text[TIME_SIZE])
{
    int minutes = seconds < 0 ? 0 : (int)(seconds / 60);
    if (minutes < 120)
        snprintf(text, TIME_SIZE, _("%d min"), minutes);
    else if (minutes < 48 * 60)
        snprintf(text, TIME_SIZE, _("%d h"), minutes / 60);
    else
        snprintf(text, TIME_SIZE, _("%d days"), minutes / (24 * 60));
}

void duration_label(int64_t seconds, char text[TIME_SIZE])
{
    int minutes = seconds < 0 ? 0 : (int)(seconds / 60);
    if (minutes < 60)
        snprintf(text, TIME_SIZE, _("%d min"), minutes);
    else if (minutes < 48 * 60)
        snprintf(text, TIME_SIZE, _("%1$d h %2$d min"), minutes / 60, minutes % 60);
    else
        snprintf(text, TIME_SIZE, _("%1$d days %2$d h"), minutes / (24 * 60), minutes / 60 % 24);
}

void near_label(int64_t at, char text[TIME_SIZE])
{
    char time[TIME_SIZE];
    if (clock_day(at) != clock_day_add(clock_day(clock_now()), -1)) {
        moment_label(at, text);
        return;
    }
    time_label(at, time);
    snprintf(text, TIME_SIZE, _("yest. %.5s"), time);
}
