#include "gatepost/community.h"
#include "gatepost/clock.h"
#include "gatepost/people.h"
#include "gatepost/setting_table.h"
#include "gatepost/settings.h"
#include "gatepost/tier_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <string.h>

/* ---- checks ---- */

/* The names are taken as in the tables of their verbs: no text that is cut or could not be shown. */
static bool accept_name(const char *name, const char *field, const char *what, struct err *err)
{
    if (name[0] != '\0' && strlen(name) < NAME_BYTES && utf8_valid(name, strlen(name)) &&
        text_is_clean(name, strlen(name)))
        return true;
    return err_field(err, ERR_INPUT, field, _("%s: a name of one line and at most %d bytes."), what, NAME_BYTES - 1);
}

static bool accept_officer(const char *officer, struct err *err)
{
    char name[NAME_BYTES];
    if (name_parse(officer, name, err))
        return true;
    if (err != NULL)
        err->field = "officer";
    return false;
}

static bool accept_checkpoints(const struct community_plan *plan, struct err *err)
{
    for (int i = 0; i < plan->checkpoint_count; i++) {
        if (!accept_name(plan->checkpoints[i], "checkpoints", _("Name of a checkpoint"), err))
            return false;
        for (int before = 0; before < i; before++)
            if (strcmp(plan->checkpoints[before], plan->checkpoints[i]) == 0)
                return err_field(err, ERR_INPUT, "checkpoints", _("The checkpoint \"%.60s\" is named twice."),
                                 plan->checkpoints[i]);
    }
    return true;
}

static bool accept_fever_line(const char *typed, int *tenths, struct err *err)
{
    const struct setting *setting = setting_find("fever.line");
    if (temperature_parse(typed, tenths, NULL) && *tenths >= setting->least && *tenths <= setting->most)
        return true;
    char least[8], most[8];
    temperature_format(setting->least, least);
    temperature_format(setting->most, most);
    return err_field(err, ERR_INPUT, "fever", _("The fever line is a temperature from %s to %s, such as %s."), least,
                     most, setting->standard);
}

static bool accept_plan(const struct community_plan *plan, struct err *err)
{
    int tenths;
    if (!accept_name(plan->name, "community", _("Name of the community"), err))
        return false;
    if (!plan->with_demo && (!accept_officer(plan->officer, err) || !accept_checkpoints(plan, err)))
        return false;
    if (plan->fever_line != NULL && !accept_fever_line(plan->fever_line, &tenths, err))
        return false;
    return clock_use_zone(plan->zone, err);
}

/* ---- rows ---- */

/* The default is not stored: a file that says nothing follows it. */
static bool store_fever_line(struct store *store, const char *typed, struct err *err)
{
    int tenths = 0;
    char text[8];
    if (typed == NULL)
        return true;
    if (!accept_fever_line(typed, &tenths, err))
        return false;
    temperature_format(tenths, text);
    return strcmp(text, setting_find("fever.line")->standard) == 0 || settings_put(store, "fever.line", text, err);
}

static bool add_first_rows(struct store *store, const struct community_plan *plan, struct err *err)
{
    struct officer officer = {.role = ROLE_OFFICER};
    if (!name_parse(plan->officer, officer.name, err) || !officer_save(store, &officer, err))
        return false;
    for (int i = 0; i < plan->checkpoint_count; i++) {
        struct checkpoint checkpoint = {0};
        text_copy(checkpoint.name, sizeof checkpoint.name, plan->checkpoints[i]);
        if (!checkpoint_save(store, &checkpoint, err))
            return false;
    }
    return tier_fill(store, err) && store_fever_line(store, plan->fever_line, err);
}

/* A false return makes store_create take everything back. */
static bool fill_new(struct store *store, void *plan, struct err *err)
{
    return store_begin(store, "init", err) && add_first_rows(store, plan, err) && store_commit(store, err);
}

static bool fill_demo(struct store *store, void *plan, struct err *err)
{
    return demo_fill(store, &((struct community_plan *)plan)->demo, err);
}

bool community_make(const char *path, const struct community_plan *plan, struct err *err)
{
    struct community_plan whole = *plan;
    if (whole.zone == NULL)
        whole.zone = setting_find("community.zone")->standard;
    if (!whole.with_demo && whole.checkpoint_count == 0)
        whole.checkpoints[whole.checkpoint_count++] = _("Main gate");
    if (whole.demo.now == 0)
        whole.demo.now = clock_now();
    struct store_new new_file = {
        .community = whole.name, .zone = whole.zone, .fill = whole.with_demo ? fill_demo : fill_new, .context = &whole};
    return accept_plan(&whole, err) && store_create(path, &new_file, err);
}
