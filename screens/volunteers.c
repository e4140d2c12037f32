/* The register of volunteers: who takes shifts, what they can, when they can be counted on, how much they stand this
 * week (domain.md §6). */
#include "screens/volunteers.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/doubles.h"
#include "gatepost/labels.h"
#include "gatepost/pairing.h"
#include "gatepost/registers.h"
#include "gatepost/shift_time.h"
#include "gatepost/utf8.h"
#include "screens/detail.h"
#include "screens/history.h"
#include "screens/person_double.h"
#include "screens/register.h"
#include "screens/registry.h"
#include "screens/volunteer_detail.h"
#include <stdio.h>
#include <string.h>

struct volunteers {
    struct register_list list;
    struct volunteer_detail detail; /* of the selected one */
};

static const char *const scope_labels[] = {N_("Valid"), N_("Household observed"), N_("Health not checked"), N_("All"),
                                           NULL};

/* ---- a row ---- */

static bool is_on_leave(struct store *store, int64_t id)
{
    struct absence absence;
    int64_t now = clock_now();
    struct record_window window = {
        .scope = ABSENCES_OPEN, .column = "volunteer_id", .value = id, .rows = &absence, .most = 1};
    return record_window(store, &absence_table, &window, NULL) && window.count > 0 && absence.from_at <= now;
}

/* "990 1": minutes of this week, and whether they are on leave now. */
static void more(const struct view *view, const void *record, char *text, size_t size)
{
    struct store *store = application_store(view);
    int64_t id = ((const struct record_head *)record)->id;
    int monday = week_first_day(clock_day(clock_now()));
    struct volunteer_span span = {0};
    struct err ignored = {0}; /* a row without its hours is a row all the same */
    volunteer_span_of(store, id, monday, clock_day_add(monday, 6), &span, &ignored);
    snprintf(text, size, "%d %d", span.planned_minutes, is_on_leave(store, id));
}

static void read_more(const void *record, int *minutes, int *on_leave)
{
    *minutes = *on_leave = 0;
    sscanf(register_more(record), "%d %d", minutes, on_leave);
}

static const char *sign_of(const void *record)
{
    const struct volunteer *volunteer = record;
    int minutes, on_leave;
    read_more(record, &minutes, &on_leave);
    if (volunteer->head.voided[0])
        return N_("volunteer|left");
    if (volunteer->observed)
        return N_("volunteer|!observed");
    if (on_leave)
        return N_("volunteer|on leave");
    if (volunteer->health == HEALTH_UNFIT)
        return N_("volunteer|!unfit");
    return volunteer->health == HEALTH_UNCHECKED ? N_("volunteer|no check") : NULL;
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct volunteer *volunteer = record;
    int minutes, on_leave;
    (void)view;
    if (!strcmp(column, "sign")) {
        const char *sign = sign_of(record);
        text_copy(cell->text, sizeof cell->text, sign ? words_context(sign) : "");
        cell->style = cell->text[0] == '!' ? STYLE_WARNING : STYLE_NORMAL;
    } else if (!strcmp(column, "skills")) {
        volunteer_skills(volunteer, true, cell->text, sizeof cell->text);
    } else if (!strcmp(column, "available")) {
        if (volunteer->available[0])
            volunteer_available(volunteer, cell->text, sizeof cell->text);
    } else if (!strcmp(column, "week")) {
        read_more(record, &minutes, &on_leave);
        hours_text(minutes, cell->text);
    } else {
        return false;
    }
    return true;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    application_mask(application_of(view), MASK_NAME, ((const struct volunteer *)record)->name, text, size);
}

/* ---- the form ---- */

static bool is_new(const struct view *view)
{
    return ((const struct record_head *)register_form_record(view))->id == 0;
}

static bool is_nobody_known(const struct view *view)
{
    return is_new(view) && !form_text(&view->form, "person")[0];
}

