/* The first run: the page that is shown while there is no database. It has a small ui of its own, because everything
 * else needs a store. Nothing is written before the last Enter. */
#include "gatepost/first_run.h"
#include "gatepost/buffer.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/first_run_page.h"
#include <string.h>

static bool is_new(const struct view *view)
{
    return page_what(view) == FIRST_NEW;
}

/* ---- what follows from what ---- */

static void brief_path(const struct view *view, struct buffer *shown)
{
    store_brief_path(page_run(view)->path, shown);
}

/* The place where a new file would be holds none to open. */
static void follow_what(struct view *view)
{
    struct buffer usual = {0};
    brief_path(view, &usual);
    const char *path = form_text(&view->form, "path");
    if (page_what(view) == FIRST_OPEN && strcmp(path, buffer_text(&usual)) == 0)
        form_set_text(&view->form, "path", "");
    else if (page_what(view) != FIRST_OPEN && path[0] == '\0')
        form_set_text(&view->form, "path", buffer_text(&usual));
    buffer_release(&usual);
}

static void follow_path(struct view *view)
{
    struct page *page = view->state;
    struct buffer path = {0};
    page->elsewhere = store_full_path(form_text(&view->form, "path"), &path, NULL) &&
                      !page_is_path(page->run->path, buffer_text(&path));
    buffer_release(&path);
}

static void follow_checkpoints(struct view *view)
{
    struct page *page = view->state;
    page->checkpoint_count =
        names_split(form_text(&view->form, "checkpoints"), page->checkpoints, COMMUNITY_CHECKPOINTS_MOST);
}

static int known_checkpoints(const struct page *page)
{
    return page->checkpoint_count < COMMUNITY_CHECKPOINTS_MOST ? page->checkpoint_count : COMMUNITY_CHECKPOINTS_MOST;
}

static void changed(struct view *view, int field)
{
    const char *name = view->def->form->fields[field].name;
    /* A choice is no typing that could be lost. */
    if (view->def->form->fields[field].kind == FIELD_CHOICE)
        view->form.fields[field].touched = false;
    if (strcmp(name, "language") == 0)
        words_switch(form_choice(&view->form, "language") == 0 ? "zh_CN" : "en");
    if (strcmp(name, "what") == 0)
        follow_what(view);
    if (strcmp(name, "what") == 0 || strcmp(name, "path") == 0)
        follow_path(view);
    if (strcmp(name, "checkpoints") == 0)
        follow_checkpoints(view);
}

/* ---- where this terminal stands: one of the checkpoints typed above ---- */

static int candidate_count(const struct view *view, int field)
{
    const struct page *page = view->state;
    const char *word = form_text(&view->form, "here");
    int count = 0;
    (void)field;
    for (int i = 0; i < known_checkpoints(page); i++)
        count += text_contains(page->checkpoints[i], word);
    return count;
}

static const char *candidate_name(const struct view *view, int index)
{
    const struct page *page = view->state;
    const char *word = form_text(&view->form, "here");
    for (int i = 0; i < known_checkpoints(page); i++)
        if (text_contains(page->checkpoints[i], word) && index-- == 0)
            return page->checkpoints[i];
    return "";
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    (void)field;
    text_copy(text, size, candidate_name(view, index));
    *style = STYLE_NORMAL;
}

static void choose(struct view *view, int field, int index)
{
    (void)field;
    char name[NAMES_SIZE];
    text_copy(name, sizeof name, candidate_name(view, index));
    form_set_text(&view->form, "here", name);
}

/* Leaving the empty field takes the checkpoint that is marked. */
static bool check(struct view *view, int field, struct err *err)
{
    (void)err;
    struct form_field *here = &view->form.fields[field];
    if (field != form_field(&view->form, "here") || here->line.text[0] != '\0')
        return true;
    int count = candidate_count(view, field);
    if (count > 0)
        choose(view, field, here->candidate < count ? here->candidate : 0);
    here->settled = count > 0;
    return true;
}

/* ---- notes under the fields ---- */

static void add_checkpoints(const struct page *page, struct buffer *out)
{
    if (page->checkpoint_count == 0)
        return;
    buffer_format(out, ngettext("%d checkpoint: ", "%d checkpoints: ", (unsigned long)page->checkpoint_count),
                  page->checkpoint_count);
    for (int i = 0; i < known_checkpoints(page); i++)
        buffer_format(out, "%s%s", i > 0 ? _(", ") : "", page->checkpoints[i]);
}

static void add_what(const struct view *view, struct buffer *out)
{
    if (page_what(view) == FIRST_OPEN)
        buffer_add(out, _("Enter opens the file; nothing in it is changed by that."));
    else if (page_what(view) == FIRST_SAMPLE)
        buffer_add(out, _("Enter makes an invented community to try (some seconds). The file is kept; remove it to "
                          "begin with your own."));
    else
        buffer_add(out, _("Enter goes to the next empty field and makes the file when none is left."));
}

