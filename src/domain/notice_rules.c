#include "gatepost/notice_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdlib.h>

static void begin(void *record)
{
    ((struct notice *)record)->pinned = true;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct notice *notice = record;
    if (notice->from_at == 0)
        notice->from_at = clock_now();
    if (notice->until_at == 0)
        notice->until_at =
            clock_day_start(clock_day_add(clock_day(notice->from_at), setting_integer(store, "notice.days")));
    if (before == NULL) {
        notice->officer_id = store_officer(store);
        notice->posted_at = clock_now();
    }
    return notice->until_at > notice->from_at ||
           err_field(err, ERR_INPUT, "until", _("A notice must end after it begins."));
}

const struct register_rules notice_rules = {
    .table = &notice_table,
    .verb_add = "notice.add",
    .verb_edit = "notice.edit",
    .verb_void = "notice.void",
    .begin = begin,
    .check = check,
};

static bool mark_read(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    struct notice notice;
    bool read = false;
    if (!record_get(store, &notice_table, id, &notice, err) || !void_refuse_again(notice.head.voided, err))
        return false;
    if (rev >= 0 && rev != notice.head.rev)
        return err_set(err, ERR_CONFLICT, _("The notice was changed meanwhile. Read it again."));
    if (!notice_was_read(store, id, notice.head.rev, store_officer(store), &read, err))
        return false;
    return read || notice_read_insert(store, &notice, store_officer(store), clock_now(), err);
}

bool notice_mark_read(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    if (store_officer(store) == 0)
        return err_set(err, ERR_ROLE, _("Nobody is signed on: nobody can have read it."));
    return verb_begin(store, "notice.read", err) && verb_end(store, mark_read(store, id, rev, err), err);
}

bool notice_line(struct store *store, int64_t officer_id, struct buffer *out, int *unread)
{
    struct notice *notices = memory_new(NOTICES_COUNTED, sizeof *notices);
    int count = 0;
    bool good =
        officer_id == 0 || notice_unread(store, officer_id, clock_now(), true, notices, NOTICES_COUNTED, &count, NULL);
    if (good)
        *unread = count;
    if (good && count > 0)
        buffer_format(out, _("Notices to read %1$d: %2$s"), count, notices[0].title);
    free(notices);
    return good;
}
