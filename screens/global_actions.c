#include "screens/global_actions.h"

#include "gatepost/roles.h"
#include "gatepost/words.h"
#include "screens/alarms.h"
#include "screens/application.h"
#include "screens/backup_process.h"
#include "screens/booklet.h"
#include "screens/import.h"
#include "screens/lock.h"
#include "screens/observed.h"
#include "screens/posts.h"
#include "screens/print.h"
#include "screens/registry.h"
#include "screens/sound_test.h"
#include "screens/take_back.h"
#include <string.h>

static void run_help(struct view *view)
{
    ui_open_help(view->ui);
}

static void run_menu(struct view *view)
{
    ui_open_menu(view->ui);
}

static void run_redraw(struct view *view)
{
    ui_stale_all(view->ui);
    ui_redraw(view->ui);
}

static void run_alarms(struct view *view)
{
    if (alarms_is_list(view))
        alarms_acknowledge(view);
    else
        ui_open(view->ui, &screen_alarms, NULL);
}

static const char *alarms_label(const struct view *view)
{
    return alarms_is_list(view) ? N_("Confirm") : N_("Alarms");
}

static const char *why_no_sound_test(const struct view *view)
{
    return view->def == &screen_alarms ? "" : NULL; /* there it has a key */
}

static void quit_answered(struct view *view, bool yes)
{
    if (!yes)
        return;
    backup_process_at_signoff(application_of(view));
    ui_quit(view->ui, EXIT_DONE);
}

static void run_quit(struct view *view)
{
    prompt_confirm(view, _("Leave the desk? What is half typed in a new entry is kept as a draft."), _("Quit"),
                   quit_answered);
}

static void run_mask(struct view *view)
{
    struct application *application = application_of(view);
    if (application->officer.id == 0) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Names stay masked while nobody is signed on. First F9, Sign on."));
        return;
    }
    application_hooks.mask(application, !application->masked);
    ui_stale_all(view->ui);
    ui_say(view->ui, MESSAGE_PLAIN, "%s",
           application->masked ? _("Names are masked on this screen. Ctrl-T shows them again.")
                               : _("Names are shown again."));
}

static void run_mouse(struct view *view)
{
    struct application *application = application_of(view);
    application_use_mouse(application, application->mouse_off);
    ui_say(view->ui, MESSAGE_PLAIN, "%s",
           application->mouse_off ? _("The mouse now selects text. Again in the menu to click.")
                                  : _("The mouse now clicks and scrolls."));
}

static void run_language(struct view *view)
{
    words_switch(strcmp(words_language(), "en") ? "en" : "zh_CN");
    ui_stale_all(view->ui);
    ui_redraw(view->ui);
    application_keep(application_of(view), "language", words_language());
    ui_say(view->ui, MESSAGE_PLAIN, "%s", _("This terminal now speaks English."));
}

/* From a list of who is observed it begins at the selected person. */
static void run_round(struct view *view)
{
    if (view->def != &screen_round)
        ui_open(view->ui, &screen_round, observed_selected(view));
}

static void run_borders(struct view *view)
{
    application_choose_borders(application_of(view), !ui_ascii(view->ui));
    ui_say(view->ui, MESSAGE_PLAIN, "%s",
           ui_ascii(view->ui) ? _("Borders are drawn with plain characters, on this terminal from now on.")
                              : _("Borders are drawn with lines, on this terminal from now on."));
}

