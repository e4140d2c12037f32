-- What every register stands on: settings, officers, batches, audit, changes, alarms, leases.
-- Times named *_at are integer UTC seconds; text order is by code point; nothing is deleted, rows are voided with a reason.

CREATE TABLE meta (                       -- facts about the file itself
    name  TEXT NOT NULL PRIMARY KEY,      -- audit_count, audit_head, created_at, community_id
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('audit_count', '0'), ('audit_head', '');

CREATE TABLE officer (                    -- everybody who signs on
    id     INTEGER PRIMARY KEY,
    rev    INTEGER NOT NULL DEFAULT 1,    -- moves on with every change of the row
    name   TEXT NOT NULL CHECK (name <> ''),
    role   TEXT NOT NULL CHECK (role IN ('officer', 'clerk', 'gate', 'operator', 'viewer', 'kiosk')),
    voided TEXT                           -- reason, NULL while valid
) STRICT;
CREATE UNIQUE INDEX officer_name ON officer (name) WHERE voided IS NULL;

CREATE TABLE setting (                    -- what differs from the default (domain/setting_table.c has the defaults)
    id     INTEGER PRIMARY KEY,
    rev    INTEGER NOT NULL DEFAULT 1,
    name   TEXT NOT NULL UNIQUE,
    value  TEXT NOT NULL,
    voided TEXT                           -- set: the default holds again
) STRICT;

CREATE TABLE sign_on (                    -- one row each time somebody signs on at a terminal; undo reaches back to it
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    terminal   TEXT NOT NULL
) STRICT;

CREATE TABLE batch (                      -- one domain verb = one batch = what one undo takes back
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    officer_id INTEGER REFERENCES officer (id), -- NULL: the program itself (first run)
    terminal   TEXT NOT NULL,
    sign_on_id INTEGER REFERENCES sign_on (id), -- NULL: a command
    verb       TEXT NOT NULL,             -- gate.add, person.merge …
    kind       TEXT NOT NULL CHECK (kind = 'do' OR kind = 'undo' OR kind = 'redo'), -- OR: see 003_gate.sql
    of_batch   INTEGER REFERENCES batch (id)    -- what an undo or redo takes back
) STRICT;
CREATE INDEX batch_sign_on ON batch (sign_on_id, id) WHERE sign_on_id IS NOT NULL;
CREATE INDEX batch_of ON batch (of_batch) WHERE of_batch IS NOT NULL;

CREATE TABLE audit (                      -- one row per changed row, hash-chained
    id           INTEGER PRIMARY KEY,     -- 1, 2, 3 … without a gap
    batch_id     INTEGER NOT NULL REFERENCES batch (id),
    table_name   TEXT NOT NULL,
    row_id       INTEGER NOT NULL,
    change       TEXT NOT NULL CHECK (change IN ('insert', 'update')),
    payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32), -- SHA-256 of the row (insert) or of before and after (update)
    chain_hash   BLOB NOT NULL CHECK (length(chain_hash) = 32)    -- SHA-256 of the previous chain_hash and this row, see store/audit.c
) STRICT;
CREATE INDEX audit_row ON audit (table_name, row_id, id);
CREATE INDEX audit_batch ON audit (batch_id);

CREATE TABLE audit_payload (              -- before and after of an update; apart, so that a purge can empty it and the chain still holds
    audit_id INTEGER PRIMARY KEY REFERENCES audit (id),
    before   TEXT NOT NULL,               -- the row as JSON, columns in table order
    after    TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_payload_no_update BEFORE UPDATE ON audit_payload BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_payload_no_delete BEFORE DELETE ON audit_payload BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TABLE change_seq (                 -- moves on with every change of a topic; tells panes what is stale
    topic TEXT NOT NULL PRIMARY KEY,
    seq   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO change_seq VALUES ('gate', 0), ('people', 0), ('flag', 0), ('checkpoint', 0), ('officer', 0), ('setting', 0), ('alarm', 0);

CREATE TABLE lease (                      -- duties of the clock run at one terminal at a time
    name     TEXT NOT NULL PRIMARY KEY,
    holder   TEXT NOT NULL,               -- terminal and process
    until_at INTEGER NOT NULL,
    done_at  INTEGER NOT NULL DEFAULT 0   -- last time the duty was carried out
) STRICT, WITHOUT ROWID;

CREATE TABLE alarm (                      -- inserted or ignored by whichever terminal sees it first (domain.md §11)
    id                 INTEGER PRIMARY KEY,
    rule               TEXT NOT NULL,     -- domain/alarm_rules.c
    subject            INTEGER NOT NULL,  -- id of what it is about
    occasion           TEXT NOT NULL,     -- what makes it a new one: the reading, the day …
    words              TEXT NOT NULL,     -- names and figures to show, no sentence
    raised_at          INTEGER NOT NULL,
    acknowledgement_id INTEGER REFERENCES acknowledgement (id),
    cleared_at         INTEGER,           -- its cause is gone
    UNIQUE (rule, subject, occasion)
) STRICT;
CREATE INDEX alarm_raised ON alarm (raised_at);
CREATE INDEX alarm_open ON alarm (raised_at) WHERE acknowledgement_id IS NULL AND cleared_at IS NULL;

CREATE TABLE acknowledgement (            -- who took note of an alarm; audited, while alarms themselves follow from the records
    id         INTEGER PRIMARY KEY,
    alarm_id   INTEGER NOT NULL UNIQUE REFERENCES alarm (id),
    at         INTEGER NOT NULL,
    officer_id INTEGER NOT NULL REFERENCES officer (id)
) STRICT;

CREATE TRIGGER officer_inserted AFTER INSERT ON officer BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'officer'; END;
CREATE TRIGGER officer_updated AFTER UPDATE ON officer BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'officer'; END;
CREATE TRIGGER setting_inserted AFTER INSERT ON setting BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'setting'; END;
CREATE TRIGGER setting_updated AFTER UPDATE ON setting BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'setting'; END;
CREATE TRIGGER alarm_inserted AFTER INSERT ON alarm BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'alarm'; END;
CREATE TRIGGER alarm_updated AFTER UPDATE ON alarm BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'alarm'; END;
