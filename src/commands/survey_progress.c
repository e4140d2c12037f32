/* survey progress: how far a round has come, and the names behind each number. */
#include "gatepost/buffer.h"
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/screening.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS_MOST = 5000, ROWS_AT_ONCE = 64, WORDS_BYTES = 512 };

/* ---- the round ---- */

/* By name or number; without one the round that goes on, else the newest. */
static bool find_round(const struct command_call *call, struct survey_round *round, struct err *err)
{
    static const struct record_field field = {
        .name = "round", .kind = RECORD_ROW, .size = sizeof(int64_t), .of = &survey_round_table};
    const char *said = call_option(call, "round");
    struct record_window window = {.rows = round, .most = 1};
    struct err none = {0};
    int64_t id = 0;
    if (said != NULL)
        return record_resolve(call->store, &field, &id, said, err) &&
               record_get(call->store, &survey_round_table, id, round, err);
    if (survey_round_current(call->store, round, &none))
        return true;
    return record_window(call->store, &survey_round_table, &window, err) &&
           (window.count == 1 || err_set(err, ERR_NOT_FOUND, "%s", none.text));
}

/* ---- numbers ---- */

struct progress_row {
    char round[NAME_BYTES], by[16], group[NAME_BYTES], person[NAME_BYTES], share[32];
    int total, screened, not_yet, not_home, refused, vacant, persons;
};
#define PROGRESS(member) RECORD_AT(struct progress_row, member)
static const struct record_field progress_fields[] = {
    {"round", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PROGRESS(round)},
    {"by", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PROGRESS(by)},
    {"group", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PROGRESS(group), .width = 20, .said = SAID_AS_IT_IS,
     .label = N_("Where")},
    {"person", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PROGRESS(person), .width = 10, .said = SAID_NAME,
     .label = N_("In charge")},
    {"total", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PROGRESS(total), .width = 8, .label = N_("Total")},
    {"screened", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PROGRESS(screened), .width = 8, .label = N_("Screened")},
    {"share", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PROGRESS(share), .width = 8, .said = SAID_AS_IT_IS, .label = "%"},
    {"not_yet", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PROGRESS(not_yet), .width = 8, .label = N_("Not yet")},
    {"not_home", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PROGRESS(not_home), .width = 8, .label = N_("Not home")},
    {"refused", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PROGRESS(refused), .width = 8, .label = N_("Refuses")},
    {"vacant", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PROGRESS(vacant), .width = 8, .label = N_("Vacant")},
    {"persons", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, PROGRESS(persons), .width = 8, .label = N_("Persons")},
    {0},
};

static struct progress_row row_of(const struct survey_round *round, const char *by, const struct screening_count *count)
{
    int64_t total = screening_total(count), screened = screening_screened(count);
    int64_t tenths = total > 0 ? screened * 1000 / total : 0;
    struct progress_row row = {.total = (int)total,
                               .screened = (int)screened,
                               .not_yet = (int)count->places[SCREENING_NOT_YET],
                               .not_home = (int)count->places[SCREENING_NOT_HOME],
                               .refused = (int)count->places[SCREENING_REFUSED],
                               .vacant = (int)count->places[SCREENING_VACANT],
                               .persons = (int)count->persons};
    text_copy(row.round, sizeof row.round, round->name);
    text_copy(row.by, sizeof row.by, by);
    snprintf(row.share, sizeof row.share, "%lld.%lld%%", (long long)tenths / 10, (long long)tenths % 10);
    return row;
}

/* What is told on the phone when somebody above calls. */
static void print_sentence(const struct progress_row *row)
{
    struct buffer line = {0};
    buffer_format(&line,
                  _("%1$s: places %2$d, screened %3$d (%4$s, vacant %5$d), not yet %6$d, not home %7$d, refused %8$d; "
                    "persons %9$d"),
                  row->round, row->total, row->screened, row->share, row->vacant, row->not_yet, row->not_home,
                  row->refused, row->persons);
    buffer_add(&line, "\n");
    output_write(&line);
    buffer_release(&line);
}

static void print_groups(const struct command_call *call, const struct survey_round *round, enum screening_by by,
                         const struct screening_group *groups, int count, const struct screening_count *total)
{
    struct progress_row all = row_of(round, "all", total);
    text_copy(all.group, sizeof all.group, _("In all"));
    if (!print_header(call, progress_fields) || !print_row(call, progress_fields, &all))
        return;
    for (int i = 0; i < count; i++) {
        struct progress_row row = row_of(round, screening_by_names[by], &groups[i].count);
        bool person = by == SCREENING_PERSON && groups[i].name[0] != '\0';
        screening_group_label(by, &groups[i], person ? row.person : row.group, NAME_BYTES);
        if (!print_row(call, progress_fields, &row))
            return;
    }
}

static bool run_numbers(const struct command_call *call, const struct survey_round *round, enum screening_by by,
                        struct err *err)
{
    struct screening_group *groups = memory_new(GROUPS_MOST, sizeof *groups);
    struct screening_count total;
    int count = 0;
    bool named = call_has(call, "by");
    bool good =
        screening_progress(call->store, round->head.id, by, groups, named ? GROUPS_MOST : 0, &count, &total, err);
    struct progress_row all = row_of(round, "all", &total);
    if (good && (named || call_format(call) == FORMAT_JSON || call_format(call) == FORMAT_TSV))
        print_groups(call, round, by, groups, count, &total);
    else if (good)
        print_sentence(&all);
    free(groups);
    return good;
}

/* ---- names ---- */

