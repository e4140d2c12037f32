/* The booklet of a household (一户一册): what its screen shows, on paper. All of it is about the health and the days of
 * people who can be told by their room: there is nothing in it for a wall (domain.md §12). */
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/observation_rules.h"
#include "gatepost/pairing.h"
#include "gatepost/supply_rules.h"
#include "gatepost/tier.h"
#include "gatepost/time_line_words.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "kinds.h"
#include "temperature_section.h"
#include <stdio.h>
#include <stdlib.h>

enum { MEMBERS_MOST = 60, OBSERVATIONS_MOST = 40, LINES_MOST = 200, BLANK_ROWS = 6, WRITE_MM = 8, WORDS_BYTES = 600 };

struct member {
    struct person person;
    struct observation observation; /* the running one, else the newest; head.id 0: never observed */
};
struct booklet {
    struct store *store;
    struct document *document;
    struct place place;
    struct member members[MEMBERS_MOST];
    int member_count;
};

/* ---- the household ---- */

static void add_fact(struct document *document, const char *label, const char *value)
{
    const char *const cells[] = {label, value};
    if (value[0] != '\0')
        document_row(document, cells, 2);
}

static void name_and_phone(const char *name, const char *phone, struct buffer *out)
{
    if (name[0] == '\0' && phone[0] == '\0')
        return;
    buffer_format(out, "%s%s%s%s", out->length > 0 ? "\n" : "", name, name[0] != '\0' && phone[0] != '\0' ? " " : "",
                  phone);
}

static bool add_helpers(struct booklet *booklet, struct err *err)
{
    struct pairing pairing;
    struct keeper keepers[TIERS_MOST];
    struct buffer words = {0};
    struct err why = {0};
    int count = 0;
    if (pairing_of_place(booklet->store, booklet->place.id, &pairing, &why)) {
        name_and_phone(pairing.name, pairing.phone, &words);
        name_and_phone(pairing.substitute, pairing.substitute_phone, &words);
    } else if (why.code != ERR_NOT_FOUND) {
        return err_set(err, why.code, "%s", why.text);
    }
    add_fact(booklet->document, _("Helper"), words.length > 0 ? buffer_text(&words) : _("nobody yet"));
    buffer_clear(&words);
    bool good = keeper_of_place(booklet->store, booklet->place.id, keepers, TIERS_MOST, &count, err);
    for (int i = 0; good && i < count; i++)
        name_and_phone(keepers[i].name, keepers[i].phone, &words);
    add_fact(booklet->document, _("Followed up by"), buffer_text(&words));
    buffer_release(&words);
    return good;
}

static bool add_household(struct booklet *booklet, struct err *err)
{
    const struct place *place = &booklet->place;
    struct document *document = booklet->document;
    struct supply_need need;
    struct buffer words = {0};
    char text[WORDS_BYTES];
    document_section(document, "");
    document_column(document, "", 8, 16);
    document_column(document, "", 20, 0)->wrap = DOCUMENT_WRAP;
    name_and_phone(place->head, place->phone, &words);
    add_fact(document, _("Head"), buffer_text(&words));
    buffer_release(&words);
    place_needs_label(place->needs, place->needs_note, text, sizeof text);
    add_fact(document, _("Needs"), text);
    if (!add_helpers(booklet, err) || !supply_need(booklet->store, place->id, clock_now(), &need, err))
        return false;
    supply_need_words(&need, clock_now(), text, sizeof text);
    add_fact(document, time_line_kind_words(TIME_SUPPLY), text);
    add_fact(document, _("Remark"), place->note);
    return true;
}

/* ---- its members ---- */

static struct member *member_of(struct booklet *booklet, int64_t person_id)
{
    for (int i = 0; i < booklet->member_count; i++)
        if (booklet->members[i].person.id == person_id)
            return &booklet->members[i];
    return NULL;
}

