/* Notices that were marked for the shared terminal: titles by number, a number opens the text. */
#include "gatepost/clock.h"
#include "gatepost/flow.h"
#include "gatepost/moment.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdlib.h>

enum { NUMBERS = 8 }; /* on one page, as everywhere here */

bool kiosk_notices_load(struct kiosk *kiosk, struct err *err)
{
    return notices_shown(kiosk->store, clock_now(), kiosk->notices, KIOSK_ROWS, &kiosk->notice_count, err);
}

void kiosk_notice_line(const struct kiosk *kiosk, struct buffer *out)
{
    if (kiosk->notice_count > 0)
        buffer_format(out, _("Notice: %s"), kiosk->notices[0].title);
}

/* The one that is read; NULL: its titles are shown, or it was taken down meanwhile. */
static const struct notice *read_now(const struct kiosk *kiosk)
{
    for (int i = 0; i < kiosk->notice_count; i++)
        if (kiosk->notices[i].head.id == kiosk->notice_id)
            return &kiosk->notices[i];
    return NULL;
}

static int titles_shown(const struct kiosk *kiosk)
{
    int rows = kiosk_rows(kiosk).rows - 1;
    return rows < NUMBERS ? rows : NUMBERS;
}

static void draw_notice(const struct notice *notice, int top, struct canvas *canvas, struct rect rect)
{
    char when[TIME_SIZE];
    moment_label(notice->posted_at, when);
    int row = kiosk_text(canvas, rect, rect.row, STYLE_TITLE, "%s  %s", notice->title, when) + (rect.rows > 10);
    flow_draw(canvas, (struct rect){row, rect.column, rect.row + rect.rows - row, rect.columns}, notice->text, top,
              STYLE_NORMAL);
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    const struct notice *notice = read_now(kiosk);
    if (notice != NULL) {
        draw_notice(notice, kiosk->top, canvas, rect);
        return;
    }
    if (kiosk->notice_count == 0) {
        kiosk_text(canvas, rect, rect.row, STYLE_NORMAL, "%s", _("There is no notice at the moment."));
        return;
    }
    int row = kiosk_text(canvas, rect, rect.row, STYLE_TITLE, "%s", _("Notices"));
    for (int i = 0; i < titles_shown(kiosk) && kiosk->top + i < kiosk->notice_count; i++) {
        char when[TIME_SIZE];
        moment_label(kiosk->notices[kiosk->top + i].posted_at, when);
        row = kiosk_text(canvas, rect, row, STYLE_NORMAL, "  %d  %s  %s", i + 1, kiosk->notices[kiosk->top + i].title,
                         when);
    }
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    if (read_now(kiosk) != NULL)
        buffer_add(out, _("Enter: back. Arrows: further down"));
    else if (kiosk->notice_count > titles_shown(kiosk))
        buffer_add(out, _("Number, Enter: read it. Arrows: more"));
    else if (kiosk->notice_count > 0)
        buffer_add(out, _("Number, Enter: read it. Enter: back"));
    else
        buffer_add(out, _("Enter: back to your shifts"));
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    int number = atoi(typed), at = kiosk->top + number - 1;
    if (read_now(kiosk) != NULL)
        kiosk_show(kiosk, &kiosk_page_notices);
    else if (typed[0] == '\0')
        kiosk_back(kiosk);
    else if (number < 1 || number > titles_shown(kiosk) || at >= kiosk->notice_count)
        kiosk_say(kiosk, _("There is no number %s here."), typed);
    else {
        kiosk->notice_id = kiosk->notices[at].head.id;
        kiosk->top = 0;
    }
}

static void step(struct kiosk *kiosk, int step)
{
    const struct notice *notice = read_now(kiosk);
    struct rect rect = kiosk_rows(kiosk);
    if (notice != NULL)
        kiosk->top = flow_scroll(kiosk->top, step, flow_height(notice->text, rect.columns), rect.rows - 2);
    else if (step > 0 && kiosk->top + titles_shown(kiosk) < kiosk->notice_count)
        kiosk->top += titles_shown(kiosk);
    else if (step < 0)
        kiosk->top = kiosk->top > titles_shown(kiosk) ? kiosk->top - titles_shown(kiosk) : 0;
}

const struct kiosk_page kiosk_page_notices = {.name = "notices",
                                              .typed_most = 1,
                                              .load = kiosk_notices_load,
                                              .draw = draw,
                                              .next = next,
                                              .enter = enter,
                                              .empty = true,
                                              .step = step};
