/* The print dialog: what, of what, how, where to, with the pages beside it. Enter prints; nothing needs a letter. */
#include "screens/print.h"
#include "gatepost/action.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/registry.h"
#include <poll.h>
#include <string.h>
#include <sys/stat.h>

enum { STEP_MS = 45, PAN_COLUMNS = 8 };

/* ---- opening ---- */

static bool open_print(struct view *view, const void *argument, struct err *err)
{
    (void)err;
    print_options_begin(view, argument);
    return true;
}

static void forget_job(struct view *view)
{
    struct print_dialog *dialog = view->state;
    application_of(view)->printing = NULL;
    print_job_close(dialog->job);
    dialog->job = NULL;
}

static void close_print(struct view *view)
{
    forget_job(view);
    print_preview_release(view->state);
    print_about_release(view);
    print_where_release(view);
}

static bool load(struct view *view, struct err *err)
{
    (void)err; /* why there is no page stands in its place */
    print_preview_make(view);
    return true;
}

const char *print_why_not(const struct view *view)
{
    return view->def == &screen_print ? "" : NULL;
}

void print_run(struct view *view)
{
    struct document_request request;
    print_guess(view, &request);
    ui_open(view->ui, &screen_print, &request);
}

/* ---- printing ---- */

static void start(struct view *view, bool replace)
{
    struct print_dialog *dialog = view->state;
    struct print_request request;
    struct err err = {0};
    if (print_options_take(view, &request, &err) && print_where_take(view, request.to, sizeof request.to, &err)) {
        request.replace = replace;
        dialog->job = print_job_start(application_store(view), &request, &err);
    }
    if (dialog->job == NULL) {
        if (err.field != NULL && strcmp(err.field, "to") == 0)
            err.field = print_where_is_file(view) ? "path" : print_where_is_address(view) ? "address" : "where";
        form_show_error(view, &err);
        dialog->turned = false;
        return;
    }
    application_of(view)->printing = dialog->job;
    application_keep(application_of(view), "print", print_options_kind(view)->name);
}

static void replace_answered(struct view *view, bool yes)
{
    if (yes)
        start(view, true);
    else
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Not printed: the file stays as it is."));
}

