/* A list of strangers is held against the register: every row gets a verdict, every refusal a reason, and what would be
 * written is written as in a rehearsal. */
#include "fuzz.h"
#include "gatepost/importer.h"
#include <string.h>

enum { BUDGET_MS = 20 };

static bool go_on(struct importer *importer, enum importer_phase until, struct err *err)
{
    while (importer_phase(importer) != until)
        if (!importer_step(importer, BUDGET_MS, err))
            return false;
    return true;
}

/* A person says which column is which where no headings do: here they stand in the order of the fields. */
static void map_columns(struct importer *importer)
{
    if (importer_heading_line(importer) > 0)
        return;
    for (int column = 0; column < importer_columns(importer); column++)
        if (column < importer_register(importer)->field_count)
            importer_map(importer, column, column);
}

static void check_rows(struct importer *importer)
{
    int64_t counts[IMPORT_VERDICTS] = {0};
    struct importer_row row;
    for (int64_t i = 0; i < importer_rows(importer); i++) {
        importer_row(importer, i, &row);
        counts[row.verdict]++;
        fuzz_touch(row.why);
        fuzz_must(row.why[0] != '\0' || row.verdict == IMPORT_NEW || row.verdict == IMPORT_SAME,
                  "a row that is not taken in says why");
        for (int field = 0; field < importer_register(importer)->field_count; field++)
            fuzz_touch(importer_text(importer, i, field));
    }
    for (int verdict = 0; verdict < IMPORT_VERDICTS; verdict++)
        fuzz_must(counts[verdict] == importer_count(importer, (enum import_verdict)verdict), "verdicts are counted");
}

/* As far as a rehearsal goes: the second transaction of an import finds nothing of the first. */
static void rehearse(struct importer *importer)
{
    bool done;
    importer_take_all(importer, true);
    do
        done = importer_phase(importer) == IMPORTER_READY ? importer_write(importer, NULL)
                                                          : importer_step(importer, BUDGET_MS, NULL);
    while (done && importer_phase(importer) != IMPORTER_DONE);
}

static void import(const struct import_register *wanted, const char *bytes, size_t length)
{
    const struct importer_defaults defaults = {.estate = "", .checkpoint_id = 1};
    struct importer *importer = importer_new(fuzz_community(), wanted, &defaults);
    struct err err = {0};
    bool done = importer_open_text(importer, bytes, length, &err) && go_on(importer, IMPORTER_MAPPING, &err);
    if (done) {
        map_columns(importer);
        done = importer_judge(importer, &err) && go_on(importer, IMPORTER_READY, &err);
    }
    fuzz_must(done || err.text[0] != '\0', "a refusal says why");
    if (done) {
        check_rows(importer);
        rehearse(importer);
    }
    importer_free(importer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    for (const struct import_register *const *wanted = import_registers; *wanted != NULL; wanted++)
        import(*wanted, (const char *)bytes, length);
    return 0;
}
