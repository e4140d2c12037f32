/* How the database means to answer a question: which index it seeks in, what it looks through. */
#ifndef GATEPOST_TEST_QUERY_PLAN_H
#define GATEPOST_TEST_QUERY_PLAN_H
#include "gatepost/store.h"

/* The plan of a question, its steps behind each other. */
void explain(struct store *store, const char *sql, char *plan, size_t size);
/* The plan of the one prepared question with these words in it. */
void explain_prepared(struct store *store, const char *words, char *plan, size_t size);
#endif
