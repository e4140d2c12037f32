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
    struct print_order order;
    bool says_progress, help, version;
};

static bool run_rows(const struct options *options, struct err *err)
{
    return rows_write(options->sheet_name, options->says_progress, err);
}

static bool run_xlsx(const struct options *options, struct err *err)
{
    (void)options;
    return xlsx_write(err);
}

static bool run_pdf(const struct options *options, struct err *err)
{
    return pdf_write(options->says_progress, err);
}

static bool run_print(const struct options *options, struct err *err)
{
    return print_write(&options->order, err);
}

static bool run_printers(const struct options *options, struct err *err)
{
    (void)options;
    return printers_write(err);
}

static const struct command {
    const char *name;
    enum fence fence;
    bool (*run)(const struct options *options, struct err *err);
} commands[] = {
    {"rows", FENCE_ALONE, run_rows},   {"xlsx", FENCE_ALONE, run_xlsx},
    {"pdf", FENCE_THREADS, run_pdf}, /* pango asks for its fonts in threads */
    {"print", FENCE_ALONE, run_print}, {"printers", FENCE_ALONE, run_printers},
};

/* NULL: none, or more than its name stands there. */
static const struct command *find_command(int argc, char **argv)
{
    for (size_t i = 0; optind + 1 == argc && i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, argv[optind]) == 0)
            return &commands[i];
    return NULL;
}

static bool parse_options(struct options *options, int argc, char **argv)
{
    enum { SHEET = 1, TO, TITLE, COPIES, TYPE, MEDIA, PROGRESS, HELP, VERSION, OPTIONS };
    static const struct option longs[] = {
        {"sheet", required_argument, NULL, SHEET}, {"to", required_argument, NULL, TO},
        {"title", required_argument, NULL, TITLE}, {"copies", required_argument, NULL, COPIES},
        {"type", required_argument, NULL, TYPE},   {"media", required_argument, NULL, MEDIA},
        {"progress", no_argument, NULL, PROGRESS}, {"help", no_argument, NULL, HELP},
        {"version", no_argument, NULL, VERSION},   {0}};
    const char **const values[OPTIONS] = {
        [SHEET] = &options->sheet_name,    [TO] = &options->order.to,     [TITLE] = &options->order.title,
        [COPIES] = &options->order.copies, [TYPE] = &options->order.type, [MEDIA] = &options->order.media};
    for (int found; (found = getopt_long(argc, argv, "h", longs, NULL)) != -1;) {
        if (found < OPTIONS && values[found] != NULL)
            *values[found] = optarg;
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
    fputs(
        _("Usage: gatepost-convert rows [--sheet NAME] [--progress] <FILE.xlsx >FILE.csv\n"
          "       gatepost-convert xlsx <FILE.csv >FILE.xlsx\n"
          "       gatepost-convert pdf [--progress] <PAGES >FILE.pdf\n"
          "       gatepost-convert print --to PRINTER --title JOB [--copies N] [--type pdf|text]\n"
          "                              [--media NAME] <FILE\n"
          "       gatepost-convert printers\n"
          "\n"
          "rows  the rows of a workbook as CSV: line n is row n. Without --sheet: the first\n"
          "      visible sheet in which something stands. --progress: percent lines on standard error.\n"
          "xlsx  CSV in UTF-8 as a workbook with all cells as text.\n"
          "pdf   pages as gatepost lays them out, Chinese text selectable. What no font has is printed as 〓 and\n"
          "      said on standard error: missing U+20BB7 𠮷\n"
          "print PDF or plain text to a printer: printer:NAME, raw:NAME, ipp://HOST/ipp/print,\n"
          "      socket://HOST:9100, device:/dev/usb/lp0. What becomes of it stands on standard output, line by line:\n"
          "      job 12, state processing, reason media-empty. --media: a paper by its IPP name, iso_a5_148x210mm.\n"
          "printers  the queues of CUPS: name, usual or -, ready|busy|stopped|refusing, reasons; tabs between.\n"
          "--version, --help\n"),
        file);
}

static int run(const struct options *options, const struct command *command)
{
    struct err err = {0};
    if (options->help) {
        say_usage(stdout);
        return EXIT_DONE;
    }
    if (options->version) {
        puts("gatepost-convert " GATEPOST_VERSION);
        return EXIT_DONE;
    }
    if (command == NULL) {
        say_usage(stderr);
        return EXIT_USAGE;
    }
    if (command->run(options, &err))
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
    struct options options = {0};
    bool is_understood = parse_options(&options, argc, argv);
    const struct command *command = find_command(argc, argv);
    if (!confine(command != NULL ? command->fence : FENCE_ALONE) || !has_standard_descriptors())
        return EXIT_FAILED;
    if (!is_understood)
        return EXIT_USAGE;
    words_start(NULL, NULL);
    int code = run(&options, command);
    return fflush(stdout) == 0 ? code : EXIT_FAILED;
}
