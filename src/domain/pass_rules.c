/* Passes: one holder, one number, lost and replaced (domain.md §2). */
#include "gatepost/clock.h"
#include "gatepost/contact_rules.h"
#include "gatepost/pass.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdio.h>
#include <string.h>

enum { COLOURS_MOST = 12 };

/* A number is one card: a lost one keeps it. */
static bool check_number(struct store *store, struct pass *pass, struct err *err)
{
    struct pass other;
    char holder[NAME_BYTES];
    if (!pass_number_parse(pass->number, pass->number, err)) {
        if (err != NULL)
            err->field = "number";
        return false;
    }
    if (!record_with_text(store, &pass_table, "number", pass->number, &other, NULL) || other.head.id == pass->head.id)
        return true;
    record_refers(store, record_find(pass_fields, other.person_id != 0 ? "person" : "place"), &other, holder,
                  sizeof holder);
    if (other.lost[0] != '\0')
        return err_field(err, ERR_INPUT, "number", _("Pass %1$s is the lost one of %2$s. A new pass has a new number."),
                         pass->number, holder);
    return err_field(err, ERR_INPUT, "number", _("Pass %1$s is %2$s's already. Void that one first, or look again."),
                     pass->number, holder);
}

static bool check_replaced(struct store *store, const struct pass *pass, struct err *err)
{
    struct pass old;
    if (pass->replaces == 0)
        return true;
    if (!record_get(store, &pass_table, pass->replaces, &old, err)) {
        if (err != NULL)
            err->field = "replaces";
        return false;
    }
    return old.person_id == pass->person_id && old.place_id == pass->place_id
               ? true
               : err_field(err, ERR_INPUT, "replaces",
                           _("A new pass for an old one has the same holder: change the "
                             "holder of neither, or issue it by itself."));
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct pass *pass = record;
    if (before == NULL && pass->issued_at == 0)
        pass->issued_at = clock_now();
    if (pass->person_id == 0 && pass->place_id == 0)
        return err_field(err, ERR_INPUT, "person", _("Whose pass is it? Give a person or a household."));
    if (pass->person_id != 0 && pass->place_id != 0)
        return err_field(err, ERR_INPUT, "place", _("A pass is a person's or a household's: empty one of the two."));
    if (pass->issued_at == 0)
        return err_field(err, ERR_INPUT, "issued_at", _("%s is missing."), _("Issued"));
    if (pass->valid_until != 0 && pass->valid_until <= pass->issued_at)
        return err_field(err, ERR_INPUT, "valid_until", _("It would end before it was issued."));
    return check_number(store, pass, err) && (before != NULL || check_replaced(store, pass, err));
}

static bool lose(struct store *store, struct pass *pass, const char *reason, struct err *err)
{
    text_copy(pass->lost, sizeof pass->lost, reason);
    pass->lost_at = clock_now();
    return record_save(store, &pass_table, pass, err);
}

/* The old card counts no more, in the same batch: one undo takes both back. */
static bool follow(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct pass *pass = record;
    struct pass old;
    char why[NOTE_BYTES];
    if (before != NULL || pass->replaces == 0)
        return true;
    if (!record_get(store, &pass_table, pass->replaces, &old, err))
        return false;
    snprintf(why, sizeof why, _("replaced by pass %s"), pass->number);
    return old.head.voided[0] != '\0' || old.lost[0] != '\0' || lose(store, &old, why, err);
}

const struct register_rules pass_rules = {
    .table = &pass_table,
    .verb_add = "pass.add",
    .verb_edit = "pass.edit",
    .verb_void = "pass.void",
    .check = check,
    .follow = follow,
};

bool pass_lose(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    struct pass pass;
    char why[NOTE_BYTES];
    text_copy(why, sizeof why, reason);
    if (!text_accept(why, sizeof why, "reason", N_("Reason"), err))
        return false;
    if (why[0] == '\0')
        return err_field(err, ERR_INPUT, "reason", _("How was it lost? Give the reason."));
    if (!verb_begin(store, "pass.lost", err))
        return false;
    bool good = record_get(store, &pass_table, id, &pass, err) && void_refuse_again(pass.head.voided, err);
    if (good && pass.lost[0] != '\0')
        good = err_set(err, ERR_INPUT, _("This pass was reported lost already: %s"), pass.lost);
    if (good && rev >= 0)
        pass.head.rev = rev;
    return verb_end(store, good && lose(store, &pass, why, err), err);
}

void pass_call(struct store *store, char *text, size_t size)
{
    setting_text(store, "pass.call", text, size);
    if (text[0] == '\0')
        contact_call(store, text, size);
}

bool pass_colour(struct store *store, int index, char *text, size_t size)
{
    char colours[NOTE_BYTES], names[COLOURS_MOST][NAMES_SIZE];
    setting_text(store, "pass.colours", colours, sizeof colours);
    int count = names_split(colours, names, COLOURS_MOST);
    if (index >= count || index >= COLOURS_MOST)
        return false;
    text_copy(text, size, names[index]);
    return true;
}
