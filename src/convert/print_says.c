#include "print_says.h"
#include "gatepost/utf8.h"
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { KEYWORD_BYTES = 128 };

static bool heard = true;

static void say(const char *what, const char *value)
{
    heard = heard && printf("%s %s\n", what, value) > 0 && fflush(stdout) == 0;
}

void says_job(int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    say("job", text);
}

void says_state(const char *state)
{
    static char last[KEYWORD_BYTES];
    if (strcmp(state, last) != 0) {
        text_copy(last, sizeof last, state);
        say("state", state);
    }
}

void says_reason(const char *keyword)
{
    static char last[KEYWORD_BYTES] = "none"; /* nothing is what it starts with */
    size_t length = strlen(keyword);
    if (length == 0 || length >= sizeof last ||
        strspn(keyword, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") != length)
        keyword = "other";
    if (strcmp(keyword, last) != 0) {
        text_copy(last, sizeof last, keyword);
        say("reason", keyword);
    }
}

/* POLLERR: nobody reads the pipe any more. A printer that stands still gives no line that would fail. */
bool says_is_heard(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = 0};
    heard = heard && (poll(&output, 1, 0) <= 0 || (output.revents & POLLERR) == 0);
    return heard;
}
