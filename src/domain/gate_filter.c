/* The filter language of the gate log (screens.md). Three tables, in Chinese and English whatever the language of the
 * screen: conditions `name:value`, names of the temperature before a comparison, and words that are a condition by
 * themselves. What fits none of them is a word to search for. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/habits.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TOKEN_BYTES = 120, TOKENS_MOST = 32, NAMES_MOST = 6 };

struct parse {
    struct store *store;
    struct crossing_filter *filter;
    int today;
    bool exclude; /* the token began with ! */
};

static bool is_one_of(const char *text, const char *const *names)
{
    for (int i = 0; i < NAMES_MOST && names[i] != NULL; i++)
        if (strcasecmp(text, names[i]) == 0)
            return true;
    return false;
}

static bool refuse_exclusion(struct err *err)
{
    return err_set(err, ERR_INPUT,
                   _("Only words, directions, temperatures and void can be excluded with !. Leave it out here."));
}

/* Enumerated values: what is typed, in both languages. */
struct value_word {
    const char *names[NAMES_MOST];
    int value;
};
static const struct value_word direction_words[] = {
    {{"进", "入", "进入", "in"}, DIRECTION_IN},
    {{"出", "外出", "out"}, DIRECTION_OUT},
};
static const struct value_word decision_words[] = {
    {{"放行", "admitted", "admit"}, DECISION_ADMITTED},
    {{"劝返", "turned_away", "turned-away", "away"}, DECISION_TURNED_AWAY},
    {{"留观", "留观上报", "held", "hold"}, DECISION_HELD},
};
static const struct value_word class_words[] = {
    {{"居民", "resident"}, CLASS_RESIDENT},
    {{"租客", "租户", "tenant"}, CLASS_TENANT},
    {{"访客", "visitor"}, CLASS_VISITOR},
    {{"快递", "外卖", "courier"}, CLASS_COURIER},
    {{"服务", "服务人员", "service"}, CLASS_SERVICE},
    {{"公务", "official"}, CLASS_OFFICIAL},
    {{"急救", "应急", "emergency"}, CLASS_EMERGENCY},
};

static int value_of(const struct value_word *words, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (is_one_of(text, words[i].names))
            return words[i].value;
    return -1;
}

static int direction_of(const char *text)
{
    return value_of(direction_words, sizeof direction_words / sizeof direction_words[0], text);
}

static int decision_of(const char *text)
{
    return value_of(decision_words, sizeof decision_words / sizeof decision_words[0], text);
}

static bool set_direction(struct parse *parse, const char *text, struct err *err)
{
    int direction = direction_of(text);
    if (direction < 0)
        return err_set(err, ERR_INPUT, _("The direction is in or out."));
    parse->filter->direction = parse->exclude ? !direction : direction;
    return true;
}

/* There are three decisions, so only "not admitted" could be one condition and it is not: that is two. */
static bool set_decision(struct parse *parse, const char *text, struct err *err)
{
    int decision = decision_of(text);
    if (decision < 0)
        return err_set(err, ERR_INPUT, _("The decision is admitted, turned_away or held."));
    if (parse->exclude)
        return refuse_exclusion(err);
    parse->filter->decision = decision;
    return true;
}

static bool set_class(struct parse *parse, const char *text, struct err *err)
{
    int class = value_of(class_words, sizeof class_words / sizeof class_words[0], text);
    if (class < 0)
        return err_set(err, ERR_INPUT,
                       _("The class is resident, tenant, visitor, courier, service, official or emergency."));
    if (parse->exclude)
        return refuse_exclusion(err);
    parse->filter->class = class;
    return true;
}

static bool add_word(struct parse *parse, const char *text, struct err *err)
{
    struct crossing_filter *filter = parse->filter;
    if (text[0] == '\0')
        return true;
    if (filter->word_count == FILTER_WORDS)
        return err_set(err, ERR_INPUT, _("At most %d words to search for."), FILTER_WORDS);
    if (strlen(text) >= FILTER_WORD_BYTES)
        return err_set(err, ERR_INPUT, _("A word is too long: at most %d Chinese characters."),
                       FILTER_WORD_BYTES / 3 - 1);
    text_copy(filter->words[filter->word_count].text, FILTER_WORD_BYTES, text);
    filter->words[filter->word_count++].exclude = parse->exclude;
    return true;
}

