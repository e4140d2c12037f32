/* gatepost-convert: foreign formats to rows and back, over pipes. It stands apart from gatepost so that what reads
 * files of strangers can reach neither the register nor the terminal (architecture.md §5). */
#include "commands.h"
#include "confine.h"
#include "gatepost/words.h"
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

struct options {
    const char *sheet_name;
    bool says_progress, help, version;
};

static bool parse_options(struct options *options, int argc, char **argv)
{
    enum { SHEET = 1, PROGRESS, HELP, VERSION };
    static const struct option longs[] = {{"sheet", required_argument, NULL, SHEET},
                                          {"progress", no_argument, NULL, PROGRESS},
                                          {"help", no_argument, NULL, HELP},
                                          {"version", no_argument, NULL, VERSION},
                                          {0}};
    for (int found; (found = getopt_long(argc, argv, "h", longs, NULL)) != -1;) {
        if (found == SHEET)
            options->sheet_name = optarg;
        else if (found == PROGRESS)
            options->says_progress = true;
        else if (found == HELP || found == 'h')
            options->help = true;
        else if (found == VERSION)
            options->version = true;
        else
            return false; /* getopt has said why */
    }
    return true;
}

static void say_usage(FILE *file)
{
    fputs(_("Usage: gatepost-convert rows [--sheet NAME] [--progress] <FILE.xlsx >FILE.csv\n"
            "       gatepost-convert xlsx <FILE.csv >FILE.xlsx\n"
            "\n"
            "rows  the rows of a workbook as CSV: line n is row n. Without --sheet: the first\n"
            "      visible sheet in which something stands. --progress: percent lines on standard error.\n"
            "xlsx  CSV in UTF-8 as a workbook with all cells as text.\n"
            "--version, --help\n"),
          file);
}

static int run(int argc, char **argv)
{
    struct options options = {0};
    struct err err = {0};
    if (!parse_options(&options, argc, argv))
        return EXIT_USAGE;
    const char *command = optind < argc ? argv[optind] : "";
    if (options.help) {
        say_usage(stdout);
        return EXIT_DONE;
    }
    if (options.version) {
        puts("gatepost-convert " GATEPOST_VERSION);
        return EXIT_DONE;
    }
    bool is_rows = strcmp(command, "rows") == 0;
    if (optind + 1 != argc || (!is_rows && strcmp(command, "xlsx") != 0)) {
        say_usage(stderr);
        return EXIT_USAGE;
    }
    if (is_rows ? rows_write(options.sheet_name, options.says_progress, &err) : xlsx_write(&err))
        return EXIT_DONE;
    fprintf(stderr, "%s\n", err.text);
    return EXIT_FAILED;
}

/* A closed descriptor 0, 1 or 2 would be given to the next file that is opened. */
static bool has_standard_descriptors(void)
{
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0)
            return false;
    return true;
}

int main(int argc, char **argv)
{
    if (!confine() || !has_standard_descriptors())
        return EXIT_FAILED;
    words_start(NULL, NULL);
    int code = run(argc, argv);
    return fflush(stdout) == 0 ? code : EXIT_FAILED;
}
