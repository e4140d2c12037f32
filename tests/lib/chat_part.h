/* What is found in a text of a chat is what its own parser takes: asked by the test and by the fuzzing of chats. */
#ifndef GATEPOST_TEST_CHAT_PART_H
#define GATEPOST_TEST_CHAT_PART_H
#include "gatepost/chat.h"
#include "gatepost/habits.h"
#include <string.h>

static inline bool chat_part_is_accepted(enum chat_part part, const char *text, int64_t now)
{
    char word[128], phones[PHONE_MOST][PHONE_SIZE];
    struct room room;
    enum id_type type;
    int64_t at;
    int number;
    switch (part) {
    case CHAT_NAME:
        return name_parse(text, word, NULL);
    case CHAT_ROOM:
        return room_parse(text, &room, NULL);
    case CHAT_PHONE:
    case CHAT_PHONE2:
        return phone_parse(text, phones, &number, NULL) && number == 1;
    case CHAT_ID:
        return id_parse(text, &type, word, NULL);
    case CHAT_TEMPERATURE:
        return temperature_parse(text, &number, NULL);
    case CHAT_DIRECTION:
        return strcmp(text, "in") == 0 || strcmp(text, "out") == 0;
    case CHAT_MOMENT:
        return moment_parse(text, now, &at, NULL);
    case CHAT_PLATE:
        return plate_parse(text, "粤", word, NULL);
    default:
        return true;
    }
}
#endif
