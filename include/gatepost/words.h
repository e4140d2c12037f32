/* The user's words: gettext under any locale (architecture.md §6). */
#ifndef GATEPOST_WORDS_H
#define GATEPOST_WORDS_H
#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
#define N_(text) text /* marks a constant for translation; its user calls _() */

/* Sets C.UTF-8 (else the environment's locale), so that widths are the same on every terminal and messages need no
 * locale package: they follow LANGUAGE alone, which this sets. `language` is "zh_CN" or "en"; NULL takes it from
 * LANGUAGE, LC_ALL, LC_MESSAGES, LANG; Chinese when these say nothing. Catalogues are found in the folder `locale`
 * or `share/locale` beside the program or up to three folders above it, else where the Makefile's prefix says. Numbers
 * stay in the C locale. program_path is argv[0] or NULL. */
void words_start(const char *program_path, const char *language);
/* True when the option or the environment named a language; else Chinese is only a guess. */
bool words_are_said(void);
/* Switches the language at run time. */
void words_switch(const char *language);
/* "zh_CN" or "en": what is in force. */
const char *words_language(void);
/* Chinese dates are never month-first with a slash: "2022-04-11 周一" / "2022-04-11 Mon". ISO weekday 1–7. */
const char *words_weekday(int weekday);
/* For short labels that need different words in one language: words_context(N_("direction|In")) is the translation of
 * the whole "direction|In", else what stands behind the bar. */
const char *words_context(const char *context_and_text);
#endif
