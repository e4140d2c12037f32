-- Makes a sample community (init --demo) one with 2,000 people observed now and five years of readings behind them, past the
-- program and its audit: 130 terms of 2,000 people, 28 readings each. The half-day that is being taken now is empty.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
BEGIN;
DROP INDEX reading_cell;
DROP INDEX reading_day;
DROP INDEX reading_abnormal;
DROP INDEX reading_at;
CREATE TEMP TABLE now AS SELECT local / 86400 AS day, local % 86400 / 3600 AS hour
    FROM (SELECT CAST(strftime('%s', 'now') AS INTEGER) + 28800 AS local); -- days since 1970 in the community's zone
CREATE TEMP TABLE days AS WITH RECURSIVE d (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < 1860)
    SELECT n AS back, (SELECT day FROM now) - n AS day, CAST(strftime('%Y%m%d', ((SELECT day FROM now) - n) * 86400, 'unixepoch') AS INTEGER) AS name FROM d;
CREATE UNIQUE INDEX temp.days_back ON days (back);
CREATE TEMP TABLE folk AS SELECT ROW_NUMBER() OVER (ORDER BY p.id DESC) - 1 AS n, p.id AS person_id, p.place_id, substr(l.room_sort, 1, 119) AS door
    FROM person p JOIN place l ON l.id = p.place_id
    WHERE p.voided IS NULL AND l.building <> '8' -- there somebody goes out and comes in, see observed.tty
        AND p.id NOT IN (SELECT person_id FROM observation WHERE ended_at IS NULL) ORDER BY p.id DESC LIMIT 1954;
-- Running: day 1 to 13 of 14.
INSERT INTO observation (person_id, place_id, door, kind, basis, basis_day, first_day, last_day, ends_at, began_at, state)
    SELECT f.person_id, f.place_id, f.door, 'close', 'contact', b.name, b.name,
        CAST(strftime('%Y%m%d', (b.day + 13) * 86400, 'unixepoch') AS INTEGER), (b.day + 14) * 86400 - 28800, b.day * 86400 - 28800, 'observing'
    FROM folk f JOIN days b ON b.back = f.n % 13;
-- Their households are flagged at the gates.
INSERT INTO flag (place_id, kind, denies, say, from_at)
    SELECT DISTINCT o.place_id, 'observation', 'out', '居家观察中，不得外出。', o.began_at FROM observation o WHERE o.state = 'observing'
        AND o.flag_id IS NULL AND o.id = (SELECT MIN(id) FROM observation f WHERE f.place_id = o.place_id AND f.state = 'observing')
        AND NOT EXISTS (SELECT 1 FROM flag k WHERE k.place_id = o.place_id AND k.voided IS NULL AND k.kind = 'observation');
UPDATE observation SET flag_id = (SELECT MAX(id) FROM flag f WHERE f.place_id = observation.place_id AND f.kind = 'observation' AND f.voided IS NULL)
    WHERE state = 'observing';
-- Released: one term behind the other.
INSERT INTO observation (person_id, place_id, door, kind, basis, basis_day, first_day, last_day, ends_at, began_at, state, ended_at)
    SELECT f.person_id, f.place_id, f.door, 'close', 'contact', b.name, b.name, e.name, (e.day + 1) * 86400 - 28800, b.day * 86400 - 28800,
        'released', (e.day + 1) * 86400 - 28800
    FROM (SELECT n AS term FROM folk WHERE n BETWEEN 1 AND 130) t JOIN days b ON b.back = 20 + t.term * 14 JOIN days e ON e.back = b.back - 13
        CROSS JOIN folk f;
-- Two readings a day, one in 97 was forgotten.
INSERT INTO reading (observation_id, day, half, outcome, tenths, at)
    SELECT o.id, d.name, h.half, 'value', 361 + (o.id * 7 + d.back * 3) % 9, d.day * 86400 - 28800 + h.hour * 3600
    FROM observation o JOIN days b ON b.name = o.first_day JOIN days d ON d.back BETWEEN b.back - 13 AND b.back AND d.back >= 0
        JOIN (SELECT 'morning' AS half, 8 AS hour UNION ALL SELECT 'evening', 18) h
    WHERE o.opened_by IS NULL AND (o.id + d.back) % 97 <> 0 AND d.back * 24 + (SELECT hour FROM now) >=
        CASE h.half WHEN 'morning' THEN 16 ELSE 30 END; -- the half-day behind it is due by then
CREATE UNIQUE INDEX reading_cell ON reading (observation_id, day, half) WHERE voided IS NULL;
CREATE INDEX reading_day ON reading (day, half, observation_id, outcome) WHERE voided IS NULL;
CREATE INDEX reading_abnormal ON reading (at, id) WHERE abnormal = 1 AND voided IS NULL;
CREATE INDEX reading_at ON reading (at, id);
COMMIT;
PRAGMA journal_mode = WAL;