static bool is_there(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static void print_now(struct view *view)
{
    char to[PRINT_PATH_BYTES];
    struct buffer question = {0}, brief = {0};
    if (print_where_is_file(view) && print_where_take(view, to, sizeof to, NULL) && is_there(to)) {
        store_brief_path(to, &brief);
        buffer_format(&question, _("There is a file %s already. Replace it?"), buffer_text(&brief));
        prompt_confirm(view, buffer_text(&question), words_context(N_("file|Replace")), replace_answered);
    } else {
        start(view, false);
    }
    buffer_release(&question);
    buffer_release(&brief);
}

/* What was looked up is taken first; which printer is the usual one may not be known yet. */
static void run_print(struct view *view)
{
    struct print_dialog *dialog = view->state;
    const struct field *field = &view->form.def->fields[view->form.focus];
    bool looks_up = !dialog->turned && field->kind == FIELD_LOOKUP && !view->form.fields[view->form.focus].settled;
    if (looks_up && view->form.def->candidate_count(view, view->form.focus) > 0) {
        form_step(view, 1);
        return;
    }
    if (dialog->asked)
        print_now(view);
    else
        dialog->wanted = true;
}

static void say_printed(struct view *view)
{
    const struct print_dialog *dialog = view->state;
    const struct print_job *job = dialog->job;
    struct buffer place = {0}, warning = {0};
    print_where_place(view, &place);
    if (print_job_missing(job)[0] != '\0')
        buffer_add(&warning, "   ");
    print_job_missing_words(job, &warning);
    const char *format = print_where_is_file(view) ? _("Written: %1$s   pages %2$d   No. %3$lld%4$s")
                                                   : _("Printed: %1$s   pages %2$d   No. %3$lld%4$s");
    enum message_kind kind = warning.length > 0 ? MESSAGE_WARNING : MESSAGE_GOOD;
    if (print_job_pages(job) > 0)
        ui_say(view->ui, kind, format, buffer_text(&place), print_job_pages(job), (long long)print_job_number(job),
               buffer_text(&warning));
    else /* a table has none */
        ui_say(view->ui, kind, _("Written: %1$s   No. %2$lld"), buffer_text(&place), (long long)print_job_number(job));
    buffer_release(&place);
    buffer_release(&warning);
}

/* Nothing is to be done while the printer has it: what it says wakes us (application.c). */
static bool rests(const struct print_job *job)
{
    struct pollfd watched = {.fd = print_job_descriptor(job), .events = POLLIN};
    enum print_state state = print_job_state(job);
    return (state == PRINT_SENDING || state == PRINT_WAITING) && watched.fd >= 0 && poll(&watched, 1, 0) == 0;
}

static bool step_job(struct view *view)
{
    struct print_dialog *dialog = view->state;
    struct err err = {0};
    bool finished = false;
    if (rests(dialog->job))
        return false;
    if (!print_job_step(dialog->job, STEP_MS, &finished, &err)) {
        forget_job(view);
        ui_say_err(view->ui, &err);
    } else if (finished) {
        say_printed(view);
        forget_job(view);
        view_close(view);
    }
    return true;
}

static bool work(struct view *view)
{
    struct print_dialog *dialog = view->state;
    if (dialog->job != NULL)
        return step_job(view);
    if (dialog->asked)
        return false;
    if (print_where_ask(view)) {
        print_where_name(view);
        if (dialog->wanted)
            print_now(view);
        dialog->wanted = false;
    }
    return true;
}

/* How far it is, in the message row. */
static void note(const struct view *view, struct buffer *out)
{
    const struct print_dialog *dialog = view->state;
    if (dialog->job == NULL)
        return;
    const char *says = print_job_says(dialog->job);
    int percent = print_job_percent(dialog->job);
    switch (print_job_state(dialog->job)) {
    case PRINT_CONVERTING:
        if (percent >= 0)
            buffer_format(out, _("Being made: %d %%.   Esc cancels"), percent);
        else
            buffer_add(out, _("Being made.   Esc cancels"));
        break;
    case PRINT_SENDING:
        buffer_add(out, _("Going to the printer.   Esc cancels"));
        break;
    default:
        if (says[0] != '\0')
            buffer_format(out, _("The printer waits: %s.   Esc cancels"), says);
        else
            buffer_add(out, _("The printer has it.   Esc cancels"));
    }
}

/* ---- keys ---- */

static void run_turn(struct view *view)
{
    struct print_dialog *dialog = view->state;
    dialog->turned = !dialog->turned;
    if (!dialog->turned)
        dialog->large = false;
}

static const char *turn_label(const struct view *view)
{
    return print_dialog_of(view)->turned ? N_("Options") : N_("Preview");
}

static const char *before_label(const struct view *view)
{
    return print_options_has_week(view) ? N_("Week-") : N_("Day-");
}

static const char *after_label(const struct view *view)
{
    return print_options_has_week(view) ? N_("Week+") : N_("Day+");
}

static void run_field(struct view *view)
{
    form_step(view, (int)view->running->argument);
}

static void run_page(struct view *view)
{
    print_preview_page(view, (int)view->running->argument);
}

static void zoom(struct view *view, int step)
{
    struct print_dialog *dialog = view->state;
    dialog->large = step > 0;
    dialog->turned = step > 0;
    print_preview_move(view, 0, 0);
}

static void run_zoom(struct view *view)
{
    zoom(view, (int)view->running->argument);
}

static void run_step(struct view *view)
{
    print_options_step(view, (int)view->running->argument);
}

/* Signs that are commands wherever nothing is typed; the form would take them for the field. */
static bool sign_key(struct view *view, int32_t key)
{
    switch (key_command(key)) {
    case '<':
        print_options_step(view, -1);
        return true;
    case '>':
        print_options_step(view, 1);
        return true;
    case '+':
        zoom(view, 1);
        return true;
    case '-':
        zoom(view, -1);
        return true;
    default:
        return false;
    }
}

/* The keyboard moves the pages. */
static bool preview_key(struct view *view, int32_t key)
{
    switch (key) {
    case KEY_UP:
    case KEY_DOWN:
        print_preview_move(view, key == KEY_UP ? -1 : 1, 0);
        return true;
    case KEY_LEFT:
    case KEY_RIGHT:
        print_preview_move(view, 0, key == KEY_LEFT ? -PAN_COLUMNS : PAN_COLUMNS);
        return true;
    case KEY_HOME:
        print_preview_move(view, -PAGES_MOST, -PAGES_MOST);
        return true;
    case KEY_END:
        print_preview_move(view, PAGES_MOST, 0);
        return true;
    default:
        return key_is_text(key) && key != '?' && key != ':' && key != '!';
    }
}

static bool is_within(struct rect rect, const struct key_event *event)
{
    return event->row >= rect.row && event->row < rect.row + rect.rows && event->column >= rect.column &&
           event->column < rect.column + rect.columns;
}

/* True: it was meant for the pages. */
static bool mouse_key(struct view *view, const struct key_event *event)
{
    struct print_dialog *dialog = view->state;
    bool on_pages = is_within(print_preview_place(view), event);
    if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
        int step = event->mouse == MOUSE_WHEEL_UP ? -1 : 1;
        if (on_pages)
            print_preview_move(view, 3 * step, 0);
        return on_pages;
    }
    dialog->turned = on_pages;
    return on_pages;
}

/* A socket or a device takes bytes before anything says that the printer has them. */
static bool may_be_paper(const struct view *view)
{
    enum print_state state = print_job_state(print_dialog_of(view)->job);
    bool gets_bytes = print_where_is_address(view) && print_where_is_plain(view);
    return state == PRINT_WAITING || (gets_bytes && state == PRINT_SENDING);
}

/* While it is on its way only Esc and the keys of the desk count. */
static bool job_key(struct view *view, int32_t key)
{
    if (key == KEY_ESC) {
        bool begun = may_be_paper(view);
        forget_job(view);
        ui_say(view->ui, MESSAGE_PLAIN, "%s",
               begun ? _("Cancelled at the printer. Look whether a page came out before.")
                     : _("Cancelled; nothing was printed."));
        return true;
    }
    bool desk = (key > KEY_F0 && key <= KEY_F(12)) || key == KEY_CTRL('L') || key == KEY_CTRL('Q');
    return !desk;
}

