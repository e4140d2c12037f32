/* The observed people of the community as a section of a sheet: the observation list is made of it, and the outage pack
 * has it among others. */
#ifndef GATEPOST_OBSERVED_SECTION_H
#define GATEPOST_OBSERVED_SECTION_H
#include "gatepost/documents.h"

struct observed_total {
    int people, households, awaiting; /* awaiting: of the people, term complete and not released */
};
/* Adds the section: building by building in the order of the doors, all names and numbers whole. What half-days will
 * bring is left open, to be written in. */
bool observed_section(struct store *store, const char *title, struct document *document, struct observed_total *total,
                      struct err *err);
/* What its signs mean. */
const char *observed_section_legend(void);
#endif
