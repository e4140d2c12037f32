/* The option parser: GNU long options from the tables, `--`, what is refused and in which words. */
#include "gatepost/words.h"
#include "src/commands/options.h"
#include "src/commands/record.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h wants the four above before it. */
#include <cmocka.h>

struct pet {
    char name[16];
    int age;
    int64_t id, born_at;
    bool is_tame;
    int answer, temp, kind;
    char phone[24];
};
static const char *const pet_kinds[] = {"cat", "dog", NULL};
#define PET(member) RECORD_AT(struct pet, member)
static const struct record_field pet_fields[] = {
    {"name", "NAME", "its name", RECORD_TEXT, RECORD_BOTH, PET(name)},
    {"full_age", "YEARS", "its age", RECORD_NUMBER, RECORD_BOTH, PET(age), .most = 30},
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PET(id)},
    {"owner", "ID", "whose", RECORD_ID, RECORD_INPUT, PET(id)},
    {"born_at", "TIME", "when", RECORD_MOMENT, RECORD_BOTH, PET(born_at)},
    {"tame", "ANSWER", "tame", RECORD_SWITCH, RECORD_BOTH, PET(is_tame)},
    {"answer", "ANSWER", "answer", RECORD_ANSWER, RECORD_BOTH, PET(answer)},
    {"temp", "DEGREES", "temp", RECORD_TEMPERATURE, RECORD_BOTH, PET(temp)},
    {"kind", "KIND", "kind", RECORD_CHOICE, RECORD_BOTH, PET(kind), .choices = pet_kinds},
    {"phone", "NUMBER", "phone", RECORD_PHONE, RECORD_BOTH, PET(phone)},
    {0},
};
static const struct command_option pet_options[] = {
    {"dry-run", NULL, "try"},
    {"limit", "COUNT", "so many"},
    {0},
};
static const struct command pet_command = {.name = "pet", .options = pet_options, .fields = pet_fields};

enum { WORDS_MOST = 12 };
struct parse {
    struct parsed_options parsed;
    struct command_call call;
    struct err err;
    char *argv[WORDS_MOST];
    int argc, next;
    bool done;
};

/* Words end with NULL. */
static void parse(struct parse *parse, const struct command *command, ...)
{
    va_list words;
    *parse = (struct parse){0};
    parse->argv[parse->argc++] = "gatepost";
    va_start(words, command);
    for (char *word; (word = va_arg(words, char *)) != NULL;)
        parse->argv[parse->argc++] = word;
    va_end(words);
    parse->done =
        options_parse(command, parse->argc, parse->argv, &parse->parsed, &parse->call, &parse->next, &parse->err);
    parse->call.command = command;
}

static void options_and_words_mix_behind_a_command(void **state)
{
    (void)state;
    struct parse p;
    parse(&p, &pet_command, "tom", "--full-age=7", "--db", "x.db", "jerry", "--dry-run", "-", NULL);
    assert_true(p.done);
    assert_string_equal(call_option(&p.call, "full_age"), "7");
    assert_true(call_has(&p.call, "dry-run"));
    assert_false(call_has(&p.call, "limit"));
    assert_string_equal(p.parsed.global.db, "x.db");
    assert_int_equal(p.argc - p.next, 3);
    assert_string_equal(p.argv[p.next], "tom");
    assert_string_equal(p.argv[p.next + 2], "-");
    free(p.call.options);
}

static void two_dashes_end_the_options(void **state)
{
    (void)state;
    struct parse p;
    parse(&p, &pet_command, "--limit", "3", "--", "--dry-run", "-x", NULL);
    assert_true(p.done);
    assert_false(call_has(&p.call, "dry-run"));
    assert_int_equal(p.argc - p.next, 2);
    assert_string_equal(p.argv[p.next], "--dry-run");
    free(p.call.options);
}

static void the_program_stops_at_its_first_word(void **state)
{
    (void)state;
    struct parse p;
    parse(&p, NULL, "--read-only", "--color", "never", "gate", "--json", NULL);
    assert_true(p.done);
    assert_true(p.parsed.global.read_only);
    assert_int_equal(p.parsed.global.colour, COLOUR_NEVER);
    assert_string_equal(p.argv[p.next], "gate");
    free(p.call.options);
}

static void the_last_value_of_an_option_counts(void **state)
{
    (void)state;
    struct parse p;
    parse(&p, &pet_command, "--limit", "3", "--limit", "4", NULL);
    assert_string_equal(call_option(&p.call, "limit"), "4");
    free(p.call.options);
}

