/* What the own paired household asked for, by when, and whether somebody has it; never who they are or where. */
#include "gatepost/clock.h"
#include "gatepost/flow.h"
#include "gatepost/moment.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>

enum { INDENT = 5 };

static bool load(struct kiosk *kiosk, struct err *err)
{
    return kiosk_requests(kiosk->store, kiosk->requests, KIOSK_ROWS, &kiosk->request_count, &kiosk->household_count,
                          err);
}

static const char *state_words(const struct kiosk_request *request)
{
    if (request->at_door)
        return _("it stands at their door");
    return request->claimed ? _("somebody has taken it") : _("nobody has taken it yet");
}

static void make_line(const struct kiosk *kiosk, const struct kiosk_request *request, char *line, size_t size)
{
    char when[TIME_SIZE], household[40] = "";
    const int64_t now = clock_now();
    bool today = clock_day(request->due_at) == clock_day(now);
    moment_label(request->due_at, when);
    if (kiosk->household_count > 1)
        snprintf(household, sizeof household, _("household %d, "), request->household);
    const char *late = request->due_at < now && !request->at_door ? _(" (late)") : "";
    const char *urgent = request->urgent ? _("URGENT, ") : "";
    snprintf(line, size, _("%1$s%2$sby %3$s%4$s%5$s: %6$s"), household, urgent, today ? _("today ") : "", when, late,
             state_words(request));
}

/* Both its lines or more; returns the rows it took. */
static int draw_request(const struct kiosk *kiosk, int i, struct canvas *canvas, struct rect rect)
{
    const struct kiosk_request *request = &kiosk->requests[i];
    char line[200], number[16];
    snprintf(number, sizeof number, "%d", i + 1);
    canvas_text(canvas, rect.row, rect.column + 2, 2, number, STYLE_KEY);
    struct rect words = {rect.row, rect.column + INDENT, rect.rows, rect.columns - INDENT};
    int rows = flow_draw(canvas, words, request->items, 0, STYLE_TITLE);
    make_line(kiosk, request, line, sizeof line);
    words.row += rows;
    words.rows -= rows;
    if (words.rows > 0)
        rows += flow_draw(canvas, words, line, 0, request->urgent ? STYLE_WARNING : STYLE_NORMAL);
    return rows;
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    const bool tall = rect.rows > 10;
    if (kiosk->household_count == 0 || kiosk->request_count == 0) {
        const char *none = kiosk->household_count == 0
                               ? _("You are not paired with a household. The desk can arrange it.")
                               : _("Nothing is asked for at the moment. Thank you for looking.");
        flow_draw(canvas, rect, none, 0, STYLE_NORMAL);
        return;
    }
    int row = kiosk_text(canvas, rect, rect.row, STYLE_TITLE, "%s", _("What your paired household needs")) + tall;
    for (int i = kiosk->top; i < kiosk->request_count && row < rect.row + rect.rows; i++)
        row +=
            draw_request(kiosk, i, canvas, (struct rect){row, rect.column, rect.row + rect.rows - row, rect.columns}) +
            tall;
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    if (kiosk->request_count > 1)
        buffer_add(out, _("Enter: back. Arrows: the others"));
    else
        buffer_add(out, _("Enter: back to your shifts"));
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    (void)typed;
    kiosk_back(kiosk);
}

static void step(struct kiosk *kiosk, int step)
{
    int top = kiosk->top + (step > 0 ? 1 : -1);
    if (top >= 0 && top < kiosk->request_count)
        kiosk->top = top;
}

const struct kiosk_page kiosk_page_paired = {
    .name = "paired", .load = load, .draw = draw, .next = next, .enter = enter, .empty = true, .step = step};
