/* The user's words: gettext under any locale (architecture.md §6). */
#ifndef GATEPOST_WORDS_H
#define GATEPOST_WORDS_H
#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
#define N_(text) text /* marks a constant for translation; its user calls _() */

/* Sets a UTF-8 locale (falls back to C.UTF-8), and the language: `language` ("zh_CN", "en" or NULL for the
 * environment's; Chinese when nothing is said). Catalogues are found beside the program (build/locale) or where
 * installed, so no locale package and no install step is needed. Clears LC_ALL effects on messages. */
void words_start(const char *program_path, const char *language);
/* Switches the language at run time. */
void words_switch(const char *language);
/* "zh_CN" or "en": what is in force. */
const char *words_language(void);
/* Chinese dates are never month-first with a slash: "2022-04-11 周一" / "2022-04-11 Mon". ISO weekday 1–7. */
const char *words_weekday(int weekday);
/* gettext of a context|msgid pair: words_context("direction", "In"): for short labels that need different words. */
const char *words_context(const char *context_and_text);
#endif