static void wrong_options_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *word, *text;
    } cases[] = {
        {"--nope", "Unknown option: --nope"},
        {"--no\033[2Jpe", "Unknown option: --no?[2Jpe"},
        {"-x", "Unknown option: -x"},
        {"--limit", "--limit needs a value."},
        {"--dry-run=1", "--dry-run takes no value."},
        {"--lang=fr", "--lang takes zh_CN|en, not \"fr\"."},
        {"--color=red", "--color takes auto|always|never, not \"red\"."},
        {"--name=\xff", "--name: the value is not valid UTF-8."},
        {"wo\xffrd", "\"wo?rd\" is not valid UTF-8."},
        {"--id=3", "Unknown option: --id=3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct parse p;
        parse(&p, &pet_command, cases[i].word, NULL);
        assert_false(p.done);
        assert_int_equal(p.err.code, ERR_INPUT);
        assert_string_equal(p.err.text, cases[i].text);
        free(p.call.options);
    }
}

static void every_option_of_every_command_is_known(void **state)
{
    (void)state;
    for (const struct command *const *command = commands; *command != NULL; command++) {
        struct parse p;
        parse(&p, *command, "--help", NULL);
        assert_true(p.done && p.parsed.help);
        free(p.call.options);
        for (const struct command *const *other = commands; *other != *command; other++)
            assert_string_not_equal((*other)->name, (*command)->name);
    }
}

static bool put(struct pet *pet, const char *name, const char *text, struct err *err)
{
    *err = (struct err){0};
    return record_parse(record_find(pet_fields, name), pet, text, err);
}

static void a_value_is_taken_as_people_type_it(void **state)
{
    (void)state;
    struct pet pet = {0};
    struct err err;
    assert_true(put(&pet, "name", "小花", &err));
    assert_string_equal(pet.name, "小花");
    assert_true(put(&pet, "temp", "３６．５", &err));
    assert_int_equal(pet.temp, 365);
    assert_true(put(&pet, "temp", "", &err));
    assert_int_equal(pet.temp, 0);
    assert_true(put(&pet, "kind", "dog", &err));
    assert_int_equal(pet.kind, 1);
    assert_true(put(&pet, "tame", "true", &err) && pet.is_tame);
    assert_true(put(&pet, "answer", "", &err));
    assert_int_equal(pet.answer, -1);
    assert_true(put(&pet, "born_at", "1649635200", &err));
    assert_int_equal(pet.born_at, 1649635200);
    assert_true(put(&pet, "phone", "138 1234 5678", &err));
    assert_string_equal(pet.phone, "13812345678");
}

static void a_wrong_value_is_refused_with_what_is_accepted(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *says;
    } cases[] = {
        {"name", "a name that is far too long", "name: the text is too long, at most 15 bytes fit."},
        {"name", "\033[2J", "name: the text holds control or invisible characters; type it without them."},
        {"name", "a\u202eb", "name: the text holds control or invisible characters; type it without them."},
        {"full_age", "31", "full_age: a whole number from 0 to 30, not \"31\"."},
        {"full_age", "7x", "full_age: a whole number from 0 to 30, not \"7x\"."},
        {"full_age", "99999999999999999999", "full_age: a whole number from 0 to 30, not \"99999999999999999999\"."},
        {"owner", "0", "owner: the number of a record, not \"0\"."},
        {"owner", "-5", "owner: the number of a record, not \"-5\"."},
        {"kind", "cow", "kind: \"cow\" is not one of cat, dog."},
        {"tame", "perhaps", "tame: yes or no, not \"perhaps\"."},
        {"tame", "", "tame: yes or no, not \"\"."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pet pet = {0};
        struct err err;
        assert_false(put(&pet, cases[i].name, cases[i].text, &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_string_equal(err.field, cases[i].name);
        assert_string_equal(err.text, cases[i].says);
    }
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_and_words_mix_behind_a_command),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(the_program_stops_at_its_first_word),
        cmocka_unit_test(the_last_value_of_an_option_counts),
        cmocka_unit_test(wrong_options_are_named),
        cmocka_unit_test(every_option_of_every_command_is_known),
        cmocka_unit_test(a_value_is_taken_as_people_type_it),
        cmocka_unit_test(a_wrong_value_is_refused_with_what_is_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
