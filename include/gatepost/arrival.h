/* Who came back from elsewhere or came to visit (来返人员, domain.md §3): returning workers and students, visiting
 * relatives, anybody from the affected area. */
#ifndef GATEPOST_ARRIVAL_H
#define GATEPOST_ARRIVAL_H
#include "gatepost/record.h"

enum arrival_kind { ARRIVAL_WORKER, ARRIVAL_STUDENT, ARRIVAL_RELATIVE, ARRIVAL_RESIDENT, ARRIVAL_KIND_COUNT };
struct arrival {
    struct record_head head;
    int64_t at, place_id, person_id; /* person_id 0: nobody of the register */
    char name[NAME_BYTES], phone[PHONE_SIZE];
    enum arrival_kind kind;
    char from_place[NAME_BYTES];
    int affected;               /* from the affected area: 1 yes, 0 no, -1 not asked */
    int left_day, returned_day; /* yyyymmdd, 0: not known */
    char transport[NAME_BYTES], companions[NOTE_BYTES];
    int64_t survey_id, declaration_id, officer_id;
    char note[NOTE_BYTES];
};
extern const char *const arrival_kind_names[], *const arrival_kind_labels[];
extern const struct record_field arrival_fields[];
extern const struct record_table arrival_table;
enum { ARRIVALS_VALID, ARRIVALS_WORKERS, ARRIVALS_STUDENTS, ARRIVALS_RELATIVES, ARRIVALS_AFFECTED, ARRIVALS_ALL };
#endif
