-- Crossings by the quarter of an hour, for the day's curve and the busiest hour of a checkpoint (domain.md §2, §9). Quarters of UTC
-- and not local hours: there are zones with half and three-quarter hours, and the zone is a setting that may change. What stands in
-- it leads with the time, so that a save touches the one page at its end.

CREATE TABLE gate_quarter (               -- valid admitted crossings
    quarter       INTEGER NOT NULL,       -- at / 900: quarters of an hour since 1970, UTC
    checkpoint_id INTEGER NOT NULL,
    direction     TEXT NOT NULL,
    count         INTEGER NOT NULL,
    PRIMARY KEY (quarter, checkpoint_id, direction)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER crossing_quarter_inserted AFTER INSERT ON crossing WHEN NEW.voided IS NULL AND NEW.decision = 'admitted' BEGIN
    INSERT INTO gate_quarter VALUES (NEW.at / 900, NEW.checkpoint_id, NEW.direction, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER crossing_quarter_updated AFTER UPDATE ON crossing
WHEN NEW.at / 900 <> OLD.at / 900 OR NEW.checkpoint_id <> OLD.checkpoint_id OR NEW.direction <> OLD.direction
    OR NEW.decision <> OLD.decision OR (NEW.voided IS NULL) <> (OLD.voided IS NULL) BEGIN
    UPDATE gate_quarter SET count = count - 1 WHERE quarter = OLD.at / 900 AND checkpoint_id = OLD.checkpoint_id
        AND direction = OLD.direction AND OLD.voided IS NULL AND OLD.decision = 'admitted';
    INSERT INTO gate_quarter SELECT NEW.at / 900, NEW.checkpoint_id, NEW.direction, 1
        WHERE NEW.voided IS NULL AND NEW.decision = 'admitted' ON CONFLICT DO UPDATE SET count = count + 1;
END;

INSERT INTO gate_quarter SELECT at / 900, checkpoint_id, direction, COUNT(*) FROM crossing
    WHERE voided IS NULL AND decision = 'admitted' GROUP BY 1, 2, 3;
