/* The process that makes backups for this desk: started, followed, its outcome said. The desk itself never waits. */
#ifndef SCREENS_BACKUP_PROCESS_H
#define SCREENS_BACKUP_PROCESS_H
#include "screens/application.h"

/* Each minute, and when the desk opens: starts one when the clock wants it and no other desk does. */
void backup_process_by_clock(struct application *application);
/* The duty officer signed on here leaves: starts one when anything was saved since the last. */
void backup_process_at_signoff(struct application *application);
/* Somebody asked (F7): how far it is and what came of it are said in the message row. */
void backup_process_now(struct application *application);
/* At every wake-up: nothing unless one is running. */
void backup_process_follow(struct application *application);
#endif
