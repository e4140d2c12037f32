-- Rows that come by the hundred thousand: written in small batches beside everybody's work, and seen all at once. They carry the
-- number of their import and count from its completion on, and until it is undone (store/table.h, PERSON_COUNTS).

CREATE TABLE import (                     -- a file that was begun to be read in
    id       INTEGER PRIMARY KEY,
    rev      INTEGER NOT NULL DEFAULT 1,
    register TEXT NOT NULL,               -- residents, crossings … (domain/import_register.c)
    source   TEXT NOT NULL,               -- the file's name without its folder
    voided   TEXT
) STRICT;

CREATE TABLE import_complete (            -- its rows are all there and count; voided: the import was undone
    id      INTEGER PRIMARY KEY REFERENCES import (id),
    rev     INTEGER NOT NULL DEFAULT 1,
    added   INTEGER NOT NULL,             -- people or crossings that were new
    changed INTEGER NOT NULL,             -- known ones that were changed
    voided  TEXT
) STRICT;

CREATE TABLE import_keys (                -- imports that have search keys; no row: none. Follows from import_complete, but later
    id   INTEGER PRIMARY KEY REFERENCES import (id),
    have TEXT NOT NULL CHECK (have IN ('some', 'all'))
) STRICT;

ALTER TABLE place ADD COLUMN import_id INTEGER REFERENCES import (id);  -- NULL: came by hand
ALTER TABLE person ADD COLUMN import_id INTEGER REFERENCES import (id);
CREATE INDEX place_import ON place (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX person_import ON person (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX place_import_changed ON place (import_id) WHERE import_id IS NOT NULL AND rev > 1;
CREATE INDEX person_import_changed ON person (import_id) WHERE import_id IS NOT NULL AND rev > 1;

-- Rows of an import that does not count do not take their room from anybody.
DROP INDEX place_room;
CREATE UNIQUE INDEX place_room ON place (estate, building, unit, room)
    WHERE voided IS NULL AND kind = 'household' AND import_id IS NULL;
CREATE INDEX place_number ON place (building, unit, room, estate) WHERE voided IS NULL AND kind = 'household';

DROP TRIGGER place_inserted;
DROP TRIGGER person_inserted;
CREATE TRIGGER place_inserted AFTER INSERT ON place WHEN NEW.import_id IS NULL
    BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
CREATE TRIGGER person_inserted AFTER INSERT ON person WHEN NEW.import_id IS NULL
    BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
CREATE TRIGGER import_completed AFTER INSERT ON import_complete
    BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic IN ('people', 'gate'); END;
CREATE TRIGGER import_complete_updated AFTER UPDATE ON import_complete
    BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic IN ('people', 'gate'); END;
