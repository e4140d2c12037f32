#include "gatepost/poster.h"
#include "database.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "table.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const char *const poster_kind_names[] = {"poster", "banner", "leaflet", "announcement", "other", NULL};
const char *const poster_kind_labels[] = {N_("Poster"),       N_("Banner"), N_("Leaflet"),
                                          N_("Announcement"), N_("Other"),  NULL};

#define POSTER(member) RECORD_AT(struct poster, member)
const struct record_field poster_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, POSTER(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, POSTER(head.rev)},
    {"at", "TIME", N_("when it was put up or announced; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH,
     POSTER(at), .width = 19, .column = "at", .label = N_("Put up")},
    {"kind", "KIND", N_("poster, banner, leaflet, announcement or other"), RECORD_CHOICE, RECORD_BOTH, POSTER(kind),
     .choices = poster_kind_names, .labels = poster_kind_labels, .width = 12, .column = "kind", .label = N_("Kind")},
    {"title", "TEXT", N_("what it says"), RECORD_TEXT, RECORD_NEEDED, POSTER(title), .width = 24, .said = SAID_AS_IT_IS,
     .column = "title", .label = N_("Title")},
    {"building", "TEXT", N_("where, in words: a building, a gate"), RECORD_TEXT, RECORD_BOTH, POSTER(building),
     .width = 16, .said = SAID_AS_IT_IS, .column = "building", .label = N_("Building")},
    {"place", "ROOM", N_("the household, shop or enterprise"), RECORD_PLACE, RECORD_BOTH, POSTER(place_id),
     .column = "place_id", .label = N_("Place")},
    {"pieces", "NUMBER", N_("how many, 1 if nothing is said; of an announcement how many times"), RECORD_NUMBER,
     RECORD_BOTH, POSTER(pieces), .least = 1, .most = 99999, .width = 6, .column = "pieces", .label = N_("Pieces")},
    {"gone", "NUMBER", N_("how many of them are down again or used up"), RECORD_NUMBER, RECORD_BOTH, POSTER(gone),
     .least = 0, .most = 99999, .column = "gone", .label = N_("Gone")},
    {"remain", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, POSTER(remain), .width = 6,
     .derived = "CASE WHEN kind = 'announcement' OR voided IS NOT NULL THEN 0 ELSE pieces - gone END",
     .label = N_("Remain")},
    {"down", "TIME", N_("when they came down"), RECORD_MOMENT, RECORD_BOTH, POSTER(down_at), .column = "down_at",
     .label = N_("Came down")},
    {"by", "NAME", N_("who put them up"), RECORD_TEXT, RECORD_BOTH, POSTER(by_whom), .width = 10, .said = SAID_NAME,
     .column = "by_whom", .label = N_("By")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, POSTER(note), .column = "note", .label = N_("Remark")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, POSTER(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, POSTER(head.voided)},
    {0},
};
#define HANGING "voided IS NULL AND gone < pieces AND kind <> 'announcement'"
static const struct record_scope scopes[] = {
    [POSTERS_HANGING] = {"hanging", HANGING},
    [POSTERS_DOWN] = {"down", "voided IS NULL AND gone = pieces AND kind <> 'announcement'"},
    [POSTERS_ANNOUNCED] = {"announced", "voided IS NULL AND kind = 'announcement'"},
    [POSTERS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table poster_table = {
    .name = "poster",
    .size = sizeof(struct poster),
    .fields = poster_fields,
    .order = "at",
    .newest_first = true,
    .scopes = scopes,
    .none = N_("There is no poster %lld."),
    .what = N_("poster"),
    .called = "title",
};

static int compare_buildings(const void *one, const void *other)
{
    return text_compare_naturally(((const struct poster_remains *)one)->building,
                                  ((const struct poster_remains *)other)->building);
}

static const char remains_sql[] = "SELECT building, kind, SUM(pieces - gone) FROM poster WHERE " HANGING
                                  " GROUP BY building, kind ORDER BY building, kind";

bool poster_remains(struct store *store, struct poster_remains *buildings, int most, int *count,
                    struct poster_remains *total, struct err *err)
{
    *count = 0;
    *total = (struct poster_remains){0};
    struct statement *statement = statement_take(store, remains_sql, err);
    if (statement == NULL)
        return false;
    while (statement_row(statement)) {
        const char *building = column_text(statement, 0);
        int kind = name_index(poster_kind_names, column_text(statement, 1));
        int64_t pieces = column_integer(statement, 2);
        total->pieces[kind] += pieces;
        bool is_next = *count == 0 || strcmp(buildings[*count - 1].building, building) != 0;
        if (is_next && *count == most)
            continue;
        if (is_next) {
            buildings[*count] = (struct poster_remains){0};
            text_copy(buildings[(*count)++].building, NAME_BYTES, building);
        }
        buildings[*count - 1].pieces[kind] = pieces;
    }
    if (*count > 1)
        qsort(buildings, (size_t)*count, sizeof *buildings, compare_buildings);
    return statement_done(statement, err);
}
