/* What the shared terminal shows to everybody: who is on which post, and whom to ask. */
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "kiosk_part.h"
#include <stdlib.h>

enum { ENTRIES_MOST = 2048 };

static void fill_line(const struct roster_now *now, const struct roster_entry *entries, int64_t at,
                      struct kiosk_line *line)
{
    *line = (struct kiosk_line){.shift = {.post_id = now->post.head.id,
                                          .starts_at = now->cell.starts_at,
                                          .ends_at = now->cell.ends_at,
                                          .day = now->cell.day},
                                .runs = now->running,
                                .missing = roster_cell_gap(&now->cell, at)};
    text_copy(line->post, sizeof line->post, now->post.name);
    kiosk_name_people(&entries[now->cell.first], now->cell.entries, 0, line->who);
}

bool kiosk_board(struct store *store, int64_t now, struct kiosk_line *lines, int most, int *count, struct err *err)
{
    struct roster_now *found = memory_new(ROSTER_NOW, sizeof *found);
    struct roster_entry *entries = memory_resize(NULL, ENTRIES_MOST, sizeof *entries);
    int found_count = 0, entry_count = 0;
    *count = 0;
    bool good = roster_now(store, now, ROSTER_AHEAD_S, found, ROSTER_NOW, &found_count, entries, ENTRIES_MOST,
                           &entry_count, err);
    while (good && *count < found_count && *count < most) {
        fill_line(&found[*count], entries, now, &lines[*count]);
        (*count)++;
    }
    free(entries);
    free(found);
    return good;
}

void kiosk_helper(struct store *store, char name[NAME_BYTES])
{
    if (!store_last_signed_on(store, role_names[ROLE_OFFICER], name, NAME_BYTES, NULL))
        name[0] = '\0';
}
