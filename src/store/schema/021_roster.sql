-- Volunteers, posts and the roster (domain.md §6). Which shifts a post has follows from its pattern and its closed days;
-- what is short, covered or full, whether a rule is broken and who comes next follow from these rows and the clock.
INSERT INTO change_seq VALUES ('roster', 0);

CREATE TABLE volunteer (                  -- 志愿者: somebody of the register who takes shifts
    id            INTEGER PRIMARY KEY,
    rev           INTEGER NOT NULL DEFAULT 1,
    person_id     INTEGER NOT NULL REFERENCES person (id),
    name          TEXT NOT NULL CHECK (name <> ''), -- as the person's, kept with it: the order of the list
    kind          TEXT NOT NULL CHECK (kind = 'party' OR kind = 'veteran' OR kind = 'grid_worker' OR kind = 'building_leader' OR
                      kind = 'representative' OR kind = 'owner' OR kind = 'outside' OR kind = 'other'),
    building      TEXT NOT NULL DEFAULT '', -- where they live, when the person has no place in the register
    contact       TEXT NOT NULL DEFAULT '', -- in an emergency
    contact_phone TEXT NOT NULL DEFAULT '',
    temperature   INTEGER NOT NULL DEFAULT 0 CHECK (temperature IN (0, 1)), -- skills
    driving       INTEGER NOT NULL DEFAULT 0 CHECK (driving IN (0, 1)),
    first_aid     INTEGER NOT NULL DEFAULT 0 CHECK (first_aid IN (0, 1)),
    available     TEXT NOT NULL DEFAULT '', -- availability.h, in its own form; '': always
    wish          TEXT NOT NULL CHECK (wish = 'any' OR wish = 'day' OR wish = 'evening' OR wish = 'night' OR wish = 'no_night'),
    shifts_most   INTEGER NOT NULL DEFAULT 0 CHECK (shifts_most >= 0), -- a week; 0: as many as the rules allow
    health        TEXT NOT NULL CHECK (health = 'unchecked' OR health = 'fit' OR health = 'unfit'),
    health_day    INTEGER, -- yyyymmdd of the check
    kit           TEXT NOT NULL DEFAULT '', -- protective kit issued
    kit_day       INTEGER,
    since_day     INTEGER,
    note          TEXT NOT NULL DEFAULT '',
    voided        TEXT
) STRICT;
CREATE UNIQUE INDEX volunteer_person ON volunteer (person_id) WHERE voided IS NULL;
CREATE INDEX volunteer_name ON volunteer (name, id);

CREATE TABLE absence (                    -- 请假: not to be counted on for a time
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    volunteer_id INTEGER NOT NULL REFERENCES volunteer (id),
    from_at      INTEGER NOT NULL,
    until_at     INTEGER NOT NULL,        -- the first moment they can be counted on again
    reason       TEXT NOT NULL DEFAULT '',
    voided       TEXT,
    CHECK (until_at > from_at)
) STRICT;
CREATE INDEX absence_until ON absence (until_at, id);
CREATE INDEX absence_volunteer ON absence (volunteer_id, until_at);

CREATE TABLE post (                       -- 岗位: where somebody stands on a shift
    id            INTEGER PRIMARY KEY,
    rev           INTEGER NOT NULL DEFAULT 1,
    position      INTEGER NOT NULL,       -- its place in the grid
    name          TEXT NOT NULL CHECK (name <> ''),
    kind          TEXT NOT NULL CHECK (kind = 'gate' OR kind = 'patrol' OR kind = 'delivery' OR kind = 'disinfection' OR
                      kind = 'desk' OR kind = 'other'),
    checkpoint_id INTEGER REFERENCES checkpoint (id),
    estate        TEXT NOT NULL DEFAULT '',
    least         INTEGER NOT NULL CHECK (least BETWEEN 1 AND 99), -- a shift: to run at all
    wanted        INTEGER NOT NULL CHECK (wanted BETWEEN 1 AND 99),
    pattern       TEXT NOT NULL CHECK (pattern <> ''), -- shift_time.h, in its own form: 06-14 14-22 22-06
    weekdays      TEXT NOT NULL DEFAULT '', -- '12345': Monday to Friday; '': every day
    overlap       INTEGER NOT NULL DEFAULT 0 CHECK (overlap BETWEEN 0 AND 120), -- minutes of handover, before the start
    needs         TEXT NOT NULL CHECK (needs = 'nothing' OR needs = 'temperature' OR needs = 'driving' OR needs = 'first_aid'),
    note          TEXT NOT NULL DEFAULT '',
    voided        TEXT,
    CHECK (wanted >= least)
) STRICT;
CREATE UNIQUE INDEX post_valid ON post (name) WHERE voided IS NULL;
CREATE INDEX post_position ON post (position, id);