/* An exact name first: 东门 is the gate of that name, not another estate's that ends so. */
static bool set_checkpoint(struct parse *parse, const char *text, struct err *err)
{
    if (parse->exclude)
        return refuse_exclusion(err);
    if (checkpoint_find(parse->store, text, &parse->filter->checkpoint_id, NULL))
        return true;
    int64_t ids[2];
    int count = 0;
    bool more = false;
    if (!search_ids(parse->store, SEARCH_CHECKPOINT, text, ids, 2, &count, &more, err))
        return false;
    if (count == 0 || text[0] == '\0')
        return err_set(err, ERR_INPUT, _("No checkpoint is called %s."), text);
    if (count > 1)
        return err_set(err, ERR_INPUT, _("Several checkpoints match %s. Type more of the name."), text);
    parse->filter->checkpoint_id = ids[0];
    return true;
}

static bool parse_day(const struct parse *parse, const char *text, int *day, struct err *err)
{
    *day = 0;
    return text[0] == '\0' || date_parse(text, parse->today, day, err);
}

static bool names_no_year(const char *day)
{
    size_t digits = strspn(day, "0123456789");
    return digits <= 2 || strlen(day) == 4;
}

/* 04-01..04-10, 04-01.. and ..04-10. Days without a year are the latest ones: of 04-01..04-20 the end would be last
 * year's, when today is between them. */
static bool set_days(struct parse *parse, const char *text, struct err *err)
{
    char first[TOKEN_BYTES];
    if (parse->exclude)
        return refuse_exclusion(err);
    text_copy(first, sizeof first, text);
    char *dots = strstr(first, "..");
    const char *last = dots != NULL ? dots + strspn(dots, ".") : first;
    if (dots != NULL)
        *dots = '\0';
    int day_first, day_last;
    if (!parse_day(parse, first, &day_first, err) || !parse_day(parse, last, &day_last, err))
        return false;
    if (day_last < day_first && day_last / 10000 + 1 == day_first / 10000 && names_no_year(last) &&
        day_last + 10000 >= day_first)
        day_last += 10000;
    if (day_last != 0 && day_last < day_first)
        return err_set(err, ERR_INPUT, _("The end is before the beginning."));
    if (day_first == 0 && day_last == 0)
        return err_set(err, ERR_INPUT, _("Which day? Such as 4-11, today or 4-1..4-10."));
    parse->filter->day_first = day_first;
    parse->filter->day_last = day_last;
    return true;
}

static bool set_fever(struct parse *parse, struct err *err)
{
    parse->filter->abnormal_only = true;
    return !parse->exclude || refuse_exclusion(err);
}

static bool set_voided(struct parse *parse, struct err *err)
{
    (void)err;
    parse->filter->voided_only = !parse->exclude;
    parse->filter->valid_only = parse->exclude;
    return true;
}

static bool set_override(struct parse *parse, struct err *err)
{
    parse->filter->override_only = true;
    return !parse->exclude || refuse_exclusion(err);
}

static const struct {
    const char *names[NAMES_MOST];
    bool (*set)(struct parse *parse, struct err *err);
} bare_conditions[] = {
    {{"高温", "发热", "异常", "fever", "abnormal"}, set_fever},
    {{"作废", "void", "voided"}, set_voided},
    {{"特批", "特批放行", "违禁放行", "破例", "override", "overridden"}, set_override},
};

static const char *const temp_names[NAMES_MOST] = {"体温", "温度", "temp", "temperature", "t"};

static bool set_temperature_equal(struct parse *parse, const char *text, struct err *err)
{
    if (parse->exclude)
        return refuse_exclusion(err);
    parse->filter->temp_comparison = COMPARE_EQUAL;
    return temperature_parse(text, &parse->filter->temp_tenths, err);
}

