-- Visitors announced to the desk, and parcels on the shelf (domain.md §2).
INSERT INTO change_seq VALUES ('visitor', 0);

CREATE TABLE expected (                   -- a visit announced by phone; how many came is counted in crossing.expected_id
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    place_id     INTEGER NOT NULL REFERENCES place (id), -- whom they visit
    announced_by TEXT NOT NULL DEFAULT '', -- who called, as far as told
    name         TEXT NOT NULL DEFAULT '', -- of the visitor; '' where only the plate is known
    phone        TEXT NOT NULL DEFAULT '',
    plate        TEXT NOT NULL DEFAULT '',
    people       INTEGER NOT NULL DEFAULT 1 CHECK (people BETWEEN 1 AND 99), -- so many may come in on it
    class        TEXT NOT NULL DEFAULT 'visitor' CHECK (class = 'visitor' OR class = 'courier' OR class = 'service'),
    purpose      TEXT NOT NULL DEFAULT '',
    from_at      INTEGER NOT NULL,
    until_at     INTEGER NOT NULL,         -- from this second on it has expired
    tell         INTEGER NOT NULL DEFAULT 0 CHECK (tell IN (0, 1)), -- 1: the caller wants to know when they do not come
    note         TEXT NOT NULL DEFAULT '',
    officer_id   INTEGER REFERENCES officer (id), -- who took the call
    announced_at INTEGER NOT NULL,
    voided       TEXT,
    CHECK (until_at > from_at),
    CHECK (name <> '' OR plate <> '')
) STRICT;
CREATE INDEX expected_until ON expected (until_at, id);
CREATE INDEX expected_place ON expected (place_id, until_at);
CREATE INDEX expected_tell ON expected (until_at) WHERE tell = 1 AND voided IS NULL;
ALTER TABLE crossing ADD COLUMN expected_id INTEGER REFERENCES expected (id); -- the announcement this visitor came on
CREATE INDEX crossing_expected ON crossing (expected_id) WHERE expected_id IS NOT NULL;

CREATE TABLE parcel (                     -- what stands on the shelf for a household
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    place_id     INTEGER NOT NULL REFERENCES place (id),
    pieces       INTEGER NOT NULL DEFAULT 1 CHECK (pieces BETWEEN 1 AND 999),
    carrier      TEXT NOT NULL DEFAULT '', -- who brought it, or what it is
    shelf        TEXT NOT NULL DEFAULT '', -- where it stands: A3
    urgent       INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)), -- 1 medicine, perishable
    state        TEXT NOT NULL DEFAULT 'shelf' CHECK (state = 'shelf' OR state = 'collected' OR state = 'delivered' OR state = 'returned'),
    arrived_at   INTEGER NOT NULL,
    officer_id   INTEGER REFERENCES officer (id), -- who took it in
    done_at      INTEGER,                  -- when it left the shelf; NULL: it stands there
    done_by      TEXT NOT NULL DEFAULT '', -- who collected, delivered or took it back
    done_officer_id INTEGER REFERENCES officer (id), -- who handed it out
    note         TEXT NOT NULL DEFAULT '',
    voided       TEXT,
    CHECK ((state = 'shelf') = (done_at IS NULL))
) STRICT;
CREATE INDEX parcel_arrived ON parcel (arrived_at, id);
CREATE INDEX parcel_shelf ON parcel (arrived_at, id) WHERE state = 'shelf' AND voided IS NULL;
CREATE INDEX parcel_place_shelf ON parcel (place_id, arrived_at, id) WHERE state = 'shelf' AND voided IS NULL;

CREATE TRIGGER expected_inserted AFTER INSERT ON expected BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'visitor'; END;
CREATE TRIGGER expected_updated AFTER UPDATE ON expected BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'visitor'; END;
CREATE TRIGGER parcel_inserted AFTER INSERT ON parcel BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'visitor'; END;
CREATE TRIGGER parcel_updated AFTER UPDATE ON parcel BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'visitor'; END;
