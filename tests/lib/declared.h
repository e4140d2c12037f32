/* Declarations, and the register they are about. */
#ifndef TESTS_DECLARED_H
#define TESTS_DECLARED_H
#include "gatepost/declaration.h"

/* Two estates share the rooms 4-2-1502; a family shares a phone; two Wang Fangs live in one household. The ids: */
extern struct declared {
    int64_t officer;                    /* 王秀英, signed on */
    int64_t river, garden, home, other; /* 望江苑 12-2-1203, 锦绣园 8-1-302, 望江苑 7-1-204 and 7-1-205 */
    int64_t big_river, big_garden;      /* 4-2-1502 */
    int64_t zhang;                      /* of river, with DECLARED_ID */
} declared;
#define DECLARED_ID "11010519491231002X"

/* For cmocka; the state is the store. */
int declared_setup(void **state);
int declared_teardown(void **state);

/* From 上海, left the 8th and returned the 9th; not saved. */
struct declaration declared_new(const char *name, const char *id_number, const char *phone, const char *room);
void declared_save(struct store *store, struct declaration *declaration);
struct declaration declared_read(struct store *store, int64_t id);
#endif
