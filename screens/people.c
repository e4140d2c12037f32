/* The people: residents, tenants and visitors in one list; search, add, correct, merge, flags. */
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/flags.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/person_double.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLAGS_MOST = 8, SLICE_MS = 8 };
enum { COLUMN_NAME, COLUMN_KIND, COLUMN_ROOM, COLUMN_PHONE, COLUMN_FLAGS, COLUMN_NOTE };
struct people {
    int64_t total; /* valid persons, while a filter is in force */
    char word[CELL_BYTES];
    bool doubles;         /* Tab: only who may stand there twice */
    bool doubles_by_word; /* the same, by a word of the filter */
    int64_t keep;         /* the person marked to be kept in a merge, 0: none */
    char keep_name[NAME_BYTES];
    int64_t merged, into; /* the person to be merged, and into which; being asked */
    char into_name[NAME_BYTES];
};
struct person_row {
    struct person person;
    char flags[CELL_BYTES];
    int64_t other; /* who may be the same, 0: nobody, or not asked for */
    char other_name[NAME_BYTES], other_text[CELL_BYTES];
};

static bool shows_doubles(const struct view *view)
{
    const struct people *state = view->state;
    return state->doubles || state->doubles_by_word;
}

static void fill_row(struct store *store, const struct person *person, struct person_row *row)
{
    struct flag flags[FLAGS_MOST];
    struct err ignored = {0};
    struct buffer words = {0};
    int count = 0;
    *row = (struct person_row){.person = *person};
    place_label_of(store, person->place_id, row->person.place_label, sizeof row->person.place_label);
    flag_in_force(store, person->id, person->place_id, clock_now(), flags, FLAGS_MOST, &count, &ignored);
    for (int i = 0; i < count; i++)
        buffer_format(&words, "%s%s%s", i ? " " : "", flags[i].denies ? "!" : "", _(flag_kind_labels[flags[i].kind]));
    text_copy(row->flags, sizeof row->flags, buffer_text(&words));
    buffer_release(&words);
}

static void fill_double(const struct view *view, const struct double_pair *pair, struct person_row *row)
{
    fill_row(application_store(view), &pair->person, row);
    row->other = pair->other.id;
    text_copy(row->other_name, sizeof row->other_name, pair->other.name);
    person_double_text(view, &pair->other, pair->by, row->other_text, sizeof row->other_text);
}

static bool fetch_doubles(struct view *view, const struct list_key *anchor, enum list_direction direction,
                          struct list_page *page, struct err *err)
{
    const struct people *state = view->state;
    struct double_list list = {.word = state->word,
                               .after_name = anchor ? anchor->text : "",
                               .after_id = anchor ? anchor->id : 0,
                               .backwards = direction == LIST_UP,
                               .budget_ms = SLICE_MS,
                               .rows = memory_new((size_t)page->most, sizeof *list.rows),
                               .most = page->most};
    bool read = double_list_read(application_store(view), &list, err);
    for (int i = 0; read && i < list.count; i++)
        fill_double(view, &list.rows[i], (struct person_row *)page->rows + i);
    page->count = list.count;
    page->finished = list.finished;
    page->reached.id = list.reached_id;
    text_copy(page->reached.text, sizeof page->reached.text, list.reached_name);
    free(list.rows);
    return read;
}

/* Of the list of doubles, the only one read in slices. */
static bool reread(struct view *view, void *row, bool *gone, struct err *err)
{
    struct person_row *shown = row;
    struct double_pair pair;
    struct err why = {0};
    if (!double_get(application_store(view), shown->person.id, &pair, &why)) {
        *gone = why.code == ERR_NOT_FOUND;
        return *gone || err_set(err, why.code, "%s", why.text);
    }
    fill_double(view, &pair, shown);
    return true;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct people *state = view->state;
    struct store *store = application_store(view);
    if (shows_doubles(view))
        return fetch_doubles(view, anchor, direction, page, err);
    struct person *persons = memory_new((size_t)page->most, sizeof *persons);
    int count = 0;
    bool read = person_window(store, state->word, anchor ? anchor->text : "", anchor ? anchor->id : 0,
                              direction == LIST_UP, persons, page->most, &count, err);
    for (int i = 0; read && i < count; i++)
        fill_row(store, &persons[i], (struct person_row *)page->rows + i);
    page->count = count;
    page->finished = count < page->most;
    free(persons);
    return read;
}

