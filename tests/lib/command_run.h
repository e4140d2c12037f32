/* The built program run on a file of its own: its answers and exit codes. */
#ifndef TESTS_COMMAND_RUN_H
#define TESTS_COMMAND_RUN_H
#include "gatepost/buffer.h"
#include "store_file.h"
#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

extern char command_program[PATH_MAX];
extern struct store_file command_file; /* this test's folder and database */
extern const char *command_variable;   /* "NAME=VALUE", one more of the environment; NULL: none */

/* What the last run gave. */
struct command_result {
    int code;
    struct buffer out, err;
};
extern struct command_result command_result;

/* Before the first test: where the program stands. */
bool command_find_program(void);
/* For cmocka: a folder; a register in it: officer 李敏, checkpoints 南门 and 东门, household 12-2-1203 with two people
 * (1 张伟明, 2 张五妹); everything removed. */
int command_folder_make(void **state);
int command_register_make(void **state);
int command_folder_remove(void **state);
/* Several crossings of one household a day, where a test is about something else. */
void command_quota_off(void);

struct store *command_store_open(void); /* that database, officer 1 signed on; closed with store_close */
int command_count(const char *sql);     /* the one integer a question to that database answers */
void command_path(const char *name, char *path, size_t size); /* of a file in the folder */
void command_read(const char *path, struct buffer *text);
void command_write(const char *path, const char *text, size_t length);
int command_open(const char *path, int flags);
/* Started, not waited for. "--officer" "李敏" stand before the words when they begin with "!". */
pid_t command_start(const char *const *words, int input, int output, int error);
/* Waits; 1000 + the signal when it was killed. */
int command_code(pid_t child);
/* Runs with the given standard input, and standard output into `out_path` (NULL: read back into command_result). */
int command_run(const char *input, const char *out_path, const char *const *words);

#define RUN_WITH(input, ...) command_run(input, NULL, (const char *const[]){__VA_ARGS__, NULL})
#define RUN(...) RUN_WITH("", __VA_ARGS__)
#define SAYS(text) assert_non_null(strstr(buffer_text(&command_result.err), text))
#define PRINTS(text) assert_non_null(strstr(buffer_text(&command_result.out), text))
#define LACKS(text) assert_null(strstr(buffer_text(&command_result.out), text))
#define PRINTS_ONLY(text) assert_string_equal(buffer_text(&command_result.out), text)
#define GIVES(code, ...)                                                                                   \
    do {                                                                                                   \
        int given = RUN(__VA_ARGS__);                                                                      \
        if (given != (code))                                                                               \
            print_message("# %s%s\n", buffer_text(&command_result.out), buffer_text(&command_result.err)); \
        assert_int_equal(given, code);                                                                     \
    } while (0)
#endif
