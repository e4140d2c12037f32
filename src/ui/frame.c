/* The rows around the body: title and alert above, message and keys below. */
#include "gatepost/flow.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "ui_parts.h"
#include <string.h>

enum { MESSAGE_ROWS = 3 };

static bool same(const struct buffer *one, const struct buffer *other)
{
    return strcmp(buffer_text(one), buffer_text(other)) == 0;
}

bool ui_frame_changed(struct ui *ui)
{
    struct frame_text *next = &ui->frame_next, *now = &ui->frame;
    const struct view *top = ui_top(ui);
    if (ui->hooks.frame == NULL || top == NULL)
        return false;
    buffer_clear(&next->left);
    buffer_clear(&next->right);
    buffer_clear(&next->alert);
    struct frame frame = {&next->left, &next->right, &next->alert, STYLE_NORMAL};
    ui->hooks.frame(ui->hooks.context, top, &frame);
    next->alert_style = frame.alert_style;
    bool changed = !same(&next->left, &now->left) || !same(&next->right, &now->right) ||
                   !same(&next->alert, &now->alert) || next->alert_style != now->alert_style;
    struct frame_text old = *now;
    *now = *next;
    *next = old;
    return changed;
}

/* However many alarms there are, the key that answers them stays readable behind them. */
static void draw_alert(struct ui *ui, struct canvas *canvas)
{
    const struct view *top = ui_top(ui);
    const struct action *answer = top != NULL ? ui_bound(top, KEY_F(8)) : NULL;
    const char *alert = buffer_text(&ui->frame.alert);
    int room = canvas->columns;
    if (answer != NULL && ui->frame.alert_style == STYLE_ALARM) {
        struct buffer key = {0};
        key_name(KEY_F(8), true, &key);
        buffer_format(&key, " %s", words_context(answer->label));
        int columns = text_width(buffer_text(&key)) + 1;
        if (room - columns > room / 2) {
            room -= columns;
            canvas_fill(canvas, (struct rect){1, room, 1, columns}, STYLE_ALARM);
            canvas_text(canvas, 1, room + 1, columns - 1, buffer_text(&key), STYLE_ALARM);
        }
        buffer_release(&key);
    }
    canvas_field(canvas, 1, 0, room, alert, ui->frame.alert_style);
}

void ui_draw_top(struct ui *ui, struct canvas *canvas)
{
    const char *left = buffer_text(&ui->frame.left), *right = buffer_text(&ui->frame.right);
    int columns = canvas->columns, right_columns = text_width(right);
    /* Where it is narrow: who is on duty and the time go before where one is. */
    int room = columns;
    if (right_columns > 0 && columns - right_columns - 1 >= columns / 3) {
        canvas_text(canvas, 0, columns - right_columns, right_columns, right, STYLE_TITLE);
        room = columns - right_columns - 1;
    }
    canvas_field(canvas, 0, 0, room, left, STYLE_TITLE);
    draw_alert(ui, canvas);
}

/* While there is no message: what helps with what is selected or typed. */
static void add_note(const struct ui *ui, struct buffer *text)
{
    const struct view *top = ui_top(ui);
    if (top == NULL)
        return;
    if (top->def->list != NULL && top->list.filtering && top->def->list->filter_example != NULL)
        buffer_add(text, _(top->def->list->filter_example));
    else if (top->def->note != NULL)
        top->def->note(top, text);
    else if (top->def->form != NULL && top->def->form->fields[top->form.focus].help != NULL)
        buffer_add(text, _(top->def->form->fields[top->form.focus].help));
}

/* A message that is longer than its row takes rows of the body for as long as it stands. Returns its rows. */
int ui_draw_message(const struct ui *ui, struct canvas *canvas, int row)
{
    struct buffer text = {0};
    static const enum style styles[] = {STYLE_NORMAL, STYLE_GOOD, STYLE_WARNING, STYLE_WARNING};
    const struct view *top = ui_top(ui);
    bool told = ui->message.length > 0 && !(top != NULL && top->def->sealed); /* it may name people */
    enum style style = told ? styles[ui->message_kind] : STYLE_NORMAL;
    struct buffer note = {0};
    if (!told)
        add_note(ui, &note);
    else if (ui->message_kind >= MESSAGE_WARNING)
        buffer_add(&text, "! ");
    const struct buffer *words = told ? &ui->message : &note;
    text_clean(&text, buffer_text(words), words->length);
    buffer_release(&note);
    if (text.length == 0) {
        buffer_release(&text);
        return 0;
    }
    int rows = flow_height(buffer_text(&text), canvas->columns);
    rows = rows < MESSAGE_ROWS ? rows : MESSAGE_ROWS;
    struct rect rect = {row - rows + 1, 0, rows, canvas->columns};
    canvas_fill(canvas, rect, STYLE_NORMAL);
    flow_draw(canvas, rect, buffer_text(&text), 0, style);
    buffer_release(&text);
    return rows;
}

