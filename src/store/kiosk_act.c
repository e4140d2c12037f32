#include "gatepost/kiosk_act.h"
#include "table.h"

static const char newest_sql[] = "SELECT volunteer_id, at, verb, state, seeking_at, not_signed_out FROM "
                                 "kiosk_act WHERE assignment_id = :id ORDER BY id DESC LIMIT 1";

bool kiosk_act_newest(struct store *store, int64_t assignment_id, struct kiosk_act *act, struct err *err)
{
    *act = (struct kiosk_act){0};
    struct statement *statement = statement_take(store, newest_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", assignment_id);
    if (statement_row(statement)) {
        *act = (struct kiosk_act){.volunteer_id = column_integer(statement, 0),
                                  .at = column_integer(statement, 1),
                                  .began = column_text(statement, 3)[0] != '\0',
                                  .seeking_at = column_integer(statement, 4),
                                  .not_signed_out = column_integer(statement, 5) != 0};
        column_copy(statement, 2, act->verb, sizeof act->verb);
        if (act->began)
            act->state = name_index(assignment_state_names, column_text(statement, 3));
    }
    return statement_done(statement, err);
}
