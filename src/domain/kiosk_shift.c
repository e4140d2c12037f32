#include "gatepost/kiosk.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "roster_act.h"
#include <stdlib.h>

bool kiosk_own(struct store *store, int64_t volunteer_id, int64_t now, struct kiosk_shift *shifts, int most, int *count,
               struct err *err)
{
    struct roster_entry *entries = memory_new(KIOSK_SHIFTS, sizeof *entries);
    int found = 0;
    *count = 0;
    bool good = roster_read(store, now - KIOSK_BACK_S, now + KIOSK_AHEAD_DAYS * 86400, 0, volunteer_id, entries,
                            KIOSK_SHIFTS, &found, err);
    for (int i = 0; good && i < found && i < KIOSK_SHIFTS && *count < most; i++) {
        struct kiosk_shift *shift = &shifts[(*count)++];
        *shift = (struct kiosk_shift){.shift = shift_of(&entries[i].assignment),
                                      .rev = entries[i].assignment.head.rev,
                                      .state = entries[i].assignment.state};
        text_copy(shift->post, sizeof shift->post, entries[i].post);
    }
    free(entries);
    return good;
}
