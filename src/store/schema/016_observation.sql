-- Home medical observation and its readings (domain.md §4). Which readings are due or missed, and that a term is over,
-- follow from these rows and the clock.
INSERT INTO change_seq VALUES ('observation', 0);

CREATE TABLE observation (                -- 居家医学观察: one term of one person; it flags the whole household
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    person_id    INTEGER NOT NULL REFERENCES person (id),
    place_id     INTEGER NOT NULL REFERENCES place (id), -- where it is kept
    door         TEXT NOT NULL,           -- the beginning of the place's room_sort: the round goes from door to door
    kind         TEXT NOT NULL CHECK (kind = 'close' OR kind = 'secondary' OR kind = 'cohabiting' OR kind = 'returned' OR
                     kind = 'discharged' OR kind = 'other'), -- 密接 次密接 同住 来返 出院 其他
    basis        TEXT NOT NULL CHECK (basis = 'left' OR basis = 'contact' OR basis = 'began'), -- what the term counts from
    basis_day    INTEGER NOT NULL,        -- yyyymmdd: left the affected area, last contact, observation began
    first_day    INTEGER NOT NULL,        -- day 1: the basis day or the day after, by the setting when it was opened
    last_day     INTEGER NOT NULL,        -- the term ends at 24:00 of it; moved only with a reason (term_change)
    ends_at      INTEGER NOT NULL,        -- that moment
    began_at     INTEGER NOT NULL,        -- since when readings are due here
    state        TEXT NOT NULL CHECK (state = 'to_verify' OR state = 'observing' OR state = 'released' OR state = 'hospital' OR
                     state = 'isolation' OR state = 'moved' OR state = 'lost' OR state = 'mistake'),
    reason       TEXT NOT NULL DEFAULT '', -- what happened: 4-02 与确诊者同桌用餐
    told_at      INTEGER,                 -- told in person
    letter_at    INTEGER,                 -- letter given 告知书
    promise_at   INTEGER,                 -- promise signed 承诺书
    opened_by    INTEGER REFERENCES officer (id),
    arrival_id   INTEGER REFERENCES arrival (id), -- what it was opened for
    flag_id      INTEGER REFERENCES flag (id),    -- the household's flag; that of all its observations
    ended_at     INTEGER,                 -- released or left; NULL: running
    ended_by     INTEGER REFERENCES officer (id),
    applied_by   TEXT NOT NULL DEFAULT '', -- release: who applied, verified, issued
    verified_by  TEXT NOT NULL DEFAULT '',
    issued_by    TEXT NOT NULL DEFAULT '',
    paper_number TEXT NOT NULL DEFAULT '', -- number of the release paper 解除通知书
    delivered_at INTEGER,
    end_reason   TEXT NOT NULL DEFAULT '', -- why with readings missing, where to, what was wrong
    note         TEXT NOT NULL DEFAULT '',
    voided       TEXT,
    CHECK (last_day >= first_day),
    CHECK ((ended_at IS NULL) = (state = 'to_verify' OR state = 'observing'))
) STRICT;
CREATE INDEX observation_door ON observation (door, id);
CREATE INDEX observation_running ON observation (door, id) WHERE state = 'observing' AND voided IS NULL;
CREATE INDEX observation_to_verify ON observation (door, id) WHERE state = 'to_verify' AND voided IS NULL;
CREATE INDEX observation_ends ON observation (ends_at, id) WHERE state = 'observing' AND voided IS NULL;
CREATE INDEX observation_ended ON observation (ended_at, id) WHERE ended_at IS NOT NULL AND voided IS NULL;
CREATE INDEX observation_person ON observation (person_id, id);
CREATE INDEX observation_place ON observation (place_id, id);
CREATE INDEX observation_arrival ON observation (arrival_id) WHERE arrival_id IS NOT NULL;

CREATE TABLE term_change (                -- an extension or shortening, never without a reason
    id             INTEGER PRIMARY KEY,
    rev            INTEGER NOT NULL DEFAULT 1,
    observation_id INTEGER NOT NULL REFERENCES observation (id),
    at             INTEGER NOT NULL,
    from_day       INTEGER NOT NULL,      -- the last day before
    to_day         INTEGER NOT NULL,      -- and after
    reason         TEXT NOT NULL CHECK (reason <> ''),
    officer_id     INTEGER REFERENCES officer (id),
    voided         TEXT
) STRICT;
CREATE INDEX term_change_observation ON term_change (observation_id, at, id);
CREATE INDEX term_change_at ON term_change (at, id);

CREATE TABLE reading (                    -- one cell of the round: a person and a half-day
    id             INTEGER PRIMARY KEY,
    rev            INTEGER NOT NULL DEFAULT 1,
    observation_id INTEGER NOT NULL REFERENCES observation (id),
    day            INTEGER NOT NULL,      -- yyyymmdd
    half           TEXT NOT NULL CHECK (half = 'morning' OR half = 'evening'),
    outcome        TEXT NOT NULL CHECK (outcome = 'value' OR outcome = 'no_answer' OR outcome = 'refused' OR outcome = 'excused'),
    tenths         INTEGER CHECK (tenths BETWEEN 340 AND 429),
    retest_tenths  INTEGER CHECK (retest_tenths BETWEEN 340 AND 429), -- second measurement of the same half-day
    abnormal       INTEGER NOT NULL DEFAULT 0 CHECK (abnormal IN (0, 1)), -- the last measurement is at the fever line of then
    at             INTEGER NOT NULL,      -- when it was measured or tried, as far as is known
    late           INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)), -- entered after the half-day was over
    via            TEXT NOT NULL DEFAULT 'phone' CHECK (via = 'phone' OR via = 'chat' OR via = 'door'), -- how it came
    symptoms       TEXT NOT NULL DEFAULT '',
    officer_id     INTEGER REFERENCES officer (id),
    voided         TEXT,
    CHECK ((outcome = 'value') = (tenths IS NOT NULL)),
    CHECK (retest_tenths IS NULL OR tenths IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX reading_cell ON reading (observation_id, day, half) WHERE voided IS NULL;
CREATE INDEX reading_day ON reading (day, half, observation_id, outcome) WHERE voided IS NULL;
CREATE INDEX reading_abnormal ON reading (at, id) WHERE abnormal = 1 AND voided IS NULL;
CREATE INDEX reading_at ON reading (at, id);

ALTER TABLE incident ADD COLUMN reading_id INTEGER REFERENCES reading (id); -- the reading of the round that opened it; NULL: none did
CREATE UNIQUE INDEX incident_reading ON incident (reading_id) WHERE reading_id IS NOT NULL AND voided IS NULL;

CREATE TRIGGER observation_inserted AFTER INSERT ON observation BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'observation'; END;
CREATE TRIGGER observation_updated AFTER UPDATE ON observation BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'observation'; END;
CREATE TRIGGER term_change_inserted AFTER INSERT ON term_change BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'observation'; END;
CREATE TRIGGER term_change_updated AFTER UPDATE ON term_change BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'observation'; END;
CREATE TRIGGER reading_inserted AFTER INSERT ON reading BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'observation'; END;
CREATE TRIGGER reading_updated AFTER UPDATE ON reading BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'observation'; END;
