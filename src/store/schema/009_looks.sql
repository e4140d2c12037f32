-- Who looked at a full phone or ID number (domain.md §12). A look is no entry: it stays when entries are taken back
-- (store/undo.c). The terminal stands in its batch.
CREATE TABLE look (
    id            INTEGER PRIMARY KEY,
    rev           INTEGER NOT NULL DEFAULT 1,
    at            INTEGER NOT NULL,                         -- UTC seconds
    officer_id    INTEGER NOT NULL REFERENCES officer (id), -- who saw it
    subject_table TEXT NOT NULL,                            -- whose numbers: person, place, or the table of a register
    subject_id    INTEGER NOT NULL,                         -- its row there, as in the audit
    what          TEXT NOT NULL CHECK (what = 'phone' OR what = 'id_number' OR what = 'both'), -- what was shown in full
    voided        TEXT                                      -- never set; every editable row has it
) STRICT;
CREATE INDEX look_subject ON look (subject_table, subject_id, id);

CREATE TRIGGER look_inserted AFTER INSERT ON look
    BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'people'; END;
