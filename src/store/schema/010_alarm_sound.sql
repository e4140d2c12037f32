-- When somebody last heard that the alarm sounds (domain.md §9, shift start); alarms by rule and by group.

CREATE TABLE sound_test (                 -- the alarm was tried at a terminal, and somebody said whether it was heard
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    at         INTEGER NOT NULL,
    terminal   TEXT NOT NULL,             -- as in the audit: where it was to be heard
    officer_id INTEGER NOT NULL REFERENCES officer (id), -- who says so
    heard      INTEGER NOT NULL CHECK (heard BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX sound_test_terminal ON sound_test (terminal, at);
CREATE TRIGGER sound_test_inserted AFTER INSERT ON sound_test BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'alarm'; END;

CREATE INDEX alarm_standing ON alarm (rule, subject, occasion) WHERE cleared_at IS NULL; -- what the rules compare the facts with
CREATE INDEX alarm_group ON alarm (rule, occasion, raised_at); -- alarms of one rule and occasion are one line on the screen
