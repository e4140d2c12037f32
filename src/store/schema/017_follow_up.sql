-- Who keeps contact with an observed household: four tiers, three-person teams, one helper (domain.md §4).
INSERT INTO change_seq VALUES ('follow_up', 0);

CREATE TABLE tier (                       -- 跟进层级: the roles of the follow-up, as the community has them
    id       INTEGER PRIMARY KEY,
    rev      INTEGER NOT NULL DEFAULT 1,
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 99),
    name     TEXT NOT NULL CHECK (name <> ''),
    daily    INTEGER NOT NULL DEFAULT 1 CHECK (daily IN (0, 1)), -- 1 a contact a day is expected
    voided   TEXT
) STRICT;
CREATE INDEX tier_position ON tier (position, id);

CREATE TABLE keeper (                     -- 跟进人: who follows up a household in a tier
    id        INTEGER PRIMARY KEY,
    rev       INTEGER NOT NULL DEFAULT 1,
    place_id  INTEGER NOT NULL REFERENCES place (id),
    tier_id   INTEGER NOT NULL REFERENCES tier (id),
    person_id INTEGER REFERENCES person (id), -- when it is somebody of the register
    name      TEXT NOT NULL CHECK (name <> ''),
    phone     TEXT NOT NULL DEFAULT '',
    voided    TEXT
) STRICT;
CREATE UNIQUE INDEX keeper_tier ON keeper (place_id, tier_id) WHERE voided IS NULL;
CREATE INDEX keeper_place ON keeper (place_id, id);
CREATE INDEX keeper_name ON keeper (name, id);
CREATE INDEX keeper_person ON keeper (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE follow_up (                  -- 随访: one contact, or the try of one
    id             INTEGER PRIMARY KEY,
    rev            INTEGER NOT NULL DEFAULT 1,
    place_id       INTEGER NOT NULL REFERENCES place (id),
    observation_id INTEGER REFERENCES observation (id), -- about one person; NULL: the household
    tier_id        INTEGER REFERENCES tier (id),        -- whose contact it is; NULL: nobody's of the tiers
    at             INTEGER NOT NULL,
    how            TEXT NOT NULL CHECK (how = 'phone' OR how = 'door' OR how = 'chat' OR how = 'other'),
    outcome        TEXT NOT NULL CHECK (outcome = 'reached' OR outcome = 'no_answer' OR outcome = 'refused'),
    by_whom        TEXT NOT NULL DEFAULT '',
    words          TEXT NOT NULL DEFAULT '', -- what was said: 无不适
    next_at        INTEGER,               -- when the next one is agreed
    release_day    INTEGER CHECK (release_day BETWEEN 1 AND 365), -- a call so many days after release; NULL: none
    officer_id     INTEGER REFERENCES officer (id),
    voided         TEXT
) STRICT;
CREATE INDEX follow_up_at ON follow_up (at, id);
CREATE INDEX follow_up_place ON follow_up (place_id, at, id);
CREATE INDEX follow_up_observation ON follow_up (observation_id, release_day) WHERE observation_id IS NOT NULL AND voided IS NULL;

CREATE TABLE team (                       -- 三人小组: cadre, grid worker, community doctor
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    name        TEXT NOT NULL CHECK (name <> ''),
    cadre       TEXT NOT NULL DEFAULT '',
    grid_worker TEXT NOT NULL DEFAULT '',
    doctor      TEXT NOT NULL DEFAULT '',
    phone       TEXT NOT NULL DEFAULT '', -- on which the team is reached
    note        TEXT NOT NULL DEFAULT '',
    voided      TEXT
) STRICT;
CREATE INDEX team_name ON team (name, id);

CREATE TABLE team_day (                   -- which team goes to a building on a day
    id       INTEGER PRIMARY KEY,
    rev      INTEGER NOT NULL DEFAULT 1,
    day      INTEGER NOT NULL,            -- yyyymmdd
    estate   TEXT NOT NULL DEFAULT '',
    building TEXT NOT NULL DEFAULT '',
    team_id  INTEGER NOT NULL REFERENCES team (id),
    voided   TEXT
) STRICT;
CREATE UNIQUE INDEX team_day_building ON team_day (day, estate, building) WHERE voided IS NULL;
CREATE INDEX team_day_day ON team_day (day, id);

CREATE TABLE visit (                      -- 上门: a team at the door
    id             INTEGER PRIMARY KEY,
    rev            INTEGER NOT NULL DEFAULT 1,
    place_id       INTEGER NOT NULL REFERENCES place (id),
    observation_id INTEGER REFERENCES observation (id), -- about one person; NULL: the household
    at             INTEGER NOT NULL,
    team_id        INTEGER REFERENCES team (id),
    who            TEXT NOT NULL DEFAULT '', -- who went
    found          TEXT NOT NULL DEFAULT '',
    needed         TEXT NOT NULL DEFAULT '', -- what was needed; '': nothing
    done_at        INTEGER,               -- what was needed is done; NULL: not yet
    next_at        INTEGER,
    officer_id     INTEGER REFERENCES officer (id),
    voided         TEXT
) STRICT;
CREATE INDEX visit_at ON visit (at, id);
CREATE INDEX visit_place ON visit (place_id, at, id);
CREATE INDEX visit_open ON visit (at, id) WHERE needed <> '' AND done_at IS NULL AND voided IS NULL;

CREATE TABLE pairing (                    -- 一户一帮对: one household, one helper
    id               INTEGER PRIMARY KEY,
    rev              INTEGER NOT NULL DEFAULT 1,
    place_id         INTEGER NOT NULL REFERENCES place (id),
    person_id        INTEGER REFERENCES person (id), -- when the helper is somebody of the register
    name             TEXT NOT NULL CHECK (name <> ''),
    phone            TEXT NOT NULL DEFAULT '',
    substitute_id    INTEGER REFERENCES person (id),
    substitute       TEXT NOT NULL DEFAULT '', -- '': nobody yet
    substitute_phone TEXT NOT NULL DEFAULT '',
    from_at          INTEGER NOT NULL,
    note             TEXT NOT NULL DEFAULT '',
    voided           TEXT
) STRICT;
CREATE UNIQUE INDEX pairing_place ON pairing (place_id) WHERE voided IS NULL;
CREATE INDEX pairing_name ON pairing (name, id);
CREATE INDEX pairing_person ON pairing (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX pairing_substitute ON pairing (substitute_id) WHERE substitute_id IS NOT NULL;

CREATE TRIGGER tier_inserted AFTER INSERT ON tier BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER tier_updated AFTER UPDATE ON tier BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER keeper_inserted AFTER INSERT ON keeper BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER keeper_updated AFTER UPDATE ON keeper BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER follow_up_inserted AFTER INSERT ON follow_up BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER follow_up_updated AFTER UPDATE ON follow_up BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER team_inserted AFTER INSERT ON team BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER team_updated AFTER UPDATE ON team BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER team_day_inserted AFTER INSERT ON team_day BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER team_day_updated AFTER UPDATE ON team_day BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER visit_inserted AFTER INSERT ON visit BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER visit_updated AFTER UPDATE ON visit BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER pairing_inserted AFTER INSERT ON pairing BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;
CREATE TRIGGER pairing_updated AFTER UPDATE ON pairing BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'follow_up'; END;

-- What the time line of a household is read by: each of its sources in the order of time.
CREATE INDEX survey_time ON survey (place_id, at, id);
CREATE INDEX reading_time ON reading (observation_id, at, id);
CREATE INDEX pairing_time ON pairing (place_id, from_at, id);
CREATE INDEX flag_place_time ON flag (place_id, from_at, id) WHERE place_id IS NOT NULL;
CREATE INDEX flag_person_time ON flag (person_id, from_at, id) WHERE person_id IS NOT NULL;
CREATE INDEX parcel_time ON parcel (place_id, arrived_at, id);
CREATE INDEX parcel_out_time ON parcel (place_id, done_at, id) WHERE done_at IS NOT NULL;
CREATE INDEX expected_time ON expected (place_id, announced_at, id);
CREATE INDEX patrol_time ON patrol (place_id, at, id) WHERE place_id IS NOT NULL;
