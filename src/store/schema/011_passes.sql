-- Vehicles of households and companies; passes (出入证) of people and households (domain.md §2).
INSERT INTO change_seq VALUES ('pass', 0);

-- Whose vehicle it is: place_id (002) names a household or a company of the community, `company` one from outside. A plate
-- that was only seen at a gate has none of these.
ALTER TABLE vehicle ADD COLUMN company TEXT;                                -- 单位, where it is no place of the register
ALTER TABLE vehicle ADD COLUMN company_phone TEXT;                          -- whom to call about it
ALTER TABLE vehicle ADD COLUMN driver_id INTEGER REFERENCES person (id);    -- who usually drives
ALTER TABLE vehicle ADD COLUMN usual_class TEXT CHECK (usual_class = 'resident' OR usual_class = 'tenant' OR
    usual_class = 'visitor' OR usual_class = 'courier' OR usual_class = 'service' OR usual_class = 'official' OR
    usual_class = 'emergency');                                             -- as what it comes; NULL: as the last time
ALTER TABLE vehicle ADD COLUMN trips_per_day INTEGER CHECK (trips_per_day BETWEEN 1 AND 99); -- NULL: setting vehicle.trips
CREATE INDEX vehicle_listed ON vehicle (plate, id);
CREATE INDEX vehicle_seen ON vehicle (plate, id) WHERE place_id IS NULL AND company IS NULL AND driver_id IS NULL;
CREATE INDEX vehicle_voided ON vehicle (plate, id) WHERE voided IS NOT NULL;
CREATE INDEX vehicle_place ON vehicle (place_id) WHERE place_id IS NOT NULL;
CREATE INDEX vehicle_driver ON vehicle (driver_id) WHERE driver_id IS NOT NULL;

CREATE TABLE pass (                       -- 出入证
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    number      TEXT NOT NULL CHECK (number <> ''), -- as printed: upper case, half width, without spaces
    person_id   INTEGER REFERENCES person (id),     -- whose it is, or
    place_id    INTEGER REFERENCES place (id),      -- the household's
    colour      TEXT NOT NULL DEFAULT '',
    issued_at   INTEGER NOT NULL,
    valid_until INTEGER,                            -- NULL: until it is void
    lost        TEXT NOT NULL DEFAULT '',           -- how it was lost (挂失); '': it is not
    lost_at     INTEGER,                            -- when that was reported
    replaces    INTEGER REFERENCES pass (id),       -- the one it was issued for (补办)
    note        TEXT NOT NULL DEFAULT '',
    voided      TEXT,
    voided_at   INTEGER,                            -- when it was voided; NULL: an undone issue
    CHECK ((person_id IS NULL) <> (place_id IS NULL))
) STRICT;
-- A lost card keeps its number: whoever shows it later must be found out. Only a void one may be issued again.
CREATE UNIQUE INDEX pass_number ON pass (number) WHERE voided IS NULL;
CREATE INDEX pass_listed ON pass (number, id);
CREATE INDEX pass_lost ON pass (number, id) WHERE lost <> '';
CREATE INDEX pass_voided ON pass (number, id) WHERE voided IS NOT NULL;
CREATE INDEX pass_person ON pass (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX pass_place ON pass (place_id) WHERE place_id IS NOT NULL;
CREATE TRIGGER pass_inserted AFTER INSERT ON pass BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'pass'; END;
CREATE TRIGGER pass_updated AFTER UPDATE ON pass BEGIN UPDATE change_seq SET seq = seq + 1 WHERE topic = 'pass'; END;
