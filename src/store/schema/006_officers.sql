-- Signing on with a PIN, Unix users bound to an officer, wrong tries (domain.md §1, architecture.md §4 Who and where).

CREATE TABLE officer_pin (                -- PINs as hashes, one row each time one is set; the valid one is officer.pin_id
    id         INTEGER PRIMARY KEY,
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    hash       TEXT NOT NULL CHECK (hash <> '')  -- crypt(5), yescrypt. It stands here alone: the audit holds only a digest of this row
) STRICT;
CREATE TRIGGER officer_pin_no_update BEFORE UPDATE ON officer_pin BEGIN SELECT RAISE(ABORT, 'a PIN is set anew, never changed'); END;
CREATE TRIGGER officer_pin_no_delete BEFORE DELETE ON officer_pin BEGIN SELECT RAISE(ABORT, 'a PIN is set anew, never changed'); END;

ALTER TABLE officer ADD COLUMN pin_id INTEGER REFERENCES officer_pin (id); -- NULL: signs on without a PIN
ALTER TABLE officer ADD COLUMN unix_user TEXT CHECK (unix_user <> '');     -- this user of the computer is this officer and nobody else; NULL: none
CREATE UNIQUE INDEX officer_unix_user ON officer (unix_user) WHERE unix_user IS NOT NULL AND voided IS NULL;

CREATE TABLE pin_try (                    -- wrong PINs, so that neither a restart nor another terminal shortens the wait
    id         INTEGER PRIMARY KEY,
    officer_id INTEGER REFERENCES officer (id), -- NULL: a name nobody bears. The name is not kept: it may be a PIN in the wrong field
    terminal   TEXT NOT NULL,             -- where it was tried last
    at         INTEGER NOT NULL,          -- when it was tried last
    count      INTEGER NOT NULL CHECK (count >= 0), -- wrong ones since the last right one
    told_at    INTEGER NOT NULL           -- when there were so many that the desk is told; 0: never yet
) STRICT;
CREATE UNIQUE INDEX pin_try_officer ON pin_try (officer_id) WHERE officer_id IS NOT NULL;
CREATE UNIQUE INDEX pin_try_terminal ON pin_try (terminal) WHERE officer_id IS NULL;
CREATE INDEX pin_try_told ON pin_try (told_at);
