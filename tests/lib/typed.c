#include "tests/lib/typed.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

int typed_setup(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(1649640600);
    return clock_use_zone("+08:00", NULL) ? 0 : -1;
}

void assert_refusal(const struct err *err, const char *typed)
{
    if (err->code != ERR_INPUT || err->text[0] == '\0' || !text_is_clean(err->text, strlen(err->text)))
        fail_msg("\"%s\": error %d \"%s\"", typed, err->code, err->text);
}
