#include "document_case.h"
#include "gatepost/clock.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct store *store;
struct buffer text;

int document_case_open(void **state)
{
    (void)state;
    store = register_open();
    return 0;
}

int document_case_close(void **state)
{
    (void)state;
    buffer_release(&text);
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

void has_lines(const char *lines)
{
    struct buffer wanted = {0};
    buffer_format(&wanted, "\n%s\n", lines);
    bool found = strstr(buffer_text(&text), buffer_text(&wanted)) != NULL;
    buffer_release(&wanted);
    if (!found)
        fail_msg("no \"%s\" in:\n%.2400s", lines, buffer_text(&text));
}
