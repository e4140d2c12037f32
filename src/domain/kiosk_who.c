#include "gatepost/kiosk.h"

bool kiosk_who(struct store *store, const char *digits, const char *initials, struct kiosk_person *people, int most,
               int *count, struct err *err)
{
    return kiosk_find(store, digits, initials, people, most, count, err);
}
