/* Any filter is understood or refused with a reason, and the gate log is searched by it within its budget. */
#include "fuzz.h"
#include "gatepost/gate.h"
#include <stdlib.h>
#include <string.h>

enum { ROWS = 20, BUDGET_MS = 5 };

static void search(struct store *store, const struct crossing_filter *filter, bool newer)
{
    struct crossing rows[ROWS];
    struct err err = {0};
    struct crossing_window window = {
        .filter = filter, .newer = newer, .budget_ms = BUDGET_MS, .rows = rows, .most = ROWS};
    fuzz_must(crossing_window(store, &window, &err), "what was understood can be searched for");
    for (int i = 0; i < window.count; i++)
        fuzz_touch(rows[i].person_name);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct store *store = fuzz_community();
    struct crossing_filter filter;
    struct err err = {0};
    char *text = strndup((const char *)bytes, length);
    bool done = gate_filter_parse(store, text, &filter, &err);
    fuzz_must(done || (err.text[0] != '\0' && crossing_filter_is_empty(&filter)), "a refused filter has no conditions");
    if (done) {
        search(store, &filter, false);
        search(store, &filter, true);
    }
    free(text);
    return 0;
}
