/* The shared terminal: who stands there, what was typed, the countdown, what is being saved. What is shown is on its
 * pages (kiosk.h). */
#include "screens/kiosk.h"
#include "gatepost/clock.h"
#include "gatepost/kiosk_seat.h"
#include "gatepost/memory.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SUCCESS_MS = 3000, MESSAGE_MS = 40000, TEXT_BYTES = 400, NARROW = 60 };

static struct kiosk *kiosk_of(const struct view *view)
{
    return ui_context(view->ui);
}

/* ---- from page to page ---- */

void kiosk_forget_typed(struct kiosk *kiosk)
{
    explicit_bzero(kiosk->typed, sizeof kiosk->typed);
    kiosk->unheard = false;
}

/* Nothing of what it said stays in memory. */
static void forget_text(struct buffer *text)
{
    if (text->bytes != NULL)
        explicit_bzero(text->bytes, text->capacity);
    buffer_clear(text);
}

void kiosk_read_again(struct kiosk *kiosk)
{
    view_stale(ui_top(kiosk->ui));
}

void kiosk_show(struct kiosk *kiosk, const struct kiosk_page *page)
{
    kiosk_forget_typed(kiosk);
    forget_text(&kiosk->message);
    kiosk->page = page;
    kiosk->top = 0;
    kiosk->notice_id = 0;
    kiosk->phone_left = kiosk->sure_of = 0;
    kiosk->loaded = page->load == NULL;
    kiosk->waiting = kiosk->deed.run != NULL;
    kiosk_read_again(kiosk);
}

/* What was read for somebody goes with them; what is being saved for them stays. */
void kiosk_reset(struct kiosk *kiosk)
{
    store_act_for(kiosk->store, 0, false);
    explicit_bzero(&kiosk->who, sizeof kiosk->who);
    kiosk->proven = false;
    kiosk->then = NULL;
    explicit_bzero(kiosk->digits, sizeof kiosk->digits);
    explicit_bzero(kiosk->initials, sizeof kiosk->initials);
    explicit_bzero(kiosk->people, sizeof kiosk->people);
    kiosk->people_count = 0;
    explicit_bzero(kiosk->own, sizeof kiosk->own);
    explicit_bzero(kiosk->open, sizeof kiosk->open);
    explicit_bzero(kiosk->requests, sizeof kiosk->requests);
    kiosk->own_count = kiosk->open_count = kiosk->request_count = kiosk->household_count = 0;
    explicit_bzero(&kiosk->hours, sizeof kiosk->hours);
    forget_text(&kiosk->success);
    kiosk->success_until_ms = 0;
    words_switch(kiosk->language);
    kiosk_show(kiosk, &kiosk_page_start);
    ui_redraw(kiosk->ui); /* whatever else was on the screen goes, too */
}

void kiosk_back(struct kiosk *kiosk)
{
    kiosk_show(kiosk, kiosk->who.id != 0 ? &kiosk_page_shifts : &kiosk_page_start);
}

