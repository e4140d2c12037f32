/* What the manual page says about keys comes from the tables that dispatch them. */
#include "gatepost/desk.h"
#include "screens/global_actions.h"
#include "screens/registry.h"

void desk_each_actions(void (*take)(const char *title, const struct action_table *actions))
{
    take(NULL, &global_actions);
    for (int i = 0; i < screen_count; i++)
        if (screens[i]->actions.count > 0)
            take(screens[i]->title, &screens[i]->actions);
}