CREATE TABLE post_closed (                -- a day on which a post, or all, is not manned
    id      INTEGER PRIMARY KEY,
    rev     INTEGER NOT NULL DEFAULT 1,
    post_id INTEGER REFERENCES post (id), -- NULL: all posts
    day     INTEGER NOT NULL,             -- yyyymmdd
    reason  TEXT NOT NULL DEFAULT '',
    voided  TEXT
) STRICT;
CREATE INDEX post_closed_day ON post_closed (day, id);

CREATE TABLE assignment (                 -- 排班: one volunteer on one shift of one post
    id            INTEGER PRIMARY KEY,
    rev           INTEGER NOT NULL DEFAULT 1,
    post_id       INTEGER NOT NULL REFERENCES post (id),
    day           INTEGER NOT NULL,       -- yyyymmdd the shift belongs to: the one it starts on
    starts_at     INTEGER NOT NULL,
    ends_at       INTEGER NOT NULL,       -- half-open: [starts_at, ends_at)
    volunteer_id  INTEGER NOT NULL REFERENCES volunteer (id),
    state         TEXT NOT NULL CHECK (state = 'planned' OR state = 'confirmed' OR state = 'arrived' OR state = 'done' OR
                      state = 'no_show' OR state = 'excused' OR state = 'replaced'),
    seeking_at    INTEGER,                -- looking for a stand-in since; responsible until somebody takes over
    for_id        INTEGER REFERENCES assignment (id), -- stands in for that one, which is 'replaced'
    arrived_at    INTEGER,
    left_at       INTEGER,
    not_signed_out INTEGER NOT NULL DEFAULT 0 CHECK (not_signed_out IN (0, 1)), -- closed at its planned end
    minutes       INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0),       -- worked; of those, night_minutes at night
    night_minutes INTEGER NOT NULL DEFAULT 0 CHECK (night_minutes BETWEEN 0 AND minutes),
    reason        TEXT NOT NULL DEFAULT '', -- why in spite of a rule; why excused
    via           TEXT NOT NULL CHECK (via = 'desk' OR via = 'fill' OR via = 'copy' OR via = 'self' OR via = 'import'),
    assigned_at   INTEGER NOT NULL,
    officer_id    INTEGER REFERENCES officer (id),
    note          TEXT NOT NULL DEFAULT '',
    voided        TEXT,
    CHECK (ends_at > starts_at AND ends_at - starts_at <= 86400),
    CHECK ((state <> 'arrived' AND state <> 'done') OR arrived_at IS NOT NULL)
) STRICT;
CREATE INDEX assignment_starts ON assignment (starts_at, id);
CREATE INDEX assignment_volunteer ON assignment (volunteer_id, starts_at, id);
CREATE INDEX assignment_post ON assignment (post_id, starts_at, id);
CREATE UNIQUE INDEX assignment_cell ON assignment (post_id, starts_at, volunteer_id) WHERE voided IS NULL;
CREATE INDEX assignment_open ON assignment (ends_at, id) WHERE voided IS NULL AND (state = 'planned' OR state = 'confirmed' OR state = 'arrived');
CREATE INDEX assignment_there ON assignment (ends_at, id) WHERE voided IS NULL AND state = 'arrived';
CREATE INDEX assignment_seeking ON assignment (starts_at, id) WHERE seeking_at IS NOT NULL AND voided IS NULL;
CREATE INDEX assignment_hours ON assignment (volunteer_id, day, minutes, night_minutes, voided) WHERE minutes > 0 AND voided IS NULL;
CREATE INDEX assignment_for ON assignment (for_id) WHERE for_id IS NOT NULL;

CREATE TABLE call_out (                   -- 叫人: who was rung for a gap, and what they said
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    post_id      INTEGER NOT NULL REFERENCES post (id),
    starts_at    INTEGER NOT NULL,        -- of the shift
    volunteer_id INTEGER NOT NULL REFERENCES volunteer (id),
    at           INTEGER NOT NULL,
    result       TEXT NOT NULL CHECK (result = 'calling' OR result = 'coming' OR result = 'no' OR result = 'no_answer' OR result = 'later'),
    officer_id   INTEGER REFERENCES officer (id),
    note         TEXT NOT NULL DEFAULT '',
    voided       TEXT
) STRICT;
CREATE INDEX call_out_at ON call_out (at, id);
CREATE INDEX call_out_shift ON call_out (post_id, starts_at, id);
CREATE INDEX call_out_volunteer ON call_out (volunteer_id, at);
