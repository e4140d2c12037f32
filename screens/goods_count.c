/* Counting goods one after the other: the amount, Enter, the next. Each count is saved at once and closes its period.
 */
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/goods.h"
#include "screens/registry.h"
#include <string.h>

static void end(struct view *view)
{
    struct goods_list *state = view->state;
    state->counting = false;
    state->typed[0] = '\0';
    ui_say(view->ui, MESSAGE_PLAIN, _("Counted: %lld goods."), (long long)state->counted);
}

void goods_run_count(struct view *view)
{
    struct goods_list *state = view->state;
    if (state->counting) {
        end(view);
        return;
    }
    state->counting = true;
    state->counted = 0;
}

const char *goods_count_label(const struct view *view)
{
    const struct goods_list *state = view->state;
    return state->counting ? N_("stock|Done") : N_("CountAll");
}

int goods_count_field(const struct view *view, int *cursor)
{
    const struct goods_list *state = view->state;
    *cursor = (int)strlen(state->typed);
    return state->counting && register_selected(view) ? GOODS_COLUMN_COUNTED : -1;
}

/* ---- keys ---- */

static void say_saved(struct view *view, const struct goods *goods, const struct stock_entry *entry)
{
    char there[AMOUNT_BYTES], change[AMOUNT_BYTES];
    amount_with_unit(entry->counted, goods->unit, there);
    amount_with_unit(entry->change, goods->unit, change);
    if (entry->change)
        ui_say(view->ui, MESSAGE_GOOD, _("%1$s: counted %2$s, the ledger was off by %3$s%4$s.   Ctrl-Z undoes"),
               goods->name, there, entry->change > 0 ? "+" : "", change);
    else
        ui_say(view->ui, MESSAGE_GOOD, _("%1$s: counted %2$s, as the ledger said.   Ctrl-Z undoes"), goods->name,
               there);
}

static bool save(struct view *view, int64_t amount)
{
    struct goods_list *state = view->state;
    const struct goods *goods = register_selected(view);
    struct stock_entry entry;
    struct err err = {0};
    register_new(&stock_entry_rules, &entry);
    entry.kind = STOCK_COUNT;
    entry.goods_id = goods->head.id;
    entry.quantity = amount;
    if (!register_save(application_store(view), &stock_entry_rules, &entry, &err)) {
        ui_say_err(view->ui, &err);
        return false;
    }
    state->counted++;
    state->typed[0] = '\0';
    say_saved(view, goods, &entry);
    application_saved(view);
    return true;
}

/* Nothing typed: it is passed over. */
static void run_enter(struct view *view)
{
    struct goods_list *state = view->state;
    struct err err = {0};
    int64_t amount = 0;
    if (state->typed[0] && strspn(state->typed, "0.") < strlen(state->typed) &&
        !amount_parse(state->typed, &amount, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    if (!state->typed[0] || save(view, amount))
        list_step(&view->list, 1);
}

static void type(struct goods_list *state, int32_t key)
{
    size_t length = strlen(state->typed);
    if (length + 1 >= sizeof state->typed)
        return;
    state->typed[length] = (char)key;
    state->typed[length + 1] = '\0';
}

/* What is typed belongs to the goods it was typed for. */
static bool leaves(int32_t key)
{
    return key == KEY_UP || key == KEY_DOWN || key == KEY_PAGE_UP || key == KEY_PAGE_DOWN || key == KEY_HOME ||
           key == KEY_END;
}

static bool typed_key(struct view *view, int32_t key)
{
    struct goods_list *state = view->state;
    if (key == KEY_ESC || key == KEY_CTRL('U')) {
        state->typed[0] = '\0';
    } else if (key == KEY_BACKSPACE) {
        state->typed[strlen(state->typed) - 1] = '\0';
    } else if (leaves(key) || (key > ' ' && key <= '~')) { /* 5o is meant to be 50 */
        ui_say(view->ui, MESSAGE_WARNING, _("%s is not saved yet: Enter saves it, Esc clears it."), state->typed);
    } else {
        return false;
    }
    return true;
}

bool goods_count_key(struct view *view, const struct key_event *event)
{
    struct goods_list *state = view->state;
    const struct goods *goods = register_selected(view);
    int32_t key = key_command(event->key);
    if (!state->counting || !goods || view->list.filtering)
        return false;
    if ((key >= '0' && key <= '9') || key == '.')
        type(state, key);
    else if (key == KEY_ENTER)
        run_enter(view);
    else if (key == '=' && !state->typed[0] && goods->balance >= 0) {
        if (save(view, goods->balance))
            list_step(&view->list, 1);
    } else if (key == KEY_ESC && !state->typed[0] && !view->list.filter.text[0])
        end(view);
    else
        return state->typed[0] && typed_key(view, key);
    return true;
}
