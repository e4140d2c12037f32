/* Which number format each cell style has. */
#ifndef GATEPOST_STYLES_H
#define GATEPOST_STYLES_H
#include "archive.h"
#include "number.h"

struct styles {
    struct number_format *formats; /* by the style number of a cell */
    size_t count;
};
/* part NULL: there are none. ERR_INPUT: damaged. Release in every case. */
bool styles_read(struct styles *styles, struct archive *archive, const char *part, struct err *err);
struct number_format styles_at(const struct styles *styles, uint64_t style);
void styles_release(struct styles *styles);
#endif
