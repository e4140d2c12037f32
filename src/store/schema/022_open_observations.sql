-- SQLite reads a row's own page to check the condition of a partial index again: with the condition's columns in the
-- index it need not.
DROP INDEX observation_days;
CREATE INDEX observation_days ON observation (first_day, last_day, began_at, id, state, voided) WHERE state = 'observing' AND voided IS NULL;
-- Whether somebody's household is observed is asked of every volunteer on a shift: found by the place, beside thousands
-- of observations.
CREATE INDEX observation_home ON observation (place_id, state, voided) WHERE state = 'observing' AND voided IS NULL;
-- Whether somebody is observed twice is asked every minute: beside the terms of years only the open ones are looked at.
CREATE INDEX observation_open ON observation (person_id, id) WHERE ended_at IS NULL AND voided IS NULL;
