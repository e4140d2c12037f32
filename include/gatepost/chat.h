/* Text pasted from a group chat (接龙, lists, copied messages) taken apart line by line (domain.md §10, §13). Nothing
 * is decided here that is not certain: what could be two things stays in CHAT_REST, and everything goes to a preview.
 *
 * The rules for what can be read in two ways:
 * - A number in front is that of a list when a sign (. 、 ) ：) and no digit follow it, or when a numbered line beside
 *   it counts on from it; 36.5 and 8:05 are none.
 * - A four-digit number (1203) is the room when the line has a name or phone and no other room; with a 0 in front, or
 *   beside a second such number, it stays in the rest.
 * - Three digits from 340 to 399 are a temperature when the line has a name, phone or room: no floor has forty doors.
 *   From 400 to 429 they are one only beside a room. Beside a temperature, three digits are the room.
 * - Seven and eight digits are a room (1221203) when they cannot be a phone, or when the line has a phone and no room.
 * - A day without a time, a time of morning or afternoon in words (下午3点), prices and ages are no reading at all.
 * - Two different values of one part (two temperatures, two rooms) are not chosen between: both stay in the rest.
 * - Several names in one line are several entries with the same line number. Room, plate, direction and moment belong
 *   to all of them; phones, IDs and temperatures to one each when they alternate with the names, else to the rest.
 * - "王秀英：" in front is the sender when the words behind it name somebody, else the person herself; behind a date in
 *   brackets it is always the sender. A line that ends with a time is the sender's when the next one does not. */
#ifndef GATEPOST_CHAT_H
#define GATEPOST_CHAT_H
#include "gatepost/err.h"

enum chat_part {
    CHAT_NAME,
    CHAT_ROOM,
    CHAT_PHONE,
    CHAT_PHONE2,
    CHAT_ID,
    CHAT_TEMPERATURE,
    CHAT_DIRECTION, /* "in" or "out", whatever word was used */
    CHAT_MOMENT,    /* for moment_parse */
    CHAT_PLATE,     /* for plate_parse; behind a label it may lack its province */
    CHAT_SENDER,    /* who sent the message, as the chat calls them; often "12-2-1203 张伟明" */
    CHAT_REST,      /* all that was not recognised, in its order */
    CHAT_PARTS,
};
enum { CHAT_LINES_MOST = 5000, CHAT_BYTES_MOST = 1 << 20 };

struct chat_line {
    int line;        /* of the pasted text, from 1; several persons of one line share it */
    char *text;      /* the line as pasted, cleaned */
    bool is_entry;   /* false: passed over, and why */
    const char *why; /* msgid: a title, an example, a day, a sender …; "" for an entry */
    char *parts;     /* see chat_part */
    char *said;      /* half-width, without its number and who sent it; NULL: passed over before it was taken apart */
};
struct chat {
    struct chat_line *lines; /* every line of the text, in its order */
    int count;
};

/* Takes text (UTF-8) apart. ERR_INPUT beyond CHAT_LINES_MOST lines or CHAT_BYTES_MOST bytes; it never fails otherwise.
 */
bool chat_read(struct chat *chat, const char *text, struct err *err);
void chat_release(struct chat *chat);
/* The part as typed, half-width, "" when it is not there; what habits.h parses, it accepts. Borrowed. */
const char *chat_part(const struct chat_line *line, enum chat_part part);
#endif
