/* What a page of the shared terminal shows is read, and read again when another terminal has saved. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <string.h>

/* Between a number and its Enter the rows may move up: what Enter would do is what the line of the next key says, and
 * when that reads otherwise the number is asked for anew. */
static bool load_page(struct kiosk *kiosk, struct err *err)
{
    struct buffer meant = {0}, means = {0};
    bool is_typed = kiosk->loaded && kiosk->typed[0] != '\0';
    if (kiosk->page->load == NULL)
        return true;
    if (is_typed)
        kiosk->page->next(kiosk, &meant);
    bool good = kiosk->page->load(kiosk, err);
    if (is_typed)
        kiosk->page->next(kiosk, &means);
    if (good && strcmp(buffer_text(&meant), buffer_text(&means)) != 0) {
        kiosk_forget_typed(kiosk);
        kiosk_say(kiosk, "%s", _("The list has just changed. Please type the number again."));
    }
    buffer_release(&meant);
    buffer_release(&means);
    return good;
}

void kiosk_load(struct kiosk *kiosk)
{
    struct err unread = {0};
    bool good = load_page(kiosk, &unread);
    if (!good && !kiosk_is_out_of_reach(&unread) && kiosk->page != &kiosk_page_start) {
        kiosk_reset(kiosk);
        kiosk_say(kiosk, "%s", kiosk_why(&unread));
        good = load_page(kiosk, &unread);
    }
    kiosk->loaded |= good;
    kiosk->waiting = !good || kiosk->unheard || kiosk->deed.run != NULL;
    if (kiosk->deed.run == NULL)
        kiosk->again_at_ms = clock_monotonic_ms() + KIOSK_AGAIN_MS;
}