void kiosk_say(struct kiosk *kiosk, const char *format, ...)
{
    char text[TEXT_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    forget_text(&kiosk->message);
    buffer_add(&kiosk->message, text);
    kiosk->message_until_ms = clock_monotonic_ms() + MESSAGE_MS;
}

void kiosk_say_err(struct kiosk *kiosk, const struct err *err)
{
    kiosk->unheard = kiosk_is_out_of_reach(err);
    kiosk_say(kiosk, "%s", kiosk_why(err));
}

void kiosk_succeed(struct kiosk *kiosk, const struct kiosk_page *then, const char *format, ...)
{
    char text[TEXT_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    forget_text(&kiosk->success);
    buffer_add(&kiosk->success, text);
    kiosk_forget_typed(kiosk);
    kiosk->success_until_ms = clock_monotonic_ms() + SUCCESS_MS;
    kiosk->success_then = then;
    ui_redraw(kiosk->ui);
}

static void end_success(struct kiosk *kiosk)
{
    const struct kiosk_page *then = kiosk->success_then;
    forget_text(&kiosk->success);
    kiosk->success_until_ms = 0;
    if (then == NULL || kiosk->who.id == 0)
        kiosk_reset(kiosk);
    else
        kiosk_show(kiosk, then);
}

/* ---- keys ---- */

static void switch_language(struct kiosk *kiosk)
{
    words_switch(strcmp(words_language(), "en") == 0 ? "zh_CN" : "en");
    kiosk_forget_typed(kiosk);
    forget_text(&kiosk->message);
    ui_redraw(kiosk->ui);
}

/* What could not be asked, because the file is out of reach, stands there still and is asked again by itself. */
static void ask(struct kiosk *kiosk, const char typed[KIOSK_TYPED + 1])
{
    const struct kiosk_page *page = kiosk->page;
    page->enter(kiosk, typed);
    bool again = kiosk->unheard && kiosk->page == page;
    if (again)
        memcpy(kiosk->typed, typed, sizeof kiosk->typed);
    kiosk->unheard = again;
    kiosk->waiting = again || kiosk->deed.run != NULL;
    kiosk->again_at_ms = clock_monotonic_ms() + KIOSK_AGAIN_MS;
}

static void enter(struct kiosk *kiosk)
{
    char typed[sizeof kiosk->typed];
    memcpy(typed, kiosk->typed, sizeof typed);
    if (typed[0] == '\0' && !kiosk->page->empty)
        return;
    kiosk_forget_typed(kiosk);
    if (strcmp(typed, "0") == 0 && !kiosk->page->hidden)
        switch_language(kiosk);
    else
        ask(kiosk, typed);
    explicit_bzero(typed, sizeof typed);
}

/* Where one number is asked for, the last one pressed is meant: Enter must not do what somebody has thought better of.
 */
static void type(struct kiosk *kiosk, int32_t key)
{
    int32_t letter = key >= 'A' && key <= 'Z' ? key - 'A' + 'a' : key;
    bool is_digit = letter >= '0' && letter <= '9', is_letter = letter >= 'a' && letter <= 'z';
    if (is_digit && kiosk->page->letters && kiosk->page->full && kiosk->typed[0] >= 'a')
        enter(kiosk); /* letters, and the digits at once behind them */
    const struct kiosk_page *page = kiosk->page;
    size_t length = page->typed_most == 1 ? 0 : strlen(kiosk->typed);
    if (letter == '0' && length == 0 && !page->hidden && !page->full) { /* no number begins so but that of a phone */
        switch_language(kiosk);
        return;
    }
    if (key > 0x7f && key < KEY_BASE)
        kiosk_say(kiosk, "%s", page->letters ? _("Digits, or the letters a to z.") : _("Only digits, and Enter."));
    if (!(is_digit || (is_letter && page->letters)) || length >= (size_t)page->typed_most)
        return;
    kiosk->typed[length] = (char)letter;
    kiosk->typed[length + 1] = '\0';
    if (page->full && length + 1 == (size_t)page->typed_most)
        enter(kiosk);
}

static void erase(struct kiosk *kiosk)
{
    size_t length = strlen(kiosk->typed);
    kiosk->typed[length > 0 ? length - 1 : 0] = '\0';
    kiosk->phone_left = 0;
}

/* A second Enter must not take the large words away before they were read; whoever comes next need not wait. */
static bool goes_on(int32_t pressed)
{
    return pressed == KEY_ESC || (pressed >= '0' && pressed <= '9') || (pressed >= 'a' && pressed <= 'z');
}

/* Every key ends here: none of them means anything else. */
static bool key(struct view *view, const struct key_event *event)
{
    struct kiosk *kiosk = kiosk_of(view);
    int32_t pressed = key_command(event->key);
    if (kiosk->success.length > 0) {
        if (!goes_on(pressed))
            return true;
        end_success(kiosk);
    }
    forget_text(&kiosk->message);
    kiosk->unheard = false;
    kiosk->waiting = kiosk->deed.run != NULL || !kiosk->loaded;
    if (pressed == KEY_ESC)
        kiosk_reset(kiosk);
    else if (pressed == KEY_ENTER)
        enter(kiosk);
    else if (pressed == KEY_BACKSPACE || pressed == KEY_DELETE)
        erase(kiosk);
    else if (pressed == KEY_F(1) && kiosk->page == &kiosk_page_start)
        kiosk_show(kiosk, &kiosk_page_help);
    else if (kiosk_step_of(pressed) != 0 && kiosk->page->step != NULL)
        kiosk->page->step(kiosk, kiosk_step_of(pressed));
    else if (!kiosk_goes_with_phone(kiosk, pressed))
        type(kiosk, pressed);
    return true;
}

/* ---- shown ---- */

static bool load(struct view *view, struct err *err)
{
    (void)err; /* what cannot be read is said by draw */
    kiosk_load(kiosk_of(view));
    return true;
}

static void draw_said(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect, int row)
{
    const char *said = buffer_text(&kiosk->message);
    if (kiosk->deed.run != NULL)
        said = _("One moment, please: it is being saved by itself.");
    else if (kiosk->waiting)
        said = _("One moment, please.");
    kiosk_said(canvas, rect, row, said);
}

static void draw_typed(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    char shown[sizeof kiosk->typed];
    size_t length = strlen(kiosk->typed);
    memcpy(shown, kiosk->typed, sizeof shown);
    if (kiosk->page->hidden)
        memset(shown, '*', length);
    int row = rect.row + rect.rows - (kiosk->page->boxed ? 1 : KIOSK_TYPED_ROWS);
    draw_said(kiosk, canvas, rect, row);
    if (kiosk->page->boxed)
        return;
    canvas_text(canvas, row + 1, rect.column, 2, "> ", STYLE_KEY);
    if (kiosk->page->typed_most > 0)
        canvas_field(canvas, row + 1, rect.column + 2, kiosk->page->typed_most + 1, shown, STYLE_FIELD_NOW);
    canvas->cursor_row = row + 1;
    canvas->cursor_column = rect.column + 2 + (int)length;
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct kiosk *kiosk = kiosk_of(view);
    if (kiosk->success.length > 0) {
        kiosk_framed(canvas, rect, buffer_text(&kiosk->success));
        return;
    }
    struct rect page = kiosk_rows(kiosk);
    if (kiosk->loaded)
        kiosk->page->draw(kiosk, canvas, page);
    else
        kiosk_large(canvas, page, _("One moment, please."), STYLE_NORMAL);
    draw_typed(kiosk, canvas, rect);
}

/* The next key, in one line. */
static void note(const struct view *view, struct buffer *out)
{
    const struct kiosk *kiosk = kiosk_of(view);
    if (kiosk->success.length > 0)
        buffer_add(out, _("It goes on by itself."));
    else
        kiosk->page->next(kiosk, out);
}

/* ---- the countdown ---- */

static bool is_at_rest(const struct kiosk *kiosk)
{
    return kiosk->page == &kiosk_page_start && kiosk->typed[0] == '\0' && kiosk->phone_left == 0 &&
           strcmp(words_language(), kiosk->language) == 0;
}

static int64_t left_ms(const struct kiosk *kiosk)
{
    return (int64_t)setting_integer(kiosk->store, "kiosk.seconds") * 1000 - ui_idle_ms(kiosk->ui);
}

static void hook_frame(void *context, const struct view *view, struct frame *frame)
{
    const struct kiosk *kiosk = context;
    struct civil_time now;
    const char *left = view->outer.columns < NARROW ? _("%d s  Esc: start") : _("back to the start in %d s, now: Esc");
    clock_civil(clock_now(), &now);
    if (kiosk->who.id != 0)
        buffer_format(frame->title_left, _("Hello, %s"), kiosk->who.name);
    else if (view->outer.columns < NARROW)
        buffer_add(frame->title_left, kiosk->community);
    else
        buffer_format(frame->title_left, _("%s  Volunteers: find your shift"), kiosk->community);
    if (kiosk->page == &kiosk_page_start) /* seen without asking, at every size */
        kiosk_notice_line(kiosk, frame->alert);
    frame->alert_style = STYLE_WARNING;
    if (is_at_rest(kiosk))
        buffer_format(frame->title_right, "%04d-%02d-%02d %s %02d:%02d", now.year, now.month, now.day,
                      words_weekday(now.weekday), now.hour, now.minute);
    else
        buffer_format(frame->title_right, left, (int)((left_ms(kiosk) + 999) / 1000));
}

/* What is late: large words, a message, somebody who left without Esc, what is to be tried again. */
static void take_time(struct kiosk *kiosk)
{
    int64_t now_ms = clock_monotonic_ms();
    if (kiosk->message.length > 0 && now_ms >= kiosk->message_until_ms) {
        forget_text(&kiosk->message);
        kiosk_read_again(kiosk);
    }
    if (now_ms > kiosk->phone_until_ms)
        kiosk->phone_left = 0;
    if (kiosk->success.length > 0 && now_ms >= kiosk->success_until_ms)
        end_success(kiosk);
    else if (!is_at_rest(kiosk) && left_ms(kiosk) <= 0)
        kiosk_reset(kiosk);
    if (!kiosk->waiting || now_ms < kiosk->again_at_ms)
        return;
    if (kiosk->deed.run != NULL)
        kiosk_try_again(kiosk);
    else if (kiosk->unheard)
        enter(kiosk);
    kiosk_read_again(kiosk);
}

static unsigned hook_changed(void *context, const struct pollfd *watched, int count, bool *ring)
{
    struct kiosk *kiosk = context;
    int64_t minute = clock_now() / 60;
    unsigned topics = store_changed(kiosk->store, &kiosk->again_ms);
    (void)watched;
    (void)count;
    (void)ring;
    if (minute != kiosk->minute)
        topics |= TOPIC_CLOCK;
    kiosk->minute = minute;
    if (topics & TOPIC_SETTING)
        setting_text(kiosk->store, "community.name", kiosk->community, sizeof kiosk->community);
    take_time(kiosk);
    return topics;
}

static int sooner(int ms, int64_t at_ms)
{
    int64_t left = at_ms - clock_monotonic_ms();
    if (left <= 0)
        return 0;
    return left < ms ? (int)left : ms;
}

static int hook_timeout(void *context)
{
    const struct kiosk *kiosk = context;
    int next = (int)(60 - clock_now() % 60) * 1000;
    next = kiosk->again_ms < next ? kiosk->again_ms : next;
    if (kiosk->success.length > 0)
        next = sooner(next, kiosk->success_until_ms);
    if (kiosk->message.length > 0)
        next = sooner(next, kiosk->message_until_ms);
    if (kiosk->waiting)
        next = sooner(next, kiosk->again_at_ms);
    if (!is_at_rest(kiosk)) {
        int64_t second = left_ms(kiosk) % 1000;
        next = second > 0 && second < next ? (int)second : next;
    }
    return next;
}

static int hook_watch(void *context, struct pollfd *watched, int most)
{
    const struct kiosk *kiosk = context;
    int descriptor = store_watch_descriptor(kiosk->store);
    if (most < 1 || descriptor < 0)
        return 0;
    watched[0] = (struct pollfd){.fd = descriptor, .events = POLLIN};
    return 1;
}

/* The lock is held elsewhere: said while we wait for it, nothing is asked. */
static void show_wait(void *context, const char *holder, int waited_ms)
{
    struct kiosk *kiosk = context;
    (void)holder;
    (void)waited_ms;
    kiosk->waiting = true;
    ui_say_now(kiosk->ui, "");
}

/* The keys are key()'s; the rows are what the footer says. */
static void run_nothing(struct view *view)
{
    (void)view;
}

static const struct action actions[] = {
    {.name = "kiosk.enter",
     .label = N_("OK"),
     .help = N_("Takes what was typed."),
     .keys = {KEY_ENTER},
     .run = run_nothing,
     .priority = 90},
    {.name = "kiosk.erase",
     .label = N_("Erase"),
     .help = N_("Takes the last character back."),
     .keys = {KEY_BACKSPACE},
     .run = run_nothing,
     .priority = 80},
    {.name = "kiosk.reset",
     .label = N_("Start"),
     .help = N_("Back to the start at once."),
     .keys = {KEY_ESC},
     .run = run_nothing,
     .priority = 70},
};

static const struct screen_def screen_kiosk = {
    .name = "kiosk",
    .title = N_("Shared terminal"),
    .actions = ACTION_TABLE(actions),
    .topics = TOPIC_ROSTER | TOPIC_NOTICE | TOPIC_SETTING | TOPIC_SUPPLY | TOPIC_OBSERVATION | TOPIC_CLOCK,
    .sealed = true,
    .bare = true,
    .load = load,
    .note = note,
    .draw = draw,
    .key = key,
};

int kiosk_run(struct store *store, const struct global_options *global, struct terminal *terminal)
{
    struct kiosk *kiosk = memory_new(1, sizeof *kiosk);
    const struct ui_hooks hooks = {.context = kiosk,
                                   .frame = hook_frame,
                                   .watch = hook_watch,
                                   .changed = hook_changed,
                                   .timeout_ms = hook_timeout};
    struct err err = {0};
    int code = EXIT_FAILED;
    kiosk->store = store;
    kiosk->page = &kiosk_page_start;
    kiosk->minute = clock_now() / 60;
    text_copy(kiosk->language, sizeof kiosk->language, words_language());
    setting_text(store, "community.name", kiosk->community, sizeof kiosk->community);
    store_sign_on(store, 0, global->terminal, false, &err);
    store_mask_names(store, true);
    kiosk->ui = ui_new(terminal, &hooks);
    store_on_wait(store, show_wait, kiosk);
    if (ui_open(kiosk->ui, &screen_kiosk, NULL) != NULL)
        code = ui_run(kiosk->ui);
    store_on_wait(store, NULL, NULL);
    if (kiosk->deed.run != NULL) /* the terminal is gone, somebody's sign-in need not be */
        kiosk_try_again(kiosk);
    ui_free(kiosk->ui);
    terminal->ops->close(terminal);
    buffer_release(&kiosk->message);
    buffer_release(&kiosk->success);
    explicit_bzero(kiosk, sizeof *kiosk);
    free(kiosk);
    return code;
}
