#include "screens/declaration_lines.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/record_text.h"
#include "gatepost/utf8.h"
#include <string.h>

enum { WAITING_MOST = 1000, OWNERS_MOST = 3 };

static struct declaration_line *add(struct declaration_card *card, const char *what, const char *said)
{
    struct declaration_line *line = &card->lines[card->count++];
    *line = (struct declaration_line){.id = card->count, .what = what};
    text_copy(line->said, sizeof line->said, said);
    return line;
}

static void add_filled(struct declaration_card *card, const char *what, const char *said)
{
    if (said[0])
        add(card, what, said);
}

/* Compared as they are stored, shown as they may be. */
static void compare(const struct view *view, struct declaration_card *card, const char *what, int mask,
                    const char *said, const char *known, bool same)
{
    struct declaration_line *line = add(card, what, said);
    text_copy(line->known, sizeof line->known, known);
    if (mask >= 0) {
        application_mask(application_of(view), (enum mask_kind)mask, said, line->said, sizeof line->said);
        application_mask(application_of(view), (enum mask_kind)mask, known, line->known, sizeof line->known);
    }
    line->mark = !said[0] ? MARK_UNSAID : !known[0] ? MARK_UNKNOWN : same ? MARK_SAME : MARK_DIFFERS;
    line->warns = line->mark == MARK_DIFFERS;
}

static void compare_name(const struct view *view, struct declaration_card *card)
{
    const struct declaration *declaration = &card->declaration;
    compare(view, card, N_("Name"), MASK_NAME, declaration->name, card->person.name,
            !strcmp(declaration->name, card->person.name));
    if (!card->person.id && declaration->place_id && declaration->state == DECLARATION_WAITING)
        text_copy(card->lines[0].known, sizeof card->lines[0].known, _("nobody: 1 visitor, 2 tenant"));
}

/* Whose phone it is, when nobody of the name was found: a child has that of its parents. */
static void name_owners(const struct view *view, const char *phone, struct declaration_line *line)
{
    struct person owners[OWNERS_MOST];
    struct buffer names = {0};
    char name[NAME_BYTES];
    int count = 0;
    if (!declaration_persons(application_store(view), "", phone, owners, OWNERS_MOST, &count, NULL) || !count)
        return;
    for (int i = 0; i < count; i++) {
        application_mask(application_of(view), MASK_NAME, owners[i].name, name, sizeof name);
        buffer_format(&names, "%s%s", i > 0 ? _(", ") : "", name);
    }
    text_copy(line->known, sizeof line->known, buffer_text(&names));
    line->mark = MARK_OTHERS;
    buffer_release(&names);
}

static void compare_phone(const struct view *view, struct declaration_card *card)
{
    const struct person *person = &card->person;
    const char *said = card->declaration.phone;
    bool second = said[0] && !strcmp(said, person->phone2);
    compare(view, card, N_("Phone"), MASK_PHONE, said, second ? person->phone2 : person->phone,
            second || !strcmp(said, person->phone));
    if (!person->id && said[0])
        name_owners(view, said, &card->lines[card->count - 1]);
}

/* The same when it is the room of the household, however it was written. */
static void compare_room(const struct view *view, struct declaration_card *card)
{
    const struct declaration *declaration = &card->declaration;
    struct declaration room = {0};
    struct declaration_matched matched = {0};
    char label[NOTE_BYTES] = "";
    text_copy(room.room, sizeof room.room, declaration->room);
    record_refers(application_store(view), record_find(declaration_fields, "place"), declaration, label, sizeof label);
    declaration_match(application_store(view), &room, &matched, NULL);
    bool same = matched.place_id == declaration->place_id;
    for (int i = 0; i < matched.rival_count; i++)
        same = same || matched.rivals[i] == declaration->place_id;
    compare(view, card, N_("Room"), -1, declaration->room, label, same);
}

