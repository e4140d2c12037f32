#include "pin_prompt.h"
#include "gatepost/words.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { CTRL_C = 3, CTRL_D = 4, BACKSPACE = 8, CTRL_U = 21, DELETE = 127, DESCRIPTOR_MOST = 1023 };

/* One byte at a time: what stands behind the line belongs to whoever reads next. */
static bool read_byte(int descriptor, char *byte)
{
    ssize_t count;
    do
        count = read(descriptor, byte, 1);
    while (count < 0 && errno == EINTR);
    return count == 1;
}

bool pin_read_line(int descriptor, char *pin, size_t size, struct err *err)
{
    size_t length = 0;
    char byte = '\0';
    bool any = false;
    while (read_byte(descriptor, &byte) && byte != '\n') {
        any = true;
        if (length + 1 == size || byte == '\0')
            return err_set(err, ERR_INPUT, _("The PIN that was given is too long."));
        pin[length++] = byte;
    }
    while (length > 0 && pin[length - 1] == '\r')
        length--;
    pin[length] = '\0';
    return any || byte == '\n' || err_set(err, ERR_INPUT, _("No PIN was given where it was to be read."));
}

/* Signals of the keyboard are off meanwhile: a killed program would leave a terminal without echo. */
static bool type_line(int terminal, char *pin, size_t size, struct err *err)
{
    size_t length = 0;
    char byte = '\0';
    while (read_byte(terminal, &byte) && byte != '\r' && byte != '\n' && byte != CTRL_C && byte != CTRL_D) {
        if (byte == CTRL_U)
            length = 0;
        else if (byte == BACKSPACE || byte == DELETE)
            while (length > 0 && ((unsigned char)pin[--length] & 0xC0) == 0x80)
                ; /* a full-width digit is three bytes */
        else if (length + 1 < size)
            pin[length++] = byte;
    }
    pin[length] = '\0';
    return (byte != CTRL_C && byte != CTRL_D) || err_set(err, ERR_CANCELLED, _("Stopped."));
}

static bool ask_terminal(const char *prompt, char *pin, size_t size, struct err *err)
{
    struct termios before, quiet;
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0 || tcgetattr(terminal, &before) != 0) {
        if (terminal >= 0)
            close(terminal);
        return err_set(err, ERR_SYSTEM,
                       _("A PIN is needed, and there is no terminal to ask on. A script gives it as a line of the file "
                         "descriptor that GATEPOST_PIN_FD names."));
    }
    quiet = before;
    quiet.c_lflag &= (tcflag_t) ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    bool good = tcsetattr(terminal, TCSAFLUSH, &quiet) == 0 || err_set(err, ERR_SYSTEM, "%s", strerror(errno));
    if (good) {
        bool shown = write(terminal, prompt, strlen(prompt)) > 0;
        good = type_line(terminal, pin, size, err);
        tcsetattr(terminal, TCSAFLUSH, &before);
        if (shown && write(terminal, "\n", 1) < 0)
            good = err_set(err, ERR_SYSTEM, "%s", strerror(errno));
    }
    close(terminal);
    return good;
}

bool pin_ask(const char *prompt, char *pin, size_t size, struct err *err)
{
    const char *given = getenv("GATEPOST_PIN_FD");
    char *end = NULL;
    if (given == NULL || given[0] == '\0')
        return ask_terminal(prompt, pin, size, err);
    long descriptor = strtol(given, &end, 10);
    if (*end != '\0' || descriptor < 0 || descriptor > DESCRIPTOR_MOST)
        return err_set(err, ERR_INPUT, _("GATEPOST_PIN_FD is the number of an open file descriptor, such as 3."));
    return pin_read_line((int)descriptor, pin, size, err);
}

bool pin_ask_new(char *pin, char *again, size_t size, struct err *err)
{
    if (isatty(STDIN_FILENO))
        return ask_terminal(_("New PIN: "), pin, size, err) &&
               ask_terminal(_("The new PIN once more: "), again, size, err);
    if (!pin_read_line(STDIN_FILENO, pin, size, err))
        return false;
    memcpy(again, pin, size);
    return true;
}
