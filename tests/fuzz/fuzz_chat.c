/* Any text is taken apart, and what is found in it is what the parsers of habits.h accept. */
#include "fuzz.h"
#include "gatepost/buffer.h"
#include "gatepost/charset.h"
#include "gatepost/chat.h"
#include "tests/lib/chat_part.h"
#include <string.h>

enum { NOW = 1649658720 }; /* 2022-04-11 14:32 +08:00 */

static void check_line(const struct chat_line *line)
{
    fuzz_touch(line->text);
    fuzz_must(line->is_entry == (line->why[0] == '\0'), "a line is an entry or says why not");
    for (enum chat_part part = CHAT_NAME; part < CHAT_PARTS; part++) {
        const char *text = chat_part(line, part);
        fuzz_touch(text);
        fuzz_must(text[0] == '\0' || chat_part_is_accepted(part, text, NOW), "a part is accepted by its parser");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct buffer text = {0};
    struct chat chat = {0};
    struct err err = {0};
    bool done = charset_to_utf8(&text, (const char *)bytes, length, &err) && chat_read(&chat, buffer_text(&text), &err);
    fuzz_must(done || err.text[0] != '\0', "a refusal says why");
    for (int i = 0; done && i < chat.count; i++) {
        fuzz_must(chat.lines[i].line >= (i > 0 ? chat.lines[i - 1].line : 1), "lines keep their order");
        check_line(&chat.lines[i]);
    }
    if (done)
        chat_release(&chat);
    buffer_release(&text);
    return 0;
}
