/* What the page of the first run does in the end: a new file, sample data, or an existing file opened. */
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/first_run_page.h"
#include <stdio.h>
#include <string.h>

struct first_run *page_run(const struct view *view)
{
    return ui_context(view->ui);
}

enum first_run_what page_what(const struct view *view)
{
    return (enum first_run_what)form_choice(&view->form, "what");
}

bool page_is_path(const char *said, const char *path)
{
    struct buffer full = {0};
    bool same = store_full_path(said, &full, NULL) && strcmp(buffer_text(&full), path) == 0;
    buffer_release(&full);
    return same;
}

/* A typed value without the blanks around it, in half-width characters when `folded`. Writes it back, so that it is
 * seen. */
static const char *tidy(struct view *view, const char *name, bool folded)
{
    struct buffer half = {0}, text = {0};
    if (folded)
        text_fold_width(&half, form_text(&view->form, name));
    else
        buffer_add(&half, form_text(&view->form, name));
    text_trim(&text, buffer_text(&half));
    if (strcmp(buffer_text(&text), form_text(&view->form, name)) != 0)
        form_set_text(&view->form, name, buffer_text(&text));
    buffer_release(&half);
    buffer_release(&text);
    return form_text(&view->form, name);
}

static bool show_progress(void *context, int percent)
{
    char text[200];
    snprintf(text, sizeof text, _("Making the sample data: %d %%   Esc stops, nothing is left then"), percent);
    return ui_say_progress(context, text);
}

/* The checkpoint of this terminal must be one of those above. */
static bool find_here(struct view *view, char *checkpoint, struct err *err)
{
    const struct page *page = view->state;
    const char *here = tidy(view, "here", false);
    for (int i = 0; i < page->checkpoint_count; i++) {
        if (here[0] == '\0' || strcmp(here, page->checkpoints[i]) == 0) {
            text_copy(checkpoint, NAME_BYTES, page->checkpoints[i]);
            return true;
        }
    }
    return err_field(err, ERR_INPUT, "here", _("\"%.60s\" is not among the checkpoints above."), here);
}

static bool make_new(struct view *view, const char *path, struct err *err)
{
    struct page *page = view->state;
    struct first_run *run = page->run;
    struct community_plan plan = {.name = tidy(view, "community", false),
                                  .officer = tidy(view, "officer", false),
                                  .zone = tidy(view, "zone", true),
                                  .fever_line = tidy(view, "fever", true),
                                  .checkpoint_count = page->checkpoint_count};
    if (page->checkpoint_count > COMMUNITY_CHECKPOINTS_MOST)
        return err_field(err, ERR_INPUT, "checkpoints", _("At most %d checkpoints here; add the others later."),
                         COMMUNITY_CHECKPOINTS_MOST);
    if (page->checkpoint_count == 0)
        return err_field(err, ERR_INPUT, "checkpoints", _("Type at least one checkpoint."));
    for (int i = 0; i < page->checkpoint_count; i++)
        plan.checkpoints[i] = page->checkpoints[i];
    return find_here(view, run->checkpoint, err) && community_make(path, &plan, err) &&
           name_parse(plan.officer, run->officer, err);
}

static bool make_sample(struct view *view, const char *path, struct err *err)
{
    struct community_plan plan = {
        .name = _("Sample community"), .with_demo = true, .demo = {.progress = show_progress, .context = view->ui}};
    return show_progress(view->ui, 0) ? community_make(path, &plan, err)
                                      : err_set(err, ERR_CANCELLED, _("Stopped. Nothing was made."));
}

/* Whoever tries the sample data knows none of its people: the first duty officer signs on, at the first checkpoint. */
static void find_sample_names(struct first_run *run)
{
    enum { LOOKED_AT = 16 };
    struct officer officers[LOOKED_AT];
    struct checkpoint first;
    int count = 0;
    if (officer_list(run->store, officers, LOOKED_AT, &count, NULL))
        for (int i = count - 1; i >= 0; i--)
            if (officers[i].role == ROLE_OFFICER)
                text_copy(run->officer, sizeof run->officer, officers[i].name);
    if (checkpoint_list(run->store, &first, 1, &count, NULL) && count == 1)
        text_copy(run->checkpoint, sizeof run->checkpoint, first.name);
}

/* A file that would not be found again is noted, unless the command line or the environment decides each time. */
static void note_path(struct first_run *run, const char *path)
{
    struct buffer found = {0};
    run->found_again = store_locate(run->global->db, &found, NULL) && page_is_path(buffer_text(&found), path);
    if (!run->found_again && run->what != FIRST_SAMPLE && !store_is_named(run->global->db))
        run->found_again = run->remembered = store_remember(path, NULL);
    buffer_release(&found);
}

static bool make_or_open(struct view *view, const char *path, struct err *err)
{
    struct first_run *run = page_run(view);
    switch (run->what) {
    case FIRST_NEW:
        return make_new(view, path, err);
    case FIRST_SAMPLE:
        return make_sample(view, path, err);
    case FIRST_OPEN:
        return store_look(path, err) != STORE_MISSING;
    }
    return false;
}

bool page_save(struct view *view, struct err *err)
{
    struct first_run *run = page_run(view);
    struct buffer path = {0};
    const char *typed = tidy(view, "path", false);
    run->what = page_what(view);
    run->officer[0] = run->checkpoint[0] = '\0';
    bool done = typed[0] != '\0' ? store_full_path(typed, &path, err)
                                 : err_set(err, ERR_INPUT, _("Say where the file is, such as /srv/gatepost/post.db."));
    if (done && make_or_open(view, buffer_text(&path), err))
        run->store = store_open(buffer_text(&path), 0, err);
    if (run->store == NULL) {
        if (err->field == NULL)
            err->field = "path";
    } else {
        if (run->what == FIRST_SAMPLE)
            find_sample_names(run);
        note_path(run, store_path(run->store));
        ui_quit(view->ui, EXIT_DONE);
    }
    buffer_release(&path);
    return run->store != NULL;
}
