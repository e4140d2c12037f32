/* Parcels on the shelf, said to a member of the household who comes in or goes out (domain.md §2). */
#include "gate_assess.h"
#include "gatepost/expected_rules.h"
#include "gatepost/parcel.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

enum { ROWS_MOST = 16 };

/* Each shelf once, as far as there is room. */
static void list_shelves(const struct parcel *rows, int count, char *text, size_t size)
{
    text_copy(text, size, "");
    for (int i = 0; i < count; i++) {
        size_t length = strlen(text);
        bool told = rows[i].shelf[0] == '\0';
        for (int j = 0; j < i && !told; j++)
            told = strcmp(rows[i].shelf, rows[j].shelf) == 0;
        if (!told && length + strlen(rows[i].shelf) + 2 < size)
            snprintf(text + length, size - length, "%s%s", length > 0 ? " " : "", rows[i].shelf);
    }
}

void assess_parcels(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct person person;
    struct parcel rows[ROWS_MOST];
    struct gate_advice advice = {.level = ADVICE_NOTE};
    char shelves[60], observed[NOTE_BYTES];
    int count = 0, pieces = 0;
    bool urgent = false;
    if (crossing->person_id == 0 || !person_get(store, crossing->person_id, &person, NULL) ||
        person.kind == PERSON_VISITOR ||
        !parcel_of_place(store, person.place_id, rows, ROWS_MOST, &count, &pieces, NULL) || count == 0)
        return;
    list_shelves(rows, count, shelves, sizeof shelves);
    for (int i = 0; i < count; i++)
        urgent |= rows[i].urgent;
    int length = snprintf(advice.say, sizeof advice.say, _("On the parcel shelf: %1$d%2$s"), pieces,
                          count == ROWS_MOST ? "+" : "");
    if (shelves[0] != '\0')
        length += snprintf(advice.say + length, sizeof advice.say - (size_t)length, _(" (%s)"), shelves);
    if (urgent)
        length += snprintf(advice.say + length, sizeof advice.say - (size_t)length, "%s", _(", urgent"));
    expected_observation(store, person.place_id, crossing->at, observed, sizeof observed);
    if (observed[0] != '\0')
        snprintf(advice.say + length, sizeof advice.say - (size_t)length, "%s", _(", bring it to the door"));
    advice_add(list, &advice);
}
