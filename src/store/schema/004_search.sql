-- The keys of one subject in one row instead of in an index of search_key: an index in the order of subjects made every bulk of
-- new keys dirty either one tree or the other everywhere.

DROP INDEX search_key_subject;
CREATE TABLE search_subject (
    kind    TEXT NOT NULL,    -- as in search_key
    subject INTEGER NOT NULL,
    keys    TEXT NOT NULL,    -- all its keys in order, each between line ends: LF key LF key LF
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO search_subject SELECT kind, subject, char(10) || group_concat(key, char(10)) || char(10)
    FROM (SELECT kind, subject, key FROM search_key ORDER BY kind, subject, key) GROUP BY kind, subject;
