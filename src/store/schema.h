/* The schema's steps, embedded from src/store/schema/NNN_*.sql by schema/embed.sh; each is run once, in order. */
#ifndef GATEPOST_SCHEMA_H
#define GATEPOST_SCHEMA_H

struct schema_step {
    int number; /* NNN; the file's user_version after it */
    const char *name, *sql;
};
extern const struct schema_step schema_steps[];
extern const int schema_step_count;
#endif
