#include "gatepost/parcel.h"
#include "gatepost/words.h"
#include <stddef.h>

const char *const parcel_state_names[] = {"shelf", "collected", "delivered", "returned", NULL};
const char *const parcel_state_labels[] = {N_("On the shelf"), N_("Collected"), N_("Delivered"), N_("Returned"), NULL};

#define PARCEL(member) RECORD_AT(struct parcel, member)
const struct record_field parcel_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PARCEL(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, PARCEL(head.rev)},
    {"place", "ROOM", N_("the household it is for: 12-2-1203"), RECORD_PLACE, RECORD_NEEDED, PARCEL(place_id),
     .width = 14, .said = SAID_AS_IT_IS, .column = "place_id", .label = N_("Household")},
    {"pieces", "NUMBER", N_("how many, 1 if nothing is said"), RECORD_NUMBER, RECORD_BOTH, PARCEL(pieces), .least = 1,
     .most = 999, .width = 4, .column = "pieces", .label = N_("Pieces")},
    {"shelf", "TEXT", N_("where it stands: A3"), RECORD_TEXT, RECORD_BOTH, PARCEL(shelf), .width = 6,
     .said = SAID_AS_IT_IS, .column = "shelf", .label = N_("Shelf")},
    {"carrier", "TEXT", N_("who brought it, or what it is"), RECORD_TEXT, RECORD_BOTH, PARCEL(carrier), .width = 10,
     .column = "carrier", .label = N_("Carrier")},
    {"urgent", "yes|no", N_("medicine, or what goes bad"), RECORD_SWITCH, RECORD_BOTH, PARCEL(urgent), .width = 4,
     .column = "urgent", .label = N_("Urgent")},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, PARCEL(state), .choices = parcel_state_names,
     .labels = parcel_state_labels, .width = 12, .column = "state", .label = N_("State")},
    {"arrived_at", "TIME", N_("when it came, now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, PARCEL(arrived_at),
     .width = 19, .column = "arrived_at", .label = N_("Arrived")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, PARCEL(officer_id), .column = "officer_id",
     .label = N_("By")},
    {"done_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, PARCEL(done_at), .column = "done_at",
     .label = N_("Handed out")},
    {"done_by", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PARCEL(done_by), .said = SAID_NAME, .column = "done_by",
     .label = N_("Taken by")},
    {"done_officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, PARCEL(done_officer_id), .column = "done_officer_id"},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, PARCEL(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PARCEL(head.voided)},
    {0},
};
#define SHELF "state = 'shelf' AND voided IS NULL"
static const struct record_scope scopes[] = {
    [PARCELS_SHELF] = {.name = "shelf", .where = SHELF},
    [PARCELS_DONE] = {.name = "done", .where = "state <> 'shelf' AND voided IS NULL"},
    [PARCELS_ALL] = {.name = "all", .where = "1 = 1"},
    {0},
};
const struct record_table parcel_table = {
    .name = "parcel",
    .size = sizeof(struct parcel),
    .fields = parcel_fields,
    .order = "arrived_at",
    .scopes = scopes,
    .turned = 1U << PARCELS_DONE | 1U << PARCELS_ALL,
    .none = N_("There is no parcel %lld."),
    .what = N_("parcel"),
};

bool parcel_of_place(struct store *store, int64_t place_id, struct parcel *rows, int most, int *count, int *pieces,
                     struct err *err)
{
    struct record_window window = {
        .scope = PARCELS_SHELF, .column = "place_id", .value = place_id, .rows = rows, .most = most};
    *count = *pieces = 0;
    if (place_id == 0)
        return true;
    if (!record_window(store, &parcel_table, &window, err))
        return false;
    *count = window.count;
    for (int i = 0; i < window.count; i++)
        *pieces += rows[i].pieces;
    return true;
}
