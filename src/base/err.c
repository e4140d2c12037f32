#include "gatepost/err.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include <stdio.h>
#include <stdlib.h>

void (*die_hook)(void);

static void err_fill(struct err *err, enum err_code code, const char *field, const char *format, va_list arguments)
{
    struct buffer raw = {0}, clean = {0};
    buffer_vformat(&raw, format, arguments);
    text_clean(&clean, buffer_text(&raw), raw.length);
    err->code = code;
    err->field = field;
    text_copy(err->text, sizeof err->text, buffer_text(&clean));
    buffer_release(&raw);
    buffer_release(&clean);
}

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
    if (err != NULL) {
        va_list arguments;
        va_start(arguments, format);
        err_fill(err, code, NULL, format, arguments);
        va_end(arguments);
    }
    return false;
}

bool err_field(struct err *err, enum err_code code, const char *field, const char *format, ...)
{
    if (err != NULL) {
        va_list arguments;
        va_start(arguments, format);
        err_fill(err, code, field, format, arguments);
        va_end(arguments);
    }
    return false;
}

/* Memory may be gone, so nothing here allocates; only printable ASCII is let through. */
void die(const char *format, ...)
{
    char text[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (char *at = text; *at != '\0'; at++)
        if (*at < ' ' || *at > '~')
            *at = '?';
    void (*hook)(void) = die_hook;
    die_hook = NULL; /* a hook that dies itself must not loop */
    if (hook != NULL)
        hook();
    fprintf(stderr, "gatepost: %s\n", text);
    abort();
}
