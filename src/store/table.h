/* What the table modules share: enum words, saving by id and rev, the label of a joined place. */
#ifndef GATEPOST_TABLE_H
#define GATEPOST_TABLE_H
#include "gatepost/row.h"
#include "statement.h"

/* Index of a stored word in its NULL-ended table; -1 when it is none of them. */
int name_index(const char *const *names, const char *text);
/* Inserts when *id is 0, else updates by *rev; `rev_sql` is "SELECT rev FROM … WHERE id = :id". Sets *id and *rev. */
bool table_save(struct store *store, const char *table, const char *rev_sql, const struct row_value *values, int count,
                int64_t *id, int64_t *rev, struct err *err);
/* The one integer a statement gives, 0 without a row; takes the statement over (done in every case). */
bool table_integer(struct statement *statement, int64_t *value, struct err *err);

/* Sorts behind every text there is (U+10FFFF is no character). */
#define TEXT_ABOVE_ALL "\xF4\x8F\xBF\xBF"

/* Conditions for a valid person or place under that name in the statement. A row that came with an import counts once
 * the import is complete, and until it is undone (schema/005_import.sql). */
#define IMPORT_COUNTS(row)                                                                                            \
    "(" row ".import_id IS NULL OR EXISTS (SELECT 1 FROM import_complete done WHERE done.id = " row ".import_id AND " \
    "done.voided IS NULL))"
#define PERSON_COUNTS(row) row ".voided IS NULL AND " row ".merged_into IS NULL AND " IMPORT_COUNTS(row)
#define PLACE_COUNTS(row) row ".voided IS NULL AND " IMPORT_COUNTS(row)

/* A supply request of which something is still to be done: as the index supply_open says it. */
#define SUPPLY_OPEN(row)                                                                                               \
    row ".voided IS NULL AND (" row ".state = 'new' OR " row ".state = 'assigned' OR " row ".state = 'buying' OR " row \
        ".state = 'left')"

/* Who screens a place: what was said, else what place_usual_line says of its kind. */
#define PLACE_LINE(row)                                                                                   \
    "COALESCE(" row ".line, CASE " row ".kind WHEN 'household' THEN 'committee' WHEN 'small_place' THEN " \
    "'grid' WHEN 'enterprise' THEN 'safety' ELSE 'migrant' END)"

/* Of a shift somebody is still to come or to go: as the index assignment_open says it. */
#define ASSIGNMENT_OPEN(row) "(" row ".state = 'planned' OR " row ".state = 'confirmed' OR " row ".state = 'arrived')"

/* Under observation now: word for word the condition of the partial indexes of schema/016_observation.sql. */
#define OBSERVATION_RUNS(row) row ".state = 'observing' AND " row ".voided IS NULL"
/* A volunteer whose own household is; all of them, by their numbers, for statements that ask of many. */
#define VOLUNTEER_OBSERVED(row) "EXISTS (SELECT 1 FROM observed_volunteer w WHERE w.id = " row ".id)"
#define OBSERVED_VOLUNTEERS "(SELECT id FROM observed_volunteer)"
/* Somebody on a shift is in doubt (assignment.h): asked only where they are still to come. */
#define SHIFT_DOUBTFUL(row, observed) \
    "CASE WHEN " row ".state = 'planned' OR " row ".state = 'confirmed' THEN " observed " ELSE 0 END"

/* As half_day_belongs says it of a running one: the half-day :day, :half, which is missed from :missed_at on. */
#define HALF_DAY_BELONGS(row) row ".first_day <= :day AND " row ".last_day >= :day AND " row ".began_at < :missed_at"
/* The reading of that half-day. */
#define READING_OF_CELL(reading, row)                                                                           \
    reading ".observation_id = " row ".id AND " reading ".day = :day AND " reading ".half = :half AND " reading \
            ".voided IS NULL"

/* A place joined as `l`: its label from these columns. */
#define PLACE_LABEL_COLUMNS "l.name, l.building, l.unit, l.room"
void place_label_read(const struct statement *statement, int column, char *text, size_t size);
#endif
