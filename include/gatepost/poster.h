/* Posters, banners and leaflets by building, and a record of announcements (domain.md §10). */
#ifndef GATEPOST_POSTER_H
#define GATEPOST_POSTER_H
#include "gatepost/record.h"

enum poster_kind { POSTER_POSTER, POSTER_BANNER, POSTER_LEAFLET, POSTER_ANNOUNCEMENT, POSTER_OTHER, POSTER_KIND_COUNT };
struct poster {
    struct record_head head;
    int64_t at;
    enum poster_kind kind;
    char title[NAME_BYTES], building[NAME_BYTES];
    int64_t place_id;
    int pieces, gone; /* of an announcement: how many times */
    int64_t down_at;
    char by_whom[NAME_BYTES];
    int64_t officer_id;
    int remain; /* still there; of an announcement 0 */
    char note[NOTE_BYTES];
};
extern const char *const poster_kind_names[], *const poster_kind_labels[];
extern const struct record_field poster_fields[];
extern const struct record_table poster_table;
enum { POSTERS_HANGING, POSTERS_DOWN, POSTERS_ANNOUNCED, POSTERS_ALL }; /* scopes */

/* What remains at a building, by kind. */
struct poster_remains {
    char building[NAME_BYTES];
    int64_t pieces[POSTER_KIND_COUNT];
};
/* At most `most` buildings, 2栋 before 12栋; *total is of all of them. Reads only what still hangs. */
bool poster_remains(struct store *store, struct poster_remains *buildings, int most, int *count,
                    struct poster_remains *total, struct err *err);
#endif