static void add_elsewhere(const struct view *view, struct buffer *out)
{
    const struct page *page = view->state;
    struct buffer config = {0}, shown = {0};
    if (!page->elsewhere || form_text(&view->form, "path")[0] == '\0')
        return;
    store_config_path(&config);
    store_brief_path(buffer_text(&config), &shown);
    if (page_what(view) == FIRST_SAMPLE || store_is_named(page->run->global->db) || config.length == 0)
        buffer_format(out, _("Next time start with: gatepost --db %s"), form_text(&view->form, "path"));
    else
        buffer_format(out, _("The path is noted in %s, so that gatepost finds the file next time."),
                      buffer_text(&shown));
    buffer_release(&config);
    buffer_release(&shown);
}

static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    struct buffer notes[3] = {0};
    int count = 0;
    if (is_new(view))
        add_checkpoints(view->state, &notes[count]);
    count += notes[count].length > 0;
    add_elsewhere(view, &notes[count]);
    count += notes[count].length > 0;
    add_what(view, &notes[count++]);
    if (index < count)
        text_copy(text, size, buffer_text(&notes[index]));
    for (int i = 0; i < 3; i++)
        buffer_release(&notes[i]);
    *level = NOTE_PLAIN;
    return index < count;
}

/* ---- the page ---- */

static bool open_page(struct view *view, const void *argument, struct err *err)
{
    struct page *page = view->state;
    struct first_run *run = page_run(view);
    struct form *form = &view->form;
    struct buffer path = {0};
    (void)argument;
    (void)err;
    page->run = run;
    brief_path(view, &path);
    form_set_choice(form, "language", strcmp(words_language(), "en") == 0);
    form_set_text(form, "path", buffer_text(&path));
    form_set_text(form, "fever", setting_find("fever.line")->standard);
    form_set_text(form, "zone", setting_find("community.zone")->standard);
    form_set_text(form, "officer", run->global->officer != NULL ? run->global->officer : "");
    form_set_text(form, "checkpoints", run->global->checkpoint != NULL ? run->global->checkpoint : "");
    follow_checkpoints(view);
    form_focus(form, "what");
    buffer_release(&path);
    return true;
}

/* Two lines of equal width to this program. To a terminal that gives a character other columns they are not. */
static const char *upper_sample(const struct view *view)
{
    return ui_ascii(view->ui) ? "|--------|------|" : "│────────│──────│";
}

static const char *lower_sample(const struct view *view)
{
    return ui_ascii(view->ui) ? "|闸口测温|36.5 C|" : "│闸口测温│36.5 C│";
}

static const char *const languages[] = {"简体中文", "English", NULL};
static const char *const whats[] = {N_("1 new community"), N_("2 open a file"), N_("3 sample data"), NULL};

static const struct field fields[] = {
    {.name = "language",
     .label = N_("Language"),
     .help = N_("Left and Right switch the whole page at once."),
     .kind = FIELD_CHOICE,
     .choices = languages},
    {.name = "upper",
     .label = N_("Lines"),
     .hint = N_("The bars do not stand under each other?"),
     .width = 17,
     .flags = FIELD_READ_ONLY,
     .text = upper_sample},
    {.name = "lower",
     .hint = N_("F5 draws plain lines; F5 again: back."),
     .width = 17,
     .flags = FIELD_READ_ONLY,
     .text = lower_sample},
    {.name = "what",
     .label = N_("Begin"),
     .heading = N_("Where the records are kept"),
     .help = N_("Keys 1, 2, 3 or Left and Right choose. Enter goes on."),
     .kind = FIELD_CHOICE,
     .choices = whats},
    {.name = "path",
     .label = N_("File"),
     .missing = N_("Say where the file is, such as /srv/gatepost/post.db."),
     .help = N_("One file for all terminals of this computer; everything is kept in it."),
     .width = 58,
     .flags = FIELD_REQUIRED},
    {.name = "community",
     .label = N_("Community"),
     .heading = N_("Your community"),
     .missing = N_("Type the name of the community or of the command post."),
     .hint = N_("stands in the title row and on paper"),
     .help = N_("The name of the community or of the command post."),
     .width = 30,
     .flags = FIELD_REQUIRED,
     .shown = is_new},
    {.name = "officer",
     .label = N_("Your name"),
     .missing = N_("Type your name: you sign on as the first duty officer."),
     .hint = N_("signs on first, with every right"),
     .help = N_("You are the first duty officer. Others are added later."),
     .width = 30,
     .flags = FIELD_REQUIRED,
     .shown = is_new},
    {.name = "checkpoints",
     .label = N_("Gates"),
     .missing = N_("Type at least one checkpoint."),
     .hint = N_("up to 40, commas between"),
     .help = N_("All checkpoints, such as: South gate, East gate. More can be added later."),
     .width = 38,
     .flags = FIELD_REQUIRED,
     .shown = is_new},
    {.name = "here",
     .label = N_("Here is"),
     .hint = N_("empty: the first one"),
     .help = N_("The checkpoint at which this terminal stands: Up, Down, Enter."),
     .kind = FIELD_LOOKUP,
     .width = 20,
     .shown = is_new},
    {.name = "fever",
     .label = N_("Fever line"),
     .hint = N_("373 = 37.3"),
     .help = N_("From this temperature on a second reading is asked for."),
     .width = 6,
     .shown = is_new},
    {.name = "zone",
     .label = N_("Time zone"),
     .hint = N_("or +08:00"),
     .help = N_("Days and midnight follow it. Mainland China: leave it as it is."),
     .width = 16,
     .flags = FIELD_SAME_LINE,
     .shown = is_new},
};
static const struct form_def form = {
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = changed,
    .check = check,
    .candidate_count = candidate_count,
    .candidate = candidate,
    .choose = choose,
    .note = note,
    .save = page_save,
};

