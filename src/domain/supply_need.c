/* Whether a household's supply is ensured: from its requests, in one line. */
#include "gatepost/buffer.h"
#include "gatepost/moment.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"

static void add_first(const struct supply *first, int64_t now, struct buffer *words)
{
    char age[TIME_SIZE];
    duration_label(now - first->asked_at, age);
    buffer_format(words, "#%lld", (long long)first->head.id);
    if (first->urgent)
        buffer_format(words, " %s", words_context(N_("supply|urgent")));
    buffer_format(words, " %s %s", words_context(supply_state_labels[first->state]), age);
    if (supply_is_over(first, now))
        buffer_format(words, " %s", _("over its limit"));
    buffer_format(words, " %s", first->items);
}

void supply_need_words(const struct supply_need *need, int64_t now, char *text, size_t size)
{
    struct buffer words = {0};
    int others = need->open - 1;
    if (need->open == 0)
        buffer_add(&words, _("nothing open"));
    else
        add_first(&need->first, now, &words);
    if (others > 0)
        buffer_format(&words, ngettext(" (%d more request)", " (%d more requests)", (unsigned long)others), others);
    if (need->over > 0)
        buffer_add(&words, " !");
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}
