#include "roster_act.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "named.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void shift_words(struct store *store, const struct assignment *assignment, char words[SHIFT_WORDS_BYTES])
{
    struct post post = {0};
    char span[SHIFT_SPAN_BYTES];
    record_get(store, &post_table, assignment->post_id, &post, NULL);
    shift_span_text(shift_span_of(assignment->day, assignment->starts_at, assignment->ends_at), span);
    snprintf(words, SHIFT_WORDS_BYTES, "%s %s %02d-%02d", post.name, span, assignment->day / 100 % 100,
             assignment->day % 100);
}

void volunteer_told(struct store *store, int64_t volunteer_id, char told[NAME_BYTES])
{
    struct volunteer volunteer = {0};
    record_get(store, &volunteer_table, volunteer_id, &volunteer, NULL);
    named_told(store, volunteer.name, told);
}

void officer_told(struct store *store, int64_t officer_id, char told[NAME_BYTES])
{
    struct officer officer = {0};
    if (officer_id != 0)
        officer_get(store, officer_id, &officer, NULL);
    named_told(store, officer.name, told);
    if (told[0] == '\0')
        text_copy(told, NAME_BYTES, _("somebody"));
}

bool roster_get(struct store *store, int64_t id, struct assignment *assignment, struct err *err)
{
    char name[NAME_BYTES], words[SHIFT_WORDS_BYTES];
    if (!record_get(store, &assignment_table, id, assignment, err))
        return false;
    if (assignment->head.voided[0] == '\0')
        return true;
    volunteer_told(store, assignment->volunteer_id, name);
    shift_words(store, assignment, words);
    return err_set(err, ERR_CONFLICT, _("%1$s was taken off %2$s: %3$s"), name, words, assignment->head.voided);
}

bool roster_refuse_stale(struct store *store, int64_t rev, const struct assignment *assignment, struct err *err)
{
    const struct record_head read = {.id = assignment->head.id, .rev = rev};
    return record_refuse_stale(store, &assignment_table, &read, &assignment->head, err);
}

bool roster_write(struct store *store, struct assignment *assignment, struct err *err)
{
    return record_save(store, &assignment_table, assignment, err);
}

struct fit_shift shift_of(const struct assignment *assignment)
{
    return (struct fit_shift){.id = assignment->head.id,
                              .post_id = assignment->post_id,
                              .starts_at = assignment->starts_at,
                              .ends_at = assignment->ends_at,
                              .day = assignment->day};
}

bool roster_is_ahead(const struct assignment *assignment)
{
    return assignment->state == ASSIGNMENT_PLANNED || assignment->state == ASSIGNMENT_CONFIRMED;
}

/* Who stands in, and since when. */
static bool refuse_replaced(struct store *store, enum err_code code, const struct assignment *assignment,
                            const char *words, struct err *err)
{
    struct assignment stand_in = {0};
    char name[NAME_BYTES], when[TIME_SIZE], officer[NAME_BYTES];
    if (!roster_stand_in(store, assignment->head.id, &stand_in, NULL))
        return err_set(err, code, _("Somebody stands in on %s already."), words);
    volunteer_told(store, stand_in.volunteer_id, name);
    officer_told(store, stand_in.officer_id, officer);
    moment_label(stand_in.assigned_at, when);
    return err_set(err, code, _("%1$s is taken over already: %2$s stands in, since %3$s, by %4$s."), words, name, when,
                   officer);
}

bool refuse_state(struct store *store, int64_t rev, const struct assignment *assignment, struct err *err)
{
    enum err_code code = rev >= 0 && rev != assignment->head.rev ? ERR_CONFLICT : ERR_INPUT;
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES], in[TIME_SIZE], out[TIME_SIZE];
    shift_words(store, assignment, words);
    volunteer_told(store, assignment->volunteer_id, name);
    moment_label(assignment->arrived_at, in);
    moment_label(assignment->left_at, out);
    switch (assignment->state) {
    case ASSIGNMENT_ARRIVED:
        return err_set(err, code, _("%1$s is on duty on %2$s: signed in since %3$s."), name, words, in);
    case ASSIGNMENT_DONE:
        return err_set(err, code, _("%1$s has worked %2$s: from %3$s to %4$s."), name, words, in, out);
    case ASSIGNMENT_NO_SHOW:
        return err_set(err, code, _("%1$s did not come to %2$s: it is marked as a no-show."), name, words);
    case ASSIGNMENT_EXCUSED:
        return err_set(err, code, _("%1$s is excused from %2$s: %3$s"), name, words, assignment->reason);
    case ASSIGNMENT_REPLACED:
        return refuse_replaced(store, code, assignment, words, err);
    default:
        return err_set(err, code, _("%1$s is put down for %2$s."), name, words);
    }
}

void note_behind(struct assignment *assignment, const char *note)
{
    char whole[2 * NOTE_BYTES + 8];
    if (note == NULL || note[0] == '\0')
        return;
    bool first = assignment->note[0] == '\0';
    snprintf(whole, sizeof whole, "%s%s%s", assignment->note, first ? "" : "; ", note);
    text_copy(assignment->note, sizeof assignment->note, strlen(whole) < NOTE_BYTES ? whole : note);
}
