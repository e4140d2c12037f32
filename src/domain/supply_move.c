/* What becomes of a request: taken, bought, left at the door, confirmed, given up, and each of it taken back. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/observation.h"
#include "gatepost/pairing.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/stock.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "named.h"
#include "supply_part.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

enum { STEPS_AT_ONCE = 16, MEMBERS_MOST = 60 };

enum supply_state supply_next(enum supply_state state)
{
    return state < SUPPLY_CONFIRMED ? state + 1 : state;
}

enum supply_state supply_before(enum supply_state state)
{
    return state > SUPPLY_NEW && state <= SUPPLY_CONFIRMED ? state - 1 : state;
}

static bool is_side_exit(enum supply_state state)
{
    return state > SUPPLY_CONFIRMED;
}

static bool says_somebody(const struct supply_move *move)
{
    return move->helper_id != 0 || move->helper[0] != '\0';
}

static bool is_brought(enum supply_state state)
{
    return state == SUPPLY_LEFT || state == SUPPLY_CONFIRMED;
}

bool supply_back(struct store *store, const struct supply *supply, enum supply_state *to, struct err *err)
{
    struct supply_step last = {0};
    int count = 0;
    *to = supply_before(supply->state);
    if (is_side_exit(supply->state)) {
        if (!supply_steps(store, supply->head.id, &last, 1, &count, err))
            return false;
        *to = supply_is_waiting(last.from_state) ? last.from_state : SUPPLY_NEW;
    }
    if (*to < SUPPLY_LEFT && supply->helper[0] == '\0')
        *to = SUPPLY_NEW;
    return true;
}

static const char *state_words(enum supply_state state)
{
    return words_context(supply_state_labels[state]);
}

/* ---- may it? ---- */

/* Who closed it and when: the last step. */
static bool refuse_closed(struct store *store, const struct supply *supply, struct err *err)
{
    struct supply_step step = {0};
    struct officer officer = {0};
    char when[TIME_SIZE], name[NAME_BYTES];
    int count = 0;
    moment_label(supply->state_at, when);
    if (supply_steps(store, supply->head.id, &step, 1, &count, NULL) && count == 1 && step.officer_id != 0)
        officer_get(store, step.officer_id, &officer, NULL);
    named_told(store, officer.name, name);
    return err_set(err, ERR_CONFLICT,
                   _("Request #%1$lld is closed: %2$s, %3$s, by %4$s. Move it back to go on with it."),
                   (long long)supply->head.id, state_words(supply->state), when, name);
}

static bool comes_to_door(enum supply_state from, enum supply_state to)
{
    return is_brought(to) && !is_brought(from);
}

/* Somebody else brings only what nobody has brought: else handing over would take the goods back from the door. */
static bool check_hand_over(struct store *store, const struct supply *supply, const struct supply_move *move,
                            struct err *err)
{
    if (!move->hand_over || !says_somebody(move) || supply_is_waiting(supply->state))
        return true;
    if (supply->state != SUPPLY_LEFT)
        return refuse_closed(store, supply, err);
    return err_field(err, ERR_CONFLICT, "helper",
                     _("Request #%lld stands at the door already: move it back before somebody else brings it."),
                     (long long)supply->head.id);
}

/* What is said and would be passed over is refused. */
static bool check_parts(const struct supply *supply, const struct supply_move *move, struct err *err)
{
    if (move->parts == NULL)
        return true;
    if (move->part_count == 0)
        return err_field(err, ERR_INPUT, "parts", _("What was brought? Say the things and how much."));
    return move->to == supply->state || comes_to_door(supply->state, move->to) ||
           err_field(err, ERR_INPUT, "parts",
                     _("What was brought is said when it is left at the door, or without another state."));
}

