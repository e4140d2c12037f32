-- The people and places behind every register (domain.md §1, §3), and how they are found.

CREATE TABLE checkpoint (                 -- 检查点: where crossings are logged
    id     INTEGER PRIMARY KEY,
    rev    INTEGER NOT NULL DEFAULT 1,
    name   TEXT NOT NULL CHECK (name <> ''),
    estate TEXT NOT NULL DEFAULT '',
    voided TEXT
) STRICT;
CREATE UNIQUE INDEX checkpoint_name ON checkpoint (name) WHERE voided IS NULL;

CREATE TABLE place (                      -- household, enterprise, small place or rented house
    id               INTEGER PRIMARY KEY,
    rev              INTEGER NOT NULL DEFAULT 1,
    kind             TEXT NOT NULL CHECK (kind IN ('household', 'enterprise', 'small_place', 'rented_house')),
    name             TEXT NOT NULL DEFAULT '',  -- of an enterprise or small place; '' for a household
    estate           TEXT NOT NULL DEFAULT '',  -- 小区
    grid             TEXT NOT NULL DEFAULT '',  -- 网格
    building         TEXT NOT NULL DEFAULT '',
    unit             TEXT NOT NULL DEFAULT '',
    room             TEXT NOT NULL DEFAULT '',
    room_sort        TEXT NOT NULL DEFAULT '',  -- estate, then room_sort_key(): natural order as bytes
    occupancy        TEXT NOT NULL DEFAULT 'unknown' CHECK (occupancy IN ('unknown', 'owner', 'rented', 'vacant', 'not_home')),
    head             TEXT NOT NULL DEFAULT '',  -- 户主 as reported
    phone            TEXT NOT NULL DEFAULT '',
    reported_persons INTEGER NOT NULL DEFAULT 0 CHECK (reported_persons >= 0),
    responsible      TEXT NOT NULL DEFAULT '',  -- named person of the responsible line
    note             TEXT NOT NULL DEFAULT '',
    voided           TEXT
) STRICT;
CREATE UNIQUE INDEX place_room ON place (estate, building, unit, room) WHERE voided IS NULL AND kind = 'household';
CREATE INDEX place_sort ON place (room_sort, id);

CREATE TABLE person (                     -- residents, tenants, visitors, volunteers: one row each
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    name        TEXT NOT NULL CHECK (name <> ''),
    kind        TEXT NOT NULL CHECK (kind = 'resident' OR kind = 'tenant' OR kind = 'visitor'),
    place_id    INTEGER REFERENCES place (id),  -- where they live; NULL for visitors
    phone       TEXT NOT NULL DEFAULT '',
    phone2      TEXT NOT NULL DEFAULT '',
    id_type     INTEGER NOT NULL DEFAULT 0 CHECK (id_type BETWEEN 0 AND 5), -- enum id_type in habits.h
    id_number   TEXT NOT NULL DEFAULT '',
    sex         TEXT NOT NULL DEFAULT '' CHECK (sex IN ('', 'm', 'f')),
    birth_day   INTEGER NOT NULL DEFAULT 0,     -- yyyymmdd, 0 unknown
    note        TEXT NOT NULL DEFAULT '',
    merged_into INTEGER REFERENCES person (id), -- set: this row turned out to be that person
    voided      TEXT
) STRICT;
CREATE INDEX person_place ON person (place_id) WHERE place_id IS NOT NULL;
CREATE INDEX person_id_number ON person (id_number) WHERE id_number <> '';
CREATE INDEX person_phone ON person (phone) WHERE phone <> '';
CREATE INDEX person_phone2 ON person (phone2) WHERE phone2 <> '';
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX person_name ON person (name, id);

CREATE TABLE vehicle (                    -- a plate seen or registered
    id       INTEGER PRIMARY KEY,
    rev      INTEGER NOT NULL DEFAULT 1,
    plate    TEXT NOT NULL CHECK (plate <> ''),
    place_id INTEGER REFERENCES place (id),
    note     TEXT NOT NULL DEFAULT '',
    voided   TEXT
) STRICT;
CREATE UNIQUE INDEX vehicle_plate ON vehicle (plate) WHERE voided IS NULL;

CREATE TABLE phrase (                     -- distinct purposes and reasons, so that what is shown can be found by an index
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE flag (                       -- what speaks at the gate (domain.md §2)
    id        INTEGER PRIMARY KEY,
    rev       INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER REFERENCES person (id),
    place_id  INTEGER REFERENCES place (id),    -- the whole household
    kind      TEXT NOT NULL CHECK (kind IN ('observation', 'hospital', 'pass_revoked', 'wanted', 'other')),
    denies    TEXT NOT NULL CHECK (denies IN ('nothing', 'in', 'out', 'both')),
    say       TEXT NOT NULL CHECK (say <> ''),  -- the words the guard should say
    call      TEXT NOT NULL DEFAULT '',         -- whom to call
    from_at   INTEGER NOT NULL,
    until_at  INTEGER,                          -- NULL: until cleared
    voided    TEXT,                             -- why it was cleared
    CHECK ((person_id IS NULL) <> (place_id IS NULL))
) STRICT;
CREATE INDEX flag_person ON flag (person_id) WHERE person_id IS NOT NULL AND voided IS NULL;
CREATE INDEX flag_place ON flag (place_id) WHERE place_id IS NOT NULL AND voided IS NULL;

-- Prefix search: a word finds subjects by a range of keys. Kept by store/search.c with every change of a subject.
CREATE TABLE search_key (
    kind    TEXT NOT NULL CHECK (kind = 'person' OR kind = 'place' OR kind = 'vehicle' OR
                kind = 'phrase' OR kind = 'checkpoint' OR kind = 'officer'), -- OR: see 003_gate.sql
    key     TEXT NOT NULL,    -- folded: lower case, half width
    subject INTEGER NOT NULL, -- id in the table of that name
    PRIMARY KEY (kind, key, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_key_subject ON search_key (kind, subject, key);

CREATE TRIGGER checkpoint_inserted AFTER INSERT ON checkpoint BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'checkpoint'; END;
CREATE TRIGGER checkpoint_updated AFTER UPDATE ON checkpoint BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'checkpoint'; END;
CREATE TRIGGER place_inserted AFTER INSERT ON place BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
CREATE TRIGGER place_updated AFTER UPDATE ON place BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
CREATE TRIGGER person_inserted AFTER INSERT ON person BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
CREATE TRIGGER person_updated AFTER UPDATE ON person BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
CREATE TRIGGER vehicle_inserted AFTER INSERT ON vehicle BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
CREATE TRIGGER vehicle_updated AFTER UPDATE ON vehicle BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
CREATE TRIGGER flag_inserted AFTER INSERT ON flag BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'flag'; END;
CREATE TRIGGER flag_updated AFTER UPDATE ON flag BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'flag'; END;