static void say_known(struct view *view, int64_t person_id)
{
    struct volunteer known;
    struct person person;
    char words[NOTE_BYTES], who[NAME_BYTES];
    struct store *store = application_store(view);
    if (!person_get(store, person_id, &person, NULL))
        return;
    application_mask(application_of(view), MASK_NAME, person.name, who, sizeof who);
    if (volunteer_of_person(store, person_id, &known, NULL)) {
        snprintf(words, sizeof words, _("! %1$.60s is a volunteer already (No. %2$lld)."), who,
                 (long long)known.head.id);
        register_form_say(view, NOTE_WARNING, words);
    }
}

/* Whoever is in the register already is chosen there, not written anew. */
static void say_doubles(struct view *view)
{
    struct person person = {.kind = PERSON_VISITOR};
    struct person_double found[2];
    char phones[PHONE_MOST][PHONE_SIZE] = {0}, words[NOTE_BYTES], who[NOTE_BYTES - 40];
    int count = 0, phone_count = 0;
    name_parse(form_text(&view->form, "name"), person.name, NULL);
    if (phone_parse(form_text(&view->form, "phone"), phones, &phone_count, NULL))
        text_copy(person.phone, sizeof person.phone, phones[0]);
    if (!person.phone[0] || !doubles_of(application_store(view), &person, found, 2, &count, NULL))
        return;
    for (int i = 0; i < count; i++) {
        person_double_text(view, &found[i].person, found[i].by, who, sizeof who);
        snprintf(words, sizeof words, found[i].by & DOUBLE_LIKELY ? _("! Taken as %s.") : _("In the register: %s."),
                 who);
        register_form_say(view, found[i].by & DOUBLE_LIKELY ? NOTE_WARNING : NOTE_PLAIN, words);
    }
}

static void changed(struct view *view, const char *field)
{
    if (field[0] && strcmp(field, "person") && strcmp(field, "name") && strcmp(field, "phone"))
        return;
    register_form_hush(view);
    if (!is_new(view))
        return;
    if (register_form_person(view, "person"))
        say_known(view, register_form_person(view, "person"));
    else
        say_doubles(view);
}

/* Sign-up sheets come by kind: party members, then owners. */
static void next(const struct view *view, const void *saved, void *record)
{
    (void)view;
    ((struct volunteer *)record)->kind = ((const struct volunteer *)saved)->kind;
}

static const struct register_screen volunteers = {
    .rules = &volunteer_rules,
    .form = &screen_volunteer_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .more = more,
    .changed = changed,
    .next = next,
    .name = name,
};

/* ---- beside the list ---- */

static void look(struct view *view)
{
    struct volunteers *state = view->state;
    const struct record_head *head = register_selected(view);
    if (!head || (state->detail.volunteer.head.id == head->id && state->detail.volunteer.head.rev == head->rev))
        return;
    if (!store_read_begin(application_store(view), NULL))
        return;
    volunteer_detail_load(application_store(view), head->id, &state->detail);
    store_read_end(application_store(view));
}

/* Their shifts may have changed while the selected row stays. */
static bool load(struct view *view, struct err *err)
{
    (void)err;
    ((struct volunteers *)view->state)->detail.volunteer.head.id = 0;
    return true;
}

static void detail(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct volunteers *state = view->state;
    const struct record_head *head = register_selected(view);
    struct buffer words = {0};
    if (!head || state->detail.volunteer.head.id != head->id)
        return;
    volunteer_detail_words(application_of(view), &state->detail, &words);
    for (const char *at = buffer_text(&words); *at; at += strspn(at, "\n")) {
        char line[CELL_BYTES];
        size_t length = strcspn(at, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, at);
        detail_line(canvas, &rect, line[0] == '!' ? STYLE_WARNING : STYLE_NORMAL, line);
        at += length;
    }
    buffer_release(&words);
}

/* ---- keys ---- */

static const struct volunteer *selected(const struct view *view)
{
    return register_selected(view);
}

