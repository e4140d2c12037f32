#include "gatepost/buffer.h"
#include "gatepost/crossing.h"
#include "gatepost/words.h"

const char *const place_kind_names[] = {"household", "enterprise", "small_place", "rented_house", NULL};
const char *const occupancy_names[] = {"unknown", "owner", "rented", "vacant", "not_home", NULL};
const char *const place_line_names[] = {"", "committee", "grid", "safety", "migrant", NULL};
const char *const place_need_names[] = {"alone", "pregnant", "dialysis", "medication", "mobility", NULL};
const char *const occupancy_labels[] = {N_("Unknown"), N_("Owner-occupied"), N_("Rented"),
                                        N_("Vacant"),  N_("Not home yet"),   NULL};
const char *const place_line_labels[] = {N_("By its kind"),       N_("Committee/property"), N_("Grid workers"),
                                         N_("Safety inspectors"), N_("Migrant managers"),   NULL};
const char *const place_need_labels[] = {N_("Lives alone"), N_("Pregnant"),         N_("Dialysis"),
                                         N_("Medication"),  N_("Reduced mobility"), NULL};
const char *const person_kind_names[] = {"resident", "tenant", "visitor", NULL};
const char *const role_names[] = {"officer", "clerk", "gate", "operator", "viewer", "kiosk", NULL};
const char *const flag_kind_names[] = {"observation", "hospital", "pass_revoked", "wanted", "other", NULL};
const char *const flag_denies_names[] = {"nothing", "in", "out", "both", NULL};

const char *const direction_names[] = {"in", "out", NULL};
const char *const class_names[] = {"resident", "tenant",   "visitor",   "courier",
                                   "service",  "official", "emergency", NULL};
const char *const method_names[] = {"forehead", "axillary", NULL};
const char *const decision_names[] = {"admitted", "turned_away", "held", NULL};

void place_needs_words(unsigned needs, struct buffer *out)
{
    const char *between = "";
    for (int i = 0; i < NEED_BITS; i++) {
        if ((needs >> i & 1) == 0)
            continue;
        buffer_format(out, "%s%s", between, _(place_need_labels[i]));
        between = _(", ");
    }
}
