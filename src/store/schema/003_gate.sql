-- The gate log (domain.md §2), who is in or out, and the tallies that titles and reports read.
-- More than two words after IN would make SQLite build a temporary table for each row it checks: those stand with OR.

CREATE TABLE crossing (
    id              INTEGER PRIMARY KEY,
    rev             INTEGER NOT NULL DEFAULT 1,
    at              INTEGER NOT NULL,           -- when the person stood at the gate
    day             INTEGER NOT NULL,           -- local day of `at` in the community's zone, yyyymmdd
    entered_at      INTEGER NOT NULL,           -- when it was written down
    checkpoint_id   INTEGER NOT NULL REFERENCES checkpoint (id),
    direction       TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    class           TEXT NOT NULL CHECK (class = 'resident' OR class = 'tenant' OR class = 'visitor' OR
                        class = 'courier' OR class = 'service' OR class = 'official' OR class = 'emergency'),
    person_id       INTEGER REFERENCES person (id),  -- NULL: a vehicle alone
    place_id        INTEGER REFERENCES place (id),   -- lived in or visited
    vehicle_id      INTEGER REFERENCES vehicle (id),
    occupants       INTEGER NOT NULL DEFAULT 0 CHECK (occupants BETWEEN 0 AND 99),
    coming_from     TEXT NOT NULL DEFAULT '',
    affected_area   INTEGER CHECK (affected_area IN (0, 1)), -- been in an affected area within 14 days; NULL: not asked
    purpose_id      INTEGER REFERENCES phrase (id),
    pass_number     TEXT NOT NULL DEFAULT '',
    temp_tenths     INTEGER CHECK (temp_tenths BETWEEN 340 AND 429), -- NULL: not measured
    retest_tenths   INTEGER CHECK (retest_tenths BETWEEN 340 AND 429),
    method          TEXT NOT NULL DEFAULT 'forehead' CHECK (method IN ('forehead', 'axillary')), -- 额温 / 腋温
    mask            INTEGER NOT NULL DEFAULT 1 CHECK (mask IN (0, 1)),
    abnormal        INTEGER NOT NULL DEFAULT 0 CHECK (abnormal BETWEEN 0 AND 2), -- 1 first reading at the fever line, 2 confirmed by the retest
    decision        TEXT NOT NULL CHECK (decision = 'admitted' OR decision = 'turned_away' OR decision = 'held'), -- 放行 劝返 留观上报
    reason_id       INTEGER REFERENCES phrase (id),  -- why not admitted
    override_reason TEXT NOT NULL DEFAULT '',        -- why admitted although a flag denied it
    officer_id      INTEGER REFERENCES officer (id), -- registrar
    remark          TEXT NOT NULL DEFAULT '',
    voided          TEXT
) STRICT;
CREATE INDEX crossing_at ON crossing (at);
CREATE INDEX crossing_person ON crossing (person_id, at) WHERE person_id IS NOT NULL;
CREATE INDEX crossing_place ON crossing (place_id, at) WHERE place_id IS NOT NULL;
CREATE INDEX crossing_vehicle ON crossing (vehicle_id, at) WHERE vehicle_id IS NOT NULL;
CREATE INDEX crossing_checkpoint ON crossing (checkpoint_id, at);
CREATE INDEX crossing_purpose ON crossing (purpose_id, at) WHERE purpose_id IS NOT NULL;
CREATE INDEX crossing_reason ON crossing (reason_id, at) WHERE reason_id IS NOT NULL;
CREATE INDEX crossing_officer ON crossing (officer_id, at) WHERE officer_id IS NOT NULL;
CREATE INDEX crossing_decision ON crossing (decision, at) WHERE decision <> 'admitted';
CREATE INDEX crossing_abnormal ON crossing (at) WHERE abnormal > 0;
CREATE INDEX crossing_warm ON crossing (at) WHERE temp_tenths >= 372; -- for filters like temp>37.2
CREATE INDEX crossing_voided ON crossing (at) WHERE voided IS NOT NULL;
CREATE INDEX crossing_override ON crossing (at) WHERE override_reason <> '';