static void key(const void *row, struct list_key *key)
{
    const struct person *person = &((const struct person_row *)row)->person;
    key->id = person->id;
    text_copy(key->text, sizeof key->text, person->name);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct person_row *entry = row;
    const struct application *application = application_of(view);
    const struct people *state = view->state;
    char name[NAME_BYTES];
    switch (column) {
    case COLUMN_NAME:
        application_mask(application, MASK_NAME, entry->person.name, name, sizeof name);
        snprintf(cell->text, sizeof cell->text, "%s%s", entry->person.id == state->keep ? "* " : "", name);
        break;
    case COLUMN_KIND:
        text_copy(cell->text, sizeof cell->text, _(person_kind_labels[entry->person.kind]));
        break;
    case COLUMN_ROOM:
        text_copy(cell->text, sizeof cell->text, entry->person.place_label);
        break;
    case COLUMN_PHONE:
        application_mask(application, MASK_PHONE, entry->person.phone, cell->text, sizeof cell->text);
        break;
    case COLUMN_FLAGS:
        text_copy(cell->text, sizeof cell->text, entry->flags);
        cell->style = strchr(entry->flags, '!') ? STYLE_ALARM : STYLE_NORMAL;
        break;
    default:
        if (entry->other)
            snprintf(cell->text, sizeof cell->text, "= %.200s", entry->other_text);
        else
            text_copy(cell->text, sizeof cell->text, entry->person.note);
    }
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    static const char *const words[] = {"疑似重复", "doubles"};
    struct people *state = view->state;
    (void)err;
    state->doubles_by_word = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i]);
        if (strncmp(text, words[i], length) || (text[length] != '\0' && text[length] != ' '))
            continue;
        state->doubles_by_word = true;
        text += length + strspn(text + length, " ");
        break;
    }
    text_copy(state->word, sizeof state->word, text);
    return true;
}

static void heading(const struct view *view, struct buffer *out)
{
    if (((const struct people *)view->state)->doubles)
        buffer_add(out, _("may be doubles"));
}

/* Who the double is, in whole: the list has room for its beginning. */
static void note(const struct view *view, struct buffer *out)
{
    const struct person_row *row = list_selected(&view->list);
    if (row && row->other)
        buffer_format(out, _("The same as %s? Ctrl-G merges this record into that one, - says that they are two."),
                      row->other_text);
}

static bool load(struct view *view, struct err *err)
{
    struct people *state = view->state;
    return !state->word[0] || person_count(application_store(view), &state->total, err);
}

/* 6/599, or 46+/599 where not all that match were read yet. */
static void status(const struct view *view, struct buffer *out)
{
    const struct people *state = view->state;
    const struct list *list = &view->list;
    if (state->word[0])
        buffer_format(out, "%d%s/%lld", list->count, list->at_first && list->at_last ? "" : "+",
                      (long long)state->total);
}

static const struct person *selected(const struct view *view)
{
    const struct person_row *row = list_selected(&view->list);
    return row ? &row->person : NULL;
}

static void run_flags(struct view *view)
{
    const struct person *person = selected(view);
    flags_open(view, person->id, person->place_id);
}

static void run_add(struct view *view)
{
    ui_open(view->ui, &screen_person_new, NULL);
}

static void run_edit(struct view *view)
{
    ui_open(view->ui, &screen_person_form, &selected(view)->id);
}

static void run_history(struct view *view)
{
    char name[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, selected(view)->name, name, sizeof name);
    history_open(view, "person", selected(view)->id, name);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, selected(view)->place_id);
}

static void run_look(struct view *view)
{
    look_open(view, selected(view)->id, 0);
}

static void run_turn(struct view *view)
{
    struct people *state = view->state;
    state->doubles = !state->doubles;
    view->list.empty_here = state->doubles ? N_("Nobody stands here twice. Tab shows everybody.") : NULL;
    view->list.want = LIST_TO_FIRST;
    view_stale(view);
}

static const char *distinct_why_not(const struct view *view)
{
    const struct person_row *row = list_selected(&view->list);
    return row && row->other ? NULL : _("Tab shows who may stand here twice; there it is said who is not the same.");
}

