/* Notices: read by name, and told on every desk until they are (domain.md §10). */
#ifndef GATEPOST_NOTICE_RULES_H
#define GATEPOST_NOTICE_RULES_H
#include "gatepost/notice.h"

struct buffer;
/* The officer signed on has read this version of it (verb notice.read; again does nothing). ERR_CONFLICT when it was
 * changed meanwhile and `rev` is not the version that stands, ERR_ROLE when nobody is signed on, ERR_INPUT when it is
 * void. A rev below 0 means the one that stands. */
bool notice_mark_read(struct store *store, int64_t id, int64_t rev, struct err *err);
enum { NOTICES_COUNTED = 99 };
/* What the officer has not read of what is pinned: how many (at most NOTICES_COUNTED), and in words "Notices 2: title",
 * nothing where there are none. false: it could not be read. */
bool notice_line(struct store *store, int64_t officer_id, struct buffer *out, int *unread);
#endif
