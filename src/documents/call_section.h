/* The call list as rows of a sheet. */
#ifndef GATEPOST_DOCUMENTS_CALL_SECTION_H
#define GATEPOST_DOCUMENTS_CALL_SECTION_H
#include "gatepost/documents.h"

/* Adds columns and rows to the section that was begun; a scope of everybody (CONTACTS_ALL) says who is reached day and
 * night, one of those alone need not. Posted there is no number, nor a remark, which may hold one. */
bool call_section(struct store *store, int scope, enum document_level level, struct document *document,
                  struct err *err);
#endif
