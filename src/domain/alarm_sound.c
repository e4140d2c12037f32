#include "gatepost/alarm_sound.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/process.h"
#include "gatepost/setting_table.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

/* Each word a string of its own, "~/" at its beginning being the home folder. */
static bool take_words(struct alarm_sound *sound, char *line, struct err *err)
{
    char *words[SOUND_WORDS];
    if (!process_words(line, words, SOUND_WORDS, err))
        return false;
    if (words[0] != NULL && words[0][0] != '/' && strncmp(words[0], "~/", 2) != 0)
        return err_set(err, ERR_INPUT,
                       _("The line \"sound = …\" of the configuration must begin with the whole path of a program, "
                         "like /usr/bin/paplay."));
    bool good = true;
    for (int i = 0; good && words[i] != NULL; i++) {
        struct buffer word = {0};
        if (strncmp(words[i], "~/", 2) == 0)
            good = store_full_path(words[i], &word, err);
        else
            buffer_add(&word, words[i]);
        sound->words[i] = memory_copy(buffer_text(&word));
        buffer_release(&word);
    }
    return good;
}

bool alarm_sound_read(struct alarm_sound *sound, struct err *err)
{
    struct buffer line = {0};
    *sound = (struct alarm_sound){0};
    bool good = store_config_value("sound", &line, err) && (line.length == 0 || take_words(sound, line.bytes, err));
    buffer_release(&line);
    return good;
}

void alarm_sound_release(struct alarm_sound *sound)
{
    for (int i = 0; i < SOUND_WORDS; i++)
        free(sound->words[i]);
    *sound = (struct alarm_sound){0};
}

int alarm_repeat_minutes(struct store *store)
{
    return setting_integer(store, "alarm.repeat_minutes");
}

bool alarm_sound_note(struct store *store, bool heard, int64_t *id, struct err *err)
{
    if (!verb_begin(store, "alarm.sound_test", err))
        return false;
    return verb_end(store, sound_test_insert(store, heard, id, err), err);
}
