-- Supply requests, donations and stock (domain.md §5). Amounts are thousandths of their unit, money is cents: exact, and
-- half a pound is none too small. Whether a request is over its limit, what is reserved and what there is follow from
-- these rows and the clock.
INSERT INTO change_seq VALUES ('supply', 0), ('stock', 0);

CREATE TABLE goods (                      -- 物品: what is asked for, given and kept
    id       INTEGER PRIMARY KEY,
    rev      INTEGER NOT NULL DEFAULT 1,
    name     TEXT NOT NULL CHECK (name <> ''),
    aliases  TEXT NOT NULL DEFAULT '',    -- what people call it too, separated by spaces: 食盐 盐巴
    category TEXT NOT NULL CHECK (category = 'food' OR category = 'medicine' OR category = 'protection' OR category = 'daily' OR
                 category = 'baby' OR category = 'tool' OR category = 'other'),
    unit     TEXT NOT NULL CHECK (unit <> ''), -- what its stock is counted in: 袋
    minimum  INTEGER NOT NULL DEFAULT 0 CHECK (minimum >= 0), -- below it the alarm rings; 0: never
    note     TEXT NOT NULL DEFAULT '',
    voided   TEXT
) STRICT;
CREATE UNIQUE INDEX goods_valid ON goods (name) WHERE voided IS NULL;
CREATE INDEX goods_name ON goods (name, id);
CREATE INDEX goods_minimum ON goods (id) WHERE minimum > 0 AND voided IS NULL;

CREATE TABLE errand (                     -- 跑腿: one way of one volunteer for several requests, and its money
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    helper_id  INTEGER REFERENCES person (id), -- when the volunteer is somebody of the register
    helper     TEXT NOT NULL CHECK (helper <> ''),
    phone      TEXT NOT NULL DEFAULT '',
    begun_at   INTEGER NOT NULL,
    given      INTEGER NOT NULL DEFAULT 0 CHECK (given >= 0),    -- cents the post gave along
    received   INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0), -- cents the households paid the volunteer
    spent      INTEGER NOT NULL DEFAULT 0 CHECK (spent >= 0),    -- cents paid in shops
    returned   INTEGER NOT NULL DEFAULT 0,                       -- cents of change brought back; below 0: paid out to the volunteer
    settled_at INTEGER,                   -- given + received = spent + returned, and both have said so; NULL: not yet
    settled_by INTEGER REFERENCES officer (id),
    note       TEXT NOT NULL DEFAULT '',
    voided     TEXT
) STRICT;
CREATE INDEX errand_begun ON errand (begun_at, id);
CREATE INDEX errand_open ON errand (begun_at, id) WHERE settled_at IS NULL AND voided IS NULL;
CREATE INDEX errand_helper ON errand (helper, id);
CREATE INDEX errand_helper_person ON errand (helper_id, id) WHERE helper_id IS NOT NULL;

