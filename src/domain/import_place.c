#include "import_place.h"
#include "gatepost/mask.h"
#include "gatepost/place_words.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOUSEHOLD_MOST = 99, OTHERS_MOST = 9999 };

bool import_take_text(const struct importer *importer, int64_t row, int field, char *target, size_t size,
                      struct err *err)
{
    const struct import_field *about = &importer->wanted->fields[field];
    text_copy(target, size, importer_cell(importer, row, field));
    return text_accept(target, size, about->name, about->label, err) && masked_refuse(target, about->name, err);
}

bool import_read_room(const struct importer *importer, int64_t row, const struct import_place_columns *columns,
                      bool needed, struct place *place, struct err *err)
{
    char text[200];
    if (!import_take_text(importer, row, columns->estate, place->estate, sizeof place->estate, err))
        return false;
    if (place->estate[0] == '\0')
        text_copy(place->estate, sizeof place->estate, importer->estate);
    import_join_room(importer, row, &columns->room, text, sizeof text);
    if (text[0] == '\0')
        return !needed || err_field(err, ERR_INPUT, "room", _("The room is missing."));
    if (!room_parse_in_estate(text, place->estate, &place->room, err))
        return false;
    return !needed || place->room.building[0] != '\0' ||
           err_field(err, ERR_INPUT, "room", _("\"%.60s\" is no whole room: building and number are needed."), text);
}

/* ---- the rest of a row ---- */

/* The first of the words that stands in the text says what is meant; -1: none does. */
struct meaning {
    const char *word;
    int value;
};

static int meant(const char *text, const struct meaning *meanings)
{
    for (; meanings->word != NULL; meanings++)
        if (text_contains(text, meanings->word))
            return meanings->value;
    return -1;
}

static void read_occupancy(const char *text, struct place *place)
{
    static const struct meaning meanings[] = {{"租", OCCUPANCY_RENTED},         {"rent", OCCUPANCY_RENTED},
                                              {"自住", OCCUPANCY_OWNER},        {"业主", OCCUPANCY_OWNER},
                                              {"owner", OCCUPANCY_OWNER},       {"空", OCCUPANCY_VACANT},
                                              {"vacant", OCCUPANCY_VACANT},     {"empty", OCCUPANCY_VACANT},
                                              {"不在家", OCCUPANCY_NOT_HOME},   {"未在家", OCCUPANCY_NOT_HOME},
                                              {"无人在", OCCUPANCY_NOT_HOME},   {"not home", OCCUPANCY_NOT_HOME},
                                              {"not_home", OCCUPANCY_NOT_HOME}, {NULL, 0}};
    int found = meant(text, meanings);
    if (!place_occupancy_of(text, &place->occupancy) && found >= 0)
        place->occupancy = (enum occupancy)found;
}

static bool read_line(const char *text, struct place *place, struct err *err)
{
    static const struct meaning meanings[] = {{"居委", LINE_COMMITTEE}, {"物业", LINE_COMMITTEE}, {"安监", LINE_SAFETY},
                                              {"流管", LINE_MIGRANT},   {"网格", LINE_GRID},      {NULL, 0}};
    int found = meant(text, meanings);
    if (text[0] == '\0' || place_line_of(text, &place->line))
        return true;
    if (found < 0)
        return err_field(err, ERR_INPUT, "line",
                         _("Who screens it? \"%.40s\" is none of committee, grid, safety and migrant."), text);
    place->line = (enum place_line)found;
    return true;
}

static bool read_persons(const char *text, struct place *place, struct err *err)
{
    int most = place->kind == PLACE_HOUSEHOLD ? HOUSEHOLD_MOST : OTHERS_MOST;
    char *end;
    if (text[0] == '\0')
        return true;
    long count = strtol(text, &end, 10);
    bool counted = *end == '\0' || strncmp(end, "人", strlen("人")) == 0 || strncmp(end, "口", strlen("口")) == 0;
    if (end != text && count >= 0 && count <= most && counted) {
        place->reported_persons = (int)count;
        return true;
    }
    return err_field(err, ERR_INPUT, "persons", _("Persons reported: from 0 to %d."), most);
}

/* What is no need of the list is kept in words; in a chat it may be about anything. */
static bool read_needs(const struct importer *importer, const char *text, struct place *place, struct err *err)
{
    struct buffer rest = {0};
    bool good = place_needs_parse(text, &place->needs, &rest, err);
    if (!importer->is_chat)
        text_copy(place->needs_note, sizeof place->needs_note, buffer_text(&rest));
    buffer_release(&rest);
    return good && text_accept(place->needs_note, sizeof place->needs_note, "needs", N_("About the needs"), err);
}

