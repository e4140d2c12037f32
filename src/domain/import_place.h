/* What a row of a list says of a household or another place, whichever register the list is for. */
#ifndef GATEPOST_DOMAIN_IMPORT_PLACE_H
#define GATEPOST_DOMAIN_IMPORT_PLACE_H
#include "gatepost/people.h"
#include "import_cell.h"

/* The fields of a register whose columns tell it. */
struct import_place_columns {
    struct import_room_columns room;
    int estate, grid, head, persons, occupancy, line, responsible, leader, needs;
};
#define IMPORT_LINE_HEADINGS "责任线|条线|排查条线|排查线|责任条线|screenedby|responsibleline"
#define IMPORT_LEADER_HEADINGS "楼长|楼栋长|栋长|单元长|楼长姓名|buildingleader"
#define IMPORT_NEEDS_HEADINGS "特殊情况|特殊人群|特殊需要|特殊需求|重点人群|重点人群类别|健康状况|specialneeds"

/* Free text as the register takes it. */
bool import_take_text(const struct importer *importer, int64_t row, int field, char *target, size_t size,
                      struct err *err);
/* Estate and room; ERR_INPUT when there is none and it is needed, or it is no whole room. */
bool import_read_room(const struct importer *importer, int64_t row, const struct import_place_columns *columns,
                      bool needed, struct place *place, struct err *err);
/* Everything else. What the row says nothing about stays empty: 0, "", OCCUPANCY_UNKNOWN, LINE_NONE. */
bool import_read_place(const struct importer *importer, int64_t row, const struct import_place_columns *columns,
                       struct place *place, struct err *err);
/* One more of a list of differences, "phone 138****3821 → 139****0001"; nothing where `is` says nothing or the same.
 * mask: enum mask_kind, or -1. */
void import_add_difference(struct buffer *out, const char *label, const char *was, const char *is, int mask);
/* Where what the row says differs from what is known, in words, masked. */
void import_place_differences(const struct place *said, const struct place *known, struct buffer *out);
/* What the row says, over what is known. */
void import_put_text(char *target, size_t size, const char *said);
void import_put_place(const struct place *said, struct place *known);
#endif
