/* Which action somebody means who types a word, in whatever way they know it. */
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "help_parts.h"
#include <string.h>
#include <strings.h>

enum { CALLED_SO, NAMED, MENTIONED, NOT_MEANT = -1 };
enum { KEY_LETTERS_LEAST = 2, SENTENCE_LETTERS_LEAST = 2 };

static bool starts_with(const char *text, const char *word)
{
    return strncasecmp(text, word, strlen(word)) == 0;
}

/* Written out or short: ctrl-z and ^z. */
static bool is_key(int32_t key, const char *word)
{
    struct buffer name = {0}, brief = {0};
    key_name(key, false, &name);
    key_name(key, true, &brief);
    bool same = strcasecmp(buffer_text(&name), word) == 0 || strcasecmp(buffer_text(&brief), word) == 0;
    buffer_release(&name);
    buffer_release(&brief);
    return same;
}

static bool has_key(const struct action *action, const char *word)
{
    for (int k = 0; k < ACTION_KEYS && action->keys[k] != KEY_NONE; k++)
        if (is_key(action->keys[k], word))
            return true;
    return false;
}

static bool keys_mention(const struct action *action, const char *word)
{
    struct buffer keys = {0};
    action_keys(action, &keys);
    bool mention = strlen(word) >= KEY_LETTERS_LEAST && text_contains(buffer_text(&keys), word);
    buffer_release(&keys);
    return mention;
}

/* The English label without its context: "Fill" of "roster|Fill", which nobody finds by typing "roster". */
static const char *english(const struct action *action)
{
    const char *bar = strchr(action->label, '|');
    return bar != NULL ? bar + 1 : action->label;
}

static int rank_word(const struct action *action, const char *word)
{
    const char *label = words_context(action->label), *help = _(action->help);
    if (starts_with(label, word) || starts_with(english(action), word) || pinyin_spells(label, word, false) ||
        has_key(action, word))
        return CALLED_SO;
    if (text_contains(label, word) || text_contains(english(action), word) || pinyin_spells(label, word, true))
        return NAMED;
    bool sentence = strlen(word) >= SENTENCE_LETTERS_LEAST && pinyin_spells(help, word, true);
    if (sentence || text_contains(help, word) || text_contains(action->help, word) ||
        text_contains(action->name, word) || keys_mention(action, word))
        return MENTIONED;
    return NOT_MEANT;
}

static void lower(struct buffer *text)
{
    for (size_t i = 0; i < text->length; i++)
        if (text->bytes[i] >= 'A' && text->bytes[i] <= 'Z')
            text->bytes[i] = (char)(text->bytes[i] - 'A' + 'a');
}

/* As good as the word that fits worst. */
int help_rank(const struct action *action, const char *typed)
{
    struct buffer words = {0};
    int rank = CALLED_SO;
    text_fold_width(&words, typed);
    lower(&words);
    char *at = words.bytes;
    while (at != NULL && *at != '\0' && rank != NOT_MEANT) {
        at += strspn(at, " ");
        size_t length = strcspn(at, " ");
        bool last = at[length] == '\0';
        at[length] = '\0';
        int one = length > 0 ? rank_word(action, at) : CALLED_SO;
        rank = one == NOT_MEANT || one > rank ? one : rank;
        at = last ? NULL : at + length + 1;
    }
    buffer_release(&words);
    return rank;
}
