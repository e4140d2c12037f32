-- Groups and call list of the command post (domain.md §1); notices, posters (domain.md §10), patrol notes (domain.md §1).
INSERT INTO change_seq VALUES ('notice', 0), ('structure', 0);

CREATE TABLE contact (                    -- who is reached how, in rank order: the commander, the groups, the 24-hour call list
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    position   INTEGER NOT NULL CHECK (position BETWEEN 1 AND 999), -- rank: whom to call first
    name       TEXT NOT NULL CHECK (name <> ''),
    team       TEXT NOT NULL DEFAULT '',  -- 闸口组, 宣传组 …; '' for the commander
    post       TEXT NOT NULL CHECK (post = 'commander' OR post = 'deputy' OR post = 'leader' OR post = 'member' OR post = 'outside'),
    phone      TEXT NOT NULL DEFAULT '',
    phone2     TEXT NOT NULL DEFAULT '',
    day_night  INTEGER NOT NULL DEFAULT 0 CHECK (day_night IN (0, 1)), -- 1 reachable round the clock
    note       TEXT NOT NULL DEFAULT '',
    voided     TEXT
) STRICT;
CREATE INDEX contact_position ON contact (position, id);
CREATE INDEX contact_day_night ON contact (position, id) WHERE voided IS NULL AND day_night = 1;
CREATE TRIGGER contact_inserted AFTER INSERT ON contact BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'structure'; END;
CREATE TRIGGER contact_updated AFTER UPDATE ON contact BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'structure'; END;

CREATE TABLE notice (                     -- what everybody at a desk or gate must know
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1, -- an edited notice is unread again: notice_read says which rev was read
    title      TEXT NOT NULL CHECK (title <> ''),
    text       TEXT NOT NULL DEFAULT '',
    from_at    INTEGER NOT NULL,
    until_at   INTEGER NOT NULL,          -- from this second on it is over
    pinned     INTEGER NOT NULL DEFAULT 1 CHECK (pinned IN (0, 1)), -- 1 stands on every desk until it is read
    kiosk      INTEGER NOT NULL DEFAULT 0 CHECK (kiosk IN (0, 1)), -- 1 on the shared terminal too
    audience   TEXT NOT NULL DEFAULT 'all' CHECK (audience = 'all' OR audience = 'gate' OR audience = 'desk'), -- who has to read it
    officer_id INTEGER REFERENCES officer (id), -- who posted it
    posted_at  INTEGER NOT NULL,
    voided     TEXT,
    CHECK (until_at > from_at)
) STRICT;
CREATE INDEX notice_until ON notice (until_at, id);
CREATE INDEX notice_valid ON notice (until_at, id) WHERE voided IS NULL;

CREATE TABLE notice_read (                -- who has read which version of a notice; undo leaves it
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    notice_id  INTEGER NOT NULL REFERENCES notice (id),
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    notice_rev INTEGER NOT NULL,          -- the notice's rev that was read
    at         INTEGER NOT NULL,
    UNIQUE (notice_id, notice_rev, officer_id)
) STRICT;

CREATE TABLE poster (                     -- posters, banners, leaflets by building, and what was announced
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    at         INTEGER NOT NULL,          -- when it was put up, handed out, announced
    kind       TEXT NOT NULL CHECK (kind = 'poster' OR kind = 'banner' OR kind = 'leaflet' OR kind = 'announcement' OR kind = 'other'),
    title      TEXT NOT NULL CHECK (title <> ''),
    building   TEXT NOT NULL CHECK (building <> ''), -- where, in words: 望江苑 12栋, 南门
    place_id   INTEGER REFERENCES place (id), -- the household, shop or enterprise, where it is one of the register
    pieces     INTEGER NOT NULL DEFAULT 1 CHECK (pieces BETWEEN 1 AND 99999), -- how many; of an announcement how many times
    gone       INTEGER NOT NULL DEFAULT 0 CHECK (gone BETWEEN 0 AND 99999), -- how many of them are down again or used up
    down_at    INTEGER,                   -- when the last ones came down
    by_whom    TEXT NOT NULL DEFAULT '',  -- who put them up
    officer_id INTEGER REFERENCES officer (id), -- who wrote it down
    note       TEXT NOT NULL DEFAULT '',
    voided     TEXT,
    CHECK (gone <= pieces)
) STRICT;
CREATE INDEX poster_at ON poster (at, id);
CREATE INDEX poster_hanging ON poster (at, id) WHERE voided IS NULL AND gone < pieces AND kind <> 'announcement';
CREATE INDEX poster_remains ON poster (building, kind, pieces, gone) WHERE voided IS NULL AND gone < pieces AND kind <> 'announcement';
CREATE INDEX poster_down ON poster (at, id) WHERE voided IS NULL AND gone = pieces AND kind <> 'announcement';
CREATE INDEX poster_announced ON poster (at, id) WHERE voided IS NULL AND kind = 'announcement';

CREATE TABLE patrol (                     -- what was found on a patrol; open until somebody says what was done
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    at         INTEGER NOT NULL,
    building   TEXT NOT NULL CHECK (building <> ''), -- where, in words
    place_id   INTEGER REFERENCES place (id),
    by_whom    TEXT NOT NULL CHECK (by_whom <> ''), -- who patrolled
    found      TEXT NOT NULL DEFAULT '',  -- '': all in order
    urgent     INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
    action     TEXT NOT NULL DEFAULT '',  -- what was done about it
    done_at    INTEGER,                   -- NULL: open
    done_officer_id INTEGER REFERENCES officer (id), -- who said it was done
    officer_id INTEGER REFERENCES officer (id), -- who wrote it down
    voided     TEXT
) STRICT;
CREATE INDEX patrol_at ON patrol (at, id);
CREATE INDEX patrol_open ON patrol (at, id) WHERE done_at IS NULL AND voided IS NULL;

CREATE TRIGGER notice_inserted AFTER INSERT ON notice BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'notice'; END;
CREATE TRIGGER notice_updated AFTER UPDATE ON notice BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'notice'; END;
CREATE TRIGGER notice_read_inserted AFTER INSERT ON notice_read BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'notice'; END;
CREATE TRIGGER poster_inserted AFTER INSERT ON poster BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'notice'; END;
CREATE TRIGGER poster_updated AFTER UPDATE ON poster BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'notice'; END;
CREATE TRIGGER patrol_inserted AFTER INSERT ON patrol BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'notice'; END;
CREATE TRIGGER patrol_updated AFTER UPDATE ON patrol BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'notice'; END;
