/* Adding or correcting a household or another place. */
#include "gatepost/labels.h"
#include "gatepost/people_rules.h"
#include "gatepost/pinyin.h"
#include "gatepost/place_list.h"
#include "gatepost/place_words.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBERS_MOST = 6 };
struct place_form {
    struct place place;
    char members[MEMBERS_MOST][NAME_BYTES]; /* who lives there: one of them is the head */
    char phones[MEMBERS_MOST][PHONE_SIZE];
    int member_count;
    int listed;                                             /* persons of the register who live there */
    char shown_phone[PHONE_SIZE], masked_phone[PHONE_SIZE]; /* what the field shows, until another is typed */
    bool is_heads;                                          /* the phone in the register is the head's own */
};

static enum place_kind kind_of(const struct view *view)
{
    return (enum place_kind)form_choice(&view->form, "kind");
}

static bool is_lived_in(const struct view *view)
{
    return kind_of(view) == PLACE_HOUSEHOLD || kind_of(view) == PLACE_RENTED;
}

static bool is_household(const struct view *view)
{
    return kind_of(view) == PLACE_HOUSEHOLD;
}

static bool is_other(const struct view *view)
{
    return !is_household(view);
}

/* A rented house may be known by its room alone. */
static bool needs_name(const struct view *view)
{
    return kind_of(view) == PLACE_ENTERPRISE || kind_of(view) == PLACE_SMALL;
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
    PLAIN("name", name),     PLAIN("estate", estate),           PLAIN("grid", grid),
    PLAIN("head", head),     PLAIN("responsible", responsible), PLAIN("note", note),
    PLAIN("leader", leader), PLAIN("needs_note", needs_note),
#undef PLAIN
};
enum { PLAIN_COUNT = sizeof plains / sizeof plains[0] };

/* Words that place_needs_parse takes, in the language of the screen. */
static void needs_text(unsigned needs, char *text, size_t size)
{
    static const char *const words[NEED_BITS] = {N_("alone"), N_("pregnant"), N_("dialysis"), N_("medication"),
                                                 N_("mobility")};
    struct buffer out = {0};
    for (int i = 0; i < NEED_BITS; i++)
        if ((needs >> i & 1) != 0)
            buffer_format(&out, "%s%s", out.length > 0 ? " " : "", _(words[i]));
    text_copy(text, size, buffer_text(&out));
    buffer_release(&out);
}

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
    } else if (!strcmp(name, "line")) {
        snprintf(text, size, "%d", (int)place->line);
    } else if (!strcmp(name, "needs")) {
        needs_text(place->needs, text, size);
    }
}

/* Without them the head is typed, as ever. */
static void read_members(struct view *view)
{
    struct place_form *state = view->state;
    struct person persons[MEMBERS_MOST];
    if (!person_of_place(application_store(view), state->place.id, persons, MEMBERS_MOST, &state->member_count, NULL))
        state->member_count = 0;
    for (int i = 0; i < state->member_count; i++) {
        text_copy(state->members[i], sizeof state->members[i], persons[i].name);
        text_copy(state->phones[i], sizeof state->phones[i], persons[i].phone);
        if (!strcmp(persons[i].name, state->place.head) && !strcmp(persons[i].phone, state->place.phone))
            state->is_heads = persons[i].phone[0] != '\0';
    }
}

static void show_phone(struct place_form *state, const char *phone)
{
    text_copy(state->shown_phone, sizeof state->shown_phone, phone);
    mask_value(MASK_PHONE, phone, state->masked_phone, sizeof state->masked_phone);
}

static bool open_form(struct view *view, const void *argument, struct err *err)
{
    struct place_form *state = view->state;
    const struct form_def *def = view->form.def;
    char text[NOTE_BYTES];
    if (!argument) {
        form_set_choice(&view->form, "line", place_usual_line(kind_of(view)));
        return true;
    }
    if (!place_get(application_store(view), *(const int64_t *)argument, &state->place, err) ||
        !place_listed(application_store(view), state->place.id, &state->listed, err))
        return false;
    view->form.draft_of = state->place.id;
    read_members(view);
    for (int i = 0; i < def->field_count; i++) {
        field_text(&state->place, def->fields[i].name, text, sizeof text);
        form_set_text(&view->form, def->fields[i].name, text);
    }
    show_phone(state, state->place.phone);
    return true;
}

