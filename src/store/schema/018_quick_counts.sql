-- The alarm line reads one row for each group of open alarms, however many stand in a group.
CREATE INDEX alarm_open_group ON alarm (rule, occasion, raised_at) WHERE acknowledgement_id IS NULL AND cleared_at IS NULL;
-- Who has not been measured is counted over thousands of running observations without a look at their rows.
CREATE INDEX observation_days ON observation (first_day, last_day, began_at, id) WHERE state = 'observing' AND voided IS NULL;