static bool own_key(struct view *view, const struct key_event *event)
{
    const struct print_dialog *dialog = view->state;
    if (dialog->job != NULL)
        return job_key(view, event->key);
    if (event->key == KEY_MOUSE)
        return mouse_key(view, event);
    if (key_is_text(event->key) && (dialog->turned || !print_options_typing(view)) && sign_key(view, event->key))
        return true;
    return dialog->turned && preview_key(view, event->key);
}

/* ---- the screen ---- */

static struct rect form_place(const struct view *view, struct rect inside)
{
    (void)inside;
    return print_options_place(view);
}

static void heading(const struct view *view, struct buffer *out)
{
    buffer_add(out, words_context(print_options_kind(view)->label));
}

static const struct action actions[] = {
    {.name = "print.print",
     .label = N_("Print"),
     .help = N_("Prints, or writes the file, as the options say."),
     .keys = {KEY_ENTER},
     .priority = 89,
     .flags = ACTION_WRITES,
     .verb = "print.posted",
     .run = run_print},
    {.name = "print.turn",
     .label = N_("Preview"),
     .help = N_("To the pages, which then move with the arrows; again: back to the options."),
     .keys = {KEY_TAB, KEY_BACK_TAB},
     .priority = 87,
     .run = run_turn,
     .label_now = turn_label},
    {.name = "print.next",
     .label = N_("Next"),
     .help = N_("To the next option; Left, Right, Space and digits change it."),
     .keys = {KEY_DOWN},
     .flags = ACTION_HIDDEN,
     .run = run_field,
     .argument = 1},
    {.name = "print.previous",
     .label = N_("Previous"),
     .help = N_("To the option before."),
     .keys = {KEY_UP},
     .flags = ACTION_HIDDEN,
     .run = run_field,
     .argument = -1},
    {.name = "print.page-down",
     .label = N_("print|Page+"),
     .help = N_("Further down the page, then the next page."),
     .keys = {KEY_PAGE_DOWN},
     .priority = 84,
     .run = run_page,
     .argument = 1},
    {.name = "print.page-up",
     .label = N_("print|Page-"),
     .help = N_("Further up the page, then the page before."),
     .keys = {KEY_PAGE_UP},
     .priority = 60,
     .run = run_page,
     .argument = -1},
    {.name = "print.larger",
     .label = N_("Larger"),
     .help = N_("The pages have the whole width."),
     .keys = {'+'},
     .priority = 72,
     .run = run_zoom,
     .argument = 1},
    {.name = "print.smaller",
     .label = N_("Smaller"),
     .help = N_("The pages stand beside the options again."),
     .keys = {'-'},
     .priority = 52,
     .run = run_zoom,
     .argument = -1},
    {.name = "print.before",
     .label = N_("Week-"),
     .help = N_("The week or day before."),
     .keys = {'<', KEY_CTRL_LEFT},
     .priority = 70,
     .run = run_step,
     .why_not = print_options_no_step,
     .label_now = before_label,
     .argument = -1},
    {.name = "print.after",
     .label = N_("Week+"),
     .help = N_("The week or day after."),
     .keys = {'>', KEY_CTRL_RIGHT},
     .priority = 69,
     .run = run_step,
     .why_not = print_options_no_step,
     .label_now = after_label,
     .argument = 1},
    {.name = "print.keep",
     .label = N_("Default"),
     .help = N_("Keeps paper, type, pages, foot and where to as the default of this document on this terminal; names "
                "are masked again each time."),
     .keys = {KEY_CTRL('S')},
     .priority = 80,
     .run = print_options_keep},
    {.name = "print.printings",
     .label = N_("print|Printed"),
     .help = N_("What was printed, and whether it came out."),
     .keys = {KEY_CTRL('O')},
     .priority = 55,
     .opens = &screen_printings},
    {.name = "print.cancel",
     .label = N_("Cancel"),
     .help = N_("Closes the dialog; nothing is printed."),
     .keys = {KEY_ESC},
     .priority = 86,
     .run = view_close},
};
const struct screen_def screen_print = {
    .name = "print",
    .title = N_("Print"),
    .state_size = sizeof(struct print_dialog),
    .actions = ACTION_TABLE(actions),
    .form = &print_form,
    .own_keys = true,
    .framed = true,
    .topics = TOPIC_ROSTER | TOPIC_PEOPLE | TOPIC_GATE | TOPIC_OBSERVATION | TOPIC_FOLLOW_UP | TOPIC_SUPPLY |
              TOPIC_STRUCTURE | TOPIC_PASS | TOPIC_SETTING | TOPIC_PRINTING | TOPIC_SESSION,
    .open = open_print,
    .close = close_print,
    .load = load,
    .work = work,
    .heading = heading,
    .note = note,
    .form_place = form_place,
    .draw = print_draw,
    .key = own_key,
};
