#include "observed_part.h"
#include "gatepost/observation.h"
#include "gatepost/words.h"

bool observed_complete(struct store *store, int64_t observation_id, int64_t *place_id, struct err *err)
{
    struct observation observation;
    if (observation_id == 0)
        return *place_id != 0 || err_field(err, ERR_INPUT, "place", _("Which household? Give the room."));
    if (!record_get(store, &observation_table, observation_id, &observation, err))
        return false;
    if (*place_id == 0)
        *place_id = observation.place_id;
    return *place_id == observation.place_id ||
           err_field(err, ERR_INPUT, "observation", _("This person is observed in another household."));
}