CREATE TABLE gate_tally (                 -- crossings per day and kind; sums of it are the totals and the exact counts
    day           INTEGER NOT NULL,       -- yyyymmdd; 0: all days together
    checkpoint_id INTEGER NOT NULL,
    direction     TEXT NOT NULL,
    class         TEXT NOT NULL,
    decision      TEXT NOT NULL,
    abnormal      INTEGER NOT NULL,
    vehicle       INTEGER NOT NULL,       -- 1 with a vehicle
    voided        INTEGER NOT NULL,       -- 1 voided: no total counts it, a filter shows it
    count         INTEGER NOT NULL,
    PRIMARY KEY (day, checkpoint_id, direction, class, decision, abnormal, vehicle, voided)
) STRICT, WITHOUT ROWID;

CREATE TABLE presence (                   -- last valid admitted crossing of each person
    person_id   INTEGER PRIMARY KEY REFERENCES person (id),
    crossing_id INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    direction   TEXT NOT NULL,
    class       TEXT NOT NULL
) STRICT;

CREATE TABLE presence_tally (             -- how many are out / inside, per class
    direction TEXT NOT NULL,
    class     TEXT NOT NULL,
    count     INTEGER NOT NULL,
    PRIMARY KEY (direction, class)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER crossing_inserted AFTER INSERT ON crossing BEGIN
    UPDATE change_seq SET seq = seq + 1 WHERE topic = 'gate';
    INSERT INTO gate_tally VALUES
        (NEW.day, NEW.checkpoint_id, NEW.direction, NEW.class, NEW.decision, NEW.abnormal, NEW.vehicle_id IS NOT NULL, NEW.voided IS NOT NULL, 1),
        (0, NEW.checkpoint_id, NEW.direction, NEW.class, NEW.decision, NEW.abnormal, NEW.vehicle_id IS NOT NULL, NEW.voided IS NOT NULL, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
    INSERT INTO presence SELECT NEW.person_id, NEW.id, NEW.at, NEW.direction, NEW.class
        WHERE NEW.person_id IS NOT NULL AND NEW.voided IS NULL AND NEW.decision = 'admitted'
        ON CONFLICT (person_id) DO UPDATE SET crossing_id = excluded.crossing_id, at = excluded.at, direction = excluded.direction, class = excluded.class
        WHERE (excluded.at, excluded.crossing_id) > (presence.at, presence.crossing_id);
END;

CREATE TRIGGER crossing_updated AFTER UPDATE ON crossing BEGIN
    UPDATE change_seq SET seq = seq + 1 WHERE topic = 'gate';
    UPDATE gate_tally SET count = count - 1 WHERE day IN (0, OLD.day) AND checkpoint_id = OLD.checkpoint_id
        AND direction = OLD.direction AND class = OLD.class AND decision = OLD.decision AND abnormal = OLD.abnormal
        AND vehicle = (OLD.vehicle_id IS NOT NULL) AND voided = (OLD.voided IS NOT NULL);
    INSERT INTO gate_tally VALUES
        (NEW.day, NEW.checkpoint_id, NEW.direction, NEW.class, NEW.decision, NEW.abnormal, NEW.vehicle_id IS NOT NULL, NEW.voided IS NOT NULL, 1),
        (0, NEW.checkpoint_id, NEW.direction, NEW.class, NEW.decision, NEW.abnormal, NEW.vehicle_id IS NOT NULL, NEW.voided IS NOT NULL, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
    DELETE FROM presence WHERE person_id = OLD.person_id OR person_id = NEW.person_id;
    INSERT INTO presence SELECT person_id, id, at, direction, class FROM crossing
        WHERE person_id = OLD.person_id AND voided IS NULL AND decision = 'admitted' ORDER BY at DESC, id DESC LIMIT 1;
    INSERT INTO presence SELECT person_id, id, at, direction, class FROM crossing
        WHERE person_id = NEW.person_id AND NEW.person_id IS NOT OLD.person_id AND voided IS NULL AND decision = 'admitted'
        ORDER BY at DESC, id DESC LIMIT 1;
END;

CREATE TRIGGER presence_inserted AFTER INSERT ON presence BEGIN
    INSERT INTO presence_tally VALUES (NEW.direction, NEW.class, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER presence_updated AFTER UPDATE ON presence WHEN NEW.direction <> OLD.direction OR NEW.class <> OLD.class BEGIN
    UPDATE presence_tally SET count = count - 1 WHERE direction = OLD.direction AND class = OLD.class;
    INSERT INTO presence_tally VALUES (NEW.direction, NEW.class, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER presence_deleted AFTER DELETE ON presence BEGIN
    UPDATE presence_tally SET count = count - 1 WHERE direction = OLD.direction AND class = OLD.class;
END;
