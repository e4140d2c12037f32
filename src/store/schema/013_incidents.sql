-- What is done about a fever or a suspicion, from the first reading to its outcome (domain.md §2, §4).
INSERT INTO change_seq VALUES ('incident', 0);

CREATE TABLE incident (                    -- how far it has come follows from what is filled in
    id            INTEGER PRIMARY KEY,
    rev           INTEGER NOT NULL DEFAULT 1,
    opened_at     INTEGER NOT NULL,        -- the first reading, or when it was noticed
    opened_by     INTEGER REFERENCES officer (id),
    kind          TEXT NOT NULL CHECK (kind = 'fever' OR kind = 'symptoms' OR kind = 'contact' OR kind = 'other'), -- 发热 有症状 密接 其他
    person_id     INTEGER REFERENCES person (id),     -- NULL: nobody of the register, `name` says who
    name          TEXT NOT NULL DEFAULT '',           -- '' when there is a person
    place_id      INTEGER REFERENCES place (id),      -- lived in or visited
    phone         TEXT NOT NULL DEFAULT '',           -- '' when the person's holds
    crossing_id   INTEGER REFERENCES crossing (id),   -- the crossing that confirmed the fever; NULL: opened by hand
    cause_void    INTEGER NOT NULL DEFAULT 0 CHECK (cause_void IN (0, 1)), -- 1 that crossing was voided or corrected since
    checkpoint_id INTEGER REFERENCES checkpoint (id),
    first_tenths  INTEGER CHECK (first_tenths BETWEEN 340 AND 429),  -- first reading; NULL: not measured
    retest_tenths INTEGER CHECK (retest_tenths BETWEEN 340 AND 429),
    symptoms      TEXT NOT NULL DEFAULT '',
    isolated      TEXT NOT NULL DEFAULT '',           -- where the person is kept apart; '' not yet
    isolated_at   INTEGER,
    reported      TEXT NOT NULL DEFAULT '',           -- to whom: community hospital, CDC …; '' not yet
    reported_at   INTEGER,                            -- the first of them
    reported_by   INTEGER REFERENCES officer (id),
    called_at     INTEGER,                            -- an ambulance was called
    arrived_at    INTEGER,                            -- it came
    ambulance     TEXT NOT NULL DEFAULT '',           -- its plate, or whose it is
    handed        TEXT NOT NULL DEFAULT '',           -- who took the person over: a hospital, a place of isolation; '' not yet
    handed_at     INTEGER,
    result        TEXT NOT NULL DEFAULT 'none' CHECK (result = 'none' OR result = 'hospital' OR result = 'isolation' OR result = 'observation' OR
                      result = 'home' OR result = 'false_alarm' OR result = 'other'), -- 送医 集中隔离 居家观察 回家 误报 其他
    outcome       TEXT NOT NULL DEFAULT '',           -- the result in words
    stepped_at    INTEGER NOT NULL,                   -- when something was last done about it: too long ago is an alarm
    closed_at     INTEGER,
    closed_by     INTEGER REFERENCES officer (id),    -- by name: the officer signed on
    note          TEXT NOT NULL DEFAULT '',
    voided        TEXT,
    CHECK (person_id IS NOT NULL OR name <> ''),
    CHECK (closed_at IS NULL OR (closed_by IS NOT NULL AND result <> 'none'))
) STRICT;
CREATE INDEX incident_opened ON incident (opened_at, id);
CREATE INDEX incident_open ON incident (opened_at, id) WHERE closed_at IS NULL AND voided IS NULL;
CREATE INDEX incident_voided ON incident (opened_at, id) WHERE voided IS NOT NULL;
CREATE INDEX incident_person ON incident (person_id, opened_at, id) WHERE person_id IS NOT NULL;
CREATE INDEX incident_place ON incident (place_id, opened_at, id) WHERE place_id IS NOT NULL;
CREATE UNIQUE INDEX incident_crossing ON incident (crossing_id) WHERE crossing_id IS NOT NULL AND voided IS NULL; -- a crossing opens one
CREATE TRIGGER incident_inserted AFTER INSERT ON incident BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'incident'; END;
CREATE TRIGGER incident_updated AFTER UPDATE ON incident BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'incident'; END;
