/* Import, first step: into which register, and from which file or text. */
#include "screens/import.h"

#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/path_field.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { FROM_FILE, FROM_CHAT };
struct import_source {
    struct path_lookup paths;
};

const char *import_why_not(const struct view *view, const struct import_register *wanted)
{
    static struct err err;
    const struct application *application = application_of(view);
    if (store_is_read_only(application->store))
        return _("This session is read-only: nothing can be changed.");
    err = (struct err){0};
    return importer_allowed(application->store, wanted, &err) ? NULL : err.text;
}

const char *import_no_register(const struct view *view)
{
    const char *why = NULL;
    for (int i = 0; import_registers[i]; i++) {
        why = import_why_not(view, import_registers[i]);
        if (!why)
            return NULL;
    }
    return why;
}

struct importer *import_begin_here(const struct view *view, const struct import_register *wanted, const char *estate)
{
    const struct application *application = application_of(view);
    struct importer_defaults defaults = {.estate = estate, .checkpoint_id = application->checkpoint.id};
    return importer_new(application->store, wanted, &defaults);
}

void import_open_take(struct view *view, struct importer *importer)
{
    const struct screen_def *next =
        importer_phase(importer) == IMPORTER_READING ? &screen_import_columns : &screen_import_rows;
    if (!ui_open(view->ui, next, importer))
        importer_free(importer);
}

void import_close_all(struct view *view)
{
    for (struct view *below = view; below; below = below->opener)
        if (below->def == &screen_import || below->def == &screen_import_columns ||
            below->def == &screen_import_paste || below == view)
            view_close(below);
}

static enum mask_kind kind_of(const char *text, bool *known)
{
    char number[24], phones[PHONE_MOST][PHONE_SIZE];
    int count = 0;
    *known = true;
    if (id_resident_parse(text, number, NULL, NULL, NULL))
        return MASK_ID;
    *known = phone_parse(text, phones, &count, NULL);
    return MASK_PHONE;
}

void import_show_cell(const struct view *view, const struct importer *importer, int field, const char *text,
                      struct cell *cell)
{
    static const struct {
        const char *field;
        enum mask_kind kind;
    } masks[] = {{"name", MASK_NAME},           {"head", MASK_NAME},    {"donor", MASK_NAME},
                 {"contact", MASK_NAME},        {"phone", MASK_PHONE},  {"phone2", MASK_PHONE},
                 {"contact_phone", MASK_PHONE}, {"id_number", MASK_ID}, {"plate", MASK_PLATE}};
    const struct import_register *wanted = importer_register(importer);
    const char *name = field == IMPORT_NO_FIELD ? "" : wanted->fields[field].name;
    bool known = false;
    enum mask_kind kind = field == IMPORT_NO_FIELD ? kind_of(text, &known) : MASK_NAME;
    for (size_t i = 0; !known && i < sizeof masks / sizeof masks[0]; i++) {
        known = !strcmp(masks[i].field, name) && strcmp(wanted->name, "stock") != 0; /* goods are nobody */
        kind = masks[i].kind;
    }
    if (known)
        application_mask(application_of(view), kind, text, cell->text, sizeof cell->text);
    else
        text_copy(cell->text, sizeof cell->text, text);
}

/* NULL: sign-ups for shifts, the choice behind the registers. */
static const struct import_register *chosen(const struct view *view)
{
    return import_registers[form_choice(&view->form, "register")];
}

static bool is_register(const struct view *view)
{
    return chosen(view) != NULL;
}

static bool from_file(const struct view *view)
{
    return is_register(view) && form_choice(&view->form, "from") == FROM_FILE;
}

static bool needs_estate(const struct view *view)
{
    const struct import_register *wanted = chosen(view);
    for (int i = 0; wanted && i < wanted->field_count; i++)
        if (!strcmp(wanted->fields[i].name, "estate"))
            return true;
    return false;
}

/* In the list of donations it is donations that are meant. */
static void choose_register(struct view *view)
{
    static const struct {
        const char *screen, *wanted;
    } meant[] = {{"goods", "stock"},          {"stock", "stock"},           {"donations", "donations"},
                 {"supplies", "supplies"},    {"supply_board", "supplies"}, {"declarations", "declarations"},
                 {"places", "places"},        {"readings", "readings"},     {"round", "readings"},
                 {"volunteers", "volunteers"}};
    const char *from = view->opener ? view->opener->def->name : "";
    int registers_count = 0;
    while (import_registers[registers_count])
        registers_count++;
    if (!strcmp(from, "roster") || !strcmp(from, "roster_week"))
        form_set_choice(&view->form, "register", registers_count);
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
        for (int k = 0; import_registers[k] && !strcmp(meant[i].screen, from); k++)
            if (!strcmp(import_registers[k]->name, meant[i].wanted))
                form_set_choice(&view->form, "register", k);
}

