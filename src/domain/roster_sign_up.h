/* A sign-up chain (接龙) in words: who, at which post, on which shift of which day. Nothing is looked up but the posts
 * and whoever is a volunteer already. */
#ifndef DOMAIN_ROSTER_SIGN_UP_H
#define DOMAIN_ROSTER_SIGN_UP_H
#include "gatepost/assignment.h"

/* What people call a shift; which one of a post's it is: sign_up_span(). */
enum shift_word { SHIFT_UNSAID, SHIFT_MORNING, SHIFT_AFTERNOON, SHIFT_DAY, SHIFT_EVENING, SHIFT_NIGHT };
/* What a heading says holds for the lines below it, unless they say otherwise. */
struct sign_up {
    const struct post *post; /* NULL: not said */
    int day;                 /* 0: not said */
    struct shift_span span;  /* until 0: not said */
    enum shift_word word;
    char name[NAME_BYTES], phone[PHONE_SIZE];
};
struct sign_ups {
    struct store *store;
    const struct post *posts;
    int post_count;
    struct sign_up *rows; /* in the order of the text */
    int count, room;
};
/* Takes the text of a chat apart; `preset` is what holds before its first heading (its name and phone are passed over).
 * ERR_INPUT for a text that is too long. */
bool sign_ups_read(struct sign_ups *sign_ups, const char *text, const struct sign_up *preset, struct err *err);
void sign_ups_release(struct sign_ups *sign_ups);
/* The shift of the post that is meant; false when it is not clear. */
bool sign_up_span(const struct sign_up *sign_up, struct shift_span *span);
#endif
