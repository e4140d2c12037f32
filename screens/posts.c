#include "screens/posts.h"

#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include <stdlib.h>

enum { ROUND = 5 }; /* so many: a round that is longer is no quick way any more */
struct round {
    int64_t ids[ROUND];
    int count;
};

/* Numbers and not names: a checkpoint may be renamed. */
static struct round read_round(const struct application *application)
{
    struct round round = {0};
    char *kept = application_kept(application, "posts");
    for (char *at = kept, *end; at && round.count < ROUND; at = end) {
        int64_t id = strtoll(at, &end, 10);
        if (end == at)
            break;
        round.ids[round.count++] = id;
    }
    free(kept);
    return round;
}

static void keep_round(struct application *application, const struct round *round)
{
    struct buffer text = {0};
    for (int i = 0; i < round->count; i++)
        buffer_format(&text, "%lld\n", (long long)round->ids[i]);
    application_keep(application, "posts", buffer_text(&text));
    buffer_release(&text);
}

static int place_of(const struct round *round, int64_t id)
{
    for (int i = 0; i < round->count; i++)
        if (round->ids[i] == id)
            return i;
    return -1;
}

static void drop(struct round *round, int at)
{
    round->count--;
    for (int i = at; i < round->count; i++)
        round->ids[i] = round->ids[i + 1];
}

/* A new one comes to the end; where the round is full, the first that was joined goes. */
void posts_note(struct application *application, int64_t checkpoint_id)
{
    struct round round = read_round(application);
    if (place_of(&round, checkpoint_id) >= 0)
        return;
    if (round.count == ROUND)
        drop(&round, 0);
    round.ids[round.count++] = checkpoint_id;
    keep_round(application, &round);
}

static bool is_in_use(const struct application *application, int64_t id)
{
    struct checkpoint checkpoint;
    struct err ignored = {0};
    return checkpoint_get(application->store, id, &checkpoint, &ignored) && !checkpoint.voided[0];
}

/* The one behind the present one that is still in use, 0: there is no other. */
static int64_t next_of(const struct application *application)
{
    struct round round = read_round(application);
    int here = place_of(&round, application->checkpoint.id);
    for (int step = 1; step <= round.count; step++) {
        int64_t id = round.ids[(here + step + round.count) % round.count];
        if (id != application->checkpoint.id && is_in_use(application, id))
            return id;
    }
    return 0;
}

void posts_next(struct view *view)
{
    struct application *application = application_of(view);
    struct err err = {0};
    int64_t next = next_of(application);
    if (!next) {
        if (view->def != &screen_checkpoints)
            ui_open(view->ui, &screen_checkpoints, NULL);
        ui_say(view->ui, MESSAGE_PLAIN, "%s",
               _("Choose with Enter; once this terminal has stood at two checkpoints, Ctrl-] goes from one to the "
                 "other."));
        return;
    }
    if (!application_stand_at(application, next, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_stale_all(view->ui);
    ui_say(view->ui, MESSAGE_GOOD, _("This terminal now stands at %s. Ctrl-] goes on to the next of its checkpoints."),
           application->checkpoint.name);
}