static bool read_persons(const struct view *view, int *persons, struct err *err)
{
    struct buffer folded = {0};
    char *end;
    text_fold_width(&folded, form_text(&view->form, "reported_persons"));
    long number = strtol(buffer_text(&folded), &end, 10);
    bool good = *end == '\0' && number >= 0 && number <= 9999;
    buffer_release(&folded);
    *persons = good ? (int)number : 0;
    return good || err_field(err, ERR_INPUT, "reported_persons",
                             _("How many persons live or work there: a number, or empty when nobody said."));
}

static bool read_room(const struct view *view, struct place *place, struct err *err)
{
    const char *text = form_text(&view->form, "room");
    memset(&place->room, 0, sizeof place->room);
    if (!text[0] || room_parse(text, &place->room, err))
        return true;
    err->field = "room";
    return false;
}

static bool read_form(const struct view *view, struct place *place, struct err *err)
{
    const struct place_form *state = view->state;
    const char *phone = form_text(&view->form, "phone");
    *place = state->place;
    for (int i = 0; i < PLAIN_COUNT; i++)
        text_copy((char *)place + plains[i].offset, plains[i].size, form_text(&view->form, plains[i].name));
    place->kind = kind_of(view);
    place->occupancy = (enum occupancy)form_choice(&view->form, "occupancy");
    place->line = (enum place_line)form_choice(&view->form, "line");
    if (place->kind == PLACE_HOUSEHOLD)
        place->name[0] = '\0';
    if (!state->masked_phone[0] || strcmp(phone, state->masked_phone))
        text_copy_narrow(place->phone, sizeof place->phone, phone);
    else
        text_copy(place->phone, sizeof place->phone, state->shown_phone);
    return read_room(view, place, err) && read_persons(view, &place->reported_persons, err) &&
           place_needs_parse(form_text(&view->form, "needs"), &place->needs, NULL, err);
}

static const char *phone_of(const struct place_form *state, const char *head)
{
    for (int i = 0; i < state->member_count; i++)
        if (!strcmp(state->members[i], head))
            return state->phones[i];
    return "";
}

/* Another head is not reached on the phone of the one before. One that was typed, or is the household's, stays. */
static void follow_head(struct view *view)
{
    struct place_form *state = view->state;
    if (!state->is_heads || strcmp(form_text(&view->form, "phone"), state->masked_phone) != 0)
        return;
    show_phone(state, phone_of(state, form_text(&view->form, "head")));
    form_set_text(&view->form, "phone", state->masked_phone);
}

/* A new place of another kind is screened by others, until somebody says who. */
static void changed(struct view *view, int field)
{
    const struct place_form *state = view->state;
    const struct form_field *line = &view->form.fields[form_field(&view->form, "line")];
    if (!strcmp(view->form.def->fields[field].name, "head"))
        follow_head(view);
    if (!strcmp(view->form.def->fields[field].name, "kind") && !state->place.id && !line->touched)
        form_set_choice(&view->form, "line", place_usual_line(kind_of(view)));
}

/* The member of that number among those who fit what is typed; NULL behind the last. */
static const char *member_offered(const struct view *view, int index)
{
    const struct place_form *state = view->state;
    const char *typed = form_text(&view->form, "head");
    for (int i = 0; i < state->member_count; i++) {
        const char *member = state->members[i];
        bool fits = strcmp(member, typed) != 0 && (text_contains(member, typed) || pinyin_spells(member, typed, true));
        if (fits && index-- == 0)
            return member;
    }
    return NULL;
}

static int candidate_count(const struct view *view, int field)
{
    int count = 0;
    while (!strcmp(view->form.def->fields[field].name, "head") && member_offered(view, count))
        count++;
    return count;
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    const char *member = member_offered(view, index);
    (void)field;
    application_mask(application_of(view), MASK_NAME, member ? member : "", text, size);
    *style = STYLE_NORMAL;
}

static void choose(struct view *view, int field, int index)
{
    const char *member = member_offered(view, index);
    (void)field;
    if (!member)
        return;
    form_set_text(&view->form, "head", member);
    follow_head(view);
}

/* "13" stands there in words once it is left. */
static bool check(struct view *view, int field, struct err *err)
{
    char text[NOTE_BYTES];
    unsigned needs;
    if (strcmp(view->form.def->fields[field].name, "needs"))
        return true;
    if (!place_needs_parse(form_text(&view->form, "needs"), &needs, NULL, err))
        return false;
    needs_text(needs, text, sizeof text);
    if (strcmp(text, form_text(&view->form, "needs")))
        form_set_text(&view->form, "needs", text);
    return true;
}

