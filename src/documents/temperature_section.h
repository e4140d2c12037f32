/* The temperatures of one term of observation as a section of a sheet. */
#ifndef GATEPOST_TEMPERATURE_SECTION_H
#define GATEPOST_TEMPERATURE_SECTION_H
#include "gatepost/document.h"
#include "gatepost/observation.h"
#include "gatepost/reading.h"

/* Adds it: a row for each day of the term with its numbers, where they lie beside the fever line, and what was said
 * with them. Days to come are there, to be written in. The signs are explained below it. */
bool temperature_section(struct store *store, const char *name, const struct observation *observation,
                         struct document *document, struct err *err);
/* A half-day as it stands on paper: the sign of the round, "x" where nobody was observed, empty where a reading may
 * still come, so that it is written in by hand. `reading` NULL: there is none. */
void paper_reading(struct store *store, const struct observation *observation, struct half_day half_day,
                   const struct reading *reading, char *text, size_t size);
#endif
