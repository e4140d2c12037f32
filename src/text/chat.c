#include "gatepost/chat.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <string.h>

void chat_begin(struct chat *chat, const char *title, bool filtered)
{
    struct civil_time now;
    clock_civil(clock_now(), &now);
    buffer_clear(&chat->text);
    chat->rows = 0;
    buffer_format(&chat->text, "%s%s  %04d-%02d-%02d %02d:%02d\n", title, filtered ? _(" (filtered)") : "", now.year,
                  now.month, now.day, now.hour, now.minute);
}

bool chat_row(struct chat *chat)
{
    chat->rows++;
    chat->cells = 0;
    if (chat->rows > CHAT_ROWS)
        return false;
    buffer_format(&chat->text, "%s%d.", chat->rows > 1 ? "\n" : "", chat->rows);
    return true;
}

void chat_cell(struct chat *chat, const char *value)
{
    if (value[0] == '\0' || chat->rows > CHAT_ROWS)
        return;
    buffer_add(&chat->text, chat->cells++ > 0 ? "  " : " ");
    text_clean(&chat->text, value, strlen(value));
}

bool chat_is_full(const struct chat *chat)
{
    return chat->rows >= CHAT_COUNTED;
}

int chat_rows(const struct chat *chat)
{
    return chat->rows < CHAT_ROWS ? chat->rows : CHAT_ROWS;
}

void chat_end(struct chat *chat, bool more)
{
    int left = chat->rows - chat_rows(chat);
    buffer_add(&chat->text, chat->rows > 0 ? "\n" : "");
    if (more)
        buffer_format(&chat->text, _("The first %1$d; more than %2$d others are left out."), chat_rows(chat), left);
    else if (left > 0)
        buffer_format(&chat->text, _("The first %1$d; %2$d others are left out."), chat_rows(chat), left);
    else
        buffer_format(&chat->text, _("%d in all."), chat->rows);
    buffer_add(&chat->text, "\n");
}

void chat_release(struct chat *chat)
{
    buffer_release(&chat->text);
    *chat = (struct chat){0};
}
