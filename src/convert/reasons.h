/* What a printer says is the matter with it: the keywords of printer-state-reasons (RFC 8011, 5.4.12). */
#ifndef GATEPOST_REASONS_H
#define GATEPOST_REASONS_H
#include <cups/cups.h>
#include <stdbool.h>
#include <stddef.h>

/* The keyword without its -error, -warning, -report. False for one that is nothing to an operator: "none", reports. */
bool reason_plain(const char *keyword, char *plain, size_t size);
/* The gravest of an attribute's reasons, plain; "none" when there is none, or no such attribute. */
void reasons_gravest(ipp_attribute_t *reasons, char *plain, size_t size);
/* Of a job: only what somebody has to do something about ("job-printing" is none). */
void reasons_of_job(ipp_attribute_t *reasons, char *plain, size_t size);
#endif
