-- Households and other places in full, survey rounds, who came from elsewhere, what residents declared (domain.md §3).
INSERT INTO change_seq VALUES ('screening', 0);

-- NULL: not known. OR: see 003_gate.sql.
ALTER TABLE place ADD COLUMN line TEXT CHECK (line = 'committee' OR line = 'grid' OR line = 'safety' OR line = 'migrant'); -- who screens it: 居委会和物业 网格员 安监员 流管员; NULL: as usual for its kind, ask PLACE_LINE (table.h)
ALTER TABLE place ADD COLUMN leader TEXT;                                   -- 楼长
ALTER TABLE place ADD COLUMN needs INTEGER CHECK (needs BETWEEN 1 AND 255); -- bits of enum place_need: lives alone, pregnant, dialysis …
ALTER TABLE place ADD COLUMN needs_note TEXT;                               -- 何秀兰 高血压 (氨氯地平)
CREATE INDEX place_enterprises ON place (room_sort, id) WHERE kind = 'enterprise';
CREATE INDEX place_small ON place (room_sort, id) WHERE kind = 'small_place';
CREATE INDEX place_rented ON place (room_sort, id) WHERE kind = 'rented_house';
CREATE INDEX place_needy ON place (room_sort, id) WHERE needs IS NOT NULL;
CREATE INDEX place_named ON place (name) WHERE name <> '';

CREATE TABLE survey_round (               -- 排查轮次
    id        INTEGER PRIMARY KEY,
    rev       INTEGER NOT NULL DEFAULT 1,
    name      TEXT NOT NULL CHECK (name <> ''),
    began_day INTEGER NOT NULL,           -- yyyymmdd
    ended_day INTEGER,                    -- NULL: the round that is going on
    note      TEXT NOT NULL DEFAULT '',
    voided    TEXT,
    CHECK (ended_day >= began_day)
) STRICT;
CREATE INDEX survey_round_began ON survey_round (began_day, id);

CREATE TABLE survey (                     -- one visit or call of a round; the newest valid one says how far a place is
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    round_id   INTEGER NOT NULL REFERENCES survey_round (id),
    place_id   INTEGER NOT NULL REFERENCES place (id),
    at         INTEGER NOT NULL,
    how        TEXT NOT NULL CHECK (how = 'door' OR how = 'phone'),
    result     TEXT NOT NULL CHECK (result = 'done' OR result = 'not_home' OR result = 'refused' OR result = 'vacant'), -- vacant: nobody lives there
    persons    INTEGER CHECK (persons BETWEEN 0 AND 99), -- how many live here; NULL: not asked
    returned   INTEGER CHECK (returned IN (0, 1)),  -- somebody came back from elsewhere; NULL: not asked
    visitors   INTEGER CHECK (visitors IN (0, 1)),  -- relatives or friends came
    affected   INTEGER CHECK (affected IN (0, 1)),  -- contact with the affected area
    unwell     INTEGER CHECK (unwell IN (0, 1)),    -- somebody has symptoms
    symptoms   TEXT NOT NULL DEFAULT '',
    by_whom    TEXT NOT NULL DEFAULT '',  -- who asked
    officer_id INTEGER REFERENCES officer (id), -- who wrote it down
    note       TEXT NOT NULL DEFAULT '',
    voided     TEXT
) STRICT;
CREATE INDEX survey_at ON survey (at, id);
CREATE INDEX survey_place ON survey (place_id, round_id, at, id) WHERE voided IS NULL;
CREATE INDEX survey_result ON survey (result, at, id) WHERE voided IS NULL;
CREATE INDEX survey_of_round ON survey (round_id, at, id) WHERE voided IS NULL;

