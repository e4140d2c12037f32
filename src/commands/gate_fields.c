/* The fields of a crossing on the command line: a new column of the gate log is one row here. */
#include "gate_entry.h"
#include "gatepost/words.h"

static const char *const abnormal_names[] = {"no", "first", "confirmed", NULL};

#define CROSSING(member) RECORD_AT(struct crossing, member)
const struct record_field crossing_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, CROSSING(id), .width = 8},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, CROSSING(rev)},
    {"at", "TIME", N_("when: 8:15, yesterday 20:00, 2022-04-11 08:15:00 or seconds since 1970; else now"),
     RECORD_MOMENT, RECORD_BOTH, CROSSING(at), .width = 19},
    {"entered_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, CROSSING(entered_at)},
    {"checkpoint", NULL, NULL, RECORD_TEXT, RECORD_BOTH, CROSSING(checkpoint_name), .width = 10}, /* global option */
    {"direction", "WHICH", N_("else it follows from whether the person is out"), RECORD_CHOICE, RECORD_BOTH,
     CROSSING(direction), .choices = direction_names, .width = 9},
    {"class", "CLASS", N_("else it follows from the person"), RECORD_CHOICE, RECORD_BOTH, CROSSING(class),
     .choices = class_names, .width = 9},
    {"who", "WORD", N_("one known person or vehicle: room, last four of the phone, pinyin initials, name, plate"),
     RECORD_TEXT, RECORD_INPUT, RECORD_AT(struct gate_entry, who)},
    {"person", "ID", N_("a known person by number"), RECORD_ID, RECORD_BOTH, CROSSING(person_id)},
    {"name", "NAME", N_("a visitor who is not known yet"), RECORD_TEXT, RECORD_BOTH, CROSSING(person_name),
     .width = 10},
    {"phone", "NUMBER", N_("the visitor's phone"), RECORD_PHONE, RECORD_BOTH, CROSSING(phone), .width = 12},
    {"id_number", "NUMBER", N_("the visitor's ID document"), RECORD_DOCUMENT, RECORD_INPUT,
     RECORD_AT(struct gate_entry, id_number)},
    {"place", "ROOM", N_("the household visited or lived in: 12-2-1203"), RECORD_TEXT, RECORD_BOTH,
     CROSSING(place_label), .width = 12},
    {"place_id", "ID", N_("the same by number"), RECORD_ID, RECORD_BOTH, CROSSING(place_id)},
    {"plate", "PLATE", N_("the vehicle"), RECORD_TEXT, RECORD_BOTH, CROSSING(plate), .width = 9},
    {"occupants", "COUNT", N_("people in the vehicle"), RECORD_NUMBER, RECORD_BOTH, CROSSING(occupants), .most = 99},
    {"from", "TEXT", N_("coming from"), RECORD_TEXT, RECORD_BOTH, CROSSING(coming_from)},
    {"affected", "ANSWER", N_("been in an affected area within 14 days: yes or no"), RECORD_ANSWER, RECORD_BOTH,
     CROSSING(affected_area)},
    {"purpose", "TEXT", N_("why they come or go"), RECORD_TEXT, RECORD_BOTH, CROSSING(purpose)},
    {"pass", "NUMBER", N_("number of the pass"), RECORD_TEXT, RECORD_BOTH, CROSSING(pass_number)},
    {"temp", "DEGREES", N_("temperature: 365 or 36.5"), RECORD_TEMPERATURE, RECORD_BOTH, CROSSING(temp_tenths),
     .width = 4},
    {"retest", "DEGREES", N_("second reading, needed at the fever line"), RECORD_TEMPERATURE, RECORD_BOTH,
     CROSSING(retest_tenths), .width = 6},
    {"method", "METHOD", N_("how it was measured"), RECORD_CHOICE, RECORD_BOTH, CROSSING(method),
     .choices = method_names},
    {"mask", "ANSWER", N_("wears a mask: yes (if nothing is said) or no"), RECORD_SWITCH, RECORD_BOTH, CROSSING(mask)},
    {"abnormal", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, CROSSING(abnormal), .choices = abnormal_names},
    {"decision", "DECISION", N_("what was decided"), RECORD_CHOICE, RECORD_BOTH, CROSSING(decision),
     .choices = decision_names, .width = 11},
    {"reason", "TEXT", N_("why not admitted"), RECORD_TEXT, RECORD_BOTH, CROSSING(reason)},
    {"override_reason", "TEXT", N_("why admitted although a flag denies it"), RECORD_TEXT, RECORD_BOTH,
     CROSSING(override_reason)},
    {"registrar", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CROSSING(officer_name)},
    {"remark", "TEXT", N_("anything else"), RECORD_TEXT, RECORD_BOTH, CROSSING(remark), .width = 10},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CROSSING(voided), .width = 1},
    {0},
};