CREATE TABLE supply (                     -- 物资需求: one request of one household
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    place_id     INTEGER NOT NULL REFERENCES place (id),
    person_id    INTEGER REFERENCES person (id), -- who asked, when it is somebody of the register
    asked_by     TEXT NOT NULL DEFAULT '',
    phone        TEXT NOT NULL DEFAULT '',       -- on which they are reached about it
    via          TEXT NOT NULL CHECK (via = 'phone' OR via = 'chat' OR via = 'door' OR via = 'visit' OR via = 'other'),
    asked_at     INTEGER NOT NULL,
    wanted_at    INTEGER,                 -- by when they want it; NULL: by the limit
    urgent       INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
    due_at       INTEGER NOT NULL,        -- wanted_at, else asked_at and the limit of its urgency when it was saved
    items        TEXT NOT NULL CHECK (items <> ''), -- its lines in words: 大米 10斤、盐 2包
    state        TEXT NOT NULL CHECK (state = 'new' OR state = 'assigned' OR state = 'buying' OR state = 'left' OR
                     state = 'confirmed' OR state = 'out_of_stock' OR state = 'cancelled' OR state = 'duplicate' OR
                     state = 'not_needed'),
    state_at     INTEGER NOT NULL,
    helper_id    INTEGER REFERENCES person (id),
    helper       TEXT NOT NULL DEFAULT '', -- whose it is; '': nobody's yet
    helper_phone TEXT NOT NULL DEFAULT '',
    claimed_at   INTEGER,
    claimed_by   INTEGER REFERENCES officer (id), -- who wrote that down
    errand_id    INTEGER REFERENCES errand (id),
    again        INTEGER NOT NULL DEFAULT 0 CHECK (again IN (0, 1)), -- the same was asked for within a day, and is meant again
    officer_id   INTEGER REFERENCES officer (id),
    note         TEXT NOT NULL DEFAULT '',
    voided       TEXT,
    CHECK ((helper <> '') = (claimed_at IS NOT NULL)),
    CHECK (helper <> '' OR (state <> 'assigned' AND state <> 'buying'))
) STRICT;
CREATE INDEX supply_due ON supply (due_at, id);
CREATE INDEX supply_open ON supply (due_at, id) WHERE voided IS NULL AND (state = 'new' OR state = 'assigned' OR state = 'buying' OR state = 'left');
CREATE INDEX supply_todo ON supply (due_at, id, urgent) WHERE voided IS NULL AND (state = 'new' OR state = 'assigned' OR state = 'buying');
CREATE INDEX supply_new ON supply (due_at, id) WHERE voided IS NULL AND state = 'new';
CREATE INDEX supply_under_way ON supply (due_at, id) WHERE voided IS NULL AND (state = 'assigned' OR state = 'buying');
CREATE INDEX supply_left ON supply (due_at, id) WHERE voided IS NULL AND state = 'left';
CREATE INDEX supply_closed ON supply (state_at, id) WHERE voided IS NULL AND (state = 'confirmed' OR state = 'out_of_stock' OR state = 'cancelled' OR state = 'duplicate' OR state = 'not_needed');
CREATE INDEX supply_place ON supply (place_id, asked_at, id);
CREATE INDEX supply_place_open ON supply (place_id, due_at, id) WHERE voided IS NULL AND (state = 'new' OR state = 'assigned' OR state = 'buying' OR state = 'left');
CREATE INDEX supply_helper ON supply (helper, due_at, id) WHERE helper <> '';
CREATE INDEX supply_person ON supply (person_id, id) WHERE person_id IS NOT NULL;
CREATE INDEX supply_helper_person ON supply (helper_id, id) WHERE helper_id IS NOT NULL;
CREATE INDEX supply_errand ON supply (errand_id, id) WHERE errand_id IS NOT NULL;

CREATE TABLE supply_line (                -- one thing of a request
    id        INTEGER PRIMARY KEY,
    rev       INTEGER NOT NULL DEFAULT 1,
    supply_id INTEGER NOT NULL REFERENCES supply (id),
    position  INTEGER NOT NULL,
    goods_id  INTEGER REFERENCES goods (id), -- NULL: nothing of the list of goods
    item      TEXT NOT NULL CHECK (item <> ''),
    quantity  INTEGER NOT NULL CHECK (quantity > 0),
    unit      TEXT NOT NULL,
    amount    INTEGER,                    -- the quantity in the unit of the goods; NULL: it has no measure in it
    reserved  INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0), -- in that unit, kept in the stock for this line
    delivered INTEGER NOT NULL DEFAULT 0 CHECK (delivered BETWEEN 0 AND quantity),
    voided    TEXT
) STRICT;
CREATE INDEX supply_line_supply ON supply_line (supply_id, id);
CREATE INDEX supply_line_reserved ON supply_line (goods_id, reserved, id) WHERE reserved > 0 AND voided IS NULL;
CREATE INDEX supply_line_item ON supply_line (item, id);

CREATE TABLE supply_step (                -- what became of a request: who, when, remark
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    supply_id    INTEGER NOT NULL REFERENCES supply (id),
    at           INTEGER NOT NULL,
    from_state   TEXT NOT NULL,
    state        TEXT NOT NULL,           -- the same as before: part of it was delivered, or somebody else took it
    helper       TEXT NOT NULL DEFAULT '',
    remark       TEXT NOT NULL DEFAULT '',
    officer_id   INTEGER REFERENCES officer (id),
    voided       TEXT
) STRICT;
CREATE INDEX supply_step_supply ON supply_step (supply_id, id, at);

