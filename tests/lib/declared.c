#include "declared.h"
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct declared declared;

static int64_t person_with_id(struct store *store, const char *name, const char *phone, const char *id_number,
                              int64_t place_id)
{
    struct person person = {.kind = place_id ? PERSON_RESIDENT : PERSON_VISITOR, .place_id = place_id};
    struct err err = {0};
    text_copy(person.name, sizeof person.name, name);
    text_copy(person.phone, sizeof person.phone, phone);
    text_copy(person.id_number, sizeof person.id_number, id_number);
    if (!people_add_person(store, &person, &err))
        fail_msg("%s", err.text);
    return person.id;
}

int declared_setup(void **state)
{
    struct err err = {0};
    *state = register_open();
    declared.officer = register_officer(*state, "王秀英");
    assert_true(store_sign_on(*state, declared.officer, "test", true, &err));
    declared.river = register_household(*state, "望江苑", "12-2-1203");
    declared.garden = register_household(*state, "锦绣园", "8-1-302");
    declared.home = register_household(*state, "望江苑", "7-1-204");
    declared.other = register_household(*state, "望江苑", "7-1-205");
    declared.big_river = register_household(*state, "望江苑", "4-2-1502");
    declared.big_garden = register_household(*state, "锦绣园", "4-2-1502");
    declared.zhang = person_with_id(*state, "张伟明", "13812340001", DECLARED_ID, declared.river);
    register_person(*state, "李秀英", "13812340002", declared.garden);
    register_person(*state, "李大山", "13812340002", declared.garden);
    register_person(*state, "王芳", "13812340003", declared.home);
    register_person(*state, "王芳", "13812340004", declared.home);
    register_person(*state, "陈静", "13812340005", declared.big_river);
    register_person(*state, "黄磊", "13812340006", declared.home);
    register_person(*state, "黄小磊", "13812340006", declared.other);
    register_person(*state, "周明", "13812340007", 0);
    return 0;
}

int declared_teardown(void **state)
{
    register_close(*state);
    clock_fix(REGISTER_NOW);
    return 0;
}

struct declaration declared_new(const char *name, const char *id_number, const char *phone, const char *room)
{
    struct declaration declaration;
    register_new(&declaration_rules, &declaration);
    text_copy(declaration.name, sizeof declaration.name, name);
    text_copy(declaration.id_number, sizeof declaration.id_number, id_number);
    text_copy(declaration.phone, sizeof declaration.phone, phone);
    text_copy(declaration.room, sizeof declaration.room, room);
    text_copy(declaration.from_place, sizeof declaration.from_place, "上海");
    declaration.left_day = 20220408;
    declaration.returned_day = 20220409;
    return declaration;
}

void declared_save(struct store *store, struct declaration *declaration)
{
    struct err err = {0};
    if (!register_save(store, &declaration_rules, declaration, &err))
        fail_msg("%s", err.text);
}

struct declaration declared_read(struct store *store, int64_t id)
{
    struct declaration declaration;
    struct err err = {0};
    assert_true(record_get(store, &declaration_table, id, &declaration, &err));
    return declaration;
}
