/* Who stands there: found by four digits, by initials too where two people share them. Initials alone show nothing of
 * anybody: the digits are asked for behind them. */
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <string.h>

enum { INITIALS_MOST = 8, PHONE_KEY_MS = 3000 };

static void forget_guess(struct kiosk *kiosk)
{
    explicit_bzero(kiosk->digits, sizeof kiosk->digits);
    explicit_bzero(kiosk->initials, sizeof kiosk->initials);
    explicit_bzero(kiosk->people, sizeof kiosk->people);
    kiosk->people_count = 0;
}

static void arrive(struct kiosk *kiosk, const struct kiosk_person *person)
{
    kiosk->who = *person;
    forget_guess(kiosk);
    store_act_for(kiosk->store, kiosk->who.id, false);
    kiosk_show(kiosk, &kiosk_page_shifts);
}

static void ask_for_more(struct kiosk *kiosk, const char *digits, const char *initials)
{
    text_copy(kiosk->digits, sizeof kiosk->digits, digits);
    kiosk_show(kiosk, initials[0] == '\0' ? &kiosk_page_initials : &kiosk_page_same);
}

/* ---- a phone number typed whole ---- */

/* Nobody has its first four digits; the next three must be no guess at somebody else's. Whoever has seen that it was
 * wrong and begins anew needs longer for the first. */
static void expect_phone(struct kiosk *kiosk, const char *digits)
{
    bool begins_so = digits[0] == '1' && digits[1] >= '3';
    kiosk->phone_left = begins_so && kiosk->page == &kiosk_page_start ? KIOSK_BEFORE_LAST : 0;
    kiosk->phone_until_ms = clock_monotonic_ms() + PHONE_KEY_MS;
}

bool kiosk_goes_with_phone(struct kiosk *kiosk, int32_t key)
{
    int64_t now_ms = clock_monotonic_ms();
    if (kiosk->phone_left <= KIOSK_DIGITS || now_ms > kiosk->phone_until_ms || key < '0' || key > '9') {
        kiosk->phone_left = 0;
        return false;
    }
    kiosk->phone_left--;
    kiosk->phone_until_ms = now_ms + PHONE_KEY_MS;
    return true;
}

void kiosk_look_up(struct kiosk *kiosk, const char *digits, const char *initials)
{
    struct err err = {0};
    if (!kiosk_who(kiosk->store, digits, initials, kiosk->people, KIOSK_PEOPLE, &kiosk->people_count, &err))
        kiosk_say_err(kiosk, &err);
    else if (kiosk->people_count == 0 && initials[0] == '\0') {
        kiosk_say(kiosk, "%s", _("Nobody has these four digits. Type them again, or ask at the desk."));
        expect_phone(kiosk, digits);
    } else if (kiosk->people_count == 0)
        kiosk_say(kiosk, "%s", _("Nobody has these digits with these letters. Again, or Esc."));
    else if (kiosk->people_count == 1)
        arrive(kiosk, &kiosk->people[0]);
    else
        ask_for_more(kiosk, digits, initials);
}

/* ---- initials behind the digits ---- */

static void draw_initials(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    (void)kiosk;
    int row = rect.row + (rect.rows > 10);
    row = kiosk_text(canvas, rect, row, STYLE_TITLE, "%s", _("More than one of us has these digits."));
    row = kiosk_text(canvas, rect, row + 1, STYLE_NORMAL, "%s", _("Type the initials of your name in pinyin:"));
    kiosk_text(canvas, rect, row, STYLE_MUTED, "%s", _("张伟明 = zwm"));
}

static void next_initials(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, _("Letters, then Enter. Not you? Esc"));
}

bool kiosk_are_letters(const char *typed)
{
    return typed[strspn(typed, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

static void enter_initials(struct kiosk *kiosk, const char *typed)
{
    char digits[sizeof kiosk->digits];
    text_copy(digits, sizeof digits, kiosk->digits);
    if (!kiosk_are_letters(typed))
        kiosk_say(kiosk, "%s", _("Only letters: the initials of your name."));
    else
        kiosk_look_up(kiosk, digits, typed);
    explicit_bzero(digits, sizeof digits);
}

const struct kiosk_page kiosk_page_initials = {.name = "initials",
                                               .typed_most = INITIALS_MOST,
                                               .letters = true,
                                               .draw = draw_initials,
                                               .next = next_initials,
                                               .enter = enter_initials};

/* ---- digits behind the initials ---- */

static void draw_digits(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    int row = rect.row + (rect.rows > 10);
    row = kiosk_text(canvas, rect, row, STYLE_TITLE, _("Initials: %s"), kiosk->initials);
    kiosk_text(canvas, rect, row + 1, STYLE_NORMAL, "%s", _("Now the last four digits of your phone:"));
}

static void next_digits(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, _("Four digits, and your shifts are shown."));
}

static void enter_digits(struct kiosk *kiosk, const char *typed)
{
    if (strlen(typed) < KIOSK_DIGITS)
        kiosk_say(kiosk, "%s", _("Four digits are needed: the last four of your phone."));
    else
        kiosk_look_up(kiosk, typed, kiosk->initials);
}

const struct kiosk_page kiosk_page_digits = {.name = "digits",
                                             .typed_most = KIOSK_DIGITS,
                                             .full = true,
                                             .draw = draw_digits,
                                             .next = next_digits,
                                             .enter = enter_digits};

/* ---- the same digits and the same initials: of one family, with one phone ---- */

static int people_shown(const struct kiosk *kiosk)
{
    return kiosk->people_count < KIOSK_PEOPLE ? kiosk->people_count : KIOSK_PEOPLE;
}

static void draw_same(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    int row = kiosk_text(canvas, rect, rect.row, STYLE_TITLE, "%s", _("Which of you is it?"));
    for (int i = 0; i < people_shown(kiosk); i++)
        row = kiosk_text(canvas, rect, row, STYLE_NORMAL, "%2d  %s", i + 1, kiosk->people[i].name);
}

static void next_same(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, _("Your number, then Enter. Not you? Esc"));
}

static void enter_same(struct kiosk *kiosk, const char *typed)
{
    int number = typed[0] - '0';
    if (number < 1 || number > people_shown(kiosk)) {
        kiosk_say(kiosk, _("There is no number %s here."), typed);
        return;
    }
    const struct kiosk_person person = kiosk->people[number - 1];
    arrive(kiosk, &person);
}

const struct kiosk_page kiosk_page_same = {
    .name = "same", .typed_most = 1, .draw = draw_same, .next = next_same, .enter = enter_same};