CREATE TABLE declaration (                -- 自主申报: waits until somebody confirms it
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    at           INTEGER NOT NULL,        -- when it was declared
    name         TEXT NOT NULL CHECK (name <> ''),
    phone        TEXT NOT NULL DEFAULT '',
    id_number    TEXT NOT NULL DEFAULT '',
    room         TEXT NOT NULL DEFAULT '', -- as declared
    kind         TEXT NOT NULL CHECK (kind = 'worker' OR kind = 'student' OR kind = 'relative' OR kind = 'resident'),
    from_place   TEXT NOT NULL DEFAULT '', -- where they were
    affected     INTEGER CHECK (affected IN (0, 1)),
    left_day     INTEGER,                 -- yyyymmdd: left there
    returned_day INTEGER,                 -- yyyymmdd: came here
    transport    TEXT NOT NULL DEFAULT '', -- 高铁 G1234
    companions   TEXT NOT NULL DEFAULT '',
    symptoms     TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    source       TEXT NOT NULL DEFAULT '', -- the file or chat it came with
    place_id     INTEGER REFERENCES place (id),   -- the household it was matched to
    person_id    INTEGER REFERENCES person (id),  -- the person of the register
    matched      TEXT NOT NULL DEFAULT 'none' CHECK (matched = 'none' OR matched = 'id' OR matched = 'phone' OR
                     matched = 'room_name' OR matched = 'room' OR matched = 'hand'), -- by what
    state        TEXT NOT NULL DEFAULT 'waiting' CHECK (state = 'waiting' OR state = 'confirmed' OR state = 'rejected'),
    checked_at   INTEGER,
    checked_by   INTEGER REFERENCES officer (id),
    reason       TEXT NOT NULL DEFAULT '', -- why it was rejected
    voided       TEXT
) STRICT;
CREATE INDEX declaration_at ON declaration (at, id);
CREATE INDEX declaration_waiting ON declaration (at, id) WHERE state = 'waiting' AND voided IS NULL;
CREATE INDEX declaration_rejected ON declaration (at, id) WHERE state = 'rejected' AND voided IS NULL;
CREATE INDEX declaration_place ON declaration (place_id, at, id) WHERE place_id IS NOT NULL;
CREATE INDEX declaration_person ON declaration (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX declaration_phone ON declaration (phone, at) WHERE phone <> '';
CREATE INDEX declaration_name ON declaration (name, at);
CREATE INDEX declaration_id_number ON declaration (id_number, at) WHERE id_number <> '';

CREATE TABLE arrival (                    -- 来返人员: who came back from elsewhere, or came to visit
    id             INTEGER PRIMARY KEY,
    rev            INTEGER NOT NULL DEFAULT 1,
    at             INTEGER NOT NULL,      -- when it became known
    place_id       INTEGER NOT NULL REFERENCES place (id),
    person_id      INTEGER REFERENCES person (id),  -- NULL: not in the register, `name` says who
    name           TEXT NOT NULL CHECK (name <> ''),
    phone          TEXT NOT NULL DEFAULT '',
    kind           TEXT NOT NULL CHECK (kind = 'worker' OR kind = 'student' OR kind = 'relative' OR kind = 'resident'), -- 返乡务工 返校学生 探亲访友 其他居民
    from_place     TEXT NOT NULL DEFAULT '',
    affected       INTEGER CHECK (affected IN (0, 1)), -- from the affected area; NULL: not asked
    left_day       INTEGER,
    returned_day   INTEGER,
    transport      TEXT NOT NULL DEFAULT '',
    companions     TEXT NOT NULL DEFAULT '',
    survey_id      INTEGER REFERENCES survey (id),      -- in which visit it was said
    declaration_id INTEGER REFERENCES declaration (id), -- or which declaration
    officer_id     INTEGER REFERENCES officer (id),
    note           TEXT NOT NULL DEFAULT '',
    voided         TEXT
) STRICT;
CREATE INDEX arrival_at ON arrival (at, id);
CREATE INDEX arrival_workers ON arrival (at, id) WHERE kind = 'worker' AND voided IS NULL;
CREATE INDEX arrival_students ON arrival (at, id) WHERE kind = 'student' AND voided IS NULL;
CREATE INDEX arrival_relatives ON arrival (at, id) WHERE kind = 'relative' AND voided IS NULL;
CREATE INDEX arrival_affected ON arrival (at, id) WHERE affected = 1 AND voided IS NULL;
CREATE INDEX arrival_place ON arrival (place_id, at, id);
CREATE INDEX arrival_person ON arrival (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX arrival_declaration ON arrival (declaration_id) WHERE declaration_id IS NOT NULL;

CREATE TABLE distinct_pair (              -- two persons who look like one and are not: never asked again
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    one_id     INTEGER NOT NULL REFERENCES person (id),
    other_id   INTEGER NOT NULL REFERENCES person (id),
    officer_id INTEGER REFERENCES officer (id),
    at         INTEGER NOT NULL,
    voided     TEXT,
    CHECK (one_id < other_id)
) STRICT;
CREATE UNIQUE INDEX distinct_pair_both ON distinct_pair (one_id, other_id) WHERE voided IS NULL;
CREATE INDEX distinct_pair_at ON distinct_pair (at, id);
CREATE INDEX distinct_pair_other ON distinct_pair (other_id) WHERE voided IS NULL;

CREATE TRIGGER survey_round_inserted AFTER INSERT ON survey_round BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'screening'; END;
CREATE TRIGGER survey_round_updated AFTER UPDATE ON survey_round BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'screening'; END;
CREATE TRIGGER survey_inserted AFTER INSERT ON survey BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'screening'; END;
CREATE TRIGGER survey_updated AFTER UPDATE ON survey BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'screening'; END;
CREATE TRIGGER declaration_inserted AFTER INSERT ON declaration BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'screening'; END;
CREATE TRIGGER declaration_updated AFTER UPDATE ON declaration BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'screening'; END;
CREATE TRIGGER arrival_inserted AFTER INSERT ON arrival BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'screening'; END;
CREATE TRIGGER arrival_updated AFTER UPDATE ON arrival BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'screening'; END;
CREATE TRIGGER distinct_pair_inserted AFTER INSERT ON distinct_pair BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
CREATE TRIGGER distinct_pair_updated AFTER UPDATE ON distinct_pair BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