bool import_read_place(const struct importer *importer, int64_t row, const struct import_place_columns *columns,
                       struct place *place, struct err *err)
{
    read_occupancy(importer_cell(importer, row, columns->occupancy), place);
    return import_take_text(importer, row, columns->head, place->head, sizeof place->head, err) &&
           import_take_text(importer, row, columns->grid, place->grid, sizeof place->grid, err) &&
           import_take_text(importer, row, columns->responsible, place->responsible, sizeof place->responsible, err) &&
           import_take_text(importer, row, columns->leader, place->leader, sizeof place->leader, err) &&
           read_line(importer_cell(importer, row, columns->line), place, err) &&
           read_persons(importer_cell(importer, row, columns->persons), place, err) &&
           read_needs(importer, importer_cell(importer, row, columns->needs), place, err);
}

/* ---- compared ---- */

void import_add_difference(struct buffer *out, const char *label, const char *was, const char *is, int mask)
{
    char before[NOTE_BYTES], after[NOTE_BYTES];
    if (is[0] == '\0' || strcmp(was, is) == 0)
        return;
    text_copy(before, sizeof before, was);
    text_copy(after, sizeof after, is);
    if (mask >= 0 && was[0] != '\0')
        mask_value((enum mask_kind)mask, was, before, sizeof before);
    if (mask >= 0)
        mask_value((enum mask_kind)mask, is, after, sizeof after);
    buffer_format(out, "%s%s %s → %s", out->length > 0 ? _("; ") : "", label, before[0] != '\0' ? before : _("(empty)"),
                  after);
}

static void needs_words(unsigned needs, char *text, size_t size)
{
    struct buffer out = {0};
    place_needs_words(needs, &out);
    text_copy(text, size, buffer_text(&out));
    buffer_release(&out);
}

/* What is not known is no difference. */
static const char *label_of(const char *const *labels, int value)
{
    return value != 0 ? _(labels[value]) : "";
}

static void choice_differences(const struct place *said, const struct place *known, struct buffer *out)
{
    char was[NOTE_BYTES], is[NOTE_BYTES];
    import_add_difference(out, _("occupancy"), label_of(occupancy_labels, known->occupancy),
                          label_of(occupancy_labels, said->occupancy), -1);
    import_add_difference(out, _("responsible line"), label_of(place_line_labels, known->line),
                          label_of(place_line_labels, said->line), -1);
    needs_words(known->needs, was, sizeof was);
    needs_words(said->needs, is, sizeof is);
    import_add_difference(out, _("special needs"), was, is, -1);
    if (said->reported_persons != 0 && said->reported_persons != known->reported_persons) {
        snprintf(was, sizeof was, "%d", known->reported_persons);
        snprintf(is, sizeof is, "%d", said->reported_persons);
        import_add_difference(out, _("persons reported"), was, is, -1);
    }
}

void import_place_differences(const struct place *said, const struct place *known, struct buffer *out)
{
    import_add_difference(out, _("head of household"), known->head, said->head, -1);
    import_add_difference(out, _("grid"), known->grid, said->grid, -1);
    import_add_difference(out, _("responsible"), known->responsible, said->responsible, -1);
    import_add_difference(out, _("building leader"), known->leader, said->leader, -1);
    choice_differences(said, known, out);
    import_add_difference(out, _("about the needs"), known->needs_note, said->needs_note, -1);
}

void import_put_text(char *target, size_t size, const char *said)
{
    if (said[0] != '\0')
        text_copy(target, size, said);
}

void import_put_place(const struct place *said, struct place *known)
{
    import_put_text(known->head, sizeof known->head, said->head);
    import_put_text(known->grid, sizeof known->grid, said->grid);
    import_put_text(known->responsible, sizeof known->responsible, said->responsible);
    import_put_text(known->leader, sizeof known->leader, said->leader);
    import_put_text(known->needs_note, sizeof known->needs_note, said->needs_note);
    if (said->occupancy != OCCUPANCY_UNKNOWN)
        known->occupancy = said->occupancy;
    if (said->line != LINE_NONE)
        known->line = said->line;
    if (said->needs != 0)
        known->needs = said->needs;
    if (said->reported_persons != 0)
        known->reported_persons = said->reported_persons;
}
