#include "screens/tidy_process.h"

#include "gatepost/import.h"
#include "gatepost/process.h"

/* A failure to start is no news: the next minute tries again. */
void tidy_process_start(struct application *application)
{
    const char *argv[] = {application->program, "--db", store_path(application->store), "tidy", NULL};
    if (application->program && !application->tidy_pid && !store_is_read_only(application->store) &&
        import_is_untidy(application->store))
        process_start_alone(&application->tidy_pid, application->program, argv, NULL);
}

void tidy_process_follow(struct application *application)
{
    if (application->tidy_pid && process_reap(application->tidy_pid))
        application->tidy_pid = 0;
}
