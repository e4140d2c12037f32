/* Own hours beside the average. */
#include "gatepost/clock.h"
#include "gatepost/kiosk.h"
#include "gatepost/volunteer_hours.h"

bool kiosk_hours(struct store *store, int64_t volunteer_id, int64_t now, struct kiosk_hours *hours, struct err *err)
{
    const int today = clock_day(now), first_day = today - today % 100 + 1;
    struct volunteer_span own;
    struct volunteer_total all;
    *hours = (struct kiosk_hours){0};
    if (!volunteer_span_of(store, volunteer_id, first_day, today, &own, err) ||
        !volunteer_total_of(store, first_day, today, &all, err))
        return false;
    hours->shifts = own.shifts;
    hours->minutes = own.minutes;
    hours->night_minutes = own.night_minutes;
    hours->nights = own.nights;
    if (all.volunteers > 0) {
        hours->average_minutes = all.minutes / all.volunteers;
        hours->average_night_minutes = all.night_minutes / all.volunteers;
    }
    return true;
}
