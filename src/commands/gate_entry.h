/* A crossing as it is said on the command line or in a row of standard input, before ids are found. */
#ifndef GATEPOST_GATE_ENTRY_H
#define GATEPOST_GATE_ENTRY_H
#include "gatepost/gate.h"
#include "record.h"

/* `crossing` stands first: the fields of a listing are members of struct crossing. Its members for showing (name,
 * phone, plate …) take what was typed. */
struct gate_entry {
    struct crossing crossing;
    char who[NAME_BYTES], id_number[40];
    bool has_direction, has_class, has_decision, has_person; /* given, not following from others */
    bool has_place, has_place_id;
};
/* One table for options, rows read, JSON, TSV and the plain listing. */
extern const struct record_field crossing_fields[];

void gate_entry_init(struct gate_entry *entry);
/* One field by name; unknown ones are ERR_INPUT, those made by the program are passed over. */
bool gate_entry_put(struct gate_entry *entry, const char *name, const char *text, struct err *err);
bool gate_entry_put_options(struct gate_entry *entry, const struct command_call *call, struct err *err);
/* Finds person, household, checkpoint; direction and class follow from the person where not given. `visitor` is filled
 * for somebody new and for a plate; *has_visitor tells. */
bool gate_entry_resolve(struct gate_entry *entry, const struct command_call *call, struct gate_visitor *visitor,
                        bool *has_visitor, struct err *err);
/* Resolves and saves (or only tries). */
bool gate_entry_save(struct gate_entry *entry, const struct command_call *call, struct err *err);
#endif
