/* The PIN of a volunteer for the shared terminal: made up and shown once, large enough to be read out, or typed. */
#include "gatepost/pin.h"
#include "gatepost/utf8.h"
#include "gatepost/volunteer.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include <string.h>

struct shown {
    char name[NAME_BYTES], pin[PIN_BYTES];
};

/* ---- given out ---- */

enum { MADE_UP, TYPED, NONE };
static const char *const choices[] = {N_("make one up"), N_("a typed one"), N_("no PIN"), NULL};

static bool is_typed(const struct view *view)
{
    return form_choice(&view->form, "change") == TYPED;
}

static bool open_form(struct view *view, const void *argument, struct err *err)
{
    (void)err;
    *(struct volunteer *)view->state = *(const struct volunteer *)argument;
    return true;
}

static void heading(const struct view *view, struct buffer *out)
{
    char name[NAME_BYTES];
    const struct volunteer *volunteer = view->state;
    application_mask(application_of(view), MASK_NAME, volunteer->name, name, sizeof name);
    buffer_add(out, name);
}

/* `shown` gets what is to be handed out: made up, typed, or none. */
static bool give(struct view *view, struct shown *shown, struct err *err)
{
    struct store *store = application_store(view);
    const struct volunteer *volunteer = view->state;
    const int chosen = form_choice(&view->form, "change");
    struct pin_change change = {chosen == NONE ? PIN_NONE : PIN_SET, shown->pin, shown->pin};
    if (chosen == MADE_UP && !pin_make(store, volunteer->head.id, shown->pin, err))
        return false;
    if (chosen == TYPED) {
        change.pin = form_text(&view->form, "pin");
        change.again = form_text(&view->form, "again");
    }
    return pin_save_volunteer(store, volunteer->head.id, volunteer->head.rev, &change, err);
}

static bool save(struct view *view, struct err *err)
{
    struct shown shown = {.pin = ""};
    struct ui *ui = view->ui;
    application_mask(application_of(view), MASK_NAME, ((const struct volunteer *)view->state)->name, shown.name,
                     sizeof shown.name);
    if (!give(view, &shown, err))
        return false;
    ui_say(ui, MESSAGE_GOOD, _("Saved %s   Ctrl-Z undoes"), shown.name);
    application_saved(view);
    view_close(view);
    if (shown.pin[0])
        ui_open(ui, &screen_volunteer_pin_shown, &shown);
    explicit_bzero(&shown, sizeof shown);
    return true;
}

static const struct field fields[] = {
    {.name = "change", .label = N_("PIN"), .kind = FIELD_CHOICE, .width = 30, .choices = choices, .flags = FIELD_STOP},
    {.name = "pin",
     .label = N_("New PIN"),
     .hint = N_("4 to 12 digits"),
     .width = 14,
     .flags = FIELD_REQUIRED | FIELD_HIDDEN,
     .shown = is_typed},
    {.name = "again", .label = N_("Once more"), .width = 14, .flags = FIELD_REQUIRED | FIELD_HIDDEN, .shown = is_typed},
};
static const struct form_def form = {.fields = fields, .field_count = sizeof fields / sizeof fields[0], .save = save};

const struct screen_def screen_volunteer_pin = {
    .name = "volunteer_pin",
    .title = N_("PIN for the shared terminal"),
    .state_size = sizeof(struct volunteer),
    .form = &form,
    .overlay = true,
    .columns = 60,
    .open = open_form,
    .heading = heading,
};

/* ---- shown once ---- */

enum { DIGIT_ROWS = 5, DIGIT_CELLS = 3, DIGIT_COLUMNS = 8, SHOWN_ROWS = DIGIT_ROWS + 3 };
/* Rows of three cells each, from the top, the left one in the highest bit. */
static const unsigned char digits[10][DIGIT_ROWS] = {{7, 5, 5, 5, 7}, {2, 6, 2, 2, 7}, {7, 1, 7, 4, 7}, {7, 1, 3, 1, 7},
                                                     {5, 5, 7, 1, 1}, {7, 4, 7, 1, 7}, {7, 4, 7, 5, 7}, {7, 1, 1, 1, 1},
                                                     {7, 5, 7, 5, 7}, {7, 5, 7, 1, 7}};

static bool open_shown(struct view *view, const void *argument, struct err *err)
{
    (void)err;
    *(struct shown *)view->state = *(const struct shown *)argument;
    return true;
}

static void close_shown(struct view *view)
{
    explicit_bzero(view->state, sizeof(struct shown));
}

static void heading_shown(const struct view *view, struct buffer *out)
{
    buffer_add(out, ((const struct shown *)view->state)->name);
}

static void draw_digit(const struct view *view, struct canvas *canvas, int row, int column, char digit)
{
    for (int i = 0; i < DIGIT_ROWS; i++)
        for (int cell = 0; cell < DIGIT_CELLS; cell++)
            if (digits[digit - '0'][i] >> (DIGIT_CELLS - 1 - cell) & 1)
                canvas_text(canvas, row + i, column + 2 * cell, 2, ui_ascii(view->ui) ? "##" : "██", STYLE_GOOD);
}

static void draw_shown(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct shown *shown = view->state;
    const int row = rect.row + 1, column = rect.column + (rect.columns - PIN_NEW_DIGITS * DIGIT_COLUMNS + 2) / 2;
    for (int i = 0; i < PIN_NEW_DIGITS; i++)
        draw_digit(view, canvas, row, column + i * DIGIT_COLUMNS, shown->pin[i]);
    canvas_cut(canvas, row + DIGIT_ROWS + 1, rect.column + 1, rect.columns - 2,
               _("Write it down for them: it is shown this once."), STYLE_NORMAL);
}

static int height_shown(const struct view *view, int columns)
{
    (void)view;
    (void)columns;
    return SHOWN_ROWS;
}

static void run_close(struct view *view)
{
    view_close(view);
}

static const struct action shown_actions[] = {
    {.name = "volunteer_pin.close",
     .label = N_("Close"),
     .help = N_("Closes the PIN; it cannot be shown again."),
     .keys = {KEY_ENTER, KEY_ESC},
     .priority = 99,
     .run = run_close},
};

const struct screen_def screen_volunteer_pin_shown = {
    .name = "volunteer_pin_shown",
    .title = N_("PIN for the shared terminal"),
    .state_size = sizeof(struct shown),
    .actions = ACTION_TABLE(shown_actions),
    .overlay = true,
    .columns = 50,
    .open = open_shown,
    .close = close_shown,
    .heading = heading_shown,
    .draw = draw_shown,
    .height = height_shown,
};
