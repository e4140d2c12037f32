/* Bytes to a printer that speaks no protocol: a TCP port (9100) or a device. */
#ifndef GATEPOST_OUTLET_H
#define GATEPOST_OUTLET_H
#include "gatepost/buffer.h"
#include "target.h"

/* Writes all of it and waits until the printer has taken it; says what becomes of it (print_says.h). A printer that
 * takes nothing for a while is waited for, since paper may be put in; a pipe nobody reads is not. False with err. */
bool outlet_print(const struct target *target, const struct buffer *bytes, struct err *err);
#endif
