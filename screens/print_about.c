/* Of whom a document is: a household, a volunteer, one post, each found in its field by what is typed. */
#include "gatepost/memory.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/print.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_field(const struct view *view, int field, const char *name)
{
    return strcmp(view->form.def->fields[field].name, name) == 0;
}

void print_about_household(struct view *view, int64_t place_id)
{
    char label[200];
    place_lookup_set(application_store(view), &print_dialog_of(view)->places, place_id, label, sizeof label);
    form_set_text(&view->form, "household", label);
    view->form.fields[form_field(&view->form, "household")].settled = place_id != 0;
}

void print_about_volunteer(struct view *view, int64_t id)
{
    struct print_dialog *dialog = view->state;
    struct volunteer volunteer;
    char name[NAME_BYTES];
    if (id == 0 || !record_get(application_store(view), &volunteer_table, id, &volunteer, NULL))
        return;
    application_mask(application_of(view), MASK_NAME, volunteer.name, name, sizeof name);
    form_set_text(&view->form, "volunteer", name);
    view->form.fields[form_field(&view->form, "volunteer")].settled = true;
    dialog->volunteer_id = id;
}

void print_about_post(struct view *view, int64_t id)
{
    struct post post;
    if (id == 0 || !record_get(application_store(view), &post_table, id, &post, NULL))
        return;
    form_set_text(&view->form, "post", post.name);
    view->form.fields[form_field(&view->form, "post")].settled = true;
    print_dialog_of(view)->post_id = id;
}

void print_about_release(struct view *view)
{
    free(print_dialog_of(view)->posts);
}

/* ---- found ---- */

static void find_posts(struct view *view, const char *typed)
{
    struct print_dialog *dialog = view->state;
    struct err ignored = {0}; /* without posts nothing is found, and that is said */
    dialog->post_id = 0;
    dialog->hit_count = 0;
    if (dialog->posts == NULL) {
        dialog->posts = memory_new(POSTS_MOST, sizeof *dialog->posts);
        post_list(application_store(view), dialog->posts, POSTS_MOST, &dialog->post_count, &ignored);
    }
    for (int i = 0; typed[0] != '\0' && i < dialog->post_count && dialog->hit_count < PRINT_HITS; i++)
        if (text_contains(dialog->posts[i].name, typed) || pinyin_spells(dialog->posts[i].name, typed, true))
            dialog->hits[dialog->hit_count++] = i;
}

static void find_volunteers(struct view *view, const char *typed)
{
    struct print_dialog *dialog = view->state;
    struct err ignored = {0};
    dialog->volunteer_id = 0;
    dialog->volunteer_count = 0;
    if (typed[0] != '\0' && !volunteer_find(application_store(view), typed, dialog->volunteers, PRINT_HITS,
                                            &dialog->volunteer_count, &ignored))
        dialog->volunteer_count = 0;
    if (dialog->volunteer_count > PRINT_HITS)
        dialog->volunteer_count = PRINT_HITS;
}

void print_about_find(struct view *view, int field)
{
    struct print_dialog *dialog = view->state;
    if (view->form.def->fields[field].kind != FIELD_LOOKUP)
        return;
    const char *typed = form_text(&view->form, view->form.def->fields[field].name);
    if (is_field(view, field, "household"))
        place_lookup_find(application_store(view), &dialog->places, typed);
    else if (is_field(view, field, "volunteer"))
        find_volunteers(view, typed);
    else
        find_posts(view, typed);
}

int print_about_count(const struct view *view, int field)
{
    const struct print_dialog *dialog = view->state;
    return is_field(view, field, "household")   ? dialog->places.count
           : is_field(view, field, "volunteer") ? dialog->volunteer_count
                                                : dialog->hit_count;
}

void print_about_text(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    const struct print_dialog *dialog = view->state;
    const struct application *application = application_of(view);
    char name[NAME_BYTES];
    *style = STYLE_NORMAL;
    if (is_field(view, field, "household")) {
        place_lookup_text(&dialog->places, index, application_masks_names(application), text, size);
    } else if (is_field(view, field, "volunteer")) {
        application_mask(application, MASK_NAME, dialog->volunteers[index].name, name, sizeof name);
        snprintf(text, size, "%s  %s", name, dialog->volunteers[index].building);
    } else {
        text_copy(text, size, dialog->posts[dialog->hits[index]].name);
    }
}

void print_about_choose(struct view *view, int field, int index)
{
    struct print_dialog *dialog = view->state;
    char label[200];
    if (is_field(view, field, "household")) {
        place_lookup_choose(&dialog->places, index, label, sizeof label);
        form_set_text(&view->form, "household", label);
    } else if (is_field(view, field, "volunteer")) {
        print_about_volunteer(view, dialog->volunteers[index].id);
    } else {
        dialog->post_id = dialog->posts[dialog->hits[index]].head.id;
        form_set_text(&view->form, "post", dialog->posts[dialog->hits[index]].name);
    }
    view->form.fields[field].settled = true;
    print_where_name(view);
    view_stale(view);
}

/* ---- taken ---- */

bool print_about_take_volunteer(const struct view *view, int64_t *id, struct err *err)
{
    const struct print_dialog *dialog = view->state;
    *id = dialog->volunteer_id;
    if (*id == 0 && dialog->volunteer_count == 1)
        *id = dialog->volunteers[0].id;
    if (*id != 0)
        return true;
    return err_field(err, ERR_INPUT, "volunteer", "%s",
                     dialog->volunteer_count > 1 ? _("Several volunteers match: choose one with Up, Down and Enter.")
                                                 : _("Which volunteer? Type initials, a name or last digits."));
}

bool print_about_take_household(const struct view *view, int64_t *id, struct err *err)
{
    const char *text = form_text(&view->form, "household");
    if (text[0] == '\0')
        return err_field(err, ERR_INPUT, "household", "%s", _("Which household? Type its room or who lives there."));
    return place_lookup_result(&print_dialog_of(view)->places, text, "household", id, err);
}

bool print_about_take_post(const struct view *view, int64_t *id, struct err *err)
{
    const struct print_dialog *dialog = view->state;
    const char *text = form_text(&view->form, "post");
    *id = dialog->post_id;
    if (text[0] == '\0' || *id != 0)
        return true;
    if (dialog->hit_count == 1)
        *id = dialog->posts[dialog->hits[0]].head.id;
    return *id != 0 || err_field(err, ERR_INPUT, "post",
                                 dialog->hit_count > 1 ? _("Several posts match \"%s\": choose one with Up, Down and "
                                                           "Enter.")
                                                       : _("There is no post \"%s\"."),
                                 text);
}
