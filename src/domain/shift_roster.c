/* The line of the shift start that says who is at which post. */
#include "gatepost/memory.h"
#include "gatepost/roster_week.h"
#include "gatepost/words.h"
#include "shift_start_part.h"
#include <stdlib.h>

enum { ENTRIES_MOST = 2048, POSTS_SAID = 12 };

/* "东门 吴芳 何军!", "北门 -1": who has not come is marked; so many are missing. */
static void say_line(const struct roster_now *line, const struct roster_entry *entries, int64_t now,
                     struct shift_said *said)
{
    char name[NAME_BYTES];
    begin_entry(said);
    buffer_add(&said->text, line->post.name);
    for (int i = 0; i < line->cell.entries; i++) {
        const struct roster_entry *entry = &entries[line->cell.first + i];
        if (!assignment_counts(&entry->assignment))
            continue;
        show_name(said, entry->name, name);
        buffer_format(&said->text, " %s%s", name, entry->assignment.state <= ASSIGNMENT_CONFIRMED ? "!" : "");
    }
    if (roster_cell_gap(&line->cell, now) > 0)
        buffer_format(&said->text, " -%d", roster_cell_gap(&line->cell, now));
}

static void say_lines(const struct roster_now *lines, int count, const struct roster_entry *entries, int64_t now,
                      struct shift_said *said)
{
    int shown = 0;
    for (int pass = 0; pass < 2; pass++) /* what is short first */
        for (int i = 0; i < count; i++)
            if ((roster_cell_gap(&lines[i].cell, now) > 0) == (pass == 0) && lines[i].running && shown++ < POSTS_SAID)
                say_line(&lines[i], entries, now, said);
    if (shown <= POSTS_SAID)
        return;
    begin_entry(said);
    buffer_format(&said->text, ngettext("%d more post", "%d more posts", (unsigned long)(shown - POSTS_SAID)),
                  shown - POSTS_SAID);
}

bool say_roster(struct store *store, int64_t now, struct shift_said *said, struct err *err)
{
    struct roster_now *lines = memory_resize(NULL, ROSTER_NOW, sizeof *lines);
    struct roster_entry *entries = memory_resize(NULL, ENTRIES_MOST, sizeof *entries);
    struct roster_numbers numbers = {0};
    int count = 0, entry_count = 0;
    bool good = roster_now(store, now, 0, lines, ROSTER_NOW, &count, entries, ENTRIES_MOST, &entry_count, err) &&
                (count == 0 || roster_count(store, now, &numbers, err));
    if (good && count > 0) {
        said->look = numbers.late > 0 || numbers.soon > 0 || numbers.seeking > 0;
        buffer_format(&said->text, _("%1$d of %2$d on duty, %3$d late, %4$d gaps"), numbers.on_duty, numbers.expected,
                      numbers.late, numbers.gaps);
        say_lines(lines, count, entries, now, said);
    }
    free(entries);
    free(lines);
    return good;
}