/* Names of the list's other columns are taken as a word: every word is looked for in all of them. */
static const struct {
    const char *names[NAMES_MOST];
    bool (*set)(struct parse *parse, const char *text, struct err *err);
} named_conditions[] = {
    {{"向", "方向", "dir", "direction"}, set_direction},
    {{"岗", "岗位", "检查点", "卡口", "post", "checkpoint"}, set_checkpoint},
    {{"日", "日期", "day", "date"}, set_days},
    {{"处置", "决定", "decision"}, set_decision},
    {{"类别", "类型", "class"}, set_class},
    {{"体温", "温度", "temp", "temperature", "t"}, set_temperature_equal},
    {{"姓名", "人", "谁", "name", "who"}, add_word},
    {{"房号", "房", "room", "household"}, add_word},
    {{"车", "车牌", "plate"}, add_word},
    {{"电话", "手机", "phone"}, add_word},
    {{"事由", "原因", "purpose", "reason"}, add_word},
    {{"经手", "值班", "by", "officer"}, add_word},
};

static bool parse_named(struct parse *parse, char *token, char *colon, struct err *err)
{
    *colon = '\0';
    for (size_t i = 0; i < sizeof named_conditions / sizeof named_conditions[0]; i++)
        if (is_one_of(token, named_conditions[i].names))
            return named_conditions[i].set(parse, colon + 1, err);
    return err_set(
        err, ERR_INPUT,
        _("There is no condition %s. There are dir: post: day: decision: class: temp> name: room: plate: phone: "
          "purpose: by:"),
        token);
}

static const struct {
    const char *sign;
    enum filter_comparison comparison, opposite; /* what ! makes of it */
} comparison_signs[] = {
    {">=", COMPARE_GREATER_EQUAL, COMPARE_LESS},
    {"≥", COMPARE_GREATER_EQUAL, COMPARE_LESS},
    {"<=", COMPARE_LESS_EQUAL, COMPARE_GREATER},
    {"≤", COMPARE_LESS_EQUAL, COMPARE_GREATER},
    /* what a Chinese keyboard types for > and < */
    {"》=", COMPARE_GREATER_EQUAL, COMPARE_LESS},
    {"〉=", COMPARE_GREATER_EQUAL, COMPARE_LESS},
    {"《=", COMPARE_LESS_EQUAL, COMPARE_GREATER},
    {"〈=", COMPARE_LESS_EQUAL, COMPARE_GREATER},
    {"》", COMPARE_GREATER, COMPARE_LESS_EQUAL},
    {"《", COMPARE_LESS, COMPARE_GREATER_EQUAL},
    {"〉", COMPARE_GREATER, COMPARE_LESS_EQUAL},
    {"〈", COMPARE_LESS, COMPARE_GREATER_EQUAL},
    {">", COMPARE_GREATER, COMPARE_LESS_EQUAL},
    {"<", COMPARE_LESS, COMPARE_GREATER_EQUAL},
    {"=", COMPARE_EQUAL, COMPARE_NONE},
};
enum { COMPARISON_SIGNS = sizeof comparison_signs / sizeof comparison_signs[0] };

/* Sets *taken when the token is a comparison (well or badly put). */
static bool parse_comparison(struct parse *parse, char *token, bool *taken, struct err *err)
{
    for (int i = 0; i < COMPARISON_SIGNS; i++) {
        char *sign = strstr(token, comparison_signs[i].sign);
        if (sign == NULL)
            continue;
        *taken = true;
        const char *value = sign + strlen(comparison_signs[i].sign);
        struct crossing_filter *filter = parse->filter;
        filter->temp_comparison = parse->exclude ? comparison_signs[i].opposite : comparison_signs[i].comparison;
        *sign = '\0';
        if (!is_one_of(token, temp_names))
            return err_set(err, ERR_INPUT, _("Only temperatures are compared: temp>37.2"));
        if (filter->temp_comparison == COMPARE_NONE)
            return refuse_exclusion(err);
        return temperature_parse(value, &filter->temp_tenths, err);
    }
    return true;
}

