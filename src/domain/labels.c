#include "gatepost/labels.h"

#include "gatepost/buffer.h"
#include "gatepost/crossing.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>

const char *const direction_labels[] = {N_("In"), N_("Out"), NULL};
const char *const class_labels[] = {N_("Resident"), N_("Tenant"),   N_("Visitor"),   N_("Courier"),
                                    N_("Service"),  N_("Official"), N_("Emergency"), NULL};
const char *const decision_labels[] = {N_("Admitted"), N_("Turned away"), N_("Held"), NULL};
const char *const yes_labels[] = {N_("No"), N_("Yes"), NULL};
/* Index = affected_area + 1. */
const char *const answer_labels[] = {N_("Not asked"), N_("No"), N_("Yes"), NULL};
const char *const person_kind_labels[] = {N_("Resident"), N_("Tenant"), N_("Visitor"), NULL};
const char *const flag_kind_labels[] = {N_("Observation"), N_("Hospital visits"), N_("Pass revoked"),
                                        N_("Wanted"),      N_("Other"),           NULL};
const char *const flag_denies_labels[] = {N_("Only advise"), N_("May not come in"), N_("May not go out"),
                                          N_("Neither in nor out"), NULL};
const char *const role_labels[] = {N_("Duty officer"),    N_("Clerk"), N_("Gate clerk"), N_("Operator"), N_("Viewer"),
                                   N_("Shared terminal"), NULL};
const char *const place_kind_labels[] = {N_("Household"), N_("Enterprise"), N_("Small place"), N_("Rented house"),
                                         NULL};

void place_needs_label(unsigned needs, const char *note, char *text, size_t size)
{
    struct buffer words = {0};
    place_needs_words(needs, &words);
    if (note[0] != '\0')
        buffer_format(&words, "%s%s", words.length > 0 ? "  " : "", note);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

void screening_group_label(enum screening_by by, const struct screening_group *group, char *text, size_t size)
{
    if (by == SCREENING_LINE)
        text_copy(text, size, group->line == LINE_NONE ? _("(no line)") : _(place_line_labels[group->line]));
    else if (by == SCREENING_BUILDING && group->kind != PLACE_HOUSEHOLD)
        text_copy(text, size, _(place_kind_labels[group->kind]));
    else if (by == SCREENING_BUILDING && group->name[0])
        snprintf(text, size, _("%1$s%2$sbuilding %3$.60s"), group->estate, group->estate[0] ? " " : "", group->name);
    else if (group->name[0])
        text_copy(text, size, group->name);
    else
        text_copy(text, size, by == SCREENING_PERSON ? _("(nobody)") : _("(none)"));
}

enum { LATE_SECONDS = 600 };

const char *crossing_mark_label(const struct crossing *crossing)
{
    if (crossing->voided[0])
        return words_context(N_("mark|void"));
    if (crossing->decision == DECISION_HELD)
        return words_context(N_("mark|held"));
    if (crossing->decision == DECISION_TURNED_AWAY)
        return words_context(N_("mark|away"));
    if (crossing->override_reason[0])
        return words_context(N_("mark|forced"));
    if (crossing->closed_at)
        return words_context(N_("mark|closed"));
    return crossing->entered_at - crossing->at > LATE_SECONDS ? words_context(N_("mark|late")) : "";
}
