-- What went to paper or to a file (domain.md §8, §12): which document of what, in which version, masked or full, where to and
-- how it ended. The row stands before the paper exists.
INSERT INTO change_seq VALUES ('printing', 0);

CREATE TABLE printing (                   -- 打印: one document that was printed
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    at         INTEGER NOT NULL,
    officer_id INTEGER REFERENCES officer (id),
    document   TEXT NOT NULL CHECK (document <> ''), -- its kind, documents.h: 'roster'
    subject    TEXT NOT NULL DEFAULT '',  -- of what, without a name: the Monday of a week '20220411', a household's number
    level      TEXT NOT NULL CHECK (level = 'posted' OR level = 'internal'),
    version    INTEGER NOT NULL CHECK (version >= 1), -- one more whenever something else stands on it than the last time
    pages      INTEGER NOT NULL CHECK (pages >= 0),
    copies     INTEGER NOT NULL CHECK (copies BETWEEN 1 AND 99),
    target     TEXT NOT NULL CHECK (target = 'printer' OR target = 'pdf' OR target = 'text' OR target = 'table' OR target = 'output'),
    place      TEXT NOT NULL DEFAULT '',  -- the printer's name or address, or the file
    result     TEXT NOT NULL CHECK (result = 'begun' OR result = 'done' OR result = 'failed' OR result = 'cancelled'),
    reason     TEXT NOT NULL DEFAULT '',  -- why it failed, in words
    voided     TEXT
) STRICT;
CREATE INDEX printing_at ON printing (at, id);
CREATE INDEX printing_open ON printing (at, id) WHERE result = 'begun' OR result = 'failed';
CREATE INDEX printing_subject ON printing (document, subject, id);

-- What stood on it, of documents that are marked where they changed or posted back by their numbers. Written with the
-- printing and never changed.
CREATE TABLE printing_row (
    printing_id INTEGER NOT NULL REFERENCES printing (id),
    number      INTEGER NOT NULL CHECK (number >= 1), -- from the top
    name        TEXT NOT NULL,            -- what the row is about, the same in every printing: 'post 3 06:00-14:00'
    row_id      INTEGER,                  -- of the record it is about: the shift that is signed for
    digest      TEXT NOT NULL,            -- of what stood in it
    PRIMARY KEY (printing_id, number)
) STRICT, WITHOUT ROWID;