static bool read_members(struct booklet *booklet, struct err *err)
{
    struct person *persons = memory_new(MEMBERS_MOST, sizeof *persons);
    int count = 0;
    bool good = person_of_place(booklet->store, booklet->place.id, persons, MEMBERS_MOST, &count, err);
    for (int i = 0; good && i < count; i++)
        booklet->members[booklet->member_count++].person = persons[i];
    free(persons);
    return good;
}

/* Who lives there, and whoever else is observed there now. */
static bool read_observations(struct booklet *booklet, struct err *err)
{
    struct observation *observations = memory_new(OBSERVATIONS_MOST, sizeof *observations);
    int count = 0;
    bool good = observation_of_place(booklet->store, booklet->place.id, observations, OBSERVATIONS_MOST, &count, err);
    for (int i = 0; good && i < count; i++) {
        struct member *member = member_of(booklet, observations[i].person_id);
        if (member == NULL && observations[i].ended_at == 0 && booklet->member_count < MEMBERS_MOST) {
            member = &booklet->members[booklet->member_count];
            good = person_get(booklet->store, observations[i].person_id, &member->person, err);
            booklet->member_count += good;
        }
        if (good && member != NULL && member->observation.head.id == 0)
            member->observation = observations[i];
    }
    free(observations);
    return good;
}

static void add_member(struct document *document, const struct member *member)
{
    const struct person *person = &member->person;
    char age[32] = "", observed[WORDS_BYTES] = "";
    struct buffer phones = {0};
    if (person->sex != 0 && person->birth_day != 0)
        snprintf(age, sizeof age, words_context(person->sex == 'm' ? N_("age|male %d") : N_("age|female %d")),
                 (clock_day(clock_now()) - person->birth_day) / 10000);
    name_and_phone(person->phone, "", &phones);
    name_and_phone(person->phone2, "", &phones);
    if (member->observation.head.id != 0)
        observation_words(&member->observation, clock_now(), observed, sizeof observed);
    const char *const cells[] = {
        person->name,
        age,
        _(person_kind_labels[person->kind]),
        buffer_text(&phones),
        member->observation.head.id != 0 ? words_context(observation_kind_labels[member->observation.kind]) : "",
        observed};
    document_row(document, cells, 6);
    buffer_release(&phones);
}

static void add_members(struct booklet *booklet)
{
    struct document *document = booklet->document;
    document_section(document, words_context(N_("tab|Members")));
    document_column(document, _("Name"), 6, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, words_context(N_("age|Sex, age")), 6, 10);
    document_column(document, _("Kind"), 4, 10);
    document_column(document, _("Phone"), 11, 13)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Observation"), 8, 14)->wrap = DOCUMENT_WRAP;
    document_column(document, "", 16, 0)->wrap = DOCUMENT_WRAP;
    for (int i = 0; i < booklet->member_count; i++)
        add_member(document, &booklet->members[i]);
    if (booklet->member_count == 0)
        document_note(document, _("Nobody of this household is in the register."));
}

static bool add_temperatures(struct booklet *booklet, struct err *err)
{
    bool good = true;
    for (int i = 0; good && i < booklet->member_count; i++) {
        const struct member *member = &booklet->members[i];
        if (member->observation.head.id != 0)
            good =
                temperature_section(booklet->store, member->person.name, &member->observation, booklet->document, err);
    }
    return good;
}

/* ---- lines of the time line ---- */

struct lines {
    const char *title;
    unsigned kinds;
    bool mixed; /* the lines say of which kind they are */
};

static void add_line(struct document *document, const struct time_line_row *row, bool mixed)
{
    char when[TIME_SIZE];
    const char *cells[4];
    int count = 0;
    struct buffer words = {0};
    full_label(row->at, when);
    if (row->voided)
        buffer_format(&words, "%s ", _("(void)"));
    time_line_words(row, &words);
    cells[count++] = when;
    if (mixed)
        cells[count++] = time_line_kind_words(row->kind);
    cells[count++] = buffer_text(&words);
    cells[count++] = time_line_says_who(row->kind) ? "" : row->who;
    document_row(document, cells, count);
    buffer_release(&words);
}

