/* gatepost: the three standard descriptors, the language, then the command line (commands/command.c). */
#include "gatepost/command.h"
#include "gatepost/words.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* A closed descriptor 0, 1 or 2 would be given to the database file, and a message would be written into it. What
 * stands in cannot be used either, so that using it is said to fail. */
static bool keep_standard_descriptors(void)
{
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) != descriptor)
            return false;
    return true;
}

/* --lang must be known before another option is complained about. */
static const char *find_language(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            return argv[i] + 7;
        if (strcmp(argv[i], "--lang") == 0)
            return argv[i + 1]; /* NULL behind the last one */
    }
    return NULL;
}

int main(int argc, char **argv)
{
    if (!keep_standard_descriptors())
        return EXIT_FAILED;
    words_start(argc > 0 ? argv[0] : NULL, find_language(argc, argv));
    return command_main(argc, argv);
}
