#include "screens/gate_phrases.h"

#include "gatepost/pinyin.h"
#include "gatepost/search.h"
#include "screens/application.h"
#include "screens/gate_fields.h"
#include <string.h>

enum { TYPED_BYTES = 64 };

/* -1: a field without suggestions. */
static int use_of(const char *name)
{
    static const char *const names[] = {
        [PHRASE_PURPOSE] = "purpose", [PHRASE_REASON] = "reason", [PHRASE_OVERRIDE] = "override_reason"};
    for (int i = 0; i < PHRASE_USE_COUNT; i++)
        if (!strcmp(names[i], name))
            return i;
    return -1;
}

void gate_phrases_load(struct view *view)
{
    struct gate_form *state = view->state;
    struct gate_phrases *phrases = &state->phrases;
    struct err ignored = {0}; /* a form without suggestions does what it must */
    for (int i = 0; i < PHRASE_USE_COUNT; i++)
        phrase_recent(application_store(view), (enum phrase_use)i, application_of(view)->checkpoint.id,
                      phrases->recent[i], GATE_PHRASES, &phrases->recent_count[i], &ignored);
}

bool gate_phrases_follow(struct view *view, const char *name)
{
    struct gate_form *state = view->state;
    struct gate_phrases *phrases = &state->phrases;
    struct err ignored = {0};
    int use = use_of(name);
    if (use < 0)
        return false;
    phrases->found_count = 0;
    if (use != PHRASE_OVERRIDE)
        phrase_find(application_store(view), form_text(&view->form, name), phrases->found, GATE_PHRASES_FOUND,
                    &phrases->found_count, &ignored);
    return true;
}

static bool fits(const char *phrase, const char *typed, const char *folded)
{
    return strcmp(phrase, typed) != 0 &&
           (!typed[0] || strstr(phrase, typed) || (folded[0] && pinyin_spells(phrase, folded, true)));
}

static bool is_recent(const struct gate_phrases *phrases, int use, const char *phrase)
{
    for (int i = 0; i < phrases->recent_count[use]; i++)
        if (!strcmp(phrases->recent[use][i], phrase))
            return true;
    return false;
}

const char *gate_phrase(const struct view *view, const char *name, int index)
{
    const struct gate_form *state = view->state;
    const struct gate_phrases *phrases = &state->phrases;
    const char *typed = form_text(&view->form, name);
    char folded[TYPED_BYTES] = "";
    int use = use_of(name), at = 0;
    if (use < 0)
        return NULL;
    if (typed[0] && strlen(typed) < sizeof folded / 2)
        search_fold(typed, folded, sizeof folded);
    for (int i = 0; i < phrases->recent_count[use]; i++)
        if (fits(phrases->recent[use][i], typed, folded) && at++ == index)
            return phrases->recent[use][i];
    for (int i = 0; typed[0] && i < phrases->found_count; i++)
        if (strcmp(phrases->found[i], typed) != 0 && !is_recent(phrases, use, phrases->found[i]) && at++ == index)
            return phrases->found[i];
    return NULL;
}

int gate_phrases_count(const struct view *view, const char *name)
{
    int count = 0;
    while (gate_phrase(view, name, count))
        count++;
    return count;
}
