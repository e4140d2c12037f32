-- Who is out or inside, in the order of since when; entries the system closed at curfew (domain.md §2).

CREATE TABLE closing (                    -- an entry closed by the system: nobody saw the person leave, so it is no crossing
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    crossing_id INTEGER NOT NULL REFERENCES crossing (id), -- the entry; whose it is, is the crossing's to say
    at          INTEGER NOT NULL,         -- when it was closed
    voided      TEXT                      -- the entry is open again
) STRICT;
CREATE INDEX closing_crossing ON closing (crossing_id);

-- Windows over presence, longest first. Those inside stand in two, since whom a curfew is for must not grow with those it is
-- not for, and each crossing touches one of them alone.
CREATE INDEX presence_out ON presence (at, person_id) WHERE direction = 'out' AND class IN ('resident', 'tenant');
CREATE INDEX presence_stays ON presence (at, person_id) WHERE direction = 'in' AND class IN ('visitor', 'courier');
CREATE INDEX presence_staff ON presence (at, person_id)
    WHERE direction = 'in' AND (class = 'service' OR class = 'official' OR class = 'emergency');

-- Presence is the last valid admitted crossing of each valid person, unless that is an entry with a valid closing.
DROP TRIGGER crossing_inserted;
DROP TRIGGER crossing_updated;
CREATE TRIGGER crossing_inserted AFTER INSERT ON crossing BEGIN
    UPDATE change_seq SET seq = seq + 1 WHERE topic = 'gate';
    INSERT INTO gate_tally VALUES
        (NEW.day, NEW.checkpoint_id, NEW.direction, NEW.class, NEW.decision, NEW.abnormal, NEW.vehicle_id IS NOT NULL, NEW.voided IS NOT NULL, 1),
        (0, NEW.checkpoint_id, NEW.direction, NEW.class, NEW.decision, NEW.abnormal, NEW.vehicle_id IS NOT NULL, NEW.voided IS NOT NULL, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
    INSERT INTO presence SELECT NEW.person_id, NEW.id, NEW.at, NEW.direction, NEW.class
        WHERE NEW.person_id IS NOT NULL AND NEW.voided IS NULL AND NEW.decision = 'admitted'
        AND NOT EXISTS (SELECT 1 FROM crossing later WHERE later.person_id = NEW.person_id AND later.at >= NEW.at
            AND (later.at, later.id) > (NEW.at, NEW.id) AND later.voided IS NULL AND later.decision = 'admitted')
        ON CONFLICT (person_id) DO UPDATE SET crossing_id = excluded.crossing_id, at = excluded.at, direction = excluded.direction, class = excluded.class;
END;

CREATE TRIGGER crossing_updated AFTER UPDATE ON crossing BEGIN
    UPDATE change_seq SET seq = seq + 1 WHERE topic = 'gate';
    UPDATE gate_tally SET count = count - 1 WHERE day IN (0, OLD.day) AND checkpoint_id = OLD.checkpoint_id
        AND direction = OLD.direction AND class = OLD.class AND decision = OLD.decision AND abnormal = OLD.abnormal
        AND vehicle = (OLD.vehicle_id IS NOT NULL) AND voided = (OLD.voided IS NOT NULL);
    INSERT INTO gate_tally VALUES
        (NEW.day, NEW.checkpoint_id, NEW.direction, NEW.class, NEW.decision, NEW.abnormal, NEW.vehicle_id IS NOT NULL, NEW.voided IS NOT NULL, 1),
        (0, NEW.checkpoint_id, NEW.direction, NEW.class, NEW.decision, NEW.abnormal, NEW.vehicle_id IS NOT NULL, NEW.voided IS NOT NULL, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
    DELETE FROM presence WHERE person_id = OLD.person_id OR person_id = NEW.person_id;
    INSERT INTO presence SELECT person_id, id, at, direction, class FROM crossing last
        WHERE id = (SELECT id FROM crossing WHERE person_id = OLD.person_id AND voided IS NULL AND decision = 'admitted'
            ORDER BY at DESC, id DESC LIMIT 1)
        AND NOT (direction = 'in' AND EXISTS (SELECT 1 FROM closing WHERE crossing_id = last.id AND closing.voided IS NULL))
        AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = last.person_id AND person.voided IS NOT NULL);
    INSERT INTO presence SELECT person_id, id, at, direction, class FROM crossing last
        WHERE id = (SELECT id FROM crossing WHERE person_id = NEW.person_id AND NEW.person_id IS NOT OLD.person_id
            AND voided IS NULL AND decision = 'admitted' ORDER BY at DESC, id DESC LIMIT 1)
        AND NOT (direction = 'in' AND EXISTS (SELECT 1 FROM closing WHERE crossing_id = last.id AND closing.voided IS NULL))
        AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = last.person_id AND person.voided IS NOT NULL);
END;

CREATE TRIGGER closing_inserted AFTER INSERT ON closing WHEN NEW.voided IS NULL BEGIN
    UPDATE change_seq SET seq = seq + 1 WHERE topic = 'gate';
    DELETE FROM presence WHERE person_id = (SELECT person_id FROM crossing WHERE id = NEW.crossing_id)
        AND crossing_id = NEW.crossing_id AND direction = 'in';
END;
CREATE TRIGGER closing_updated AFTER UPDATE ON closing BEGIN
    UPDATE change_seq SET seq = seq + 1 WHERE topic = 'gate';
    DELETE FROM presence WHERE person_id = (SELECT person_id FROM crossing WHERE id = NEW.crossing_id);
    INSERT INTO presence SELECT person_id, id, at, direction, class FROM crossing last
        WHERE id = (SELECT id FROM crossing WHERE person_id = (SELECT person_id FROM crossing WHERE id = NEW.crossing_id)
            AND voided IS NULL AND decision = 'admitted' ORDER BY at DESC, id DESC LIMIT 1)
        AND NOT (direction = 'in' AND EXISTS (SELECT 1 FROM closing WHERE crossing_id = last.id AND closing.voided IS NULL))
        AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = last.person_id AND person.voided IS NOT NULL);
END;

-- A person who is voided is nowhere; made valid again, where they were.
CREATE TRIGGER person_voided AFTER UPDATE OF voided ON person WHEN (NEW.voided IS NULL) <> (OLD.voided IS NULL) BEGIN
    UPDATE change_seq SET seq = seq + 1 WHERE topic = 'gate';
    DELETE FROM presence WHERE person_id = NEW.id;
    INSERT INTO presence SELECT person_id, id, at, direction, class FROM crossing last
        WHERE NEW.voided IS NULL AND id = (SELECT id FROM crossing WHERE person_id = NEW.id AND voided IS NULL
            AND decision = 'admitted' ORDER BY at DESC, id DESC LIMIT 1)
        AND NOT (direction = 'in' AND EXISTS (SELECT 1 FROM closing WHERE crossing_id = last.id AND closing.voided IS NULL));
END;
-- Of files in which somebody was voided before.
DELETE FROM presence WHERE person_id IN (SELECT id FROM person WHERE voided IS NOT NULL);