static bool check_way(struct store *store, const struct supply *supply, const struct supply_move *move, struct err *err)
{
    if (supply->state == SUPPLY_CONFIRMED)
        return move->to < SUPPLY_CONFIRMED || refuse_closed(store, supply, err);
    if (is_side_exit(supply->state))
        return supply_is_waiting(move->to) || refuse_closed(store, supply, err);
    if (is_side_exit(move->to) && is_brought(supply->state))
        return err_set(err, ERR_INPUT,
                       _("Request #%lld stands at the door: confirm it, or move it back before it is given up."),
                       (long long)supply->head.id);
    if ((move->to == SUPPLY_OUT_OF_STOCK || move->to == SUPPLY_CANCELLED) && move->remark[0] == '\0')
        return err_field(err, ERR_INPUT, "remark", _("Why? Say it in a remark."));
    return true;
}

/* ---- whose it is ---- */

static bool is_theirs(const struct supply *supply, const struct supply_move *move)
{
    return move->helper_id != 0 ? move->helper_id == supply->helper_id : strcmp(move->helper, supply->helper) == 0;
}

/* The paired helper of an observed household is asked first. */
static bool take_paired(struct store *store, const struct supply *supply, struct supply_move *move)
{
    struct pairing pairing;
    if (!supply_leave_at_door(store, supply->place_id) || !pairing_of_place(store, supply->place_id, &pairing, NULL))
        return false;
    move->helper_id = pairing.person_id;
    text_copy(move->helper, sizeof move->helper, pairing.name);
    text_copy(move->helper_phone, sizeof move->helper_phone, pairing.phone);
    return true;
}

static bool refuse_taken(const struct store *store, const struct supply *supply, struct err *err)
{
    char when[TIME_SIZE], helper[NAME_BYTES];
    moment_label(supply->claimed_at, when);
    named_told(store, supply->helper, helper);
    return err_field(err, ERR_CONFLICT, "helper", _("Request #%1$lld is taken already: %2$s has it, since %3$s."),
                     (long long)supply->head.id, helper, when);
}

/* Typed by name, somebody of that household is meant by their own name. */
static bool lives_there(struct store *store, int64_t place_id, const struct supply_move *who, bool *lives,
                        struct err *err)
{
    struct person person, *members = memory_new(MEMBERS_MOST, sizeof *members);
    int count = 0;
    bool good = who->helper_id != 0 ? person_get(store, who->helper_id, &person, err)
                                    : person_of_place(store, place_id, members, MEMBERS_MOST, &count, err);
    *lives = good && who->helper_id != 0 && person.place_id == place_id;
    for (int i = 0; i < count; i++)
        *lives |= strcmp(members[i].name, who->helper) == 0;
    free(members);
    return good;
}

/* Who is observed cannot run errands for the own household. */
static bool refuse_own(struct store *store, const struct supply *supply, const struct supply_move *who, struct err *err)
{
    bool lives = false;
    char name[NAME_BYTES];
    if (!supply_leave_at_door(store, supply->place_id))
        return true;
    named_told(store, who->helper, name);
    return lives_there(store, supply->place_id, who, &lives, err) &&
           (!lives || err_field(err, ERR_INPUT, "helper",
                                _("%s lives in this observed household: choose somebody from outside."), name));
}

static bool hand_to(struct store *store, struct supply *supply, const struct supply_move *move, struct err *err)
{
    struct supply_move who = *move;
    const struct named helper = {&who.helper_id, who.helper, who.helper_phone, 0, "", "", "helper"};
    if (!named_complete(store, &helper, err) || !refuse_own(store, supply, &who, err) ||
        (who.helper_phone[0] != '\0' &&
         !phone_accept(who.helper_phone, sizeof who.helper_phone, "helper_phone", N_("Volunteer's phone"), err)))
        return false;
    supply->errand_id = 0; /* it was somebody else's way */
    supply->helper_id = who.helper_id;
    text_copy(supply->helper, sizeof supply->helper, who.helper);
    text_copy(supply->helper_phone, sizeof supply->helper_phone, who.helper_phone);
    supply->claimed_at = move->at;
    supply->claimed_by = store_officer(store);
    return true;
}

