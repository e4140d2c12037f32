#include "screens/sound_process.h"

#include "gatepost/alarm_sound.h"
#include "gatepost/clock.h"
#include "gatepost/process.h"
#include "gatepost/words.h"

enum { LOOK_MS = 250 };

static bool start(struct application *application, bool *configured, struct err *err)
{
    struct alarm_sound sound;
    bool good = alarm_sound_read(&sound, err);
    *configured = good && sound.words[0] != NULL;
    if (*configured) {
        application->sound.started_ms = clock_real_ms();
        good = process_start_alone(&application->sound.pid, sound.words[0], (const char *const *)sound.words, err);
        if (!good)
            application->sound.pid = 0;
    }
    alarm_sound_release(&sound);
    return good;
}

static void say_failure(struct application *application, const struct err *err)
{
    if (application->sound.failure_said)
        return;
    application->sound.failure_said = true;
    ui_say_err(application->ui, err);
}

void sound_process_ring(struct application *application)
{
    struct err err = {0};
    bool configured = false;
    if (application->officer.id != 0 && application->sound.pid == 0 && !start(application, &configured, &err))
        say_failure(application, &err);
}

bool sound_process_try(struct application *application, bool *configured, struct err *err)
{
    *configured = true;
    sound_process_follow(application);
    application->sound.failure_said = false; /* whoever tries it hears of it */
    return application->sound.pid != 0 || start(application, configured, err);
}

void sound_process_follow(struct application *application)
{
    struct err err = {0};
    int code = 0;
    if (application->sound.pid == 0)
        return;
    if (process_reap_code(application->sound.pid, &code)) {
        application->sound.pid = 0;
        if (code == 0)
            application->sound.failure_said = false;
        else if (application->sound.cut)
            err_set(&err, ERR_SYSTEM, _("The sound of the alarm was ended: its command ran longer than %d seconds."),
                    SOUND_SECONDS);
        else
            err_set(&err, ERR_SYSTEM, _("The alarm may be silent: the command of \"sound = …\" failed (exit code %d)."),
                    code);
        if (code != 0)
            say_failure(application, &err);
        application->sound.cut = false;
    } else if (!application->sound.cut &&
               clock_real_ms() - application->sound.started_ms >= (int64_t)SOUND_SECONDS * 1000) {
        application->sound.cut = true;
        process_kill_alone(application->sound.pid);
    }
}

void sound_process_end(struct application *application)
{
    if (application->sound.pid != 0)
        process_kill_alone(application->sound.pid);
    application->sound.pid = 0;
}

int sound_process_rest_ms(const struct application *application, int most_ms)
{
    return application->sound.pid != 0 && most_ms > LOOK_MS ? LOOK_MS : most_ms;
}
