#include "site.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

/* Stored as people write it, whatever language the terminal speaks. */
#define BUILDING_WORD "栋"

static bool name_place(struct store *store, char *building, int64_t place_id, struct err *err)
{
    struct place place;
    if (!place_get(store, place_id, &place, err))
        return false;
    if (place.name[0] != '\0' || place.room.building[0] == '\0')
        place_label(&place, true, building, NAME_BYTES);
    else
        snprintf(building, NAME_BYTES, "%s%s%s" BUILDING_WORD, place.estate, place.estate[0] != '\0' ? " " : "",
                 place.room.building);
    return true;
}

bool site_complete(struct store *store, char *building, int64_t place_id, struct err *err)
{
    size_t length = strlen(building);
    if (length == 0 && place_id == 0)
        return err_field(err, ERR_INPUT, "building", _("Where? Give the building or a place."));
    if (length == 0)
        return name_place(store, building, place_id, err);
    if (building[strspn(building, "0123456789")] == '\0' && length + sizeof BUILDING_WORD <= NAME_BYTES)
        text_copy(building + length, NAME_BYTES - length, BUILDING_WORD);
    return true;
}