static void take_from(struct supply *supply)
{
    supply->helper_id = supply->claimed_at = supply->claimed_by = supply->errand_id = 0;
    supply->helper[0] = supply->helper_phone[0] = '\0';
}

/* Two at once: one wins, the other is told who has it. */
static bool claims_taken(const struct supply *supply, const struct supply_move *move)
{
    return move->to == SUPPLY_ASSIGNED && !move->hand_over && move->parts == NULL && supply->helper[0] != '\0' &&
           (supply->state == SUPPLY_ASSIGNED || supply->state == SUPPLY_BUYING);
}

static bool settle_helper(struct store *store, struct supply *supply, struct supply_move *move, struct err *err)
{
    bool needed = move->to == SUPPLY_ASSIGNED || move->to == SUPPLY_BUYING;
    if (move->to == SUPPLY_NEW) {
        take_from(supply);
        return true;
    }
    if (claims_taken(supply, move) && supply->state == SUPPLY_ASSIGNED)
        return refuse_taken(store, supply, err);
    if (says_somebody(move)) {
        if (supply->helper[0] != '\0' && !is_theirs(supply, move) && !move->hand_over)
            return refuse_taken(store, supply, err);
        return (supply->helper[0] != '\0' && is_theirs(supply, move)) || hand_to(store, supply, move, err);
    }
    if (!needed || supply->helper[0] != '\0')
        return true;
    if (take_paired(store, supply, move))
        return hand_to(store, supply, move, err);
    return err_field(err, ERR_INPUT, "helper", _("Who brings it? Type the volunteer's name."));
}

/* ---- what is brought ---- */

static bool refuse_too_much(const struct supply_line *line, int64_t quantity, struct err *err)
{
    char asked[24], brought[24], more[24];
    if (quantity > 0 && line->delivered + quantity <= line->quantity)
        return true;
    if (quantity <= 0)
        return err_field(err, ERR_INPUT, "parts", _("How much %s? Give an amount above 0."), line->item);
    amount_format(line->quantity, asked);
    amount_format(line->delivered, brought);
    amount_format(quantity, more);
    return err_field(err, ERR_INPUT, "parts",
                     _("%1$s: %2$s%5$s were asked for and %3$s brought before; %4$s more would be too much."),
                     line->item, asked, brought, more, line->unit);
}

struct way { /* to the door */
    const struct supply *supply;
    int64_t step_id, at;
};

/* Its part of what is reserved leaves the stock. What a count did not find there was brought from elsewhere. */
static bool issue(struct store *store, const struct way *way, struct supply_line *line, int64_t quantity,
                  struct err *err)
{
    struct supply_line then = *line;
    then.delivered += quantity;
    int64_t part = supply_line_owed(line) - supply_line_owed(&then);
    part = part > line->reserved ? line->reserved : part;
    if (part == 0)
        return true;
    struct stock_level level;
    if (!stock_level(store, line->goods_id, &level, err))
        return false;
    line->reserved -= part;
    if (level.balance < part)
        return true;
    struct stock_entry entry = {.kind = STOCK_OUT,
                                .at = way->at,
                                .goods_id = line->goods_id,
                                .quantity = part,
                                .supply_line_id = line->head.id,
                                .supply_step_id = way->step_id,
                                .place_id = way->supply->place_id};
    text_copy(entry.whom, sizeof entry.whom, way->supply->helper);
    return stock_write(store, &entry, err);
}

static bool bring(struct store *store, const struct way *way, struct supply_line *line, int64_t quantity,
                  struct err *err)
{
    struct supply_delivery delivery = {.step_id = way->step_id, .line_id = line->head.id, .quantity = quantity};
    if (!refuse_too_much(line, quantity, err) || !issue(store, way, line, quantity, err))
        return false;
    line->delivered += quantity;
    return record_save(store, &supply_line_table, line, err) &&
           record_save(store, &supply_delivery_table, &delivery, err);
}

