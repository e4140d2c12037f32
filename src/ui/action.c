#include "gatepost/action.h"
#include "gatepost/buffer.h"

const struct action *action_find(const struct action_table *table, int32_t key)
{
    int32_t command = key_command(key);
    if (command == KEY_NONE)
        return NULL;
    for (size_t i = 0; i < table->count; i++) {
        const int32_t *keys = table->actions[i].keys;
        for (int k = 0; k < ACTION_KEYS && keys[k] != KEY_NONE; k++)
            if (keys[k] == command)
                return &table->actions[i];
    }
    return NULL;
}

void action_keys(const struct action *action, struct buffer *out)
{
    for (int k = 0; k < ACTION_KEYS && action->keys[k] != KEY_NONE; k++) {
        if (k > 0)
            buffer_add(out, " / ");
        key_name(action->keys[k], false, out);
    }
}