/* How it was found, or which several could be meant. */
static void add_matched(const struct view *view, struct declaration_card *card)
{
    const struct declaration *declaration = &card->declaration;
    const struct declaration_matched *now = &card->matched;
    struct declaration_line *line = add(card, N_("Matched"), _(declaration_match_labels[declaration->matched]));
    struct buffer words = {0};
    char label[200];
    line->warns = !declaration->place_id;
    if (declaration->matched != MATCHED_NONE || now->unclear == MATCHED_NONE)
        return;
    buffer_format(&words, _("%s several are possible:"), _(declaration_match_labels[now->unclear]));
    text_copy(line->said, sizeof line->said, buffer_text(&words));
    buffer_clear(&words);
    for (int i = 0; i < now->rival_count; i++) {
        record_refers(application_store(view), record_find(arrival_fields, "place"),
                      &(struct arrival){.place_id = now->rivals[i]}, label, sizeof label);
        buffer_format(&words, "%s%s", i > 0 ? _(", ") : "", label);
    }
    text_copy(line->known, sizeof line->known, buffer_text(&words));
    buffer_release(&words);
}

static void add_day(struct declaration_card *card, const char *what, int day)
{
    struct buffer words = {0};
    if (!day)
        return;
    record_add_day(day, &words);
    int64_t days = (clock_day_start(clock_day(clock_now())) - clock_day_start(day)) / 86400;
    if (days > 0) {
        buffer_add(&words, "  ");
        buffer_format(&words, ngettext("%lld day ago", "%lld days ago", (unsigned long)days), (long long)days);
    }
    add(card, what, buffer_text(&words));
    buffer_release(&words);
}

static void add_journey(struct declaration_card *card)
{
    const struct declaration *declaration = &card->declaration;
    add_filled(card, N_("Who comes"), _(arrival_kind_labels[declaration->kind]));
    add_filled(card, N_("From"), declaration->from_place);
    add(card, N_("Affected area"), _(answer_labels[declaration->affected + 1]))->warns = declaration->affected > 0;
    add_day(card, N_("Left on"), declaration->left_day);
    add_day(card, N_("Came on"), declaration->returned_day);
    add_filled(card, N_("Transport"), declaration->transport);
    add_filled(card, N_("Companions"), declaration->companions);
    if (declaration->symptoms[0])
        add(card, N_("Symptoms"), declaration->symptoms)->warns = true;
    add_filled(card, N_("Remark"), declaration->note);
}

static void add_origin(const struct view *view, struct declaration_card *card)
{
    const struct declaration *declaration = &card->declaration;
    struct declaration other;
    struct buffer words = {0};
    char when[TIME_SIZE];
    moment_label(declaration->at, when);
    buffer_format(&words, "%s%s%s", when, declaration->source[0] ? "  " : "", declaration->source);
    add(card, N_("Declared at"), buffer_text(&words));
    buffer_clear(&words);
    if (declaration_same(application_store(view), declaration, &other, NULL)) {
        moment_label(other.at, when);
        buffer_format(&words, _("declared already (%1$s): %2$s"), when, _(declaration_state_labels[other.state]));
        add(card, N_("Twice"), buffer_text(&words))->warns = true;
    }
    buffer_release(&words);
}

static void add_decision(const struct view *view, struct declaration_card *card)
{
    const struct declaration *declaration = &card->declaration;
    struct buffer words = {0};
    struct officer officer = {0};
    char when[TIME_SIZE], name[NAME_BYTES];
    if (declaration->state == DECLARATION_WAITING)
        return;
    if (declaration->checked_by)
        officer_get(application_store(view), declaration->checked_by, &officer, NULL);
    moment_label(declaration->checked_at, when);
    application_mask(application_of(view), MASK_NAME, officer.name, name, sizeof name);
    buffer_format(&words, "%s  %s  %s", when, name, declaration->reason);
    add(card, declaration_state_labels[declaration->state], buffer_text(&words));
    buffer_release(&words);
}

bool declaration_card_read(struct view *view, int64_t id, struct err *err)
{
    struct declaration_card *card = view->state;
    struct store *store = application_store(view);
    card->count = 0;
    card->person = (struct person){0};
    if (!record_get(store, &declaration_table, id, &card->declaration, err) ||
        !declaration_match_anew(store, &card->declaration, &card->matched, err) ||
        !declaration_waiting(store, WAITING_MOST, &card->waiting, err) ||
        (card->declaration.person_id && !person_get(store, card->declaration.person_id, &card->person, err)))
        return false;
    compare_name(view, card);
    compare(view, card, N_("ID number"), MASK_ID, card->declaration.id_number, card->person.id_number,
            !strcmp(card->declaration.id_number, card->person.id_number));
    compare_phone(view, card);
    compare_room(view, card);
    add_matched(view, card);
    add_journey(card);
    add_origin(view, card);
    add_decision(view, card);
    return true;
}