static struct supply_line *line_with(struct supply_line *lines, int count, int64_t id)
{
    for (int i = 0; i < count; i++)
        if (lines[i].head.id == id)
            return &lines[i];
    return NULL;
}

/* How much of a line is brought: what was said of it, else all that is still owed. */
static int64_t part_of(const struct supply_move *move, const struct supply_line *line)
{
    int64_t quantity = move->parts == NULL ? line->quantity - line->delivered : 0;
    for (int i = 0; i < move->part_count; i++)
        if (move->parts[i].line_id == line->head.id)
            quantity += move->parts[i].quantity;
    return quantity;
}

static bool check_lines(const struct supply *supply, struct supply_line *lines, int count,
                        const struct supply_move *move, struct err *err)
{
    for (int i = 0; i < move->part_count; i++) {
        const struct supply_line *line = line_with(lines, count, move->parts[i].line_id);
        if (line == NULL)
            return err_set(err, ERR_NOT_FOUND, _("Request #%1$lld has no line %2$lld."), (long long)supply->head.id,
                           (long long)move->parts[i].line_id);
        if (!refuse_too_much(line, move->parts[i].quantity, err))
            return false;
    }
    return true;
}

static bool bring_parts(struct store *store, const struct supply *supply, const struct supply_move *move,
                        int64_t step_id, struct err *err)
{
    const struct way way = {supply, step_id, move->at};
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    if (!supply_lines(store, supply->head.id, lines, ITEMS_MOST, &count, err) ||
        !check_lines(supply, lines, count, move, err))
        return false;
    for (int i = 0; i < count; i++) {
        int64_t quantity = part_of(move, &lines[i]);
        if (quantity != 0 && !bring(store, &way, &lines[i], quantity, err))
            return false;
    }
    return true;
}

/* ---- and taken back ---- */

/* The stock gets its part again, and keeps it for the line as before. */
static bool restock(struct store *store, const struct stock_entry *entry, const char *why, struct err *err)
{
    struct supply_line line;
    if (!record_get(store, &supply_line_table, entry->supply_line_id, &line, err) ||
        !stock_take_back(store, entry->head.id, why, err))
        return false;
    line.reserved -= entry->change;
    return record_save(store, &supply_line_table, &line, err);
}

static bool restock_step(struct store *store, int64_t step_id, const char *why, struct err *err)
{
    struct stock_entry entries[ITEMS_MOST];
    struct record_window window = {.scope = STOCK_ENTRIES_VALID,
                                   .column = "supply_step_id",
                                   .value = step_id,
                                   .rows = entries,
                                   .most = ITEMS_MOST};
    bool good = record_window(store, &stock_entry_table, &window, err);
    for (int i = 0; good && i < window.count; i++)
        good = restock(store, &entries[i], why, err);
    return good;
}

static bool unbring(struct store *store, int64_t step_id, const char *why, struct err *err)
{
    struct supply_delivery deliveries[ITEMS_MOST]; /* one a line */
    struct supply_line line;
    int count = 0;
    if (!supply_deliveries(store, step_id, deliveries, ITEMS_MOST, &count, err) ||
        !restock_step(store, step_id, why, err))
        return false;
    for (int i = 0; i < count; i++) {
        if (!record_get(store, &supply_line_table, deliveries[i].line_id, &line, err))
            return false;
        line.delivered -= deliveries[i].quantity;
        if (!record_save(store, &supply_line_table, &line, err) ||
            !row_void(store, "supply_delivery", deliveries[i].head.id, deliveries[i].head.rev, why, err))
            return false;
    }
    return true;
}

