-- Which topics a transaction touched is known to the program that writes it (store/watch.c): it moves change_seq on once, before COMMIT.
-- Triggers did so at each row, and each of them is read whenever the file is opened.
INSERT INTO change_seq VALUES ('other', 0); -- moved by what has no topic: a commit that moves nothing is another program's

DROP TRIGGER officer_inserted;
DROP TRIGGER officer_updated;
DROP TRIGGER setting_inserted;
DROP TRIGGER setting_updated;
DROP TRIGGER alarm_inserted;
DROP TRIGGER alarm_updated;
DROP TRIGGER checkpoint_inserted;
DROP TRIGGER checkpoint_updated;
DROP TRIGGER place_updated;
DROP TRIGGER person_updated;
DROP TRIGGER vehicle_inserted;
DROP TRIGGER vehicle_updated;
DROP TRIGGER flag_inserted;
DROP TRIGGER flag_updated;
DROP TRIGGER place_inserted;
DROP TRIGGER person_inserted;
DROP TRIGGER import_completed;
DROP TRIGGER import_complete_updated;
DROP TRIGGER look_inserted;
DROP TRIGGER sound_test_inserted;
DROP TRIGGER pass_inserted;
DROP TRIGGER pass_updated;
DROP TRIGGER expected_inserted;
DROP TRIGGER expected_updated;
DROP TRIGGER parcel_inserted;
DROP TRIGGER parcel_updated;
DROP TRIGGER incident_inserted;
DROP TRIGGER incident_updated;
DROP TRIGGER contact_inserted;
DROP TRIGGER contact_updated;
DROP TRIGGER notice_inserted;
DROP TRIGGER notice_updated;
DROP TRIGGER notice_read_inserted;
DROP TRIGGER poster_inserted;
DROP TRIGGER poster_updated;
DROP TRIGGER patrol_inserted;
DROP TRIGGER patrol_updated;
DROP TRIGGER survey_round_inserted;
DROP TRIGGER survey_round_updated;
DROP TRIGGER survey_inserted;
DROP TRIGGER survey_updated;
DROP TRIGGER declaration_inserted;
DROP TRIGGER declaration_updated;
DROP TRIGGER arrival_inserted;
DROP TRIGGER arrival_updated;
DROP TRIGGER distinct_pair_inserted;
DROP TRIGGER distinct_pair_updated;
DROP TRIGGER observation_inserted;
DROP TRIGGER observation_updated;
DROP TRIGGER term_change_inserted;
DROP TRIGGER term_change_updated;
DROP TRIGGER reading_inserted;
DROP TRIGGER reading_updated;
DROP TRIGGER tier_inserted;
DROP TRIGGER tier_updated;
DROP TRIGGER keeper_inserted;
DROP TRIGGER keeper_updated;
DROP TRIGGER follow_up_inserted;
DROP TRIGGER follow_up_updated;
DROP TRIGGER team_inserted;
DROP TRIGGER team_updated;
DROP TRIGGER team_day_inserted;
DROP TRIGGER team_day_updated;
DROP TRIGGER visit_inserted;
DROP TRIGGER visit_updated;
DROP TRIGGER pairing_inserted;
DROP TRIGGER pairing_updated;

DROP TRIGGER crossing_inserted;
DROP TRIGGER crossing_updated;
DROP TRIGGER closing_inserted;
DROP TRIGGER closing_updated;
DROP TRIGGER person_voided;
CREATE TRIGGER crossing_inserted AFTER INSERT ON crossing BEGIN
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
    DELETE FROM presence WHERE person_id = (SELECT person_id FROM crossing WHERE id = NEW.crossing_id)
        AND crossing_id = NEW.crossing_id AND direction = 'in';
END;

CREATE TRIGGER closing_updated AFTER UPDATE ON closing BEGIN
    DELETE FROM presence WHERE person_id = (SELECT person_id FROM crossing WHERE id = NEW.crossing_id);
    INSERT INTO presence SELECT person_id, id, at, direction, class FROM crossing last
        WHERE id = (SELECT id FROM crossing WHERE person_id = (SELECT person_id FROM crossing WHERE id = NEW.crossing_id)
            AND voided IS NULL AND decision = 'admitted' ORDER BY at DESC, id DESC LIMIT 1)
        AND NOT (direction = 'in' AND EXISTS (SELECT 1 FROM closing WHERE crossing_id = last.id AND closing.voided IS NULL))
        AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = last.person_id AND person.voided IS NOT NULL);
END;

CREATE TRIGGER person_voided AFTER UPDATE OF voided ON person WHEN (NEW.voided IS NULL) <> (OLD.voided IS NULL) BEGIN
    DELETE FROM presence WHERE person_id = NEW.id;
    INSERT INTO presence SELECT person_id, id, at, direction, class FROM crossing last
        WHERE NEW.voided IS NULL AND id = (SELECT id FROM crossing WHERE person_id = NEW.id AND voided IS NULL
            AND decision = 'admitted' ORDER BY at DESC, id DESC LIMIT 1)
        AND NOT (direction = 'in' AND EXISTS (SELECT 1 FROM closing WHERE crossing_id = last.id AND closing.voided IS NULL));
END;