static void leave_answered(struct view *view, bool yes)
{
    if (yes)
        view_close(view);
}

static void run_leave(struct view *view)
{
    if (form_is_empty(&view->form))
        view_close(view);
    else
        prompt_confirm(view, _("Leave? What you typed is lost, and no file is made."), _("Leave"), leave_answered);
}

static const struct action page_actions[] = {
    {.name = "first_run.leave",
     .label = N_("Leave"),
     .help = N_("Leaves without a trace on the disk; asks first when something was typed."),
     .keys = {KEY_ESC, KEY_F(10), KEY_CTRL('Q'), KEY_CTRL('C'), KEY_ALT('0')},
     .priority = 99,
     .run = run_leave},
};
static const struct screen_def screen_first_run = {
    .name = "first_run",
    .title = N_("First run"),
    .state_size = sizeof(struct page),
    .actions = ACTION_TABLE(page_actions),
    .form = &form,
    .open = open_page,
};

/* ---- keys that work over the page too ---- */

static void run_help(struct view *view)
{
    ui_open_help(view->ui);
}

static void run_borders(struct view *view)
{
    ui_choose_borders(view->ui, !ui_ascii(view->ui));
}

static void run_redraw(struct view *view)
{
    ui_redraw(view->ui);
}

static void run_language(struct view *view)
{
    struct view *page = view;
    while (page->opener != NULL)
        page = page->opener;
    words_switch(strcmp(words_language(), "en") == 0 ? "zh_CN" : "en");
    form_set_choice(&page->form, "language", strcmp(words_language(), "en") == 0);
    ui_redraw(view->ui);
}

static const struct action actions[] = {
    {.name = "first_run.help",
     .label = N_("Help"),
     .help = N_("Shows the keys of this screen; type to search, Enter runs one."),
     .keys = {KEY_F(1), KEY_ALT('1')},
     .priority = 90,
     .flags = ACTION_ALWAYS,
     .run = run_help},
    {.name = "first_run.borders",
     .label = N_("Lines"),
     .help = N_("Draws borders with plain characters, or with lines again; kept for this terminal."),
     .keys = {KEY_F(5), KEY_ALT('5')},
     .priority = 60,
     .run = run_borders},
    {.name = "first_run.language",
     .label = N_("中文"),
     .help = N_("Switches the page between Chinese and English."),
     .keys = {KEY_CTRL('G')},
     .priority = 80,
     .run = run_language},
    {.name = "first_run.redraw",
     .label = N_("Redraw"),
     .help = N_("Paints everything again."),
     .keys = {KEY_CTRL('L')},
     .run = run_redraw},
};
static const struct action_table global_keys = ACTION_TABLE(actions);

static void hook_frame(void *context, const struct view *view, struct frame *frame)
{
    (void)context;
    (void)view;
    buffer_format(frame->title_left, "gatepost %s", GATEPOST_VERSION);
    buffer_add(frame->title_right, _("No database yet"));
    buffer_add(frame->alert, _("Nothing is written until you are done. Esc leaves without a trace."));
    frame->alert_style = STYLE_MUTED;
}

bool first_run(struct terminal *terminal, struct first_run *run)
{
    const struct ui_hooks hooks = {.context = run, .frame = hook_frame, .global_actions = &global_keys};
    struct ui *ui = ui_new(terminal, &hooks);
    ui_mouse(ui, true);
    if (ui_open(ui, &screen_first_run, NULL) != NULL)
        ui_run(ui);
    ui_free(ui);
    return run->store != NULL;
}