/* Persons reported against persons listed, before it is saved (domain.md §3). */
static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct place_form *state = view->state;
    struct place place = {.kind = kind_of(view), .occupancy = (enum occupancy)form_choice(&view->form, "occupancy")};
    if (index > 0 || !state->place.id || !read_persons(view, &place.reported_persons, &(struct err){0}) ||
        !place_is_mismatch(&place, state->listed))
        return false;
    snprintf(text, size, _("Reported: %d, listed here: %d. Who is missing, or too many?"), place.reported_persons,
             state->listed);
    *level = NOTE_WARNING;
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
    if (strcmp(theirs->phone, state->place.phone) != 0)
        show_phone(state, theirs->phone);
    state->place = *theirs;
}

static void show_added(const struct view *view, const struct place *place)
{
    struct list_key at = {.id = place->id};
    if (!view->opener || view->opener->def != &screen_places)
        return;
    place_sort_key(place, at.text, sizeof at.text);
    list_show_added(&view->opener->list, view->opener, &at);
}

static bool save(struct view *view, struct err *err)
{
    const struct place_form *state = view->state;
    struct place place, theirs;
    char label[200];
    if (!read_form(view, &place, err))
        return false;
    if (people_add_place(application_store(view), &place, err)) {
        place_label(&place, true, label, sizeof label);
        ui_say(view->ui, MESSAGE_GOOD, _("Saved %s   Ctrl-Z undoes"), label);
        application_saved(view);
        if (!state->place.id)
            show_added(view, &place);
        view_close(view);
        return true;
    }
    if (err->code == ERR_CONFLICT && place_get(application_store(view), place.id, &theirs, &(struct err){0}))
        show_theirs(view, &theirs);
    return false;
}

static const struct field fields[] = {
    {.name = "kind", .label = N_("Kind"), .kind = FIELD_CHOICE, .width = 16, .choices = place_kind_labels},
    {.name = "name", .label = N_("Place name"), .width = 30, .shown = is_other, .required = needs_name},
    {.name = "room", .label = N_("Room"), .hint = N_("12-2-1203 or 1221203"), .width = 16, .required = is_household},
    {.name = "estate", .label = N_("Estate"), .hint = N_("where several estates share room numbers"), .width = 20},
    {.name = "grid", .label = N_("Grid"), .width = 12},
    {.name = "leader", .label = N_("Building leader"), .width = 16, .flags = FIELD_SAME_LINE},
    {.name = "head", .label = N_("Head"), .kind = FIELD_SUGGEST, .width = 16},
    {.name = "phone", .label = N_("Phone"), .width = 20, .flags = FIELD_SAME_LINE},
    {.name = "reported_persons", .label = N_("Persons"), .hint = N_("as reported"), .width = 5},
    {.name = "occupancy",
     .label = N_("Lived in"),
     .kind = FIELD_CHOICE,
     .width = 16,
     .flags = FIELD_SAME_LINE,
     .choices = occupancy_labels,
     .shown = is_lived_in},
    {.name = "line", .label = N_("Screened by"), .kind = FIELD_CHOICE, .width = 20, .choices = place_line_labels},
    {.name = "responsible", .label = N_("In charge"), .width = 16, .flags = FIELD_SAME_LINE},
    {.name = "needs",
     .label = N_("Special needs"),
     .hint = N_("numbers 1 to 5, or words"),
     .help = N_("1 lives alone  2 pregnant  3 dialysis  4 chronic medication  5 reduced mobility; several: 13"),
     .width = 24},
    {.name = "needs_note", .label = N_("About them"), .hint = N_("who, what, how often"), .width = 30},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = {
    .draft = "place",
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = changed,
    .check = check,
    .candidate_count = candidate_count,
    .candidate = candidate,
    .choose = choose,
    .note = note,
    .save = save,
};
#define PLACE_SCREEN(screen_name, screen_title)                                                             \
    {                                                                                                       \
        .name = screen_name, .title = screen_title, .state_size = sizeof(struct place_form), .form = &form, \
        .overlay = true, .columns = 76, .open = open_form                                                   \
    }
const struct screen_def screen_place_form = PLACE_SCREEN("place_form", N_("Edit place"));
const struct screen_def screen_place_new = PLACE_SCREEN("place_new", N_("New place"));
