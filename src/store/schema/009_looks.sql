-- Who looked at a full phone or ID number (domain.md §12). A look is no entry: it stays when entries are taken back
-- (store/undo.c). The terminal stands in its batch.
CREATE TABLE look (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    at         INTEGER NOT NULL,                      -- UTC seconds
    officer_id INTEGER NOT NULL REFERENCES officer (id), -- who saw it
    person_id  INTEGER REFERENCES person (id),        -- whose numbers; or
    place_id   INTEGER REFERENCES place (id),         -- of which household or place
    what       TEXT NOT NULL CHECK (what = 'phone' OR what = 'id_number' OR what = 'both'), -- what was shown in full
    voided     TEXT,                                  -- never set; every editable row has it
    CHECK ((person_id IS NULL) <> (place_id IS NULL))
) STRICT;
CREATE INDEX look_person ON look (person_id, id) WHERE person_id IS NOT NULL;
CREATE INDEX look_place ON look (place_id, id) WHERE place_id IS NOT NULL;

CREATE TRIGGER look_inserted AFTER INSERT ON look
    BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