static const struct action actions[] = {
    {.name = "app.help",
     .label = N_("Help"),
     .help = N_("Shows the keys of this screen; type to search, Enter runs one."),
     .keys = {KEY_F(1), '?', KEY_ALT('1')},
     .priority = 90,
     .flags = ACTION_ALWAYS,
     .run = run_help},
    {.name = "app.menu",
     .label = N_("Menu"),
     .help = N_("Everything this program can do, with its keys; type to search."),
     .keys = {KEY_F(9), ':', KEY_ALT('9')},
     .priority = 91,
     .flags = ACTION_ALWAYS,
     .run = run_menu},
    {.name = "app.quit",
     .label = N_("Quit"),
     .help = N_("Leaves the desk, after asking."),
     .keys = {KEY_F(10), KEY_CTRL('Q'), KEY_ALT('0')},
     .priority = 92,
     .flags = ACTION_ALWAYS,
     .run = run_quit},
    {.name = "alarm.open",
     .label = N_("Alarms"),
     .help = N_("Lists the alarms; there F8 acknowledges the selected one with your name and the time."),
     .keys = {KEY_F(8), '!', KEY_ALT('8')},
     .priority = 60,
     .run = run_alarms,
     .label_now = alarms_label,
     .opens = &screen_alarms},
    {.name = "app.undo",
     .label = N_("Undo"),
     .help = N_("Takes back your last change on this terminal, step by step back to your sign-on."),
     .keys = {KEY_CTRL('Z'), 'u'},
     .priority = 50,
     .flags = ACTION_WRITES,
     .verb = "undo",
     .run = take_back_undo},
    {.name = "app.redo",
     .label = N_("Redo"),
     .help = N_("Does again what was just undone."),
     .keys = {KEY_CTRL('Y')},
     .priority = 10,
     .flags = ACTION_WRITES,
     .verb = "undo",
     .run = take_back_redo},
    {.name = "app.mask",
     .label = N_("Mask"),
     .help = N_("Masks every name on the screen, or shows them again; phones and IDs are always masked."),
     .keys = {KEY_CTRL('T')},
     .priority = 12,
     .run = run_mask},
    {.name = "app.redraw",
     .label = N_("Redraw"),
     .help = N_("Reads and paints everything again."),
     .keys = {KEY_F(5), KEY_CTRL('L'), KEY_ALT('5')},
     .priority = 5,
     .run = run_redraw},
    {.name = "app.people",
     .label = N_("People"),
     .help = N_("Residents, tenants and visitors: search, add, correct, merge, set flags."),
     .opens = &screen_people},
    {.name = "app.places",
     .label = N_("Places"),
     .help = N_("Households and other places: search, add, correct, set flags."),
     .opens = &screen_places},
    {.name = "app.booklet",
     .label = N_("ByRoom"),
     .help = N_("Asks for a room and opens its booklet: members, temperatures, contacts and everything else in one "
                "time line. In lists # opens that of the selected row."),
     .run = booklet_ask,
     .opens = &screen_booklet},
    {.name = "app.expected",
     .label = N_("Expected"),
     .help = N_("Visitors whom households announce by phone: who is expected, who came; every gate knows them."),
     .keys = {KEY_CTRL('V')},
     .priority = 3,
     .opens = &screen_expected},
    {.name = "app.parcels",
     .label = N_("Parcels"),
     .help = N_("The parcel shelf: takes parcels in for households and hands them out."),
     .opens = &screen_parcels},
    {.name = "app.vehicles",
     .label = N_("Vehicles"),
     .help = N_("Vehicles of households and companies: whose, who drives, how often a day they may come in."),
     .opens = &screen_vehicles},
    {.name = "app.passes",
     .label = N_("Passes"),
     .help = N_("Passes of people and households: issue, report lost, replace, void."),
     .opens = &screen_passes},
    {.name = "app.incidents",
     .label = N_("Incident"),
     .help = N_("Fevers and suspicions from the first reading to their end; the open ones first."),
     .keys = {KEY_CTRL('B')},
     .priority = 3,
     .opens = &screen_incidents},
    {.name = "app.observations",
     .label = N_("HomeObs"),
     .help = N_("Home observation: who is under it, who awaits release; opens, verifies, extends, releases."),
     .opens = &screen_observations},
    {.name = "app.release_calls",
     .label = N_("Calls"),
     .help = N_("Calls after release: who is to be called today, and who should have been."),
     .opens = &screen_release_calls},
    {.name = "app.round",
     .label = N_("Temps"),
     .help = N_("The temperatures of everybody under observation, in the order of the doors: typed one after another."),
     .keys = {'=', 't'},
     .run = run_round,
     .opens = &screen_round},
    {.name = "app.contacts",
     .label = N_("CallList"),
     .help = N_("The commander, the groups and whom to call, in rank order, round the clock."),
     .opens = &screen_contacts},
    {.name = "app.import",
     .label = N_("Import"),
     .help = N_("Brings a spreadsheet or the text of a chat into a register, with a look before anything is saved."),
     .why_not = import_no_register,
     .verb = "import",
     .opens = &screen_import},
    {.name = "app.checkpoint",
     .label = N_("Post"),
     .help = N_("The checkpoints with their numbers of the day; chooses where this terminal stands."),
     .opens = &screen_checkpoints},
    {.name = "app.next_post",
     .label = N_("NextPost"),
     .help = N_("Goes on to the next of the checkpoints this terminal has stood at; a half typed entry goes with it."),
     .keys = {KEY_CTRL(']'), KEY_F(11)},
     .priority = 2,
     .run = posts_next},
    {.name = "app.sign_on",
     .label = N_("Sign on"),
     .help = N_("Says who is working at this terminal now; what is half typed stays for the next officer."),
     .keys = {KEY_CTRL('X'), KEY_F(12)},
     .opens = &screen_sign_on},
    {.name = "app.shift_start",
     .label = N_("Shift"),
     .help = N_("What to look at when a shift starts: alarm sound, backup, notices, alarms, incidents, announced "
                "visitors, who is out too long or inside past the curfew, who is on which post."),
     .opens = &screen_shift_start},
    {.name = "app.lock",
     .label = N_("Lock"),
     .help = N_("Locks this desk now, until your PIN is typed; only the alarm bar is seen meanwhile."),
     .keys = {KEY_CTRL('\\')},
     .run = lock_run,
     .why_not = lock_why_not},
    {.name = "app.own_pin",
     .label = N_("My PIN"),
     .help = N_("Sets or changes the PIN you sign on with."),
     .flags = ACTION_WRITES,
     .verb = "officer.own_pin",
     .opens = &screen_own_pin},
    {.name = "app.notices",
     .label = N_("Notices"),
     .help = N_("What everybody must know: notices pinned on every desk, with who has read them."),
     .opens = &screen_notices},
    {.name = "app.posters",
     .label = N_("Posters"),
     .help = N_("Posters, banners and leaflets by building, what remains of them, and what was announced."),
     .opens = &screen_posters},
    {.name = "app.patrols",
     .label = N_("Patrols"),
     .help = N_("Patrol notes: where, who, what was found; open until somebody says what was done."),
     .opens = &screen_patrols},
    {.name = "app.follow_ups",
     .label = N_("FollowUp"),
     .help = N_("Contacts of the tiers with observed households, and calls after release."),
     .opens = &screen_follow_ups},
    {.name = "app.contactless",
     .label = N_("NoCall"),
     .help = N_("Observed households that a tier has not reached today; each ticks their own contact."),
     .opens = &screen_contactless},
    {.name = "app.keepers",
     .label = N_("Keepers"),
     .help = N_("Who of each tier follows up which observed household, and the contacts of today."),
     .opens = &screen_keepers},
    {.name = "app.tiers",
     .label = N_("Tiers"),
     .help = N_("The tiers of follow-up as this community has them."),
     .opens = &screen_tiers},
    {.name = "app.team_days",
     .label = N_("Teams"),
     .help = N_("Which three-person team goes to which building on a day, split evenly; the teams themselves."),
     .opens = &screen_team_days},
    {.name = "app.helperless",
     .label = N_("NoHelper"),
     .help = N_("Observed households that nobody helps yet."),
     .opens = &screen_helperless},
    {.name = "app.visits",
     .label = N_("AtDoor"),
     .help = N_("Visits of the teams at the door: what was found, what is still needed."),
     .opens = &screen_visits},
    {.name = "app.pairings",
     .label = N_("Helpers"),
     .help = N_("One household, one helper: who helps which observed household, who steps in."),
     .opens = &screen_pairings},
    {.name = "app.volunteers",
     .label = N_("Volunt."),
     .help = N_("Volunteers: who takes shifts, what they can, when they can come; leave and hours."),
     .opens = &screen_volunteers},
    {.name = "app.absences",
     .label = N_("OnLeave"),
     .help = N_("Leave of volunteers: who cannot come for a time, and which shifts seek a stand-in."),
     .opens = &screen_absences},
    {.name = "app.volunteer_hours",
     .label = N_("volunteer|Hours"),
     .help = N_("Hours and night hours of the volunteers, in a week and in all."),
     .opens = &screen_volunteer_hours},
    {.name = "app.supply_add",
     .verb = "supply.add",
     .label = N_("Request"),
     .help = N_("Writes down what a household needs, while on the phone with it."),
     .flags = ACTION_WRITES,
     .opens = &screen_supply_form},
    {.name = "app.roster_week",
     .label = N_("Roster"),
     .help = N_("The week's grid of posts: who stands where, what is missing; put on and take off, copy, paste."),
     .opens = &screen_roster_week},
    {.name = "app.roster_fill",
     .verb = "roster.fill",
     .label = N_("roster|Fill"),
     .help = N_("Proposes who closes the gaps of the coming week: every rule kept, hours and nights spread evenly."),
     .opens = &screen_roster_plan},
    {.name = "app.supply_board",
     .label = N_("Board"),
     .help = N_("The requests as a board by state: new, under way, at the door, confirmed today."),
     .opens = &screen_supply_board},
    {.name = "app.errands",
     .label = N_("Errands"),
     .help = N_("Errands of the volunteers: requests that go along, shopping lists, money, what is not settled."),
     .opens = &screen_errands},
    {.name = "app.roster_posts",
     .label = N_("DutyPost"),
     .help = N_("Posts of the roster: their shifts, how many stand there, what they need; days on which nobody does."),
     .opens = &screen_roster_posts},
    {.name = "app.closed_days",
     .label = N_("Unmanned"),
     .help = N_("Days on which a post, or all of them, is not manned."),
     .opens = &screen_closed_days},
    {.name = "app.goods",
     .label = N_("Goods"),
     .help = N_("Goods and the stock: what there is, what is reserved, what is short; in, out, counted."),
     .opens = &screen_goods},
    {.name = "app.stock",
     .label = N_("Ledger"),
     .help = N_("The ledger of the stock: what came, what went, what was counted."),
     .opens = &screen_stock},
    {.name = "app.donations",
     .label = N_("Donation"),
     .help = N_("Donations: who gave what, who is still to be thanked; they enter the stock."),
     .opens = &screen_donations},
    {.name = "app.declarations",
     .label = N_("Declare"),
     .help = N_("What residents declared about their journeys: checked against the register, confirmed or rejected."),
     .opens = &screen_declarations},
    {.name = "app.screening",
     .label = N_("Progress"),
     .help = N_("How far the survey round has come, by building, grid, line and person; who is still to be screened."),
     .opens = &screen_screening},
    {.name = "app.surveys",
     .label = N_("Surveys"),
     .help = N_("Visits and calls of the screening: who was asked, what they said, who was not at home."),
     .opens = &screen_surveys},
    {.name = "app.survey_rounds",
     .label = N_("Rounds"),
     .help = N_("Survey rounds: begins the next one, ends it, shows how far each has come."),
     .opens = &screen_survey_rounds},
    {.name = "app.arrivals",
     .label = N_("Arrivals"),
     .help = N_("Returning workers and students, visiting relatives, everybody from the affected area."),
     .opens = &screen_arrivals},
    {.name = "app.print",
     .label = N_("Print"),
     .help =
         N_("Prints the document that belongs to this screen, with a look at the pages: roster, sign-in sheet, gate "
            "log, lists, booklet; on paper, as PDF, table or text."),
     .keys = {KEY_CTRL('P')},
     .priority = 6,
     .verb = "print.posted",
     .run = print_run,
     .why_not = print_why_not,
     .opens = &screen_print},
    {.name = "app.printings",
     .label = N_("print|Printed"),
     .help = N_("What was printed: when, of what, masked or in full, where to, whether it came out."),
     .opens = &screen_printings},
    {.name = "app.sheet_post",
     .verb = "roster.sheet",
     .label = N_("SignedIn"),
     .help = N_("Posts a signed sign-in sheet by the numbers of its rows: who came, who was late, who did not come."),
     .flags = ACTION_WRITES,
     .opens = &screen_sheet_post},
    {.name = "app.officers",
     .label = N_("Officers"),
     .help = N_("Everybody who may sign on, and their roles."),
     .opens = &screen_officers},
    {.name = "app.settings",
     .label = N_("Settings"),
     .help = N_("The rules of this community: fever line, time zone and the like."),
     .opens = &screen_settings},
    {.name = "app.backups",
     .label = N_("Backups"),
     .help = N_("Copies of the database: how old the last one is; makes one now."),
     .opens = &screen_backups},
    {.name = "app.sound_test",
     .label = N_("Sound"),
     .help = N_("Rings and plays the sound of the alarm, then asks whether it was heard."),
     .flags = ACTION_WRITES,
     .why_not = why_no_sound_test,
     .run = sound_test_run,
     .verb = "alarm.sound_test"},
    {.name = "app.language",
     .label = N_("Language"),
     .help = N_("Switches this terminal between Chinese and English."),
     .run = run_language},
    {.name = "app.borders",
     .label = N_("Lines"),
     .help = N_("Draws borders with plain characters, or with lines again; kept for this terminal."),
     .run = run_borders},
    {.name = "app.mouse",
     .label = N_("Mouse"),
     .help = N_("Switches the mouse between clicking here and selecting text."),
     .run = run_mouse},
};
const struct action_table global_actions = ACTION_TABLE(actions);
