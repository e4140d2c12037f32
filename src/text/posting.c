#include "gatepost/posting.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <string.h>

void posting_begin(struct posting *posting, const char *title, bool filtered)
{
    char now[TIME_SIZE];
    full_label(clock_now(), now);
    buffer_clear(&posting->text);
    posting->rows = 0;
    buffer_format(&posting->text, "%s%s  %s\n", title, filtered ? _(" (filtered)") : "", now);
}

bool posting_row(struct posting *posting)
{
    posting->rows++;
    posting->cells = 0;
    if (posting->rows > POSTING_ROWS)
        return false;
    buffer_format(&posting->text, "%s%d.", posting->rows > 1 ? "\n" : "", posting->rows);
    return true;
}

void posting_cell(struct posting *posting, const char *value)
{
    if (value[0] == '\0' || posting->rows > POSTING_ROWS)
        return;
    buffer_add(&posting->text, posting->cells++ > 0 ? "  " : " ");
    text_clean(&posting->text, value, strlen(value));
}

void posting_named(struct posting *posting, const char *name, const char *value)
{
    struct buffer cell = {0};
    size_t length = strlen(name);
    bool plain = length > 0 && (unsigned char)name[length - 1] < 0x80; /* 出25, but Out 25 */
    if (value[0] != '\0')
        buffer_format(&cell, "%s%s%s", name, plain ? " " : "", value);
    posting_cell(posting, buffer_text(&cell));
    buffer_release(&cell);
}

bool posting_is_full(const struct posting *posting)
{
    return posting->rows >= POSTING_COUNTED;
}

int posting_rows(const struct posting *posting)
{
    return posting->rows < POSTING_ROWS ? posting->rows : POSTING_ROWS;
}

void posting_end(struct posting *posting, bool more)
{
    int left = posting->rows - posting_rows(posting);
    buffer_add(&posting->text, posting->rows > 0 ? "\n" : "");
    if (more)
        buffer_format(&posting->text, _("The first %1$d; more than %2$d others are left out."), posting_rows(posting),
                      left);
    else if (left > 0)
        buffer_format(&posting->text, _("The first %1$d; %2$d others are left out."), posting_rows(posting), left);
    else
        buffer_format(&posting->text, _("%d in all."), posting->rows);
    buffer_add(&posting->text, "\n");
}

void posting_release(struct posting *posting)
{
    buffer_release(&posting->text);
    *posting = (struct posting){0};
}
