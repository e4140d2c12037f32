/* A document given to a printer that speaks IPP, or to CUPS, and followed to its end. */
#ifndef GATEPOST_IPP_JOB_H
#define GATEPOST_IPP_JOB_H
#include "target.h"

struct ipp_document {
    int file; /* the document, from its start */
    const char *title, *format, *media /* NULL: as the printer has it */;
    int copies;
};
/* Sends it, says what becomes of it (print_says.h), and comes back when it is printed. False with err: it is not; after
 * a signal it is cancelled at the printer too. */
bool ipp_job_print(const struct target *target, const struct ipp_document *document, struct err *err);
#endif