/* A bare word is a day only where nothing else can be meant by it: rooms (12-2-1203, 8-302) and runs of digits (the
 * last four of a phone) are words. */
static bool looks_like_day(const struct parse *parse, const char *token)
{
    int day;
    if (strstr(token, "..") != NULL)
        return true;
    if (token[0] == '-' || !date_parse(token, parse->today, &day, NULL))
        return false;
    bool separated = strpbrk(token, "-/") != NULL || strstr(token, "月") != NULL;
    return separated || token[strcspn(token, "0123456789")] == '\0';
}

static bool parse_bare(struct parse *parse, const char *token, struct err *err)
{
    for (size_t i = 0; i < sizeof bare_conditions / sizeof bare_conditions[0]; i++)
        if (is_one_of(token, bare_conditions[i].names))
            return bare_conditions[i].set(parse, err);
    if (direction_of(token) >= 0)
        return set_direction(parse, token, err);
    if (decision_of(token) >= 0)
        return set_decision(parse, token, err);
    return looks_like_day(parse, token) ? set_days(parse, token, err) : add_word(parse, token, err);
}

static bool parse_token(struct parse *parse, char *token, struct err *err)
{
    bool taken = false;
    parse->exclude = token[0] == '!';
    if (parse->exclude)
        token++;
    if (token[0] == '\0') /* still being typed */
        return true;
    if (!parse_comparison(parse, token, &taken, err))
        return false;
    if (taken)
        return true;
    char *colon = strchr(token, ':');
    return colon != NULL ? parse_named(parse, token, colon, err) : parse_bare(parse, token, err);
}

static bool is_digits(const char *token, size_t least, size_t most)
{
    size_t length = strspn(token, "0123456789");
    return token[length] == '\0' && length >= least && length <= most;
}

/* `12 2 1203` is one room (domain.md §13): such a triple is joined. Returns how many tokens were eaten. */
static int join_room(char tokens[][TOKEN_BYTES], int count, char joined[TOKEN_BYTES])
{
    text_copy(joined, TOKEN_BYTES, tokens[0]);
    if (count < 3 || !is_digits(tokens[0], 1, 3) || !is_digits(tokens[1], 1, 2) || !is_digits(tokens[2], 3, 4))
        return 1;
    struct buffer room = {0};
    buffer_format(&room, "%s-%s-%s", tokens[0], tokens[1], tokens[2]);
    text_copy(joined, TOKEN_BYTES, buffer_text(&room));
    buffer_release(&room);
    return 3;
}

/* Splits at spaces; -1 with err when there is too much of it. */
static int split(const char *text, char tokens[][TOKEN_BYTES], struct err *err)
{
    int count = 0;
    for (text += strspn(text, " \t"); *text != '\0'; text += strspn(text, " \t")) {
        size_t length = strcspn(text, " \t");
        if (count == TOKENS_MOST || length >= TOKEN_BYTES) {
            err_set(err, ERR_INPUT, _("The filter is too long."));
            return -1;
        }
        memcpy(tokens[count], text, length);
        tokens[count++][length] = '\0';
        text += length;
    }
    return count;
}

bool gate_filter_parse(struct store *store, const char *text, struct crossing_filter *filter, struct err *err)
{
    char tokens[TOKENS_MOST][TOKEN_BYTES], token[TOKEN_BYTES];
    struct parse parse = {.store = store, .filter = filter, .today = clock_day(clock_now())};
    struct buffer folded = {0};
    crossing_filter_init(filter);
    text_fold_width(&folded, text);
    int count = split(buffer_text(&folded), tokens, err);
    buffer_release(&folded);
    if (count < 0)
        return false;
    for (int i = 0; i < count;) {
        i += join_room(tokens + i, count - i, token);
        if (parse_token(&parse, token, err))
            continue;
        crossing_filter_init(filter);
        return false;
    }
    return true;
}
