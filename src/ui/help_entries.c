/* What can be run: the tables in reach, in the order in which they answer a key, then what other screens can do. */
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "help_parts.h"
#include <stdlib.h>

static bool is_listed(const struct help_entries *entries, const struct action *action)
{
    for (int i = 0; i < entries->count; i++)
        if (entries->all[i].action == action)
            return true;
    return false;
}

static struct help_entry *add(struct help_entries *entries, const struct action *action, const char *group)
{
    if (entries->count == entries->room) {
        entries->room = entries->room * 2 + 64;
        entries->all = memory_resize(entries->all, (size_t)entries->room, sizeof *entries->all);
    }
    struct help_entry *entry = &entries->all[entries->count++];
    *entry = (struct help_entry){.action = action, .group = group};
    return entry;
}

static const char *group_of(const struct action_table *table, const struct view *view)
{
    if (table == &list_actions)
        return N_("In every list");
    if (table == &form_actions)
        return N_("In every form");
    if (table == &desk_actions || table == &stack_actions)
        return N_("Panes and screens");
    return table == view->ui->hooks.global_actions ? N_("Everywhere") : N_("Here: %s");
}

static void add_in_reach(struct help_entries *entries, const struct view *view, bool menu)
{
    const struct action_table *tables[5];
    int count = view_tables(view, tables);
    for (int t = 0; t < count; t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct action *action = &tables[t]->actions[i];
            const char *why = ui_why_not(view, action);
            if ((menu && (action->flags & ACTION_HIDDEN)) || (why != NULL && why[0] == '\0'))
                continue;
            add(entries, action, group_of(tables[t], view))->why = memory_copy(why);
        }
    }
}

/* What in reach leads to the screen: an action that opens it, or the key of its pane. */
static const struct action *find_door(const struct help_entries *entries, const struct view *view,
                                      const struct screen_def *screen)
{
    for (int i = 0; i < entries->count; i++)
        if (entries->all[i].screen == NULL && entries->all[i].action->opens == screen)
            return entries->all[i].action;
    const struct ui *ui = view->ui;
    for (int i = 0; view->pane > 0 && i < ui->pane_count; i++)
        for (size_t k = 0; ui->panes[i]->def == screen && k < desk_actions.count; k++)
            if (desk_actions.actions[k].argument == i + 1)
                return &desk_actions.actions[k];
    return NULL;
}

static void add_elsewhere(struct help_entries *entries, const struct view *view)
{
    const struct ui_hooks *hooks = &view->ui->hooks;
    for (int s = 0; s < hooks->screen_count; s++) {
        const struct screen_def *screen = hooks->screens[s];
        const struct action *door = find_door(entries, view, screen);
        for (size_t i = 0; i < screen->actions.count; i++) {
            const struct action *action = &screen->actions.actions[i];
            if ((action->flags & ACTION_HIDDEN) || is_listed(entries, action))
                continue;
            struct help_entry *entry = add(entries, action, N_("Elsewhere: %s"));
            entry->screen = screen;
            entry->door = door;
        }
    }
}

/* Lists and forms have keys of their own, whatever they are about. */
static void add_kind(struct help_entries *entries, const struct action_table *table, const struct view *view,
                     const char *why)
{
    for (size_t i = 0; i < table->count; i++)
        if (!(table->actions[i].flags & ACTION_HIDDEN) && !is_listed(entries, &table->actions[i]))
            add(entries, &table->actions[i], group_of(table, view))->why = memory_copy(why);
}

void help_gather(struct help_entries *entries, const struct view *view, bool menu)
{
    add_in_reach(entries, view, menu);
    if (!menu)
        return;
    add_elsewhere(entries, view);
    if (view->def->list == NULL)
        add_kind(entries, &list_actions, view, _("There is no list here."));
    if (view->def->form == NULL)
        add_kind(entries, &form_actions, view, _("There is no form here."));
}

void help_entries_release(struct help_entries *entries)
{
    for (int i = 0; i < entries->count; i++)
        free(entries->all[i].why);
    free(entries->all);
    *entries = (struct help_entries){0};
}
