#include "crossing_row.h"

void crossing_filter_init(struct crossing_filter *filter)
{
    *filter = (struct crossing_filter){.direction = -1, .decision = -1, .class = -1};
}

bool crossing_filter_is_empty(const struct crossing_filter *filter)
{
    return filter->word_count == 0 && filter->day_first == 0 && filter->day_last == 0 && filter->direction < 0 &&
           filter->decision < 0 && filter->class < 0 && filter->checkpoint_id == 0 && filter->person_id == 0 &&
           filter->place_id == 0 && !filter->abnormal_only && !filter->voided_only && !filter->valid_only &&
           !filter->override_only && filter->temp_comparison == COMPARE_NONE;
}

/* A temperature that was not measured is neither high nor low. */
static bool temp_passes(const struct crossing_filter *filter, int temp_tenths)
{
    switch (filter->temp_comparison) {
    case COMPARE_NONE:
        return true;
    case COMPARE_LESS:
        return temp_tenths != 0 && temp_tenths < filter->temp_tenths;
    case COMPARE_LESS_EQUAL:
        return temp_tenths != 0 && temp_tenths <= filter->temp_tenths;
    case COMPARE_EQUAL:
        return temp_tenths != 0 && temp_tenths == filter->temp_tenths;
    case COMPARE_GREATER_EQUAL:
        return temp_tenths != 0 && temp_tenths >= filter->temp_tenths;
    case COMPARE_GREATER:
        return temp_tenths != 0 && temp_tenths > filter->temp_tenths;
    }
    return true;
}

bool crossing_row_passes(const struct crossing_row *row, const struct crossing_filter *filter)
{
    return (filter->direction < 0 || row->direction == filter->direction) &&
           (filter->decision < 0 || row->decision == filter->decision) &&
           (filter->class < 0 || row->class == filter->class) &&
           (filter->checkpoint_id == 0 || row->checkpoint_id == filter->checkpoint_id) &&
           (filter->person_id == 0 || row->person_id == filter->person_id) &&
           (filter->place_id == 0 || row->place_id == filter->place_id) &&
           (!filter->abnormal_only || row->is_abnormal) && (!filter->voided_only || row->is_voided) &&
           (!filter->valid_only || !row->is_voided) && (!filter->override_only || row->is_override) &&
           temp_passes(filter, row->temp_tenths);
}
