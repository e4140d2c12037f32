/* The kinds of documents: each is one file of this folder, and one line here and in document_kinds[]. */
#ifndef GATEPOST_KINDS_H
#define GATEPOST_KINDS_H
#include "gatepost/documents.h"

extern const struct document_kind roster_sheet;
extern const struct document_kind sign_in_sheet;
extern const struct document_kind own_shifts_sheet;
extern const struct document_kind call_sheet;
extern const struct document_kind gate_sheet;
extern const struct document_kind void_pass_sheet;
extern const struct document_kind delivery_sheet;
extern const struct document_kind shopping_sheet;
extern const struct document_kind observed_sheet;
extern const struct document_kind booklet_sheet;
extern const struct document_kind outage_sheet;

#endif
