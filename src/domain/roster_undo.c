/* What taking back must not do to the roster: nobody at two places at once, no place filled twice. */
#include "gatepost/audit.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "roster_act.h"
#include <stdlib.h>
#include <string.h>

/* When what is taken back now was done: the change before this one. */
static bool done_at(struct store *store, int64_t id, int64_t *at, struct err *err)
{
    struct audit_entry entries[2] = {0};
    int count = 0;
    if (!audit_changes(store, "assignment", id, 0, entries, 2, &count, err))
        return false;
    *at = count > 1 ? entries[1].at : 0;
    for (int i = 0; i < count; i++)
        audit_entry_release(&entries[i]);
    return true;
}

/* Somebody else came into the place meanwhile. */
static bool place_is_free(struct store *store, const struct assignment *one, struct err *err)
{
    struct roster_entry *entries = memory_new(CELL_MOST, sizeof *entries);
    struct post post;
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES];
    int64_t since = 0, taken_by = 0;
    int count = 0, counting = 0;
    bool good = record_get(store, &post_table, one->post_id, &post, err) && done_at(store, one->head.id, &since, err) &&
                roster_cell(store, one->post_id, one->starts_at, entries, &count, err);
    for (int i = 0; good && i < count; i++) {
        const struct assignment *other = &entries[i].assignment;
        counting += assignment_counts(other);
        if (assignment_counts(other) && other->head.id != one->head.id && other->assigned_at >= since)
            taken_by = other->volunteer_id;
    }
    free(entries);
    if (!good || counting <= post.wanted || taken_by == 0)
        return good;
    shift_words(store, one, words);
    volunteer_told(store, taken_by, name);
    return err_set(err, ERR_DENIED, _("Not undone: %1$s has been filled since, by %2$s."), words, name);
}

/* One given up that comes back may be one too many. */
static bool posts_fit(struct store *store, struct err *err)
{
    struct post *posts = memory_new(POSTS_MOST, sizeof *posts);
    int count = 0;
    bool good = post_list(store, posts, POSTS_MOST, &count, err);
    free(posts);
    return good;
}

bool roster_fits(struct store *store, const char *table, int64_t id, struct err *err)
{
    struct assignment one;
    struct shift_fit fit;
    char name[NAME_BYTES], why[FIT_WHY_BYTES];
    if (strcmp(table, "post") == 0)
        return posts_fit(store, err);
    if (strcmp(table, "assignment") != 0)
        return true;
    if (!record_get(store, &assignment_table, id, &one, err))
        return false;
    if (one.head.voided[0] != '\0' || !assignment_counts(&one))
        return true;
    const struct fit_shift shift = shift_of(&one);
    if (!shift_fit(store, one.volunteer_id, &shift, &fit, err))
        return false;
    if ((fit.bars & 1u << BAR_OVERLAP) == 0)
        return place_is_free(store, &one, err);
    volunteer_told(store, one.volunteer_id, name);
    shift_fit_why(store, &fit, why);
    return err_set(err, ERR_DENIED, _("Not undone: %1$s would stand at two places: %2$s."), name, why);
}
