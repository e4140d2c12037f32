/* Terminals that cannot show Chinese or UTF-8, told before the screen is painted. Only the desk asks: what commands
 * write goes into files and other programs, which expect the same UTF-8 everywhere. */
#include "console.h"
#include "gatepost/buffer.h"
#include "gatepost/charset.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The whole sentence in one language, as this terminal's charset has it. */
static void say_in(const char *language, const char *charset, const char *sentence)
{
    struct buffer text = {0}, bytes = {0};
    words_switch(language);
    buffer_format(&text, _(sentence), charset);
    if (charset_from_utf8(&bytes, buffer_text(&text), charset, NULL))
        fprintf(stderr, "gatepost: %s\n", buffer_text(&bytes));
    buffer_release(&text);
    buffer_release(&bytes);
}

static bool speaks_utf8(void)
{
    static const char sentence[] =
        N_("This terminal is set to %s, and gatepost writes UTF-8. Set the terminal to UTF-8 (PuTTY: Window > "
           "Translation > UTF-8). If it is UTF-8 already, start: LC_ALL=C.UTF-8 gatepost");
    const char *charset = charset_of_environment();
    if (charset == NULL)
        return true;
    say_in("zh_CN", charset, sentence);
    say_in("en", charset, sentence);
    return false;
}

/* The kernel's own console has at most 512 glyphs, none of them Chinese. */
static bool lacks_chinese(const struct global_options *global)
{
    const char *terminal = getenv("TERM");
    return global->lang == NULL && strcmp(words_language(), "zh_CN") == 0 && terminal != NULL &&
           (strcmp(terminal, "linux") == 0 || strncmp(terminal, "linux-", 6) == 0);
}

/* The answer is trimmed and half width; false at the end of input. */
static bool ask(const char *question, struct buffer *answer)
{
    char *line = NULL;
    size_t size = 0;
    struct buffer folded = {0};
    printf("%s ", question);
    fflush(stdout);
    buffer_clear(answer);
    bool done = getline(&line, &size, stdin) >= 0;
    if (done) {
        text_fold_width(&folded, line);
        text_trim(answer, buffer_text(&folded));
    } else {
        printf("\n");
    }
    buffer_release(&folded);
    free(line);
    return done;
}

/* Written for both readers: the one who sees no Chinese here, and the one whose console can show it after all. */
static bool settle_language(struct global_options *global)
{
    struct buffer answer = {0};
    char choice = '\0';
    puts("This console cannot show Chinese characters (TERM=linux).\n"
         "  1  go on in English\n"
         "  2  go on in Chinese all the same\n"
         "  q  quit\n"
         "这个控制台显示不了汉字：1 用英文，2 仍用中文，q 退出。");
    while (choice == '\0' && ask("1, 2 or q [1]:", &answer)) {
        const char *said = buffer_text(&answer);
        if (strlen(said) <= 1 && strchr("12qQ", said[0]) != NULL)
            choice = said[0] == '\0' ? '1' : said[0];
    }
    buffer_release(&answer);
    if (choice != '1' && choice != '2')
        return false;
    global->lang = choice == '1' ? "en" : "zh_CN";
    words_switch(global->lang);
    return true;
}

bool console_ready(struct global_options *global, int *code)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return true;
    *code = EXIT_NO_TERMINAL;
    if (!speaks_utf8())
        return false;
    *code = EXIT_DONE;
    return !lacks_chinese(global) || settle_language(global);
}
