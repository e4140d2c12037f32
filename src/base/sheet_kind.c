#include "sheet_kind.h"
#include "gatepost/words.h"
#include <string.h>
#include <strings.h>

struct beginning {
    const char *bytes;
    size_t length, offset;
    const char *name; /* in the sentence of refuse_foreign */
};
#define BEGINNING(text, at, said)        \
    {                                    \
        text, sizeof(text) - 1, at, said \
    }

static const struct beginning beginnings[] = {
    BEGINNING("%PDF", 0, N_("a PDF document")),
    BEGINNING("\x89PNG\r\n", 0, N_("a picture")),
    BEGINNING("\xFF\xD8\xFF", 0, N_("a picture")),
    BEGINNING("GIF8", 0, N_("a picture")),
    BEGINNING("II*\0", 0, N_("a picture")),
    BEGINNING("MM\0*", 0, N_("a picture")),
    BEGINNING("WEBP", 8, N_("a picture")),
    BEGINNING("ftyp", 4, N_("a picture or a film")),
    BEGINNING("Rar!", 0, N_("a packed archive; unpack it first")),
    BEGINNING("7z\xBC\xAF\x27\x1C", 0, N_("a packed archive; unpack it first")),
    BEGINNING("\x1F\x8B", 0, N_("a packed archive; unpack it first")),
    BEGINNING("BZh", 0, N_("a packed archive; unpack it first")),
    BEGINNING("\xFD"
              "7zXZ",
              0, N_("a packed archive; unpack it first")),
    BEGINNING("\x7F"
              "ELF",
              0, N_("a program")),
    BEGINNING("MZ\x90\0", 0, N_("a program")),
    BEGINNING("SQLite format 3", 0, N_("a database")),
    BEGINNING("{\\rtf", 0, N_("a text document")),
};

static bool begins(const struct beginning *beginning, const char *bytes, size_t length)
{
    return length >= beginning->offset + beginning->length &&
           memcmp(bytes + beginning->offset, beginning->bytes, beginning->length) == 0;
}

bool kind_is_zip(const char *bytes, size_t length)
{
    return length >= 4 && memcmp(bytes, "PK", 2) == 0 &&
           (memcmp(bytes + 2, "\3\4", 2) == 0 || memcmp(bytes + 2, "\5\6", 2) == 0);
}

/* The old .xls and an encrypted .xlsx are the same kind of container; which of them it is makes no difference here. */
static bool refuse_container(struct err *err)
{
    return err_set(
        err, ERR_INPUT,
        _("This is a workbook of the old .xls kind, or one with a password. Open it in the spreadsheet program "
          "and save it as .xlsx without a password, or as CSV."));
}

static bool refuse_foreign(const char *name, struct err *err)
{
    return err_set(err, ERR_INPUT,
                   _("This file is no list: it seems to be %s. Save the list as .xlsx or CSV in the program it comes "
                     "from."),
                   name);
}

bool kind_may_be_text(const char *bytes, size_t length, struct err *err)
{
    static const struct beginning container = BEGINNING("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0, NULL);
    if (length == 0)
        return err_set(err, ERR_INPUT, _("The file is empty: nothing was saved in it. Save or copy it again."));
    if (begins(&container, bytes, length))
        return refuse_container(err);
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
        if (begins(&beginnings[i], bytes, length))
            return refuse_foreign(_(beginnings[i].name), err);
    bool is_utf16 = length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
    if (!is_utf16 && memchr(bytes, '\0', length) != NULL && kind_utf16_mark(bytes, length) == NULL)
        return refuse_foreign(_("a file of a program, not text"), err);
    return true;
}

bool kind_may_be_rows(const char *text, struct err *err)
{
    static const char *const pages[] = {"<html", "<!doctype html", "<table", "<head",
                                        "<meta", "<style",         "<body",  "<!--"};
    text += strspn(text, " \t\r\n");
    if (*text == '\0')
        return err_set(err, ERR_INPUT, _("Nothing stands in this file. Save or copy it again."));
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (strncasecmp(text, pages[i], strlen(pages[i])) == 0)
            return err_set(err, ERR_INPUT,
                           _("This is a web page that only bears the name of a workbook. Open it in the spreadsheet "
                             "program and save it as .xlsx or CSV."));
    if (strncasecmp(text, "MIME-Version:", 13) == 0)
        return refuse_foreign(_("a saved web page or a letter"), err);
    if (strncmp(text, "<?xml", 5) == 0)
        return refuse_foreign(_("an XML document"), err);
    return true;
}

/* Digits, separators and line breaks have a zero byte in UTF-16, always on the same side. */
const char *kind_utf16_mark(const char *bytes, size_t length)
{
    size_t zeros[2] = {0, 0};
    if (length % 2 != 0)
        return NULL;
    for (size_t i = 0; i < length; i++)
        if (bytes[i] == '\0')
            zeros[i % 2]++;
    if ((zeros[0] == 0) == (zeros[1] == 0) || zeros[0] + zeros[1] < length / 64)
        return NULL;
    return zeros[1] > 0 ? "\xFF\xFE" : "\xFE\xFF";
}