struct name_row {
    int64_t place_id;
    char place[200], state[16], head[NAME_BYTES], phone[PHONE_SIZE], responsible[NAME_BYTES], grid[64];
    int tries;
    int64_t last_at;
};
#define NAME_ROW(member) RECORD_AT(struct name_row, member)
static const struct record_field name_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, NAME_ROW(place_id), .width = 6},
    {"place", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, NAME_ROW(place), .width = 20, .said = SAID_AS_IT_IS,
     .label = N_("Household")},
    {"state", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, NAME_ROW(state), .width = 9},
    {"tries", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, NAME_ROW(tries), .width = 5, .label = N_("Tries")},
    {"last", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, NAME_ROW(last_at), .width = 19, .label = N_("Last try")},
    {"head", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, NAME_ROW(head), .width = 10, .said = SAID_NAME,
     .label = N_("Head")},
    {"phone", NULL, NULL, RECORD_PHONE, RECORD_SHOWN, NAME_ROW(phone), .width = 13, .label = N_("Phone")},
    {"responsible", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, NAME_ROW(responsible), .width = 12, .said = SAID_NAME,
     .label = N_("In charge")},
    {"grid", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, NAME_ROW(grid), .width = 6, .said = SAID_AS_IT_IS,
     .label = N_("Grid")},
    {0},
};

static struct name_row name_row_of(const struct screening_place *place)
{
    struct name_row row = {.place_id = place->place.id, .tries = place->tries, .last_at = place->last_at};
    place_label(&place->place, true, row.place, sizeof row.place);
    text_copy(row.state, sizeof row.state, screening_state_names[place->state]);
    text_copy(row.head, sizeof row.head, place->place.head);
    text_copy(row.phone, sizeof row.phone, place->place.phone);
    text_copy(row.responsible, sizeof row.responsible, place->place.responsible);
    text_copy(row.grid, sizeof row.grid, place->place.grid);
    return row;
}

static bool keeps(void *words, const struct screening_place *row)
{
    return screening_place_matches(row, words);
}

static bool print_names(const struct command_call *call, struct screening_window *window, struct err *err)
{
    char sort[PLACE_SORT_BYTES] = "";
    do {
        window->after_sort = sort;
        if (!screening_window(call->store, window, err))
            return false;
        for (int i = 0; i < window->count; i++) {
            struct name_row row = name_row_of(&window->rows[i]);
            if (!print_row(call, name_fields, &row))
                return true;
        }
        text_copy(sort, sizeof sort, window->reached_sort);
        window->after_id = window->reached_id;
    } while (!window->finished);
    return true;
}

static bool run_names(const struct command_call *call, const struct survey_round *round, unsigned states,
                      struct err *err)
{
    struct buffer words = {0};
    char folded[WORDS_BYTES];
    call_words(call, &words);
    text_copy(folded, sizeof folded, buffer_text(&words));
    buffer_release(&words);
    struct screening_window window = {.round_id = round->head.id,
                                      .states = states,
                                      .keep = folded[0] != '\0' ? keeps : NULL,
                                      .context = folded,
                                      .rows = memory_new(ROWS_AT_ONCE, sizeof(struct screening_place)),
                                      .most = ROWS_AT_ONCE};
    bool good = !print_header(call, name_fields) || print_names(call, &window, err);
    free(window.rows);
    return good;
}

/* ---- the command ---- */

static int index_of(const char *const *names, const char *word)
{
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], word) == 0)
            return i;
    return -1;
}

/* "not-yet", "not-home", "refused", "screened", "vacant", "all". */
static bool read_states(const char *said, unsigned *states, struct err *err)
{
    static const struct {
        const char *name;
        unsigned states;
    } known[] = {{"not-yet", 1 << SCREENING_NOT_YET}, {"not-home", 1 << SCREENING_NOT_HOME},
                 {"refused", 1 << SCREENING_REFUSED}, {"screened", 1 << SCREENING_DONE | 1 << SCREENING_VACANT},
                 {"vacant", 1 << SCREENING_VACANT},   {"all", SCREENING_ALL_STATES}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].name, said) == 0) {
            *states = known[i].states;
            return true;
        }
    return err_set(err, ERR_INPUT, _("--names does not know \"%.40s\"."), said);
}

static int run_progress(const struct command_call *call)
{
    const char *by = call_option(call, "by"), *names = call_option(call, "names");
    struct survey_round round;
    struct err err = {0};
    unsigned states = 0;
    int group = by != NULL ? index_of(screening_by_names, by) : 0;
    if (group < 0)
        err_set(&err, ERR_INPUT, _("--by does not know \"%.40s\"."), by);
    else if (names == NULL && call->argc > 0)
        err_set(&err, ERR_INPUT, _("Words choose among names: say --names too."));
    else if (names != NULL)
        read_states(names, &states, &err);
    if (err.code != ERR_NONE)
        return report_usage(call->command->name, &err);
    if (!find_round(call, &round, &err) || !(names != NULL ? run_names(call, &round, states, &err)
                                                           : run_numbers(call, &round, (enum screening_by)group, &err)))
        return report_error(&err);
    return EXIT_DONE;
}

static const struct command_option options[] = {
    {"by", "building|grid|line|person", N_("a line for each of them; else the numbers over all")},
    {"names", "not-yet|not-home|refused|screened|vacant|all", N_("the places behind that number, in door order")},
    {"round", "NAME", N_("another round than the one going on")},
    OPTIONS_OF_LISTS,
    {0},
};
const struct command survey_progress_command = {
    .name = "survey progress",
    .usage = "[--by building|grid|line|person | --names STATE [WORD ...]] [--round NAME] [--json | --tsv | --chat]",
    .help = N_("How far the survey round has come: screened, not yet, not home, refused; and the names behind it."),
    .title = N_("Screening progress"),
    .examples = "  gatepost survey progress\n  gatepost survey progress --by building\n"
                "  gatepost survey progress --names not-home --chat 12栋\n",
    .options = options,
    .most = -1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_progress,
};
