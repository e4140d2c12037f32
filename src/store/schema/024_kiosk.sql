-- The shared terminal (domain.md §7): volunteers act for themselves there, and its connection sees of people only what stands
-- in kiosk_name and kiosk_key (store/kiosk_openings.c).

ALTER TABLE batch ADD COLUMN volunteer_id INTEGER REFERENCES volunteer (id); -- whose own act it is; NULL: an officer's or the program's

CREATE TABLE volunteer_pin (              -- PINs of volunteers as hashes, one row each time one is set; the valid one is volunteer.pin_id
    id           INTEGER PRIMARY KEY,
    volunteer_id INTEGER NOT NULL REFERENCES volunteer (id),
    hash         TEXT NOT NULL CHECK (hash <> '')  -- crypt(5), yescrypt. It stands here alone: the audit holds only a digest of this row
) STRICT;
CREATE TRIGGER volunteer_pin_no_update BEFORE UPDATE ON volunteer_pin BEGIN SELECT RAISE(ABORT, 'a PIN is set anew, never changed'); END;
CREATE TRIGGER volunteer_pin_no_delete BEFORE DELETE ON volunteer_pin BEGIN SELECT RAISE(ABORT, 'a PIN is set anew, never changed'); END;
ALTER TABLE volunteer ADD COLUMN pin_id INTEGER REFERENCES volunteer_pin (id); -- NULL: has none yet

ALTER TABLE pin_try ADD COLUMN volunteer_id INTEGER REFERENCES volunteer (id); -- whose PIN was guessed at a shared terminal; NULL: an officer's, or nobody's
ALTER TABLE pin_try ADD COLUMN at_kiosk INTEGER NOT NULL DEFAULT 0 CHECK (at_kiosk = 0 OR at_kiosk = 1); -- the last one was typed at a shared terminal
DROP INDEX pin_try_terminal;
CREATE UNIQUE INDEX pin_try_terminal ON pin_try (terminal) WHERE officer_id IS NULL AND volunteer_id IS NULL; -- there: names and digits nobody bears
CREATE UNIQUE INDEX pin_try_volunteer ON pin_try (volunteer_id) WHERE volunteer_id IS NOT NULL;

-- What follows from person, volunteer and officer, written with them (store/kiosk_key.c).
CREATE TABLE kiosk_name (                 -- what people are called on a shared terminal
    kind       TEXT NOT NULL CHECK (kind = 'volunteer' OR kind = 'officer'),
    subject_id INTEGER NOT NULL,          -- volunteer.id, officer.id
    masked     TEXT NOT NULL,             -- 张*明
    PRIMARY KEY (kind, subject_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE kiosk_key (                  -- how valid volunteers are found there
    hash         TEXT NOT NULL CHECK (length(hash) = 32), -- of four digits or of initials, with what only this file has
    volunteer_id INTEGER NOT NULL REFERENCES volunteer (id),
    PRIMARY KEY (hash, volunteer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kiosk_key_volunteer ON kiosk_key (volunteer_id);

-- Volunteers whose own household is under observation: that it is so and nothing about it.
CREATE VIEW observed_volunteer AS
    SELECT w.id AS id FROM volunteer w CROSS JOIN person h ON h.id = w.person_id CROSS JOIN observation o ON o.place_id = h.place_id
    WHERE o.state = 'observing' AND o.voided IS NULL;

INSERT INTO change_seq VALUES ('kiosk', 0); -- moves with whatever a shared terminal saves
