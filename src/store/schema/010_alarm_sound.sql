-- When somebody last heard that the alarm sounds (domain.md §9, shift start).

CREATE INDEX alarm_standing ON alarm (rule, subject, occasion) WHERE cleared_at IS NULL; -- what the rules compare the facts with