CREATE TABLE supply_delivery (            -- how much of a line was brought in which step; supply_line.delivered is their sum
    id             INTEGER PRIMARY KEY,
    rev            INTEGER NOT NULL DEFAULT 1,
    supply_step_id INTEGER NOT NULL REFERENCES supply_step (id),
    supply_line_id INTEGER NOT NULL REFERENCES supply_line (id),
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    voided         TEXT
) STRICT;
CREATE INDEX supply_delivery_step ON supply_delivery (supply_step_id, id, supply_line_id, quantity);

CREATE TABLE donation (                   -- 捐赠
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    at           INTEGER NOT NULL,
    donor        TEXT NOT NULL CHECK (donor <> ''),
    phone        TEXT NOT NULL DEFAULT '',
    items        TEXT NOT NULL CHECK (items <> ''), -- what was given, in words; stock_entry has the rows
    received_by  TEXT NOT NULL DEFAULT '',
    may_be_named INTEGER CHECK (may_be_named IN (0, 1)), -- NULL: not asked
    thanked_at   INTEGER,
    officer_id   INTEGER REFERENCES officer (id),
    note         TEXT NOT NULL DEFAULT '',
    voided       TEXT
) STRICT;
CREATE INDEX donation_at ON donation (at, id);
CREATE INDEX donation_donor ON donation (donor, id);
CREATE INDEX donation_unthanked ON donation (at, id) WHERE thanked_at IS NULL AND voided IS NULL;

CREATE TABLE stock_entry (                -- 库存台账: what came, what went; the stock is the sum of the changes
    id             INTEGER PRIMARY KEY,
    rev            INTEGER NOT NULL DEFAULT 1,
    at             INTEGER NOT NULL,
    goods_id       INTEGER NOT NULL REFERENCES goods (id),
    kind           TEXT NOT NULL CHECK (kind = 'in' OR kind = 'out' OR kind = 'adjust' OR kind = 'count'),
    change         INTEGER NOT NULL,      -- in the unit of the goods; of a count: by how much it was wrong
    counted        INTEGER NOT NULL DEFAULT 0 CHECK (counted >= 0), -- of a count: what is there; the period before it is closed
    donation_id    INTEGER REFERENCES donation (id),
    supply_line_id INTEGER REFERENCES supply_line (id), -- delivered to a household
    supply_step_id INTEGER REFERENCES supply_step (id),
    checkpoint_id  INTEGER REFERENCES checkpoint (id),  -- issued to a post
    place_id       INTEGER REFERENCES place (id),       -- issued to a household without a request
    whom           TEXT NOT NULL DEFAULT '',            -- from whom or to whom, in words
    note           TEXT NOT NULL DEFAULT '',
    officer_id     INTEGER REFERENCES officer (id),
    voided         TEXT,
    CHECK (kind = 'count' OR counted = 0),
    CHECK ((kind <> 'in' OR change > 0) AND (kind <> 'out' OR change < 0))
) STRICT;
CREATE INDEX stock_entry_at ON stock_entry (at, id);
CREATE INDEX stock_entry_kind ON stock_entry (kind, at, id) WHERE voided IS NULL;
CREATE INDEX stock_entry_goods ON stock_entry (goods_id, at, id);
CREATE INDEX stock_entry_sum ON stock_entry (goods_id, id, change) WHERE voided IS NULL;
CREATE INDEX stock_entry_count ON stock_entry (goods_id, id) WHERE kind = 'count' AND voided IS NULL;
CREATE INDEX stock_entry_donation ON stock_entry (donation_id) WHERE donation_id IS NOT NULL;
CREATE INDEX stock_entry_line ON stock_entry (supply_line_id) WHERE supply_line_id IS NOT NULL;
CREATE INDEX stock_entry_step ON stock_entry (supply_step_id) WHERE supply_step_id IS NOT NULL;
CREATE INDEX stock_entry_place ON stock_entry (place_id, at, id) WHERE place_id IS NOT NULL;
