/* A signed sign-in sheet posted back: each marked row judged against what is stored, then carried out by the verbs of
 * the roster in one transaction. */
#include "gatepost/sheet_post.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "roster_act.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char sheet_document[] = "sign-in";

bool sheet_newest(struct store *store, int64_t *printing_id, struct err *err)
{
    char day[16];
    snprintf(day, sizeof day, "%d", clock_day(clock_now()));
    return printing_newest(store, sheet_document, day, printing_id, err) &&
           (*printing_id != 0 || printing_newest(store, sheet_document, "", printing_id, err));
}

/* ---- read ---- */

void sheet_plan_release(struct sheet_plan *plan)
{
    free(plan->rows);
    *plan = (struct sheet_plan){0};
}

static bool read_row(struct store *store, const struct printing_row *printed, struct sheet_row *row, struct err *err)
{
    struct volunteer volunteer;
    struct post post;
    *row = (struct sheet_row){.number = printed->number};
    if (!record_get(store, &assignment_table, printed->row_id, &row->entry.assignment, err) ||
        !record_get(store, &volunteer_table, row->entry.assignment.volunteer_id, &volunteer, err) ||
        !record_get(store, &post_table, row->entry.assignment.post_id, &post, err))
        return false;
    text_copy(row->entry.name, sizeof row->entry.name, volunteer.name);
    text_copy(row->entry.post, sizeof row->entry.post, post.name);
    row->entry.position = post.position;
    return true;
}

static bool read_rows(struct store *store, struct sheet_plan *plan, struct err *err)
{
    int count = 0, all = 0;
    if (!printing_rows_read(store, plan->printing.head.id, NULL, 0, &count, err))
        return false;
    struct printing_row *printed = memory_new((size_t)count + 1, sizeof *printed);
    plan->rows = memory_new((size_t)count + 1, sizeof *plan->rows);
    bool good = printing_rows_read(store, plan->printing.head.id, printed, count, &all, err);
    for (int i = 0; good && i < count; i++)
        good = read_row(store, &printed[i], &plan->rows[plan->count++], err);
    free(printed);
    plan->unmarked = plan->count;
    return good;
}

bool sheet_plan_read(struct store *store, int64_t printing_id, struct sheet_plan *plan, struct err *err)
{
    *plan = (struct sheet_plan){0};
    if (!record_get(store, &printing_table, printing_id, &plan->printing, err)) {
        if (err != NULL)
            err->field = "number";
        return false;
    }
    if (strcmp(plan->printing.document, sheet_document) != 0)
        return err_field(err, ERR_INPUT, "number",
                         _("Printing no. %lld is no sign-in sheet. The number stands on every page of the sheet."),
                         (long long)printing_id);
    return read_rows(store, plan, err);
}

/* ---- judged ---- */

static void bar(struct sheet_row *row, const char *why)
{
    row->step = SHEET_BARRED;
    text_copy(row->why, sizeof row->why, why);
}

/* What is stored is overruled only by whoever may correct it. */
static void overrule(struct sheet_row *row, bool may_correct)
{
    row->step = SHEET_CORRECT;
    if (!may_correct)
        bar(row, _("something else is stored: only a duty officer may correct it"));
}

static void stay(struct sheet_row *row)
{
    const struct assignment *stored = &row->entry.assignment;
    char in[TIME_SIZE], out[TIME_SIZE];
    time_label(stored->arrived_at, in);
    time_label(stored->left_at, out);
    row->step = SHEET_SAME;
    if (stored->state == ASSIGNMENT_ARRIVED)
        snprintf(row->why, sizeof row->why, _("signed in since %s"), in);
    else if (stored->state == ASSIGNMENT_DONE)
        snprintf(row->why, sizeof row->why, _("from %1$s to %2$s"), in, out);
    else
        text_copy(row->why, sizeof row->why, words_context(assignment_state_labels[stored->state]));
}