static void run_open(struct view *view)
{
    struct volunteer_detail found;
    struct buffer words = {0};
    volunteer_detail_load(application_store(view), selected(view)->head.id, &found);
    volunteer_detail_words(application_of(view), &found, &words);
    prompt_text(view, _("Volunteer"), buffer_text(&words));
    buffer_release(&words);
}

static void run_leave(struct view *view)
{
    struct absence preset;
    register_new(&absence_rules, &preset);
    preset.volunteer_id = selected(view)->head.id;
    const struct register_open open = {.preset = &preset};
    ui_open(view->ui, &screen_absence_form, &open);
}

static void run_pair(struct view *view)
{
    struct pairing preset;
    register_new(&pairing_rules, &preset);
    preset.person_id = selected(view)->person_id;
    const struct register_open open = {.preset = &preset};
    ui_open(view->ui, &screen_pairing_form, &open);
}

static void run_pin(struct view *view)
{
    ui_open(view->ui, &screen_volunteer_pin, selected(view));
}

static const char *void_why_not(const struct view *view)
{
    return selected(view) && selected(view)->head.voided[0] ? _("No volunteer any more.") : NULL;
}

static const struct column columns[] = {
    {.heading = N_("Volunteer"), .name = "name", .width = 9, .grow = 1, .most = 16, .priority = 9},
    {.heading = " ", .name = "sign", .width = 9, .priority = 9},
    {.heading = N_("volunteer|Kind"), .name = "kind", .width = 9, .grow = 1, .most = 16, .priority = 7},
    {.heading = N_("Home"), .name = "building", .width = 5, .grow = 1, .most = 12, .priority = 6},
    {.heading = N_("Skills"), .name = "skills", .width = 9, .grow = 1, .most = 18, .priority = 8},
    {.heading = N_("Available"), .name = "available", .width = 10, .grow = 3, .most = 36, .priority = 8},
    {.heading = N_("volunteer|Week"), .name = "week", .width = 6, .priority = 9, .right = true},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 4},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 2, .priority = 2, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Who takes shifts stands here. F7 adds the first; F9, Import takes a sign-up list."),
                  N_("No volunteer matches. Esc shows all again, F7 adds one."));
