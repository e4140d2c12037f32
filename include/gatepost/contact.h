/* The command structure (domain.md §1): the commander, the groups and their people, who is called round the clock and
 * in which order. */
#ifndef GATEPOST_CONTACT_H
#define GATEPOST_CONTACT_H
#include "gatepost/record.h"

enum contact_post { POST_COMMANDER, POST_DEPUTY, POST_LEADER, POST_MEMBER, POST_OUTSIDE, CONTACT_POST_COUNT };
struct contact {
    struct record_head head;
    int position; /* rank: whom to call first, 1 to 999 */
    char name[NAME_BYTES], team[64];
    enum contact_post post;
    char phone[PHONE_SIZE], phone2[PHONE_SIZE];
    bool day_night; /* reachable round the clock */
    char note[NOTE_BYTES];
};
extern const char *const contact_post_names[], *const contact_post_labels[];
extern const struct record_field contact_fields[];
extern const struct record_table contact_table;
enum { CONTACTS_ALL, CONTACTS_DAY_NIGHT, CONTACTS_VOID }; /* scopes */
#endif