/* --- footer --- */

static bool in_footer(const struct view *view, const struct action *action)
{
    if ((action->flags & ACTION_HIDDEN) || (action->priority <= 0 && !(action->flags & ACTION_ALWAYS)))
        return false;
    return ui_bound(view, action->keys[0]) == action;
}

static int rank(const struct action *action)
{
    return action->flags & ACTION_ALWAYS ? 1000 : action->priority;
}

/* What can be pressed here, in table order. */
static int collect(const struct view *view, const struct action *found[FOOTER_MOST])
{
    const struct action_table *tables[5];
    int count = 0, table_count = view_tables(view, tables);
    for (int t = 0; t < table_count; t++)
        for (size_t i = 0; i < tables[t]->count && count < FOOTER_MOST; i++)
            if (in_footer(view, &tables[t]->actions[i]))
                found[count++] = &tables[t]->actions[i];
    return count;
}

static bool is_plain(char byte)
{
    return byte > ' ' && byte < 0x7F;
}

static const char *label_of(const struct view *view, const struct action *action)
{
    return words_context(action->label_now != NULL ? action->label_now(view) : action->label);
}

/* "F2修改", but "F2 Edit" where key and label would run together. */
static int item_text(const struct view *view, const struct action *action, struct buffer *key)
{
    const char *label = label_of(view, action);
    buffer_clear(key);
    key_name(action->keys[0], true, key);
    if (is_plain(label[0]) || (key->length > 2 && key->bytes[0] == 'F'))
        buffer_add_byte(key, ' ');
    return text_width(buffer_text(key)) + text_width(label);
}

/* F-keys in their order, then the others in theirs. */
static int place_of(const struct action *action, int index)
{
    int32_t key = action->keys[0];
    return key > KEY_F0 && key <= KEY_F(12) ? (int)(key - KEY_F0) : 100 + index;
}

/* Leaves out the lowest priorities until the rest fits; true in keep[] for what stays. */
static void choose(const struct view *view, const struct action *found[], int count, int columns,
                   bool keep[FOOTER_MOST])
{
    struct buffer key = {0};
    int width = -2, widths[FOOTER_MOST];
    for (int i = 0; i < count; i++) {
        widths[i] = item_text(view, found[i], &key) + 2;
        keep[i] = true;
        width += widths[i];
    }
    while (width > columns) {
        int least = -1;
        for (int i = 0; i < count; i++)
            if (keep[i] && (least < 0 || rank(found[i]) <= rank(found[least])))
                least = i;
        if (least < 0)
            break;
        keep[least] = false;
        width -= widths[least];
    }
    buffer_release(&key);
}

static void draw_items(struct ui *ui, struct canvas *canvas, int row, const struct action *found[], int count,
                       bool keep[FOOTER_MOST])
{
    struct buffer key = {0};
    int at = 0;
    for (;;) {
        int next = -1;
        for (int i = 0; i < count; i++)
            if (keep[i] && (next < 0 || place_of(found[i], i) < place_of(found[next], next)))
                next = i;
        if (next < 0)
            break;
        keep[next] = false;
        int width = item_text(ui_top(ui), found[next], &key);
        int used = canvas_text(canvas, row, at, canvas->columns - at, buffer_text(&key), STYLE_KEY);
        canvas_text(canvas, row, at + used, canvas->columns - at - used, label_of(ui_top(ui), found[next]),
                    STYLE_LABEL);
        ui->footer[ui->footer_count++] = (struct footer_item){at, width, found[next]};
        at += width + 2;
    }
    buffer_release(&key);
}

void ui_draw_footer(struct ui *ui, struct canvas *canvas, int row)
{
    const struct action *found[FOOTER_MOST];
    bool keep[FOOTER_MOST];
    const struct view *top = ui_top(ui);
    ui->footer_count = 0;
    if (top == NULL)
        return;
    int count = collect(top, found);
    choose(top, found, count, canvas->columns, keep);
    draw_items(ui, canvas, row, found, count, keep);
}
