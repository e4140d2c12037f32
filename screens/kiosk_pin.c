#include "screens/kiosk.h"

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    (void)kiosk;
    (void)canvas;
    (void)rect;
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    (void)out;
}

const struct kiosk_page kiosk_page_pin = {.name = "pin", .draw = draw, .next = next};
