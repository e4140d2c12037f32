/* A duty officer without a PIN, and one at the gate with one. */
#ifndef GATEPOST_TEST_PIN_OFFICERS_H
#define GATEPOST_TEST_PIN_OFFICERS_H
#include "gatepost/clock.h"
#include "gatepost/pin.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store_file file;
static struct store *store;
static struct officer chief, guard; /* 李卫国, duty officer, no PIN; 赵强, at the gate, PIN 2468 */

static inline bool set_pin(struct officer *officer, enum pin_what what, const char *pin, const char *again,
                           struct err *err)
{
    const struct pin_change change = {what, pin, again};
    return officer_get(store, officer->id, officer, err) && pin_save_officer(store, officer, &change, err);
}

static inline int setup(void **state)
{
    (void)state;
    struct err err = {0};
    words_start(NULL, "en");
    clock_fix(REGISTER_NOW);
    store_file_make(&file);
    store = store_file_open(&file, "east", true);
    guard = (struct officer){.name = "赵强", .role = ROLE_GATE};
    assert_true(officer_get(store, 1, &chief, &err));
    assert_true(pin_save_officer(store, &guard, &(struct pin_change){PIN_SET, "２４６８", " 2468 "}, &err));
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    store_close(store);
    store_file_remove(&file);
    return 0;
}

static inline void assert_asked(const char *sql, const char *answer)
{
    char *text = store_file_ask(&file, sql);
    assert_string_equal(text, answer);
    free(text);
}

static inline bool try_pin(const char *pin, struct err *err)
{
    *err = (struct err){0};
    return pin_sign_on(store, "赵强", pin, "east", false, err);
}

static inline void assert_wrong(const char *pin, enum err_code code, const char *words)
{
    struct err err;
    assert_false(try_pin(pin, &err));
    assert_int_equal(err.code, code);
    assert_string_equal(err.field, "pin");
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}
#endif