/* Everything that was brought by moving it to the door, or behind it, since it was last on its way. */
static bool take_back_brought(struct store *store, const struct supply *supply, struct err *err)
{
    struct supply_step steps[STEPS_AT_ONCE];
    int count = 0;
    do {
        if (!supply_steps_at_door(store, supply->head.id, steps, STEPS_AT_ONCE, &count, err))
            return false;
        for (int i = 0; i < count; i++)
            if (!unbring(store, steps[i].head.id, _("moved back"), err))
                return false;
    } while (count == STEPS_AT_ONCE);
    return true;
}

/* ---- the move ---- */

static bool write_step(struct store *store, const struct supply *supply, enum supply_state from,
                       const struct supply_move *move, int64_t *step_id, struct err *err)
{
    struct supply_step step = {.supply_id = supply->head.id,
                               .at = move->at,
                               .from_state = from,
                               .state = move->to,
                               .officer_id = store_officer(store)};
    text_copy(step.helper, sizeof step.helper, supply->helper);
    text_copy(step.remark, sizeof step.remark, move->remark);
    if (!record_save(store, &supply_step_table, &step, err))
        return false;
    *step_id = step.head.id;
    return true;
}

/* What is still owed at the door stays kept for the rest; fetched by nobody on the way, it is taken from the stock all
 * the same. */
static bool follow_lines(struct store *store, const struct supply *supply, enum supply_state from,
                         const struct supply_move *move, int64_t step_id, struct err *err)
{
    bool comes = comes_to_door(from, move->to), part = move->to == from && move->parts != NULL;
    if (is_brought(from) && !is_brought(move->to) && !take_back_brought(store, supply, err))
        return false;
    if (comes && from == SUPPLY_NEW && !supply_reserve(store, supply->head.id, err))
        return false;
    if ((comes || part) && !bring_parts(store, supply, move, step_id, err))
        return false;
    if (move->to == SUPPLY_ASSIGNED || move->to == SUPPLY_BUYING)
        return supply_reserve(store, supply->head.id, err);
    return move->to == SUPPLY_LEFT || supply_let_go(store, supply->head.id, err);
}

static bool read_supply(struct store *store, const struct supply_move *move, struct supply *supply, struct err *err)
{
    const struct record_head read = {.id = move->id, .rev = move->rev};
    if (!register_read(store, &supply_rules, move->id, -1, supply, err))
        return false;
    if (move->rev >= 0 && move->rev != supply->head.rev && claims_taken(supply, move))
        return refuse_taken(store, supply, err);
    return record_refuse_stale(store, &supply_table, &read, &supply->head, err);
}

bool supply_move_within(struct store *store, struct supply_move *move, struct err *err)
{
    struct supply supply;
    int64_t step_id = 0;
    if (move->at == 0)
        move->at = clock_now();
    if (!text_accept(move->remark, sizeof move->remark, "remark", N_("Remark"), err) ||
        !read_supply(store, move, &supply, err) || !check_way(store, &supply, move, err) ||
        !check_hand_over(store, &supply, move, err) || !check_parts(&supply, move, err))
        return false;
    enum supply_state from = supply.state;
    if (!settle_helper(store, &supply, move, err))
        return false;
    bool says = says_somebody(move) && from != SUPPLY_NEW;
    if (move->to == from && move->parts == NULL && !says && move->errand_id == 0)
        return err_set(err, ERR_INPUT, _("Request #%1$lld is in that state already: %2$s."), (long long)supply.head.id,
                       state_words(from));
    if (move->errand_id != 0)
        supply.errand_id = move->errand_id;
    supply.state = move->to;
    if (move->to != from)
        supply.state_at = move->at;
    return record_save(store, &supply_table, &supply, err) && write_step(store, &supply, from, move, &step_id, err) &&
           follow_lines(store, &supply, from, move, step_id, err);
}

bool supply_move(struct store *store, struct supply_move *move, struct err *err)
{
    return verb_begin(store, "supply.move", err) && verb_end(store, supply_move_within(store, move, err), err);
}