static bool open_source(struct view *view, const void *argument, struct err *err)
{
    struct import_source *state = view->state;
    (void)argument;
    (void)err;
    choose_register(view);
    path_lookup_find(&state->paths, "");
    return true;
}

static void changed(struct view *view, int field)
{
    struct import_source *state = view->state;
    if (strcmp(view->form.def->fields[field].name, "path"))
        return;
    view->form.fields[field].settled = false;
    path_lookup_find(&state->paths, form_text(&view->form, "path"));
}

static int candidate_count(const struct view *view, int field)
{
    (void)field;
    return ((const struct import_source *)view->state)->paths.count;
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    (void)field;
    path_lookup_text(&((const struct import_source *)view->state)->paths, index, text, size);
    *style = STYLE_NORMAL;
}

/* A folder is gone into, a file is taken. */
static void choose(struct view *view, int field, int index)
{
    struct import_source *state = view->state;
    bool is_folder = state->paths.entries[index].is_folder;
    char text[PATH_BYTES + 2];
    path_lookup_path(&state->paths, index, text, sizeof text);
    form_set_text(&view->form, "path", text);
    path_lookup_find(&state->paths, text);
    view->form.fields[field].settled = !is_folder;
}

/* With nothing typed Enter takes the file that is marked; in a folder it stays. */
static bool check(struct view *view, int field, struct err *err)
{
    struct import_source *state = view->state;
    const char *text = form_text(&view->form, "path");
    if (strcmp(view->form.def->fields[field].name, "path"))
        return true;
    if (!text[0] && state->paths.count)
        choose(view, field, view->form.fields[field].candidate);
    text = form_text(&view->form, "path");
    if (text[0] && text[strlen(text) - 1] == '/')
        return err_field(err, ERR_INPUT, "path", "%s",
                         _("This is a folder. Go on typing, or choose a file in it with Up, Down and Enter."));
    return true;
}

static bool save(struct view *view, struct err *err)
{
    const char *why = chosen(view) ? import_why_not(view, chosen(view)) : NULL;
    if (why)
        return err_set(err, ERR_ROLE, "%s", why);
    if (!from_file(view)) {
        struct import_text_choice choice = {.wanted = chosen(view)};
        text_copy(choice.estate, sizeof choice.estate, form_text(&view->form, "estate"));
        ui_open(view->ui, &screen_import_paste, &choice);
        return true;
    }
    char path[PATH_BYTES];
    path_expand(form_text(&view->form, "path"), path);
    struct importer *importer = import_begin_here(view, chosen(view), form_text(&view->form, "estate"));
    const char *sheet = form_text(&view->form, "sheet");
    if (!importer_open_file(importer, path, sheet[0] ? sheet : NULL, err)) {
        importer_free(importer);
        err->field = "path";
        return false;
    }
    import_open_take(view, importer);
    return true;
}

static const char *const registers[] = {N_("Residents"),
                                        N_("Crossings"),
                                        N_("Declarations"),
                                        N_("Households and places"),
                                        N_("Readings of the round"),
                                        N_("Supply requests"),
                                        N_("Goods and stock"),
                                        N_("Donations"),
                                        N_("Volunteers"),
                                        N_("Sign-ups for shifts"),
                                        NULL}; /* as import_registers; the last one is none */
static const char *const sources[] = {N_("a file (.xlsx, .csv)"), N_("text from a chat"), NULL};
static const struct field fields[] = {
    {.name = "register", .label = N_("Into"), .kind = FIELD_CHOICE, .choices = registers},
    {.name = "from", .label = N_("From"), .kind = FIELD_CHOICE, .choices = sources, .shown = is_register},
    {.name = "path",
     .label = N_("Spreadsheet"),
     .missing = N_("Which file? Type its name, or choose with Up, Down and Enter."),
     .kind = FIELD_LOOKUP,
     .width = 56,
     .flags = FIELD_REQUIRED,
     .shown = from_file},
    {.name = "sheet",
     .label = N_("Sheet"),
     .hint = N_("empty = the first one with rows"),
     .width = 20,
     .shown = from_file},
    {.name = "estate",
     .label = N_("Estate"),
     .hint = N_("of rooms that name none"),
     .width = 20,
     .shown = needs_estate},
};
static const struct form_def form = {
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = changed,
    .check = check,
    .candidate_count = candidate_count,
    .candidate = candidate,
    .choose = choose,
    .save = save,
};
const struct screen_def screen_import = {
    .name = "import",
    .title = N_("Import"),
    .state_size = sizeof(struct import_source),
    .form = &form,
    .overlay = true,
    .columns = 76,
    .open = open_source,
};
