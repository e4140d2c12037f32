/* Which of the values in a chat line belong to whom, and what nobody can tell. */
#include "chat_parts.h"
#include "gatepost/buffer.h"
#include <stdlib.h>
#include <string.h>

enum { VALUE_BYTES = 160 };
static const char separators[] = " ,;|/:()[]<>{}.-_=+*~!?\"'@&";
static const char *const wide_separators[] = {"，", "、", "。", "；", "：", "·", "℃", NULL};

/* ---- what is settled ---- */

static int compare_places(const void *left, const void *right)
{
    const struct chat_piece *a = left, *b = right;
    return a->from < b->from ? -1 : a->from > b->from;
}

static int count_part(const struct chat_scan *scan, int part)
{
    int count = 0;
    for (int i = 0; i < scan->count; i++)
        count += scan->pieces[i].part == part;
    return count;
}

static void give_up(struct chat_scan *scan, int part)
{
    for (int i = 0; i < scan->count; i++)
        if (scan->pieces[i].part == part)
            scan->pieces[i].part = CHAT_REST;
}

static bool same_value(const struct chat_scan *scan, const struct chat_piece *a, const struct chat_piece *b)
{
    const char *one = scan->text + a->from, *other = scan->text + b->from;
    if (a->part == CHAT_DIRECTION)
        return strcmp(chat_direction(one, a->length), chat_direction(other, b->length)) == 0;
    return a->length == b->length && memcmp(one, other, a->length) == 0;
}

/* The same said twice is said once. */
static void merge_doubles(struct chat_scan *scan, int part)
{
    for (int i = 0; i < scan->count; i++)
        for (int j = i + 1; j < scan->count && scan->pieces[i].part == part; j++)
            if (scan->pieces[j].part == part && same_value(scan, &scan->pieces[i], &scan->pieces[j]))
                scan->pieces[j].part = CHAT_LABEL;
}

/* Every name has exactly one value, all behind their names or all in front. */
static bool alternates(const struct chat_scan *scan, int part)
{
    int last = CHAT_PARTS;
    for (int i = 0; i < scan->count; i++) {
        int here = scan->pieces[i].part;
        if (here != CHAT_NAME && here != part)
            continue;
        if (here == last)
            return false;
        last = here;
    }
    return count_part(scan, part) == count_part(scan, CHAT_NAME);
}

/* A label with nothing recognised behind it says something itself: 体温正常. */
static void settle_labels(struct chat_scan *scan)
{
    for (int i = 0; i < scan->count; i++) {
        struct chat_piece *piece = &scan->pieces[i];
        const char *behind = scan->open + piece->from + piece->length;
        if (piece->part == CHAT_LABEL && behind[strspn(behind, " :=|")] != CHAT_TAKEN)
            piece->part = CHAT_REST;
    }
}

int chat_settle(struct chat_scan *scan)
{
    static const int shared[] = {CHAT_ROOM, CHAT_PLATE, CHAT_DIRECTION, CHAT_MOMENT};
    static const int personal[] = {CHAT_PHONE, CHAT_ID, CHAT_TEMPERATURE};
    qsort(scan->pieces, (size_t)scan->count, sizeof scan->pieces[0], compare_places);
    settle_labels(scan);
    merge_doubles(scan, CHAT_NAME);
    int persons = count_part(scan, CHAT_NAME);
    if (persons > CHAT_PERSONS_MOST) {
        give_up(scan, CHAT_NAME);
        persons = 0;
    }
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++) {
        merge_doubles(scan, shared[i]);
        if (count_part(scan, shared[i]) > 1)
            give_up(scan, shared[i]);
    }
    for (size_t i = 0; i < sizeof personal / sizeof personal[0]; i++) {
        if (persons < 2)
            merge_doubles(scan, personal[i]);
        int most = persons >= 2 ? 0 : personal[i] == CHAT_PHONE ? 2 : 1;
        if (count_part(scan, personal[i]) > most && !(persons >= 2 && alternates(scan, personal[i])))
            give_up(scan, personal[i]);
    }
    return persons > 1 ? persons : 1;
}

/* ---- the parts as text ---- */

static void add_value(const struct chat_scan *scan, int part, int index, struct buffer *parts)
{
    char value[VALUE_BYTES] = "";
    for (int i = 0; i < scan->count; i++)
        if (scan->pieces[i].part == part && index-- == 0 &&
            !chat_piece_text(scan, &scan->pieces[i], value, sizeof value))
            value[0] = '\0';
    const char *direction = part == CHAT_DIRECTION ? chat_direction(value, strlen(value)) : NULL;
    buffer_add(parts, direction != NULL ? direction : value);
    buffer_add_byte(parts, '\0');
}

static size_t span_separator(const char *at)
{
    for (const char *const *wide = wide_separators; *wide != NULL; wide++)
        if (strncmp(at, *wide, strlen(*wide)) == 0)
            return strlen(*wide);
    return *at != '\0' && strchr(separators, *at) != NULL;
}

/* Without the signs that stood between it and what was taken. */
static void add_fragment(const char *from, size_t length, struct buffer *rest)
{
    const char *end = from + length, *last = from;
    while (from < end && span_separator(from) > 0)
        from += span_separator(from);
    for (const char *at = from; at < end;) {
        size_t separator = span_separator(at);
        at += separator > 0 ? separator : 1;
        if (separator == 0)
            last = at;
    }
    if (last <= from)
        return;
    if (rest->length > 0)
        buffer_add_byte(rest, ' ');
    buffer_add_bytes(rest, from, (size_t)(last - from));
}

static void add_rest(const struct chat_scan *scan, struct buffer *parts)
{
    struct buffer rest = {0};
    size_t at = 0;
    for (int i = 0; i < scan->count; i++) {
        const struct chat_piece *piece = &scan->pieces[i];
        if (piece->part == CHAT_REST)
            continue;
        add_fragment(scan->text + at, piece->from - at, &rest);
        at = piece->from + piece->length;
    }
    add_fragment(scan->text + at, strlen(scan->text + at), &rest);
    buffer_add(parts, buffer_text(&rest));
    buffer_add_byte(parts, '\0');
    buffer_release(&rest);
}

void chat_compose(const struct chat_scan *scan, int person, int persons, const char *sender, struct buffer *parts)
{
    for (int part = 0; part < CHAT_PARTS; part++) {
        bool is_personal = part == CHAT_NAME || part == CHAT_PHONE || part == CHAT_ID || part == CHAT_TEMPERATURE;
        if (part == CHAT_SENDER) {
            buffer_add(parts, sender);
            buffer_add_byte(parts, '\0');
        } else if (part == CHAT_PHONE2) {
            add_value(scan, persons > 1 ? CHAT_PARTS + 1 : CHAT_PHONE, 1, parts);
        } else if (part == CHAT_REST) {
            add_rest(scan, parts);
        } else {
            add_value(scan, part, is_personal ? person : 0, parts);
        }
    }
}
