#include "gatepost/words.h"
#include "print_parts.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What may stand before a printer's name or address, and what it takes. */
static const struct {
    const char *prefix;
    enum target_form form;
} printers[] = {
    {"printer:", FORM_PAGES}, {"ipp://", FORM_PAGES},   {"ipps://", FORM_PAGES},
    {"raw:", FORM_TEXT},      {"socket://", FORM_TEXT}, {"device:/", FORM_TEXT},
};
static const struct {
    const char *suffix;
    enum printing_target kind;
    enum target_form form;
} files[] = {
    {".pdf", PRINTING_PDF, FORM_PAGES},
    {".txt", PRINTING_TEXT, FORM_TEXT},
    {".csv", PRINTING_TABLE, FORM_CSV},
    {".xlsx", PRINTING_TABLE, FORM_XLSX},
};

/* "ipp://desk:secret@…": printers are asked without a password, and the address stands in lists everybody reads. */
static bool has_user(const char *address)
{
    const char *host = strstr(address, "://");
    return host != NULL && memchr(host + 3, '@', strcspn(host + 3, "/")) != NULL;
}

static bool is_printer(const char *to, struct print_target *target, struct err *err)
{
    for (size_t i = 0; i < sizeof printers / sizeof printers[0]; i++) {
        size_t length = strlen(printers[i].prefix);
        if (strncmp(to, printers[i].prefix, length) != 0)
            continue;
        *target = (struct print_target){.kind = PRINTING_PRINTER, .form = printers[i].form};
        if (has_user(to))
            return err_field(err, ERR_INPUT, "to", _("A printer's address has no user name and no password in it."));
        return to[length] != '\0' ||
               err_field(err, ERR_INPUT, "to", _("Which printer? Nothing stands behind \"%s\"."), to);
    }
    return false;
}

static bool is_file(const char *to, struct print_target *target)
{
    size_t length = strlen(to);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        size_t end = strlen(files[i].suffix);
        if (length <= end || strcasecmp(to + length - end, files[i].suffix) != 0 || to[length - end - 1] == '/')
            continue;
        *target = (struct print_target){.kind = files[i].kind, .form = files[i].form, .is_file = true};
        return true;
    }
    return false;
}

bool print_target_read(const char *to, struct print_target *target, struct err *err)
{
    struct err why = {0};
    *target = (struct print_target){.kind = PRINTING_OUTPUT, .form = FORM_TEXT};
    if (strcmp(to, "-") == 0 || is_printer(to, target, &why))
        return true;
    if (why.code != ERR_NONE) {
        if (err != NULL)
            *err = why;
        return false;
    }
    if (is_file(to, target))
        return true;
    return err_field(err, ERR_INPUT, "to",
                     _("Where to? A file that ends in .pdf, .txt, .csv or .xlsx, a printer as printer:NAME, "
                       "ipp://ADDRESS, raw:NAME, socket://HOST or device:/dev/usb/lp0, or - for standard output, not "
                       "\"%.80s\"."),
                     to);
}

bool print_target_check(const char *to, struct err *err)
{
    struct print_target target;
    return print_target_read(to, &target, err);
}