static const struct action actions[] = {
    {.name = "volunteer.open",
     .label = N_("Details"),
     .help = N_("All that is known of the selected volunteer: shifts to come, leave, hours, kit."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_open},
    REGISTER_ADD("volunteer.add", &screen_volunteer_form,
                 N_("Adds a volunteer: somebody of the register, or a new name with a phone.")),
    {.name = "volunteer.leave",
     .verb = "absence.add",
     .label = N_("volunteer|Leave"),
     .help = N_("Writes down that the selected volunteer cannot come for a time; their shifts look for a stand-in."),
     .keys = {'-'},
     .priority = 74,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_leave,
     .why_not = void_why_not,
     .opens = &screen_absence_form},
    {.name = "volunteer.hours",
     .label = N_("volunteer|Hours"),
     .help = N_("Hours and night hours of all volunteers, in a week and in all."),
     .keys = {'1', KEY_CTRL('G')},
     .priority = 73,
     .opens = &screen_volunteer_hours},
    {.name = "volunteer.absences",
     .label = N_("OnLeave"),
     .help = N_("Who is on leave, and from when to when."),
     .keys = {'2'},
     .priority = 60,
     .opens = &screen_absences},
    {.name = "volunteer.pin",
     .verb = "volunteer.pin",
     .label = N_("PIN"),
     .help = N_("Gives the selected volunteer a PIN for the shared terminal, another one, or takes it away."),
     .keys = {'3'},
     .priority = 50,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_pin,
     .why_not = void_why_not,
     .opens = &screen_volunteer_pin},
    REGISTER_EDIT("volunteer.edit", &screen_volunteer_form,
                  N_("Corrects the selected volunteer: skills, when they can come, kit, phone.")),
    {.name = "volunteer.pair",
     .verb = "pairing.add",
     .label = N_("volunteer|Pair"),
     .help = N_("Pairs an observed household with the selected volunteer as its helper."),
     .keys = {'+'},
     .priority = 44,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_pair,
     .why_not = void_why_not,
     .opens = &screen_pairing_form},
    REGISTER_VOID("volunteer.void",
                  N_("Voids the selected volunteer, with a reason; not while they have shifts to come.")),
    REGISTER_TURN("volunteer.which",
                  N_("Shows all volunteers, those of observed households, those without a health check, void ones.")),
    REGISTER_LOOK("volunteer.look"),
    REGISTER_BOOKLET("volunteer.booklet"),
    REGISTER_HISTORY("volunteer.history", N_("Who changed what of the selected volunteer, and when.")),
};
static const struct field fields[] = {
    {.name = "person",
     .label = N_("Person"),
     .hint = N_("of the register, or below"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .shown = is_new},
    {.name = "name",
     .label = N_("Name"),
     .hint = N_("from elsewhere"),
     .width = 20,
     .shown = is_nobody_known,
     .required = is_nobody_known},
    {.name = "phone", .label = N_("Phone"), .width = 20, .required = is_nobody_known},
    {.name = "kind",
     .label = N_("volunteer|Kind"),
     .kind = FIELD_CHOICE,
     .width = 18,
     .choices = volunteer_kind_labels,
     .flags = FIELD_STOP},
    {.name = "building",
     .label = N_("Home building"),
     .hint = N_("from elsewhere"),
     .width = 12,
     .shown = is_nobody_known},
    {.name = "available",
     .label = N_("Available"),
     .hint = N_("empty: always; weekends, 1-5 18-22"),
     .width = 30,
     .flags = FIELD_STOP},
    {.name = "wish", .label = N_("Wish"), .kind = FIELD_CHOICE, .width = 14, .choices = volunteer_wish_labels},
    {.name = "shifts_most", .label = N_("Shifts a week"), .hint = N_("at most; empty: no limit"), .width = 4},
    {.name = "temperature",
     .label = N_("Takes temperatures"),
     .kind = FIELD_CHOICE,
     .width = 8,
     .choices = yes_labels,
     .flags = FIELD_STOP},
    {.name = "driving",
     .label = N_("Drives"),
     .kind = FIELD_CHOICE,
     .width = 8,
     .choices = yes_labels,
     .flags = FIELD_STOP},
    {.name = "first_aid",
     .label = N_("First aid"),
     .kind = FIELD_CHOICE,
     .width = 8,
     .choices = yes_labels,
     .flags = FIELD_STOP},
    {.name = "health",
     .label = N_("Health check"),
     .kind = FIELD_CHOICE,
     .width = 14,
     .choices = volunteer_health_labels},
    {.name = "health_day", .label = N_("Checked on"), .hint = N_("empty: today"), .width = 12},
    {.name = "kit", .label = N_("Kit issued"), .width = 30},
    {.name = "kit_day", .label = N_("Issued on"), .hint = N_("empty: today"), .width = 12},
    {.name = "contact", .label = N_("Emergency contact"), .width = 20},
    {.name = "contact_phone", .label = N_("Their phone"), .width = 20},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("volunteer", fields);

const struct screen_def screen_volunteer_form =
    REGISTER_FORM_SCREEN("volunteer_form", N_("Volunteer"), &volunteers, &form, 76);
const struct screen_def screen_volunteers = {
    .name = "volunteers",
    .title = N_("Volunteers"),
    .subject = &volunteers,
    .state_size = sizeof(struct volunteers),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_ROSTER | TOPIC_PEOPLE | TOPIC_OBSERVATION | TOPIC_DAY | TOPIC_SESSION,
    .load = load,
    .heading = register_heading,
    .look = look,
    .detail = detail,
};