/* "" when they can have come then. */
static void check_arrival(const struct sheet_row *row, int64_t now, char *why, size_t size)
{
    const struct assignment *stored = &row->entry.assignment;
    char when[TIME_SIZE];
    why[0] = '\0';
    if (row->mark.kind == MARK_CAME && now < stored->starts_at - SIGN_IN_EARLY_S) {
        moment_label(stored->starts_at, when);
        snprintf(why, size, _("begins only at %s"), when);
    } else if (row->arrived_at > now) {
        moment_label(row->arrived_at, when);
        snprintf(why, size, _("that is only at %s: still to come"), when);
    } else if (row->arrived_at >= stored->ends_at) {
        moment_label(stored->ends_at, when);
        snprintf(why, size, _("that is after the end at %s"), when);
    } else if (row->left_at != 0 && row->arrived_at > row->left_at) {
        moment_label(row->left_at, when);
        snprintf(why, size, _("left at %s already"), when);
    }
}

static void judge_there(struct sheet_row *row, int64_t now, bool may_correct)
{
    const struct assignment *stored = &row->entry.assignment;
    char why[SHEET_WHY_BYTES];
    bool there = stored->state == ASSIGNMENT_ARRIVED || stored->state == ASSIGNMENT_DONE;
    bool late = row->mark.kind == MARK_LATE;
    bool agrees = there && (!late || row->mark.late_minutes == shift_late_minutes(stored));
    row->arrived_at = agrees                    ? stored->arrived_at
                      : late                    ? stored->starts_at + row->mark.late_minutes * 60
                      : now < stored->starts_at ? now
                                                : stored->starts_at;
    bool has_left = stored->state == ASSIGNMENT_DONE && !stored->not_signed_out;
    row->left_at = has_left ? stored->left_at : now >= stored->ends_at ? stored->ends_at : 0;
    check_arrival(row, now, why, sizeof why);
    if (why[0] != '\0' && !agrees)
        bar(row, why);
    else if (agrees && (has_left || row->left_at == 0))
        stay(row);
    else if (agrees)
        row->step = SHEET_OUT;
    else if (there || stored->state == ASSIGNMENT_EXCUSED)
        overrule(row, may_correct);
    else
        row->step = SHEET_IN;
}

static void judge_missing(struct sheet_row *row, int64_t now, bool may_correct)
{
    const struct assignment *stored = &row->entry.assignment;
    char when[TIME_SIZE], why[SHEET_WHY_BYTES];
    row->arrived_at = row->left_at = 0;
    if (stored->state == ASSIGNMENT_ARRIVED || stored->state == ASSIGNMENT_DONE) {
        overrule(row, may_correct);
    } else if (!roster_is_ahead(stored)) {
        stay(row);
    } else if (now < stored->starts_at) {
        moment_label(stored->starts_at, when);
        snprintf(why, sizeof why, _("begins only at %s"), when);
        bar(row, why);
    } else {
        row->step = SHEET_MISSING;
    }
}

static void judge(struct store *store, struct sheet_row *row, int64_t now, bool may_correct)
{
    struct assignment *stored = &row->entry.assignment;
    struct err err = {0};
    if (!roster_get(store, stored->head.id, stored, &err))
        bar(row, err.text);
    else if (row->mark.kind == MARK_MISSING)
        judge_missing(row, now, may_correct);
    else if (stored->state != ASSIGNMENT_REPLACED)
        judge_there(row, now, may_correct);
    else if (!refuse_state(store, stored->head.rev, stored, &err))
        bar(row, err.text);
}

static void count_rows(struct sheet_plan *plan)
{
    plan->changes = plan->barred = plan->unmarked = 0;
    for (int i = 0; i < plan->count; i++) {
        enum sheet_step step = plan->rows[i].step;
        plan->unmarked += step == SHEET_UNMARKED;
        plan->barred += step == SHEET_BARRED;
        plan->changes += step != SHEET_UNMARKED && step != SHEET_SAME && step != SHEET_BARRED;
    }
}

bool sheet_plan_mark(struct store *store, struct sheet_plan *plan, const char *text, int *last, struct err *err)
{
    struct sheet_mark *marks = memory_new((size_t)plan->count + 1, sizeof *marks);
    const int64_t now = clock_now();
    bool may_correct = verb_allowed(store, "roster.correct", NULL);
    int count = 0;
    bool good = sheet_marks_parse(text, plan->count, marks, plan->count + 1, &count, err);
    for (int i = 0; i < plan->count; i++) {
        plan->rows[i].marked = false;
        plan->rows[i].step = SHEET_UNMARKED;
        plan->rows[i].why[0] = '\0';
    }
    for (int i = 0; i < count; i++) {
        struct sheet_row *row = &plan->rows[marks[i].number - 1];
        row->marked = true;
        row->mark = marks[i];
        judge(store, row, now, may_correct);
    }
    if (last != NULL)
        *last = count > 0 ? marks[count - 1].number : 0;
    free(marks);
    count_rows(plan);
    return good;
}

