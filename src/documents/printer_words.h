/* What a printer says of itself (RFC 8011, 5.4.12 and 5.3.8; PWG 5100), in the user's language. */
#ifndef GATEPOST_PRINTER_WORDS_H
#define GATEPOST_PRINTER_WORDS_H

/* Words for a keyword of printer-state-reasons or job-state-reasons, as gatepost-convert gives it (without -error,
 * -warning, -report): "media-empty" is "out of paper". "none" is "". Of a keyword nobody knows it can only be said that
 * somebody must go and look. A constant. */
const char *printer_reason_words(const char *keyword);
/* Words for ready, busy, stopped, refusing, as `gatepost-convert printers` says them; "" for others. A constant. */
const char *printer_state_words(const char *state);
#endif