static void run_distinct(struct view *view)
{
    const struct person_row *row = list_selected(&view->list);
    struct err err = {0};
    char words[CELL_BYTES];
    text_copy(words, sizeof words, row->other_text);
    if (!people_say_distinct(application_store(view), row->person.id, row->other, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("Not the same: %s   Ctrl-Z undoes"), words);
    application_saved(view);
}

static void run_mark(struct view *view)
{
    struct people *state = view->state;
    const struct person *person = selected(view);
    bool again = state->keep == person->id;
    state->keep = again ? 0 : person->id;
    text_copy(state->keep_name, sizeof state->keep_name, person->name);
    ui_say(view->ui, MESSAGE_PLAIN, "%s",
           again ? _("No longer marked.") : _("Marked as the one to keep. Go to the double and press Ctrl-G."));
}

static void merge_answered(struct view *view, bool yes)
{
    struct people *state = view->state;
    struct err err = {0};
    if (!yes)
        return;
    if (!people_merge(application_store(view), state->merged, state->into, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("Merged into %s   Ctrl-Z undoes"), state->into_name);
    state->keep = 0;
    application_saved(view);
}

static const char *merge_why_not(const struct view *view)
{
    const struct people *state = view->state;
    const struct person *person = selected(view);
    const struct person_row *row = list_selected(&view->list);
    if (!state->keep && row && row->other)
        return NULL;
    if (!state->keep)
        return _("First mark the person to keep with Space, then go to the double.");
    return person && person->id == state->keep ? _("This is the person to keep. Go to the double.") : NULL;
}

static void run_merge(struct view *view)
{
    struct people *state = view->state;
    const struct person_row *row = list_selected(&view->list);
    struct buffer words = {0};
    state->merged = row->person.id;
    state->into = state->keep ? state->keep : row->other;
    text_copy(state->into_name, sizeof state->into_name, state->keep ? state->keep_name : row->other_name);
    buffer_format(&words, _("%1$s %2$s is the same person as %3$s? Crossings and flags move over."), row->person.name,
                  row->person.place_label, state->into_name);
    prompt_confirm(view, buffer_text(&words), _("Merge"), merge_answered);
    buffer_release(&words);
}

static const struct column columns[] = {
    [COLUMN_NAME] = {.heading = N_("Name"), .name = "name", .width = 10, .grow = 1, .most = 24, .priority = 9},
    [COLUMN_KIND] = {.heading = N_("Kind"), .name = "kind", .width = 8, .priority = 4},
    [COLUMN_ROOM] = {.heading = N_("Room"), .name = "room", .width = 11, .grow = 1, .most = 24, .priority = 8},
    [COLUMN_PHONE] = {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 5},
    [COLUMN_FLAGS] = {.heading = N_("Flags"), .name = "flags", .width = 12, .grow = 1, .most = 40, .priority = 7},
    [COLUMN_NOTE] = {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 2, .priority = 2, .free_text = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct person_row),
    .fetch = fetch,
    .reread = reread,
    .key = key,
    .cell = cell,
    .filter = filter,
    .filter_example = N_("Such as: zwm   张伟明   12-2-1203   3821   疑似重复"),
    .empty = N_("Residents, tenants and visitors stand here. F7 adds the first."),
    .empty_filtered = N_("Nobody matches. Esc shows everybody again, F7 adds a person."),
};
static const struct action actions[] = {
    {.name = "person.flags",
     .label = N_("Flags"),
     .help = N_("Shows and changes what speaks at the gate for the selected person and household."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_flags,
     .opens = &screen_flags},
    {.name = "person.add",
     .label = N_("New"),
     .help = N_("Adds a person."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 75,
     .flags = ACTION_WRITES,
     .verb = "person.add",
     .run = run_add,
     .opens = &screen_person_new},
    {.name = "person.edit",
     .label = N_("Edit"),
     .help = N_("Corrects the selected person."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 70,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "person.edit",
     .run = run_edit,
     .opens = &screen_person_form},
    {.name = "person.mark",
     .label = N_("Mark"),
     .help = N_("Marks the selected person as the one to keep when two are the same."),
     .keys = {' ', 'v'},
     .priority = 40,
     .flags = ACTION_NEEDS_ROW,
     .run = run_mark},
    {.name = "person.which",
     .label = N_("Which"),
     .help = N_("Shows everybody, or only who may stand here twice and is not decided yet."),
     .keys = {KEY_TAB},
     .priority = 45,
     .run = run_turn},
    {.name = "person.distinct",
     .label = N_("Not same"),
     .help = N_("Says that the selected person and the double beside them are two persons: not asked again."),
     .keys = {'-'},
     .priority = 38,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "person.distinct",
     .run = run_distinct,
     .why_not = distinct_why_not},
    {.name = "person.merge",
     .label = N_("Merge"),
     .help = N_("Merges the selected double into the marked person, or into the one beside it: crossings and flags "
                "move over."),
     .keys = {KEY_CTRL('G'), 'm'},
     .priority = 35,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "person.merge",
     .run = run_merge,
     .why_not = merge_why_not},
    {.name = "person.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected person, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
    BOOKLET_ACTION("person.booklet", run_booklet),
    LOOK_ACTION("person.look", run_look),
};
const struct screen_def screen_people = {
    .name = "people",
    .title = N_("People"),
    .state_size = sizeof(struct people),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_PEOPLE | TOPIC_FLAG | TOPIC_SESSION,
    .load = load,
    .status = status,
    .heading = heading,
    .note = note,
};