/* ---- in words ---- */

static void add_times(const struct sheet_row *row, struct buffer *out)
{
    char in[TIME_SIZE], gone[TIME_SIZE];
    time_label(row->arrived_at, in);
    time_label(row->left_at, gone);
    if (row->left_at == 0)
        buffer_format(out, _("came at %s"), in);
    else
        buffer_format(out, _("came at %1$s, left at %2$s"), in, gone);
    if (row->mark.kind == MARK_LATE)
        buffer_format(out, _(", %d min late"), row->mark.late_minutes);
}

static void add_correction(const struct sheet_row *row, struct buffer *out)
{
    struct buffer truth = {0};
    if (row->mark.kind == MARK_MISSING)
        buffer_add(&truth, _("did not come"));
    else
        add_times(row, &truth);
    buffer_format(out, _("corrected: %s"), buffer_text(&truth));
    buffer_release(&truth);
}

void sheet_row_words(const struct sheet_row *row, struct buffer *out)
{
    char gone[TIME_SIZE];
    time_label(row->left_at, gone);
    switch (row->step) {
    case SHEET_UNMARKED:
        break;
    case SHEET_SAME:
        buffer_format(out, _("stays: %s"), row->why);
        break;
    case SHEET_IN:
        add_times(row, out);
        break;
    case SHEET_OUT:
        buffer_format(out, _("left at %s"), gone);
        break;
    case SHEET_MISSING:
        buffer_add(out, _("did not come"));
        break;
    case SHEET_CORRECT:
        add_correction(row, out);
        break;
    case SHEET_BARRED:
        buffer_format(out, _("not possible: %s"), row->why);
        break;
    }
}

/* ---- posted ---- */

static bool correct(struct store *store, const struct sheet_row *row, const char *note, struct err *err)
{
    struct assignment wanted = row->entry.assignment;
    bool missing = row->mark.kind == MARK_MISSING;
    wanted.state = missing ? ASSIGNMENT_NO_SHOW : row->left_at != 0 ? ASSIGNMENT_DONE : ASSIGNMENT_ARRIVED;
    wanted.arrived_at = row->arrived_at;
    wanted.left_at = row->left_at;
    return verb_allowed(store, "roster.correct", err) && roster_correct_within(store, &wanted, note, err);
}

static bool carry_out(struct store *store, const struct sheet_row *row, const char *note, struct err *err)
{
    const struct record_head *head = &row->entry.assignment.head;
    switch (row->step) {
    case SHEET_IN:
        return shift_in_within(store, head->id, head->rev, row->arrived_at, err) &&
               (row->left_at == 0 || shift_out_within(store, head->id, -1, row->left_at, err));
    case SHEET_OUT:
        return shift_out_within(store, head->id, head->rev, row->left_at, err);
    case SHEET_MISSING:
        return roster_no_show_within(store, head->id, head->rev, note, err);
    case SHEET_CORRECT:
        return correct(store, row, note, err);
    default:
        return true;
    }
}

/* The row on the paper is named: the hand goes back to it. */
static bool save_rows(struct store *store, const struct sheet_plan *plan, struct err *err)
{
    char note[NOTE_BYTES];
    for (int i = 0; i < plan->count; i++) {
        struct err refused = {0};
        const struct sheet_row *row = &plan->rows[i];
        snprintf(note, sizeof note, _("sign-in sheet no. %1$lld, row %2$d"), (long long)plan->printing.head.id,
                 row->number);
        if (!carry_out(store, row, note, &refused))
            return err_field(err, refused.code, "marks", _("Row %1$d: %2$s"), row->number, refused.text);
    }
    return true;
}

bool sheet_plan_save(struct store *store, const struct sheet_plan *plan, struct err *err)
{
    if (plan->changes == 0)
        return err_field(err, ERR_INPUT, "marks", _("There is nothing to post: no row would be changed."));
    return verb_begin(store, "roster.sheet", err) && verb_end(store, save_rows(store, plan, err), err);
}