static void add_line_columns(struct document *document, bool mixed)
{
    document_column(document, _("When"), 16, 16);
    if (mixed)
        document_column(document, _("Kind"), 4, 8);
    document_column(document, _("Details"), 20, 0)->wrap = DOCUMENT_WRAP;
    document_column(document, _("By"), 6, 12)->wrap = DOCUMENT_WRAP;
}

static bool add_lines(struct booklet *booklet, const struct lines *lines, struct err *err)
{
    struct document *document = booklet->document;
    struct time_line_window window = {.place_id = booklet->place.id,
                                      .kinds = lines->kinds,
                                      .rows = memory_new(LINES_MOST + 1, sizeof *window.rows),
                                      .most = LINES_MOST + 1};
    document_section(document, words_context(lines->title));
    add_line_columns(document, lines->mixed);
    bool good = time_line_window(booklet->store, &window, err);
    for (int i = 0; good && i < window.count && i < LINES_MOST; i++)
        add_line(document, &window.rows[i], lines->mixed);
    if (good && window.count == 0)
        document_note(document, _("none yet"));
    if (good && window.count > LINES_MOST)
        document_note(document, _("Older ones stand in the register only."));
    free(window.rows);
    return good;
}

static bool add_time_lines(struct booklet *booklet, struct err *err)
{
    enum {
        CONTACTS = 1u << TIME_FOLLOW_UP,
        VISITS = 1u << TIME_VISIT,
        SUPPLIES = 1u << TIME_SUPPLY | 1u << TIME_SUPPLY_STEP | 1u << TIME_SUPPLY_PART | 1u << TIME_ISSUED,
        READINGS = 1u << TIME_READING, /* these have a table of their own */
    };
    static const struct lines parts[] = {
        {N_("tab|Contacts"), CONTACTS, false},
        {N_("tab|Visits"), VISITS, false},
        {N_("tab|Supplies"), SUPPLIES, false},
        {N_("tab|Records"), ((1u << TIME_KIND_COUNT) - 1) & ~(CONTACTS | VISITS | SUPPLIES | READINGS), true},
    };
    bool good = true;
    for (size_t i = 0; good && i < sizeof parts / sizeof parts[0]; i++)
        good = add_lines(booklet, &parts[i], err);
    return good;
}

/* Where somebody at the door writes what is typed later. */
static void add_blank_rows(struct document *document, int count)
{
    if (count == 0)
        return;
    document_section(document, _("By hand"))->row_mm = WRITE_MM;
    add_line_columns(document, false);
    document_blank_rows(document, count);
}

/* ---- all of it ---- */

static bool add_all(struct booklet *booklet, int blank_rows, struct err *err)
{
    char label[200];
    if (!read_members(booklet, err) || !read_observations(booklet, err))
        return false;
    place_label(&booklet->place, true, label, sizeof label);
    text_copy(booklet->document->subtitle, sizeof booklet->document->subtitle, label);
    if (!add_household(booklet, err))
        return false;
    add_members(booklet);
    if (!add_temperatures(booklet, err) || !add_time_lines(booklet, err))
        return false;
    add_blank_rows(booklet->document, blank_rows);
    return true;
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct booklet *booklet = memory_new(1, sizeof *booklet);
    (void)kept;
    *booklet = (struct booklet){.store = store, .document = document};
    document_init(document, _("Household booklet"));
    bool good = store_read_begin(store, err);
    if (good) {
        good = place_get(store, request->id, &booklet->place, err) &&
               add_all(booklet, request->blank_rows < 0 ? BLANK_ROWS : request->blank_rows, err);
        store_read_end(store);
    }
    free(booklet);
    return good;
}

const struct document_kind booklet_sheet = {
    .name = "booklet",
    .label = N_("Household booklet"),
    .help = N_("all that is known of a household: members, temperatures, contacts, visits, supplies; internal only"),
    .scope = DOCUMENT_HOUSEHOLD,
    .internal_only = true,
    .paper = {.size = PAPER_A4, .type = TYPE_MEDIUM, .fit = FIT_FLOW},
    .make = make,
};
