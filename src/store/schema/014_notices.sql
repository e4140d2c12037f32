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
CREATE TRIGGER contact_inserted AFTER INSERT ON contact BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'structure'; END;
CREATE TRIGGER contact_updated AFTER UPDATE ON contact BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'structure'; END;
