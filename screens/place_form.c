/* Adding or correcting a household or another place. */
#include "gatepost/labels.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct place_form {
    struct place place;
    char masked_phone[PHONE_SIZE];
};

static bool is_household(const struct view *view)
{
    return form_choice(&view->form, "kind") == PLACE_HOUSEHOLD;
}

static bool is_other(const struct view *view)
{
    return !is_household(view);
}

/* Text fields of the form that are plain texts of the row. */
static const struct plain {
    const char *name;
    size_t offset, size;
} plains[] = {
#define PLAIN(name_, member)                                                          \
    {                                                                                 \
        name_, offsetof(struct place, member), sizeof(((struct place *)NULL)->member) \
    }
    PLAIN("name", name), PLAIN("estate", estate),           PLAIN("grid", grid),
    PLAIN("head", head), PLAIN("responsible", responsible), PLAIN("note", note),
#undef PLAIN
};
enum { PLAIN_COUNT = sizeof plains / sizeof plains[0] };

/* What a field says of a place; of a choice its number. */
static void field_text(const struct place *place, const char *name, char *text, size_t size)
{
    char room[56] = "";
    text_copy(text, size, "");
    for (int i = 0; i < PLAIN_COUNT; i++)
        if (!strcmp(name, plains[i].name))
            text_copy(text, size, (const char *)place + plains[i].offset);
    if (!strcmp(name, "room")) {
        room_format(&place->room, room);
        text_copy(text, size, room);
    } else if (!strcmp(name, "phone")) {
        mask_value(MASK_PHONE, place->phone, text, size);
    } else if (!strcmp(name, "reported_persons") && place->reported_persons) {
        snprintf(text, size, "%d", place->reported_persons);
    } else if (!strcmp(name, "kind")) {
        snprintf(text, size, "%d", (int)place->kind);
    } else if (!strcmp(name, "occupancy")) {
        snprintf(text, size, "%d", (int)place->occupancy);
    }
}

static bool open_form(struct view *view, const void *argument, struct err *err)
{
    struct place_form *state = view->state;
    const struct form_def *def = view->form.def;
    char text[NOTE_BYTES];
    if (!argument)
        return true;
    if (!place_get(application_store(view), *(const int64_t *)argument, &state->place, err))
        return false;
    view->form.draft_of = state->place.id;
    for (int i = 0; i < def->field_count; i++) {
        field_text(&state->place, def->fields[i].name, text, sizeof text);
        form_set_text(&view->form, def->fields[i].name, text);
    }
    field_text(&state->place, "phone", state->masked_phone, sizeof state->masked_phone);
    return true;
}

static bool read_form(const struct view *view, struct place *place, struct err *err)
{
    const struct place_form *state = view->state;
    const char *number = form_text(&view->form, "reported_persons"), *phone = form_text(&view->form, "phone");
    char *end;
    *place = state->place;
    for (int i = 0; i < PLAIN_COUNT; i++)
        text_copy((char *)place + plains[i].offset, plains[i].size, form_text(&view->form, plains[i].name));
    place->kind = (enum place_kind)form_choice(&view->form, "kind");
    place->occupancy = (enum occupancy)form_choice(&view->form, "occupancy");
    if (place->kind == PLACE_HOUSEHOLD)
        place->name[0] = '\0';
    memset(&place->room, 0, sizeof place->room);
    if (form_text(&view->form, "room")[0] && !room_parse(form_text(&view->form, "room"), &place->room, err)) {
        err->field = "room";
        return false;
    }
    if (!state->masked_phone[0] || strcmp(phone, state->masked_phone))
        text_copy(place->phone, sizeof place->phone, phone);
    struct buffer folded = {0};
    text_fold_width(&folded, number);
    long persons = strtol(buffer_text(&folded), &end, 10);
    bool good = *end == '\0' && persons >= 0 && persons <= 99;
    buffer_release(&folded);
    if (!good)
        return err_field(err, ERR_INPUT, "reported_persons", _("How many persons live there: a number from 0 to 99."));
    place->reported_persons = (int)persons;
    return true;
}

/* Saved again, it is on top of what the other terminal saved. */
static void show_theirs(struct view *view, const struct place *theirs)
{
    struct place_form *state = view->state;
    const struct form_def *def = view->form.def;
    char was[NOTE_BYTES], is[NOTE_BYTES];
    for (int i = 0; i < def->field_count; i++) {
        field_text(&state->place, def->fields[i].name, was, sizeof was);
        field_text(theirs, def->fields[i].name, is, sizeof is);
        form_merge_theirs(&view->form, def->fields[i].name, was, is);
    }
    state->place = *theirs;
    field_text(theirs, "phone", state->masked_phone, sizeof state->masked_phone);
}

static bool save(struct view *view, struct err *err)
{
    struct place place, theirs;
    char label[200];
    if (!read_form(view, &place, err))
        return false;
    if (people_add_place(application_store(view), &place, err)) {
        place_label(&place, true, label, sizeof label);
        ui_say(view->ui, MESSAGE_GOOD, _("Saved %s   Ctrl-Z undoes"), label);
        application_saved(view);
        view_close(view);
        return true;
    }
    if (err->code == ERR_CONFLICT && place_get(application_store(view), place.id, &theirs, &(struct err){0}))
        show_theirs(view, &theirs);
    return false;
}

static const struct field fields[] = {
    {.name = "kind", .label = N_("Kind"), .kind = FIELD_CHOICE, .width = 16, .choices = place_kind_labels},
    {.name = "room",
     .label = N_("Room"),
     .hint = N_("12-2-1203 or 1221203"),
     .width = 16,
     .flags = FIELD_REQUIRED,
     .shown = is_household},
    {.name = "name", .label = N_("Name"), .width = 30, .flags = FIELD_REQUIRED, .shown = is_other},
    {.name = "estate", .label = N_("Estate"), .hint = N_("where several estates share room numbers"), .width = 20},
    {.name = "grid", .label = N_("Grid"), .width = 12},
    {.name = "head", .label = N_("Head"), .hint = N_("as reported"), .width = 20},
    {.name = "phone", .label = N_("Phone"), .hint = N_("11 digits, or with area code"), .width = 20},
    {.name = "reported_persons", .label = N_("Persons"), .hint = N_("as reported"), .width = 4},
    {.name = "occupancy", .label = N_("Lived in"), .kind = FIELD_CHOICE, .width = 16, .choices = occupancy_labels},
    {.name = "responsible", .label = N_("In charge"), .hint = N_("named person who looks after it"), .width = 20},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = {
    .draft = "place",
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .save = save,
};
#define PLACE_SCREEN(screen_name, screen_title)                                                             \
    {                                                                                                       \
        .name = screen_name, .title = screen_title, .state_size = sizeof(struct place_form), .form = &form, \
        .overlay = true, .columns = 74, .open = open_form                                                   \
    }
const struct screen_def screen_place_form = PLACE_SCREEN("place_form", N_("Edit place"));
const struct screen_def screen_place_new = PLACE_SCREEN("place_new", N_("New place"));
